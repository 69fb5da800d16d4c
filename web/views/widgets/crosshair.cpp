#include "crosshair.hpp"

#include <algorithm>
#include <cmath>

#include "focus.hpp"
#include "keys.hpp"

namespace creditcast::web {
namespace {

constexpr float kWidth = 228, kRoom = 12, kRow = 18, kTitle = 22;

float wrapped_height(const Ui& ui, std::string_view words) {
  return 16 * std::ceil(text_width(ui, Type::note, words) / (kWidth * 0.9f));
}

void row(const Ui& ui, Column& column, const ReadOut::Row& words) {
  float x = column.x;
  if (words.mark != 0) {
    filled({x, column.y + 4}, {x + 8, column.y + 12}, words.mark, 2);
    x += 16;
  }
  const float width = std::min(text_width(ui, Type::note, words.value), column.width * 0.7f);
  text_fit(ui, {x, column.y}, column.right() - x - width - 12, Type::note, ui.colours.normal, words.label);
  text_fit(ui, {column.right() - width, column.y}, width + 1, Type::note, ui.colours.strong, words.value);
  column.skip(kRow);
}

bool two_lines(const Ui& ui, const ReadOut& words, float width) {
  const float value = text_width(ui, Type::note_strong, words.value);
  return value > 0 && text_width(ui, Type::note_strong, words.title) + 12 + value > width;
}

/// What is told, for those who hear it.
std::string in_one_line(const ReadOut& words) {
  std::string line = words.title + " " + words.value;
  for (const ReadOut::Row& one : words.rows) line += ", " + one.label + " " + one.value;
  for (const std::string& note : words.notes) line += ", " + note;
  return line;
}

}  // namespace

Crosshair crosshair(Ui& ui, const Listener& listener, const std::function<int(ImVec2)>& nearest) {
  ChartMemory& memory = ui.memory.charts;
  Crosshair result;
  result.pressed = hit(listener.id, listener.from, listener.to);
  const unsigned me = ImGui::GetItemID();
  const bool focused = keyboard_here();
  focus_ring(ui, listener.from, listener.to, 4);
  tell_focus(ui, "slider", memory.title);
  if (listener.count < 1) return result;
  if (!listener.upright && ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Arrow);
  const auto claim = [&](int at) {
    memory.axis = listener.axis;
    memory.at = std::clamp(at, 0, listener.count - 1);
    memory.owner = me;
    memory.claimed = true;
    result.reads_out = true;
  };
  const bool touched = ui.finger ? ImGui::IsItemActive() && !ui.memory.touch_scrolling
                                 : !keyboard_leads() && ImGui::IsItemHovered(ImGuiHoveredFlags_NoNavOverride);
  if (touched) {
    claim(nearest(ImGui::GetIO().MousePos));
    memory.pointing = memory.pinned = true;
  } else if (focused && !memory.pointed) {
    claim((memory.axis == listener.axis ? memory.at : 0) + steps_by_keys(listener.upright));
    tell_range(ui, memory.at, 0, listener.count - 1);
  } else if (ui.finger && memory.pinned && memory.owner == me) {
    claim(memory.at);
  }
  if ((memory.shown || memory.claimed) && memory.axis == listener.axis && memory.at < listener.count) result.at = memory.at;
  return result;
}

void end_crosshair(Ui& ui) {
  ChartMemory& memory = ui.memory.charts;
  // A press elsewhere takes a finger's crosshair away.
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !memory.pointing) memory.pinned = false;
  memory.shown = memory.claimed;
  memory.pointed = memory.pointing;
  memory.claimed = memory.pointing = false;
}

void show_read_out(Ui& ui, const ReadOut& words, ImVec2 at) {
  if (ui.memory.focus.id == ui.memory.charts.owner) ui.memory.focus.value = in_one_line(words);
  if (ui.finger || !ui.memory.charts.pointing) {
    float height = 24 + kTitle + kRow * static_cast<float>(words.rows.size());
    if (two_lines(ui, words, std::min(kWidth, ui.width - 40))) height += kRow;
    for (const std::string& note : words.notes) height += wrapped_height(ui, note);
    const float width = kWidth + 24;
    const float right = at.x + kRoom + width <= ui.width - 8 ? at.x + kRoom : at.x - kRoom - width;
    ImGui::SetNextWindowPos({std::clamp(right, 8.0f, std::max(8.0f, ui.width - width - 8)),
                             std::clamp(at.y, 8.0f, std::max(8.0f, ui.height - height - 8))});
  }
  if (!begin_hover(ui, kWidth)) return;
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  Column out{corner.x, corner.y, std::min(kWidth, ui.width - 40)};
  // The value at the right of the title, or below it where the two do not fit.
  const float value = text_width(ui, Type::note_strong, words.value);
  const bool below = two_lines(ui, words, out.width);
  text_fit(ui, {out.x, out.y}, out.width - (below || value == 0 ? 0.0f : value + 12), Type::note_strong, ui.colours.strong,
           words.title);
  if (below) {
    out.skip(kRow);
    text_fit(ui, {out.x, out.y}, out.width, Type::note_strong, ui.colours.strong, words.value);
  } else {
    text_right(ui, out.right(), out.y, Type::note_strong, ui.colours.strong, words.value);
  }
  out.skip(kTitle);
  for (const ReadOut::Row& one : words.rows) row(ui, out, one);
  for (const std::string& note : words.notes)
    out.skip(paragraph(ui, {out.x, out.y}, out.width, Type::note, ui.colours.normal, note));
  ImGui::Dummy({out.width, out.y - corner.y});
  end_hover();
}

}  // namespace creditcast::web
