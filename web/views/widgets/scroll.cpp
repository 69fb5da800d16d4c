#include "scroll.hpp"

#include <algorithm>
#include <cmath>

#include "imgui_internal.h"

namespace creditcast::web {

void scroll_by_touch(Ui& ui) {
  UiMemory& memory = ui.memory;
  const ImGuiIO& io = ImGui::GetIO();
  const ImGuiWindow* window = ImGui::GetCurrentWindow();
  const ImGuiWindow* under = ImGui::GetCurrentContext()->HoveredWindow;
  if (!ui.finger) {
    memory.touch_scrolling = false;
    memory.slider_held = false;
    memory.scroll_speed = 0;
    return;
  }
  if (ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
    const ImVec2 moved = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, 0);
    const bool here = memory.touch_scrolling || under == window;
    if (here && !memory.touch_scrolling && !memory.slider_held && std::fabs(moved.y) > 8 &&
        std::fabs(moved.y) >= std::fabs(moved.x)) {
      memory.touch_scrolling = true;
      ImGui::ClearActiveID();  // what lies under the finger was not meant
    }
    if (memory.touch_scrolling && here) {
      const float by = io.MouseDelta.y;
      ImGui::SetScrollY(ImGui::GetScrollY() - by);
      memory.scroll_speed = memory.scroll_speed * 0.4f - by * 0.6f;
      ui.wants_frame = true;
    }
    return;
  }
  memory.slider_held = false;
  if (memory.touch_scrolling && !ui.calm && std::fabs(memory.scroll_speed) > 0.5f) {
    ImGui::SetScrollY(ImGui::GetScrollY() + memory.scroll_speed);
    memory.scroll_speed *= 0.94f;
    ui.wants_frame = true;
  } else {
    memory.touch_scrolling = false;
    memory.scroll_speed = 0;
  }
}

bool takes_hold(Ui& ui) {
  if (!ui.finger) return true;
  if (ui.memory.touch_scrolling) return false;
  if (ui.memory.slider_held) return true;
  const ImVec2 moved = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, 0);
  if (std::fabs(moved.x) > 6 && std::fabs(moved.x) > std::fabs(moved.y)) ui.memory.slider_held = true;
  return ui.memory.slider_held;
}

void scroll_bar(Ui& ui, ImVec2 from, ImVec2 to) {
  const float room = ImGui::GetScrollMaxY();
  if (room <= 0) return;
  const float height = to.y - from.y;
  const float grab = std::max(32.0f, height * height / (height + room));
  const float top = from.y + (height - grab) * (ImGui::GetScrollY() / room);
  bool lively = ui.memory.touch_scrolling;
  if (!ui.finger) {
    ImGui::SetCursorScreenPos({to.x - 12, from.y});
    ImGui::SetNextItemAllowOverlap();
    ImGui::PushItemFlag(ImGuiItemFlags_NoNav, true);
    ImGui::InvisibleButton("bar", {12, height});
    ImGui::PopItemFlag();
    lively = ImGui::IsItemHovered() || ImGui::IsItemActive();
    if (ImGui::IsItemActive() && height > grab)
      ImGui::SetScrollY((ImGui::GetIO().MousePos.y - from.y - grab / 2) / (height - grab) * room);
  }
  const float half = lively ? 3.0f : 2.0f;
  filled({to.x - 6 - half, top + 2}, {to.x - 6 + half, top + grab - 2}, lively ? ui.colours.quiet : ui.colours.line, half);
}

}  // namespace creditcast::web
