#pragma once
/// Buttons with words or with a drawn sign.
#include <string_view>

#include "draw.hpp"

namespace creditcast::web {

enum class Sign { none, undo, redo, more };

struct ButtonSpec {
  std::string_view id;
  std::string_view label = {};  ///< with a sign: what it says on hover
  Sign sign = Sign::none;
  bool accent = false;  ///< what the page is there for
  bool off = false;     ///< cannot be pressed now
};

float button_width(const Ui& ui, const ButtonSpec& spec);
bool button(const Ui& ui, ImVec2 at, const ButtonSpec& spec);

}  // namespace creditcast::web
