#pragma once
/// Fields: a slider with its label and value, the number field that opens from its value, and a choice from a list.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
};

/// Height of one slider row.
float slider_height(const Ui& ui, bool compact);
/// The new value while it changes, by mouse, finger, arrow keys or typed.
std::optional<double> slider(Ui& ui, Column& column, const NumberSpec& spec);

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

}  // namespace creditcast::web
