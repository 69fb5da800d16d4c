// Edits of what surrounds the work: plan, time, people, balances, and what happens at zero.
#include <algorithm>

#include "apply.hpp"
#include "creditcast/limits.hpp"
#include "new_work.hpp"
#include "quantities.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

bool replace(auto& value, const auto& wanted) {
  if (value == wanted) return false;
  value = wanted;
  return true;
}

}  // namespace

bool carry_out(Inputs& inputs, const ChoosePlan& choice) {
  const bool plan = replace(inputs.scenario.plan, choice.plan);
  return replace(inputs.scenario.term, choice.term) || plan;
}

bool carry_out(Inputs& inputs, const SetWorkingDays& set) {
  return replace(inputs.scenario.calendar.working_days_per_month, std::clamp(set.days, 1, 30));
}

bool carry_out(Inputs& inputs, const SetBuffer& set) {
  const bool low = replace(inputs.scenario.buffer_low, set.low);
  return replace(inputs.scenario.buffer_high, set.high) || low;
}

bool carry_out(Inputs& inputs, const PutOwner& put) {
  auto& owners = inputs.scenario.owners;
  if (put.index >= owners.size() || owners[put.index].id != put.owner.id) return false;
  owners[put.index] = put.owner;
  return true;
}

bool carry_out(Inputs& inputs, const AddOwner&) {
  auto& owners = inputs.scenario.owners;
  if (owners.size() >= kMaxOwners) return false;
  Owner owner;
  owner.id = free_id("person", ids_of(owners));
  owner.name = tr("Person {0}", {std::to_string(owners.size() + 1)});
  owners.push_back(std::move(owner));
  return true;
}

bool carry_out(Inputs& inputs, const RemoveOwner& remove) {
  auto& owners = inputs.scenario.owners;
  if (remove.index >= owners.size()) return false;
  for (Stream& stream : inputs.scenario.streams)
    if (stream.owner == owners[remove.index].id) stream.owner.clear();
  return remove_element(owners, remove.index);
}

bool carry_out(Inputs& inputs, const PutCalendar& put) {
  inputs.scenario.calendar = put.calendar;
  return true;
}

bool carry_out(Inputs& inputs, const SetMonths& set) {
  return replace(inputs.scenario.months, std::clamp(set.months, 1, kMaxMonths));
}

bool carry_out(Inputs& inputs, const SetSeats& set) {
  return replace(inputs.scenario.seats, std::clamp(set.seats, 1, kMaxSeats));
}

bool carry_out(Inputs& inputs, const PutAtZero& put) {
  if (put.steps.size() > kMaxAtZeroSteps) return false;
  inputs.scenario.at_zero = put.steps;
  return true;
}

bool carry_out(Inputs& inputs, const PutPlanChanges& put) {
  if (put.changes.size() > kMaxPlanChanges) return false;
  inputs.scenario.plan_changes = put.changes;
  return true;
}

bool carry_out(Inputs& inputs, const PutOpening& put) {
  if (put.balances.size() > kMaxOpenings) return false;
  inputs.scenario.opening = put.balances;
  return true;
}

bool carry_out(Inputs& inputs, const SetRunOutLimit& set) {
  return replace(inputs.scenario.run_out_limit, share_from(set.chance));
}

bool carry_out(Inputs& inputs, const SetBudget& set) { return replace(inputs.scenario.budget_per_month, set.budget); }

}  // namespace creditcast::web
