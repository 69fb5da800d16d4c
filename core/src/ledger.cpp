#include "creditcast/ledger.hpp"

#include <algorithm>
#include <array>

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

// A lot, a pool and a unit keep the same five sums.
template <typename T>
void check_conserved(const T& t) {
  CREDITCAST_CHECK(t.granted.micros == t.drawn.micros + t.expired.micros + t.voided.micros + t.remaining.micros);
  CREDITCAST_CHECK((t.drawn.micros | t.expired.micros | t.voided.micros | t.remaining.micros) >= 0);  // none is below 0
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

// Where credit goes that leaves a balance.
constexpr auto kDrawn = [](auto& t) -> Amount& { return t.drawn; };
constexpr auto kExpired = [](auto& t) -> Amount& { return t.expired; };
constexpr auto kVoided = [](auto& t) -> Amount& { return t.voided; };

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

/// One change to a lot, its pool and its unit alike; what was touched conserves.
template <typename Change>
void Ledger::change(LotIndex lot, Change change_totals) {
  LotState& state = lots_[lot];
  Totals& pool = pool_totals_[state.terms.pool];
  Totals& unit = units_[pools_[state.terms.pool].unit].totals;
  change_totals(state);
  change_totals(pool);
  change_totals(unit);
  check_conserved(state);
  check_conserved(pool);
  check_conserved(unit);
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

/// Out of a live lot, to one of drawn, expired, voided.
template <typename Part>
void Ledger::take_out(LotIndex lot, Amount amount, Part where_to) {
  // No sum grows past what was granted, as the check that follows says.
  change(lot, [amount, where_to](auto& t) {
    t.remaining.micros -= amount.micros;
    where_to(t).micros += amount.micros;
  });
  PayerClass& payers = classes_[lots_[lot].terms.payer_class];
  payers.total.micros -= amount.micros;
  if (lots_[lot].remaining.zero()) settle_front(payers);
}

/// Drawn credit comes back to its lot; to a lot that has ended it comes back expired.
void Ledger::restore(LotIndex lot, Amount amount) {
  const bool live = lots_[lot].live;
  change(lot, [amount, live](auto& t) {
    t.drawn -= amount;
    if (live) {
      t.remaining += amount;
    } else {
      t.expired += amount;
    }
  });
  if (!live) return;
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

/// Up to `amount` of one draw back to its lot; returns how much.
Amount Ledger::give_back(UsageIndex usage, const PaidBy& paid, Amount amount) {
  const Amount part = min(paid.amount, amount);
  if (part.zero()) return part;
  const UnitIndex unit = pools_[lots_[paid.lot].terms.pool].unit;
  restore(paid.lot, part);
  write(EntryKind::refund, paid.lot, unit, part, usage, 0);
  if (!lots_[paid.lot].live) write(EntryKind::expire, paid.lot, unit, part, usage, 0);
  return part;
}

Amount Ledger::refund(UsageIndex usage, Amount amount, Instant at) {
  begin(at);
  CREDITCAST_CHECK(usage < usages_ && (!keep_last_only_ || usage + 1 == usages_) && amount.micros >= 0);
  Amount left = amount;
  if (left.zero()) return {};
  UsageAccount& account = accounts_[usage];

  // what is still owed or billed
  if (const Amount part = min(account.owed, left); !part.zero()) {
    DebtGroup& group = debts_[account.group];
    account.owed -= part;
    group.open -= part;
    units_[group.unit].debt -= part;
    write(EntryKind::refund, kNone32, group.unit, part, usage, 0);
    left -= part;
  }
  if (const Amount part = min(account.billed, left); !part.zero()) {
    DebtGroup& group = debts_[account.group];
    account.billed -= part;
    units_[group.unit].billed -= part;
    write(EntryKind::refund, kNone32, group.unit, part, usage, 0);
    left -= part;
  }
  // what repaid its debt
  while (!left.zero() && !account.repaid.empty()) {
    PaidBy& last = account.repaid.back();
    const Amount part = give_back(usage, last, left);
    last.amount -= part;
    left -= part;
    if (last.amount.zero()) account.repaid.pop_back();
  }
  // its own draws, past those given back before
  const auto paid = paid_by(usage);
  Amount skip = account.given_back;
  for (std::size_t i = paid.size(); i > 0 && !left.zero(); --i) {
    const Amount skipped = min(skip, paid[i - 1].amount);
    skip -= skipped;
    const Amount part = give_back(usage, {paid[i - 1].lot, paid[i - 1].amount - skipped}, left);
    account.given_back += part;
    left -= part;
  }
  return amount - left;
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

// --------------------------------------------------------------------------------------------------- debt

void Ledger::owe(UsageIndex usage, const Use& use, Amount rest) {
  std::vector<std::uint16_t> payable(use.payable.begin(), use.payable.end());
  std::sort(payable.begin(), payable.end());
  const auto [found, fresh] =
      debt_group_of_.try_emplace({use.unit, std::move(payable)}, static_cast<std::uint32_t>(debts_.size()));
  if (fresh) debts_.push_back({use.unit, found->first.second, {}, 0, {}});
  DebtGroup& group = debts_[found->second];
  UsageAccount& account = accounts_[usage];
  account.group = found->second;
  UnitState& unit = unit_state(use.unit);
  if (rules_.overage == Overage::carry) {
    account.owed = rest;
    group.usages.push_back(usage);
    group.open += rest;
    unit.debt += rest;
  } else {
    account.billed = rest;
    unit.billed += rest;
  }
  write(EntryKind::owe, kNone32, use.unit, rest, usage, 0);
}

void Ledger::repay(Instant at) {
  begin(at);
  // groups that owe, the oldest open debt in front; repaying only takes credit, so a group without a payer stays without
  std::vector<std::uint32_t> owing;
  for (std::uint32_t i = 0; i < debts_.size(); ++i) {
    if (!debts_[i].open.zero() && !units_[debts_[i].unit].totals.remaining.zero()) owing.push_back(i);
  }
  if (owing.empty()) return;
  const auto younger = [this](std::uint32_t a, std::uint32_t b) {
    return debts_[a].usages[debts_[a].next] > debts_[b].usages[debts_[b].next];
  };
  const auto skip_settled = [this](DebtGroup& group) {
    while (accounts_[group.usages[group.next]].owed.zero()) ++group.next;
  };
  for (const std::uint32_t i : owing) skip_settled(debts_[i]);
  std::make_heap(owing.begin(), owing.end(), younger);
  while (!owing.empty()) {
    std::pop_heap(owing.begin(), owing.end(), younger);
    DebtGroup& group = debts_[owing.back()];
    const LotIndex payer = standing({group.unit, {}, group.payable, kNone32}).first;
    if (payer == kNone32) {
      owing.pop_back();
      continue;
    }
    const UsageIndex usage = group.usages[group.next];
    UsageAccount& account = accounts_[usage];
    const Amount part = min(account.owed, lots_[payer].remaining);
    take_out(payer, part, kDrawn);
    account.owed -= part;
    account.repaid.push_back({payer, part});
    group.open -= part;
    units_[group.unit].debt -= part;
    write(EntryKind::repay, payer, group.unit, part, usage, 0);
    if (group.open.zero()) {
      group.usages.clear();
      group.next = 0;
      owing.pop_back();
    } else {
      skip_settled(group);
      std::push_heap(owing.begin(), owing.end(), younger);
    }
  }
}

void Ledger::forgive(Instant at) {
  begin(at);
  // in the order the debts arose, whoever may pay them
  std::vector<UsageIndex> owing;
  for (DebtGroup& group : debts_) {
    owing.insert(owing.end(), group.usages.begin() + static_cast<std::ptrdiff_t>(group.next), group.usages.end());
    group.usages.clear();
    group.next = 0;
  }
  std::sort(owing.begin(), owing.end());
  for (const UsageIndex usage : owing) {
    UsageAccount& account = accounts_[usage];
    if (account.owed.zero()) continue;
    DebtGroup& group = debts_[account.group];
    group.open -= account.owed;
    units_[group.unit].debt -= account.owed;
    write(EntryKind::forgive, kNone32, group.unit, account.owed, usage, 0);
    account.owed = {};
  }
}

Amount Ledger::debt(UnitIndex unit) const { return unit < units_.size() ? units_[unit].debt : Amount{}; }
Amount Ledger::billed(UnitIndex unit) const { return unit < units_.size() ? units_[unit].billed : Amount{}; }

// --------------------------------------------------------------------------------------------------- what stands

void Ledger::check_conservation() const {
  const auto sum_up = [](Totals& sum, const auto& part) {
    sum.granted += part.granted;
    sum.drawn += part.drawn;
    sum.expired += part.expired;
    sum.voided += part.voided;
    sum.remaining += part.remaining;
  };
  const auto same = [](const Totals& a, const auto& b) {
    return a.granted == b.granted && a.drawn == b.drawn && a.expired == b.expired && a.voided == b.voided &&
           a.remaining == b.remaining;
  };
  std::vector<Totals> pools(pools_.size());
  std::vector<Totals> units(units_.size());
  std::vector<Amount> classes(classes_.size());
  for (LotIndex i = 0; i < lots_.size(); ++i) {
    const LotState& lot = lots_[i];
    check_conserved(lot);
    CREDITCAST_CHECK(lot.live || lot.remaining.zero());
    CREDITCAST_CHECK(!drawable(i) || queued_[i] != 0);
    sum_up(pools[lot.terms.pool], lot);
    sum_up(units[pools_[lot.terms.pool].unit], lot);
    classes[lot.terms.payer_class] += lot.remaining;
  }
  for (std::size_t i = 0; i < pools.size(); ++i) CREDITCAST_CHECK(same(pools[i], pool_totals_[i]));
  for (std::size_t i = 0; i < units.size(); ++i) {
    check_conserved(units[i]);
    CREDITCAST_CHECK(same(units[i], units_[i].totals));
  }
  for (std::size_t i = 0; i < classes.size(); ++i) {
    CREDITCAST_CHECK(classes[i] == classes_[i].total);
    CREDITCAST_CHECK(classes_[i].queue.empty() == classes[i].zero());
  }
  std::vector<Amount> owed(units_.size());
  for (const auto& [usage, account] : accounts_) {
    if (account.group != kNone32) owed[debts_[account.group].unit] += account.owed + account.billed;
  }
  for (std::size_t i = 0; i < units_.size(); ++i) CREDITCAST_CHECK(owed[i] == units_[i].debt + units_[i].billed);

  if (!keep_journal_) return;
  // Balances are sums over entries.
  std::vector<Totals> by_lot(lots_.size());
  std::vector<std::int64_t> owed_micros(units_.size());
  for (const Entry& entry : journal_) {
    CREDITCAST_CHECK(entry.amount.micros >= 0);
    if (entry.lot == kNone32) {
      if (entry.kind == EntryKind::blocked) continue;
      owed_micros[entry.unit] += entry.kind == EntryKind::owe ? entry.amount.micros : -entry.amount.micros;
      continue;
    }
    Totals& t = by_lot[entry.lot];
    switch (entry.kind) {
      case EntryKind::grant:
      case EntryKind::purchase:
      case EntryKind::refill:
        t.granted += entry.amount;
        t.remaining += entry.amount;
        break;
      case EntryKind::repay: owed_micros[entry.unit] -= entry.amount.micros; [[fallthrough]];
      case EntryKind::draw:
        t.drawn += entry.amount;
        t.remaining -= entry.amount;
        break;
      case EntryKind::expire:
        t.expired += entry.amount;
        t.remaining -= entry.amount;
        break;
      case EntryKind::void_lot:
      case EntryKind::take_back:
        t.voided += entry.amount;
        t.remaining -= entry.amount;
        break;
      case EntryKind::refund:
        t.drawn -= entry.amount;
        t.remaining += entry.amount;
        break;
      case EntryKind::owe:
      case EntryKind::forgive:
      case EntryKind::blocked: CREDITCAST_CHECK(entry.lot == kNone32); break;
    }
  }
  for (std::size_t i = 0; i < lots_.size(); ++i) CREDITCAST_CHECK(same(by_lot[i], lots_[i]));
  for (std::size_t i = 0; i < units_.size(); ++i) {
    CREDITCAST_CHECK(owed_micros[i] == units_[i].debt.micros + units_[i].billed.micros);
  }
}

}  // namespace creditcast
