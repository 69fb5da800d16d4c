#include "creditcast/elsewhere.hpp"

#include <algorithm>

namespace creditcast {

Scenario set_on(Scenario scenario, const Catalog& catalog) {
  scenario.platform = catalog.id;
  const auto seated = std::find_if(catalog.plans.begin(), catalog.plans.end(),
                                   [&](const Plan& plan) { return plan.max_seats == 0 || plan.max_seats >= scenario.seats; });
  scenario.plan = (seated != catalog.plans.end() ? *seated : catalog.plans.front()).id;
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
