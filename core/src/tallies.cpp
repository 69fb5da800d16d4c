#include "tallies.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "creditcast/check.hpp"
#include "lane_kernels.hpp"

namespace creditcast {

namespace {

/// Values that came since the last settling; more are put in order.
constexpr std::size_t kMostUnsettled = 8'192;

struct QuantileRanks {
  std::uint64_t at = 0, low = 0, high = 0;  ///< 0-based ranks of the quantile and of its 95 % interval
};

/// Ranks l < u such that at least 95 % of samples hold the quantile between the l-th and the u-th value: P(B < l) and P(B >= u)
/// are each at most 2.5 % for B ~ binomial(n, p). The terms go outward from the mode by their ratios.
QuantileRanks quantile_ranks(std::uint64_t n, int percent) {
  QuantileRanks ranks;
  ranks.at = (n * static_cast<std::uint64_t>(percent) + 99) / 100 - 1;
  const double p = static_cast<double>(percent) / 100.0;
  const double count = static_cast<double>(n);
  const auto mode = std::min(n, static_cast<std::uint64_t>((count + 1) * p));
  const auto reach = static_cast<std::uint64_t>(10 + 9 * std::sqrt(count * p * (1 - p)));
  const std::uint64_t first = mode > reach ? mode - reach : 0;
  const std::uint64_t last = std::min(n, mode + reach);
  std::vector<double> weight(static_cast<std::size_t>(last - first + 1));
  weight[static_cast<std::size_t>(mode - first)] = 1;
  const auto at = [&](std::uint64_t k) -> double& { return weight[static_cast<std::size_t>(k - first)]; };
  for (std::uint64_t k = mode; k > first; --k)
    at(k - 1) = at(k) * static_cast<double>(k) * (1 - p) / (static_cast<double>(n - k + 1) * p);
  for (std::uint64_t k = mode; k < last; ++k)
    at(k + 1) = at(k) * static_cast<double>(n - k) * p / (static_cast<double>(k + 1) * (1 - p));
  double total = 0;
  for (const double w : weight) total += w;
  const double tail = 0.025 * total;
  double below = 0;
  std::uint64_t low = first;  // largest l with P(B < l) <= tail
  while (low < last && below + at(low) <= tail) below += at(low++);
  double above = 0;
  std::uint64_t high = last + 1;  // smallest u with P(B >= u) <= tail
  while (high > first + 1 && above + at(high - 1) <= tail) above += at(--high);
  ranks.low = low == 0 ? 0 : low - 1;
  ranks.high = std::min(high == 0 ? 0 : high - 1, n - 1);
  return ranks;
}

/// Of p10, p50 and p90. A forecast has most of its columns over as many values, so what was last worked out is kept.
const std::array<QuantileRanks, 3>& ranks_of(std::uint64_t n) {
  thread_local std::uint64_t known = 0;
  thread_local std::array<QuantileRanks, 3> ranks;
  if (n != known) ranks = {quantile_ranks(n, 10), quantile_ranks(n, 50), quantile_ranks(n, 90)};
  known = n;
  return ranks;
}

template <typename Number>
void add_each(std::vector<Number>& to, const std::vector<Number>& from) {
  CREDITCAST_CHECK(to.size() == from.size());
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
}

template <typename Part>
void merge_each(std::vector<Part>& to, const std::vector<Part>& from) {
  CREDITCAST_CHECK(to.size() == from.size());
  for (std::size_t i = 0; i < to.size(); ++i) {
    if constexpr (requires { to[i].merge(from[i]); }) {
      to[i].merge(from[i]);
    } else if constexpr (requires { to[i].add(from[i]); }) {
      to[i].add(from[i]);
    } else {
      to[i].add(from[i].units, from[i].over, from[i].by);
    }
  }
}

}  // namespace

// --------------------------------------------------------------------------------------------------- histogram

void Histogram::add_far(std::int64_t value, std::uint64_t count) {
  CREDITCAST_CHECK(value >= 0);
  const auto index = static_cast<std::uint64_t>(value);
  if (shift_ == 0 && index < kBins) {
    dense_.resize(std::min(kBins, static_cast<std::size_t>(index + index / 2 + 64)));
    dense_[static_cast<std::size_t>(index)] += count;
    return;
  }
  sparse_.emplace_back(value >> shift_, count);
  if (sparse_.size() - settled_ >= kMostUnsettled) settle();
}

void Histogram::add_all(std::span<const std::int32_t> many) {
  CREDITCAST_CHECK(many.size() <= UINT16_MAX);
  count_ += many.size();
  if (unseen_ + many.size() > UINT16_MAX) take_fresh();
  fresh_.resize(dense_.size());
  std::uint16_t* fresh = fresh_.data();
  std::uint64_t size = fresh_.size();
  for (const std::int32_t value : many) {
    const auto index = static_cast<std::uint64_t>(std::int64_t{value});
    if (index < size) {
      ++fresh[index];
      continue;
    }
    add_far(value, 1);
    fresh_.resize(dense_.size());
    fresh = fresh_.data();
    size = fresh_.size();
  }
  unseen_ += many.size();
}

void Histogram::take_fresh() {
  for (std::size_t value = 0; value < fresh_.size(); ++value) dense_[value] += fresh_[value];
  std::fill(fresh_.begin(), fresh_.end(), std::uint16_t{0});
  unseen_ = 0;
}

void Histogram::add_many(std::int64_t value, std::uint64_t count) {
  CREDITCAST_CHECK(value >= 0 && dense_.empty());
  count_ += count;
  sparse_.emplace_back(value >> shift_, count);
  if (sparse_.size() - settled_ >= kMostUnsettled) settle();
}

void Histogram::settle() {
  take_fresh();
  if (settled()) return;
  const auto put_together = [&](std::size_t in_order) {
    const auto middle = sparse_.begin() + static_cast<std::ptrdiff_t>(in_order);
    if (!std::is_sorted(middle, sparse_.end())) std::sort(middle, sparse_.end());
    if (in_order > 0 && middle != sparse_.end()) {
      Bins both(sparse_.size());
      std::merge(sparse_.begin(), middle, middle, sparse_.end(), both.begin());
      sparse_ = std::move(both);
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < sparse_.size(); ++i) {
      if (kept > 0 && sparse_[kept - 1].first == sparse_[i].first) {
        sparse_[kept - 1].second += sparse_[i].second;
      } else {
        sparse_[kept++] = sparse_[i];
      }
    }
    sparse_.resize(kept);
  };
  put_together(settled_);
  const auto different = [&] {
    return sparse_.size() + static_cast<std::size_t>(std::count_if(dense_.begin(), dense_.end(), [](auto n) { return n > 0; }));
  };
  while (different() > kBins) {
    for (std::size_t value = 0; value < dense_.size(); ++value) {
      if (dense_[value] > 0) sparse_.emplace_back(static_cast<std::int64_t>(value), dense_[value]);
    }
    dense_ = {};
    fresh_ = {};
    ++shift_;
    for (auto& bin : sparse_) bin.first >>= 1;
    put_together(0);
  }
  settled_ = sparse_.size();
}

void Histogram::merge(const Histogram& other) {
  if (!sparse_.empty() || !other.sparse_.empty()) return merge_bins(other);
  if (dense_.size() < other.dense_.size()) dense_.resize(other.dense_.size());
  for (std::size_t value = 0; value < other.dense_.size(); ++value) dense_[value] += other.dense_[value];
  for (std::size_t value = 0; value < other.fresh_.size(); ++value) dense_[value] += other.fresh_[value];
  count_ += other.count_;
}

void Histogram::merge_bins(const Histogram& from) {
  settle();
  if (from.settled() && from.dense_.empty() && from.shift_ == shift_) {
    sparse_.insert(sparse_.end(), from.sparse_.begin(), from.sparse_.end());
    count_ += from.count_;
    return settle();
  }
  Histogram other = from;
  other.settle();
  const auto widen = [](Histogram& histogram, int shift) {
    if (histogram.shift_ == shift) return;
    Bins all = histogram.bins();
    histogram.dense_ = {};
    histogram.fresh_ = {};
    histogram.sparse_.clear();
    histogram.settled_ = 0;
    for (const auto& [value, count] : all) histogram.sparse_.emplace_back(value >> shift, count);
    histogram.shift_ = shift;
    histogram.settle();
  };
  const int shift = std::max(shift_, other.shift_);
  widen(*this, shift);
  widen(other, shift);
  for (std::size_t value = 0; value < other.dense_.size(); ++value) {
    if (other.dense_[value] > 0) add(static_cast<std::int64_t>(value), other.dense_[value]);
  }
  for (const auto& [bin, count] : other.sparse_) {
    sparse_.emplace_back(bin, count);
    count_ += count;
  }
  settle();
}

Histogram::Bins Histogram::bins() const {
  if (settled()) return listed();
  Histogram copy = *this;
  copy.settle();
  return copy.listed();
}

Histogram::Bins Histogram::listed() const {
  Bins all;
  for (std::size_t value = 0; value < dense_.size(); ++value) {
    if (dense_[value] > 0) all.emplace_back(static_cast<std::int64_t>(value), dense_[value]);
  }
  for (const auto& [bin, count] : sparse_) all.emplace_back(bin << shift_, count);
  return all;
}

// --------------------------------------------------------------------------------------------------- columns

void Column::add_all(std::span<const std::int32_t> many) {
  values.add_all(many);
  const LaneSums sums = sums_of(many.data(), many.size());
  sum += sums.sum;
  squares += (static_cast<UInt128>(sums.high_squares) << 32) + sums.low_squares;
}

void Column::merge(const Column& other) {
  values.merge(other.values);
  sum += other.sum;
  squares += other.squares;
}

static Summary summarised(const Column& column, const Scale& scale, bool exact) {
  const auto all = column.values.bins();
  const std::uint64_t n = column.values.count();
  CREDITCAST_CHECK(n > 0);
  Summary summary;
  const Int128 scaled = Int128{scale.origin} * static_cast<Int128>(n) + column.sum * scale.step;
  summary.mean = Amount{divide_half_even(scaled, static_cast<Int128>(n) * scale.divisor)};
  summary.standard_deviation = Amount{};
  if (n > 1) {
    // About the mean, in whole numbers modulo 2^128: what may be too large in between has left by the end.
    const Int128 mean = column.sum / static_cast<Int128>(n);
    const Int128 rest = column.sum - mean * static_cast<Int128>(n);
    const auto origin = static_cast<UInt128>(mean);
    const UInt128 about = column.squares - 2 * origin * static_cast<UInt128>(column.sum) + origin * origin * n;
    const double count = static_cast<double>(n);
    const double off = static_cast<double>(rest) / count;
    const double squares = std::max(0.0, static_cast<double>(about) - count * off * off);
    const double unit = static_cast<double>(scale.step) / static_cast<double>(scale.divisor);
    const double fewer = exact ? count : count - 1;
    summary.standard_deviation = Amount{static_cast<std::int64_t>(std::sqrt(squares / fewer) * unit + 0.5)};
    if (!exact) summary.standard_error = Amount{static_cast<std::int64_t>(std::sqrt(squares / fewer / count) * unit + 0.5)};
  }
  const std::int64_t width = column.values.bin() - 1;
  std::size_t next = 0;
  std::uint64_t before = 0;  // values in bins before `next`
  const auto at_rank = [&](std::uint64_t rank) {
    if (rank < before) {
      next = 0;
      before = 0;
    }
    while (before + all[next].second <= rank) before += all[next++].second;
    return all[next].first;
  };
  const auto quantile = [&](std::size_t which, int percent, Amount& at, Interval& interval) {
    if (exact) {
      at = scale.amount(at_rank((n * static_cast<std::uint64_t>(percent) + 99) / 100 - 1));
      interval = {at, at};
      return;
    }
    const QuantileRanks& ranks = ranks_of(n)[which];
    at = scale.amount(at_rank(ranks.at));
    interval = {scale.amount(at_rank(std::min(ranks.low, ranks.at))),
                scale.amount(at_rank(std::max(ranks.high, ranks.at)) + width)};
  };
  quantile(0, 10, summary.p10, summary.p10_interval);
  quantile(1, 50, summary.p50, summary.p50_interval);
  quantile(2, 90, summary.p90, summary.p90_interval);
  return summary;
}

Summary summary_of(const Column& column, const Scale& scale) { return summarised(column, scale, false); }
Summary exact_summary_of(const Column& column, const Scale& scale) { return summarised(column, scale, true); }

Share share_of_count(std::uint64_t count, std::uint64_t total) {
  if (total == 0) return kNever;
  return Share{
      static_cast<std::uint64_t>(divide_half_even(static_cast<Int128>(count) * kShareOne, static_cast<Int128>(total)))};
}

void Tallies::merge(Tallies&& other) {
  paths += other.paths;
  merge_each(month_spend, other.month_spend);
  merge_each(month_expired, other.month_expired);
  merge_each(month_money, other.month_money);
  total_spend.merge(other.total_spend);
  total_expired.merge(other.total_expired);
  total_money.merge(other.total_money);
  spread_money.merge(other.spread_money);
  finished.merge(other.finished);
  add_each(run_out_on, other.run_out_on);
  add_each(buffer_months, other.buffer_months);
  add_each(buffer_paths, other.buffer_paths);
  add_each(month_blocked_requests, other.month_blocked_requests);
  add_each(month_run_out, other.month_run_out);
  add_each(month_short, other.month_short);
  add_each(month_blocked, other.month_blocked);
  add_each(month_over_budget, other.month_over_budget);
  add_each(month_blocked_credits, other.month_blocked_credits);
  add_each(month_over_budget_by, other.month_over_budget_by);
  add_each(month_phase_spend, other.month_phase_spend);
  merge_each(by_pool, other.by_pool);
  merge_each(by_phase, other.by_phase);
  merge_each(by_action, other.by_action);
  merge_each(by_model, other.by_model);
  merge_each(by_owner, other.by_owner);
  merge_each(by_stream, other.by_stream);
  merge_each(project_budget, other.project_budget);
  merge_each(phase_budget, other.phase_budget);
  blocked_requests += other.blocked_requests;
  finished_pieces += other.finished_pieces;
  skipped += other.skipped;
  slow += other.slow;
  purchased_paths += other.purchased_paths;
  blocked_credits += other.blocked_credits;
  debt += other.debt;
  spread += other.spread;
  CREDITCAST_CHECK(balance.size() == other.balance.size());
  for (std::size_t i = 0; i < balance.size(); ++i)
    balance[i].insert(balance[i].end(), other.balance[i].begin(), other.balance[i].end());
}

}  // namespace creditcast
