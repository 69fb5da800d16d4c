#pragma once
/// Trees to scenarios.
#include <string>
#include <string_view>

#include "creditcast/scenario.hpp"
#include "reading.hpp"

namespace creditcast::json {

inline constexpr std::string_view kScenarioSchema = "creditcast/scenario@1";

/// Applies a habit's patches to the phases of their ids in every project. False where the scenario has no such habit; what is
/// wrong with the habit's form is for read_scenario to say.
bool apply_habit(Reading& reading, Node& root, std::string_view habit);

/// What it can read of the scenario; all that is wrong by its form is in `reading`. The habit in force must be applied already.
Scenario read_scenario(Reading& reading, const Node& root);

/// The projects alone; whatever is wrong with them is in `reading`.
std::vector<Project> read_projects(Reading& reading, const Node& root);

/// True where the habit in force patches phases.
bool habit_patches(const Node& root);

/// The same scenario with its keys in the order of the schema; habits' patches and overrides stay as they are.
void canonical_order(Node& root);
void order_phase(Node& phase);

}  // namespace creditcast::json
