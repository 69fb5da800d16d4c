#include "diverging.hpp"

#include <algorithm>
#include <cmath>

namespace creditcast::web {
namespace {

constexpr float kBelow = 24, kAbove = 20, kBar = 14;

struct Measures {
  float names = 0, words = 0, row = 0;
  bool above = false;  ///< the names stand above their bars
};
Measures measures_of(const Ui& ui, const Column& column, const DivergingSpec& spec) {
  Measures sizes;
  for (const DivergingRow& row : spec.rows) {
    sizes.names = std::max({sizes.names, text_width(ui, Type::note_strong, row.name), text_width(ui, Type::note, row.note)});
    for (const DivergingRow::End* end : {&row.low, &row.high})
      sizes.words = std::max(sizes.words, text_width(ui, Type::note, end->words));
  }
  sizes.above = column.width < 520;
  sizes.names = sizes.above ? 0 : std::min(sizes.names, column.width * 0.36f) + 16;
  sizes.words = std::min(sizes.words, column.width * (sizes.above ? 0.28f : 0.2f)) + 8;
  sizes.row = sizes.above ? 64.0f : 44.0f;
  return sizes;
}

/// Where values stand between the words at both ends.
struct Scale {
  RangeTicks ticks;
  float from = 0, to = 1;
  [[nodiscard]] float x(double value) const {
    const double share = (value - ticks.from) / (ticks.end() - ticks.from);
    return std::round(from + static_cast<float>(std::clamp(share, 0.0, 1.0)) * (to - from));
  }
};

void draw_end(const Ui& ui, const Scale& scale, const DivergingSpec& spec, const DivergingRow::End& end, float y, float height,
              bool hollow, bool words, float room) {
  if (end.value == spec.middle) return;
  const ImU32 ink = ui.colours.normal;
  const float middle = scale.x(spec.middle), x = scale.x(end.value);
  const bool left = end.value < spec.middle;
  const float edge = left ? std::min(x, middle - 2) : std::max(x, middle + 2);
  const ImVec2 from{std::min(middle, edge), y}, to{std::max(middle, edge), y + height};
  const ImDrawFlags corners = left ? ImDrawFlags_RoundCornersLeft : ImDrawFlags_RoundCornersRight;
  filled(from, to, ink, 3, corners);
  if (hollow) filled({from.x + 1.5f, from.y + 1.5f}, {to.x - 1.5f, to.y - 1.5f}, ui.colours.track, 2, corners);
  if (!words) return;
  const float width = std::min(text_width(ui, Type::note, end.words), room);
  text_fit(ui, {left ? edge - 6 - width : edge + 6, y + height / 2 - 8}, width + 1, Type::note, ui.colours.normal, end.words);
}

void draw_bars(const Ui& ui, const Scale& scale, const DivergingSpec& spec, const DivergingRow& row, float y, float room) {
  const bool low = spec.low_shown && row.low.value != spec.middle, high = spec.high_shown && row.high.value != spec.middle;
  const bool one_side = low && high && (row.low.value < spec.middle) == (row.high.value < spec.middle);
  if (!one_side) {
    if (low) draw_end(ui, scale, spec, row.low, y, kBar, true, true, room);
    if (high) draw_end(ui, scale, spec, row.high, y, kBar, false, true, room);
    return;
  }
  // Both lead the same way: one above the other, and the further one has its words.
  const bool low_first = std::fabs(row.low.value - spec.middle) > std::fabs(row.high.value - spec.middle);
  draw_end(ui, scale, spec, row.low, y, kBar / 2, true, low_first, room);
  draw_end(ui, scale, spec, row.high, y + kBar / 2, kBar / 2, false, !low_first, room);
}

}  // namespace

void diverging_chart(Ui& ui, Column& column, const DivergingSpec& spec) {
  const Measures sizes = measures_of(ui, column, spec);
  double low = spec.middle, high = spec.middle;
  for (const DivergingRow& row : spec.rows) {
    low = std::min({low, row.low.value, row.high.value});
    high = std::max({high, row.low.value, row.high.value});
  }
  const auto count = static_cast<int>(spec.rows.size());
  const float height = sizes.row * static_cast<float>(count);
  const float top = column.y + kAbove;
  const Plot plot{{column.x + sizes.names, top}, {column.right(), top + height}, 1};
  const Scale scale{nice_range(low, high, plot.width() < 400 ? 3 : 5), plot.from.x + sizes.words, plot.to.x - sizes.words};
  const float middle = scale.x(spec.middle);
  const auto nearest = [&](ImVec2 mouse) { return static_cast<int>(std::floor((mouse.y - top) / sizes.row)); };
  const Crosshair cross =
      crosshair(ui, {spec.id, spec.axis, {column.x, top}, {column.right(), top + height}, count, true}, nearest);
  std::vector<AxisLabel> labels;
  for (int i = 0; i <= scale.ticks.count; ++i) {
    const float x = scale.x(scale.ticks.at(i));
    if (!sizes.above) filled({x, plot.from.y}, {x + 1, plot.to.y}, ui.colours.line);
    labels.push_back({x, spec.write(ui.numbers, scale.ticks.at(i), std::max(std::fabs(scale.ticks.from), scale.ticks.end()))});
  }
  const float words = text_width(ui, Type::note_strong, spec.middle_words);
  text(ui, {std::clamp(middle - words / 2, column.x, column.right() - words), column.y}, Type::note_strong, ui.colours.strong,
       spec.middle_words);
  for (int i = 0; i < count; ++i) {
    const DivergingRow& row = spec.rows[static_cast<std::size_t>(i)];
    const float y = top + sizes.row * static_cast<float>(i);
    if (i == cross.at)
      filled({column.x - 8, y + 1}, {column.right() + 8, y + sizes.row - 1}, ui.colours.track, measure::kControlRound);
    const float room = sizes.above ? column.width : sizes.names - 16;
    if (sizes.above) {
      const float name = text_fit(ui, {column.x, y + 6}, room, Type::note_strong, ui.colours.strong, row.name);
      if (room - name > 40) text_fit(ui, {column.x + name + 8, y + 6}, room - name - 8, Type::note, ui.colours.quiet, row.note);
    } else {
      text_fit(ui, {column.x, y + 6}, room, Type::note_strong, ui.colours.strong, row.name);
      text_fit(ui, {column.x, y + 22}, room, Type::note, ui.colours.quiet, row.note);
    }
    if (sizes.above) filled({middle, y + 26}, {middle + 1, y + sizes.row - 10}, ui.colours.strong);
    draw_bars(ui, scale, spec, row, sizes.above ? y + 32 : y + (sizes.row - kBar) / 2, sizes.words - 8);
  }
  if (!sizes.above) filled({middle, plot.from.y}, {middle + 1, plot.to.y}, ui.colours.strong);
  draw_labels(ui, plot, labels);
  if (cross.at >= 0 && cross.reads_out)
    show_read_out(ui, spec.read(cross.at), {plot.from.x, top + sizes.row * static_cast<float>(cross.at + 1)});
  column.skip(kAbove + height + kBelow);
}

}  // namespace creditcast::web
