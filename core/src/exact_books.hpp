#pragma once
/// Enters what months come to into the tallies of a forecast, where chances are shares of kExactPaths paths.
#include <cstdint>
#include <utility>
#include <vector>

#include "exact.hpp"
#include "exact_months.hpp"

namespace creditcast::exact {

/// A chance, or an expected number, counted in paths.
inline Int128 shares(double p) { return static_cast<Int128>(p * static_cast<double>(kExactPaths) + 0.5); }
inline std::int64_t share_count(double p) { return static_cast<std::int64_t>(shares(p)); }

/// The sum of two independent numbers, not convolved: what is stated of it takes chances at a few values only.
struct Sum {
  Line a, b;
};

/// All must outlive it. `shape`: empty tallies.
class Books {
 public:
  Books(const Resolved& resolved, const DemandSource& source, const Script& script, const std::vector<BufferLimit>& buffer,
        const Tallies& shape, const NestedBalances& balances, const Kinds& kinds, Effort& effort);
  /// The next month. walks: may be null where no request may be blocked.
  void add(const MonthFigures& month, const Walks* walks);
  /// Once all months are in, what they come to together. lasts_in_the_end, spent: Months::lasts, Months::spent.
  void add_totals(const std::vector<MonthFigures>& months, const Line& lasts_in_the_end, const Line& spent, Walks* walks);
  [[nodiscard]] Tallies tallies() &&;
  /// Most by which totals may be off for what blocked requests change in them.
  [[nodiscard]] double bound() const { return bound_; }
  /// See Exact.
  [[nodiscard]] bool finished_deviate_so() const { return finished_deviate_so_; }

 private:
  Column column(const Line& line);
  /// Expected of a month, as it was asked for or lost.
  struct Blocked {
    double requests = 0, credits = 0, pieces = 0;
  };
  Blocked add_blocked(std::size_t m, const MonthFigures& month, const Walks& walks);
  double add_asked(std::size_t m);
  Column column(const Sum& sum);
  Sum summed(const std::vector<std::pair<Line, std::int64_t>>& parts);
  [[nodiscard]] double up_to(const Line& line, Int128 micros) const;
  [[nodiscard]] double up_to(const Sum& sum, Int128 micros) const;

  const Resolved* resolved_;
  const DemandSource* source_;
  const Demand* demand_;
  const Script* script_;
  const std::vector<BufferLimit>* buffer_;
  const NestedBalances* balances_;
  const Kinds* kinds_;
  Effort* effort_;
  LaneLedger ledger_;
  LaneTallies lanes_;
  std::vector<std::vector<std::int64_t>> asked_;  ///< [stream][law] grains of a day, of all paths
  std::size_t done_ = 0;                          ///< months
  double blocked_ever_ = 0, bound_ = 0;
  bool finished_deviate_so_ = true;
  double by_lasting_ = 0, by_month_ = 0, pieces_ = 0;  ///< expected
  Int128 by_all_ = 0;                                  ///< grains, of all paths
};

}  // namespace creditcast::exact
