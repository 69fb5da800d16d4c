#include "read_scenario.hpp"

#include <algorithm>

#include "creditcast/limits.hpp"

#include "creditcast/sort.hpp"
#include "patch.hpp"
#include "read_catalog.hpp"
#include "read_work.hpp"
#include "scenario_keys.hpp"

namespace creditcast::json {
namespace {

constexpr std::size_t kMostPatchedPhases = 10'000;

/// Calls with each phase of each project and its pointer, as far as the tree has such things.
template <typename Each>
void for_phases(Node& root, Each each) {
  Node* projects = root.find("projects");
  if (projects == nullptr || projects->kind != Kind::array) return;
  for (std::size_t i = 0; i < projects->items.size(); ++i) {
    Node* phases = projects->items[i].find("phases");
    if (phases == nullptr || phases->kind != Kind::array) continue;
    for (std::size_t j = 0; j < phases->items.size(); ++j) {
      Node& phase = phases->items[j];
      const Node* id = phase.find("id");
      if (id == nullptr || id->kind != Kind::string) continue;
      each(phase, id->text, "/projects/" + std::to_string(i) + "/phases/" + std::to_string(j));
    }
  }
}

Calendar read_calendar(Reading& reading, const Path& path, const Node& node) {
  Fields fields(reading, path, node, kCalendarKeys);
  Calendar calendar;
  fields.date("start", calendar.start);
  for (const Key key : {"zone_offset", "weekdays", "holidays"}) {
    if (fields.has(key) && !fields.has("start")) {
      fields.fail(Code::contradiction, key, "abstract months have no dates",
                  "a calendar with a start, or working_days_per_month alone");
    }
  }
  if (fields.has("start") && fields.has("working_days_per_month")) {
    fields.fail(Code::contradiction, "working_days_per_month", "a calendar with a start counts its weekdays",
                "weekdays and holidays");
  }
  fields.integer("working_days_per_month", calendar.working_days_per_month, 1, 30);
  std::string offset;
  fields.name("zone_offset", offset);
  if (!offset.empty()) {
    const auto seconds = parse_zone_offset(offset);
    if (seconds) {
      calendar.zone_offset_seconds = *seconds;
    } else {
      fields.fail(seconds.errors().front().code, "zone_offset", seconds.errors().front().what,
                  seconds.errors().front().allowed);
    }
  }
  constexpr std::array<Key, 7> kDays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  if (fields.has("weekdays")) {
    std::vector<int> days;
    fields.list("weekdays", 7, [&](const Path& at, const Node& item) {
      if (!expect_kind(reading, at, item, Kind::string)) return;
      const auto found = std::find(kDays.begin(), kDays.end(), item.text);
      if (found == kDays.end()) {
        reading.fail(Code::bad_value, at, item, {"{0} is no day of the week", {quoted(item.text)}}, joined(kDays));
        return;
      }
      const int day = static_cast<int>(found - kDays.begin());
      if (std::find(days.begin(), days.end(), day) != days.end()) {
        reading.fail(Code::duplicate_id, at, item, {"{0} stands twice", {quoted(item.text)}}, "each day once");
        return;
      }
      days.push_back(day);
    });
    std::sort(days.begin(), days.end());
    if (days.empty()) {
      fields.fail(Code::bad_value, "weekdays", "no day works", {"at least one of {0}", {joined(kDays)}});
    } else {
      calendar.weekdays = std::move(days);
    }
  }
  fields.list("holidays", kMaxHolidays, [&](const Path& at, const Node& item) {
    if (!expect_kind(reading, at, item, Kind::string)) return;
    const auto day = parse_date(item.text);
    if (day) {
      calendar.holidays.push_back(*day);
    } else {
      reading.fail(day.errors().front().code, at, item, day.errors().front().what, day.errors().front().allowed);
    }
  });
  std::sort(calendar.holidays.begin(), calendar.holidays.end());
  return calendar;
}

Stream read_stream(Reading& reading, const Path& path, const Node& node) {
  Fields fields(reading, path, node, kStreamKeys);
  Stream stream;
  fields.id("id", stream.id, Need::required);
  stream.name = stream.id;
  fields.name("name", stream.name);
  if (const Node* rate = fields.get("rate", Need::required)) {
    Fields rule(reading, path / "rate", *rate, kRateKeys);
    constexpr std::pair<Key, RatePer> kPers[] = {
        {"working_day", RatePer::working_day}, {"week", RatePer::week}, {"month", RatePer::month}};
    rule.choice("per", stream.rate.per, kPers);
    stream.rate.quantity = read_quantity_of(rule, {false, 0, kMaxPerPeriod});
  }
  fields.amount("growth_per_month", stream.growth_per_month, Amount{1 - kMicros}, whole(10));
  if (const Node* seasons = fields.get("seasonality")) {
    fields.list("seasonality", kMaxEntries, [&](const Path& at, const Node& item) {
      stream.seasonality.push_back(read_amount(reading, at, item, Amount{0}, whole(kMaxSeason)).value_or(whole(1)));
    });
    if (seasons->kind == Kind::array && seasons->items.size() != 12) {
      fields.fail(Code::bad_value, "seasonality", {"{0} factors stand here", {std::to_string(seasons->items.size())}},
                  "12, one a month, January first");
      stream.seasonality.clear();
    }
  }
  fields.id("owner", stream.owner);
  fields.share("failure", stream.failure);
  read_uses(fields, "actions", stream.uses);
  fields.id("project", stream.project);
  if (const Node* event = fields.get("event")) stream.event = read_event(reading, path / "event", *event);
  if (fields.ok()) {
    const int kinds = int{fields.has("actions")} + int{fields.has("project")} + int{fields.has("event")};
    if (kinds != 1) {
      reading.fail(kinds == 0 ? Code::missing_key : Code::contradiction, path, node,
                   kinds == 0 ? "the stream does nothing" : "the stream does more than one kind of work",
                   "exactly one of actions, project, event");
    }
  }
  return stream;
}

AtZeroChoice read_choice(Reading& reading, const Path& path, const Node& node) {
  AtZeroChoice choice;
  constexpr std::pair<Key, AtZeroKind> kKinds[] = {
      {"wait", AtZeroKind::wait},        {"buy_pack", AtZeroKind::buy_pack},     {"auto_recharge", AtZeroKind::auto_recharge},
      {"overage", AtZeroKind::overage},  {"slow_queue", AtZeroKind::slow_queue}, {"upgrade", AtZeroKind::upgrade},
      {"pause_ai", AtZeroKind::pause_ai}};
  // Which keys it may hold hangs on what it does.
  std::vector<Key> keys{"do"};
  if (const Node* kind = node.kind == Kind::object ? node.find("do") : nullptr; kind != nullptr && kind->kind == Kind::string) {
    for (const auto& [word, value] : kKinds) {
      if (kind->text == word) choice.kind = value;
    }
    switch (choice.kind) {
      case AtZeroKind::buy_pack: keys.insert(keys.end(), {"pack", "money", "monthly_cap"}); break;
      case AtZeroKind::auto_recharge: keys.insert(keys.end(), {"pack", "threshold", "money", "monthly_cap"}); break;
      case AtZeroKind::overage: keys.push_back("monthly_cap"); break;
      case AtZeroKind::upgrade: keys.push_back("plan"); break;
      case AtZeroKind::wait:
      case AtZeroKind::slow_queue:
      case AtZeroKind::pause_ai: break;
    }
  } else {
    keys.assign(kAtZeroKeys.begin(), kAtZeroKeys.end());
  }
  Fields fields(reading, path, node, keys);
  fields.choice("do", choice.kind, kKinds, Need::required);
  fields.id("pack", choice.pack);
  fields.amount("money", choice.money, Amount{0}, kMostAmount);
  fields.amount("threshold", choice.threshold, Amount{0}, kMostAmount);
  fields.amount("monthly_cap", choice.monthly_cap, Amount{0}, kMostAmount);
  fields.id("plan", choice.plan, choice.kind == AtZeroKind::upgrade ? Need::required : Need::optional);
  return choice;
}

void read_habits(Fields& scenario, const Node& root, std::vector<Habit>& out) {
  std::vector<std::string> phase_ids;
  Node copy = root;  // for_phases hands out what may be changed
  for_phases(copy, [&](Node&, const std::string& id, const std::string&) {
    if (std::find(phase_ids.begin(), phase_ids.end(), id) == phase_ids.end()) phase_ids.push_back(id);
  });
  const std::vector<Key> known(phase_ids.begin(), phase_ids.end());
  Reading& reading = scenario.reading();
  scenario.keyed("habits", [&](const Path& path, const Node& node) {
    Fields fields(reading, path, node, kHabitKeys);
    Habit habit;
    habit.id = node.key;
    habit.name = habit.id;
    fields.name("name", habit.name);
    fields.keyed("phases", [&](const Path& at, const Node& patch) {
      if (std::find(phase_ids.begin(), phase_ids.end(), patch.key) == phase_ids.end()) {
        reading.fail_key(Code::unknown_reference, at, patch, {"no project has a phase {0}", {quoted(patch.key)}},
                         suggestion(patch.key, known));
      }
      // A phase keeps its id; the rest of its keys may be patched.
      const Fields checked(reading, at, patch, std::span(kPhaseKeys).subspan(1));
    });
    out.push_back(std::move(habit));
  });
}

}  // namespace

bool apply_habit(Reading& reading, Node& root, std::string_view habit) {
  const Node* habits = root.find("habits");
  const Node* chosen = habits == nullptr ? nullptr : habits->find(habit);
  if (chosen == nullptr) return false;
  const Node* patches = chosen->find("phases");
  if (patches == nullptr || patches->kind != Kind::object) return true;
  const Node all = *patches;
  std::size_t patched = 0;
  for_phases(root, [&](Node& phase, const std::string& id, const std::string& pointer) {
    const Node* patch = all.find(id);
    if (patch == nullptr || patch->kind != Kind::object || ++patched > kMostPatchedPhases) return;
    std::string prefix = "/habits";
    append_step(prefix, habit);
    prefix += "/phases";
    append_step(prefix, id);
    Node allowed = *patch;
    std::erase_if(allowed.items, [](const Node& member) { return member.key == "id"; });
    merge_patch(phase, allowed, reading.add_origin({pointer, prefix, false}));
  });
  return true;
}

bool habit_patches(const Node& root) {
  const Node* habits = root.find("habits");
  const Node* chosen = root.find("habit");
  if (habits == nullptr || chosen == nullptr) return false;
  const Node* habit = habits->find(chosen->text);
  const Node* patches = habit == nullptr ? nullptr : habit->find("phases");
  return patches != nullptr && !patches->items.empty();
}

std::vector<Project> read_projects(Reading& reading, const Node& root) {
  std::vector<Project> read;
  const Node* projects = root.find("projects");
  if (projects == nullptr || projects->kind != Kind::array) return read;
  const Path top;
  const Path path = top / "projects";
  for (std::size_t i = 0; i < projects->items.size(); ++i) read.push_back(read_project(reading, path / i, projects->items[i]));
  return read;
}

Scenario read_scenario(Reading& reading, const Node& root) {
  Scenario scenario;
  const Path path;
  Fields fields(reading, path, root, kScenarioKeys);
  if (!expect_schema(fields, kScenarioSchema)) return scenario;
  fields.id("id", scenario.id, Need::required);
  scenario.name = scenario.id;
  fields.name("name", scenario.name);
  fields.text("description", scenario.description);
  fields.id("platform", scenario.platform);
  if (fields.has("catalog")) {
    const Node* inner = fields.get("catalog");
    const Node* id = inner->kind == Kind::object ? inner->find("id") : nullptr;
    if (id != nullptr && id->kind == Kind::string) {
      if (scenario.platform.empty()) scenario.platform = id->text;
      if (scenario.platform != id->text) {
        fields.fail(Code::contradiction, "platform", {"the catalog here is of {0}", {quoted(id->text)}},
                    "the same id, or no platform");
      }
    }
  } else if (fields.ok() && !fields.has("platform")) {
    fields.missing("platform");
  }
  fields.id("plan", scenario.plan, Need::required);
  fields.id("term", scenario.term);
  fields.integer("months", scenario.months, 1, kMaxMonths);
  fields.integer("seats", scenario.seats, 1, kMaxSeats);
  if (const Node* calendar = fields.get("calendar")) scenario.calendar = read_calendar(reading, path / "calendar", *calendar);
  fields.list(
      "streams", kMaxStreams,
      [&](const Path& at, const Node& node) { scenario.streams.push_back(read_stream(reading, at, node)); }, Need::required);
  fields.list("projects", kMaxProjects,
              [&](const Path& at, const Node& node) { scenario.projects.push_back(read_project(reading, at, node)); });
  read_habits(fields, root, scenario.habits);
  fields.id("habit", scenario.habit);
  const bool known = std::any_of(scenario.habits.begin(), scenario.habits.end(),
                                 [&](const Habit& habit) { return habit.id == scenario.habit; });
  if (!scenario.habit.empty() && !known) {
    std::vector<Key> ids;
    for (const Habit& habit : scenario.habits) ids.push_back(habit.id);
    fields.fail(Code::unknown_reference, "habit", {"no habit has the id {0}", {quoted(scenario.habit)}},
                suggestion(scenario.habit, ids));
  }
  fields.list("owners", kMaxOwners, [&](const Path& at, const Node& node) {
    Fields row(reading, at, node, kOwnerKeys);
    Owner owner;
    row.id("id", owner.id, Need::required);
    owner.name = owner.id;
    row.name("name", owner.name);
    constexpr std::pair<Key, Key> kKinds[] = {{"user", "user"}, {"team", "team"}, {"event", "event"}};
    Key kind = "user";
    row.choice("kind", kind, kKinds);
    owner.kind = kind;
    row.amount("monthly_cap", owner.monthly_cap, Amount{0}, kMostAmount);
    scenario.owners.push_back(std::move(owner));
  });
  fields.list("at_zero", kMaxAtZeroSteps,
              [&](const Path& at, const Node& node) { scenario.at_zero.push_back(read_choice(reading, at, node)); });
  fields.list("plan_changes", kMaxPlanChanges, [&](const Path& at, const Node& node) {
    Fields row(reading, at, node, kPlanChangeKeys);
    PlanChange change;
    row.integer("month", change.month, 0, kMaxMonths - 1, Need::required);
    row.id("plan", change.plan, Need::required);
    row.id("term", change.term);
    scenario.plan_changes.push_back(std::move(change));
  });
  fields.list("opening", kMaxOpenings, [&](const Path& at, const Node& node) {
    Fields row(reading, at, node, kOpeningKeys);
    Opening opening;
    row.id("pool", opening.pool, Need::required);
    row.amount("amount", opening.amount, Amount{0}, kMostAmount, Need::required);
    scenario.opening.push_back(std::move(opening));
  });
  if (const Node* buffer = fields.get("buffer")) {
    Fields rule(reading, path / "buffer", *buffer, kBufferKeys);
    rule.amount("low", scenario.buffer_low, Amount{0}, whole(kMaxBuffer), Need::required);
    rule.amount("high", scenario.buffer_high, Amount{0}, whole(kMaxBuffer), Need::required);
    if (rule.has("low") && rule.has("high") && scenario.buffer_low > scenario.buffer_high) {
      rule.fail(Code::contradiction, "high", "the buffer ends below its begin", "high >= low");
    }
  }
  fields.share("run_out_limit", scenario.run_out_limit);
  fields.amount("budget_per_month", scenario.budget_per_month, Amount{0}, kMostAmount);
  if (const Node* overrides = fields.get("overrides");
      overrides != nullptr && expect_kind(reading, path / "overrides", *overrides, Kind::object)) {
    scenario.has_overrides = !overrides->items.empty();
  }
  fields.keyed("platform_overrides",
               [&](const Path& at, const Node& node) { (void)expect_kind(reading, at, node, Kind::object); });
  return scenario;
}

// ---------------------------------------------------------------------------------------------------------- canonical order

namespace {

void order(Node* node, std::span<const Key> keys) {
  if (node == nullptr || node->kind != Kind::object) return;
  const auto rank = [&](const Node& member) { return std::find(keys.begin(), keys.end(), member.key) - keys.begin(); };
  sort_stably(node->items, [&](const Node& a, const Node& b) { return rank(a) < rank(b); });
}

template <typename Each>
void for_items(Node* list, Each each) {
  if (list == nullptr) return;
  for (Node& item : list->items) each(item);
}

void order_quantity(Node* node) {
  order(node, kQuantityKeys);
  if (node != nullptr) for_items(node->find("table"), [](Node& row) { order(&row, kTableKeys); });
}
void order_uses(Node* list) {
  for_items(list, [](Node& use) { order(&use, kUseKeys); });
}

}  // namespace

void order_phase(Node& phase) {
  order(&phase, kPhaseKeys);
  order_quantity(phase.find("batch"));
  if (Node* rewrite = phase.find("rewrite")) {
    order(rewrite, kRewriteKeys);
    order_uses(rewrite->find("uses"));
  }
  order(phase.find("variations"), kVariationKeys);
  order_uses(phase.find("utilities"));
}

void canonical_order(Node& root) {
  order(&root, kScenarioKeys);
  order(root.find("calendar"), kCalendarKeys);
  for_items(root.find("streams"), [](Node& stream) {
    order(&stream, kStreamKeys);
    if (Node* rate = stream.find("rate")) {
      order(rate, kRateKeys);
      for_items(rate->find("table"), [](Node& row) { order(&row, kTableKeys); });
    }
    order_uses(stream.find("actions"));
    if (Node* event = stream.find("event")) {
      order(event, kEventKeys);
      order_quantity(event->find("guests"));
      order_quantity(event->find("photos_per_guest"));
      for_items(event->find("features"), [](Node& feature) { order(&feature, kFeatureKeys); });
    }
  });
  for_items(root.find("projects"), [](Node& project) {
    order(&project, kProjectKeys);
    for_items(project.find("phases"), order_phase);
  });
  for_items(root.find("habits"), [](Node& habit) { order(&habit, kHabitKeys); });
  for_items(root.find("owners"), [](Node& owner) { order(&owner, kOwnerKeys); });
  for_items(root.find("at_zero"), [](Node& choice) { order(&choice, kAtZeroKeys); });
  for_items(root.find("plan_changes"), [](Node& change) { order(&change, kPlanChangeKeys); });
  for_items(root.find("opening"), [](Node& opening) { order(&opening, kOpeningKeys); });
  order(root.find("buffer"), kBufferKeys);
}

}  // namespace creditcast::json
