#include <algorithm>
#include <cmath>
#include <cstdio>

#include "field.hpp"
#include "imgui_internal.h"
#include "keys.hpp"
#include "number_field.hpp"
#include "scroll.hpp"

namespace creditcast::web {
namespace {

double snapped(const NumberSpec& spec, double value) {
  const double steps = std::round((value - spec.low) / spec.step);
  return std::clamp(spec.low + steps * spec.step, spec.low, spec.high);
}

}  // namespace

float slider_height(const Ui& ui, bool compact) { return (compact ? 34.0f : 44.0f) + (ui.touch ? 6.0f : 0.0f); }

std::optional<double> slider(Ui& ui, Column& column, const NumberSpec& spec) {
  ImGui::PushID(spec.id.data(), spec.id.data() + spec.id.size());
  const Type label_type = spec.compact ? Type::note : Type::text;
  const Type value_type = spec.compact ? Type::note_strong : Type::strong;
  const float line = type_size(label_type).line;
  const float height = slider_height(ui, spec.compact);
  const ImVec2 from{column.x, column.y};
  const ImVec2 to{column.right(), column.y + height};
  std::optional<double> result;

  const float value_width = text_width(ui, value_type, spec.value_text);
  const ImVec2 value_from{to.x - value_width - 4, from.y - 2};
  const ImVec2 value_to{to.x + 4, from.y + line + 2};
  if (hit("value", value_from, value_to)) open_number_field(ui, spec);
  const bool value_hovered = ImGui::IsItemHovered();
  focus_ring(ui, value_from, value_to, 4);

  // The track; its own area reaches the row's lower edge, so that it is easy to take.
  const float knob = spec.compact ? 5.0f : 7.0f;
  const float track_y = std::round(from.y + line + (height - line) * 0.42f);
  ImGui::SetCursorScreenPos({from.x, from.y + line});
  ImGui::InvisibleButton("track", {column.width, height - line});
  const bool hovered = ImGui::IsItemHovered();
  const bool active = ImGui::IsItemActive();
  const float left = from.x + knob;
  const float span = std::max(column.width - 2 * knob, 1.0f);
  if (active && ImGui::IsMouseDown(ImGuiMouseButton_Left) && takes_hold(ui)) {
    const double share = std::clamp((ImGui::GetIO().MousePos.x - left) / span, 0.0f, 1.0f);
    const double wanted = snapped(spec, spec.low + share * (spec.high - spec.low));
    if (std::fabs(wanted - spec.value) > spec.step * 1e-6) result = wanted;
  }
  if (ImGui::IsItemFocused() && ImGui::GetCurrentContext()->NavId == ImGui::GetItemID()) {
    const int steps = steps_by_keys();
    if (steps != 0) {
      const double wanted = snapped(spec, spec.value + steps * spec.step);
      if (wanted != spec.value) result = wanted;
    }
  }
  if (hovered || active) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  focus_ring(ui, {from.x, from.y + line}, {to.x, to.y}, 4);

  if (ImGui::IsMouseHoveringRect(from, {value_from.x, from.y + line}) && ImGui::IsWindowHovered() && !spec.help.empty() &&
      !ui.finger && begin_hover(ui, 240)) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = std::min(240.0f, text_width(ui, Type::note, spec.help) + 1);
    ImGui::Dummy({width, paragraph(ui, at, width, Type::note, ui.colours.normal, spec.help)});
    end_hover();
  }

  text_fit(ui, from, column.width - value_width - 8, label_type, ui.colours.normal, spec.label);
  text_right(ui, to.x, from.y, value_type, value_hovered ? ui.colours.accent : ui.colours.strong, spec.value_text);
  const double range = spec.high - spec.low;
  const double shown = result.value_or(spec.value);
  const float share = range > 0 ? static_cast<float>(std::clamp((shown - spec.low) / range, 0.0, 1.0)) : 0.0f;
  const float at = left + share * span;
  const float half = spec.compact ? 1.5f : 2.0f;
  filled({from.x, track_y - half}, {to.x, track_y + half}, ui.colours.track, half);
  filled({from.x, track_y - half}, {at, track_y + half}, ui.colours.accent, half);
  const float radius = knob + (hovered || active ? 1.0f : 0.0f);
  if (active) canvas().AddCircleFilled({at, track_y}, radius + 5, ui.colours.band);
  canvas().AddCircleFilled({at, track_y}, radius, ui.colours.accent);
  canvas().AddCircleFilled({at, track_y}, radius - 2, active ? ui.colours.accent : ui.colours.card);

  if (const auto typed = number_field(ui, spec, {from.x, from.y + line + 4}); typed) result = typed;
  column.skip(height);
  ImGui::PopID();
  return result;
}

}  // namespace creditcast::web
