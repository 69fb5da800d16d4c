#include "parser_words.hpp"

#include <algorithm>
#include <string>

namespace creditcast::json {
namespace {

constexpr const char* kTokens[] = {
    word("true literal"),
    word("false literal"),
    word("null literal"),
    word("string literal"),
    word("number literal"),
    word("end of input"),
    word("'[', '{', or a literal"),
    word("'+', '-', or digit after exponent"),
    word("digit after '-'"),
    word("digit after '.'"),
    word("digit after exponent sign"),
};

constexpr const char* kMessages[] = {
    word("invalid literal"),
    word("invalid number"),
    word("invalid string: '\\u' must be followed by 4 hex digits"),
    word("invalid string: forbidden character after backslash"),
    word("invalid string: ill-formed UTF-8 byte"),
    word("invalid string: missing closing quote"),
    word("invalid string: surrogate U+D800..U+DBFF must be followed by U+DC00..U+DFFF"),
    word("invalid string: surrogate U+DC00..U+DFFF must follow U+D800..U+DBFF"),
};

/// The one of a table that says this; null: none does.
template <std::size_t N>
const char* known(const char* const (&table)[N], std::string_view text) {
  const auto found = std::find(std::begin(table), std::end(table), text);
  return found == std::end(table) ? nullptr : *found;
}

/// Takes what a text begins with; false where it begins otherwise.
bool take(std::string_view& text, std::string_view start) {
  if (!text.starts_with(start)) return false;
  text.remove_prefix(start.size());
  return true;
}

}  // namespace

Words token_words(std::string_view token) {
  if (const char* words = known(kTokens, token); words != nullptr) return words;
  return std::string(token);  // a sign in quotes
}

Words parser_words(std::string_view message) {
  if (const char* words = known(kMessages, message); words != nullptr) return words;
  std::string_view rest = message;
  if (take(rest, "unexpected ")) return {"unexpected {0}", {token_words(rest)}};
  constexpr std::string_view kEscape = " must be escaped to ";
  if (const bool control = take(rest, "invalid string: control character "); control)
    if (const auto at = rest.find(kEscape); at != std::string_view::npos)
      return {"invalid string: control character {0} must be escaped to {1}",
              {std::string(rest.substr(0, at)), std::string(rest.substr(at + kEscape.size()))}};
  return std::string(message);
}

}  // namespace creditcast::json
