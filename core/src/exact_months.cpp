#include "exact_months.hpp"

#include <algorithm>

namespace creditcast::exact {

namespace {

/// Months in which a request is less likely blocked than this have none.
constexpr double kNeverBlocked = 1e-12;
/// So many balances that may be left at a month's begin are each followed for themselves.
constexpr std::size_t kFewStarts = 16;
constexpr std::int64_t kAnyStart = INT64_MAX;

}  // namespace

MonthFigures Months::next() {
  const std::size_t m = done_++;
  const MonthKind& kind = kinds_->month(m);
  fresh_.first += balances_->lasting[m];
  dried_.first += balances_->lasting[m];
  spent_.first += balances_->lasting[m];
  Line all = lasts();
  const std::size_t n = kind.days.size();
  MonthFigures month;
  const double blocked = chance_over(all, all.first, kind.monthly, kind.tails[n]);
  month.blocked = blocked > kNeverBlocked ? blocked : 0;
  covered(kind, all, month.spend, month.expired, *effort_);
  const bool wipes = done_ == kinds_->of_month.size() && balances_->wiped;
  if (wipes) month.expired = left_over(kind, all, *effort_);

  month.run_out.resize(n);
  if (month.blocked > 0) {
    double before = 0;
    for (std::size_t d = 0; d < n; ++d) {
      const double by_then = chance_over(fresh_, fresh_.first, kind.monthly, kind.tails[d + 1]);
      month.run_out[d] = std::max(0.0, by_then - before);
      before = by_then;
    }
  }

  const bool followed = balances_->lasting_pool.has_value();
  if (followed && month.blocked > 0 && m > 0) {
    const Line& lack = by_start(m, all.end()).lack;
    const double mean = spent_.total();
    for (std::int64_t p = all.first; p < all.end(); ++p) month.with_before -= (spent_.at(p) - mean * all.at(p)) * lack.at(p);
  }

  const Line& after = kind.after;
  fresh_ = unblocked_end(kind, fresh_, after, *effort_);
  dried_ = unblocked_end(kind, dried_, after, *effort_);
  Line spent;
  if (followed) {
    spent = unblocked_end(kind, spent_, after, *effort_);
    spent.add(unblocked_end(kind, all, kind.spent, *effort_));
  }
  month.lasting_dry.resize(n);
  month.monthly_dry.resize(n);
  month.day_dry.resize(n);
  if (month.blocked > 0) follow_dry(m, all, wipes, month, spent);
  month.expired.first += balances_->allowances[m] - kind.free_granted + balances_->idle_expired[m];
  month.lasting_used = all.sum_of_values() - fresh_.sum_of_values() - dried_.sum_of_values();
  for (std::size_t i = 0; i < after.w.size(); ++i)
    month.month_left +=
        after.w[i] * static_cast<double>(std::max<std::int64_t>(0, kind.monthly - after.first - static_cast<std::int64_t>(i)));
  fresh_ = effort_->trimmed(std::move(fresh_));
  dried_ = effort_->trimmed(std::move(dried_));
  // Only where anything may be left.
  const Line now = lasts();
  spent_ = Line{now.first, {}};
  for (std::int64_t p = now.first; p < now.end(); ++p) spent_.w.push_back(spent.at(p));
  month.start = std::move(all);
  return month;
}

Line Months::lasts() const {
  Line all = fresh_;
  all.add(dried_);
  return all;
}

void Months::make_walks() {
  if (walks_) return;
  walks_.emplace(*demand_, kinds_->days, *effort_);
  dry_months_.emplace(*kinds_, *walks_, *effort_);
}

const Months::ByStart& Months::by_start(std::size_t m, std::int64_t end) {
  make_walks();
  by_start_.resize(kinds_->months.size());
  ByStart& known = by_start_[kinds_->of_month[m]];
  if (known.end >= end || !effort_->ok()) return known;
  const MonthKind& kind = kinds_->month(m);
  known.end = end;
  known.spread = dry_months_->spread_by_start(kind, end);
  // Of months that ask for more than there is past the daily balances, less what there is and what of these is used and left.
  const Tail asked(kind.spent);
  known.lack = {0, std::vector<double>(static_cast<std::size_t>(end))};
  for (std::int64_t p = 0; p < end; ++p) {
    const std::int64_t all = kind.monthly + p;
    known.lack.w[static_cast<std::size_t>(p)] =
        asked(all) - static_cast<double>(all) * kind.tails.back()(all) - known.spread.at(p);
  }
  return known;
}

/// Adds what months come to past their first blocked request.
void Months::follow_dry(std::size_t m, const Line& all, bool wipes, MonthFigures& month, Line& spent) {
  const MonthKind& kind = kinds_->month(m);
  const Tail& tail = kind.tails.back();
  make_walks();
  if (!effort_->ok()) return;
  // Starts that are followed by themselves, and the others together.
  Line together;
  std::vector<std::pair<std::int64_t, double>> alone;
  std::size_t support = 0;
  for (const double w : all.w) support += w > kNeverBlocked ? 1 : 0;
  for (std::size_t i = 0; i < all.w.size(); ++i) {
    const std::int64_t p = all.first + static_cast<std::int64_t>(i);
    const double w = all.w[i];
    if (w * tail(kind.monthly + p) <= kNeverBlocked * 0.01) continue;
    if (p < walks_->dearest() || support <= kFewStarts) {
      alone.emplace_back(p, w);
    } else {
      together.add(p, w);
    }
  }
  for (const auto& [p, w] : alone) {
    auto [found, added] = known_dry_.try_emplace({kinds_->of_month[m], p});
    if (added) {
      found->second.dry = dry_months_->from(kind, point_at(p), {});
      found->second.unused = unused_of(found->second.dry, p);
    }
    if (!effort_->ok()) return;
    const Dry& dry = found->second.dry;
    const double before = spent_.at(p), there = static_cast<double>(kind.monthly + p);
    for (std::size_t left = 0; left < dry.spread.size(); ++left)
      spent.add(std::min(static_cast<std::int64_t>(left), p),
                (before + w * there) * dry.left.back()[left] + w * dry.spread[left]);
    Line spread = gather(dry, found->second.unused, w, p, wipes, kind, month);
    spread.first += kind.monthly + p;
    month.spend.add(spread);
  }
  if (together.w.empty()) return;
  Line beside = together;  // times what was spent before, and what lasts
  for (std::int64_t p = together.first; p < together.end(); ++p) {
    const double w = together.at(p);
    beside.w[static_cast<std::size_t>(p - together.first)] = w > 0 ? spent_.at(p) + w * static_cast<double>(p) : 0;
  }
  const Dry dry = dry_months_->from(kind, together, beside);
  if (!effort_->ok()) return;
  for (std::size_t left = 0; left < dry.spread.size(); ++left)
    spent.add(static_cast<std::int64_t>(left),
              dry.beside[left] + static_cast<double>(kind.monthly) * dry.left.back()[left] + dry.spread[left]);
  const Line spread = gather(dry, unused_of(dry, kAnyStart), 1, kAnyStart, wipes, kind, month);
  // How much lasted at the month's begin and how the dry days went are taken as independent, given that a request was blocked:
  // the distribution may be off by as much as that is likely. Its deviation is not.
  Line starts = together;
  for (std::size_t i = 0; i < starts.w.size(); ++i)
    starts.w[i] *= tail(kind.monthly + starts.first + static_cast<std::int64_t>(i));
  const double total = starts.total(), mean = starts.sum_of_values() / total;
  const Line& by_start_spread = by_start(m, all.end()).spread;
  for (std::int64_t p = together.first; p < together.end(); ++p)
    month.spend_squares += 2 * together.at(p) * (static_cast<double>(p) - mean) * by_start_spread.at(p);
  for (double& w : starts.w) w /= total;
  starts.first += kind.monthly;
  month.spend.add(effort_->convolved(starts, spread));
}

/// Adds what follows the first blocked request, where so much lasted at the month's begin. Returns what was used of the daily
/// balances less what is left.
Line Months::gather(const Dry& dry, const std::vector<double>& unused, double weight, std::int64_t lasted, bool wipes,
                    const MonthKind& kind, MonthFigures& month) {
  const auto q = static_cast<std::size_t>(walks_->dearest());
  for (std::size_t k = 0; k < dry.begins.size(); ++k) {
    auto& to = month.begins[static_cast<std::uint32_t>(k)];
    if (to.size() < dry.begins[k].size()) to.resize(dry.begins[k].size());
    for (std::size_t b = 0; b < dry.begins[k].size(); ++b) to[b] += weight * dry.begins[k][b];
  }
  const auto lasts_of = [&](std::size_t left) { return std::min(static_cast<std::int64_t>(left), lasted); };
  for (std::size_t left = 0; left < q; ++left) {
    const double w = weight * dry.left.back()[left];
    const std::int64_t lasts = lasts_of(left);
    month.month_left += w * static_cast<double>(static_cast<std::int64_t>(left) - lasts);
    dried_.add(lasts, w);
  }
  Line spread{1 - static_cast<std::int64_t>(q), dry.used};
  for (double& w : spread.w) w *= weight;
  if (wipes) {  // all that is not used expires
    Line expired = reversed(spread);
    expired.first += static_cast<std::int64_t>(kind.free_granted);
    month.expired.add(expired);
  } else {
    month.expired.add(Line{0, unused}, weight);
  }
  for (std::size_t d = 0; d < kind.days.size(); ++d) {
    auto& lasting = month.lasting_dry[d];
    auto& monthly = month.monthly_dry[d];
    lasting.resize(q);
    monthly.resize(q);
    for (std::size_t left = 0; left < q; ++left) {
      const auto lasts = static_cast<std::size_t>(lasts_of(left));
      lasting[lasts] += weight * dry.left[d][left];
      monthly[left - lasts] += weight * dry.left[d][left];
    }
    auto& of_day = month.day_dry[d];
    of_day.resize(dry.of_day[d].size());
    for (std::size_t left = 0; left < of_day.size(); ++left) of_day[left] += weight * dry.of_day[d][left];
  }
  return spread;
}

}  // namespace creditcast::exact
