// Ledger files replayed: credit that goes back to its lots, is taken from them, or ends with them. Each rule is a short
// statement (see support/statement.hpp).
#include "creditcast/replay.hpp"

#include <doctest/doctest.h>

#include <string>

#include "statement.hpp"

using namespace creditcast;
using test::expect_balances;
using test::expect_statement;

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
