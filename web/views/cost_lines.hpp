#pragma once
/// Money a month as a function of main credits a month, for drawing beside the core's break-even points.
#include "app_state.hpp"
#include "creditcast/resolve.hpp"

namespace creditcast::web {

/// None where a price of the plan is missing or its work is. `row` is the plan's in the comparison.
std::optional<CostLine> cost_line(const Resolved& resolved, const PlanRow& row);

/// "Ultimate, monthly, with Top-up 3000"
std::string cost_line_name(const Catalog& catalog, const CostLine& line);
/// As the core names a choice in a break-even point.
std::string cost_line_key(const CostLine& line);
/// Money at that volume; not a number past what can be had.
double cost_at(const CostLine& line, double credits);

}  // namespace creditcast::web
