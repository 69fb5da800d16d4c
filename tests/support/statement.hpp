#pragma once
/// Ledger tests that read like a bank statement: a few lines say what is held and used, a few lines say what must have
/// happened. Instants and durations are plain seconds.
///
///     run 0 100                          start and until (default 0 100)
///     rules carry split expiry age       overage, atomic | split, order keys (default refuse atomic expiry age); rate X at the
///     end lot g1 100 from 0 to 50 opening 20 priority 1 pool p created 3 void 40 bought for api,video
///         refill 7 add|set anchor 3      one line; `keep 10 50` is a rollover's min and max, `keep all`, `keeps-for 9`
///     use 5 25 u1 for api                at, amount, id and tags (both optional)
///     refund 6 u1 10                     amount optional
///     take 7 g1 5
///     reset 8                            `reset 8 keep-overage`
#include <string>
#include <string_view>

#include "creditcast/replay.hpp"

namespace creditcast::test {

/// A file from its lines. A line that cannot be read fails the test.
LedgerFile ledger_file(std::string_view text);

/// The lines that ledger_file would read as this file.
std::string words(const LedgerFile& file);

/// The statement of a result: an entry a line ("5 draw g1 25 u1"), then a line a lot ("g1: 100 = drawn 25 + left 75"), then
/// what is owed, billed, blocked, uncovered and refused, where it is not zero.
std::string statement(const LedgerFile& file, const ReplayResult& result);

/// Runs the file of `given` and expects the lines of `expected`; leading blanks and empty lines do not count.
void expect_statement(std::string_view given, std::string_view expected);
/// The same, but expects only the lines after the entries.
void expect_balances(std::string_view given, std::string_view expected);

}  // namespace creditcast::test
