#include "path_books.hpp"

namespace creditcast {

PathBooks::PathBooks(const Resolved& resolved, bool balances)
    : resolved_(&resolved),
      balances_(balances),
      by_use_(resolved.uses.size()),
      by_stream_(resolved.streams.size()),
      owner_spent_(resolved.scenario->owners.size()) {
  result_.months.resize(static_cast<std::size_t>(resolved.months));
  result_.by_pool.resize(resolved.pools.size());
  result_.by_phase.resize(resolved.phase_ids.size());
  result_.by_action.resize(resolved.catalog->actions.size());
  result_.by_owner.resize(resolved.scenario->owners.size());
  result_.by_stream.resize(resolved.streams.size());
  result_.by_model.resize(resolved.models.size());
  result_.month_phase_spend.resize(static_cast<std::size_t>(resolved.months) * resolved.phase_ids.size());
  result_.project_budget.resize(resolved.projects.size());
  for (const ResolvedProject& project : resolved.projects) {
    phase_budget_begin_.push_back(result_.phase_budget.size());
    result_.phase_budget.resize(result_.phase_budget.size() + project.phases.size());
  }
  if (balances) result_.balance.reserve(resolved.days.size() * resolved.pools.size());
}

void PathBooks::begin_day(std::int32_t day) {
  day_ = day;
  const std::int32_t month = resolved_->days[static_cast<std::size_t>(day)].month;
  if (month == month_) return;
  month_ = month;
  std::fill(owner_spent_.begin(), owner_spent_.end(), Amount{});
}

void PathBooks::end_day(const Ledger& ledger) {
  const auto next = static_cast<std::size_t>(day_) + 1;
  if (next == resolved_->days.size() || resolved_->days[next].month != month_) close_month();
  if (!balances_) return;
  for (std::size_t pool = 0; pool < resolved_->pools.size(); ++pool) {
    result_.balance.push_back(ledger.balance(static_cast<PoolIndex>(pool)));
  }
}

/// Adds the month to the result's tallies and starts anew.
void PathBooks::close_month() {
  const auto add_to = [&](Tally& tally, const Sum& served) {
    tally.requests += served.requests;
    sum(tally.credits, served.credits);
  };
  const std::size_t first_cell = static_cast<std::size_t>(month_) * resolved_->phase_ids.size();
  for (std::size_t i = 0; i < by_use_.size(); ++i) {
    if (by_use_[i].requests == 0) continue;
    const UseKey& key = resolved_->uses[i];
    add_to(result_.by_phase[key.phase], by_use_[i]);
    add_to(result_.by_action[key.action], by_use_[i]);
    add_to(result_.by_model[key.model], by_use_[i]);
    sum(result_.month_phase_spend[first_cell + key.phase], by_use_[i].credits);
    by_use_[i] = {};
  }
  for (std::size_t i = 0; i < by_stream_.size(); ++i) {
    const std::int32_t owner = resolved_->streams[i].owner;
    add_to(result_.by_stream[i], by_stream_[i]);
    if (owner >= 0) add_to(result_.by_owner[static_cast<std::size_t>(owner)], by_stream_[i]);
    month().requests += by_stream_[i].requests;
    sum(month().spend, by_stream_[i].credits);
    by_stream_[i] = {};
  }
}

void PathBooks::block(const ResolvedUse& use, Amount price, const Place& here, Stopped why) {
  const Amount credits = use.main_unit ? price : Amount{};
  const auto add_to = [&](Tally& tally) {
    ++tally.blocked_requests;
    sum(tally.blocked_credits, credits);
  };
  ++month().blocked_requests;
  sum(month().blocked_credits, credits);
  add_to(result_.by_phase[here.phase_id]);
  add_to(result_.by_action[use.action]);
  add_to(result_.by_model[use.model_index]);
  add_to(result_.by_stream[static_cast<std::size_t>(here.stream)]);
  if (here.owner >= 0) add_to(result_.by_owner[static_cast<std::size_t>(here.owner)]);
  if (why == Stopped::no_credit && use.main_unit) {
    short_of_credit();
    month().blocked_for_credit = true;
  }
}

void PathBooks::short_of_credit() {
  month().short_of_credit = true;
  if (result_.run_out_day < 0) result_.run_out_day = day_;
}

void PathBooks::end_project(std::size_t index) {
  const ResolvedProject& project = resolved_->projects[index];
  Amount total;
  for (std::size_t i = 0; i < project.phases.size(); ++i) {
    sum(total, phase_spent_[i]);
    weigh(result_.phase_budget[phase_budget_begin_[index] + i], project.phases[i].phase->budget, phase_spent_[i]);
  }
  weigh(result_.project_budget[index], project.project->budget, total);
  phase_spent_.clear();
}

void PathBooks::weigh(PathResult::OverBudget& tally, const std::optional<Amount>& budget, Amount spent) {
  ++tally.projects;
  if (!budget || spent <= *budget) return;
  ++tally.over;
  sum(tally.by, spent - *budget);
}

PathResult PathBooks::closed(const Accounts& accounts) const {
  PathResult result = result_;
  for (std::size_t m = 0; m < result.months.size(); ++m) {
    result.months[m].money = accounts.money()[m];
    result.months[m].expired = accounts.expired()[m];
    result.months[m].purchases = accounts.purchases()[m];
  }
  for (std::size_t pool = 0; pool < result.by_pool.size(); ++pool) {
    result.by_pool[pool].credits = accounts.ledger().totals(static_cast<PoolIndex>(pool)).drawn;
  }
  result.needed_purchase = accounts.needed_purchase();
  result.debt = accounts.ledger().debt(resolved_->main_unit);
  result.money_spread = accounts.money_spread();
  return result;
}

}  // namespace creditcast
