// What one request costs. Each price list below is one that a platform publishes, or the mechanism of one.
#include "creditcast/pricing.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "builders.hpp"

using namespace creditcast;
using testing::credits;

namespace {

Amount decimal(const char* text) { return *parse_amount(text); }
Figure price(const char* text) { return figure_of(decimal(text)); }
Figure between(const char* low, const char* high) {
  Figure figure;
  figure.is = Provenance::range;
  figure.low = decimal(low);
  figure.high = decimal(high);
  return figure;
}
Figure unpublished() {
  Figure figure;
  figure.why = "not found";
  return figure;
}

Option choice(const char* id, std::vector<std::string> values, const char* fallback) {
  Option option;
  option.id = option.name = id;
  for (const std::string& value : values) option.values.push_back({value, value, {}});
  option.fallback = fallback;
  return option;
}
Option number(const char* id, const char* low, const char* high, const char* fallback) {
  Option option;
  option.id = option.name = id;
  option.number = true;
  option.low = decimal(low);
  option.high = decimal(high);
  option.fallback = fallback;
  return option;
}
PriceRow row(const char* id, When when, Figure figure) {
  PriceRow row;
  row.id = id;
  row.when = std::move(when);
  row.price = std::move(figure);
  return row;
}

/// A catalog around one action.
Catalog with(const Action& action) {
  return testing::catalog(
      {testing::pool("credits", Cadence::cycle, ExpiryKind::end_of_period)}, {action},
      {testing::plan("basic", 10, {{"credits", credits(1'000)}}), testing::plan("pro", 50, {{"credits", credits(5'000)}})});
}

struct Asked {
  std::string rule;
  std::vector<OptionChoice> options;
  std::int32_t outputs;
  const char* costs;
  std::int32_t delivered;
  const char* plan = "basic";
};

void expect_prices(const Action& action, const std::vector<Asked>& table) {
  const Catalog catalog = with(action);
  for (const Asked& asked : table) {
    CAPTURE(asked.rule);
    const auto answer = quote(catalog, {&catalog.actions[0], asked.options, asked.outputs, asked.plan, {}});
    REQUIRE(answer.ok());
    CHECK(answer->priced);
    CHECK(to_decimal(answer->typical) == asked.costs);
    CHECK(answer->outputs == asked.delivered);
    CHECK(answer->lines.back().amount == answer->typical);
  }
}

Code error_of(const Action& action, std::vector<OptionChoice> options, std::int32_t outputs, const char* pointer) {
  const Catalog catalog = with(action);
  const auto answer = quote(catalog, {&catalog.actions[0], std::move(options), outputs, "basic", {}});
  REQUIRE_FALSE(answer.ok());
  CHECK(answer.errors()[0].pointer == pointer);
  return answer.errors()[0].code;
}

}  // namespace

TEST_CASE("flat, and by the number of outputs") {
  Action prompt = testing::action("prompt", price("5"));
  expect_prices(prompt, {{"hippist: a prompt is 5", {}, 1, "5", 1}, {"Fater: N outputs cost N times", {}, 4, "20", 4}});
  prompt.per = Per::request;
  expect_prices(prompt, {{"per request, whatever it delivers", {}, 4, "5", 4}});
}

TEST_CASE("by model and resolution, with fractional prices; the first row that fits") {
  Action image = testing::action("image", price("49"));
  image.options = {choice("model", {"nano-2", "nano-pro", "flux"}, "nano-2"), choice("resolution", {"1k", "2k", "4k"}, "1k")};
  image.prices = {row("2-1k", {{"model", {"nano-2"}}, {"resolution", {"1k"}}}, price("49")),
                  row("2-2k", {{"model", {"nano-2"}}, {"resolution", {"2k"}}}, price("73.5")),
                  row("2-4k", {{"model", {"nano-2"}}, {"resolution", {"4k"}}}, price("98")),
                  row("pro", {{"model", {"nano-pro"}}, {"resolution", {"1k", "2k"}}}, price("80")),
                  row("pro-4k", {{"model", {"nano-pro"}}}, price("160"))};
  expect_prices(image, {{"defaults", {}, 1, "49", 1},
                        {"ImagineArt: 73.5 at 2K", {{"resolution", "2k"}}, 1, "73.5", 1},
                        {"three of them", {{"resolution", "2k"}}, 3, "220.5", 3},
                        {"one row for two resolutions", {{"model", "nano-pro"}, {"resolution", "2k"}}, 1, "80", 1},
                        {"the row without it takes the rest", {{"model", "nano-pro"}, {"resolution", "4k"}}, 1, "160", 1}});
  CHECK(error_of(image, {{"model", "flux"}}, 1, "") == Code::no_price);
  CHECK(error_of(image, {{"model", "flxu"}}, 1, "/options/model") == Code::unknown_reference);
  CHECK(error_of(image, {{"modle", "flux"}}, 1, "/options/modle") == Code::unknown_reference);
}

TEST_CASE("batches whose price is not linear") {
  Action leonardo = testing::action("image", price("8"));
  leonardo.prices[0].batch = {price("8"), price("18")};
  leonardo.prices[0].batch_sizes = {1, 4};
  expect_prices(leonardo, {{"1 = 8", {}, 1, "8", 1},
                           {"2 = 16", {}, 2, "16", 2},
                           {"3 is dearer by ones, so four come", {}, 3, "18", 4},
                           {"4 = 18", {}, 4, "18", 4},
                           {"5 = 4 + 1", {}, 5, "26", 5},
                           {"6 = 4 + 1 + 1", {}, 6, "34", 6},
                           {"7: two batches of 4", {}, 7, "36", 8},
                           {"9 = 4 + 4 + 1", {}, 9, "44", 9}});
  Action picwish = testing::action("image", price("3"));
  picwish.prices[0].batch = {price("3"), price("6"), price("8"), price("10")};
  picwish.prices[0].batch_sizes = {1, 2, 3, 4};
  expect_prices(picwish, {{"1", {}, 1, "3", 1},
                          {"2", {}, 2, "6", 2},
                          {"3", {}, 3, "8", 3},
                          {"4", {}, 4, "10", 4},
                          {"5", {}, 5, "13", 5},
                          {"8", {}, 8, "20", 8}});
  Action single = testing::action("image", price("8"));
  single.prices[0].batch = {price("18")};
  single.prices[0].batch_sizes = {4};
  expect_prices(single, {{"the row's price is the batch of one", {}, 5, "26", 5}});
  single.prices[0].price = Figure{};
  expect_prices(single, {{"without it, only batches of 4", {}, 5, "36", 8}});
}

TEST_CASE("a fixed batch") {
  Action luma = testing::action("image", price("4"));
  luma.fixed_batch = 4;
  expect_prices(
      luma, {{"Luma: batches of 4 = 16", {}, 1, "16", 4}, {"a full one", {}, 4, "16", 4}, {"the next one", {}, 5, "32", 8}});
}

TEST_CASE("by the second, and beyond a base") {
  Action runway = testing::action("video", price("12"));
  runway.per = Per::second;
  runway.options = {number("seconds", "2", "10", "5")};
  expect_prices(runway, {{"Runway: 5 s = 60", {}, 1, "60", 1},
                         {"10 s = 120", {{"seconds", "10"}}, 1, "120", 1},
                         {"half seconds", {{"seconds", "2.5"}}, 2, "60", 2}});
  CHECK(error_of(runway, {{"seconds", "11"}}, 1, "/options/seconds") == Code::out_of_range);
  CHECK(error_of(runway, {{"seconds", "long"}}, 1, "/options/seconds") == Code::bad_number);

  Action clip = testing::action("video", price("300"));
  clip.options = {number("seconds", "3", "10", "3")};
  clip.prices[0].base_seconds = price("3");
  clip.prices[0].per_second_beyond = price("40");
  expect_prices(clip, {{"ImagineArt: the base is the least length", {}, 1, "300", 1},
                       {"and more for each second", {{"seconds", "8"}}, 1, "500", 1},
                       {"of each output", {{"seconds", "4"}}, 2, "680", 2}});

  Action steps = testing::action("video", price("5"));
  steps.options = {choice("seconds", {"5", "10"}, "5")};
  steps.per = Per::second;
  expect_prices(steps, {{"lengths to choose from", {{"seconds", "10"}}, 1, "50", 1}});
}

TEST_CASE("factors and surcharges") {
  Action kling = testing::action("video", price("40"));
  kling.options = {choice("audio", {"off", "on"}, "off"), choice("preview", {"off", "on"}, "off")};
  kling.factors = {{"audio", "audio", {{"audio", {"on"}}}, price("1.5")}};
  kling.surcharges = {{"preview", "preview", {{"preview", {"on"}}}, price("7")}};
  expect_prices(kling, {{"silent", {}, 1, "40", 1},
                        {"Kling: x 1.5 with audio", {{"audio", "on"}}, 1, "60", 1},
                        {"factors before surcharges", {{"audio", "on"}, {"preview", "on"}}, 1, "67", 1},
                        {"each output has its surcharge", {{"preview", "on"}}, 2, "94", 2}});
  // Recraft: the action's base times the model's price.
  Action vector = testing::action("vector", price("2"));
  vector.options = {choice("model", {"v3", "v4"}, "v3")};
  vector.factors = {{"v4", "v4", {{"model", {"v4"}}}, price("1.25")}};
  expect_prices(vector, {{"base", {}, 1, "2", 1}, {"x model", {{"model", "v4"}}, 1, "2.5", 1}});
}

TEST_CASE("rounding and the least charge") {
  Action creatify = testing::action("video", price("0.2"));
  creatify.per = Per::second;
  creatify.options = {number("seconds", "1", "60", "15")};
  struct Row {
    const char* rule;
    RoundingMode mode;
    const char* step;
    const char* seconds;
    const char* costs;
  };
  for (const Row& r : std::vector<Row>{{"exact", RoundingMode::exact, "1", "13", "2.6"},
                                       {"up to the half", RoundingMode::ceil, "0.5", "13", "3"},
                                       {"a half stays", RoundingMode::ceil, "0.5", "12.5", "2.5"},
                                       {"up to one", RoundingMode::ceil, "1", "16", "4"},
                                       {"down", RoundingMode::floor, "1", "19", "3"},
                                       {"halves up", RoundingMode::half_up, "1", "12.5", "3"},
                                       {"less than half down", RoundingMode::half_up, "1", "12", "2"}}) {
    CAPTURE(r.rule);
    creatify.rounding = {r.mode, decimal(r.step)};
    expect_prices(creatify, {{r.rule, {{"seconds", r.seconds}}, 1, r.costs, 1}});
  }
  // Rounded once, of the whole request: two at 2.6 are 5.2, not 3 + 3.
  creatify.rounding = {RoundingMode::ceil, whole(1)};
  expect_prices(creatify, {{"once", {{"seconds", "13"}}, 2, "6", 2}});
  creatify.minimum = price("20");
  expect_prices(creatify, {{"Ladinda: at least 20 a job", {{"seconds", "13"}}, 1, "20", 1}});
}

TEST_CASE("a price is exact or refused") {
  Action fine = testing::action("image", price("0.333333"));
  fine.factors = {{"third", "third", {}, price("0.333333")}};
  CHECK(error_of(fine, {}, 1, "") == Code::inexact);
  fine.rounding = {RoundingMode::ceil, decimal("0.000001")};
  expect_prices(fine, {{"a step makes it whole", {}, 1, "0.111111", 1}});
  Action dear = testing::action("image", price("8000000000"));
  expect_prices(dear, {{"the largest amount", {}, 1, "8000000000", 1}});
  CHECK(error_of(dear, {}, 2, "") == Code::overflow);
}

TEST_CASE("a price may depend on the plan") {
  Action flow = testing::action("video", price("10"));
  flow.prices = {row("pro", {{"plan", {"pro"}}}, price("5")), row("rest", {}, price("10"))};
  expect_prices(flow, {{"Flow: 10", {}, 1, "10", 1, "basic"}, {"or 5", {}, 1, "5", 1, "pro"}});
}

TEST_CASE("ranges are carried as low, typical and high") {
  Action clip = testing::action("video", between("80", "230"));
  clip.rounding = {RoundingMode::ceil, whole(50)};
  Catalog catalog = with(clip);
  const auto answer = quote(catalog, {&catalog.actions[0], {}, 2, "basic", {}});
  REQUIRE(answer.ok());
  CHECK(answer->low == whole(200));
  CHECK(answer->typical == whole(350));
  CHECK(answer->high == whole(500));
  catalog.actions[0].prices[0].price.value = whole(100);
  CHECK(quote(catalog, {&catalog.actions[0], {}, 1, "basic", {}})->typical == whole(100));
}

TEST_CASE("what has no price is never free") {
  Action upscale = testing::action("upscale", unpublished());
  upscale.minimum = price("5");
  Catalog catalog = with(upscale);
  auto answer = quote(catalog, {&catalog.actions[0], {}, 1, "basic", {}});
  REQUIRE(answer.ok());
  CHECK_FALSE(answer->priced);
  CHECK(answer->typical == Amount{});
  REQUIRE(answer->rests_on.size() == 1);
  CHECK(answer->rests_on[0] == &catalog.actions[0].prices[0].price);
  // An unpublished factor takes the price with it; one that does not apply does not.
  catalog.actions[0].prices[0].price = price("3");
  catalog.actions[0].options = {choice("audio", {"off", "on"}, "off")};
  catalog.actions[0].factors = {{"audio", "audio", {{"audio", {"on"}}}, unpublished()}};
  CHECK(quote(catalog, {&catalog.actions[0], {}, 1, "basic", {}})->priced);
  CHECK_FALSE(quote(catalog, {&catalog.actions[0], {{"audio", "on"}}, 1, "basic", {}})->priced);
  // One unpublished batch may be the cheapest way.
  catalog.actions[0].prices[0].batch = {unpublished()};
  catalog.actions[0].prices[0].batch_sizes = {4};
  CHECK_FALSE(quote(catalog, {&catalog.actions[0], {}, 1, "basic", {}})->priced);
}

TEST_CASE("a unit that is not live yet charges its instead") {
  // Fater: cutting out costs energy, and only without a mask; today it costs credits.
  Action cut = testing::action("autocut", price("1"), "energy");
  cut.options = {choice("mask", {"without", "with"}, "without")};
  cut.prices = {row("without", {{"mask", {"without"}}}, price("1")), row("with", {{"mask", {"with"}}}, price("0"))};
  cut.instead = Action::Instead{"credit", price("2")};
  Catalog catalog = with(cut);
  Pool energy;
  energy.id = "energy";
  energy.unit = "energy";
  catalog.pools.push_back(energy);
  const auto costs = [&](const char* mask) {
    return quote(catalog, {&catalog.actions[0], {{"mask", mask}}, 1, "basic", {}}).value();
  };
  CHECK(costs("without").unit == "energy");
  CHECK(costs("without").typical == whole(1));
  catalog.pools.back().live = false;
  CHECK(costs("without").unit == "credit");
  CHECK(costs("without").typical == whole(2));
  CHECK(costs("with").typical == Amount{});  // what is free stays free
  CHECK(costs("with").priced);
  catalog.actions[0].instead.reset();
  CHECK_FALSE(costs("without").priced);
}

TEST_CASE("the dated price in force counts") {
  Action image = testing::action("image", price("2"));
  image.prices[0].price.dated = {{to_day({2027, 1, 1}), whole(3), "page"}};
  const Catalog catalog = with(image);
  const auto on = [&](std::optional<Day> day) { return quote(catalog, {&catalog.actions[0], {}, 1, "basic", day})->typical; };
  CHECK(on(to_day({2026, 12, 31})) == whole(2));
  CHECK(on(to_day({2027, 1, 1})) == whole(3));
  CHECK(on(std::nullopt) == whole(3));
}

TEST_CASE("options, outputs and tags") {
  Action image = testing::action("image", price("1"));
  image.options = {choice("model", {"a", "b"}, ""), number("steps", "1", "50", "20")};
  image.options[0].values[1].tags = {"pro"};
  image.tags = {"picture"};
  image.prices[0].tags = {"pro", "hd"};
  image.max_outputs = 4;
  CHECK(error_of(image, {}, 1, "/options") == Code::missing_key);
  CHECK(error_of(image, {{"model", "a"}}, 0, "/outputs") == Code::out_of_range);
  CHECK(error_of(image, {{"model", "a"}}, 5, "/outputs") == Code::out_of_range);
  const Catalog catalog = with(image);
  CHECK(quote(catalog, {&catalog.actions[0], {{"model", "b"}}, 1, "basic", {}})->tags ==
        std::vector<std::string>{"hd", "picture", "pro"});
  // The later of two choices counts, and numbers are written in their shortest form.
  const std::vector<OptionChoice> given{{"model", "a"}, {"steps", "30.00"}, {"model", "b"}};
  const auto filled = fill_options(catalog.actions[0], given);
  REQUIRE(filled.ok());
  CHECK((*filled)[0].value == "b");
  CHECK((*filled)[1].value == "30");
}

TEST_CASE("what a failed run costs") {
  Action image = testing::action("image", price("49"));
  Catalog catalog = with(image);
  CHECK(quote(catalog, {&catalog.actions[0], {}, 1, "basic", {}})->failed == Amount{});
  catalog.actions[0].failed_share = price("0.5");
  CHECK(quote(catalog, {&catalog.actions[0], {}, 1, "basic", {}})->failed == decimal("24.5"));
}

TEST_CASE("a quote explains itself") {
  Action image = testing::action("image", price("10"));
  image.name = "Image";
  image.options = {choice("model", {"Nano", "Flux"}, "Nano"), choice("audio", {"off", "on"}, "on")};
  image.prices = {row("nano", {{"model", {"Nano"}}}, price("10.3"))};
  image.factors = {{"audio", "audio", {{"audio", {"on"}}}, price("2")}};
  image.rounding = {RoundingMode::ceil, decimal("0.5")};
  image.minimum = price("50");
  const Catalog catalog = with(image);
  const auto answer = quote(catalog, {&catalog.actions[0], {}, 2, "basic", {}});
  REQUIRE(answer.ok());
  std::string text;
  for (const QuoteLine& line : answer->lines) text += line.label + " = " + to_decimal(line.amount) + "; ";
  CHECK(text == "Image, Nano = 10.3; x audio = 20.6; x 2 outputs = 41.2; rounded up to 0.5 = 41.5; at least 50 = 50; ");
  CHECK(answer->rests_on.size() == 3);
}

TEST_CASE("how much of each price a plan's month pays for") {
  Action image = testing::action("image", price("24"));
  image.name = "Image";
  image.options = {choice("model", {"a", "b"}, "a")};
  image.options[0].values[1].tags = {"pro"};
  image.prices = {row("a", {{"model", {"a"}}}, price("24")), row("b", {{"model", {"b"}}}, price("73.5")),
                  row("none", {{"plan", {"pro"}}}, unpublished())};
  Catalog catalog = with(image);
  catalog.plans[0].denies = {"pro"};
  auto all = generations(catalog, catalog.plans[0]);
  REQUIRE(all.size() == 2);  // what has no price has no count
  CHECK(all[0].label == "Image, a");
  CHECK(all[0].count == 41);  // 1000 / 24
  CHECK(all[1].gated);
  CHECK(all[1].count == 0);
  CHECK(generations(catalog, catalog.plans[1])[1].count == 68);  // 5000 / 73.5

  Catalog silent = catalog;
  silent.plans[1].grants[0].amount = unpublished();
  CHECK(generations(silent, silent.plans[1]).empty());  // unknown, not zero

  // A daily balance that is lost each day pays for whole images of that day only.
  catalog.pools[0].grant->every = Cadence::day;
  catalog.plans[0].grants[0].amount = credits(100);
  CHECK(generations(catalog, catalog.plans[0])[0].count == 120);
  catalog.pools[0].expires.kind = ExpiryKind::never;
  CHECK(generations(catalog, catalog.plans[0])[0].count == 125);
  catalog.pools[0].grant->every = Cadence::week;
  CHECK(generations(catalog, catalog.plans[0])[0].count == 17);  // 428.57 / 24
  catalog.pools[0].grant->every = Cadence::year;
  CHECK(generations(catalog, catalog.plans[1])[0].count == 17);  // 416.67 / 24
  catalog.pools[0].grant->every = Cadence::once;
  CHECK(generations(catalog, catalog.plans[1])[0].count == 208);  // a package, counted whole

  catalog.pools[0].grant->per_seat = true;
  catalog.plans[1].seats = 2;
  CHECK(generations(catalog, catalog.plans[1])[0].count == 416);
  CHECK(generations(catalog, catalog.plans[1], {}, 3)[0].count == 625);
}
