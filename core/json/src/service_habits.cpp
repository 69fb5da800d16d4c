/// Habits side by side.
#include "creditcast/habits.hpp"
#include "service_parts.hpp"
#include "write_results.hpp"

namespace creditcast::json {
namespace {

Response handle_habits(const Request& request, const Workers& workers) {
  const auto options = read_options_of("habits", request.options);
  if (!options) return refused(options.errors());
  const auto inputs = inputs_of(request);
  if (!inputs) return refused(inputs.errors());
  const auto home = prepare(*inputs, *options);
  if (!home) return refused(home.errors());
  const Scenario& scenario = *home->loaded.scenario;

  std::vector<Prepared> prepared;
  std::vector<HabitWork> work;
  std::size_t in_force = 0;
  const auto add = [&](const std::string& id, const std::string& name, const Prepared& own) {
    if (id == scenario.habit) in_force = work.size();
    prepared.push_back(own);
    work.push_back({id, name, own.resolved});
  };
  if (scenario.habit.empty()) add({}, {}, *home);
  for (const Habit& habit : scenario.habits) {
    Options chosen = *options;
    chosen.habit = habit.id;
    const auto own = prepare(*inputs, std::move(chosen));
    if (!own) return refused(own.errors());
    add(habit.id, habit.name, *own);
  }
  if (work.size() < 2) {
    return refused(home->loaded.located(
        {{Code::missing_key,
          "/habits",
          scenario.habits.empty() ? "the scenario has no habits to compare" : "the only habit of the scenario is in force",
          "two habits, or one and no \"habit\" in force",
          {},
          0,
          0}}));
  }
  const auto result = compare_habits(work, in_force, {options->paths, options->seed, options->method, workers});
  if (result) {
    return answered(result_text("habits", request_text("habits", *home), [&](Writer& out) { write_habits(out, *result); }));
  }
  const bool stopped = result.errors().front().code == Code::cancelled;
  return refused(stopped ? result.errors() : located(home->loaded, result.errors()));
}

}  // namespace

Response handle_all(const Request& request, const Workers& workers) {
  if (request.verb == "habits") return handle_habits(request, workers);
  if (request.verb == "replay") return handle_replay(request, workers, handle_all);
  return handle(request, workers);
}

}  // namespace creditcast::json
