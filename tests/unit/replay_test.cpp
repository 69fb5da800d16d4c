// Ledger files replayed: what comes first at one instant, what belongs to a run, stopping and going on, and the errors of a
// file that contradicts itself or goes past a limit. Each rule is a short statement (see support/statement.hpp); what the rules
// say is shown in the other replay_*_test.cpp.
#include "creditcast/replay.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "statement.hpp"

using namespace creditcast;
using test::expect_balances;
using test::expect_statement;
using test::ledger_file;

// --------------------------------------------------------------------------------------------------- order and window

TEST_CASE("at one instant: expire, void, reset, grants, refill, debt, refunds and take-backs, usage") {
  expect_statement(R"(run 0 60
                      rules carry atomic age
                      lot gone 10 to 50 for x
                      lot voided 10 void 50 for x
                      lot kept 10 keep 0 1 for x
                      lot again 4 opening 0 refill 50 add
                      lot fresh 20 from 50
                      use 1 2 u for x
                      use 2 10 v
                      use 50 5 now
                      refund 50 u 1
                      take 50 fresh 3
                      reset 50 keep-overage)",
                   R"(0 grant gone 10 (opening balance)
                      0 grant voided 10 (opening balance)
                      0 grant kept 10 (opening balance)
                      0 grant again 0 (opening balance)
                      1 draw gone 2 u
                      2 owe 10 v
                      50 expire gone 8
                      50 void voided 10
                      50 expire kept 9 (reset)
                      50 grant fresh 20
                      50 refill again 4
                      50 repay again 4 v
                      50 repay fresh 6 v
                      50 refund gone 1 u
                      50 expire gone 1 u (given back after the end of the lot)
                      50 take_back fresh 3
                      50 draw fresh 5 now
                      gone: 10 = drawn 1 + expired 9 + left 0
                      voided: 10 = voided 10 + left 0
                      kept: 10 = expired 9 + left 1
                      again: 4 = drawn 4 + left 0
                      fresh: 20 = drawn 11 + voided 3 + left 6
                      uncovered v 10)");
  SUBCASE("usage at a lot's end finds it gone, usage at its begin finds it there") {
    expect_balances(R"(rules refuse atomic age
                       lot a 10 from 10 to 20
                       use 9 1
                       use 10 1
                       use 19 1
                       use 20 1)",
                    R"(a: 10 = drawn 2 + expired 8 + left 0
                       blocked 2
                       uncovered #1 1
                       uncovered #4 1)");
  }
}

TEST_CASE("a run over [start, until) applies changes in (start, until] and usage in [start, until)") {
  expect_statement(R"(run 10 20
                      rules refuse atomic age
                      lot at-start 10 from 10
                      lot before 10 from 1 to 10
                      lot opening 10 from 1 opening 3
                      lot not-yet 10 from 11 opening 3 to 20
                      lot at-end 10 from 20
                      lot after 10 from 21
                      use 9 1
                      use 10 1
                      use 19 1
                      use 20 1
                      reset 10
                      reset 21
                      take 10 opening 1
                      take 20 opening 1)",
                   R"(10 grant at-start 10 (opening balance)
                      10 grant opening 3 (opening balance)
                      10 draw at-start 1 #2
                      11 grant not-yet 10
                      19 draw at-start 1 #3
                      20 expire not-yet 10
                      20 grant at-end 10
                      20 take_back opening 1
                      at-start: 10 = drawn 2 + left 8
                      before: 0 = left 0
                      opening: 3 = voided 1 + left 2
                      not-yet: 10 = expired 10 + left 0
                      at-end: 10 = left 10
                      after: 0 = left 0)");
  SUBCASE("an empty run shows the opening balances") {
    expect_statement(R"(run 10 10
                        lot a 10 from 10
                        use 10 1)",
                     R"(10 grant a 10 (opening balance)
                        a: 10 = left 10)");
  }
}

// --------------------------------------------------------------------------------------------------- splitting

TEST_CASE("stopping at any instant, and going on from a copy, changes nothing") {
  const LedgerFile file = ledger_file(R"(run 0 40
                                         rules carry split priority expiry age
                                         lot a 10 to 30 priority 2
                                         lot b 5 from 7 refill 6 set anchor 2 keep 1 3 keeps-for 4
                                         lot c 8 from 20 for api priority 1 void 33
                                         use 0 4
                                         use 7 12 u for api
                                         use 20 9 v for api
                                         use 21 3 w
                                         refund 20 u 5
                                         refund 21 w 1
                                         take 25 c 2
                                         reset 12
                                         reset 26 keep-overage)");
  const std::string whole_run = test::statement(file, *replay_ledger(file));
  for (Instant stop = 0; stop <= 40; ++stop) {
    CAPTURE(stop);
    auto first = LedgerReplay::begin(file);
    REQUIRE(first.ok());
    first.value().advance_to(stop);
    LedgerReplay second = *first;
    first.value().advance_to(40);
    second.advance_to(40);
    CHECK(test::statement(file, *second.result()) == whole_run);
    CHECK(test::statement(file, *first->result()) == whole_run);
  }
}

// --------------------------------------------------------------------------------------------------- errors and limits

TEST_CASE("every fault of a file is found, with its place") {
  LedgerFile file = ledger_file(R"(run 50 10
                                   lot a 10 from 5 to 5 created 1
                                   lot a 10
                                   lot c 10 refill 0 add
                                   lot d 10 keep all keeps-for 0
                                   use 20 1 u
                                   use 21 1 u
                                   refund 19 u 1
                                   refund 30 nobody 1
                                   take 30 nothing 1)");
  file.lots[1].amount = whole(-1);
  file.usage[0].amount = whole(-1);
  const auto result = replay_ledger(file);
  REQUIRE_FALSE(result.ok());
  std::vector<std::string> found;
  for (const Error& error : result.errors()) found.push_back(error.pointer + " " + std::string(code_name(error.code)));
  CHECK(found == std::vector<std::string>{"/lots/1/amount out_of_range", "/usage/0/amount out_of_range", "/until contradiction",
                                          "/lots/0/expires contradiction", "/lots/1 contradiction",
                                          "/lots/2/refill/every bad_duration", "/lots/3/rollover/keep_for bad_duration",
                                          "/lots/1/id duplicate_id", "/usage/1/id duplicate_id", "/refunds/0/at contradiction",
                                          "/refunds/1/usage unknown_reference", "/take_backs/0/lot unknown_reference"});
}

TEST_CASE("limits are errors, not slow answers or wrapped sums") {
  const auto first_error = [](const LedgerFile& file) {
    const auto result = replay_ledger(file);
    REQUIRE_FALSE(result.ok());
    return result.errors().front().pointer + " " + std::string(code_name(result.errors().front().code));
  };
  CHECK(first_error(ledger_file("run 0 3000000\n lot a 1 refill 1 add")) == "/lots/0/refill too_many");
  CHECK(first_error(ledger_file("lot a 8000000000\n lot b 1")) == "/lots/1/amount overflow");
  CHECK(first_error(ledger_file("lot a 8000000000\n lot b 1 from 5")) == "/lots/1/amount overflow");
  CHECK(first_error(ledger_file("lot a 5000000000 refill 7 add")) == "/lots/0/refill overflow");
  CHECK(first_error(ledger_file("lot a 5000000000 refill 7 set\n use 1 4000000000\n use 8 4000000000")) ==
        "/lots/0/refill overflow");
  CHECK(first_error(ledger_file("rules carry atomic\n use 1 8000000000\n use 2 1")) == "/usage/1/amount overflow");
  CHECK(first_error(ledger_file("rules refuse atomic\n use 1 8000000000\n use 2 1")) == "/usage/1/amount overflow");
  CHECK(first_error(ledger_file("rules bill atomic rate 2\n use 1 8000000000")) == "/rules/rate overflow");
  // Where nothing more can be owed or blocked, what balances pay is still paid.
  expect_balances("rules carry atomic\n use 1 8000000000\n lot a 2 from 2 for api\n use 3 1 for api",
                  "a: 2 = drawn 1 + left 1\n owed 8000000000\n uncovered #1 8000000000");
  expect_balances("rules refuse split\n use 1 7999999999\n lot a 2 from 2\n use 3 3",
                  "a: 2 = drawn 2 + left 0\n blocked 8000000000\n uncovered #1 7999999999\n uncovered #2 1");
  CHECK(first_error(ledger_file("rules refuse atomic\n use 1 7999999999\n lot a 2 from 2\n use 3 3")) ==
        "/usage/1/amount overflow");
  LedgerFile resets;
  resets.until = 100;
  resets.resets.resize(kMaxResets + 1);
  CHECK(first_error(resets) == "/resets too_many");

  // Each reset visits every live lot.
  LedgerFile visits;
  visits.resets.resize(kMaxResets);
  visits.lots.resize(kMaxResetVisits / kMaxResets);
  for (std::size_t i = 0; i < visits.lots.size(); ++i) visits.lots[i].id = std::to_string(i);
  CHECK(replay_ledger(visits).ok());
  visits.lots.emplace_back().id = "one more";
  CHECK(first_error(visits) == "/resets too_many");
}

TEST_CASE("a hundred thousand lots, as many uses, refills and a reset, are a matter of a second") {
  LedgerFile file;
  file.until = 200'000;
  file.rules = {{OrderKey::priority, OrderKey::expiry, OrderKey::age}, Overage::carry, false};
  for (int i = 0; i < 100'000; ++i) {
    LedgerFile::Lot made;
    made.id = "lot-" + std::to_string(i);
    made.amount = whole(10 + i % 7);
    made.priority = i * 7919 % 5;
    made.from = i;
    made.expires = i + 50'000 + (i * 104'729LL) % 100'000;
    if (i % 3 == 0) made.pays_for = {i % 2 == 0 ? "api" : "video"};
    if (i % 10 == 0) made.refill = LedgerFile::Refill{{0, 20'000}, std::nullopt, i % 20 == 0};
    file.lots.push_back(made);
    file.usage.push_back(
        {"", i * 2LL, whole(11), i % 4 == 0 ? std::vector<std::string>{"api"} : std::vector<std::string>{}, ""});
  }
  file.resets = {{150'000, false}};
  const auto result = replay_ledger(file);
  REQUIRE(result.ok());
  CHECK(result->entries.size() > 250'000);
}
