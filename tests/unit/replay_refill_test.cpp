// Ledger files replayed: what refills a lot, what a reset keeps of it, and for how long. Each rule is a short statement (see
// support/statement.hpp).
#include "creditcast/replay.hpp"

#include <doctest/doctest.h>

#include "statement.hpp"

using namespace creditcast;
using test::expect_balances;
using test::expect_statement;

// --------------------------------------------------------------------------------------------------- refills

TEST_CASE("refill ticks lie on the anchor's grid both ways, strictly within the lot's life") {
  SUBCASE("anchor by default at the lot's begin, which is no tick") {
    expect_statement(R"(rules refuse atomic age
                        lot a 10 from 5 to 19 refill 7 add)",
                     R"(5 grant a 10
                        12 refill a 10
                        19 expire a 20
                        a: 20 = expired 20 + left 0)");
  }
  SUBCASE("anchor after the begin: ticks before it too") {
    expect_statement(R"(run 0 20
                        rules refuse atomic age
                        lot a 10 from 5 refill 4 add anchor 15)",
                     R"(5 grant a 10
                        7 refill a 10
                        11 refill a 10
                        15 refill a 10
                        19 refill a 10
                        a: 50 = left 50)");
  }
  SUBCASE("anchor before the run: the grid goes on; a tick at the start is the past's, one at the end is the run's") {
    expect_statement(R"(run 10 20
                        rules refuse atomic age
                        lot a 10 from 1 opening 4 refill 5 add anchor 0)",
                     R"(10 grant a 4 (opening balance)
                        15 refill a 10
                        20 refill a 10
                        a: 24 = left 24)");
  }
  SUBCASE("to_amount grants the difference, or trims what is above as expired") {
    expect_statement(R"(run 0 12
                        rules refuse atomic age
                        lot a 10 opening 25 refill 5 set
                        use 6 8)",
                     R"(0 grant a 25 (opening balance)
                        5 expire a 15 (above the refill's amount)
                        6 draw a 8 #1
                        10 refill a 8
                        a: 33 = drawn 8 + expired 15 + left 10)");
  }
}

// --------------------------------------------------------------------------------------------------- resets

TEST_CASE("a reset keeps min(max, max(min, balance)) of each live lot") {
  expect_statement(R"(rules refuse atomic age
                      lot none 10
                      lot cap 10 keep 0 4
                      lot low 10 opening 1 keep 3 8
                      lot fits 10 opening 5 keep 3 8
                      lot all 10 keep all
                      lot later 10 from 50
                      reset 50)",
                   R"(0 grant none 10 (opening balance)
                      0 grant cap 10 (opening balance)
                      0 grant low 1 (opening balance)
                      0 grant fits 5 (opening balance)
                      0 grant all 10 (opening balance)
                      50 expire none 10 (reset)
                      50 expire cap 6 (reset)
                      50 refill low 2 (reset)
                      50 grant later 10
                      none: 10 = expired 10 + left 0
                      cap: 10 = expired 6 + left 4
                      low: 3 = left 3
                      fits: 5 = left 5
                      all: 10 = left 10
                      later: 10 = left 10)");
  SUBCASE("the lot keeps its id and goes on: it refills and pays") {
    expect_balances(R"(rules refuse atomic age
                       lot a 10 refill 60 add
                       reset 50
                       use 70 4)",
                    "a: 20 = drawn 4 + expired 10 + left 6");
  }
  SUBCASE("debt is dropped") {
    expect_statement(R"(rules carry atomic age
                        lot a 10 keep 5 5
                        use 1 12
                        reset 50)",
                     R"(0 grant a 10 (opening balance)
                        1 draw a 10 #1
                        1 owe 2 #1
                        50 refill a 5 (reset)
                        50 forgive 2 #1
                        a: 15 = drawn 10 + left 5
                        uncovered #1 2)");
  }
  SUBCASE("or kept, and repaid at once, as far as balances go") {
    expect_statement(R"(rules carry atomic age
                        lot a 10 keep 5 5
                        use 1 18
                        reset 50 keep-overage)",
                     R"(0 grant a 10 (opening balance)
                        1 draw a 10 #1
                        1 owe 8 #1
                        50 refill a 5 (reset)
                        50 repay a 5 #1
                        a: 15 = drawn 15 + left 0
                        owed 3
                        uncovered #1 8)");
  }
}

TEST_CASE("what a reset keeps for a time expires that long after it") {
  expect_statement(R"(rules refuse atomic age
                      lot a 10 keep 0 6 keeps-for 20
                      reset 30
                      use 40 2)",
                   R"(0 grant a 10 (opening balance)
                      30 expire a 4 (reset)
                      40 draw a 2 #1
                      50 expire a 4 (kept for its time after a reset)
                      a: 10 = drawn 2 + expired 8 + left 0)");
  SUBCASE("what was refilled since stays, and the kept rest, being older, has paid first") {
    expect_statement(R"(rules refuse atomic age
                        lot a 10 keep 0 6 keeps-for 20 refill 35 add
                        reset 30
                        use 40 4
                        run 0 60)",
                     R"(0 grant a 10 (opening balance)
                        30 expire a 4 (reset)
                        35 refill a 10
                        40 draw a 4 #1
                        50 expire a 2 (kept for its time after a reset)
                        a: 20 = drawn 4 + expired 6 + left 10)");
  }
  SUBCASE("a later reset counts anew") {
    expect_statement(R"(rules refuse atomic age
                        lot a 10 keep 0 6 keeps-for 20
                        reset 30
                        reset 45)",
                     R"(0 grant a 10 (opening balance)
                        30 expire a 4 (reset)
                        65 expire a 6 (kept for its time after a reset)
                        a: 10 = expired 10 + left 0)");
  }
  SUBCASE("unless the lot's own expiry is sooner") {
    expect_statement(R"(rules refuse atomic age
                        lot a 10 to 40 keep all keeps-for 20
                        reset 30)",
                     R"(0 grant a 10 (opening balance)
                        40 expire a 10
                        a: 10 = expired 10 + left 0)");
  }
}
