#include "calendar_words.hpp"

#include <array>

#include "creditcast/time.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

/// Abstract months have 30 days.
constexpr int kMonth = 30;

}  // namespace

std::string_view weekday_name(int weekday) {
  constexpr std::array<std::string_view, 7> kNames{word("Mon"), word("Tue"), word("Wed"), word("Thu"),
                                                   word("Fri"), word("Sat"), word("Sun")};
  return tr(kNames[static_cast<std::size_t>(weekday)]);
}

std::string months_words(const NumberStyle& style, int months) {
  return months == 1 ? std::string(tr("1 month")) : tr("{0} months", {number(style, whole(months), 0)});
}

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
