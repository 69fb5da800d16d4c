#pragma once
/// A scenario's work on a platform that is not its own.
#include "creditcast/scenario.hpp"

namespace creditcast {

/// The scenario set on another platform: what belongs to its own platform alone is left out (plan, packs, opening balances,
/// what that platform does not offer at zero); its plan is the first with seats enough. Its work is taken as it stands; check()
/// says what of it the platform cannot do.
Scenario set_on(Scenario scenario, const Catalog& catalog);

}  // namespace creditcast
