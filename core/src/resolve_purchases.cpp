/// What the platform sells beyond a plan: its packs, and what the policy buys of them when credit ends.
#include <algorithm>

#include "resolving.hpp"

namespace creditcast {
namespace {

bool buys(AtZeroKind kind) { return kind == AtZeroKind::buy_pack || kind == AtZeroKind::auto_recharge; }

/// A pack that can be bought at all: a bundle, or by a sum of money that is known.
bool usable(const Pack& pack, const AtZeroChoice& step, const AtZeroOffer* offer) {
  return !pack.by_money || step.money || (step.kind == AtZeroKind::auto_recharge && offer != nullptr && offer->amount);
}

/// The plan may take what the platform offers; `offer` null: it offers no such thing, which the scenario's check says.
bool takes(const Plan& plan, const AtZeroOffer* offer) { return offer == nullptr || offered_on(*offer, plan); }

/// Would the step buy this pack under the plan, were it named?
bool may_take(const Plan& plan, const Pack& pack, const AtZeroChoice& step, const AtZeroOffer* offer) {
  return takes(plan, offer) && may_buy(plan, pack) && usable(pack, step, offer);
}

// --------------------------------------------------------------------------------------------------- packs

ResolvedPack resolve_pack(Resolving& in, const Pack& pack) {
  ResolvedPack resolved;
  resolved.pack = &pack;
  resolved.least_money = in.priced(pack.min_money);
  if (pack.by_money || !pack.credits || !pack.price) return resolved;
  const FigureValue credits = value_on(*pack.credits, in.out.first_day);
  const FigureValue bonus = pack.bonus ? value_on(*pack.bonus, in.out.first_day) : FigureValue{true, {}, {}, {}, {}};
  const FigureValue price = value_on(*pack.price, in.out.first_day);
  resolved.money_known = credits.priced && bonus.priced && price.priced;
  const auto sum = add(credits.typical, bonus.typical);
  if (!sum) in.report.add(Code::overflow, "/at_zero", {"the pack {0} holds more than the largest amount", {quoted(pack.id)}});
  resolved.credits = sum.value_or(Amount{});
  resolved.price = price.typical;
  return resolved;
}

/// Where nothing names a pack: the first in the catalog that a plan in play may buy.
std::string first_pack(const Resolving& in, const AtZeroChoice& step, const AtZeroOffer* offer) {
  for (const ResolvedPlan& plan : in.out.plans)
    for (const Pack& pack : in.catalog.packs)
      if (may_take(*plan.plan, pack, step, offer)) return pack.id;
  return {};
}

// --------------------------------------------------------------------------------------------------- the policy

/// The prices per credit of the plans that may take the offer; without one, money cannot be turned into credits.
void use_rates(Resolving& in, const AtZeroOffer* offer) {
  for (const ResolvedPlan& plan : in.out.plans) {
    if (!takes(*plan.plan, offer)) continue;
    if (plan.plan->price_per_credit) in.figures.use(*plan.plan->price_per_credit);
    if (!plan.price_per_credit) in.out.money_complete = false;
  }
}

void use_offer(Resolving& in, const AtZeroOffer& offer) {
  for (const auto* figure : {&offer.threshold, &offer.amount, &offer.cap})
    if (*figure) in.figures.use(**figure);
  if (offer.rate && !in.figures.use(*offer.rate).priced) in.out.money_complete = false;
  if (offer.threshold_in_money) use_rates(in, &offer);
}

void fill_overage(Resolving& in, AtZeroChoice& step, const AtZeroOffer& offer) {
  in.out.overage_rate = in.priced(offer.rate);
  if (const auto cap = in.priced(offer.cap)) step.monthly_cap = step.monthly_cap ? min(*step.monthly_cap, *cap) : *cap;
}

void fill_purchase(Resolving& in, AtZeroChoice& step, const AtZeroOffer* offer) {
  if (step.pack.empty()) step.pack = in.out.choice.pack.empty() ? first_pack(in, step, offer) : in.out.choice.pack;
  if (offer != nullptr && step.kind == AtZeroKind::auto_recharge) {
    if (const auto fixed = in.priced(offer->threshold)) step.threshold = fixed;
    if (const auto fixed = in.priced(offer->amount)) step.money = fixed;
  }
  const Pack* pack = find_pack(in.catalog, step.pack);
  if (pack == nullptr) {
    if (!step.pack.empty()) in.report.reference("/at_zero", step.pack, "pack", ids_of(in.catalog.packs));
    return;
  }
  for (const auto* figure : {&pack->credits, &pack->bonus, &pack->price, &pack->min_money, &pack->max_money, &pack->step_money})
    if (*figure) in.figures.use(**figure);
  if (pack->by_money) {
    use_rates(in, offer);
    if (!step.money) in.out.money_complete = false;
  } else {
    step.money.reset();  // a bundle has its own price
    if (!in.out.packs[index_in(in.catalog.packs, pack)].money_known) in.out.money_complete = false;
  }
}

void resolve_at_zero(Resolving& in) {
  for (AtZeroChoice step : in.scenario.at_zero) {
    const AtZeroOffer* offer = find_offer(in.catalog, step.kind);
    if (offer != nullptr) {
      const auto offered = [&](const ResolvedPlan& plan) { return offered_on(*offer, *plan.plan); };
      if (std::none_of(in.out.plans.begin(), in.out.plans.end(), offered)) continue;
      use_offer(in, *offer);
      if (step.kind == AtZeroKind::overage) fill_overage(in, step, *offer);
    }
    if (buys(step.kind)) fill_purchase(in, step, offer);
    in.out.at_zero.push_back(std::move(step));
  }
}

}  // namespace

void resolve_purchases(Resolving& in) {
  for (const Pack& pack : in.catalog.packs) in.out.packs.push_back(resolve_pack(in, pack));
  resolve_at_zero(in);
}

std::vector<Choice> choices(const Catalog& catalog, const Scenario& scenario) {
  // Packs that the scenario leaves open are rows of their own.
  const auto open_step = std::find_if(scenario.at_zero.begin(), scenario.at_zero.end(),
                                      [](const AtZeroChoice& step) { return buys(step.kind) && step.pack.empty(); });
  const AtZeroOffer* offer = open_step == scenario.at_zero.end() ? nullptr : find_offer(catalog, open_step->kind);
  std::vector<Choice> all;
  for (const Plan& plan : catalog.plans)
    for (const Term& term : plan.terms) {
      const std::size_t before = all.size();
      if (open_step != scenario.at_zero.end())
        for (const Pack& pack : catalog.packs)
          if (may_take(plan, pack, *open_step, offer)) all.push_back({plan.id, term.id, pack.id});
      if (all.size() == before) all.push_back({plan.id, term.id, {}});
    }
  return all;
}

}  // namespace creditcast
