#include "badge.hpp"

#include <algorithm>

#include "keys.hpp"

namespace creditcast::web {
namespace {

constexpr std::string_view kCheck = "✓";

bool marked(Provenance is, bool brief) { return brief && is == Provenance::published; }

}  // namespace

float badge_width(const Ui& ui, Provenance is, bool brief) {
  if (marked(is, brief)) return text_width(ui, Type::note, kCheck);
  return text_width(ui, Type::note, provenance_words(is)) + 12;
}

float badge(const Ui& ui, float right, float y, Provenance is, bool brief) {
  const float width = badge_width(ui, is, brief);
  if (marked(is, brief)) {
    text(ui, {right - width, y}, Type::note, ui.colours.quiet, kCheck);
    return width + measure::kGrid;
  }
  outlined({right - width, y - 1}, {right, y + 17}, is_loud(is) ? ui.colours.warning : ui.colours.line, 5);
  const ImU32 ink = is_loud(is) ? ui.colours.warning : is == Provenance::yours ? ui.colours.accent : ui.colours.normal;
  text(ui, {right - width + 6, y}, Type::note, ink, provenance_words(is));
  return width + measure::kGrid;
}

void item_note(const Ui& ui, std::string_view words) {
  if (words.empty()) return;
  const bool keyboard = keyboard_here();
  if (!keyboard && (ui.finger || !ImGui::IsItemHovered())) return;
  float longest = 0;
  for (std::string_view rest = words; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    longest = std::max(longest, text_width(ui, Type::note, rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const float width = std::min({longest + 1, 280.0f, ui.width - 48});
  if (keyboard)
    ImGui::SetNextWindowPos({std::min(ImGui::GetItemRectMin().x, ui.width - width - 40), ImGui::GetItemRectMax().y + 6});
  if (!begin_hover(ui, width)) return;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = paragraph(ui, at, width, Type::note, ui.colours.normal, words);
  ImGui::Dummy({width, height});
  end_hover();
}

}  // namespace creditcast::web
