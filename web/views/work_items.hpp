#pragma once
/// The scenario's work as cards: what can be set, what it costs.
#include "app_state.hpp"
#include "creditcast/resolve.hpp"

namespace creditcast::web {

std::vector<WorkGroup> work_groups(const Catalog& catalog, const Scenario& scenario, const Estimate* estimate,
                                   const Resolved* resolved);

}  // namespace creditcast::web
