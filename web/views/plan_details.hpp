#pragma once
/// What stands behind a row of the plan table: in a note on hover, and unfolded below the row.
#include "plan_rows.hpp"
#include "summary.hpp"
#include "widgets/draw.hpp"

namespace creditcast::web {

/// Names a row among the others: "imagineart/basic/month/topup".
std::string plan_key(const PlanRow& row);
/// What the plan gives, costs and leaves undone, a sentence a line.
std::string plan_note(const NumberStyle& style, const AppState& state, const PlanRow& row);
/// The plan's figures that have no value: what has to be entered before it has a price.
std::vector<std::string> missing_figures(const AppState& state, const PlanRow& row);
/// The same as the note, its prices to look at and to replace, and how much of each model a month of its credits pays for.
void plan_details(Ui& ui, const AppState& state, const PlanRow& row, Column& column);

}  // namespace creditcast::web
