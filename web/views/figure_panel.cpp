#include "figure_panel.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "widgets/badge.hpp"
#include "widgets/link.hpp"
#include "widgets/number_field.hpp"
#include "widgets/scroll.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

constexpr const char* kPopup = "figures";
constexpr float kWidth = 288, kField = 120;

/// A share is typed in hundredths.
Amount typed_value(const FigureLine& line, Amount typed) {
  return line.measure == Measure::share ? Amount{(typed.micros + 50) / 100} : typed;
}
std::string text_to_type(const Ui& ui, const FigureLine& line) {
  if (!line.says.value) return {};
  const Amount value = *line.says.value;
  return typed_text(ui, line.measure == Measure::share ? Amount{value.micros * 100} : value, 6);
}
bool allowed(const FigureLine& line, Amount value) {
  if (value.micros < 0 || (line.above_zero && value.zero())) return false;
  return line.measure != Measure::share || value <= whole(1);
}
std::string_view allowed_words(const FigureLine& line) {
  if (line.measure == Measure::share) return tr("from 0 to 100 %");
  return line.above_zero ? tr("a number above 0") : tr("a number, 0 or more");
}

void begin_typing(Ui& ui, const FigureLine& line) {
  ui.memory.panel.typing = line.says.pointer;
  ui.memory.field_label = line.says.label;
  ui.memory.typed_fresh = true;
  std::snprintf(ui.memory.typed, sizeof ui.memory.typed, "%s", text_to_type(ui, line).c_str());
}

/// The open field. The figure follows while it is typed.
void typing_field(Ui& ui, const FigureLine& line, ImVec2 at) {
  ImGui::SetCursorScreenPos({at.x, at.y + (ui.control() - measure::kControl) / 2});
  ImGui::SetNextItemWidth(kField);
  push_type(ui, Type::strong);
  if (ui.memory.typed_fresh) ImGui::SetKeyboardFocusHere();
  const bool edited = ImGui::InputText("##typed", ui.memory.typed, sizeof ui.memory.typed,
                                       ImGuiInputTextFlags_CharsDecimal | ImGuiInputTextFlags_AutoSelectAll);
  const bool left = ImGui::IsItemDeactivated();
  pop_type();
  ui.memory.typed_fresh = false;
  if (left && ImGui::IsKeyPressed(ImGuiKey_Enter)) ImGui::CloseCurrentPopup();
  if (!edited) return;
  const auto typed = parse_typed(ui, ui.memory.typed);
  if (!typed) return;
  const Amount value = typed_value(line, *typed);
  if (allowed(line, value) && (!line.says.value || *line.says.value != value || line.says.low))
    ui.act(SetFigure{line.says.pointer, value});
}

void value_row(Ui& ui, const AppState& state, const FigureLine& line, Column& column) {
  const ImVec2 from{column.x, column.y};
  const ImVec2 to{column.x + kField, column.y + ui.control()};
  const float text_y = column.y + (ui.control() - 20) / 2;
  const Catalog& catalog = state.inputs.catalog;
  if (!line.editable) {
    text(ui, {column.x, text_y}, Type::strong, ui.colours.strong, value_words(ui.numbers, catalog, line, line.says));
  } else if (ui.memory.panel.typing == line.says.pointer) {
    typing_field(ui, line, from);
  } else {
    if (hit("value", from, to)) begin_typing(ui, line);
    outlined(from, to, ImGui::IsItemHovered() ? ui.colours.quiet : ui.colours.line, measure::kControlRound);
    focus_ring(ui, from, to, measure::kControlRound);
    const bool range = line.says.low && line.says.high;
    const std::string words =
        range ? tr("{0} to {1}", {number(ui.numbers, *line.says.low, 6), number(ui.numbers, *line.says.high, 6)})
              : text_to_type(ui, line);
    text_fit(ui, {from.x + 8, text_y}, kField - 16, Type::strong, words.empty() ? ui.colours.warning : ui.colours.strong,
             words.empty() ? tr("enter yours") : std::string_view(words));
  }
  const float width = badge_width(ui, line.says.is);
  badge(ui, column.right(), column.y + (ui.control() - 16) / 2, line.says.is);
  if (line.editable)
    text_fit(ui, {to.x + 8, text_y}, column.width - kField - width - 24, Type::text, ui.colours.normal,
             unit_words(catalog, line));
  column.skip(ui.control());
}

void one_figure(Ui& ui, const AppState& state, const FigureLine& line, Column& column) {
  column.skip(paragraph(ui, {column.x, column.y}, column.width, Type::note_strong, ui.colours.strong, line.says.label) + 6);
  value_row(ui, state, line, column);
  column.skip(6);
  const auto note = [&](ImU32 ink, std::string_view words) {
    if (!words.empty()) column.skip(paragraph(ui, {column.x, column.y}, column.width, Type::note, ink, words) + 2);
  };
  if (ui.memory.panel.typing == line.says.pointer) {
    const auto typed = parse_typed(ui, ui.memory.typed);
    const bool empty = ui.memory.typed[0] == '\0' && !line.says.value;
    if (!empty && (!typed || !allowed(line, typed_value(line, *typed)))) note(ui.colours.warning, allowed_words(line));
  }
  if (line.says.is == Provenance::yours && line.otherwise) {
    const std::string was = value_words(ui.numbers, state.inputs.catalog, line, *line.otherwise);
    if (link(ui, "back", column, tr("Back to the catalog's: {0}", {was}))) {
      ui.memory.panel.typing.clear();
      ui.act(SetFigure{line.says.pointer, std::nullopt});
    }
    note(ui.colours.normal, provenance_note(*line.otherwise, state.today));
  } else {
    note(is_loud(line.says.is) ? ui.colours.warning : ui.colours.normal, provenance_note(line.says, state.today));
  }
}

}  // namespace

void show_figures(Ui& ui, std::string_view title, std::vector<std::string> pointers, ImVec2 at) {
  FigurePanel& panel = ui.memory.panel;
  panel = {std::string(title), std::move(pointers), at, 0, true, {}};
}

void figure_panel(Ui& ui, const AppState& state) {
  FigurePanel& panel = ui.memory.panel;
  std::vector<const FigureLine*> lines;
  for (const std::string& pointer : panel.pointers)
    if (const FigureLine* line = find_figure(state.derived, pointer); line != nullptr) lines.push_back(line);
  if (panel.opening) {
    panel.opening = false;
    ImGui::OpenPopup(kPopup);
    // A single figure, or the one that is missing, is what was meant.
    const auto missing =
        std::find_if(lines.begin(), lines.end(), [](const FigureLine* line) { return !line->says.value && !line->says.low; });
    const FigureLine* meant = missing != lines.end() ? *missing : lines.size() == 1 ? lines.front() : nullptr;
    // A finger is first shown what there is: its keyboard would cover half of the page.
    if (meant != nullptr && meant->editable && !ui.finger) begin_typing(ui, *meant);
  }
  if (!ImGui::IsPopupOpen(kPopup)) return;
  const float width = std::min(kWidth, ui.width - 2 * measure::kPadding - 16);
  const float outer = width + 2 * measure::kPadding;
  ImGui::SetNextWindowPos({std::clamp(panel.at.x, 8.0f, std::max(8.0f, ui.width - outer - 8)),
                           std::clamp(panel.at.y, 8.0f, std::max(8.0f, ui.height - panel.height - 8))});
  ImGui::SetNextWindowSizeConstraints({outer, 0}, {outer, std::max(ui.height - 16, 80.0f)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(measure::kPadding, measure::kPadding));
  if (ImGui::BeginPopup(kPopup)) {
    if (lines.empty()) ImGui::CloseCurrentPopup();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    Column column{at.x, at.y, width};
    if (lines.size() > 1) {
      text_fit(ui, {column.x, column.y}, width, Type::note_strong, ui.colours.normal, panel.title);
      column.skip(28);
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (i > 0) {
        column.skip(6);
        rule(ui, column.x, column.y, width);
        column.skip(10);
      }
      ImGui::PushID(static_cast<int>(i));
      one_figure(ui, state, *lines[i], column);
      ImGui::PopID();
    }
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({width, column.y - at.y});
    const float height = column.y - at.y + 2 * measure::kPadding;
    if (height != panel.height) ui.wants_frame = true;
    panel.height = height;
    if (height > ui.height - 16) scroll_by_touch(ui);
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
}

void figure_row(Ui& ui, const AppState& state, const FigureLine& line, std::string_view label, bool with_source,
                Column& column) {
  const Catalog& catalog = state.inputs.catalog;
  const std::string& reason = line.says.why.empty() ? line.says.note : line.says.why;
  const std::string& second = line.says.source_title.empty() ? reason : line.says.source_title;
  const float height = with_source ? 44.0f : ui.touch ? measure::kTouchControl : 28.0f;
  const ImVec2 from{column.x - 8, column.y};
  const ImVec2 to{column.right() + 8, column.y + height};
  ImGui::PushID(line.says.pointer.c_str());
  if (hit("figure", from, to) && !ui.memory.touch_scrolling) show_figures(ui, "", {line.says.pointer}, {from.x, to.y + 4});
  if (ImGui::IsItemHovered()) filled(from, to, ui.colours.ground, measure::kControlRound);
  focus_ring(ui, {from.x + 2, from.y + 2}, {to.x - 2, to.y - 2}, measure::kControlRound - 2);
  item_note(ui, provenance_note(line.says, state.today));
  const float y = with_source ? column.y + 5 : column.y + (height - 16) / 2;
  const std::string value = value_words(ui.numbers, catalog, line, line.says);
  const bool loud = is_loud(line.says.is);
  float right = column.right();
  if (!with_source) right -= badge(ui, right, y, line.says.is);
  const float value_width = std::min(text_width(ui, Type::note_strong, value), (right - column.x) * 0.6f);
  const float label_width = right - column.x - value_width - measure::kGrid;
  text_fit(ui, {column.x, y}, label_width, Type::note, ui.colours.strong, label);
  text_fit(ui, {right - value_width, y}, value_width + 0.5f, Type::note_strong, loud ? ui.colours.warning : ui.colours.strong,
           value);
  if (with_source) {
    ImGui::PushID("words");
    right -= badge(ui, right, y + 18, line.says.is);
    const ImU32 ink = loud ? ui.colours.warning : ui.colours.normal;
    // Of a long title the end may go, of a date nothing.
    const std::string read = line.says.read ? date_words(*line.says.read) : std::string();
    const float date = read.empty() ? 0 : text_width(ui, Type::note, read) + measure::kGrid;
    const float title = text_fit(ui, {column.x, y + 18}, right - column.x - date, Type::note, ink, second);
    text(ui, {column.x + title + measure::kGrid, y + 18}, Type::note, ui.colours.quiet, read);
    ImGui::PopID();
  }
  ImGui::PopID();
  column.skip(height);
}

}  // namespace creditcast::web
