#pragma once
/// Small catalogs and scenarios for tests, in a few lines each.
#include <string>
#include <utility>
#include <vector>

#include "creditcast/forecast.hpp"
#include "creditcast/resolve.hpp"

namespace creditcast::testing {

inline Share chance_of(double p) { return Share{static_cast<std::uint64_t>(p * 4294967296.0 + 0.5)}; }
inline Figure micros(std::int64_t count) {
  Figure figure = figure_of(Amount{count});
  figure.source = "page";
  return figure;
}
inline Figure credits(std::int64_t units) { return micros(units * kMicros); }

inline Unit unit(const std::string& id) { return {id, id, id + "s", {}}; }

inline Pool pool(const std::string& id, Cadence every, ExpiryKind expires) {
  Pool pool;
  pool.id = pool.name = id;
  pool.unit = "credit";
  pool.grant = GrantRule{};
  pool.grant->every = every;
  pool.expires.kind = expires;
  return pool;
}

/// An action with one price for each output.
inline Action action(const std::string& id, Figure price, const std::string& unit_id = "credit") {
  Action action;
  action.id = action.name = id;
  action.kind = unit_id == "credit" ? "image" : "utility";
  action.unit = unit_id;
  PriceRow row;
  row.id = "each";
  row.price = std::move(price);
  action.prices.push_back(row);
  return action;
}

inline Plan plan(const std::string& id, std::int64_t money, std::vector<PlanGrant> grants) {
  Plan plan;
  plan.id = plan.name = id;
  plan.grants = std::move(grants);
  Term term;
  term.id = "month";
  term.price = credits(money);
  plan.terms.push_back(term);
  return plan;
}

inline Catalog catalog(std::vector<Pool> pools, std::vector<Action> actions, std::vector<Plan> plans) {
  Catalog catalog;
  catalog.id = catalog.name = "test";
  catalog.currency = "USD";
  catalog.main_unit = "credit";
  catalog.as_of = to_day({2026, 11, 1});
  catalog.sources = {{"page", SourceKind::provider, "a page", "", std::nullopt}};
  catalog.units = {unit("credit"), unit("energy")};
  catalog.pools = std::move(pools);
  catalog.actions = std::move(actions);
  catalog.plans = std::move(plans);
  for (const AtZeroKind kind : {AtZeroKind::wait, AtZeroKind::slow_queue, AtZeroKind::upgrade, AtZeroKind::pause_ai}) {
    catalog.at_zero.emplace_back().kind = kind;
  }
  return catalog;
}

/// One more at-zero option of the platform.
inline AtZeroOffer& offer(Catalog& catalog, AtZeroKind kind) {
  AtZeroOffer& added = catalog.at_zero.emplace_back();
  added.kind = kind;
  return added;
}

inline WorkUse use(const std::string& action_id) {
  WorkUse use;
  use.action = action_id;
  return use;
}

inline Quantity fixed(double mean) {
  Quantity quantity;
  quantity.mean = Amount{static_cast<std::int64_t>(mean * 1e6 + 0.5)};
  return quantity;
}
inline Quantity poisson(double mean) {
  Quantity quantity = fixed(mean);
  quantity.kind = QuantityKind::poisson;
  return quantity;
}
inline Quantity range(std::int64_t low, std::int64_t high) {
  Quantity quantity;
  quantity.kind = QuantityKind::range;
  quantity.low = low;
  quantity.high = high;
  return quantity;
}

inline Stream stream(const std::string& id, Quantity per_day) {
  Stream stream;
  stream.id = stream.name = id;
  stream.rate.quantity = std::move(per_day);
  return stream;
}

inline Scenario scenario(const std::string& plan_id, std::vector<Stream> streams, std::int32_t months = 1) {
  Scenario scenario;
  scenario.id = scenario.name = "test";
  scenario.platform = "test";
  scenario.plan = plan_id;
  scenario.months = months;
  scenario.streams = std::move(streams);
  return scenario;
}

inline Phase phase(const std::string& id, const std::string& action_id, double acceptance, std::int32_t max_requests) {
  Phase phase;
  phase.id = phase.name = id;
  phase.use = use(action_id);
  phase.batch = fixed(1);
  phase.acceptance = chance_of(acceptance);
  phase.max_requests = max_requests;
  return phase;
}

/// A studio year: the workload that speed is measured on. A project costs 479.19195 credits on average, with variance
/// 22,700.56.
struct StudioYear {
  Catalog catalog;
  Scenario scenario;
};
inline StudioYear studio_year() {
  StudioYear year;
  year.catalog =
      catalog({pool("daily", Cadence::day, ExpiryKind::end_of_period),
               pool("monthly", Cadence::cycle, ExpiryKind::end_of_period), pool("bought", Cadence::once, ExpiryKind::never)},
              {action("draft", credits(20)), action("standard", credits(40)), action("high", credits(120)),
               action("upscale", credits(60))},
              {plan("studio", 50, {{"daily", credits(100)}, {"monthly", credits(15'000)}, {"bought", credits(20'000)}})});
  Phase explore = phase("explore", "draft", 0.35, 12);
  explore.rewrite = Phase::Rewrite{3, chance_of(0.2), chance_of(0.9), {}};
  Phase select = phase("select", "standard", 0.8, 1'000);
  select.batch = range(4, 6);
  Phase hero = phase("hero", "high", 0.75, 1'000);
  Phase upscale = phase("upscale", "upscale", 1, 1);
  upscale.run_chance = chance_of(0.3);
  Project project;
  project.id = project.name = "lookbook";
  project.phases = {explore, select, hero, upscale};
  Stream projects = stream("projects", poisson(1.5));
  projects.project = "lookbook";
  year.scenario = scenario("studio", {projects}, 12);
  year.scenario.projects = {project};
  return year;
}

}  // namespace creditcast::testing
