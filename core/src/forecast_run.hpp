#pragma once
/// The inside of a forecast run, for those who walk several side by side.
#include <memory>
#include <optional>
#include <string>

#include "buffer.hpp"
#include "creditcast/forecast.hpp"
#include "exact.hpp"
#include "lanes.hpp"
#include "tallies.hpp"

namespace creditcast {

/// What a scenario is compiled into; the same for all runs over it.
struct ForecastRun::Compiled {
  const Resolved* resolved = nullptr;
  ForecastOptions options;
  std::size_t fan_paths = 0;
  std::vector<BufferLimit> buffer;
  Tallies shape;
  std::int64_t credit_step = 1, money_step = 1;
  Errors errors;                               ///< of the options
  std::string why_not;                         ///< not empty: what keeps it from being run in lanes
  std::shared_ptr<const DemandSource> source;  ///< null: event by event
  std::optional<Script> script;
  std::optional<Exact> exact;  ///< then no path is walked
};

struct ForecastRun::State {
  std::shared_ptr<const Compiled> compiled;
  std::uint32_t next = 0;
  Tallies tallies;                   ///< event by event
  std::optional<LaneLedger> ledger;  ///< else
  std::optional<DayOpener> opener;   ///< from the first path on; plans side by side share one
  LaneTallies lanes;
  DemandBlock block;
  std::vector<PathSum> path_sums;

  /// What a run starts from. `grain`: of credits, in millionths; `source`: a demand already compiled in this grain, or null.
  /// `may_be_exact`: where the method is left open.
  static std::shared_ptr<const Compiled> compile(const Resolved& resolved, const ForecastOptions& options, std::int64_t grain,
                                                 std::shared_ptr<const DemandSource> source, bool may_be_exact);

  void start();
  void gather(std::uint32_t path, const PathResult& result);
};

}  // namespace creditcast
