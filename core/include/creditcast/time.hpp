#pragma once
/// Civil time without a clock. Instants are seconds since 1970-01-01T00:00:00Z; days are civil dates; periods are half-open.
#include <cstdint>
#include <string>
#include <string_view>

#include "creditcast/result.hpp"

namespace creditcast {

using Instant = std::int64_t;  ///< seconds since 1970-01-01T00:00:00Z
using Day = std::int32_t;      ///< civil days since 1970-01-01

inline constexpr Instant kForever = INT64_MAX;  ///< an expiry that never comes
inline constexpr Instant kLongAgo = INT64_MIN;  ///< before any instant
inline constexpr std::int64_t kSecondsPerDay = 86'400;

struct Date {
  int year = 1970;
  int month = 1;  ///< 1..12
  int day = 1;    ///< 1..31
};

Day to_day(Date date);
Date to_date(Day day);
int days_in_month(int year, int month);
/// 0 Monday .. 6 Sunday.
int weekday(Day day);

/// The date `months` after `anchor`: the same day of the month, or the last day of a shorter month. Counting from the
/// anchor each time, the 31st returns to the 31st.
Day add_months(Day anchor, int months);

/// A length of time as ISO 8601 writes it ("P1M", "P7D", "PT6H", "P1Y2M3DT4H"). Months count civil months from the anchor;
/// the rest is seconds, added after the months.
struct Duration {
  std::int32_t months = 0;
  std::int64_t seconds = 0;
};
Result<Duration> parse_duration(std::string_view text);
std::string to_string(Duration duration);
/// anchor + n x duration (n may be negative): months first, counted from the anchor, then seconds. Past the year 9999 it is
/// kForever, before the year 0 kLongAgo.
Instant add(Instant anchor, Duration duration, std::int64_t n);

/// "2026-12-01". Years 1900..2999. Error: bad_date.
Result<Day> parse_date(std::string_view text);
std::string date_text(Day day);
/// "2026-12-01T00:00:00Z", "...+02:00", with or without seconds; a fraction of a second only if it is zero.
/// Error: bad_date.
Result<Instant> parse_instant(std::string_view text);
std::string instant_text(Instant instant);  ///< always in UTC with a Z
/// "+01:00", "-05:30", "Z" to seconds east of UTC.
Result<std::int32_t> parse_zone_offset(std::string_view text);

}  // namespace creditcast
