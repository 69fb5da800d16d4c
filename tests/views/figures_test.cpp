// Figures of the catalog on the page: their words, their list, the panel that replaces them; and the first scenario of a
// catalog.
#include <fstream>
#include <iterator>

#include "creditcast/json/load.hpp"
#include "doctest/doctest.h"
#include "figure_lines.hpp"
#include "headless.hpp"
#include "plan_rows.hpp"
#include "sample.hpp"
#include "starter.hpp"
#include "summary.hpp"

namespace creditcast::web {
namespace {

std::string text_of(const std::string& file) {
  std::ifstream in(std::string(CREDITCAST_SOURCE_DIR) + "/public/" + file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

json::Catalogs one_catalog(const std::string& id) {
  json::Catalogs catalogs;
  REQUIRE(catalogs.add({id, text_of("catalogs/" + id + ".json")}).empty());
  return catalogs;
}

/// A scenario as the page holds it, with the figures its answer rests on.
AppState loaded(const std::string& platform, const std::string& scenario) {
  const json::Catalogs catalogs = one_catalog(platform);
  const auto read = json::load_scenario(catalogs, {"scenario", text_of("scenarios/" + scenario + ".json")});
  REQUIRE(read.ok());
  AppState state;
  load(state, *read->catalog, *read->scenario, read->parts);
  state.inputs.without_overrides = std::make_shared<const Catalog>(catalogs.load(platform)->catalog);
  const auto resolved = resolve(state.inputs.catalog, state.inputs.scenario, {});
  REQUIRE(resolved.ok());
  state.derived.figures = figure_lines(state.inputs, *resolved);
  return state;
}

const SetFigure* set_figure(const std::vector<Action>& actions) {
  const SetFigure* found = nullptr;
  for (const Action& action : actions)
    if (const auto* one = std::get_if<SetFigure>(&action)) found = one;
  return found;
}

}  // namespace

TEST_CASE("how long ago a figure was read") {
  const Day today = to_day({2026, 11, 25});
  CHECK(age_words(today, today) == "today");
  CHECK(age_words(today - 1, today) == "yesterday");
  CHECK(age_words(today - 13, today) == "13 days ago");
  CHECK(age_words(to_day({2026, 11, 1}), today) == "3 weeks ago");
  CHECK(age_words(to_day({2026, 4, 15}), today) == "7 months ago");
  CHECK(age_words(to_day({2023, 11, 1}), today) == "3 years ago");
  CHECK(age_words(today + 1, today).empty());
  RestsOn says;
  says.source_title = "Price list";
  CHECK(source_words(says, today) == "Price list, undated");
  says.read = to_day({2026, 11, 1});
  CHECK(source_words(says, {}) == "Price list, read 1 Nov 2026");
  CHECK(source_words(says, today) == "Price list, read 1 Nov 2026, 3 weeks ago");
}

TEST_CASE("every figure is told with its unit, to the last digit") {
  const AppState state = loaded("imagineart", "imagineart-lookbook");
  const Catalog& catalog = state.inputs.catalog;
  FigureLine line;
  const NumberStyle english;
  const auto words = [&](Measure measure, std::int64_t micros) {
    line.measure = measure;
    line.unit = "credit";
    line.says.value = Amount{micros};
    return value_words(english, catalog, line, line.says);
  };
  CHECK(words(Measure::unit, 1'000'000) == "1 credit");
  CHECK(words(Measure::unit, 12'500'000) == "12.5 credits");
  CHECK(words(Measure::money, 3'330) == "$0.00333");
  CHECK(words(Measure::money, 1'250'500'000) == "$1,250.50");
  CHECK(words(Measure::share, 250'000) == "25 %");
  CHECK(words(Measure::factor, 1'500'000) == "× 1.5");
  CHECK(words(Measure::seconds, 5'000'000) == "5 s");
  line.measure = Measure::unit;
  line.says.low = whole(20);
  line.says.high = whole(24);
  CHECK(value_words(english, catalog, line, line.says) == "20 credits to 24 credits");
  CHECK(value_words(english, catalog, line, RestsOn{}) == "not published");
}

TEST_CASE("the figures an answer rests on come first, the weakest of them at the top") {
  const AppState state = loaded("fittins", "fittins-four-phase-shoot");
  const std::vector<FigureLine>& lines = state.derived.figures;
  REQUIRE(lines.size() > 5);
  CHECK(lines.size() >= figures(state.inputs.catalog).size());
  for (std::size_t i = 1; i < lines.size(); ++i) {
    CHECK((lines[i - 1].used || !lines[i].used));
    if (lines[i].used) CHECK(weakness(lines[i - 1].says.is) >= weakness(lines[i].says.is));
  }
  int mine = 0;
  for (const FigureLine& line : lines) mine += line.says.is == Provenance::yours ? 1 : 0;
  CHECK(mine > 0);
}

TEST_CASE("a figure of one's own knows what the catalog says") {
  const AppState state = loaded("imagineart", "imagineart-lookbook");
  const FigureLine* upscale = find_figure(state.derived, "/actions/upscale/prices/any/price");
  REQUIRE(upscale != nullptr);
  CHECK(upscale->says.is == Provenance::yours);
  CHECK(upscale->says.value == whole(40));
  REQUIRE(upscale->otherwise);
  CHECK(upscale->otherwise->is != Provenance::yours);
  const FigureLine* plan = find_figure(state.derived, "/plans/ultimate/terms/month/price");
  REQUIRE(plan != nullptr);
  CHECK(plan->measure == Measure::money);
  CHECK_FALSE(plan->otherwise);
  CHECK(find_figure(state.derived, "/plans/none") == nullptr);
}

TEST_CASE("the headline says that a result rests on assumed figures") {
  AppState state = lookbook_state();
  CHECK(summary_of({}, state).caution == "One of the figures behind it is assumed, not published.");
  state.derived.figures.front().says.is = Provenance::yours;
  CHECK(summary_of({}, state).caution.empty());
}

TEST_CASE("a press on a phase's price opens its figures, and what is typed is the visitor's own") {
  const AppState state = lookbook_state();
  Headless page(1440, 900, false);
  page.settle(state);
  page.click(state, page.find("Price"));
  page.settle(state, 4);
  CHECK(page.find("Image credits (docs), read 1 Nov 2026, 3 weeks ago").x == 0);  // it stands in a paragraph of its own
  CHECK(page.keep("figure-panel-1440"));
  page.type("31");
  const auto actions = page.settle(state, 3);
  const SetFigure* set = set_figure(actions);
  REQUIRE(set != nullptr);
  CHECK(set->pointer == "/actions/image/prices/model-0/price");
  CHECK(set->value == whole(31));
}

TEST_CASE("what a figure may not be is not taken") {
  AppState state = lookbook_state();
  for (FigureLine& line : state.derived.figures) line.above_zero = true;
  Headless page(1440, 900, false);
  page.settle(state);
  page.click(state, page.find("Price"));
  page.settle(state, 4);
  page.type("0");
  CHECK(set_figure(page.settle(state, 3)) == nullptr);
  CHECK(page.find("a number above 0").x > 0);
}

TEST_CASE("a figure of one's own goes back to the catalog's") {
  AppState state = lookbook_state();
  for (FigureLine& line : state.derived.figures) {
    line.otherwise = line.says;
    line.says.is = Provenance::yours;
    line.says.value = whole(33);
  }
  Headless page(360, 2400, true, true);
  page.settle(state);
  page.click(state, page.find("Price"));
  page.settle(state, 4);
  CHECK(page.keep("figure-panel-360-dark"));
  const ImVec2 back = page.find("Back to the catalog's: 20 credits");
  REQUIRE(back.x > 0);
  const auto actions = page.click(state, back);
  const SetFigure* set = set_figure(actions);
  REQUIRE(set != nullptr);
  CHECK(set->pointer == "/actions/image/prices/model-0/price");
  CHECK_FALSE(set->value);
}

TEST_CASE("the list of figures unfolds, and a figure in it opens") {
  const AppState state = lookbook_state();
  Headless page(1440, 2400, false);
  page.settle(state);
  CHECK(page.find("1 assumed, 7 published").x > 0);
  CHECK(page.find("Image, model-6").x == 0);
  page.click(state, page.find("All 8 figures"));
  page.settle(state);
  CHECK(page.find("Image, model-6").x > 0);
  page.click(state, page.find("Top-up 3000, price"));
  page.settle(state, 4);
  page.type("12.5");
  const auto actions = page.settle(state, 3);
  const SetFigure* set = set_figure(actions);
  REQUIRE(set != nullptr);
  CHECK(set->pointer == "/packs/topup/price");
  CHECK(set->value == Amount{12'500'000});
}

TEST_CASE("plans are sorted by a column, and by it the other way round") {
  const AppState state = lookbook_state();
  Headless page(1440, 1400, false);
  page.settle(state);
  const auto above = [&](std::string_view a, std::string_view b) { return page.find(a).y < page.find(b).y; };
  page.click(state, page.find("All 7 plans"));
  page.settle(state);
  REQUIRE(page.find("Creator").y > 0);
  CHECK(above("$72.40", "$250"));
  page.click(state, page.find("runs out"));
  page.settle(state);
  CHECK(page.find("runs out ↑").y > 0);
  CHECK(above("Creator", "Ultimate"));
  page.click(state, page.find("runs out ↑"));
  page.settle(state);
  CHECK(page.find("runs out ↓").y > 0);
  CHECK(above("Ultimate", "Creator"));
  page.click(state, page.find("lost"));
  page.settle(state);
  CHECK(above("Standard", "Ultimate"));
  CHECK(above("Ultimate", "Creator"));
  CHECK(page.keep("plans-sorted-1440"));
}

TEST_CASE("rows of the plan table in order, what has no value last") {
  const AppState state = lookbook_state();
  const auto order = [&](PlanSort::By by, bool down) { return sorted_rows(state, {by, down}); };
  using By = PlanSort::By;
  CHECK(order(By::money, false) == std::vector<std::size_t>{0, 4, 3, 2, 1, 5, 6});
  CHECK(order(By::money, true) == std::vector<std::size_t>{5, 1, 2, 3, 4, 0, 6});
  CHECK(order(By::blocked, true).front() == 0);
  CHECK(order(By::lost, true).front() == 5);
  CHECK(order(By::run_out, false).front() == 5);
}

TEST_CASE("a plan's row unfolds its prices and how many of each model it pays for") {
  AppState state = lookbook_state();
  PlanRow& ultimate = state.derived.comparison->plans[4];
  for (int i = 0; i < 9; ++i) ultimate.generations.push_back({"Kind " + std::to_string(i), whole(24), 600 - i, i == 8});
  for (const bool touch : {false, true}) {
    Headless page(touch ? 360.0f : 1440.0f, touch ? 2400.0f : 1600.0f, touch, touch);
    page.settle(state);
    ImVec2 row{};
    for (const Box& box : page.boxes())
      if (box.words == "with Top-up 3000") row = box.from;
    REQUIRE(row.x > 0);
    CHECK(page.click(state, {row.x - 10, row.y - 6}).empty());  // it tells, and chooses nothing
    page.settle(state);
    CHECK(page.find("Top-up 3000, price").y > 0);
    CHECK(page.find("Kind 0").y > 0);
    CHECK(page.find("Kind 7").y == 0);
    page.click(state, page.find("All 9 models"));
    page.settle(state);
    CHECK(page.find("Kind 7").y > 0);
    CHECK(page.find("not on this plan").y > page.find("Kind 7").y);
    CHECK(page.keep(touch ? "plan-details-360-dark" : "plan-details-1440"));
  }
}

TEST_CASE("what keeps a plan from being taken is said in its row") {
  AppState state = lookbook_state();
  auto& rows = state.derived.comparison->plans;
  rows[0].open = false;
  rows[5].has_work = false;
  rows[5].missing = "image.edit";
  Headless page(1440, 1600, false);
  page.settle(state);
  page.click(state, page.find("All 7 plans"));
  page.settle(state);
  CHECK(page.find("closed to new customers").y > 0);
  CHECK(page.find("lacks image.edit").y > 0);
  CHECK(page.find("rests on assumed figures").y > 0);
  CHECK(page.find("incomplete: not all prices are known").y > 0);
  CHECK(page.find("no price").y > 0);
}

TEST_CASE("a catalog that comes alone gets a scenario that answers") {
  for (const char* id : {"fater", "fittins", "fotomaster", "hippist", "imagineart"}) {
    CAPTURE(id);
    const Catalog catalog = one_catalog(id).load(id)->catalog;
    const Scenario scenario = starter_scenario(catalog);
    CHECK(check(scenario, catalog).empty());
    CHECK(scenario.plan == catalog.plans.front().id);
    REQUIRE(scenario.streams.size() == 1);
    CHECK(resolve(catalog, scenario, {}).ok());
  }
  const Catalog imagineart = one_catalog("imagineart").load("imagineart")->catalog;
  CHECK(find_action(imagineart, starter_scenario(imagineart).streams[0].uses[0].action)->kind == "image");
}

}  // namespace creditcast::web
