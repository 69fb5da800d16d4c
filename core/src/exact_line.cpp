#include "exact_line.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

#include "lane_kernels.hpp"
#include "tallies.hpp"

namespace creditcast::exact {

namespace {

/// Weights below this are dropped at either end of a distribution; a share of kExactPaths is twice as much.
constexpr double kTrimmed = 0x1p-41;

}  // namespace

double Line::total() const { return sum_of(w.data(), w.size()); }

double Line::sum_of_values() const {
  double sum = 0;
  for (std::size_t i = 0; i < w.size(); ++i) sum += w[i] * static_cast<double>(first + static_cast<std::int64_t>(i));
  return sum;
}

/// Makes room for a value.
void Line::reach(std::int64_t value) {
  if (w.empty()) first = value;
  if (value < first) {
    w.insert(w.begin(), static_cast<std::size_t>(first - value), 0.0);
    first = value;
  }
  if (value >= end()) w.resize(static_cast<std::size_t>(value - first) + 1);
}

void Line::add(const Line& other, double scale) {
  if (other.w.empty()) return;
  reach(other.first);
  reach(other.end() - 1);
  add_scaled(other.w.data(), other.w.size(), scale, &w[static_cast<std::size_t>(other.first - first)]);
}
Line point_at(std::int64_t value, double weight) { return Line{value, {weight}}; }

Tail::Tail(const Line& line) : first(line.first), above(line.w.size() + 1) {
  for (std::size_t i = line.w.size(); i-- > 0;) above[i] = above[i + 1] + line.w[i];
}
Line reversed(const Line& line) {
  Line back;
  back.w.assign(line.w.rbegin(), line.w.rend());
  back.first = -(line.end() - 1);
  return back;
}

void cut_below(Line& line, std::int64_t first) {
  if (line.first >= first) return;
  const auto below = static_cast<std::ptrdiff_t>(std::min(first - line.first, static_cast<std::int64_t>(line.w.size())));
  line.w.erase(line.w.begin(), line.w.begin() + below);
  line.first = first;
}

Line marginal(const Lattice& lattice, bool of_pieces) {
  Line line;
  line.first = of_pieces ? lattice.first_pieces : lattice.first_credits;
  line.w.assign(of_pieces ? lattice.columns : lattice.rows, 0.0);
  for (std::size_t row = 0; row < lattice.rows; ++row) {
    for (std::size_t column = 0; column < lattice.columns; ++column)
      line.w[of_pieces ? column : row] += lattice.weights[row * lattice.columns + column];
  }
  return line;
}

double chance_over(const Line& line, std::int64_t from, std::int64_t more, const Tail& value) {
  double sum = 0;
  std::int64_t p = std::max(line.first, from);
  // Below the tail's first value all is above it.
  for (; p < line.end() && p + more < value.first; ++p) sum += line.w[static_cast<std::size_t>(p - line.first)];
  sum *= value.above.front();
  const std::int64_t end = std::min(line.end(), value.first - 1 + static_cast<std::int64_t>(value.above.size()) - more);
  if (p < end)
    sum +=
        sum_of_products(&line.w[static_cast<std::size_t>(p - line.first)],
                        &value.above[static_cast<std::size_t>(p + more - value.first + 1)], static_cast<std::size_t>(end - p));
  return sum;
}

void Effort::refuse(WhyNot why) {
  if (why_not_.empty()) why_not_ = std::move(why);
}

void Effort::work(double multiplications) {
  work_ += multiplications;
  if (work_ > most_work_) refuse("it would take too long");
}

Line Effort::convolved(const Line& a, const Line& b) { return convolved(a, b, a.first + b.first, a.end() + b.end() - 1); }

Line Effort::convolved(const Line& a, const Line& b, std::int64_t least, std::int64_t end) {
  if (a.w.empty() || b.w.empty()) return {};
  const Line& large = a.w.size() >= b.w.size() ? a : b;
  const Line& small = &large == &a ? b : a;
  least = std::max(least, a.first + b.first);
  end = std::min(end, a.end() + b.end() - 1);
  if (least >= end) return {};
  const bool all = end - least == static_cast<std::int64_t>(a.w.size() + b.w.size() - 1);
  Line sum;
  // By the transform, as a circle: what would come twice must not be asked for.
  const std::int64_t skipped = least - a.first - b.first, whole = static_cast<std::int64_t>(a.w.size() + b.w.size() - 1);
  const std::size_t circle = std::bit_ceil(static_cast<std::size_t>(
      std::max({whole - skipped, end - a.first - b.first, static_cast<std::int64_t>(large.w.size()), std::int64_t{16}})));
  const double multiplications =
      static_cast<double>(small.w.size()) *
      static_cast<double>(std::min<std::int64_t>(end - least, static_cast<std::int64_t>(large.w.size())));
  if (Transform::work(circle) < multiplications) {
    work(Transform::work(circle));
    const auto& round = transform_.convolve(std::span(a.w), std::span(b.w), circle);
    sum.first = least;
    sum.w.assign(round.begin() + static_cast<std::ptrdiff_t>(skipped),
                 round.begin() + static_cast<std::ptrdiff_t>(end - a.first - b.first));
    return sum;
  }
  // So many of the smaller one at a time, each such block with what of the larger one leads near [least, end).
  const std::size_t block = all ? small.w.size() : std::min<std::size_t>(small.w.size(), 32);
  const std::int64_t over = all ? 0 : static_cast<std::int64_t>(block) - 1;  // written on either side, and left out
  sum.first = least - over;
  sum.w.assign(static_cast<std::size_t>(end - least + 2 * over), 0.0);
  for (std::size_t i = 0; i < small.w.size(); i += block) {
    const std::size_t count = std::min(block, small.w.size() - i);
    const std::int64_t low = small.first + static_cast<std::int64_t>(i), high = low + static_cast<std::int64_t>(count) - 1;
    const std::int64_t from = std::max(large.first, least - high), to = std::min(large.end(), end - low);
    if (from >= to) continue;
    const auto width = static_cast<std::size_t>(to - from);
    work(static_cast<double>(width) * static_cast<double>(count));
    if (!ok()) return point_at(0);
    const double* wide = &large.w[static_cast<std::size_t>(from - large.first)];
    const double* narrow = &small.w[i];
    double* out = &sum.w[static_cast<std::size_t>(from + low - sum.first)];
    if (width >= count) {
      add_products(wide, width, narrow, count, out);
    } else {
      add_products(narrow, count, wide, width, out);
    }
  }
  sum.w.resize(static_cast<std::size_t>(end - sum.first));
  cut_below(sum, least);
  return sum;
}

Line Effort::times(const Line& line, std::int64_t count) {
  // From the highest bit down: what is multiplied by is then the line itself, the narrowest there is.
  const Line one = trimmed(line);
  Line power = point_at(0);
  for (auto bit = static_cast<int>(std::bit_width(static_cast<std::uint64_t>(count))); bit-- > 0 && ok();) {
    power = trimmed(convolved(power, power));
    if (((count >> bit) & 1) != 0) power = trimmed(convolved(power, one));
  }
  return power;
}

Line Effort::trimmed(Line line, double scale) {
  std::size_t first = 0, last = line.w.size();
  double left = 0, right = 0;
  while (last - first > 1 && left + line.w[first] <= kTrimmed * scale) left += line.w[first++];
  while (last - first > 1 && right + line.w[last - 1] <= kTrimmed * scale) right += line.w[--last];
  lost_ += left + right;
  if (last < line.w.size()) line.w.resize(last);
  if (first > 0) line.w.erase(line.w.begin(), line.w.begin() + static_cast<std::ptrdiff_t>(first));
  line.first += static_cast<std::int64_t>(first);
  if (line.w.size() > Histogram::kBins) refuse(kTooManyOutcomes);
  return line;
}

Line Effort::shortened(Line line, double weight) {
  std::size_t end = line.w.size();
  double out = 0;
  while (end > 1 && (out + line.w[end - 1]) * weight <= kTrimmed) out += line.w[--end];
  lost_ += out * weight;
  line.w.resize(end);
  return line;
}

}  // namespace creditcast::exact
