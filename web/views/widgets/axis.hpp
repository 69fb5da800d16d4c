#pragma once
/// Axes: round ticks, grid lines with their numbers, labels that never touch.
#include <functional>
#include <span>
#include <string>

#include "draw.hpp"

namespace creditcast::web {

/// Round values from 0 to at least `top`, about `wanted` steps.
struct Ticks {
  double step = 1;
  int count = 1;  ///< steps; the axis ends at step x count
  [[nodiscard]] double end() const { return step * count; }
};
Ticks nice_ticks(double top, int wanted);

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
/// Grid lines with their numbers at the left, whose width decides where the plot begins; room for labels is kept below.
Plot draw_grid(const Ui& ui, const Column& column, float height, double top, int wanted, const Written& write = short_number);

struct AxisLabel {
  float x = 0;  ///< its middle
  std::string words;
};
/// Under the plot: every label, or every second, third, ... one, so that they keep apart.
void draw_labels(const Ui& ui, const Plot& plot, std::span<const AxisLabel> labels);

inline double as_double(Amount amount) { return static_cast<double>(amount.micros) / 1e6; }
Amount as_amount(double value);

}  // namespace creditcast::web
