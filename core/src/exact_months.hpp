#pragma once
/// Month after month: what lasts is carried from one to the next, and all that a month comes to follows from what lasts at its
/// begin.
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "exact_dry.hpp"
#include "exact_kinds.hpp"
#include "exact_walk.hpp"

namespace creditcast::exact {

/// What one month comes to.
struct MonthFigures {
  Line start;  ///< what lasts at its begin
  Line spend, expired;
  double spend_squares = 0;     ///< to be added to those of spend
  double with_before = 0;       ///< covariance of spend with what all months before spent together
  double blocked = 0;           ///< chance that a request is
  std::vector<double> run_out;  ///< [working day] chance that the first blocked request of the horizon comes then
  double month_left = 0;        ///< expected of its own balance, at its end
  double lasting_used = 0;      ///< expected
  std::map<std::uint32_t, std::vector<double>> begins;  ///< by kind of day: Dry::begins
  /// [working day][left] at its end, past the month's first blocked request
  std::vector<std::vector<double>> lasting_dry, monthly_dry, day_dry;

  /// Totals of months between which something lasts take no more than its numbers.
  void forget_distributions() {
    start = spend = expired = {};
    begins = {};
    lasting_dry = monthly_dry = day_dry = {};
  }
};

/// All four must outlive it.
class Months {
 public:
  Months(const Demand& demand, const NestedBalances& balances, const Kinds& kinds, Effort& effort)
      : demand_(&demand), balances_(&balances), kinds_(&kinds), effort_(&effort) {}
  MonthFigures next();
  /// At the end of those so far: what lasts, and with it (the weight of each balance times) what is expected to be spent by
  /// then.
  [[nodiscard]] Line lasts() const;
  [[nodiscard]] const Line& spent() const { return spent_; }
  /// None as long as no request may be blocked.
  [[nodiscard]] Walks* walks() { return walks_ ? &*walks_ : nullptr; }

 private:
  /// all: what lasts at the begin of the month, whether or not anything was blocked before it. spent: as spent_, after it.
  void follow_dry(std::size_t m, const Line& all, bool wipes, MonthFigures& month, Line& spent);
  void make_walks();
  /// What is expected of months that run dry, by what lasts at their begin.
  struct ByStart {
    std::int64_t end = 0;  ///< of starts that are known
    Line spread;           ///< DryMonths::spread_by_start
    Line lack;             ///< how much less is spent than asked for
  };
  const ByStart& by_start(std::size_t m, std::int64_t end);
  Line gather(const Dry& dry, const std::vector<double>& unused, double weight, std::int64_t lasted, bool wipes,
              const MonthKind& kind, MonthFigures& month);

  const Demand* demand_;
  const NestedBalances* balances_;
  const Kinds* kinds_;
  Effort* effort_;
  std::size_t done_ = 0;      ///< months
  Line fresh_ = point_at(0);  ///< what lasts, where nothing was blocked yet
  Line dried_;                ///< where something was
  Line spent_;                ///< what lasts, each balance times what is expected to have been spent where it is left
  std::optional<Walks> walks_;
  std::optional<DryMonths> dry_months_;
  struct KnownDry {
    Dry dry;
    std::vector<double> unused;
  };
  std::map<std::pair<std::uint32_t, std::int64_t>, KnownDry> known_dry_;  ///< by kind of month and what lasts at its begin
  std::vector<ByStart> by_start_;                                         ///< by kind of month
};

}  // namespace creditcast::exact
