#pragma once
/// A trace back to structs: for the page, which shows one future event by event.
#include <string_view>
#include <vector>

#include "creditcast/result.hpp"
#include "creditcast/trace.hpp"

namespace creditcast::json {

/// The NDJSON of a simulation. Errors: not an answer of this version, with the line.
Result<std::vector<TraceEntry>> read_trace(std::string_view text);

}  // namespace creditcast::json
