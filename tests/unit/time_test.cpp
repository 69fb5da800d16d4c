// Civil time without a clock: dates against known days, months counted from their anchor, ISO 8601 in and out.
#include "creditcast/time.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace creditcast;

namespace {

Day day(const char* text) { return *parse_date(text); }
Instant at(const char* text) { return *parse_instant(text); }
Duration length(const char* text) { return *parse_duration(text); }

}  // namespace

TEST_CASE("known days") {
  struct Row {
    const char* date;
    Day day;
    int weekday;
  };
  for (const Row& row : std::vector<Row>{{"1970-01-01", 0, 3},
                                         {"1969-12-31", -1, 2},
                                         {"2000-02-29", 11'016, 1},
                                         {"2000-03-01", 11'017, 2},
                                         {"1900-01-01", -25'567, 0},
                                         {"2026-11-21", 20'778, 5},
                                         {"2999-12-31", 376'199, 1}}) {
    CAPTURE(row.date);
    CHECK(day(row.date) == row.day);
    CHECK(date_text(row.day) == row.date);
    CHECK(weekday(row.day) == row.weekday);
  }
}

TEST_CASE("every day of the calendar follows the one before") {
  Date date{1900, 1, 1};
  for (Day d = day("1900-01-01"); d <= day("2999-12-31"); ++d) {
    const Date found = to_date(d);
    REQUIRE(found.year == date.year);
    REQUIRE(found.month == date.month);
    REQUIRE(found.day == date.day);
    REQUIRE(to_day(date) == d);
    if (++date.day > days_in_month(date.year, date.month)) {
      date.day = 1;
      if (++date.month > 12) {
        date.month = 1;
        ++date.year;
      }
    }
  }
}

TEST_CASE("months count from the anchor: the 31st returns to the 31st") {
  struct Row {
    const char* anchor;
    int months;
    const char* expected;
  };
  for (const Row& row : std::vector<Row>{{"2026-01-31", 1, "2026-02-28"},
                                         {"2026-01-31", 2, "2026-03-31"},
                                         {"2026-01-31", 3, "2026-04-30"},
                                         {"2028-01-31", 1, "2028-02-29"},
                                         {"2024-02-29", 12, "2025-02-28"},
                                         {"2024-02-29", 48, "2028-02-29"},
                                         {"2026-01-15", 0, "2026-01-15"},
                                         {"2026-11-30", 3, "2027-02-28"},
                                         {"2026-03-31", -1, "2026-02-28"},
                                         {"2026-01-31", -2, "2025-11-30"},
                                         {"2026-01-01", -1, "2025-12-01"},
                                         {"1900-02-28", 1200, "2000-02-28"}}) {
    CAPTURE(row.anchor);
    CAPTURE(row.months);
    CHECK(date_text(add_months(day(row.anchor), row.months)) == row.expected);
  }
}

TEST_CASE("durations step from an anchor, months before seconds") {
  struct Row {
    const char* anchor;
    const char* every;
    int n;
    const char* expected;
  };
  for (const Row& row : std::vector<Row>{{"2026-01-31T10:00:00Z", "P1M", 1, "2026-02-28T10:00:00Z"},
                                         {"2026-01-31T10:00:00Z", "P1M", 2, "2026-03-31T10:00:00Z"},
                                         {"2026-01-31T10:00:00Z", "P1M1D", 1, "2026-03-01T10:00:00Z"},
                                         {"2026-01-31T10:00:00Z", "P1M1D", 2, "2026-04-02T10:00:00Z"},
                                         {"2024-01-04T00:00:00Z", "P7D", -1, "2023-12-28T00:00:00Z"},
                                         {"2024-01-04T00:00:00Z", "P1W", 1, "2024-01-11T00:00:00Z"},
                                         {"1969-12-31T23:00:00Z", "PT2H", 1, "1970-01-01T01:00:00Z"},
                                         {"1969-12-31T23:00:00Z", "P1M", -1, "1969-11-30T23:00:00Z"},
                                         {"2026-01-01T00:00:00Z", "P1Y", 3, "2029-01-01T00:00:00Z"}}) {
    CAPTURE(row.anchor);
    CAPTURE(row.every);
    CHECK(instant_text(add(at(row.anchor), length(row.every), row.n)) == row.expected);
  }
  CHECK(add(kForever, length("PT1S"), 1) == kForever);
  CHECK(add(kForever, length("P1M"), 1) == kForever);
  CHECK(add(0, length("P1000Y"), 1'000'000'000'000) == kForever);
  CHECK(add(0, length("P1M"), -1'000'000) == kLongAgo);
  CHECK(add(0, length("PT1S"), INT64_MIN) == kLongAgo);
}

TEST_CASE("durations as ISO 8601 writes them") {
  struct Row {
    const char* text;
    int months;
    std::int64_t seconds;
    const char* shortest;
  };
  for (const Row& row : std::vector<Row>{{"P1M", 1, 0, "P1M"},
                                         {"P7D", 0, 604'800, "P7D"},
                                         {"P1W", 0, 604'800, "P7D"},
                                         {"PT6H", 0, 21'600, "PT6H"},
                                         {"PT24H", 0, 86'400, "P1D"},
                                         {"P1Y2M3DT4H", 14, 273'600, "P1Y2M3DT4H"},
                                         {"P12M", 12, 0, "P1Y"},
                                         {"PT90S", 0, 90, "PT1M30S"},
                                         {"PT0S", 0, 0, "PT0S"},
                                         {"P0D", 0, 0, "PT0S"},
                                         {"P1000Y", 12'000, 0, "P1000Y"}}) {
    CAPTURE(row.text);
    const auto duration = parse_duration(row.text);
    REQUIRE(duration.ok());
    CHECK(duration->months == row.months);
    CHECK(duration->seconds == row.seconds);
    CHECK(to_string(*duration) == row.shortest);
  }
  for (const char* bad : {"",     "P",     "PT",    "1D",    "P1",   "P1H", "PT1D",    "P1DT",   "P-1D",
                          "-P1D", "P1.5D", "P1D1M", "P1M1M", "P1D ", "p1d", "P12001M", "P1001Y", "P99999999999999999999D",
                          "P1YT", "PT1H1H"}) {
    CAPTURE(bad);
    const auto duration = parse_duration(bad);
    REQUIRE_FALSE(duration.ok());
    CHECK(duration.errors().front().code == Code::bad_duration);
  }
}

TEST_CASE("instants as ISO 8601 writes them") {
  struct Row {
    const char* text;
    const char* utc;
  };
  for (const Row& row : std::vector<Row>{{"1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"},
                                         {"2026-12-01T00:00Z", "2026-12-01T00:00:00Z"},
                                         {"2026-12-01T00:00:00.000Z", "2026-12-01T00:00:00Z"},
                                         {"2026-12-01T00:00:00+02:00", "2026-11-30T22:00:00Z"},
                                         {"2026-12-01T00:00:00-05:30", "2026-12-01T05:30:00Z"},
                                         {"1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"}}) {
    CAPTURE(row.text);
    CHECK(instant_text(at(row.text)) == row.utc);
  }
  CHECK(at("1970-01-01T00:00:00Z") == 0);
  CHECK(at("2024-01-04T00:00:00Z") == 1'704'326'400);
  for (const char* bad :
       {"", "2026-12-01", "2026-12-01T24:00:00Z", "2026-12-01T00:60:00Z", "2026-12-01T00:00:60Z", "2026-12-01T00:00:00",
        "2026-12-01 00:00:00Z", "2026-12-01T00:00:00.5Z", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z", "1899-12-31T00:00:00Z", "3000-01-01T00:00:00Z", "2026-12-01T00:00:00+14:01",
        "2026-12-01T00:00:00Zx", "2026-12-1T00:00:00Z", "2026-12-01T00:00:00.Z"}) {
    CAPTURE(bad);
    const auto instant = parse_instant(bad);
    REQUIRE_FALSE(instant.ok());
    CHECK(instant.errors().front().code == Code::bad_date);
  }
}

TEST_CASE("dates and zone offsets that do not exist are refused") {
  for (const char* bad : {"", "2026-02-29", "2026-04-31", "2100-02-29", "2026-1-1", "2026-01-01T", "26-01-01", "2026/01/01"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_date(bad).ok());
  }
  CHECK(*parse_zone_offset("Z") == 0);
  CHECK(*parse_zone_offset("+01:00") == 3'600);
  CHECK(*parse_zone_offset("-05:30") == -19'800);
  CHECK(*parse_zone_offset("+14:00") == 50'400);
  for (const char* bad : {"", "1", "+1:00", "+0100", "+15:00", "+01:60", "z", "+01:00 "}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_zone_offset(bad).ok());
  }
}
