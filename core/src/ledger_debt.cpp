/// What balances could not pay and is owed: carried until credit comes that may pay it, or billed.
#include <algorithm>

#include "ledger_booking.hpp"

namespace creditcast {

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

}  // namespace creditcast
