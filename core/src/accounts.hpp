#pragma once
/// The user's account on a platform while days pass: its plan, billing, grants, purchases, and the ledger they feed.
#include <cstdint>
#include <string>
#include <vector>

#include "creditcast/ledger.hpp"
#include "creditcast/resolve.hpp"
#include "creditcast/simulate.hpp"

namespace creditcast {

/// How a request for main credits came to be payable.
enum class Funding : std::uint8_t { balance, purchase, overage, slow_queue, none };

/// What buying a pack once brings under a plan by a step of the policy. nullopt: it cannot be bought, or past the largest
/// amount.
struct Bought {
  Amount credits, money;
};
std::optional<Bought> bought_for(const ResolvedPack& pack, const ResolvedPlan& plan, const AtZeroChoice& step);
/// Main credits at or below which an automatic recharge buys; none where no threshold is known.
std::optional<Amount> recharge_threshold(const AtZeroOffer& offer, const ResolvedPlan& plan, const AtZeroChoice& step);

class Accounts {
 public:
  Accounts(const Resolved& resolved, bool keep_journal);

  /// In the law's order at one instant: expiries, plan change, renewal and grants, refills, debts repaid.
  void begin_day(std::int32_t day);
  /// Expires what ends with the horizon.
  void end_of_horizon();

  /// Makes `price` payable for the use by the policy's steps, in order. May buy packs or change the plan; the caller prices the
  /// use anew when plan() has changed. Energy and other units are never bought: they have what they hold.
  Funding fund(const ResolvedUse& use, const PricedUse& priced, Amount price);
  /// Draws what balances cover, without funding anything; where they do not, nothing happens.
  Covered draw_covered(const ResolvedUse& use, const PricedUse& priced, Amount price) {
    const Covered covered = ledger_.draw_covered(Use{use.unit, price, priced.payable, priced.payer_set}, at());
    if (covered.usage != kNone32) after_draw(use, price);
    return covered;
  }
  /// Draws, then refills what a spend refills, then recharges automatically.
  Payment draw(const ResolvedUse& use, const PricedUse& priced, Amount price);
  Payment block(const ResolvedUse& use, Amount price);
  /// Gives back so much of what has just been drawn, and the money where it was billed.
  void refund(const ResolvedUse& use, const Payment& payment, Amount amount);

  [[nodiscard]] std::uint32_t plan() const { return plan_; }
  [[nodiscard]] const Ledger& ledger() const { return ledger_; }
  [[nodiscard]] Amount available(const ResolvedUse& use, const PricedUse& priced) const {
    return ledger_.available(Use{use.unit, {}, priced.payable, priced.payer_set});
  }
  [[nodiscard]] bool pauses_ai() const { return pauses_ai_; }
  [[nodiscard]] bool overflowed() const { return overflowed_; }
  [[nodiscard]] bool needed_purchase() const { return needed_purchase_; }
  [[nodiscard]] Amount money_spread() const { return money_spread_; }
  [[nodiscard]] const std::vector<Amount>& money() const { return money_; }      ///< by month
  [[nodiscard]] const std::vector<Amount>& expired() const { return expired_; }  ///< main credits, by month
  [[nodiscard]] const std::vector<std::int64_t>& purchases() const { return purchases_; }
  [[nodiscard]] Amount bought_this_month() const { return bought_this_month_; }  ///< of the last month in which any was
  [[nodiscard]] const Cause& cause(std::uint32_t reason) const { return causes_[reason]; }

 private:
  struct PoolState {
    LotIndex standing = kNone32;  ///< the one lot of a pool that is refilled rather than added to
    std::int32_t anchor = 0;      ///< day the pool's periods count from
    std::int32_t period = 0;      ///< next period to be granted
    std::int32_t due = 0;         ///< its first day
    Amount waiting;               ///< drip: not yet spendable
    Instant waiting_expires = kForever;
  };

  [[nodiscard]] const Plan& plan_of(std::uint32_t index) const { return *resolved_->plans[index].plan; }
  [[nodiscard]] Instant at() const { return start_of(day_); }
  [[nodiscard]] Instant start_of(std::int32_t day) const { return start_ + kSecondsPerDay * Instant{day}; }
  void begin_periods(PoolIndex pool);
  [[nodiscard]] std::int32_t period_start(const GrantRule& rule, std::int32_t anchor, std::int32_t n) const;
  [[nodiscard]] std::int32_t months_after(std::int32_t anchor, std::int32_t months) const;
  [[nodiscard]] Instant expiry_of(const Expiry& expiry, PoolIndex pool) const;
  [[nodiscard]] Instant after(Instant from, Duration duration) const;
  [[nodiscard]] std::int32_t month() const;

  std::uint32_t why(Cause cause);
  LotIndex give(PoolIndex pool, Amount amount, Instant expires, LotKind kind, std::uint32_t reason);
  void change_plan(std::uint32_t plan);
  void bill();
  void grant_due();
  void grant_period(PoolIndex pool, Amount amount);
  void release_drip(PoolIndex pool);
  void cap_rollover(PoolIndex pool, Amount granted);
  void count_expired(std::int32_t in_month);
  [[nodiscard]] const AtZeroOffer* offer(AtZeroKind kind) const;
  bool buy(const AtZeroChoice& step, const ResolvedUse* use, const PricedUse* priced);
  [[nodiscard]] std::optional<Amount> bill_of(Amount credits) const;
  [[nodiscard]] std::optional<Amount> bought_with(Amount money, const std::optional<Amount>& monthly_cap) const;
  bool spend_money(Amount money, const std::optional<Amount>& monthly_cap);
  bool overage_fits(const AtZeroChoice& step, const PricedUse& priced, const ResolvedUse& use, Amount price);
  void after_draw(const ResolvedUse& use, Amount spent) {
    if (!refilled_.empty()) refill_after_spend(use, spent);
    if (use.main_unit && recharges_) recharge();
  }
  void recharge();
  void refill_after_spend(const ResolvedUse& use, Amount spent);

  const Resolved* resolved_;
  Ledger ledger_;
  Instant start_ = 0;  ///< of the first day
  std::uint32_t plan_ = 0;
  std::int32_t day_ = 0;
  std::int32_t term_anchor_ = 0;
  std::int32_t terms_billed_ = 0;
  std::int32_t next_bill_ = 0;  ///< day
  std::size_t next_change_ = 0;
  std::vector<PoolState> pools_;
  std::vector<PoolIndex> refilled_;  ///< pools that a spend may refill
  bool recharges_ = false;           ///< a step of the policy recharges automatically
  std::vector<Amount> granted_of_unit_;
  std::vector<Amount> money_, expired_;
  std::vector<std::int64_t> purchases_;
  std::vector<Cause> causes_;
  Amount money_spread_;
  Amount bought_this_month_;  ///< money, packs and overage together
  std::int32_t bought_month_ = -1;
  Amount expired_so_far_;
  bool keep_journal_;
  bool pauses_ai_ = false;
  bool needed_purchase_ = false;
  bool overflowed_ = false;
};

}  // namespace creditcast
