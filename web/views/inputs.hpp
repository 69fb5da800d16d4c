#pragma once
/// What the core calls an input, in the visitor's words.
#include <vector>

#include "app_state.hpp"
#include "format.hpp"

namespace creditcast::web {

/// "Looks: how often"
std::string input_name(const SensitivityInput& input);
/// A value of it with its unit: "4 a day", "35 %", "10 % dearer".
std::string input_value(const NumberStyle& style, const Scenario& scenario, const SensitivityInput& input, Amount value);

/// What is looked at: credits of the estimate, or money.
struct InputsBy {
  bool money = false;
  double base = 0;
  [[nodiscard]] double of(const SensitivityInput::Side& side) const;
  [[nodiscard]] double width(const SensitivityInput& input) const;
};
/// Those that move it, the one that moves it most first.
std::vector<const SensitivityInput*> moving_inputs(const Sensitivity& sensitivity, const InputsBy& by);
/// Of credits or money, to the cent.
std::string by_words(const NumberStyle& style, const Catalog& catalog, const InputsBy& by, double value);
/// The first of them as a sentence; where there is none, so is that.
std::string most_moving(const NumberStyle& style, const Inputs& inputs, const InputsBy& by,
                        const std::vector<const SensitivityInput*>& moving);

}  // namespace creditcast::web
