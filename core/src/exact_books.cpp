#include "exact_books.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "creditcast/check.hpp"

namespace creditcast::exact {

namespace {

/// Days by balance once one occurrence more is through. law: what one spends.
Line one_further(const Walked& walked, const Line& law, const Line& now, std::size_t q, Effort& effort) {
  Line next = effort.convolved(now, reversed(law), 0, now.end());
  Line cut{0, std::vector<double>(q)};
  for (std::int64_t b = now.first; b < std::min(walked.most, now.end()); ++b) {
    const double w = now.at(b);
    const double* from = &walked.cut[static_cast<std::size_t>(b) * q];
    for (std::size_t left = 0; left < q; ++left) cut.w[left] += w * from[left];
  }
  next.add(cut);
  effort.work(static_cast<double>(now.w.size() * q));
  return next;
}

}  // namespace

Books::Books(const Resolved& resolved, const DemandSource& source, const Script& script, const std::vector<BufferLimit>& buffer,
             const Tallies& shape, const NestedBalances& balances, const Kinds& kinds, Effort& effort)
    : resolved_(&resolved),
      source_(&source),
      demand_(&source.demand()),
      script_(&script),
      buffer_(&buffer),
      balances_(&balances),
      kinds_(&kinds),
      effort_(&effort),
      ledger_(resolved, source, script, buffer, 0),
      lanes_(ledger_.empty(shape)) {
  for (const StreamDemand& stream : demand_->streams) {
    std::vector<std::int64_t>& asked = asked_.emplace_back();
    for (const DayLaw& law : stream.laws) {
      const Line credits = marginal(law.law, false);
      asked.push_back(share_count(credits.sum_of_values() / credits.total()));
    }
  }
}

Column Books::column(const Line& line) {
  Column column;
  const double total = line.total();
  CREDITCAST_CHECK(total > 0);
  effort_->lose(std::abs(1 - total));
  double sum = 0;
  std::uint64_t before = 0;
  std::size_t cells = 0;
  column.values.reserve(std::min(line.w.size(), Histogram::kBins));
  for (std::size_t i = 0; i < line.w.size(); ++i) {
    sum += line.w[i];
    const auto upto = std::min(kExactPaths, static_cast<std::uint64_t>(sum / total * static_cast<double>(kExactPaths) + 0.5));
    if (upto <= before) continue;
    column.add_many(line.first + static_cast<std::int64_t>(i), upto - before);
    before = upto;
    ++cells;
  }
  if (before < kExactPaths) column.add_many(line.end() - 1, kExactPaths - before);
  if (cells >= Histogram::kBins) effort_->refuse(kTooManyOutcomes);
  return column;
}

void Books::add(const MonthFigures& month, const Walks* walks) {
  const std::size_t m = done_++;
  Tallies& tallies = lanes_.tallies;
  const std::int64_t grain = demand_->grain;
  tallies.month_spend[m] = column(month.spend);
  tallies.month_spend[m].squares +=
      static_cast<UInt128>(static_cast<Int128>(month.spend_squares * static_cast<double>(kExactPaths)));
  tallies.month_expired[m] = column(month.expired);
  tallies.month_money[m].add_many(script_->money[m].micros / ledger_.money_step(), kExactPaths);
  tallies.month_short[m] = tallies.month_blocked[m] = share_count(month.blocked);
  std::size_t working = 0;
  for (auto day = static_cast<std::size_t>(balances_->month_begin[m]);
       day < static_cast<std::size_t>(balances_->month_begin[m + 1]); ++day) {
    if (!resolved_->days[day].working) continue;
    const auto count = static_cast<std::uint64_t>(shares(month.run_out[working++]));
    tallies.run_out_on[day] = count;
    tallies.month_run_out[m] += static_cast<std::int64_t>(count);
  }
  if (const auto& budget = resolved_->scenario->budget_per_month) {
    double over = 0, by = 0;
    for (std::size_t i = 0; i < month.spend.w.size(); ++i) {
      const std::int64_t micros = (month.spend.first + static_cast<std::int64_t>(i)) * grain;
      if (micros <= budget->micros) continue;
      over += month.spend.w[i];
      by += month.spend.w[i] * static_cast<double>(micros - budget->micros);
    }
    tallies.month_over_budget[m] = share_count(over);
    tallies.month_over_budget_by[m] = shares(by);
  }
  blocked_ever_ += std::accumulate(month.run_out.begin(), month.run_out.end(), 0.0);
  by_lasting_ += month.lasting_used;
  by_month_ += static_cast<double>(kinds_->month(m).monthly) - month.month_left;
  by_all_ += tallies.month_spend[m].sum;

  const double asked = add_asked(m);
  const Blocked blocked = month.begins.empty() ? Blocked{} : add_blocked(m, month, *walks);
  for (std::size_t s = 0; s < demand_->streams.size(); ++s) {
    // Rounded apart, what is lost may come out as a little more than all.
    std::int64_t lost = 0;
    for (std::uint32_t o = 0; o < demand_->streams[s].occurrences.size(); ++o) {
      for (std::uint32_t slot = 0; slot < demand_->streams[s].occurrences[o].slots.size(); ++slot)
        lost += lanes_.opened[ledger_.slot_index(s, o, slot, static_cast<std::int32_t>(m))].asked_credits;
    }
    std::int64_t& all = lanes_.asked[s * kinds_->of_month.size() + m];
    all = std::max(all, lost);
  }
  tallies.month_blocked_requests[m] = share_count(blocked.requests);
  tallies.month_blocked_credits[m] = shares(blocked.credits) * grain;
  tallies.blocked_requests += tallies.month_blocked_requests[m];
  tallies.blocked_credits += tallies.month_blocked_credits[m];
  pieces_ += asked - blocked.pieces;
}

/// What a month asks for. Returns the pieces that would be finished.
double Books::add_asked(std::size_t m) {
  double pieces = 0;
  for (const std::uint32_t k : kinds_->month(m).days) {
    const DayKind& kind = kinds_->days[k];
    for (std::size_t s = 0; s < kind.laws.size(); ++s) {
      if (kind.laws[s] < 0) continue;
      const auto law = static_cast<std::size_t>(kind.laws[s]);
      lanes_.law_days[source_->law_index(s, law, m)] += static_cast<std::int64_t>(kExactPaths);
      lanes_.asked[s * kinds_->of_month.size() + m] += asked_[s][law];
    }
    pieces += kind.pieces.sum_of_values();
  }
  return pieces;
}

/// What of it is blocked or not asked for any more.
Books::Blocked Books::add_blocked(std::size_t m, const MonthFigures& month, const Walks& walks) {
  Blocked blocked;
  const auto q = static_cast<std::size_t>(walks.dearest());
  for (const auto& [k, begins] : month.begins) {
    const DayKind& kind = kinds_->days[k];
    if (begins.empty()) continue;
    Line now{0, begins};  // days by balance, as they go through the streams
    for (std::size_t s = 0; s < kind.laws.size() && effort_->ok(); ++s) {
      if (kind.laws[s] < 0) continue;
      const DayLaw& law = day_law(*demand_, s, kind.laws[s]);
      const Walked& walked = walks.of(s, law.occurrence);
      const std::vector<double> chance = chances(law);
      double further = 1;
      std::vector<double> starts(static_cast<std::size_t>(walked.most) + 1);
      Line done;
      for (std::size_t i = 0; i < chance.size(); ++i) {
        done.add(now, chance[i]);
        further -= chance[i];
        if (i + 1 == chance.size() || further <= 0) break;
        for (std::size_t b = 0; b < starts.size(); ++b) starts[b] += further * now.at(static_cast<std::int64_t>(b));
        now = one_further(walked, effort_->shortened(walked.law, further * now.total()), now, q, *effort_);
      }
      now = std::move(done);
      const std::size_t width = static_cast<std::size_t>(walked.most) + 1;
      const Occurrence& occurrence = demand_->streams[s].occurrences[law.occurrence];
      const std::vector<SlotMean> means = slot_means(occurrence);
      for (std::size_t b = 0; b + 1 < width; ++b) {
        const double w = starts[b];
        if (w == 0) continue;
        blocked.requests += w * walked.blocked[b];
        blocked.credits += w * walked.blocked_credits[b];
        blocked.pieces += w * walked.lost_pieces[b];
      }
      for (std::uint32_t slot = 0; slot < occurrence.slots.size(); ++slot) {
        Walked::Lost sum;
        for (std::size_t b = 0; b + 1 < width; ++b) {
          const Walked::Lost& lost = walked.lost[slot * width + b];
          sum.requests += starts[b] * lost.requests;
          sum.credits += starts[b] * lost.credits;
          sum.blocked_requests += starts[b] * lost.blocked_requests;
          sum.blocked_credits += starts[b] * lost.blocked_credits;
        }
        OpenedSum& opened = lanes_.opened[ledger_.slot_index(s, law.occurrence, slot, static_cast<std::int32_t>(m))];
        opened.asked_requests += share_count(sum.requests);
        opened.asked_credits += share_count(sum.credits);
        // Paid requests follow from paid credits at the mean price of all; what is lost may have another.
        if (means[slot].credits > 0)
          opened.requests += static_cast<std::int64_t>(
              (sum.credits * (means[slot].requests / means[slot].credits) - sum.requests) * static_cast<double>(kExactPaths));
        opened.blocked_requests += share_count(sum.blocked_requests);
        opened.blocked_credits += share_count(sum.blocked_credits);
      }
    }
  }
  return blocked;
}

Tallies Books::tallies() && {
  Tallies tallies = ledger_.filled(std::move(lanes_));
  const Int128 grain = demand_->grain;
  const Int128 lasting = shares(by_lasting_), monthly = shares(by_month_);
  if (balances_->lasting_pool) tallies.by_pool[*balances_->lasting_pool].credits += lasting * grain;
  if (balances_->month_pool) tallies.by_pool[*balances_->month_pool].credits += monthly * grain;
  if (balances_->day_pool)
    tallies.by_pool[*balances_->day_pool].credits += std::max<Int128>(0, by_all_ - lasting - monthly) * grain;
  return tallies;
}

}  // namespace creditcast::exact
