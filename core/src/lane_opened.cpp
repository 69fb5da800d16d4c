/// An opened day: its requests one by one, each paid whole or blocked, and a blocked one ends its occurrence.
#include <algorithm>
#include <numeric>

#include "lanes.hpp"

namespace creditcast {

std::int64_t LaneLedger::available(std::size_t lane) const {
  std::int64_t sum = 0;
  for (const std::uint32_t index : *order_) sum += balance(index)[lane];
  return sum;
}

void LaneLedger::take(std::size_t lane, std::int64_t credits) {
  auto rest = static_cast<std::int32_t>(credits);
  for (const std::uint32_t index : *order_) {
    std::int32_t& held = balance(index)[lane];
    const std::int32_t drawn = std::min(rest, held);
    held -= drawn;
    rest -= drawn;
  }
}

bool LaneLedger::buy(std::size_t lane, const Purchase& purchase) {
  const std::int64_t money = bought_[lane] + purchase.money.micros;
  if (purchase.monthly_cap && money > purchase.monthly_cap->micros) return false;
  std::int32_t& held = balance(purchase.balance)[lane];
  CREDITCAST_CHECK(held + purchase.credits < INT32_MAX / 2);
  bought_[lane] = money;
  held += static_cast<std::int32_t>(purchase.credits);
  bought_credits_[script_->balances[purchase.balance].pool] += purchase.credits;
  purchased_[lane] = 1;
  any_bought_ = true;
  return true;
}

void LaneLedger::mark_short(std::size_t lane, std::int32_t day, bool blocked) {
  short_[lane] |= blocked ? 3 : 1;
  if (run_out_day_[lane] < 0) run_out_day_[lane] = day;
}

/// As Accounts::fund, for policies that only buy.
bool LaneLedger::make_payable(std::size_t lane, std::int64_t price, std::int32_t day) {
  if (available(lane) >= price) return true;
  constexpr int kMaxPurchasesPerRequest = 1'000;
  for (const Purchase& purchase : *purchases_) {
    for (int n = 0; n < kMaxPurchasesPerRequest && available(lane) < price; ++n) {
      if (!buy(lane, purchase)) break;
    }
    if (available(lane) >= price) {
      mark_short(lane, day, false);
      return true;
    }
  }
  return false;
}

void LaneLedger::recharge(std::size_t lane) {
  constexpr int kMaxPurchases = 1'000;
  for (const Purchase& purchase : *purchases_) {
    if (!purchase.threshold) continue;
    for (int n = 0; n < kMaxPurchases && available(lane) <= *purchase.threshold; ++n) {
      if (!buy(lane, purchase)) break;
    }
  }
}

void LaneLedger::open(DemandBlock& block, DayOpener& opener, std::size_t working_day, std::span<const std::uint8_t> lanes) {
  opener.open(block, working_day, lanes);
  any_opened_ = true;
  outcomes_.resize(kinds_->size() * 4);
  for (std::size_t k = costs_.size(); k < kinds_->size(); ++k) {
    // What is dearer than all balances may ever hold is blocked at any price.
    costs_.push_back({static_cast<std::int32_t>(std::min<std::int64_t>((*kinds_)[k].price, INT32_MAX)),
                      static_cast<std::int32_t>((*kinds_)[k].spent)});
  }
}

/// Where nothing is bought and no project has a budget: what is paid of so much. Without a branch, for which request is
/// blocked cannot be foreseen.
std::int32_t LaneLedger::serve(std::span<const OpenedRequest> requests, std::int32_t held, std::size_t lane, std::int32_t day) {
  const Cost* costs = costs_.data();
  std::uint32_t* outcomes = outcomes_.data();
  std::int32_t left = held;
  std::int32_t lost_pieces = 0;
  std::uint32_t stopped = 0, blocked = 0;
  for (const OpenedRequest request : requests) {
    const std::size_t kind = request.kind();
    const Cost cost = costs[kind];
    stopped &= request.begins() ? 0U : 1U;
    const std::uint32_t unpaid = stopped | (cost.price > left ? 1U : 0U);
    ++outcomes[kind * 4 + unpaid + stopped];
    left -= cost.spent & (static_cast<std::int32_t>(unpaid) - 1);
    lost_pieces += request.pieces() & -static_cast<std::int32_t>(unpaid & ~stopped);
    stopped = unpaid;
    blocked |= unpaid;
  }
  pieces_[lane] -= lost_pieces;
  if (blocked != 0) mark_short(lane, day, true);
  return held - left;
}

void LaneLedger::serve_buying(std::span<const OpenedRequest> requests, std::size_t lane, std::int32_t day, LaneTallies& sums) {
  std::vector<std::int64_t> phase_asked, phase_spent;
  for (std::size_t next = 0; next < requests.size();) {
    const RequestKind& first = (*kinds_)[requests[next].kind()];
    const std::int32_t project = resolved_->streams[first.stream].project;
    const Project* terms = project >= 0 ? resolved_->projects[static_cast<std::size_t>(project)].project : nullptr;
    if (terms != nullptr) {
      phase_asked.assign(terms->phases.size(), 0);
      phase_spent.assign(terms->phases.size(), 0);
    }
    bool blocked = false;
    for (bool begun = false; next < requests.size() && !(begun && requests[next].begins()); ++next, begun = true) {
      const OpenedRequest request = requests[next];
      const RequestKind& kind = (*kinds_)[request.kind()];
      std::uint32_t* outcomes = &outcomes_[request.kind() * 4];
      if (terms != nullptr) phase_asked[kind.place] += kind.spent;
      if (blocked) {
        ++outcomes[kNotMade];
        continue;
      }
      if (!make_payable(lane, kind.price, day)) {
        blocked = true;
        mark_short(lane, day, true);
        ++outcomes[kBlocked];
        pieces_[lane] -= request.pieces();
        continue;
      }
      take(lane, kind.spent);
      ++outcomes[kPaid];
      spend_[lane] += static_cast<std::int32_t>(kind.spent);
      if (terms != nullptr) phase_spent[kind.place] += kind.spent;
      recharge(lane);
    }
    if (terms == nullptr) continue;
    const std::int64_t grain = source_->demand().grain;
    const auto weigh = [&](OpenedBudget& budget, const std::optional<Amount>& anchor, std::int64_t asked, std::int64_t spent) {
      if (!anchor) return;
      const std::int64_t most = anchor->micros;
      if (asked * grain > most) {
        ++budget.asked_over;
        budget.asked_by += asked * grain - most;
      }
      if (spent * grain > most) {
        ++budget.over;
        budget.by += spent * grain - most;
      }
    };
    const auto p = static_cast<std::size_t>(project);
    for (std::size_t i = 0; i < terms->phases.size(); ++i)
      weigh(sums.phase_budget[phase_budget_begin_[p] + i], terms->phases[i].budget, phase_asked[i], phase_spent[i]);
    weigh(sums.project_budget[p], terms->budget, std::accumulate(phase_asked.begin(), phase_asked.end(), std::int64_t{0}),
          std::accumulate(phase_spent.begin(), phase_spent.end(), std::int64_t{0}));
  }
}

/// What became of the requests of the month's opened days, by where they were asked for.
void LaneLedger::add_opened(std::int32_t month, LaneTallies& sums) {
  Tallies& tallies = sums.tallies;
  const auto m = static_cast<std::size_t>(month);
  const std::int64_t grain = source_->demand().grain;
  for (std::size_t k = 0; k < kinds_->size(); ++k) {
    const RequestKind& kind = (*kinds_)[k];
    const std::int64_t paid = outcomes_[k * 4 + kPaid], blocked = outcomes_[k * 4 + kBlocked];
    const std::int64_t asked = paid + blocked + outcomes_[k * 4 + kNotMade];
    if (asked == 0) continue;
    OpenedSum& sum = sums.opened[slot_index(kind.stream, kind.occurrence, kind.slot, month)];
    sum.add({asked, asked * kind.spent, paid, paid * kind.spent, blocked, blocked * kind.price});
    tallies.month_blocked_requests[m] += blocked;
    tallies.month_blocked_credits[m] += Int128{blocked * kind.price} * grain;
    tallies.blocked_requests += blocked;
    tallies.blocked_credits += Int128{blocked * kind.price} * grain;
  }
  std::fill(outcomes_.begin(), outcomes_.end(), 0);
  any_opened_ = false;
}

}  // namespace creditcast
