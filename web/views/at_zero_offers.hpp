#pragma once
/// What can be done when credits run out, and what each of it asks for.
#include <string>
#include <vector>

#include "app_state.hpp"

namespace creditcast::web {

struct Offered {
  std::string words;
  AtZeroChoice step;
};
/// What the platform offers on the plan in force, waiting first; packs one by one where there are several.
std::vector<Offered> offers_at_zero(const Catalog& catalog, const Scenario& scenario);
/// The second is the offer that the first was made from.
bool same_offer(const AtZeroChoice& a, const AtZeroChoice& b);

/// Which of its amounts a step leaves to the visitor.
bool asks_money(const Catalog& catalog, const AtZeroChoice& step);
bool asks_threshold(const Catalog& catalog, const AtZeroChoice& step);
bool asks_cap(const AtZeroChoice& step);
std::string threshold_unit(const Catalog& catalog, const AtZeroChoice& step);

}  // namespace creditcast::web
