#pragma once
/// The text field that ImGui has open, as the host needs it to lay its own over it.
#include <string>

#include "imgui.h"
#include "ui.hpp"

namespace creditcast::web {

/// The line of host.hpp's show_typing(); empty: no text field is open.
std::string open_text_field(const UiMemory& memory);
/// Puts a text in place of what stands in the open field, as if it had been typed.
void type_instead(const std::string& text);
/// Is there input that ImGui has not taken in yet, or a click that is about to open a field?
bool input_waits();

}  // namespace creditcast::web
