#pragma once
/// Results as text for people, about a screen each, and as CSV for spreadsheets. Every number comes from the result's JSON; the
/// inputs are asked only for names and dates.
#include <string>

#include "creditcast/json/load.hpp"
#include "creditcast/resolve.hpp"
#include "json_view.hpp"

namespace creditcast::native {

/// The names behind a scenario's ids.
struct Names {
  json::LoadedScenario loaded;
  Resolved resolved;  ///< looks into `loaded`
  [[nodiscard]] const Catalog& catalog() const { return *loaded.catalog; }
  [[nodiscard]] const Scenario& scenario() const { return *loaded.scenario; }
};

std::string estimate_report(const Json& result, const Names& names);
std::string simulate_report(const Json& result, const Names& names);
std::string forecast_report(const Json& result, const Names& names);
std::string compare_report(const Json& result, const Names& names);
std::string habits_report(const Json& result, const Names& names);
std::string platforms_report(const Json& result);
std::string platform_report(const Json& result);
std::string check_report(const Json& result);
std::string ledger_report(const Json& result);
std::string calibrate_report(const Json& result);
std::string replay_report(const Json& result);

std::string estimate_csv(const Json& result);
std::string simulate_csv(const Json& result);
std::string forecast_csv(const Json& result);
std::string compare_csv(const Json& result);
std::string habits_csv(const Json& result);
std::string platforms_csv(const Json& result);
std::string platform_csv(const Json& result);
std::string check_csv(const Json& result);
std::string ledger_csv(const Json& result);
std::string calibrate_csv(const Json& result);
std::string replay_csv(const Json& result);

}  // namespace creditcast::native
