// Goal: tables follow the law, whatever catalog and scenario may say. Random worlds are sampled from tables and walked event by
// event, and what comes out is compared as two samples. The worlds have fixed seeds, so a failure comes again.
#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "creditcast/forecast.hpp"
#include "creditcast/json/load.hpp"
#include "random_world.hpp"

using namespace creditcast;
using namespace creditcast::testing;

namespace {

constexpr std::uint32_t kSampled = 2'400, kWalked = 600;

double units(Amount amount) { return static_cast<double>(amount.micros) / 1e6; }

/// Means of two samples of one distribution: within 5.5 standard errors, by the larger deviation of the two.
void same_mean(const char* what, const Summary& a, const Summary& b) {
  CAPTURE(what);
  const double deviation = std::max(units(*a.standard_deviation), units(*b.standard_deviation));
  CHECK(std::abs(units(a.mean) - units(b.mean)) <= 5.5 * deviation * std::sqrt(1.0 / kSampled + 1.0 / kWalked) + 2e-6);
}

void same_share(const char* what, Share a, Share b) {
  CAPTURE(what);
  const double p = to_double(a), q = to_double(b);
  const double all = (p * kSampled + q * kWalked) / (kSampled + kWalked);
  CHECK(std::abs(p - q) <= 5 * std::sqrt(all * (1 - all) * (1.0 / kSampled + 1.0 / kWalked)) + 3.0 / kWalked);
}

void same_forecast(const Forecast& a, const Forecast& b) {
  same_mean("spend", a.total_spend, b.total_spend);
  same_mean("expired", a.total_expired, b.total_expired);
  same_mean("money", a.total_money, b.total_money);
  same_mean("money a month", a.money_per_month, b.money_per_month);
  same_mean("finished", a.finished, b.finished);
  same_share("run-out", a.run_out.probability, b.run_out.probability);
  same_share("bought", a.run_out.needs_purchase, b.run_out.needs_purchase);
  for (std::size_t m = 0; m < a.months.size(); ++m) {
    CAPTURE(m);
    same_mean("spend", a.months[m].spend, b.months[m].spend);
    same_mean("expired", a.months[m].expired, b.months[m].expired);
    same_mean("money", a.months[m].money, b.months[m].money);
    same_share("short", a.months[m].short_of_credit, b.months[m].short_of_credit);
    same_share("blocked", a.months[m].blocked_for_credit, b.months[m].blocked_for_credit);
  }
  // Blocked requests and the parts have no deviation of their own: they are held to a share of all requests.
  double asked = 1;
  for (const Part& part : b.by_phase) asked += units(*part.requests) + units(part.blocked.requests);
  CHECK(std::abs(units(a.blocked.requests) - units(b.blocked.requests)) <= 0.06 * asked);
  for (std::size_t p = 0; p < a.by_phase.size(); ++p)
    CHECK(std::abs(units(*a.by_phase[p].requests) - units(*b.by_phase[p].requests)) <= 0.08 * asked);
  for (std::size_t p = 0; p < a.by_pool.size(); ++p) {
    const double all = units(b.typical_spend.mean) + 1;
    CHECK(std::abs(units(a.by_pool[p].credits) - units(b.by_pool[p].credits)) <= 0.08 * all);
  }
}

}  // namespace

TEST_CASE("sampled forecasts of random worlds are what walking them event by event gives") {
  int tabled = 0, dry = 0, bought = 0;
  constexpr int kWorlds = 120;
  for (int seed = 1; seed <= kWorlds; ++seed) {
    CAPTURE(seed);
    const World world =
        rc::gen::exec([] { return random_tabled_world(); })(rc::Random(static_cast<std::uint64_t>(seed)), 50).value();
    if (!check(world.scenario, world.catalog).empty()) continue;
    const auto resolved = resolve(world.catalog, world.scenario, {});
    if (!resolved.ok()) continue;
    const auto a = forecast(*resolved, {kSampled, 11, false, Method::sample});
    if (!a.ok()) {
      CHECK(a.errors().front().code == Code::not_permitted);
      continue;
    }
    ++tabled;
    const auto b = forecast(*resolved, {kWalked, 12, false, Method::events});
    REQUIRE(b.ok());
    dry += to_double(a->run_out.probability) > 0.5 ? 1 : 0;
    bought += to_double(a->run_out.needs_purchase) > 0 ? 1 : 0;
    same_forecast(*a, *b);
  }
  // The generator must keep bringing what the comparison is for.
  CHECK(tabled >= 40);
  CHECK(dry >= 10);
  CHECK(bought >= 5);
}

TEST_CASE("sampled forecasts of the shipped scenarios are what walking them event by event gives") {
  const std::filesystem::path folder = std::filesystem::path(CREDITCAST_SOURCE_DIR) / "public";
  const auto text_of = [](const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  };
  json::Catalogs catalogs;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "catalogs"))
    REQUIRE(catalogs.add({entry.path().filename().string(), text_of(entry.path())}).empty());
  int tabled = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "scenarios")) {
    CAPTURE(entry.path().filename().string());
    const auto loaded = json::load_scenario(catalogs, {entry.path().filename().string(), text_of(entry.path())});
    REQUIRE(loaded.ok());
    const auto resolved = resolve(*loaded->catalog, *loaded->scenario, {});
    REQUIRE(resolved.ok());
    const auto a = forecast(*resolved, {kSampled, 21, false, Method::sample});
    if (!a.ok()) continue;
    ++tabled;
    const auto b = forecast(*resolved, {kWalked, 22, false, Method::events});
    REQUIRE(b.ok());
    same_forecast(*a, *b);
  }
  CHECK(tabled >= 13);
}
