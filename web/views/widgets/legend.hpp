#pragma once
/// A chart's title with its legend; an entry that stands for something drawn switches it off and on.
#include <span>
#include <string>

#include "draw.hpp"

namespace creditcast::web {

struct LegendItem {
  std::string label;
  ImU32 colour = 0;
  bool toggles = true;
  bool round = false;   ///< a mark rather than an area
  bool hollow = false;  ///< drawn by its outline
};
/// In one line at the right of the title where there is room, below it otherwise. `chart` is what the entries are remembered
/// by.
void title_with_legend(Ui& ui, Column& column, std::string_view chart, std::string_view title,
                       std::span<const LegendItem> items);
bool switched_off(const Ui& ui, std::string_view chart, std::string_view label);

}  // namespace creditcast::web
