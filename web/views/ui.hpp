#pragma once
/// What every view needs to draw: the theme, the visitor's way of writing numbers, and where edits go.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "actions.hpp"
#include "creditcast/result.hpp"
#include "format.hpp"
#include "theme.hpp"

namespace creditcast::web {

/// What the charts share: where the crosshair stands, and what is switched off in their legends.
struct ChartMemory {
  std::string title;  ///< of the chart that is being drawn
  std::string axis;   ///< charts of one axis show the crosshair at the same position
  int at = 0;
  unsigned owner = 0;                      ///< the chart that is pointed at
  bool claimed = false, shown = false;     ///< asked for in this frame; in the last one
  bool pointing = false, pointed = false;  ///< likewise, by mouse or finger rather than by keys
  bool pinned = false;                     ///< a finger has left it there
  std::vector<std::string> hidden;         ///< "chart/entry"
};

/// What of the closer looks is in sight or asked for: they are computed then.
struct CloserMemory {
  bool sees_inputs = false, sees_habits = false, sees_path = false, sees_platforms = false;  ///< in this frame
  bool by_money = false, all_inputs = false;
  bool naive = false;  ///< a habit is made up to compare with
  /// What is asked for, in sight or not.
  struct Asked {
    bool platforms = false, inputs = false, habits = false, path = false;
  } asked;
  unsigned path = 0;       ///< which future is walked
  double time = 0;         ///< where its handle stands, days
  bool time_held = false;  ///< by mouse or finger
};

/// The control that the keyboard is on. It is gathered anew in each frame.
struct Focus {
  unsigned id = 0, window = 0;  ///< ImGui's; 0: none
  ImVec2 from, to;
  std::string role = "button";        ///< as ARIA names it: "button", "slider", "checkbox"
  std::string label, value;           ///< in words
  double now = 0, low = 0, high = 0;  ///< a range where high > low
};

/// How the plan table is sorted.
struct PlanSort {
  enum class By : std::uint8_t { money, run_out, piece, blocked, lost };
  By by = By::money;
  bool down = false;  ///< the largest first
};

/// The panel of figures that is open, see figure_panel.hpp.
struct FigurePanel {
  std::string title;
  std::vector<std::string> pointers;
  ImVec2 at{};
  float height = 0;  ///< when it was last drawn
  bool opening = false;
  std::string typing;  ///< the pointer of the figure whose field is open
};

/// What the page remembers about itself between frames: nothing that changes a result.
struct UiMemory {
  bool all_plans = false;  ///< the plan table is unfolded
  PlanSort plan_sort;
  std::string plan_open;     ///< the row whose details are unfolded, see plan_key(); empty: none
  bool all_models = false;   ///< its list of models is unfolded
  bool all_figures = false;  ///< the list of figures is
  FigurePanel panel;
  float scroll_speed = 0;  ///< pixels a frame, while a flick of the finger runs out
  bool touch_scrolling = false;
  bool slider_held = false;  ///< a finger holds a slider: the page stays
  char typed[32] = {};       ///< the number field that is open
  bool typed_fresh = false;
  std::string field_label;  ///< of the text field that was opened last
  float content_height = 0;
  float above_work = 0;      ///< on a narrow page the height of what stands before the work; 0: not known
  bool answer_gone = false;  ///< the headline is scrolled out of sight
  ChartMemory charts;
  CloserMemory closer;
  std::vector<std::string> open;  ///< disclosures
  std::string open_card;          ///< the card of work whose details are unfolded: its place in the scenario
  int season_month = 0;           ///< of the season's bars, which one the keys move
  std::string text;               ///< of the text row that is typed in
  unsigned text_field = 0;        ///< that row
  Focus focus, focus_before;      ///< of this frame and the last one
  std::string drawn;              ///< the words that stand where the last frame had the focus
  int tab_enter = 0;              ///< the next frame enters a window: 1 at its first control, -1 at its last
  int tab_window = 0;
  bool tab_used = false;  ///< a control has been used, from which Tab goes on
  bool tab_left = false;  ///< Tab went past the last control, or back past the first
};

/// Where something was drawn, for tests of the layout.
struct Box {
  ImVec2 from, to;
  bool card = false;
  std::string words;
};

/// A card with a chart, for those who want it as a picture.
struct Picture {
  std::string title;
  ImVec2 from, to;
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
  const Errors* errors = nullptr;            ///< what is wrong with the scenario, see fault()
  bool wants_frame = false;                  ///< something moves: draw again
  std::vector<Box>* boxes = nullptr;         ///< null but in tests
  std::vector<Picture>* pictures = nullptr;  ///< null but while pictures are taken
  bool embedded = false;                     ///< within another page: the answer, the plans and the work alone

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
