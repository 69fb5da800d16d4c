#include "closer_asks.hpp"

#include <algorithm>
#include <utility>

#include "creditcast/time.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

/// The seed of the answer itself, so that the figures agree.
constexpr const char* kSeed = R"("seed":1)";
/// Event by event a path costs a hundred times as much.
constexpr std::uint32_t kTablePaths = 1'000, kEventPaths = 200;

template <typename T>
void age(Look<T>& look) {
  look.stale = look.value.has_value();
  look.trouble.clear();
}

/// None: it could not be computed.
template <typename T>
void show(Look<T>& look, std::optional<T> value) {
  look = {};
  look.value = std::move(value);
  if (!look.value) look.trouble = tr("This could not be computed for the work as it stands.");
}

/// As many paths as the way that the answer itself took allows.
std::string paths_of(const Derived& derived) {
  const bool events = derived.forecast && derived.forecast->method == "events";
  return R"("paths":)" + std::to_string(events ? kEventPaths : kTablePaths) + ",";
}

bool is_habit(const Scenario& scenario, const std::string& id) {
  return std::any_of(scenario.habits.begin(), scenario.habits.end(), [&id](const Habit& habit) { return habit.id == id; });
}

}  // namespace

CloserAsks::CloserAsks(AppState& state, Engine& engine, std::function<void()> changed)
    : state_(state), engine_(engine), changed_(std::move(changed)) {}

void CloserAsks::drop() {
  for (const std::uint32_t ticket : tickets_) engine_.cancel(ticket);
  tickets_.clear();
  inputs_asked_ = false;
  habits_asked_.reset();
  path_asked_.reset();
  Closer& closer = state_.derived.closer;
  age(closer.inputs);
  age(closer.habits);
  age(closer.path);
}

void CloserAsks::follow(const CloserMemory& memory, bool rests) {
  Derived& derived = state_.derived;
  if (!derived.closer.offered && state_.inputs.loaded) {
    derived.closer.offered = true;
    changed_();
  }
  if (revision_ != state_.revision) {
    revision_ = state_.revision;
    drop();
  }
  if (!rests || !derived.errors.empty() || !derived.estimate) return;
  if (memory.sees_inputs && !inputs_asked_) ask_inputs();
  const bool some = !state_.inputs.scenario.habits.empty() || memory.naive;
  if (memory.sees_habits && some && habits_asked_ != memory.naive) ask_habits(memory.naive);
  if (memory.sees_path && path_asked_ != memory.path) ask_path(memory.path);
}

void CloserAsks::ask(const std::string& verb, const Scenario& scenario, const std::string& options, Take take) {
  Inputs inputs = state_.inputs;
  inputs.scenario = scenario;
  // An answer that was on its way when its question was dropped says nothing any more.
  tickets_.push_back(engine_.ask(Lane::further, inputs, {verb, options},
                                 [this, asked = revision_, take = std::move(take)](const Reply& reply) {
                                   if (asked != state_.revision) return;
                                   take(reply);
                                   changed_();
                                 }));
}

void CloserAsks::ask_inputs() {
  inputs_asked_ = true;
  ask("forecast", state_.inputs.scenario, R"({"sensitivity":true,)" + paths_of(state_.derived) + kSeed + "}",
      [this](const Reply& reply) {
        if (reply.last || reply.sensitivity) show(state_.derived.closer.inputs, reply.sensitivity);
      });
}

void CloserAsks::ask_habits(bool naive) {
  habits_asked_ = naive;
  outcomes_.clear();
  const Scenario& scenario = state_.inputs.scenario;
  if (!is_habit(scenario, scenario.habit)) ask_habit(scenario, "", "");
  for (const Habit& habit : scenario.habits) ask_habit(scenario, habit.id, habit.name);
  if (!naive || !scenario.habits.empty()) return;
  if (const auto variant = naive_variant(scenario); variant) ask_habit(*variant, "naive", std::string(tr("Naive")));
}

void CloserAsks::ask_habit(const Scenario& scenario, const std::string& id, const std::string& name) {
  const std::size_t place = outcomes_.size();
  outcomes_.emplace_back();
  std::string options = "{" + paths_of(state_.derived);
  if (is_habit(scenario, id)) options += R"("habit":")" + id + "\",";
  options += std::string(kSeed) + "}";
  const bool in_force = id == state_.inputs.scenario.habit;
  ask("forecast", scenario, options, [this, id, name, place, in_force](const Reply& reply) {
    auto& look = state_.derived.closer.habits;
    if (!reply.forecast) {
      if (reply.last) show<std::vector<HabitOutcome>>(look, std::nullopt);
      return;
    }
    outcomes_[place] = outcome_of(*reply.forecast, id, name);
    outcomes_[place]->in_force = in_force;
    std::vector<HabitOutcome> all;
    for (const auto& outcome : outcomes_)
      if (outcome) all.push_back(*outcome);
    if (all.size() == outcomes_.size()) show<std::vector<HabitOutcome>>(look, std::move(all));
  });
}

void CloserAsks::ask_path(std::uint32_t number) {
  path_asked_ = number;
  Scenario scenario = state_.inputs.scenario;
  scenario.months = months_to_walk(*state_.derived.estimate, scenario.months);
  // Of a path that is cut short no later change is walked.
  std::erase_if(scenario.plan_changes, [&](const PlanChange& change) { return change.month >= scenario.months; });
  const int all = state_.derived.days;
  const std::optional<Day> start = scenario.calendar.start;
  const bool cut = scenario.months < state_.inputs.scenario.months;
  const int days = !cut ? all : start ? add_months(*start, scenario.months) - *start : 30 * scenario.months;
  const std::string options = R"({"trace":true,"seed":1,"path":)" + std::to_string(number) + "}";
  ask("simulate", scenario, options, [this, number, days, all](const Reply& reply) {
    Look<WalkedPath>& look = state_.derived.closer.path;
    const bool told = look.value && !look.stale && look.value->number == number;
    if (path_asked_ != number || (told && !reply.trace)) return;
    if (!reply.trace) {
      if (reply.last) show<WalkedPath>(look, std::nullopt);
      return;
    }
    WalkedPath path = walked_path(state_.inputs.catalog, *reply.trace, number, days);
    path.all_days = all;
    show<WalkedPath>(look, std::move(path));
  });
}

}  // namespace creditcast::web
