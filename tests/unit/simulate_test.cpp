#include "creditcast/simulate.hpp"

#include <doctest/doctest.h>

#include "../support/builders.hpp"

using namespace creditcast;
using namespace creditcast::testing;

namespace {

/// Catalog, scenario and their resolution, kept together because the last points into the first two.
struct Setup {
  Catalog catalog;
  Scenario scenario;
  Resolved resolved;
  Setup(Catalog c, Scenario s) : catalog(std::move(c)), scenario(std::move(s)) {
    Errors errors = check(catalog);
    if (errors.empty()) errors = check(scenario, catalog);
    for (const Error& error : errors) MESSAGE(error.pointer << " " << error.what);
    REQUIRE(errors.empty());
    auto result = resolve(catalog, scenario, {});
    REQUIRE(result.ok());
    resolved = std::move(result).value();
  }
  Setup(const Setup&) = delete;
  Setup& operator=(const Setup&) = delete;
  [[nodiscard]] PathResult path(std::uint32_t number = 0) const {
    SimulateOptions options;
    options.path = number;
    auto result = simulate(resolved, options);
    REQUIRE(result.ok());
    return std::move(result).value();
  }
};

Catalog one_plan(std::int64_t granted, std::int64_t price) {
  return catalog({pool("monthly", Cadence::cycle, ExpiryKind::end_of_period), pool("topup", Cadence::once, ExpiryKind::never)},
                 {action("image", credits(price))}, {plan("basic", 10, {{"monthly", credits(granted)}})});
}

Stream images(Quantity per_day) {
  Stream result = stream("images", std::move(per_day));
  result.uses = {use("image")};
  return result;
}

Pack pack_of(const std::string& id, std::int64_t amount, std::int64_t money) {
  Pack pack;
  pack.id = pack.name = id;
  pack.pool = "topup";
  pack.credits = credits(amount);
  pack.price = credits(money);
  return pack;
}

AtZeroChoice step(AtZeroKind kind, const std::string& pack = {}) {
  AtZeroChoice choice;
  choice.kind = kind;
  choice.pack = pack;
  return choice;
}

}  // namespace

TEST_CASE("what is granted and not used is lost at the end of each month, and counted") {
  const Setup setup(one_plan(1'000, 10), scenario("basic", {images(fixed(2))}, 3));  // 22 days x 2 x 10 = 440
  const PathResult path = setup.path();
  for (const MonthTally& month : path.months) {
    CHECK(month.spend == whole(440));
    CHECK(month.expired == whole(560));
    CHECK(month.money == whole(10));
    CHECK(month.finished == 44);
    CHECK(month.blocked_requests == 0);
  }
  CHECK(path.run_out_day == -1);
}

TEST_CASE("a request that nothing can pay is blocked, and nothing of it is drawn") {
  const Setup setup(one_plan(100, 30), scenario("basic", {images(fixed(1))}));
  const PathResult path = setup.path();
  CHECK(path.months[0].spend == whole(90));
  CHECK(path.months[0].expired == whole(10));
  CHECK(path.months[0].blocked_requests == 19);
  CHECK(path.months[0].blocked_credits == whole(19 * 30));
  CHECK(path.run_out_day == 3);
}

TEST_CASE("a fixed fractional rate is dealt out by a running floor") {
  for (const auto& [rate, expected] : {std::pair{0.5, 11}, std::pair{1.3, 28}, std::pair{0.1, 2}}) {
    const Setup setup(one_plan(1'000, 1), scenario("basic", {images(fixed(rate))}));
    CHECK(setup.path().months[0].requests == expected);
  }
  Stream weekly = images(fixed(3));
  weekly.rate.per = RatePer::week;  // 22 working days are 4.4 weeks
  const Setup setup(one_plan(1'000, 1), scenario("basic", {weekly}, 5));
  std::int64_t total = 0;
  for (const MonthTally& month : setup.path().months) total += month.requests;
  CHECK(total == 66);
}

TEST_CASE("a rate per month is whole each month, growth included") {
  Stream monthly = images(range(10, 10));
  monthly.rate.per = RatePer::month;
  monthly.growth_per_month = Amount{100'000};
  const Setup setup(one_plan(1'000, 1), scenario("basic", {monthly}, 3));
  const PathResult path = setup.path();
  CHECK(path.months[0].requests == 10);
  CHECK(path.months[1].requests == 11);
  CHECK(path.months[2].requests == 12);  // 12.1, the rest carries on
}

TEST_CASE("packs are bought when nothing else pays, up to the monthly cap") {
  Catalog sold = one_plan(100, 30);
  sold.packs = {pack_of("small", 60, 5)};
  offer(sold, AtZeroKind::buy_pack);
  Scenario buying = scenario("basic", {images(fixed(1))});
  buying.at_zero = {step(AtZeroKind::buy_pack, "small")};
  SUBCASE("without a cap") {
    const Setup setup(sold, buying);
    const PathResult path = setup.path();
    CHECK(path.months[0].blocked_requests == 0);
    // 660 asked, 90 from the grant's 100; its 10 pay with a pack, so 560 / 60 packs.
    CHECK(path.months[0].purchases == 10);
    CHECK(path.months[0].money == whole(10 + 50));
    CHECK(path.needed_purchase);
    CHECK(path.run_out_day == 3);
  }
  SUBCASE("with a cap of 12 dollars") {
    buying.at_zero[0].monthly_cap = whole(12);
    const Setup setup(sold, buying);
    const PathResult path = setup.path();
    CHECK(path.months[0].purchases == 2);
    CHECK(path.months[0].money == whole(20));
    CHECK(path.months[0].blocked_requests == 15);
  }
}

TEST_CASE("automatic recharge buys at the threshold, before anything is short") {
  Catalog sold = one_plan(100, 30);
  Pack by_money;
  by_money.id = by_money.name = "money";
  by_money.pool = "topup";
  by_money.by_money = true;
  by_money.min_money = credits(5);
  sold.packs = {by_money};
  sold.plans[0].price_per_credit = micros(100'000);
  AtZeroOffer& recharge = offer(sold, AtZeroKind::auto_recharge);
  recharge.threshold = credits(4);  // 4 dollars are 40 credits
  recharge.threshold_in_money = true;
  recharge.amount = credits(10);  // 100 credits
  Scenario buying = scenario("basic", {images(fixed(1))});
  buying.at_zero = {step(AtZeroKind::auto_recharge)};
  const Setup setup(sold, buying);
  const PathResult path = setup.path();
  CHECK(path.months[0].blocked_requests == 0);
  CHECK_FALSE(path.months[0].short_of_credit);
  CHECK(path.run_out_day == -1);
  CHECK(path.needed_purchase);
  CHECK(path.months[0].purchases == 7);  // 100 + 7 x 100 - 660: with six, the last image would leave 40
}

TEST_CASE("overage carried as a debt is paid by the next grant first") {
  Catalog sold = one_plan(100, 30);
  offer(sold, AtZeroKind::overage).overage = Overage::carry;
  Scenario owing = scenario("basic", {images(fixed(4))}, 2);
  owing.streams[0].rate.per = RatePer::month;
  owing.at_zero = {step(AtZeroKind::overage)};
  const Setup setup(sold, owing);
  const PathResult path = setup.path();
  CHECK(path.months[0].spend == whole(120));
  CHECK(path.months[0].expired == Amount{});
  CHECK(path.months[1].spend == whole(120));
  CHECK(path.debt == whole(40));  // 20 owed, then 80 left of 100, and 120 asked
  CHECK(path.by_pool[0].credits == whole(200));
}

TEST_CASE("billed overage costs money at the rate and is never netted") {
  Catalog sold = one_plan(100, 30);
  offer(sold, AtZeroKind::overage).rate = micros(50'000);
  Scenario billed = scenario("basic", {images(fixed(4))}, 2);
  billed.streams[0].rate.per = RatePer::month;
  billed.at_zero = {step(AtZeroKind::overage)};
  const Setup setup(sold, billed);
  const PathResult path = setup.path();
  CHECK(path.months[0].money == whole(11));
  CHECK(path.months[1].money == whole(11));
  CHECK(path.debt == Amount{});
}

TEST_CASE("what a failed run does not cost is not billed") {
  Catalog sold = one_plan(100, 30);
  offer(sold, AtZeroKind::overage).rate = micros(50'000);
  Scenario failing = scenario("basic", {images(fixed(4))}, 2);
  failing.streams[0].rate.per = RatePer::month;
  failing.streams[0].failure = kAlways;
  failing.at_zero = {step(AtZeroKind::overage)};
  SUBCASE("charged at start and given back: three quarters of 30, so 10 of 120 are billed in no run") {
    sold.actions[0].charged_at = ChargedAt::start;
    sold.actions[0].failed_share = micros(1'000'000);
    const Setup whole_price(sold, failing);
    CHECK(whole_price.path().months[0].money == whole(11));
    sold.actions[0].failed_share = micros(900'000);
    const Setup setup(sold, failing);
    const PathResult path = setup.path();
    // 27 a run: 81 after three, then 19 are left of 100. 30 are asked, so 11 are billed and 3 of them come back.
    CHECK(path.months[0].spend == whole(108));
    CHECK(path.months[0].money == Amount{10'400'000});
    CHECK(path.money_spread == Amount{20'800'000});
    sold.actions[0].failed_share = micros(0);
    const Setup free_of_charge(sold, failing);
    CHECK(free_of_charge.path().money_spread == whole(20));
  }
  SUBCASE("charged at success: only what is charged is billed") {
    sold.actions[0].charged_at = ChargedAt::success;
    sold.actions[0].failed_share = micros(900'000);
    const Setup setup(sold, failing);
    CHECK(setup.path().months[0].money == Amount{10'400'000});
  }
  SUBCASE("what came back leaves room under the cap again") {
    sold.actions[0].charged_at = ChargedAt::start;
    sold.actions[0].failed_share = micros(0);
    failing.streams[0].rate.quantity = fixed(6);
    sold.plans[0].grants[0].amount = credits(20);
    failing.at_zero[0].monthly_cap = Amount{600'000};  // 10 credits are 50 cents
    const Setup setup(sold, failing);
    CHECK(setup.path().months[0].blocked_requests == 0);
  }
}

TEST_CASE("what is offered on some plans only is taken on none of the others") {
  Catalog sold = one_plan(100, 30);
  sold.packs = {pack_of("small", 60, 5)};
  sold.plans.push_back(plan("team", 10, {{"monthly", credits(100)}}));
  Scenario moving = scenario("basic", {images(fixed(1))}, 2);
  moving.plan_changes = {{1, "team", "month"}};
  const auto blocked_by_month = [&] {
    const Setup setup(sold, moving);
    const PathResult path = setup.path();
    return std::pair(path.months[0].blocked_requests, path.months[1].blocked_requests);
  };
  SUBCASE("a pack") {
    offer(sold, AtZeroKind::buy_pack).plans = {"team"};
    moving.at_zero = {step(AtZeroKind::buy_pack, "small")};
    CHECK(blocked_by_month() == std::pair<std::int64_t, std::int64_t>(19, 0));
  }
  SUBCASE("automatic recharge") {
    offer(sold, AtZeroKind::auto_recharge).plans = {"team"};
    moving.at_zero = {step(AtZeroKind::auto_recharge, "small")};
    moving.at_zero[0].threshold = whole(1);
    CHECK(blocked_by_month() == std::pair<std::int64_t, std::int64_t>(19, 0));
  }
  SUBCASE("an upgrade") {
    sold.plans.push_back(plan("pro", 40, {{"monthly", credits(2'000)}}));
    for (AtZeroOffer& offered : sold.at_zero)
      if (offered.kind == AtZeroKind::upgrade) offered.plans = {"team"};
    moving.at_zero = {step(AtZeroKind::upgrade)};
    moving.at_zero[0].plan = "pro";
    CHECK(blocked_by_month() == std::pair<std::int64_t, std::int64_t>(19, 0));
  }
}

TEST_CASE("what acts while days pass has the values of the first day") {
  const Day first = to_day({2026, 3, 2});
  const auto dated = [&](std::int64_t before, std::int64_t from_first_day) {
    Figure figure = credits(before);
    figure.dated = {{first - 1, credits(from_first_day).value.value(), "page"},
                    {first + 1, credits(777).value.value(), "page"}};
    return figure;
  };
  Catalog sold = one_plan(100, 10);
  Scenario working = scenario("basic", {images(fixed(1))}, 2);
  working.calendar.start = first;
  SUBCASE("energy") {
    Pool energy;
    energy.id = energy.name = "energy";
    energy.unit = "energy";
    energy.refill_on_spend = SpendRefill{"credit", dated(100, 1), dated(1, 20)};
    sold.pools.push_back(energy);
    const Setup setup(sold, working);
    CHECK(setup.path().balance[2] == whole(20));
  }
  SUBCASE("drip") {
    sold.pools[0].drip = dated(100, 3);
    const Setup setup(sold, working);
    CHECK(setup.path().balance[0] == whole(3));
  }
  SUBCASE("an amount that rolls over") {
    sold.pools[0].rollover.kind = RolloverKind::capped;
    sold.pools[0].rollover.cap = dated(1'000, 40);
    const Setup setup(sold, working);
    CHECK(setup.path().months[0].expired == whole(60));
  }
  SUBCASE("a multiple of the grant that rolls over") {
    working.streams[0].rate.quantity = fixed(0);
    sold.pools[0].rollover.kind = RolloverKind::capped;
    sold.pools[0].rollover.times_grant = dated(10, 1);
    const Setup setup(sold, working);
    CHECK(setup.path().months[1].expired == whole(100));
  }
  SUBCASE("overage: rate and cap") {
    AtZeroOffer& overage = offer(sold, AtZeroKind::overage);
    overage.rate = dated(1, 2);
    overage.cap = dated(1'000, 40);  // two images of 20 dollars
    working.at_zero = {step(AtZeroKind::overage)};
    const Setup setup(sold, working);
    CHECK(setup.path().months[0].money == whole(10 + 40));
    CHECK(setup.path().months[0].requests == 12);
  }
  SUBCASE("the least that is bought by money") {
    Pack money = pack_of("money", 0, 0);
    money.credits.reset();
    money.price.reset();
    money.by_money = true;
    money.min_money = dated(50, 3);
    sold.plans[0].price_per_credit = micros(100'000);
    sold.packs = {money};
    offer(sold, AtZeroKind::buy_pack);
    working.at_zero = {step(AtZeroKind::buy_pack, "money")};
    working.at_zero[0].money = whole(4);
    CHECK(check(working, sold).empty());
    working.at_zero[0].money = whole(2);
    CHECK_FALSE(check(working, sold).empty());
  }
}

TEST_CASE("the slow queue serves without credit, an upgrade starts a new cycle at once") {
  Catalog sold = one_plan(100, 30);
  sold.plans.push_back(plan("pro", 40, {{"monthly", credits(600)}}));
  Scenario working = scenario("basic", {images(fixed(1))});
  SUBCASE("slow queue") {
    working.at_zero = {step(AtZeroKind::slow_queue)};
    const Setup setup(sold, working);
    const PathResult path = setup.path();
    CHECK(path.months[0].slow == 19);
    CHECK(path.months[0].spend == whole(90));
    CHECK(path.months[0].finished == 22);
  }
  SUBCASE("upgrade") {
    working.at_zero = {step(AtZeroKind::upgrade)};
    working.at_zero[0].plan = "pro";
    const Setup setup(sold, working);
    const PathResult path = setup.path();
    CHECK(path.months[0].blocked_requests == 0);
    CHECK(path.months[0].money == whole(50));
    CHECK(path.months[0].expired == whole(10));  // the old cycle's rest
    CHECK(path.months[0].spend == whole(660));
  }
}

TEST_CASE("energy starts at 0, is filled by a spend of one credit, and a utility without it is skipped") {
  Catalog sold = one_plan(1'000, 1);
  Pool energy;
  energy.id = energy.name = "energy";
  energy.unit = "energy";
  energy.refill_on_spend = SpendRefill{"credit", credits(1), credits(20)};
  sold.pools.push_back(energy);
  sold.actions.push_back(action("mask", credits(1), "energy"));
  Scenario working = scenario("basic", {stream("masks", fixed(12)), images(fixed(1))});
  working.streams[0].uses = {use("mask")};
  const Setup setup(sold, working);
  const PathResult path = setup.path();
  // Day 1: 12 masks find nothing. Then each day's image fills up to 20, and 12 masks fit.
  CHECK(path.months[0].utilities_skipped == 12);
  CHECK(path.months[0].spend == whole(22));
}

TEST_CASE("an owner's cap blocks that owner only") {
  Scenario team = scenario("basic", {images(fixed(1)), images(fixed(1))});
  team.streams[1].id = "other";
  team.owners = {{"a", "A", "user", whole(50)}, {"b", "B", "user", std::nullopt}};
  team.streams[0].owner = "a";
  team.streams[1].owner = "b";
  const Setup setup(one_plan(10'000, 10), team);
  const PathResult path = setup.path();
  CHECK(path.by_owner[0].credits == whole(50));
  CHECK(path.by_owner[0].blocked_requests == 17);
  CHECK(path.by_owner[1].credits == whole(220));
  CHECK(path.by_owner[1].blocked_requests == 0);
  CHECK(path.run_out_day == -1);
}

TEST_CASE("with AI paused an event's photos are delivered without the feature and do not count as finished") {
  Scenario event = scenario("basic", {stream("parties", fixed(1))});
  event.streams[0].rate.per = RatePer::month;
  event.streams[0].event =
      EventWork{fixed(10),
                fixed(2),
                {{"headshot", "Headshot", use("image"), kAlways}, {"style", "Style", use("image"), kAlways}},
                kNever};
  event.at_zero = {step(AtZeroKind::pause_ai)};
  const Setup setup(one_plan(100, 10), event);
  const PathResult path = setup.path();
  CHECK(path.months[0].finished == 5);
  CHECK(path.months[0].requests == 10);
  CHECK(path.months[0].blocked_requests == 30);
}

TEST_CASE("a gate blocks, and is no lack of credit") {
  Catalog sold = one_plan(1'000, 10);
  sold.actions[0].tags = {"pro"};
  sold.plans[0].denies = {"pro"};
  const Setup setup(sold, scenario("basic", {images(fixed(1))}));
  const PathResult path = setup.path();
  CHECK(path.months[0].blocked_requests == 22);
  CHECK(path.run_out_day == -1);
  CHECK(path.months[0].expired == whole(1'000));
}

TEST_CASE("a plan change ends the subscription's credits and keeps what was bought") {
  Catalog sold = one_plan(1'000, 10);
  sold.packs = {pack_of("small", 100, 5)};
  Plan free = plan("free", 0, {});
  free.subscription = false;
  sold.plans.push_back(free);
  sold.pools[0].for_whom = Audience::subscribers;
  Scenario leaving = scenario("basic", {images(fixed(1))}, 2);
  leaving.opening = {{"topup", whole(100)}};
  leaving.plan_changes = {{1, "free", "month"}};
  const Setup setup(sold, leaving);
  const PathResult path = setup.path();
  CHECK(path.months[0].spend == whole(220));
  CHECK(path.months[0].expired == whole(780));
  CHECK(path.months[1].spend == whole(100));
  CHECK(path.months[1].money == Amount{});
  CHECK(path.months[1].blocked_requests == 12);
}

TEST_CASE("a run split at any day goes on as if it had not been split") {
  const StudioYear year = studio_year();
  const Setup setup(year.catalog, year.scenario);
  const PathResult whole_run = setup.path(5);
  for (const std::int32_t day : {1, 29, 30, 31, 100, 359}) {
    SimulateOptions options;
    options.path = 5;
    Simulation first(setup.resolved, options);
    REQUIRE(first.run_until(day).empty());
    Simulation second = first;
    REQUIRE(first.run_until(360).empty());
    REQUIRE(second.run_until(360).empty());
    for (Simulation* simulation : {&first, &second}) {
      const PathResult split = simulation->finish();
      CHECK(split.months.back().spend == whole_run.months.back().spend);
      CHECK(split.months.back().expired == whole_run.months.back().expired);
      CHECK(split.balance == whole_run.balance);
      CHECK(split.run_out_day == whole_run.run_out_day);
    }
  }
}

TEST_CASE("every entry of a trace has its reason, and the journal sums to the balances") {
  const StudioYear year = studio_year();
  const Setup setup(year.catalog, year.scenario);
  SimulateOptions options;
  options.journal = true;
  Simulation simulation(setup.resolved, options);
  REQUIRE(simulation.run_until(360).empty());
  const PathResult path = simulation.finish();
  CHECK(simulation.contexts().size() == simulation.ledger().usage_count());
  Amount drawn;
  for (const Entry& entry : simulation.ledger().journal()) {
    CHECK_FALSE(simulation.reason_text(entry).empty());
    if (entry.kind == EntryKind::draw) drawn += entry.amount;
  }
  Amount spent;
  for (const MonthTally& month : path.months) spent += month.spend;
  CHECK(drawn == spent);
}

/// One look a day, of this phase.
static Scenario looks_of(const Phase& explore) {
  Scenario working = scenario("basic", {stream("looks", fixed(1))});
  working.projects.emplace_back().id = "look";
  working.projects[0].phases = {explore};
  working.streams[0].project = "look";
  return working;
}

TEST_CASE("a trace tells utilities and rewrites by the try that they belong to") {
  Catalog sold = one_plan(10'000, 10);
  sold.actions.push_back(action("chat", credits(1)));
  Phase explore = phase("explore", "image", 1e-9, 3);
  explore.utilities = {use("chat")};
  explore.utilities[0].count = 2;
  explore.rewrite = Phase::Rewrite{1, kNever, chance_of(1e-9), {use("chat")}};
  const Setup setup(sold, looks_of(explore));
  SimulateOptions options;
  options.journal = true;
  Simulation simulation(setup.resolved, options);
  REQUIRE(simulation.run_until(1).empty());
  std::string tries;
  for (const UsageContext& context : simulation.contexts()) tries += context.use->model + std::to_string(context.attempt) + " ";
  CHECK(tries == "chat1 chat1 image1 chat1 chat2 chat2 image2 chat2 chat3 chat3 image3 ");
}

TEST_CASE("of several utilities with a range of prices each draws its own") {
  const auto ranged = [](const char* id) {
    Action chat = action(id, credits(5));
    chat.prices[0].price.low = Amount{1 * kMicros};
    chat.prices[0].price.high = Amount{9 * kMicros};
    return chat;
  };
  Catalog sold = one_plan(10'000, 10);
  sold.actions.push_back(ranged("chat"));
  sold.actions.push_back(ranged("mask"));
  Phase explore = phase("explore", "image", 1e-9, 20);
  explore.utilities = {use("chat"), use("mask")};
  const Setup setup(sold, looks_of(explore));
  SimulateOptions options;
  options.journal = true;
  Simulation simulation(setup.resolved, options);
  REQUIRE(simulation.run_until(1).empty());
  std::vector<Amount> chats, masks;
  for (const Entry& entry : simulation.ledger().journal()) {
    if (entry.kind != EntryKind::draw) continue;
    const std::string& model = simulation.contexts()[entry.usage].use->model;
    if (model == "chat") chats.push_back(entry.amount);
    if (model == "mask") masks.push_back(entry.amount);
  }
  CHECK(chats.size() == 20);
  CHECK(masks.size() == 20);
  CHECK(chats != masks);
}
