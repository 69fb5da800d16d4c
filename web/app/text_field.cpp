#include "text_field.hpp"

#include <cmath>

#include "imgui_internal.h"
#include "mirror.hpp"

namespace creditcast::web {
namespace {

/// The state of the field that is being typed into; null where none is.
ImGuiInputTextState* open_state() {
  const ImGuiID active = ImGui::GetCurrentContext()->ActiveId;
  return active != 0 ? ImGui::GetInputTextState(active) : nullptr;
}

std::string text_of(const ImGuiInputTextState& state) {
#if IMGUI_VERSION_NUM < 19130
  std::string text(static_cast<std::size_t>(state.CurLenW) * 4 + 1, '\0');
  const int length =
      ImTextStrToUtf8(text.data(), static_cast<int>(text.size()), state.TextW.Data, state.TextW.Data + state.CurLenW);
  text.resize(static_cast<std::size_t>(length));
  return text;
#else
  return {state.TextA.Data, static_cast<std::size_t>(state.TextLen)};
#endif
}

std::string pixels(float value) { return std::to_string(static_cast<int>(std::lround(value))); }

}  // namespace

std::string open_text_field(const UiMemory& memory) {
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  const ImGuiInputTextState* state = open_state();
  if (state == nullptr || context.ActiveIdWindow == nullptr || context.NavId != context.ActiveId) return "";
  const ImRect rect = ImGui::WindowRectRelToAbs(context.ActiveIdWindow, context.ActiveIdWindow->NavRectRel[ImGuiNavLayer_Main]);
  std::string line;
  add_line(line, {(state->Flags & ImGuiInputTextFlags_CharsDecimal) != 0 ? "decimal" : "text", pixels(rect.Min.x),
                  pixels(rect.Min.y), pixels(rect.GetWidth()), pixels(rect.GetHeight()), memory.field_label, text_of(*state)});
  line.pop_back();  // the line's end
  return line;
}

void type_instead(const std::string& text) {
  ImGuiInputTextState* state = open_state();
  if (state == nullptr) return;
  state->SelectAll();
  ImGuiIO& io = ImGui::GetIO();
  if (text.empty()) {
    io.AddKeyEvent(ImGuiKey_Delete, true);
    io.AddKeyEvent(ImGuiKey_Delete, false);
  } else {
    io.AddInputCharactersUTF8(text.c_str());
  }
}

bool input_waits() { return ImGui::GetCurrentContext()->InputEventsQueue.Size > 0; }

}  // namespace creditcast::web
