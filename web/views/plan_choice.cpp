#include "plan_choice.hpp"

#include "summary.hpp"

namespace creditcast::web {

PlanChoices plan_choices(const NumberStyle& style, const Catalog& catalog, std::string_view plan, std::string_view term) {
  PlanChoices choices;
  std::size_t chosen = 0;
  bool found = false;
  for (const Plan& one : catalog.plans) {
    for (const Term& of : one.terms) {
      if (one.id == plan && of.id == term) {
        chosen = choices.items.size();
        found = true;
      }
      choices.labels.push_back(plan_words(catalog, one.id, of.id));
      choices.items.push_back({choices.labels.back(), price_words(style, catalog, of), false});
      choices.picks.push_back({one.id, of.id});
    }
  }
  choices.chosen = found ? chosen : choices.items.size();
  return choices;
}

}  // namespace creditcast::web
