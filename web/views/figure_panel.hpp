#pragma once
/// Figures of the catalog on the page: rows that tell, and the panel behind them that says where a figure comes from and takes
/// another one in its place.
#include "figure_lines.hpp"
#include "widgets/draw.hpp"

namespace creditcast::web {

/// Opens the panel on these figures; `at` is where it would best begin.
void show_figures(Ui& ui, std::string_view title, std::vector<std::string> pointers, ImVec2 at);
/// Draws the panel while it is open; once a frame, in the page's window.
void figure_panel(Ui& ui, const AppState& state);

/// A row: the label, the value and the badge; `with_source` puts the source under the label. A press opens the panel.
void figure_row(Ui& ui, const AppState& state, const FigureLine& line, std::string_view label, bool with_source,
                Column& column);

}  // namespace creditcast::web
