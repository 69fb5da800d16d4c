#include "calendar_words.hpp"

#include "creditcast/time.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

/// Abstract months have 30 days.
constexpr int kMonth = 30;

}  // namespace

std::string day_name(std::optional<Day> start, int day) {
  if (!start) return tr("Month {0}, day {1}", {std::to_string(day / kMonth + 1), std::to_string(day % kMonth + 1)});
  const Day on = *start + day;
  return tr("{0} {1}", {std::to_string(to_date(on).day), month_name(on, 0, false)});
}

std::string day_brief(std::optional<Day> start, int day) {
  if (!start) return tr("day {1} of month {0}", {std::to_string(day / kMonth + 1), std::to_string(day % kMonth + 1)});
  const Day on = *start + day;
  return tr("{0} {1}", {std::to_string(to_date(on).day), month_name(on, 0, true)});
}

}  // namespace creditcast::web
