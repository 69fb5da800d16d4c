#include "lanes.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace creditcast {

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
    any_budget_ = any_budget_ || project.project->budget;
    for (const ResolvedPhase& phase : project.phases) any_budget_ = any_budget_ || phase.phase->budget;
  }
  stretches_ = stretches_of(resolved, script);
  granted_.resize(resolved.pools.size());
  for (const ScriptDay& day : script.days) {
    for (const ScriptDay::Grant& grant : day.grants) granted_[script.balances[grant.balance].pool] += grant.credits;
  }
  for (const Amount month : script.money) money_.micros += month.micros;
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

void LaneLedger::begin_block(const DemandBlock& block) {
  const std::size_t pools = resolved_->pools.size();
  lanes_ = block.lanes;
  balances_.assign(script_->balances.size() * kLanes, 0);
  expired_.assign(pools * kLanes, 0);
  spend_.assign(kLanes, 0);
  unpaid_.assign(kLanes, 0);
  bought_.assign(kLanes, 0);
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
}

void LaneLedger::run(DemandBlock& block, DayOpener& opener, LaneTallies& sums) {
  CREDITCAST_CHECK(&opener.source() == source_);
  kinds_ = &opener.kinds();
  fours_ = &opener.fours();
  begin_block(block);
  const bool fan = block.first_path < fan_paths_ && !sums.tallies.balance.empty();
  std::size_t working_day = 0;
  for (const Stretch& stretch : stretches_.all) {
    begin_day(stretch.begin, sums);
    if (stretch.at_once && !fan && settle_at_once(block, opener, stretch)) {
      working_day += stretches_.days.ranges[stretch.range].count;
      continue;
    }
    for (std::int32_t day = stretch.begin; day < stretch.end; ++day) {
      if (day > stretch.begin) begin_day(day, sums);
      if (resolved_->days[static_cast<std::size_t>(day)].working) settle_day(block, opener, working_day++, day, sums);
      if (fan) keep_balances(block, day, sums.tallies);
    }
  }
  end_lots(script_->last, resolved_->months - 1);
  close_month(resolved_->months - 1, sums);
  close_block(block, sums);
}

void LaneLedger::begin_day(std::int32_t day, LaneTallies& sums) {
  const ScriptDay& script = script_->days[static_cast<std::size_t>(day)];
  const DayInfo& info = resolved_->days[static_cast<std::size_t>(day)];
  if (info.day_of_month == 0 && day > 0) {
    end_lots(script.ends, info.month - 1);
    close_month(info.month - 1, sums);
  }
  if (info.day_of_month == 0) {
    const std::int64_t every_path = info.month == 0 ? script_->bought_in_first_month.micros : 0;
    std::fill(bought_.begin(), bought_.end(), every_path);
  }
  end_lots(script.ends, info.month);
  for (const ScriptDay::Grant& grant : script.grants)
    lanes_grant(balance(grant.balance), static_cast<std::int32_t>(grant.credits));
  order_ = &script_->orders[script.order];
  purchases_ = &script_->purchases[script_->plan_of_day[static_cast<std::size_t>(day)]];
}

/// Lots whose rest counts as expired in the month.
void LaneLedger::end_lots(const std::vector<ScriptDay::End>& ends, std::int32_t month) {
  for (const ScriptDay::End& end : ends) {
    if (end.month != month) continue;
    lanes_move(&expired_[script_->balances[end.balance].pool * kLanes], balance(end.balance));
  }
}

/// Below this much left a total does not say what happened within it.
std::int32_t LaneLedger::least_left() const {
  std::int64_t least = margin_;
  for (const Purchase& purchase : *purchases_) {
    if (purchase.threshold) least = std::max(least, *purchase.threshold + 1 + margin_);
  }
  return static_cast<std::int32_t>(std::min<std::int64_t>(least, INT32_MAX / 2));
}

/// The balances of days' own are drawn first, so all that is past them is taken from the rest; if that lasts to the end of the
/// stretch, it did on each of its days. Lanes where it does not are followed day by day.
bool LaneLedger::settle_at_once(DemandBlock& block, DayOpener& opener, const Stretch& stretch) {
  const StretchSums& sums = block.sums_over(stretches_.days);
  const std::int32_t* asked = &sums.asked[stretch.range * kLanes];
  std::array<std::int32_t*, kMaxBalances> held;
  for (std::size_t i = 0; i < stretch.rest.size(); ++i) held[i] = balance(stretch.rest[i]);
  alignas(64) std::array<std::int32_t, kLanes> spent, rest, left;
  std::copy_n(&sums.rest[stretch.range * kLanes], kLanes, rest.begin());
  std::copy_n(asked, kLanes, spent.begin());
  if (lanes_short(rest.data(), least_left(), held.data(), stretch.rest.size(), left.data())) {
    if (!purchases_->empty() || any_budget_) return false;
    std::array<std::uint8_t, kLanes> lanes;
    const std::size_t count = lanes_below_zero(left.data(), lanes_, lanes.data());
    follow(block, opener, stretch, {lanes.data(), count}, spent.data(), rest.data());
  }
  lanes_add(spend_.data(), spent.data());
  for (const std::uint32_t own : stretch.own) std::fill_n(balance(own), kLanes, 0);
  if (stretch.own_total > 0) lanes_unused(&expired_[stretch.own_pool * kLanes], stretch.own_total, spent.data(), rest.data());
  for (const auto& [pool, credits] : stretch.unpayable) lanes_grant(&expired_[pool * kLanes], credits);
  lanes_draw(rest.data(), held.data(), stretch.rest.size());
  return true;
}

/// What these lanes spend over the stretch, and how much of it past the days' own balances.
void LaneLedger::follow(DemandBlock& block, DayOpener& opener, const Stretch& stretch, std::span<const std::uint8_t> lanes,
                        std::int32_t* spent, std::int32_t* rest) {
  // [one of these lanes] Those that the early days run dry stand first.
  const StretchSums& sums = block.sums_over(stretches_.days);
  const std::int32_t least = least_left();
  const StretchDays::Range range = stretches_.days.ranges[stretch.range];
  alignas(64) std::array<std::int32_t, kLanes> held, left, paid, asked, less;
  std::array<std::uint8_t, kLanes> order, below, opened;
  std::size_t early = 0, late = lanes.size();
  for (const std::uint8_t lane : lanes) {
    std::int32_t all = 0;
    for (const std::uint32_t index : stretch.rest) all += balance(index)[lane];
    const std::int32_t after = all - sums.early_rest[stretch.range * kLanes + lane];
    const std::size_t at = after < least ? early++ : --late;
    order[at] = lane;
    held[at] = all;
    left[at] = after < least ? all : after;
    paid[at] = after < least ? 0 : sums.early_asked[stretch.range * kLanes + lane];
  }
  std::size_t following = early;
  for (std::size_t working_day = range.first; working_day < range.first + range.count; ++working_day) {
    if (working_day == range.first + range.early()) following = lanes.size();
    const std::int32_t* of_day = &block.credits[working_day * kLanes];
    const std::int32_t own = stretches_.days.own[working_day];
    for (std::size_t i = 0; i < following; ++i) asked[i] = of_day[order[i]];
    // Where runs may fail, a day that cost nothing may still have asked for credit.
    lanes_follow(asked.data(), following, own, least, margin_ > 0, left.data(), paid.data(), less.data());
    const std::size_t count = lanes_below_zero(less.data(), following, below.data());
    if (count == 0) continue;
    for (std::size_t i = 0; i < count; ++i) opened[i] = order[below[i]];
    const std::int32_t day = source_->working_days()[working_day];
    open(block, opener, working_day, {opened.data(), count});
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t at = below[i], lane = opened[i];
      const std::int32_t now = serve(block.opened.of(lane, working_day), left[at] + own, lane, day);
      left[at] -= std::max(now - own, 0);
      paid[at] += now;
      unpaid_[lane] += asked[at] - now;
    }
  }
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    spent[order[i]] = paid[i];
    rest[order[i]] = held[i] - left[i];
  }
}

void LaneLedger::settle_day(DemandBlock& block, DayOpener& opener, std::size_t working_day, std::int32_t day,
                            LaneTallies& sums) {
  std::array<std::int32_t*, kMaxBalances> held;
  const std::size_t count = order_->size();
  for (std::size_t i = 0; i < count; ++i) held[i] = balance((*order_)[i]);
  alignas(64) std::array<std::int32_t, kLanes> need, left;
  const std::int32_t* asked = &block.credits[working_day * kLanes];
  const bool any = lanes_short(asked, least_left(), held.data(), count, left.data());
  std::copy(asked, asked + kLanes, need.begin());
  lanes_add(spend_.data(), asked);
  if (any) {
    std::array<std::uint8_t, kLanes> below;
    std::size_t found = lanes_below_zero(left.data(), lanes_, below.data());
    // Where runs may fail, a day that cost nothing may still have asked for credit.
    const auto free = [&](std::uint8_t lane) { return asked[lane] == 0 && margin_ == 0; };
    found = static_cast<std::size_t>(std::remove_if(below.begin(), below.begin() + found, free) - below.begin());
    open(block, opener, working_day, {below.data(), found});
    for (std::size_t i = 0; i < found; ++i) {
      const std::size_t lane = below[i];
      const auto requests = block.opened.of(lane, working_day);
      need[lane] = 0;
      spend_[lane] -= asked[lane];
      unpaid_[lane] += asked[lane] + spend_[lane];
      if (purchases_->empty() && !any_budget_) {
        const std::int32_t paid = serve(requests, static_cast<std::int32_t>(available(lane)), lane, day);
        take(lane, paid);
        spend_[lane] += paid;
      } else {
        serve_buying(requests, lane, day, sums);
      }
      unpaid_[lane] -= spend_[lane];
    }
  }
  lanes_draw(need.data(), held.data(), count);
}

void LaneLedger::close_month(std::int32_t month, LaneTallies& sums) {
  const auto m = static_cast<std::size_t>(month);
  Tallies& tallies = sums.tallies;
  const std::size_t pools = resolved_->pools.size();
  alignas(64) std::array<std::int32_t, kLanes> expired{};
  for (std::size_t pool = 0; pool < pools; ++pool) {
    std::int32_t* of_pool = &expired_[pool * kLanes];
    std::fill(of_pool + lanes_, of_pool + kLanes, 0);
    pool_expired_[pool] += lanes_sum(of_pool);
    lanes_move(expired.data(), of_pool);
  }
  const std::int64_t grain = source_->demand().grain;
  for (std::size_t i = 0; i < buffer_->size(); ++i) {
    const auto most = static_cast<std::int32_t>(std::min<std::int64_t>((*buffer_)[i].month.micros / grain, INT32_MAX));
    tallies.buffer_months[i] += lanes_at_most(spend_.data(), unpaid_.data(), lanes_, most);
  }
  tallies.month_spend[m].add_all({spend_.data(), lanes_});
  tallies.month_expired[m].add_all({expired.data(), lanes_});
  if (const auto& budget = resolved_->scenario->budget_per_month) {
    for (std::size_t lane = 0; lane < lanes_; ++lane) {
      if (spend_[lane] * grain <= budget->micros) continue;
      ++tallies.month_over_budget[m];
      tallies.month_over_budget_by[m] += spend_[lane] * grain - budget->micros;
    }
  }
  lanes_move(total_spend_.data(), spend_.data());
  lanes_move(total_unpaid_.data(), unpaid_.data());
  lanes_add(total_expired_.data(), expired.data());
  if (any_bought_ || month == 0) {
    for (std::size_t lane = 0; lane < lanes_; ++lane) total_bought_[lane] += bought_[lane];
  }
  if (any_bought_) {
    const std::int64_t base = script_->money[m].micros - (month == 0 ? script_->bought_in_first_month.micros : 0);
    for (std::size_t lane = 0; lane < lanes_; ++lane) tallies.month_money[m].add((base + bought_[lane]) / money_step_);
  } else {
    tallies.month_money[m].add(script_->money[m].micros / money_step_, lanes_);
  }
  if (any_opened_) {
    for (std::size_t lane = 0; lane < lanes_; ++lane) {
      tallies.month_short[m] += short_[lane] & 1;
      tallies.month_blocked[m] += short_[lane] >> 1;
      short_[lane] = 0;
    }
    add_opened(month, sums);
  }
}

void LaneLedger::close_block(const DemandBlock& block, LaneTallies& sums) {
  Tallies& tallies = sums.tallies;
  tallies.paths += lanes_;
  tallies.total_spend.add_all({total_spend_.data(), lanes_});
  tallies.total_expired.add_all({total_expired_.data(), lanes_});
  tallies.finished.add_all({pieces_.data(), lanes_});
  const std::size_t alike = any_bought_ ? 1 : lanes_;  // where nothing is bought, all lanes pay the same
  for (std::size_t lane = 0; lane < lanes_; lane += alike) {
    const std::int64_t more = total_bought_[lane] - script_->bought_in_first_month.micros;
    tallies.total_money.add((money_.micros + more) / money_step_, alike);
    tallies.spread_money.add(spread_money(lane), alike);
    tallies.spread += Int128{spread_money(lane)} * static_cast<Int128>(alike);
  }
  for (std::size_t lane = 0; lane < lanes_; ++lane) {
    tallies.finished_pieces += pieces_[lane];
    tallies.purchased_paths += purchased_[lane];
    if (run_out_day_[lane] < 0) continue;
    const auto day = static_cast<std::size_t>(run_out_day_[lane]);
    ++tallies.run_out_on[day];
    ++tallies.month_run_out[static_cast<std::size_t>(resolved_->days[day].month)];
  }

  const std::int64_t grain = source_->demand().grain;
  for (std::size_t i = 0; i < buffer_->size(); ++i) {
    const auto most = static_cast<std::int32_t>(std::min<Int128>((*buffer_)[i].horizon / grain, INT32_MAX));
    tallies.buffer_paths[i] += lanes_at_most(total_spend_.data(), total_unpaid_.data(), lanes_, most);
  }

  // By pool: what was granted or bought and neither expired nor is left was drawn.
  const std::size_t pools = resolved_->pools.size();
  std::vector<Int128> drawn(pools);
  for (std::size_t pool = 0; pool < pools; ++pool)
    drawn[pool] = granted_[pool] * static_cast<Int128>(lanes_) + bought_credits_[pool] - pool_expired_[pool];
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

}  // namespace creditcast
