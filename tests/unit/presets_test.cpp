/// The ready work in public/presets/: written in capabilities alone, and running on every platform that has them.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "creditcast/estimate.hpp"
#include "creditcast/forecast.hpp"
#include "creditcast/resolve.hpp"
#include "support/published.hpp"

using namespace creditcast;
using creditcast::testing::kPlatforms;
using creditcast::testing::shelf;
using creditcast::testing::texts_in;

namespace {

/// Every use of the scenario.
std::vector<const WorkUse*> uses_of(const Scenario& scenario) {
  std::vector<const WorkUse*> all;
  const auto add = [&all](const std::vector<WorkUse>& uses) {
    for (const WorkUse& use : uses) all.push_back(&use);
  };
  for (const Stream& stream : scenario.streams) {
    add(stream.uses);
    if (!stream.event) continue;
    for (const auto& feature : stream.event->features) all.push_back(&feature.use);
  }
  for (const Project& project : scenario.projects) {
    for (const Phase& phase : project.phases) {
      all.push_back(&phase.use);
      add(phase.utilities);
      if (phase.rewrite) add(phase.rewrite->uses);
    }
  }
  return all;
}

bool can_do(const Catalog& catalog, const std::set<std::string>& needs) {
  return std::all_of(needs.begin(), needs.end(), [&catalog](const std::string& id) {
    return std::any_of(catalog.capabilities.begin(), catalog.capabilities.end(),
                       [&id](const CapabilityMap& map) { return map.id == id; });
  });
}

json::LoadedScenario preset(const json::NamedText& text, const std::string& habit = {}) {
  auto loaded = json::load_scenario(shelf(), text, {habit});
  REQUIRE_MESSAGE(loaded.ok(), text.name);
  return *std::move(loaded);
}

}  // namespace

TEST_CASE("presets run on every platform that can do them, and on no other") {
  const std::map<std::string, std::string> expected{
      {"agency-team", "fater fittins imagineart"},          {"fashion-lookbook", "fittins imagineart"},
      {"naive-habits", "fater fittins hippist imagineart"}, {"photo-booth", "fotomaster"},
      {"solo-creator", "fater fittins hippist imagineart"}, {"video-shop", "fater fittins imagineart"}};
  std::set<std::string> seen;
  for (const json::NamedText& text : texts_in("public/presets")) {
    CAPTURE(text.name);
    const json::LoadedScenario home = preset(text);
    const std::string id = home.scenario->id;
    CHECK(text.name == id + ".json");
    CHECK_FALSE(home.scenario->description.empty());
    seen.insert(id);
    std::set<std::string> needs;
    for (const WorkUse* use : uses_of(*home.scenario)) {
      CHECK(use->action.empty());
      CHECK(use->options.empty());  // those are one platform's
      needs.insert(use->capability);
    }
    std::string fits;
    for (const std::string& platform : kPlatforms) {
      CAPTURE(platform);
      const auto there = json::load_elsewhere(shelf(), home, platform);
      REQUIRE(there.ok());
      const bool can = can_do(*there->catalog, needs);
      CHECK(check(*there->scenario, *there->catalog).empty() == can);
      if (!can) continue;
      fits += (fits.empty() ? "" : " ") + platform;
      const auto resolved = resolve(*there->catalog, *there->scenario, {});
      REQUIRE(resolved.ok());
      const auto estimated = estimate(*resolved);
      REQUIRE(estimated.ok());
      CHECK((estimated->credits_per_month.micros > 0 || !estimated->complete));
      const auto forecast = creditcast::forecast(*resolved, {20, 1, false});
      REQUIRE(forecast.ok());
      CHECK(forecast->months.size() == 12);
    }
    REQUIRE(expected.count(id) == 1);
    CHECK(fits == expected.at(id));
    for (const Habit& habit : home.scenario->habits) CHECK(preset(text, habit.id).scenario->habit == habit.id);
  }
  CHECK(seen.size() == expected.size());
}

TEST_CASE("no preset has the id of a scenario") {
  std::set<std::string> ids;
  for (const char* folder : {"public/presets", "public/scenarios"})
    for (const json::NamedText& text : texts_in(folder)) CHECK(ids.insert(text.name).second);
}
