#pragma once
/// Text and shapes. All text is drawn as it is: nothing in it is a format or a markup.
#include <string_view>

#include "../ui.hpp"

namespace creditcast::web {

ImDrawList& canvas();

float text_width(const Ui& ui, Type type, std::string_view text);
/// Draws one line; `at` is the top left of its line box. Returns its width.
float text(const Ui& ui, ImVec2 at, Type type, ImU32 colour, std::string_view line);
void text_right(const Ui& ui, float right, float y, Type type, ImU32 colour, std::string_view line);
/// One line cut with an ellipsis where it does not fit. Returns the width drawn.
float text_fit(const Ui& ui, ImVec2 at, float width, Type type, ImU32 colour, std::string_view line);
/// Wrapped at words. Returns the height; at most `lines` lines, the last one cut, where `lines` is above 0. Colour 0: draws
/// nothing.
float paragraph(const Ui& ui, ImVec2 at, float width, Type type, ImU32 colour, std::string_view words, int lines = 0);

void filled(ImVec2 from, ImVec2 to, ImU32 colour, float round = 0, ImDrawFlags corners = 0);
void outlined(ImVec2 from, ImVec2 to, ImU32 colour, float round = 0);
void rule(const Ui& ui, float x, float y, float width);
/// A small triangle that points down, centred.
void chevron(ImVec2 centre, ImU32 colour);
/// The ring around what the keyboard is on. Call after the item.
void focus_ring(const Ui& ui, ImVec2 from, ImVec2 to, float round);

ImU32 blend(ImU32 from, ImU32 to, float share);
ImU32 phase_ink(const Ui& ui, int colour);

/// A button without looks. Returns true when clicked; hover and focus are asked of ImGui afterwards.
bool hit(const char* id, ImVec2 from, ImVec2 to);
/// The same, but not for a finger that scrolls the page.
bool press(const Ui& ui, const char* id, ImVec2 from, ImVec2 to);
/// A quiet note beside the pointer while the last item is hovered.
void hover_note(const Ui& ui, std::string_view words);
bool begin_hover(const Ui& ui, float width);
void end_hover();

}  // namespace creditcast::web
