#include "calendar.hpp"

#include <algorithm>

namespace creditcast {
namespace {

constexpr std::int32_t kAbstractMonth = 30;
constexpr std::int32_t kAbstractWeek = 5;

CalendarDays abstract_days(const Calendar& calendar, std::int32_t months) {
  CalendarDays all;
  all.working_days_per_week = kAbstractWeek;
  std::int32_t worked = 0;
  for (std::int32_t month = 0; month < months; ++month) {
    all.working_days_in_month.push_back(calendar.working_days_per_month);
    for (std::int32_t day = 0; day < kAbstractMonth; ++day) {
      DayInfo info;
      info.month = month;
      info.day_of_month = day;
      info.calendar_month = month % 12;
      info.start = static_cast<Instant>(all.days.size()) * kSecondsPerDay;
      info.week = worked / kAbstractWeek;
      info.working = day < calendar.working_days_per_month;
      if (info.working) {
        info.working_index_in_month = day;
        info.working_index_in_week = worked % kAbstractWeek;
        ++worked;
      }
      all.days.push_back(info);
    }
  }
  // A day after the last working one may lie in a week that has not begun.
  all.working_days_in_week.assign(static_cast<std::size_t>(worked / kAbstractWeek) + 1, kAbstractWeek);
  return all;
}

/// Real dates from a start.
class Dates {
 public:
  Dates(const Calendar& calendar, std::int32_t months) : calendar_(calendar), months_(months), holidays_(calendar.holidays) {
    std::sort(holidays_.begin(), holidays_.end());
    for (const int day : calendar.weekdays)
      if (day >= 0 && day < 7) works_[day] = true;
  }

  CalendarDays all() {
    const Day start = *calendar_.start;
    all_.working_days_per_week = static_cast<std::int32_t>(std::count(works_, works_ + 7, true));
    for (std::int32_t month = 0; month < months_; ++month)
      add_month(month, add_months(start, month), add_months(start, month + 1));
    const Day end = add_months(start, months_);
    for (Day monday = monday_of(start); monday < end; monday += 7)
      all_.working_days_in_week.push_back(working_between(monday, monday + 7));
    return std::move(all_);
  }

 private:
  void add_month(std::int32_t month, Day from, Day to) {
    std::int32_t worked = 0;
    for (Day day = from; day < to; ++day) {
      DayInfo info;
      info.month = month;
      info.day_of_month = day - from;
      info.calendar_month = to_date(day).month - 1;
      info.start = static_cast<Instant>(day) * kSecondsPerDay - calendar_.zone_offset_seconds;
      info.week = (monday_of(day) - monday_of(*calendar_.start)) / 7;
      info.working = working(day);
      if (info.working) {
        info.working_index_in_month = worked++;
        info.working_index_in_week = working_between(monday_of(day), day);
      }
      all_.days.push_back(info);
    }
    all_.working_days_in_month.push_back(worked);
  }

  static Day monday_of(Day day) { return day - weekday(day); }
  [[nodiscard]] bool working(Day day) const {
    return works_[weekday(day)] && !std::binary_search(holidays_.begin(), holidays_.end(), day);
  }
  [[nodiscard]] std::int32_t working_between(Day from, Day to) const {
    std::int32_t count = 0;
    for (Day day = from; day < to; ++day) count += working(day) ? 1 : 0;
    return count;
  }

  const Calendar& calendar_;
  std::int32_t months_;
  std::vector<Day> holidays_;
  bool works_[7] = {};
  CalendarDays all_;
};

}  // namespace

CalendarDays calendar_days(const Calendar& calendar, std::int32_t months) {
  return calendar.start ? Dates(calendar, months).all() : abstract_days(calendar, months);
}

std::vector<std::int32_t> calendar_months(const Calendar& calendar, std::int32_t months) {
  std::vector<std::int32_t> all;
  for (std::int32_t month = 0; month < months; ++month)
    all.push_back(calendar.start ? to_date(add_months(*calendar.start, month)).month - 1 : month % 12);
  return all;
}

}  // namespace creditcast
