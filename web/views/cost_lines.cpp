#include "cost_lines.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "summary.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

double plain(Amount amount) { return static_cast<double>(amount.micros) / 1e6; }

/// Money per credit of one purchase; none: not published.
std::optional<double> rate_of(const ResolvedPack& pack, const ResolvedPlan& plan) {
  if (pack.pack->by_money) return plan.price_per_credit ? std::optional(plain(*plan.price_per_credit)) : std::nullopt;
  if (!pack.money_known || pack.credits.zero()) return std::nullopt;
  return plain(pack.price) / plain(pack.credits);
}

bool may_buy(const ResolvedPlan& plan, const Pack& pack) {
  const auto& plans = pack.plans;
  return (pack.buyers != PackBuyers::subscribers || plan.plan->subscription) &&
         (plans.empty() || std::find(plans.begin(), plans.end(), plan.plan->id) != plans.end());
}

}  // namespace

std::optional<CostLine> cost_line(const Resolved& resolved, const PlanRow& row) {
  const ResolvedPlan& plan = resolved.plans.front();
  if (!plan.money_known || !row.has_work) return std::nullopt;
  const int months = plan.term->months == 0 ? resolved.months : plan.term->months;
  CostLine line{row.plan, row.term, row.pack, plain(plan.price) / std::max(months, 1), plain(row.credits_per_month), {}};
  for (const AtZeroChoice& step : resolved.at_zero) {
    if (step.kind != AtZeroKind::buy_pack && step.kind != AtZeroKind::auto_recharge) continue;
    for (const ResolvedPack& pack : resolved.packs) {
      if ((!step.pack.empty() && step.pack != pack.pack->id) || !may_buy(plan, *pack.pack)) continue;
      if (const auto rate = rate_of(pack, plan); rate && (!line.rate || *rate < *line.rate)) line.rate = rate;
    }
  }
  return line;
}

double cost_at(const CostLine& line, double credits) {
  if (credits <= line.granted) return line.fee;
  if (!line.rate) return std::numeric_limits<double>::quiet_NaN();
  return line.fee + *line.rate * (credits - line.granted);
}

std::string cost_line_name(const Catalog& catalog, const CostLine& line) {
  const std::string name = plan_words(catalog, line.plan, line.term);
  if (const Pack* pack = find_pack(catalog, line.pack); pack != nullptr) return tr("{0}, with {1}", {name, pack->name});
  return name;
}

std::string cost_line_key(const CostLine& line) {
  return line.plan + "/" + line.term + (line.pack.empty() ? "" : "/" + line.pack);
}

}  // namespace creditcast::web
