#pragma once
/// What the user does: plain data. Field names are the JSON keys; optional keys have the defaults written here.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "creditcast/catalog.hpp"

namespace creditcast {

/// How many: JSON {"fixed": 1.5}, {"range": [4, 6]} (uniform whole numbers), {"poisson": 1.5},
/// {"table": [{"value": 1, "chance": 0.4}, ...]} (chances sum to 1); a plain number is fixed.
enum class QuantityKind : std::uint8_t { fixed, range, poisson, table };
struct Quantity {
  QuantityKind kind = QuantityKind::fixed;
  Amount mean;  ///< fixed, poisson; >= 0
  std::int64_t low = 0, high = 0;
  struct Row {
    std::int64_t value = 0;
    Share chance;
    friend bool operator==(const Row&, const Row&) = default;
  };
  std::vector<Row> table;
  [[nodiscard]] double expected() const;
  friend bool operator==(const Quantity&, const Quantity&) = default;
};
Distribution distribution_of(const Quantity& quantity);  ///< fixed must be whole

/// What a request asks for: an action with options, or a capability (then `options` add to the catalog's mapping).
/// JSON: {"action": "image", "options": {...}} or {"capability": "image.draft"}.
struct WorkUse {
  std::string action;
  std::string capability;
  std::vector<OptionChoice> options;
  std::int32_t outputs = 1;  ///< of one request
  std::int32_t count = 1;    ///< how many such requests
  std::string pointer;       ///< filled by the reader
  friend bool operator==(const WorkUse&, const WorkUse&) = default;
};

enum class RatePer : std::uint8_t { working_day, week, month };
/// JSON: {"per": "working_day", "fixed": 30}.
struct Rate {
  RatePer per = RatePer::working_day;
  Quantity quantity;
  friend bool operator==(const Rate&, const Rate&) = default;
};

enum class Exhausted : std::uint8_t { go_on, give_up };

/// One phase of a project, run once for each piece that reaches it (a piece enters the first phase; `keep` outputs of an
/// accepted batch, or of the best so far, go on as pieces). A piece whose phase is not run passes on as it is. A request
/// repeats until accepted or `max_requests` are used. Before each request its utilities are used. A run that fails counts as a
/// request and as nothing else. A request is accepted with the prompt's acceptance x the repeat factor of this run of the
/// prompt, or, where it is a variation, with the variation's acceptance. After a miss: near enough (chance) makes the next
/// request a variation; a miss that was no variation counts against the prompt; where the next request is no variation and the
/// prompt has `after_misses` misses, and a further request is allowed, it is rewritten (its uses are requested, runs and misses
/// start again). Giving up drops the piece; a blocked request ends the whole project, none of it finished.
struct Phase {
  std::string id;  ///< "explore", "select", "hero", "upscale", or any
  std::string name;
  WorkUse use;                             ///< JSON: "action"/"capability"/"options" stand in the phase itself
  Quantity batch;                          ///< outputs per request; drawn once per project; default fixed 1
  Share run_chance = kAlways;              ///< that the phase is run at all
  Share acceptance = kAlways;              ///< that a batch is accepted
  std::int32_t max_requests = 12;          ///< 1..1000
  Exhausted exhausted = Exhausted::go_on;  ///< JSON "then": "go_on" with the best so far, or "give_up" the project
  /// After `after_misses` misses on one prompt it is rewritten: acceptance + `adds`, up to `up_to`; a rewrite may cost uses.
  struct Rewrite {
    std::int32_t after_misses = 3;
    Share adds;
    Share up_to = kAlways;
    std::vector<WorkUse> uses;
    friend bool operator==(const Rewrite&, const Rewrite&) = default;
  };
  std::optional<Rewrite> rewrite;
  /// Acceptance of the n-th run of one prompt is multiplied by the n-th share; the last one goes on. Empty: no decay.
  std::vector<Share> repeat_factors;
  /// A miss is near enough with `chance`; the next request then is a variation under the locked seed, accepted with
  /// `acceptance`, which is no further run of the prompt.
  struct Variations {
    Share chance;
    Share acceptance;
    friend bool operator==(const Variations&, const Variations&) = default;
  };
  std::optional<Variations> variations;
  std::int32_t keep = 1;           ///< outputs that go on; the next phases run once for each
  std::vector<WorkUse> utilities;  ///< before each request; each spends its own unit
  Share failure = kNever;          ///< that a run fails; it counts as a request
  std::optional<Amount> budget;    ///< main credits per project, a planning anchor
  friend bool operator==(const Phase&, const Phase&) = default;
};

struct Project {
  std::string id;
  std::string name;
  std::vector<Phase> phases;
  std::optional<Amount> budget;  ///< main credits per project
  friend bool operator==(const Project&, const Project&) = default;
};

/// An event at which guests take photos and features run on them.
struct EventWork {
  Quantity guests;
  Quantity photos_per_guest;
  struct Feature {
    std::string id;
    std::string name;
    WorkUse use;
    Share used = kAlways;  ///< share of the photos that use it
    friend bool operator==(const Feature&, const Feature&) = default;
  };
  std::vector<Feature> features;
  Share failure = kNever;
  friend bool operator==(const EventWork&, const EventWork&) = default;
};

/// A recurring source of work: exactly one of `uses`, `project`, `event`. An occurrence of `uses` is one piece: it is finished
/// when all its requests are served; a failed run is not repeated and leaves it unfinished. At an event each photo is a piece:
/// the features it uses are requested in order; one that is blocked ends the photo, or, with AI paused, the photo goes on to
/// the next feature; a photo counts as finished when all the features it uses were served.
struct Stream {
  std::string id;
  std::string name;
  Rate rate;
  Amount growth_per_month;          ///< 0.05 is +5 % each month; > -1
  std::vector<Amount> seasonality;  ///< 12 factors, January first (abstract: the first month first); empty: none
  std::string owner;                ///< id in owners; empty: none
  std::vector<WorkUse> uses;        ///< JSON "actions"
  std::string project;              ///< id in projects
  std::optional<EventWork> event;
  Share failure = kNever;  ///< for `uses`
  friend bool operator==(const Stream&, const Stream&) = default;
};

/// A named set of phase parameters: by phase id, a JSON merge patch of the phase (kept as text; the reader applies it).
struct Habit {
  std::string id;
  std::string name;
  friend bool operator==(const Habit&, const Habit&) = default;
};

struct Owner {
  std::string id;
  std::string name;
  std::string kind = "user";          ///< "user", "team", "event"
  std::optional<Amount> monthly_cap;  ///< main credits of the shared pools a month
  friend bool operator==(const Owner&, const Owner&) = default;
};

/// What the user takes of the platform's at-zero offers, tried in order; an empty list is wait.
struct AtZeroChoice {
  AtZeroKind kind = AtZeroKind::wait;  ///< JSON "do"
  std::string pack;                    ///< buy_pack, auto_recharge: id; empty: in a comparison each pack the plan may buy
  std::optional<Amount> money;         ///< buy_pack by money: how much each time
  std::optional<Amount> threshold;     ///< auto_recharge: main credits, or money where the offer says so
  std::optional<Amount> monthly_cap;   ///< money a month for purchases or overage
  std::string plan;                    ///< upgrade: to which
  friend bool operator==(const AtZeroChoice&, const AtZeroChoice&) = default;
};

/// The plan changes at the start of a month (0-based), at once, with a new cycle.
struct PlanChange {
  std::int32_t month = 0;
  std::string plan;
  std::string term;
  friend bool operator==(const PlanChange&, const PlanChange&) = default;
};

struct Opening {
  std::string pool;
  Amount amount;
  friend bool operator==(const Opening&, const Opening&) = default;
};

struct Calendar {
  std::optional<Day> start;                  ///< none: abstract months of 30 days
  std::int32_t working_days_per_month = 22;  ///< abstract: the first so many of the 30 days
  std::int32_t zone_offset_seconds = 0;
  std::vector<int> weekdays{0, 1, 2, 3, 4};  ///< working ones, 0 Monday; JSON ["mon", "tue", ...]
  std::vector<Day> holidays;
  friend bool operator==(const Calendar&, const Calendar&) = default;
};

struct Scenario {
  std::string id;
  std::string name;
  std::string description;
  std::string platform;  ///< catalog id
  std::string plan;
  std::string term;          ///< default: the plan's first
  std::int32_t months = 12;  ///< 1..120
  Calendar calendar;
  std::int32_t seats = 1;
  std::vector<Stream> streams;
  std::vector<Project> projects;
  std::vector<Habit> habits;
  std::string habit;  ///< the one in force; its patch is already applied to `projects`
  std::vector<Owner> owners;
  std::vector<AtZeroChoice> at_zero;
  std::vector<PlanChange> plan_changes;
  std::vector<Opening> opening;                      ///< balances the user already holds; purchased, not granted
  Amount buffer_low{200'000}, buffer_high{300'000};  ///< 0.2 and 0.3
  Share run_out_limit{429'496'730};                  ///< 0.1: a plan that runs out more often is not recommended
  std::optional<Amount> budget_per_month;            ///< main credits
  bool has_overrides = false;
  friend bool operator==(const Scenario&, const Scenario&) = default;
};

/// What a scenario's text holds beside what the struct does: JSON texts as they stand there; empty: absent.
struct ScenarioParts {
  std::string catalog;             ///< one of its own
  std::string overrides;           ///< a merge patch of the catalog
  std::string platform_overrides;  ///< by platform
  std::string habits;              ///< by id, with their patches of the phases
  std::string projects;            ///< without the habit in force; empty where it patches nothing
  friend bool operator==(const ScenarioParts&, const ScenarioParts&) = default;
};

/// All that is wrong with the scenario by itself and against the catalog (after its overrides). Pointers are into the scenario.
Errors check(const Scenario& scenario, const Catalog& catalog);

}  // namespace creditcast
