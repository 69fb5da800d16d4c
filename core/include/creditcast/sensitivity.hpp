#pragma once
/// Which inputs move the answer most: each is changed by itself, a tenth down and a tenth up, on the same random numbers.
#include "creditcast/compare.hpp"

namespace creditcast {

struct SensitivityOptions {
  std::uint32_t paths = 1'000;      ///< of each changed scenario, from tables
  std::uint32_t event_paths = 200;  ///< where it must be walked event by event
  std::uint64_t seed = 1;
  std::size_t inputs = 20;  ///< at most: those that move the estimate most
  Workers workers = {};
};

/// The inputs: the rate of each stream, its growth and failures; each phase's chance of acceptance, failures and batch; the
/// prices of each action; on abstract months the working days. A published range of prices is taken at its ends; whole numbers
/// change by at least one; nothing goes beyond what a scenario allows. An input that does not move the estimate is left out.
/// Errors: cancelled; of resolve, estimate and ForecastRun.
Result<Sensitivity> sensitivity(const Catalog& catalog, const Scenario& scenario, const Choice& choice,
                                const SensitivityOptions& options);

}  // namespace creditcast
