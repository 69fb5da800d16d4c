#include "lines.hpp"

#include <algorithm>
#include <cmath>

namespace creditcast::web {
namespace {

/// Lines are drawn in at most so many steps: a page has 65,536 vertices in all.
constexpr std::size_t kMostSteps = 800;
std::size_t stride_of(std::size_t count) { return (count + kMostSteps - 1) / kMostSteps; }

bool drawn(double value) { return std::isfinite(value); }

double top_of(const Ui& ui, const LinesSpec& spec) {
  double top = spec.most;
  for (const Line& line : spec.lines) {
    if (switched_off(ui, spec.id, line.label)) continue;
    for (const std::vector<double>* all : {&line.values, &line.high})
      for (const double value : *all)
        if (drawn(value)) top = std::max(top, value);
  }
  return top;
}

void draw_band(const Line& line, const Plot& plot, float last, bool below) {
  ImDrawList& list = canvas();
  // Slices of the band lie edge to edge; smoothing each would show the seams.
  const ImDrawListFlags flags = list.Flags;
  list.Flags &= ~ImDrawListFlags_AntiAliasedFill;
  const std::vector<double>& upper = below ? line.values : line.high;
  const std::size_t count = below ? upper.size() : std::min(upper.size(), line.low.size());
  const std::size_t stride = std::max<std::size_t>(stride_of(count), 1);
  for (std::size_t from = 0; from + 1 < count; from += stride) {
    const std::size_t to = std::min(from + stride, count - 1);
    if (!drawn(upper[from]) || !drawn(upper[to])) continue;
    const float left = plot.x(static_cast<double>(from), last), right = plot.x(static_cast<double>(to), last);
    list.AddQuadFilled({left, plot.y(upper[from])}, {right, plot.y(upper[to])}, {right, plot.y(below ? 0 : line.low[to])},
                       {left, plot.y(below ? 0 : line.low[from])}, line.band);
  }
  list.Flags = flags;
}

void draw_line(const Line& line, const Plot& plot, float last) {
  ImDrawList& list = canvas();
  std::size_t run = 0;
  const std::size_t stride = std::max<std::size_t>(stride_of(line.values.size()), 1);
  const auto end_run = [&](std::size_t at) {
    if (run == 1) list.AddCircleFilled({plot.x(static_cast<double>(at), last), plot.y(line.values[at])}, 3, line.colour);
    list.PathStroke(line.colour, 0, line.thick);
    run = 0;
  };
  for (std::size_t i = 0; i < line.values.size(); ++i) {
    if (!drawn(line.values[i])) {
      if (run > 0) end_run(i - 1);
      continue;
    }
    if (i % stride != 0 && i + 1 != line.values.size() && run > 0) continue;
    list.PathLineTo({plot.x(static_cast<double>(i), last), plot.y(line.values[i])});
    ++run;
  }
  if (run > 0) end_run(line.values.size() - 1);
}

void draw_marks(const Ui& ui, const LinesSpec& spec, const Plot& plot, float last) {
  float free = plot.from.x;
  for (const Mark& mark : spec.marks) {
    if (switched_off(ui, spec.id, mark.words)) continue;
    const float x = std::round(plot.x(mark.at, last));
    for (float y = plot.from.y; y < plot.to.y; y += 5) filled({x, y}, {x + 1, std::min(y + 3, plot.to.y)}, mark.colour);
    const float width = text_width(ui, Type::note, mark.words);
    // At the left of its line where there is no room at the right; left out where another one stands.
    const float from = x + 6 + width <= plot.to.x ? x + 6 : x - 6 - width;
    if (from < free) continue;
    text(ui, {from, plot.from.y}, Type::note, ui.colours.normal, mark.words);
    free = from + width + 8;
  }
}

void draw_cross(const Ui& ui, const LinesSpec& spec, const Plot& plot, float last, int at) {
  const float x = std::round(plot.x(at, last));
  filled({x, plot.from.y}, {x + 1, plot.to.y}, ui.colours.quiet);
  const auto i = static_cast<std::size_t>(at);
  for (const Line& line : spec.lines) {
    if (i >= line.values.size() || !drawn(line.values[i]) || switched_off(ui, spec.id, line.label)) continue;
    canvas().AddCircleFilled({x + 0.5f, plot.y(line.values[i])}, 5, ui.colours.card);
    canvas().AddCircleFilled({x + 0.5f, plot.y(line.values[i])}, 4, line.colour);
  }
}

}  // namespace

void lines_chart(Ui& ui, Column& column, const LinesSpec& spec) {
  const Plot plot = draw_grid(ui, column, {spec.height, top_of(ui, spec), 3, spec.write, spec.caption});
  const auto last = static_cast<float>(std::max(spec.count, 1) - 1);
  for (const Line& line : spec.lines) {
    const bool line_on = !switched_off(ui, spec.id, line.label);
    if (line.area && line_on) draw_band(line, plot, last, true);
    if (!line.high.empty() && !switched_off(ui, spec.id, line.band_label)) draw_band(line, plot, last, false);
  }
  for (const Line& line : spec.lines)
    if (!switched_off(ui, spec.id, line.label)) draw_line(line, plot, last);
  draw_marks(ui, spec, plot, last);
  for (const Point& point : spec.points) {
    const ImVec2 at{plot.x(point.at, last), plot.y(point.value)};
    canvas().AddCircleFilled(at, 5, ui.colours.card);
    canvas().AddCircle(at, 4.5f, ui.colours.strong, 0, 2);
  }
  std::vector<AxisLabel> labels;
  for (const Tick& tick : spec.ticks) {
    const float x = std::round(plot.x(tick.at, last));
    filled({x, plot.to.y + 1}, {x + 1, plot.to.y + 5}, ui.colours.line);
    labels.push_back({x, tick.words});
  }
  draw_labels(ui, plot, labels);
  const auto nearest = [&](ImVec2 mouse) {
    return static_cast<int>(std::lround((mouse.x - plot.from.x) / plot.width() * last));
  };
  const Crosshair cross =
      crosshair(ui, {spec.id, spec.axis, {plot.from.x, column.y}, {plot.to.x, column.y + spec.height}, spec.count}, nearest);
  if (cross.at >= 0) draw_cross(ui, spec, plot, last, cross.at);
  if (cross.at >= 0 && cross.reads_out) show_read_out(ui, spec.read(cross.at), {plot.x(cross.at, last), plot.to.y + 28});
  column.skip(spec.height);
}

}  // namespace creditcast::web
