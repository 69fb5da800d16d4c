#pragma once
/// Dear ImGui as the page ships it: what it never does there is left out. Natively, where tests draw the page, its own checks
/// stay.

#define IM_ASSERT(expression) ((void)0)
// The browser has no files: the font comes as bytes.
#define IMGUI_DISABLE_FILE_FUNCTIONS
