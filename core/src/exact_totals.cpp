#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "exact_books.hpp"
#include "exact_pieces.hpp"
#include "exact_quantiles.hpp"

namespace creditcast::exact {

namespace {

/// A chance of blocked requests that no figure shows.
constexpr double kNoBlock = 1e-9;

/// Moves the mean and leaves the deviation as it is.
void set_mean(Column& column, Int128 sum) {
  const Int128 more = sum - column.sum;
  column.squares += static_cast<UInt128>(more * ((sum + column.sum) / static_cast<Int128>(kExactPaths)));
  column.sum = sum;
}

/// About a whole number near the mean.
struct Origin {
  Int128 at;
  double off;  ///< of the mean
  explicit Origin(const Column& column)
      : at(column.sum / static_cast<Int128>(kExactPaths)),
        off(static_cast<double>(column.sum - at * static_cast<Int128>(kExactPaths)) / static_cast<double>(kExactPaths)) {}
  /// Squares about it, less those of the column.
  [[nodiscard]] Int128 less(const Column& column) const {
    return 2 * at * column.sum - at * at * static_cast<Int128>(kExactPaths);
  }
};
double variance_of(const Column& column) {
  const Origin origin(column);
  const Int128 about = static_cast<Int128>(column.squares) - origin.less(column);
  return static_cast<double>(about) / static_cast<double>(kExactPaths) - origin.off * origin.off;
}
void set_variance(Column& column, double variance) {
  const Origin origin(column);
  const double about = (variance + origin.off * origin.off) * static_cast<double>(kExactPaths);
  column.squares = static_cast<UInt128>(static_cast<Int128>(about) + origin.less(column));
}

struct Moments {
  double total = 0, mean = 0, variance = 0;
  explicit Moments(const Line& line) : total(line.total()), mean(line.sum_of_values() / total) {
    for (std::size_t i = 0; i < line.w.size(); ++i) {
      const double off = static_cast<double>(line.first + static_cast<std::int64_t>(i)) - mean;
      variance += line.w[i] * off * off / total;
    }
  }
};

}  // namespace

/// Sum over months, where each is independent of the others.
Sum Books::summed(const std::vector<std::pair<Line, std::int64_t>>& parts) {
  Line a = point_at(0);
  for (const auto& [line, count] : parts) {
    if (count > 1) a = effort_->trimmed(effort_->convolved(a, effort_->times(line, count / 2)));
  }
  Line b = a;
  for (const auto& [line, count] : parts) {
    Line& less = a.w.size() <= b.w.size() ? a : b;
    if (count % 2 != 0) less = effort_->trimmed(effort_->convolved(less, line));
  }
  return {std::move(a), std::move(b)};
}

/// Of a sum, what is stated of it: its three quantiles, its mean and deviation.
Column Books::column(const Sum& sum) {
  const Moments a(sum.a), b(sum.b);
  effort_->lose(std::abs(1 - a.total * b.total));
  const Tail of_a(sum.a);
  const Line back = reversed(sum.b);
  const double total = a.total * b.total, mean = a.mean + b.mean, variance = a.variance + b.variance;
  const auto first = sum.a.first + sum.b.first;
  const auto guess = [&](double deviations) { return std::llround(mean + deviations * std::sqrt(variance)) - first; };
  const Fan at = quantiles(sum.a.end() + sum.b.end() - 2 - first, {guess(-1.28), guess(0), guess(1.28)},
                           [&](std::int64_t v) { return chance_over(back, back.first, first + v, of_a) / total; });
  Column column;
  const auto rank = [](std::uint64_t percent) { return (kExactPaths * percent + 99) / 100; };
  column.values.add_many(first + at.p10, rank(10));
  column.values.add_many(first + at.p50, rank(50) - rank(10));
  column.values.add_many(first + at.p90, kExactPaths - rank(50));
  const double whole = std::floor(mean), count = static_cast<double>(kExactPaths);
  column.sum =
      static_cast<Int128>(whole) * static_cast<Int128>(kExactPaths) + static_cast<Int128>(std::llround((mean - whole) * count));
  set_variance(column, variance);
  return column;
}

/// Chance of no more than so many millionths.
double Books::up_to(const Sum& sum, Int128 micros) const {
  const auto most = static_cast<std::int64_t>(std::clamp<Int128>(micros / demand_->grain, -1, sum.a.end() + sum.b.end()));
  const Line back = reversed(sum.b);
  const double over = chance_over(back, back.first, most, Tail(sum.a)), total = sum.a.total() * sum.b.total();
  return std::clamp(1 - over / total, 0.0, 1.0);
}
double Books::up_to(const Line& line, Int128 micros) const {
  double sum = 0;
  for (std::size_t i = 0; i < line.w.size(); ++i) {
    if ((Int128{line.first} + static_cast<Int128>(i)) * demand_->grain <= micros) sum += line.w[i];
  }
  return std::min(1.0, sum / line.total());
}

void Books::add_totals(const std::vector<MonthFigures>& months, const Line& lasts_in_the_end, const Line& spent, Walks* walks) {
  Tallies& tallies = lanes_.tallies;
  const bool lasts = balances_->lasting_pool.has_value() && months.size() > 1;
  if (blocked_ever_ > kMostBound && lasts)
    return effort_->refuse("requests are likely blocked, and totals over several months then hang on what lasts");
  const auto has_budget = [](const ResolvedProject& resolved) {
    const Project& project = *resolved.project;
    return project.budget || std::any_of(project.phases.begin(), project.phases.end(),
                                         [](const Phase& phase) { return phase.budget.has_value(); });
  };
  if (blocked_ever_ > kNoBlock && std::any_of(resolved_->projects.begin(), resolved_->projects.end(), has_budget))
    return effort_->refuse("requests may be blocked, and how much of its budget a project then spends is not followed");
  // Where months are independent, only finished pieces leave anything out, and not where it may be much.
  const bool follow_pieces = blocked_ever_ > kMostBound;
  bound_ = follow_pieces ? 0 : blocked_ever_;
  finished_deviate_so_ = follow_pieces || blocked_ever_ <= kNoBlock;
  const bool all_paid = lasts || blocked_ever_ <= 0;  ///< what is stated is what is asked for
  std::vector<std::pair<Line, std::int64_t>> asked, spend, expired, pieces;
  const auto alike = [&](auto&& key_of) {
    std::map<std::pair<std::uint32_t, std::int64_t>, std::pair<std::size_t, std::int64_t>> groups;
    for (std::size_t m = 0; m < months.size(); ++m) {
      auto [found, added] = groups.try_emplace(key_of(m), m, 0);
      ++found->second.second;
    }
    return groups;
  };
  for (const auto& [key, group] : alike([&](std::size_t m) { return std::pair{kinds_->of_month[m], std::int64_t{0}}; })) {
    const MonthKind& kind = kinds_->month(group.first);
    asked.emplace_back(kind.spend, group.second);
    if (!all_paid) spend.emplace_back(months[group.first].spend, group.second);
    const auto count = static_cast<double>(group.second);
    for (std::size_t i = 0; i < buffer_->size(); ++i)
      tallies.buffer_months[i] += static_cast<std::uint64_t>(shares(up_to(kind.spend, (*buffer_)[i].month.micros) * count));
    pieces.emplace_back(follow_pieces ? effort_->trimmed(finished_in(kind, balances_->lasting[group.first], *demand_, *kinds_,
                                                                     *walks, *effort_))
                                      : kind.pieces,
                        group.second);
    if (!effort_->ok()) return;
  }
  const Sum all_asked = summed(asked);
  const Sum total = all_paid ? all_asked : summed(spend);
  if (!effort_->ok()) return;
  for (std::size_t i = 0; i < buffer_->size(); ++i)
    tallies.buffer_paths[i] = static_cast<std::uint64_t>(shares(up_to(all_asked, (*buffer_)[i].horizon)));
  tallies.total_spend = column(total);
  if (balances_->wiped) {
    Sum left{reversed(total.a), reversed(total.b)};
    for (std::size_t m = 0; m < months.size(); ++m)
      left.a.first += balances_->allowances[m] + balances_->monthly[m] + balances_->lasting[m] + balances_->idle_expired[m];
    tallies.total_expired = column(left);
  } else {
    for (const auto& [key, group] : alike([&](std::size_t m) {
           return std::pair{kinds_->of_month[m], balances_->allowances[m] + balances_->idle_expired[m]};
         })) {
      const MonthKind& kind = kinds_->month(group.first);
      Line of_month = lasts ? kind.expired : months[group.first].expired;
      if (lasts)
        of_month.first += balances_->allowances[group.first] - kind.free_granted + balances_->idle_expired[group.first];
      expired.emplace_back(std::move(of_month), group.second);
    }
    tallies.total_expired = column(summed(expired));
  }
  tallies.finished = column(summed(pieces));
  if (!effort_->ok()) return;
  // Means are known without what was neglected.
  Int128 expired_sum = 0;
  for (const Column& month : tallies.month_expired) expired_sum += month.sum;
  set_mean(tallies.total_spend, by_all_);
  set_mean(tallies.total_expired, expired_sum);
  if (lasts) {
    double variance = 0;
    for (std::size_t m = 0; m < months.size(); ++m) variance += variance_of(tallies.month_spend[m]) + 2 * months[m].with_before;
    set_variance(tallies.total_spend, variance);
    // What is neither spent nor left has expired.
    const Moments left(lasts_in_the_end);
    if (!balances_->wiped) {
      variance += left.variance - 2 * left.mean * spent.total();
      variance += 2 * spent.sum_of_values();
    }
    set_variance(tallies.total_expired, variance);
  }
  tallies.finished_pieces = share_count(pieces_);
  set_mean(tallies.finished, tallies.finished_pieces);

  tallies.paths = kExactPaths;
  Amount money;
  for (const Amount month : script_->money) money.micros += month.micros;
  tallies.total_money.add_many(money.micros / ledger_.money_step(), kExactPaths);
  tallies.spread_money.add_many(script_->money_spread.micros, kExactPaths);
  tallies.spread = Int128{script_->money_spread.micros} * static_cast<Int128>(kExactPaths);
  tallies.purchased_paths = script_->bought_at_start ? static_cast<std::int64_t>(kExactPaths) : 0;
}

}  // namespace creditcast::exact
