/// What a usage cost, given back: its debt, its bill, then the lots that paid.
#include "ledger_booking.hpp"

namespace creditcast {

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

}  // namespace creditcast
