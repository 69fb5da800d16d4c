#pragma once
/// What a stream's work means: its project, its uses on a catalog, its factor month by month.
#include <vector>

#include "creditcast/scenario.hpp"

namespace creditcast {

/// The project that the stream does; null for other work.
const Project* project_of(const Scenario& scenario, const Stream& stream);

struct Work {
  const Action* action = nullptr;     ///< null: the catalog has neither the action nor the capability
  std::vector<OptionChoice> options;  ///< the capability's, then the use's own, which override them
};
Work work_of(const Catalog& catalog, const WorkUse& use);

/// Growth x season of each month, rounded half-even to the millionth. nullopt past `most` units.
std::optional<std::vector<Amount>> month_factors(const Stream& stream, const std::vector<std::int32_t>& calendar_months,
                                                 Amount most);

}  // namespace creditcast
