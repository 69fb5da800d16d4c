#include "plan_rows.hpp"

namespace creditcast::web {
namespace {

bool same_plan(const PlanRow& row, const std::string& plan, const std::string& term, const std::string& pack) {
  return row.plan == plan && row.term == term && (pack.empty() || row.pack == pack);
}

}  // namespace

std::size_t chosen_row(const AppState& state) {
  const auto& rows = state.derived.comparison->plans;
  const auto& scenario = state.inputs.scenario;
  std::size_t found = rows.size();
  for (const std::size_t i : state.derived.plan_order) {
    if (!same_plan(rows[i], scenario.plan, scenario.term, "")) continue;
    if (state.derived.forecast && rows[i].pack == state.derived.forecast->pack) return i;
    if (found == rows.size()) found = i;
  }
  return found;
}

std::vector<std::size_t> rows_to_show(const AppState& state, bool all) {
  const Derived& derived = state.derived;
  std::vector<std::size_t> order = derived.plan_order;
  if (all || order.size() <= kFoldedPlans) return order;
  const auto& rows = derived.comparison->plans;
  const auto& best = derived.comparison->recommended;
  std::vector<bool> keep(rows.size(), false);
  std::size_t kept = 0;
  const auto take = [&](std::size_t i) {
    if (!keep[i] && kept < kFoldedPlans) {
      keep[i] = true;
      ++kept;
    }
  };
  for (const std::size_t i : order)
    if (best && same_plan(rows[i], best->plan, best->term, best->pack)) take(i);
  if (const std::size_t chosen = chosen_row(state); chosen < rows.size()) take(chosen);
  for (const std::size_t i : order) take(i);
  std::erase_if(order, [&keep](std::size_t i) { return !keep[i]; });
  return order;
}

bool is_recommended(const AppState& state, const PlanRow& row) {
  const auto& best = state.derived.comparison->recommended;
  return best && same_plan(row, best->plan, best->term, best->pack) && row.platform == best->platform;
}

}  // namespace creditcast::web
