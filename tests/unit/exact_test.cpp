#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "../support/builders.hpp"
#include "creditcast/random.hpp"

using namespace creditcast;
using namespace creditcast::testing;

namespace {

double units(Amount amount) { return static_cast<double>(amount.micros) / 1e6; }
double deviation(const Summary& summary) {
  REQUIRE(summary.standard_deviation.has_value());
  return units(*summary.standard_deviation);
}
bool near(double a, double b, double most = 1e-5) { return std::abs(a - b) <= most; }

Quantity table(std::vector<std::pair<std::int64_t, double>> rows) {
  Quantity quantity;
  quantity.kind = QuantityKind::table;
  for (const auto& [value, chance] : rows) quantity.table.push_back({value, chance_of(chance)});
  return quantity;
}

/// So many working days a month, drafts of 20 credits by a table of counts.
StudioYear drafts(Quantity per_day, std::int32_t working_days, std::int64_t daily, std::int64_t monthly, std::int64_t bought,
                  std::int32_t months = 1) {
  StudioYear year = studio_year();
  year.catalog.plans[0].grants = {{"daily", credits(daily)}, {"monthly", credits(monthly)}, {"bought", credits(bought)}};
  Stream stream = testing::stream("drafts", std::move(per_day));
  stream.uses = {use("draft")};
  year.scenario.streams = {stream};
  year.scenario.projects.clear();
  year.scenario.months = months;
  year.scenario.calendar.working_days_per_month = working_days;
  return year;
}

Result<Forecast> run(const StudioYear& year, Method method, std::uint32_t paths = 1'000, std::uint64_t seed = 1) {
  const auto resolved = resolve(year.catalog, year.scenario, {});
  REQUIRE(resolved.ok());
  return forecast(*resolved, {paths, seed, true, method});
}

Forecast exact(const StudioYear& year) {
  const auto result = run(year, Method::exact);
  REQUIRE_MESSAGE(result.ok(), (result.ok() ? "" : result.errors().front().what));
  CHECK(result->method == "exact");
  CHECK(result->paths == 0);
  REQUIRE(result->bound.has_value());
  return *result;
}

std::string refusal(const StudioYear& year) {
  const auto result = run(year, Method::exact);
  REQUIRE_FALSE(result.ok());
  CHECK(result.errors().front().code == Code::not_permitted);
  CHECK(result.errors().front().pointer == "/options/method");
  return result.errors().front().what;
}

}  // namespace

TEST_CASE("two days of no, one or two drafts come out as on paper") {
  // A day's own balance pays one draft, the month's another. Blocked is the fourth draft of a month in which both days ask for
  // two: 1 in 64.
  const Forecast forecast = exact(drafts(table({{0, 0.125}, {1, 0.75}, {2, 0.125}}), 2, 20, 20, 0));
  CHECK(near(to_double(forecast.run_out.probability), 1.0 / 64, 1e-9));
  REQUIRE(forecast.run_out.day.has_value());
  CHECK(forecast.run_out.day->p50 == whole(1));
  CHECK(forecast.run_out.day->standard_deviation == Amount{});
  CHECK(near(units(forecast.months[0].spend.mean), 20 * (2 - 1.0 / 64)));
  // 0, 1, 2, 3 drafts: 1/64, 12/64, 38/64, 13/64.
  const double mean = 2 - 1.0 / 64, squares = (12 + 4 * 38 + 9 * 13) / 64.0;
  CHECK(near(deviation(forecast.months[0].spend), 20 * std::sqrt(squares - mean * mean)));
  CHECK(forecast.months[0].spend.p10 == whole(20));
  CHECK(forecast.months[0].spend.p50 == whole(40));
  CHECK(forecast.months[0].spend.p90 == whole(60));
  CHECK(forecast.months[0].spend.standard_error == Amount{});
  CHECK(forecast.months[0].spend.p90_interval.low == whole(60));
  CHECK(forecast.months[0].spend.p90_interval.high == whole(60));
  CHECK(near(units(forecast.months[0].blocked.requests), 1.0 / 64));
  CHECK(near(units(forecast.months[0].blocked.credits), 20.0 / 64));
  CHECK(near(units(forecast.finished.mean), 2 - 1.0 / 64));
  // 30 daily balances and the month's, less what was spent.
  CHECK(near(units(forecast.months[0].expired.mean), 31 * 20 - 20 * (2 - 1.0 / 64)));
  CHECK(near(units(forecast.by_pool[1].credits), 20 * (15.0 / 64)));  // the month's own is used where a day asks for two
  CHECK(near(units(forecast.by_phase[0].credits), 20 * (2 - 1.0 / 64)));
  CHECK(near(units(*forecast.by_phase[0].requests), 2 - 1.0 / 64));
}

TEST_CASE("what lasts is carried from month to month") {
  // One working day a month asks for one or two drafts; a day has none of its own, a month pays one, and two last.
  const Forecast forecast = exact(drafts(table({{1, 0.75}, {2, 0.25}}), 1, 0, 20, 40, 3));
  CHECK(near(to_double(forecast.run_out.probability), 1.0 / 64, 1e-9));
  CHECK(near(to_double(forecast.months[2].run_out), 1.0 / 64, 1e-9));
  CHECK(forecast.months[1].run_out == kNever);
  CHECK(near(units(forecast.months[1].spend.mean), 25));
  CHECK(near(units(forecast.months[2].spend.mean), 25 - 20.0 / 64));
  CHECK(near(units(forecast.total_spend.mean), 75 - 20.0 / 64));
  CHECK(near(to_double(*forecast.bound), 1.0 / 64, 1e-7));
  // Both of those that last are left after two months at 9 in 16, one at 6 in 16.
  const auto at = [&](std::int32_t day) {
    for (const BalanceAt& balance : forecast.balance) {
      if (balance.day == day && balance.pool == "bought") return balance;
    }
    return BalanceAt{};
  };
  CHECK(at(31).p10 == whole(20));
  CHECK(at(31).p50 == whole(40));
  CHECK(at(31).p90 == whole(40));
  CHECK(at(89).p10 == whole(0));
  CHECK(at(89).p50 == whole(20));
}

TEST_CASE("a studio year has the mean and the deviation that its mathematics gives") {
  StudioYear year = studio_year();
  const Forecast forecast = exact(year);
  const Forecast sampled = *run(year, Method::sample, 4'000, 11);
  const double out = to_double(forecast.run_out.probability);
  CHECK(near(out, 0.02147, 1e-4));
  // Runs that run dry spend less, and those are the dear ones.
  CHECK(near(deviation(forecast.total_spend), 9'865.92, 0.01));
  CHECK(std::abs(out - to_double(sampled.run_out.probability)) <= 4 * std::sqrt(out * (1 - out) / 4'000));
  CHECK(forecast.bound->of_2_32 >= forecast.run_out.probability.of_2_32);
  for (std::size_t i = 0; i < forecast.balance.size(); ++i) {
    CHECK(forecast.balance[i].day == sampled.balance[i].day);
    CHECK(forecast.balance[i].pool == sampled.balance[i].pool);
    CHECK(std::abs(units(forecast.balance[i].p50) - units(sampled.balance[i].p50)) <= 700);
  }
  // What is spent is the same by every view.
  Amount by_phase, by_pool;
  for (const Part& part : forecast.by_phase) by_phase += part.credits;
  for (const Part& part : forecast.by_pool) by_pool += part.credits;
  CHECK(near(units(by_phase), units(forecast.typical_spend.mean), 1e-3));
  CHECK(near(units(by_pool), units(forecast.typical_spend.mean), 1e-3));

  // With more that lasts nothing blocks.
  year.catalog.plans[0].grants[2].amount = credits(200'000);
  const Forecast covered = exact(year);
  CHECK(near(units(covered.total_spend.mean), 189'760.01, 0.01));
  CHECK(near(deviation(covered.total_spend), 9'996.04, 0.01));
  CHECK(to_double(*covered.bound) < 1e-8);
}

namespace {

/// The exact figure lies within four standard errors of a sample: its mean, and its deviation where one is stated.
void holds(const Summary& exact, const Summary& sampled, std::uint32_t paths, double skew = 1) {
  CHECK(std::abs(units(exact.mean) - units(sampled.mean)) <= 4 * units(sampled.standard_error) + 1e-5);
  if (!exact.standard_deviation) return;
  const double error = skew * deviation(sampled) / std::sqrt(2.0 * paths);
  CHECK(std::abs(deviation(exact) - deviation(sampled)) <= 4 * error + 1e-5);
}

}  // namespace

TEST_CASE("stated means and deviations are those of many paths, where requests are blocked too") {
  constexpr std::uint32_t kPaths = 100'000;
  StudioYear year = studio_year();
  bool followed = true;
  SUBCASE("in two years of a hundred") { followed = false; }
  SUBCASE("in most months, where nothing lasts") { year.catalog.plans[0].grants.pop_back(); }
  SUBCASE("in one month, where what is bought may run out") {
    year.scenario.months = 1;
    year.catalog.plans[0].grants[2].amount = credits(2'000);
  }
  const Forecast forecast = exact(year);
  const Forecast sampled = *run(year, Method::sample, kPaths, 5);
  REQUIRE(to_double(forecast.run_out.probability) > 0.01);
  for (std::size_t m = 0; m < forecast.months.size(); ++m) {
    CAPTURE(m);
    holds(forecast.months[m].spend, sampled.months[m].spend, kPaths);
    holds(forecast.months[m].expired, sampled.months[m].expired, kPaths, 2);
    holds(forecast.months[m].money, sampled.months[m].money, kPaths);
  }
  holds(forecast.total_spend, sampled.total_spend, kPaths);
  holds(forecast.total_expired, sampled.total_expired, kPaths, 2);
  holds(forecast.total_money, sampled.total_money, kPaths);
  holds(forecast.finished, sampled.finished, kPaths);
  const auto months = static_cast<std::uint32_t>(forecast.months.size());
  CHECK(near(deviation(forecast.typical_spend), deviation(sampled.typical_spend),
             4 * deviation(sampled.typical_spend) / std::sqrt(2.0 * kPaths * months)));
  CHECK(forecast.total_spend.standard_deviation.has_value());
  CHECK(forecast.total_expired.standard_deviation.has_value());
  // What blocked requests change in the deviation of finished pieces is followed where it may be much.
  CHECK(forecast.finished.standard_deviation.has_value() == followed);
  CHECK(sampled.finished.standard_deviation.has_value());
}

TEST_CASE("what cannot be computed is refused with its reason, and sampled where the method is left open") {
  StudioYear year = drafts(poisson(2), 3, 20, 100, 100, 2);
  SUBCASE("quantities for a week") {
    year.scenario.streams[0].rate.per = RatePer::week;
    year.scenario.streams[0].rate.quantity = range(1, 4);
    CHECK(refusal(year).find("dealt out") != std::string::npos);
  }
  SUBCASE("a purchase") {
    Pack pack;
    pack.id = pack.name = "refill";
    pack.pool = "bought";
    pack.credits = credits(100);
    pack.price = credits(20);
    year.catalog.packs.push_back(pack);
    offer(year.catalog, AtZeroKind::buy_pack);
    AtZeroChoice buy;
    buy.kind = AtZeroKind::buy_pack;
    buy.pack = "refill";
    year.scenario.at_zero = {buy};
    CHECK(refusal(year).find("buys") != std::string::npos);
  }
  SUBCASE("the order of balances") {
    std::swap(year.catalog.pools[0], year.catalog.pools[2]);
    CHECK(refusal(year).find("drawn before") != std::string::npos);
  }
  SUBCASE("what lasts is likely used up") {
    year.catalog.plans[0].grants[2].amount = credits(20);
    CHECK(refusal(year).find("what lasts") != std::string::npos);
  }
  const auto open = run(year, Method::automatic, 200);
  REQUIRE(open.ok());
  CHECK(open->method == "sample");
  CHECK_FALSE(open->bound.has_value());
}

namespace {

/// Numbers of a fixed sequence.
class Dice {
 public:
  explicit Dice(std::uint32_t scenario) : scenario_(scenario) {}
  std::int64_t within(std::int64_t low, std::int64_t high) {
    const Block block = philox_4x32_10({n_++, scenario_, 0, 0}, {7, 7});
    return low + static_cast<std::int64_t>(block[0] % static_cast<std::uint64_t>(high - low + 1));
  }
  bool one_in(std::int64_t n) { return within(1, n) == 1; }

 private:
  std::uint32_t scenario_, n_ = 0;
};

StudioYear any_permitted(Dice& dice) {
  const auto months = static_cast<std::int32_t>(dice.within(1, 3));
  const std::int64_t daily = dice.one_in(3) ? 0 : 20 * dice.within(1, 4), monthly = 20 * dice.within(0, 40);
  // Nothing lasts, or it lasts for a while, or for good.
  const std::int64_t bought = dice.one_in(2) ? 0 : dice.one_in(2) ? 20 * dice.within(1, 10) : 5'000;
  StudioYear year = drafts(fixed(1), static_cast<std::int32_t>(dice.within(2, 7)), daily, monthly, bought, months);
  const auto rate = [&] {
    switch (dice.within(0, 2)) {
      case 0: return poisson(static_cast<double>(dice.within(2, 30)) / 10);
      case 1: return table({{0, 0.25}, {1, 0.5}, {3, 0.25}});
      default: return fixed(static_cast<double>(dice.within(1, 4)) / 2);
    }
  };
  std::vector<Stream> streams;
  for (std::int64_t i = dice.within(1, 2); i-- > 0;) {
    Stream stream = testing::stream("work" + std::to_string(i), rate());
    for (std::int64_t n = dice.within(1, 3); n-- > 0;) {
      const std::vector<std::string> actions{"draft", "standard", "upscale"};
      stream.uses.push_back(use(actions[static_cast<std::size_t>(dice.within(0, 2))]));
    }
    streams.push_back(std::move(stream));
  }
  if (dice.one_in(3)) {
    const StudioYear studio = studio_year();
    year.scenario.projects = studio.scenario.projects;
    for (Phase& phase : year.scenario.projects[0].phases) phase.max_requests = std::min(phase.max_requests, 3);
    streams[0] = studio.scenario.streams[0];
    streams[0].rate.quantity = poisson(0.5);
  }
  year.scenario.streams = std::move(streams);
  return year;
}

struct Held {
  std::size_t stated = 0, held = 0;
  void add(bool holds) {
    ++stated;
    held += holds ? 1 : 0;
  }
  [[nodiscard]] double share() const { return static_cast<double>(held) / static_cast<double>(stated); }
  /// Of the share, where each interval holds the value in 95 of 100.
  [[nodiscard]] double deviation() const { return std::sqrt(0.05 * 0.95 / static_cast<double>(stated)); }
};

}  // namespace

TEST_CASE("sampled intervals hold the exact values as often as they say") {
  // One figure a scenario and kind, so that they are independent.
  Held quantiles, means, run_outs;
  std::size_t dry = 0, permitted = 0;
  for (std::uint32_t n = 0; permitted < 220 && n < 800; ++n) {
    CAPTURE(n);
    Dice dice(n);
    const StudioYear year = any_permitted(dice);
    const auto resolved = resolve(year.catalog, year.scenario, {});
    REQUIRE(resolved.ok());
    const auto computed = forecast(*resolved, {1, 1, true, Method::exact});
    if (!computed.ok()) continue;
    ++permitted;
    const std::uint32_t paths = 400;
    const Forecast sampled = *forecast(*resolved, {paths, n, true, Method::sample});
    const auto m = static_cast<std::size_t>(dice.within(0, year.scenario.months - 1));
    dry += to_double(computed->months[m].short_of_credit) > 0.5 ? 1 : 0;

    std::vector<std::pair<const Summary*, const Summary*>> pairs{{&computed->months[m].spend, &sampled.months[m].spend},
                                                                 {&computed->months[m].expired, &sampled.months[m].expired}};
    if (to_double(*computed->bound) < 1e-3) {
      pairs.push_back({&computed->total_spend, &sampled.total_spend});
      pairs.push_back({&computed->total_expired, &sampled.total_expired});
      pairs.push_back({&computed->finished, &sampled.finished});
    }
    const auto& [a, b] = pairs[static_cast<std::size_t>(dice.within(0, static_cast<std::int64_t>(pairs.size()) - 1))];
    CHECK(a->standard_error == Amount{});
    CHECK(a->p50_interval.low == a->p50_interval.high);
    const auto which = dice.within(0, 2);
    const Amount at = which == 0 ? a->p10 : which == 1 ? a->p50 : a->p90;
    const Interval& interval = which == 0 ? b->p10_interval : which == 1 ? b->p50_interval : b->p90_interval;
    quantiles.add(interval.low <= at && at <= interval.high);
    const double error = units(b->standard_error);
    if (error > 0) means.add(std::abs(units(a->mean) - units(b->mean)) <= 1.96 * error + 1e-6);
    CHECK(std::abs(units(a->mean) - units(b->mean)) <= 6 * error + 0.5);
    if (a->standard_deviation) CHECK(std::abs(deviation(*a) - deviation(*b)) <= 0.25 * deviation(*a) + 3);

    const double p = to_double(computed->run_out.probability), q = to_double(sampled.run_out.probability);
    if (p > 0.05 && p < 0.95) run_outs.add(std::abs(p - q) <= 1.96 * std::sqrt(p * (1 - p) / paths) + 0.5 / paths);
    CHECK(std::abs(p - q) <= 5 * std::sqrt(p * (1 - p) / paths) + 2.0 / paths);
    const double blocked = units(computed->blocked.credits), blocked_sampled = units(sampled.blocked.credits);
    CHECK(std::abs(blocked - blocked_sampled) <= 0.15 * blocked + 10);
    for (std::size_t i = 0; i < computed->by_pool.size(); ++i)
      CHECK(std::abs(units(computed->by_pool[i].credits) - units(sampled.by_pool[i].credits)) <=
            0.06 * units(computed->typical_spend.mean) + 5);
    for (std::size_t i = 0; i < computed->by_phase.size(); ++i)
      CHECK(std::abs(units(*computed->by_phase[i].requests) - units(*sampled.by_phase[i].requests)) <=
            0.1 * units(*computed->by_phase[i].requests) + 0.6);
    for (std::size_t i = 0; i < computed->balance.size(); i += 3) {
      const BalanceAt& a_day = computed->balance[i];
      const BalanceAt& same = sampled.balance[i];
      CHECK((a_day.p10 <= a_day.p50 && a_day.p50 <= a_day.p90));
      CHECK((same.p10 <= a_day.p50 && a_day.p50 <= same.p90));
      CHECK((a_day.p10 <= same.p50 && same.p50 <= a_day.p90));
    }
  }
  CAPTURE(permitted);
  CAPTURE(dry);
  CAPTURE(quantiles.share());
  CAPTURE(means.share());
  CAPTURE(run_outs.share());
  CHECK(permitted >= 200);
  CHECK(dry >= 40);
  // Order statistics of whole steps hold more than they say, never less.
  CHECK(quantiles.share() >= 0.95 - 3 * quantiles.deviation());
  CHECK(std::abs(means.share() - 0.95) <= 3 * means.deviation() + 0.005);
  CHECK(run_outs.share() >= 0.95 - 3 * run_outs.deviation());
}
