/// An opened day: its requests one by one, each paid whole or blocked, and a blocked one ends its occurrence.
#include <algorithm>
#include <cstring>
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
  asked_.resize(fours_->size());
  while (costs_.size() < fours_->size()) {
    FourCosts& costs = costs_.emplace_back();
    for (std::size_t k = 0; k < costs.size(); ++k) {
      const RequestKind& kind = (*kinds_)[(*fours_)[costs_.size() - 1][k]];
      costs[k] = {static_cast<std::int32_t>(std::min(kind.price, kDear)), static_cast<std::int32_t>(kind.spent)};
    }
  }
}

/// Counts the requests of four runs that follow one another, and those of the runs that so much pays whole. Spelled out as
/// vectors, which compilers do not make of so short a loop.
inline void LaneLedger::ask(const FourRuns& four, std::int32_t held, FourAsked& asked) {
  typedef std::int32_t Four __attribute__((vector_size(16)));
  const auto load = [](const auto& from) {
    Four to;
    static_assert(sizeof(from) == sizeof(to));
    std::memcpy(&to, from.data(), sizeof(to));
    return to;
  };
  const auto add = [&](auto& to, Four what) {
    what += load(to);
    std::memcpy(to.data(), &what, sizeof(what));
  };
  const Four counts = load(four.counts);
  add(asked.all, counts);
  add(asked.whole, counts & (load(four.needs) <= held));
}

/// Where nothing is bought and no project has a budget: what is paid of so much.
std::int32_t LaneLedger::serve(std::span<const Course> courses, std::int32_t held, std::size_t lane, std::int32_t day) {
  std::int32_t left = held;
  std::int32_t lost_pieces = 0;
  bool blocked = false;
  for (std::size_t next = 0; next < courses.size();) {
    const Course& course = courses[next++];
    for (const FourRuns& four : course.all()) ask(four, left, asked_[four.kinds]);
    // A branch for each run: where it is foreseen, the next course need not wait for what this one leaves.
    const std::size_t runs = course.fours * FourRuns::kRuns;
    std::size_t paid = 0;
    while (paid < runs && course.first[paid / FourRuns::kRuns].needs[paid % FourRuns::kRuns] <= left) ++paid;
    if (paid == runs) {
      left -= course.spent;
      continue;
    }
    const FourRuns& four = course.first[paid / FourRuns::kRuns];
    const std::size_t k = paid % FourRuns::kRuns;
    const Cost cost = costs_[four.kinds][k];
    // It is this run that needs more than there is, so by that one knows what the course has spent when it begins.
    const std::int32_t further = four.counts[k] - 1;
    const std::int32_t begin = four.needs[k] - cost.price - further * cost.spent;
    const std::int32_t beyond = left - begin - cost.price;  // what its first request leaves
    const std::int32_t some = beyond < 0 ? 0 : beyond / cost.spent + 1;
    FourAsked& asked = asked_[four.kinds];
    asked.part[k] += some;
    left -= begin + some * cost.spent;
    std::int32_t alike = 1;  // what follows and is the same is blocked as well, if nothing was paid
    if (paid == 0 && some == 0) {
      const auto same = [&](const Course& other) { return other.first == course.first && other.fours == course.fours; };
      for (; next < courses.size() && same(courses[next]); ++next, ++alike) {
        for (const FourRuns& each : course.all()) ask(each, -1, asked_[each.kinds]);
      }
    }
    asked.blocked[k] += alike;
    lost_pieces += course.pieces * alike;
    blocked = true;
  }
  pieces_[lane] -= lost_pieces;
  if (blocked) mark_short(lane, day, true);
  return held - left;
}

void LaneLedger::serve_buying(std::span<const Course> courses, std::size_t lane, std::int32_t day, LaneTallies& sums) {
  std::vector<std::int64_t> phase_asked, phase_spent;
  for (const Course& course : courses) {
    if (course.fours == 0) continue;
    const std::uint32_t stream = (*kinds_)[(*fours_)[course.first->kinds].front()].stream;
    const std::int32_t project = resolved_->streams[stream].project;
    const Project* terms = project >= 0 ? resolved_->projects[static_cast<std::size_t>(project)].project : nullptr;
    if (terms != nullptr) {
      phase_asked.assign(terms->phases.size(), 0);
      phase_spent.assign(terms->phases.size(), 0);
    }
    bool blocked = false;
    for (std::size_t run = 0; run < course.fours * FourRuns::kRuns; ++run) {
      const FourRuns& four = course.first[run / FourRuns::kRuns];
      const std::size_t k = run % FourRuns::kRuns;
      const RequestKind& kind = (*kinds_)[(*fours_)[four.kinds][k]];
      FourAsked& asked = asked_[four.kinds];
      asked.all[k] += four.counts[k];
      if (terms != nullptr) phase_asked[kind.place] += four.counts[k] * kind.spent;
      for (std::int32_t n = 0; n < four.counts[k] && !blocked; ++n) {
        if (!make_payable(lane, kind.price, day)) {
          blocked = true;
          mark_short(lane, day, true);
          ++asked.blocked[k];
          pieces_[lane] -= course.pieces;
          continue;
        }
        take(lane, kind.spent);
        ++asked.part[k];
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
  for (std::size_t f = 0; f < asked_.size(); ++f) {
    for (std::size_t k = 0; k < FourRuns::kRuns; ++k) {
      const FourAsked& four = asked_[f];
      const std::int64_t asked = four.all[k], paid = four.whole[k] + four.part[k], blocked = four.blocked[k];
      if (asked == 0) continue;
      const RequestKind& kind = (*kinds_)[(*fours_)[f][k]];
      OpenedSum& sum = sums.opened[slot_index(kind.stream, kind.occurrence, kind.slot, month)];
      sum.add({asked, asked * kind.spent, paid, paid * kind.spent, blocked, blocked * kind.price});
      tallies.month_blocked_requests[m] += blocked;
      tallies.month_blocked_credits[m] += Int128{blocked * kind.price} * grain;
      tallies.blocked_requests += blocked;
      tallies.blocked_credits += Int128{blocked * kind.price} * grain;
    }
  }
  std::fill(asked_.begin(), asked_.end(), FourAsked{});
  any_opened_ = false;
}

}  // namespace creditcast
