#include "creditcast/time.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <span>

#include "creditcast/units.hpp"

namespace creditcast {
namespace {

constexpr std::int64_t kHour = 3'600;
constexpr std::int64_t kMinute = 60;

constexpr bool leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  const std::int64_t q = a / b;
  return a % b < 0 ? q - 1 : q;
}

/// Reads fixed-width and free-width digits off the front of a text.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool done() const { return rest_.empty(); }
  [[nodiscard]] char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  bool take(char c) {
    if (peek() != c || rest_.empty()) return false;
    rest_.remove_prefix(1);
    return true;
  }
  /// Exactly `width` digits; -1 where there are fewer.
  int fixed(std::size_t width) {
    if (rest_.size() < width) return -1;
    int value = 0;
    for (std::size_t i = 0; i < width; ++i) {
      if (rest_[i] < '0' || rest_[i] > '9') return -1;
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(width);
    return value;
  }
  /// One or more digits up to `most`; nullopt where there are none or the number is larger.
  std::optional<std::int64_t> number(std::int64_t most) {
    std::size_t used = 0;
    std::int64_t value = 0;
    for (; used < rest_.size() && rest_[used] >= '0' && rest_[used] <= '9'; ++used) {
      value = value * 10 + (rest_[used] - '0');
      if (value > most) return std::nullopt;
    }
    if (used == 0) return std::nullopt;
    rest_.remove_prefix(used);
    return value;
  }

 private:
  std::string_view rest_;
};

Error bad_date(std::string_view text, const char* allowed) {
  return Error{Code::bad_date,
               {},
               {"'{0}' is not a date or time of the calendar", {std::string(text.substr(0, 40))}},
               allowed,
               {},
               0,
               0};
}

std::optional<Day> read_date(Reader& reader) {
  const int year = reader.fixed(4);
  if (year < 1900 || year > 2999 || !reader.take('-')) return std::nullopt;
  const int month = reader.fixed(2);
  if (month < 1 || month > 12 || !reader.take('-')) return std::nullopt;
  const int day = reader.fixed(2);
  if (day < 1 || day > days_in_month(year, month)) return std::nullopt;
  return to_day({year, month, day});
}

std::optional<std::int32_t> read_offset(Reader& reader) {
  if (reader.take('Z')) return 0;
  const bool west = reader.peek() == '-';
  if (!reader.take('-') && !reader.take('+')) return std::nullopt;
  const int hours = reader.fixed(2);
  if (hours < 0 || !reader.take(':')) return std::nullopt;
  const int minutes = reader.fixed(2);
  if (minutes < 0 || minutes > 59) return std::nullopt;
  const int seconds = hours * static_cast<int>(kHour) + minutes * static_cast<int>(kMinute);
  if (seconds > 14 * kHour) return std::nullopt;  // no zone lies further from UTC
  return west ? -seconds : seconds;
}

std::string padded(std::int64_t value, std::size_t width) {
  std::string text = std::to_string(value);
  if (text.size() < width) text.insert(0, width - text.size(), '0');
  return text;
}

// Civil dates are told apart only within these years; a time beyond them is as good as never.
constexpr int kYearMax = 9999;
constexpr std::int64_t kMonthsMax = 12LL * kYearMax;
constexpr std::int64_t kDayMax = 2'932'896;  // 9999-12-31
constexpr std::int64_t kDayMin = -719'528;   // 0000-01-01

}  // namespace

// Days are counted from 1 March, so that the leap day ends a year and months follow one formula: 153 days in five months.
Day to_day(Date date) {
  CREDITCAST_CHECK(date.year >= 0 && date.year <= kYearMax && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
                   date.day <= days_in_month(date.year, date.month));
  const int year = date.month <= 2 ? date.year - 1 : date.year;
  const int era = (year >= 0 ? year : year - 399) / 400;
  const int year_of_era = year - era * 400;
  const int month_from_march = (date.month + 9) % 12;
  const int day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

Date to_date(Day day) {
  CREDITCAST_CHECK(day >= kDayMin && day <= kDayMax);
  const int shifted = day + 719'468;
  const int era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
  const int day_of_era = shifted - era * 146'097;
  const int year_of_era = (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int month_from_march = (5 * day_of_year + 2) / 153;
  const int month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  const int year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  return {year, month, day_of_year - (153 * month_from_march + 2) / 5 + 1};
}

int days_in_month(int year, int month) {
  constexpr std::array kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  CREDITCAST_CHECK(month >= 1 && month <= 12);
  return month == 2 && leap(year) ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

int weekday(Day day) {
  const int from_monday = (day % 7 + 3) % 7;  // 1970-01-01 was a Thursday
  return from_monday < 0 ? from_monday + 7 : from_monday;
}

Day add_months(Day anchor, int months) {
  const Date date = to_date(anchor);
  const std::int64_t count = static_cast<std::int64_t>(date.year) * 12 + date.month - 1 + months;
  const std::int64_t year = floor_div(count, 12);
  CREDITCAST_CHECK(year >= 0 && year <= kYearMax);
  const int month = static_cast<int>(count - year * 12) + 1;
  const int last = days_in_month(static_cast<int>(year), month);
  return to_day({static_cast<int>(year), month, date.day < last ? date.day : last});
}

Result<Duration> parse_duration(std::string_view text) {
  const Error bad{Code::bad_duration,
                  {},
                  {"'{0}' is not a duration", {std::string(text.substr(0, 40))}},
                  "ISO 8601 such as P1M, P7D or PT6H, up to 1000 years",
                  {},
                  0,
                  0};
  struct Part {
    char letter;
    std::int32_t months;
    std::int64_t seconds;
  };
  constexpr std::array<Part, 4> kDateParts{{{'Y', 12, 0}, {'M', 1, 0}, {'W', 0, 7 * kSecondsPerDay}, {'D', 0, kSecondsPerDay}}};
  constexpr std::array<Part, 3> kTimeParts{{{'H', 0, kHour}, {'M', 0, kMinute}, {'S', 0, 1}}};
  constexpr std::int64_t kDurationMonthsMax = 12'000;
  constexpr std::int64_t kSecondsMax = 365'250 * kSecondsPerDay;

  std::int64_t months = 0;
  std::int64_t seconds = 0;
  // Each part at most once, in the standard's order; false where a part does not fit.
  const auto read = [&](Reader& reader, std::span<const Part> parts) {
    std::size_t next = 0;
    bool any = false;
    while (!reader.done() && reader.peek() != 'T') {
      const auto count = reader.number(kSecondsMax);
      if (!count) return false;
      while (next < parts.size() && parts[next].letter != reader.peek()) ++next;
      if (next == parts.size()) return false;
      reader.take(parts[next].letter);
      const Int128 more_seconds = seconds + static_cast<Int128>(*count) * parts[next].seconds;
      months += *count * parts[next].months;
      if (more_seconds > kSecondsMax || months > kDurationMonthsMax) return false;
      seconds = static_cast<std::int64_t>(more_seconds);
      ++next;
      any = true;
    }
    return any;
  };
  Reader reader(text);
  if (!reader.take('P') || reader.done()) return bad;
  if (reader.peek() != 'T' && !read(reader, kDateParts)) return bad;
  if (reader.take('T') && !read(reader, kTimeParts)) return bad;
  if (!reader.done()) return bad;
  return Duration{static_cast<std::int32_t>(months), seconds};
}

std::string to_string(Duration duration) {
  std::string text = "P";
  const auto part = [&](std::int64_t count, char letter) {
    if (count != 0) text += std::to_string(count) + letter;
  };
  part(duration.months / 12, 'Y');
  part(duration.months % 12, 'M');
  part(duration.seconds / kSecondsPerDay, 'D');
  const std::int64_t rest = duration.seconds % kSecondsPerDay;
  if (rest != 0) {
    text += 'T';
    part(rest / kHour, 'H');
    part(rest % kHour / kMinute, 'M');
    part(rest % kMinute, 'S');
  }
  return text == "P" ? "PT0S" : text;
}

Instant add(Instant anchor, Duration duration, std::int64_t n) {
  Int128 instant = anchor;
  if (duration.months != 0) {
    const std::int64_t day = floor_div(anchor, kSecondsPerDay);
    if (day > kDayMax) return kForever;
    if (day < kDayMin) return kLongAgo;
    const Int128 months = static_cast<Int128>(duration.months) * n;
    if (months > kMonthsMax) return kForever;
    if (months < -kMonthsMax) return kLongAgo;
    const Date date = to_date(static_cast<Day>(day));
    const std::int64_t count = static_cast<std::int64_t>(date.year) * 12 + date.month - 1 + static_cast<std::int64_t>(months);
    if (count >= kMonthsMax + 12) return kForever;
    if (count < 0) return kLongAgo;
    const Day moved = add_months(static_cast<Day>(day), static_cast<int>(months));
    instant += static_cast<Int128>(moved - day) * kSecondsPerDay;
  }
  instant += static_cast<Int128>(duration.seconds) * n;
  if (instant >= (static_cast<Int128>(kDayMax) + 1) * kSecondsPerDay) return kForever;
  if (instant < static_cast<Int128>(kDayMin) * kSecondsPerDay) return kLongAgo;
  return static_cast<Instant>(instant);
}

Result<Day> parse_date(std::string_view text) {
  Reader reader(text);
  const auto day = read_date(reader);
  if (!day || !reader.done()) return bad_date(text, "YYYY-MM-DD, years 1900 to 2999");
  return *day;
}

std::string date_text(Day day) {
  const Date date = to_date(day);
  return padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2);
}

Result<Instant> parse_instant(std::string_view text) {
  const Error bad = bad_date(text, "YYYY-MM-DDThh:mm:ssZ or with an offset such as +02:00, whole seconds, years 1900 to 2999");
  Reader reader(text);
  const auto day = read_date(reader);
  if (!day || !reader.take('T')) return bad;
  const int hour = reader.fixed(2);
  if (hour < 0 || hour > 23 || !reader.take(':')) return bad;
  const int minute = reader.fixed(2);
  if (minute < 0 || minute > 59) return bad;
  int second = 0;
  if (reader.take(':')) {
    second = reader.fixed(2);
    if (second < 0 || second > 59) return bad;
    // JavaScript writes ".000"; a finer instant than a second is not kept, so it is refused.
    if (reader.take('.') && reader.number(0) != 0) return bad;
  }
  const auto offset = read_offset(reader);
  if (!offset || !reader.done()) return bad;
  return *day * kSecondsPerDay + hour * kHour + minute * kMinute + second - *offset;
}

std::string instant_text(Instant instant) {
  const std::int64_t day = floor_div(instant, kSecondsPerDay);
  CREDITCAST_CHECK(day >= kDayMin && day <= kDayMax);
  const std::int64_t second = instant - day * kSecondsPerDay;
  return date_text(static_cast<Day>(day)) + "T" + padded(second / kHour, 2) + ":" + padded(second % kHour / kMinute, 2) + ":" +
         padded(second % kMinute, 2) + "Z";
}

Result<std::int32_t> parse_zone_offset(std::string_view text) {
  Reader reader(text);
  const auto offset = read_offset(reader);
  if (!offset || !reader.done()) {
    return {
        Code::bad_date, {"'{0}' is not a zone offset", {std::string(text.substr(0, 40))}}, "Z, +01:00, up to 14:00 either way"};
  }
  return *offset;
}

}  // namespace creditcast
