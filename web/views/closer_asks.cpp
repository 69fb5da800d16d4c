#include "closer_asks.hpp"

#include <algorithm>
#include <utility>

#include "carry_over.hpp"
#include "creditcast/time.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

/// The seed of the answer itself, so that the figures agree.
constexpr const char* kSeed = R"("seed":1)";
/// Event by event a path costs a hundred times as much.
constexpr std::uint32_t kTablePaths = 1'000, kEventPaths = 200, kPlatformPaths = 10'000;

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
  platforms_asked_ = false;
  Closer& closer = state_.derived.closer;
  age(closer.inputs);
  age(closer.habits);
  age(closer.path);
  age(closer.platforms);
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
  const bool platforms = (memory.sees_platforms || memory.asked.platforms) && state_.others && derived.comparison;
  if (platforms && !platforms_asked_) ask_platforms();
  if ((memory.sees_inputs || memory.asked.inputs) && !inputs_asked_) ask_inputs();
  const bool some = !state_.inputs.scenario.habits.empty() || memory.naive;
  if ((memory.sees_habits || memory.asked.habits) && some && habits_asked_ != memory.naive) ask_habits(memory.naive);
  if ((memory.sees_path || memory.asked.path) && path_asked_ != memory.path) ask_path(memory.path);
}

void CloserAsks::ask(const std::string& verb, const Scenario& scenario, const std::string& options, Take take) {
  Inputs inputs = state_.inputs;
  inputs.scenario = scenario;
  ask(inputs, {verb, options}, std::move(take));
}

void CloserAsks::ask(const Inputs& inputs, const Question& question, Take take) {
  // An answer that was on its way when its question was dropped says nothing any more.
  tickets_.push_back(
      engine_.ask(Lane::further, inputs, question, [this, asked = revision_, take = std::move(take)](const Reply& reply) {
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

void CloserAsks::ask_platforms() {
  platforms_asked_ = true;
  platforms_.clear();
  platforms_due_ = 0;
  const Inputs& inputs = state_.inputs;
  for (const PlatformEntry& entry : inputs.platforms) {
    PlatformOutcome outcome;
    outcome.id = entry.id;
    outcome.name = entry.name;
    outcome.own = entry.own;
    outcome.here = entry.id == inputs.scenario.platform && entry.own == !inputs.parts.catalog.empty();
    // On a catalog that the visitor brought waits the work that was left there.
    if (outcome.own && !outcome.here) continue;
    ask_platform(std::move(outcome));
  }
  show_platforms();
  if (platforms_due_ == 0) changed_();  // there is nothing to wait for
}

void CloserAsks::ask_platform(PlatformOutcome outcome) {
  const Inputs& inputs = state_.inputs;
  const Scenario& scenario = inputs.scenario;
  if (outcome.here) {
    outcome.takes_all = outcome.takes_some = true;
    take_plan(outcome, *state_.derived.comparison, scenario.run_out_limit);
    platforms_.push_back(std::move(outcome));
    return;
  }
  const auto other = std::find_if(state_.others->begin(), state_.others->end(),
                                  [&](const OtherPlatform& one) { return one.id == outcome.id; });
  if (other != state_.others->end()) outcome.catalog = other->catalog;
  auto carried = outcome.catalog ? carry_over(scenario, inputs.catalog, *outcome.catalog) : std::nullopt;
  if (carried) {
    outcome.takes_some = true;
    outcome.lacks = carried->left;
    outcome.becomes = carried->changed;
    if (carried->scenario.seats < scenario.seats) outcome.seats = carried->scenario.seats;
    outcome.takes_all = outcome.lacks.empty() && outcome.seats == 0;
  }
  const std::size_t place = platforms_.size();
  const bool takes_all = outcome.takes_all;
  platforms_.push_back(std::move(outcome));
  if (!takes_all) return;
  Inputs there;
  there.scenario = std::move(carried->scenario);
  // The habit in force is in the phases already.
  there.scenario.habits.clear();
  there.scenario.habit.clear();
  there.parts = other->parts;
  const std::uint32_t paths = std::min(state_.derived.comparison->paths, kPlatformPaths);
  ++platforms_due_;
  ask(there, {"compare", {}, {paths}, {std::min(paths, kEventPaths)}}, [this, place](const Reply& reply) {
    if (reply.comparison) take_plan(platforms_[place], *reply.comparison, state_.inputs.scenario.run_out_limit);
    if (!reply.last) return;
    --platforms_due_;
    show_platforms();
  });
}

void CloserAsks::show_platforms() {
  if (platforms_due_ > 0) return;
  sort_platforms(platforms_, state_.inputs.catalog.currency);
  show<std::vector<PlatformOutcome>>(state_.derived.closer.platforms, std::move(platforms_));
}

}  // namespace creditcast::web
