#pragma once
/// What the keyboard is on, told in words for those who do not see the ring around it; and how Tab goes through the canvas.
#include "draw.hpp"

namespace creditcast::web {

/// Before the parts of a frame: forgets what had the focus, and enters where the last frame's Tab led.
void begin_focus(Ui& ui);
/// After all windows: from the last control of the bar Tab leads to the page's first; from the page's last one out of the
/// canvas, which UiMemory::tab_left then says. Backwards likewise.
void end_focus(Ui& ui);
/// Tab was pressed: the next frame goes on to the next control; to the first (backwards: the last) one where none has been
/// used yet, or where this very press has led into the canvas.
void press_tab(UiMemory& memory, bool backwards, bool enters = false);

/// The ring around what has the focus, which the mouse hides.
void show_ring(bool shown);

/// Says more of the item that was just submitted than the words drawn on it: call after its focus_ring().
void tell_focus(const Ui& ui, std::string_view role, std::string_view label, std::string_view value = {});
void tell_range(const Ui& ui, double now, double low, double high);

/// Keeps what the keyboard has come to clear of the current window's edges, from `top` to `bottom`.
void keep_focus_in_sight(const Ui& ui, float top, float bottom);
/// Scrolls the current window by Page Up, Page Down, Home and End, where the control with the focus takes none of them.
void scroll_by_keys(float page);

}  // namespace creditcast::web
