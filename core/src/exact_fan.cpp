#include "exact_fan.hpp"

#include <algorithm>
#include <optional>

#include "exact_quantiles.hpp"

namespace creditcast::exact {

void add_fan(const Resolved& resolved, const Script& script, const NestedBalances& balances, const Kinds& kinds,
             std::int64_t grain, std::size_t m, const MonthFigures& month, std::vector<BalanceAt>& out) {
  const MonthKind& kind = kinds.month(m);
  const Line& all = month.start;
  std::size_t done = 0;
  Fan monthly{kind.monthly, kind.monthly, kind.monthly}, lasting;
  const auto start_over = Tail(all);
  if (balances.lasting_pool) lasting = quantiles(all.end(), {}, [&](std::int64_t v) { return start_over(v); });
  const auto above_of = [](const std::vector<double>& weights, std::int64_t v) {
    double sum = 0;
    for (auto i = static_cast<std::size_t>(v + 1); i < weights.size(); ++i) sum += weights[i];
    return sum;
  };
  for (auto day = static_cast<std::size_t>(balances.month_begin[m]);
       day < static_cast<std::size_t>(balances.month_begin[m + 1]); ++day) {
    Fan daily{balances.allowance[day], balances.allowance[day], balances.allowance[day]};
    if (resolved.days[day].working) {
      const DayKind& of_day = kinds.days[kind.days[done]];
      const std::vector<double>& dry_day = month.day_dry[done];
      ++done;
      const Tail& tail = kind.tails[done];
      const double total = tail.above.front();
      if (balances.month_pool) {
        const auto& dry = month.monthly_dry[done - 1];
        monthly = quantiles(kind.monthly, monthly,
                            [&](std::int64_t v) { return (total - tail(kind.monthly - v - 1)) / total + above_of(dry, v); });
      }
      if (balances.lasting_pool) {
        const auto& dry = month.lasting_dry[done - 1];
        lasting = quantiles(all.end(), lasting, [&](std::int64_t v) {
          return above_of(dry, v) + total * start_over(v) - chance_over(all, v + 1, kind.monthly - v - 1, tail);
        });
      }
      if (balances.day_pool) {
        const double alive = start_over.above.front() - chance_over(all, all.first, kind.monthly, kind.tails[done - 1]);
        daily = quantiles(balances.allowance[day], daily, [&](std::int64_t v) {
          double over = above_of(dry_day, v);
          for (std::int64_t c = of_day.within.first; c < std::min(of_day.within.end(), of_day.allowance - v); ++c)
            over += alive * of_day.within.at(c);
          return over;
        });
      }
    }
    for (std::size_t pool = 0; pool < resolved.pools.size(); ++pool) {
      const std::int64_t idle = balances.idle[day][pool];
      Fan fan{idle, idle, idle};
      const auto add = [&](const std::optional<PoolIndex>& of, const Fan& more) {
        if (!of || *of != pool) return;
        fan.p10 += more.p10;
        fan.p50 += more.p50;
        fan.p90 += more.p90;
      };
      add(balances.day_pool, daily);
      add(balances.month_pool, monthly);
      add(balances.lasting_pool, lasting);
      const std::int64_t other = script.days[day].other_pools[pool];
      const auto amount = [&](std::int64_t grains) { return Amount{grains * grain + other}; };
      out.push_back({static_cast<std::int32_t>(day), resolved.catalog->pools[pool].id, amount(fan.p10), amount(fan.p50),
                     amount(fan.p90)});
    }
  }
}

}  // namespace creditcast::exact
