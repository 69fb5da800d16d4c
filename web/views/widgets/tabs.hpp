#pragma once
/// A few words side by side of which one holds.
#include <span>
#include <string_view>

#include "draw.hpp"

namespace creditcast::web {

float tabs_width(const Ui& ui, std::span<const std::string_view> words);
/// The one that holds afterwards.
int tabs(Ui& ui, const char* id, ImVec2 at, std::span<const std::string_view> words, int chosen);
/// A quiet button with a word; true when it is pressed.
bool word_button(Ui& ui, const char* id, ImVec2 at, std::string_view words, bool enabled = true);
float word_button_width(const Ui& ui, std::string_view words);

}  // namespace creditcast::web
