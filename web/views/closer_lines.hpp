#pragma once
/// The closer looks as lines for the HTML beside the canvas; mirror.mjs builds a table from each:
///   look  ID  TITLE  WORDS  BUTTON         (WORDS: a sentence; BUTTON: what asks for it, or for another one; empty: nothing
///   does) head  ID  TITLE...                     (of its columns) row   ID  CELL...                      (the first one names
///   it) note  ID  WORDS                        (a sentence each, behind the table)
#include <string>
#include <string_view>

#include "app_state.hpp"
#include "format.hpp"
#include "ui.hpp"

namespace creditcast::web {

void closer_lines(std::string& out, const NumberStyle& style, const AppState& state);

/// A button of the HTML was pressed: "platforms", "inputs", "habits", or "path", which asks for another one each time.
void ask_look(CloserMemory& memory, const Scenario& scenario, std::string_view id);

}  // namespace creditcast::web
