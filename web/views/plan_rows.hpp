#pragma once
/// Which rows of the comparison are shown, in the table and as bars alike.
#include <vector>

#include "app_state.hpp"

namespace creditcast::web {

inline constexpr std::size_t kFoldedPlans = 6;

/// Folded, the recommended plan, the chosen one and the first of the rest are kept.
std::vector<std::size_t> rows_to_show(const AppState& state, bool all);
/// The row of the scenario's own plan; where the purchase policy names no pack, several rows could be it, and the first is.
std::size_t chosen_row(const AppState& state);
bool is_recommended(const AppState& state, const PlanRow& row);

}  // namespace creditcast::web
