#include "legend.hpp"

#include <algorithm>

#include "card.hpp"
#include "focus.hpp"

namespace creditcast::web {
namespace {

constexpr float kSwatch = 10, kBeside = 16, kBetween = 16;

float entry_width(const Ui& ui, const LegendItem& item) { return kBeside + text_width(ui, Type::note, item.label); }

std::string key_of(std::string_view chart, std::string_view label) { return std::string(chart) + "/" + std::string(label); }

void draw_entry(Ui& ui, ImVec2 at, float width, std::string_view chart, const LegendItem& item) {
  const bool off = item.toggles && switched_off(ui, chart, item.label);
  bool lively = false;
  if (item.toggles) {
    // A finger gets the whole line's height.
    const float more = ui.touch ? 12.0f : 2.0f;
    const ImVec2 from{at.x - 4, at.y - more}, to{at.x + width + 4, at.y + 16 + more};
    ImGui::PushID(item.label.data(), item.label.data() + item.label.size());
    if (hit("entry", from, to)) {
      auto& hidden = ui.memory.charts.hidden;
      const std::string key = key_of(chart, item.label);
      if (std::erase(hidden, key) == 0) hidden.push_back(key);
    }
    lively = ImGui::IsItemHovered() && !ui.finger;
    focus_ring(ui, {from.x + 2, at.y}, {to.x - 2, at.y + 16}, 4);
    tell_focus(ui, "checkbox", item.label);
    tell_range(ui, off ? 0 : 1, 0, 1);
    ImGui::PopID();
  }
  const ImVec2 from{at.x, at.y + 3}, to{at.x + kSwatch, at.y + 3 + kSwatch};
  const float round = item.round ? kSwatch / 2 : 3;
  if (off) {
    outlined(from, to, ui.colours.quiet, round);
  } else {
    filled(from, to, item.colour, round);
    if (item.hollow) filled({from.x + 2, from.y + 2}, {to.x - 2, to.y - 2}, ui.colours.track, 1);
  }
  const ImU32 ink = off ? ui.colours.quiet : lively ? ui.colours.strong : ui.colours.normal;
  text_fit(ui, {at.x + kBeside, at.y}, width - kBeside + 1, Type::note, ink, item.label);
}

}  // namespace

bool switched_off(const Ui& ui, std::string_view chart, std::string_view label) {
  const auto& hidden = ui.memory.charts.hidden;
  return std::find(hidden.begin(), hidden.end(), key_of(chart, label)) != hidden.end();
}

void title_with_legend(Ui& ui, Column& column, std::string_view chart, std::string_view title,
                       std::span<const LegendItem> items) {
  name_card(ui, column, title);
  ui.memory.charts.title = title;
  float needed = 0;
  for (const LegendItem& item : items) needed += entry_width(ui, item) + kBetween;
  const bool beside = text_width(ui, Type::note_strong, title) + 24 + needed <= column.width + kBetween;
  text_fit(ui, {column.x, column.y}, column.width, Type::note_strong, ui.colours.normal, title);
  float x = column.right() + kBetween - needed;
  if (!beside) {
    column.skip(ui.touch ? 32.0f : 24.0f);
    x = column.x;
  }
  ImGui::PushID(chart.data(), chart.data() + chart.size());
  for (const LegendItem& item : items) {
    const float width = std::min(entry_width(ui, item), column.width);
    if (!beside && x > column.x && x + width > column.right()) {
      x = column.x;
      column.skip(ui.touch ? measure::kTouchControl : 20.0f);
    }
    draw_entry(ui, {x, column.y}, width, chart, item);
    x += width + kBetween;
  }
  ImGui::PopID();
  column.skip(16 + (ui.touch && !beside ? 20.0f : measure::kGap));
}

}  // namespace creditcast::web
