#pragma once
/// Which days there are, which of them work, and how they fall into weeks and months.
#include <vector>

#include "creditcast/resolve.hpp"

namespace creditcast {

struct CalendarDays {
  std::vector<DayInfo> days;
  std::vector<std::int32_t> working_days_in_month;
  std::vector<std::int32_t> working_days_in_week;  ///< of the whole week, see Resolved
  std::int32_t working_days_per_week = 5;
};
CalendarDays calendar_days(const Calendar& calendar, std::int32_t months);

/// 0 January, of the first day of each month (abstract: month mod 12).
std::vector<std::int32_t> calendar_months(const Calendar& calendar, std::int32_t months);

}  // namespace creditcast
