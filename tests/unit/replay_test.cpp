// Ledger files replayed: each rule as a short statement (see support/statement.hpp), the eight published examples, and the
// errors of a file that contradicts itself.
#include "creditcast/replay.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "statement.hpp"

using namespace creditcast;
using test::expect_balances;
using test::expect_statement;
using test::ledger_file;

// --------------------------------------------------------------------------------------------------- draw order

TEST_CASE("each key of the draw order decides, and the id closes it") {
  expect_balances(R"(rules refuse atomic pool
                     lot a 10 pool main
                     lot b 10 pool extra
                     lot c 10 pool main
                     use 1 25)",
                  R"(a: 10 = drawn 10 + left 0
                     b: 10 = drawn 5 + left 5
                     c: 10 = drawn 10 + left 0)");
  expect_balances(R"(rules refuse atomic priority
                     lot a 10 priority 2
                     lot b 10 priority -1
                     use 1 12)",
                  R"(a: 10 = drawn 2 + left 8
                     b: 10 = drawn 10 + left 0)");
  expect_balances(R"(rules refuse atomic expiry
                     lot a 10
                     lot b 10 to 90
                     lot c 10 to 80
                     use 1 21)",
                  R"(a: 10 = drawn 1 + left 9
                     b: 10 = drawn 10 + left 0
                     c: 10 = drawn 10 + left 0)");
  expect_balances(R"(rules refuse atomic granted_first
                     lot a 10 bought
                     lot b 10
                     use 1 12)",
                  R"(a: 10 = drawn 2 + left 8
                     b: 10 = drawn 10 + left 0)");
  expect_balances(R"(rules refuse atomic limited_first
                     lot a 10
                     lot b 10 for api
                     use 1 12 for api)",
                  R"(a: 10 = drawn 2 + left 8
                     b: 10 = drawn 10 + left 0)");
  expect_balances(R"(rules refuse atomic resets_first
                     lot a 10
                     lot b 10 keep 0 5
                     lot c 10 refill 1000 add
                     use 1 21)",
                  R"(a: 10 = drawn 1 + left 9
                     b: 10 = drawn 10 + left 0
                     c: 10 = drawn 10 + left 0)");
  expect_balances(R"(rules refuse atomic amount_desc
                     lot a 10
                     lot b 20
                     use 1 21)",
                  R"(a: 10 = drawn 1 + left 9
                     b: 20 = drawn 20 + left 0)");
  SUBCASE("age is `created`, or the file's order") {
    expect_balances(R"(rules refuse atomic age
                       lot a 10 created 5
                       lot b 10 created 4
                       use 1 12)",
                    R"(a: 10 = drawn 2 + left 8
                       b: 10 = drawn 10 + left 0)");
    expect_balances(R"(rules refuse atomic age
                       lot b 10
                       lot a 10
                       use 1 12)",
                    R"(b: 10 = drawn 10 + left 0
                       a: 10 = drawn 2 + left 8)");
  }
  SUBCASE("with no key left, or none at all, the id decides, not the file's order") {
    expect_balances(R"(rules refuse atomic
                       lot b 10
                       lot a 10
                       use 1 12)",
                    R"(b: 10 = drawn 2 + left 8
                       a: 10 = drawn 10 + left 0)");
  }
  SUBCASE("a key counts only where those before it tie") {
    expect_balances(R"(rules refuse atomic priority expiry
                       lot a 10 priority 1 to 90
                       lot b 10 priority 0
                       lot c 10 priority 1 to 80
                       use 1 15)",
                    R"(a: 10 = expired 10 + left 0
                       b: 10 = drawn 10 + left 0
                       c: 10 = drawn 5 + expired 5 + left 0)");
  }
}

// --------------------------------------------------------------------------------------------------- what cannot be paid

TEST_CASE("what balances cannot pay: four rules, whole or split") {
  const std::string held = R"(
    lot a 10
    lot b 5 bought
    use 1 12 first
    use 2 8 second
    use 3 2 third
    )";
  SUBCASE("refuse, whole: nothing is drawn for what cannot be paid whole") {
    expect_statement("rules refuse atomic granted_first" + held,
                     R"(0 grant a 10 (opening balance)
                        0 purchase b 5
                        1 draw a 10 first
                        1 draw b 2 first
                        2 blocked 8 second
                        3 draw b 2 third
                        a: 10 = drawn 10 + left 0
                        b: 5 = drawn 4 + left 1
                        blocked 8
                        uncovered second 8)");
  }
  SUBCASE("refuse, split: drawn as far as balances go, the rest is blocked") {
    expect_statement("rules refuse split granted_first" + held,
                     R"(0 grant a 10 (opening balance)
                        0 purchase b 5
                        1 draw a 10 first
                        1 draw b 2 first
                        2 draw b 3 second
                        2 blocked 5 second
                        3 blocked 2 third
                        a: 10 = drawn 10 + left 0
                        b: 5 = drawn 5 + left 0
                        blocked 7
                        uncovered second 5
                        uncovered third 2)");
  }
  SUBCASE("drop, whole: nothing is drawn, owed or blocked, only counted") {
    expect_statement("rules drop atomic granted_first" + held,
                     R"(0 grant a 10 (opening balance)
                        0 purchase b 5
                        1 draw a 10 first
                        1 draw b 2 first
                        3 draw b 2 third
                        a: 10 = drawn 10 + left 0
                        b: 5 = drawn 4 + left 1
                        uncovered second 8)");
  }
  SUBCASE("drop, split") {
    expect_balances("rules drop split granted_first" + held,
                    R"(a: 10 = drawn 10 + left 0
                       b: 5 = drawn 5 + left 0
                       uncovered second 5
                       uncovered third 2)");
  }
  SUBCASE("carry: the rest is owed, whole or split alike") {
    for (const char* atomic : {"atomic", "split"}) {
      expect_statement("rules carry " + std::string(atomic) + " granted_first" + held,
                       R"(0 grant a 10 (opening balance)
                          0 purchase b 5
                          1 draw a 10 first
                          1 draw b 2 first
                          2 draw b 3 second
                          2 owe 5 second
                          3 owe 2 third
                          a: 10 = drawn 10 + left 0
                          b: 5 = drawn 5 + left 0
                          owed 7
                          uncovered second 5
                          uncovered third 2)");
    }
  }
  SUBCASE("bill: the rest is money at a rate") {
    for (const char* atomic : {"atomic", "split"}) {
      expect_balances("rules bill " + std::string(atomic) + " granted_first rate 0.25" + held,
                      R"(a: 10 = drawn 10 + left 0
                         b: 5 = drawn 5 + left 0
                         owed 7
                         billed 1.75
                         uncovered second 5
                         uncovered third 2)");
    }
  }
  SUBCASE("a usage of nothing asks for nothing") { expect_statement("use 5 0", ""); }
}

TEST_CASE("carried debt is paid first by the next balance; who paid the usage stays as it was") {
  expect_statement(R"(rules carry atomic age
                      use 1 25 early
                      lot a 10 from 2
                      lot b 100 from 3
                      use 3 20 late)",
                   R"(1 owe 25 early
                      2 grant a 10
                      2 repay a 10 early
                      3 grant b 100
                      3 repay b 15 early
                      3 draw b 20 late
                      a: 10 = drawn 10 + left 0
                      b: 100 = drawn 35 + left 65
                      uncovered early 25)");
  SUBCASE("the oldest debt first, each from lots that may pay for it") {
    expect_statement(R"(rules carry atomic age
                        use 1 5 u1 for video
                        use 2 5 u2 for api
                        use 3 5 u3 for video
                        lot v 8 from 4 for video
                        lot any 4 from 5)",
                     R"(1 owe 5 u1
                        2 owe 5 u2
                        3 owe 5 u3
                        4 grant v 8
                        4 repay v 5 u1
                        4 repay v 3 u3
                        5 grant any 4
                        5 repay any 4 u2
                        v: 8 = drawn 8 + left 0
                        any: 4 = drawn 4 + left 0
                        owed 3
                        uncovered u1 5
                        uncovered u2 5
                        uncovered u3 5)");
  }
  SUBCASE("a bill is never netted by a later grant") {
    expect_balances(R"(rules bill atomic age
                       use 1 25
                       lot a 100 from 2)",
                    R"(a: 100 = left 100
                       owed 25
                       uncovered #1 25)");
  }
}

// --------------------------------------------------------------------------------------------------- tags

TEST_CASE("a limited lot pays for its tags only, any of a usage's tags being enough") {
  expect_balances(R"(rules drop split limited_first age
                     lot api 10 for api
                     lot both 10 for api,video
                     lot any 10
                     use 1 3
                     use 2 12 for video
                     use 3 4 for api,storage
                     use 4 9 for storage)",
                  // 3 from any; video: 10 both + 2 any; api: 4; storage: 5 of any, the rest uncovered
                  R"(api: 10 = drawn 4 + left 6
                     both: 10 = drawn 10 + left 0
                     any: 10 = drawn 10 + left 0
                     uncovered #4 4)");
  SUBCASE("what cannot pay is passed over, not consumed") {
    expect_balances(R"(rules refuse atomic expiry
                       lot soon 10 to 200 for video
                       lot late 10 to 300
                       use 1 5)",
                    R"(soon: 10 = left 10
                       late: 10 = drawn 5 + left 5)");
  }
}

// --------------------------------------------------------------------------------------------------- refunds

TEST_CASE("a refund gives back what the usage drew, last drawn first") {
  const std::string held = R"(rules refuse atomic age
                              lot a 10
                              lot b 10
                              use 1 15 u
                              )";
  expect_statement(held + "refund 2 u 7",
                   R"(0 grant a 10 (opening balance)
                      0 grant b 10 (opening balance)
                      1 draw a 10 u
                      1 draw b 5 u
                      2 refund b 5 u
                      2 refund a 2 u
                      a: 10 = drawn 8 + left 2
                      b: 10 = left 10)");
  SUBCASE("in parts, never twice, and never more than it drew") {
    expect_statement(held + "refund 2 u 3\n refund 3 u 4\n refund 4 u 100\n refund 5 u 1",
                     R"(0 grant a 10 (opening balance)
                        0 grant b 10 (opening balance)
                        1 draw a 10 u
                        1 draw b 5 u
                        2 refund b 3 u
                        3 refund b 2 u
                        3 refund a 2 u
                        4 refund a 8 u
                        a: 10 = left 10
                        b: 10 = left 10)");
  }
  SUBCASE("without an amount, all of it") {
    expect_balances(held + "refund 2 u", R"(a: 10 = left 10
                                            b: 10 = left 10)");
  }
  SUBCASE("to a lot that has ended it expires at once") {
    expect_statement(R"(rules refuse atomic age
                        lot a 10 to 50
                        use 1 4 u
                        refund 60 u 3)",
                     R"(0 grant a 10 (opening balance)
                        1 draw a 4 u
                        50 expire a 6
                        60 refund a 3 u
                        60 expire a 3 u (given back after the end of the lot)
                        a: 10 = drawn 1 + expired 9 + left 0)");
  }
  SUBCASE("debt before balances, and then what repaid debt, which was drawn last") {
    expect_statement(R"(rules carry atomic age
                        lot a 10
                        use 1 18 u
                        lot b 5 from 2
                        refund 3 u 5
                        refund 4 u 6)",
                     R"(0 grant a 10 (opening balance)
                        1 draw a 10 u
                        1 owe 8 u
                        2 grant b 5
                        2 repay b 5 u
                        3 refund 3 u
                        3 refund b 2 u
                        4 refund b 3 u
                        4 refund a 3 u
                        a: 10 = drawn 7 + left 3
                        b: 5 = left 5
                        uncovered u 8)");
  }
  SUBCASE("a billed usage's bill is taken back first") {
    expect_balances(R"(rules bill atomic age rate 2
                       lot a 10
                       use 1 18 u
                       refund 3 u 5)",
                    R"(a: 10 = drawn 10 + left 0
                       owed 3
                       billed 6
                       uncovered u 8)");
  }
  SUBCASE("what a refund brings back pays open debt before anything else") {
    expect_statement(R"(rules carry atomic age
                        lot a 10
                        use 1 10 u
                        use 2 4 v
                        refund 3 u 6
                        use 3 1 w)",
                     R"(0 grant a 10 (opening balance)
                        1 draw a 10 u
                        2 owe 4 v
                        3 refund a 6 u
                        3 repay a 4 v
                        3 draw a 1 w
                        a: 10 = drawn 9 + left 1
                        uncovered v 4)");
  }
  SUBCASE("at the same instant it follows its usage") {
    expect_statement(R"(rules refuse atomic age
                        lot a 10
                        use 5 10 u
                        use 5 1 w
                        refund 5 u 4)",
                     R"(0 grant a 10 (opening balance)
                        5 draw a 10 u
                        5 refund a 4 u
                        5 draw a 1 w
                        a: 10 = drawn 7 + left 3)");
  }
  SUBCASE("of a usage that nothing paid, there is nothing to give back") {
    expect_balances(R"(rules refuse atomic age
                       lot a 10
                       use 1 20 u
                       refund 2 u)",
                    R"(a: 10 = left 10
                       blocked 20
                       uncovered u 20)");
  }
}

TEST_CASE("a take-back removes credit whole and counts as voided, or fails and changes nothing") {
  expect_statement(R"(rules refuse atomic age
                      lot a 10 to 60
                      lot later 5 from 50
                      use 1 3
                      take 2 a 8
                      take 3 a 7
                      take 4 later 1
                      take 70 a 1)",
                   R"(0 grant a 10 (opening balance)
                      1 draw a 3 #1
                      3 take_back a 7
                      50 grant later 5
                      a: 10 = drawn 3 + voided 7 + left 0
                      later: 5 = left 5
                      refused: 8 cannot be taken from the lot 'a', which holds 7
                      refused: 1 cannot be taken from the lot 'later', which holds 0
                      refused: 1 cannot be taken from the lot 'a', which holds 0)");
}

TEST_CASE("a void ends a lot") {
  expect_statement(R"(rules refuse atomic age
                      lot a 10 void 20 refill 7 add
                      lot unborn 10 from 30 void 30
                      lot gone 10 void 0
                      use 1 3
                      use 20 1)",
                   R"(0 grant a 10 (opening balance)
                      1 draw a 3 #1
                      7 refill a 10
                      14 refill a 10
                      20 void a 27
                      20 blocked 1 #2
                      a: 30 = drawn 3 + voided 27 + left 0
                      unborn: 0 = left 0
                      gone: 0 = left 0
                      blocked 1
                      uncovered #2 1)");
}

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

// --------------------------------------------------------------------------------------------------- examples

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
      for (const auto& found : result->lots) {
        if (found.id == expected.first) CHECK(found.remaining == whole(expected.second));
      }
    }
    CHECK(result->overage == whole(example.overage));
    for (std::size_t i = 0; i < example.paid_by.size(); ++i) CHECK(result->usage[i].paid_by == example.paid_by[i]);
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
