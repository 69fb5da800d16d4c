#pragma once
/// The plans of the platform to choose from, each in each of its terms.
#include <deque>
#include <string>
#include <vector>

#include "app_state.hpp"
#include "format.hpp"
#include "widgets/field.hpp"

namespace creditcast::web {

struct PlanChoices {
  std::deque<std::string> labels;  ///< the items point into it
  std::vector<ChoiceItem> items;
  std::vector<ChoosePlan> picks;  ///< parallel to the items
  std::size_t chosen = 0;         ///< past the last where the plan is none of them
};
PlanChoices plan_choices(const NumberStyle& style, const Catalog& catalog, std::string_view plan, std::string_view term);

}  // namespace creditcast::web
