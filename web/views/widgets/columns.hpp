#pragma once
/// Stacked columns with whiskers.
#include "axis.hpp"
#include "crosshair.hpp"
#include "legend.hpp"

namespace creditcast::web {

struct StackedColumn {
  std::string brief, name;
  std::vector<double> parts;       ///< from the bottom up, parallel to the series
  double low = 0, high = 0;        ///< of the whole; drawn as a whisker where high > low
  std::vector<std::string> notes;  ///< further lines of the read-out
};
struct ColumnsSpec {
  const char* id;
  std::string_view axis;
  std::span<const LegendItem> series;  ///< those switched off are left out
  std::span<const StackedColumn> columns;
  std::string unit;
  float height = 200;
  std::string_view caption = {};  ///< what the columns' brief names count
};
void columns_chart(Ui& ui, Column& column, const ColumnsSpec& spec);

}  // namespace creditcast::web
