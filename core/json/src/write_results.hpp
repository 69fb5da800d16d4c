#pragma once
/// Results as JSON: the members of each, into an object that is open.
#include <string>

#include "creditcast/compare.hpp"
#include "creditcast/estimate.hpp"
#include "creditcast/forecast.hpp"
#include "creditcast/habits.hpp"
#include "creditcast/replay.hpp"
#include "creditcast/trace.hpp"
#include "writer.hpp"

namespace creditcast::json {

void write_estimate(Writer& out, const Estimate& estimate);
void write_forecast(Writer& out, const Forecast& forecast);
void write_sensitivity(Writer& out, const Sensitivity& sensitivity);
void write_comparison(Writer& out, const Comparison& comparison);
void write_habits(Writer& out, const HabitsResult& result);
void write_ledger(Writer& out, const ReplayResult& result);
void write_path(Writer& out, const Resolved& resolved, const SimulateOptions& options, const PathResult& path);

/// NDJSON, one ledger entry a line, with the balance after it and its reason in words.
std::string trace_text(const Resolved& resolved, const Simulation& simulation);

/// A catalog in short: plans, how many figures of which provenance.
void write_platform(Writer& out, const Catalog& catalog);
/// Every figure of a catalog with its provenance.
void write_figures(Writer& out, const Catalog& catalog);

/// `words`: each also as ["{0} is missing", "x"], with parts of that form in it; a text by itself is no pattern.
void write_errors(Writer& out, const Errors& errors, bool words = false);
/// {"schema": "creditcast/errors@1", "ok": false, "errors": [...]}
std::string errors_text(const Errors& errors, bool words = false);

}  // namespace creditcast::json
