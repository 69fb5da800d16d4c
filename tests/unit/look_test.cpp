// What the page reads back from the service's answers is what the core said.
#include "creditcast/json/look.hpp"

#include "creditcast/json/service.hpp"
#include "creditcast/sensitivity.hpp"
#include "doctest/doctest.h"
#include "support/texts.hpp"

using namespace creditcast;
using namespace creditcast::json;
using creditcast::testing::source;
using creditcast::testing::text_of;

namespace {

struct World {
  Catalogs catalogs;
  LoadedScenario loaded;
};

json::Request request(const std::string& verb, const std::string& options) {
  return {verb,
          {{"studio.json", text_of(source("tests/bad/good/studio.json"))}},
          {{"shop.json", text_of(source("tests/bad/good/shop.json"))}},
          options};
}

World world() {
  World made;
  const json::Request what = request("", "");
  REQUIRE(made.catalogs.add(what.catalogs[0]).empty());
  auto loaded = load_scenario(made.catalogs, what.files[0]);
  REQUIRE(loaded.ok());
  made.loaded = *std::move(loaded);
  return made;
}

bool same(const SensitivityInput::Side& a, const SensitivityInput::Side& b) {
  return a.value == b.value && a.credits_per_month == b.credits_per_month && a.money_per_month == b.money_per_month &&
         a.money_more.has_value() == b.money_more.has_value() &&
         (!a.money_more ||
          (a.money_more->mean == b.money_more->mean && a.money_more->standard_error == b.money_more->standard_error));
}

}  // namespace

TEST_CASE("a trace is read back entry by entry") {
  const World here = world();
  const auto resolved = resolve(*here.loaded.catalog, *here.loaded.scenario, {});
  REQUIRE(resolved.ok());
  Simulation simulation(*resolved, {7, 0, true, false});
  REQUIRE(simulation.run_until(static_cast<std::int32_t>(resolved->days.size())).empty());
  CHECK(simulation.finish().months.size() > 1);
  const Response response = handle(request("simulate", R"({"trace": true, "seed": 7})"));
  REQUIRE(response.ok);
  const auto read = read_trace(response.trace);
  REQUIRE(read.ok());
  std::size_t i = 0, granted = 0;
  trace(*resolved, simulation, [&](const TraceEntry& entry) {
    REQUIRE(i < read->size());
    const TraceEntry& got = (*read)[i++];
    CHECK(got.day == entry.day);
    CHECK(got.kind == entry.kind);
    CHECK(got.pool == entry.pool);
    CHECK(got.unit == entry.unit);
    CHECK(got.lot == entry.lot);
    CHECK(got.amount == entry.amount);
    CHECK(got.balance == entry.balance);
    CHECK(got.usage == entry.usage);
    CHECK(got.stream == entry.stream);
    CHECK(got.phase == entry.phase);
    CHECK(got.owner == entry.owner);
    CHECK(got.occurrence == entry.occurrence);
    CHECK(got.attempt == entry.attempt);
    CHECK(got.asked == entry.asked);
    CHECK(got.utility == entry.utility);
    CHECK(got.failed == entry.failed);
    CHECK(got.stopped == entry.stopped);
    CHECK(got.cause == entry.cause);
    CHECK(got.plan == entry.plan);
    CHECK(got.pack == entry.pack);
    CHECK(got.money == entry.money);
    CHECK(got.reason == entry.reason);
    granted += entry.cause == Cause::Kind::grant ? 1 : 0;
  });
  CHECK(i == read->size());
  CHECK(i > 100);
  CHECK(granted > 0);
}

TEST_CASE("what was blocked, and what was bought, is read back") {
  const auto read = read_trace(
      R"({"day":3,"kind":"blocked","unit":"credit","amount":4,"usage":9,"stream":"s","occurrence":2,"try":1,"stopped":"owner_cap","reason":"r"}
{"day":4,"kind":"purchase","pool":"main","lot":1,"unit":"credit","amount":250,"balance":252.5,"cause":"purchase","pack":"p","money":35,"reason":"r"})");
  REQUIRE(read.ok());
  REQUIRE(read->size() == 2);
  const TraceEntry &blocked = (*read)[0], &bought = (*read)[1];
  CHECK(blocked.kind == EntryKind::blocked);
  CHECK(blocked.stopped == Stopped::owner_cap);
  CHECK(blocked.occurrence == 2);
  CHECK(blocked.lot == kNone32);
  CHECK(bought.cause == Cause::Kind::purchase);
  CHECK(bought.pack == "p");
  CHECK(bought.money == whole(35));
  CHECK(bought.balance == Amount{252'500'000});
}

TEST_CASE("what is no trace is refused with its line") {
  const auto read = read_trace("{\"day\": 0, \"kind\": \"grant\", \"amount\": 1, \"unit\": \"c\"}\n{\"day\": 0}\n");
  REQUIRE_FALSE(read.ok());
  CHECK(read.errors().front().what.find("line 2") != std::string::npos);
  CHECK_FALSE(read_trace("nonsense").ok());
  CHECK_FALSE(read_trace("[1]").ok());
  CHECK(read_trace("").ok());
}

TEST_CASE("what each input moves is read back") {
  const World here = world();
  const Response response = handle(request("forecast", R"({"sensitivity": true, "paths": 300, "seed": 3})"));
  REQUIRE(response.ok);
  const auto read = read_sensitivity(response.text);
  REQUIRE(read.ok());
  SensitivityOptions options;
  options.paths = 300;
  options.seed = 3;
  const auto said = sensitivity(*here.loaded.catalog, *here.loaded.scenario, {}, options);
  REQUIRE(said.ok());
  CHECK(read->paths == said->paths);
  CHECK(read->credits_per_month == said->credits_per_month);
  CHECK(read->money_per_month == said->money_per_month);
  CHECK(read->left_out == said->left_out);
  REQUIRE(read->inputs.size() == said->inputs.size());
  CHECK(read->inputs.size() > 2);
  for (std::size_t i = 0; i < read->inputs.size(); ++i) {
    const SensitivityInput &got = read->inputs[i], &wanted = said->inputs[i];
    CHECK(got.kind == wanted.kind);
    CHECK(got.pointer == wanted.pointer);
    CHECK(got.label == wanted.label);
    CHECK(got.base == wanted.base);
    CHECK(same(got.low, wanted.low));
    CHECK(same(got.high, wanted.high));
  }
  const Response plain = handle(request("forecast", R"({"paths": 10})"));
  CHECK_FALSE(read_sensitivity(plain.text).ok());
}
