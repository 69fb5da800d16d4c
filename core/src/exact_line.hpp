#pragma once
/// Distributions of one whole number, as weights, and what may be done with them: adding, convolving, cutting off what hardly
/// weighs anything. How much of that a forecast may take, and what it cut off, is kept in an Effort.
#include <cstdint>
#include <vector>

#include "exact_transform.hpp"
#include "occurrence.hpp"

namespace creditcast::exact {

/// Weights of first, first + 1, ... ; none: all is zero.
struct Line {
  std::int64_t first = 0;
  std::vector<double> w;

  [[nodiscard]] double at(std::int64_t value) const {
    const auto i = static_cast<std::uint64_t>(value - first);
    return i < w.size() ? w[static_cast<std::size_t>(i)] : 0.0;
  }
  [[nodiscard]] std::int64_t end() const { return first + static_cast<std::int64_t>(w.size()); }
  [[nodiscard]] double total() const;
  [[nodiscard]] double sum_of_values() const;
  void add(std::int64_t value, double weight) {
    const auto i = static_cast<std::uint64_t>(value - first);
    if (i < w.size()) {
      w[static_cast<std::size_t>(i)] += weight;
    } else if (weight != 0.0) {
      reach(value);
      w[static_cast<std::size_t>(value - first)] += weight;
    }
  }
  void add(const Line& other, double scale = 1);

 private:
  void reach(std::int64_t value);
};

Line point_at(std::int64_t value, double weight = 1);
/// Of the negative number.
Line reversed(const Line& line);
/// Leaves out what is below `first`.
void cut_below(Line& line, std::int64_t first);
/// Of the pieces of a distribution of both, or of its credits.
Line marginal(const Lattice& lattice, bool of_pieces);

/// P(value > v) of a line.
struct Tail {
  std::int64_t first = 0;
  std::vector<double> above;  ///< [i] of first - 1 + i
  explicit Tail(const Line& line);
  [[nodiscard]] double operator()(std::int64_t v) const {
    if (v < first) return above.front();
    const auto i = static_cast<std::size_t>(v - first + 1);
    return i < above.size() ? above[i] : 0.0;
  }
};

/// The sum of w(p) x P(value > p + more) over p in [from, end) of a line.
double chance_over(const Line& line, std::int64_t from, std::int64_t more, const Tail& value);

inline constexpr const char* kTooManyOutcomes = "its outcomes are too many for its smallest step";

/// What a computation may take, why it was given up, and what it left out. Once it is given up, results mean nothing.
class Effort {
 public:
  explicit Effort(double most_work) : most_work_(most_work) {}
  [[nodiscard]] bool ok() const { return why_not_.empty(); }
  [[nodiscard]] const WhyNot& why_not() const { return why_not_; }
  /// The first reason counts.
  void refuse(WhyNot why);
  /// Counts multiplications.
  void work(double multiplications);
  /// Counts weight that is left out.
  void lose(double weight) { lost_ += weight; }
  [[nodiscard]] double lost() const { return lost_; }

  /// Of the sum of two independent numbers.
  Line convolved(const Line& a, const Line& b);
  /// Of it, what is within [least, end): the same numbers, without multiplying for the others.
  Line convolved(const Line& a, const Line& b, std::int64_t least, std::int64_t end);
  /// Of the sum of so many independent numbers that are all alike; trimmed.
  Line times(const Line& line, std::int64_t count);
  /// Without what hardly weighs anything at either end. scale: of all of it.
  Line trimmed(Line line, double scale = 1);
  /// Without a right end that hardly weighs anything where all of it weighs so much.
  Line shortened(Line line, double weight);

 private:
  double most_work_;
  WhyNot why_not_;
  double work_ = 0, lost_ = 0;
  Transform transform_;
};

}  // namespace creditcast::exact
