#pragma once
/// Fields: a label with its value, and what changes it: a slider, a panel to type in, a list, a switch. Each tells its help on
/// hover, and shows what check() finds wrong at its place in the scenario.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "creditcast/time.hpp"
#include "creditcast/units.hpp"
#include "draw.hpp"

namespace creditcast::web {

struct NumberSpec {
  std::string_view id;
  std::string_view label;
  std::string value_text;  ///< the value with its unit
  double value = 0, low = 0, high = 1, step = 1;
  double typed_high = 0;       ///< what may be typed beyond the slider's end; 0: nothing
  bool compact = false;        ///< for narrow cards
  std::string_view help = {};  ///< one sentence, on hover of the label
  std::string pointer = {};    ///< its place in the scenario, whose errors are shown below it; empty: none
  std::string_view said = {};  ///< the label where none is drawn
  bool may_be_none = false;    ///< the panel offers "none", which is given as not a number
};

/// Height of one slider row.
float slider_height(const Ui& ui, bool compact);
/// The new value while it changes, by mouse, finger, arrow keys or typed. A compact one made for fingers is a number row.
std::optional<double> slider(Ui& ui, Column& column, const NumberSpec& spec);
/// The same without a track: the arrow keys and the panel that opens from it set the value.
std::optional<double> number_row(Ui& ui, Column& column, const NumberSpec& spec);

struct ChoiceItem {
  std::string_view label;
  std::string note;      ///< quiet, at the right
  bool heading = false;  ///< cannot be chosen
  bool off = false;      ///< cannot be chosen now
};
struct ChoiceSpec {
  std::string_view id;
  std::string_view label;  ///< before the value: quiet in a box, at the left of a row
  std::string_view value;
  const std::vector<ChoiceItem>& items;
  std::size_t chosen = 0;
  std::string_view help = {};  ///< of a row: one sentence, on hover
};
/// A box of the given width (0: as wide as its text, at most `most`). Returns the newly chosen index.
std::optional<std::size_t> choice_box(Ui& ui, ImVec2 at, float width, float most, const ChoiceSpec& spec);
/// The list below what opened it (ImGui::OpenPopup(kChoiceList) in the same ID scope), its right edge at `at` where
/// `align_right`.
inline constexpr const char* kChoiceList = "list";
std::optional<std::size_t> choice_list(Ui& ui, ImVec2 at, float least, bool align_right, const ChoiceSpec& spec);
float choice_box_width(const Ui& ui, const ChoiceSpec& spec);
/// A row: the label at the left, the value at the right.
std::optional<std::size_t> choice_row(Ui& ui, Column& column, const ChoiceSpec& spec);
/// A row that only tells.
void fact_row(const Ui& ui, Column& column, std::string_view label, std::string_view value, bool compact = false);

float row_height(const Ui& ui);
/// The new state when it is switched.
std::optional<bool> switch_row(Ui& ui, Column& column, std::string_view id, std::string_view label, bool on,
                               std::string_view help = {});
/// A few choices side by side, or a choice row where they do not fit.
std::optional<std::size_t> segments(Ui& ui, Column& column, std::string_view id, std::string_view label,
                                    const std::vector<std::string_view>& names, std::size_t chosen, std::string_view help = {});
/// A line of text to type in.
std::optional<std::string> text_row(Ui& ui, Column& column, std::string_view id, std::string_view label, std::string_view value,
                                    std::string_view help = {});

/// Three dots whose list of commands opens below; the one taken. `at` is their upper right corner.
std::optional<std::size_t> menu(Ui& ui, const char* id, ImVec2 at, std::string_view label,
                                const std::vector<ChoiceItem>& items);

/// A cross that takes away what stands at its left; `at` is its upper right corner.
bool remove_button(Ui& ui, ImVec2 at, std::string_view label);

/// How many of a list are shown: `few`, until the link below them has been pressed. Both go by `id` in the ID scope.
std::size_t shown_of(const Ui& ui, const char* id, std::size_t count, std::size_t few);
void unfold_link(Ui& ui, Column& column, const char* id, std::size_t count, std::size_t few);

/// A date to type in; while what is typed is none, it says what one looks like.
std::optional<Day> date_row(Ui& ui, Column& column, std::string_view id, std::string_view label, Day day,
                            std::string_view help = {});

/// A title that unfolds what belongs to it; closed, it says so in words. Whether it is open is remembered by `key`.
bool disclosure(Ui& ui, Column& column, const std::string& key, std::string_view title, std::string_view summary,
                std::string_view place = {});

/// What check() finds wrong at a place of the scenario, in the warning colour; nothing where all is well.
void fault(const Ui& ui, Column& column, std::string_view pointer);
/// Something is wrong at the place or within it.
bool faulty(const Ui& ui, std::string_view pointer);

/// Twelve bars around 1, set by dragging, or with the arrow keys: which month and how high. Changes `factors`.
bool season_bars(Ui& ui, Column& column, std::string_view id, std::vector<Amount>& factors, bool from_january);

}  // namespace creditcast::web
