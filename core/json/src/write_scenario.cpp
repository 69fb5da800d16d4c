#include "creditcast/json/write.hpp"

#include <algorithm>

#include "habit_edits.hpp"
#include "read_scenario.hpp"
#include "scenario_keys.hpp"
#include "write_work.hpp"
#include "writer.hpp"

namespace creditcast::json {
namespace {

Node tree_of(const std::string& text) { return text.empty() ? Node{} : parse({}, text, 0, kInputLimits).root; }

std::string zone_text(std::int32_t seconds) {
  const std::int32_t minutes = (seconds < 0 ? -seconds : seconds) / 60;
  const auto two = [](std::int32_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return (seconds < 0 ? "-" : "+") + two(minutes / 60) + ":" + two(minutes % 60);
}

void write_calendar(Writer& out, const Calendar& calendar) {
  const Calendar usual;
  if (calendar == usual) return;
  out.key("calendar");
  out.open_object();
  if (!calendar.start) {
    out.field("working_days_per_month", calendar.working_days_per_month);
    out.close_object();
    return;
  }
  out.field("start", date_text(*calendar.start));
  if (calendar.zone_offset_seconds != 0) out.field("zone_offset", zone_text(calendar.zone_offset_seconds));
  if (calendar.weekdays != usual.weekdays) {
    constexpr std::array<Key, 7> kDays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    out.key("weekdays");
    out.open_array(Layout::row);
    for (const int day : calendar.weekdays) out.value(kDays[static_cast<std::size_t>(day)]);
    out.close_array();
  }
  if (!calendar.holidays.empty()) {
    out.key("holidays");
    out.open_array(Layout::row);
    for (const Day day : calendar.holidays) out.value(date_text(day));
    out.close_array();
  }
  out.close_object();
}

/// Habits by id, each with its patches of phases that are still there.
void write_habits(Writer& out, const Scenario& scenario, const Node& habits) {
  if (scenario.habits.empty()) return;
  const auto has_phase = [&](const Node& patch) {
    return std::any_of(scenario.projects.begin(), scenario.projects.end(), [&](const Project& project) {
      return std::any_of(project.phases.begin(), project.phases.end(),
                         [&](const Phase& phase) { return phase.id == patch.key; });
    });
  };
  out.key("habits");
  out.open_object();
  for (const Habit& habit : scenario.habits) {
    out.key(habit.id);
    out.open_object();
    if (habit.name != habit.id) out.field_if("name", habit.name);
    const Node* written = habits.find(habit.id);
    const Node* patches = written == nullptr ? nullptr : written->find("phases");
    if (patches != nullptr && std::any_of(patches->items.begin(), patches->items.end(), has_phase)) {
      out.key("phases");
      out.open_object();
      for (const Node& patch : patches->items) {
        if (!has_phase(patch)) continue;
        out.key(patch.key);
        out.value(patch);
      }
      out.close_object();
    }
    out.close_object();
  }
  out.close_object();
}

void write_work(Writer& out, const Scenario& scenario, const ScenarioParts& parts) {
  out.key("streams");
  out.open_array();
  for (const Stream& stream : scenario.streams) write_stream(out, stream);
  out.close_array();
  TakenApart apart{{}, tree_of(parts.habits)};
  const bool habit_speaks = !scenario.habit.empty() && !parts.projects.empty();
  if (habit_speaks) apart = take_apart(scenario, tree_of(parts.projects), std::move(apart.habits));
  if (!scenario.projects.empty()) {
    out.key("projects");
    if (habit_speaks) {
      out.value(apart.projects);
    } else {
      out.open_array();
      for (const Project& project : scenario.projects) write_project(out, project);
      out.close_array();
    }
  }
  write_habits(out, scenario, apart.habits);
  out.field_if("habit", scenario.habit);
}

void write_owners(Writer& out, const std::vector<Owner>& owners) {
  if (owners.empty()) return;
  out.key("owners");
  out.open_array();
  for (const Owner& owner : owners) {
    out.open_object(Layout::row);
    out.field("id", owner.id);
    if (owner.name != owner.id) out.field_if("name", owner.name);
    if (owner.kind != "user") out.field("kind", owner.kind);
    if (owner.monthly_cap) out.field("monthly_cap", *owner.monthly_cap);
    out.close_object();
  }
  out.close_array();
}

void write_at_zero(Writer& out, const std::vector<AtZeroChoice>& choices) {
  constexpr std::array<Key, 7> kKinds{"wait", "buy_pack", "auto_recharge", "overage", "slow_queue", "upgrade", "pause_ai"};
  if (choices.empty()) return;
  out.key("at_zero");
  out.open_array();
  for (const AtZeroChoice& choice : choices) {
    out.open_object(Layout::row);
    out.field("do", kKinds[static_cast<std::size_t>(choice.kind)]);
    out.field_if("pack", choice.pack);
    if (choice.threshold) out.field("threshold", *choice.threshold);
    if (choice.money) out.field("money", *choice.money);
    if (choice.monthly_cap) out.field("monthly_cap", *choice.monthly_cap);
    out.field_if("plan", choice.plan);
    out.close_object();
  }
  out.close_array();
}

void write_changes(Writer& out, const Scenario& scenario) {
  if (!scenario.plan_changes.empty()) {
    out.key("plan_changes");
    out.open_array();
    for (const PlanChange& change : scenario.plan_changes) {
      out.open_object(Layout::row);
      out.field("month", change.month);
      out.field("plan", change.plan);
      out.field_if("term", change.term);
      out.close_object();
    }
    out.close_array();
  }
  if (!scenario.opening.empty()) {
    out.key("opening");
    out.open_array();
    for (const Opening& opening : scenario.opening) {
      out.open_object(Layout::row);
      out.field("pool", opening.pool);
      out.field("amount", opening.amount);
      out.close_object();
    }
    out.close_array();
  }
}

void write_bounds(Writer& out, const Scenario& scenario) {
  const Scenario usual;
  if (scenario.buffer_low != usual.buffer_low || scenario.buffer_high != usual.buffer_high) {
    out.key("buffer");
    out.open_object(Layout::row);
    out.field("low", scenario.buffer_low);
    out.field("high", scenario.buffer_high);
    out.close_object();
  }
  if (scenario.run_out_limit != usual.run_out_limit) out.field("run_out_limit", scenario.run_out_limit);
  if (scenario.budget_per_month) out.field("budget_per_month", *scenario.budget_per_month);
}

}  // namespace

std::string write_scenario(const Scenario& scenario, const ScenarioParts& parts, TextForm form) {
  Writer out(true);
  const auto part = [&](std::string_view key, const std::string& text) {
    if (text.empty()) return;
    out.key(key);
    out.raw(text);
  };
  out.open_object();
  out.field("schema", kScenarioSchema);
  out.field("id", scenario.id);
  if (scenario.name != scenario.id) out.field_if("name", scenario.name);
  out.field_if("description", scenario.description);
  out.field_if("platform", scenario.platform);
  part("catalog", parts.catalog);
  out.field("plan", scenario.plan);
  out.field_if("term", scenario.term);
  if (scenario.months != Scenario{}.months) out.field("months", scenario.months);
  if (scenario.seats != 1) out.field("seats", scenario.seats);
  write_calendar(out, scenario.calendar);
  write_work(out, scenario, parts);
  write_owners(out, scenario.owners);
  write_at_zero(out, scenario.at_zero);
  write_changes(out, scenario);
  write_bounds(out, scenario);
  part("overrides", parts.overrides);
  part("platform_overrides", parts.platform_overrides);
  out.close_object();
  std::string text = out.take();
  if (form == TextForm::compact) return text;
  Writer pretty;
  pretty.value(tree_of(text));
  return pretty.take() + "\n";
}

}  // namespace creditcast::json
