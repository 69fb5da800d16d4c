#pragma once
/// The page's cards as pictures, drawn for this and never shown: at a width of their own, however far down the page they stand.
#include <functional>
#include <string>

#include "canvas.hpp"
#include "views.hpp"

namespace creditcast::web {

struct PictureLook {
  float width = 1440;
  bool dark = false, touch = false;
  float ratio = 2;  ///< pixels; `fonts` are made for it
  const Fonts& fonts;
  const NumberStyle& numbers;
};
/// Calls `taken` for each titled card while the canvas holds its picture, width x height in CSS pixels. Afterwards the canvas
/// is to be measured and drawn anew.
void take_pictures(Canvas& canvas, const AppState& state, const PictureLook& look, UiMemory memory,
                   const std::function<void(const Picture&)>& taken);

}  // namespace creditcast::web
