#pragma once
/// Many paths side by side: their demand, drawn from tables, is taken from the balances stretch by stretch where those surely
/// cover it, else day by day. A day that they may not cover is opened into its requests, which are settled one by one.
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "buffer.hpp"
#include "creditcast/forecast.hpp"
#include "demand_source.hpp"
#include "opened_days.hpp"
#include "script.hpp"
#include "stretches.hpp"
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
  /// The opener must be of the same source.
  void run(DemandBlock& block, DayOpener& opener, LaneTallies& sums);
  /// The tallies with their parts filled in.
  [[nodiscard]] Tallies filled(LaneTallies sums) const;
  [[nodiscard]] std::int64_t money_step() const { return money_step_; }
  /// In LaneTallies::opened.
  [[nodiscard]] std::size_t slot_index(std::size_t stream, std::uint32_t occurrence, std::uint32_t slot,
                                       std::int32_t month) const;
  /// Money of a path of the last block, each term spread over its months, micros.
  [[nodiscard]] std::int64_t spread_money(std::size_t lane) const {
    return script_->money_spread.micros + total_bought_[lane] - script_->bought_in_first_month.micros;
  }
  /// Of a path of the last block.
  [[nodiscard]] PathSum path_sum(std::size_t lane) const {
    return {spread_money(lane), total_spend_[lane] * source_->demand().grain, pieces_[lane]};
  }

 private:
  void begin_block(const DemandBlock& block);
  void begin_day(std::int32_t day, LaneTallies& sums);
  void end_lots(const std::vector<ScriptDay::End>& ends, std::int32_t month);
  [[nodiscard]] std::int32_t least_left() const;
  bool settle_at_once(DemandBlock& block, DayOpener& opener, const Stretch& stretch);
  void follow(DemandBlock& block, DayOpener& opener, const Stretch& stretch, std::span<const std::uint8_t> lanes,
              std::int32_t* spent, std::int32_t* rest);
  void settle_day(DemandBlock& block, DayOpener& opener, std::size_t working_day, std::int32_t day, LaneTallies& sums);
  void close_month(std::int32_t month, LaneTallies& sums);
  void close_block(const DemandBlock& block, LaneTallies& sums);
  void keep_balances(const DemandBlock& block, std::int32_t day, Tallies& tallies) const;
  // of an opened day
  void open(DemandBlock& block, DayOpener& opener, std::size_t working_day, std::span<const std::uint8_t> lanes);
  std::int32_t serve(std::span<const Course> courses, std::int32_t held, std::size_t lane, std::int32_t day);
  void serve_buying(std::span<const Course> courses, std::size_t lane, std::int32_t day, LaneTallies& sums);
  void add_opened(std::int32_t month, LaneTallies& sums);
  [[nodiscard]] bool make_payable(std::size_t lane, std::int64_t price, std::int32_t day);
  bool buy(std::size_t lane, const Purchase& purchase);
  void recharge(std::size_t lane);
  void mark_short(std::size_t lane, std::int32_t day, bool blocked);
  [[nodiscard]] std::int64_t available(std::size_t lane) const;
  void take(std::size_t lane, std::int64_t credits);
  [[nodiscard]] std::int32_t* balance(std::uint32_t index) { return &balances_[index * kLanes]; }
  [[nodiscard]] const std::int32_t* balance(std::uint32_t index) const { return &balances_[index * kLanes]; }

  struct Cost {
    std::int32_t price = 0, spent = 0;
  };
  using FourCosts = std::array<Cost, FourRuns::kRuns>;  ///< of the kinds of a four (see KindFours)
  /// Requests of the month's opened days: all, paid in whole runs, paid beside those, blocked. What was neither paid nor
  /// blocked was not made: its occurrence had ended. What vectors are added to is apart from what single numbers are: the one
  /// does not wait for the other.
  struct FourAsked {
    std::array<std::int32_t, FourRuns::kRuns> all{}, whole{}, part{}, blocked{};
  };
  static void ask(const FourRuns& four, std::int32_t held, FourAsked& asked);

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
  bool any_budget_ = false;                      ///< has a project or a phase one?
  Stretches stretches_;
  std::vector<Int128> granted_;  ///< [pool] grains over the horizon
  Amount money_;                 ///< on every path, over the horizon

  // of the block under way
  std::size_t lanes_ = 0;
  const std::vector<std::uint32_t>* order_ = nullptr;
  const std::vector<Purchase>* purchases_ = nullptr;
  const std::vector<RequestKind>* kinds_ = nullptr;
  const std::vector<FourKinds>* fours_ = nullptr;
  std::vector<std::int32_t> balances_;  ///< [balance x kLanes + lane] grains
  std::vector<std::int32_t> expired_;   ///< [pool x kLanes + lane] this month
  std::vector<std::int32_t> spend_;     ///< [lane] this month
  std::vector<std::int32_t> unpaid_;    ///< [lane] this month: asked for and not spent
  std::vector<std::int64_t> bought_;    ///< [lane] micros of money this month, what every path buys included
  std::vector<std::uint8_t> short_;     ///< [lane] this month: bit 0 short of credit, bit 1 blocked for it
  std::vector<FourAsked> asked_;        ///< [four]
  bool any_opened_ = false;             ///< this month
  std::vector<FourCosts> costs_;        ///< [four]
  std::vector<std::int32_t> total_spend_, total_unpaid_, total_expired_;
  std::vector<std::int64_t> total_bought_;
  std::vector<std::int64_t> bought_credits_;  ///< [pool] of all lanes, grains
  std::vector<std::int64_t> pool_expired_;    ///< [pool] of all lanes, grains
  std::vector<std::int32_t> pieces_, run_out_day_;
  std::vector<std::uint8_t> purchased_;
  bool any_bought_ = false;
};

}  // namespace creditcast
