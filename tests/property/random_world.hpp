#pragma once
/// Random catalogs and scenarios: whatever the rules may say.
#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <vector>

#include "../support/builders.hpp"

namespace creditcast::testing {

template <typename T>
T one_of(std::initializer_list<T> values) {
  return *rc::gen::elementOf(std::vector<T>(values));
}
inline int number(int low, int high) { return *rc::gen::inRange(low, high + 1); }
inline bool yes(int of_ten) { return number(1, 10) <= of_ten; }
inline double chance_between(int low_percent, int high_percent) { return number(low_percent, high_percent) / 100.0; }

struct World {
  Catalog catalog;
  Scenario scenario;
};

inline Pool random_pool(const std::string& id) {
  Pool result = pool(
      id, one_of({Cadence::once, Cadence::day, Cadence::week, Cadence::month, Cadence::cycle, Cadence::year, Cadence::days}),
      one_of({ExpiryKind::never, ExpiryKind::end_of_period, ExpiryKind::after, ExpiryKind::with_subscription}));
  result.grant->days = result.grant->every == Cadence::days ? number(1, 40) : 0;
  const bool once = result.grant->every == Cadence::once;
  if (once && result.expires.kind == ExpiryKind::end_of_period) result.expires.kind = ExpiryKind::never;  // it has no period
  if (result.expires.kind == ExpiryKind::after) result.expires.after = {0, number(1, 50) * kSecondsPerDay};
  if (result.expires.kind == ExpiryKind::end_of_period && result.grant->every != Cadence::once && yes(4)) {
    result.rollover.kind = one_of({RolloverKind::all, RolloverKind::capped});
    if (result.rollover.kind == RolloverKind::capped) result.rollover.cap = credits(number(10, 2'000));
    result.rollover.periods = number(0, 3);
  } else if (yes(2)) {
    result.grant->to_ceiling = true;
  } else if (yes(2)) {
    result.drip = credits(number(1, 100));
  }
  result.for_whom = one_of({Audience::everyone, Audience::everyone, Audience::subscribers, Audience::without_subscription});
  result.spendable_by = one_of({Audience::everyone, Audience::everyone, Audience::everyone, Audience::subscribers});
  if (yes(2)) result.not_for = {"pro"};
  return result;
}

inline Phase random_phase(const std::string& id) {
  Phase result = phase(id, one_of<std::string>({"draft", "pro"}), chance_between(5, 100), number(1, 8));
  result.keep = number(1, 2);
  result.batch = range(result.keep, result.keep + number(0, 3));
  if (yes(4)) result.run_chance = chance_of(chance_between(0, 100));
  if (yes(4)) result.rewrite = Phase::Rewrite{number(1, 3), chance_of(0.2), kAlways, {use("mask")}};
  if (yes(4)) result.repeat_factors = {kAlways, chance_of(0.5), chance_of(0.1)};
  if (yes(4)) result.variations = Phase::Variations{chance_of(0.5), chance_of(0.7)};
  if (yes(4)) result.utilities = {use("mask")};
  if (yes(3)) result.failure = chance_of(0.2);
  result.exhausted = one_of({Exhausted::go_on, Exhausted::give_up});
  return result;
}

inline Quantity random_rate() {
  const int kind = number(0, 2);
  if (kind == 0) return fixed(number(0, 40) / 10.0);
  if (kind == 1) return poisson(number(0, 30) / 10.0);
  return range(number(0, 1), number(2, 4));
}

inline AtZeroChoice random_step() {
  AtZeroChoice step;
  step.kind = one_of({AtZeroKind::wait, AtZeroKind::buy_pack, AtZeroKind::auto_recharge, AtZeroKind::overage,
                      AtZeroKind::slow_queue, AtZeroKind::upgrade, AtZeroKind::pause_ai});
  const bool buys = step.kind == AtZeroKind::buy_pack || step.kind == AtZeroKind::auto_recharge;
  if (buys) step.pack = "pack";
  if (step.kind == AtZeroKind::auto_recharge) step.threshold = whole(number(0, 50));
  if ((buys || step.kind == AtZeroKind::overage) && yes(5)) step.monthly_cap = whole(number(0, 40));
  if (step.kind == AtZeroKind::upgrade) step.plan = "large";
  return step;
}

inline World random_world() {
  World world;
  std::vector<Pool> pools;
  for (int i = 0, n = number(1, 4); i < n; ++i) pools.push_back(random_pool("pool" + std::to_string(i)));
  Plan small = plan("small", 10, {}), large = plan("large", 40, {});
  small.subscription = !yes(3);
  if (yes(3)) small.denies = {"pro"};
  for (const Pool& each : pools) {
    if (audience_has(each.for_whom, small)) small.grants.push_back({each.id, credits(number(0, 400))});
    if (audience_has(each.for_whom, large)) large.grants.push_back({each.id, credits(number(100, 3'000))});
  }
  Pool energy;
  energy.id = energy.name = "energy";
  energy.unit = "energy";
  energy.refill_on_spend = SpendRefill{"credit", credits(1), credits(number(1, 20))};
  pools.push_back(energy);
  Action draft = action("draft", micros(number(1, 30) * 500'000));
  if (yes(3)) {
    draft.prices[0].price.low = whole(2);
    draft.prices[0].price.high = whole(9);
    draft.prices[0].price.value.reset();
    draft.prices[0].price.is = Provenance::range;
  }
  draft.charged_at = one_of({ChargedAt::start, ChargedAt::success});
  draft.failed_share = micros(one_of({0, 500'000, 1'000'000}));
  Action pro = action("pro", credits(number(5, 60)));
  pro.tags = {"pro"};
  pro.charged_at = one_of({ChargedAt::start, ChargedAt::success});
  world.catalog = catalog(pools, {draft, pro, action("mask", credits(1), "energy")}, {small, large});
  world.catalog.draw_order =
      *rc::gen::elementOf(std::vector<std::vector<OrderKey>>{{OrderKey::pool, OrderKey::expiry, OrderKey::age},
                                                             {OrderKey::expiry, OrderKey::age},
                                                             {OrderKey::granted_first, OrderKey::amount_desc},
                                                             {OrderKey::resets_first}});
  Pack pack;
  pack.id = pack.name = "pack";
  pack.pool = "pool0";
  pack.credits = credits(number(20, 300));
  pack.price = credits(number(1, 20));
  world.catalog.packs = {pack};
  offer(world.catalog, AtZeroKind::buy_pack);
  offer(world.catalog, AtZeroKind::auto_recharge);
  AtZeroOffer& overage = offer(world.catalog, AtZeroKind::overage);
  overage.overage = one_of({Overage::carry, Overage::bill});
  if (overage.overage == Overage::bill) overage.rate = micros(50'000);

  std::vector<Stream> streams;
  for (int i = 0, n = number(1, 3); i < n; ++i) {
    Stream each = stream("stream" + std::to_string(i), random_rate());
    each.rate.per = one_of({RatePer::working_day, RatePer::week, RatePer::month});
    each.growth_per_month = Amount{number(-100, 200) * 1'000};
    each.owner = one_of<std::string>({"", "anna"});
    const int kind = number(0, 2);
    if (kind == 0) {
      each.uses = {use("mask"), use("draft")};
      each.failure = chance_of(chance_between(0, 20));
    } else if (kind == 1) {
      each.project = "project";
    } else {
      each.event =
          EventWork{range(1, 5), fixed(2), {{"a", "A", use("draft"), chance_of(0.7)}, {"b", "B", use("pro"), kAlways}}, kNever};
    }
    streams.push_back(each);
  }
  world.scenario = scenario("small", streams, number(1, 5));
  Project project;
  project.id = project.name = "project";
  for (int i = 0, n = number(1, 3); i < n; ++i) project.phases.push_back(random_phase("phase" + std::to_string(i)));
  world.scenario.projects = {project};
  world.scenario.owners = {{"anna", "Anna", "user", yes(5) ? std::optional(whole(number(10, 500))) : std::nullopt}};
  std::vector<AtZeroChoice>& steps = world.scenario.at_zero;
  for (int i = 0, n = number(0, 3); i < n; ++i) {
    const AtZeroChoice step = random_step();
    const auto same = [&](const AtZeroChoice& other) { return other.kind == step.kind; };
    if (std::none_of(steps.begin(), steps.end(), same)) steps.push_back(step);
  }
  if (world.scenario.months > 2 && yes(3)) world.scenario.plan_changes = {{2, "large", "month"}};
  if (yes(3)) world.scenario.opening = {{"pool0", whole(number(1, 200))}};
  if (yes(3)) world.scenario.calendar.start = to_day({2027, number(1, 12), number(1, 31) % 28 + 1});
  return world;
}

/// The same without what keeps work from being tabled, most of the time.
inline World random_tabled_world() {
  World world = random_world();
  std::vector<Pool>& pools = world.catalog.pools;
  std::erase_if(pools, [](const Pool& pool) { return pool.unit != "credit"; });
  for (Pool& pool : pools) {
    pool.grant->to_ceiling = false;
    pool.drip.reset();
    pool.rollover.cap.reset();
    if (pool.rollover.kind == RolloverKind::capped) pool.rollover.kind = RolloverKind::all;
    pool.not_for.clear();
    pool.spendable_by = Audience::everyone;
  }
  for (Plan& plan : world.catalog.plans) plan.denies.clear();
  for (Action& action : world.catalog.actions) action.unit = "credit";
  Pack& pack = world.catalog.packs.front();
  pack.expires_given = true;
  pack.expires.kind = ExpiryKind::never;
  Scenario& scenario = world.scenario;
  std::erase_if(scenario.at_zero, [](const AtZeroChoice& step) {
    return step.kind == AtZeroKind::overage || step.kind == AtZeroKind::slow_queue || step.kind == AtZeroKind::upgrade;
  });
  for (Owner& owner : scenario.owners) owner.monthly_cap.reset();
  for (Stream& stream : scenario.streams) {
    if (!stream.event) continue;
    stream.event.reset();
    stream.uses = {use("draft"), use("pro")};
  }
  return world;
}

}  // namespace creditcast::testing
