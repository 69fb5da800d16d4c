#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "../support/builders.hpp"
#include "creditcast/compare.hpp"
#include "creditcast/random.hpp"
#include "demand.hpp"
#include "lane_kernels.hpp"
#include "tallies.hpp"

using namespace creditcast;
using namespace creditcast::testing;

namespace {

double units(Amount amount) { return static_cast<double>(amount.micros) / 1e6; }

/// Two estimates of one mean lie within so many of their common standard errors.
void agree(const char* what, const Summary& a, const Summary& b, double errors = 4.5) {
  CAPTURE(what);
  const double error = std::hypot(units(a.standard_error), units(b.standard_error));
  CAPTURE(units(a.mean));
  CAPTURE(units(b.mean));
  CHECK(std::abs(units(a.mean) - units(b.mean)) <= errors * error + 1e-6);
}

void agree(const char* what, Share a, std::uint32_t paths_a, Share b, std::uint32_t paths_b) {
  CAPTURE(what);
  const double p = to_double(a), q = to_double(b);
  CAPTURE(p);
  CAPTURE(q);
  const double error = std::sqrt(p * (1 - p) / paths_a + q * (1 - q) / paths_b);
  CHECK(std::abs(p - q) <= 4.5 * error + 1.0 / std::min(paths_a, paths_b));
}

void tables_follow_the_law(const Catalog& catalog, const Scenario& scenario, std::uint32_t sampled = 6'000,
                           std::uint32_t walked = 1'500) {
  const auto resolved = resolve(catalog, scenario, {});
  REQUIRE(resolved.ok());
  const auto a = forecast(*resolved, {sampled, 5, false, Method::sample});
  REQUIRE_MESSAGE(a.ok(), (a.ok() ? "" : a.errors().front().what));
  const auto b = forecast(*resolved, {walked, 6, false, Method::events});
  REQUIRE(b.ok());
  agree("spend", a->total_spend, b->total_spend);
  agree("expired", a->total_expired, b->total_expired);
  agree("money", a->total_money, b->total_money);
  agree("finished", a->finished, b->finished);
  agree("run-out", a->run_out.probability, sampled, b->run_out.probability, walked);
  agree("bought", a->run_out.needs_purchase, sampled, b->run_out.needs_purchase, walked);
  if (a->run_out.day && b->run_out.day) agree("day", *a->run_out.day, *b->run_out.day);
  for (std::size_t m = 0; m < a->months.size(); ++m) {
    agree("month's spend", a->months[m].spend, b->months[m].spend);
    agree("month runs short", a->months[m].short_of_credit, sampled, b->months[m].short_of_credit, walked);
  }
  // Parts have no error of their own; they are held to a share of the whole.
  const double whole_spend = units(a->typical_spend.mean) + 1e-9;
  for (std::size_t p = 0; p < a->by_phase.size(); ++p) {
    CAPTURE(a->by_phase[p].id);
    CHECK(std::abs(units(a->by_phase[p].credits) - units(b->by_phase[p].credits)) <= 0.02 * whole_spend + 0.5);
    const double asked = units(*b->by_phase[p].requests) + units(b->by_phase[p].blocked.requests) + 1;
    CHECK(std::abs(units(*a->by_phase[p].requests) - units(*b->by_phase[p].requests)) <= 0.04 * asked);
    CHECK(std::abs(units(a->by_phase[p].blocked.requests) - units(b->by_phase[p].blocked.requests)) <= 0.04 * asked);
  }
  // What is spent is the same by every view.
  Amount by_phase, by_pool;
  for (const Part& part : a->by_phase) by_phase += part.credits;
  for (const Part& part : a->by_pool) by_pool += part.credits;
  CHECK(std::abs((by_phase - a->typical_spend.mean).micros) < 100);
  CHECK(std::abs((by_pool - a->typical_spend.mean).micros) < 100);
}

StudioYear studio_with(std::int64_t monthly, std::int64_t bought, std::int32_t months = 3) {
  StudioYear year = studio_year();
  year.catalog.plans[0].grants = {{"daily", credits(100)}, {"monthly", credits(monthly)}, {"bought", credits(bought)}};
  year.scenario.months = months;
  return year;
}

}  // namespace

TEST_CASE("lanes draw the numbers of the published generator") {
  LaneNumbers numbers;
  std::array<std::uint32_t, kLanes> paths;
  for (std::size_t lane = 0; lane < kLanes; ++lane) paths[lane] = static_cast<std::uint32_t>(1'000 + lane * lane);
  philox_lanes(paths.data(), kLanes, 77, 3, 5, 0x0123456789abcdefULL, numbers);
  for (const std::size_t lane : {std::size_t{0}, std::size_t{1}, std::size_t{63}, kLanes - 1}) {
    const Block block = philox_4x32_10({paths[lane], 77, 3, 5}, {0x89abcdef, 0x01234567});
    for (std::size_t i = 0; i < 4; ++i) CHECK(numbers.of[i][lane] == block[i]);
  }
}

TEST_CASE("a project's compiled law has the mean and the variance that its mathematics gives") {
  const StudioYear year = studio_year();
  const auto resolved = resolve(year.catalog, year.scenario, {});
  REQUIRE(resolved.ok());
  const auto demand = compile_demand(*resolved, 20 * kMicros);
  REQUIRE(std::holds_alternative<Demand>(demand));
  const Demand& compiled = std::get<Demand>(demand);
  const Lattice& law = compiled.streams[0].occurrences[0].law();
  double total = 0, mean = 0, squares = 0;
  for (std::size_t row = 0; row < law.rows; ++row) {
    const double credits = 20.0 * static_cast<double>(law.first_credits + static_cast<std::int64_t>(row));
    total += law.weights[row];
    mean += credits * law.weights[row];
    squares += credits * credits * law.weights[row];
  }
  CHECK(std::abs(total - 1) < 1e-12);
  CHECK(std::abs(mean - 479.19195) < 1e-4);
  CHECK(std::abs(squares - mean * mean - 22'700.56) < 1e-2);
  CHECK(compiled.lost < 1e-9);
}

TEST_CASE("tables follow the law on a studio year") {
  SUBCASE("that seldom runs out") {
    tables_follow_the_law(studio_with(15'000, 2'000).catalog, studio_with(15'000, 2'000).scenario);
  }
  SUBCASE("that runs dry every month") {
    tables_follow_the_law(studio_with(6'000, 500).catalog, studio_with(6'000, 500).scenario);
  }
  SUBCASE("that has next to nothing") { tables_follow_the_law(studio_with(130, 0).catalog, studio_with(130, 0).scenario); }
  SUBCASE("that buys packs") {
    StudioYear year = studio_with(9'000, 0);
    Pack pack;
    pack.id = pack.name = "refill";
    pack.pool = "bought";
    pack.credits = credits(1'500);
    pack.price = credits(20);
    year.catalog.packs.push_back(pack);
    offer(year.catalog, AtZeroKind::buy_pack);
    AtZeroChoice buy;
    buy.kind = AtZeroKind::buy_pack;
    buy.pack = "refill";
    SUBCASE("as many as it needs") {}
    SUBCASE("up to a cap") { buy.monthly_cap = whole(60); }
    year.scenario.at_zero = {buy};
    tables_follow_the_law(year.catalog, year.scenario);
  }
  SUBCASE("whose runs fail, at a price") {
    StudioYear year = studio_with(12'000, 300);
    for (Action& action : year.catalog.actions) action.failed_share = micros(500'000);
    for (Phase& phase : year.scenario.projects[0].phases) phase.failure = chance_of(0.15);
    tables_follow_the_law(year.catalog, year.scenario);
  }
  SUBCASE("with variations, fading prompts, several pieces and given up ones") {
    StudioYear year = studio_with(16'000, 1'000, 2);
    std::vector<Phase>& phases = year.scenario.projects[0].phases;
    phases[0].repeat_factors = {chance_of(1), chance_of(0.8), chance_of(0.5)};
    phases[0].variations = Phase::Variations{chance_of(0.4), chance_of(0.6)};
    phases[0].exhausted = Exhausted::give_up;
    phases[0].max_requests = 6;
    phases[1].keep = 2;
    phases[1].max_requests = 3;
    year.scenario.streams[0].rate.quantity = poisson(0.9);
    tables_follow_the_law(year.catalog, year.scenario);
  }
  SUBCASE("with rates that are dealt out, growth and a second stream") {
    StudioYear year = studio_with(14'000, 1'000);
    year.scenario.streams[0].rate.per = RatePer::week;
    year.scenario.streams[0].rate.quantity = range(4, 9);
    year.scenario.streams[0].growth_per_month = Amount{100'000};
    Stream drafts = stream("drafts", fixed(2.5));
    drafts.uses = {use("draft"), use("standard")};
    year.scenario.streams.push_back(drafts);
    tables_follow_the_law(year.catalog, year.scenario);
  }
}

TEST_CASE("sampled forecasts give the same bytes in any chunks") {
  const StudioYear year = studio_with(12'000, 1'000);
  const auto resolved = resolve(year.catalog, year.scenario, {});
  REQUIRE(resolved.ok());
  const ForecastOptions options{1'500, 9, true, Method::sample};
  const auto at_once = forecast(*resolved, options);
  REQUIRE(at_once.ok());
  ForecastRun late(*resolved, options);
  ForecastRun early = late.fresh(), middle = late.fresh();
  REQUIRE(late.advance_range(777, 723).empty());
  REQUIRE(early.advance_range(0, 1).empty());
  REQUIRE(early.advance_range(1, 300).empty());
  REQUIRE(middle.advance_range(301, 476).empty());
  late.merge(std::move(middle));
  late.merge(std::move(early));
  const Forecast merged = late.result();
  CHECK(merged.total_spend.mean == at_once->total_spend.mean);
  CHECK(merged.total_spend.standard_deviation == at_once->total_spend.standard_deviation);
  CHECK(merged.total_expired.p90 == at_once->total_expired.p90);
  CHECK(merged.run_out.probability == at_once->run_out.probability);
  for (std::size_t i = 0; i < merged.balance.size(); ++i) CHECK(merged.balance[i].p50 == at_once->balance[i].p50);
  for (std::size_t i = 0; i < merged.by_phase.size(); ++i) {
    CHECK(merged.by_phase[i].credits == at_once->by_phase[i].credits);
    CHECK(merged.by_phase[i].blocked.requests == at_once->by_phase[i].blocked.requests);
  }
}

TEST_CASE("plans side by side give what each gives by itself") {
  StudioYear year = studio_with(12'000, 0);
  year.catalog.plans.push_back(plan("larger", 80, {{"daily", credits(100)}, {"monthly", credits(16'000)}}));
  const auto small = resolve(year.catalog, year.scenario, {"studio", "month", ""});
  const auto large = resolve(year.catalog, year.scenario, {"larger", "month", ""});
  REQUIRE(small.ok());
  REQUIRE(large.ok());
  const ForecastOptions options{700, 3, false};
  ForecastGroup group({&*small, &*large}, options);
  ForecastGroup other = group.fresh();
  REQUIRE(group.advance_range(200, 500).empty());
  REQUIRE(other.advance_range(0, 200).empty());
  group.merge(std::move(other));
  const auto alone = forecast(*large, options);
  REQUIRE(alone.ok());
  CHECK(group.result(1).total_spend.mean == alone->total_spend.mean);
  CHECK(group.result(1).run_out.probability == alone->run_out.probability);
  const auto difference = group.money_difference(1);
  REQUIRE(difference.has_value());
  CHECK(difference->mean == whole(30));
  CHECK(difference->standard_error == Amount{});
}

TEST_CASE("what cannot be tabled is refused with its reason, or walked event by event") {
  StudioYear year = studio_with(12'000, 0, 1);
  year.scenario.owners.push_back({"team", "Team", "team", whole(500)});
  year.scenario.streams[0].owner = "team";
  const auto resolved = resolve(year.catalog, year.scenario, {});
  REQUIRE(resolved.ok());
  const auto refused = forecast(*resolved, {10, 1, false, Method::sample});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.errors().front().code == Code::not_permitted);
  CHECK(refused.errors().front().pointer == "/options/method");
  const auto walked = forecast(*resolved, {10, 1, false});
  REQUIRE(walked.ok());
  CHECK(walked->method == "events");
  CHECK(walked->why == "an owner has a cap");
}

TEST_CASE("a histogram tells values apart until there are too many of them, in whatever order they came") {
  Histogram up, down;
  for (std::int64_t value = 0; value < 40'000; ++value) {
    up.add(value * 3);
    down.add((39'999 - value) * 3);
  }
  CHECK(up.count() == 40'000);
  CHECK(up.bin() > 1);
  CHECK(up.bin() == down.bin());
  CHECK(up.bins() == down.bins());
  Histogram parts, rest;
  for (std::int64_t value = 0; value < 40'000; ++value) (value % 3 == 0 ? parts : rest).add(value * 3);
  parts.merge(rest);
  CHECK(parts.bins() == up.bins());
  Histogram few;
  few.add(7, 5);
  few.add(8'000'000'000'000'000);
  CHECK(few.bin() == 1);
  CHECK(few.bins().back().first == 8'000'000'000'000'000);
}
