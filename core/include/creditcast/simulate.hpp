#pragma once
/// One path, event by event, through the ledger. This is the law: faster engines are tested against it.
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "creditcast/ledger.hpp"
#include "creditcast/resolve.hpp"

namespace creditcast {

/// Why a request was blocked, or a utility skipped.
enum class Stopped : std::uint8_t { no, gate, owner_cap, no_credit };

/// Why a journal entry stands, as far as the ledger cannot know. One per usage; of grants, refills and purchases
/// Simulation::cause() says it.
struct UsageContext {
  std::int32_t day = 0;
  std::int32_t stream = -1;
  std::int32_t occurrence = 0;  ///< within the day
  std::int32_t phase = -1;      ///< index in Resolved::phase_ids
  std::int32_t attempt = 0;     ///< request within the phase, from 1
  std::int32_t owner = -1;
  const ResolvedUse* use = nullptr;
  bool failed = false;
  bool utility = false;
  Stopped stopped = Stopped::no;
};

/// Why credit came in or went out by itself; an entry's `reason` is an index of these.
struct Cause {
  enum class Kind : std::uint8_t { none, grant, opening, purchase, spend_refill, drip, rollover_cap, plan_end };
  Kind kind = Kind::none;
  std::uint32_t pool = 0;
  std::uint32_t plan = 0;  ///< index in Resolved::plans
  std::uint32_t pack = 0;  ///< index in Resolved::packs
  Amount money;            ///< paid; of a refill by spending: the main credits spent
};

/// Counters of one month of one path. Amounts are main credits unless said otherwise.
struct MonthTally {
  Amount spend, expired, money;
  std::int64_t blocked_requests = 0;
  Amount blocked_credits;
  std::int64_t requests = 0, finished = 0, utilities_skipped = 0, slow = 0, purchases = 0;
  bool short_of_credit = false;     ///< a request was blocked, or saved by a purchase, for lack of main credits
  bool blocked_for_credit = false;  ///< a request was blocked for lack of main credits
};

/// Counters of one path, of one pool, phase, action, model, owner or stream. Credits are main credits, a pool's its own unit's.
struct Tally {
  std::int64_t requests = 0;
  Amount credits;
  std::int64_t blocked_requests = 0;
  Amount blocked_credits;
};

struct PathResult {
  std::vector<MonthTally> months;
  std::vector<Tally> by_pool, by_phase, by_action, by_owner, by_stream;
  std::vector<Tally> by_model;            ///< parallel to Resolved::models
  std::vector<Amount> month_phase_spend;  ///< [month x phases + phase]
  std::int32_t run_out_day = -1;          ///< first request blocked or saved by a purchase, -1: never
  bool needed_purchase = false;
  Amount debt;                  ///< owed at the end
  Amount money_spread;          ///< all money with each term spread over its months, within the horizon
  std::vector<Amount> balance;  ///< [day x pools + pool] at the day's end; only when asked for
  struct OverBudget {
    std::int64_t projects = 0, over = 0;
    Amount by;  ///< summed excess
  };
  std::vector<OverBudget> project_budget;  ///< [project]
  std::vector<OverBudget> phase_budget;    ///< [project phases, flattened in order]
};

struct SimulateOptions {
  std::uint64_t seed = 1;
  std::uint32_t path = 0;
  bool journal = false;  ///< keep entries and contexts, for a trace
  bool balances = true;  ///< keep daily balances
};

/// A path under way. A value: a copy goes on independently, so that a run may be split at any day.
class Simulation {
 public:
  /// `resolved` must outlive the simulation.
  Simulation(const Resolved& resolved, SimulateOptions options);
  ~Simulation();
  Simulation(const Simulation&);
  Simulation& operator=(const Simulation&);
  Simulation(Simulation&&) noexcept;
  Simulation& operator=(Simulation&&) noexcept;
  /// Runs days up to, not including, `day` (clamped to the horizon). Error: overflow, with the stream's pointer; too_many
  /// (requests in one path beyond the limit).
  Errors run_until(std::int32_t day);
  /// Closes the books; valid once all days are run.
  [[nodiscard]] PathResult finish();
  [[nodiscard]] const Ledger& ledger() const;
  [[nodiscard]] const std::vector<UsageContext>& contexts() const;
  [[nodiscard]] const Cause& cause(const Entry& entry) const;
  /// The same in words: "grant of Ultimate", "Top-up 1000 for 10 USD", "refilled by a spend of 24".
  [[nodiscard]] std::string reason_text(const Entry& entry) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A whole path at once.
Result<PathResult> simulate(const Resolved& resolved, const SimulateOptions& options);

}  // namespace creditcast
