/// What the platform gives: its pools, and the plans in play with what they cost and grant.
#include "resolving.hpp"

namespace creditcast {
namespace {

const Term* find_term(const Plan& plan, std::string_view id) {
  for (const Term& term : plan.terms)
    if (term.id == id) return &term;
  return nullptr;
}

/// The term of that id, else the plan's first.
const Term* term_or_first(const Plan& plan, std::string_view id) {
  const Term* term = find_term(plan, id);
  return term != nullptr || plan.terms.empty() ? term : &plan.terms.front();
}

void resolve_pools(Resolving& in) {
  in.out.main_unit = in.unit_index(in.catalog.main_unit);
  for (const Pool& pool : in.catalog.pools) {
    in.out.pools.push_back({in.unit_index(pool.unit)});
    ResolvedPool& rules = in.out.pool_rules.emplace_back();
    rules.drip = in.priced(pool.drip);
    rules.rollover_cap = in.priced(pool.rollover.cap);
    rules.rollover_times = in.priced(pool.rollover.times_grant);
    if (!pool.live || !pool.refill_on_spend) continue;
    const auto at_least = in.priced(pool.refill_on_spend->at_least);
    const auto to = in.priced(pool.refill_on_spend->to);
    if (at_least && to) rules.refill_on_spend = ResolvedPool::Refill{in.unit_index(pool.refill_on_spend->unit), *at_least, *to};
  }
}

Amount billed(Resolving& in, const Term& term, Amount price) {
  const auto amount = times(price, term.price_is_per_month ? term.months : 1);
  if (!amount) in.report.add(Code::overflow, "/plan", "the price of a term is beyond the largest amount");
  return amount.value_or(Amount{});
}

void resolve_grants(Resolving& in, ResolvedPlan& resolved) {
  for (const Pool& pool : in.catalog.pools) {
    resolved.grants.emplace_back();
    if (!gets_grant(pool, *resolved.plan)) continue;
    const auto of_one = in.priced(*grant_figure(pool, *resolved.plan));
    if (!of_one) {
      resolved.grants_known = false;
      continue;
    }
    const auto amount = times(*of_one, pool.grant->per_seat ? in.scenario.seats : 1);
    if (!amount) in.report.add(Code::overflow, "/seats", "the grant of all seats is beyond the largest amount");
    resolved.grants.back() = amount.value_or(Amount{});
  }
}

/// Index of the plan in play.
std::uint32_t add_plan(Resolving& in, const Plan& plan, const Term* term) {
  if (term == nullptr) {
    in.report.add(Code::missing_key, "/term", {"the plan {0} has no term", {quoted(plan.id)}});
    return 0;
  }
  for (std::size_t i = 0; i < in.out.plans.size(); ++i)
    if (in.out.plans[i].plan == &plan && in.out.plans[i].term == term) return static_cast<std::uint32_t>(i);
  ResolvedPlan resolved;
  resolved.plan = &plan;
  resolved.term = term;
  const FigureValue price = in.figures.use(term->price);
  resolved.money_known = price.priced;
  resolved.price = billed(in, *term, price.typical);
  resolved.intro_price = resolved.price;
  if (term->intro) {
    const FigureValue intro = in.figures.use(*term->intro);
    resolved.has_intro = intro.priced;
    if (intro.priced) resolved.intro_price = billed(in, *term, intro.typical);
  }
  resolved.price_per_credit = in.priced(plan.price_per_credit);
  resolve_grants(in, resolved);
  if (!resolved.money_known) in.out.money_complete = false;
  in.out.plans.push_back(std::move(resolved));
  return static_cast<std::uint32_t>(in.out.plans.size() - 1);
}

/// The chosen plan first, then those changed and upgraded to.
void list_plans(Resolving& in) {
  const std::string& chosen = in.out.choice.plan.empty() ? in.scenario.plan : in.out.choice.plan;
  const Plan* plan = find_plan(in.catalog, chosen);
  if (plan == nullptr) {
    in.report.reference("/plan", chosen, "plan", ids_of(in.catalog.plans));
    return;
  }
  if (!in.out.choice.term.empty() && find_term(*plan, in.out.choice.term) == nullptr)
    in.report.reference("/term", in.out.choice.term, {"term of {0}", {quoted(chosen)}}, ids_of(plan->terms));
  const Term* term = term_or_first(*plan, in.out.choice.term.empty() ? in.scenario.term : in.out.choice.term);
  add_plan(in, *plan, term);
  if (!in.report.empty()) return;
  in.out.choice.plan = plan->id;
  in.out.choice.term = term->id;
  for (const PlanChange& change : in.scenario.plan_changes)
    if (const Plan* next = find_plan(in.catalog, change.plan))
      in.out.plan_changes.emplace_back(change.month, add_plan(in, *next, term_or_first(*next, change.term)));
  for (const AtZeroChoice& step : in.scenario.at_zero)
    if (step.kind == AtZeroKind::upgrade)
      if (const Plan* next = find_plan(in.catalog, step.plan)) add_plan(in, *next, term_or_first(*next, term->id));
}

/// An answer rests on what the plans in play grant, and on the rules of the pools that they grant into.
void use_grant_figures(Resolving& in) {
  for (const Pool& pool : in.catalog.pools) {
    bool granted = false;
    for (const ResolvedPlan& plan : in.out.plans)
      if (gets_grant(pool, *plan.plan)) {
        in.figures.use(*grant_figure(pool, *plan.plan));
        granted = true;
      }
    if (!granted && !(pool.live && pool.refill_on_spend)) continue;
    for (const auto* figure : {&pool.rollover.cap, &pool.rollover.times_grant, &pool.drip})
      if (*figure) in.figures.use(**figure);
    if (pool.refill_on_spend) {
      in.figures.use(pool.refill_on_spend->at_least);
      in.figures.use(pool.refill_on_spend->to);
    }
  }
}

}  // namespace

void resolve_plans(Resolving& in) {
  resolve_pools(in);
  list_plans(in);
  use_grant_figures(in);
}

}  // namespace creditcast
