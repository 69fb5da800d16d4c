#pragma once
/// The results as lines for the HTML beside the canvas: what is on the screen, for those who do not see it, and for tests.
#include <string>

#include "app_state.hpp"
#include "format.hpp"

namespace creditcast::web {

/// One thing a line, fields parted by tabs; loader.js builds elements from them:
///   state  busy|settled
///   text   ID  WORDS
///   figure ID  VALUE-AS-DECIMAL  SHOWN  WORDS
///   plan   ID  NAME  TERM  MONEY-AS-DECIMAL  MONEY  RUNS-OUT  BLOCKED  WASTED  PIECE  MARKS (chosen, recommended, assumed)
std::string mirror_of(const NumberStyle& style, const AppState& state, bool settled);

}  // namespace creditcast::web
