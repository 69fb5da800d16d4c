#include "usage_words.hpp"

#include <array>
#include <vector>

namespace creditcast {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
/// Letters of other scripts count as letters.
bool letter(char c) { return (lower(c) >= 'a' && lower(c) <= 'z') || (static_cast<unsigned char>(c) & 0x80) != 0; }

/// Runs of digits and of letters.
std::vector<std::string> runs(std::string_view text) {
  std::vector<std::string> all;
  char kind = ' ';
  for (const char c : text) {
    const char now = digit(c) ? '0' : letter(c) ? 'a' : ' ';
    if (now != ' ' && now != kind) all.emplace_back();
    if (now != ' ') all.back() += lower(c);
    kind = now;
  }
  return all;
}

int month_named(std::string_view word) {
  constexpr std::array<std::string_view, 17> kNames{"jan", "feb", "mar", "apr", "may", "jun", "jul",       "aug", "sep",
                                                    "oct", "nov", "dec", "mai", "okt", "dez", "m\xC3\xA4", "mrz"};
  constexpr std::array<int, 17> kMonths{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 5, 10, 12, 3, 3};
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (word.substr(0, kNames[i].size()) == kNames[i]) return kMonths[i];
  return 0;
}

std::int64_t value_of(std::string_view digits) {
  std::int64_t value = 0;
  for (const char c : digits.substr(0, 15)) value = value * 10 + (c - '0');
  return value;
}

std::optional<Day> civil(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (year < 100) year += 2000;
  if (year < 2000 || year > 2099 || month < 1 || month > 12 || day < 1) return std::nullopt;
  const Date date{static_cast<int>(year), static_cast<int>(month), static_cast<int>(day)};
  if (day > days_in_month(date.year, date.month)) return std::nullopt;
  return to_day(date);
}

std::optional<Day> since_1970(std::string_view digits) {
  const std::int64_t seconds = digits.size() == 13 ? value_of(digits) / 1'000 : value_of(digits);
  const auto day = static_cast<Day>(seconds / kSecondsPerDay);
  return day >= to_day({2000, 1, 1}) && day <= to_day({2099, 12, 31}) ? std::optional(day) : std::nullopt;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::string plain_words(std::string_view text) {
  std::string words;
  for (const std::string& run : runs(text)) words += (words.empty() ? "" : " ") + run;
  return words;
}

bool has_words(std::string_view whole, std::string_view part) {
  if (part.empty()) return false;
  for (std::size_t at = whole.find(part); at != std::string_view::npos; at = whole.find(part, at + 1)) {
    const std::size_t end = at + part.size();
    if ((at == 0 || whole[at - 1] == ' ') && (end == whole.size() || whole[end] == ' ')) return true;
  }
  return false;
}

std::optional<Day> day_of(std::string_view cell, bool month_first) {
  std::vector<std::string> parts = runs(trimmed(cell));
  if (parts.size() == 1 && digit(parts[0][0])) {
    const std::string& all = parts[0];
    if (all.size() == 10 || all.size() == 13) return since_1970(all);
    if (all.size() == 8) return civil(value_of(all.substr(0, 4)), value_of(all.substr(4, 2)), value_of(all.substr(6, 2)));
    return std::nullopt;
  }
  // The name of a weekday may stand before it.
  if (parts.size() > 3 && letter(parts[0][0]) && month_named(parts[0]) == 0) parts.erase(parts.begin());
  if (parts.size() < 3) return std::nullopt;
  const bool first_named = letter(parts[0][0]), second_named = letter(parts[1][0]);
  for (std::size_t i = 0; i < 3; ++i)
    if (digit(parts[i][0]) ? parts[i].size() > 4 : month_named(parts[i]) == 0) return std::nullopt;
  // "2nd": an ending behind the day is taken as a third part where a name follows; no export writes that.
  if (letter(parts[2][0]) || (first_named && second_named)) return std::nullopt;
  if (first_named) return civil(value_of(parts[2]), month_named(parts[0]), value_of(parts[1]));
  if (second_named) return civil(value_of(parts[2]), month_named(parts[1]), value_of(parts[0]));
  const std::int64_t a = value_of(parts[0]), b = value_of(parts[1]), c = value_of(parts[2]);
  if (parts[0].size() == 4) return civil(a, b, c);
  if (parts[2].size() != 4 && parts[2].size() != 2) return std::nullopt;
  return month_first ? civil(c, a, b) : civil(c, b, a);
}

int which_is_no_month(std::string_view cell) {
  const std::vector<std::string> parts = runs(trimmed(cell));
  if (parts.size() < 3 || parts[0].size() > 2 || parts[1].size() > 2 || !digit(parts[0][0]) || !digit(parts[1][0])) return 0;
  return value_of(parts[0]) > 12 ? 1 : value_of(parts[1]) > 12 ? 2 : 0;
}

std::optional<Amount> number_of(std::string_view cell, bool decimal_comma) {
  const char decimal = decimal_comma ? ',' : '.', group = decimal_comma ? '.' : ',';
  cell = trimmed(cell);
  bool negative = false, after = false, done = false;
  if (cell.size() > 2 && cell.front() == '(' && cell.back() == ')') {  // as accountants write it
    negative = true;
    cell = cell.substr(1, cell.size() - 2);
  }
  std::string whole, decimals;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const char c = cell[i];
    if (digit(c)) {
      if (done) return std::nullopt;  // a second number
      (after ? decimals : whole) += c;
    } else if (c == decimal && !after && !done) {
      after = true;
    } else if (whole.empty() && !after) {
      if (c == '-' || cell.substr(i, 3) == "\xE2\x88\x92")
        negative = true;
      else if (c == ',' || c == '.')
        return std::nullopt;
    } else if ((c == group && !after) || c == '\'' || (c == ' ' && i + 1 < cell.size() && digit(cell[i + 1]) && !after)) {
      continue;
    } else if (cell.substr(i, 2) == "\xC2\xA0" && !after) {
      ++i;
    } else if (cell.substr(i, 3) == "\xE2\x80\xAF" && !after) {
      i += 2;
    } else if (c == '-' || c == ':' || c == '/' || c == decimal) {
      return std::nullopt;  // a date, a time, a version
    } else {
      done = true;
    }
  }
  if (whole.empty() && decimals.empty()) return std::nullopt;
  while (whole.size() > 1 && whole.front() == '0') whole.erase(0, 1);
  std::string text = whole.empty() ? "0" : whole;
  if (!decimals.empty()) text += "." + decimals.substr(0, 6);
  const auto amount = parse_amount(text);
  if (!amount) return std::nullopt;
  return negative ? Amount{-amount->micros} : *amount;
}

char decimal_sign(std::string_view cell) {
  std::size_t commas = 0, points = 0;
  for (const char c : cell) {
    commas += c == ',' ? 1 : 0;
    points += c == '.' ? 1 : 0;
  }
  if (commas > 0 && points > 0) return cell.rfind(',') > cell.rfind('.') ? ',' : '.';
  if (commas > 1) return '.';
  if (points > 1) return ',';
  if (commas + points == 0) return 0;
  const char sign = commas > 0 ? ',' : '.';
  std::size_t behind = 0;
  for (std::size_t i = cell.find(sign) + 1; i < cell.size() && digit(cell[i]); ++i) ++behind;
  return behind == 3 ? char{0} : sign;
}

}  // namespace creditcast
