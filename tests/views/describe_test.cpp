// Describing the work by clicks and keys, on the page as it is drawn.
#include <algorithm>

#include "plan_changes.hpp"
#include "quantities.hpp"
#include "session.hpp"

namespace creditcast::web {

TEST_CASE("describe: a phase is added, moved and removed by its card") {
  Session session(priced_state());
  session.click("+ Phase");
  REQUIRE(session.state.inputs.scenario.projects[0].phases.size() == 5);
  REQUIRE(session.place("Further phase").x > 0);
  // The dots stand at the right of the title.
  const ImVec2 title = session.place("Select");
  float edge = 0;
  for (const Box& box : session.page.boxes())
    if (box.card && box.from.x < title.x && box.to.x > title.x && box.from.y < title.y && box.to.y > title.y) edge = box.to.x;
  const auto dots = [&] { session.carry(session.page.click(session.state, {edge - 20, title.y})); };
  dots();
  session.page.settle(session.state, 3);
  session.click("Move left");
  CHECK(session.state.inputs.scenario.projects[0].phases[0].id == "select");
  const ImVec2 moved = session.place("Explore");
  session.carry(session.page.click(session.state, {edge - 20, moved.y}));
  session.page.settle(session.state, 3);
  session.click("Remove");
  CHECK(session.state.inputs.scenario.projects[0].phases.size() == 4);
  CHECK(session.state.derived.errors.empty());
}

TEST_CASE("describe: everything of a phase unfolds below its row, and an error stands beside its field") {
  Session session(priced_state());
  CHECK_FALSE(session.shows("When it misses"));
  session.click("More", 1);  // of the second card
  REQUIRE(session.shows("When it misses"));
  session.click("give up");
  CHECK(session.state.inputs.scenario.projects[0].phases[1].exhausted == Exhausted::give_up);
  session.click("Prompt rewritten");
  REQUIRE(session.state.inputs.scenario.projects[0].phases[1].rewrite.has_value());
  session.click("Repeats wear out");
  CHECK(session.state.inputs.scenario.projects[0].phases[1].repeat_factors.size() == 4);
  session.click("Variations");
  CHECK(session.state.inputs.scenario.projects[0].phases[1].variations.has_value());
  session.click("+ Utility");
  CHECK(session.state.inputs.scenario.projects[0].phases[1].utilities.size() == 1);
  CHECK(session.state.derived.errors.empty());
  const std::string good = session.state.derived.estimate ? to_decimal(session.state.derived.estimate->credits_per_month) : "";

  // More go on than a batch has: the field says so, and the last good answer stays.
  Phase phase = session.state.inputs.scenario.projects[0].phases[1];
  phase.keep = 9;
  session.carry({PutPhase{0, 1, phase}});
  CHECK(session.shows("9 outputs cannot go on"));
  REQUIRE(session.state.derived.estimate.has_value());
  CHECK(to_decimal(session.state.derived.estimate->credits_per_month) == good);
  session.click("Less");
  CHECK_FALSE(session.shows("When it misses"));
}

TEST_CASE("describe: a number outside its range is refused, told, and the last good one stays") {
  Session session(priced_state());
  session.click("35 %");
  session.page.settle(session.state, 3);
  session.page.type("250");
  session.carry(session.page.settle(session.state, 3));
  CHECK(session.shows("1 to 100"));
  CHECK(to_double(session.state.inputs.scenario.projects[0].phases[0].acceptance) == doctest::Approx(0.35));
}

TEST_CASE("describe: from nothing to work by clicks") {
  AppState state = priced_state();
  state.inputs.presets = {{"lookbook-preset", "Fashion lookbook", {"image.draft", "upscale"}}};
  Session session(std::move(state));
  session.click("Fashion lookbook");
  session.page.settle(session.state, 3);
  CHECK(session.shows("needs: Draft image, Upscaling"));
  session.click("Start from nothing");
  CHECK(session.state.inputs.scenario.streams.empty());
  CHECK(session.state.derived.errors.empty());
  CHECK(session.shows("What do you make?"));
  CHECK_FALSE(session.shows("Spent by month"));
  session.click("Single pieces");
  REQUIRE(session.state.inputs.scenario.streams.size() == 1);
  CHECK(session.state.derived.errors.empty());
  CHECK(session.state.derived.estimate.has_value());
  CHECK_FALSE(session.shows("What do you make?"));
  session.click("Add work");
  session.page.settle(session.state, 3);
  session.click("A project in phases");
  CHECK(session.state.inputs.scenario.projects.size() == 1);
  CHECK(session.state.derived.errors.empty());
}

TEST_CASE("describe: a stream's growth, seasons and counting unfold in the rail") {
  Session session(priced_state());
  session.click("4 phases");
  session.click("week");
  CHECK(session.state.inputs.scenario.streams[0].rate.per == RatePer::week);
  session.click("about");
  CHECK(session.state.inputs.scenario.streams[0].rate.quantity.kind == QuantityKind::poisson);
  session.set("0 % a month", "5");
  CHECK(session.state.inputs.scenario.streams[0].growth_per_month == Amount{50'000});
  session.click("Seasons");
  REQUIRE(session.state.inputs.scenario.streams[0].seasonality.size() == 12);
  const ImVec2 head = session.place("Month 1");
  REQUIRE(head.x > 0);
  session.carry(session.page.drag(session.state, {head.x, head.y + 60}, {head.x, head.y + 22}));
  CHECK(session.state.inputs.scenario.streams[0].seasonality[0] > whole(1));
  CHECK(session.state.derived.errors.empty());
  // Folded again it says so in words.
  session.click("4 phases · +5 % a month · by season");
  CHECK(session.shows("4 phases · +5 % a month · by season"));
  CHECK_FALSE(session.shows("Seasons"));
}

TEST_CASE("describe: time, people and balances") {
  Session session(priced_state());
  session.click("Looking ahead");
  session.click("by calendar");
  REQUIRE(session.state.inputs.scenario.calendar.start.has_value());
  session.click("Sat");
  CHECK(session.state.inputs.scenario.calendar.weekdays.size() == 6);
  session.click("People and teams");
  session.click("+ Person or team");
  REQUIRE(session.state.inputs.scenario.owners.size() == 1);
  session.click("a team");
  CHECK(session.state.inputs.scenario.owners[0].kind == "team");
  session.click("Already bought");
  session.set("none", "500");
  REQUIRE(session.state.inputs.scenario.opening.size() == 1);
  CHECK(session.state.inputs.scenario.opening[0].amount == whole(500));
}

TEST_CASE("describe: the steps at zero are those that the platform offers") {
  AppState state = priced_state();
  AtZeroOffer buy;
  buy.kind = AtZeroKind::buy_pack;
  AtZeroOffer upgrade;
  upgrade.kind = AtZeroKind::upgrade;
  state.inputs.catalog.at_zero = {buy, upgrade};
  state.inputs.scenario.at_zero.clear();
  Session session(std::move(state));
  session.click("wait for the next credits");
  session.page.settle(session.state, 3);
  session.click("upgrade to Creator");
  REQUIRE(session.state.inputs.scenario.at_zero.size() == 1);
  CHECK(session.state.inputs.scenario.at_zero[0].plan == "creator");
  session.click("+ Then");
  REQUIRE(session.state.inputs.scenario.at_zero.size() == 2);
  CHECK(session.state.inputs.scenario.at_zero[1].kind == AtZeroKind::buy_pack);
}

TEST_CASE("describe: what a finger presses is 40 pixels high") {
  Session session(priced_state(), 360, 6000, true);
  session.click("4 phases");
  session.click("More");
  const auto height = [&](std::string_view words) {
    // Pressed 19 pixels above and below its middle, it is still meant.
    const ImVec2 at = session.place(words);
    REQUIRE_MESSAGE(at.y > 0, std::string(words));
    AppState probe = session.state;
    return !session.page.click(probe, {at.x, at.y - 18}).empty() && !session.page.click(probe, {at.x, at.y + 18}).empty();
  };
  for (const char* words : {"week", "Seasons", "give up", "Repeats wear out", "+ Utility", "+ Phase"})
    CHECK_MESSAGE(height(words), words);
}

TEST_CASE("describe: the unfolded page keeps its text in its cards at every size") {
  for (const float width : {1440.0f, 1024.0f, 360.0f}) {
    AppState state = priced_state();
    Phase& phase = state.inputs.scenario.projects[0].phases[1];
    phase.rewrite = Phase::Rewrite{};
    phase.variations = Phase::Variations{};
    phase.repeat_factors = {kAlways, kAlways};
    phase.utilities.push_back({"image", "", {}, 1, 1, ""});
    Scenario& scenario = state.inputs.scenario;
    scenario.streams[0].seasonality.assign(12, whole(1));
    set_kind(scenario.streams[0].rate.quantity, QuantityKind::table);
    set_kind(phase.batch, QuantityKind::table, 1);
    phase.batch.table[0].chance = share_from(0.2);  // less than all
    scenario.calendar.start = to_day({2027, 3, 1});
    scenario.calendar.holidays = {to_day({2027, 3, 26}), to_day({2027, 3, 29})};
    scenario.plan_changes = {*next_plan_change(state.inputs.catalog, scenario)};
    Session session(std::move(state), width, 6000, width < 500);
    for (const char* words :
         {"4 phases · by season", "Looking ahead", "Holidays", "Limits", "Plan later on", "People and teams", "Already bought"})
      session.click(words);
    session.click("More", 1);
    CHECK(session.page.keep("unfolded-" + std::to_string(static_cast<int>(width))));
    if (!session.page.has_font()) continue;
    for (const Box& text : session.page.boxes()) {
      if (text.card || text.from.y < measure::kHeader) continue;
      CAPTURE(width);
      CAPTURE(text.words);
      const bool inside = std::any_of(session.page.boxes().begin(), session.page.boxes().end(), [&text](const Box& card) {
        return card.card && text.from.x >= card.from.x - 1 && text.to.x <= card.to.x + 1 && text.from.y >= card.from.y - 1 &&
               text.to.y <= card.to.y + 1;
      });
      const bool outside = std::none_of(session.page.boxes().begin(), session.page.boxes().end(), [&text](const Box& card) {
        return card.card && text.from.x < card.to.x && text.to.x > card.from.x && text.from.y < card.to.y &&
               text.to.y > card.from.y;
      });
      CHECK((inside || outside));
    }
  }
}

}  // namespace creditcast::web
