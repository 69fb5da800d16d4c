#pragma once
/// Axes: round ticks, grid lines with their numbers, labels that never touch.
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "draw.hpp"

namespace creditcast::web {

/// Round values from 0 to at least `top`, about `wanted` steps.
struct Ticks {
  double step = 1;
  int count = 1;  ///< steps; the axis ends at step x count
  [[nodiscard]] double end() const { return step * count; }
};
Ticks nice_ticks(double top, int wanted);

/// Round values around a range that need not begin at 0.
struct RangeTicks {
  double from = 0, step = 1;
  int count = 1;
  [[nodiscard]] double at(int i) const { return from + step * i; }
  [[nodiscard]] double end() const { return at(count); }
};
RangeTicks nice_range(double low, double high, int wanted);

/// Writes a value of an axis that ends at `top`.
using Written = std::function<std::string(const NumberStyle&, double value, double top)>;

/// The area where values are drawn, and where a value stands in it.
struct Plot {
  ImVec2 from, to;
  double top = 1;
  [[nodiscard]] float width() const { return to.x - from.x; }
  [[nodiscard]] float y(double value) const;
  /// Where a position stands when `last` lies at the right edge.
  [[nodiscard]] float x(double at, double last) const;
};
/// Grid lines with their numbers at the left, whose width decides where the plot begins; room for labels is kept below, at
/// the left of which the caption says what they count.
struct GridSpec {
  float height = 168;
  double top = 1;
  int wanted = 3;
  Written write = short_number;
  std::string_view caption = {};
};
Plot draw_grid(const Ui& ui, const Column& column, const GridSpec& spec);

struct AxisLabel {
  float x = 0;  ///< its middle
  std::string words;
};
/// Under the plot: every label, or every second, third, ... one, so that they keep apart.
void draw_labels(const Ui& ui, const Plot& plot, std::span<const AxisLabel> labels);

/// A position that has a label.
struct Tick {
  int at = 0;
  std::string words;
};
/// The days on which a month begins, by its name or, in abstract months, its number; of a month alone every fifth day.
std::vector<Tick> day_ticks(std::optional<Day> start, int days);
/// What those labels count: nothing where months have names.
std::string_view day_caption(std::optional<Day> start, int days);

inline double as_double(Amount amount) { return static_cast<double>(amount.micros) / 1e6; }
Amount as_amount(double value);

}  // namespace creditcast::web
