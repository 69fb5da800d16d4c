#pragma once
/// What all paths add up to, in whole numbers and bounded memory, mergeable in any order.
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "creditcast/results.hpp"
#include "creditcast/units.hpp"

namespace creditcast {

/// How often each value came. Exact while there are at most kBins different ones; past that values are told apart by bins of
/// 2^k, k as small as that allows, which depends on the values alone and not on their order.
class Histogram {
 public:
  static constexpr std::size_t kBins = 16'384;
  void add(std::int64_t value, std::uint64_t count = 1) {
    count_ += count;
    const auto index = static_cast<std::uint64_t>(value);
    if (index < dense_.size()) {
      dense_[static_cast<std::size_t>(index)] += count;
    } else {
      add_far(value, count);
    }
  }
  /// Fewer than 2^16 at once.
  void add_all(std::span<const std::int32_t> many);
  /// For counts of any size; not in one histogram with add().
  void add_many(std::int64_t value, std::uint64_t count);
  /// Room for so many values of add_many().
  void reserve(std::size_t values) { sparse_.reserve(values); }
  void merge(const Histogram& other);
  [[nodiscard]] std::uint64_t count() const { return count_; }
  /// Widths of its bins; 1: every value is told apart.
  [[nodiscard]] std::int64_t bin() const { return std::int64_t{1} << shift_; }
  /// First value of each bin that is not empty, ascending, with its count.
  [[nodiscard]] std::vector<std::pair<std::int64_t, std::uint64_t>> bins() const;

 private:
  using Bins = std::vector<std::pair<std::int64_t, std::uint64_t>>;
  void add_far(std::int64_t value, std::uint64_t count);
  void take_fresh();
  void settle();
  [[nodiscard]] bool settled() const {
    return unseen_ == 0 && (sparse_.empty() || (dense_.empty() && settled_ == sparse_.size()));
  }
  [[nodiscard]] Bins listed() const;
  void merge_bins(const Histogram& from);
  std::vector<std::uint64_t> dense_;  ///< [value], small ones, as long as every value is told apart
  std::vector<std::uint16_t> fresh_;  ///< [value] what came by the many and is not in dense_ yet; small, so it stays in caches
  std::uint64_t unseen_ = 0;          ///< how many of them, at most what one entry holds
  Bins sparse_;                       ///< the rest, ascending by bin, and what came since
  std::size_t settled_ = 0;           ///< how many of them are in order
  std::uint64_t count_ = 0;
  int shift_ = 0;
};

/// One figure over all paths, in whole steps of its scale.
struct Column {
  Histogram values;
  Int128 sum = 0;
  UInt128 squares = 0;
  void add(std::int64_t value, std::uint64_t count = 1) {
    values.add(value, count);
    sum_up(value, count);
  }
  void add_all(std::span<const std::int32_t> many);
  void add_many(std::int64_t value, std::uint64_t count) {
    values.add_many(value, count);
    sum_up(value, count);
  }
  void sum_up(std::int64_t value, std::uint64_t count) {
    sum += static_cast<Int128>(value) * static_cast<Int128>(count);
    squares += static_cast<UInt128>(static_cast<Int128>(value) * value) * count;
  }
  void merge(const Column& other);
};

/// What a step is worth: (origin + value x step) / divisor millionths, rounded half-even.
struct Scale {
  std::int64_t origin = 0;
  std::int64_t step = 1;
  std::int64_t divisor = 1;
  [[nodiscard]] Amount amount(Int128 value) const { return Amount{divide_half_even(Int128{origin} + value * step, divisor)}; }
};

/// Mean with its standard error, and quantiles p10, p50, p90 by order statistics (the k-th smallest, k = ceil(p n)) with 95 %
/// intervals from the binomial distribution of ranks, wider by a bin where values are binned. At least one value; with one the
/// error is 0 and the intervals are the value itself.
Summary summary_of(const Column& column, const Scale& scale);
/// Of a column that is the distribution itself and no sample of it: no error, intervals of width 0.
Summary exact_summary_of(const Column& column, const Scale& scale);

/// A share of a count, rounded half-even; of none: never.
Share share_of_count(std::uint64_t count, std::uint64_t total);

struct TallySum {
  std::int64_t requests = 0, blocked_requests = 0;
  Int128 credits = 0, blocked_credits = 0;  ///< millionths
  void add(const TallySum& other) {
    requests += other.requests;
    blocked_requests += other.blocked_requests;
    credits += other.credits;
    blocked_credits += other.blocked_credits;
  }
};

struct OverBudgetSum {
  std::int64_t units = 0, over = 0;
  Int128 by = 0;  ///< millionths
  void add(std::int64_t more_units, std::int64_t more_over, Int128 more_by) {
    units += more_units;
    over += more_over;
    by += more_by;
  }
};

/// Everything a forecast is made of. Columns by their scales; sums in millionths.
struct Tallies {
  std::uint64_t paths = 0;
  std::vector<Column> month_spend, month_expired, month_money;  ///< [month]
  Column total_spend, total_expired, total_money, spread_money, finished;
  std::vector<std::uint64_t> run_out_on;                   ///< [day]
  std::vector<std::uint64_t> buffer_months, buffer_paths;  ///< [buffer limit] months and paths that ask for at most that
  std::vector<std::int64_t> month_blocked_requests, month_run_out, month_short, month_blocked, month_over_budget;
  std::vector<Int128> month_blocked_credits, month_over_budget_by;
  std::vector<Int128> month_phase_spend;  ///< [month x phases + phase] millionths
  std::vector<TallySum> by_pool, by_phase, by_action, by_model, by_owner, by_stream;
  std::vector<OverBudgetSum> project_budget, phase_budget;
  std::int64_t blocked_requests = 0, finished_pieces = 0, skipped = 0, slow = 0, purchased_paths = 0;
  Int128 blocked_credits = 0, debt = 0, spread = 0;
  /// [day x pools + pool][path of the fan] millionths at the day's end
  std::vector<std::vector<std::int64_t>> balance;

  void merge(Tallies&& other);
};

}  // namespace creditcast
