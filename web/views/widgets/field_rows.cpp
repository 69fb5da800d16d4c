#include <algorithm>

#include "../words.hpp"
#include "field.hpp"
#include "focus.hpp"
#include "keys.hpp"
#include "link.hpp"
#include "number_field.hpp"
#include "words.hpp"

namespace creditcast::web {

namespace {

/// Text fields one below the other begin at the same place where their labels are short.
constexpr float kLeastLabel = 40;

}  // namespace

float row_height(const Ui& ui) { return ui.touch ? measure::kTouchControl : 26.0f; }

std::optional<bool> switch_row(Ui& ui, Column& column, std::string_view id, std::string_view label, bool on,
                               std::string_view help) {
  ImGui::PushID(id.data(), id.data() + id.size());
  const float height = row_height(ui);
  const ImVec2 from{column.x, column.y}, to{column.right(), column.y + height};
  const bool clicked = press(ui, "switch", {from.x - 4, from.y}, {to.x + 4, to.y});
  const bool hovered = ImGui::IsItemHovered();
  focus_ring(ui, {from.x - 4, from.y}, {to.x + 4, to.y}, 4);
  hover_note(ui, help);
  text_fit(ui, {from.x, from.y + (height - 16) / 2}, column.width - 36, Type::note, ui.colours.normal, label);
  const float middle = from.y + height / 2;
  const ImU32 ground = on ? ui.colours.accent : hovered ? ui.colours.quiet : ui.colours.track;
  filled({to.x - 28, middle - 8}, {to.x, middle + 8}, ground, 8);
  canvas().AddCircleFilled({on ? to.x - 8 : to.x - 20, middle}, 6, ui.colours.card);
  column.skip(height);
  ImGui::PopID();
  return clicked ? std::optional<bool>(!on) : std::nullopt;
}

std::optional<std::size_t> segments(Ui& ui, Column& column, std::string_view id, std::string_view label,
                                    const std::vector<std::string_view>& names, std::size_t chosen, std::string_view help) {
  constexpr float kInset = 8;
  float wanted = 0;
  for (const std::string_view name : names) wanted += text_width(ui, Type::note_strong, name) + 2 * kInset;
  const float label_width = label.empty() ? 0 : text_width(ui, Type::note, label) + 8;
  if (label_width + wanted > column.width) {
    std::vector<ChoiceItem> items;
    for (const std::string_view name : names) items.push_back({name, "", false});
    return choice_row(ui, column, {id, label, names[std::min(chosen, names.size() - 1)], items, chosen});
  }
  ImGui::PushID(id.data(), id.data() + id.size());
  std::optional<std::size_t> result;
  const float height = row_height(ui);
  const float text_y = column.y + (height - 16) / 2;
  text(ui, {column.x, text_y}, Type::note, ui.colours.normal, label);
  const float top = column.y + 2, bottom = column.y + height - 2;
  float x = column.right() - wanted;
  filled({x, top}, {column.right(), bottom}, ui.colours.track, 6);
  for (std::size_t i = 0; i < names.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    const float width = text_width(ui, Type::note_strong, names[i]) + 2 * kInset;
    if (press(ui, "segment", {x, column.y}, {x + width, column.y + height}) && i != chosen) result = i;
    const bool hovered = ImGui::IsItemHovered();
    if (i == chosen) filled({x + 2, top + 2}, {x + width - 2, bottom - 2}, ui.colours.card, 4);
    focus_ring(ui, {x + 2, top + 2}, {x + width - 2, bottom - 2}, 4);
    hover_note(ui, help);
    const ImU32 ink = i == chosen || hovered ? ui.colours.strong : ui.colours.normal;
    const Type type = i == chosen ? Type::note_strong : Type::note;
    text(ui, {x + (width - text_width(ui, type, names[i])) / 2, text_y}, type, ink, names[i]);
    x += width;
    ImGui::PopID();
  }
  column.skip(height);
  ImGui::PopID();
  return result;
}

std::optional<std::string> text_row(Ui& ui, Column& column, std::string_view id, std::string_view label, std::string_view value,
                                    std::string_view help) {
  ImGui::PushID(id.data(), id.data() + id.size());
  const float height = ui.control();
  const float label_width = std::min(std::max(text_width(ui, Type::note, label) + 12, kLeastLabel), column.width / 2);
  const float text_y = column.y + (height - 16) / 2;
  text_fit(ui, {column.x, text_y}, label_width - 8, Type::note, ui.colours.normal, label);
  // While it is typed in, the text is the visitor's; else it is what the scenario says.
  char buffer[200];
  const std::string_view shown = ui.memory.text_field == ImGui::GetID("text") ? std::string_view(ui.memory.text) : value;
  const std::size_t length = std::min(shown.size(), sizeof buffer - 1);
  shown.copy(buffer, length);
  buffer[length] = '\0';
  ImGui::SetCursorScreenPos({column.x + label_width, column.y});
  ImGui::SetNextItemWidth(column.width - label_width);
  push_type(ui, Type::note);
  const ImVec2 padding{measure::kGrid, (height - ImGui::GetFontSize()) / 2};
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, padding);
  const bool edited = ImGui::InputText("##text", buffer, sizeof buffer, ImGuiInputTextFlags_AutoSelectAll);
  ImGui::PopStyleVar();
  pop_type();
  hover_note(ui, help);
  focus_ring(ui, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), measure::kControlRound);
  std::optional<std::string> result;
  if (edited) {
    ui.memory.text = buffer;
    ui.memory.text_field = ImGui::GetID("text");
    if (buffer[0] != '\0') result = ui.memory.text;
  }
  if (ImGui::IsItemDeactivated() && ui.memory.text_field == ImGui::GetID("text")) ui.memory.text_field = 0;
  column.skip(height + 2);
  ImGui::PopID();
  return result;
}

bool remove_button(Ui& ui, ImVec2 at, std::string_view label) {
  const float size = ui.touch ? measure::kTouchControl : 24.0f;
  const ImVec2 from{at.x - size, at.y}, to{at.x, at.y + size};
  const bool pressed = press(ui, "remove", from, to);
  const bool hovered = ImGui::IsItemHovered();
  if (hovered) filled(from, to, ui.colours.track, 4);
  focus_ring(ui, from, to, 4);
  tell_focus(ui, "button", label);
  hover_note(ui, label);
  const ImVec2 middle{(from.x + to.x) / 2, (from.y + to.y) / 2};
  const ImU32 ink = hovered ? ui.colours.strong : ui.colours.quiet;
  constexpr float kArm = 4;
  canvas().AddLine({middle.x - kArm, middle.y - kArm}, {middle.x + kArm, middle.y + kArm}, ink, 1.5f);
  canvas().AddLine({middle.x - kArm, middle.y + kArm}, {middle.x + kArm, middle.y - kArm}, ink, 1.5f);
  return pressed;
}

namespace {

/// What is unfolded is remembered as a disclosure is.
std::string unfolded_key(const char* id) { return "all " + std::to_string(ImGui::GetID(id)); }

bool unfolded(const Ui& ui, const char* id) {
  const auto& open = ui.memory.open;
  return std::find(open.begin(), open.end(), unfolded_key(id)) != open.end();
}

}  // namespace

std::size_t shown_of(const Ui& ui, const char* id, std::size_t count, std::size_t few) {
  return count <= few || unfolded(ui, id) ? count : few;
}

void unfold_link(Ui& ui, Column& column, const char* id, std::size_t count, std::size_t few) {
  if (count <= few || unfolded(ui, id)) return;
  if (link(ui, id, column, tr("All {0}", {number(ui.numbers, whole(static_cast<std::int64_t>(count)), 0)})))
    ui.memory.open.push_back(unfolded_key(id));
}

std::optional<Day> date_row(Ui& ui, Column& column, std::string_view id, std::string_view label, Day day,
                            std::string_view help) {
  const auto typed = text_row(ui, column, id, label, date_text(day), help);
  ImGui::PushID(id.data(), id.data() + id.size());
  const bool typing = ui.memory.text_field == ImGui::GetID("text");
  ImGui::PopID();
  if (typing && !parse_date(ui.memory.text).ok())
    column.skip(paragraph(ui, {column.x, column.y}, column.width, Type::note, ui.colours.warning,
                          tr("a date such as {0}", {date_text(day)})) +
                4);
  if (!typed) return std::nullopt;
  const auto read = parse_date(*typed);
  return read.ok() ? std::optional<Day>(*read) : std::nullopt;
}

bool disclosure(Ui& ui, Column& column, const std::string& key, std::string_view title, std::string_view summary,
                std::string_view place) {
  ImGui::PushID(key.c_str());
  auto& open = ui.memory.open;
  const auto found = std::find(open.begin(), open.end(), key);
  bool is_open = found != open.end();
  const float height = row_height(ui);
  const ImVec2 from{column.x, column.y}, to{column.right(), column.y + height};
  if (press(ui, "disclosure", {from.x - 4, from.y}, {to.x + 4, to.y})) {
    if (is_open) {
      open.erase(found);
    } else {
      open.push_back(key);
    }
    is_open = !is_open;
  }
  const bool hovered = ImGui::IsItemHovered();
  focus_ring(ui, {from.x - 4, from.y}, {to.x + 4, to.y}, 4);
  const ImU32 ink = hovered ? ui.colours.accent : ui.colours.quiet;
  const float middle = from.y + height / 2;
  if (is_open) {
    chevron({from.x + 4, middle}, ink);
  } else {
    canvas().AddTriangleFilled({from.x + 2, middle - 3.5f}, {from.x + 2, middle + 3.5f}, {from.x + 6.5f, middle}, ink);
  }
  const float text_y = from.y + (height - 16) / 2;
  const bool wrong = !is_open && faulty(ui, place);
  const ImU32 title_ink = wrong ? ui.colours.warning : hovered || is_open ? ui.colours.strong : ui.colours.normal;
  const Type title_type = is_open ? Type::note_strong : Type::note;
  const float room = column.width - 14;
  if (title.empty() || is_open) {
    text_fit(ui, {from.x + 14, text_y}, room, title_type, title_ink, title.empty() ? summary : title);
  } else {
    const float used = text_fit(ui, {from.x + 14, text_y}, room, title_type, title_ink, title) + 12;
    const std::string_view words = wrong ? std::string_view("!") : summary;
    const float width = std::min(text_width(ui, Type::note_strong, words), room - used);
    if (width > 24 || wrong)
      text_fit(ui, {to.x - width, text_y}, width + 0.5f, Type::note_strong, wrong ? ui.colours.warning : ui.colours.strong,
               words);
  }
  column.skip(height);
  ImGui::PopID();
  return is_open;
}

bool faulty(const Ui& ui, std::string_view pointer) {
  if (pointer.empty() || ui.errors == nullptr) return false;
  return std::any_of(ui.errors->begin(), ui.errors->end(), [pointer](const Error& error) {
    const std::string_view at = error.pointer;
    return at.starts_with(pointer) && (at.size() == pointer.size() || at[pointer.size()] == '/');
  });
}

void fault(const Ui& ui, Column& column, std::string_view pointer) {
  if (pointer.empty() || ui.errors == nullptr) return;
  for (const Error& error : *ui.errors) {
    if (error.pointer != pointer) continue;
    column.skip(paragraph(ui, {column.x, column.y}, column.width, Type::note, ui.colours.warning, said(error)) + 4);
  }
}

}  // namespace creditcast::web
