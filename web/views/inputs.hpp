#pragma once
/// What the core calls an input, in the visitor's words.
#include "app_state.hpp"
#include "format.hpp"

namespace creditcast::web {

/// "Looks: how often"
std::string input_name(const SensitivityInput& input);
/// A value of it with its unit: "4 a day", "35 %", "10 % dearer".
std::string input_value(const NumberStyle& style, const Scenario& scenario, const SensitivityInput& input, Amount value);

}  // namespace creditcast::web
