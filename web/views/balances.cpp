#include "balances.hpp"

#include <algorithm>

#include "creditcast/sort.hpp"

namespace creditcast::web {
namespace {

constexpr std::int32_t kDays = 90;

std::vector<BalanceAt> first_days(const Forecast& forecast, const std::string& pool) {
  std::vector<BalanceAt> days;
  for (const BalanceAt& at : forecast.balance)
    if (at.pool == pool && at.day < kDays) days.push_back(at);
  return days;
}

/// Of the main unit, the pool that pays most; of what is left, the first.
std::string paying_pool(const Forecast& forecast, const Catalog& catalog) {
  std::string found;
  Amount most;
  for (const Part& part : forecast.by_pool) {
    const Pool* pool = find_pool(catalog, part.id);
    if (pool == nullptr || pool->unit != catalog.main_unit) continue;
    if (found.empty() || most < part.credits) {
      found = part.id;
      most = part.credits;
    }
  }
  return found;
}

/// The first live pool of another unit that ever holds anything.
std::string energy_pool(const Forecast& forecast, const Catalog& catalog) {
  for (const Pool& pool : catalog.pools) {
    if (!pool.live || pool.unit == catalog.main_unit) continue;
    for (const BalanceAt& at : forecast.balance)
      if (at.pool == pool.id && !at.p90.zero()) return pool.id;
  }
  return "";
}

bool is_refreshed(const GrantRule& rule, const Resolved& resolved, std::int32_t day) {
  const DayInfo& info = resolved.days[static_cast<std::size_t>(day)];
  switch (rule.every) {
    case Cadence::once:
    case Cadence::day: return false;  // every day: no line would tell anything
    case Cadence::week: return day % 7 == 0;
    case Cadence::days: return rule.days > 1 && day % rule.days == 0;
    case Cadence::month: return resolved.first_day ? to_date(*resolved.first_day + day).day == 1 : info.day_of_month == 0;
    case Cadence::cycle: return info.day_of_month == 0;
    case Cadence::year: return info.day_of_month == 0 && info.month % 12 == 0;
  }
  return false;
}

/// The day on which what was granted on `day` goes; -1: not by a duration or a date of its own.
std::int32_t gone_on(const Expiry& expiry, const Resolved& resolved, std::int32_t day) {
  if (expiry.kind == ExpiryKind::at && resolved.first_day) return expiry.at - *resolved.first_day;
  if (expiry.kind != ExpiryKind::after) return -1;
  const std::int32_t months = expiry.after.months;
  const std::int32_t later =
      resolved.first_day ? add_months(*resolved.first_day + day, months) - *resolved.first_day : day + 30 * months;
  return later + static_cast<std::int32_t>(expiry.after.seconds / kSecondsPerDay);
}

std::vector<BalanceMark> marks_of(const Forecast& forecast, const Resolved& resolved, const Pool& pool) {
  std::vector<BalanceMark> marks;
  const auto days = std::min(kDays, static_cast<std::int32_t>(resolved.days.size()));
  const auto add = [&](std::int32_t day, BalanceMark::Kind kind) {
    const BalanceMark mark{day, kind};
    if (day > 0 && day < days && std::find(marks.begin(), marks.end(), mark) == marks.end()) marks.push_back(mark);
  };
  if (pool.grant) {
    for (std::int32_t day = 0; day < days; ++day) {
      const bool granted = day == 0 || is_refreshed(*pool.grant, resolved, day);
      if (!granted) continue;
      add(day, BalanceMark::Kind::refresh);
      if (pool.grant->every != Cadence::day) add(gone_on(pool.expires, resolved, day), BalanceMark::Kind::expiry);
    }
  }
  if (forecast.run_out.day) {
    const bool buys = std::any_of(resolved.at_zero.begin(), resolved.at_zero.end(), [](const AtZeroChoice& step) {
      return step.kind == AtZeroKind::buy_pack || step.kind == AtZeroKind::auto_recharge;
    });
    add(static_cast<std::int32_t>(forecast.run_out.day->p50.micros / kMicros),
        buys ? BalanceMark::Kind::purchase : BalanceMark::Kind::run_out);
  }
  sort_stably(marks, [](const BalanceMark& a, const BalanceMark& b) { return a.day < b.day; });
  return marks;
}

}  // namespace

void choose_balances(Derived& derived, const Resolved& resolved) {
  const Forecast& forecast = *derived.forecast;
  const Catalog& catalog = *resolved.catalog;
  derived.days = static_cast<int>(resolved.days.size());
  derived.shown_pool = paying_pool(forecast, catalog);
  derived.balance = first_days(forecast, derived.shown_pool);
  const Pool* pool = find_pool(catalog, derived.shown_pool);
  derived.marks = pool != nullptr ? marks_of(forecast, resolved, *pool) : std::vector<BalanceMark>{};
  derived.energy_pool = energy_pool(forecast, catalog);
  derived.energy = first_days(forecast, derived.energy_pool);
}

}  // namespace creditcast::web
