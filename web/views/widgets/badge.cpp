#include "badge.hpp"

#include "focus.hpp"

namespace creditcast::web {

std::string_view badge_text(Provenance is) {
  switch (is) {
    case Provenance::published: return "";
    case Provenance::range: return "range";
    case Provenance::example: return "example";
    case Provenance::assumed: return "assumed";
    case Provenance::yours: return "yours";
    case Provenance::unpublished: return "no price";
  }
  return "";
}

float badge_width(const Ui& ui, Provenance is) {
  const std::string_view words = badge_text(is);
  return words.empty() ? 0 : text_width(ui, Type::note, words) + 12;
}

float badge_right(const Ui& ui, const char* id, float right, float y, Provenance is, std::string_view why) {
  const std::string_view words = badge_text(is);
  if (words.empty()) return 0;
  const float width = badge_width(ui, is);
  const ImVec2 from{right - width, y - 1};
  const ImVec2 to{right, y + 17};
  ImGui::SetCursorScreenPos(from);
  ImGui::InvisibleButton(id, {width, 18});
  focus_ring(ui, from, to, 5);
  tell_focus(ui, "button", words, why);
  const bool loud = is == Provenance::assumed || is == Provenance::unpublished;
  outlined(from, to, ui.colours.line, 5);
  text(ui, {from.x + 6, y}, Type::note, loud ? ui.colours.warning : ui.colours.normal, words);
  hover_note(ui, why);
  return width + measure::kGrid;
}

}  // namespace creditcast::web
