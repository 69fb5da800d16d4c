#pragma once
/// Which rows of the comparison are shown and in which order, in the table and as bars alike.
#include <span>
#include <vector>

#include "app_state.hpp"
#include "ui.hpp"

namespace creditcast::web {

inline constexpr std::size_t kFoldedPlans = 6;

/// Folded, the recommended plan, the chosen one and the first of the rest are kept.
std::vector<std::size_t> rows_to_show(const AppState& state, bool all);
std::vector<std::size_t> rows_to_show(const AppState& state, bool all, std::span<const std::size_t> order);
/// All rows by a column of the table; what has no value there comes last either way.
std::vector<std::size_t> sorted_rows(const AppState& state, PlanSort sort);
/// The row of the scenario's own plan; where the purchase policy names no pack, several rows could be it, and the first is.
std::size_t chosen_row(const AppState& state);
bool is_recommended(const AppState& state, const PlanRow& row);

/// How a plan is paid: rows of one way stand together. Negative: without a subscription; else the months of its term, 0: once.
int way_to_pay(const Catalog& catalog, const PlanRow& row);
/// "Paid monthly", "Without a subscription".
std::string way_words(int way);

}  // namespace creditcast::web
