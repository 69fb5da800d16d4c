#include "exact_dry.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "lane_kernels.hpp"

namespace creditcast::exact {

namespace {

/// Adds the ways in which a day that began with `left` past its own balance ends with `end` in all.
void add_move(std::vector<DryMonths::Move>& moves, std::size_t left, std::size_t end, double chance) {
  if (chance == 0.0) return;
  const std::size_t day_left = end > left ? end - left : 0;
  for (DryMonths::Move& move : moves) {
    if (move.left != end - day_left || move.day_left != day_left) continue;
    move.chance += chance;
    return;
  }
  moves.push_back({end - day_left, day_left, chance});
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
  for (std::size_t i = 0; i < back.size(); ++i) back[i] = beyond.at(last - static_cast<std::int64_t>(i));
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
    std::vector<Move> moves;
    const std::size_t balance = left + own;
    for (std::int64_t c = day.total.first; c <= std::min(static_cast<std::int64_t>(balance), day.total.end() - 1); ++c)
      add_move(moves, left, balance - static_cast<std::size_t>(c), day.total.at(c));
    if (balance < static_cast<std::size_t>(walk.covers)) {
      for (std::size_t end = 0; end < std::min(q, balance + 1); ++end) add_move(moves, left, end, walk.cut[balance * q + end]);
    }
    effort_->work(static_cast<double>(moves.size() * (balance + q)));
    found->second.push_back(std::move(moves));
  }
  return found->second;
}

Dry DryMonths::from(const MonthKind& kind, const Line& start) {
  const auto q = static_cast<std::size_t>(walks_->dearest());
  const std::size_t n = kind.days.size();
  const auto cells = static_cast<std::size_t>(kind.free_granted) + 1;
  Dry dry;
  dry.begins.resize(kinds_->days.size());
  dry.left.assign(n, std::vector<double>(q, 0.0));
  dry.of_day.resize(n);
  std::vector<double> now(q * cells, 0.0), next;  // [left][free used]
  // A layer meets many days: what a day of a kind does to it, and how often.
  struct Met {
    std::vector<double> left;
    std::vector<Move> moves;
    double weight = 0;
  };
  std::map<std::pair<std::size_t, std::uint32_t>, Met> met;
  for (std::size_t d = 0; d < n && effort_->ok(); ++d) {
    const DayKind& day = kinds_->days[kind.days[d]];
    const DayWalk& walk = walks_->day(kind.days[d]);
    if (!effort_->ok()) break;
    const auto own = static_cast<std::size_t>(day.allowance);
    const auto covers = static_cast<std::size_t>(walk.covers);
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
          const std::size_t used = own - move.day_left;
          double* to = &next[move.left * cells + used];
          for (std::size_t free = 0; free + used < cells; ++free) to[free] += move.chance * from[free];
        }
        effort_->work(static_cast<double>(moves[left].size() * cells));
      }
    }
    // On the day of the first one.
    const std::size_t reach = covers > own ? covers - own : 0;
    for (const Layer& layer : kind.before[d]) {
      auto [found, added] = met.try_emplace({layer.beyond, kind.days[d]});
      Met& one = found->second;
      if (added) {
        one.left = left_of(kind, start, kind.beyonds[layer.beyond], reach, *effort_);
        std::vector<double> ends(q, 0.0);
        for (std::size_t left = 0; left < reach; ++left) {
          const double p = one.left[left];
          if (p <= kFaint) continue;
          const std::size_t balance = left + own;
          const double* cut = &walk.cut[balance * q];
          if (left + 1 >= q) {
            for (std::size_t end = 0; end < q; ++end) ends[end] += p * cut[end];
            continue;
          }
          for (std::size_t end = 0; end < std::min(q, balance + 1); ++end) add_move(one.moves, left, end, p * cut[end]);
        }
        for (std::size_t end = 0; end < q; ++end) add_move(one.moves, q, end, ends[end]);
        effort_->work(static_cast<double>(reach * q));
      }
      one.weight += layer.free.total();
      for (const Move& move : one.moves) {
        const std::size_t used = own - move.day_left + static_cast<std::size_t>(layer.free.first);
        double* to = &next[move.left * cells + used];
        for (std::size_t f = 0; f < layer.free.w.size(); ++f) to[f] += move.chance * layer.free.w[f];
        of_day[move.day_left] += move.chance * layer.free.total();
      }
      effort_->work(static_cast<double>(one.moves.size() * layer.free.w.size()));
    }
    std::swap(now, next);
    for (std::size_t left = 0; left < q; ++left)
      dry.left[d][left] = std::accumulate(&now[left * cells], &now[left * cells] + cells, 0.0);
  }
  for (const auto& [at, one] : met) {
    auto& begins = dry.begins[at.second];
    const auto own = static_cast<std::size_t>(kinds_->days[at.second].allowance);
    for (std::size_t left = 0; left < one.left.size(); ++left) begins[left + own] += one.weight * one.left[left];
  }
  dry.ends = std::move(now);
  return dry;
}

}  // namespace creditcast::exact
