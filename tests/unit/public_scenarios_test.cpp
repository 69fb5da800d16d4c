/// The scenarios in public/: all of them run, and each shows the rule it is there to show.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "creditcast/compare.hpp"
#include "creditcast/estimate.hpp"
#include "creditcast/forecast.hpp"
#include "creditcast/json/write.hpp"
#include "support/builders.hpp"
#include "support/published.hpp"

using namespace creditcast;
using creditcast::json::LoadedScenario;
using creditcast::testing::chance_of;
using creditcast::testing::kPlatforms;
using creditcast::testing::shelf;
using creditcast::testing::texts_in;

namespace {

LoadedScenario scenario(const std::string& id, const std::string& habit = {}) {
  auto loaded = json::load_scenario(
      shelf(), {id, creditcast::testing::text_of(creditcast::testing::source("public/scenarios/" + id + ".json"))}, {habit});
  REQUIRE_MESSAGE(loaded.ok(), id);
  return *std::move(loaded);
}

/// A scenario on its plan, with what it stands on.
struct Run {
  explicit Run(const std::string& id, const std::string& habit = {}) : loaded(scenario(id, habit)) {
    auto set = resolve(*loaded.catalog, *loaded.scenario, {});
    REQUIRE_MESSAGE(set.ok(), id);
    resolved = *std::move(set);
  }
  [[nodiscard]] Forecast forecast(std::uint32_t paths = 50) const {
    auto result = creditcast::forecast(resolved, {paths, 1, true});
    REQUIRE(result.ok());
    return *std::move(result);
  }
  [[nodiscard]] Comparison compare(std::uint32_t paths) const {
    const Candidate candidate{loaded.catalog.get(), loaded.scenario.get(), choices(*loaded.catalog, *loaded.scenario)};
    auto result = creditcast::compare({candidate}, {paths, 1});
    REQUIRE(result.ok());
    return *std::move(result);
  }
  LoadedScenario loaded;
  Resolved resolved;
};

/// The path's ledger, entry by entry.
Simulation walked(const Resolved& resolved) {
  SimulateOptions options;
  options.journal = true;
  Simulation simulation(resolved, options);
  REQUIRE(simulation.run_until(static_cast<std::int32_t>(resolved.days.size())).empty());
  return simulation;
}

PoolIndex pool_index(const Catalog& catalog, const std::string& id) {
  const Pool* pool = find_pool(catalog, id);
  REQUIRE_MESSAGE(pool != nullptr, id);
  return static_cast<PoolIndex>(pool - catalog.pools.data());
}

const Part& part(const std::vector<Part>& parts, const std::string& id) {
  const auto found = std::find_if(parts.begin(), parts.end(), [&](const Part& one) { return one.id == id; });
  REQUIRE_MESSAGE(found != parts.end(), id);
  return *found;
}

const PlanRow& row(const Comparison& comparison, const std::string& plan, const std::string& term) {
  const auto found = std::find_if(comparison.plans.begin(), comparison.plans.end(),
                                  [&](const PlanRow& one) { return one.plan == plan && one.term == term; });
  REQUIRE_MESSAGE(found != comparison.plans.end(), plan << "/" << term);
  return *found;
}

/// Balance of a pool at the end of a day.
const BalanceAt& balance(const Forecast& forecast, const std::string& pool, std::int32_t day) {
  const auto found = std::find_if(forecast.balance.begin(), forecast.balance.end(),
                                  [&](const BalanceAt& at) { return at.pool == pool && at.day == day; });
  REQUIRE_MESSAGE(found != forecast.balance.end(), pool << " on day " << day);
  return *found;
}

}  // namespace

// ----------------------------------------------------------------------------------------------------------- all scenarios

TEST_CASE("every scenario runs through estimate, simulate, forecast and compare, priced in full") {
  std::map<std::string, int> per_platform;
  for (const json::NamedText& text : texts_in("public/scenarios")) {
    CAPTURE(text.name);
    const std::string id = text.name.substr(0, text.name.size() - 5);
    const Run run(id);
    CHECK(run.loaded.scenario->id == id);
    CHECK(id.starts_with(run.loaded.scenario->platform + "-"));
    CHECK_FALSE(run.loaded.scenario->description.empty());
    ++per_platform[run.loaded.scenario->platform];
    const auto estimated = estimate(run.resolved);
    REQUIRE(estimated.ok());
    CHECK(estimated->complete);
    CHECK(estimated->credits_per_month.micros > 0);
    CHECK(simulate(run.resolved, {}).ok());
    const Forecast forecast = run.forecast();
    CHECK(forecast.complete);
    CHECK(forecast.money_complete);
    CHECK(forecast.typical_spend.mean.micros > 0);
    CHECK_FALSE(run.compare(2).plans.empty());
    for (const Habit& habit : run.loaded.scenario->habits) CHECK(estimate(Run(id, habit.id).resolved).ok());
  }
  for (const std::string& platform_id : kPlatforms) CHECK(per_platform[platform_id] >= 3);
}

TEST_CASE("the first scenario of each platform ends in a recommendation") {
  const std::map<std::string, std::string> expected{{"fater-agency-packages", "organisation/month/medium"},
                                                    {"fittins-four-phase-shoot", "creator/month/"},
                                                    {"fotomaster-event-plans", "basic/year/credits"},
                                                    {"hippist-campaign", "studio/year/"},
                                                    {"imagineart-agency-example", "creator/month/"}};
  std::string last;
  for (const json::NamedText& text : texts_in("public/scenarios")) {
    const std::string id = text.name.substr(0, text.name.size() - 5);
    const std::string platform_id = id.substr(0, id.find('-'));
    if (platform_id == last) continue;
    last = platform_id;
    CAPTURE(id);
    REQUIRE(expected.count(id) == 1);
    const Comparison comparison = Run(id).compare(10);
    REQUIRE(comparison.recommended.has_value());
    const auto& taken = *comparison.recommended;
    // Fittins buys packs by the user's first choice, so its rows may name the pack.
    const std::string choice = taken.plan + "/" + taken.term + "/" + (platform_id == "fittins" ? "" : taken.pack);
    CHECK(choice == expected.at(id));
  }
}

TEST_CASE("a lookbook in capabilities runs wherever they are sold") {
  struct Row {
    const char* scenario;
    const char* elsewhere;
    const char* missing;
  };
  const std::vector<Row> rows{{"imagineart-lookbook", "fittins", ""},
                              {"imagineart-lookbook", "hippist", "upscale"},
                              {"imagineart-lookbook", "fater", "upscale"},
                              {"hippist-lookbook", "fater", ""},
                              {"hippist-lookbook", "fittins", ""},
                              {"hippist-lookbook", "imagineart", ""},
                              {"hippist-lookbook", "fotomaster", "image.draft"}};
  for (const Row& expected : rows) {
    CAPTURE(expected.scenario);
    CAPTURE(expected.elsewhere);
    const json::LoadedScenario home = scenario(expected.scenario);
    const auto there = json::load_elsewhere(shelf(), home, expected.elsewhere);
    REQUIRE(there.ok());
    const auto missing = missing_work(*there->catalog, *there->scenario);
    CHECK((missing.empty() ? "" : missing.front()) == expected.missing);
    if (!missing.empty()) continue;
    // With its parts it is written to stand there by itself.
    const auto alone = json::load_scenario({}, {"alone", json::write_scenario(*there->scenario, there->parts)});
    REQUIRE(alone.ok());
    CHECK(alone->catalog->plans.front().name == there->catalog->plans.front().name);
    // And on the way back the home platform has the prices again that the scenario gave it.
    const auto back = json::load_elsewhere(shelf(), *alone, home.catalog->id);
    REQUIRE(back.ok());
    CHECK(back->parts.overrides == home.parts.overrides);
    const auto compared =
        compare({{there->catalog.get(), there->scenario.get(), choices(*there->catalog, *there->scenario)}}, {2, 1});
    REQUIRE(compared.ok());
    CHECK(std::all_of(compared->plans.begin(), compared->plans.end(), [](const PlanRow& one) { return one.complete; }));
  }
}

// -------------------------------------------------------------------------------------------------------------- ImagineArt

TEST_CASE("the published worked example gives exactly the published totals") {
  const Run run("imagineart-agency-example");
  const auto estimated = estimate(run.resolved);
  REQUIRE(estimated.ok());
  CHECK(to_decimal(estimated->credits_per_month) == "62040");
  CHECK(to_decimal(estimated->with_buffer_low) == "74448");
  CHECK(to_decimal(estimated->with_buffer_high) == "80652");
  REQUIRE(estimated->lines.size() == 2);
  CHECK(to_decimal(estimated->lines[0].credits) == "15840");
  CHECK(to_decimal(estimated->lines[1].credits) == "46200");
  const Comparison comparison = run.compare(1);
  for (const PlanRow& plan : comparison.plans) CHECK(plan.covers_buffer_high == (plan.plan == "creator"));
}

TEST_CASE("a free account lives on the day's credits, loses the rest each day, and runs short on busy ones") {
  const Forecast forecast = Run("imagineart-free-daily").forecast();
  CHECK(forecast.typical_money.p90.zero());
  CHECK(forecast.typical_spend.p90 < whole(3000));
  CHECK(forecast.typical_spend.mean + forecast.typical_expired.mean == whole(3000));  // 30 days of 100
  CHECK(forecast.run_out.probability > chance_of(0.9));
  CHECK(forecast.blocked.requests.micros > 0);
}

TEST_CASE("a free account that needs a Pro model finishes nothing, and not for lack of credit") {
  const Run run("imagineart-free-pro-model");
  const Forecast forecast = run.forecast();
  CHECK(forecast.finished.mean.zero());
  CHECK_FALSE(forecast.credits_per_finished.has_value());
  CHECK(part(forecast.by_phase, "final").credits.zero());
  CHECK(forecast.blocked.requests.micros > 0);
  CHECK(forecast.run_out.probability == kNever);
  const Comparison comparison = run.compare(20);
  REQUIRE(comparison.recommended.has_value());
  CHECK(comparison.recommended->plan == "basic");
}

TEST_CASE("top-ups outlive the subscription, are bought only while it runs, and pay last") {
  const Run run("imagineart-topups-after-cancel");
  const Forecast forecast = run.forecast();
  CHECK(balance(forecast, "topup", 89).p10.micros > 0);
  CHECK(balance(forecast, "topup", 90).p10.micros > 0);
  CHECK(balance(forecast, "subscription", 90).p90.zero());
  CHECK(balance(forecast, "topup", 200).p50 < balance(forecast, "topup", 90).p50);
  for (std::size_t month = 0; month < 12; ++month) {
    CAPTURE(month);
    CHECK(forecast.months[month].money.p50.zero() == (month >= 3));
  }
  CHECK(part(forecast.by_phase, "heroes").blocked.requests.micros > 0);

  // Day by day: free first, then the subscription, then top-ups.
  const Simulation simulation = walked(run.resolved);
  const Ledger& ledger = simulation.ledger();
  const Catalog& catalog = *run.loaded.catalog;
  const PoolIndex free = pool_index(catalog, "free"), monthly = pool_index(catalog, "subscription"),
                  topup = pool_index(catalog, "topup");
  std::map<PoolIndex, Amount> holds;
  std::int64_t by_topup = 0, gated = 0;
  const Instant cancelled = run.resolved.days[90].start;
  for (const Entry& entry : ledger.journal()) {
    if (entry.kind == EntryKind::blocked && entry.at >= cancelled && entry.amount == whole(28)) ++gated;
    if (entry.lot == kNone32) continue;
    const PoolIndex pool = ledger.lots()[entry.lot].terms.pool;
    const bool in = entry.kind == EntryKind::grant || entry.kind == EntryKind::purchase || entry.kind == EntryKind::refill;
    if (entry.kind == EntryKind::purchase) CHECK(entry.at < cancelled);
    holds[pool] = in ? holds[pool] + entry.amount : holds[pool] - entry.amount;
    if (entry.kind != EntryKind::draw || pool != topup) continue;
    ++by_topup;
    CHECK(holds[free].zero());
    CHECK(holds[monthly].zero());
  }
  CHECK(by_topup > 0);
  CHECK(gated > 0);  // the Pro model is closed on the free plan, top-ups or not
}

TEST_CASE("a term is billed once and its credits come monthly all the same") {
  const Forecast forecast = Run("imagineart-terms").forecast();
  for (std::size_t month = 0; month < 12; ++month) {
    CAPTURE(month);
    CHECK(to_decimal(forecast.months[month].money.p50) == (month % 3 == 0 ? "127.5" : "0"));
    CHECK(forecast.months[month].spend.mean + forecast.months[month].expired.mean == whole(16'000));
  }
  const Comparison comparison = Run("imagineart-terms").compare(2);
  CHECK(to_decimal(row(comparison, "ultimate", "month").money_per_month->mean) == "50");
  CHECK(to_decimal(row(comparison, "ultimate", "quarter").money_per_month->mean) == "42.5");
  CHECK(to_decimal(row(comparison, "ultimate", "year").money_per_month->mean) == "35");
}

TEST_CASE("half credits stay half credits, and a shortage moves the shop up a plan") {
  const Run run("imagineart-print-2k");
  const auto estimated = estimate(run.resolved);
  REQUIRE(estimated.ok());
  CHECK(to_decimal(estimated->credits_per_month) == "6899.2");  // 44 pairs at 147, 4.4 posters at 98
  const Forecast forecast = run.forecast();
  CHECK(forecast.typical_money.p10 == whole(30));
  CHECK(forecast.typical_money.p90 == whole(50));
  CHECK(forecast.blocked.requests.zero());
}

TEST_CASE("a member's cap stops that member only") {
  const Forecast forecast = Run("imagineart-team-caps").forecast();
  for (const auto& [owner, cap] : {std::pair("design", 7000), std::pair("social", 3800), std::pair("retouching", 1600)}) {
    CHECK(part(forecast.by_owner, owner).credits <= whole(cap));
    CHECK(part(forecast.by_owner, owner).blocked.requests.micros > 0);
  }
  CHECK(part(forecast.by_owner, "motion").blocked.requests.zero());
  CHECK(part(forecast.by_owner, "lead").blocked.requests.zero());
}

TEST_CASE("an enterprise team's balance is topped up by itself, before it is empty") {
  const Forecast forecast = Run("imagineart-enterprise-recharge").forecast(10);
  CHECK(forecast.run_out.needs_purchase > chance_of(0.9));
  CHECK(forecast.run_out.probability == kNever);
  CHECK(forecast.typical_money.p90 >= whole(190 + 75));
}

// ------------------------------------------------------------------------------------------------------------------- Fater

TEST_CASE("energy starts at nothing, is full after a credit spent, and stops the tools when it is gone") {
  const Run run("fater-energy-live");
  const Catalog& catalog = *run.loaded.catalog;
  const PoolIndex energy = pool_index(catalog, "energy");
  const UnitIndex energy_unit = run.resolved.pools[energy].unit;
  const Simulation simulation = walked(run.resolved);
  const Ledger& ledger = simulation.ledger();
  Amount holds;
  bool credit_spent = false;
  std::int64_t blocked_before = 0, refills = 0;
  for (const Entry& entry : ledger.journal()) {
    if (entry.unit != energy_unit) {
      credit_spent = credit_spent || entry.kind == EntryKind::draw;
      continue;
    }
    if (entry.kind == EntryKind::blocked) {
      if (!credit_spent) ++blocked_before;
      CHECK(holds < entry.amount);
      continue;
    }
    if (entry.kind == EntryKind::draw) {
      CHECK(credit_spent);
      holds -= entry.amount;
    } else {
      holds += entry.amount;
    }
    if (entry.kind == EntryKind::refill) {
      ++refills;
      CHECK(holds == whole(20));
    }
  }
  CHECK(blocked_before > 0);
  CHECK(refills > 0);
  CHECK(run.forecast().utilities_skipped.micros > 0);
}

TEST_CASE("while energy is not live the same work takes credits") {
  const Run live("fater-energy-live"), today("fater-energy-today");
  const auto with_energy = estimate(live.resolved);
  const auto with_credits = estimate(today.resolved);
  REQUIRE(with_energy.ok());
  REQUIRE(with_credits.ok());
  CHECK(with_credits->credits_per_month > with_energy->credits_per_month);
  CHECK(std::any_of(with_energy->lines.begin(), with_energy->lines.end(),
                    [](const EstimateLine& line) { return line.unit == "energy"; }));
  CHECK(std::none_of(with_credits->lines.begin(), with_credits->lines.end(),
                     [](const EstimateLine& line) { return line.unit == "energy"; }));
  CHECK(today.forecast().utilities_skipped.zero());
  const auto rests_on_assumed = [](const Estimate& made) {
    return std::any_of(made.rests_on.begin(), made.rests_on.end(),
                       [](const RestsOn& figure) { return figure.is == Provenance::assumed; });
  };
  CHECK(rests_on_assumed(*with_credits));
  CHECK_FALSE(rests_on_assumed(*with_energy));
}

TEST_CASE("an organisation's teams draw on one balance, each told apart, one of them capped") {
  const Run run("fater-agency-packages");
  const Forecast forecast = run.forecast();
  CHECK(part(forecast.by_owner, "beauty").credits <= whole(260));
  CHECK(part(forecast.by_owner, "beauty").blocked.requests.micros > 0);
  CHECK(part(forecast.by_owner, "retail").blocked.requests.zero());
  CHECK(part(forecast.by_owner, "set").blocked.requests.zero());
  const auto estimated = estimate(run.resolved);
  REQUIRE(estimated.ok());
  CHECK(std::any_of(estimated->lines.begin(), estimated->lines.end(),
                    [](const EstimateLine& line) { return line.stream == "teasers" && line.each == whole(8); }));
  CHECK(run.compare(2).plans.size() == 3);  // one row a package
}

// ------------------------------------------------------------------------------------------------------------- Foto Master

TEST_CASE("pay as you go, Basic and Pro change places at their break-even volumes; the legacy plan is never recommended") {
  const Run run("fotomaster-event-plans");
  const Comparison comparison = run.compare(1);
  CHECK_FALSE(row(comparison, "payg", "month").open);
  const auto crosses = [&](const std::string& from, const std::string& to, const char* credits) {
    return std::any_of(comparison.break_even.begin(), comparison.break_even.end(), [&](const BreakEven& point) {
      return point.from.starts_with(from) && point.to.starts_with(to) && to_decimal(point.credits_per_month) == credits;
    });
  };
  CHECK(crosses("payg/month", "basic/year", "1950"));       // 39 a month over 2 cents a credit
  CHECK(crosses("basic/year", "pro/year", "2666.666666"));  // 40 more over 1.5 cents a credit
}

TEST_CASE("at ten dollars left a hundred are bought, and usage is told by feature, event and month") {
  const Run run("fotomaster-event-plans");
  const Simulation simulation = walked(run.resolved);
  const Ledger& ledger = simulation.ledger();
  Amount holds;
  for (const Entry& entry : ledger.journal()) {
    if (entry.kind == EntryKind::purchase) {
      CHECK(to_decimal(entry.amount) == "769.230769");  // 100 dollars at 13 cents
      CHECK(holds <= Amount{76'923'077});               // 10 dollars, rounded up
      holds += entry.amount;
    } else if (entry.kind == EntryKind::draw) {
      holds -= entry.amount;
    }
  }
  const Forecast forecast = run.forecast(10);
  CHECK(forecast.run_out.probability == kNever);
  CHECK(forecast.by_event.size() == 3);
  CHECK(part(forecast.by_phase, "fast-headshot").credits.micros > 0);
  CHECK(part(forecast.by_phase, "sms").credits.micros > 0);
}

TEST_CASE("with AI paused the work goes on without its features") {
  const Forecast forecast = Run("fotomaster-paused-features").forecast(20);
  CHECK(forecast.run_out.probability > chance_of(0.9));
  CHECK(forecast.months.back().blocked.requests.micros > 0);
  CHECK(part(forecast.by_pool, "credits").credits <= Amount{1'333'333'334});  // 8,000 over six months, none expired
  CHECK(forecast.total_expired.p90.zero());
  const Forecast capped = Run("fotomaster-recharge-cap").forecast(20);
  CHECK(capped.months[1].money.p90 <= whole(200));
}

// ----------------------------------------------------------------------------------------------------------------- Fittins

TEST_CASE("shoots exceed their budget now and then, and never-expiring packs help the monthly credits out") {
  const Forecast forecast = Run("fittins-four-phase-shoot").forecast();
  bool shoot = false, hero = false;
  for (const BudgetResult::Line& line : forecast.budget.lines) {
    if (line.id == "shop-shoot" || line.id == "shop-shoot/hero") {
      (line.id == "shop-shoot" ? shoot : hero) = true;
      CHECK(line.exceeded > kNever);
      CHECK(line.exceeded < kAlways);
      CHECK(line.by.micros > 0);
    }
  }
  CHECK(shoot);
  CHECK(hero);
  CHECK(part(forecast.by_pool, "subscription").credits.micros > 0);
  CHECK(part(forecast.by_pool, "pack").credits.micros > 0);
}

TEST_CASE("disciplined habits cost less a finished shoot than halfway ones, and these less than naive ones") {
  std::vector<Amount> each;
  for (const char* habit : {"disciplined", "halfway", "naive"}) {
    const auto credits = Run("fittins-naive-habits", habit).forecast(20).credits_per_finished;
    REQUIRE(credits.has_value());
    each.push_back(*credits);
  }
  CHECK(each[0] < each[1]);
  CHECK(each[1] < each[2]);
}

TEST_CASE("clips of any length are drawn between the published ends") {
  const Run run("fittins-video-clips");
  const Simulation simulation = walked(run.resolved);
  const Ledger& ledger = simulation.ledger();
  std::map<UsageIndex, Amount> paid;
  for (const Entry& entry : ledger.journal())
    if (entry.kind == EntryKind::draw) paid[entry.usage] += entry.amount;
  Amount least = whole(1000), most;
  for (const auto& [usage, amount] : paid) {
    least = std::min(least, amount);
    most = std::max(most, amount);
    CHECK(amount >= whole(80));
    CHECK(amount <= whole(230));
  }
  CHECK(least < whole(90));
  CHECK(most > whole(220));
}
