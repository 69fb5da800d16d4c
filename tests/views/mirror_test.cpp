// What stands beside the canvas as HTML, and the form where there is no canvas: line by line.
#include <algorithm>
#include <string>
#include <vector>

#include "closer_lines.hpp"
#include "doctest/doctest.h"
#include "form.hpp"
#include "mirror.hpp"
#include "sample.hpp"
#include "summary.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

std::vector<std::string> lines_of(const std::string& text, std::string_view kind) {
  std::vector<std::string> found;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end - at);
    if (line.starts_with(std::string(kind) + "\t")) found.push_back(line);
    at = end + 1;
  }
  return found;
}

bool holds(const std::vector<std::string>& lines, std::string_view line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

}  // namespace

TEST_CASE("the mirror tells what the canvas shows") {
  const AppState state = lookbook_state();
  const std::string text = mirror_of(NumberStyle{}, state, true);
  CHECK(text.starts_with("state\tsettled\n"));
  CHECK(holds(lines_of(text, "figure"),
              "figure\tcredits\t23900\t23,900 credits\ta month, on average. 8 of 10 months fall between 19,200 and 28,900."));
  CHECK(holds(lines_of(text, "text"), "text\tscenario\tFashion lookbook, ImagineArt, Ultimate, monthly"));
  CHECK(lines_of(text, "month").size() == state.derived.forecast->months.size());
  CHECK(lines_of(text, "plan").size() == state.derived.comparison->plans.size());
  CHECK(holds(lines_of(text, "plan"),
              "plan\tultimate/month/topup\tUltimate\tmonthly, with Top-up 3000\t72.4\t$72.40\t9 %\t\t1,140 lost\t$1.01\tchosen "
              "recommended assumed "));
  CHECK(holds(lines_of(text, "figures"), "figures\tassumed\tassumed\tTop-up 3000, price: $10\tNot published.\t\t"));
  const auto days = lines_of(text, "runout");
  REQUIRE(days.size() == 5);
  CHECK(days[0] == "runout\tWithin 360 days the credits run out in 9 % of futures.");
  CHECK(days[2] == "runout\tBy day 60: 2 %.");
  CHECK(days[3] == "runout\tBy day 210: 6 %.");
  CHECK(days[4] == "runout\tBy day 360: 9 %.");
}

TEST_CASE("the mirror tells errors first, and makes no field of what strangers write") {
  AppState state = error_state();
  state.inputs.scenario.name = "a\tb\nplan\tc";
  const std::string text = mirror_of(NumberStyle{}, state, false);
  CHECK(text.starts_with("state\tbusy\nerror\tThe catalog could not be fetched.\t\nerror\tthe demand of a month is"));
  CHECK(lines_of(text, "error").size() == 8);
  CHECK(text.find("\tc\t") == std::string::npos);
  CHECK(holds(lines_of(text, "text"), "text\tscenario\ta b plan c, ImagineArt, Ultimate, monthly"));
  CHECK(mirror_of(NumberStyle{}, empty_state(), true) == "state\tsettled\n");
}

TEST_CASE("why a plan is recommended is said from its figures, in the visitor's words") {
  AppState state = lookbook_state();
  const NumberStyle german{".", ",", true};
  CHECK(
      summary_of(german, state).advice ==
      "It costs the least, 72,40\u00a0$ a month on average, of the plans that block work for lack of credit in at most 10 % of "
      "months; it does in 0 %. It runs short in 9 % of months; what is then bought is in that sum.");
  for (PlanRow& row : state.derived.comparison->plans) {
    row.blocked_month = kAlways;
    row.blocked.requests = whole(12);
  }
  CHECK(
      summary_of(NumberStyle{}, state).advice ==
      "No plan does the work with at most 10 % of months blocked; this one blocks the least, 12 requests a month, for $72.40 a "
      "month on average.");
  set_words("Take {0}, with {1}\tNehmen Sie {0} mit {1}\nmonthly\tmonatlich\n");
  CHECK(summary_of(NumberStyle{}, state).advice_title == "Nehmen Sie Ultimate, monatlich mit Top-up 3000");
  set_words("");
}

TEST_CASE("the form offers what there is, and its lines are edits") {
  const AppState state = lookbook_state();
  const std::string text = form_of(state);
  for (const char* kind : {"platform", "scenario", "plan"}) CHECK(lines_of(text, std::string("choice\t") + kind).size() == 1);
  CHECK(holds(lines_of(text, "option"), "option\tlookbook\tFashion lookbook\tchosen"));
  CHECK_FALSE(holds(lines_of(text, "option"), "option\tbooth\tPhoto booth\t"));  // of another platform
  CHECK(holds(lines_of(text, "option"), "option\tultimate/month\tUltimate, monthly\tchosen"));
  CHECK(holds(lines_of(text, "number"), "number\trate\t1\tShort videos\ta week\t4\t0\t100000\tany"));
  const std::string booth = form_of(booth_state());
  for (const char* kind : {"rate", "guests", "photos", "days"})
    CHECK(lines_of(booth, std::string("number\t") + kind).size() == 1);

  const auto plan = form_action(state, "plan\t0\tbasic/year");
  REQUIRE(plan.has_value());
  CHECK(std::get<ChoosePlan>(*plan).plan == "basic");
  CHECK(std::get<ChoosePlan>(*plan).term == "year");
  const auto rate = form_action(state, "rate\t1\t7.5");
  REQUIRE(rate.has_value());
  CHECK(std::get<SetStream>(*rate).stream == 1);
  CHECK(std::get<SetStream>(*rate).value == doctest::Approx(7.5));
  for (const char* wrong : {"", "rate", "rate\t1", "rate\tx\t2", "rate\t1\tmany", "plan\t0\tbasic", "what\t0\t1"})
    CHECK_FALSE(form_action(state, wrong).has_value());
}

TEST_CASE("the form sets days off, plans to come and numbers by table") {
  AppState state = priced_state();
  const auto send = [&state](const std::string& line) {
    CAPTURE(line);
    const auto action = form_action(state, line);
    REQUIRE(action.has_value());
    REQUIRE(apply(state, *action));
  };
  const Scenario& scenario = state.inputs.scenario;
  CHECK_FALSE(form_action(state, "holiday-add\t0\t").has_value());  // months of 30 days have none
  send("calendar\t0\tdates");
  send("holiday-add\t0\t");
  send("holiday\t0\t2027-05-01");
  send("weekday\t5\ton");
  send("start\t0\t2027-02-01");
  REQUIRE(scenario.calendar.holidays == std::vector<Day>{to_day({2027, 5, 1})});
  CHECK(scenario.calendar.weekdays == std::vector<int>{0, 1, 2, 3, 4, 5});
  const std::string dated = form_of(state);
  CHECK(holds(lines_of(dated, "date"), "date\tstart\t0\tFirst day\t2027-02-01"));
  CHECK(holds(lines_of(dated, "date"), "date\tholiday\t0\tHoliday 1\t2027-05-01"));
  CHECK(holds(lines_of(dated, "check"), "check\tweekday\t6\tSun\t"));
  send("holiday-remove\t0\t");
  CHECK(scenario.calendar.holidays.empty());

  send("change-add\t0\t");
  send("change-month\t0\t3");
  send("change-plan\t0\tbasic/year");
  REQUIRE(scenario.plan_changes.size() == 1);
  CHECK(scenario.plan_changes[0] == PlanChange{3, "basic", "year"});
  CHECK(holds(lines_of(form_of(state), "number"), "number\tchange-month\t0\tAfter\tmonths\t3\t1\t11\t1"));
  send("change-remove\t0\t");
  CHECK(scenario.plan_changes.empty());

  send("rate-kind\t0\t3");
  const Quantity& rate = scenario.streams[0].rate.quantity;
  REQUIRE(rate.kind == QuantityKind::table);
  send("rate-value\t0/0\t7");
  send("rate-chance\t0/0\t10");
  CHECK(rate.table[0].value == 7);
  CHECK_FALSE(lines_of(form_of(state), "error").empty());
  send("rate-even\t0\t");
  CHECK(lines_of(form_of(state), "error").empty());
  send("rate-add\t0\t");
  const std::size_t rows = rate.table.size();
  send("rate-remove\t0/" + std::to_string(rows - 1) + "\t");
  CHECK(rate.table.size() == rows - 1);

  const Phase& phase = scenario.projects[0].phases[1];
  send("batch-kind\t0/1\t3");
  CHECK(phase.batch.kind == QuantityKind::table);
  send("batch-chance\t0/1/0\t20");
  send("batch-kind\t0/1\t1");
  send("batch-low\t0/1\t2");
  send("batch-high\t0/1\t9");
  CHECK(phase.batch.low == 2);
  CHECK(phase.batch.high == 9);
  send("acceptance\t0/1\t55");
  CHECK(to_double(phase.acceptance) == doctest::Approx(0.55));
  send("months\t0\t24");
  CHECK(scenario.months == 24);
  for (const char* wrong :
       {"rate-kind\t9\t1", "rate-kind\t0\t7", "batch-kind\t0/1\t2", "rate-value\t0/99\t1", "holiday\t4\t2027-05-01",
        "start\t0\tsoon", "weekday\t9\ton", "change-month\t0\t1", "change-add\tx\t", "guests-kind\t0\t1"})
    CHECK_FALSE_MESSAGE(form_action(state, wrong).has_value(), wrong);
}

TEST_CASE("the mirror gives a single habit no verdict, and offers to try again what did not come") {
  AppState state = lookbook_state();
  state.derived.closer.habits.value->resize(1);
  const std::string single = mirror_of(NumberStyle{}, state, true);
  CHECK(holds(lines_of(single, "look"),
              "look\thabits\tHabits side by side, on the same futures\tThe only habit there is is in force; beside another one "
              "it would "
              "stand here.\t"));
  CHECK(single.find("row\thabits") == std::string::npos);
  CHECK(lines_of(single, "again").empty());
  state.trouble = "A file did not come.";
  state.may_try_again = true;
  for (PlatformOutcome& one : *state.derived.closer.platforms.value) one.catalog.reset();
  const std::string lacking = mirror_of(NumberStyle{}, state, true);
  CHECK(holds(lines_of(lacking, "again"), "again\ttrouble"));
  CHECK(holds(lines_of(lacking, "again"), "again\tplatforms"));
}

TEST_CASE("the mirror has the closer looks, as tables once they are there and as buttons before") {
  AppState state = lookbook_state();
  Closer& closer = state.derived.closer;
  closer = {};
  closer.offered = true;
  const auto look = [&state](const std::string& id) {
    const auto lines = lines_of(mirror_of(NumberStyle{}, state, true), "look\t" + id);
    return lines.size() == 1 ? lines.front() : std::string();
  };
  const auto rows = [&state](const std::string& id) { return lines_of(mirror_of(NumberStyle{}, state, true), "row\t" + id); };
  CHECK(look("inputs") == "look\tinputs\tA month, with one input a tenth less or more\t\tSee what each input moves");
  CHECK(look("path") == "look\tpath\tOne future, step by step\t\tWalk through one future");
  CHECK(look("habits").ends_with("\tCompare the habits"));
  CHECK(look("balance") == "look\tbalance\tBalance: Subscription credits\tWhat is left at the end of the day, in credits\t");
  CHECK(rows("balance").size() ==
        (state.derived.balance.size() - 1) / 10 + 1 + (state.derived.balance.size() % 10 != 1 ? 1 : 0));
  CHECK(rows("volume").size() == state.derived.cost_lines.size());

  SensitivityInput rate;
  rate.kind = "rate";
  rate.pointer = "/streams/0/rate";
  rate.label = "Looks: rate";
  rate.base = whole(2);
  rate.low = {Amount{1'800'000}, whole(900), {}, {}};
  rate.high = {Amount{2'200'000}, whole(1'100), {}, {}};
  Sensitivity sensitivity;
  sensitivity.credits_per_month = whole(1'000);
  sensitivity.inputs = {rate};
  closer.inputs.value = sensitivity;
  CHECK(look("inputs").find("Most of all: Looks: how often. From 1.8 a day to 2.2 a day it takes the month from 900 credits to "
                            "1,100 credits.") != std::string::npos);
  CHECK(rows("inputs") ==
        std::vector<std::string>{"row\tinputs\tLooks: how often\t2 a day\t1.8 a day\t900 credits\t2.2 a day\t1,100 credits"});
  closer.inputs.stale = true;  // of the work as it was: not told
  CHECK(rows("inputs").empty());
  closer.inputs = {{}, false, "It cannot be."};
  CHECK(look("inputs").ends_with("\tIt cannot be.\t"));

  HabitOutcome tidy, naive;
  tidy.id = "disciplined";
  tidy.name = "Disciplined\tones";
  tidy.in_force = true;
  tidy.credits_per_finished = whole(100);
  naive.id = "naive";
  naive.name = "Naive";
  naive.credits_per_finished = whole(250);
  closer.habits.value = {tidy, naive};
  CHECK(look("habits").find("2.5 times as much finished work from a credit as Naive") != std::string::npos);
  REQUIRE(rows("habits").size() == 2);
  CHECK(rows("habits")[0].starts_with("row\thabits\tDisciplined ones, in force\t100\t"));

  WalkedPath path;
  path.number = 4;
  path.days = path.all_days = 60;
  path.pools = {{"subscription", "Subscription", "credit", true}};
  const auto happens = [&path](PathEvent::Kind kind, std::int32_t day, std::int64_t amount, std::int64_t left) {
    PathEvent event;
    event.kind = kind;
    event.day = day;
    event.time = day;
    event.unit = "credit";
    event.amount = whole(amount);
    if (kind != PathEvent::Kind::blocked) event.parts = {{0, whole(amount)}};
    path.events.push_back(event);
    path.balances.push_back(whole(left));
  };
  happens(PathEvent::Kind::grant, 0, 100, 100);
  happens(PathEvent::Kind::paid, 3, 80, 20);
  happens(PathEvent::Kind::blocked, 4, 50, 20);
  happens(PathEvent::Kind::expiry, 30, 20, 0);
  closer.path.value = path;
  CHECK(look("path") == "look\tpath\tFuture no. 5, month by month\tAmounts in credits\tAnother future");
  CHECK(rows("path") ==
        std::vector<std::string>{"row\tpath\tMonth 1\t1\t80\t1\t0\t0\t20", "row\tpath\tMonth 2\t0\t0\t0\t0\t20\t0"});
  CHECK(lines_of(mirror_of(NumberStyle{}, state, true), "note\tpath").size() == 2);
}

TEST_CASE("a button of the HTML asks for its look, and each time for another future") {
  CloserMemory memory;
  Scenario scenario;
  ask_look(memory, scenario, "inputs");
  ask_look(memory, scenario, "habits");
  CHECK(memory.asked.inputs);
  CHECK(memory.asked.habits);
  CHECK(memory.naive);  // there is nothing else to compare with
  CHECK_FALSE(memory.asked.path);
  ask_look(memory, scenario, "path");
  CHECK(memory.path == 0);
  ask_look(memory, scenario, "path");
  CHECK(memory.asked.path);
  CHECK(memory.path == 1);
  ask_look(memory, scenario, "whatever");
  CHECK_FALSE(memory.asked.platforms);
}

}  // namespace creditcast::web
