#pragma once
/// The books of one path: what its requests come to by month, pool, phase, action, model, stream and owner, and what its
/// projects take of their budgets.
#include <algorithm>
#include <cstdint>
#include <vector>

#include "accounts.hpp"
#include "creditcast/simulate.hpp"

namespace creditcast {

/// Where in the work a request stands.
struct Place {
  std::int32_t stream = 0;
  std::int32_t owner = -1;  ///< of the stream
  std::int32_t occurrence = 0;
  std::uint32_t phase_id = 0;  ///< index in Resolved::phase_ids
  std::uint32_t slot = 0;      ///< index of the phase, use or feature
  std::uint32_t lane = 0;      ///< 0 the request itself, 1 its utilities, 2 its rewrite: addresses of their own
  std::uint32_t piece = 0;
  std::uint32_t attempt = 0;
};

class PathBooks {
 public:
  /// `balances`: keep those of each day's end.
  PathBooks(const Resolved& resolved, bool balances);

  // --- days, in order ---
  void begin_day(std::int32_t day);
  void end_day(const Ledger& ledger);
  /// What it all came to, once the last day has ended.
  [[nodiscard]] PathResult closed(const Accounts& accounts) const;
  /// An amount grew past the largest one: the path is an error.
  [[nodiscard]] bool overflowed() const { return overflowed_; }

  // --- requests, each where it stands ---
  /// One that was served; `spent` counts where it is main credits.
  void book(const ResolvedUse& use, Amount spent, const Place& here) {
    Sum& of_use = by_use_[use.index];
    Sum& of_stream = by_stream_[static_cast<std::size_t>(here.stream)];
    ++of_use.requests;
    ++of_stream.requests;
    if (!use.main_unit) return;
    sum(of_use.credits, spent);
    sum(of_stream.credits, spent);
    if (here.owner >= 0) sum(owner_spent_[static_cast<std::size_t>(here.owner)], spent);
    if (here.slot < phase_spent_.size()) sum(phase_spent_[here.slot], spent);
  }
  /// It counts once for each pool that had a part in paying it: where one lot paid alone,
  void count_payer(const Ledger& ledger, LotIndex lot) { ++result_.by_pool[ledger.lots()[lot].terms.pool].requests; }
  /// and where several may have. `kept`: what was not given back, which is what was drawn first.
  void count_payers(const Ledger& ledger, UsageIndex usage, Amount kept) {
    const auto paid = ledger.paid_by(usage);
    const auto pool_of = [&](const PaidBy& part) { return ledger.lots()[part.lot].terms.pool; };
    for (auto part = paid.begin(); part != paid.end() && !kept.zero(); ++part) {
      const PoolIndex pool = pool_of(*part);
      const bool counted = std::any_of(paid.begin(), part, [&](const PaidBy& before) { return pool_of(before) == pool; });
      if (!counted) ++result_.by_pool[pool].requests;
      kept -= min(kept, part->amount);
    }
  }
  /// One that was blocked.
  void block(const ResolvedUse& use, Amount price, const Place& here, Stopped why);
  /// One was blocked, or saved by a purchase, for lack of main credits.
  void short_of_credit();

  // --- projects, one at a time ---
  void begin_project(const ResolvedProject& project) { phase_spent_.assign(project.phases.size(), {}); }
  /// Weighs what it spent against its budgets. `index`: in Resolved::projects.
  void end_project(std::size_t index);

  /// The month under way; its requests and spend come at its end.
  [[nodiscard]] MonthTally& month() { return result_.months[static_cast<std::size_t>(month_)]; }
  /// By an owner, in the month under way.
  [[nodiscard]] Amount owner_spent(std::size_t owner) const { return owner_spent_[owner]; }

 private:
  struct Sum {
    std::int64_t requests = 0;
    Amount credits;
  };

  /// Adds an amount that is not below 0.
  void sum(Amount& total, Amount amount) {
    total.micros += amount.micros;
    if (total.micros > kAmountMaxMicros) {
      overflowed_ = true;
      total = {};
    }
  }
  void weigh(PathResult::OverBudget& tally, const std::optional<Amount>& budget, Amount spent);
  void close_month();

  const Resolved* resolved_;
  PathResult result_;
  std::int32_t day_ = 0;
  std::int32_t month_ = -1;  ///< of the day
  bool balances_ = true;
  bool overflowed_ = false;
  /// What the month under way has served so far; the result's tallies are sums of these.
  std::vector<Sum> by_use_;                      ///< by ResolvedUse::index
  std::vector<Sum> by_stream_;                   ///< by stream
  std::vector<Amount> owner_spent_;              ///< this month
  std::vector<Amount> phase_spent_;              ///< of the project under way
  std::vector<std::size_t> phase_budget_begin_;  ///< [project] first entry in PathResult::phase_budget
};

}  // namespace creditcast
