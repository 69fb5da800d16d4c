#pragma once
/// What the page says, in the visitor's language. The English text is the key; public/text/ holds one file for each further
/// language.
#include <initializer_list>
#include <string>
#include <string_view>

#include "creditcast/result.hpp"

namespace creditcast::web {

/// Takes lines "English\ttranslation"; an empty text brings English back. What tr() gave before is then gone.
void set_words(std::string_view lines);

/// The text in the visitor's language; English where there is no translation. `english` must outlive the answer.
std::string_view tr(std::string_view english);

/// The same with places: "{0} of {1}" takes the parts in the order that the language wants them. A part is taken as it stands.
std::string tr(std::string_view english, std::initializer_list<std::string_view> parts);

/// What the core says, in the visitor's language.
std::string said(const Words& words);

/// What is wrong; with what is allowed instead.
std::string what_is_wrong(const Error& error);
std::string said(const Error& error);

/// Marks words that stand in a table and reach tr() from there, so that the check of the translations finds them.
constexpr std::string_view word(std::string_view english) { return english; }

}  // namespace creditcast::web
