#pragma once
/// Everything that can be set of one card of work, below its row of cards.
#include <string>

#include "app_state.hpp"
#include "ui.hpp"

namespace creditcast::web {

/// `place`: of the card's work in the scenario, as check() names it.
void work_details(Ui& ui, const AppState& state, const WorkItem& item, const std::string& place, Column& column);

}  // namespace creditcast::web
