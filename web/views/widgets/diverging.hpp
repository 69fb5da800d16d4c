#pragma once
/// Bars that go to both sides of a common value, one row for each cause of it: hollow where the cause is
/// less, filled where it is more.
#include "axis.hpp"
#include "crosshair.hpp"

namespace creditcast::web {

struct DivergingRow {
  std::string name, note;  ///< the note stands quiet below the name
  struct End {
    double value = 0;
    std::string words;  ///< at the bar's end
  } low, high;
};
struct DivergingSpec {
  const char* id = "";
  std::string_view axis;
  std::span<const DivergingRow> rows;
  double middle = 0;
  std::string middle_words;
  bool low_shown = true, high_shown = true;
  Written write = short_number;
  std::function<ReadOut(int)> read = {};
};
void diverging_chart(Ui& ui, Column& column, const DivergingSpec& spec);

}  // namespace creditcast::web
