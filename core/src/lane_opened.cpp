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
  asked_.resize(kinds_->size());
  blocked_.resize(kinds_->size());
  for (std::size_t k = costs_.size(); k < kinds_->size(); ++k) {
    costs_.push_back(
        {static_cast<std::int32_t>(std::min((*kinds_)[k].price, kDear)), static_cast<std::int32_t>((*kinds_)[k].spent)});
  }
}

/// Where nothing is bought and no project has a budget: what is paid of so much. Nearly without a branch, for which request
/// is blocked cannot be foreseen.
std::int32_t LaneLedger::serve(std::span<const Course> courses, std::int32_t held, std::size_t lane, std::int32_t day) {
  std::uint64_t* asked = asked_.data();
  std::int32_t left = held;
  std::int32_t lost_pieces = 0;
  bool blocked = false;
  for (const Course& course : courses) {
    std::uint32_t paid = 0;  // runs, whole
    const auto ask = [&](const RequestRun& run) {
      const bool whole = run.needs <= left;
      paid += whole ? 1 : 0;
      asked[run.kind] += run.count + (whole ? run.count * kOnePaid : 0);
    };
    for (const RequestRun *run = course.first, *end = run + course.runs; run != end; run += Course::kRuns) {
      ask(run[0]);
      ask(run[1]);
      ask(run[2]);
      ask(run[3]);
    }
    if (paid == course.runs) {
      left -= course.spent;
      continue;
    }
    const RequestRun& run = course.first[paid];
    const Cost cost = costs_[run.kind];
    // It is this run that needs more than there is, so by that one knows what the course has spent when it begins.
    const auto further = static_cast<std::int32_t>(run.count) - 1;
    const std::int32_t begin = run.needs - cost.price - further * cost.spent;
    const std::int32_t beyond = left - begin - cost.price;  // what its first request leaves
    const std::int32_t some = beyond < 0 ? 0 : beyond / cost.spent + 1;
    asked[run.kind] += static_cast<std::uint64_t>(some) * kOnePaid;
    ++blocked_[run.kind];
    left -= begin + some * cost.spent;
    lost_pieces += course.pieces;
    blocked = true;
  }
  pieces_[lane] -= lost_pieces;
  if (blocked) mark_short(lane, day, true);
  return held - left;
}

void LaneLedger::serve_buying(std::span<const Course> courses, std::size_t lane, std::int32_t day, LaneTallies& sums) {
  std::vector<std::int64_t> phase_asked, phase_spent;
  for (const Course& course : courses) {
    if (course.runs == 0) continue;
    const std::int32_t project = resolved_->streams[(*kinds_)[course.first->kind].stream].project;
    const Project* terms = project >= 0 ? resolved_->projects[static_cast<std::size_t>(project)].project : nullptr;
    if (terms != nullptr) {
      phase_asked.assign(terms->phases.size(), 0);
      phase_spent.assign(terms->phases.size(), 0);
    }
    bool blocked = false;
    for (const RequestRun& run : course.all()) {
      const RequestKind& kind = (*kinds_)[run.kind];
      asked_[run.kind] += run.count;
      if (terms != nullptr) phase_asked[kind.place] += run.count * kind.spent;
      for (std::uint32_t n = 0; n < run.count && !blocked; ++n) {
        if (!make_payable(lane, kind.price, day)) {
          blocked = true;
          mark_short(lane, day, true);
          ++blocked_[run.kind];
          pieces_[lane] -= course.pieces;
          continue;
        }
        take(lane, kind.spent);
        asked_[run.kind] += kOnePaid;
        spend_[lane] += static_cast<std::int32_t>(kind.spent);
        if (terms != nullptr) phase_spent[kind.place] += kind.spent;
        recharge(lane);
      }
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
    const std::int64_t asked = asked_[k] % kOnePaid, paid = asked_[k] / kOnePaid, blocked = blocked_[k];
    if (asked == 0) continue;
    OpenedSum& sum = sums.opened[slot_index(kind.stream, kind.occurrence, kind.slot, month)];
    sum.add({asked, asked * kind.spent, paid, paid * kind.spent, blocked, blocked * kind.price});
    tallies.month_blocked_requests[m] += blocked;
    tallies.month_blocked_credits[m] += Int128{blocked * kind.price} * grain;
    tallies.blocked_requests += blocked;
    tallies.blocked_credits += Int128{blocked * kind.price} * grain;
  }
  std::fill(asked_.begin(), asked_.end(), 0);
  std::fill(blocked_.begin(), blocked_.end(), 0);
  any_opened_ = false;
}

}  // namespace creditcast
