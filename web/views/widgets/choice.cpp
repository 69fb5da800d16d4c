#include <algorithm>
#include <cfloat>
#include <cmath>

#include "../words.hpp"
#include "field.hpp"
#include "focus.hpp"
#include "keys.hpp"
#include "scroll.hpp"

namespace creditcast::web {
namespace {

constexpr float kInset = 8;
/// From this width on a row has room for its label beside the value.
constexpr float kLabelled = 176;

/// Where the words of a list begin: after the check of what is chosen, where something is.
float words_inset(const ChoiceSpec& spec) { return spec.chosen < spec.items.size() ? 28.0f : 12.0f; }

float list_width(const Ui& ui, const ChoiceSpec& spec) {
  float width = 120;
  for (const ChoiceItem& item : spec.items) {
    float needed = text_width(ui, item.heading ? Type::note_strong : Type::text, item.label) + words_inset(spec) + 12;
    if (!item.note.empty()) needed += 24 + text_width(ui, Type::note, item.note);
    width = std::max(width, needed);
  }
  return std::min(width, ui.width - 32);
}

}  // namespace

std::optional<std::size_t> choice_list(Ui& ui, ImVec2 at, float least, bool align_right, const ChoiceSpec& spec) {
  if (!ImGui::IsPopupOpen(kChoiceList)) return std::nullopt;
  std::optional<std::size_t> result;
  const float width = std::max(list_width(ui, spec), least - 2 * kInset);
  const float outer = width + 2 * kInset;
  float x = align_right ? at.x - outer : at.x;
  x = std::clamp(x, 8.0f, std::max(8.0f, ui.width - outer - 8));
  const float row = ui.control(), inset = words_inset(spec);
  float needed = 2 * kInset;
  for (const ChoiceItem& item : spec.items) needed += item.heading ? 28 : row;
  // Where too little room is left below, the list stands higher.
  const float room = ui.height - 16;
  const float height = std::min(needed, room);
  const float y = std::clamp(at.y, 8.0f, std::max(8.0f, ui.height - height - 8));
  ImGui::SetNextWindowPos({x, y});
  ImGui::SetNextWindowSize({outer, height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(kInset, kInset));
  if (ImGui::BeginPopup(kChoiceList)) {
    Column column{ImGui::GetCursorScreenPos().x, ImGui::GetCursorScreenPos().y, width};
    for (std::size_t i = 0; i < spec.items.size(); ++i) {
      const ChoiceItem& item = spec.items[i];
      if (item.heading) {
        text_fit(ui, {column.x + 8, column.y + 8}, width - 16, Type::note_strong, ui.colours.quiet, item.label);
        column.skip(28);
        continue;
      }
      ImGui::PushID(static_cast<int>(i));
      const ImVec2 from{column.x, column.y};
      const ImVec2 to{column.right(), column.y + row};
      const bool clicked = hit("item", from, to);
      if (i == spec.chosen && ImGui::IsWindowAppearing()) {
        ImGui::SetItemDefaultFocus();
        ImGui::SetScrollHereY(0.5f);
      }
      if (ImGui::IsItemHovered() && !item.off) filled(from, to, ui.colours.track, measure::kControlRound);
      focus_ring(ui, {from.x + 2, from.y + 2}, {to.x - 2, to.y - 2}, measure::kControlRound - 2);
      if (keyboard_here())
        tell_focus(ui, "button", item.note.empty() ? std::string(item.label) : tr("{0}, {1}", {item.label, item.note}),
                   i == spec.chosen ? tr("chosen") : "");
      const float text_y = from.y + (row - 20) / 2;
      const float note_width = item.note.empty() ? 0 : text_width(ui, Type::note, item.note) + 16;
      if (i == spec.chosen) text(ui, {from.x + 8, text_y}, Type::strong, ui.colours.accent, "✓");
      text_fit(ui, {from.x + inset, text_y}, width - inset - 8 - note_width, i == spec.chosen ? Type::strong : Type::text,
               item.off ? ui.colours.quiet : ui.colours.strong, item.label);
      if (!item.note.empty()) text_right(ui, to.x - 8, text_y + 2, Type::note, ui.colours.normal, item.note);
      if (clicked && !item.off && !ui.memory.touch_scrolling) {
        if (i != spec.chosen) result = i;
        ImGui::CloseCurrentPopup();
      }
      ImGui::PopID();
      column.skip(row);
    }
    ImGui::SetCursorScreenPos({column.x, column.y});
    ImGui::Dummy({1, 0});
    if (needed > height) scroll_by_touch(ui);
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
  return result;
}

std::optional<std::size_t> menu(Ui& ui, const char* id, ImVec2 at, std::string_view label,
                                const std::vector<ChoiceItem>& items) {
  ImGui::PushID(id);
  const float size = ui.touch ? measure::kTouchControl : 24.0f;
  const ImVec2 from{at.x - size, at.y}, to{at.x, at.y + size};
  if (press(ui, "menu", from, to)) ImGui::OpenPopup(kChoiceList);
  if (ImGui::IsItemHovered()) filled(from, to, ui.colours.track, measure::kControlRound);
  focus_ring(ui, from, to, measure::kControlRound);
  tell_focus(ui, "button", label);
  hover_note(ui, label);
  for (const float x : {-5.0f, 0.0f, 5.0f})
    canvas().AddCircleFilled({(from.x + to.x) / 2 + x, (from.y + to.y) / 2}, 1.6f, ui.colours.normal);
  const auto result = choice_list(ui, {to.x, to.y + 4}, 0, true, {"", "", "", items, items.size()});
  ImGui::PopID();
  return result;
}

float choice_box_width(const Ui& ui, const ChoiceSpec& spec) {
  float width = std::ceil(text_width(ui, Type::strong, spec.value)) + 12 + 28 + 1;
  if (!spec.label.empty()) width += text_width(ui, Type::text, spec.label) + 8;
  return width;
}

std::optional<std::size_t> choice_box(Ui& ui, ImVec2 at, float width, float most, const ChoiceSpec& spec) {
  ImGui::PushID(spec.id.data(), spec.id.data() + spec.id.size());
  if (width <= 0) width = std::min(choice_box_width(ui, spec), most);
  const ImVec2 to{at.x + width, at.y + ui.control()};
  if (press(ui, "box", at, to)) ImGui::OpenPopup(kChoiceList);
  const bool hovered = ImGui::IsItemHovered();
  filled(at, to, hovered ? ui.colours.ground : ui.colours.card, measure::kControlRound);
  outlined(at, to, hovered ? ui.colours.quiet : ui.colours.line, measure::kControlRound);
  focus_ring(ui, at, to, measure::kControlRound);
  const float text_y = at.y + (ui.control() - 20) / 2;
  float x = at.x + 12;
  const float room = width - 12 - 28;
  if (!spec.label.empty()) {
    // Where both do not fit, the value alone says enough.
    const float label = text_width(ui, Type::text, spec.label) + 8;
    if (label + text_width(ui, Type::strong, spec.value) <= room) {
      text(ui, {x, text_y}, Type::text, ui.colours.normal, spec.label);
      x += label;
    }
  }
  text_fit(ui, {x, text_y}, to.x - 28 - x, Type::strong, ui.colours.strong, spec.value);
  chevron({to.x - 15, at.y + ui.control() / 2}, ui.colours.quiet);
  const auto result = choice_list(ui, {at.x, to.y + 4}, width, false, spec);
  ImGui::PopID();
  return result;
}

std::optional<std::size_t> choice_row(Ui& ui, Column& column, const ChoiceSpec& spec) {
  ImGui::PushID(spec.id.data(), spec.id.data() + spec.id.size());
  const float height = row_height(ui);
  const ImVec2 from{column.x, column.y};
  const ImVec2 to{column.right(), column.y + height};
  if (press(ui, "row", {from.x - 4, from.y}, {to.x + 4, to.y})) ImGui::OpenPopup(kChoiceList);
  const bool hovered = ImGui::IsItemHovered();
  hover_note(ui, spec.help);
  focus_ring(ui, {from.x - 4, from.y}, {to.x + 4, to.y}, 4);
  tell_focus(ui, "button", spec.label, spec.value);
  const float text_y = from.y + (height - 16) / 2;
  const ImU32 ink = hovered ? ui.colours.accent : ui.colours.strong;
  const float room = column.width - 14;
  if (column.width < kLabelled) {
    // In a narrow card the value says by itself what it is.
    text_fit(ui, {from.x, text_y}, room, Type::note_strong, ink, spec.value);
  } else {
    const float label = text_fit(ui, {from.x, text_y}, column.width * 0.4f, Type::note, ui.colours.normal, spec.label) + 8;
    const float width = std::min(text_width(ui, Type::note_strong, spec.value), room - label);
    text_fit(ui, {to.x - 14 - width, text_y}, width + 0.5f, Type::note_strong, ink, spec.value);
  }
  chevron({to.x - 4, from.y + height / 2}, hovered ? ui.colours.accent : ui.colours.quiet);
  const auto result = choice_list(ui, {to.x + 12, to.y + 2}, 0, true, spec);
  column.skip(height);
  ImGui::PopID();
  return result;
}

void fact_row(const Ui& ui, Column& column, std::string_view label, std::string_view value, bool compact) {
  const Type label_type = compact ? Type::note : Type::text;
  const Type value_type = compact ? Type::note_strong : Type::strong;
  const float height = compact ? 26.0f : 28.0f;
  const float text_y = column.y + (height - type_size(label_type).line) / 2;
  const float value_width = std::min(text_width(ui, value_type, value), column.width * 0.66f);
  text_fit(ui, {column.x, text_y}, column.width - value_width - 8, label_type, ui.colours.normal, label);
  text_fit(ui, {column.right() - value_width, text_y}, value_width + 0.5f, value_type, ui.colours.strong, value);
  column.skip(height);
}

}  // namespace creditcast::web
