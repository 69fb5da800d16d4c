#pragma once
/// What is looked at more closely than the answer itself: what moves it, other habits, other platforms, one future event by
/// event. Each is computed once it comes into sight.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "creditcast/catalog.hpp"
#include "creditcast/results.hpp"
#include "creditcast/scenario.hpp"
#include "creditcast/trace.hpp"

namespace creditcast::web {

/// What a habit comes to.
struct HabitOutcome {
  std::string id, name;  ///< no id: the work as it stands
  bool in_force = false;
  Amount credits, credits_low, credits_high;  ///< spent a month
  Amount finished;                            ///< pieces a month
  std::optional<Amount> credits_per_finished, money, money_per_finished;
  Share run_out;            ///< within the horizon
  Amount blocked_requests;  ///< a month
};
HabitOutcome outcome_of(const Forecast& forecast, const std::string& id, const std::string& name);

/// What stands behind "naive": the same projects with one image at a time, the hero's model from the start, no rewrites, the
/// same prompt again with waning luck, and everything upscaled. None where there is no project, or nothing would change.
std::optional<Scenario> naive_variant(const Scenario& scenario);

/// What the work comes to on a platform, on the plan to take there.
struct PlatformOutcome {
  std::string id, name;
  bool here = false;                       ///< the platform on screen
  bool own = false;                        ///< the visitor brought its catalog
  std::shared_ptr<const Catalog> catalog;  ///< null: here, or it could not be had
  bool takes_all = false;                  ///< all of the work can be done there; else nothing below is known
  bool takes_some = false;                 ///< what can be is worth taking there
  std::string lacks;                       ///< work that it has not, in words
  std::int32_t seats = 0;                  ///< room for so many, where that is too few
  std::string becomes;                     ///< work that is something else there, in words
  bool computed = false;
  std::optional<PlanRow> plan;  ///< none: no plan has all its prices published
  bool fits = false;            ///< that plan keeps within the visitor's limit
  bool yours = false;           ///< some figures there are the visitor's own
};
/// Takes from a platform's comparison what there is to know; `limit`: how often work may be blocked.
void take_plan(PlatformOutcome& outcome, const Comparison& comparison, Share limit);
/// By money, those in `currency` first, since no currency is converted; then those without a price.
void sort_platforms(std::vector<PlatformOutcome>& platforms, std::string_view currency);

/// One thing that happened on a path.
struct PathEvent {
  enum class Kind : std::uint8_t { paid, blocked, grant, purchase, refill, expiry, other };
  Kind kind = Kind::other;
  std::int32_t day = 0;
  double time = 0;  ///< days since the first, its place within the day by its order there
  std::string unit;
  Amount amount;
  struct Part {
    std::size_t pool = 0;  ///< index in WalkedPath::pools
    Amount amount;
  };
  std::vector<Part> parts;  ///< who paid; of what comes and goes the one pool
  TraceEntry entry;         ///< its first
};

/// A pool that ever held anything on a path.
struct PathPool {
  std::string id, name, unit;
  bool main = false;  ///< in main credits
};

struct WalkedPath {
  std::uint32_t number = 0;  ///< which future, from 0
  std::int32_t days = 0;     ///< walked
  std::int32_t all_days = 0;
  std::vector<PathPool> pools;
  std::vector<PathEvent> events;
  std::vector<Amount> balances;  ///< [event x pools + pool], after the event
  [[nodiscard]] Amount balance(std::size_t event, std::size_t pool) const { return balances[event * pools.size() + pool]; }
  [[nodiscard]] Amount left(std::size_t event) const;  ///< main credits in all pools
  /// The last event at or before a time; 0 where there is none.
  [[nodiscard]] std::size_t at(double time) const;
};
/// Entries that belong to one request become one event.
WalkedPath walked_path(const Catalog& catalog, const std::vector<TraceEntry>& entries, std::uint32_t number, std::int32_t days);

/// Months of a scenario that are walked: as many of the first as have no more requests than a page can hold.
std::int32_t months_to_walk(const Estimate& estimate, std::int32_t months);

template <typename T>
struct Look {
  std::optional<T> value;
  bool stale = false;   ///< of the inputs as they were; computed anew
  std::string trouble;  ///< why there is none
};
struct Closer {
  bool offered = false;  ///< there is an engine to ask; else nothing of this is shown
  Look<Sensitivity> inputs;
  Look<std::vector<HabitOutcome>> habits;
  Look<WalkedPath> path;
  Look<std::vector<PlatformOutcome>> platforms;
};

}  // namespace creditcast::web
