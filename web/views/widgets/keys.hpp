#pragma once
/// The keyboard on the item that was just submitted.

namespace creditcast::web {

inline constexpr int kAllTheWay = 1'000'000;

/// Is the keyboard on it, and visibly so?
bool keyboard_here();
/// Was the keyboard used later than the mouse moved? What lies under a resting mouse is then not meant.
bool keyboard_leads();
/// Steps asked for by the arrow keys (left and right, or up and down where `upright`), ten by Page Up and Page Down, kAllTheWay
/// by Home and End. The keys then no longer lead to another item; across a page one goes by Tab.
int steps_by_keys(bool upright = false);

}  // namespace creditcast::web
