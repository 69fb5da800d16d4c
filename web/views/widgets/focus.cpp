#include "focus.hpp"

#include <algorithm>
#include <iterator>

#include "imgui_internal.h"
#include "keys.hpp"

namespace creditcast::web {
namespace {

/// From top to bottom; lists and fields that open over them keep Tab to themselves until Escape closes them.
constexpr const char* kWindows[] = {"header", "page"};

void enter(const UiMemory& memory) {
  ImGuiContext& context = *ImGui::GetCurrentContext();
  ImGuiWindow* window = ImGui::FindWindowByName(kWindows[memory.tab_window]);
  if (window == nullptr) return;
  ImGui::FocusWindow(window);
  ImGui::SetNavID(0, ImGuiNavLayer_Main, window->NavRootFocusScopeId, ImRect());
  const bool backwards = memory.tab_enter < 0;
  // With nothing to start from, ImGui takes the first control for 0 and the last one for -1.
  context.NavTabbingDir = backwards ? -1 : 0;
  context.NavTabbingCounter = -1;
  ImGui::NavMoveRequestSubmit(ImGuiDir_None, backwards ? ImGuiDir_Up : ImGuiDir_Down,
                              ImGuiNavMoveFlags_IsTabbing | ImGuiNavMoveFlags_Activate,
                              ImGuiScrollFlags_KeepVisibleEdgeX | ImGuiScrollFlags_KeepVisibleEdgeY);
}

/// Does the request of this frame find no control on its way through the window?
bool past_the_edge(const ImGuiContext& context) {
  if (context.NavTabbingDir > 0) return context.NavMoveResultLocal.ID == 0;
  if (context.NavTabbingDir < 0)
    return context.NavMoveScoringItems && (context.NavId != 0 || context.NavMoveResultLocal.ID == 0);
  return context.NavMoveResultLocal.ID == 0 && context.NavTabbingResultFirst.ID == 0;
}

}  // namespace

void show_ring(bool shown) {
#if IMGUI_VERSION_NUM < 19140
  ImGui::GetCurrentContext()->NavDisableHighlight = !shown;
#else
  ImGui::GetCurrentContext()->NavCursorVisible = shown;
#endif
}

void begin_focus(Ui& ui) {
  UiMemory& memory = ui.memory;
  memory.focus_before = std::move(memory.focus);
  memory.focus = Focus{};
  memory.drawn.clear();
  memory.tab_left = false;
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) memory.tab_used = true;
  if (memory.tab_enter != 0) enter(memory);
  memory.tab_enter = 0;
}

void end_focus(Ui& ui) {
  UiMemory& memory = ui.memory;
  // Words that were drawn on the control stand for what nothing else is said of.
  if (memory.focus.label.empty() && memory.focus.id == memory.focus_before.id) memory.focus.label = memory.drawn;
  if (memory.focus.id != 0 && memory.focus.id != memory.focus_before.id) ui.wants_frame = true;  // they are gathered then
  ImGuiContext& context = *ImGui::GetCurrentContext();
  const bool tabbing = context.NavMoveSubmitted && (context.NavMoveFlags & ImGuiNavMoveFlags_IsTabbing) != 0 &&
                       (context.NavMoveFlags & ImGuiNavMoveFlags_FocusApi) == 0;
  if (!tabbing || context.NavWindow == nullptr || !past_the_edge(context)) return;
  const auto* window = std::find_if(std::begin(kWindows), std::end(kWindows), [&context](const char* name) {
    return context.NavWindow == ImGui::FindWindowByName(name);
  });
  if (window == std::end(kWindows)) return;
  const bool backwards = context.NavTabbingDir < 0;
  ImGui::NavMoveRequestCancel();
  const auto next = static_cast<int>(window - std::begin(kWindows)) + (backwards ? -1 : 1);
  if (next < 0 || next >= static_cast<int>(std::size(kWindows))) {
    memory.tab_left = true;
    show_ring(false);
    return;
  }
  memory.tab_window = next;
  memory.tab_enter = backwards ? -1 : 1;
  ui.wants_frame = true;
}

void press_tab(UiMemory& memory, bool backwards, bool enters) {
  if (enters || !memory.tab_used) {
    memory.tab_window = backwards ? static_cast<int>(std::size(kWindows)) - 1 : 0;
    memory.tab_enter = backwards ? -1 : 1;
  } else {
    show_ring(true);
    ImGuiIO& io = ImGui::GetIO();
    io.AddKeyEvent(ImGuiMod_Shift, backwards);
    io.AddKeyEvent(ImGuiKey_Tab, true);
    io.AddKeyEvent(ImGuiKey_Tab, false);
  }
  memory.tab_used = true;
}

void tell_focus(const Ui& ui, std::string_view role, std::string_view label, std::string_view value) {
  if (!keyboard_here()) return;
  Focus& focus = ui.memory.focus;
  focus.role = role;
  focus.label = label;
  focus.value = value;
}

void tell_range(const Ui& ui, double now, double low, double high) {
  if (!keyboard_here()) return;
  Focus& focus = ui.memory.focus;
  focus.now = now;
  focus.low = low;
  focus.high = high;
}

void keep_focus_in_sight(const Ui& ui, float top, float bottom) {
  const Focus& focus = ui.memory.focus;
  if (focus.id == 0 || focus.id == ui.memory.focus_before.id || focus.window != ImGui::GetCurrentWindow()->ID) return;
  constexpr float kAround = 16;
  if (focus.from.y < top + kAround) {
    ImGui::SetScrollY(ImGui::GetScrollY() - (top + kAround - focus.from.y));
  } else if (focus.to.y > bottom - kAround) {
    ImGui::SetScrollY(ImGui::GetScrollY() + std::min(focus.to.y - bottom + kAround, focus.from.y - top - kAround));
  }
}

void scroll_by_keys(float page) {
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  if (context.ActiveId != 0 || ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel)) return;
  // A slider or chart with the focus has made these keys its own.
  const auto pressed = [](ImGuiKey key) {
    return ImGui::IsKeyPressed(key) && ImGui::GetKeyOwner(key) == static_cast<ImGuiID>(-1);
  };
  float to = ImGui::GetScrollY();
  if (pressed(ImGuiKey_PageDown)) to += page;
  if (pressed(ImGuiKey_PageUp)) to -= page;
  if (pressed(ImGuiKey_Home)) to = 0;
  if (pressed(ImGuiKey_End)) to = ImGui::GetScrollMaxY();
  to = std::clamp(to, 0.0f, ImGui::GetScrollMaxY());
  if (to == ImGui::GetScrollY()) return;
  ImGui::NavMoveRequestCancel();
  ImGui::SetScrollY(to);
}

}  // namespace creditcast::web
