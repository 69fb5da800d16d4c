// The form where there is no canvas: what surrounds the work, by its lines and by the edits that they are.
#include <fstream>
#include <iterator>

#include "creditcast/json/load.hpp"
#include "creditcast/limits.hpp"
#include "doctest/doctest.h"
#include "form.hpp"
#include "sample.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

std::string text_of(const std::string& file) {
  std::ifstream in(std::string(CREDITCAST_SOURCE_DIR) + "/public/" + file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

AppState shipped(const std::string& platform, const std::string& scenario) {
  json::Catalogs catalogs;
  REQUIRE(catalogs.add({platform, text_of("catalogs/" + platform + ".json")}).empty());
  const auto read = json::load_scenario(catalogs, {"scenario", text_of("scenarios/" + scenario + ".json")});
  REQUIRE(read.ok());
  AppState state;
  load(state, *read->catalog, *read->scenario, read->parts);
  return state;
}

/// Whether the form has a line that begins so.
bool has(const AppState& state, const std::string& start) {
  return ("\n" + form_of(state)).find("\n" + start) != std::string::npos;
}

void send(AppState& state, const std::string& line) {
  CAPTURE(line);
  state.gesture = 0;
  const auto action = form_action(state, line);
  REQUIRE(action.has_value());
  REQUIRE(apply(state, *action));
}

}  // namespace

TEST_CASE("the form says and sets what happens at zero, as the card does") {
  AppState state = shipped("fotomaster", "fotomaster-one-wedding");
  const auto& steps = state.inputs.scenario.at_zero;
  state.inputs.scenario.at_zero.clear();
  CHECK(has(state, "group\tzero\tWhen credits run out\n"));
  CHECK(has(state, "choice\tzero-step\tFirst\t0\noption\t0\twait for the next credits\tchosen\n"));
  CHECK_FALSE(has(state, "button\tzero-remove"));
  send(state, "zero-add\t0\t");
  REQUIRE(steps.size() == 2);
  CHECK(steps[0].kind == AtZeroKind::wait);
  CHECK(has(state, "choice\tzero-step\tThen\t1\n"));
  // Whatever the platform offers can be chosen, and what it asks for is set beside it.
  std::size_t recharge = 99, buy = 99;
  for (std::size_t i = 0; i < 9; ++i) {
    const auto action = form_action(state, "zero-step\t1\t" + std::to_string(i));
    if (!action) break;
    const AtZeroKind kind = std::get<PutAtZero>(*action).steps[1].kind;
    if (kind == AtZeroKind::auto_recharge) recharge = i;
    if (kind == AtZeroKind::buy_pack) buy = i;
  }
  REQUIRE(recharge < 9);
  send(state, "zero-step\t1\t" + std::to_string(recharge));
  CHECK_FALSE(has(state, "number\tzero-money\t1"));  // the platform fixes both
  CHECK_FALSE(has(state, "number\tzero-threshold\t1"));
  CHECK(has(state, "number\tzero-cap\t1\tNot more than\tUSD a month\t\t0\t8000000000\tany\tno limit\n"));
  send(state, "zero-step\t1\t" + std::to_string(buy));
  CHECK(has(state, "number\tzero-money\t1\tEach time\tUSD\t50\t0\t8000000000\tany\t\n"));
  send(state, "zero-money\t1\t75.5");
  send(state, "zero-cap\t1\t300");
  CHECK(steps[1].money == parse_amount("75.5").value());
  CHECK(steps[1].monthly_cap == whole(300));
  CHECK(has(state, "number\tzero-cap\t1\tNot more than\tUSD a month\t300\t"));
  send(state, "zero-cap\t1\t");
  CHECK_FALSE(steps[1].monthly_cap.has_value());
  CHECK(has(state, "button\tzero-down\t0\tMove down\t\tMove down: wait for the next credits\n"));
  send(state, "zero-up\t1\t");
  CHECK(steps[0].kind == AtZeroKind::buy_pack);
  send(state, "zero-remove\t1\t");
  CHECK(steps.size() == 1);
  for (const char* wrong : {"zero-step\t0\t99", "zero-step\t7\t0", "zero-money\t0\t", "zero-cap\t0\tmuch", "zero-up\t0\t",
                            "zero-down\t0\t", "zero-threshold\t5\t1"})
    CHECK_FALSE_MESSAGE(form_action(state, wrong).has_value(), wrong);
  while (steps.size() < kMaxAtZeroSteps) send(state, "zero-add\t0\t");
  CHECK_FALSE(has(state, "button\tzero-add"));
  // A step that this plan does not offer stays what it is, and is said.
  state.inputs.scenario.at_zero = {{AtZeroKind::slow_queue, "", {}, {}, {}, ""}};
  CHECK(has(state, "option\tas it is\tgo on in the slow queue\tchosen\n"));
  CHECK_FALSE(form_action(state, "zero-step\t0\tas it is").has_value());
}

TEST_CASE("the form sets reserve, limits and budgets in the ranges of the cards") {
  AppState state = shipped("imagineart", "imagineart-lookbook");
  const Scenario& scenario = state.inputs.scenario;
  state.inputs.scenario.buffer_low = Amount{200'000};
  state.inputs.scenario.buffer_high = Amount{300'000};
  CHECK(has(state, "number\treserve\t0\tIn reserve\t%\t20\t0\t1000\tany\n"));
  CHECK(has(state, "number\treserve-to\t0\tReserve up to\t%\t30\t20\t1000\tany\n"));
  send(state, "reserve\t0\t25");
  CHECK(scenario.buffer_low == Amount{250'000});
  CHECK(scenario.buffer_high == Amount{350'000});
  send(state, "reserve-to\t0\t60");
  CHECK(scenario.buffer_high == Amount{600'000});
  send(state, "limit\t0\t7.5");
  CHECK(has(state, "number\tlimit\t0\tMay run short in\t%\t7.5\t0\t100\tany\n"));
  send(state, "budget\t0\t12000");
  CHECK(scenario.budget_per_month == whole(12'000));
  CHECK(has(state, "number\tbudget\t0\tBudget a month\tcredits\t12000\t0\t8000000000\tany\tnone\n"));
  send(state, "budget\t0\t");
  CHECK_FALSE(scenario.budget_per_month.has_value());
  send(state, "project-budget\t0\t400");
  CHECK(scenario.projects[0].budget == whole(400));
  CHECK(has(state, "number\tproject-budget\t0\tBudget a project\tcredits\t400\t"));
  send(state, "phase-budget\t0/1\t90");
  CHECK(scenario.projects[0].phases[1].budget == whole(90));
  send(state, "phase-budget\t0/1\t");
  CHECK_FALSE(scenario.projects[0].phases[1].budget.has_value());
  for (const char* wrong : {"budget\t0\ta lot", "reserve\t0\t", "limit\t0\t", "phase-budget\t0/99\t1", "phase-budget\t9/0\t1",
                            "project-budget\t0\t12x"})
    CHECK_FALSE_MESSAGE(form_action(state, wrong).has_value(), wrong);
  const auto nowhere = form_action(state, "project-budget\t99\t1");
  CHECK_FALSE(apply(state, *nowhere));
}

TEST_CASE("the form names people, their limits and their work, seats and what is held") {
  AppState state = shipped("imagineart", "imagineart-lookbook");
  const Scenario& scenario = state.inputs.scenario;
  state.inputs.scenario.owners.clear();
  CHECK_FALSE(has(state, "choice\tstream-owner"));
  send(state, "owner-add\t0\t");
  REQUIRE(scenario.owners.size() == 1);
  CHECK(has(state, "text\towner-name\t0\tName\tPerson 1\n"));
  send(state, "owner-name\t0\tAda\tLovelace");
  CHECK(scenario.owners[0].name == "Ada Lovelace");  // one line, whatever is pasted
  send(state, "owner-kind\t0\tteam");
  CHECK(has(state, "option\tteam\ta team\tchosen\n"));
  send(state, "owner-cap\t0\t500");
  CHECK(has(state, "number\towner-cap\t0\tLimit a month\tcredits\t500\t0\t8000000000\tany\tno limit\n"));
  const std::string id = scenario.owners[0].id;
  CHECK(has(state,
            "choice\tstream-owner\tDone by\t0\noption\t\tnobody in particular\tchosen\noption\t" + id + "\tAda Lovelace\t\n"));
  send(state, "stream-owner\t0\t" + id);
  CHECK(scenario.streams[0].owner == id);
  send(state, "stream-owner\t0\t");
  CHECK(scenario.streams[0].owner.empty());
  send(state, "stream-owner\t0\t" + id);
  send(state, "owner-remove\t0\t");
  CHECK(scenario.owners.empty());
  CHECK(scenario.streams[0].owner.empty());
  send(state, "undo\t0\t");
  CHECK(scenario.owners.size() == 1);
  CHECK(scenario.streams[0].owner == id);
  CHECK(has(state, "button\tredo\t0\tRedo\n"));
  send(state, "redo\t0\t");
  CHECK(has(state, "button\tredo\t0\tRedo\toff\t\n"));

  CHECK(has(state, "number\tseats\t0\tSeats\t\t"));
  send(state, "seats\t0\t4");
  CHECK(scenario.seats == 4);
  AppState alone = state;
  alone.inputs.scenario.seats = 1;
  for (Plan& plan : alone.inputs.catalog.plans) plan.seats = plan.max_seats = 1;
  CHECK_FALSE(has(alone, "number\tseats"));

  std::size_t topup = 0;
  while (state.inputs.catalog.pools.at(topup).id != "topup") ++topup;
  const std::string held = "held\t" + std::to_string(topup) + "\t";
  send(state, held + "1500");
  CHECK(scenario.opening == std::vector<Opening>{{"topup", whole(1'500)}});
  CHECK(has(state, "number\theld\t" + std::to_string(topup) + "\tTop-up credits\tcredits\t1500\t0\t8000000000\tany\tnone\n"));
  send(state, held);
  CHECK(scenario.opening.empty());

  send(state, "owner-add\t0\t");
  for (const char* wrong : {"owner-kind\t0\tking", "owner-name\t0\t", "owner-name\t9\tx", "owner-cap\t0\tx",
                            "stream-owner\t0\tnobody", "stream-owner\t99\t", "held\t99\t1", "seats\t0\t", "owner-remove\t7\t"})
    CHECK_FALSE_MESSAGE(form_action(state, wrong).has_value(), wrong);
  send(state, "owner-name\t0\t" + std::string(198, 'a') + "\u00e4\u00e4");
  CHECK(scenario.owners[0].name == std::string(198, 'a'));  // no half of a letter
}

}  // namespace creditcast::web
