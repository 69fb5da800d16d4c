/// The ledger held against itself: its sums by pool, unit and payer class against its lots, and all of them against its
/// journal.
#include "ledger_booking.hpp"

namespace creditcast {
namespace {

using Totals = Ledger::Totals;

template <typename Part>
void sum_up(Totals& sum, const Part& part) {
  sum.granted += part.granted;
  sum.drawn += part.drawn;
  sum.expired += part.expired;
  sum.voided += part.voided;
  sum.remaining += part.remaining;
}

template <typename Part>
bool same(const Totals& a, const Part& b) {
  return a.granted == b.granted && a.drawn == b.drawn && a.expired == b.expired && a.voided == b.voided &&
         a.remaining == b.remaining;
}

/// An entry that names a lot, added to what that lot's entries come to.
void apply(Totals& t, const Entry& entry) {
  switch (entry.kind) {
    case EntryKind::grant:
    case EntryKind::purchase:
    case EntryKind::refill:
      t.granted += entry.amount;
      t.remaining += entry.amount;
      break;
    case EntryKind::draw:
    case EntryKind::repay:
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

/// What an entry adds to what is owed or billed, in millionths.
std::int64_t owed_by(const Entry& entry) {
  if (entry.kind == EntryKind::owe) return entry.amount.micros;
  const bool settles = entry.kind == EntryKind::repay || entry.kind == EntryKind::forgive ||
                       (entry.kind == EntryKind::refund && entry.lot == kNone32);
  return settles ? -entry.amount.micros : 0;
}

}  // namespace

void Ledger::check_conservation() const {
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
    if (entry.lot != kNone32) apply(by_lot[entry.lot], entry);
    if (const std::int64_t micros = owed_by(entry); micros != 0) owed_micros[entry.unit] += micros;
  }
  for (std::size_t i = 0; i < lots_.size(); ++i) CREDITCAST_CHECK(same(by_lot[i], lots_[i]));
  for (std::size_t i = 0; i < units_.size(); ++i) {
    CREDITCAST_CHECK(owed_micros[i] == units_[i].debt.micros + units_[i].billed.micros);
  }
}

}  // namespace creditcast
