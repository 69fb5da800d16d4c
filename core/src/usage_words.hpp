#pragma once
/// How exported tables write things.
#include <optional>
#include <string>
#include <string_view>

#include "creditcast/time.hpp"
#include "creditcast/units.hpp"

namespace creditcast {

/// ASCII letters in lower case and digits, all else as single spaces; digits and letters apart: "Nano-Banana2 (4K)" is "nano
/// banana 2 4 k".
std::string plain_words(std::string_view text);
/// Are the words of `part` in `whole`, side by side and whole? Both as plain_words gives them.
bool has_words(std::string_view whole, std::string_view part);

/// Year first, day first or month first (where both are possible), months as numbers or English or German names, a time of day
/// behind it, or seconds or milliseconds since 1970. Years 2000 to 2099.
std::optional<Day> day_of(std::string_view cell, bool month_first);
/// For a date like 3/14/2026: which of its first two numbers cannot be a month. 0: it does not say; 1 or 2.
int which_is_no_month(std::string_view cell);

/// A number with its sign, groups, and a unit behind it or before it; digits past the sixth decimal are left out.
std::optional<Amount> number_of(std::string_view cell, bool decimal_comma);
/// What the cell says of the decimal sign: ',' or '.', or 0 where it does not say.
char decimal_sign(std::string_view cell);

}  // namespace creditcast
