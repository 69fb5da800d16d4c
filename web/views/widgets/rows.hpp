#pragma once
/// Bars one under the other, each with its name, its value and a whisker; a press chooses one.
#include "axis.hpp"
#include "crosshair.hpp"

namespace creditcast::web {

struct BarRow {
  std::string name, note;  ///< the note stands quiet behind the name
  std::string value_text;
  double value = 0, low = 0, high = 0;  ///< a whisker where high > low
  bool known = true;                    ///< false: no bar, the text alone
  bool best = false, chosen = false;
};
struct RowsSpec {
  const char* id;
  std::string_view axis;
  std::span<const BarRow> rows;
  Written write = short_number;
  std::function<ReadOut(int)> read;
};
/// The row that was pressed, or -1.
int rows_chart(Ui& ui, Column& column, const RowsSpec& spec);

}  // namespace creditcast::web
