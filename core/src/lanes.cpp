#include "lanes.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "creditcast/random.hpp"

namespace creditcast {

namespace {

/// Numbers of an opened day, one after the other.
class Numbers {
 public:
  Numbers(std::uint64_t seed, std::uint32_t path, std::size_t stream, std::uint32_t day)
      : seed_(seed), path_(path), stream_(stream), day_(day) {}
  /// Uniform in [0, 1).
  double next() {
    if (used_ == 4) {
      block_ = block_at(seed_, path_, stream_, day_, Purpose::opened, n_++);
      used_ = 0;
    }
    return (static_cast<double>(block_[used_++]) + 0.5) / 4294967296.0;
  }

 private:
  std::uint64_t seed_;
  std::uint32_t path_;
  std::size_t stream_;
  std::uint32_t day_;
  std::uint32_t n_ = 0;
  std::size_t used_ = 4;
  Block block_{};
};

/// The first of `count` weights at which their running sum passes u x total; weights of zero are never taken.
template <typename Weight>
std::size_t pick(std::size_t count, double total, double u, const Weight& weight) {
  CREDITCAST_CHECK(total > 0);
  const double goal = u * total;
  double sum = 0;
  std::size_t last = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double w = weight(i);
    if (w <= 0) continue;
    last = i;
    sum += w;
    if (sum > goal) return i;
  }
  return last;
}

/// As pick, over the rows of a first part of one column, given what it and the rest add up to: only rows that leave the rest
/// within its extent are looked at.
std::size_t pick_row(const Lattice& one, const Lattice& rest, std::int64_t credits, std::int64_t pieces, double total,
                     double u) {
  CREDITCAST_CHECK(total > 0);
  const std::int64_t column = pieces - one.first_pieces - rest.first_pieces;
  CREDITCAST_CHECK(column >= 0 && column < static_cast<std::int64_t>(rest.columns));
  const std::int64_t last_rest = credits - one.first_credits - rest.first_credits;  // its row where the first has row 0
  const std::int64_t first = std::max<std::int64_t>(0, last_rest - static_cast<std::int64_t>(rest.rows) + 1);
  const std::int64_t last = std::min(static_cast<std::int64_t>(one.rows) - 1, last_rest);
  const double goal = u * total;
  const double* of_rest = rest.weights.data() + column;
  const auto stride = static_cast<std::int64_t>(rest.columns);
  double sum = 0;
  std::int64_t found = first;
  for (std::int64_t row = first; row <= last; ++row) {
    const double weight = one.weights[static_cast<std::size_t>(row)] * of_rest[(last_rest - row) * stride];
    if (weight <= 0) continue;
    found = row;
    sum += weight;
    if (sum > goal) break;
  }
  return static_cast<std::size_t>(found);
}

}  // namespace

// --------------------------------------------------------------------------------------------------- sums

void OpenedSum::add(const OpenedSum& other) {
  asked_requests += other.asked_requests;
  asked_credits += other.asked_credits;
  requests += other.requests;
  credits += other.credits;
  blocked_requests += other.blocked_requests;
  blocked_credits += other.blocked_credits;
}

void OpenedBudget::add(const OpenedBudget& other) {
  asked_over += other.asked_over;
  asked_by += other.asked_by;
  over += other.over;
  by += other.by;
}

void LaneTallies::merge(LaneTallies&& other) {
  tallies.merge(std::move(other.tallies));
  for (std::size_t i = 0; i < asked.size(); ++i) asked[i] += other.asked[i];
  for (std::size_t i = 0; i < law_days.size(); ++i) law_days[i] += other.law_days[i];
  for (std::size_t i = 0; i < opened.size(); ++i) opened[i].add(other.opened[i]);
  for (std::size_t i = 0; i < project_budget.size(); ++i) project_budget[i].add(other.project_budget[i]);
  for (std::size_t i = 0; i < phase_budget.size(); ++i) phase_budget[i].add(other.phase_budget[i]);
}

LaneLedger::LaneLedger(const Resolved& resolved, const DemandSource& source, const Script& script,
                       const std::vector<BufferLimit>& buffer, std::size_t fan_paths)
    : resolved_(&resolved), source_(&source), script_(&script), buffer_(&buffer), fan_paths_(fan_paths) {
  const auto months = static_cast<std::size_t>(resolved.months);
  for (const StreamDemand& stream : source.demand().streams) {
    slot_offset_.push_back(slot_cells_);
    std::vector<std::uint32_t> before;
    std::uint32_t slots = 0;
    for (const Occurrence& occurrence : stream.occurrences) {
      before.push_back(slots);
      slots += static_cast<std::uint32_t>(occurrence.slots.size());
      margin_ = std::max(margin_, occurrence.margin);
    }
    slots_before_.push_back(std::move(before));
    slot_cells_ += slots * months;
  }
  std::size_t phases = 0;
  for (const ResolvedProject& project : resolved.projects) {
    phase_budget_begin_.push_back(phases);
    phases += project.phases.size();
  }
  std::int64_t step = 0;
  for (const Amount money : script.money) step = std::gcd(step, money.micros);
  for (const auto& purchases : script.purchases) {
    for (const Purchase& purchase : purchases) step = std::gcd(step, purchase.money.micros);
  }
  money_step_ = step == 0 ? kMicros : step;
}

std::size_t LaneLedger::slot_index(std::size_t stream, std::uint32_t occurrence, std::uint32_t slot, std::int32_t month) const {
  return slot_offset_[stream] + (slots_before_[stream][occurrence] + slot) * static_cast<std::size_t>(resolved_->months) +
         static_cast<std::size_t>(month);
}

LaneTallies LaneLedger::empty(const Tallies& shape) const {
  LaneTallies sums;
  sums.tallies = shape;
  sums.asked.resize(resolved_->streams.size() * static_cast<std::size_t>(resolved_->months));
  sums.law_days.resize(source_->law_cells());
  sums.opened.resize(slot_cells_);
  sums.project_budget.resize(resolved_->projects.size());
  sums.phase_budget.resize(shape.phase_budget.size());
  return sums;
}

// --------------------------------------------------------------------------------------------------- a block of paths

void LaneLedger::run(const DemandBlock& block, LaneTallies& sums) {
  const std::size_t pools = resolved_->pools.size();
  lanes_ = block.lanes;
  balances_.assign(script_->balances.size() * kLanes, 0);
  expired_.assign(pools * kLanes, 0);
  spend_.assign(kLanes, 0);
  unpaid_.assign(kLanes, 0);
  bought_.assign(kLanes, 0);
  blocked_requests_.assign(kLanes, 0);
  blocked_credits_.assign(kLanes, 0);
  short_.assign(kLanes, 0);
  total_spend_.assign(kLanes, 0);
  total_unpaid_.assign(kLanes, 0);
  total_expired_.assign(kLanes, 0);
  total_bought_.assign(kLanes, 0);
  bought_credits_.assign(pools, 0);
  pool_expired_.assign(pools, 0);
  pieces_ = block.pieces;
  run_out_day_.assign(kLanes, -1);
  purchased_.assign(kLanes, script_->bought_at_start ? 1 : 0);
  any_bought_ = false;

  const bool fan = block.first_path < fan_paths_ && !sums.tallies.balance.empty();
  std::size_t working_day = 0;
  for (std::size_t d = 0; d < script_->days.size(); ++d) {
    const ScriptDay& script = script_->days[d];
    const DayInfo& info = resolved_->days[d];
    const auto day = static_cast<std::int32_t>(d);
    if (info.day_of_month == 0 && d > 0) {
      end_lots(script.ends, info.month - 1);
      close_month(info.month - 1, sums);
    }
    if (info.day_of_month == 0) {
      const std::int64_t every_path = info.month == 0 ? script_->bought_in_first_month.micros : 0;
      std::fill(bought_.begin(), bought_.end(), every_path);
    }
    end_lots(script.ends, info.month);
    for (const ScriptDay::Grant& grant : script.grants) {
      lanes_grant(balance(grant.balance), static_cast<std::int32_t>(grant.credits));
    }
    order_ = &script_->orders[script.order];
    purchases_ = &script_->purchases[script_->plan_of_day[d]];
    if (info.working) settle(block, working_day++, day, sums);
    if (fan) keep_balances(block, day, sums.tallies);
  }
  end_lots(script_->last, resolved_->months - 1);
  close_month(resolved_->months - 1, sums);

  Tallies& tallies = sums.tallies;
  tallies.paths += lanes_;
  const std::int64_t steps_money = money_step_;
  Amount money;
  for (const Amount month : script_->money) money.micros += month.micros;
  for (std::size_t lane = 0; lane < lanes_; ++lane) {
    tallies.total_spend.add(total_spend_[lane]);
    tallies.total_expired.add(total_expired_[lane]);
    const std::int64_t more = total_bought_[lane] - script_->bought_in_first_month.micros;
    tallies.total_money.add((money.micros + more) / steps_money);
    tallies.spread_money.add(spread_money(lane));
    tallies.spread += spread_money(lane);
    tallies.finished.add(pieces_[lane]);
    tallies.finished_pieces += pieces_[lane];
    tallies.purchased_paths += purchased_[lane];
    if (run_out_day_[lane] < 0) continue;
    const auto day = static_cast<std::size_t>(run_out_day_[lane]);
    ++tallies.run_out_on[day];
    ++tallies.month_run_out[static_cast<std::size_t>(resolved_->days[day].month)];
  }

  const std::int64_t grain = source_->demand().grain;
  for (std::size_t i = 0; i < buffer_->size(); ++i) {
    for (std::size_t lane = 0; lane < lanes_; ++lane)
      tallies.buffer_paths[i] += Int128{total_spend_[lane] + total_unpaid_[lane]} * grain <= (*buffer_)[i].horizon ? 1 : 0;
  }

  // By pool: what was granted or bought and neither expired nor is left was drawn.
  std::vector<Int128> drawn(pools);
  for (const ScriptDay& day : script_->days) {
    for (const ScriptDay::Grant& grant : day.grants)
      drawn[script_->balances[grant.balance].pool] += Int128{grant.credits} * static_cast<Int128>(lanes_);
  }
  for (std::size_t pool = 0; pool < pools; ++pool) drawn[pool] += bought_credits_[pool] - pool_expired_[pool];
  for (std::uint32_t b = 0; b < script_->balances.size(); ++b) {
    std::int64_t left = 0;
    for (std::size_t lane = 0; lane < lanes_; ++lane) left += balance(b)[lane];
    drawn[script_->balances[b].pool] -= left;
  }
  Int128 all_drawn = 0, all_spent = 0;
  for (std::size_t pool = 0; pool < pools; ++pool) {
    CREDITCAST_CHECK(drawn[pool] >= 0);
    all_drawn += drawn[pool];
    tallies.by_pool[pool].credits += drawn[pool] * grain;
  }
  for (std::size_t lane = 0; lane < lanes_; ++lane) all_spent += total_spend_[lane];
  CREDITCAST_CHECK(all_drawn == all_spent);  // every credit that was spent left a balance

  for (std::size_t i = 0; i < block.asked.size(); ++i) sums.asked[i] += block.asked[i];
  for (std::size_t i = 0; i < block.law_days.size(); ++i) sums.law_days[i] += block.law_days[i];
}

/// Lots whose rest counts as expired in the month.
void LaneLedger::end_lots(const std::vector<ScriptDay::End>& ends, std::int32_t month) {
  for (const ScriptDay::End& end : ends) {
    if (end.month != month) continue;
    lanes_move(&expired_[script_->balances[end.balance].pool * kLanes], balance(end.balance));
  }
}

void LaneLedger::settle(const DemandBlock& block, std::size_t working_day, std::int32_t day, LaneTallies& sums) {
  std::array<std::int32_t*, kMaxBalances> held;
  const std::size_t count = order_->size();
  for (std::size_t i = 0; i < count; ++i) held[i] = balance((*order_)[i]);
  alignas(64) std::array<std::int32_t, kLanes> need, left;
  const std::int32_t* asked = &block.credits[working_day * kLanes];
  // Below this much left a day's total does not say what happened within it.
  std::int64_t limit = margin_;
  for (const Purchase& purchase : *purchases_) {
    if (purchase.threshold) limit = std::max(limit, *purchase.threshold + 1 + margin_);
  }
  const auto least = static_cast<std::int32_t>(std::min<std::int64_t>(limit, INT32_MAX / 2));
  const bool any = lanes_short(asked, least, held.data(), count, left.data());
  std::copy(asked, asked + kLanes, need.begin());
  lanes_add(spend_.data(), asked);
  if (any) {
    for (std::size_t lane = 0; lane < lanes_; ++lane) {
      // Where runs may fail, a day that cost nothing may still have asked for credit.
      if (left[lane] >= 0 || (asked[lane] == 0 && margin_ == 0)) continue;
      need[lane] = 0;
      spend_[lane] -= asked[lane];
      unpaid_[lane] += asked[lane] + spend_[lane];
      open(block, lane, working_day, day, sums);
      unpaid_[lane] -= spend_[lane];
    }
  }
  lanes_draw(need.data(), held.data(), count);
}

void LaneLedger::close_month(std::int32_t month, LaneTallies& sums) {
  const auto m = static_cast<std::size_t>(month);
  Tallies& tallies = sums.tallies;
  const std::size_t pools = resolved_->pools.size();
  std::array<std::int64_t, kLanes> expired{};
  for (std::size_t pool = 0; pool < pools; ++pool) {
    std::int32_t* of_pool = &expired_[pool * kLanes];
    std::int64_t all = 0;
    for (std::size_t lane = 0; lane < lanes_; ++lane) {
      expired[lane] += of_pool[lane];
      all += of_pool[lane];
    }
    pool_expired_[pool] += all;
    std::fill(of_pool, of_pool + kLanes, 0);
  }
  const std::int64_t grain = source_->demand().grain;
  for (std::size_t i = 0; i < buffer_->size(); ++i) {
    const auto most = static_cast<std::int32_t>(std::min<std::int64_t>((*buffer_)[i].month.micros / grain, INT32_MAX));
    std::uint32_t enough = 0;
    for (std::size_t lane = 0; lane < lanes_; ++lane) enough += spend_[lane] + unpaid_[lane] <= most ? 1U : 0U;
    tallies.buffer_months[i] += enough;
  }
  const auto& budget = resolved_->scenario->budget_per_month;
  const std::int64_t base = script_->money[m].micros - (month == 0 ? script_->bought_in_first_month.micros : 0);
  for (std::size_t lane = 0; lane < lanes_; ++lane) {
    tallies.month_spend[m].add(spend_[lane]);
    tallies.month_expired[m].add(expired[lane]);
    total_spend_[lane] += spend_[lane];
    total_unpaid_[lane] += unpaid_[lane];
    total_expired_[lane] += expired[lane];
    total_bought_[lane] += bought_[lane];
    if (budget && spend_[lane] * grain > budget->micros) {
      ++tallies.month_over_budget[m];
      tallies.month_over_budget_by[m] += spend_[lane] * grain - budget->micros;
    }
    if (short_[lane] != 0) {
      tallies.month_short[m] += short_[lane] & 1;
      tallies.month_blocked[m] += short_[lane] >> 1;
      short_[lane] = 0;
    }
    if (blocked_requests_[lane] != 0) {
      tallies.month_blocked_requests[m] += blocked_requests_[lane];
      tallies.month_blocked_credits[m] += Int128{blocked_credits_[lane]} * grain;
      tallies.blocked_requests += blocked_requests_[lane];
      tallies.blocked_credits += Int128{blocked_credits_[lane]} * grain;
      blocked_requests_[lane] = 0;
      blocked_credits_[lane] = 0;
    }
    spend_[lane] = 0;
    unpaid_[lane] = 0;
  }
  if (any_bought_) {
    for (std::size_t lane = 0; lane < lanes_; ++lane) tallies.month_money[m].add((base + bought_[lane]) / money_step_);
  } else {
    tallies.month_money[m].add(script_->money[m].micros / money_step_, lanes_);
  }
  std::fill(spend_.begin() + static_cast<std::ptrdiff_t>(lanes_), spend_.end(), 0);
}

void LaneLedger::keep_balances(const DemandBlock& block, std::int32_t day, Tallies& tallies) const {
  const std::size_t pools = resolved_->pools.size();
  const std::int64_t grain = source_->demand().grain;
  const std::size_t kept = std::min(lanes_, fan_paths_ - block.first_path);
  std::vector<std::vector<std::int64_t>*> into(pools);
  for (std::size_t pool = 0; pool < pools; ++pool) {
    into[pool] = &tallies.balance[static_cast<std::size_t>(day) * pools + pool];
    const std::int64_t other = script_->days[static_cast<std::size_t>(day)].other_pools[pool];
    into[pool]->insert(into[pool]->end(), kept, other);
  }
  for (std::uint32_t b = 0; b < script_->balances.size(); ++b) {
    std::vector<std::int64_t>& values = *into[script_->balances[b].pool];
    std::int64_t* last = values.data() + values.size() - kept;
    for (std::size_t lane = 0; lane < kept; ++lane) last[lane] += balance(b)[lane] * grain;
  }
}

// --------------------------------------------------------------------------------------------------- an opened day

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

void LaneLedger::open(const DemandBlock& block, std::size_t lane, std::size_t working_day, std::int32_t day,
                      LaneTallies& sums) {
  const std::uint32_t path = block.first_path + static_cast<std::uint32_t>(lane);
  const std::int32_t month = resolved_->days[static_cast<std::size_t>(day)].month;
  std::vector<std::int64_t> phase_asked, phase_spent;
  for (std::size_t s = 0; s < source_->demand().streams.size(); ++s) {
    const StreamDemand& stream = source_->demand().streams[s];
    const DemandSource::Drawn drawn = source_->drawn(block, lane, s, working_day);
    if (drawn.law == nullptr) continue;
    const DayLaw& law = *drawn.law;
    const Occurrence& occurrence = stream.occurrences[law.occurrence];
    const std::vector<Lattice>& powers = stream.powers[law.occurrence];
    Numbers numbers(source_->seed(), path, s, static_cast<std::uint32_t>(day));
    std::int64_t credits = drawn.outcome.credits;
    std::int64_t pieces = drawn.outcome.pieces;

    // How many occurrences, given the day's total.
    const auto count_weight = [&](std::size_t i) {
      return law.counts[i].chance * powers[static_cast<std::size_t>(law.counts[i].count)].at(credits, pieces);
    };
    double total = 0;
    for (std::size_t i = 0; i < law.counts.size(); ++i) total += count_weight(i);
    auto left = static_cast<std::size_t>(law.counts[pick(law.counts.size(), total, numbers.next(), count_weight)].count);

    const std::int32_t project = resolved_->streams[s].project;
    const Project* terms = project >= 0 ? resolved_->projects[static_cast<std::size_t>(project)].project : nullptr;
    for (; left > 0; --left) {
      // This one's own total, given what it and those after it add up to.
      std::int64_t own_credits = credits, own_pieces = pieces;
      if (left > 1) {
        const Lattice& one = powers[1];
        const Lattice& rest = powers[left - 1];
        const auto own_weight = [&](std::size_t i) {
          const auto row = static_cast<std::int64_t>(i / one.columns);
          const auto column = static_cast<std::int64_t>(i % one.columns);
          const double weight = one.weights[i];
          return weight <= 0 ? 0.0 : weight * rest.at(credits - one.first_credits - row, pieces - one.first_pieces - column);
        };
        const double of_all = powers[left].at(credits, pieces);
        const std::size_t i = one.columns == 1 ? pick_row(one, rest, credits, pieces, of_all, numbers.next())
                                               : pick(one.weights.size(), of_all, numbers.next(), own_weight);
        own_credits = one.first_credits + static_cast<std::int64_t>(i / one.columns);
        own_pieces = one.first_pieces + static_cast<std::int64_t>(i % one.columns);
      }
      credits -= own_credits;
      pieces -= own_pieces;

      if (terms != nullptr) {
        phase_asked.assign(terms->phases.size(), 0);
        phase_spent.assign(terms->phases.size(), 0);
      }
      bool blocked = false;
      std::int64_t to_come = own_credits;
      for (std::size_t at = occurrence.nodes.size() - 1; occurrence.nodes[at].steps > 0;) {
        const Node& node = occurrence.nodes[at];
        const Step* steps = &occurrence.steps[node.first_step];
        std::size_t taken = 0;
        if (node.steps > 1) {
          taken = pick(node.steps, node.rest.at(to_come, own_pieces), numbers.next(), [&](std::size_t i) {
            return steps[i].chance * occurrence.nodes[steps[i].next].rest.at(to_come - steps[i].credits, own_pieces);
          });
        }
        const Step& step = steps[taken];
        to_come -= step.credits;
        at = step.next;
        for (std::uint32_t c = step.first_charge; c < step.first_charge + step.charges; ++c) {
          const Charge& charge = occurrence.charges[c];
          OpenedSum& sum = sums.opened[slot_index(s, law.occurrence, charge.slot, month)];
          ++sum.asked_requests;
          sum.asked_credits += charge.spent;
          const std::uint32_t place = occurrence.slots[charge.slot].place;
          if (terms != nullptr) phase_asked[place] += charge.spent;
          if (blocked) continue;
          if (!make_payable(lane, charge.price, day)) {
            blocked = true;
            mark_short(lane, day, true);
            ++sum.blocked_requests;
            sum.blocked_credits += charge.price;
            ++blocked_requests_[lane];
            blocked_credits_[lane] += charge.price;
            continue;
          }
          take(lane, charge.spent);
          ++sum.requests;
          sum.credits += charge.spent;
          spend_[lane] += static_cast<std::int32_t>(charge.spent);
          if (terms != nullptr) phase_spent[place] += charge.spent;
          recharge(lane);
        }
      }
      if (blocked) pieces_[lane] -= static_cast<std::int32_t>(own_pieces);
      if (terms == nullptr) continue;
      const std::int64_t grain = source_->demand().grain;
      const auto weigh = [&](OpenedBudget& budget, const std::optional<Amount>& anchor, std::int64_t asked,
                             std::int64_t spent) {
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
}

}  // namespace creditcast
