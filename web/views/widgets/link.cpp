#include "link.hpp"

#include <algorithm>

namespace creditcast::web {

bool link(Ui& ui, const char* id, Column& column, std::string_view words) {
  const float height = ui.touch ? measure::kTouchControl : 24.0f;
  const ImVec2 from{column.x - 4, column.y};
  const ImVec2 to{column.x + std::min(text_width(ui, Type::note_strong, words), column.width) + 4, column.y + height};
  const bool pressed = hit(id, from, to) && !ui.memory.touch_scrolling;
  if (ImGui::IsItemHovered()) filled(from, to, ui.colours.track, 4);
  focus_ring(ui, from, to, 4);
  text_fit(ui, {column.x, column.y + (height - 16) / 2}, column.width, Type::note_strong, ui.colours.accent, words);
  column.skip(height);
  return pressed;
}

}  // namespace creditcast::web
