#pragma once
/// The only place where the program touches files.
#include <cstddef>
#include <string>
#include <string_view>

#include "creditcast/json/load.hpp"
#include "creditcast/result.hpp"

namespace creditcast::native {

/// The whole file, "-" for standard input, but never more than `most` bytes. Errors: unreadable, too_large, with the file's
/// name.
Result<json::NamedText> read_file(const std::string& path, std::size_t most);

enum class Written : unsigned char {
  all,
  no_reader,  ///< whoever read it has gone, as `head` does; nothing to complain about
  failed,     ///< a full disk, say
};
Written write_out(std::string_view text);  ///< to standard output
bool out_is_terminal();
void write_error(std::string_view text);  ///< to standard error; nobody can be told if that fails

/// Replaces the file. Error: unreadable, with the file's name.
Errors write_file(const std::string& path, std::string_view text);

}  // namespace creditcast::native
