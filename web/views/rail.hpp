#pragma once
/// The rail's unfolding parts, each in a file of its own.
#include "app_state.hpp"
#include "ui.hpp"

namespace creditcast::web {

/// What can be set of a stream beside its rate.
void stream_details(Ui& ui, const AppState& state, std::size_t index, Column& column);
/// The plans that follow on the one in force.
void plan_changes(Ui& ui, const AppState& state, Column& column);
/// The steps at zero, in order.
void at_zero_steps(Ui& ui, const AppState& state, Column& column);

}  // namespace creditcast::web
