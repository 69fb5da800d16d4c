#pragma once
/// Plans and platforms side by side, on the same demand (the same seed, so the same draws), and which to take.
#include <optional>
#include <string>
#include <vector>

#include "creditcast/forecast.hpp"
#include "creditcast/workers.hpp"

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
  Workers workers = {};
};

/// Errors: cancelled; of resolve and simulate, for the first candidate; other platforms that cannot run the scenario become
/// rows with `has_work` false.
Result<Comparison> compare(const std::vector<Candidate>& candidates, const CompareOptions& options);

/// The parts of compare(), for a caller that walks the paths of each choice in slices (ForecastRun without balances): a
/// choice's row from its forecast, and which of the rows of one platform to take.
PlanRow plan_row(const Resolved& resolved, const Forecast& forecast, const Estimate& estimate);
std::optional<Comparison::Recommended> recommended(const std::vector<PlanRow>& rows, Share run_out_limit);

/// Volumes at which one plan overtakes another: money a month as a function of main credits a month (fee + what the plan's
/// grants do not cover at the rate of the policy's first purchase), solved piece by piece. Plans that cannot buy end where
/// their grants end, those with a cap where it is reached. A pack counts by its price per credit, as over many months in which
/// its rest is used; whole packs, rests that expire and months that differ are the forecast's matter.
std::vector<BreakEven> break_even(const Catalog& catalog, const Scenario& scenario, const std::vector<Choice>& choices);

}  // namespace creditcast
