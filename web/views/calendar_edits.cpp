#include "calendar_edits.hpp"

#include <algorithm>

namespace creditcast::web {

void set_by_calendar(Calendar& calendar, bool dates) {
  calendar.start.reset();
  // The page's clock is not asked: a year that can be changed at once does as well.
  if (dates) return static_cast<void>(calendar.start = to_day({2027, 1, 1}));
  // Months without dates have neither holidays nor a place on the globe.
  calendar.holidays.clear();
  calendar.zone_offset_seconds = 0;
}

void set_weekday(Calendar& calendar, int weekday, bool works) {
  std::vector<int>& days = calendar.weekdays;
  const auto found = std::find(days.begin(), days.end(), weekday);
  if (works == (found != days.end())) return;
  if (works) days.insert(std::upper_bound(days.begin(), days.end(), weekday), weekday);
  if (!works && days.size() > 1) days.erase(found);
}

Day next_holiday(const Calendar& calendar) {
  Day next = calendar.holidays.empty() ? calendar.start.value_or(0) : calendar.holidays.back() + 1;
  while (std::find(calendar.holidays.begin(), calendar.holidays.end(), next) != calendar.holidays.end()) ++next;
  return next;
}

}  // namespace creditcast::web
