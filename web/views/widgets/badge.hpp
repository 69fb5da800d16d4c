#pragma once
/// Where a figure comes from, as a small mark: quiet where it is published, in warning ink where it is not.
#include "../figure_lines.hpp"
#include "draw.hpp"

namespace creditcast::web {

/// Draws the badge with its right edge at `right`, around a 16 px line of text at y. `brief`: what is published takes a mark
/// instead of a word. Returns its width with a gap.
float badge(const Ui& ui, float right, float y, Provenance is, bool brief = false);
float badge_width(const Ui& ui, Provenance is, bool brief = false);

/// A note on the last item: beside the pointer while it hovers, below the item while the keyboard is on it.
void item_note(const Ui& ui, std::string_view words);

}  // namespace creditcast::web
