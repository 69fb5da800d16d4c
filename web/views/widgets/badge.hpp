#pragma once
/// Where a figure comes from, as a small mark with its reason on hover. Published figures carry none.
#include "../app_state.hpp"
#include "draw.hpp"

namespace creditcast::web {

/// Empty for what needs no mark.
std::string_view badge_text(Provenance is);
float badge_width(const Ui& ui, Provenance is);
/// Draws the badge with its right edge at `right`; 16 px high text line at y. Returns its width with a gap, 0 where there is
/// none.
float badge_right(const Ui& ui, const char* id, float right, float y, Provenance is, std::string_view why);

}  // namespace creditcast::web
