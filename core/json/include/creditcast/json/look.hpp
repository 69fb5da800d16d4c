#pragma once
/// Answers of the service back to structs, for what the page shows beside the forecast itself.
#include <string_view>
#include <vector>

#include "creditcast/result.hpp"
#include "creditcast/results.hpp"
#include "creditcast/trace.hpp"

namespace creditcast::json {

/// The NDJSON of a simulation. Errors: not an answer of this version, with the line.
Result<std::vector<TraceEntry>> read_trace(std::string_view text);

/// What each input moves, from a forecast that was asked for it. Errors: none is in it.
Result<Sensitivity> read_sensitivity(std::string_view text);

}  // namespace creditcast::json
