#include "creditcast/ledger.hpp"

#include <algorithm>
#include <array>

#include "ledger_booking.hpp"

namespace creditcast {
namespace {

constexpr std::array<std::string_view, 8> kOrderKeys{"pool",          "priority",     "expiry", "granted_first",
                                                     "limited_first", "resets_first", "age",    "amount_desc"};
constexpr std::array<std::string_view, 4> kOverages{"refuse", "carry", "bill", "drop"};
constexpr std::array<std::string_view, 12> kEntryKinds{"grant",     "purchase", "draw",  "expire", "refill",  "void",
                                                       "take_back", "refund",   "repay", "owe",    "forgive", "blocked"};

template <typename Enum, std::size_t n>
std::optional<Enum> named(const std::array<std::string_view, n>& names, std::string_view name) {
  for (std::size_t i = 0; i < n; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

/// A lot's place by one key; the lower is drawn first.
std::int64_t order_value(OrderKey key, const LotTerms& lot) {
  switch (key) {
    case OrderKey::pool: return lot.pool;
    case OrderKey::priority: return lot.priority;
    case OrderKey::expiry: return lot.expires;
    case OrderKey::granted_first: return lot.kind == LotKind::granted ? 0 : 1;
    case OrderKey::limited_first: return lot.limited ? 0 : 1;
    case OrderKey::resets_first: return lot.resets ? 0 : 1;
    case OrderKey::age: return lot.created;
    case OrderKey::amount_desc: return -lot.amount.micros;
  }
  return 0;
}

}  // namespace

std::string_view order_key_name(OrderKey key) { return kOrderKeys[static_cast<std::size_t>(key)]; }
std::optional<OrderKey> order_key_of(std::string_view name) { return named<OrderKey>(kOrderKeys, name); }
std::string_view overage_name(Overage overage) { return kOverages[static_cast<std::size_t>(overage)]; }
std::optional<Overage> overage_of(std::string_view name) { return named<Overage>(kOverages, name); }
std::string_view entry_kind_name(EntryKind kind) { return kEntryKinds[static_cast<std::size_t>(kind)]; }

Ledger::Ledger(LedgerRules rules, std::vector<PoolTerms> pools, bool keep_journal)
    : rules_(std::move(rules)), pools_(std::move(pools)), pool_totals_(pools_.size()), keep_journal_(keep_journal) {
  for (const PoolTerms& pool : pools_) unit_state(pool.unit);
}

// --------------------------------------------------------------------------------------------------- order

bool drawn_before(const std::vector<OrderKey>& order, const LotTerms& x, const LotTerms& y) {
  for (const OrderKey key : order) {
    const std::int64_t left = order_value(key, x);
    const std::int64_t right = order_value(key, y);
    if (left != right) return left < right;
  }
  return x.rank < y.rank;
}

/// The draw order: the rule's keys, then the rank.
bool Ledger::before_by_all_keys(LotIndex a, LotIndex b) const {
  const LotTerms& x = lots_[a].terms;
  const LotTerms& y = lots_[b].terms;
  return drawn_before(rules_.order, x, y) || (!drawn_before(rules_.order, y, x) && a < b);
}

bool Ledger::expires_before(LotIndex a, LotIndex b) const {
  const LotTerms& x = lots_[a].terms;
  const LotTerms& y = lots_[b].terms;
  if (x.expires != y.expires) return x.expires < y.expires;
  return x.rank != y.rank ? x.rank < y.rank : a < b;
}

void Ledger::enqueue(LotIndex lot) {
  if (queued_[lot] != 0) return;
  queued_[lot] = 1;
  PayerClass& payers = classes_[lots_[lot].terms.payer_class];
  auto& queue = payers.queue;
  queue.push_back(lot);
  std::push_heap(queue.begin(), queue.end(), [this](LotIndex a, LotIndex b) { return before(b, a); });
  set_front(payers);
}

void Ledger::settle_front(PayerClass& payers) {
  auto& queue = payers.queue;
  while (!queue.empty() && !drawable(queue.front())) {
    queued_[queue.front()] = 0;
    std::pop_heap(queue.begin(), queue.end(), [this](LotIndex a, LotIndex b) { return before(b, a); });
    queue.pop_back();
  }
  set_front(payers);
}

// --------------------------------------------------------------------------------------------------- booking

void Ledger::begin(Instant at) {
  CREDITCAST_CHECK(at >= now_);
  CREDITCAST_CHECK(next_expiry() > at);
  now_ = at;
}

Ledger::UnitState& Ledger::unit_state(UnitIndex unit) {
  if (unit >= units_.size()) units_.resize(std::size_t{unit} + 1);
  return units_[unit];
}

void Ledger::write(EntryKind kind, LotIndex lot, UnitIndex unit, Amount amount, UsageIndex usage, std::uint32_t reason) {
  if (keep_journal_) journal_.push_back({now_, kind, lot, unit, amount, usage, reason});
}

void Ledger::put_in(LotIndex lot, Amount amount) {
  change(lot, [amount](auto& t) {
    t.granted += amount;
    t.remaining += amount;
  });
  if (amount.zero()) return;
  classes_[lots_[lot].terms.payer_class].total += amount;
  enqueue(lot);
}

/// After its balance has gone to expired or voided.
void Ledger::end_lot(LotIndex lot) {
  LotState& state = lots_[lot];
  CREDITCAST_CHECK(state.live && state.remaining.zero());
  state.live = false;
  // the expiry queue's front is always a live lot
  while (!expiries_.empty() && !lots_[expiries_.front()].live) {
    std::pop_heap(expiries_.begin(), expiries_.end(), [this](LotIndex a, LotIndex b) { return expires_before(b, a); });
    expiries_.pop_back();
  }
  next_expiry_ = expiries_.empty() ? kForever : lots_[expiries_.front()].terms.expires;
}

// --------------------------------------------------------------------------------------------------- credit in

LotIndex Ledger::grant(const LotTerms& terms, Instant at, std::uint32_t reason, std::optional<Amount> given) {
  begin(at);
  const Amount amount = given.value_or(terms.amount);
  CREDITCAST_CHECK(terms.pool < pools_.size() && terms.expires > at && terms.amount.micros >= 0 && amount.micros >= 0);
  const auto lot = static_cast<LotIndex>(lots_.size());
  CREDITCAST_CHECK(lot != kNone32);
  const UnitIndex unit = pools_[terms.pool].unit;
  LotState state;
  state.terms = terms;
  state.from = at;
  lots_.push_back(state);
  queued_.push_back(0);
  first_key_.push_back(rules_.order.empty() ? 0 : order_value(rules_.order.front(), terms));
  if (terms.payer_class >= classes_.size()) classes_.resize(std::size_t{terms.payer_class} + 1);
  PayerClass& payers = classes_[terms.payer_class];
  CREDITCAST_CHECK(!payers.used || payers.unit == unit);
  payers.used = true;
  payers.unit = unit;
  if (terms.expires != kForever) {
    expiries_.push_back(lot);
    std::push_heap(expiries_.begin(), expiries_.end(), [this](LotIndex a, LotIndex b) { return expires_before(b, a); });
    next_expiry_ = lots_[expiries_.front()].terms.expires;
  }
  put_in(lot, amount);
  write(terms.kind == LotKind::granted ? EntryKind::grant : EntryKind::purchase, lot, unit, amount, kNone32, reason);
  return lot;
}

void Ledger::refill_add(LotIndex lot, Amount amount, Instant at, std::uint32_t reason) {
  begin(at);
  CREDITCAST_CHECK(lots_[lot].live && amount.micros >= 0);
  if (amount.zero()) return;
  put_in(lot, amount);
  write(EntryKind::refill, lot, pools_[lots_[lot].terms.pool].unit, amount, kNone32, reason);
}

void Ledger::refill_to(LotIndex lot, Amount amount, Instant at, std::uint32_t reason) {
  CREDITCAST_CHECK(lots_[lot].live && amount.micros >= 0);
  const Amount held = lots_[lot].remaining;
  if (amount >= held) {
    refill_add(lot, amount - held, at, reason);
  } else {
    trim(lot, amount, at, reason);
  }
}

// --------------------------------------------------------------------------------------------------- credit out

UsageIndex Ledger::next_usage() {
  CREDITCAST_CHECK(usages_ != kNone32 && draws_.size() < UINT32_MAX);
  if (keep_last_only_) {
    draws_.clear();
  } else {
    first_draw_.push_back(static_cast<std::uint32_t>(draws_.size()));
  }
  return usages_++;
}

void Ledger::pay_part(UsageIndex usage, UnitIndex unit, Amount part, LotIndex lot) {
  take_out(lot, part, kDrawn);
  draws_.push_back({lot, part});
  write(EntryKind::draw, lot, unit, part, usage, 0);
}

/// Takes what is known to be there, lot after lot.
void Ledger::pay(UsageIndex usage, const Use& use, Amount amount, LotIndex first) {
  LotIndex lot = first;
  for (Amount left = amount; !left.zero();) {
    CREDITCAST_CHECK(lot != kNone32);
    const Amount part = min(left, lots_[lot].remaining);
    pay_part(usage, use.unit, part, lot);
    left.micros -= part.micros;
    if (!left.zero()) lot = standing(use).first;
  }
}

/// The lot that pays next, known from the last use of this set unless a class has another front since.
LotIndex Ledger::first_of_set(const Use& use) {
  if (use.set >= first_of_set_.size()) first_of_set_.resize(std::size_t{use.set} + 1);
  FirstOfSet& known = first_of_set_[use.set];
  if (known.version != fronts_version_) known = {fronts_version_, standing(use).first};
  return known.lot;
}

Covered Ledger::draw_covered(const Use& use, Instant at) {
  begin(at);
  CREDITCAST_CHECK(use.amount.micros >= 0);
  if (use.set != kNone32 && !use.amount.zero()) {
    const LotIndex lot = first_of_set(use);
    if (lot != kNone32 && lots_[lot].remaining >= use.amount) {
      const UsageIndex usage = next_usage();
      pay_part(usage, use.unit, use.amount, lot);
      return {usage, lot};
    }
  }
  const Standing now = standing(use);
  if (now.held < use.amount) return {};
  const UsageIndex usage = next_usage();
  pay(usage, use, use.amount, now.first);
  return {usage, kNone32};
}

Payment Ledger::draw(const Use& use, Instant at) {
  begin(at);
  CREDITCAST_CHECK(use.amount.micros >= 0);
  Payment payment;
  payment.usage = next_usage();
  const Standing now = standing(use);
  const Amount rest = now.held < use.amount ? use.amount - now.held : Amount{};
  const bool owes = rules_.overage == Overage::carry || rules_.overage == Overage::bill;
  if (!rest.zero()) {
    if (owes) {
      payment.owed = rest;
    } else {
      payment.uncovered = rules_.atomic ? use.amount : rest;
      payment.blocked = rules_.overage == Overage::refuse;
    }
  }
  payment.paid = use.amount - payment.owed - payment.uncovered;
  pay(payment.usage, use, payment.paid, now.first);
  if (!payment.owed.zero()) owe(payment.usage, use, payment.owed);
  if (payment.blocked) write(EntryKind::blocked, kNone32, use.unit, payment.uncovered, payment.usage, 0);
  return payment;
}

Payment Ledger::block(const Use& use, Instant at) {
  begin(at);
  Payment payment;
  CREDITCAST_CHECK(use.amount.micros >= 0);
  payment.usage = next_usage();
  payment.uncovered = use.amount;
  payment.blocked = true;
  write(EntryKind::blocked, kNone32, use.unit, use.amount, payment.usage, 0);
  return payment;
}

std::span<const PaidBy> Ledger::paid_by(UsageIndex usage) const {
  CREDITCAST_CHECK(usage < usages_ && (!keep_last_only_ || usage + 1 == usages_));
  if (keep_last_only_) return draws_;
  const std::size_t from = first_draw_[usage];
  const std::size_t to = usage + 1 < usages_ ? first_draw_[usage + 1] : draws_.size();
  return std::span<const PaidBy>(draws_).subspan(from, to - from);
}

bool Ledger::take_back(LotIndex lot, Amount amount, Instant at) {
  begin(at);
  CREDITCAST_CHECK(amount.micros >= 0);
  if (!lots_[lot].live || lots_[lot].remaining < amount) return false;
  if (amount.zero()) return true;
  take_out(lot, amount, kVoided);
  write(EntryKind::take_back, lot, pools_[lots_[lot].terms.pool].unit, amount, kNone32, 0);
  return true;
}

void Ledger::trim(LotIndex lot, Amount keep, Instant at, std::uint32_t reason) {
  begin(at);
  CREDITCAST_CHECK(lots_[lot].live && keep.micros >= 0);
  if (lots_[lot].remaining <= keep) return;
  const Amount lost = lots_[lot].remaining - keep;
  take_out(lot, lost, kExpired);
  write(EntryKind::expire, lot, pools_[lots_[lot].terms.pool].unit, lost, kNone32, reason);
}

void Ledger::void_lot(LotIndex lot, Instant at, std::uint32_t reason) {
  begin(at);
  if (!lots_[lot].live) return;
  if (const Amount lost = lots_[lot].remaining; !lost.zero()) {
    take_out(lot, lost, kVoided);
    write(EntryKind::void_lot, lot, pools_[lots_[lot].terms.pool].unit, lost, kNone32, reason);
  }
  end_lot(lot);
}

void Ledger::expire_due(Instant at) {
  CREDITCAST_CHECK(at >= now_);
  while (next_expiry() <= at) {
    const LotIndex lot = expiries_.front();
    // The credit was lost when the lot ended, even if no one looked until now.
    now_ = std::max(now_, lots_[lot].terms.expires);
    if (const Amount lost = lots_[lot].remaining; !lost.zero()) {
      take_out(lot, lost, kExpired);
      write(EntryKind::expire, lot, pools_[lots_[lot].terms.pool].unit, lost, kNone32, 0);
    }
    end_lot(lot);
  }
  now_ = at;
}

}  // namespace creditcast
