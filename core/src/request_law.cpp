#include "request_law.hpp"

#include <numeric>

#include "accounts.hpp"

namespace creditcast {

namespace {

/// A price published as a range has one outcome for each whole unit.
constexpr std::int64_t kMaxPrices = 512;

Amount failed_part(const PricedUse& priced, Amount price) {
  return Amount{divide_half_even(Int128{price.micros} * static_cast<Int128>(priced.failed_share.of_2_32), Int128{kShareOne})};
}

template <typename See>
void see_amounts(const PricedUse& priced, Share failure, See see) {
  if (!priced.priced) return;
  if (priced.low == priced.high) {
    see(priced.typical);
    if (failure > kNever) see(failed_part(priced, priced.typical));
    return;
  }
  for (std::int64_t micros = priced.low.micros; micros <= priced.high.micros; micros += kMicros) {
    see(Amount{micros});
    if (failure > kNever) see(failed_part(priced, Amount{micros}));
    if (micros - priced.low.micros > kMaxPrices * kMicros) return;
  }
}

}  // namespace

RequestLaw request_law(const ResolvedUse& use, const PricedUse& priced, Share failure) {
  RequestLaw law;
  if (!use.main_unit) {
    law.why_not = "a use spends another unit than credits";
  } else if (priced.gated) {
    law.why_not = "the plan's gates stop some of the work";
  } else if (priced.priced && (priced.high.micros - priced.low.micros) / kMicros >= kMaxPrices) {
    law.why_not = "a price is a wide range";
  }
  if (!law.why_not.empty()) return law;
  std::vector<Amount> prices{priced.priced ? priced.typical : Amount{}};
  if (priced.priced && priced.low < priced.high) {
    prices.clear();
    for (std::int64_t micros = priced.low.micros; micros <= priced.high.micros; micros += kMicros)
      prices.push_back(Amount{micros});
  }
  const double each = 1.0 / static_cast<double>(prices.size());
  const double fails = to_double(failure);
  for (const Amount price : prices) {
    if (failure < kAlways) law.outcomes.push_back({each * (1 - fails), false, price, price});
    if (failure > kNever) law.outcomes.push_back({each * fails, true, price, failed_part(priced, price)});
  }
  return law;
}

std::int64_t grain_of(const Resolved& resolved) {
  std::int64_t grain = 0;
  const auto see = [&](Amount amount) { grain = std::gcd(grain, amount.micros); };
  const auto see_use = [&](const ResolvedUse& use, Share failure) {
    if (!use.main_unit) return;
    for (const auto& by_outputs : use.by_plan) {
      for (const PricedUse& priced : by_outputs) see_amounts(priced, failure, see);
    }
  };
  for (const ResolvedProject& project : resolved.projects) {
    for (const ResolvedPhase& phase : project.phases) {
      see_use(phase.use, phase.phase->failure);
      for (const ResolvedUse& use : phase.utilities) see_use(use, kNever);
      for (const ResolvedUse& use : phase.rewrite_uses) see_use(use, kNever);
    }
  }
  for (const ResolvedStream& stream : resolved.streams) {
    for (const ResolvedUse& use : stream.uses) see_use(use, stream.stream->failure);
    for (const ResolvedFeature& feature : stream.features) see_use(feature.use, stream.stream->event->failure);
  }
  for (std::size_t pool = 0; pool < resolved.pools.size(); ++pool) {
    if (resolved.pools[pool].unit != resolved.main_unit) continue;
    for (const ResolvedPlan& plan : resolved.plans) {
      if (plan.grants[pool]) see(*plan.grants[pool]);
    }
    for (const Opening& opening : resolved.scenario->opening) {
      if (opening.pool == resolved.catalog->pools[pool].id) see(opening.amount);
    }
  }
  for (const AtZeroChoice& step : resolved.at_zero) {
    if (step.kind != AtZeroKind::buy_pack && step.kind != AtZeroKind::auto_recharge) continue;
    for (const ResolvedPack& pack : resolved.packs) {
      if (!step.pack.empty() && pack.pack->id != step.pack) continue;
      for (const ResolvedPlan& plan : resolved.plans) {
        if (const auto bought = bought_for(pack, plan, step)) see(bought->credits);
      }
    }
  }
  return grain == 0 ? kMicros : grain;
}

}  // namespace creditcast
