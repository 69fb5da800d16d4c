#include "columns.hpp"

#include <algorithm>
#include <cmath>

#include "../words.hpp"

namespace creditcast::web {
namespace {

/// Which series are shown; the whisker is of the whole and goes with the first one that is not.
struct Shown {
  std::vector<bool> series;
  bool all = true;
};
Shown shown_of(const Ui& ui, const ColumnsSpec& spec) {
  Shown shown;
  for (const LegendItem& item : spec.series) {
    const bool on = !switched_off(ui, spec.id, item.label);
    shown.series.push_back(on);
    shown.all = shown.all && on;
  }
  return shown;
}

bool is_drawn(const StackedColumn& bar, const Shown& shown, std::size_t k) {
  return k < shown.series.size() && shown.series[k] && bar.parts[k] > 0;
}

double height_of(const StackedColumn& bar, const Shown& shown) {
  double sum = 0;
  for (std::size_t k = 0; k < bar.parts.size(); ++k)
    if (is_drawn(bar, shown, k)) sum += bar.parts[k];
  return sum;
}

void draw_parts(const StackedColumn& bar, const Shown& shown, const ColumnsSpec& spec, const Plot& plot, float left,
                float width) {
  std::size_t last = 0;
  for (std::size_t k = 0; k < bar.parts.size(); ++k)
    if (is_drawn(bar, shown, k)) last = k;
  double below = 0;
  for (std::size_t k = 0; k < bar.parts.size(); ++k) {
    if (!is_drawn(bar, shown, k)) continue;
    const float lower = std::round(plot.y(below));
    below += bar.parts[k];
    float upper = std::round(plot.y(below));
    if (lower - upper < 1) continue;
    if (k != last && lower - upper > 2) upper += 1;  // a thin line of ground parts what is stacked
    filled({left, upper}, {left + width, lower}, spec.series[k].colour, k == last ? 3.0f : 0.0f, ImDrawFlags_RoundCornersTop);
  }
}

void draw_whisker(const Ui& ui, const StackedColumn& bar, const Plot& plot, float middle) {
  const float x = std::round(middle);
  const float high = std::round(plot.y(bar.high)), low = std::round(plot.y(bar.low));
  filled({x, high}, {x + 1, low}, ui.colours.strong);
  filled({x - 2, high}, {x + 3, high + 1}, ui.colours.strong);
  filled({x - 2, low}, {x + 3, low + 1}, ui.colours.strong);
}

ReadOut words_of(const Ui& ui, const ColumnsSpec& spec, const StackedColumn& bar, const Shown& shown) {
  const auto written = [&ui](double value) { return credits(ui.numbers, as_amount(value)); };
  ReadOut words{bar.name, written(height_of(bar, shown)) + " " + spec.unit, {}, bar.notes};
  for (std::size_t k = bar.parts.size(); k-- > 0;)
    if (is_drawn(bar, shown, k)) words.rows.push_back({spec.series[k].colour, spec.series[k].label, written(bar.parts[k])});
  if (shown.all && bar.high > bar.low)
    words.rows.push_back({0, std::string(tr("8 of 10 months")), tr("{0} to {1}", {written(bar.low), written(bar.high)})});
  return words;
}

}  // namespace

void columns_chart(Ui& ui, Column& column, const ColumnsSpec& spec) {
  const Shown shown = shown_of(ui, spec);
  double top = 0;
  for (const StackedColumn& bar : spec.columns) top = std::max({top, height_of(bar, shown), shown.all ? bar.high : 0.0});
  const Plot plot = draw_grid(ui, column, {spec.height, top, spec.height < 160 ? 3 : 4, short_number, spec.caption});
  const auto count = static_cast<int>(spec.columns.size());
  const float slot = plot.width() / static_cast<float>(std::max(count, 1));
  const float width = std::floor(std::clamp(slot * 0.62f, 2.0f, 48.0f));
  const Crosshair cross =
      crosshair(ui, {spec.id, spec.axis, {plot.from.x, column.y}, {plot.to.x, column.y + spec.height}, count},
                [&](ImVec2 mouse) { return static_cast<int>(std::floor((mouse.x - plot.from.x) / slot)); });
  std::vector<AxisLabel> labels;
  for (int i = 0; i < count; ++i) {
    const StackedColumn& bar = spec.columns[static_cast<std::size_t>(i)];
    const float middle = plot.from.x + slot * (static_cast<float>(i) + 0.5f);
    if (i == cross.at) filled({middle - slot / 2, plot.from.y}, {middle + slot / 2, plot.to.y}, ui.colours.track, 4);
    draw_parts(bar, shown, spec, plot, std::round(middle - width / 2), width);
    if (shown.all && bar.high > bar.low) draw_whisker(ui, bar, plot, middle);
    labels.push_back({middle, bar.brief});
  }
  draw_labels(ui, plot, labels);
  if (cross.reads_out && cross.at >= 0)
    show_read_out(ui, words_of(ui, spec, spec.columns[static_cast<std::size_t>(cross.at)], shown),
                  {labels[static_cast<std::size_t>(cross.at)].x, plot.to.y + 28});
  column.skip(spec.height);
}

}  // namespace creditcast::web
