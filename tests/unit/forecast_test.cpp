#include "creditcast/forecast.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "../support/builders.hpp"
#include "creditcast/compare.hpp"
#include "creditcast/sensitivity.hpp"
#include "tallies.hpp"

using namespace creditcast;
using namespace creditcast::testing;

namespace {

Summary summary_of_amounts(const std::vector<Amount>& amounts) {
  Column column;
  for (const Amount amount : amounts) column.add(amount.micros / kMicros);
  return summary_of(column, {0, kMicros, 1});
}

double units(Amount amount) { return static_cast<double>(amount.micros) / 1e6; }

bool same(const Summary& a, const Summary& b) {
  return a.mean == b.mean && a.standard_error == b.standard_error && a.p10 == b.p10 && a.p50 == b.p50 && a.p90 == b.p90 &&
         a.p10_interval.low == b.p10_interval.low && a.p90_interval.high == b.p90_interval.high;
}

bool same(const Forecast& a, const Forecast& b) {
  if (a.months.size() != b.months.size() || a.balance.size() != b.balance.size()) return false;
  for (std::size_t m = 0; m < a.months.size(); ++m) {
    if (!same(a.months[m].spend, b.months[m].spend) || !same(a.months[m].expired, b.months[m].expired)) return false;
    if (a.months[m].run_out != b.months[m].run_out || a.months[m].spend_by_phase != b.months[m].spend_by_phase) return false;
  }
  for (std::size_t i = 0; i < a.balance.size(); ++i) {
    if (a.balance[i].p50 != b.balance[i].p50 || a.balance[i].p90 != b.balance[i].p90) return false;
  }
  return same(a.total_spend, b.total_spend) && same(a.typical_spend, b.typical_spend) &&
         a.run_out.probability == b.run_out.probability;
}

}  // namespace

TEST_CASE("the studio year has the mean and the deviation that its mathematics gives") {
  const StudioYear year = studio_year();
  Catalog rich = year.catalog;
  rich.plans[0].grants[2].amount = credits(1'000'000);  // nothing is ever blocked
  const auto resolved = resolve(rich, year.scenario, {});
  REQUIRE(resolved.ok());
  const std::uint32_t paths = 500;
  const auto result = forecast(*resolved, {paths, 1, false, Method::sample});
  REQUIRE(result.ok());
  // Mean 189,760.01 and standard deviation 9,996.04 a year: five standard errors each.
  const double deviation = units(result->total_spend.standard_error) * std::sqrt(static_cast<double>(paths));
  CHECK(std::abs(units(result->total_spend.mean) - 189'760.01) < 5 * 9'996.04 / std::sqrt(500.0));
  CHECK(std::abs(deviation - 9'996.04) < 5 * 9'996.04 / std::sqrt(2 * 500.0));
  CHECK(result->run_out.probability == kNever);
  CHECK_FALSE(result->run_out.day.has_value());
  CHECK(result->finished.mean.micros > 0);
}

TEST_CASE("about two studio years in a hundred run out") {
  const StudioYear year = studio_year();
  const auto resolved = resolve(year.catalog, year.scenario, {});
  REQUIRE(resolved.ok());
  const auto result = forecast(*resolved, {500, 1, true});
  REQUIRE(result.ok());
  CHECK(to_double(result->run_out.probability) > 0.008);
  CHECK(to_double(result->run_out.probability) < 0.04);
  CHECK(result->balance.size() == 360 * 3);
}

TEST_CASE("the day on which credit runs out, and how often the estimate with a buffer is enough") {
  Catalog sold = catalog({pool("monthly", Cadence::cycle, ExpiryKind::end_of_period)}, {action("image", credits(10))},
                         {plan("small", 10, {{"monthly", credits(100)}})});
  Stream images = stream("images", fixed(1));
  images.uses = {use("image")};
  Scenario steady = scenario("small", {images}, 3);
  steady.buffer_low = Amount{100'000};
  for (const Method method : {Method::sample, Method::events}) {
    const auto resolved = resolve(sold, steady, {});
    REQUIRE(resolved.ok());
    const auto result = forecast(*resolved, {50, 1, false, method});
    REQUIRE(result.ok());
    REQUIRE(result->run_out.by_day.size() == 1);
    CHECK(result->run_out.by_day[0].day == 10);  // ten images are paid
    CHECK(result->run_out.by_day[0].probability == kAlways);
    CHECK(result->run_out.by_day[0].by_then == kAlways);
    // The plan pays for 100 credits a month; what counts here is that 220 are asked for.
    REQUIRE(result->buffer.lines.size() == 5);
    CHECK(result->buffer.lines[0].credits_per_month == whole(220));
    CHECK(result->buffer.lines[1].credits_per_month == whole(242));
    for (const auto& line : result->buffer.lines) {
      CHECK(line.month == kAlways);
      CHECK(line.horizon == kAlways);
    }
    CHECK(result->buffer.demand_known == (method == Method::sample));
  }

  // Poisson with mean 44 a month: the same from the tables, whether credit runs dry or not, and event by event where it does
  // not.
  steady.streams[0].rate.quantity = poisson(2);
  std::vector<Forecast> all;
  for (const auto& [grant, method] : {std::pair{100, Method::sample}, {10'000, Method::sample}, {10'000, Method::events}}) {
    sold.plans[0].grants[0].amount = credits(grant);
    const auto resolved = resolve(sold, steady, {});
    REQUIRE(resolved.ok());
    const auto result = forecast(*resolved, {1'000, 1, false, method});
    REQUIRE(result.ok());
    CHECK(result->buffer.demand_known);
    all.push_back(*result);
  }
  CHECK(all[0].run_out.probability == kAlways);
  Share sum = kNever;
  for (const auto& day : all[0].run_out.by_day) {
    sum.of_2_32 += day.probability.of_2_32;
    CHECK(to_double(day.by_then) == doctest::Approx(to_double(sum)).epsilon(1e-6));
  }
  CHECK(all[0].run_out.by_day.back().by_then == kAlways);
  for (std::size_t i = 0; i < all[0].buffer.lines.size(); ++i) {
    CHECK(all[0].buffer.lines[i].month == all[1].buffer.lines[i].month);
    CHECK(all[0].buffer.lines[i].horizon == all[1].buffer.lines[i].horizon);
    CHECK(std::abs(to_double(all[1].buffer.lines[i].month) - to_double(all[2].buffer.lines[i].month)) < 0.05);
  }
  // P(N <= 44), 48, 52, 55 and 57 for Poisson(44).
  const double expected[] = {0.5400, 0.7556, 0.8975, 0.9544, 0.9754};
  for (std::size_t i = 0; i < 5; ++i) CHECK(std::abs(to_double(all[1].buffer.lines[i].month) - expected[i]) < 0.04);
}

TEST_CASE("each input is changed by itself, and what moves the estimate most comes first") {
  StudioYear year = studio_year();
  year.scenario.projects[0].phases[0].failure = chance_of(0.1);
  const auto moved = sensitivity(year.catalog, year.scenario, {}, {});
  REQUIRE(moved.ok());
  CHECK(moved->money_per_month == whole(50));
  REQUIRE(moved->inputs.size() > 8);
  const auto of = [&](const std::string& kind, const std::string& pointer) {
    for (const SensitivityInput& input : moved->inputs) {
      if (input.kind == kind && input.pointer == pointer) return input;
    }
    FAIL("there is no " << kind << " " << pointer);
    return SensitivityInput{};
  };
  for (std::size_t i = 1; i < moved->inputs.size(); ++i) CHECK(moved->inputs[i - 1].width() >= moved->inputs[i].width());
  // So many more projects need so many more credits; no plan's price changes with it.
  const SensitivityInput rate = of("rate", "/streams/0/rate");
  CHECK(rate.base == Amount{1'500'000});
  CHECK(rate.low.value == Amount{1'350'000});
  CHECK(units(rate.high.credits_per_month) == doctest::Approx(1.1 * units(moved->credits_per_month)).epsilon(1e-6));
  CHECK(rate.high.money_per_month == whole(50));
  CHECK(rate.high.money_more->mean == Amount{});
  const SensitivityInput days = of("working_days", "/calendar/working_days_per_month");
  CHECK(days.low.value == whole(20));
  CHECK(days.high.value == whole(24));
  const SensitivityInput hero = of("acceptance", "/projects/0/phases/2/acceptance");
  CHECK(hero.low.credits_per_month > hero.high.credits_per_month);
  CHECK(of("batch", "/projects/0/phases/1/batch").high.value == whole(6));
  CHECK(of("failure", "/projects/0/phases/0/failure").low.value == Amount{90'000});
  // Prices add up: all of them a tenth up is the whole estimate a tenth up.
  double up = 0;
  for (const SensitivityInput& input : moved->inputs) {
    if (input.kind == "price") up += units(input.high.credits_per_month) - units(moved->credits_per_month);
  }
  CHECK(up == doctest::Approx(0.1 * units(moved->credits_per_month)).epsilon(1e-6));
  const auto few = sensitivity(year.catalog, year.scenario, {}, {.inputs = 3});
  REQUIRE(few.ok());
  CHECK(few->inputs.size() == 3);
  CHECK(few->left_out == moved->inputs.size() - 3);

  // With a pack bought whenever credit is short, more work costs more, surely: path by path.
  Pack pack;
  pack.id = pack.name = "top-up";
  pack.pool = "bought";
  pack.credits = credits(1'000);
  pack.price = credits(5);
  year.catalog.packs = {pack};
  offer(year.catalog, AtZeroKind::buy_pack);
  year.catalog.plans[0].grants[1].amount = credits(10'000);
  year.scenario.at_zero.emplace_back().kind = AtZeroKind::buy_pack;
  const auto bought = sensitivity(year.catalog, year.scenario, {}, {.paths = 200, .inputs = 2});
  REQUIRE(bought.ok());
  CHECK(bought->paths == 200);
  for (const SensitivityInput& input : bought->inputs) {
    const double by = units(input.high.money_more->mean);
    CHECK((input.high.credits_per_month > bought->credits_per_month) == (by > 0));
    CHECK(std::abs(by) > 4 * units(input.high.money_more->standard_error));
    CHECK(input.high.money_per_month == *bought->money_per_month + input.high.money_more->mean);
  }
  // In any order, on any number of workers.
  Workers workers;
  workers.run = [](std::vector<std::function<void()>>& jobs) {
    for (auto job = jobs.rbegin(); job != jobs.rend(); ++job) (*job)();
  };
  const auto again = sensitivity(year.catalog, year.scenario, {}, {.paths = 200, .inputs = 2, .workers = workers});
  REQUIRE(again.ok());
  CHECK(again->inputs[0].low.money_per_month == bought->inputs[0].low.money_per_month);
  CHECK(again->inputs[1].high.money_more->standard_error == bought->inputs[1].high.money_more->standard_error);
  workers.progress = [](std::uint64_t, std::uint64_t) { return false; };
  const auto stopped = sensitivity(year.catalog, year.scenario, {}, {.paths = 200, .inputs = 2, .workers = workers});
  REQUIRE_FALSE(stopped.ok());
  CHECK(stopped.errors()[0].code == Code::cancelled);
}

TEST_CASE("a phase says how often it passes its budget, in its own line and in its part") {
  StudioYear year = studio_year();
  year.scenario.projects[0].phases[1].budget = whole(200);
  const auto resolved = resolve(year.catalog, year.scenario, {});
  REQUIRE(resolved.ok());
  const auto result = forecast(*resolved, {200, 1, false});
  REQUIRE(result.ok());
  REQUIRE(result->budget.lines.size() == 1);
  CHECK(result->budget.lines[0].id == "lookbook/select");
  CHECK_FALSE(result->by_phase[0].over_budget.has_value());
  CHECK(result->by_phase[1].over_budget == result->budget.lines[0].exceeded);
  CHECK(result->by_phase[1].over_by == result->budget.lines[0].by);
}

TEST_CASE("chunks in any order, merged or not, give the same forecast") {
  const StudioYear year = studio_year();
  const auto resolved = resolve(year.catalog, year.scenario, {});
  REQUIRE(resolved.ok());
  const ForecastOptions options{60, 7, true};
  const auto at_once = forecast(*resolved, options);
  REQUIRE(at_once.ok());

  ForecastRun stepwise(*resolved, options);
  while (stepwise.done() < options.paths) REQUIRE(stepwise.advance(7).empty());
  CHECK(same(*at_once, stepwise.result()));

  ForecastRun late(*resolved, options), middle(*resolved, options), early(*resolved, options);
  REQUIRE(late.advance_range(40, 20).empty());
  REQUIRE(middle.advance_range(10, 30).empty());
  REQUIRE(early.advance_range(0, 10).empty());
  late.merge(std::move(early));
  late.merge(std::move(middle));
  CHECK(late.done() == 60);
  CHECK(same(*at_once, late.result()));
}

TEST_CASE("a summary of few values is what one reads off them") {
  std::vector<Amount> ten;
  for (int i = 10; i >= 1; --i) ten.push_back(whole(i));
  const Summary summary = summary_of_amounts(ten);
  CHECK(summary.mean == Amount{5'500'000});
  CHECK(summary.p10 == whole(1));
  CHECK(summary.p50 == whole(5));
  CHECK(summary.p90 == whole(9));
  CHECK(summary.p50_interval.low == whole(2));   // P(B < 2) = 1.1 %, P(B < 3) = 5.5 %
  CHECK(summary.p50_interval.high == whole(9));  // P(B >= 9) = 1.1 %
  CHECK(summary.p10_interval.low == whole(1));
  CHECK(summary.p90_interval.high == whole(10));
  // Sample deviation 3.02765 over the root of 10.
  CHECK(summary.standard_error == Amount{957'427});

  std::vector<Amount> one{whole(3)};
  const Summary alone = summary_of_amounts(one);
  CHECK(alone.standard_error == Amount{});
  CHECK(alone.p10_interval.low == whole(3));
  CHECK(alone.p90_interval.high == whole(3));
}

TEST_CASE("the stated 95 % intervals hold the true quantile about that often") {
  // Uniform on 0..999 from addressed draws: the true median is 499.5.
  int held = 0;
  for (std::uint32_t run = 0; run < 400; ++run) {
    std::vector<Amount> values;
    for (std::uint32_t i = 0; i < 101; ++i) {
      Address address;
      address.path = run;
      address.day = i;
      values.push_back(whole(static_cast<std::int64_t>((std::uint64_t{draw(3, address)} * 1000) >> 32)));
    }
    const Summary summary = summary_of_amounts(values);
    held += summary.p50_interval.low <= Amount{499'500'000} && Amount{499'500'000} <= summary.p50_interval.high ? 1 : 0;
  }
  CHECK(held >= 370);  // at least 95 % is meant; four standard deviations below that
}

TEST_CASE("a comparison runs the same demand through every plan and recommends the cheapest that does not run short") {
  StudioYear year = studio_year();
  year.catalog.plans.push_back(plan("tiny", 5, {{"daily", credits(10)}}));
  year.catalog.plans.push_back(plan("huge", 500, {{"monthly", credits(40'000)}}));
  Plan legacy = plan("legacy", 1, {{"monthly", credits(40'000)}});
  legacy.open = false;
  year.catalog.plans.push_back(legacy);
  Plan unpriced = plan("unpriced", 1, {{"monthly", credits(40'000)}});
  unpriced.terms[0].price = Figure{};
  unpriced.terms[0].price.why = "not published";
  year.catalog.plans.push_back(unpriced);
  const auto result = compare({{&year.catalog, &year.scenario, choices(year.catalog, year.scenario)}}, {100, 1});
  REQUIRE(result.ok());
  REQUIRE(result->plans.size() == 5);
  REQUIRE(result->recommended.has_value());
  CHECK(result->recommended->plan == "studio");
  CHECK_FALSE(result->recommended->reason.empty());
  for (const PlanRow& row : result->plans) {
    if (row.plan == "unpriced") CHECK_FALSE(row.money_per_month.has_value());
    if (row.plan == "tiny") CHECK(row.run_out == kAlways);
    if (row.plan == "huge") CHECK(row.covers_buffer_high);
    if (row.plan == "studio") CHECK(row.money_per_month->mean == whole(50));
  }
}

TEST_CASE("a purchase belongs to its plan: a request that it pays is not blocked") {
  Catalog sold =
      catalog({pool("monthly", Cadence::cycle, ExpiryKind::end_of_period), pool("topup", Cadence::once, ExpiryKind::never)},
              {action("image", credits(10))},
              {plan("small", 10, {{"monthly", credits(100)}}), plan("large", 90, {{"monthly", credits(300)}})});
  Pack pack;
  pack.id = pack.name = "top-up";
  pack.pool = "topup";
  pack.credits = credits(60);
  pack.price = credits(5);
  sold.packs = {pack};
  offer(sold, AtZeroKind::buy_pack);
  Stream images = stream("images", fixed(1));
  images.uses = {use("image")};
  Scenario buying = scenario("small", {images}, 3);
  const auto compared = [&] {
    const auto result = compare({{&sold, &buying, choices(sold, buying)}}, {4, 1});
    REQUIRE(result.ok());
    REQUIRE(result->recommended.has_value());
    return *result;
  };
  const auto waiting = compared();
  CHECK(waiting.recommended->plan == "large");
  CHECK(waiting.plans[0].blocked_month == kAlways);

  buying.at_zero.emplace_back().kind = AtZeroKind::buy_pack;
  const auto bought = compared();
  CHECK(bought.plans[0].run_out == kAlways);  // in every month a purchase is what saves a request
  CHECK(bought.plans[0].blocked_month == kNever);
  CHECK(bought.plans[0].money_per_month->mean == whole(20));
  CHECK(bought.recommended->plan == "small");
  CHECK(bought.recommended->reason.find("runs short in 100 %") != std::string::npos);

  // Up to the cap only: 100 + 60 a month pay for 16 of 22 images.
  buying.at_zero[0].monthly_cap = whole(5);
  const auto capped = compared();
  CHECK(capped.plans[0].blocked_month == kAlways);
  CHECK(capped.recommended->plan == "large");

  // Sold to the large plan only, it is no rescue for the small one.
  buying.at_zero[0].monthly_cap.reset();
  sold.at_zero.back().plans = {"large"};
  buying.plan = "large";
  const auto elsewhere = compared();
  CHECK(elsewhere.plans[0].pack.empty());
  CHECK(elsewhere.plans[0].blocked_month == kAlways);
  CHECK(elsewhere.plans[1].pack == "top-up");
  CHECK(elsewhere.break_even.empty());
}

TEST_CASE("a plan without room for the seats says so, and is not recommended; what is granted per seat counts for all") {
  Catalog sold = catalog({pool("monthly", Cadence::cycle, ExpiryKind::end_of_period)}, {action("image", credits(10))},
                         {plan("solo", 10, {{"monthly", credits(1'000)}}), plan("team", 90, {{"monthly", credits(1'000)}})});
  sold.pools[0].grant->per_seat = true;
  sold.plans[0].max_seats = 1;
  sold.plans[1].max_seats = 5;
  sold.plans[1].grants[0].amount.dated = {{to_day({2026, 1, 1}), whole(500), "page"}};
  Stream images = stream("images", fixed(1));
  images.uses = {use("image")};
  Scenario alone = scenario("team", {images}, 3);
  alone.calendar.start = to_day({2026, 3, 2});
  const auto compared = [&] {
    const auto result = compare({{&sold, &alone, choices(sold, alone)}}, {4, 1});
    REQUIRE(result.ok());
    REQUIRE(result->plans.size() == 2);
    REQUIRE(result->recommended.has_value());
    return *result;
  };
  CHECK(compared().recommended->plan == "solo");
  alone.seats = 5;
  const auto seated = compared();
  CHECK(seated.recommended->plan == "team");
  CHECK_FALSE(seated.plans[0].has_work);
  CHECK(seated.plans[0].plan == "solo");
  CHECK(seated.plans[0].missing == "5 seats (at most 1)");
  CHECK(seated.plans[1].has_work);
  CHECK(seated.plans[1].credits_per_month == whole(2'500));
  REQUIRE(seated.plans[1].generations.size() == 1);
  CHECK(seated.plans[1].generations[0].count == 250);
}

TEST_CASE("plans that buy whole packs part where their break-even says, over months in which no rest is lost") {
  // Free buys 100 credits for 10, the larger pack at half the rate is not what the policy names; basic brings 300 for 24.
  Catalog sold =
      catalog({pool("monthly", Cadence::cycle, ExpiryKind::end_of_period), pool("bought", Cadence::once, ExpiryKind::never)},
              {action("image", credits(7))}, {plan("free", 0, {}), plan("basic", 24, {{"monthly", credits(300)}})});
  Pack small;
  small.id = small.name = "small";
  small.pool = "bought";
  small.credits = credits(100);
  small.price = credits(10);
  Pack large = small;
  large.id = large.name = "large";
  large.credits = credits(2'000);
  large.price = credits(100);
  sold.packs = {small, large};
  offer(sold, AtZeroKind::buy_pack);
  const auto with_images = [&](double a_day) {
    Stream images = stream("images", fixed(a_day));
    images.uses = {use("image")};
    Scenario buying = scenario("free", {images}, 60);
    AtZeroChoice& buy = buying.at_zero.emplace_back();
    buy.kind = AtZeroKind::buy_pack;
    buy.pack = "small";
    return buying;
  };
  const Scenario near = with_images(1.5);
  const auto points = break_even(sold, near, choices(sold, near));
  REQUIRE(points.size() == 1);
  CHECK(points[0].credits_per_month == whole(240));
  CHECK(points[0].from == "free/month");
  for (const double a_day : {1.4, 1.75}) {  // 215.6 and 269.5 credits a month
    const Scenario buying = with_images(a_day);
    const auto result = compare({{&sold, &buying, choices(sold, buying)}}, {1, 1});
    REQUIRE(result.ok());
    REQUIRE(result->plans.size() == 2);
    CHECK((result->plans[0].money_per_month->mean < result->plans[1].money_per_month->mean) == (a_day < 1.5));
  }
  // With at most one pack a month free ends at 100 credits, before basic is worth it.
  Scenario capped = near;
  capped.at_zero[0].monthly_cap = whole(10);
  CHECK(break_even(sold, capped, choices(sold, capped)).empty());
}

TEST_CASE("a fee is worth it above the volume where the lower rate makes up for it") {
  // Free: 0.20 a credit. Basic: 39 a month and 0.15. They meet at 39 / 0.05 = 780 credits.
  Catalog sold = catalog({pool("credits", Cadence::once, ExpiryKind::never)}, {action("image", credits(1))},
                         {plan("payg", 0, {}), plan("basic", 39, {})});
  sold.plans[0].price_per_credit = micros(200'000);
  sold.plans[1].price_per_credit = micros(150'000);
  Pack money;
  money.id = money.name = "money";
  money.pool = "credits";
  money.by_money = true;
  money.min_money = credits(50);
  sold.packs = {money};
  offer(sold, AtZeroKind::buy_pack);
  Stream images = stream("images", fixed(30));
  images.uses = {use("image")};
  Scenario buying = scenario("payg", {images}, 12);
  AtZeroChoice buy;
  buy.kind = AtZeroKind::buy_pack;
  buy.pack = "money";
  buying.at_zero = {buy};
  const auto points = break_even(sold, buying, choices(sold, buying));
  REQUIRE(points.size() == 1);
  CHECK(points[0].credits_per_month == whole(780));
  CHECK(points[0].money_per_month == whole(156));
  CHECK(points[0].from == "payg/month");
  CHECK(points[0].to == "basic/month");
}
