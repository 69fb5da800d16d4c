#pragma once
/// Text from files on its way to a terminal: nothing in it may move the cursor, change colours or turn the line around.
#include <cstddef>
#include <string>
#include <string_view>

namespace creditcast::native {

/// The text with every control character (C0, DEL, C1), line and paragraph separator and direction mark written as \x1b or
/// \u202e, and every byte that is no UTF-8 as \xff. Line ends and tabs are escaped too.
std::string printable(std::string_view text);

/// Code points of a printable text.
std::size_t width(std::string_view text);

/// At most `most` (>= 4) code points; what is longer ends in "...".
std::string clipped(std::string_view text, std::size_t most);

}  // namespace creditcast::native
