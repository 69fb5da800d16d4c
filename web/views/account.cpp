#include "account.hpp"

#include <algorithm>

#include "creditcast/limits.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

auto opening_in(auto& held, std::string_view pool) {
  return std::find_if(held.begin(), held.end(), [pool](const Opening& one) { return one.pool == pool; });
}

}  // namespace

std::array<std::string_view, 3> owner_kind_words() { return {tr("a person"), tr("a team"), tr("an event")}; }

std::size_t owner_kind_index(const Owner& owner) {
  const auto found = std::find(kOwnerKinds.begin(), kOwnerKinds.end(), owner.kind);
  return std::min<std::size_t>(static_cast<std::size_t>(found - kOwnerKinds.begin()), kOwnerKinds.size() - 1);
}

bool has_seats(const Catalog& catalog, const Scenario& scenario) {
  return scenario.seats != 1 || std::any_of(catalog.plans.begin(), catalog.plans.end(),
                                            [](const Plan& one) { return one.max_seats != 1 || one.seats > 1; });
}

std::int32_t most_seats(const Catalog& catalog, const Scenario& scenario) {
  const Plan* plan = find_plan(catalog, scenario.plan);
  return plan != nullptr && plan->max_seats > 0 ? std::max(plan->max_seats, scenario.seats) : kMaxSeats;
}

std::optional<Amount> opening_of(const Scenario& scenario, std::string_view pool) {
  const auto found = opening_in(scenario.opening, pool);
  return found == scenario.opening.end() ? std::nullopt : std::optional<Amount>(found->amount);
}

void set_opening(std::vector<Opening>& held, const std::string& pool, std::optional<Amount> amount) {
  const auto found = opening_in(held, pool);
  if (!amount) {
    if (found != held.end()) held.erase(found);
  } else if (found != held.end()) {
    found->amount = *amount;
  } else {
    held.push_back({pool, *amount});
  }
}

std::string opening_pointer(const Scenario& scenario, std::string_view pool) {
  const auto found = opening_in(scenario.opening, pool);
  return found == scenario.opening.end() ? "" : "/opening/" + std::to_string(found - scenario.opening.begin()) + "/amount";
}

}  // namespace creditcast::web
