#pragma once
/// Balances that are nested: a day's own, a month's, and one that lasts, drawn in this order. What is used past the days' own
/// then decides alone when they are all empty.
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "creditcast/resolve.hpp"
#include "script.hpp"

namespace creditcast::exact {

struct NestedBalances {
  std::optional<PoolIndex> day_pool, month_pool, lasting_pool;
  std::vector<std::int32_t> month_begin;        ///< [month] its first day, and the end of the horizon
  std::vector<std::int64_t> allowance;          ///< [day] the day's own
  std::vector<std::int64_t> allowances;         ///< [month] of all its days
  std::vector<std::int64_t> monthly;            ///< [month] what ends with it
  std::vector<std::int64_t> lasting;            ///< [month] granted for good
  std::vector<std::vector<std::int64_t>> idle;  ///< [day][pool] balances that may not pay
  std::vector<std::int64_t> idle_expired;       ///< [month]
  bool wiped = false;                           ///< what lasts ends with the horizon
};

/// Or why a script's balances are not nested.
std::variant<NestedBalances, WhyNot> nested_balances(const Resolved& resolved, const Script& script);

}  // namespace creditcast::exact
