#include "accounts.hpp"

#include <algorithm>

namespace creditcast {

namespace {

constexpr std::int32_t kNeverDay = INT32_MAX;
/// A request that no thousand purchases can pay is not going to be paid.
constexpr int kMaxPurchasesPerRequest = 1'000;

LedgerRules rules_of(const Resolved& resolved) {
  LedgerRules rules;
  rules.order = resolved.catalog->draw_order;
  for (const AtZeroChoice& step : resolved.at_zero) {
    if (step.kind != AtZeroKind::overage) continue;
    const AtZeroOffer* offer = find_offer(*resolved.catalog, AtZeroKind::overage);
    rules.overage = offer != nullptr && offer->overage == Overage::carry ? Overage::carry : Overage::bill;
  }
  return rules;
}

/// Sums that are shown; past the largest amount the run ends with an error instead.
bool accumulate(Amount& total, Amount amount) {
  const auto sum = add(total, amount);
  if (sum) total = *sum;
  return sum.has_value();
}

}  // namespace

std::optional<Bought> bought_for(const ResolvedPack& pack, const ResolvedPlan& plan, const AtZeroChoice& step) {
  Bought bought{pack.credits, pack.price};
  if (pack.pack->by_money) {
    if (!plan.price_per_credit || plan.price_per_credit->micros <= 0) return std::nullopt;
    bought.money = step.money.value_or(pack.least_money.value_or(whole(1)));
    const auto credits = divide(bought.money, *plan.price_per_credit, {RoundingMode::floor, Amount{1}});
    if (!credits) return std::nullopt;
    bought.credits = *credits;
  }
  if (bought.credits.micros <= 0) return std::nullopt;
  return bought;
}

std::optional<Amount> recharge_threshold(const AtZeroOffer& offer, const ResolvedPlan& plan, const AtZeroChoice& step) {
  if (!step.threshold || !offer.threshold_in_money) return step.threshold;
  if (!plan.price_per_credit || plan.price_per_credit->micros <= 0) return std::nullopt;
  const auto credits = divide(*step.threshold, *plan.price_per_credit, {RoundingMode::ceil, Amount{1}});
  return credits ? std::optional<Amount>(*credits) : std::nullopt;
}

Accounts::Accounts(const Resolved& resolved, bool keep_journal)
    : resolved_(&resolved),
      ledger_(rules_of(resolved), resolved.pools, keep_journal),
      pools_(resolved.pools.size()),
      granted_of_unit_(resolved.catalog->units.size()),
      money_(static_cast<std::size_t>(resolved.months)),
      expired_(static_cast<std::size_t>(resolved.months)),
      purchases_(static_cast<std::size_t>(resolved.months)),
      causes_(1),
      keep_journal_(keep_journal) {
  if (!keep_journal) ledger_.keep_last_usage_only();
  start_ = resolved.days.front().start;
  ledger_.reserve_lots(resolved.days.size() + pools_.size());  // no more than a guess: one a day
  for (const AtZeroChoice& step : resolved.at_zero) {
    pauses_ai_ = pauses_ai_ || step.kind == AtZeroKind::pause_ai;
    recharges_ = recharges_ || step.kind == AtZeroKind::auto_recharge;
  }
  for (std::size_t i = 0; i < pools_.size(); ++i) {
    begin_periods(static_cast<PoolIndex>(i));
    if (resolved.pool_rules[i].refill_on_spend) refilled_.push_back(static_cast<PoolIndex>(i));
  }
}

// --------------------------------------------------------------------------------------------------- time

std::int32_t Accounts::month() const { return resolved_->days[static_cast<std::size_t>(day_)].month; }

std::int32_t Accounts::months_after(std::int32_t anchor, std::int32_t months) const {
  const auto& start = resolved_->scenario->calendar.start;
  if (!start) return anchor + 30 * months;
  return add_months(*start + anchor, months) - *start;
}

Instant Accounts::after(Instant from, Duration duration) const {
  if (resolved_->scenario->calendar.start) return creditcast::add(from, duration, 1);
  return from + 30 * kSecondsPerDay * duration.months + duration.seconds;
}

/// First day of the n-th period that counts from `anchor`.
std::int32_t Accounts::period_start(const GrantRule& rule, std::int32_t anchor, std::int32_t n) const {
  switch (rule.every) {
    case Cadence::once: return n == 0 ? anchor : kNeverDay;
    case Cadence::day: return anchor + n;
    case Cadence::week: return anchor + 7 * n;
    case Cadence::days: return anchor + rule.days * n;
    case Cadence::year: return months_after(anchor, 12 * n);
    case Cadence::cycle: return months_after(anchor, n);
    case Cadence::month: {
      const auto& start = resolved_->scenario->calendar.start;
      if (!start || n == 0) return months_after(anchor, n);
      Date first = to_date(*start + anchor);
      first.day = 1;
      return add_months(to_day(first), n) - *start;
    }
  }
  return kNeverDay;
}

/// The pool's periods count from today.
void Accounts::begin_periods(PoolIndex pool) {
  const auto& grant = resolved_->catalog->pools[pool].grant;
  pools_[pool].anchor = day_;
  pools_[pool].period = 0;
  pools_[pool].due = grant ? period_start(*grant, day_, 0) : kNeverDay;
}

Instant Accounts::expiry_of(const Expiry& expiry, PoolIndex pool) const {
  const Pool& terms = resolved_->catalog->pools[pool];
  switch (expiry.kind) {
    case ExpiryKind::never:
    case ExpiryKind::with_subscription:  // ended by change_plan
      return kForever;
    case ExpiryKind::after: return after(at(), expiry.after);
    case ExpiryKind::at: {
      const auto& calendar = resolved_->scenario->calendar;
      if (!calendar.start) return kForever;  // abstract months have no dates
      return Instant{expiry.at} * kSecondsPerDay - calendar.zone_offset_seconds;
    }
    case ExpiryKind::end_of_period: {
      if (!terms.grant) return kForever;
      const PoolState& state = pools_[pool];
      std::int32_t end = state.due;
      if (end <= day_ && end != kNeverDay) end = period_start(*terms.grant, state.anchor, state.period + 1);
      return end == kNeverDay ? kForever : start_of(end);
    }
  }
  return kForever;
}

// --------------------------------------------------------------------------------------------------- credit in

std::uint32_t Accounts::why(Cause cause) {
  if (!keep_journal_) return 0;
  causes_.push_back(cause);
  return static_cast<std::uint32_t>(causes_.size() - 1);
}

LotIndex Accounts::give(PoolIndex pool, Amount amount, Instant expires, LotKind kind, std::uint32_t reason) {
  if (expires <= at() || !accumulate(granted_of_unit_[resolved_->pools[pool].unit], amount)) {
    overflowed_ = overflowed_ || expires > at();
    return kNone32;
  }
  const Pool& terms = resolved_->catalog->pools[pool];
  LotTerms lot;
  lot.pool = pool;
  lot.payer_class = pool;
  lot.amount = amount;
  lot.priority = terms.priority;
  lot.expires = expires;
  lot.created = at();
  lot.kind = kind;
  lot.limited = !terms.pays_for.empty();
  lot.resets = kind == LotKind::granted && terms.grant && terms.grant->every != Cadence::once;
  lot.rank = ledger_.lots().size();
  return ledger_.grant(lot, at(), reason);
}

void Accounts::cap_rollover(PoolIndex pool, Amount granted) {
  const ResolvedPool& rules = resolved_->pool_rules[pool];
  std::optional<Amount> cap = rules.rollover_cap;
  if (rules.rollover_times) {
    const auto product = multiply(granted, *rules.rollover_times, {RoundingMode::floor, Amount{1}});
    if (product) cap = *product;
  }
  if (!cap) return;
  const std::uint32_t reason = why({Cause::Kind::rollover_cap, pool, plan_, 0, {}});
  // Lots are stored in the order they came, so the oldest are trimmed first.
  for (LotIndex lot = 0; lot < ledger_.lots().size() && ledger_.balance(pool) > *cap; ++lot) {
    const LotState& state = ledger_.lots()[lot];
    if (state.terms.pool != pool || !state.live || state.remaining.zero()) continue;
    const Amount excess = ledger_.balance(pool) - *cap;
    ledger_.trim(lot, max(Amount{}, state.remaining - excess), at(), reason);
  }
}

void Accounts::grant_period(PoolIndex pool, Amount amount) {
  const Pool& terms = resolved_->catalog->pools[pool];
  const GrantRule& rule = *terms.grant;
  PoolState& state = pools_[pool];
  const std::uint32_t reason = why({Cause::Kind::grant, pool, plan_, 0, {}});
  if (rule.to_ceiling) {
    if (state.standing != kNone32 && ledger_.lots()[state.standing].live) {
      // A refill that sets may grant up to the whole amount again.
      if (!accumulate(granted_of_unit_[resolved_->pools[pool].unit], amount)) {
        overflowed_ = true;
        return;
      }
      ledger_.refill_to(state.standing, amount, at(), reason);
    } else {
      state.standing =
          give(pool, amount, terms.expires.kind == ExpiryKind::end_of_period ? kForever : expiry_of(terms.expires, pool),
               LotKind::granted, reason);
    }
    return;
  }
  Instant expires = expiry_of(terms.expires, pool);
  if (terms.rollover.kind != RolloverKind::none && terms.expires.kind == ExpiryKind::end_of_period) {
    // The rest of a rolled-over lot stays the lot it was; it only lives longer.
    expires = kForever;
    if (terms.rollover.periods > 0) {
      const std::int32_t end = period_start(rule, state.anchor, state.period + terms.rollover.periods);
      if (end != kNeverDay) expires = start_of(end);
    }
  }
  if (resolved_->pool_rules[pool].drip) {
    if (!state.waiting.zero()) {  // what never became spendable is lost, and is seen to be lost
      const LotIndex lost = give(pool, state.waiting, kForever, LotKind::granted, reason);
      if (lost != kNone32) ledger_.trim(lost, {}, at(), reason);
    }
    state.waiting = amount;
    state.waiting_expires = expires;
    return;
  }
  give(pool, amount, expires, LotKind::granted, reason);
  cap_rollover(pool, amount);
}

void Accounts::release_drip(PoolIndex pool) {
  PoolState& state = pools_[pool];
  if (state.waiting.zero()) return;
  const Amount part = min(state.waiting, *resolved_->pool_rules[pool].drip);
  state.waiting -= part;
  give(pool, part, state.waiting_expires, LotKind::granted, why({Cause::Kind::drip, pool, plan_, 0, {}}));
}

void Accounts::grant_due() {
  for (std::size_t i = 0; i < pools_.size(); ++i) {
    const auto pool = static_cast<PoolIndex>(i);
    PoolState& state = pools_[i];
    while (state.due <= day_) {
      ++state.period;
      state.due = period_start(*resolved_->catalog->pools[i].grant, state.anchor, state.period);
      if (const auto& amount = resolved_->plans[plan_].grants[i]) grant_period(pool, *amount);
    }
    const ResolvedPool& rules = resolved_->pool_rules[i];
    if (rules.drip) release_drip(pool);
    if (rules.refill_on_spend && state.standing == kNone32) {
      state.standing = give(pool, {}, kForever, LotKind::granted, why({Cause::Kind::opening, pool, plan_, 0, {}}));
    }
  }
}

void Accounts::bill() {
  const ResolvedPlan& plan = resolved_->plans[plan_];
  while (next_bill_ <= day_) {
    const std::int32_t term_months = plan.term->months;
    const Amount price = terms_billed_ == 0 && plan.has_intro ? plan.intro_price : plan.price;
    ++terms_billed_;
    next_bill_ = term_months == 0 ? kNeverDay : months_after(term_anchor_, term_months * terms_billed_);
    if (!plan.money_known) continue;
    const std::int32_t in_month = month();
    overflowed_ = !accumulate(money_[static_cast<std::size_t>(in_month)], price) || overflowed_;
    Amount share = price;
    if (term_months > 0) {
      const std::int32_t covered = std::min(term_months, resolved_->months - in_month);
      share = Amount{divide_half_even(Int128{price.micros} * covered, term_months)};
    }
    overflowed_ = !accumulate(money_spread_, share) || overflowed_;
  }
}

void Accounts::change_plan(std::uint32_t plan) {
  const bool was_subscribed = plan_of(plan_).subscription;
  plan_ = plan;
  const bool subscribed = plan_of(plan_).subscription;
  term_anchor_ = day_;
  terms_billed_ = 0;
  next_bill_ = day_;
  for (std::size_t i = 0; i < pools_.size(); ++i) {
    const Pool& terms = resolved_->catalog->pools[i];
    PoolState& state = pools_[i];
    const bool by_cycle = terms.grant && (terms.grant->every == Cadence::cycle || terms.grant->every == Cadence::year);
    const bool ends_with_cycle =
        by_cycle && terms.expires.kind == ExpiryKind::end_of_period && terms.rollover.kind == RolloverKind::none;
    const bool ends_with_subscription = was_subscribed && !subscribed && terms.expires.kind == ExpiryKind::with_subscription;
    if (ends_with_cycle || ends_with_subscription) {
      const std::uint32_t reason = why({Cause::Kind::plan_end, static_cast<std::uint32_t>(i), plan_, 0, {}});
      for (LotIndex lot = 0; lot < ledger_.lots().size(); ++lot) {
        const LotState& held = ledger_.lots()[lot];
        if (held.terms.pool == i && held.live && (ends_with_subscription || held.terms.kind == LotKind::granted)) {
          ledger_.trim(lot, {}, at(), reason);
        }
      }
    }
    // A new cycle begins: what the new plan grants by the cycle, or to those it makes entitled, is due now.
    const bool newly_entitled = terms.for_whom != Audience::everyone && was_subscribed != subscribed;
    if (by_cycle || newly_entitled) {
      begin_periods(static_cast<PoolIndex>(i));
      state.waiting = {};
    }
  }
}

void Accounts::count_expired(std::int32_t in_month) {
  const Amount total = ledger_.totals_of_unit(resolved_->main_unit).expired;
  if (total == expired_so_far_) return;
  expired_[static_cast<std::size_t>(in_month)] += total - expired_so_far_;
  expired_so_far_ = total;
}

void Accounts::begin_day(std::int32_t day) {
  day_ = day;
  ledger_.expire_due(at());
  // What ends at this instant was the day before's: it belongs to that day's month.
  count_expired(resolved_->days[static_cast<std::size_t>(std::max(day - 1, 0))].month);

  const auto& changes = resolved_->plan_changes;
  const DayInfo& info = resolved_->days[static_cast<std::size_t>(day)];
  if (next_change_ < changes.size() && info.day_of_month == 0 && changes[next_change_].first == info.month) {
    change_plan(changes[next_change_].second);
    ++next_change_;
  }
  bill();
  grant_due();
  if (day == 0) {
    for (const Opening& opening : resolved_->scenario->opening) {
      for (std::size_t i = 0; i < pools_.size(); ++i) {
        const Pool& pool = resolved_->catalog->pools[i];
        if (pool.id != opening.pool) continue;
        const std::uint32_t reason = why({Cause::Kind::opening, static_cast<std::uint32_t>(i), plan_, 0, {}});
        const auto index = static_cast<PoolIndex>(i);
        give(index, opening.amount, expiry_of(pool.expires, index), LotKind::purchased, reason);
      }
    }
  }
  ledger_.repay(at());
  if (day == 0) recharge();
  count_expired(info.month);
}

void Accounts::end_of_horizon() {
  ledger_.expire_due(start_of(static_cast<std::int32_t>(resolved_->days.size())));
  count_expired(resolved_->months - 1);
}

// --------------------------------------------------------------------------------------------------- at zero

/// The platform's offer of that kind, null where it is none of the plan in force.
const AtZeroOffer* Accounts::offer(AtZeroKind kind) const {
  const AtZeroOffer* found = find_offer(*resolved_->catalog, kind);
  return found != nullptr && offered_on(*found, plan_of(plan_)) ? found : nullptr;
}

/// What purchases and overage have cost this month with `money` on top; none past the cap.
std::optional<Amount> Accounts::bought_with(Amount money, const std::optional<Amount>& monthly_cap) const {
  const auto sum = creditcast::add(bought_month_ == month() ? bought_this_month_ : Amount{}, money);
  return sum && monthly_cap && *sum > *monthly_cap ? std::nullopt : sum;
}

bool Accounts::spend_money(Amount money, const std::optional<Amount>& monthly_cap) {
  const auto sum = bought_with(money, monthly_cap);
  if (!sum) return false;
  bought_month_ = month();
  bought_this_month_ = *sum;
  overflowed_ = !accumulate(money_[static_cast<std::size_t>(month())], money) || overflowed_;
  overflowed_ = !accumulate(money_spread_, money) || overflowed_;
  return true;
}

/// Buys once, by the step's rules. Where a use is given, only what can pay for it is bought.
bool Accounts::buy(const AtZeroChoice& step, const ResolvedUse* use, const PricedUse* priced) {
  for (std::size_t i = 0; i < resolved_->packs.size(); ++i) {
    const ResolvedPack& resolved_pack = resolved_->packs[i];
    const Pack& pack = *resolved_pack.pack;
    if (!step.pack.empty() && pack.id != step.pack) continue;
    if (!may_buy(plan_of(plan_), pack)) continue;
    PoolIndex pool = 0;
    while (resolved_->catalog->pools[pool].id != pack.pool) ++pool;
    if (resolved_->pools[pool].unit != resolved_->main_unit) continue;
    if (use != nullptr && std::find(priced->payable.begin(), priced->payable.end(), pool) == priced->payable.end()) continue;

    const std::optional<Bought> one = bought_for(resolved_pack, resolved_->plans[plan_], step);
    if (!one || !spend_money(one->money, step.monthly_cap)) continue;
    ++purchases_[static_cast<std::size_t>(month())];
    const std::uint32_t reason = why({Cause::Kind::purchase, pool, plan_, static_cast<std::uint32_t>(i), one->money});
    const Expiry& expires = pack.expires_given ? pack.expires : resolved_->catalog->pools[pool].expires;
    const bool bought = give(pool, one->credits, expiry_of(expires, pool), LotKind::purchased, reason) != kNone32;
    if (bought) ledger_.repay(at());
    return bought;
  }
  return false;
}

/// What billed credit costs.
std::optional<Amount> Accounts::bill_of(Amount credits) const {
  if (!resolved_->overage_rate) return std::nullopt;  // no price is never free
  const auto money = multiply(credits, *resolved_->overage_rate, {RoundingMode::ceil, Amount{1}});
  return money ? std::optional<Amount>(*money) : std::nullopt;
}

bool Accounts::overage_fits(const AtZeroChoice& step, const PricedUse& priced, const ResolvedUse& use, Amount price) {
  const AtZeroOffer* overage = offer(AtZeroKind::overage);
  if (overage == nullptr) return false;
  const Amount rest = price - available(use, priced);
  if (!creditcast::add(ledger_.billed(use.unit), rest) || !creditcast::add(ledger_.debt(use.unit), rest)) {
    overflowed_ = true;
    return false;
  }
  if (overage->overage == Overage::carry) return true;
  if (!resolved_->overage_rate) return false;
  const auto money = bill_of(rest);
  overflowed_ = overflowed_ || !money;
  return money && bought_with(*money, step.monthly_cap);
}

Funding Accounts::fund(const ResolvedUse& use, const PricedUse& priced, Amount price) {
  if (available(use, priced) >= price) return Funding::balance;
  if (!use.main_unit) return Funding::none;
  for (const AtZeroChoice& step : resolved_->at_zero) {
    switch (step.kind) {
      case AtZeroKind::wait:
      case AtZeroKind::pause_ai: return Funding::none;
      case AtZeroKind::buy_pack:
      case AtZeroKind::auto_recharge:
        if (offer(step.kind) == nullptr) break;
        for (int n = 0; n < kMaxPurchasesPerRequest && available(use, priced) < price; ++n) {
          if (!buy(step, &use, &priced)) break;
          needed_purchase_ = true;
        }
        if (available(use, priced) >= price) return Funding::purchase;
        break;
      case AtZeroKind::overage:
        if (overage_fits(step, priced, use, price)) {
          needed_purchase_ = true;
          return Funding::overage;
        }
        break;
      case AtZeroKind::slow_queue: {
        const AtZeroOffer* slow = offer(AtZeroKind::slow_queue);
        if (slow == nullptr) break;
        const auto offered = [&](const std::string& tag) {
          return std::find(slow->tags.begin(), slow->tags.end(), tag) != slow->tags.end();
        };
        const bool fits = slow->tags.empty() || std::any_of(use.tags.begin(), use.tags.end(), offered);
        if (fits) return Funding::slow_queue;
        break;
      }
      case AtZeroKind::upgrade:
        if (offer(AtZeroKind::upgrade) == nullptr) break;
        for (std::size_t i = 0; i < resolved_->plans.size(); ++i) {
          if (resolved_->plans[i].plan->id != step.plan || i == plan_ || plan_of(plan_).id == step.plan) continue;
          change_plan(static_cast<std::uint32_t>(i));
          needed_purchase_ = true;
          bill();
          grant_due();
          ledger_.repay(at());
          return Funding::purchase;  // the caller prices anew and asks again
        }
        break;
    }
  }
  return Funding::none;
}

/// Automatic recharge: at or below the threshold, the fixed amount is bought.
void Accounts::recharge() {
  for (const AtZeroChoice& step : resolved_->at_zero) {
    if (step.kind != AtZeroKind::auto_recharge) continue;
    const AtZeroOffer* automatic = offer(AtZeroKind::auto_recharge);
    if (automatic == nullptr) continue;
    const std::optional<Amount> threshold = recharge_threshold(*automatic, resolved_->plans[plan_], step);
    if (!threshold) continue;
    for (int n = 0; n < kMaxPurchasesPerRequest && ledger_.balance_of_unit(resolved_->main_unit) <= *threshold; ++n) {
      if (!buy(step, nullptr, nullptr)) break;
      needed_purchase_ = true;
    }
  }
}

// --------------------------------------------------------------------------------------------------- credit out

void Accounts::refill_after_spend(const ResolvedUse& use, Amount spent) {
  for (const PoolIndex i : refilled_) {
    const auto& rule = resolved_->pool_rules[i].refill_on_spend;
    if (rule->spent != use.unit || spent < rule->at_least || pools_[i].standing == kNone32) continue;
    const LotIndex lot = pools_[i].standing;
    const Amount missing = rule->to - ledger_.lots()[lot].remaining;
    if (missing.micros <= 0) continue;  // a refill by an event fills, it never takes
    if (!accumulate(granted_of_unit_[resolved_->pools[i].unit], missing)) {
      overflowed_ = true;
      return;
    }
    ledger_.refill_to(lot, rule->to, at(), why({Cause::Kind::spend_refill, i, plan_, 0, spent}));
  }
}

Payment Accounts::draw(const ResolvedUse& use, const PricedUse& priced, Amount price) {
  const Payment payment = ledger_.draw(Use{use.unit, price, priced.payable, priced.payer_set}, at());
  if (!payment.owed.zero() && ledger_.bills()) {
    const auto money = bill_of(payment.owed);
    CREDITCAST_CHECK(money && spend_money(*money, std::nullopt));  // overage_fits said so, of no less
  }
  after_draw(use, payment.paid + payment.owed);
  return payment;
}

Payment Accounts::block(const ResolvedUse& use, Amount price) { return ledger_.block(Use{use.unit, price, {}, kNone32}, at()); }

void Accounts::refund(const ResolvedUse& use, const Payment& payment, Amount amount) {
  const Amount before = ledger_.billed(use.unit);
  ledger_.refund(payment.usage, amount, at());
  const Amount back = before - ledger_.billed(use.unit);
  if (back.zero()) return;
  // What stays billed costs what it would have cost alone.
  const Amount money = *bill_of(payment.owed) - *bill_of(payment.owed - back);
  bought_this_month_ -= money;
  money_[static_cast<std::size_t>(month())] -= money;
  money_spread_ -= money;
}

}  // namespace creditcast
