#include "exact_balances.hpp"

#include <algorithm>

namespace creditcast::exact {

namespace {

struct Lot {
  std::uint32_t balance = 0;
  std::int32_t from = 0, end = 0;  ///< days; the end of the horizon, or past it: never
  std::int64_t credits = 0;
  std::int32_t counts_in = 0;
};

/// What comes and goes: in the order in which it ends.
std::vector<Lot> lots_of(const Script& script) {
  const auto day_count = static_cast<std::int32_t>(script.days.size());
  std::vector<std::vector<Lot>> open(script.balances.size());
  std::vector<Lot> lots;
  const auto close = [&](const ScriptDay::End& end, std::int32_t day) {
    for (Lot& lot : open[end.balance]) {
      lot.end = day;
      lot.counts_in = end.month;
      lots.push_back(lot);
    }
    open[end.balance].clear();
  };
  for (std::int32_t day = 0; day < day_count; ++day) {
    const ScriptDay& of_day = script.days[static_cast<std::size_t>(day)];
    for (const ScriptDay::End& end : of_day.ends) close(end, day);
    for (const ScriptDay::Grant& grant : of_day.grants)
      open[grant.balance].push_back({grant.balance, day, 0, grant.credits, 0});
  }
  for (const ScriptDay::End& end : script.last) close(end, day_count);
  for (auto& left : open) {
    for (Lot& lot : left) {
      lot.end = day_count + 1;
      lots.push_back(lot);
    }
  }
  return lots;
}

enum class Tier : std::uint8_t { none, day, month, lasting };

/// Each day's balances must be drawn in the order in which they reset, and none may be missing. Empty: so it is.
WhyNot misplaced(const Resolved& resolved, const Script& script, const std::vector<Lot>& lots, const std::vector<Tier>& tier) {
  for (std::size_t day = 0; day < resolved.days.size(); ++day) {
    const auto& order = script.orders[script.days[day].order];
    if (!resolved.days[day].working) continue;
    Tier last = Tier::none;
    for (const std::uint32_t balance : order) {
      if (tier[balance] == Tier::none) continue;
      if (tier[balance] < last) return "a balance that lasts longer is drawn before one that resets";
      last = tier[balance];
    }
    for (const Lot& lot : lots) {
      if (tier[lot.balance] != Tier::none && lot.from <= static_cast<std::int32_t>(day) &&
          static_cast<std::int32_t>(day) < lot.end && std::find(order.begin(), order.end(), lot.balance) == order.end())
        return "a balance may pay on some days only";
    }
  }
  return {};
}

}  // namespace

std::variant<NestedBalances, WhyNot> nested_balances(const Resolved& resolved, const Script& script) {
  NestedBalances out;
  WhyNot why_not;
  const auto refuse = [&](const char* why) {
    if (why_not.empty()) why_not = why;
  };
  const auto day_count = static_cast<std::int32_t>(resolved.days.size());
  const auto months = static_cast<std::size_t>(resolved.months);
  const std::vector<Lot> lots = lots_of(script);
  std::vector<bool> pays(script.balances.size());
  for (const auto& order : script.orders) {
    for (const std::uint32_t balance : order) pays[balance] = true;
  }
  out.month_begin.assign(months + 1, day_count);
  for (std::int32_t day = day_count; day-- > 0;)
    out.month_begin[static_cast<std::size_t>(resolved.days[static_cast<std::size_t>(day)].month)] = day;
  const auto begins_month = [&](std::int32_t day) {
    return std::find(out.month_begin.begin(), out.month_begin.end(), day) != out.month_begin.end();
  };

  std::vector<Tier> tier(script.balances.size(), Tier::none);
  out.allowance.assign(resolved.days.size(), 0);
  out.allowances.assign(months, 0);
  out.monthly.assign(months, 0);
  out.lasting.assign(months, 0);
  out.idle_expired.assign(months, 0);
  out.idle.assign(resolved.days.size(), std::vector<std::int64_t>(resolved.pools.size()));
  std::optional<bool> ends;
  for (const Lot& lot : lots) {
    const PoolIndex pool = script.balances[lot.balance].pool;
    const auto month = static_cast<std::size_t>(resolved.days[static_cast<std::size_t>(lot.from)].month);
    if (!pays[lot.balance]) {
      for (std::int32_t day = lot.from; day < std::min(lot.end, day_count); ++day)
        out.idle[static_cast<std::size_t>(day)][pool] += lot.credits;
      if (lot.end <= day_count) out.idle_expired[static_cast<std::size_t>(lot.counts_in)] += lot.credits;
      continue;
    }
    Tier of = Tier::lasting;
    const bool starts = begins_month(lot.from);
    if (lot.end == lot.from + 1) {
      of = Tier::day;
    } else if (starts && lot.end == out.month_begin[month + 1]) {
      of = Tier::month;
    } else if (!starts || lot.end < day_count) {
      refuse("a balance begins or ends within a month, or lasts for a few of them");
      return why_not;
    }
    if (tier[lot.balance] != Tier::none && tier[lot.balance] != of) {
      refuse("one balance resets at different times");
      return why_not;
    }
    tier[lot.balance] = of;
    const auto of_tier = [&](std::optional<PoolIndex>& known) {
      if (known && *known != pool) refuse("two pools reset at the same time");
      known = pool;
    };
    if (of == Tier::day) {
      of_tier(out.day_pool);
      if (out.allowance[static_cast<std::size_t>(lot.from)] != 0) refuse("two pools reset at the same time");
      out.allowance[static_cast<std::size_t>(lot.from)] += lot.credits;
      out.allowances[month] += lot.credits;
    } else if (of == Tier::month) {
      of_tier(out.month_pool);
      if (out.monthly[month] != 0) refuse("two pools reset at the same time");
      out.monthly[month] += lot.credits;
    } else {
      of_tier(out.lasting_pool);
      const bool ends_now = lot.end == day_count;
      if (ends && *ends != ends_now) refuse("what lasts ends at different times");
      ends = ends_now;
      out.lasting[month] += lot.credits;
    }
  }
  out.wiped = ends.value_or(false);
  if (why_not.empty()) why_not = misplaced(resolved, script, lots, tier);
  if (!why_not.empty()) return why_not;
  return out;
}

}  // namespace creditcast::exact
