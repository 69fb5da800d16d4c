#pragma once
/// Words in the accent colour that do something when pressed.
#include "draw.hpp"

namespace creditcast::web {

/// Takes a row of the column as high as a finger needs; the words stand in its middle.
bool link(Ui& ui, const char* id, Column& column, std::string_view words);

}  // namespace creditcast::web
