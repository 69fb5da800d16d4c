// What a scenario says beyond rates and phases: days off, plans to come, numbers by table, prices of one's own.
#include <set>
#include <string>

#include "plan_changes.hpp"
#include "quantities.hpp"
#include "session.hpp"
#include "widgets/focus.hpp"

namespace creditcast::web {

TEST_CASE("describe: days off are added, typed and removed on a calendar alone") {
  Session session(priced_state());
  session.click("Looking ahead");
  CHECK_FALSE(session.shows("Holidays"));
  session.click("by calendar");
  session.click("Holidays");
  session.click("+ Holiday");
  session.click("+ Holiday");
  const auto& calendar = session.state.inputs.scenario.calendar;
  REQUIRE(calendar.holidays.size() == 2);
  CHECK(calendar.holidays[0] == *calendar.start);
  CHECK(calendar.holidays[1] == *calendar.start + 1);
  CHECK(session.shows("Fri"));  // 1 January 2027
  const AppState before = session.state;
  session.carry({Undo{}});
  CHECK(calendar.holidays.size() == 1);
  session.carry({Redo{}});
  CHECK(calendar.holidays == before.inputs.scenario.calendar.holidays);
  session.click("of 30 days");
  CHECK(calendar.holidays.empty());
  CHECK(calendar.zone_offset_seconds == 0);
  CHECK(session.state.derived.errors.empty());
}

TEST_CASE("describe: what is typed as a date is taken once it is one") {
  AppState state = priced_state();
  state.inputs.scenario.calendar.start = to_day({2027, 3, 1});
  state.inputs.scenario.calendar.holidays = {to_day({2027, 3, 26})};
  Session session(std::move(state));
  session.click("Looking ahead");
  session.click("Holidays");
  const ImVec2 day = session.place("Fri", 1);  // the first one is the button of the working days
  REQUIRE(day.x > 0);
  session.carry(session.page.click(session.state, {day.x + 80, day.y}));
  session.page.settle(session.state, 3);
  session.page.type("2027-03-2");
  session.carry(session.page.settle(session.state, 12));
  CHECK(session.shows("a date such as 2027-03-26"));
  CHECK(session.state.inputs.scenario.calendar.holidays[0] == to_day({2027, 3, 26}));
  session.page.type("9");
  session.carry(session.page.settle(session.state, 4));
  CHECK_FALSE(session.shows("a date such as"));
  CHECK(session.state.inputs.scenario.calendar.holidays[0] == to_day({2027, 3, 29}));
}

TEST_CASE("describe: many days off are folded") {
  AppState state = priced_state();
  auto& calendar = state.inputs.scenario.calendar;
  calendar.start = to_day({2027, 3, 1});
  for (int i = 0; i < 40; ++i) calendar.holidays.push_back(*calendar.start + 7 * i);
  Session session(std::move(state), 1440, 4000);
  session.click("Looking ahead");
  CHECK(session.shows("40 days"));
  session.click("Holidays");
  const auto mondays = [&] {
    return std::count_if(session.page.boxes().begin(), session.page.boxes().end(),
                         [](const Box& box) { return box.words == "Mon"; });
  };
  CHECK(mondays() == 13);
  session.click("All 40");
  CHECK(mondays() == 41);
}

TEST_CASE("describe: plans to come, each after so many months") {
  Session session(priced_state());
  session.click("Plan later on");
  session.click("+ Change of plan");
  const auto& changes = session.state.inputs.scenario.plan_changes;
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].month == 1);
  CHECK(session.state.derived.errors.empty());
  session.set("1 month", "4");
  CHECK(changes[0].month == 4);
  session.click("+ Change of plan");
  REQUIRE(changes.size() == 2);
  CHECK(changes[1].month == 5);
  CHECK(session.state.derived.errors.empty());
  // Out of order: said beside the field, and what is shown stays of the last good work.
  session.set("5 months", "3");
  CHECK(session.shows("the months do not ascend"));
  CHECK(session.state.derived.estimate.has_value());
  session.carry({Undo{}});
  CHECK(session.state.derived.errors.empty());
  session.carry({SetMonths{4}});
  CHECK(session.shows("1 to 3"));
  session.carry({PutPlanChanges{{}}});
  CHECK(session.state.derived.errors.empty());
  session.carry({SetMonths{1}});
  CHECK(session.shows("The forecast looks one"));
  CHECK_FALSE(session.shows("+ Change of plan"));
}

TEST_CASE("describe: Tab visits every control that unfolds once, so that a key presses one alone") {
  AppState state = priced_state();
  AtZeroOffer upgrade;
  upgrade.kind = AtZeroKind::upgrade;
  state.inputs.catalog.at_zero = {upgrade};
  Scenario& scenario = state.inputs.scenario;
  scenario.calendar.start = to_day({2027, 3, 1});
  scenario.calendar.holidays = {to_day({2027, 3, 26})};
  scenario.plan_changes = {*next_plan_change(state.inputs.catalog, scenario)};
  set_kind(scenario.streams[0].rate.quantity, QuantityKind::table);
  Session session(std::move(state));
  for (const char* words : {"4 phases", "Looking ahead", "Holidays", "Plan later on", "People and teams"}) session.click(words);
  session.click("+ Person or team");
  std::set<unsigned> seen;
  std::set<std::string> labels;
  for (int i = 0; i < 500; ++i) {
    press_tab(session.page.memory(), false, i == 0);
    bool left = false;
    for (int frame = 0; frame < 4; ++frame) {
      session.page.frame(session.state);
      left = left || session.page.memory().tab_left;
    }
    if (left) break;
    const Focus& focus = session.page.memory().focus;
    CAPTURE(focus.label);
    CHECK(seen.insert(focus.id).second);
    labels.insert(focus.label);
  }
  for (const char* label : {"+ Holiday", "Remove 2027-03-26", "+ Change of plan", "Remove change 1", "+ Person or team",
                            "+ Then", "Value 1", "Chance of value 3", "Remove value 2"})
    CHECK_MESSAGE(labels.count(label) == 1, std::string(label));
}

TEST_CASE("describe: a folded plan to come is told in a line") {
  AppState state = priced_state();
  const auto next = next_plan_change(state.inputs.catalog, state.inputs.scenario);
  REQUIRE(next.has_value());
  CHECK((next->plan != state.inputs.scenario.plan || next->term != state.inputs.scenario.term));
  state.inputs.scenario.plan_changes = {*next};
  Session session(std::move(state));
  CHECK(session.shows("from Month 2"));
}

TEST_CASE("describe: a rate by table says what its chances lack") {
  Session session(priced_state());
  session.click("4 phases");
  session.click("by table");
  const auto& quantity = session.state.inputs.scenario.streams[0].rate.quantity;
  REQUIRE(quantity.kind == QuantityKind::table);
  REQUIRE(quantity.table.size() >= 2);
  CHECK(session.state.derived.errors.empty());
  CHECK(missing_chance(quantity.table).zero());
  const std::size_t rows = quantity.table.size();
  session.click("+ Value");
  REQUIRE(quantity.table.size() == rows + 1);
  CHECK(session.state.derived.errors.empty());  // a value that never comes
  session.set("50 %", "30");
  CHECK(session.shows("The chances make 80 %: 20 % is missing."));
  CHECK(session.shows("the chances do not sum to 1"));
  CHECK(session.state.derived.estimate.has_value());
  session.click("Give it to the last value");
  CHECK(session.state.derived.errors.empty());
  CHECK(quantity.table.back().chance == share_from(0.2));
  CHECK_FALSE(session.shows("is missing"));
}

TEST_CASE("a table keeps its shape under a slider, and its chances add up in six decimals") {
  Quantity quantity{QuantityKind::fixed, whole(4), 0, 0, {}};
  set_kind(quantity, QuantityKind::table);
  REQUIRE(quantity.table.size() == 3);
  CHECK(quantity.expected() == doctest::Approx(4));
  set_mean(quantity, 7);
  CHECK(quantity.table.front().value == 6);
  CHECK(quantity.table.back().value == 8);
  set_mean(quantity, 0);
  CHECK(quantity.table.front().value == 0);
  set_mean(quantity, 1, 1);
  CHECK(quantity.table.front().value == 1);

  std::vector<Quantity::Row> thirds{{1, share_from(0.333333)}, {2, share_from(0.333333)}};
  CHECK(missing_chance(thirds) == Amount{333'334});
  add_row(thirds, 0);
  CHECK(thirds.back().value == 3);
  CHECK(missing_chance(thirds).zero());
  thirds[0].chance = kAlways;
  CHECK(missing_chance(thirds) == Amount{-666'667});
  even_out(thirds);
  CHECK(thirds.back().chance == kNever);
  Quantity batch{QuantityKind::fixed, whole(1), 0, 0, {}};
  set_kind(batch, QuantityKind::table, 1);
  CHECK(batch.table.front().value == 1);
  CHECK(missing_chance(batch.table).zero());
}

TEST_CASE("describe: where a plan has no price, its place opens the field that takes one") {
  for (const bool touch : {false, true}) {
    Session session(lookbook_state(), touch ? 360.0f : 1440.0f, 6000, touch);
    AppState& state = session.state;
    state.derived = lookbook_state().derived;
    PlanRow& row = state.derived.comparison->plans.front();
    row.money_per_month.reset();
    FigureLine line;
    line.says.pointer = "/plans/" + row.plan + "/terms/" + row.term + "/price";
    line.says.label = "Price";
    line.says.is = Provenance::unpublished;
    line.measure = Measure::money;
    state.derived.figures = {line};
    session.page.memory().all_plans = true;
    session.page.settle(state);
    const ImVec2 at = session.place("no price");
    REQUIRE(at.x > 0);
    const auto actions = session.page.click(state, {at.x, at.y + 14});
    CHECK(actions.empty());  // not the row, which would choose the plan
    session.page.settle(state, 3);
    CHECK(session.page.memory().panel.pointers == std::vector<std::string>{line.says.pointer});
    CHECK(session.shows("unpublished"));
    if (touch) continue;
    session.page.type("99");
    const SetFigure* set = nullptr;
    const auto typed = session.page.settle(state, 4);
    for (const Action& action : typed)
      if (const auto* one = std::get_if<SetFigure>(&action)) set = one;
    REQUIRE(set != nullptr);
    CHECK(set->value == whole(99));
  }
}

TEST_CASE("on a phone all that describes the work stands before the charts") {
  Session session(lookbook_state(), 360, 20'000, true);
  session.state.derived = lookbook_state().derived;
  session.page.settle(session.state);
  float charts = 0;
  for (const Box& box : session.page.boxes())
    if (box.words.starts_with("Spent by month")) charts = box.from.y;
  REQUIRE(charts > 0);
  for (const char* card : {"Your work", "Explore", "Time", "When credits run out", "Account"}) {
    const float y = session.place(card).y;
    CHECK_MESSAGE(y > 0, card);
    CHECK_MESSAGE(y < charts, card);
  }
}

}  // namespace creditcast::web
