#pragma once
/// What work is shown: the platform's examples, ready work that fits it, nothing yet, and the examples of the others.
#include "app_state.hpp"
#include "ui.hpp"

namespace creditcast::web {

void scenario_chooser(Ui& ui, const AppState& state, ImVec2 at, float width);
/// The ready work, one below the other, to be taken by a press.
void preset_rows(Ui& ui, const AppState& state, Column& column);
float scenario_width(const Ui& ui, const AppState& state);

}  // namespace creditcast::web
