#include <algorithm>
#include <cmath>

#include "../format.hpp"
#include "../words.hpp"
#include "field.hpp"
#include "keys.hpp"

namespace creditcast::web {
namespace {

constexpr double kMost = 2, kStep = 0.05;
constexpr int kMonths = 12;

Amount factor(double value) { return Amount{std::llround(std::clamp(std::round(value / kStep) * kStep, 0.0, kMost) * 1e6)}; }
double value_of(Amount amount) { return static_cast<double>(amount.micros) / 1e6; }

}  // namespace

bool season_bars(Ui& ui, Column& column, std::string_view id, std::vector<Amount>& factors, bool from_january) {
  if (factors.size() != kMonths) return false;
  ImGui::PushID(id.data(), id.data() + id.size());
  constexpr float kHigh = 56;
  const ImVec2 from{column.x, column.y + 20}, to{column.right(), column.y + 20 + kHigh};
  const float slot = column.width / kMonths;
  ImGui::SetCursorScreenPos(from);
  ImGui::InvisibleButton("bars", {column.width, kHigh});
  const bool active = ImGui::IsItemActive(), hovered = ImGui::IsItemHovered();
  if (hovered || active) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
  bool changed = false;
  int& month = ui.memory.season_month;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const bool keys = keyboard_here();
  if (hovered && !keys) month = static_cast<int>(std::clamp((mouse.x - from.x) / slot, 0.0f, 11.0f));
  const auto set = [&](double value) {
    const Amount wanted = factor(value);
    Amount& now = factors[static_cast<std::size_t>(month)];
    if (wanted == now) return;
    now = wanted;
    changed = true;
  };
  if (active && ImGui::IsMouseDown(ImGuiMouseButton_Left) && !ui.memory.touch_scrolling) {
    ui.memory.slider_held = true;
    month = static_cast<int>(std::clamp((mouse.x - from.x) / slot, 0.0f, 11.0f));
    set((to.y - mouse.y) / kHigh * kMost);
  }
  if (keys) {
    month = std::clamp(month + steps_by_keys(), 0, kMonths - 1);
    if (const int steps = steps_by_keys(true); steps != 0)
      set(value_of(factors[static_cast<std::size_t>(month)]) - steps * kStep);
  }
  focus_ring(ui, from, to, 4);
  const float one = to.y - kHigh / static_cast<float>(kMost);
  for (int i = 0; i < kMonths; ++i) {
    const double value = std::min(value_of(factors[static_cast<std::size_t>(i)]), kMost);
    const float x = from.x + static_cast<float>(i) * slot;
    const float y = to.y - static_cast<float>(value / kMost) * kHigh;
    const bool meant = (hovered || active || keys) && i == month;
    filled({x + 2, from.y}, {x + slot - 2, to.y}, ui.colours.track, 3);
    filled({x + 2, y}, {x + slot - 2, to.y}, meant ? ui.colours.accent : blend(ui.colours.track, ui.colours.accent, 0.55f), 3);
  }
  filled({from.x, std::round(one)}, {to.x, std::round(one) + 1}, ui.colours.quiet);
  // What stands there now, in words: the month that is meant, else how to set it.
  const Amount now = factors[static_cast<std::size_t>(month)];
  // Of 1970 the first month is January.
  const std::string name = month_name(from_january ? std::optional<Day>(0) : std::nullopt, month, from_january);
  text(ui, {column.x, column.y}, Type::note, ui.colours.normal, name);
  text_right(ui, column.right(), column.y, Type::note_strong, ui.colours.strong, "× " + number(ui.numbers, now, 2));
  column.skip(20 + kHigh + 8);
  ImGui::PopID();
  return changed;
}

}  // namespace creditcast::web
