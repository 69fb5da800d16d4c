#include "exact_fan.hpp"

#include <algorithm>
#include <optional>

namespace creditcast::exact {

namespace {

struct Fan {
  std::int64_t p10 = 0, p50 = 0, p90 = 0;
};
/// The smallest value in [0, most] that is not passed with at least such a chance, looked for outwards from a guess. over(v):
/// P(value > v), falling.
template <typename Over>
Fan quantiles(std::int64_t most, const Fan& guess, const Over& over) {
  const auto at = [&](double p, std::int64_t value) {
    const auto enough = [&](std::int64_t v) { return v >= most || over(v) <= 1 - p + 1e-13; };
    std::int64_t low = 0, high = most;  // the answer is in [low, high]
    value = std::min(value, most);
    if (enough(value)) {
      high = value;
      for (std::int64_t step = 1; low < high; step *= 2) {
        const std::int64_t next = std::max(low, high - step);
        if (!enough(next)) {
          low = next + 1;
          break;
        }
        high = next;
      }
    } else {
      low = value + 1;
      for (std::int64_t step = 0; low < high; step = 2 * step + 1) {
        const std::int64_t next = std::min(high, low + step);
        if (enough(next)) {
          high = next;
          break;
        }
        low = next + 1;
      }
    }
    while (low < high) {
      const std::int64_t middle = low + (high - low) / 2;
      if (enough(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  };
  return {at(0.1, guess.p10), at(0.5, guess.p50), at(0.9, guess.p90)};
}

/// Sum of products, in four parts for the sake of speed.
double dot(const double* a, const double* b, std::size_t count) {
  double sums[4] = {};
  std::size_t i = 0;
  for (; i + 4 <= count; i += 4) {
    for (std::size_t k = 0; k < 4; ++k) sums[k] += a[i + k] * b[i + k];
  }
  for (; i < count; ++i) sums[0] += a[i] * b[i];
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

/// P(start - used past `free` > v), v >= 0: what lasts.
double lasts_over(std::int64_t v, const Line& start, const Tail& start_over, std::int64_t free, const Tail& used,
                  double total) {
  double over = total * start_over(v);
  // used(free + p - v - 1) for p > v: that is used.above from here on.
  const std::int64_t first = std::max(start.first, v + 1);
  std::int64_t at = free + first - v - used.first;
  std::int64_t p = first;
  if (at < 0) {
    p -= at;
    over -= used.above.front() * (start_over(v) - start_over(p - 1));
    at = 0;
  }
  const std::int64_t end = std::min(start.end(), p + static_cast<std::int64_t>(used.above.size()) - at);
  if (p < end)
    over -= dot(&start.w[static_cast<std::size_t>(p - start.first)], &used.above[static_cast<std::size_t>(at)],
                static_cast<std::size_t>(end - p));
  return over;
}

}  // namespace

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
      const Line& after = kind.after[done];
      const Tail& tail = kind.tails[done];
      const double total = after.total();
      if (balances.month_pool) {
        const auto& dry = month.monthly_dry[done - 1];
        monthly = quantiles(kind.monthly, monthly,
                            [&](std::int64_t v) { return (total - tail(kind.monthly - v - 1)) / total + above_of(dry, v); });
      }
      if (balances.lasting_pool) {
        const auto& dry = month.lasting_dry[done - 1];
        lasting = quantiles(all.end(), lasting, [&](std::int64_t v) {
          return above_of(dry, v) + lasts_over(v, all, start_over, kind.monthly, tail, total);
        });
      }
      if (balances.day_pool) {
        const Tail& before_tail = kind.tails[done - 1];
        double alive = 0;
        for (std::int64_t p = all.first; p < all.end(); ++p)
          alive += all.w[static_cast<std::size_t>(p - all.first)] * (1 - before_tail(kind.monthly + p));
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
