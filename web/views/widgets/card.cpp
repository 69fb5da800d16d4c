#include "card.hpp"

#include <algorithm>

#include "../words.hpp"

namespace creditcast::web {

void begin_cards() {
  canvas().ChannelsSplit(2);
  canvas().ChannelsSetCurrent(1);
}

void end_cards() { canvas().ChannelsMerge(); }

Column open_card(const Ui&, const Column& outer) {
  return {outer.x + measure::kPadding, outer.y + measure::kPadding, outer.width - 2 * measure::kPadding};
}

float close_card(const Ui& ui, Column& outer, const Column& inside, CardLook look, float bottom) {
  const ImVec2 from{outer.x, outer.y};
  const ImVec2 to{outer.x + outer.width, std::max(inside.y, bottom) + measure::kPadding};
  const ImU32 ground = look.ground != 0 ? look.ground : ui.colours.card;
  ImDrawList& list = canvas();
  list.ChannelsSetCurrent(0);
  if (look.line) {
    filled(from, to, ui.colours.line, measure::kRound);
    float lowered = 1;
    if (look.edge != 0) {
      // The edge follows the corners: the same round shape in colour, shown through a narrow window.
      list.PushClipRect(from, {to.x, from.y + measure::kRound}, true);
      filled(from, to, look.edge, measure::kRound);
      list.PopClipRect();
      lowered = 3;
    }
    filled({from.x + 1, from.y + lowered}, {to.x - 1, to.y - 1}, ground, measure::kRound - 1);
  } else {
    filled(from, to, ground, measure::kRound);
  }
  list.ChannelsSetCurrent(1);
  if (ui.boxes != nullptr) ui.boxes->push_back({from, to, true, ""});
  outer.y = to.y;
  return to.y;
}

void card_title(const Ui& ui, Column& column, std::string_view title) {
  text_fit(ui, {column.x, column.y}, column.width, Type::note_strong, ui.colours.normal, title);
  column.skip(type_size(Type::note_strong).line + measure::kGrid);
}

void chart_note(const Ui& ui, Column& column, std::string_view words) {
  if (words.empty()) return;
  column.skip(4);
  column.skip(paragraph(ui, {column.x, column.y}, column.width, Type::note, ui.colours.normal, words) + 4);
}

void waits(const Ui& ui, Column& column, std::string_view trouble) {
  constexpr float kHeight = 96;
  const bool good = trouble.empty();
  paragraph(ui, {column.x, column.y + 4}, column.width, Type::note, good ? ui.colours.quiet : ui.colours.warning,
            good ? tr("One moment: this is computed once it is in sight.") : trouble, 5);
  column.skip(kHeight);
}

void section(const Ui& ui, Column& column, std::string_view title, std::string_view words) {
  column.skip(measure::kGrid);
  text_fit(ui, {column.x, column.y}, column.width, Type::strong, ui.colours.strong, title);
  column.skip(type_size(Type::strong).line);
  column.skip(paragraph(ui, {column.x, column.y}, column.width, Type::note, ui.colours.normal, words));
}

}  // namespace creditcast::web
