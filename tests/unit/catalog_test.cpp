// A catalog says where every number comes from and refers to nothing that is not there. One rule a row: a good catalog, broken
// in one place, gives one error at that place.
#include "creditcast/catalog.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "builders.hpp"
#include "creditcast/limits.hpp"

using namespace creditcast;

namespace {

Figure said(const char* decimal) {
  Figure figure = figure_of(*parse_amount(decimal));
  figure.source = "page";
  return figure;
}

Figure unsaid() {
  Figure figure;
  figure.why = "not found";
  return figure;
}

/// Two units, three pools, an action with everything, two plans, two packs.
Catalog good() {
  Catalog catalog;
  catalog.id = "test";
  catalog.name = "Test";
  catalog.currency = "USD";
  catalog.main_unit = "credit";
  catalog.sources = {{"page", SourceKind::provider, "Prices", "https://example.com", {}}};
  catalog.units = {testing::unit("credit"), testing::unit("energy")};

  Pool monthly = testing::pool("monthly", Cadence::cycle, ExpiryKind::end_of_period);
  monthly.name = "Monthly credits";
  monthly.for_whom = Audience::subscribers;
  Pool bought;
  bought.id = "bought";
  bought.name = "Top-ups";
  bought.unit = "credit";
  Pool energy;
  energy.id = "energy";
  energy.name = "Energy";
  energy.unit = "energy";
  energy.refill_on_spend = SpendRefill{"credit", said("1"), said("20")};
  catalog.pools = {monthly, bought, energy};

  Action image = testing::action("image", said("24"));
  image.name = "Image";
  Option model{"model", "Model", {{"small", "Small", {}}, {"large", "Large", {"pro"}}}, false, {}, {}, "small"};
  Option seconds{"seconds", "Length", {}, true, whole(1), whole(10), "5"};
  image.options = {model, seconds};
  image.prices[0].id = "small";
  image.prices[0].when = {{"model", {"small"}}};
  PriceRow large = image.prices[0];
  large.id = "large";
  large.when = {{"model", {"large"}}};
  large.batch = {said("18")};
  large.batch_sizes = {4};
  image.prices.push_back(large);
  image.factors = {{"audio", "audio", {{"plan", {"basic"}}}, said("1.5")}};
  image.surcharges = {{"preview", "preview", {}, said("2")}};
  image.failed_share = said("0.5");
  Action cut = testing::action("cut", said("1"), "energy");
  cut.instead = Action::Instead{"credit", said("1")};
  catalog.actions = {image, cut};
  catalog.capabilities = {{"image.draft", "image", {{"model", "small"}}}};

  Plan basic = testing::plan("basic", 10, {{"monthly", said("2000")}});
  basic.name = "Basic";
  basic.terms[0].price = said("10");
  basic.denies = {"pro"};
  Plan free = testing::plan("free", 0, {});
  free.name = "Free";
  free.subscription = false;
  free.terms[0].price = said("0");
  free.price_per_credit = said("0.01");
  catalog.plans = {basic, free};

  Pack bundle;
  bundle.id = "bundle";
  bundle.name = "Bundle";
  bundle.pool = "bought";
  bundle.credits = said("1000");
  bundle.price = said("10");
  Pack money;
  money.id = "money";
  money.pool = "bought";
  money.by_money = true;
  money.min_money = said("50");
  money.max_money = said("500");
  catalog.packs = {bundle, money};

  AtZeroOffer overage;
  overage.kind = AtZeroKind::overage;
  overage.rate = said("0.02");
  AtZeroOffer slow;
  slow.kind = AtZeroKind::slow_queue;
  slow.tags = {"pro"};
  catalog.at_zero = {overage, slow};
  return catalog;
}

struct Broken {
  std::string rule;
  void (*break_it)(Catalog&);
  Code code;
  const char* pointer;
};

void expect_errors(const std::vector<Broken>& rows) {
  for (const Broken& row : rows) {
    CAPTURE(row.rule);
    Catalog catalog = good();
    row.break_it(catalog);
    const Errors errors = check(catalog);
    bool found = false;
    std::string all;
    for (const Error& error : errors) {
      all += std::string(code_name(error.code)) + " at " + error.pointer + ": " + error.what + "; ";
      found = found || (error.code == row.code && error.pointer == row.pointer);
    }
    CAPTURE(all);
    CHECK(found);
    CHECK(errors.size() == 1);
  }
}

Figure& image_price(Catalog& c) { return c.actions[0].prices[0].price; }

}  // namespace

TEST_CASE("a good catalog has no errors") {
  for (const Error& error : check(good())) MESSAGE(error.pointer << ": " << error.what);
  CHECK(check(good()).empty());
}

TEST_CASE("figures say where they come from") {
  expect_errors({
      {"published needs a source", [](Catalog& c) { image_price(c).source.clear(); }, Code::missing_key,
       "/actions/image/prices/small/price/source"},
      {"the source exists", [](Catalog& c) { image_price(c).source = "pag"; }, Code::unknown_reference,
       "/actions/image/prices/small/price/source"},
      {"a range needs a source",
       [](Catalog& c) {
         image_price(c).is = Provenance::range;
         image_price(c).source.clear();
       },
       Code::missing_key, "/actions/image/prices/small/price/source"},
      {"assumed needs a reason", [](Catalog& c) { image_price(c).is = Provenance::assumed; }, Code::missing_key,
       "/actions/image/prices/small/price/why"},
      {"unpublished needs a reason", [](Catalog& c) { image_price(c) = Figure{}; }, Code::missing_key,
       "/actions/image/prices/small/price/why"},
      {"unpublished has no value",
       [](Catalog& c) {
         image_price(c) = unsaid();
         image_price(c).value = whole(1);
       },
       Code::contradiction, "/actions/image/prices/small/price/value"},
      {"published has a value", [](Catalog& c) { image_price(c).value.reset(); }, Code::missing_key,
       "/actions/image/prices/small/price/value"},
      {"no price below zero", [](Catalog& c) { image_price(c).value = whole(-1); }, Code::out_of_range,
       "/actions/image/prices/small/price/value"},
      {"a range has two ends", [](Catalog& c) { image_price(c).low = whole(20); }, Code::missing_key,
       "/actions/image/prices/small/price/high"},
      {"low is below high",
       [](Catalog& c) {
         image_price(c).value.reset();
         image_price(c).low = whole(20);
         image_price(c).high = whole(10);
       },
       Code::out_of_range, "/actions/image/prices/small/price/high"},
      {"the value lies in its range",
       [](Catalog& c) {
         image_price(c).low = whole(20);
         image_price(c).high = whole(22);
       },
       Code::out_of_range, "/actions/image/prices/small/price/value"},
      {"contradicting sources exist",
       [](Catalog& c) {
         image_price(c).others = {{whole(1), "blog", ""}};
       },
       Code::unknown_reference, "/actions/image/prices/small/price/others/0/source"},
      {"dated values ascend",
       [](Catalog& c) {
         image_price(c).dated = {{10, whole(1), "page"}, {10, whole(2), "page"}};
       },
       Code::contradiction, "/actions/image/prices/small/price/dated/1/from"},
      {"dated values are not below zero",
       [](Catalog& c) {
         image_price(c).dated = {{10, whole(-1), "page"}};
       },
       Code::out_of_range, "/actions/image/prices/small/price/dated/0/value"},
      {"a share is at most 1", [](Catalog& c) { c.actions[0].failed_share = said("1.5"); }, Code::out_of_range,
       "/actions/image/failed_share/value"},
      {"a price per credit is above zero", [](Catalog& c) { c.plans[1].price_per_credit = said("0"); }, Code::out_of_range,
       "/plans/free/price_per_credit/value"},
  });
}

TEST_CASE("what the scenario overrides needs no source") {
  Catalog catalog = good();
  image_price(catalog).is = Provenance::yours;
  image_price(catalog).source.clear();
  CHECK(check(catalog).empty());
}

TEST_CASE("the head, units and sources") {
  expect_errors({
      {"the id is an id", [](Catalog& c) { c.id = "Test!"; }, Code::bad_id, "/id"},
      {"a name", [](Catalog& c) { c.name.clear(); }, Code::missing_key, "/name"},
      {"an ISO currency", [](Catalog& c) { c.currency = "usd"; }, Code::bad_value, "/currency"},
      {"the main unit exists", [](Catalog& c) { c.main_unit = "credits"; }, Code::unknown_reference, "/main_unit"},
      {"unit ids differ", [](Catalog& c) { c.units.push_back(testing::unit("energy")); }, Code::duplicate_id, "/units/energy"},
      {"a unit has a plural", [](Catalog& c) { c.units[1].plural.clear(); }, Code::missing_key, "/units/energy/plural"},
      {"a source has a title", [](Catalog& c) { c.sources[0].title.clear(); }, Code::missing_key, "/sources/page/title"},
      {"draw order keys differ",
       [](Catalog& c) {
         c.draw_order = {OrderKey::age, OrderKey::age};
       },
       Code::contradiction, "/draw_order/1"},
      {"a draw order", [](Catalog& c) { c.draw_order.clear(); }, Code::bad_value, "/draw_order"},
  });
}

TEST_CASE("pools of the main unit must be there") {
  Catalog catalog = good();
  catalog.main_unit = "gpu";
  catalog.units.push_back(testing::unit("gpu"));
  const Errors errors = check(catalog);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].code == Code::missing_key);
  CHECK(errors[0].pointer == "/pools");
}

TEST_CASE("pools") {
  expect_errors({
      {"the unit exists", [](Catalog& c) { c.pools[1].unit = "credti"; }, Code::unknown_reference, "/pools/bought/unit"},
      {"a known holder", [](Catalog& c) { c.pools[1].holder = "club"; }, Code::bad_value, "/pools/bought/holder"},
      {"tags exist", [](Catalog& c) { c.pools[1].pays_for = {"por"}; }, Code::unknown_reference, "/pools/bought/pays_for/0"},
      {"not both for and not for",
       [](Catalog& c) {
         c.pools[1].pays_for = {"pro"};
         c.pools[1].not_for = {"pro"};
       },
       Code::contradiction, "/pools/bought/not_for"},
      {"every so many days", [](Catalog& c) { c.pools[0].grant->every = Cadence::days; }, Code::out_of_range,
       "/pools/monthly/grant/days"},
      {"days only with days", [](Catalog& c) { c.pools[0].grant->days = 3; }, Code::contradiction, "/pools/monthly/grant/days"},
      {"a period that can end", [](Catalog& c) { c.pools[1].expires.kind = ExpiryKind::end_of_period; }, Code::contradiction,
       "/pools/bought/expires"},
      {"a time to live", [](Catalog& c) { c.pools[1].expires.kind = ExpiryKind::after; }, Code::bad_duration,
       "/pools/bought/expires/after"},
      {"an expiry in the calendar",
       [](Catalog& c) {
         c.pools[1].expires = {ExpiryKind::at, {}, 9'000'000};
       },
       Code::bad_date, "/pools/bought/expires/at"},
      {"rollover at a period's end", [](Catalog& c) { c.pools[1].rollover.kind = RolloverKind::all; }, Code::contradiction,
       "/pools/bought/rollover"},
      {"a cap needs a figure", [](Catalog& c) { c.pools[0].rollover.kind = RolloverKind::capped; }, Code::missing_key,
       "/pools/monthly/rollover"},
      {"a cap is one figure",
       [](Catalog& c) {
         c.pools[0].rollover = {RolloverKind::capped, said("1"), said("2"), 0};
       },
       Code::contradiction, "/pools/monthly/rollover"},
      {"a ceiling keeps the rest",
       [](Catalog& c) {
         c.pools[0].rollover.kind = RolloverKind::all;
         c.pools[0].grant->to_ceiling = true;
       },
       Code::contradiction, "/pools/monthly/rollover"},
      {"no refill by its own unit", [](Catalog& c) { c.pools[2].refill_on_spend->unit = "energy"; }, Code::cycle,
       "/pools/energy/refill_on_spend/unit"},
      {"a refill is of something", [](Catalog& c) { c.pools[2].refill_on_spend->to = said("0"); }, Code::out_of_range,
       "/pools/energy/refill_on_spend/to/value"},
  });
}

TEST_CASE("pools that refill each other are a circle, reported at both") {
  Catalog catalog = good();
  catalog.pools[1].refill_on_spend = SpendRefill{"energy", said("1"), said("5")};
  const Errors errors = check(catalog);
  REQUIRE(errors.size() == 2);
  for (const Error& error : errors) CHECK(error.code == Code::cycle);
}

TEST_CASE("actions and their prices") {
  expect_errors({
      {"a known kind", [](Catalog& c) { c.actions[0].kind = "imgae"; }, Code::bad_value, "/actions/image/kind"},
      {"a unit that exists", [](Catalog& c) { c.actions[0].unit = "coin"; }, Code::unknown_reference, "/actions/image/unit"},
      {"a price", [](Catalog& c) { c.actions[1].prices.clear(); }, Code::missing_key, "/actions/cut/prices"},
      {"an option of the row",
       [](Catalog& c) {
         c.actions[0].prices[0].when = {{"modle", {"small"}}};
       },
       Code::unknown_reference, "/actions/image/prices/small/when/modle"},
      {"a value of the row",
       [](Catalog& c) {
         c.actions[0].prices[0].when = {{"model", {"smal"}}};
       },
       Code::unknown_reference, "/actions/image/prices/small/when/model"},
      {"a plan of the row",
       [](Catalog& c) {
         c.actions[0].factors[0].when = {{"plan", {"basci"}}};
       },
       Code::unknown_reference, "/actions/image/factors/audio/when/plan"},
      {"a number within the option's range",
       [](Catalog& c) {
         c.actions[0].prices[0].when = {{"seconds", {"11"}}};
       },
       Code::out_of_range, "/actions/image/prices/small/when/seconds"},
      {"a row that is reached", [](Catalog& c) { c.actions[0].prices[0].when.clear(); }, Code::contradiction,
       "/actions/image/prices/large/when"},
      {"price row ids differ", [](Catalog& c) { c.actions[0].prices[1].id = "small"; }, Code::duplicate_id,
       "/actions/image/prices/small"},
      {"a default that exists", [](Catalog& c) { c.actions[0].options[0].fallback = "medium"; }, Code::unknown_reference,
       "/actions/image/options/model/default"},
      {"a default in range", [](Catalog& c) { c.actions[0].options[1].fallback = "12"; }, Code::out_of_range,
       "/actions/image/options/seconds/default"},
      {"a default that is a number", [](Catalog& c) { c.actions[0].options[1].fallback = "long"; }, Code::bad_number,
       "/actions/image/options/seconds/default"},
      {"values to choose from",
       [](Catalog& c) {
         c.actions[1].options = {{"mask", "Mask", {}, false, {}, {}, ""}};
       },
       Code::missing_key, "/actions/cut/options/mask/values"},
      {"plan is no option",
       [](Catalog& c) {
         c.actions[1].options = {{"plan", "Plan", {{"a", "A", {}}}, false, {}, {}, "a"}};
       },
       Code::not_permitted, "/actions/cut/options/plan"},
      {"per second needs seconds", [](Catalog& c) { c.actions[1].per = Per::second; }, Code::missing_key,
       "/actions/cut/options/seconds"},
      {"base and beyond belong together", [](Catalog& c) { c.actions[0].prices[0].base_seconds = said("5"); },
       Code::missing_key, "/actions/image/prices/small/per_second_beyond"},
      {"batches ascend",
       [](Catalog& c) {
         c.actions[0].prices[1].batch = {said("1"), said("2")};
         c.actions[0].prices[1].batch_sizes = {4, 4};
       },
       Code::contradiction, "/actions/image/prices/large/batch/4"},
      {"a batch has outputs", [](Catalog& c) { c.actions[0].prices[1].batch_sizes = {0}; }, Code::out_of_range,
       "/actions/image/prices/large/batch/0"},
      {"a step above zero", [](Catalog& c) { c.actions[0].rounding.step = Amount{}; }, Code::out_of_range,
       "/actions/image/rounding/step"},
      {"a fixed batch of at least one", [](Catalog& c) { c.actions[0].fixed_batch = 0; }, Code::out_of_range,
       "/actions/image/fixed_batch"},
      {"instead is another unit", [](Catalog& c) { c.actions[1].instead->unit = "energy"; }, Code::contradiction,
       "/actions/cut/instead/unit"},
      {"a capability's action", [](Catalog& c) { c.capabilities[0].action = "imag"; }, Code::unknown_reference,
       "/capabilities/image.draft/action"},
      {"a capability's option", [](Catalog& c) { c.capabilities[0].options[0].value = "tiny"; }, Code::unknown_reference,
       "/capabilities/image.draft/options/model"},
  });
}

TEST_CASE("a batch table may leave the single price out") {
  Catalog catalog = good();
  catalog.actions[0].prices[1].price = Figure{};
  CHECK(check(catalog).empty());
}

TEST_CASE("plans, packs and what is offered at zero") {
  expect_errors({
      {"a term", [](Catalog& c) { c.plans[1].terms.clear(); }, Code::missing_key, "/plans/free/terms"},
      {"a granted pool exists", [](Catalog& c) { c.plans[0].grants[0].pool = "monthyl"; }, Code::unknown_reference,
       "/plans/basic/grants/monthyl"},
      {"a granted pool has a rule", [](Catalog& c) { c.plans[0].grants[0].pool = "bought"; }, Code::contradiction,
       "/plans/basic/grants/bought"},
      {"a pool for this plan",
       [](Catalog& c) {
         c.plans[1].grants = {{"monthly", said("1")}};
       },
       Code::contradiction, "/plans/free/grants/monthly"},
      {"gates name tags", [](Catalog& c) { c.plans[0].denies = {"4k"}; }, Code::unknown_reference, "/plans/basic/denies/0"},
      {"a seat", [](Catalog& c) { c.plans[0].seats = 0; }, Code::out_of_range, "/plans/basic/seats"},
      {"room for the seats",
       [](Catalog& c) {
         c.plans[0].seats = 3;
         c.plans[0].max_seats = 2;
       },
       Code::out_of_range, "/plans/basic/max_seats"},
      {"a closed plan says to whom it is open", [](Catalog& c) { c.plans[0].open = false; }, Code::missing_key,
       "/plans/basic/open_note"},
      {"bought once has no price per month",
       [](Catalog& c) {
         c.plans[0].terms[0].months = 0;
         c.plans[0].terms[0].price_is_per_month = true;
       },
       Code::contradiction, "/plans/basic/terms/month/per"},
      {"a pack's pool", [](Catalog& c) { c.packs[0].pool = "bougth"; }, Code::unknown_reference, "/packs/bundle/pool"},
      {"a pack's plans", [](Catalog& c) { c.packs[0].plans = {"gold"}; }, Code::unknown_reference, "/packs/bundle/plans/0"},
      {"a bundle has a price", [](Catalog& c) { c.packs[0].price.reset(); }, Code::missing_key, "/packs/bundle/price"},
      {"by money is no bundle", [](Catalog& c) { c.packs[0].by_money = true; }, Code::contradiction, "/packs/bundle/by_money"},
      {"by money needs a rate", [](Catalog& c) { c.plans[1].price_per_credit.reset(); }, Code::missing_key,
       "/packs/money/by_money"},
      {"least is below most", [](Catalog& c) { c.packs[1].max_money = said("20"); }, Code::out_of_range,
       "/packs/money/max_money"},
      {"an offer's plans", [](Catalog& c) { c.at_zero[0].plans = {"gold"}; }, Code::unknown_reference,
       "/at_zero/overage/plans/0"},
      {"an offer's tags", [](Catalog& c) { c.at_zero[1].tags = {"slow"}; }, Code::unknown_reference,
       "/at_zero/slow_queue/tags/0"},
      {"billed overage has a rate", [](Catalog& c) { c.at_zero[0].rate.reset(); }, Code::missing_key, "/at_zero/overage/rate"},
      {"an offer once", [](Catalog& c) { c.at_zero.push_back(c.at_zero[1]); }, Code::duplicate_id, "/at_zero/slow_queue"},
      {"too many plans",
       [](Catalog& c) {
         for (std::size_t i = 0; i < kMaxPlans; ++i) {
           c.plans.push_back(c.plans[1]);
           c.plans.back().id = "p" + std::to_string(i);
         }
       },
       Code::too_many, "/plans"},
  });
}

TEST_CASE("all errors come at once") {
  Catalog catalog = good();
  catalog.currency = "dollar";
  image_price(catalog).value = whole(-1);
  catalog.plans[0].denies = {"4k"};
  CHECK(check(catalog).size() == 3);
}

TEST_CASE("did you mean") {
  const std::vector<std::string> known{"basic", "standard", "ultimate", "1k", "2k"};
  struct Row {
    std::string typed, near;
  };
  for (const Row& row : std::vector<Row>{{"basci", "basic"},
                                         {"Basic", "basic"},
                                         {"standart", "standard"},
                                         {"ultimat", "ultimate"},
                                         {"3k", "1k"},
                                         {"x", ""},
                                         {"", ""},
                                         {"creator", ""}}) {
    CAPTURE(row.typed);
    CHECK(nearest(row.typed, known) == row.near);
  }
  CHECK(nearest(std::string(100'000, 'a'), known).empty());
  CHECK(suggest("basci", known) == "did you mean \"basic\"? known: basic, standard, ultimate, 1k, 2k");
}

TEST_CASE("figures carry labels that people read") {
  const Catalog catalog = good();
  std::vector<std::string> labels;
  for (const NamedFigure& named : figures(catalog)) {
    REQUIRE(named.figure != nullptr);
    labels.push_back(named.label);
  }
  CHECK(labels == std::vector<std::string>{"Energy, least spend that refills it", "Energy, refilled to", "Image, Small",
                                           "Image, Large", "Image, Large, batch of 4", "Image, x audio", "Image, + preview",
                                           "Image, share that a failed run costs", "cut", "cut, in credits", "Basic, month",
                                           "Basic, Monthly credits, a month", "Free, month", "Free, price per credit",
                                           "Bundle, credits", "Bundle, price", "money, least purchase",
                                           "money, largest purchase", "Overage, price per credit"});
}

TEST_CASE("figures say what they count and where they stand") {
  const Catalog catalog = good();
  const auto find = [all = figures(catalog)](std::string_view label) {
    for (const NamedFigure& named : all)
      if (named.label == label) return named;
    return NamedFigure{};
  };
  struct Row {
    const char* label;
    const char* pointer;
    Measure measure;
    const char* unit;
    bool above_zero;
  };
  for (const Row& row : std::vector<Row>{
           {"Energy, least spend that refills it", "/pools/energy/refill_on_spend/at_least", Measure::unit, "credit", true},
           {"Energy, refilled to", "/pools/energy/refill_on_spend/to", Measure::unit, "energy", true},
           {"Image, x audio", "/actions/image/factors/audio/times", Measure::factor, "", false},
           {"Image, + preview", "/actions/image/surcharges/preview/plus", Measure::unit, "credit", false},
           {"Image, share that a failed run costs", "/actions/image/failed_share", Measure::share, "", false},
           {"Basic, month", "/plans/basic/terms/month/price", Measure::money, "", false},
           {"Free, price per credit", "/plans/free/price_per_credit", Measure::money, "", true},
           {"Bundle, credits", "/packs/bundle/credits", Measure::unit, "credit", true}}) {
    CAPTURE(row.label);
    const NamedFigure named = find(row.label);
    CHECK(named.pointer == row.pointer);
    CHECK(named.measure == row.measure);
    CHECK(named.unit == row.unit);
    CHECK(named.above_zero == row.above_zero);
  }
}

TEST_CASE("a figure on a day") {
  Figure figure = said("10");
  figure.dated = {{100, whole(20), "b"}, {200, whole(30), "c"}};
  struct Row {
    std::optional<Day> day;
    std::int64_t units;
    const char* source;
  };
  for (const Row& row :
       std::vector<Row>{{99, 10, "page"}, {100, 20, "b"}, {199, 20, "b"}, {200, 30, "c"}, {std::nullopt, 30, "c"}}) {
    const FigureValue value = value_on(figure, row.day);
    CHECK(value.priced);
    CHECK(value.typical == whole(row.units));
    CHECK(value.low == value.high);
    CHECK(value.source == row.source);
  }
  CHECK_FALSE(value_on(unsaid(), 1).priced);
  Figure range;
  range.low = Amount{1};
  range.high = Amount{4};
  CHECK(range.typical() == Amount{2});  // 2.5 to even
}

TEST_CASE("who gets, pays and buys") {
  const Catalog catalog = good();
  const Plan& basic = *find_plan(catalog, "basic");
  const Plan& free = *find_plan(catalog, "free");
  CHECK(gets_grant(catalog.pools[0], basic));
  CHECK_FALSE(gets_grant(catalog.pools[0], free));
  CHECK_FALSE(gets_grant(catalog.pools[1], basic));
  CHECK(gated(basic, {"pro"}));
  CHECK_FALSE(gated(free, {"pro"}));

  struct Row {
    const char* rule;
    std::vector<std::string> pays_for, not_for, tags;
    Audience spendable;
    bool basic_pays, free_pays;
  };
  for (const Row& row : std::vector<Row>{{"everything", {}, {}, {"pro"}, Audience::everyone, true, true},
                                         {"any of its tags", {"pro", "4k"}, {}, {"4k"}, Audience::everyone, true, true},
                                         {"none of its tags", {"pro"}, {}, {}, Audience::everyone, false, false},
                                         {"a tag it may not pay for", {}, {"pro"}, {"pro"}, Audience::everyone, false, false},
                                         {"frozen without a subscription", {}, {}, {}, Audience::subscribers, true, false},
                                         {"only without one", {}, {}, {}, Audience::without_subscription, false, true}}) {
    CAPTURE(row.rule);
    Pool pool = catalog.pools[1];
    pool.pays_for = row.pays_for;
    pool.not_for = row.not_for;
    pool.spendable_by = row.spendable;
    CHECK(may_pay(pool, basic, row.tags) == row.basic_pays);
    CHECK(may_pay(pool, free, row.tags) == row.free_pays);
  }
  Pack pack = catalog.packs[0];
  pack.buyers = PackBuyers::subscribers;
  CHECK(may_buy(basic, pack));
  CHECK_FALSE(may_buy(free, pack));
  pack.plans = {"gold"};
  CHECK_FALSE(may_buy(basic, pack));
}
