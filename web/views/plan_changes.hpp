#pragma once
/// Plans that follow on the one in force.
#include <optional>

#include "creditcast/scenario.hpp"

namespace creditcast::web {

/// One more change to propose, to another plan than is then in force; none where no month or no plan is left.
std::optional<PlanChange> next_plan_change(const Catalog& catalog, const Scenario& scenario);

}  // namespace creditcast::web
