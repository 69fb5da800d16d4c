#pragma once
/// Quiet cards on the ground. The page's draw list has two channels while it is filled: 0 for the cards' grounds, 1 for what
/// stands on them, so that a card can be drawn once its height is known.
#include <cfloat>

#include "draw.hpp"

namespace creditcast::web {

void begin_cards();
void end_cards();

struct CardLook {
  ImU32 ground = 0;  ///< 0: the palette's card
  ImU32 edge = 0;    ///< a coloured upper edge; 0: none
  bool line = true;
};

/// The inside of a card that begins at the column's top.
Column open_card(const Ui& ui, const Column& outer);
/// Draws the ground and moves the outer column below the card. `bottom` (the inside's lowest y) may be given, so that cards of
/// a row end together. Returns the card's lower edge.
float close_card(const Ui& ui, Column& outer, const Column& inside, CardLook look = {}, float bottom = -FLT_MAX);

/// A card's title in small semibold, and room below it.
void card_title(const Ui& ui, Column& column, std::string_view title);
/// A sentence below a chart, or in its place where there is nothing to draw; none where it is empty.
void chart_note(const Ui& ui, Column& column, std::string_view words);
/// In the place of a chart that is still computed, or could not be.
void waits(const Ui& ui, Column& column, std::string_view trouble);
/// What a part of the page is about, on the ground above its cards.
void section(const Ui& ui, Column& column, std::string_view title, std::string_view words);

}  // namespace creditcast::web
