#pragma once
/// The parts of a scenario that say what is done and how often.
#include <optional>

#include "creditcast/scenario.hpp"
#include "reading.hpp"

namespace creditcast::json {

struct QuantityRule {
  bool whole = false;  ///< a fixed number must be whole
  std::int64_t low = 0, high = 1'000'000;
};
/// A number, or an object with exactly one of fixed, range, poisson, table.
Quantity read_quantity(Reading& reading, const Path& path, const Node& node, const QuantityRule& rule);
/// The same from the keys of a larger object (a rate).
Quantity read_quantity_of(Fields& fields, const QuantityRule& rule);

/// "action" or "capability" and "options" of an object that holds them among its own.
void read_use_of(Fields& fields, WorkUse& out, Need need);
WorkUse read_use(Reading& reading, const Path& path, const Node& node);
void read_uses(Fields& fields, std::string_view key, std::vector<WorkUse>& out, Need need = Need::optional);

Project read_project(Reading& reading, const Path& path, const Node& node);
EventWork read_event(Reading& reading, const Path& path, const Node& node);

}  // namespace creditcast::json
