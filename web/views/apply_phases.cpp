// Edits of the work itself: phases, and what a request asks for.
#include <algorithm>
#include <cmath>

#include "apply.hpp"
#include "creditcast/limits.hpp"
#include "new_work.hpp"
#include "quantities.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

WorkUse* mutable_use(Scenario& scenario, const WorkRef& ref) { return const_cast<WorkUse*>(find_use(scenario, ref)); }

std::vector<Phase>* phases_of(Inputs& inputs, std::size_t project) {
  auto& projects = inputs.scenario.projects;
  return project < projects.size() ? &projects[project].phases : nullptr;
}

Phase* find_phase(Inputs& inputs, const WorkRef& ref) {
  if (ref.kind != WorkRef::Kind::phase) return nullptr;
  auto* phases = phases_of(inputs, ref.owner);
  return phases != nullptr && ref.index < phases->size() ? &(*phases)[ref.index] : nullptr;
}

bool set_used(Scenario& scenario, const WorkRef& ref, double value) {
  if (ref.kind != WorkRef::Kind::feature || find_use(scenario, ref) == nullptr) return false;
  scenario.streams[ref.owner].event->features[ref.index].used = share_from(value);
  return true;
}

}  // namespace

bool carry_out(Inputs& inputs, const SetWork& set) {
  if (set.field == WorkField::used) return set_used(inputs.scenario, set.work, set.value);
  WorkUse* use = mutable_use(inputs.scenario, set.work);
  if (use == nullptr) return false;
  const int count = static_cast<int>(std::clamp(std::llround(set.value), 1LL, 1000LL));
  Phase* phase = find_phase(inputs, set.work);
  if (set.field == WorkField::outputs) {
    use->outputs = count;
    return true;
  }
  if (set.field == WorkField::count) {
    use->count = std::min(count, kMaxCount);
    return true;
  }
  if (phase == nullptr) return false;
  switch (set.field) {
    case WorkField::batch: set_mean(phase->batch, count, 1); return true;
    case WorkField::acceptance: phase->acceptance = share_from(std::max(set.value, 0.01)); return true;
    case WorkField::max_requests: phase->max_requests = count; return true;
    case WorkField::run_chance: phase->run_chance = share_from(set.value); return true;
    case WorkField::outputs:
    case WorkField::count:
    case WorkField::used: return false;
  }
  return false;
}

bool carry_out(Inputs& inputs, const SetOption& set) {
  WorkUse* use = mutable_use(inputs.scenario, set.work);
  if (use == nullptr) return false;
  for (OptionChoice& given : use->options) {
    if (given.option != set.option) continue;
    if (given.value == set.value) return false;
    given.value = set.value;
    return true;
  }
  use->options.push_back({set.option, set.value});
  return true;
}

bool carry_out(Inputs& inputs, const SetAction& set) {
  WorkUse* use = mutable_use(inputs.scenario, set.work);
  if (use == nullptr || (use->action == set.action && use->capability == set.capability)) return false;
  use->action = set.action;
  use->capability = set.capability;
  use->options.clear();
  return true;
}

bool carry_out(Inputs& inputs, const PutPhase& put) {
  auto* phases = phases_of(inputs, put.project);
  if (phases == nullptr || put.index >= phases->size()) return false;
  (*phases)[put.index] = put.phase;
  return true;
}

bool carry_out(Inputs& inputs, const AddPhase& add) {
  auto* phases = phases_of(inputs, add.project);
  if (phases == nullptr || phases->size() >= kMaxPhases) return false;
  phases->push_back(new_phase(inputs.catalog, inputs.scenario.projects[add.project]));
  return true;
}

bool carry_out(Inputs& inputs, const DuplicatePhase& duplicate) {
  auto* phases = phases_of(inputs, duplicate.project);
  if (phases == nullptr || duplicate.index >= phases->size() || phases->size() >= kMaxPhases) return false;
  Phase copy = (*phases)[duplicate.index];
  copy.id = free_id(copy.id, ids_of(*phases));
  copy.name = tr("{0} again", {copy.name});
  phases->insert(phases->begin() + static_cast<std::ptrdiff_t>(duplicate.index) + 1, std::move(copy));
  return true;
}

bool carry_out(Inputs& inputs, const RemovePhase& remove) {
  auto* phases = phases_of(inputs, remove.project);
  return phases != nullptr && remove_element(*phases, remove.index);
}

bool carry_out(Inputs& inputs, const MovePhase& move) {
  auto* phases = phases_of(inputs, move.project);
  return phases != nullptr && move_element(*phases, move.from, move.to);
}

bool carry_out(Inputs& inputs, const SetProjectBudget& set) {
  if (set.project >= inputs.scenario.projects.size()) return false;
  inputs.scenario.projects[set.project].budget = set.budget;
  return true;
}

}  // namespace creditcast::web
