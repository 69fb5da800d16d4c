#include "number_field.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

#include "../words.hpp"
#include "creditcast/units.hpp"
#include "focus.hpp"
#include "link.hpp"

namespace creditcast::web {
namespace {

constexpr const char* kPopup = "number";

void show(Ui& ui, double value) {
  std::snprintf(ui.memory.typed, sizeof ui.memory.typed, "%s", typed_text(ui, Amount{std::llround(value * 1e6)}, 4).c_str());
}

std::optional<double> parse(const Ui& ui, std::string_view typed) {
  const auto amount = parse_typed(ui, typed);
  if (!amount) return std::nullopt;
  return static_cast<double>(amount->micros) / 1e6;
}

/// A square button with one sign on it.
bool sign_button(Ui& ui, const char* id, ImVec2 at, bool plus) {
  const float size = ui.control();
  const ImVec2 to{at.x + size, at.y + size};
  ImGui::PushButtonRepeat(true);
  const bool clicked = hit(id, at, to);
  ImGui::PopButtonRepeat();
  if (ImGui::IsItemHovered()) filled(at, to, ui.colours.track, measure::kControlRound);
  outlined(at, to, ui.colours.line, measure::kControlRound);
  focus_ring(ui, at, to, measure::kControlRound);
  tell_focus(ui, "button", plus ? tr("One step more") : tr("One step less"), ui.memory.typed);
  const ImVec2 middle{at.x + size / 2, at.y + size / 2};
  filled({middle.x - 5, middle.y - 1}, {middle.x + 5, middle.y + 1}, ui.colours.strong);
  if (plus) filled({middle.x - 1, middle.y - 5}, {middle.x + 1, middle.y + 5}, ui.colours.strong);
  return clicked;
}

}  // namespace

std::string typed_text(const Ui& ui, Amount value, int decimals) {
  NumberStyle style = ui.numbers;
  style.group.clear();
  return number(style, value, decimals);
}

std::optional<Amount> parse_typed(const Ui& ui, std::string_view typed) {
  std::string digits;
  for (const char c : typed) {
    if (c == ' ' || (ui.numbers.decimal != "," && c == ',')) continue;
    digits += c == ',' ? '.' : c;
  }
  if (digits.empty()) return std::nullopt;
  const auto amount = parse_amount(digits);
  if (!amount.ok()) return std::nullopt;
  return *amount;
}

void push_type(const Ui& ui, Type type) {
  const auto i = static_cast<std::size_t>(type);
#if IMGUI_VERSION_NUM < 19200
  ImGui::PushFont(ui.fonts.face[i]);
#else
  ImGui::PushFont(ui.fonts.face[i], ui.fonts.draw_size[i]);
#endif
}

void pop_type() { ImGui::PopFont(); }

void open_number_field(Ui& ui, const NumberSpec& spec) {
  show(ui, spec.value);
  ui.memory.typed_fresh = true;
  ui.memory.field_label = spec.label.empty() ? spec.said : spec.label;
  ImGui::OpenPopup(kPopup);
}

std::optional<double> number_field(Ui& ui, const NumberSpec& spec, ImVec2 at) {
  if (!ImGui::IsPopupOpen(kPopup)) return std::nullopt;
  constexpr float kWidth = 208;
  std::optional<double> result;
  const float tall = ui.control() + (spec.may_be_none ? ui.control() : 0.0f) + 88;
  ImGui::SetNextWindowPos({std::clamp(at.x, 8.0f, std::max(8.0f, ui.width - kWidth - 2 * measure::kPadding - 8)),
                           std::clamp(at.y, 8.0f, std::max(8.0f, ui.height - tall))});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(measure::kPadding, measure::kPadding));
  if (ImGui::BeginPopup(kPopup)) {
    const double top = std::max(spec.high, spec.typed_high);
    Column column{ImGui::GetCursorScreenPos().x, ImGui::GetCursorScreenPos().y, kWidth};
    text_fit(ui, {column.x, column.y}, column.width, Type::note_strong, ui.colours.normal,
             spec.label.empty() ? spec.said : spec.label);
    column.skip(24);
    const float size = ui.control();
    if (sign_button(ui, "less", {column.x, column.y}, false)) result = std::max(spec.low, spec.value - spec.step);
    ImGui::SetCursorScreenPos({column.x + size + measure::kGrid, column.y + (size - measure::kControl) / 2});
    ImGui::SetNextItemWidth(column.width - 2 * (size + measure::kGrid));
    push_type(ui, Type::strong);
    if (ui.memory.typed_fresh) ImGui::SetKeyboardFocusHere();
    const bool edited = ImGui::InputText("##typed", ui.memory.typed, sizeof ui.memory.typed,
                                         ImGuiInputTextFlags_CharsDecimal | ImGuiInputTextFlags_AutoSelectAll);
    const bool left = ImGui::IsItemDeactivatedAfterEdit();
    pop_type();
    ui.memory.typed_fresh = false;
    std::optional<double> typed;
    if (edited) typed = parse(ui, ui.memory.typed);
    const bool refused = typed && (*typed < spec.low || *typed > top);
    if (typed && !refused) result = *typed;
    if (sign_button(ui, "more", {column.right() - size, column.y}, true)) result = std::min(top, spec.value + spec.step);
    if (result && !edited) show(ui, *result);
    column.skip(size + measure::kGrid);
    const auto now = parse(ui, ui.memory.typed);
    const bool wrong = !now || *now < spec.low || *now > top;
    text(ui, {column.x, column.y}, Type::note, wrong ? ui.colours.warning : ui.colours.quiet,
         tr("{0} to {1}", {number(ui.numbers, Amount{std::llround(spec.low * 1e6)}, 4),
                           number(ui.numbers, Amount{std::llround(top * 1e6)}, 4)}));
    column.skip(16);
    if (spec.may_be_none) {
      column.skip(4);
      if (link(ui, "none", column, tr("None"))) {
        result = std::numeric_limits<double>::quiet_NaN();
        ImGui::CloseCurrentPopup();
      }
    }
    if (left && ImGui::IsKeyPressed(ImGuiKey_Enter)) ImGui::CloseCurrentPopup();
    ImGui::SetCursorScreenPos({column.x, column.y});
    ImGui::Dummy({kWidth, 0});
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
  return result;
}

}  // namespace creditcast::web
