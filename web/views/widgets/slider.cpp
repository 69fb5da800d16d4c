#include <algorithm>
#include <cmath>
#include <cstdio>

#include "../words.hpp"
#include "field.hpp"
#include "focus.hpp"
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

float slider_height(const Ui& ui, bool compact) {
  if (ui.touch) return compact ? row_height(ui) : 72.0f;
  return compact ? 34.0f : 44.0f;
}

std::optional<double> number_row(Ui& ui, Column& column, const NumberSpec& spec) {
  ImGui::PushID(spec.id.data(), spec.id.data() + spec.id.size());
  const float height = row_height(ui);
  const ImVec2 from{column.x, column.y}, to{column.right(), column.y + height};
  std::optional<double> result;
  if (press(ui, "row", {from.x - 4, from.y}, {to.x + 4, to.y})) open_number_field(ui, spec);
  const bool hovered = ImGui::IsItemHovered();
  if (keyboard_here()) {
    if (const int steps = steps_by_keys(); steps != 0) {
      const double from_value = std::isnan(spec.value) ? spec.low : spec.value;
      const double wanted = std::clamp(from_value + steps * spec.step, spec.low, std::max(spec.high, spec.typed_high));
      if (wanted != spec.value) result = wanted;
    }
  }
  focus_ring(ui, {from.x - 4, from.y}, {to.x + 4, to.y}, 4);
  tell_focus(ui, "slider", spec.label.empty() ? spec.said : spec.label, spec.value_text);
  tell_range(ui, std::isnan(spec.value) ? spec.low : spec.value, spec.low, spec.high);
  hover_note(ui, spec.help);
  const float text_y = from.y + (height - 16) / 2;
  const float value_width = std::min(text_width(ui, Type::note_strong, spec.value_text), column.width * 0.6f);
  text_fit(ui, {from.x, text_y}, column.width - value_width - 8, Type::note, ui.colours.normal, spec.label);
  const ImU32 ink = hovered ? ui.colours.accent : ui.colours.strong;
  text_fit(ui, {to.x - value_width, text_y}, value_width + 0.5f, Type::note_strong, ink, spec.value_text);
  // A quiet line under the value says that it can be set.
  filled({to.x - value_width, text_y + 17}, {to.x, text_y + 18}, hovered ? ui.colours.accent : ui.colours.line);
  if (const auto typed = number_field(ui, spec, {from.x, to.y + 4}); typed) result = typed;
  column.skip(height);
  fault(ui, column, spec.pointer);
  ImGui::PopID();
  return result;
}

std::optional<double> slider(Ui& ui, Column& column, const NumberSpec& spec) {
  if (ui.touch && spec.compact) return number_row(ui, column, spec);
  ImGui::PushID(spec.id.data(), spec.id.data() + spec.id.size());
  const Type label_type = spec.compact ? Type::note : Type::text;
  const Type value_type = spec.compact ? Type::note_strong : Type::strong;
  const float line = type_size(label_type).line;
  // By touch the label's line and the track are each high enough for a finger.
  const float lifted = ui.touch ? 8.0f : 0.0f;
  const float height = slider_height(ui, spec.compact) - lifted;
  const ImVec2 from{column.x, column.y + lifted};
  const ImVec2 to{column.right(), from.y + height};
  std::optional<double> result;

  const float value_width = text_width(ui, value_type, spec.value_text);
  const float above = ui.touch ? 14.0f : 2.0f, below = ui.touch ? 6.0f : 2.0f;
  const ImVec2 value_from{to.x - std::max(value_width, ui.touch ? 36.0f : 0.0f) - 4, from.y - above};
  const ImVec2 value_to{to.x + 4, from.y + line + below};
  if (press(ui, "value", value_from, value_to)) open_number_field(ui, spec);
  const bool value_hovered = ImGui::IsItemHovered();
  focus_ring(ui, value_from, value_to, 4);
  if (keyboard_here()) tell_focus(ui, "button", tr("{0}: type a number", {spec.label}), spec.value_text);

  // The track; its own area reaches the row's lower edge, so that it is easy to take.
  const float knob = spec.compact ? 5.0f : 7.0f;
  const float track_y = std::round(from.y + line + (height - line) * 0.42f) + (ui.touch ? 2.0f : 0.0f);
  ImGui::SetCursorScreenPos({from.x, from.y + line + (ui.touch ? below : 0.0f)});
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
  tell_focus(ui, "slider", spec.label, spec.value_text);
  tell_range(ui, spec.value, spec.low, spec.high);

  const bool pointed =
      !ui.finger && ImGui::IsMouseHoveringRect(from, {value_from.x, from.y + line}) && ImGui::IsWindowHovered();
  if ((pointed || keyboard_here()) && !spec.help.empty() && begin_hover(ui, 240)) {
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
  column.skip(height + lifted);
  fault(ui, column, spec.pointer);
  ImGui::PopID();
  return result;
}

}  // namespace creditcast::web
