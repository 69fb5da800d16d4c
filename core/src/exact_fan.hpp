#pragma once
/// Balances by day, as quantiles of their distributions.
#include <cstdint>
#include <vector>

#include "creditcast/results.hpp"
#include "exact_months.hpp"
#include "script.hpp"

namespace creditcast::exact {

/// Adds the days of one month, all pools of each.
void add_fan(const Resolved& resolved, const Script& script, const NestedBalances& balances, const Kinds& kinds,
             std::int64_t grain, std::size_t m, const MonthFigures& month, std::vector<BalanceAt>& out);

}  // namespace creditcast::exact
