#include "creditcast/habits.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "creditcast/json/load.hpp"
#include "paired.hpp"
#include "support/texts.hpp"

using namespace creditcast;

namespace {

/// A shipped scenario under all of its habits; `naive` is in force in the shoots, none in the work as it stands.
struct Shoots {
  std::vector<json::LoadedScenario> loaded;
  std::vector<HabitWork> work;
  explicit Shoots(const std::vector<std::string>& habits) {
    json::Catalogs catalogs;
    for (const auto& catalog : testing::texts_in("public/catalogs")) REQUIRE(catalogs.add(catalog).empty());
    const std::string name = "public/scenarios/fittins-naive-habits.json";
    for (const std::string& habit : habits) {
      auto one = json::load_scenario(catalogs, {name, testing::text_of(testing::source(name))}, {habit});
      REQUIRE(one.ok());
      loaded.push_back(*std::move(one));
      auto resolved = resolve(*loaded.back().catalog, *loaded.back().scenario, {});
      REQUIRE(resolved.ok());
      work.push_back({habit, habit, std::make_shared<const Resolved>(*std::move(resolved))});
    }
  }
};

double units(Amount amount) { return static_cast<double>(amount.micros) / 1e6; }

}  // namespace

TEST_CASE("habits: each has the forecast that it has in force, and the differences are between these") {
  const Shoots shoots({"disciplined", "naive", "halfway"});
  for (const Method method : {Method::sample, Method::events}) {
    const auto result = compare_habits(shoots.work, 1, {150, 7, method, {}});
    REQUIRE(result.ok());
    REQUIRE(result->habits.size() == 3);
    const HabitRow& base = result->habits[1];
    CHECK(base.in_force);
    for (std::size_t i = 0; i < 3; ++i) {
      const HabitRow& row = result->habits[i];
      const auto alone = forecast(*shoots.work[i].resolved, {150, 7, false, method});
      REQUIRE(alone.ok());
      CHECK(row.forecast.method == alone->method);
      CHECK(row.forecast.typical_spend.mean == alone->typical_spend.mean);
      CHECK(row.forecast.typical_spend.p90 == alone->typical_spend.p90);
      CHECK(row.forecast.finished.mean == alone->finished.mean);
      CHECK(row.forecast.run_out.probability == alone->run_out.probability);
      CHECK(row.credits_more.mean == row.forecast.typical_spend.mean - base.forecast.typical_spend.mean);
      CHECK(row.finished_more.mean == row.forecast.finished.mean - base.forecast.finished.mean);
      REQUIRE(row.money_more);
      CHECK(row.money_more->mean == row.forecast.money_per_month.mean - base.forecast.money_per_month.mean);
    }
    CHECK(base.credits_more.standard_error.zero());
    CHECK(result->habits[0].credits_more.mean < Amount{});
  }
}

TEST_CASE("habits: the error of a difference is that of paths taken in pairs") {
  const Shoots shoots({"disciplined", "halfway"});
  constexpr std::uint32_t kPaths = 400;
  std::vector<std::vector<PathSum>> paths;
  for (const HabitWork& habit : shoots.work) {
    ForecastRun run(*habit.resolved, {kPaths, 3, false, Method::sample, true});
    REQUIRE(run.advance(kPaths).empty());
    paths.push_back(run.take_path_sums());
    REQUIRE(paths.back().size() == kPaths);
    CHECK(run.take_path_sums().empty());
  }
  double mean = 0, squares = 0;
  for (std::uint32_t i = 0; i < kPaths; ++i)
    mean += static_cast<double>(paths[1][i].credits - paths[0][i].credits) / 1e6 / 12 / kPaths;
  for (std::uint32_t i = 0; i < kPaths; ++i) {
    const double off = static_cast<double>(paths[1][i].credits - paths[0][i].credits) / 1e6 / 12 - mean;
    squares += off * off;
  }
  const double error = std::sqrt(squares / (kPaths - 1) / kPaths);
  const auto result = compare_habits(shoots.work, 0, {kPaths, 3, Method::sample, {}});
  REQUIRE(result.ok());
  const HabitRow& row = result->habits[1];
  CHECK(units(row.credits_more.mean) == doctest::Approx(mean).epsilon(1e-6));
  CHECK(units(row.credits_more.standard_error) == doctest::Approx(error).epsilon(1e-6));
  // Pairs are worth it: two runs by themselves would leave more to chance.
  const double alone = std::hypot(units(result->habits[0].forecast.total_spend.standard_error) / 12,
                                  units(row.forecast.total_spend.standard_error) / 12);
  CHECK(units(row.credits_more.standard_error) < 0.8 * alone);
}

TEST_CASE("habits: workers and chunks change nothing, and who watches may stop it") {
  const Shoots shoots({"disciplined", "naive"});
  HabitsOptions options{300, 1, Method::sample, {}};
  const auto one = compare_habits(shoots.work, 1, options);
  REQUIRE(one.ok());
  std::uint64_t last = 0;
  options.workers = {3,
                     [](std::vector<std::function<void()>>& jobs) {
                       for (auto job = jobs.rbegin(); job != jobs.rend(); ++job) (*job)();
                     },
                     [&last](std::uint64_t done, std::uint64_t all) {
                       CHECK(all == 600);
                       last = done;
                       return true;
                     }};
  const auto three = compare_habits(shoots.work, 1, options);
  REQUIRE(three.ok());
  CHECK(last == 600);
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(one->habits[i].forecast.typical_spend.p50 == three->habits[i].forecast.typical_spend.p50);
    CHECK(one->habits[i].credits_more.mean == three->habits[i].credits_more.mean);
    CHECK(one->habits[i].credits_more.standard_error == three->habits[i].credits_more.standard_error);
    CHECK(one->habits[i].finished_more.standard_error == three->habits[i].finished_more.standard_error);
  }
  options.workers.progress = [](std::uint64_t, std::uint64_t) { return false; };
  const auto stopped = compare_habits(shoots.work, 1, options);
  REQUIRE(!stopped.ok());
  CHECK(stopped.errors().front().code == Code::cancelled);
}

TEST_CASE("paired sums: halves put together are the whole") {
  PairedSum whole_sum, left, right;
  for (std::int64_t i = 0; i < 50; ++i) {
    const std::int64_t more = (i * 7919) % 101 - 40;
    whole_sum.add(more);
    (i < 20 ? left : right).add(more);
  }
  right.merge(left);
  CHECK(right.a_month(12).mean == whole_sum.a_month(12).mean);
  CHECK(right.a_month(12).standard_error == whole_sum.a_month(12).standard_error);
}
