#include "exact_line.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "lane_kernels.hpp"
#include "tallies.hpp"

namespace creditcast::exact {

namespace {

/// Weights below this are dropped at either end of a distribution; a share of kExactPaths is 9e-13.
constexpr double kTrimmed = 0x1p-44;

}  // namespace

double Line::total() const { return std::accumulate(w.begin(), w.end(), 0.0); }

double Line::sum_of_values() const {
  double sum = 0;
  for (std::size_t i = 0; i < w.size(); ++i) sum += w[i] * static_cast<double>(first + static_cast<std::int64_t>(i));
  return sum;
}

void Line::add(std::int64_t value, double weight) {
  if (weight == 0.0) return;
  if (w.empty()) first = value;
  if (value < first) {
    w.insert(w.begin(), static_cast<std::size_t>(first - value), 0.0);
    first = value;
  }
  if (value >= end()) w.resize(static_cast<std::size_t>(value - first) + 1);
  w[static_cast<std::size_t>(value - first)] += weight;
}
void Line::add(const Line& other, double scale) {
  if (other.w.empty()) return;
  add(other.first, 0x1p-1000);  // makes room
  add(other.end() - 1, 0x1p-1000);
  for (std::size_t i = 0; i < other.w.size(); ++i) w[static_cast<std::size_t>(other.first - first) + i] += scale * other.w[i];
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

void Effort::refuse(WhyNot why) {
  if (why_not_.empty()) why_not_ = std::move(why);
}

void Effort::work(double multiplications) {
  work_ += multiplications;
  if (work_ > most_work_) refuse("it would take too long");
}

Line Effort::convolved(const Line& a, const Line& b) {
  if (a.w.empty() || b.w.empty()) return {};
  Line sum;
  sum.first = a.first + b.first;
  sum.w.assign(a.w.size() + b.w.size() - 1, 0.0);
  work(static_cast<double>(a.w.size()) * static_cast<double>(b.w.size()));
  if (!ok()) return point_at(0);
  const Line& large = a.w.size() >= b.w.size() ? a : b;
  const Line& small = &large == &a ? b : a;
  add_products(large.w.data(), large.w.size(), small.w.data(), small.w.size(), sum.w.data());
  return sum;
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

}  // namespace creditcast::exact
