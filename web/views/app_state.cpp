#include "app_state.hpp"

#include <algorithm>
#include <array>

#include "apply.hpp"
#include "quantities.hpp"

namespace creditcast::web {
namespace {

constexpr std::array<std::string_view, 4> kFourPhases{"explore", "select", "hero", "upscale"};

/// The right ends of a stream's sliders.
Inputs::Tops tops_of(const Stream& stream) {
  Inputs::Tops tops;
  tops.rate = slider_top(stream.rate.quantity.expected());
  if (stream.event) {
    tops.guests = slider_top(stream.event->guests.expected());
    tops.photos = slider_top(stream.event->photos_per_guest.expected());
  }
  return tops;
}

/// Where uses stood in the file they came from: not so any more once something is moved. check() then says where they stand.
void forget_places(Scenario& scenario) {
  const auto forget = [](std::vector<WorkUse>& uses) {
    for (WorkUse& use : uses) use.pointer.clear();
  };
  for (Stream& stream : scenario.streams) {
    forget(stream.uses);
    if (!stream.event) continue;
    for (EventWork::Feature& feature : stream.event->features) feature.use.pointer.clear();
  }
  for (Project& project : scenario.projects) {
    for (Phase& phase : project.phases) {
      phase.use.pointer.clear();
      forget(phase.utilities);
      if (phase.rewrite) forget(phase.rewrite->uses);
    }
  }
}

bool turn(AppState& state, bool (History::*step)(Inputs&)) {
  const std::string platform = state.inputs.catalog.id, id = state.inputs.scenario.id;
  if (!(state.history.*step)(state.inputs)) return false;
  // Results of another scenario do not stand beside this one.
  if (state.inputs.catalog.id != platform || state.inputs.scenario.id != id) state.derived = Derived{};
  return true;
}

bool edit_or_turn(AppState& state, const Undo&) { return turn(state, &History::undo); }
bool edit_or_turn(AppState& state, const Redo&) { return turn(state, &History::redo); }
bool edit_or_turn(AppState& state, const StartEmpty& start) {
  state.derived = Derived{};
  return carry_out(state.inputs, start);
}
bool edit_or_turn(AppState& state, const DismissNotices&) {
  state.notices.clear();
  return false;
}
bool edit_or_turn(AppState& state, const auto& edit) { return carry_out(state.inputs, edit); }

}  // namespace

void lay_out_sliders(Inputs& inputs) {
  inputs.tops.clear();
  for (const Stream& stream : inputs.scenario.streams) inputs.tops.push_back(tops_of(stream));
}

void reload(AppState& state, Catalog catalog, Scenario scenario, ScenarioParts parts) {
  Inputs& inputs = state.inputs;
  if (inputs.loaded && state.history.begins_step(state.gesture)) state.history.keep(inputs, state.gesture);
  inputs.catalog = std::move(catalog);
  inputs.scenario = std::move(scenario);
  inputs.parts = std::move(parts);
  // An empty term means the plan's first; the chooser shows it by name.
  if (inputs.scenario.term.empty())
    if (const Plan* plan = find_plan(inputs.catalog, inputs.scenario.plan); plan != nullptr && !plan->terms.empty())
      inputs.scenario.term = plan->terms.front().id;
  inputs.tops.resize(inputs.scenario.streams.size());
  inputs.loaded = true;
  state.loading = false;
  state.trouble.clear();
  state.may_try_again = false;
  ++state.revision;
}

void load(AppState& state, Catalog catalog, Scenario scenario, ScenarioParts parts) {
  state.gesture = 0;  // a step of its own
  reload(state, std::move(catalog), std::move(scenario), std::move(parts));
  lay_out_sliders(state.inputs);
  state.inputs.own = false;
  state.notices.clear();
  state.derived = Derived{};
}

bool apply(AppState& state, const Action& action) {
  const bool turns = std::holds_alternative<Undo>(action) || std::holds_alternative<Redo>(action);
  std::optional<Inputs> before;
  if (!turns && state.history.begins_step(state.gesture)) before = state.inputs;
  if (!std::visit([&state](const auto& edit) { return edit_or_turn(state, edit); }, action)) return false;
  if (before) state.history.keep(std::move(*before), state.gesture);
  if (!turns && !std::holds_alternative<ChoosePlan>(action)) state.inputs.own = true;
  forget_places(state.inputs.scenario);
  ++state.revision;
  return true;
}

std::vector<std::pair<std::string, int>> assign_colours(const Scenario& scenario) {
  std::vector<std::string> ids;
  auto seen = [&ids](const std::string& id) {
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  };
  for (const Stream& stream : scenario.streams) {
    for (const Project& project : scenario.projects)
      if (project.id == stream.project)
        for (const Phase& phase : project.phases) seen(phase.id);
    if (stream.event)
      for (const auto& feature : stream.event->features) seen(feature.id);
    if (!stream.uses.empty()) seen(stream.id);
  }
  std::array<bool, 4> taken{};
  for (std::size_t slot = 0; slot < kFourPhases.size(); ++slot)
    taken[slot] = std::find(ids.begin(), ids.end(), kFourPhases[slot]) != ids.end();
  std::vector<std::pair<std::string, int>> colours;
  int further = 4;
  for (const std::string& id : ids) {
    const auto known = std::find(kFourPhases.begin(), kFourPhases.end(), id);
    if (known != kFourPhases.end()) {
      colours.emplace_back(id, static_cast<int>(known - kFourPhases.begin()));
      continue;
    }
    const auto free = std::find(taken.begin(), taken.end(), false);
    if (free != taken.end()) {
      *free = true;
      colours.emplace_back(id, static_cast<int>(free - taken.begin()));
    } else {
      colours.emplace_back(id, further++);
    }
  }
  return colours;
}

int phase_colour(const Derived& derived, std::string_view phase_id) {
  for (const auto& [id, colour] : derived.colours)
    if (id == phase_id) return colour;
  return 4;
}

const WorkUse* find_use(const Scenario& scenario, const WorkRef& ref) {
  switch (ref.kind) {
    case WorkRef::Kind::phase:
      if (ref.owner < scenario.projects.size() && ref.index < scenario.projects[ref.owner].phases.size())
        return &scenario.projects[ref.owner].phases[ref.index].use;
      return nullptr;
    case WorkRef::Kind::use:
      if (ref.owner < scenario.streams.size() && ref.index < scenario.streams[ref.owner].uses.size())
        return &scenario.streams[ref.owner].uses[ref.index];
      return nullptr;
    case WorkRef::Kind::feature:
      if (ref.owner < scenario.streams.size() && scenario.streams[ref.owner].event &&
          ref.index < scenario.streams[ref.owner].event->features.size())
        return &scenario.streams[ref.owner].event->features[ref.index].use;
      return nullptr;
  }
  return nullptr;
}

const creditcast::Action* find_action_of(const Catalog& catalog, const WorkUse& use) {
  if (use.capability.empty()) return find_action(catalog, use.action);
  for (const CapabilityMap& mapped : catalog.capabilities)
    if (mapped.id == use.capability) return find_action(catalog, mapped.action);
  return nullptr;
}

std::string option_value(const Catalog& catalog, const WorkUse& use, const Option& option) {
  for (const OptionChoice& given : use.options)
    if (given.option == option.id) return given.value;
  for (const CapabilityMap& mapped : catalog.capabilities)
    if (!use.capability.empty() && mapped.id == use.capability)
      for (const OptionChoice& given : mapped.options)
        if (given.option == option.id) return given.value;
  return option.fallback;
}

}  // namespace creditcast::web
