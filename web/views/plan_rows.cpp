#include "plan_rows.hpp"

#include <algorithm>
#include <tuple>

#include "creditcast/sort.hpp"
#include "words.hpp"

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
  return rows_to_show(state, all, state.derived.plan_order);
}

std::vector<std::size_t> rows_to_show(const AppState& state, bool all, std::span<const std::size_t> in_order) {
  const Derived& derived = state.derived;
  std::vector<std::size_t> order(in_order.begin(), in_order.end());
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

std::vector<std::size_t> sorted_rows(const AppState& state, PlanSort sort) {
  std::vector<std::size_t> order = state.derived.plan_order;
  const auto& rows = state.derived.comparison->plans;
  const auto value = [&](std::size_t i) -> std::optional<std::int64_t> {
    const PlanRow& row = rows[i];
    if (!row.has_work) return std::nullopt;
    switch (sort.by) {
      case PlanSort::By::money: return row.money_per_month ? std::optional(row.money_per_month->mean.micros) : std::nullopt;
      case PlanSort::By::run_out: return static_cast<std::int64_t>(row.run_out.of_2_32);
      case PlanSort::By::piece: return row.money_per_finished ? std::optional(row.money_per_finished->micros) : std::nullopt;
      case PlanSort::By::blocked: return row.blocked.requests.micros;
      case PlanSort::By::lost: return row.wasted.mean.micros;
    }
    return std::nullopt;
  };
  sort_stably(order, [&](std::size_t a, std::size_t b) {
    const auto left = value(a), right = value(b);
    if (!left || !right) return left.has_value() && !right.has_value();
    return sort.down ? *left > *right : *left < *right;
  });
  return order;
}

int way_to_pay(const Catalog& catalog, const PlanRow& row) {
  const Plan* plan = find_plan(catalog, row.plan);
  if (plan == nullptr || !plan->subscription) return -1;
  for (const Term& term : plan->terms)
    if (term.id == row.term) return term.months;
  return -1;
}

std::string way_words(int way) {
  switch (way) {
    case -1: return std::string(tr("Without a subscription"));
    case 0: return std::string(tr("Paid once"));
    case 1: return std::string(tr("Paid monthly"));
    case 3: return std::string(tr("Paid every quarter"));
    case 12: return std::string(tr("Paid yearly"));
    default: return tr("Paid every {0} months", {std::to_string(way)});
  }
}

bool is_recommended(const AppState& state, const PlanRow& row) {
  const auto& best = state.derived.comparison->recommended;
  return best && same_plan(row, best->plan, best->term, best->pack) && row.platform == best->platform;
}

}  // namespace creditcast::web
