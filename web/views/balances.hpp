#pragma once
/// What is drawn of the balances: which pools, and what happens to them on which day.
#include "app_state.hpp"
#include "creditcast/resolve.hpp"

namespace creditcast::web {

/// From a forecast to Derived::balance, energy and marks.
void choose_balances(Derived& derived, const Resolved& resolved);

}  // namespace creditcast::web
