#pragma once
/// Scrolling by finger, and a thin bar that tells where one is.
#include "draw.hpp"

namespace creditcast::web {

/// Moves the current window with a finger that drags up or down, and lets a flick run out.
void scroll_by_touch(Ui& ui);
/// May the item that is pressed be dragged sideways? A finger that moves down the page means to scroll; only a sideways one
/// takes hold.
bool takes_hold(Ui& ui);
/// A bar over the window's right edge; can be dragged.
void scroll_bar(Ui& ui, ImVec2 from, ImVec2 to);

}  // namespace creditcast::web
