#pragma once
/// A first scenario for a catalog that came without one, so that it answers at once.
#include "creditcast/scenario.hpp"

namespace creditcast::web {

/// Some images a day (of a catalog without images: its first action that has a price) on the catalog's first plan, for a year.
/// The catalog must have passed its check; the scenario then passes its own.
Scenario starter_scenario(const Catalog& catalog);

}  // namespace creditcast::web
