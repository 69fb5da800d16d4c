// Ledger files replayed: which lot pays first and for what, and what becomes of a usage that balances cannot pay. Each rule is
// a short statement (see support/statement.hpp).
#include "creditcast/replay.hpp"

#include <doctest/doctest.h>

#include <string>

#include "statement.hpp"

using namespace creditcast;
using test::expect_balances;
using test::expect_statement;

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
