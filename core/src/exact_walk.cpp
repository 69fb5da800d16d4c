#include "exact_walk.hpp"

#include <algorithm>
#include <numeric>

#include "lane_kernels.hpp"

namespace creditcast::exact {

namespace {

constexpr std::int64_t kMostPrice = 400;  ///< grains, of a request, where any may be blocked

Walked walk_of(const Occurrence& occurrence, std::size_t q, Effort& effort) {
  Walked out;
  const Lattice& law = occurrence.law();
  out.law = effort.trimmed(marginal(law, false));
  out.most = out.law.end() - 1;
  const auto most = static_cast<std::size_t>(out.most);
  const std::size_t slots = occurrence.slots.size();
  effort.work(static_cast<double>(most * q));
  if (!effort.ok()) return out;
  out.cut.assign(most * q, 0.0);
  out.blocked.assign(most + 1, 0.0);
  out.blocked_credits.assign(most + 1, 0.0);
  out.lost_pieces.assign(most + 1, 0.0);
  out.lost.assign(slots * (most + 1), {});
  std::vector<double> pieces(static_cast<std::size_t>(law.first_credits) + law.rows);
  for (std::size_t row = 0; row < law.rows; ++row) {
    for (std::size_t column = 0; column < law.columns; ++column) {
      const std::size_t at = static_cast<std::size_t>(law.first_credits) + row;
      const double w = law.weights[row * law.columns + column];
      pieces[at] += w * static_cast<double>(law.first_pieces + static_cast<std::int64_t>(column));
    }
  }
  double above = std::accumulate(pieces.begin() + static_cast<std::ptrdiff_t>(most) + 1, pieces.end(), 0.0);
  for (std::size_t balance = most; balance-- > 0;) out.lost_pieces[balance] = above += pieces[balance + 1];

  // Expected of each slot from a node on.
  const std::size_t nodes = occurrence.nodes.size();
  std::vector<SlotMean> rest(nodes * slots);
  for (std::size_t i = 0; i < nodes; ++i) {
    const Node& node = occurrence.nodes[i];
    for (std::uint32_t k = node.first_step; k < node.first_step + node.steps; ++k) {
      const Step& step = occurrence.steps[k];
      for (std::size_t slot = 0; slot < slots; ++slot) {
        rest[i * slots + slot].requests += step.chance * rest[step.next * slots + slot].requests;
        rest[i * slots + slot].credits += step.chance * rest[step.next * slots + slot].credits;
      }
      for (std::uint32_t c = step.first_charge; c < step.first_charge + step.charges; ++c) {
        SlotMean& mean = rest[i * slots + occurrence.charges[c].slot];
        mean.requests += step.chance;
        mean.credits += step.chance * static_cast<double>(occurrence.charges[c].spent);
      }
    }
  }
  // Where it stands, by what was spent so far; each request is blocked by balances from that to less than its price more.
  std::vector<Line> visits(nodes);
  visits.back() = point_at(0);
  std::vector<SlotMean> ahead(slots);
  for (std::size_t i = nodes; i-- > 0;) {
    const Node& node = occurrence.nodes[i];
    const Line visit = std::move(visits[i]);
    if (visit.w.empty()) continue;
    for (std::uint32_t k = node.first_step; k < node.first_step + node.steps; ++k) {
      const Step& step = occurrence.steps[k];
      Line moved = visit;
      moved.first += step.credits;
      visits[step.next].add(moved, step.chance);
      for (std::size_t slot = 0; slot < slots; ++slot) ahead[slot] = rest[step.next * slots + slot];
      std::int64_t after = step.credits;
      for (std::uint32_t c = step.first_charge + step.charges; c-- > step.first_charge;) {
        const Charge& charge = occurrence.charges[c];
        ahead[charge.slot].requests += 1;
        ahead[charge.slot].credits += static_cast<double>(charge.spent);
        after -= charge.spent;
        if (charge.price == 0) continue;
        const auto price = static_cast<std::size_t>(charge.price);
        for (std::size_t v = 0; v < visit.w.size(); ++v) {
          const double p = visit.w[v] * step.chance;
          if (p <= 0) continue;
          const auto spent = static_cast<std::size_t>(visit.first + after) + v;
          if (spent >= most) break;
          const auto until = std::min(spent + price, most);
          for (std::size_t balance = spent; balance < until; ++balance) out.cut[balance * q + (balance - spent)] += p;
          // As steps up and down, summed below.
          const auto both = [&](double& from, double& to, double value) {
            from += value;
            to -= value;
          };
          both(out.blocked[spent], out.blocked[until], p);
          both(out.blocked_credits[spent], out.blocked_credits[until], p * static_cast<double>(charge.price));
          for (std::size_t slot = 0; slot < slots; ++slot) {
            auto& from = out.lost[slot * (most + 1) + spent];
            auto& to = out.lost[slot * (most + 1) + until];
            both(from.requests, to.requests, p * ahead[slot].requests);
            both(from.credits, to.credits, p * ahead[slot].credits);
            if (slot != charge.slot) continue;
            both(from.blocked_requests, to.blocked_requests, p);
            both(from.blocked_credits, to.blocked_credits, p * static_cast<double>(charge.price));
          }
        }
      }
    }
  }
  for (std::size_t balance = 1; balance <= most; ++balance) {
    out.blocked[balance] += out.blocked[balance - 1];
    out.blocked_credits[balance] += out.blocked_credits[balance - 1];
    for (std::size_t slot = 0; slot < slots; ++slot) {
      auto& sum = out.lost[slot * (most + 1) + balance];
      const auto& before = out.lost[slot * (most + 1) + balance - 1];
      sum.requests += before.requests;
      sum.credits += before.credits;
      sum.blocked_requests += before.blocked_requests;
      sum.blocked_credits += before.blocked_credits;
    }
  }
  out.small.assign(q * q, 0.0);
  for (std::size_t balance = 0; balance < q; ++balance) {
    for (std::size_t spent = 0; spent <= std::min(balance, most); ++spent)
      out.small[balance * q + balance - spent] += out.law.at(static_cast<std::int64_t>(spent));
    for (std::size_t left = 0; left < q && balance < most; ++left) out.small[balance * q + left] += out.cut[balance * q + left];
  }
  return out;
}

using Matrix = std::vector<double>;
DayWalk walk_of(const DayKind& kind, const Demand& demand, const std::vector<std::vector<Walked>>& walks, std::size_t q,
                Effort& effort) {
  DayWalk out;
  out.covers = kind.total.end() - 1;
  const auto covers = static_cast<std::size_t>(out.covers);
  out.by_end.assign(q * covers, 0.0);
  // From the last stream to the first: what the streams after it do with a small balance.
  std::vector<Matrix> after(kind.laws.size() + 1);
  after.back().assign(q * q, 0.0);
  for (std::size_t i = 0; i < q; ++i) after.back()[i * q + i] = 1;
  std::vector<std::vector<Matrix>> rests(kind.laws.size());
  for (std::size_t s = kind.laws.size(); s-- > 0 && effort.ok();) {
    after[s] = after[s + 1];
    if (kind.laws[s] < 0) continue;
    const DayLaw& law = day_law(demand, s, kind.laws[s]);
    const Matrix& one = walks[s][law.occurrence].small;
    const std::vector<double> chance = chances(law);
    // rests[i]: i + 1 began and the last of them was blocked; weights of how many more there are.
    const std::size_t most = chance.size() - 1;
    std::vector<Matrix>& rest = rests[s];
    rest.assign(most, Matrix(q * q, 0.0));
    // Horner: R_i = P(i + 1) A + O R_{i+1}, the matrix on the left acting first.
    Matrix all(q * q, 0.0);
    for (std::size_t i = most + 1; i-- > 0 && effort.ok();) {
      Matrix next(q * q, 0.0);
      if (i < most) add_rows_product(one.data(), q, all.data(), q, next.data());
      effort.work(static_cast<double>(q * q * q));
      for (std::size_t x = 0; x < q * q; ++x) next[x] += chance[i] * after[s + 1][x];
      all = std::move(next);
      if (i > 0) rest[i - 1] = all;
    }
    after[s] = all;
  }
  // From the last occurrence to the first, too: which balances lead to a blocked request from there on, by what is left at the
  // day's end.
  Line before = point_at(0);
  for (std::size_t s = 0; s < kind.laws.size() && effort.ok(); ++s) {
    if (kind.laws[s] < 0) continue;
    const DayLaw& law = day_law(demand, s, kind.laws[s]);
    const Walked& walked = walks[s][law.occurrence];
    const std::size_t balances = std::min(static_cast<std::size_t>(walked.most), covers);
    std::vector<Line> cut(q);  // [end]
    const std::vector<double> chance = chances(law);
    double further = 0;  // more than i + 1 of them
    for (std::size_t i = rests[s].size(); i-- > 0 && effort.ok();) {
      const Line spent = effort.shortened(walked.law, further);
      for (Line& of_end : cut) of_end = effort.trimmed(effort.convolved(of_end, spent, 0, out.covers));
      further += chance[i + 1];
      std::vector<double> now(balances * q);
      add_rows_product(walked.cut.data(), balances, rests[s][i].data(), q, now.data());
      effort.work(static_cast<double>(balances * q * q));
      for (std::size_t end = 0; end < q; ++end) {
        cut[end].add(Line{0, std::vector<double>(balances)});
        for (std::size_t balance = end; balance < balances; ++balance) cut[end].w[balance] += now[balance * q + end];
      }
    }
    for (std::size_t end = 0; end < q; ++end) {
      const Line all = effort.convolved(cut[end], before, 0, out.covers);
      for (std::int64_t balance = all.first; balance < all.end(); ++balance)
        out.by_end[end * covers + static_cast<std::size_t>(balance)] += all.at(balance);
    }
    before = effort.convolved(before, marginal(law.law, false), 0, out.covers);
  }
  const Tail over(kind.total);
  out.blocked.resize(covers);
  for (std::size_t balance = 0; balance < covers; ++balance) out.blocked[balance] = over(static_cast<std::int64_t>(balance));
  out.cut.resize(covers * q);
  for (std::size_t balance = 0; balance < covers; ++balance) {
    for (std::size_t end = 0; end < q; ++end) out.cut[balance * q + end] = out.by_end[end * covers + balance];
  }
  return out;
}

}  // namespace

std::vector<double> chances(const DayLaw& law) {
  std::vector<double> all;
  for (const CountChance& one : law.counts) {
    if (one.chance <= 0) continue;
    all.resize(std::max(all.size(), static_cast<std::size_t>(one.count) + 1));
    all[static_cast<std::size_t>(one.count)] += one.chance;
  }
  return all;
}

Walks::Walks(const Demand& demand, const std::vector<DayKind>& kinds, Effort& effort)
    : demand_(&demand), kinds_(&kinds), effort_(&effort), days_(kinds.size()) {
  for (const StreamDemand& stream : demand.streams) {
    for (const Occurrence& occurrence : stream.occurrences) {
      for (const Charge& charge : occurrence.charges) dearest_ = std::max(dearest_, charge.price);
    }
  }
  if (dearest_ > kMostPrice) effort.refuse("a request may be blocked, and prices are many of its smallest steps");
  walks_.resize(demand.streams.size());
  for (std::size_t s = 0; s < demand.streams.size() && effort.ok(); ++s) {
    for (const Occurrence& occurrence : demand.streams[s].occurrences)
      walks_[s].push_back(walk_of(occurrence, static_cast<std::size_t>(dearest_), effort));
  }
}

const DayWalk& Walks::day(std::uint32_t kind) {
  std::optional<DayWalk>& known = days_[kind];
  if (!known) known = walk_of((*kinds_)[kind], *demand_, walks_, static_cast<std::size_t>(dearest_), *effort_);
  return *known;
}

}  // namespace creditcast::exact
