// The page's computation in slices, on every scenario that is shipped: it must end where the core's own functions end.
#include "calculation.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "cost_lines.hpp"
#include "creditcast/json/load.hpp"
#include "doctest/doctest.h"
#include "headless.hpp"
#include "sample.hpp"

namespace creditcast::web {
namespace {

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<std::filesystem::path> files_in(const char* folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(CREDITCAST_SOURCE_DIR) / "public" / folder))
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

json::Catalogs catalogs() {
  json::Catalogs all;
  for (const auto& file : files_in("catalogs")) CHECK(all.add({file.filename().string(), text_of(file)}).empty());
  return all;
}

AppState state_of(const json::Catalogs& known, const std::filesystem::path& file) {
  AppState state;
  const auto loaded = json::load_scenario(known, {file.filename().string(), text_of(file)});
  REQUIRE(loaded.ok());
  load(state, *loaded->catalog, *loaded->scenario, loaded->parts);
  return state;
}

/// A clock that moves by itself, a little each time it is asked.
struct Clock {
  double now = 0;
  double operator()() { return now += 0.5; }
};

}  // namespace

TEST_CASE("every shipped scenario: an answer at once, then a distribution and plans; drawn at each size") {
  const json::Catalogs known = catalogs();
  for (const auto& file : files_in("scenarios")) {
    CAPTURE(file.filename().string());
    AppState state = state_of(known, file);
    Calculation calculation{Clock{}};
    calculation.restart(state);
    CHECK(state.derived.errors.empty());
    REQUIRE(state.derived.estimate);
    CHECK(calculation.busy());
    CHECK_FALSE(state.derived.work.empty());
    for (const WorkGroup& group : state.derived.work) CHECK_FALSE(group.items.empty());
    for (int i = 0; i < 100'000 && !state.derived.comparison; ++i) calculation.advance(state, 20);
    CHECK(state.derived.errors.empty());
    REQUIRE(state.derived.forecast);
    REQUIRE(state.derived.comparison);
    CHECK(state.derived.plan_order.size() == state.derived.comparison->plans.size());
    // The lines that are drawn meet where the core says that plans break even.
    for (const BreakEven& point : state.derived.comparison->break_even) {
      for (const CostLine& line : state.derived.cost_lines) {
        const std::string name = line.plan + "/" + line.term + (line.pack.empty() ? "" : "/" + line.pack);
        if (name != point.from && name != point.to) continue;
        CAPTURE(name);
        const double there = static_cast<double>(point.credits_per_month.micros) / 1e6;
        CHECK(cost_at(line, there) == doctest::Approx(static_cast<double>(point.money_per_month.micros) / 1e6).epsilon(0.001));
      }
    }
    for (const float width : {1440.0f, 1024.0f, 360.0f}) {
      Headless page(width, 900, false, width < 500);
      page.settle(state);
      CHECK(page.drawn().TotalVtxCount > 1'000);
      for (const Box& box : page.boxes()) {
        CAPTURE(box.words);
        CHECK(box.from.x >= 0);
        CHECK(box.to.x <= width + 1);
      }
      CHECK(page.keep(file.stem().string() + "-" + std::to_string(static_cast<int>(width))));
    }
  }
}

TEST_CASE("in slices the page ends where the core does") {
  const json::Catalogs known = catalogs();
  AppState state = state_of(known, std::filesystem::path(CREDITCAST_SOURCE_DIR) / "public/scenarios/imagineart-lookbook.json");
  Calculation calculation{Clock{}};
  calculation.restart(state);
  int slices = 0;
  while (calculation.busy() && slices < 100'000) {
    calculation.advance(state, 50);
    ++slices;
  }
  CHECK(slices > 10);
  const auto resolved = resolve(state.inputs.catalog, state.inputs.scenario, {});
  REQUIRE(resolved.ok());
  const auto whole_run = forecast(*resolved, {state.derived.forecast->paths, 1, true});
  REQUIRE(whole_run.ok());
  CHECK(whole_run->typical_spend.mean == state.derived.forecast->typical_spend.mean);
  CHECK(whole_run->typical_spend.p90 == state.derived.forecast->typical_spend.p90);
  CHECK(whole_run->run_out.probability == state.derived.forecast->run_out.probability);
  const auto compared =
      compare({{&state.inputs.catalog, &state.inputs.scenario, choices(state.inputs.catalog, state.inputs.scenario)}},
              {state.derived.comparison->paths, 1});
  REQUIRE(compared.ok());
  REQUIRE(compared->plans.size() == state.derived.comparison->plans.size());
  for (std::size_t i = 0; i < compared->plans.size(); ++i) {
    CHECK(compared->plans[i].run_out == state.derived.comparison->plans[i].run_out);
    CHECK(compared->plans[i].wasted.mean == state.derived.comparison->plans[i].wasted.mean);
  }
  CHECK(compared->recommended.has_value() == state.derived.comparison->recommended.has_value());
}

TEST_CASE("an edit shows in the closed form at once; a wrong one leaves the last good answer") {
  const json::Catalogs known = catalogs();
  AppState state = state_of(known, std::filesystem::path(CREDITCAST_SOURCE_DIR) / "public/scenarios/imagineart-lookbook.json");
  Calculation calculation{Clock{}};
  calculation.restart(state);
  const Amount before = state.derived.estimate->credits_per_month;
  REQUIRE(apply(state, SetStream{0, StreamField::rate, state.inputs.scenario.streams[0].rate.quantity.expected() * 2}));
  calculation.restart(state);
  const Amount doubled = state.derived.estimate->credits_per_month;
  CHECK(before < doubled);
  REQUIRE(apply(state, ChoosePlan{"no-such-plan", "month"}));
  calculation.restart(state);
  CHECK_FALSE(state.derived.errors.empty());
  CHECK_FALSE(calculation.busy());
  CHECK(state.derived.estimate->credits_per_month == doubled);
}

}  // namespace creditcast::web
