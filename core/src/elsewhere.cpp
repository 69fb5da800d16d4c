#include "creditcast/elsewhere.hpp"

#include <algorithm>

namespace creditcast {

Scenario set_on(Scenario scenario, const Catalog& catalog) {
  scenario.platform = catalog.id;
  scenario.plan = catalog.plans.front().id;
  scenario.term.clear();
  scenario.plan_changes.clear();
  scenario.opening.clear();
  std::erase_if(scenario.at_zero, [&](const AtZeroChoice& choice) {
    return choice.kind == AtZeroKind::upgrade || find_offer(catalog, choice.kind) == nullptr;
  });
  for (AtZeroChoice& choice : scenario.at_zero) choice.pack.clear();
  return scenario;
}

}  // namespace creditcast
