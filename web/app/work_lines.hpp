#pragma once
/// The work as lines, for the report: what the visitor set, and what the answer rests on, in words.
#include <string>

#include "app_state.hpp"
#include "format.hpp"

namespace creditcast::web {

/// One thing a line, fields parted by tabs:
///   stream NAME RATE
///   item   GROUP TITLE ACTION CHOICES CREDITS-A-MONTH
///   zero   WORDS
///   figure LABEL VALUE PROVENANCE SOURCE                   (what the answer rests on)
std::string work_lines(const NumberStyle& style, const AppState& state);

}  // namespace creditcast::web
