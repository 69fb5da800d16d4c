// What other ledgers publish as their own examples, as ledger files of this one.
#include "creditcast/replay.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

using namespace creditcast;

namespace {

Instant at(const char* text) { return *parse_instant(text); }

struct Example {
  const char* says;
  LedgerFile file;
  std::vector<std::pair<std::string, int>> remaining;
  int overage;
  std::vector<std::vector<std::pair<std::string, Amount>>> paid_by;
};

LedgerFile::Lot lot(const char* id, int amount, const char* from) {
  LedgerFile::Lot made;
  made.id = id;
  made.amount = whole(amount);
  made.from = at(from);
  return made;
}

LedgerFile::Usage use(const char* when, int amount, std::vector<std::string> tags = {}) {
  return {"", at(when), whole(amount), std::move(tags), ""};
}

LedgerFile run(const char* start, const char* until, Overage overage, std::vector<OrderKey> order) {
  LedgerFile file;
  file.start = at(start);
  file.until = at(until);
  file.rules = {std::move(order), overage, false};
  return file;
}

const std::vector<OrderKey> kByPriority{OrderKey::priority, OrderKey::expiry, OrderKey::age};

std::vector<Example> examples() {
  std::vector<Example> all;
  {
    Example e{"Use before a grant starts is carried as overage and taken from it once it starts",
              run("2023-12-31T00:00:00Z", "2024-01-02T00:00:00Z", Overage::carry, kByPriority),
              {{"g1", 50}},
              0,
              {}};
    e.file.lots = {lot("g1", 100, "2024-01-01T00:00:00Z")};
    e.file.lots[0].priority = 1;
    e.file.lots[0].expires = at("2024-01-31T00:00:00Z");
    e.file.lots[0].opening = whole(0);
    e.file.usage = {use("2023-12-31T23:00:00Z", 25), use("2024-01-01T01:00:00Z", 25)};
    all.push_back(e);
  }
  {
    Example e{"Same priority: the sooner-expiring grant burns first",
              run("2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z", Overage::carry, kByPriority),
              {{"g1", 0}, {"g2", 80}},
              0,
              {}};
    e.file.lots = {lot("g2", 100, "2024-01-01T00:00:00Z"), lot("g1", 100, "2024-01-01T00:00:00Z")};
    for (auto& l : e.file.lots) {
      l.priority = 1;
      l.opening = whole(100);
    }
    e.file.lots[0].expires = at("2124-01-01T00:00:00Z");
    e.file.lots[1].expires = at("2024-01-31T00:00:00Z");
    e.file.usage = {use("2024-01-01T01:00:00Z", 120)};
    all.push_back(e);
  }
  {
    Example e{"Weekly grant anchored after it starts: usable at once, refilled at the anchor and exactly at the run end",
              run("2024-01-01T00:00:00Z", "2024-01-11T00:00:00Z", Overage::carry, kByPriority),
              {{"g1", 40}, {"g2", 100}},
              0,
              {}};
    e.file.lots = {lot("g1", 100, "2023-12-31T00:00:00Z"), lot("g2", 100, "2024-01-02T00:00:00Z")};
    e.file.lots[0].priority = 3;
    e.file.lots[0].expires = at("2024-01-30T00:00:00Z");
    e.file.lots[0].opening = whole(80);
    e.file.lots[1].priority = 1;
    e.file.lots[1].expires = at("2124-01-02T00:00:00Z");
    e.file.lots[1].opening = whole(100);
    e.file.lots[1].refill = LedgerFile::Refill{*parse_duration("P7D"), at("2024-01-04T00:00:00Z"), true};
    e.file.usage = {use("2023-12-31T23:00:00Z", 20), use("2024-01-01T01:00:00Z", 20), use("2024-01-01T23:59:59Z", 20),
                    use("2024-01-02T00:00:00Z", 20)};
    all.push_back(e);
  }
  {
    Example e{"Overage kept across a reset is paid from the rolled-over balance at once",
              run("2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z", Overage::carry, kByPriority),
              {{"g1", 40}},
              0,
              {}};
    e.file.lots = {lot("g1", 100, "2024-01-01T00:00:00Z")};
    e.file.lots[0].priority = 1;
    e.file.lots[0].expires = at("2024-01-31T00:00:00Z");
    e.file.lots[0].opening = whole(100);
    e.file.lots[0].rollover = LedgerFile::Rollover{false, whole(50), whole(50), std::nullopt};
    e.file.usage = {use("2024-01-01T01:00:00Z", 10), use("2024-01-01T02:00:00Z", 100)};
    e.file.resets = {{at("2024-01-01T05:00:00Z"), true}};
    all.push_back(e);
  }
  {
    Example e{"Credit limited to the asked feature pays before unlimited credit of the same priority",
              run("2026-04-10T09:00:00Z", "2026-04-10T09:01:00Z", Overage::drop,
                  {OrderKey::priority, OrderKey::limited_first, OrderKey::expiry, OrderKey::age}),
              {{"any", 0}, {"api", 0}, {"sto", 40}},
              0,
              {{{"api", whole(30)}, {"any", whole(10)}}}};
    e.file.lots = {lot("any", 10, "2026-04-10T09:00:00Z"), lot("api", 30, "2026-04-10T09:00:00Z"),
                   lot("sto", 40, "2026-04-10T09:00:00Z")};
    for (auto& l : e.file.lots) l.priority = 1;
    e.file.lots[1].pays_for = {"api-calls"};
    e.file.lots[2].pays_for = {"storage"};
    e.file.usage = {use("2026-04-10T09:00:00Z", 200, {"api-calls"})};
    all.push_back(e);
  }
  {
    Example e{"Free credit before bought credit; the bill shows 30 free + 50 bought",
              run("2022-12-01T00:00:00Z", "2023-02-01T00:00:00Z", Overage::drop,
                  {OrderKey::priority, OrderKey::granted_first, OrderKey::age}),
              {{"free", 0}, {"paid", 20}},
              0,
              {{{"free", whole(30)}, {"paid", whole(50)}}}};
    e.file.lots = {lot("free", 30, "2022-12-01T00:00:00Z"), lot("paid", 70, "2022-12-01T01:00:00Z")};
    for (auto& l : e.file.lots) {
      l.priority = 50;
      l.created = l.from;
    }
    e.file.lots[1].kind = LotKind::purchased;
    e.file.usage = {use("2023-01-01T00:00:00Z", 80)};
    all.push_back(e);
  }
  {
    Example e{"Older top-up first",
              run("2022-12-01T00:00:00Z", "2023-02-01T00:00:00Z", Overage::drop,
                  {OrderKey::priority, OrderKey::granted_first, OrderKey::age}),
              {{"a", 0}, {"b", 20}},
              0,
              {{{"a", whole(30)}, {"b", whole(30)}}}};
    e.file.lots = {lot("a", 30, "2022-12-01T00:00:00Z"), lot("b", 50, "2022-12-01T01:00:00Z")};
    for (auto& l : e.file.lots) {
      l.priority = 50;
      l.created = l.from;
    }
    e.file.usage = {use("2023-01-01T00:00:00Z", 60)};
    all.push_back(e);
  }
  {
    Example e{"No overage allowed: excess use is dropped, not owed",
              run("2025-01-01T00:00:00Z", "2025-01-02T00:00:00Z", Overage::drop, {OrderKey::expiry, OrderKey::age}),
              {{"a", 0}},
              0,
              {}};
    e.file.lots = {lot("a", 20, "2025-01-01T00:00:00Z")};
    e.file.usage = {use("2025-01-01T00:01:00Z", 50)};
    all.push_back(e);
  }
  return all;
}

}  // namespace

TEST_CASE("what other ledgers publish as their own examples comes out here") {
  for (const Example& example : examples()) {
    CAPTURE(example.says);
    const auto result = replay_ledger(example.file);
    REQUIRE(result.ok());
    for (const auto& expected : example.remaining) {
      CAPTURE(expected.first);
      const auto found = std::find_if(result->lots.begin(), result->lots.end(),
                                      [&](const ReplayResult::Lot& of) { return of.id == expected.first; });
      REQUIRE(found != result->lots.end());
      CHECK(found->remaining == whole(expected.second));
    }
    CHECK(result->overage == whole(example.overage));
    for (std::size_t i = 0; i < example.paid_by.size(); ++i) CHECK(result->usage[i].paid_by == example.paid_by[i]);
  }
}
