// Goal: the law holds for whatever a catalog and a scenario may say. Random catalogs (cadences, expiries, rollovers, ceilings,
// energy, gates) under random scenarios (streams, projects, events, owners, policies) are run event by event, and the journal
// is added up anew, by other means than the ledger's own.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>

#include "../support/builders.hpp"
#include "creditcast/simulate.hpp"

using namespace creditcast;
using namespace creditcast::testing;

namespace {

template <typename T>
T one_of(std::initializer_list<T> values) {
  return *rc::gen::elementOf(std::vector<T>(values));
}
int number(int low, int high) { return *rc::gen::inRange(low, high + 1); }
bool yes(int of_ten) { return number(1, 10) <= of_ten; }
double chance_between(int low_percent, int high_percent) { return number(low_percent, high_percent) / 100.0; }

struct World {
  Catalog catalog;
  Scenario scenario;
};

Pool random_pool(const std::string& id) {
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

Phase random_phase(const std::string& id) {
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

Quantity random_rate() {
  const int kind = number(0, 2);
  if (kind == 0) return fixed(number(0, 40) / 10.0);
  if (kind == 1) return poisson(number(0, 30) / 10.0);
  return range(number(0, 1), number(2, 4));
}

AtZeroChoice random_step() {
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

World random_world() {
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

/// Conservation, atomic draws and the tallies, from the journal alone.
void audit(const Resolved& resolved, const Simulation& simulation, const PathResult& path) {
  const Ledger& ledger = simulation.ledger();
  struct Sums {
    Amount in, out;
  };
  std::map<LotIndex, Sums> lots;
  std::map<UsageIndex, Amount> paid;
  std::map<UsageIndex, Amount> owed;
  std::map<UsageIndex, Amount> refunded;
  std::map<UsageIndex, Amount> blocked;
  for (const Entry& entry : ledger.journal()) {
    RC_ASSERT(entry.amount >= Amount{});
    switch (entry.kind) {
      case EntryKind::grant:
      case EntryKind::purchase:
      case EntryKind::refill: lots[entry.lot].in += entry.amount; break;
      case EntryKind::refund:
        if (entry.lot != kNone32) lots[entry.lot].in += entry.amount;
        refunded[entry.usage] += entry.amount;
        break;
      case EntryKind::draw:
        lots[entry.lot].out += entry.amount;
        paid[entry.usage] += entry.amount;
        break;
      case EntryKind::repay:
      case EntryKind::expire:
      case EntryKind::void_lot:
      case EntryKind::take_back: lots[entry.lot].out += entry.amount; break;
      case EntryKind::owe: owed[entry.usage] += entry.amount; break;
      case EntryKind::blocked: blocked[entry.usage] += entry.amount; break;
      case EntryKind::forgive: break;
    }
  }
  for (LotIndex lot = 0; lot < ledger.lots().size(); ++lot) {
    const LotState& state = ledger.lots()[lot];
    RC_ASSERT(state.remaining >= Amount{});
    RC_ASSERT(state.granted == state.drawn + state.expired + state.voided + state.remaining);
    RC_ASSERT(lots[lot].in - lots[lot].out == state.remaining);
  }
  // A request is paid whole (from lots, or with the rest owed), or not at all.
  for (const auto& [usage, amount] : blocked) {
    RC_ASSERT(paid.count(usage) == 0u || paid[usage].zero());
    RC_ASSERT(owed.count(usage) == 0u);
    RC_ASSERT(amount >= Amount{});
  }
  Amount main_spent, by_months;
  for (std::size_t usage = 0; usage < simulation.contexts().size(); ++usage) {
    const auto index = static_cast<UsageIndex>(usage);
    if (simulation.contexts()[usage].use->main_unit) main_spent += paid[index] + owed[index] - refunded[index];
  }
  Amount by_phase, by_month_and_phase;
  for (const MonthTally& month : path.months) by_months += month.spend;
  for (const Tally& tally : path.by_phase) by_phase += tally.credits;
  for (const Amount amount : path.month_phase_spend) by_month_and_phase += amount;
  RC_ASSERT(main_spent == by_months);
  RC_ASSERT(by_phase == by_months);
  RC_ASSERT(by_month_and_phase == by_months);
  RC_ASSERT(simulation.contexts().size() == ledger.usage_count());
  Amount expired, by_month_expired;
  for (std::size_t pool = 0; pool < resolved.pools.size(); ++pool) {
    if (resolved.pools[pool].unit == resolved.main_unit) expired += ledger.totals(static_cast<PoolIndex>(pool)).expired;
  }
  for (const MonthTally& month : path.months) by_month_expired += month.expired;
  RC_ASSERT(expired == by_month_expired);
}

bool same_path(const PathResult& a, const PathResult& b) {
  if (a.balance != b.balance || a.run_out_day != b.run_out_day || a.debt != b.debt || a.money_spread != b.money_spread)
    return false;
  for (std::size_t m = 0; m < a.months.size(); ++m) {
    const MonthTally &x = a.months[m], &y = b.months[m];
    if (x.spend != y.spend || x.expired != y.expired || x.money != y.money || x.finished != y.finished ||
        x.blocked_requests != y.blocked_requests || x.purchases != y.purchases || x.slow != y.slow) {
      return false;
    }
  }
  return a.month_phase_spend == b.month_phase_spend;
}

}  // namespace

TEST_CASE("random catalogs and scenarios: conservation, atomic draws, and a split at any day changes nothing") {
  const bool holds = rc::check([] {
    const World world = random_world();
    const Errors catalog_errors = check(world.catalog);
    if (!catalog_errors.empty()) RC_FAIL("catalog " + catalog_errors[0].pointer + ": " + catalog_errors[0].what);
    const Errors errors = check(world.scenario, world.catalog);
    if (!errors.empty()) RC_FAIL("scenario " + errors[0].pointer + ": " + errors[0].what);
    const auto resolved = resolve(world.catalog, world.scenario, {});
    if (!resolved) RC_FAIL(resolved.errors()[0].pointer + ": " + resolved.errors()[0].what);

    SimulateOptions options;
    options.seed = static_cast<std::uint64_t>(number(1, 1'000'000));
    options.path = static_cast<std::uint32_t>(number(0, 1'000));
    options.journal = true;
    Simulation simulation(*resolved, options);
    const auto days = static_cast<std::int32_t>(resolved->days.size());
    const std::int32_t split = number(0, days);
    RC_ASSERT(simulation.run_until(split).empty());
    Simulation copy = simulation;
    RC_ASSERT(simulation.run_until(days).empty());
    const PathResult path = simulation.finish();
    audit(*resolved, simulation, path);

    RC_ASSERT(copy.run_until(days).empty());
    RC_ASSERT(same_path(copy.finish(), path));
    options.journal = false;  // a run without a journal is the same run
    const auto plain = simulate(*resolved, options);
    RC_ASSERT(plain.ok());
    RC_ASSERT(same_path(*plain, path));
  });
  CHECK(holds);
}

TEST_CASE("every plan sees the same demand: what is asked does not depend on balances") {
  const bool holds = rc::check([] {
    World world = random_world();
    // Without blocked requests a project asks for all it wants: the slow queue serves whatever credit does not.
    world.scenario.at_zero = {AtZeroChoice{}};
    world.scenario.at_zero[0].kind = AtZeroKind::slow_queue;
    world.scenario.plan_changes.clear();
    for (Owner& owner : world.scenario.owners) owner.monthly_cap.reset();
    for (Plan& each : world.catalog.plans) each.denies.clear();
    for (Action& each : world.catalog.actions) each.tags.clear();
    std::vector<std::int64_t> finished;
    for (const char* plan_id : {"small", "large"}) {
      const auto resolved = resolve(world.catalog, world.scenario, {plan_id, "month", ""});
      if (!resolved) RC_FAIL(resolved.errors()[0].pointer + ": " + resolved.errors()[0].what);
      const auto path = simulate(*resolved, {});
      RC_ASSERT(path.ok());
      std::int64_t total = 0;
      for (const MonthTally& month : path->months) total += month.finished;
      finished.push_back(total);
    }
    RC_ASSERT(finished[0] == finished[1]);
  });
  CHECK(holds);
}
