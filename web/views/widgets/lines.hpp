#pragma once
/// Lines over evenly spaced positions, each with a band around it or an area below it where wanted; marks and points upon them.
#include "axis.hpp"
#include "crosshair.hpp"
#include "legend.hpp"

namespace creditcast::web {

struct Line {
  std::string label;  ///< as in the legend; switched off there it is not drawn
  ImU32 colour = 0;
  std::vector<double> values;     ///< by position; not a number: no line there
  std::vector<double> low, high;  ///< the band, parallel to the values; empty: none
  ImU32 band = 0;
  std::string band_label = {};
  bool area = false;  ///< filled down to 0 with the band's colour
  float thick = 2;
};
/// An upright dashed line with a word at its top.
struct Mark {
  int at = 0;
  std::string words;
  ImU32 colour = 0;
};
struct Point {
  double at = 0;
  double value = 0;
};
struct LinesSpec {
  const char* id;
  std::string_view axis;
  int count = 0;  ///< positions
  std::span<const Line> lines;
  std::span<const Mark> marks = {};
  std::span<const Point> points = {};
  double most = 0;  ///< where the value axis ends at least
  Written write = short_number;
  std::vector<Tick> ticks = {};
  std::string_view caption = {};  ///< what the ticks count
  std::function<ReadOut(int)> read = {};
  float height = 168;
};
void lines_chart(Ui& ui, Column& column, const LinesSpec& spec);

}  // namespace creditcast::web
