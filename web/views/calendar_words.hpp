#pragma once
/// Days as people call them: by date on a calendar, else by their month and their place in it.
#include <optional>
#include <string>
#include <string_view>

#include "format.hpp"

namespace creditcast::web {

/// "Mon"; 0 is Monday.
std::string_view weekday_name(int weekday);
/// "1 month", "12 months".
std::string months_words(const NumberStyle& style, int months);
/// "12 Mar 2027", or "month 11, day 19".
std::string day_name(std::optional<Day> start, int day);
/// The same where the sentence goes on, or where there is little room: "12 Mar", "day 19 of month 11".
std::string day_brief(std::optional<Day> start, int day);

}  // namespace creditcast::web
