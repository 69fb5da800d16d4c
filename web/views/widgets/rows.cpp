#include "rows.hpp"

#include <algorithm>
#include <cmath>

namespace creditcast::web {
namespace {

constexpr float kBelow = 24, kBar = 8;

/// Beside each other where there is room; else the words stand above their bar.
struct Measures {
  float names = 0, values = 0, row = 0;
  bool above = false;
};
Measures measures_of(const Ui& ui, const Column& column, const RowsSpec& spec) {
  Measures sizes;
  for (const BarRow& row : spec.rows) {
    const float name = text_width(ui, Type::note_strong, row.name) + text_width(ui, Type::note, row.note);
    sizes.names = std::max(sizes.names, name + (row.note.empty() ? 0.0f : 6.0f) + 18);
    sizes.values = std::max(sizes.values, text_width(ui, Type::note_strong, row.value_text));
  }
  sizes.values = std::min(sizes.values, column.width * 0.25f);
  sizes.names = std::min(sizes.names, column.width * 0.42f);
  sizes.above = column.width < 420;
  sizes.row = sizes.above ? 44.0f : ui.touch ? measure::kTouchControl : 28.0f;
  return sizes;
}

void draw_name(const Ui& ui, ImVec2 at, float room, const BarRow& row) {
  float x = at.x;
  if (row.chosen) x += text(ui, at, Type::note_strong, ui.colours.accent, "✓") + 6;
  const Type type = row.best || row.chosen ? Type::note_strong : Type::note;
  x += text_fit(ui, {x, at.y}, at.x + room - x, type, ui.colours.strong, row.name) + 6;
  if (!row.note.empty() && x + 24 < at.x + room)
    text_fit(ui, {x, at.y}, at.x + room - x, Type::note, ui.colours.normal, row.note);
}

void draw_bar(const Ui& ui, const Plot& plot, const BarRow& row, float middle) {
  const auto x = [&plot](double value) { return plot.x(value, plot.top); };
  const ImU32 ink = row.best ? ui.colours.accent : ui.colours.further[0];
  if (row.value > 0)
    filled({plot.from.x, middle - kBar / 2}, {std::max(x(row.value), plot.from.x + 2), middle + kBar / 2}, ink, 2);
  if (!(row.high > row.low)) return;
  const float y = std::round(middle), low = std::round(x(row.low)), high = std::round(x(row.high));
  filled({low, y}, {high, y + 1}, ui.colours.strong);
  filled({low, y - 3}, {low + 1, y + 4}, ui.colours.strong);
  filled({high - 1, y - 3}, {high, y + 4}, ui.colours.strong);
}

}  // namespace

int rows_chart(Ui& ui, Column& column, const RowsSpec& spec) {
  const Measures sizes = measures_of(ui, column, spec);
  double top = 0;
  for (const BarRow& row : spec.rows)
    if (row.known) top = std::max({top, row.value, row.high});
  const auto count = static_cast<int>(spec.rows.size());
  const Ticks ticks = nice_ticks(top, column.width < 420 ? 3 : 5);
  const float height = sizes.row * static_cast<float>(count);
  const float left = sizes.above ? column.x : column.x + sizes.names + 8;
  const float right = sizes.above ? column.right() : column.right() - sizes.values - 12;
  const Plot plot{{left, column.y}, {std::max(right, left + 8), column.y + height}, ticks.end()};
  const auto nearest = [&](ImVec2 mouse) { return static_cast<int>(std::floor((mouse.y - column.y) / sizes.row)); };
  const Crosshair cross =
      crosshair(ui, {spec.id, spec.axis, {column.x, column.y}, {column.right(), column.y + height}, count, true}, nearest);
  std::vector<AxisLabel> labels;
  for (int i = 0; i <= ticks.count; ++i) {
    const double value = ticks.step * i;
    const float x = std::round(plot.x(value, plot.top));
    if (!sizes.above) filled({x, plot.from.y}, {x + 1, plot.to.y}, ui.colours.line);
    labels.push_back({x, spec.write(ui.numbers, value, ticks.end())});
  }
  for (int i = 0; i < count; ++i) {
    const BarRow& row = spec.rows[static_cast<std::size_t>(i)];
    const float y = column.y + sizes.row * static_cast<float>(i);
    if (i == cross.at)
      filled({column.x - 8, y + 1}, {column.right() + 8, y + sizes.row - 1}, ui.colours.track, measure::kControlRound);
    const float words = sizes.above ? y + 6 : y + (sizes.row - 16) / 2;
    const float name_room = sizes.above ? column.width - sizes.values - 12 : sizes.names;
    draw_name(ui, {column.x, words}, name_room, row);
    const float value_width = std::min(text_width(ui, Type::note_strong, row.value_text), sizes.values);
    text_fit(ui, {column.right() - value_width, words}, value_width + 1, row.best ? Type::note_strong : Type::note,
             row.known ? ui.colours.strong : ui.colours.warning, row.value_text);
    if (row.known) draw_bar(ui, plot, row, sizes.above ? y + 32 : y + sizes.row / 2);
  }
  draw_labels(ui, plot, labels);
  if (cross.at >= 0 && cross.reads_out)
    show_read_out(ui, spec.read(cross.at), {plot.from.x, column.y + sizes.row * static_cast<float>(cross.at + 1)});
  column.skip(height + kBelow);
  return cross.pressed ? cross.at : -1;
}

}  // namespace creditcast::web
