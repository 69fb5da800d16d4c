#pragma once
/// Habits side by side: the same work on the same random numbers, once under each.
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "creditcast/forecast.hpp"
#include "creditcast/workers.hpp"

namespace creditcast {

/// The work under one of its habits, or as it stands.
struct HabitWork {
  std::string id, name;  ///< no id: as it stands
  std::shared_ptr<const Resolved> resolved;
};

struct HabitsOptions {
  std::uint32_t paths = 10'000;
  std::uint64_t seed = 1;
  Method method = Method::automatic;  ///< of each habit by itself
  Workers workers = {};
};

/// Each habit's forecast is the one that the scenario has with it in force. `in_force`: which the others are held against. All
/// must run as many months. Errors: cancelled; of ForecastRun, of the first habit that has any.
Result<HabitsResult> compare_habits(const std::vector<HabitWork>& habits, std::size_t in_force, const HabitsOptions& options);

}  // namespace creditcast
