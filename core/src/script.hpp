#pragma once
/// What happens to an account by itself, day by day: lots that come and go, and bills. The same on every path as long as
/// nothing in it waits for a balance; balances are then a few numbers in a known draw order.
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "occurrence.hpp"

namespace creditcast {

/// More at once are not run in lanes.
inline constexpr std::size_t kMaxBalances = 64;

/// One way in which the policy pays for what balances cannot. Credits in grains.
struct Purchase {
  std::uint32_t balance = 0;  ///< index of the balance it goes to
  std::int64_t credits = 0;
  Amount money;
  std::optional<Amount> monthly_cap;
  std::optional<std::int64_t> threshold;  ///< automatic: bought whenever all balances hold no more than this after a draw
};

/// A balance is one lot after another that is drawn at the same place of the order, and, for what is bought, all lots of its
/// pool.
struct Balance {
  PoolIndex pool = 0;
};

struct ScriptDay {
  struct End {
    std::uint32_t balance = 0;
    std::int32_t month = 0;  ///< in which it counts as expired
  };
  struct Grant {
    std::uint32_t balance = 0;
    std::int64_t credits = 0;
  };
  std::vector<End> ends;
  std::vector<Grant> grants;
  std::uint32_t order = 0;                ///< index in Script::orders
  std::vector<std::int64_t> other_pools;  ///< [pool] micros of pools in other units, which nothing draws on
};

struct Script {
  std::vector<Balance> balances;
  std::vector<ScriptDay> days;
  std::vector<ScriptDay::End> last;                ///< ends with the horizon
  std::vector<std::vector<std::uint32_t>> orders;  ///< payable balances, as they are drawn
  std::vector<std::vector<Purchase>> purchases;    ///< [plan in play] in the policy's order; empty: it waits
  std::vector<std::uint32_t> plan_of_day;
  std::vector<Amount> money;         ///< by month, on its day
  std::vector<std::int64_t> bought;  ///< purchases by month that happen on every path
  Amount money_spread;
  bool bought_at_start = false;
  Amount bought_in_first_month;
};

/// Or why there is none: a rule that reacts to balances.
std::variant<Script, WhyNot> script_of(const Resolved& resolved, std::int64_t grain_micros);

}  // namespace creditcast
