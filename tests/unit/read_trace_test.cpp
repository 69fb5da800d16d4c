// What the page reads back of a trace is what the core said.
#include "creditcast/json/read_trace.hpp"

#include "creditcast/json/service.hpp"
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
