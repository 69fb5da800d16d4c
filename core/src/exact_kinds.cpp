#include "exact_kinds.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace creditcast::exact {

namespace {

void fill(DayKind& kind, const Demand& demand, Effort& effort) {
  kind.total = point_at(0);
  kind.pieces = point_at(0);
  for (std::size_t s = 0; s < kind.laws.size(); ++s) {
    if (kind.laws[s] < 0) continue;
    const Lattice& law = day_law(demand, s, kind.laws[s]).law;
    kind.total = effort.trimmed(effort.convolved(kind.total, marginal(law, false)));
    kind.pieces = effort.trimmed(effort.convolved(kind.pieces, marginal(law, true)));
    if (!effort.ok()) return;
  }
  const double total = kind.total.total(), pieces = kind.pieces.total();
  for (double& w : kind.total.w) w /= total;
  for (double& w : kind.pieces.w) w /= pieces;
  for (std::int64_t c = kind.total.first; c < kind.total.end(); ++c) {
    if (c < kind.allowance) {
      kind.within.add(c, kind.total.at(c));
    } else {
      kind.beyond.add(c - kind.allowance, kind.total.at(c));
    }
  }
}

/// So many days used their allowance up, and the others did not; the two are independent given how many.
void find_layers_of_alike(MonthKind& kind, const DayKind& day, Effort& effort) {
  const std::size_t n = kind.days.size();
  std::vector<Line> within{point_at(0)};
  kind.beyonds.push_back(point_at(0));
  double full = day.beyond.total(), all_full = 1;
  for (std::size_t k = 1; k <= n && effort.ok(); ++k) {
    all_full *= full;
    within.push_back(effort.convolved(within.back(), day.within));
    kind.beyonds.push_back(effort.trimmed(effort.convolved(kind.beyonds.back(), day.beyond), all_full));
  }
  std::vector<double> ways{1};
  for (std::size_t d = 0; d <= n && effort.ok(); ++d) {
    for (std::size_t k = 0; k <= d; ++k) {
      Line free = within[d - k];
      if (free.w.empty() || kind.beyonds[k].w.empty()) continue;
      for (double& w : free.w) w *= ways[k];
      free.first += static_cast<std::int64_t>(k) * day.allowance;
      const double weight = free.total();
      kind.before[d].push_back({std::move(free), k, weight, k + 1});
    }
    std::vector<double> next(ways.size() + 1, 1.0);
    for (std::size_t k = 1; k < ways.size(); ++k) next[k] = ways[k - 1] + ways[k];
    ways = std::move(next);
  }
}

/// Each amount that was used of the daily balances is a layer.
void find_layers(MonthKind& kind, const std::vector<DayKind>& days, Effort& effort) {
  const std::size_t n = kind.days.size();
  std::map<std::int64_t, Line> now{{0, point_at(0)}};  // by what was used of the daily balances
  for (std::size_t d = 0; d <= n && effort.ok(); ++d) {
    for (const auto& [free, beyond] : now) {
      kind.before[d].push_back({point_at(free), kind.beyonds.size(), 1, 0});
      kind.beyonds.push_back(beyond);
    }
    if (d == n) break;
    const DayKind& day = days[kind.days[d]];
    std::map<std::int64_t, Line> next;
    for (const auto& [free, beyond] : now) {
      if (!day.beyond.w.empty()) next[free + day.allowance].add(effort.convolved(beyond, day.beyond));
      for (std::int64_t c = day.within.first; c < day.within.end(); ++c) {
        next[free + c].add(beyond, day.within.at(c));
        effort.work(static_cast<double>(beyond.w.size()));
      }
    }
    for (auto& [free, beyond] : next) beyond = effort.trimmed(std::move(beyond));
    for (Layer& layer : kind.before[d])
      layer.next = kind.beyonds.size() +
                   static_cast<std::size_t>(std::distance(next.begin(), next.lower_bound(layer.free.first + day.allowance)));
    now = std::move(next);
  }
}

void fill(MonthKind& kind, const std::vector<DayKind>& days, Effort& effort) {
  const std::size_t n = kind.days.size();
  for (const std::uint32_t day : kind.days) kind.free_granted += days[day].allowance;
  const bool alike =
      std::all_of(kind.days.begin(), kind.days.end(), [&](std::uint32_t day) { return day == kind.days.front(); });
  kind.before.resize(n + 1);
  if (alike && n > 0) {
    find_layers_of_alike(kind, days[kind.days.front()], effort);
  } else {
    find_layers(kind, days, effort);
  }
  for (std::size_t d = 0; d <= n && effort.ok(); ++d) {
    Line after;
    for (const Layer& layer : kind.before[d]) after.add(kind.beyonds[layer.beyond], layer.weight);
    kind.tails.emplace_back(after);
    kind.after = std::move(after);
  }
  if (!effort.ok()) return;
  for (const Line& beyond : kind.beyonds) kind.beyond_tails.emplace_back(beyond);
  kind.pieces = point_at(0);
  for (const std::uint32_t day : kind.days) kind.pieces = effort.trimmed(effort.convolved(kind.pieces, days[day].pieces));
  for (const Layer& layer : kind.before.back()) {
    const Line& beyond = kind.beyonds[layer.beyond];
    if (beyond.w.empty()) continue;
    kind.spend.add(effort.convolved(beyond, layer.free));
    Line spent = beyond;
    const double free = layer.free.sum_of_values();
    for (std::int64_t x = spent.first; x < spent.end(); ++x)
      spent.w[static_cast<std::size_t>(x - spent.first)] *= static_cast<double>(x) * layer.weight + free;
    kind.spent.add(spent);
    const auto left_of = [&](std::int64_t x) { return std::max<std::int64_t>(0, kind.monthly - x); };
    const std::int64_t least = left_of(beyond.end() - 1);
    Line left{kind.free_granted + least, std::vector<double>(static_cast<std::size_t>(left_of(beyond.first) - least) + 1)};
    for (std::int64_t x = beyond.end(); x-- > beyond.first;)
      left.w[static_cast<std::size_t>(left_of(x) - least)] += beyond.w[static_cast<std::size_t>(x - beyond.first)];
    kind.expired.add(effort.convolved(left, reversed(layer.free)));
  }
}

}  // namespace

Kinds kinds_of(const Resolved& resolved, const Demand& demand, const NestedBalances& balances, Effort& effort) {
  Kinds kinds;
  std::map<std::pair<std::vector<std::int32_t>, std::int64_t>, std::uint32_t> days_known;
  std::map<std::pair<std::vector<std::uint32_t>, std::int64_t>, std::uint32_t> months_known;
  const auto months = static_cast<std::size_t>(resolved.months);
  std::vector<std::vector<std::uint32_t>> of_month(months);
  for (std::size_t day = 0; day < resolved.days.size(); ++day) {
    const DayInfo& info = resolved.days[day];
    if (!info.working) continue;
    std::vector<std::int32_t> laws;
    for (const StreamDemand& stream : demand.streams) laws.push_back(stream.law_of_day[day]);
    const auto [found, added] =
        days_known.try_emplace({laws, balances.allowance[day]}, static_cast<std::uint32_t>(kinds.days.size()));
    if (added) {
      DayKind kind;
      kind.laws = laws;
      kind.allowance = balances.allowance[day];
      fill(kind, demand, effort);
      kinds.days.push_back(std::move(kind));
      if (!effort.ok()) return kinds;
    }
    of_month[static_cast<std::size_t>(info.month)].push_back(found->second);
  }
  for (std::size_t m = 0; m < months && effort.ok(); ++m) {
    const auto [found, added] =
        months_known.try_emplace({of_month[m], balances.monthly[m]}, static_cast<std::uint32_t>(kinds.months.size()));
    if (added) {
      MonthKind kind;
      kind.days = of_month[m];
      kind.monthly = balances.monthly[m];
      fill(kind, kinds.days, effort);
      kinds.months.push_back(std::move(kind));
    }
    kinds.of_month.push_back(found->second);
  }
  return kinds;
}

void covered(const MonthKind& kind, const Line& start, Line& spend, Line& expired, Effort& effort) {
  spend = kind.spend;
  expired = kind.expired;
  // Chances that so much past the daily balances is not covered, from the least that may not be.
  const Tail enough(start);
  const std::int64_t least = kind.monthly + start.first + 1;
  std::vector<double> short_of;
  for (std::int64_t x = least; x < kind.after.end(); ++x)
    short_of.push_back(enough.above.front() - enough(x - kind.monthly - 1));
  Line lacks;
  for (const Layer& layer : kind.before.back()) {
    const Line& beyond = kind.beyonds[layer.beyond];
    lacks.first = std::max(beyond.first, least);
    if (lacks.first >= beyond.end()) continue;
    lacks.w.assign(beyond.w.begin() + static_cast<std::ptrdiff_t>(lacks.first - beyond.first), beyond.w.end());
    const double* chance = &short_of[static_cast<std::size_t>(lacks.first - least)];
    for (std::size_t i = 0; i < lacks.w.size(); ++i) lacks.w[i] *= chance[i];
    const double lacking = lacks.total();
    for (std::size_t i = 0; i < layer.free.w.size(); ++i)
      expired.add(kind.free_granted - layer.free.first - static_cast<std::int64_t>(i), -lacking * layer.free.w[i]);
    if (layer.free.w.size() > 1) {
      spend.add(effort.convolved(lacks, layer.free), -1);
    } else {
      effort.work(static_cast<double>(lacks.w.size()));
      lacks.first += layer.free.first;
      spend.add(lacks, -layer.free.w.front());
    }
  }
  for (Line* line : {&spend, &expired}) {
    for (double& w : line->w) w = std::max(0.0, w);
  }
}

Line unblocked_end(const MonthKind& kind, const Line& start, const Line& after, Effort& effort) {
  const std::int64_t end = std::min(after.end(), kind.monthly + start.end());
  if (end <= after.first) return {};
  const auto drawn_of = [&](std::int64_t x) { return std::max<std::int64_t>(0, x - kind.monthly); };
  const std::int64_t most = drawn_of(end - 1);
  Line drawn{-most, std::vector<double>(static_cast<std::size_t>(most - drawn_of(after.first)) + 1)};  // as a negative number
  for (std::int64_t x = end; x-- > after.first;)
    drawn.w[static_cast<std::size_t>(most - drawn_of(x))] += after.w[static_cast<std::size_t>(x - after.first)];
  return effort.convolved(start, drawn, 0, INT64_MAX);
}

Line left_over(const MonthKind& kind, const Line& start, Effort& effort) {
  Line expired;
  for (const Layer& layer : kind.before.back()) {
    Line left = effort.convolved(start, reversed(kind.beyonds[layer.beyond]), -kind.monthly, INT64_MAX);
    left.first += kind.monthly + kind.free_granted;
    expired.add(effort.convolved(left, reversed(layer.free)));
  }
  return expired;
}

}  // namespace creditcast::exact
