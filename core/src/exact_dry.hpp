#pragma once
/// Months past their first blocked request. From then on there is less left past the days' own balances than the dearest
/// request costs, and so few amounts are followed one by one.
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "exact_kinds.hpp"
#include "exact_walk.hpp"

namespace creditcast::exact {

/// What follows the first blocked request of a month, for a start in it.
struct Dry {
  std::vector<double> ends;    ///< [free used][left]
  std::vector<double> used;    ///< [dearest - 1 + free used - left]
  std::vector<double> spread;  ///< [left] times what is expected to be used of the daily balances less what is left
  std::vector<double> beside;  ///< [left] of what goes beside the start, as much as ends so
  /// [kind of day in the month][balance] days that begin so, this one's blocked or not
  std::vector<std::vector<double>> begins;
  std::vector<std::vector<double>> left;  ///< [working day][left < dearest] at its end
  /// [working day][left of the allowance] on days after the first blocked request began
  std::vector<std::vector<double>> of_day;
};

/// [unused] of the daily balances, and of what is left past them beyond what lasts, if so much lasted at the month's begin.
std::vector<double> unused_of(const Dry& dry, std::int64_t lasted);

/// All three must outlive it.
class DryMonths {
 public:
  DryMonths(const Kinds& kinds, Walks& walks, Effort& effort) : kinds_(&kinds), walks_(&walks), effort_(&effort) {}
  /// start: what lasts at the month's begin, with its weight. beside: another weight of the same ones, or none.
  Dry from(const MonthKind& kind, const Line& start, const Line& beside);

  /// By what lasts at the month's begin, below `end`: what is expected to be used of the daily balances less what is left in
  /// the end, of months that run dry.
  Line spread_by_start(const MonthKind& kind, std::int64_t end);

 private:
  /// What a day after a blocked request does with the little that is left past its own balance, which is drawn first.
  struct Moves {
    std::vector<double> spent;  ///< [left][left afterwards] nothing is left of its own balance
    /// [left of its own balance] none, or [left]: nothing else was drawn
    std::vector<std::vector<double>> kept;
  };
  const Moves& moves_of(std::uint32_t kind);
  /// What a layer comes to on a day of a kind: what it leaves at its begin, and what the first blocked request then does.
  struct First {
    std::optional<std::uint32_t> day;  ///< its kind; none: not known yet
    std::vector<double> left;
    std::vector<double> ends;             ///< [left of the day's own balance][left]
    std::vector<double> by_own, by_left;  ///< sums of them
    std::vector<double> beside;           ///< [left] of what goes beside the start
    double weight = 0;                    ///< how often that is
    double free = 0;                      ///< expected of the daily balances, that day's included
  };
  /// Blocks of so many, each round a circle of n.
  struct Blocks {
    std::size_t n, each;
    std::vector<Circle> waves;
  };
  /// What lasts, and what goes beside it, also as the waves that were needed so far.
  struct Starts {
    const Line* start;
    const Line* beside;
    double scale;  ///< of beside, in waves
    std::vector<Blocks> blocks;
  };
  First first_of(const MonthKind& kind, Starts& starts, const Layer& layer, std::uint32_t day);
  struct Lefts {
    std::vector<double> left, beside;
  };
  Lefts lefts_of(const MonthKind& kind, Starts& starts, const Line& likely, std::size_t beyond, std::size_t reach,
                 std::size_t most_reach);

  const Kinds* kinds_;
  Walks* walks_;
  Effort* effort_;
  std::map<std::uint32_t, Moves> moves_;  ///< by kind of day
  Transform transform_;
  /// Waves of what is used past the daily balances in a kind of month, for each block of starts from the first one on.
  struct BeyondBlocks {
    const Line* beyond;
    std::int64_t first;
    Blocks blocks;
  };
  std::vector<BeyondBlocks> beyond_blocks_;
};

}  // namespace creditcast::exact
