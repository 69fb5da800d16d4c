#include "creditcast/resolve.hpp"

#include "calendar.hpp"
#include "resolving.hpp"

namespace creditcast {
namespace {

void resolve_days(Resolved& out) {
  CalendarDays calendar = calendar_days(out.scenario->calendar, out.months);
  out.days = std::move(calendar.days);
  out.working_days_in_month = std::move(calendar.working_days_in_month);
  out.working_days_in_week = std::move(calendar.working_days_in_week);
  out.working_days_per_week = calendar.working_days_per_week;
}

}  // namespace

Result<Resolved> resolve(const Catalog& catalog, const Scenario& scenario, const Choice& choice) {
  Resolving in(catalog, scenario, choice);
  resolve_plans(in);
  if (!in.report.empty()) return in.report.take();
  resolve_purchases(in);
  resolve_days(in.out);
  resolve_work(in);
  if (!in.report.empty()) return in.report.take();
  in.out.rests_on = in.figures.listed();
  return std::move(in.out);
}

double periods_in_month(const Resolved& resolved, RatePer per, std::int32_t month) {
  const std::int32_t working = resolved.working_days_in_month[static_cast<std::size_t>(month)];
  if (per == RatePer::working_day) return working;
  if (per == RatePer::month) return working > 0 ? 1 : 0;
  double weeks = 0;
  for (const DayInfo& day : resolved.days)
    if (day.month == month && day.working) weeks += 1.0 / resolved.working_days_in_week[static_cast<std::size_t>(day.week)];
  return weeks;
}

}  // namespace creditcast
