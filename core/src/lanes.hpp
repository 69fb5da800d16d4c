#pragma once
/// Many paths side by side: a day's total for each, drawn from a table and taken from the balances at once. A day that the
/// balances may not cover is opened into its requests, drawn so that they add up to its total, and settled one by one.
#include <cstdint>
#include <memory>
#include <vector>

#include "buffer.hpp"
#include "demand_source.hpp"
#include "script.hpp"
#include "tallies.hpp"

namespace creditcast {

/// What opened days brought, by where it was asked for.
struct OpenedSum {
  std::int64_t asked_requests = 0, asked_credits = 0;  ///< as if all had been paid
  std::int64_t requests = 0, credits = 0;
  std::int64_t blocked_requests = 0, blocked_credits = 0;
  void add(const OpenedSum& other);
};
struct OpenedBudget {
  std::int64_t asked_over = 0, asked_by = 0, over = 0, by = 0;  ///< projects over budget, and by how many grains
  void add(const OpenedBudget& other);
};

/// Tallies of a plan that was run in lanes: by parts they are known only once all paths are done.
struct LaneTallies {
  Tallies tallies;
  std::vector<std::int64_t> asked;     ///< [stream x months + month] grains of all days
  std::vector<std::int64_t> law_days;  ///< as DemandBlock::law_days
  std::vector<OpenedSum> opened;       ///< [stream offset + (slot of all occurrences) x months + month]
  std::vector<OpenedBudget> project_budget, phase_budget;
  void merge(LaneTallies&& other);
};

/// Runs one plan's balances over a demand and adds what comes out to the tallies.
class LaneLedger {
 public:
  /// All four must outlive it. `fan_paths`: of how many first paths the daily balances are kept.
  LaneLedger(const Resolved& resolved, const DemandSource& source, const Script& script, const std::vector<BufferLimit>& buffer,
             std::size_t fan_paths);
  [[nodiscard]] LaneTallies empty(const Tallies& shape) const;
  void run(const DemandBlock& block, LaneTallies& sums);
  /// The tallies with their parts filled in.
  [[nodiscard]] Tallies filled(const LaneTallies& sums) const;
  [[nodiscard]] std::int64_t money_step() const { return money_step_; }
  /// In LaneTallies::opened.
  [[nodiscard]] std::size_t slot_index(std::size_t stream, std::uint32_t occurrence, std::uint32_t slot,
                                       std::int32_t month) const;
  /// Money of a path of the last block, each term spread over its months, micros.
  [[nodiscard]] std::int64_t spread_money(std::size_t lane) const {
    return script_->money_spread.micros + total_bought_[lane] - script_->bought_in_first_month.micros;
  }

 private:
  void end_lots(const std::vector<ScriptDay::End>& ends, std::int32_t month);
  void settle(const DemandBlock& block, std::size_t working_day, std::int32_t day, LaneTallies& sums);
  void open(const DemandBlock& block, std::size_t lane, std::size_t working_day, std::int32_t day, LaneTallies& sums);
  void close_month(std::int32_t month, LaneTallies& sums);
  void keep_balances(const DemandBlock& block, std::int32_t day, Tallies& tallies) const;
  [[nodiscard]] bool make_payable(std::size_t lane, std::int64_t price, std::int32_t day);
  bool buy(std::size_t lane, const Purchase& purchase);
  void recharge(std::size_t lane);
  void mark_short(std::size_t lane, std::int32_t day, bool blocked);
  [[nodiscard]] std::int64_t available(std::size_t lane) const;
  void take(std::size_t lane, std::int64_t credits);
  [[nodiscard]] std::int32_t* balance(std::uint32_t index) { return &balances_[index * kLanes]; }
  [[nodiscard]] const std::int32_t* balance(std::uint32_t index) const { return &balances_[index * kLanes]; }

  const Resolved* resolved_;
  const DemandSource* source_;
  const Script* script_;
  const std::vector<BufferLimit>* buffer_;
  std::size_t fan_paths_;
  std::int64_t money_step_ = 1;
  std::int64_t margin_ = 0;                               ///< most that a price exceeds what is spent for it, grains
  std::vector<std::size_t> slot_offset_;                  ///< [stream]
  std::vector<std::vector<std::uint32_t>> slots_before_;  ///< [stream][occurrence]
  std::size_t slot_cells_ = 0;
  std::vector<std::size_t> phase_budget_begin_;  ///< [project]

  // of the block under way
  std::size_t lanes_ = 0;
  const std::vector<std::uint32_t>* order_ = nullptr;
  const std::vector<Purchase>* purchases_ = nullptr;
  std::vector<std::int32_t> balances_;  ///< [balance x kLanes + lane] grains
  std::vector<std::int32_t> expired_;   ///< [pool x kLanes + lane] this month
  std::vector<std::int32_t> spend_;     ///< [lane] this month
  std::vector<std::int32_t> unpaid_;    ///< [lane] this month: asked for and not spent
  std::vector<std::int64_t> bought_;    ///< [lane] micros of money this month, what every path buys included
  std::vector<std::int64_t> blocked_requests_, blocked_credits_;  ///< [lane] this month
  std::vector<std::uint8_t> short_;  ///< [lane] this month: bit 0 short of credit, bit 1 blocked for it
  std::vector<std::int64_t> total_spend_, total_unpaid_, total_expired_, total_bought_;
  std::vector<std::int64_t> bought_credits_;  ///< [pool] of all lanes, grains
  std::vector<std::int64_t> pool_expired_;    ///< [pool] of all lanes, grains
  std::vector<std::int32_t> pieces_, run_out_day_;
  std::vector<std::uint8_t> purchased_;
  bool any_bought_ = false;
};

}  // namespace creditcast
