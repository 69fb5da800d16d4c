#include "exact_pieces.hpp"

#include <algorithm>
#include <map>

namespace creditcast::exact {

namespace {

/// Weights below this are not followed.
constexpr double kFaintPieces = 1e-14;

/// Weights by what is left and by pieces, of a day that began with each balance and had a request blocked.
struct CutPieces {
  std::size_t columns = 0;  ///< pieces are below this
  std::vector<double> cut;  ///< [balance < covers][left < dearest][pieces]
  Lattice law;              ///< the day's credits and pieces
};

/// c += a b, pieces added up: [from < dearest][to < dearest][pieces < columns].
void add_product(const std::vector<double>& a, const std::vector<double>& b, std::size_t columns, std::size_t q,
                 std::vector<double>& c, Effort& effort) {
  std::size_t rows = 0;
  for (std::size_t i = 0; i < q; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {  // balances only fall
      for (std::size_t k = 0; k < columns; ++k) {
        const double x = a[(i * q + j) * columns + k];
        if (x <= kFaintPieces) continue;
        rows += j + 1;
        for (std::size_t to = 0; to <= j; ++to) {
          const double* from = &b[(j * q + to) * columns];
          double* into = &c[(i * q + to) * columns + k];
          for (std::size_t more = 0; more + k < columns; ++more) into[more] += x * from[more];
        }
      }
    }
  }
  effort.work(static_cast<double>(rows * columns));
}

CutPieces cut_pieces(const Demand& demand, const DayKind& kind, const DayWalk& walk, const Walks& walks, Effort& effort) {
  const auto q = static_cast<std::size_t>(walks.dearest());
  const auto covers = static_cast<std::size_t>(walk.covers);
  CutPieces out;
  out.law = point(0, 0);
  for (std::size_t s = 0; s < kind.laws.size(); ++s) {
    if (kind.laws[s] < 0) continue;
    const Lattice& law = day_law(demand, s, kind.laws[s]).law;
    effort.work(static_cast<double>(out.law.weights.size()) * static_cast<double>(law.weights.size()));
    if (!effort.ok()) return out;
    out.law = convolve(out.law, law);
  }
  out.columns = static_cast<std::size_t>(out.law.first_pieces) + out.law.columns;
  const std::size_t columns = out.columns;
  effort.work(static_cast<double>(covers * q * columns));
  if (!effort.ok()) return out;
  out.cut.assign(covers * q * columns, 0.0);
  // As of a day without them, with pieces.
  std::vector<double> after(q * q * columns, 0.0);
  for (std::size_t i = 0; i < q; ++i) after[(i * q + i) * columns] = 1;
  std::vector<std::vector<std::vector<double>>> rests(kind.laws.size());
  for (std::size_t s = kind.laws.size(); s-- > 0 && effort.ok();) {
    if (kind.laws[s] < 0) continue;
    const DayLaw& law = day_law(demand, s, kind.laws[s]);
    const Walked& walked = walks.of(s, law.occurrence);
    const Lattice& one = demand.streams[s].occurrences[law.occurrence].law();
    std::vector<double> small(q * q * columns, 0.0);
    for (std::size_t from = 0; from < q; ++from) {
      for (std::size_t to = 0; to <= from; ++to) {
        for (std::size_t k = 0; k < columns; ++k)
          small[(from * q + to) * columns + k] += one.at(static_cast<std::int64_t>(from - to), static_cast<std::int64_t>(k));
        if (static_cast<std::int64_t>(from) < walked.most) small[(from * q + to) * columns] += walked.cut[from * q + to];
      }
    }
    const std::vector<double> chance = chances(law);
    rests[s].resize(chance.size() - 1);
    std::vector<double> all;
    for (std::size_t i = chance.size(); i-- > 0 && effort.ok();) {
      std::vector<double> next(q * q * columns, 0.0);
      if (!all.empty()) add_product(small, all, columns, q, next, effort);
      for (std::size_t x = 0; x < next.size(); ++x) next[x] += chance[i] * after[x];
      all = std::move(next);
      if (i > 0) rests[s][i - 1] = all;
    }
    after = std::move(all);
  }
  Lattice before = point(0, 0);
  std::vector<double> cut(q * columns);
  for (std::size_t s = 0; s < kind.laws.size() && effort.ok(); ++s) {
    if (kind.laws[s] < 0) continue;
    const DayLaw& law = day_law(demand, s, kind.laws[s]);
    const Walked& walked = walks.of(s, law.occurrence);
    for (std::size_t i = 0; i < rests[s].size() && effort.ok(); ++i) {
      const Lattice& of_these = demand.streams[s].powers[law.occurrence][i];
      effort.work(static_cast<double>(before.weights.size()) * static_cast<double>(of_these.weights.size()));
      if (!effort.ok()) break;
      const Lattice so_far = convolve(before, of_these);
      for (std::size_t balance = 0; balance < covers; ++balance) {
        const auto at = static_cast<std::int64_t>(balance);
        std::fill(cut.begin(), cut.end(), 0.0);
        const std::int64_t first = std::max(so_far.first_credits, at - walked.most + 1);
        const std::int64_t last = std::min(so_far.first_credits + static_cast<std::int64_t>(so_far.rows), at + 1);
        if (first >= last) continue;
        std::size_t done = 0;
        for (std::int64_t spent = first; spent < last; ++spent) {
          const double* from = &walked.cut[static_cast<std::size_t>(at - spent) * q];
          for (std::size_t k = 0; k < columns; ++k) {
            const double p = so_far.at(spent, static_cast<std::int64_t>(k));
            if (p <= kFaintPieces) continue;
            done += q;
            for (std::size_t left = 0; left < q; ++left) cut[left * columns + k] += p * from[left];
          }
        }
        for (std::size_t left = 0; left < std::min(q, balance + 1); ++left) {
          for (std::size_t k = 0; k < columns; ++k) {
            const double x = cut[left * columns + k];
            if (x <= kFaintPieces) continue;
            done += (left + 1) * columns;
            for (std::size_t end = 0; end <= left; ++end) {
              const double* rest = &rests[s][i][(left * q + end) * columns];
              double* to = &out.cut[(balance * q + end) * columns + k];
              for (std::size_t more = 0; more + k < columns; ++more) to[more] += x * rest[more];
            }
          }
        }
        effort.work(static_cast<double>(done));
      }
    }
    before = convolve(before, law.law);
  }
  return out;
}

}  // namespace

Line finished_in(const MonthKind& kind, std::int64_t start, const Demand& demand, const Kinds& kinds, Walks& walks,
                 Effort& effort) {
  const auto q = static_cast<std::size_t>(walks.dearest());
  const std::size_t lefts = static_cast<std::size_t>(kind.monthly + start) + 1;
  std::map<std::uint32_t, CutPieces> cuts;
  std::size_t columns = 1;
  for (const std::uint32_t k : kind.days) {
    const DayWalk& walk = walks.day(k);
    if (!effort.ok()) return {};
    if (const auto [found, added] = cuts.try_emplace(k); added)
      found->second = cut_pieces(demand, kinds.days[k], walk, walks, effort);
    columns += cuts.at(k).columns - 1;
  }
  effort.work(static_cast<double>(lefts * columns));
  if (!effort.ok()) return {};
  std::vector<double> now(lefts * columns, 0.0), next;
  now[(lefts - 1) * columns] = 1;
  std::size_t reached = 1;  // pieces are below this so far
  for (const std::uint32_t k : kind.days) {
    const DayKind& day = kinds.days[k];
    const CutPieces& cut = cuts.at(k);
    const auto own = static_cast<std::size_t>(day.allowance);
    next.assign(lefts * columns, 0.0);
    for (std::size_t left = 0; left < lefts && effort.ok(); ++left) {
      const double* from = &now[left * columns];
      std::size_t first = 0, last = reached;
      while (first < last && from[first] <= kFaintPieces) ++first;
      while (first < last && from[last - 1] <= kFaintPieces) --last;
      if (first == last) continue;
      const std::size_t balance = left + own;
      const auto add = [&](std::size_t end, std::size_t pieces, double chance) {
        if (chance <= kFaintPieces) return;
        effort.work(static_cast<double>(last - first));
        double* to = &next[std::min(left, end) * columns + pieces];
        for (std::size_t i = first; i < last; ++i) to[i] += chance * from[i];
      };
      for (std::size_t row = 0; row < cut.law.rows; ++row) {
        const std::size_t credits = static_cast<std::size_t>(cut.law.first_credits) + row;
        if (credits > balance) break;
        for (std::size_t column = 0; column < cut.law.columns; ++column)
          add(balance - credits, static_cast<std::size_t>(cut.law.first_pieces) + column,
              cut.law.weights[row * cut.law.columns + column]);
      }
      if (balance >= static_cast<std::size_t>(walks.day(k).covers)) continue;
      for (std::size_t end = 0; end < std::min(q, balance + 1); ++end) {
        for (std::size_t pieces = 0; pieces < cut.columns; ++pieces)
          add(end, pieces, cut.cut[(balance * q + end) * cut.columns + pieces]);
      }
    }
    reached += cut.columns - 1;
    std::swap(now, next);
  }
  Line pieces{0, std::vector<double>(columns, 0.0)};
  for (std::size_t left = 0; left < lefts; ++left) {
    for (std::size_t i = 0; i < columns; ++i) pieces.w[i] += now[left * columns + i];
  }
  return pieces;
}

}  // namespace creditcast::exact
