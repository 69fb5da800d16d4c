#pragma once
/// The results as lines for the HTML beside the canvas: what is on the screen, for those who do not see it, and for tests.
#include <string>

#include "app_state.hpp"
#include "format.hpp"

namespace creditcast::web {

/// One thing a line, fields parted by tabs; mirror.mjs builds elements from them:
///   state   busy|settled
///   error   WORDS  WHERE
///   again   trouble|platforms                               (a button: what did not come is tried again)
///   text    ID  WORDS                                       ("scenario", "title", "shortfall", "reserve", "made", "rests",
///                                                            "notice", "nothing")
///   figure  ID  VALUE-AS-DECIMAL  SHOWN  WORDS              (the first one is the answer)
///   advice  TITLE  WORDS  given|none
///   month   NAME  SPENT  LOW  HIGH  MONEY  RUNS-SHORT  LOST  BLOCKED
///   runout  WORDS                                           (a sentence each)
///   plan    ID  NAME  TERM  MONEY-AS-DECIMAL  MONEY  RUNS-OUT  BLOCKED  WASTED  PIECE  MARKS (chosen, recommended, assumed)
///   platforms VERDICT                                       (empty: not compared yet)
///   platform  ID  NAME  chosen|  MONEY-AS-DECIMAL  PLAN  MONEY  LIKELY  RUNS-OUT  PIECE  NOTES
///   look, head, row, note                                   (see closer_lines.hpp)
///   figures PROVENANCE  BADGE  LABEL-AND-VALUE  WHY  SOURCE  URL   (what the answer rests on, the weakest first)
std::string mirror_of(const NumberStyle& style, const AppState& state, bool settled);

/// Joins fields to a line; a tab or line end within one becomes a space.
void add_line(std::string& out, std::initializer_list<std::string_view> fields);

}  // namespace creditcast::web
