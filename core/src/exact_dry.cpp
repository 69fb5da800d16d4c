#include "exact_dry.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "lane_kernels.hpp"

namespace creditcast::exact {

namespace {

/// Starts that together lead to a blocked request less likely than this, by a layer and a day after it, are not followed.
constexpr double kFaintStarts = 1e-15;

/// A day that began with `left` past its own balance ends with `end` in all: its own balance is drawn first.
DryMonths::Move move_to(std::size_t left, std::size_t end, double chance) {
  const std::size_t day_left = end > left ? end - left : 0;
  return {end - day_left, day_left, chance};
}

/// Starts from which a day that uses so much of them, and of the month's balance, may have a request blocked.
Line without_covered(const Line& start, std::int64_t monthly, const Tail& used) {
  double left_out = 0;
  std::int64_t end = start.end();
  while (end > start.first) {
    left_out += start.at(end - 1) * used(monthly + end - 1);
    if (left_out > kFaintStarts) break;
    --end;
  }
  return {start.first, {start.w.begin(), start.w.begin() + static_cast<std::ptrdiff_t>(end - start.first)}};
}

/// Chances that so much is left past the daily balances, out of monthly + start - beyond.
std::vector<double> left_of(const MonthKind& kind, const Line& start, const Line& beyond, std::size_t reach, Effort& effort) {
  std::vector<double> left(reach, 0.0);
  // Starts from which so little can be left.
  const std::int64_t end = std::min(start.end(), beyond.end() - kind.monthly + static_cast<std::int64_t>(reach));
  if (reach == 0 || end <= start.first) return left;
  const auto starts = static_cast<std::size_t>(end - start.first);
  const std::int64_t last = kind.monthly + end - 1;
  std::vector<double> back(reach + starts - 1);
  for (std::int64_t x = std::max(beyond.first, last - static_cast<std::int64_t>(back.size()) + 1);
       x < std::min(beyond.end(), last + 1); ++x)
    back[static_cast<std::size_t>(last - x)] = beyond.w[static_cast<std::size_t>(x - beyond.first)];
  add_sliding(back.data(), start.w.data(), starts, left.data(), reach);
  effort.work(static_cast<double>(starts * reach));
  return left;
}

}  // namespace

const std::vector<std::vector<DryMonths::Move>>& DryMonths::moves_of(std::uint32_t kind) {
  auto [found, added] = moves_.try_emplace(kind);
  if (!added) return found->second;
  const DayKind& day = kinds_->days[kind];
  const DayWalk& walk = walks_->day(kind);
  const auto q = static_cast<std::size_t>(walks_->dearest());
  const auto own = static_cast<std::size_t>(day.allowance);
  for (std::size_t left = 0; left < q; ++left) {
    const std::size_t balance = left + own;
    std::vector<double> ends(balance + 1);
    for (std::int64_t c = day.total.first; c <= std::min(static_cast<std::int64_t>(balance), day.total.end() - 1); ++c)
      ends[balance - static_cast<std::size_t>(c)] += day.total.at(c);
    if (balance < static_cast<std::size_t>(walk.covers)) {
      for (std::size_t end = 0; end < std::min(q, balance + 1); ++end) ends[end] += walk.cut[balance * q + end];
    }
    auto& moves = found->second.emplace_back();
    for (std::size_t end = 0; end <= balance; ++end) {
      if (ends[end] != 0.0) moves.push_back(move_to(left, end, ends[end]));
    }
    effort_->work(static_cast<double>(balance + q));
  }
  return found->second;
}

DryMonths::First DryMonths::first_of(const MonthKind& kind, const Line& start, const Layer& layer, std::uint32_t day) {
  const auto q = static_cast<std::size_t>(walks_->dearest());
  const DayWalk& walk = walks_->day(day);
  const auto own = static_cast<std::size_t>(kinds_->days[day].allowance), covers = static_cast<std::size_t>(walk.covers);
  First first;
  if (covers <= own) return first;
  const std::size_t reach = covers - own;
  const Line likely = without_covered(start, kind.monthly, kind.beyond_tails[layer.next]);
  first.left = left_of(kind, likely, kind.beyonds[layer.beyond], reach, *effort_);
  std::vector<double> chances(q * q, 0.0);  // [left][left of the day's own]
  const auto add = [&](const Move& move) { chances[move.left * q + move.day_left] += move.chance; };
  const std::size_t small = std::min(q - 1, reach);
  for (std::size_t left = 0; left < small; ++left) {
    const double* cut = &walk.cut[(left + own) * q];
    for (std::size_t end = 0; end < std::min(q, left + own + 1); ++end) add(move_to(left, end, first.left[left] * cut[end]));
  }
  // Where more is left than any request costs, the day's own balance is gone.
  for (std::size_t end = 0; end < q; ++end)
    add({end, 0, sum_of_products(first.left.data() + small, walk.by_end.data() + end * covers + own + small, reach - small)});
  for (std::size_t left = 0; left < q; ++left) {
    for (std::size_t day_left = 0; day_left < q; ++day_left) {
      const double chance = chances[left * q + day_left];
      if (chance != 0.0) first.moves.push_back({left, day_left, chance});
    }
  }
  effort_->work(static_cast<double>(reach * q + q * q));
  return first;
}

Dry DryMonths::from(const MonthKind& kind, const Line& start) {
  const auto q = static_cast<std::size_t>(walks_->dearest());
  const std::size_t n = kind.days.size();
  const auto cells = static_cast<std::size_t>(kind.free_granted) + 1;
  Dry dry;
  dry.begins.resize(kinds_->days.size());
  dry.left.assign(n, std::vector<double>(q, 0.0));
  dry.of_day.resize(n);
  std::vector<double> now(q * cells, 0.0), next;                  // [left][free used]
  std::size_t reached = 1;                                        // free used is below this
  std::map<std::pair<std::size_t, std::uint32_t>, First> firsts;  // a layer meets many days of a kind
  for (std::size_t d = 0; d < n && effort_->ok(); ++d) {
    const DayKind& day = kinds_->days[kind.days[d]];
    const auto covers = static_cast<std::size_t>(walks_->day(kind.days[d]).covers);
    if (!effort_->ok()) break;
    const auto own = static_cast<std::size_t>(day.allowance);
    auto& begins = dry.begins[kind.days[d]];
    begins.resize(covers);
    auto& of_day = dry.of_day[d];
    of_day.assign(own + 1, 0.0);
    next.assign(q * cells, 0.0);
    // After a blocked request.
    if (d > 0) {
      const auto& moves = moves_of(kind.days[d]);
      for (std::size_t left = 0; left < q; ++left) {
        const double all = dry.left[d - 1][left];
        if (all <= 0) continue;
        if (left + own < covers) begins[left + own] += all;
        const double* from = &now[left * cells];
        for (const Move& move : moves[left]) {
          of_day[move.day_left] += all * move.chance;
          add_products(from, reached, &move.chance, 1, &next[move.left * cells + own - move.day_left]);
        }
        effort_->work(static_cast<double>(moves[left].size() * reached));
      }
    }
    // On the day of the first one.
    for (const Layer& layer : kind.before[d]) {
      auto [found, added] = firsts.try_emplace({layer.beyond, kind.days[d]});
      First& first = found->second;
      if (added) first = first_of(kind, start, layer, kind.days[d]);
      first.weight += layer.weight;
      const auto least = static_cast<std::size_t>(layer.free.first) + own;
      for (const Move& move : first.moves) {
        double* to = &next[move.left * cells + least - move.day_left];
        for (std::size_t f = 0; f < layer.free.w.size(); ++f) to[f] += move.chance * layer.free.w[f];
        of_day[move.day_left] += move.chance * layer.weight;
      }
      effort_->work(static_cast<double>(first.moves.size() * layer.free.w.size()));
    }
    std::swap(now, next);
    reached += own;
    for (std::size_t left = 0; left < q; ++left)
      dry.left[d][left] = std::accumulate(&now[left * cells], &now[left * cells] + reached, 0.0);
  }
  for (const auto& [at, first] : firsts) {
    auto& begins = dry.begins[at.second];
    const auto own = static_cast<std::size_t>(kinds_->days[at.second].allowance);
    for (std::size_t left = 0; left < first.left.size(); ++left) begins[left + own] += first.weight * first.left[left];
  }
  dry.ends = std::move(now);
  return dry;
}

}  // namespace creditcast::exact
