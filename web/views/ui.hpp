#pragma once
/// What every view needs to draw: the theme, the visitor's way of writing numbers, and where edits go.
#include <string>
#include <utility>
#include <vector>

#include "actions.hpp"
#include "format.hpp"
#include "theme.hpp"

namespace creditcast::web {

/// What the charts share: where the crosshair stands, and what is switched off in their legends.
struct ChartMemory {
  std::string axis;  ///< charts of one axis show the crosshair at the same position
  int at = 0;
  unsigned owner = 0;                      ///< the chart that is pointed at
  bool claimed = false, shown = false;     ///< asked for in this frame; in the last one
  bool pointing = false, pointed = false;  ///< likewise, by mouse or finger rather than by keys
  bool pinned = false;                     ///< a finger has left it there
  std::vector<std::string> hidden;         ///< "chart/entry"
};

/// What of the closer looks is in sight or asked for: they are computed then.
struct CloserMemory {
  bool sees_inputs = false, sees_habits = false, sees_path = false;  ///< in this frame
  bool by_money = false, all_inputs = false;
  bool naive = false;      ///< a habit is made up to compare with
  unsigned path = 0;       ///< which future is walked
  double time = 0;         ///< where its handle stands, days
  bool time_held = false;  ///< by mouse or finger
};

/// What the page remembers about itself between frames: nothing that changes a result.
struct UiMemory {
  bool all_plans = false;  ///< the plan table is unfolded
  float scroll_speed = 0;  ///< pixels a frame, while a flick of the finger runs out
  bool touch_scrolling = false;
  bool slider_held = false;  ///< a finger holds a slider: the page stays
  char typed[32] = {};       ///< the number field that is open
  bool typed_fresh = false;
  float content_height = 0;
  bool answer_gone = false;  ///< the headline is scrolled out of sight
  ChartMemory charts;
  CloserMemory closer;
};

/// Where something was drawn, for tests of the layout.
struct Box {
  ImVec2 from, to;
  bool card = false;
  std::string words;
};

struct Ui {
  const Palette& colours;
  const Fonts& fonts;
  const NumberStyle& numbers;
  UiMemory& memory;
  bool touch = false;  ///< made for fingers: larger controls
  float width = 0, height = 0;
  bool calm = false;    ///< nothing is to move by itself
  bool finger = false;  ///< the last input was a finger: dragging scrolls, nothing hovers
  std::vector<Action> actions{};
  bool wants_frame = false;           ///< something moves: draw again
  std::vector<Box>* boxes = nullptr;  ///< null but in tests

  [[nodiscard]] float control() const { return touch ? measure::kTouchControl : measure::kControl; }
  void act(Action action) { actions.push_back(std::move(action)); }
};

/// A column being filled from top to bottom.
struct Column {
  float x = 0, y = 0, width = 0;
  void skip(float height) { y += height; }
  [[nodiscard]] float right() const { return x + width; }
};

}  // namespace creditcast::web
