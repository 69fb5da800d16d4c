#pragma once
/// The crosshair: follows the mouse, stays where a finger left it, is moved by the arrow keys; charts on one axis share it.
#include <functional>
#include <string>
#include <vector>

#include "draw.hpp"

namespace creditcast::web {

struct Listener {
  const char* id;
  std::string_view axis;  ///< charts that name the same axis show the crosshair at the same position
  ImVec2 from, to;
  int count = 0;         ///< positions 0..count-1
  bool upright = false;  ///< positions lie one under the other
};
struct Crosshair {
  int at = -1;             ///< -1: there is none on this axis
  bool reads_out = false;  ///< this chart is the one pointed at
  bool pressed = false;
};
/// `nearest` gives the position at a point of the plot.
Crosshair crosshair(Ui& ui, const Listener& listener, const std::function<int(ImVec2)>& nearest);
/// After all charts of a frame: a crosshair that none of them asked for goes.
void end_crosshair(Ui& ui);

/// What is told about the position.
struct ReadOut {
  std::string title, value;
  struct Row {
    ImU32 mark = 0;  ///< 0: none
    std::string label, value;
  };
  std::vector<Row> rows;
  std::vector<std::string> notes;
};
/// Beside the mouse; where there is none, with its top at `at`, to the right or the left of it.
void show_read_out(Ui& ui, const ReadOut& words, ImVec2 at);

}  // namespace creditcast::web
