#include "app_state.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace creditcast::web {
namespace {

constexpr std::array<std::string_view, 4> kFourPhases{"explore", "select", "hero", "upscale"};

/// A round number well above the value, so that a slider leaves room on both sides.
double slider_top(double value) {
  const double wanted = std::max(value * 2.5, 4.0);
  double power = 1;
  while (power * 10 <= wanted) power *= 10;
  for (const double step : {1.0, 2.0, 3.0, 4.0, 5.0, 8.0, 10.0})
    if (step * power >= wanted) return step * power;
  return 10 * power;
}

Share share_from(double value) {
  // By the millionth, as scenarios are written, so that a link reads back as what was set.
  return share_of(Amount{std::llround(std::clamp(value, 0.0, 1.0) * static_cast<double>(kMicros))}).value();
}

Amount amount_from(double value) {
  const double top = static_cast<double>(kAmountMaxMicros);
  return Amount{std::llround(std::clamp(value * 1e6, 0.0, top))};
}

/// The same kind of quantity around another mean.
void set_mean(Quantity& quantity, double mean) {
  if (quantity.kind == QuantityKind::range) {
    const std::int64_t width = quantity.high - quantity.low;
    const std::int64_t low = std::llround(mean - static_cast<double>(width) / 2);
    quantity.low = std::max<std::int64_t>(0, low);
    quantity.high = quantity.low + width;
    return;
  }
  if (quantity.kind == QuantityKind::table) {
    quantity.kind = QuantityKind::fixed;
    quantity.table.clear();
  }
  quantity.mean = amount_from(mean);
}

double mean_of(const Quantity& quantity) { return quantity.expected(); }

WorkUse* mutable_use(Scenario& scenario, const WorkRef& ref) { return const_cast<WorkUse*>(find_use(scenario, ref)); }

Phase* find_phase(Scenario& scenario, const WorkRef& ref) {
  if (ref.kind != WorkRef::Kind::phase || ref.owner >= scenario.projects.size()) return nullptr;
  auto& phases = scenario.projects[ref.owner].phases;
  return ref.index < phases.size() ? &phases[ref.index] : nullptr;
}

struct Carry {
  AppState& state;
  Scenario& scenario;

  [[nodiscard]] bool turn(bool (History::*step)(Inputs&)) const {
    const std::string platform = state.inputs.catalog.id, id = scenario.id;
    if (!(state.history.*step)(state.inputs)) return false;
    // Results of another scenario do not stand beside this one.
    if (state.inputs.catalog.id != platform || scenario.id != id) state.derived = Derived{};
    return true;
  }

  bool operator()(const ChoosePlatform&) const { return false; }
  bool operator()(const ChooseScenario&) const { return false; }
  bool operator()(const OpenPanel&) const { return false; }
  bool operator()(const Undo&) const { return turn(&History::undo); }
  bool operator()(const Redo&) const { return turn(&History::redo); }
  bool operator()(const ChooseLanguage&) const { return false; }
  bool operator()(const ChoosePlan& choice) const {
    if (scenario.plan == choice.plan && scenario.term == choice.term) return false;
    scenario.plan = choice.plan;
    scenario.term = choice.term;
    return true;
  }
  bool operator()(const SetWorkingDays& set) const {
    const int days = std::clamp(set.days, 1, 30);
    if (scenario.calendar.working_days_per_month == days) return false;
    scenario.calendar.working_days_per_month = days;
    return true;
  }
  bool operator()(const SetBuffer& set) const {
    if (scenario.buffer_low == set.low && scenario.buffer_high == set.high) return false;
    scenario.buffer_low = set.low;
    scenario.buffer_high = set.high;
    return true;
  }
  bool operator()(const SetStream& set) const {
    if (set.stream >= scenario.streams.size()) return false;
    Stream& stream = scenario.streams[set.stream];
    if (set.field == StreamField::rate) {
      set_mean(stream.rate.quantity, set.value);
      return true;
    }
    if (!stream.event) return false;
    set_mean(set.field == StreamField::guests ? stream.event->guests : stream.event->photos_per_guest, set.value);
    return true;
  }
  bool operator()(const SetWork& set) const {
    if (set.field == WorkField::used && set.work.kind == WorkRef::Kind::feature) {
      if (set.work.owner >= scenario.streams.size()) return false;
      Stream& stream = scenario.streams[set.work.owner];
      if (!stream.event || set.work.index >= stream.event->features.size()) return false;
      stream.event->features[set.work.index].used = share_from(set.value);
      return true;
    }
    WorkUse* use = mutable_use(scenario, set.work);
    if (use == nullptr) return false;
    const int count = static_cast<int>(std::clamp(std::llround(set.value), 1LL, 1000LL));
    Phase* phase = find_phase(scenario, set.work);
    switch (set.field) {
      case WorkField::outputs: use->outputs = count; return true;
      case WorkField::count: use->count = count; return true;
      case WorkField::batch:
        if (phase == nullptr) return false;
        set_mean(phase->batch, count);
        if (phase->batch.kind == QuantityKind::range) phase->batch.low = std::max<std::int64_t>(1, phase->batch.low);
        return true;
      case WorkField::acceptance:
        if (phase == nullptr) return false;
        phase->acceptance = share_from(std::max(set.value, 0.01));
        return true;
      case WorkField::max_requests:
        if (phase == nullptr) return false;
        phase->max_requests = count;
        return true;
      case WorkField::run_chance:
        if (phase == nullptr) return false;
        phase->run_chance = share_from(set.value);
        return true;
      case WorkField::used: return false;
    }
    return false;
  }
  bool operator()(const SetOption& set) const {
    WorkUse* use = mutable_use(scenario, set.work);
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
};

}  // namespace

void reload(AppState& state, Catalog catalog, Scenario scenario, ScenarioParts parts) {
  Inputs& inputs = state.inputs;
  if (inputs.loaded) state.history.keep(inputs, 0);
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
  ++state.revision;
}

void load(AppState& state, Catalog catalog, Scenario scenario, ScenarioParts parts) {
  reload(state, std::move(catalog), std::move(scenario), std::move(parts));
  state.inputs.tops.clear();
  for (const Stream& stream : state.inputs.scenario.streams) {
    Inputs::Tops tops;
    tops.rate = slider_top(mean_of(stream.rate.quantity));
    if (stream.event) {
      tops.guests = slider_top(mean_of(stream.event->guests));
      tops.photos = slider_top(mean_of(stream.event->photos_per_guest));
    }
    state.inputs.tops.push_back(tops);
  }
  state.derived = Derived{};
}

bool apply(AppState& state, const Action& action) {
  const bool turns = std::holds_alternative<Undo>(action) || std::holds_alternative<Redo>(action);
  std::optional<Inputs> before;
  if (!turns && state.history.begins_step(state.gesture)) before = state.inputs;
  const bool changed = std::visit(Carry{state, state.inputs.scenario}, action);
  if (changed && before) state.history.keep(std::move(*before), state.gesture);
  if (changed) ++state.revision;
  return changed;
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
