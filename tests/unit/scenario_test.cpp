// A scenario is checked by itself and against its catalog, before anything is priced. One rule a row: a good scenario, broken
// in one place, gives one error at that place.
#include "creditcast/scenario.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "builders.hpp"
#include "creditcast/limits.hpp"

using namespace creditcast;
using namespace creditcast::testing;

namespace {

Catalog shop() {
  Catalog shop = catalog(
      {pool("credits", Cadence::cycle, ExpiryKind::end_of_period)}, {action("image", credits(24))},
      {plan("basic", 10, {{"credits", credits(1'000)}}), plan("pro", 50, {{"credits", credits(5'000)}}), plan("free", 0, {})});
  Term year = shop.plans[0].terms[0];
  year.id = "year";
  shop.plans[0].terms.push_back(year);
  shop.plans[1].max_seats = 3;
  shop.plans[2].subscription = false;
  shop.plans[1].price_per_credit = figure_of(*parse_amount("0.01"));
  Pool later = shop.pools[0];
  later.id = "later";
  later.live = false;
  shop.pools.push_back(later);
  Option size;
  size.id = "size";
  size.values = {{"s", "S", {}}, {"l", "L", {}}};
  shop.actions[0].options = {size};
  shop.actions[0].max_outputs = 8;
  shop.capabilities = {{"image.draft", "image", {{"size", "s"}}}};
  Pack bundle;
  bundle.id = "bundle";
  bundle.pool = "credits";
  bundle.credits = credits(1'000);
  bundle.price = credits(10);
  bundle.buyers = PackBuyers::subscribers;
  Pack money;
  money.id = "money";
  money.pool = "credits";
  money.by_money = true;
  money.min_money = credits(50);
  money.max_money = credits(500);
  money.step_money = credits(10);
  money.plans = {"pro"};
  shop.packs = {bundle, money};
  shop.at_zero.erase(shop.at_zero.begin() + 1);  // no slow queue
  offer(shop, AtZeroKind::buy_pack);
  offer(shop, AtZeroKind::auto_recharge);
  return shop;
}

WorkUse image() {
  WorkUse image = use("image");
  image.options = {{"size", "l"}};
  return image;
}

/// One stream of each kind, a project with everything.
Scenario good() {
  Stream images = stream("images", fixed(30));
  images.uses = {image()};
  images.owner = "anna";
  Stream shoots = stream("shoots", poisson(1.5));
  shoots.project = "shoot";
  Stream parties = stream("parties", range(1, 3));
  parties.rate.per = RatePer::month;
  EventWork party;
  party.guests = range(80, 120);
  party.photos_per_guest = poisson(2);
  party.features = {{"headshot", "Headshot", image(), chance_of(0.8)}};
  parties.event = party;

  Phase explore = phase("explore", "image", 0.35, 12);
  explore.use = WorkUse{};
  explore.use.capability = "image.draft";
  explore.rewrite = Phase::Rewrite{3, chance_of(0.2), chance_of(0.9), {image()}};
  explore.variations = Phase::Variations{chance_of(0.4), chance_of(0.7)};
  explore.repeat_factors = {kAlways, chance_of(0.5)};
  Phase select = phase("select", "image", 0.8, 12);
  select.use = image();
  select.batch = range(4, 6);
  select.keep = 2;
  Project shoot;
  shoot.id = "shoot";
  shoot.phases = {explore, select};

  Scenario good = scenario("basic", {images, shoots, parties}, 12);
  good.projects = {shoot};
  good.owners = {{"anna", "Anna", "user", whole(3'000)}};
  good.habits = {{"disciplined", "Disciplined"}};
  good.plan_changes = {{3, "pro", "month"}};
  AtZeroChoice buy;
  buy.kind = AtZeroKind::buy_pack;
  buy.pack = "bundle";
  AtZeroChoice recharge;
  recharge.kind = AtZeroKind::auto_recharge;
  recharge.pack = "money";
  recharge.threshold = whole(100);
  recharge.money = whole(100);
  good.at_zero = {buy, recharge};
  good.opening = {{"credits", whole(100)}};
  return good;
}

struct Broken {
  std::string rule;
  void (*break_it)(Scenario&);
  Code code;
  const char* pointer;
};

void expect_errors(const std::vector<Broken>& rows, const Catalog& shop_catalog) {
  for (const Broken& row : rows) {
    CAPTURE(row.rule);
    Scenario broken = good();
    row.break_it(broken);
    const Errors errors = check(broken, shop_catalog);
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

Quantity table(std::vector<Quantity::Row> rows) {
  Quantity table;
  table.kind = QuantityKind::table;
  table.table = std::move(rows);
  return table;
}

}  // namespace

TEST_CASE("a good scenario has no errors") {
  for (const Error& error : check(good(), shop())) MESSAGE(error.pointer << ": " << error.what);
  CHECK(check(good(), shop()).empty());
}

TEST_CASE("plan, term, months and calendar") {
  expect_errors(
      {
          {"the plan exists",
           [](Scenario& s) {
             s.plan = "baisc";
             s.plan_changes.clear();
             s.at_zero.clear();
           },
           Code::unknown_reference, "/plan"},
          {"the term exists", [](Scenario& s) { s.term = "week"; }, Code::unknown_reference, "/term"},
          {"at least a month",
           [](Scenario& s) {
             s.months = 0;
             s.plan_changes.clear();
             s.at_zero.pop_back();
           },
           Code::out_of_range, "/months"},
          {"at most ten years", [](Scenario& s) { s.months = 121; }, Code::out_of_range, "/months"},
          {"a seat", [](Scenario& s) { s.seats = 0; }, Code::out_of_range, "/seats"},
          {"no more seats than the plan has",
           [](Scenario& s) {
             s.plan = "pro";
             s.plan_changes.clear();
             s.seats = 4;
           },
           Code::out_of_range, "/seats"},
          {"30 working days at most", [](Scenario& s) { s.calendar.working_days_per_month = 31; }, Code::out_of_range,
           "/calendar/working_days_per_month"},
          {"holidays need a start", [](Scenario& s) { s.calendar.holidays = {20'000}; }, Code::contradiction,
           "/calendar/holidays"},
          {"some day works",
           [](Scenario& s) {
             s.calendar.start = 20'000;
             s.calendar.weekdays.clear();
           },
           Code::bad_value, "/calendar/weekdays"},
          {"a weekday once",
           [](Scenario& s) {
             s.calendar.start = 20'000;
             s.calendar.weekdays = {1, 1};
           },
           Code::contradiction, "/calendar/weekdays/1"},
          {"a start in the calendar", [](Scenario& s) { s.calendar.start = 900'000; }, Code::bad_date, "/calendar/start"},
          {"an offset of the globe", [](Scenario& s) { s.calendar.zone_offset_seconds = 90'000; }, Code::out_of_range,
           "/calendar/zone_offset"},
          {"plan changes ascend",
           [](Scenario& s) {
             s.plan_changes.push_back({3, "basic", "month"});
           },
           Code::contradiction, "/plan_changes/1/month"},
          {"a change within the months", [](Scenario& s) { s.plan_changes[0].month = 12; }, Code::out_of_range,
           "/plan_changes/0/month"},
          {"a change to another plan",
           [](Scenario& s) {
             s.plan_changes.push_back({5, "pro", "month"});
           },
           Code::contradiction, "/plan_changes/1/plan"},
          {"a change to a known term", [](Scenario& s) { s.plan_changes[0].term = "year"; }, Code::unknown_reference,
           "/plan_changes/0/term"},
      },
      shop());
}

TEST_CASE("streams") {
  expect_errors(
      {
          {"some work", [](Scenario& s) { s.streams.clear(); }, Code::bad_value, "/streams"},
          {"ids differ", [](Scenario& s) { s.streams[1].id = "images"; }, Code::duplicate_id, "/streams/1/id"},
          {"an id", [](Scenario& s) { s.streams[1].id = "a b"; }, Code::bad_id, "/streams/1/id"},
          {"something is done", [](Scenario& s) { s.streams[0].uses.clear(); }, Code::missing_key, "/streams/0"},
          {"one thing is done", [](Scenario& s) { s.streams[0].project = "shoot"; }, Code::contradiction, "/streams/0"},
          {"the project exists", [](Scenario& s) { s.streams[1].project = "shoto"; }, Code::unknown_reference,
           "/streams/1/project"},
          {"the owner exists", [](Scenario& s) { s.streams[0].owner = "ana"; }, Code::unknown_reference, "/streams/0/owner"},
          {"no rate below zero", [](Scenario& s) { s.streams[0].rate.quantity.mean = whole(-1); }, Code::out_of_range,
           "/streams/0/rate"},
          {"no rate beyond the limit", [](Scenario& s) { s.streams[0].rate.quantity.mean = whole(100'001); },
           Code::out_of_range, "/streams/0/rate"},
          {"low before high", [](Scenario& s) { s.streams[2].rate.quantity = range(3, 1); }, Code::out_of_range,
           "/streams/2/rate"},
          {"chances sum to 1",
           [](Scenario& s) {
             s.streams[0].rate.quantity = table({{1, chance_of(0.4)}, {2, chance_of(0.5)}});
           },
           Code::bad_probability, "/streams/0/rate"},
          {"a table's values differ",
           [](Scenario& s) {
             s.streams[0].rate.quantity = table({{1, chance_of(0.5)}, {1, chance_of(0.5)}});
           },
           Code::contradiction, "/streams/0/rate"},
          {"a table holds something", [](Scenario& s) { s.streams[0].rate.quantity = table({}); }, Code::bad_value,
           "/streams/0/rate"},
          {"shrinking to nothing", [](Scenario& s) { s.streams[0].growth_per_month = whole(-1); }, Code::out_of_range,
           "/streams/0/growth_per_month"},
          {"growing beyond the limit", [](Scenario& s) { s.streams[0].growth_per_month = whole(2); }, Code::out_of_range,
           "/streams/0/growth_per_month"},
          {"12 seasons", [](Scenario& s) { s.streams[0].seasonality.assign(4, whole(1)); }, Code::bad_value,
           "/streams/0/seasonality"},
          {"no season below zero",
           [](Scenario& s) {
             s.streams[0].seasonality.assign(12, whole(1));
             s.streams[0].seasonality[3] = whole(-1);
           },
           Code::out_of_range, "/streams/0/seasonality/3"},
          {"a chance is at most 1", [](Scenario& s) { s.streams[0].failure = Share{kShareOne + 1}; }, Code::bad_probability,
           "/streams/0/failure"},
          {"guests are whole", [](Scenario& s) { s.streams[2].event->guests = fixed(1.5); }, Code::bad_value,
           "/streams/2/event/guests"},
          {"guests x photos are bounded", [](Scenario& s) { s.streams[2].event->guests = fixed(30'000); }, Code::too_many,
           "/streams/2/event"},
          {"an event uses something", [](Scenario& s) { s.streams[2].event->features.clear(); }, Code::bad_value,
           "/streams/2/event/features"},
          {"a feature's use", [](Scenario& s) { s.streams[2].event->features[0].use.action = "imag"; }, Code::unknown_reference,
           "/streams/2/event/features/0/action"},
      },
      shop());
}

TEST_CASE("uses") {
  expect_errors(
      {
          {"an action or a capability", [](Scenario& s) { s.streams[0].uses[0].action.clear(); }, Code::missing_key,
           "/streams/0/actions/0"},
          {"not both", [](Scenario& s) { s.streams[0].uses[0].capability = "image.draft"; }, Code::contradiction,
           "/streams/0/actions/0"},
          {"the capability exists", [](Scenario& s) { s.projects[0].phases[0].use.capability = "image.drfat"; },
           Code::unknown_reference, "/projects/0/phases/0/capability"},
          {"the option exists",
           [](Scenario& s) {
             s.streams[0].uses[0].options.push_back({"siez", "s"});
           },
           Code::unknown_reference, "/streams/0/actions/0/options/siez"},
          {"the value exists", [](Scenario& s) { s.streams[0].uses[0].options[0].value = "xl"; }, Code::unknown_reference,
           "/streams/0/actions/0/options/size"},
          {"an option without default is given", [](Scenario& s) { s.streams[0].uses[0].options.clear(); }, Code::missing_key,
           "/streams/0/actions/0/options"},
          {"no more outputs than the action makes", [](Scenario& s) { s.streams[0].uses[0].outputs = 9; }, Code::out_of_range,
           "/streams/0/actions/0/outputs"},
          {"at least one", [](Scenario& s) { s.streams[0].uses[0].count = 0; }, Code::out_of_range,
           "/streams/0/actions/0/count"},
          {"the reader's place is kept",
           [](Scenario& s) {
             s.projects[0].phases[1].use.pointer = "/habits/naive/phases/select";
             s.projects[0].phases[1].use.action = "imgae";
           },
           Code::unknown_reference, "/habits/naive/phases/select/action"},
          {"rewrites use what exists", [](Scenario& s) { s.projects[0].phases[0].rewrite->uses[0].action = "chat"; },
           Code::unknown_reference, "/projects/0/phases/0/rewrite/uses/0/action"},
          {"so do utilities", [](Scenario& s) { s.projects[0].phases[0].utilities = {use("mask")}; }, Code::unknown_reference,
           "/projects/0/phases/0/utilities/0/action"},
      },
      shop());
}

TEST_CASE("projects and phases") {
  expect_errors(
      {
          {"phase ids differ", [](Scenario& s) { s.projects[0].phases[1].id = "explore"; }, Code::duplicate_id,
           "/projects/0/phases/1/id"},
          {"a project has phases", [](Scenario& s) { s.projects[0].phases.clear(); }, Code::bad_value, "/projects/0/phases"},
          {"a request", [](Scenario& s) { s.projects[0].phases[0].max_requests = 0; }, Code::out_of_range,
           "/projects/0/phases/0/max_requests"},
          {"at most a thousand", [](Scenario& s) { s.projects[0].phases[0].max_requests = 1'001; }, Code::out_of_range,
           "/projects/0/phases/0/max_requests"},
          {"no more goes on than comes", [](Scenario& s) { s.projects[0].phases[1].keep = 5; }, Code::out_of_range,
           "/projects/0/phases/1/keep"},
          {"a batch of at least one", [](Scenario& s) { s.projects[0].phases[0].batch = fixed(0); }, Code::out_of_range,
           "/projects/0/phases/0/batch"},
          {"a Poisson batch may be empty", [](Scenario& s) { s.projects[0].phases[0].batch = poisson(3); }, Code::bad_value,
           "/projects/0/phases/0/batch"},
          {"a phase's outputs are its batch", [](Scenario& s) { s.projects[0].phases[1].use.outputs = 4; }, Code::contradiction,
           "/projects/0/phases/1/outputs"},
          {"a phase's count is its requests", [](Scenario& s) { s.projects[0].phases[1].use.count = 4; }, Code::contradiction,
           "/projects/0/phases/1/count"},
          {"a rewrite helps", [](Scenario& s) { s.projects[0].phases[0].rewrite->up_to = chance_of(0.1); }, Code::contradiction,
           "/projects/0/phases/0/rewrite/up_to"},
          {"after some miss", [](Scenario& s) { s.projects[0].phases[0].rewrite->after_misses = 0; }, Code::out_of_range,
           "/projects/0/phases/0/rewrite/after_misses"},
          {"a factor is a chance", [](Scenario& s) { s.projects[0].phases[0].repeat_factors[1] = Share{kShareOne * 2}; },
           Code::bad_probability, "/projects/0/phases/0/repeat_factors/1"},
          {"no budget below zero", [](Scenario& s) { s.projects[0].phases[0].budget = whole(-1); }, Code::out_of_range,
           "/projects/0/phases/0/budget"},
          {"the habit exists", [](Scenario& s) { s.habit = "naive"; }, Code::unknown_reference, "/habit"},
      },
      shop());
}

TEST_CASE("pieces of a project are bounded") {
  Scenario many = good();
  many.projects[0].phases.clear();
  for (int i = 0; i < 4; ++i) {
    Phase select = phase("p" + std::to_string(i), "image", 1, 1);
    select.use = image();
    select.batch = fixed(8);
    select.keep = 8;
    many.projects[0].phases.push_back(select);
  }
  const Errors errors = check(many, shop());
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].code == Code::too_many);
}

TEST_CASE("owners, balances and purchases") {
  expect_errors(
      {
          {"a known kind of owner", [](Scenario& s) { s.owners[0].kind = "dog"; }, Code::bad_value, "/owners/0/kind"},
          {"no cap below zero", [](Scenario& s) { s.owners[0].monthly_cap = whole(-1); }, Code::out_of_range,
           "/owners/0/monthly_cap"},
          {"an opening pool exists", [](Scenario& s) { s.opening[0].pool = "credtis"; }, Code::unknown_reference,
           "/opening/0/pool"},
          {"and is live", [](Scenario& s) { s.opening[0].pool = "later"; }, Code::not_permitted, "/opening/0/pool"},
          {"what the platform does not offer",
           [](Scenario& s) {
             s.at_zero[0] = {};
             s.at_zero[0].kind = AtZeroKind::slow_queue;
           },
           Code::not_permitted, "/at_zero/0/do"},
          {"the pack exists", [](Scenario& s) { s.at_zero[0].pack = "bundel"; }, Code::unknown_reference, "/at_zero/0/pack"},
          {"a plan in play may buy it",
           [](Scenario& s) {
             s.plan_changes.clear();
             s.at_zero = {s.at_zero[1]};
           },
           Code::not_permitted, "/at_zero/0/pack"},
          {"subscribers only",
           [](Scenario& s) {
             s.plan = "free";
             s.plan_changes.clear();
             s.at_zero = {s.at_zero[0]};
           },
           Code::not_permitted, "/at_zero/0/pack"},
          {"a bundle has its price", [](Scenario& s) { s.at_zero[0].money = whole(10); }, Code::not_permitted,
           "/at_zero/0/money"},
          {"by money needs a sum", [](Scenario& s) { s.at_zero[1].money.reset(); }, Code::missing_key, "/at_zero/1/money"},
          {"not below the least", [](Scenario& s) { s.at_zero[1].money = whole(40); }, Code::out_of_range, "/at_zero/1/money"},
          {"not above the largest", [](Scenario& s) { s.at_zero[1].money = whole(510); }, Code::out_of_range,
           "/at_zero/1/money"},
          {"in steps", [](Scenario& s) { s.at_zero[1].money = whole(55); }, Code::out_of_range, "/at_zero/1/money"},
          {"a threshold", [](Scenario& s) { s.at_zero[1].threshold.reset(); }, Code::missing_key, "/at_zero/1/threshold"},
          {"an upgrade leads somewhere",
           [](Scenario& s) {
             s.at_zero[0] = {};
             s.at_zero[0].kind = AtZeroKind::upgrade;
           },
           Code::missing_key, "/at_zero/0/plan"},
          {"not back",
           [](Scenario& s) {
             s.at_zero[0] = {};
             s.at_zero[0].kind = AtZeroKind::upgrade;
             s.at_zero[0].plan = "basic";
           },
           Code::cycle, "/at_zero/0/plan"},
          {"the buffer's ends", [](Scenario& s) { s.buffer_low = whole(1); }, Code::out_of_range, "/buffer/high"},
          {"a limit is a chance", [](Scenario& s) { s.run_out_limit = Share{kShareOne + 1}; }, Code::bad_probability,
           "/run_out_limit"},
          {"no budget below zero", [](Scenario& s) { s.budget_per_month = whole(-1); }, Code::out_of_range,
           "/budget_per_month"},
      },
      shop());
}

TEST_CASE("what the platform fixes, the user does not set") {
  Catalog fixed_shop = shop();
  for (AtZeroOffer& offer : fixed_shop.at_zero)
    if (offer.kind == AtZeroKind::auto_recharge) {
      offer.threshold = credits(10);
      offer.amount = credits(100);
      offer.plans = {"pro"};
    }
  expect_errors({{"the threshold", [](Scenario&) {}, Code::not_permitted, "/at_zero/1/threshold"},
                 {"the sum",
                  [](Scenario& s) {
                    s.at_zero[1].threshold.reset();
                    s.at_zero[1].money = whole(200);
                  },
                  Code::not_permitted, "/at_zero/1/money"},
                 {"on which plans",
                  [](Scenario& s) {
                    s.plan_changes.clear();
                    s.at_zero[1] = {};
                    s.at_zero[1].kind = AtZeroKind::auto_recharge;
                    s.at_zero[1].pack = "bundle";
                  },
                  Code::not_permitted, "/at_zero/1/do"}},
                fixed_shop);
}

TEST_CASE("quantities: mean and distribution") {
  struct Row {
    const char* what;
    Quantity quantity;
    double mean;
    std::size_t outcomes;
  };
  for (const Row& row : std::vector<Row>{{"fixed", fixed(3), 3, 1},
                                         {"range", range(4, 6), 5, 3},
                                         {"a table in any order", table({{5, chance_of(0.25)}, {1, chance_of(0.75)}}), 2, 2},
                                         {"what never comes is left out", table({{5, kAlways}, {9, kNever}}), 5, 1}}) {
    CAPTURE(row.what);
    CHECK(row.quantity.expected() == row.mean);
    const Distribution distribution = distribution_of(row.quantity);
    CHECK(distribution.values.size() == row.outcomes);
    CHECK(distribution.mean() == doctest::Approx(row.mean));
  }
  CHECK(poisson(1.5).expected() == 1.5);
  CHECK(distribution_of(poisson(1.5)).mean() == doctest::Approx(1.5).epsilon(1e-6));
}
