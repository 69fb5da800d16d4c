#pragma once
/// A scenario set on one platform, plan and term: names become indices, every use is priced, every day has its date. What the
/// closed form and the simulator work on. No strings are looked up past this point.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "creditcast/pricing.hpp"
#include "creditcast/results.hpp"
#include "creditcast/scenario.hpp"

namespace creditcast {

/// Which plan, term and pack to run a scenario on. Empty fields: as the scenario says.
struct Choice {
  std::string plan, term, pack;
};

/// One use under one plan.
struct PricedUse {
  bool priced = false;                 ///< false: no price is known; it is counted and never paid
  bool gated = false;                  ///< the plan's gates stop it
  Amount low, typical, high;           ///< low < high: drawn, uniform in whole units from low
  Amount failed_of_typical;            ///< what a failed run costs, at the typical price
  Share failed_share;                  ///< share of the drawn price that a failed run costs
  std::vector<std::uint16_t> payable;  ///< payer classes (= pool indices) that may pay, in pool order
  std::uint32_t payer_set = 0;         ///< the same for all uses of the same `payable`
};

struct ResolvedUse {
  std::uint32_t index = 0;   ///< in Resolved::uses
  std::uint32_t action = 0;  ///< index in Catalog::actions
  UnitIndex unit = 0;        ///< after "instead": the unit really charged
  bool main_unit = true;
  ChargedAt charged_at = ChargedAt::success;
  std::int32_t outputs = 1;  ///< delivered per request at `batch` = the use's own outputs
  std::int32_t count = 1;
  bool utility = false;           ///< kind "utility" or "chat" in another unit: skipped when nothing pays, never ends a project
  std::string label;              ///< "Image, Nano Banana 2, 2K"
  std::string model;              ///< value of the option "model" (or the action's id): key of by_model
  std::uint32_t model_index = 0;  ///< in Resolved::models
  std::string tier_label;
  /// [plan in play][outputs - 1] for phases with a batch range; uses without one have a single entry per plan.
  std::vector<std::vector<PricedUse>> by_plan;
  std::int32_t outputs_first = 1;  ///< outputs that by_plan[p][0] is priced for
  std::vector<std::string> tags;
};

struct ResolvedPhase {
  const Phase* phase = nullptr;
  std::uint32_t id = 0;  ///< index in Resolved::phase_ids (phases of one id in several projects share it)
  ResolvedUse use;
  std::vector<ResolvedUse> utilities;
  std::vector<ResolvedUse> rewrite_uses;
  Distribution batch;
};

struct ResolvedProject {
  const Project* project = nullptr;
  std::vector<ResolvedPhase> phases;
};

struct ResolvedFeature {
  const EventWork::Feature* feature = nullptr;
  std::uint32_t phase_id = 0;  ///< index in Resolved::phase_ids (features are the phases of an event)
  ResolvedUse use;
};

struct ResolvedStream {
  const Stream* stream = nullptr;
  std::vector<ResolvedUse> uses;    ///< for `uses`
  std::uint32_t uses_phase_id = 0;  ///< phase id under which `uses` are booked: the stream's own id
  std::int32_t project = -1;        ///< index in Resolved::projects
  std::vector<ResolvedFeature> features;
  Distribution guests, photos;  ///< for events
  std::int32_t owner = -1;      ///< index in Scenario::owners
  /// Occurrences. Fixed, range and table: a quantity (in micros, growth and season included) is set per period and dealt over
  /// its working days by a running floor. Poisson: [month] the distribution of one working day.
  std::vector<Distribution> per_day_poisson;
  Distribution per_period;           ///< range, table: whole numbers drawn once per period (before growth)
  std::vector<Amount> month_factor;  ///< growth x season of each month, rounded half-even to the millionth
};

/// One day of the horizon.
struct DayInfo {
  std::int32_t month = 0;         ///< 0-based month of the horizon
  std::int32_t day_of_month = 0;  ///< 0-based
  bool working = false;
  std::int32_t working_index_in_month = -1;  ///< 0-based, -1 when not working
  std::int32_t week = 0;  ///< index of its working week (abstract: every 5 working days; calendar: Monday weeks)
  std::int32_t working_index_in_week = -1;
  std::int32_t calendar_month = 0;  ///< 0 January (abstract: month mod 12)
  Instant start = 0;                ///< instant of the day's begin
};

struct ResolvedPlan {
  const Plan* plan = nullptr;
  const Term* term = nullptr;
  bool money_known = false;   ///< the term's price is priced
  Amount price, intro_price;  ///< billed per term (x months where published per month)
  bool has_intro = false;
  std::optional<Amount> price_per_credit;
  std::vector<std::optional<Amount>> grants;  ///< [pool] per period, seats applied; none: the plan grants nothing there
  bool grants_known = true;                   ///< false: an amount it grants is unpublished, and counts as nothing
};

struct ResolvedPack {
  const Pack* pack = nullptr;
  bool money_known = false;
  Amount credits, price;              ///< of a bundle, its bonus included
  std::optional<Amount> least_money;  ///< of a pack by money
};

/// What a pool's rules say while days pass, in the values of the first day. What is not published does not act.
struct ResolvedPool {
  std::optional<Amount> drip;            ///< at most this much becomes spendable a day
  std::optional<Amount> rollover_cap;    ///< an amount
  std::optional<Amount> rollover_times;  ///< a multiple of the grant
  struct Refill {
    UnitIndex spent = 0;  ///< whose spending refills
    Amount at_least, to;
  };
  std::optional<Refill> refill_on_spend;  ///< of live pools
};

/// Where a use is counted.
struct UseKey {
  std::uint32_t phase = 0;   ///< index in Resolved::phase_ids
  std::uint32_t action = 0;  ///< index in Catalog::actions
  std::uint32_t model = 0;   ///< index in Resolved::models
};

struct Resolved {
  const Catalog* catalog = nullptr;
  const Scenario* scenario = nullptr;
  Choice choice;
  UnitIndex main_unit = 0;
  std::vector<PoolTerms> pools;          ///< one per Catalog::pools, same index; payer class = pool index
  std::vector<ResolvedPool> pool_rules;  ///< one per Catalog::pools
  std::vector<ResolvedPlan> plans;       ///< plans in play: [0] the chosen one, then those changed or upgraded to
  std::vector<std::pair<std::int32_t, std::uint32_t>> plan_changes;  ///< (month, index in plans), ascending
  std::vector<ResolvedPack> packs;                                   ///< one per Catalog::packs
  /// As taken: packs filled in from the choice, what the platform fixes in its place (threshold, money, the lower cap), and
  /// without the steps that are offered on no plan in play.
  std::vector<AtZeroChoice> at_zero;
  std::optional<Amount> overage_rate;  ///< money per credit, where published
  std::vector<ResolvedProject> projects;
  std::vector<ResolvedStream> streams;
  std::vector<UseKey> uses;            ///< by ResolvedUse::index
  std::vector<std::string> phase_ids;  ///< stable order of first appearance; phases, features and plain streams
  std::vector<std::string> phase_labels;
  std::vector<std::string> models;  ///< every `model` of a use, in order of first appearance
  std::vector<DayInfo> days;
  std::int32_t months = 0;
  std::vector<std::int32_t> working_days_in_month;
  std::int32_t working_days_per_week = 5;
  /// [DayInfo::week] working days of the whole week, those before the start and past the end included: a rate per week is
  /// spread over them.
  std::vector<std::int32_t> working_days_in_week;
  std::optional<Day> first_day;   ///< for value_on(); none: abstract months
  std::vector<RestsOn> rests_on;  ///< every figure used, in catalog order, each once
  bool complete = true;           ///< every use is priced
  bool money_complete = true;     ///< every plan in play, and every pack the policy may buy, is priced
};

/// `catalog` and `scenario` must outlive the result and have passed their checks. Errors: what check() cannot see before prices
/// are quoted (no price row, inexact price, overflow), with pointers into the scenario.
Result<Resolved> resolve(const Catalog& catalog, const Scenario& scenario, const Choice& choice);

/// A figure of the catalog as results list it, in its value of the first day.
RestsOn rests_on(const Catalog& catalog, std::string pointer, Words label, const Figure& figure, std::optional<Day> first_day);

/// How many of a rate's periods a month holds: its working days, one month, or each working day's part of its week.
double periods_in_month(const Resolved& resolved, RatePer per, std::int32_t month);

/// Plans, terms and packs a comparison puts side by side: every plan and term; where the policy buys a pack and names none,
/// each pack the plan may buy.
std::vector<Choice> choices(const Catalog& catalog, const Scenario& scenario);

/// The capabilities and actions a scenario needs and a catalog lacks; empty when it can run there.
std::vector<std::string> missing_work(const Catalog& catalog, const Scenario& scenario);

}  // namespace creditcast
