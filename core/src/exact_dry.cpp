#include "exact_dry.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

#include "lane_kernels.hpp"

namespace creditcast::exact {

namespace {

/// Starts, and balances, that together lead to a blocked request less likely than this, by a layer and a day after it, are not
/// followed.
constexpr double kFaint = 1e-13;

/// So many waves are kept.
constexpr std::size_t kMostWaves = 256;
/// Balances that lead to a blocked request less likely than this show in no deviation.
constexpr double kFaintSpread = 1e-10;

/// What a day that began with `left` past its own balance keeps of that balance, if it ends with `end` in all.
std::size_t day_left_of(std::size_t left, std::size_t end) { return end > left ? end - left : 0; }

/// Starts from which a day that uses so much of them, and of the month's balance, may have a request blocked.
Line without_covered(const Line& start, std::int64_t monthly, const Tail& used) {
  double left_out = 0;
  std::int64_t end = start.end();
  while (end > start.first) {
    const double more = start.at(end - 1) * used(monthly + end - 1);
    if (left_out + more > kFaint) break;
    left_out += more;
    --end;
  }
  return {start.first, {start.w.begin(), start.w.begin() + static_cast<std::ptrdiff_t>(end - start.first)}};
}

/// Chances that so much is left past the daily balances, out of monthly + start - beyond.
std::vector<double> left_of(const MonthKind& kind, const Line& start, const Line& beyond, std::size_t reach, Effort& effort) {
  std::vector<double> left(reach, 0.0);
  const auto most = static_cast<std::int64_t>(reach);
  if (start.w.size() == 1) {
    for (std::int64_t l = 0; l < most; ++l)
      left[static_cast<std::size_t>(l)] = start.w.front() * beyond.at(kind.monthly + start.first - l);
    effort.work(static_cast<double>(reach));
    return left;
  }
  const Line back = effort.convolved(beyond, reversed(start), kind.monthly - most + 1, kind.monthly + 1);
  for (std::int64_t x = back.first; x < back.end(); ++x)
    left[static_cast<std::size_t>(kind.monthly - x)] = back.w[static_cast<std::size_t>(x - back.first)];
  return left;
}

}  // namespace

const DryMonths::Moves& DryMonths::moves_of(std::uint32_t kind) {
  auto [found, added] = moves_.try_emplace(kind);
  Moves& moves = found->second;
  if (!added) return moves;
  const DayKind& day = kinds_->days[kind];
  const DayWalk& walk = walks_->day(kind);
  const auto q = static_cast<std::size_t>(walks_->dearest());
  const auto own = static_cast<std::size_t>(day.allowance);
  moves.spent.assign(q * q, 0.0);
  moves.kept.resize(own + 1);
  for (std::size_t left = 0; left < q; ++left) {
    const std::size_t balance = left + own;
    const auto add = [&](std::size_t end, double chance) {
      const std::size_t day_left = day_left_of(left, end);
      if (day_left == 0) {
        moves.spent[left * q + end] += chance;
      } else {
        moves.kept[day_left].resize(q);
        moves.kept[day_left][left] += chance;
      }
    };
    for (std::int64_t c = day.total.first; c <= std::min(static_cast<std::int64_t>(balance), day.total.end() - 1); ++c) {
      if (day.total.at(c) > 0) add(balance - static_cast<std::size_t>(c), day.total.at(c));
    }
    if (balance < static_cast<std::size_t>(walk.covers)) {
      for (std::size_t end = 0; end < std::min(q, balance + 1); ++end) {
        if (walk.cut[balance * q + end] > 0) add(end, walk.cut[balance * q + end]);
      }
    }
    effort_->work(static_cast<double>(balance + q));
  }
  return moves;
}

DryMonths::Lefts DryMonths::lefts_of(const MonthKind& kind, Starts& starts, const Line& likely, std::size_t beyond,
                                     std::size_t reach, std::size_t most_reach) {
  const Line& line = kind.beyonds[beyond];
  const Line& beside = *starts.beside;
  if (beside.w.empty()) return {left_of(kind, likely, line, reach, *effort_), {}};
  // Blocks of starts, and for each what is used from the most that its starts lead to downwards; their waves are added up, so
  // that only one circle goes back, and a small one.
  const std::size_t n = std::max<std::size_t>(16, std::bit_ceil(most_reach + std::min(likely.w.size() - 1, most_reach)));
  const std::size_t each = n - most_reach + 1, count = (likely.w.size() + each - 1) / each;
  const double work = Transform::work(n) / 2;
  if (starts.scale == 0 || work > 2 * static_cast<double>(likely.w.size()) * static_cast<double>(reach)) {
    const Line same{likely.first, {beside.w.begin(), beside.w.begin() + static_cast<std::ptrdiff_t>(likely.w.size())}};
    return {left_of(kind, likely, line, reach, *effort_), left_of(kind, same, line, reach, *effort_)};
  }
  effort_->work(work);
  const auto alike = [&](const Blocks& blocks) { return blocks.n == n && blocks.each == each; };
  auto start = std::find_if(starts.blocks.begin(), starts.blocks.end(), alike);
  if (start == starts.blocks.end()) start = starts.blocks.insert(start, {n, each, {}});
  auto known = std::find_if(beyond_blocks_.begin(), beyond_blocks_.end(), [&](const BeyondBlocks& of) {
    return of.beyond == &line && of.first == likely.first && alike(of.blocks);
  });
  if (known == beyond_blocks_.end()) {
    if (beyond_blocks_.size() == kMostWaves) beyond_blocks_.clear();
    known = beyond_blocks_.insert(beyond_blocks_.end(), {&line, likely.first, {n, each, {}}});
  }
  while (start->waves.size() < count) {
    effort_->work(work);
    const std::size_t from = start->waves.size() * each, width = std::min(each, starts.start->w.size() - from);
    start->waves.push_back(transform_.waves({&starts.start->w[from], width}, {&beside.w[from], width}, starts.scale, n));
  }
  std::vector<double> down(n);
  while (known->blocks.waves.size() < count) {
    effort_->work(work);
    const auto top = kind.monthly + likely.first + static_cast<std::int64_t>((known->blocks.waves.size() + 1) * each) - 1;
    for (std::size_t i = 0; i < n; ++i) down[i] = line.at(top - static_cast<std::int64_t>(i));
    known->blocks.waves.push_back(transform_.waves(down, {}, 1, n));
  }
  const Circle& sums = transform_.convolve({start->waves.data(), count}, {known->blocks.waves.data(), count}, starts.scale);
  const auto part = [&](const std::vector<double>& of) {
    const auto first = of.begin() + static_cast<std::ptrdiff_t>(each) - 1;
    return std::vector<double>(first, first + static_cast<std::ptrdiff_t>(reach));
  };
  return {part(sums.real), part(sums.imaginary)};
}

DryMonths::First DryMonths::first_of(const MonthKind& kind, Starts& starts, const Layer& layer, std::uint32_t day) {
  const auto q = static_cast<std::size_t>(walks_->dearest());
  const DayWalk& walk = walks_->day(day);
  const auto own = static_cast<std::size_t>(kinds_->days[day].allowance), covers = static_cast<std::size_t>(walk.covers);
  First first;
  first.day = day;
  if (covers <= own) return first;
  const Line likely = without_covered(*starts.start, kind.monthly, kind.beyond_tails[layer.next]);
  // What is left may be too much for a request to be blocked.
  const double near = chance_over(likely, likely.first, kind.monthly - static_cast<std::int64_t>(covers - own),
                                  kind.beyond_tails[layer.beyond]);
  const auto likely_blocked = [&](double chance) { return near * chance > kFaint; };
  const auto last =
      std::partition_point(walk.blocked.begin() + static_cast<std::ptrdiff_t>(own), walk.blocked.end(), likely_blocked);
  const auto reach = static_cast<std::size_t>(last - walk.blocked.begin()) - own;
  if (reach == 0) return first;
  Lefts lefts = lefts_of(kind, starts, likely, layer.beyond, reach, covers - own);
  first.left = std::move(lefts.left);
  first.ends.assign((std::min(own, q - 1) + 1) * q, 0.0);
  const std::size_t small = std::min(q - 1, reach);
  for (std::size_t left = 0; left < small; ++left) {
    const double* cut = &walk.cut[(left + own) * q];
    for (std::size_t end = 0; end < std::min(q, left + own + 1); ++end) {
      const std::size_t day_left = day_left_of(left, end);
      first.ends[day_left * q + end - day_left] += first.left[left] * cut[end];
    }
  }
  // Where more is left than any request costs, the day's own balance is gone.
  const std::vector<double>& beside = lefts.beside;
  const double* by_end = walk.by_end.data() + own + small;
  std::vector<double> dry(q);
  if (beside.empty()) {
    for (std::size_t end = 0; end < q; ++end)
      dry[end] = sum_of_products(first.left.data() + small, by_end + end * covers, reach - small);
  } else {
    first.beside.resize(q);
    sums_of_products(by_end, covers, q, first.left.data() + small, beside.data() + small, reach - small, dry.data(),
                     first.beside.data());
  }
  for (std::size_t end = 0; end < q; ++end) first.ends[end] += dry[end];
  first.by_left.assign(q, 0.0);
  for (std::size_t at = 0; at < first.ends.size(); at += q) {
    const auto ends = first.ends.begin() + static_cast<std::ptrdiff_t>(at);
    first.by_own.push_back(std::accumulate(ends, ends + static_cast<std::ptrdiff_t>(q), 0.0));
    for (std::size_t end = 0; end < q; ++end) first.by_left[end] += first.ends[at + end];
  }
  effort_->work(static_cast<double>(reach * q + q * q));
  for (std::size_t l = 0; l < std::min(small, beside.size()); ++l) {
    for (std::size_t end = 0; end < q; ++end)
      first.beside[end - day_left_of(l, end)] += beside[l] * walk.cut[(l + own) * q + end];
  }
  return first;
}

Dry DryMonths::from(const MonthKind& kind, const Line& start, const Line& beside) {
  Starts starts{&start, &beside, Transform::balance(start.w, beside.w), {}};
  const auto q = static_cast<std::size_t>(walks_->dearest());
  const std::size_t n = kind.days.size();
  const auto cells = static_cast<std::size_t>(kind.free_granted) + 1;
  Dry dry;
  dry.begins.resize(kinds_->days.size());
  dry.left.assign(n, std::vector<double>(q, 0.0));
  dry.of_day.resize(n);
  std::vector<double> now(q * cells, 0.0), next(q * cells, 0.0);  // [free used][left]
  std::vector<double> beside_now(q, 0.0), beside_next;            // [left]
  std::size_t reached = 1;                                        // free used is below this
  std::vector<First> firsts(kind.beyonds.size());                 // all days that a layer meets are of one kind
  for (std::size_t d = 0; d < n && effort_->ok(); ++d) {
    const DayKind& day = kinds_->days[kind.days[d]];
    const auto covers = static_cast<std::size_t>(walks_->day(kind.days[d]).covers);
    if (!effort_->ok()) break;
    const auto own = static_cast<std::size_t>(day.allowance);
    auto& begins = dry.begins[kind.days[d]];
    begins.resize(covers);
    std::vector<double>& left = dry.left[d];
    std::vector<double>& of_day = dry.of_day[d];
    of_day.assign(own + 1, 0.0);
    std::fill_n(next.begin(), reached * q, 0.0);  // of the day before the last
    beside_next.assign(q, 0.0);
    // After a blocked request.
    if (d > 0) {
      const Moves& moves = moves_of(kind.days[d]);
      const std::vector<double>& before = dry.left[d - 1];
      for (std::size_t l = 0; l < q && l + own < covers; ++l) begins[l + own] += before[l];
      add_rows_product(now.data(), reached, moves.spent.data(), q, &next[own * q]);
      add_rows_product(before.data(), 1, moves.spent.data(), q, left.data());
      of_day[0] += std::accumulate(left.begin(), left.end(), 0.0);
      add_rows_product(beside_now.data(), 1, moves.spent.data(), q, beside_next.data());
      effort_->work(static_cast<double>(reached * q * q));
      for (std::size_t day_left = 1; day_left <= own; ++day_left) {
        const std::vector<double>& kept = moves.kept[day_left];
        if (kept.empty()) continue;
        add_rows_scaled(now.data(), reached, kept.data(), q, &next[(own - day_left) * q]);
        add_rows_scaled(before.data(), 1, kept.data(), q, left.data());
        of_day[day_left] += sum_of_products(before.data(), kept.data(), q);
        add_rows_scaled(beside_now.data(), 1, kept.data(), q, beside_next.data());
        effort_->work(static_cast<double>(reached * q));
      }
    }
    // On the day of the first one.
    for (const Layer& layer : kind.before[d]) {
      First& first = firsts[layer.beyond];
      if (!first.day) first = first_of(kind, starts, layer, kind.days[d]);
      CREDITCAST_CHECK(*first.day == kind.days[d]);
      first.weight += layer.weight;
      const auto least = static_cast<std::size_t>(layer.free.first) + own;
      for (std::size_t day_left = 0; day_left * q < first.ends.size(); ++day_left) {
        const double* ends = &first.ends[day_left * q];
        for (std::size_t f = 0; f < layer.free.w.size(); ++f) {
          const double w = layer.free.w[f];
          double* to = &next[(least - day_left + f) * q];
          for (std::size_t l = 0; l < q; ++l) to[l] += w * ends[l];
        }
        of_day[day_left] += layer.weight * first.by_own[day_left];
      }
      effort_->work(static_cast<double>(first.ends.size() * layer.free.w.size()));
      for (std::size_t l = 0; l < first.by_left.size(); ++l) left[l] += layer.weight * first.by_left[l];
      for (std::size_t l = 0; l < first.beside.size(); ++l) beside_next[l] += layer.weight * first.beside[l];
    }
    std::swap(now, next);
    std::swap(beside_now, beside_next);
    reached += own;
  }
  for (const First& first : firsts) {
    if (!first.day) continue;
    auto& begins = dry.begins[*first.day];
    const auto own = static_cast<std::size_t>(kinds_->days[*first.day].allowance);
    effort_->lose(2 * kFaint * first.weight);
    for (std::size_t left = 0; left < first.left.size(); ++left) begins[left + own] += first.weight * first.left[left];
  }
  dry.ends = std::move(now);
  dry.beside = std::move(beside_now);
  dry.spread.assign(q, 0.0);
  dry.used.assign(cells + q - 1, 0.0);
  for (std::size_t f = 0; f < cells; ++f) {
    for (std::size_t left = 0; left < q; ++left) {
      const double chance = dry.ends[f * q + left];
      dry.spread[left] += chance * (static_cast<double>(f) - static_cast<double>(left));
      dry.used[q - 1 + f - left] += chance;
    }
  }
  return dry;
}

std::vector<double> unused_of(const Dry& dry, std::int64_t lasted) {
  const std::size_t q = dry.spread.size(), cells = dry.ends.size() / q;
  std::vector<double> unused(cells + q - 1);
  for (std::size_t left = 0; left < q; ++left) {
    const auto beyond = static_cast<std::size_t>(std::max<std::int64_t>(0, static_cast<std::int64_t>(left) - lasted));
    for (std::size_t f = 0; f < cells; ++f) unused[beyond + cells - 1 - f] += dry.ends[f * q + left];
  }
  return unused;
}

Line DryMonths::spread_by_start(const MonthKind& kind, std::int64_t end) {
  const auto q = static_cast<std::size_t>(walks_->dearest());
  // From the last day to the first: what is to come for a day that begins with so little left.
  std::vector<double> to_come(q), before(q);
  for (std::size_t left = 0; left < q; ++left) to_come[left] = -static_cast<double>(left);
  // What first blocked requests come to, by how much was used past the daily balances and by the kind of their day.
  std::vector<First> firsts(kind.beyonds.size());
  for (std::size_t d = kind.days.size(); d-- > 0 && effort_->ok();) {
    const auto own = static_cast<double>(kinds_->days[kind.days[d]].allowance);
    for (const Layer& layer : kind.before[d]) {
      First& sums = firsts[layer.beyond];
      sums.day = kind.days[d];
      sums.left.resize(q);
      sums.weight += layer.weight;
      sums.free += layer.free.sum_of_values() + layer.weight * own;
      for (std::size_t left = 0; left < q; ++left) sums.left[left] += layer.weight * to_come[left];
    }
    const Moves& moves = moves_of(kind.days[d]);
    for (std::size_t left = 0; left < q; ++left) {
      before[left] = 0;
      for (std::size_t less = 0; less <= left; ++less) before[left] += moves.spent[left * q + less] * (own + to_come[less]);
      for (std::size_t day_left = 1; day_left < moves.kept.size(); ++day_left) {
        if (!moves.kept[day_left].empty())
          before[left] += moves.kept[day_left][left] * (own - static_cast<double>(day_left) + to_come[left]);
      }
    }
    std::swap(to_come, before);
  }
  Line spread;
  for (std::size_t beyond = 0; beyond < firsts.size(); ++beyond) {
    const First& sums = firsts[beyond];
    if (!sums.day) continue;
    const DayWalk& walk = walks_->day(*sums.day);
    const auto own = static_cast<std::size_t>(kinds_->days[*sums.day].allowance);
    Line by_left;
    for (std::size_t left = 0; left + own < walk.blocked.size() && walk.blocked[left + own] > kFaintSpread; ++left) {
      double sum = 0;
      for (std::size_t all = 0; all < std::min(q, left + own + 1); ++all) {
        const std::size_t day_left = day_left_of(left, all);
        sum += walk.cut[(left + own) * q + all] *
               (sums.free - sums.weight * static_cast<double>(day_left) + sums.left[all - day_left]);
      }
      by_left.w.push_back(sum);
    }
    spread.add(effort_->convolved(by_left, kind.beyonds[beyond], kind.monthly, kind.monthly + end));
  }
  spread.first -= kind.monthly;
  return spread;
}

}  // namespace creditcast::exact
