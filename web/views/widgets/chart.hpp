#pragma once
/// Charts, drawn with the draw list alone.
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

struct LegendItem {
  std::string_view label;
  ImU32 colour = 0;
};
/// In one line at the right of the title where there is room, below it otherwise. Draws the title too.
void title_with_legend(const Ui& ui, Column& column, std::string_view title, std::span<const LegendItem> items);

struct Bar {
  std::string brief, name;
  std::vector<double> parts;       ///< from the bottom up, parallel to the series
  double low = 0, high = 0;        ///< of the whole; drawn as a whisker where high > low
  std::vector<std::string> notes;  ///< further lines of the read-out
};
struct BarsSpec {
  std::span<const LegendItem> series;
  std::span<const Bar> bars;
  std::string unit;
  float height = 200;
};
void bars_chart(Ui& ui, Column& column, const BarsSpec& spec);

struct FanDay {
  double low = 0, middle = 0, high = 0;
};
struct FanSpec {
  std::span<const FanDay> days;  ///< consecutive from day 0
  std::string unit;
  int days_a_month = 30;
  float height = 160;
};
/// The p10-p90 band and the median, day by day.
void fan_chart(Ui& ui, Column& column, const FanSpec& spec);

/// A line from 0 to the range's surroundings with the range as a band and the mean as a mark.
void range_line(const Ui& ui, Column& column, double low, double mean, double high);

}  // namespace creditcast::web
