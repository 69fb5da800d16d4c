#pragma once
/// Plans and platforms side by side, on the same demand (the same seed, so the same draws), and which to take.
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "creditcast/forecast.hpp"

namespace creditcast {

/// A scenario on a catalog. On other platforms the scenario must be written in capabilities.
struct Candidate {
  const Catalog* catalog = nullptr;
  const Scenario* scenario = nullptr;  ///< with that platform's overrides applied
  std::vector<Choice> choices;         ///< which to put side by side
};

struct CompareOptions {
  std::uint32_t paths = 2'000;
  std::uint64_t seed = 1;
  /// Runs jobs, on so many threads or in turn; empty: in turn. The answer does not depend on it.
  std::uint32_t workers = 1;
  std::function<void(std::vector<std::function<void()>>&)> run = {};
};

/// Errors: of resolve and simulate, for the first candidate; other platforms that cannot run the scenario become rows with
/// `has_work` false.
Result<Comparison> compare(const std::vector<Candidate>& candidates, const CompareOptions& options);

/// The parts of compare(), for a caller that walks the paths of each choice in slices (ForecastRun without balances): a
/// choice's row from its forecast, and which of the rows of one platform to take.
PlanRow plan_row(const Resolved& resolved, const Forecast& forecast, const Estimate& estimate);
std::optional<Comparison::Recommended> recommended(const std::vector<PlanRow>& rows, Share run_out_limit);

/// Volumes at which one plan overtakes another: money a month as a function of main credits a month (fee + what the plan's
/// grants do not cover at its cheapest purchase rate), solved piece by piece. Plans that cannot buy end where their grants end.
std::vector<BreakEven> break_even(const Catalog& catalog, const Scenario& scenario, const std::vector<Choice>& choices);

}  // namespace creditcast
