#include "keys.hpp"

#include <initializer_list>

#include "imgui.h"
#include "imgui_internal.h"

namespace creditcast::web {

bool keyboard_here() {
  const ImGuiContext& context = *ImGui::GetCurrentContext();
#if IMGUI_VERSION_NUM < 19140
  const bool visible = !context.NavDisableHighlight;
#else
  const bool visible = context.NavCursorVisible;
#endif
  return visible && context.NavId == ImGui::GetItemID();
}

bool keyboard_leads() {
#if IMGUI_VERSION_NUM < 19140
  return ImGui::GetCurrentContext()->NavDisableMouseHover;
#else
  return ImGui::GetCurrentContext()->NavHighlightItemUnderNav;
#endif
}

int steps_by_keys(bool upright) {
  int steps = 0;
  if (ImGui::IsKeyPressed(upright ? ImGuiKey_DownArrow : ImGuiKey_RightArrow)) steps += 1;
  if (ImGui::IsKeyPressed(upright ? ImGuiKey_UpArrow : ImGuiKey_LeftArrow)) steps -= 1;
  if (ImGui::IsKeyPressed(upright ? ImGuiKey_PageDown : ImGuiKey_PageUp)) steps += 10;
  if (ImGui::IsKeyPressed(upright ? ImGuiKey_PageUp : ImGuiKey_PageDown)) steps -= 10;
  if (ImGui::IsKeyPressed(ImGuiKey_End)) steps += kAllTheWay;
  if (ImGui::IsKeyPressed(ImGuiKey_Home)) steps -= kAllTheWay;
  if (steps != 0) {
    ImGui::NavMoveRequestCancel();
    for (const ImGuiKey key : {ImGuiKey_PageUp, ImGuiKey_PageDown, ImGuiKey_Home, ImGuiKey_End})
      ImGui::SetKeyOwner(key, ImGui::GetItemID());
  }
  return steps;
}

}  // namespace creditcast::web
