#pragma once
/// Days and months that are alike, computed once. A month is followed by what is used past its days' own balances, layer by
/// layer: how much of these was used is known beside it.
#include <cstdint>
#include <vector>

#include "creditcast/resolve.hpp"
#include "demand.hpp"
#include "exact_balances.hpp"
#include "exact_line.hpp"

namespace creditcast::exact {

/// A kind of working day: which law each stream has, and how much of the day's own balance there is.
struct DayKind {
  std::vector<std::int32_t> laws;  ///< -1: no work
  std::int64_t allowance = 0;
  Line total, pieces;
  Line beyond;  ///< credits past the allowance, of days that use it up
  Line within;  ///< credits of the other days
  double mean = 0;
};

/// Days before which so much of the daily balances was used (free), while `beyond` was used past them: a product, summed over
/// layers.
struct Layer {
  Line free;
  std::size_t beyond = 0;
  double weight = 0;  ///< of `free`
  /// Of the layer that these days come to, with others, if the next one uses its own balance up.
  std::size_t next = 0;
};

struct MonthKind {
  std::vector<std::uint32_t> days;  ///< kinds of the working days
  std::int64_t monthly = 0;
  std::int64_t free_granted = 0;  ///< on working days
  std::vector<Line> beyonds;
  std::vector<Tail> beyond_tails;
  std::vector<std::vector<Layer>> before;  ///< [working days done]
  std::vector<Tail> tails;                 ///< [working days done] of what is used past the daily balances
  Line after;                              ///< the same of all working days
  Line spent;                              ///< as `after` of all days, times what such months are expected to ask for
  Line spend, expired, pieces;             ///< where nothing is blocked
};

struct Kinds {
  std::vector<DayKind> days;
  std::vector<MonthKind> months;
  std::vector<std::uint32_t> of_month;  ///< [month]

  [[nodiscard]] const MonthKind& month(std::size_t m) const { return months[of_month[m]]; }
};

Kinds kinds_of(const Resolved& resolved, const Demand& demand, const NestedBalances& balances, Effort& effort);

/// Spend and expired of a month as far as nothing is blocked; start: what lasts at its begin.
void covered(const MonthKind& kind, const Line& start, Line& spend, Line& expired, Effort& effort);
/// What lasts past a month in which nothing is blocked. after: what is used past the daily balances, or more of the same shape.
Line unblocked_end(const MonthKind& kind, const Line& start, const Line& after, Effort& effort);
/// Expired in a last month at whose end what lasts expires too, where nothing is blocked: all that is not spent.
Line left_over(const MonthKind& kind, const Line& start, Effort& effort);

[[nodiscard]] inline const DayLaw& day_law(const Demand& demand, std::size_t stream, std::int32_t law) {
  return demand.streams[stream].laws[static_cast<std::size_t>(law)];
}

}  // namespace creditcast::exact
