#include "exact.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

#include "creditcast/check.hpp"
#include "lane_kernels.hpp"

namespace creditcast {

namespace {

/// Weights below this are dropped at either end of a distribution; a share of kExactPaths is 9e-13.
constexpr double kTrimmed = 0x1p-44;
/// Weights below this are not followed.
constexpr double kFaint = 1e-18;
/// The same of finished pieces, which none but themselves depend on.
constexpr double kFaintPieces = 1e-14;
/// Months in which a request is less likely blocked than this have none.
constexpr double kNeverBlocked = 1e-12;
constexpr std::size_t kMostCells = Histogram::kBins;
constexpr std::int64_t kMostPrice = 400;  ///< grains, of a request, where any may be blocked
/// So many balances that may be left at a month's begin are each followed for themselves.
constexpr std::size_t kFewStarts = 16;

/// Weights of first, first + 1, ... ; none: all is zero.
struct Line {
  std::int64_t first = 0;
  std::vector<double> w;

  [[nodiscard]] double at(std::int64_t value) const {
    const auto i = static_cast<std::uint64_t>(value - first);
    return i < w.size() ? w[static_cast<std::size_t>(i)] : 0.0;
  }
  [[nodiscard]] std::int64_t end() const { return first + static_cast<std::int64_t>(w.size()); }
  [[nodiscard]] double total() const { return std::accumulate(w.begin(), w.end(), 0.0); }
  [[nodiscard]] double sum_of_values() const {
    double sum = 0;
    for (std::size_t i = 0; i < w.size(); ++i) sum += w[i] * static_cast<double>(first + static_cast<std::int64_t>(i));
    return sum;
  }
  void add(std::int64_t value, double weight) {
    if (weight == 0.0) return;
    if (w.empty()) first = value;
    if (value < first) {
      w.insert(w.begin(), static_cast<std::size_t>(first - value), 0.0);
      first = value;
    }
    if (value >= end()) w.resize(static_cast<std::size_t>(value - first) + 1);
    w[static_cast<std::size_t>(value - first)] += weight;
  }
  void add(const Line& other, double scale = 1) {
    if (other.w.empty()) return;
    add(other.first, 0x1p-1000);  // makes room
    add(other.end() - 1, 0x1p-1000);
    for (std::size_t i = 0; i < other.w.size(); ++i) w[static_cast<std::size_t>(other.first - first) + i] += scale * other.w[i];
  }
};

Line point_at(std::int64_t value, double weight = 1) { return Line{value, {weight}}; }

/// P(value > v) of a line.
struct Tail {
  std::int64_t first = 0;
  std::vector<double> above;  ///< [i] of first - 1 + i
  explicit Tail(const Line& line) : first(line.first), above(line.w.size() + 1) {
    for (std::size_t i = line.w.size(); i-- > 0;) above[i] = above[i + 1] + line.w[i];
  }
  [[nodiscard]] double operator()(std::int64_t v) const {
    if (v < first) return above.front();
    const auto i = static_cast<std::size_t>(v - first + 1);
    return i < above.size() ? above[i] : 0.0;
  }
};

Line reversed(const Line& line) {
  Line back;
  back.w.assign(line.w.rbegin(), line.w.rend());
  back.first = -(line.end() - 1);
  return back;
}

/// What one occurrence does from a balance that may not cover it.
struct Walked {
  std::int64_t most = 0;                                      ///< largest total, grains
  std::vector<double> law;                                    ///< [credits]
  std::vector<double> cut;                                    ///< [balance < most][left < dearest] blocked, with so much left
  std::vector<double> small;                                  ///< [balance < dearest][left < dearest] blocked or not
  std::vector<double> blocked, blocked_credits, lost_pieces;  ///< [balance < most] expected
  struct Lost {
    double requests = 0, credits = 0, blocked_requests = 0, blocked_credits = 0;
  };
  std::vector<Lost> lost;  ///< [slot x most + balance]
};

struct StreamLaw {
  Line credits, pieces;
  std::vector<Line> powers;    ///< [count] credits of so many occurrences
  std::vector<double> chance;  ///< [count]
};

/// A kind of working day: which law each stream has, and how much of the day's own balance there is.
struct DayKind {
  std::vector<std::int32_t> laws;  ///< -1: no work
  std::int64_t allowance = 0;
  Line total, pieces;
  Line beyond;  ///< credits past the allowance, of days that use it up
  Line within;  ///< credits of the other days
  double mean = 0;
  bool walked = false;
  std::int64_t covers = 0;  ///< a balance of this much, the allowance included, is never blocked
  std::vector<double> cut;  ///< [balance < covers][left < dearest] blocked that day, and so much left at its end
};

/// Days before which so much of the daily balances was used (free), while `beyond` was used past them: a product, summed over
/// layers.
struct Layer {
  Line free;
  std::size_t beyond = 0;
};

struct MonthKind {
  std::vector<std::uint32_t> days;  ///< kinds of the working days
  std::int64_t monthly = 0;
  std::int64_t free_granted = 0;  ///< on working days
  std::vector<Line> beyonds;
  std::vector<std::vector<Layer>> before;  ///< [working days done]
  std::vector<Line> after;                 ///< [working days done] what is used past the daily balances
  std::vector<Tail> tails;
  Line free;                    ///< all of the month
  Line spend, expired, pieces;  ///< where nothing is blocked
  double mean = 0;
};

/// What follows the first blocked request of a month, for a start in it.
struct Dry {
  std::vector<double> ends;  ///< [left][free used]
  std::vector<std::vector<double>>
      begins;                             ///< [kind of day in the month][balance] days that begin so, this one's blocked or not
  std::vector<std::vector<double>> left;  ///< [working day][left < dearest] at its end
  std::vector<std::vector<double>>
      of_day;  ///< [working day][left of the allowance] on days after the first blocked request began
};

/// A chance of blocked requests that no figure shows.
constexpr double kNoBlock = 1e-9;

class Computer {
 public:
  Computer(const Resolved& resolved, const DemandSource& source, const Script& script, const std::vector<BufferLimit>& buffer,
           const Tallies& shape, bool fan, double most_work)
      : resolved_(resolved),
        source_(source),
        demand_(source.demand()),
        script_(script),
        buffer_(buffer),
        fan_(fan),
        most_work_(most_work),
        ledger_(resolved, source, script, buffer, 0) {
    lanes_ = ledger_.empty(shape);
  }

  std::variant<Exact, WhyNot> run() {
    check_demand();
    if (ok()) find_tiers();
    if (ok()) find_kinds();
    if (ok()) walk();
    if (ok()) totals();
    if (!ok()) return why_not_;
    out_.tallies = ledger_.filled(lanes_);
    set_pools();
    out_.bound += demand_.lost;
    return std::move(out_);
  }

 private:
  using Micros = std::int64_t;
  [[nodiscard]] bool ok() const { return why_not_.empty(); }
  void refuse(std::string why) {
    if (why_not_.empty()) why_not_ = std::move(why);
  }
  void work(double multiplications) {
    work_ += multiplications;
    if (work_ > most_work_) refuse("it would take too long");
  }
  [[nodiscard]] std::size_t days() const { return resolved_.days.size(); }
  [[nodiscard]] std::size_t months() const { return static_cast<std::size_t>(resolved_.months); }

  Line convolved(const Line& a, const Line& b) {
    if (a.w.empty() || b.w.empty()) return {};
    Line sum;
    sum.first = a.first + b.first;
    sum.w.assign(a.w.size() + b.w.size() - 1, 0.0);
    work(static_cast<double>(a.w.size()) * static_cast<double>(b.w.size()));
    if (!ok()) return point_at(0);
    const Line& large = a.w.size() >= b.w.size() ? a : b;
    const Line& small = &large == &a ? b : a;
    add_products(large.w.data(), large.w.size(), small.w.data(), small.w.size(), sum.w.data());
    return sum;
  }
  Line trimmed(Line line, double scale = 1) {
    std::size_t first = 0, last = line.w.size();
    double left = 0, right = 0;
    while (last - first > 1 && left + line.w[first] <= kTrimmed * scale) left += line.w[first++];
    while (last - first > 1 && right + line.w[last - 1] <= kTrimmed * scale) right += line.w[--last];
    lost_ += left + right;
    if (last < line.w.size()) line.w.resize(last);
    if (first > 0) line.w.erase(line.w.begin(), line.w.begin() + static_cast<std::ptrdiff_t>(first));
    line.first += static_cast<std::int64_t>(first);
    if (line.w.size() > kMostCells) refuse("its outcomes are too many for its smallest step");
    return line;
  }

  // --- what must hold ---
  void check_demand() {
    for (const StreamDemand& stream : demand_.streams) {
      if (stream.most_dealt >= 0) refuse("a quantity is drawn for a week or a month and dealt out to its days");
      for (const Occurrence& occurrence : stream.occurrences) {
        if (occurrence.margin > 0) refuse("a failed run costs less than its price");
      }
    }
    for (const auto& purchases : script_.purchases) {
      if (!purchases.empty()) refuse("the policy buys");
    }
  }

  struct Lot {
    std::uint32_t balance = 0;
    std::int32_t from = 0, end = 0;  ///< end: days() with the horizon, past it never
    std::int64_t credits = 0;
    std::int32_t counts_in = 0;
  };

  void find_tiers() {
    const auto day_count = static_cast<std::int32_t>(days());
    std::vector<std::vector<Lot>> open(script_.balances.size());
    std::vector<Lot> lots;
    const auto close = [&](const ScriptDay::End& end, std::int32_t day) {
      for (Lot& lot : open[end.balance]) {
        lot.end = day;
        lot.counts_in = end.month;
        lots.push_back(lot);
      }
      open[end.balance].clear();
    };
    for (std::int32_t day = 0; day < day_count; ++day) {
      const ScriptDay& script = script_.days[static_cast<std::size_t>(day)];
      for (const ScriptDay::End& end : script.ends) close(end, day);
      for (const ScriptDay::Grant& grant : script.grants)
        open[grant.balance].push_back({grant.balance, day, 0, grant.credits, 0});
    }
    for (const ScriptDay::End& end : script_.last) close(end, day_count);
    for (auto& left : open) {
      for (Lot& lot : left) {
        lot.end = day_count + 1;
        lots.push_back(lot);
      }
    }

    std::vector<bool> pays(script_.balances.size());
    for (const auto& order : script_.orders) {
      for (const std::uint32_t balance : order) pays[balance] = true;
    }
    month_begin_.assign(months() + 1, day_count);
    for (std::int32_t day = day_count; day-- > 0;)
      month_begin_[static_cast<std::size_t>(resolved_.days[static_cast<std::size_t>(day)].month)] = day;
    const auto begins_month = [&](std::int32_t day) {
      return std::find(month_begin_.begin(), month_begin_.end(), day) != month_begin_.end();
    };

    enum class Tier : std::uint8_t { none, day, month, lasting };
    std::vector<Tier> tier(script_.balances.size(), Tier::none);
    allowance_.assign(days(), 0);
    monthly_.assign(months(), 0);
    lasting_granted_.assign(months(), 0);
    idle_expired_.assign(months(), 0);
    idle_.assign(days(), std::vector<std::int64_t>(resolved_.pools.size()));
    std::optional<bool> ends;
    for (const Lot& lot : lots) {
      const PoolIndex pool = script_.balances[lot.balance].pool;
      const auto month = static_cast<std::size_t>(resolved_.days[static_cast<std::size_t>(lot.from)].month);
      if (!pays[lot.balance]) {
        for (std::int32_t day = lot.from; day < std::min(lot.end, day_count); ++day)
          idle_[static_cast<std::size_t>(day)][pool] += lot.credits;
        if (lot.end <= day_count) idle_expired_[static_cast<std::size_t>(lot.counts_in)] += lot.credits;
        continue;
      }
      Tier of = Tier::lasting;
      const bool starts = begins_month(lot.from);
      if (lot.end == lot.from + 1) {
        of = Tier::day;
      } else if (starts && lot.end == month_begin_[month + 1]) {
        of = Tier::month;
      } else if (!starts || lot.end < day_count) {
        return refuse("a balance begins or ends within a month, or lasts for a few of them");
      }
      if (tier[lot.balance] != Tier::none && tier[lot.balance] != of) return refuse("one balance resets at different times");
      tier[lot.balance] = of;
      const auto of_tier = [&](std::optional<PoolIndex>& known) {
        if (known && *known != pool) refuse("two pools reset at the same time");
        known = pool;
      };
      if (of == Tier::day) {
        of_tier(day_pool_);
        if (allowance_[static_cast<std::size_t>(lot.from)] != 0) refuse("two pools reset at the same time");
        allowance_[static_cast<std::size_t>(lot.from)] += lot.credits;
      } else if (of == Tier::month) {
        of_tier(month_pool_);
        if (monthly_[month] != 0) refuse("two pools reset at the same time");
        monthly_[month] += lot.credits;
      } else {
        of_tier(lasting_pool_);
        const bool ends_now = lot.end == day_count;
        if (ends && *ends != ends_now) refuse("what lasts ends at different times");
        ends = ends_now;
        lasting_granted_[month] += lot.credits;
      }
    }
    wiped_ = ends.value_or(false);
    // Each day's balances must be drawn in the order in which they reset, and none may be missing.
    std::vector<std::size_t> live(script_.balances.size());
    for (std::size_t day = 0; day < days() && ok(); ++day) {
      const auto& order = script_.orders[script_.days[day].order];
      if (!resolved_.days[day].working) continue;
      Tier last = Tier::none;
      for (const std::uint32_t balance : order) {
        if (tier[balance] == Tier::none) continue;
        if (tier[balance] < last) refuse("a balance that lasts longer is drawn before one that resets");
        last = tier[balance];
      }
      for (const Lot& lot : lots) {
        if (pays[lot.balance] && lot.from <= static_cast<std::int32_t>(day) && static_cast<std::int32_t>(day) < lot.end &&
            std::find(order.begin(), order.end(), lot.balance) == order.end())
          return refuse("a balance may pay on some days only");
      }
    }
  }

  // --- kinds of days and months ---
  [[nodiscard]] static Line marginal(const Lattice& lattice, bool of_pieces) {
    Line line;
    line.first = of_pieces ? lattice.first_pieces : lattice.first_credits;
    line.w.assign(of_pieces ? lattice.columns : lattice.rows, 0.0);
    for (std::size_t row = 0; row < lattice.rows; ++row) {
      for (std::size_t column = 0; column < lattice.columns; ++column)
        line.w[of_pieces ? column : row] += lattice.weights[row * lattice.columns + column];
    }
    return line;
  }

  void find_kinds() {
    std::map<std::pair<std::vector<std::int32_t>, std::int64_t>, std::uint32_t> days_known;
    std::map<std::pair<std::vector<std::uint32_t>, std::int64_t>, std::uint32_t> months_known;
    std::vector<std::vector<std::uint32_t>> of_month(months());
    free_granted_.assign(months(), 0);
    for (std::size_t day = 0; day < days(); ++day) {
      const DayInfo& info = resolved_.days[day];
      free_granted_[static_cast<std::size_t>(info.month)] += allowance_[day];
      if (!info.working) continue;
      std::vector<std::int32_t> laws;
      for (const StreamDemand& stream : demand_.streams) laws.push_back(stream.law_of_day[day]);
      const auto [found, added] =
          days_known.try_emplace({laws, allowance_[day]}, static_cast<std::uint32_t>(day_kinds_.size()));
      if (added) {
        DayKind kind;
        kind.laws = laws;
        kind.allowance = allowance_[day];
        day_kinds_.push_back(std::move(kind));
        fill(day_kinds_.back());
        if (!ok()) return;
      }
      of_month[static_cast<std::size_t>(info.month)].push_back(found->second);
    }
    for (std::size_t m = 0; m < months() && ok(); ++m) {
      const auto [found, added] =
          months_known.try_emplace({of_month[m], monthly_[m]}, static_cast<std::uint32_t>(month_kinds_.size()));
      if (added) {
        MonthKind kind;
        kind.days = of_month[m];
        kind.monthly = monthly_[m];
        fill(kind);
        month_kinds_.push_back(std::move(kind));
      }
      kind_of_month_.push_back(found->second);
    }
  }

  void fill(DayKind& kind) {
    kind.total = point_at(0);
    kind.pieces = point_at(0);
    for (std::size_t s = 0; s < kind.laws.size(); ++s) {
      if (kind.laws[s] < 0) continue;
      const Lattice& law = demand_.streams[s].laws[static_cast<std::size_t>(kind.laws[s])].law;
      kind.total = trimmed(convolved(kind.total, marginal(law, false)));
      kind.pieces = trimmed(convolved(kind.pieces, marginal(law, true)));
      if (!ok()) return;
    }
    const double total = kind.total.total(), pieces = kind.pieces.total();
    for (double& w : kind.total.w) w /= total;
    for (double& w : kind.pieces.w) w /= pieces;
    kind.mean = kind.total.sum_of_values();
    for (std::int64_t c = kind.total.first; c < kind.total.end(); ++c) {
      if (c < kind.allowance) {
        kind.within.add(c, kind.total.at(c));
      } else {
        kind.beyond.add(c - kind.allowance, kind.total.at(c));
      }
    }
  }

  void fill(MonthKind& kind) {
    const std::size_t n = kind.days.size();
    for (const std::uint32_t day : kind.days) {
      kind.free_granted += day_kinds_[day].allowance;
      kind.mean += day_kinds_[day].mean;
    }
    const bool alike =
        std::all_of(kind.days.begin(), kind.days.end(), [&](std::uint32_t day) { return day == kind.days.front(); });
    kind.before.resize(n + 1);
    if (alike && n > 0) {
      // So many days used their allowance up, and the others did not; the two kinds are independent given how many.
      const DayKind& day = day_kinds_[kind.days.front()];
      std::vector<Line> within{point_at(0)};
      kind.beyonds.push_back(point_at(0));
      double full = day.beyond.total(), all_full = 1;
      for (std::size_t k = 1; k <= n && ok(); ++k) {
        all_full *= full;
        within.push_back(convolved(within.back(), day.within));
        kind.beyonds.push_back(trimmed(convolved(kind.beyonds.back(), day.beyond), all_full));
      }
      std::vector<double> ways{1};
      for (std::size_t d = 0; d <= n && ok(); ++d) {
        for (std::size_t k = 0; k <= d; ++k) {
          Line free = within[d - k];
          if (free.w.empty() || kind.beyonds[k].w.empty()) continue;
          for (double& w : free.w) w *= ways[k];
          free.first += static_cast<std::int64_t>(k) * day.allowance;
          kind.before[d].push_back({std::move(free), k});
        }
        std::vector<double> next(ways.size() + 1, 1.0);
        for (std::size_t k = 1; k < ways.size(); ++k) next[k] = ways[k - 1] + ways[k];
        ways = std::move(next);
      }
    } else {
      std::map<std::int64_t, Line> now{{0, point_at(0)}};  // by what was used of the daily balances
      for (std::size_t d = 0; d <= n && ok(); ++d) {
        for (const auto& [free, beyond] : now) {
          kind.before[d].push_back({point_at(free), kind.beyonds.size()});
          kind.beyonds.push_back(beyond);
        }
        if (d == n) break;
        const DayKind& day = day_kinds_[kind.days[d]];
        std::map<std::int64_t, Line> next;
        for (const auto& [free, beyond] : now) {
          if (!day.beyond.w.empty()) next[free + day.allowance].add(convolved(beyond, day.beyond));
          for (std::int64_t c = day.within.first; c < day.within.end(); ++c) {
            next[free + c].add(beyond, day.within.at(c));
            work(static_cast<double>(beyond.w.size()));
          }
        }
        for (auto& [free, beyond] : next) beyond = trimmed(std::move(beyond));
        now = std::move(next);
      }
    }
    for (std::size_t d = 0; d <= n && ok(); ++d) {
      Line after;
      for (const Layer& layer : kind.before[d]) after.add(kind.beyonds[layer.beyond], layer.free.total());
      kind.tails.emplace_back(after);
      kind.after.push_back(std::move(after));
    }
    if (!ok()) return;
    for (const Layer& layer : kind.before[n]) kind.free.add(layer.free, kind.beyonds[layer.beyond].total());
    kind.pieces = point_at(0);
    for (const std::uint32_t day : kind.days) kind.pieces = trimmed(convolved(kind.pieces, day_kinds_[day].pieces));
    covered(kind, Line{}, kind.spend, kind.expired);
  }

  /// Adds spend and expired of a month in which nothing is blocked; start: what lasts at its begin, none: as much as is needed.
  void covered(const MonthKind& kind, const Line& start, Line& spend, Line& expired) {
    const Tail enough(start);
    for (const Layer& layer : kind.before.back()) {
      const Line& beyond = kind.beyonds[layer.beyond];
      Line used{beyond.first, beyond.w};
      Line left;
      for (std::size_t i = used.w.size(); i-- > 0;) {  // what is left then grows
        const std::int64_t x = used.first + static_cast<std::int64_t>(i);
        if (!start.w.empty() && x > kind.monthly) used.w[i] *= enough(x - kind.monthly - 1);
        left.add(std::max<std::int64_t>(0, kind.monthly - x) + kind.free_granted, used.w[i]);
      }
      spend.add(convolved(used, layer.free));
      expired.add(convolved(left, reversed(layer.free)));
    }
  }

  // --- requests that may be blocked ---
  void prepare_walks() {
    if (dearest_ > 0) return;
    dearest_ = 1;
    for (const StreamDemand& stream : demand_.streams) {
      for (const Occurrence& occurrence : stream.occurrences) {
        for (const Charge& charge : occurrence.charges) dearest_ = std::max(dearest_, charge.price);
      }
    }
    if (dearest_ > kMostPrice) return refuse("a request may be blocked, and prices are many of its smallest steps");
    walks_.resize(demand_.streams.size());
    for (std::size_t s = 0; s < demand_.streams.size() && ok(); ++s) {
      for (const Occurrence& occurrence : demand_.streams[s].occurrences) walks_[s].push_back(walk_of(occurrence));
    }
  }

  Walked walk_of(const Occurrence& occurrence) {
    Walked out;
    const Lattice& law = occurrence.law();
    out.most = law.first_credits + static_cast<std::int64_t>(law.rows) - 1;
    const auto most = static_cast<std::size_t>(out.most);
    const auto q = static_cast<std::size_t>(dearest_);
    const std::size_t slots = occurrence.slots.size();
    work(static_cast<double>(most * q));
    if (!ok()) return out;
    out.law.assign(most + 1, 0.0);
    out.cut.assign(most * q, 0.0);
    out.blocked.assign(most + 1, 0.0);
    out.blocked_credits.assign(most + 1, 0.0);
    out.lost_pieces.assign(most + 1, 0.0);
    out.lost.assign(slots * (most + 1), {});
    std::vector<double> pieces(most + 1);
    for (std::size_t row = 0; row < law.rows; ++row) {
      for (std::size_t column = 0; column < law.columns; ++column) {
        const std::size_t at = static_cast<std::size_t>(law.first_credits) + row;
        const double w = law.weights[row * law.columns + column];
        out.law[at] += w;
        pieces[at] += w * static_cast<double>(law.first_pieces + static_cast<std::int64_t>(column));
      }
    }
    double above = 0;
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
        out.small[balance * q + balance - spent] += out.law[spent];
      for (std::size_t left = 0; left < q && balance < most; ++left)
        out.small[balance * q + left] += out.cut[balance * q + left];
    }
    return out;
  }

  [[nodiscard]] const DayLaw& day_law(std::size_t stream, std::int32_t law) const {
    return demand_.streams[stream].laws[static_cast<std::size_t>(law)];
  }
  [[nodiscard]] static std::vector<double> chances(const DayLaw& law) {
    std::vector<double> all;
    for (const CountChance& one : law.counts) {
      if (one.chance <= 0) continue;
      all.resize(std::max(all.size(), static_cast<std::size_t>(one.count) + 1));
      all[static_cast<std::size_t>(one.count)] += one.chance;
    }
    return all;
  }

  using Matrix = std::vector<double>;
  Matrix product(const Matrix& a, const Matrix& b) {
    const auto q = static_cast<std::size_t>(dearest_);
    work(static_cast<double>(q * q * q));
    Matrix c(q * q, 0.0);
    if (!ok()) return c;
    for (std::size_t i = 0; i < q; ++i) {
      for (std::size_t j = 0; j < q; ++j) {
        const double x = a[i * q + j];
        if (x == 0.0) continue;
        for (std::size_t k = 0; k < q; ++k) c[i * q + k] += x * b[j * q + k];
      }
    }
    return c;
  }

  /// The first request that is blocked on a day, and what is left at the day's end.
  void walk(DayKind& kind) {
    if (kind.walked) return;
    kind.walked = true;
    const auto q = static_cast<std::size_t>(dearest_);
    kind.covers = kind.total.end() - 1;
    const auto covers = static_cast<std::size_t>(kind.covers);
    kind.cut.assign(covers * q, 0.0);
    // From the last stream to the first: what the streams after it do with a small balance.
    std::vector<Matrix> after(kind.laws.size() + 1);
    after.back().assign(q * q, 0.0);
    for (std::size_t i = 0; i < q; ++i) after.back()[i * q + i] = 1;
    std::vector<std::vector<Matrix>> rests(kind.laws.size());
    for (std::size_t s = kind.laws.size(); s-- > 0 && ok();) {
      after[s] = after[s + 1];
      if (kind.laws[s] < 0) continue;
      const DayLaw& law = day_law(s, kind.laws[s]);
      const Matrix& one = walks_[s][law.occurrence].small;
      const std::vector<double> chance = chances(law);
      // rests[i]: i + 1 began and the last of them was blocked; weights of how many more there are.
      const std::size_t most = chance.size() - 1;
      std::vector<Matrix>& rest = rests[s];
      rest.assign(most, Matrix(q * q, 0.0));
      // Horner: R_i = P(i + 1) A + O R_{i+1}, the matrix on the left acting first.
      Matrix all(q * q, 0.0);
      for (std::size_t i = most + 1; i-- > 0 && ok();) {
        Matrix next = i == most ? Matrix(q * q, 0.0) : product(one, all);
        for (std::size_t x = 0; x < q * q; ++x) next[x] += chance[i] * after[s + 1][x];
        all = std::move(next);
        if (i > 0) rest[i - 1] = all;
      }
      after[s] = all;
    }
    Line before = point_at(0);
    std::vector<double> cut(q);
    for (std::size_t s = 0; s < kind.laws.size() && ok(); ++s) {
      if (kind.laws[s] < 0) continue;
      const DayLaw& law = day_law(s, kind.laws[s]);
      const Walked& walked = walks_[s][law.occurrence];
      Line so_far = before;
      Line one{0, walked.law};
      for (std::size_t i = 0; i < rests[s].size() && ok(); ++i) {
        for (std::size_t balance = 0; balance < covers; ++balance) {
          std::fill(cut.begin(), cut.end(), 0.0);
          const auto at = static_cast<std::int64_t>(balance);
          bool any = false;
          for (std::int64_t spent = std::max(so_far.first, at - walked.most + 1); spent < std::min(so_far.end(), at + 1);
               ++spent) {
            const double p = so_far.at(spent);
            if (p < kFaint) continue;
            any = true;
            const double* from = &walked.cut[static_cast<std::size_t>(at - spent) * q];
            for (std::size_t left = 0; left < q; ++left) cut[left] += p * from[left];
          }
          if (!any) continue;
          work(static_cast<double>(static_cast<std::size_t>(walked.most) * q + q * q));
          double* to = &kind.cut[balance * q];
          for (std::size_t left = 0; left < q; ++left) {
            if (cut[left] == 0.0) continue;
            const double* rest = &rests[s][i][left * q];
            for (std::size_t end = 0; end < q; ++end) to[end] += cut[left] * rest[end];
          }
        }
        so_far = convolved(so_far, one);
        if (so_far.end() > kind.covers)
          so_far.w.resize(static_cast<std::size_t>(std::max<std::int64_t>(1, kind.covers - so_far.first)));
      }
      before = convolved(before, marginal(law.law, false));
    }
  }

  /// What a day does with what is left past its own balance, for one such amount: its own balance is drawn first.
  struct Move {
    std::size_t left = 0;      ///< afterwards
    std::size_t day_left = 0;  ///< of the day's own balance
    double chance = 0;
  };
  /// Adds the ways in which a day that began with `left` past its own balance ends with `end` in all.
  static void add_move(std::vector<Move>& moves, std::size_t left, std::size_t end, double chance) {
    if (chance == 0.0) return;
    const std::size_t day_left = end > left ? end - left : 0;
    for (Move& move : moves) {
      if (move.left != end - day_left || move.day_left != day_left) continue;
      move.chance += chance;
      return;
    }
    moves.push_back({end - day_left, day_left, chance});
  }

  /// [left < dearest] what a day after a blocked request does.
  const std::vector<std::vector<Move>>& moves_of(std::uint32_t kind) {
    auto [found, added] = moves_.try_emplace(kind);
    if (!added) return found->second;
    const DayKind& day = day_kinds_[kind];
    const auto q = static_cast<std::size_t>(dearest_);
    const auto own = static_cast<std::size_t>(day.allowance);
    for (std::size_t left = 0; left < q; ++left) {
      std::vector<Move> moves;
      const std::size_t balance = left + own;
      for (std::int64_t c = day.total.first; c <= std::min(static_cast<std::int64_t>(balance), day.total.end() - 1); ++c)
        add_move(moves, left, balance - static_cast<std::size_t>(c), day.total.at(c));
      if (balance < static_cast<std::size_t>(day.covers)) {
        for (std::size_t end = 0; end < std::min(q, balance + 1); ++end) add_move(moves, left, end, day.cut[balance * q + end]);
      }
      work(static_cast<double>(moves.size() * (balance + q)));
      found->second.push_back(std::move(moves));
    }
    return found->second;
  }

  /// Chances that so much is left past the daily balances, out of monthly + start - beyond.
  std::vector<double> left_of(const MonthKind& kind, const Line& start, const Line& beyond, std::size_t reach) {
    std::vector<double> left(reach, 0.0);
    // Starts from which so little can be left.
    const std::int64_t end = std::min(start.end(), beyond.end() - kind.monthly + static_cast<std::int64_t>(reach));
    if (reach == 0 || end <= start.first) return left;
    const auto starts = static_cast<std::size_t>(end - start.first);
    const std::int64_t last = kind.monthly + end - 1;
    std::vector<double> back(reach + starts - 1);
    for (std::size_t i = 0; i < back.size(); ++i) back[i] = beyond.at(last - static_cast<std::int64_t>(i));
    add_sliding(back.data(), start.w.data(), starts, left.data(), reach);
    work(static_cast<double>(starts * reach));
    return left;
  }

  /// Follows a month past its first blocked request. start: what lasts at its begin, with its weight.
  Dry dry_month(MonthKind& kind, const Line& start) {
    const auto q = static_cast<std::size_t>(dearest_);
    const std::size_t n = kind.days.size();
    const auto cells = static_cast<std::size_t>(kind.free_granted) + 1;
    Dry dry;
    dry.begins.resize(day_kinds_.size());
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
    for (std::size_t d = 0; d < n && ok(); ++d) {
      DayKind& day = day_kinds_[kind.days[d]];
      walk(day);
      if (!ok()) break;
      const auto own = static_cast<std::size_t>(day.allowance);
      const auto covers = static_cast<std::size_t>(day.covers);
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
          work(static_cast<double>(moves[left].size() * cells));
        }
      }
      // On the day of the first one.
      const std::size_t reach = covers > own ? covers - own : 0;
      for (const Layer& layer : kind.before[d]) {
        auto [found, added] = met.try_emplace({layer.beyond, kind.days[d]});
        Met& one = found->second;
        if (added) {
          one.left = left_of(kind, start, kind.beyonds[layer.beyond], reach);
          std::vector<double> ends(q, 0.0);
          for (std::size_t left = 0; left < reach; ++left) {
            const double p = one.left[left];
            if (p <= kFaint) continue;
            const std::size_t balance = left + own;
            const double* cut = &day.cut[balance * q];
            if (left + 1 >= q) {
              for (std::size_t end = 0; end < q; ++end) ends[end] += p * cut[end];
              continue;
            }
            for (std::size_t end = 0; end < std::min(q, balance + 1); ++end) add_move(one.moves, left, end, p * cut[end]);
          }
          for (std::size_t end = 0; end < q; ++end) add_move(one.moves, q, end, ends[end]);
          work(static_cast<double>(reach * q));
        }
        one.weight += layer.free.total();
        for (const Move& move : one.moves) {
          const std::size_t used = own - move.day_left + static_cast<std::size_t>(layer.free.first);
          double* to = &next[move.left * cells + used];
          for (std::size_t f = 0; f < layer.free.w.size(); ++f) to[f] += move.chance * layer.free.w[f];
          of_day[move.day_left] += move.chance * layer.free.total();
        }
        work(static_cast<double>(one.moves.size() * layer.free.w.size()));
      }
      std::swap(now, next);
      for (std::size_t left = 0; left < q; ++left)
        dry.left[d][left] = std::accumulate(&now[left * cells], &now[left * cells] + cells, 0.0);
    }
    for (const auto& [at, one] : met) {
      auto& begins = dry.begins[at.second];
      const auto own = static_cast<std::size_t>(day_kinds_[at.second].allowance);
      for (std::size_t left = 0; left < one.left.size(); ++left) begins[left + own] += one.weight * one.left[left];
    }
    dry.ends = std::move(now);
    return dry;
  }

  // --- finished pieces, where requests are likely blocked ---
  /// Weights by what is left and by pieces, of a day that began with each balance and had a request blocked.
  struct CutPieces {
    std::size_t columns = 0;  ///< pieces are below this
    std::vector<double> cut;  ///< [balance < covers][left < dearest][pieces]
    Lattice law;              ///< the day's credits and pieces
  };

  /// c += a b, pieces added up: [from < dearest][to < dearest][pieces < columns].
  void add_product(const std::vector<double>& a, const std::vector<double>& b, std::size_t columns, std::vector<double>& c) {
    const auto q = static_cast<std::size_t>(dearest_);
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
    work(static_cast<double>(rows * columns));
  }

  CutPieces cut_pieces(const DayKind& kind) {
    const auto q = static_cast<std::size_t>(dearest_);
    const auto covers = static_cast<std::size_t>(kind.covers);
    CutPieces out;
    out.law = point(0, 0);
    for (std::size_t s = 0; s < kind.laws.size(); ++s) {
      if (kind.laws[s] < 0) continue;
      const Lattice& law = day_law(s, kind.laws[s]).law;
      work(static_cast<double>(out.law.weights.size()) * static_cast<double>(law.weights.size()));
      if (!ok()) return out;
      out.law = convolve(out.law, law);
    }
    out.columns = static_cast<std::size_t>(out.law.first_pieces) + out.law.columns;
    const std::size_t columns = out.columns;
    work(static_cast<double>(covers * q * columns));
    if (!ok()) return out;
    out.cut.assign(covers * q * columns, 0.0);
    // As walk(), with pieces.
    std::vector<double> after(q * q * columns, 0.0);
    for (std::size_t i = 0; i < q; ++i) after[(i * q + i) * columns] = 1;
    std::vector<std::vector<std::vector<double>>> rests(kind.laws.size());
    for (std::size_t s = kind.laws.size(); s-- > 0 && ok();) {
      if (kind.laws[s] < 0) continue;
      const DayLaw& law = day_law(s, kind.laws[s]);
      const Walked& walked = walks_[s][law.occurrence];
      const Lattice& one = demand_.streams[s].occurrences[law.occurrence].law();
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
      for (std::size_t i = chance.size(); i-- > 0 && ok();) {
        std::vector<double> next(q * q * columns, 0.0);
        if (!all.empty()) add_product(small, all, columns, next);
        for (std::size_t x = 0; x < next.size(); ++x) next[x] += chance[i] * after[x];
        all = std::move(next);
        if (i > 0) rests[s][i - 1] = all;
      }
      after = std::move(all);
    }
    Lattice before = point(0, 0);
    std::vector<double> cut(q * columns);
    for (std::size_t s = 0; s < kind.laws.size() && ok(); ++s) {
      if (kind.laws[s] < 0) continue;
      const DayLaw& law = day_law(s, kind.laws[s]);
      const Walked& walked = walks_[s][law.occurrence];
      for (std::size_t i = 0; i < rests[s].size() && ok(); ++i) {
        const Lattice& of_these = demand_.streams[s].powers[law.occurrence][i];
        work(static_cast<double>(before.weights.size()) * static_cast<double>(of_these.weights.size()));
        if (!ok()) break;
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
          work(static_cast<double>(done));
        }
      }
      before = convolve(before, law.law);
    }
    return out;
  }

  /// Pieces finished in a month that begins with so much that lasts.
  Line finished_in(const MonthKind& kind, std::int64_t start) {
    const auto q = static_cast<std::size_t>(dearest_);
    const std::size_t lefts = static_cast<std::size_t>(kind.monthly + start) + 1;
    std::map<std::uint32_t, CutPieces> cuts;
    std::size_t columns = 1;
    for (const std::uint32_t k : kind.days) {
      DayKind& day = day_kinds_[k];
      walk(day);
      if (!ok()) return {};
      if (const auto [found, added] = cuts.try_emplace(k); added) found->second = cut_pieces(day);
      columns += cuts.at(k).columns - 1;
    }
    work(static_cast<double>(lefts * columns));
    if (!ok()) return {};
    std::vector<double> now(lefts * columns, 0.0), next;
    now[(lefts - 1) * columns] = 1;
    std::size_t reached = 1;  // pieces are below this so far
    for (const std::uint32_t k : kind.days) {
      const DayKind& day = day_kinds_[k];
      const CutPieces& cut = cuts.at(k);
      const auto own = static_cast<std::size_t>(day.allowance);
      next.assign(lefts * columns, 0.0);
      for (std::size_t left = 0; left < lefts && ok(); ++left) {
        const double* from = &now[left * columns];
        std::size_t first = 0, last = reached;
        while (first < last && from[first] <= kFaintPieces) ++first;
        while (first < last && from[last - 1] <= kFaintPieces) --last;
        if (first == last) continue;
        const std::size_t balance = left + own;
        const auto add = [&](std::size_t end, std::size_t pieces, double chance) {
          if (chance <= kFaintPieces) return;
          work(static_cast<double>(last - first));
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
        if (balance >= static_cast<std::size_t>(day.covers)) continue;
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

  // --- month after month ---
  void walk() {
    Line all = point_at(0), fresh = point_at(0);
    std::size_t month_first_day = 0;
    for (std::size_t m = 0; m < months() && ok(); ++m) {
      MonthKind& kind = month_kinds_[kind_of_month_[m]];
      all.first += lasting_granted_[m];
      fresh.first += lasting_granted_[m];
      const std::size_t n = kind.days.size();
      const Tail& tail = kind.tails[n];
      double blocked = 0;
      for (std::size_t i = 0; i < all.w.size(); ++i)
        blocked += all.w[i] * tail(kind.monthly + all.first + static_cast<std::int64_t>(i));
      Month month;
      month.blocked = blocked > kNeverBlocked ? blocked : 0;
      covered(kind, all, month.spend, month.expired);
      const bool wipes = m + 1 == months() && wiped_;
      if (wipes) month.expired = left_over(kind, all);
      const std::int64_t idle_free = free_granted_[m] - kind.free_granted;

      // Run-out.
      std::vector<double> run_out(n);
      if (month.blocked > 0) {
        std::vector<double> so_far(n + 1);
        for (std::size_t i = 0; i < fresh.w.size(); ++i) {
          const std::int64_t y = kind.monthly + fresh.first + static_cast<std::int64_t>(i);
          if (fresh.w[i] <= 0) continue;
          for (std::size_t d = 1; d <= n; ++d) so_far[d] += fresh.w[i] * kind.tails[d](y);
        }
        for (std::size_t d = 0; d < n; ++d) run_out[d] = std::max(0.0, so_far[d + 1] - so_far[d]);
      }

      // Starts that are followed by themselves, and the others together.
      Line end_all = unblocked_end(kind, all), end_fresh = unblocked_end(kind, fresh);
      std::vector<std::vector<double>> lasting_dry(n), monthly_dry(n), day_dry(n);
      if (month.blocked > 0) {
        prepare_walks();
        if (!ok()) return;
        Line together;
        std::size_t support = 0;
        for (const double w : all.w) support += w > kNeverBlocked ? 1 : 0;
        std::vector<std::pair<std::int64_t, double>> alone;
        for (std::size_t i = 0; i < all.w.size(); ++i) {
          const std::int64_t p = all.first + static_cast<std::int64_t>(i);
          const double w = all.w[i];
          if (w * tail(kind.monthly + p) <= kNeverBlocked * 0.01) continue;
          if (p < dearest_ || support <= kFewStarts) {
            alone.emplace_back(p, w);
          } else {
            together.add(p, w);
          }
        }
        const auto gather = [&](const Dry& dry, double weight, std::optional<std::int64_t> start) {
          const auto q = static_cast<std::size_t>(dearest_);
          for (std::size_t k = 0; k < dry.begins.size(); ++k) {
            auto& to = month.begins[static_cast<std::uint32_t>(k)];
            if (to.size() < dry.begins[k].size()) to.resize(dry.begins[k].size());
            for (std::size_t b = 0; b < dry.begins[k].size(); ++b) to[b] += weight * dry.begins[k][b];
          }
          Line spread;  // free used less what is left
          const std::size_t cells = dry.ends.size() / q;
          for (std::size_t left = 0; left < q; ++left) {
            for (std::size_t free = 0; free < cells; ++free) {
              const double w = weight * dry.ends[left * cells + free];
              if (w == 0) continue;
              const auto l = static_cast<std::int64_t>(left);
              const std::int64_t lasts = start ? std::min(l, *start) : l;
              spread.add(static_cast<std::int64_t>(free) - l, w);
              month.expired.add(kind.free_granted - static_cast<std::int64_t>(free) + l - (wipes ? 0 : lasts), w);
              month.month_left += w * static_cast<double>(l - lasts);
              end_all.add(lasts, w);
            }
          }
          for (std::size_t d = 0; d < n; ++d) {
            auto& lasting = lasting_dry[d];
            auto& monthly = monthly_dry[d];
            lasting.resize(q);
            monthly.resize(q);
            for (std::size_t left = 0; left < q; ++left) {
              const std::size_t lasts =
                  start ? static_cast<std::size_t>(std::min(static_cast<std::int64_t>(left), *start)) : left;
              lasting[lasts] += weight * dry.left[d][left];
              monthly[left - lasts] += weight * dry.left[d][left];
            }
            auto& of_day = day_dry[d];
            of_day.resize(dry.of_day[d].size());
            for (std::size_t left = 0; left < of_day.size(); ++left) of_day[left] += weight * dry.of_day[d][left];
          }
          return spread;
        };
        for (const auto& [p, w] : alone) {
          auto [found, added] = known_dry_.try_emplace({kind_of_month_[m], p});
          if (added) found->second = dry_month(kind, point_at(p));
          if (!ok()) return;
          Line spread = gather(found->second, w, p);
          spread.first += kind.monthly + p;
          month.spend.add(spread);
        }
        if (!together.w.empty()) {
          const Dry dry = dry_month(kind, together);
          if (!ok()) return;
          const Line spread = gather(dry, 1, std::nullopt);
          // How much lasted at the month's begin and how the dry days went are taken as independent, given that a request was
          // blocked.
          Line starts = together;
          for (std::size_t i = 0; i < starts.w.size(); ++i)
            starts.w[i] *= tail(kind.monthly + starts.first + static_cast<std::int64_t>(i));
          const double total = starts.total();
          for (double& w : starts.w) w /= total;
          starts.first += kind.monthly;
          month.spend.add(convolved(starts, spread));
        }
      }
      month.expired.first += idle_free + idle_expired_[m];
      if (fan_) fan_of_month(m, month_first_day, kind, all, lasting_dry, monthly_dry, day_dry);

      // What was drawn from where.
      month.lasting_used = all.sum_of_values() - end_all.sum_of_values();
      double month_left = month.month_left;
      const Line& after = kind.after[n];
      for (std::size_t i = 0; i < after.w.size(); ++i)
        month_left += after.w[i] *
                      static_cast<double>(std::max<std::int64_t>(0, kind.monthly - after.first - static_cast<std::int64_t>(i)));
      month.month_used = static_cast<double>(kind.monthly) - month_left;
      blocked_ever_ += std::accumulate(run_out.begin(), run_out.end(), 0.0);
      book(m, month_first_day, month, run_out);
      all = trimmed(std::move(end_all));
      fresh = trimmed(std::move(end_fresh));
      month_first_day = static_cast<std::size_t>(month_begin_[m + 1]);
      spends_.push_back(std::move(month.spend));
      expireds_.push_back(std::move(month.expired));
    }
  }

  struct Month {
    Line spend, expired;
    double blocked = 0, month_left = 0, month_used = 0, lasting_used = 0;
    std::map<std::uint32_t, std::vector<double>> begins;  ///< by kind of day
  };

  /// What lasts past a month in which nothing is blocked.
  Line unblocked_end(const MonthKind& kind, const Line& start) {
    const Line& after = kind.after.back();
    Line drawn;  // from what lasts, as a negative number
    const std::int64_t most = start.end() - 1;
    for (std::int64_t x = std::min(after.end() - 1, kind.monthly + most); x >= after.first; --x)
      drawn.add(-std::max<std::int64_t>(0, x - kind.monthly), after.at(x));
    if (drawn.w.empty()) return {};
    Line end = convolved(start, drawn);
    cut_below(end, 0);
    return end;
  }

  /// Expired in a last month at whose end what lasts expires too, where nothing is blocked: all that is not spent.
  Line left_over(const MonthKind& kind, const Line& all) {
    Line expired;
    for (const Layer& layer : kind.before.back()) {
      Line left = convolved(all, reversed(kind.beyonds[layer.beyond]));
      left.first += kind.monthly + kind.free_granted;
      cut_below(left, kind.free_granted);
      expired.add(convolved(left, reversed(layer.free)));
    }
    return expired;
  }
  static void cut_below(Line& line, std::int64_t first) {
    if (line.first >= first) return;
    const auto below = static_cast<std::ptrdiff_t>(std::min(first - line.first, static_cast<std::int64_t>(line.w.size())));
    line.w.erase(line.w.begin(), line.w.begin() + below);
    line.first = first;
  }

  // --- figures ---
  static Int128 shares(double p) { return static_cast<Int128>(p * static_cast<double>(kExactPaths) + 0.5); }
  static std::int64_t share_count(double p) { return static_cast<std::int64_t>(shares(p)); }

  Column column(const Line& line) {
    Column column;
    const double total = line.total();
    CREDITCAST_CHECK(total > 0);
    lost_ += std::abs(1 - total);
    double sum = 0;
    std::uint64_t before = 0;
    std::size_t cells = 0;
    for (std::size_t i = 0; i < line.w.size(); ++i) {
      sum += line.w[i];
      const auto upto = std::min(kExactPaths, static_cast<std::uint64_t>(sum / total * static_cast<double>(kExactPaths) + 0.5));
      if (upto == before) continue;
      column.add_many(line.first + static_cast<std::int64_t>(i), upto - before);
      before = upto;
      ++cells;
    }
    if (before < kExactPaths) column.add_many(line.end() - 1, kExactPaths - before);
    if (cells >= kMostCells) refuse("its outcomes are too many for its smallest step");
    return column;
  }

  /// Moves the mean and leaves the deviation as it is.
  static void set_mean(Column& column, Int128 sum) {
    const Int128 more = sum - column.sum;
    column.squares += static_cast<UInt128>(more * ((sum + column.sum) / static_cast<Int128>(kExactPaths)));
    column.sum = sum;
  }

  void book(std::size_t m, std::size_t first_day, const Month& month, const std::vector<double>& run_out) {
    Tallies& tallies = lanes_.tallies;
    const std::int64_t grain = demand_.grain;
    tallies.month_spend[m] = column(month.spend);
    tallies.month_expired[m] = column(month.expired);
    const Micros step = ledger_.money_step();
    tallies.month_money[m].add_many(script_.money[m].micros / step, kExactPaths);
    tallies.month_short[m] = tallies.month_blocked[m] = share_count(month.blocked);
    std::size_t working = 0;
    for (std::size_t day = first_day; day < static_cast<std::size_t>(month_begin_[m + 1]); ++day) {
      if (!resolved_.days[day].working) continue;
      const auto count = static_cast<std::uint64_t>(shares(run_out[working++]));
      tallies.run_out_on[day] = count;
      tallies.month_run_out[m] += static_cast<std::int64_t>(count);
    }
    if (const auto& budget = resolved_.scenario->budget_per_month) {
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
    by_lasting_ += month.lasting_used;
    by_month_ += month.month_used;
    by_all_ += tallies.month_spend[m].sum;

    // Demand, and what of it was not paid.
    const std::size_t month_count = months();
    double pieces = 0;
    for (const std::uint32_t k : month_kinds_[kind_of_month_[m]].days) {
      const DayKind& kind = day_kinds_[k];
      for (std::size_t s = 0; s < kind.laws.size(); ++s) {
        if (kind.laws[s] < 0) continue;
        const auto law = static_cast<std::size_t>(kind.laws[s]);
        lanes_.law_days[source_.law_index(s, law, m)] += static_cast<std::int64_t>(kExactPaths);
        const Line credits = marginal(day_law(s, kind.laws[s]).law, false);
        lanes_.asked[s * month_count + m] += share_count(credits.sum_of_values() / credits.total());
      }
      pieces += kind.pieces.sum_of_values();
    }
    double blocked = 0, blocked_credits = 0;
    for (const auto& [k, begins] : month.begins) {
      const DayKind& kind = day_kinds_[k];
      if (begins.empty()) continue;
      std::vector<double> now = begins;  // days by balance, as they go through the streams
      for (std::size_t s = 0; s < kind.laws.size() && ok(); ++s) {
        if (kind.laws[s] < 0) continue;
        const DayLaw& law = day_law(s, kind.laws[s]);
        const Walked& walked = walks_[s][law.occurrence];
        const std::vector<double> chance = chances(law);
        double further = 1;
        std::vector<double> starts(static_cast<std::size_t>(walked.most) + 1), done(now.size());
        for (std::size_t i = 0; i < chance.size(); ++i) {
          for (std::size_t b = 0; b < now.size(); ++b) done[b] += chance[i] * now[b];
          further -= chance[i];
          if (i + 1 == chance.size() || further <= 0) break;
          for (std::size_t b = 0; b < std::min(starts.size(), now.size()); ++b) starts[b] += further * now[b];
          now = one_further(walked, now);
        }
        now = std::move(done);
        const std::size_t width = static_cast<std::size_t>(walked.most) + 1;
        const Occurrence& occurrence = demand_.streams[s].occurrences[law.occurrence];
        const std::vector<SlotMean> means = slot_means(occurrence);
        for (std::size_t b = 0; b + 1 < width; ++b) {
          const double w = starts[b];
          if (w == 0) continue;
          blocked += w * walked.blocked[b];
          blocked_credits += w * walked.blocked_credits[b];
          pieces -= w * walked.lost_pieces[b];
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
    for (std::size_t s = 0; s < demand_.streams.size(); ++s) {
      // Rounded apart, what is lost may come out as a little more than all.
      std::int64_t lost = 0;
      for (std::uint32_t o = 0; o < demand_.streams[s].occurrences.size(); ++o) {
        for (std::uint32_t slot = 0; slot < demand_.streams[s].occurrences[o].slots.size(); ++slot)
          lost += lanes_.opened[ledger_.slot_index(s, o, slot, static_cast<std::int32_t>(m))].asked_credits;
      }
      std::int64_t& asked = lanes_.asked[s * month_count + m];
      asked = std::max(asked, lost);
    }
    tallies.month_blocked_requests[m] = share_count(blocked);
    tallies.month_blocked_credits[m] = shares(blocked_credits) * grain;
    tallies.blocked_requests += tallies.month_blocked_requests[m];
    tallies.blocked_credits += tallies.month_blocked_credits[m];
    mean_pieces_ += pieces;
  }

  std::vector<double> one_further(const Walked& walked, const std::vector<double>& now) {
    const auto q = static_cast<std::size_t>(dearest_);
    std::vector<double> next(now.size(), 0.0);
    const Line further = convolved(Line{0, now}, reversed(Line{0, walked.law}));
    for (std::size_t b = 0; b < next.size(); ++b) next[b] = further.at(static_cast<std::int64_t>(b));
    for (std::size_t b = 0; b < std::min(static_cast<std::size_t>(walked.most), now.size()); ++b) {
      for (std::size_t left = 0; left < std::min(q, now.size()); ++left) next[left] += now[b] * walked.cut[b * q + left];
    }
    work(static_cast<double>(now.size() * (walked.law.size() + q)));
    return next;
  }

  /// Sum over months, where each is independent of the others: parts that are alike are multiplied by doubling.
  Line summed(const std::vector<std::pair<Line, std::int64_t>>& parts) {
    Line sum = point_at(0);
    for (const auto& [line, count] : parts) {
      Line power = trimmed(line);
      for (std::int64_t left = count; left > 0 && ok(); left /= 2) {
        if (left % 2 != 0) sum = trimmed(convolved(sum, power));
        if (left > 1) power = trimmed(convolved(power, power));
      }
    }
    return sum;
  }

  /// Chance of no more than so many millionths.
  [[nodiscard]] double up_to(const Line& line, Int128 micros) const {
    double sum = 0;
    for (std::size_t i = 0; i < line.w.size(); ++i) {
      if ((Int128{line.first} + static_cast<Int128>(i)) * demand_.grain <= micros) sum += line.w[i];
    }
    return std::min(1.0, sum / line.total());
  }

  void totals() {
    Tallies& tallies = lanes_.tallies;
    const bool lasts = lasting_pool_.has_value() && months() > 1;
    if (blocked_ever_ > kMostBound && lasts)
      return refuse("requests are likely blocked, and totals over several months then hang on what lasts");
    const auto has_budget = [](const ResolvedProject& resolved) {
      const Project& project = *resolved.project;
      return project.budget || std::any_of(project.phases.begin(), project.phases.end(),
                                           [](const Phase& phase) { return phase.budget.has_value(); });
    };
    if (blocked_ever_ > kNoBlock && std::any_of(resolved_.projects.begin(), resolved_.projects.end(), has_budget))
      return refuse("requests may be blocked, and how much of its budget a project then spends is not followed");
    // Where months are independent, only finished pieces leave anything out, and not where it may be much.
    const bool follow_pieces = blocked_ever_ > kMostBound;
    out_.bound = follow_pieces ? 0 : blocked_ever_;
    const bool all_paid = lasts || blocked_ever_ <= 0;  ///< what is stated is what is asked for
    std::vector<std::pair<Line, std::int64_t>> asked, spend, expired, pieces;
    const auto alike = [&](auto&& key_of) {
      std::map<std::pair<std::uint32_t, std::int64_t>, std::pair<std::size_t, std::int64_t>> groups;
      for (std::size_t m = 0; m < months(); ++m) {
        auto [found, added] = groups.try_emplace(key_of(m), m, 0);
        ++found->second.second;
      }
      return groups;
    };
    for (const auto& [key, group] : alike([&](std::size_t m) { return std::pair{kind_of_month_[m], std::int64_t{0}}; })) {
      const MonthKind& kind = month_kinds_[kind_of_month_[group.first]];
      asked.emplace_back(kind.spend, group.second);
      if (!all_paid) spend.emplace_back(spends_[group.first], group.second);
      const auto count = static_cast<double>(group.second);
      for (std::size_t i = 0; i < buffer_.size(); ++i)
        tallies.buffer_months[i] += static_cast<std::uint64_t>(shares(up_to(kind.spend, buffer_[i].month.micros) * count));
      pieces.emplace_back(follow_pieces ? trimmed(finished_in(kind, lasting_granted_[group.first])) : kind.pieces,
                          group.second);
      if (!ok()) return;
    }
    const Line all_asked = summed(asked);
    const Line total = all_paid ? all_asked : summed(spend);
    if (!ok()) return;
    for (std::size_t i = 0; i < buffer_.size(); ++i)
      tallies.buffer_paths[i] = static_cast<std::uint64_t>(shares(up_to(all_asked, buffer_[i].horizon)));
    tallies.total_spend = column(total);
    if (wiped_) {
      Line left = reversed(total);
      for (std::size_t m = 0; m < months(); ++m)
        left.first += free_granted_[m] + monthly_[m] + lasting_granted_[m] + idle_expired_[m];
      tallies.total_expired = column(left);
    } else {
      for (const auto& [key, group] : alike([&](std::size_t m) {
             return std::pair{kind_of_month_[m], free_granted_[m] + idle_expired_[m]};
           })) {
        const MonthKind& kind = month_kinds_[kind_of_month_[group.first]];
        Line of_month = lasts ? kind.expired : expireds_[group.first];
        if (lasts) of_month.first += free_granted_[group.first] - kind.free_granted + idle_expired_[group.first];
        expired.emplace_back(std::move(of_month), group.second);
      }
      tallies.total_expired = column(summed(expired));
    }
    tallies.finished = column(summed(pieces));
    if (!ok()) return;
    // Means are known without what was neglected.
    Int128 expired_sum = 0;
    for (const Column& month : tallies.month_expired) expired_sum += month.sum;
    set_mean(tallies.total_spend, by_all_);
    set_mean(tallies.total_expired, expired_sum);
    tallies.finished_pieces = share_count(mean_pieces_);
    set_mean(tallies.finished, tallies.finished_pieces);

    tallies.paths = kExactPaths;
    Amount money;
    for (const Amount month : script_.money) money.micros += month.micros;
    tallies.total_money.add_many(money.micros / ledger_.money_step(), kExactPaths);
    tallies.spread_money.add_many(script_.money_spread.micros, kExactPaths);
    tallies.spread = Int128{script_.money_spread.micros} * static_cast<Int128>(kExactPaths);
    tallies.purchased_paths = script_.bought_at_start ? static_cast<std::int64_t>(kExactPaths) : 0;
    out_.bound += lost_;
  }

  void set_pools() {
    Tallies& tallies = out_.tallies;
    const Int128 grain = demand_.grain;
    const Int128 lasting = shares(by_lasting_), monthly = shares(by_month_);
    if (lasting_pool_) tallies.by_pool[*lasting_pool_].credits += lasting * grain;
    if (month_pool_) tallies.by_pool[*month_pool_].credits += monthly * grain;
    if (day_pool_) tallies.by_pool[*day_pool_].credits += std::max<Int128>(0, by_all_ - lasting - monthly) * grain;
  }

  // --- the fan ---
  struct Fan {
    std::int64_t p10 = 0, p50 = 0, p90 = 0;
  };
  /// The smallest value in [0, most] that is not passed with at least such a chance. over(v): P(value > v), falling.
  template <typename Over>
  static Fan quantiles(std::int64_t most, const Over& over) {
    const auto at = [&](double p) {
      std::int64_t low = 0, high = most;  // the answer is in [low, high]
      while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        if (over(middle) <= 1 - p + 1e-13) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      return low;
    };
    return {at(0.1), at(0.5), at(0.9)};
  }

  void fan_of_month(std::size_t m, std::size_t first_day, const MonthKind& kind, const Line& all,
                    const std::vector<std::vector<double>>& lasting_dry, const std::vector<std::vector<double>>& monthly_dry,
                    const std::vector<std::vector<double>>& day_dry) {
    std::size_t done = 0;
    Fan monthly{kind.monthly, kind.monthly, kind.monthly}, lasting;
    const auto start_over = Tail(all);
    if (lasting_pool_) lasting = quantiles(all.end(), [&](std::int64_t v) { return start_over(v); });
    const auto above_of = [](const std::vector<double>& weights, std::int64_t v) {
      double sum = 0;
      for (auto i = static_cast<std::size_t>(v + 1); i < weights.size(); ++i) sum += weights[i];
      return sum;
    };
    for (std::size_t day = first_day; day < static_cast<std::size_t>(month_begin_[m + 1]); ++day) {
      Fan daily{allowance_[day], allowance_[day], allowance_[day]};
      if (resolved_.days[day].working) {
        const DayKind& of_day = day_kinds_[kind.days[done]];
        const std::vector<double>& dry_day = day_dry[done];
        ++done;
        const Line& after = kind.after[done];
        const Tail& tail = kind.tails[done];
        const double total = after.total();
        if (month_pool_) {
          const auto& dry = monthly_dry[done - 1];
          monthly = quantiles(kind.monthly,
                              [&](std::int64_t v) { return (total - tail(kind.monthly - v - 1)) / total + above_of(dry, v); });
        }
        if (lasting_pool_) {
          const auto& dry = lasting_dry[done - 1];
          lasting = quantiles(all.end(), [&](std::int64_t v) {
            double over = above_of(dry, v);
            for (std::int64_t p = std::max(all.first, v + 1); p < all.end(); ++p)
              over += all.w[static_cast<std::size_t>(p - all.first)] * (total - tail(kind.monthly + p - v - 1));
            return over;
          });
        }
        if (day_pool_) {
          const Tail before_tail = kind.tails[done - 1];
          double alive = 0;
          for (std::int64_t p = all.first; p < all.end(); ++p)
            alive += all.w[static_cast<std::size_t>(p - all.first)] * (1 - before_tail(kind.monthly + p));
          daily = quantiles(allowance_[day], [&](std::int64_t v) {
            double over = above_of(dry_day, v);
            for (std::int64_t c = of_day.within.first; c < std::min(of_day.within.end(), of_day.allowance - v); ++c)
              over += alive * of_day.within.at(c);
            return over;
          });
        }
      }
      for (std::size_t pool = 0; pool < resolved_.pools.size(); ++pool) {
        const std::int64_t idle = idle_[day][pool];
        Fan fan{idle, idle, idle};
        const auto add = [&](const std::optional<PoolIndex>& of, const Fan& more) {
          if (!of || *of != pool) return;
          fan.p10 += more.p10;
          fan.p50 += more.p50;
          fan.p90 += more.p90;
        };
        add(day_pool_, daily);
        add(month_pool_, monthly);
        add(lasting_pool_, lasting);
        const std::int64_t other = script_.days[day].other_pools[pool];
        const auto amount = [&](std::int64_t grains) { return Amount{grains * demand_.grain + other}; };
        out_.balance.push_back({static_cast<std::int32_t>(day), resolved_.catalog->pools[pool].id, amount(fan.p10),
                                amount(fan.p50), amount(fan.p90)});
      }
    }
  }

  const Resolved& resolved_;
  const DemandSource& source_;
  const Demand& demand_;
  const Script& script_;
  const std::vector<BufferLimit>& buffer_;
  bool fan_;
  double most_work_;
  LaneLedger ledger_;
  LaneTallies lanes_;
  Exact out_;
  WhyNot why_not_;
  double work_ = 0, lost_ = 0;

  std::optional<PoolIndex> day_pool_, month_pool_, lasting_pool_;
  std::vector<std::int32_t> month_begin_;                                              ///< [month], and the end of the horizon
  std::vector<std::int64_t> allowance_;                                                ///< [day]
  std::vector<std::int64_t> monthly_, lasting_granted_, free_granted_, idle_expired_;  ///< [month]
  std::vector<std::vector<std::int64_t>> idle_;  ///< [day][pool] balances that may not pay
  bool wiped_ = false;
  std::vector<DayKind> day_kinds_;
  std::vector<MonthKind> month_kinds_;
  std::vector<std::uint32_t> kind_of_month_;
  std::int64_t dearest_ = 0;                ///< price of the dearest request, grains; 0: not looked for yet
  std::vector<std::vector<Walked>> walks_;  ///< [stream][occurrence]
  std::map<std::pair<std::uint32_t, std::int64_t>, Dry> known_dry_;
  std::map<std::uint32_t, std::vector<std::vector<Move>>> moves_;  ///< by kind of day

  std::vector<Line> spends_, expireds_;
  double blocked_ever_ = 0, by_lasting_ = 0, by_month_ = 0, mean_pieces_ = 0;
  Int128 by_all_ = 0;
};

}  // namespace

std::variant<Exact, WhyNot> compute_exact(const Resolved& resolved, const DemandSource& source, const Script& script,
                                          const std::vector<BufferLimit>& buffer, const Tallies& shape, bool fan,
                                          double most_work) {
  return Computer(resolved, source, script, buffer, shape, fan, most_work).run();
}

}  // namespace creditcast
