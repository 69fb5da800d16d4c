#pragma once
/// Numbers that can be taken along, exactly as they were computed.
#include <string>
#include <string_view>

#include "../app_state.hpp"
#include "draw.hpp"

namespace creditcast::web {

/// The decimal behind a figure of the answer: "credits", "money", "finished", "run-out", "wasted"; empty where there is none.
std::string exact_value(const AppState& state, std::string_view id);
/// The same of the plan's row: "money", "run-out", "finished".
std::string exact_value(const PlanRow& row, std::string_view id);

/// Lets what was drawn from `from` to `to` copy `exact`: by a click, or by Ctrl+C while the keyboard is on it.
void copy_on_click(Ui& ui, std::string_view id, ImVec2 from, ImVec2 to, const std::string& exact);
/// Did the last item ask for a copy by the context menu's button or by Ctrl+C?
bool asks_for_copy();

}  // namespace creditcast::web
