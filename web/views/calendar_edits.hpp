#pragma once
/// What can be done to a calendar, so that it stays one.
#include "creditcast/scenario.hpp"

namespace creditcast::web {

/// Months get dates, or lose them, and with them what dates alone can have.
void set_by_calendar(Calendar& calendar, bool dates);
/// Works on that day of the week or not; the last day that works stays.
void set_weekday(Calendar& calendar, int weekday, bool works);
/// The next day to propose as a holiday: after the last one of the list, else the first day.
Day next_holiday(const Calendar& calendar);

}  // namespace creditcast::web
