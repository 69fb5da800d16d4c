#include "tabs.hpp"

#include "../words.hpp"
#include "focus.hpp"

namespace creditcast::web {
namespace {

constexpr float kInside = 12;

float height_of(const Ui& ui) { return ui.touch ? measure::kTouchControl : 28.0f; }
float tab_width(const Ui& ui, std::string_view words) { return text_width(ui, Type::note_strong, words) + 2 * kInside; }

}  // namespace

float tabs_width(const Ui& ui, std::span<const std::string_view> words) {
  float width = 0;
  for (const std::string_view one : words) width += tab_width(ui, one);
  return width;
}

int tabs(Ui& ui, const char* id, ImVec2 at, std::span<const std::string_view> words, int chosen) {
  const float height = height_of(ui);
  filled(at, {at.x + tabs_width(ui, words), at.y + height}, ui.colours.track, measure::kControlRound);
  ImGui::PushID(id);
  float x = at.x;
  int result = chosen;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const float width = tab_width(ui, words[i]);
    const bool holds = static_cast<int>(i) == chosen;
    ImGui::PushID(static_cast<int>(i));
    if (hit("tab", {x, at.y}, {x + width, at.y + height})) result = static_cast<int>(i);
    const bool lively = ImGui::IsItemHovered() && !ui.finger;
    if (holds) filled({x + 2, at.y + 2}, {x + width - 2, at.y + height - 2}, ui.colours.card, measure::kControlRound - 2);
    focus_ring(ui, {x + 2, at.y + 2}, {x + width - 2, at.y + height - 2}, measure::kControlRound - 2);
    tell_focus(ui, "radio", words[i], holds ? tr("chosen") : std::string_view());
    text(ui, {x + kInside, at.y + (height - 16) / 2}, holds ? Type::note_strong : Type::note,
         holds || lively ? ui.colours.strong : ui.colours.normal, words[i]);
    ImGui::PopID();
    x += width;
  }
  ImGui::PopID();
  return result;
}

float word_button_width(const Ui& ui, std::string_view words) { return tab_width(ui, words); }

bool word_button(Ui& ui, const char* id, ImVec2 at, std::string_view words, bool enabled) {
  const float height = height_of(ui), width = tab_width(ui, words);
  const ImVec2 to{at.x + width, at.y + height};
  ImGui::BeginDisabled(!enabled);
  const bool pressed = hit(id, at, to) && enabled;
  ImGui::EndDisabled();
  const bool lively = enabled && ImGui::IsItemHovered() && !ui.finger;
  outlined(at, to, lively ? ui.colours.quiet : ui.colours.line, measure::kControlRound);
  focus_ring(ui, at, to, measure::kControlRound);
  tell_focus(ui, "button", words);
  text(ui, {at.x + kInside, at.y + (height - 16) / 2}, Type::note,
       !enabled ? ui.colours.quiet
       : lively ? ui.colours.strong
                : ui.colours.normal,
       words);
  return pressed;
}

}  // namespace creditcast::web
