// Goal: the law holds for whatever a catalog and a scenario may say. Random catalogs (cadences, expiries, rollovers, ceilings,
// energy, gates) under random scenarios (streams, projects, events, owners, policies) are run event by event, and the journal
// is added up anew, by other means than the ledger's own.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>

#include "creditcast/simulate.hpp"
#include "random_world.hpp"

using namespace creditcast;
using namespace creditcast::testing;

namespace {

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
