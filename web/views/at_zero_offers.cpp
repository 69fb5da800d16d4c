#include "at_zero_offers.hpp"

#include "quantities.hpp"
#include "summary.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

bool buys(const AtZeroChoice& step) { return step.kind == AtZeroKind::buy_pack || step.kind == AtZeroKind::auto_recharge; }

}  // namespace

std::vector<Offered> offers_at_zero(const Catalog& catalog, const Scenario& scenario) {
  std::vector<Offered> all{{std::string(tr("wait for the next credits")), {}}};
  const Plan* plan = find_plan(catalog, scenario.plan);
  if (plan == nullptr) return all;
  for (const AtZeroOffer& offer : catalog.at_zero) {
    if (!offered_on(offer, *plan)) continue;
    AtZeroChoice step;
    step.kind = offer.kind;
    switch (offer.kind) {
      case AtZeroKind::wait: break;
      case AtZeroKind::buy_pack:
      case AtZeroKind::auto_recharge:
        for (const Pack& pack : catalog.packs) {
          if (!may_buy(*plan, pack)) continue;
          step.pack = pack.id;
          step.money.reset();
          if (pack.by_money && !offer.amount)
            step.money = pack.min_money && pack.min_money->priced() ? pack.min_money->typical() : whole(50);
          step.threshold.reset();
          if (offer.kind == AtZeroKind::auto_recharge && !offer.threshold) step.threshold = whole(100);
          all.push_back(
              {offer.kind == AtZeroKind::buy_pack ? tr("buy {0}", {pack.name}) : tr("recharge by itself with {0}", {pack.name}),
               step});
        }
        break;
      case AtZeroKind::overage: all.push_back({std::string(tr("pay for what is over")), step}); break;
      case AtZeroKind::slow_queue: all.push_back({std::string(tr("go on in the slow queue")), step}); break;
      case AtZeroKind::pause_ai: all.push_back({std::string(tr("AI features pause")), step}); break;
      case AtZeroKind::upgrade:
        for (const Plan& other : catalog.plans) {
          if (other.id == scenario.plan || !other.open) continue;
          step.plan = other.id;
          all.push_back({tr("upgrade to {0}", {other.name}), step});
        }
        break;
    }
  }
  return all;
}

bool same_offer(const AtZeroChoice& a, const AtZeroChoice& b) {
  return a.kind == b.kind && a.plan == b.plan && (a.pack == b.pack || a.pack.empty());
}

bool asks_money(const Catalog& catalog, const AtZeroChoice& step) {
  const AtZeroOffer* offer = find_offer(catalog, step.kind);
  const Pack* pack = step.pack.empty() ? nullptr : find_pack(catalog, step.pack);
  return buys(step) && pack != nullptr && pack->by_money && !(offer != nullptr && offer->amount);
}

bool asks_threshold(const Catalog& catalog, const AtZeroChoice& step) {
  const AtZeroOffer* offer = find_offer(catalog, step.kind);
  return step.kind == AtZeroKind::auto_recharge && !(offer != nullptr && offer->threshold);
}

bool asks_cap(const AtZeroChoice& step) { return buys(step) || step.kind == AtZeroKind::overage; }

std::string threshold_unit(const Catalog& catalog, const AtZeroChoice& step) {
  const AtZeroOffer* offer = find_offer(catalog, step.kind);
  return offer != nullptr && offer->threshold_in_money ? catalog.currency : unit_name(catalog, catalog.main_unit, true);
}

}  // namespace creditcast::web
