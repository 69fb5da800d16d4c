#pragma once
/// The keys of a scenario's objects, in the order in which they are written.
#include <array>
#include <string_view>

namespace creditcast::json {

using Key = std::string_view;
inline constexpr std::array<Key, 24> kScenarioKeys{"schema",        "id",
                                                   "name",          "description",
                                                   "platform",      "catalog",
                                                   "plan",          "term",
                                                   "months",        "seats",
                                                   "calendar",      "streams",
                                                   "projects",      "habits",
                                                   "habit",         "owners",
                                                   "at_zero",       "plan_changes",
                                                   "opening",       "buffer",
                                                   "run_out_limit", "budget_per_month",
                                                   "overrides",     "platform_overrides"};
inline constexpr std::array<Key, 5> kCalendarKeys{"working_days_per_month", "start", "zone_offset", "weekdays", "holidays"};
inline constexpr std::array<Key, 10> kStreamKeys{"id",    "name",    "rate",    "growth_per_month", "seasonality",
                                                 "owner", "failure", "actions", "project",          "event"};
inline constexpr std::array<Key, 5> kRateKeys{"per", "fixed", "range", "poisson", "table"};
inline constexpr std::array<Key, 4> kQuantityKeys{"fixed", "range", "poisson", "table"};
inline constexpr std::array<Key, 2> kTableKeys{"value", "chance"};
inline constexpr std::array<Key, 5> kUseKeys{"action", "capability", "options", "outputs", "count"};
inline constexpr std::array<Key, 4> kEventKeys{"guests", "photos_per_guest", "features", "failure"};
inline constexpr std::array<Key, 8> kFeatureKeys{"id", "name", "action", "capability", "options", "outputs", "count", "used"};
inline constexpr std::array<Key, 4> kProjectKeys{"id", "name", "budget", "phases"};
inline constexpr std::array<Key, 17> kPhaseKeys{
    "id",   "name",    "action",         "capability", "options", "batch",     "run_chance", "acceptance", "max_requests",
    "then", "rewrite", "repeat_factors", "variations", "keep",    "utilities", "failure",    "budget"};
inline constexpr std::array<Key, 4> kRewriteKeys{"after_misses", "adds", "up_to", "uses"};
inline constexpr std::array<Key, 2> kVariationKeys{"chance", "acceptance"};
inline constexpr std::array<Key, 2> kHabitKeys{"name", "phases"};
inline constexpr std::array<Key, 4> kOwnerKeys{"id", "name", "kind", "monthly_cap"};
inline constexpr std::array<Key, 6> kAtZeroKeys{"do", "pack", "threshold", "money", "monthly_cap", "plan"};
inline constexpr std::array<Key, 3> kPlanChangeKeys{"month", "plan", "term"};
inline constexpr std::array<Key, 2> kOpeningKeys{"pool", "amount"};
inline constexpr std::array<Key, 2> kBufferKeys{"low", "high"};

}  // namespace creditcast::json
