#pragma once
/// What nlohmann's parser says, as Words.
#include <string_view>

#include "creditcast/words.hpp"

namespace creditcast::json {

/// "unexpected string literal", "invalid string: missing closing quote", ...; what is not known is said as it stands.
Words parser_words(std::string_view message);
/// What it expected instead: "string literal", "'}'", ...
Words token_words(std::string_view token);

}  // namespace creditcast::json
