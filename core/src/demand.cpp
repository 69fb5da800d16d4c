#include "demand.hpp"

#include <algorithm>
#include <map>

#include "arrivals.hpp"

namespace creditcast {

namespace {

/// What may be left out of one table: less than its shares of 2^32 can tell.
constexpr double kMostTrimmed = 0x1p-40;
constexpr std::size_t kMaxLawCells = 1'000'000;
constexpr std::size_t kMaxPowerCells = 3'000'000;
constexpr std::int64_t kMaxCount = 400;

std::uint32_t plan_in_month(const Resolved& resolved, std::int32_t month) {
  std::uint32_t plan = 0;
  for (const auto& [from, index] : resolved.plan_changes)
    if (from <= month) plan = index;
  return plan;
}

class StreamCompiler {
 public:
  StreamCompiler(const Resolved& resolved, std::size_t stream, std::int64_t grain)
      : resolved_(resolved), index_(stream), stream_(resolved.streams[stream]), grain_(grain) {}

  std::variant<StreamDemand, WhyNot> run() {
    for (std::size_t day = 0; day < resolved_.days.size() && why_not_.empty(); ++day) add_day(day);
    if (!why_not_.empty()) return why_not_;
    for (const Occurrence& occurrence : out_.occurrences) lost_ += occurrence.lost;
    return std::move(out_);
  }
  [[nodiscard]] double lost() const { return lost_; }

 private:
  void add_day(std::size_t day) {
    const DayInfo& info = resolved_.days[day];
    out_.law_of_day.push_back(-1);
    out_.occurrence_of_day.push_back(0);
    if (!info.working) return;
    const std::uint32_t plan = plan_in_month(resolved_, info.month);
    const Quantity& quantity = stream_.stream->rate.quantity;
    const bool by_day = stream_.stream->rate.per == RatePer::working_day;
    if (quantity.kind == QuantityKind::fixed) {
      if (!arrivals_) arrivals_.emplace(resolved_, 0, 0);  // dealt out the same on every path
      const std::int64_t count = arrivals_->on_day(index_, static_cast<std::int32_t>(day));
      if (count == 0) return;
      out_.law_of_day.back() = law({{count, 1.0}}, plan, {count});
    } else if (quantity.kind == QuantityKind::poisson) {
      const Distribution& counts = stream_.per_day_poisson[static_cast<std::size_t>(info.month)];
      out_.law_of_day.back() = law(chances(counts), plan, counts.values, counts.cumulated);
    } else if (by_day && all_plain()) {
      out_.law_of_day.back() = law(chances(stream_.per_period), plan, stream_.per_period.values, stream_.per_period.cumulated);
    } else {
      deal(plan);
      out_.law_of_day.back() = kDealtOut;
    }
    out_.occurrence_of_day.back() = occurrence(plan);
  }

  [[nodiscard]] bool all_plain() const {
    return std::all_of(stream_.month_factor.begin(), stream_.month_factor.end(),
                       [](Amount factor) { return factor == whole(1); });
  }

  static std::vector<CountChance> chances(const Distribution& counts) {
    std::vector<CountChance> all;
    std::uint64_t before = 0;
    for (std::size_t i = 0; i < counts.values.size(); ++i) {
      all.push_back({counts.values[i], to_double(Share{counts.cumulated[i] - before})});
      before = counts.cumulated[i];
    }
    return all;
  }

  /// Tables for every count that a period's quantity may be dealt out as.
  void deal(std::uint32_t plan) {
    const std::uint32_t at = occurrence(plan);
    if (!why_not_.empty()) return;
    if (out_.most_dealt < 0) {
      Amount factor = whole(1);
      for (const Amount one : stream_.month_factor) factor = max(factor, one);
      const Int128 most = static_cast<Int128>(stream_.per_period.values.back()) * factor.micros;
      out_.most_dealt = static_cast<std::int64_t>(std::min<Int128>(most / kMicros + 1, kMaxCount + 1));
    }
    if (out_.most_dealt > kMaxCount) return refuse("has too many occurrences in a day to be tabled");
    const auto counts = static_cast<std::size_t>(out_.most_dealt) + 1;
    while (out_.law_of_count.size() < out_.occurrences.size() * counts) out_.law_of_count.push_back(-1);
    if (out_.law_of_count[at * counts + 1] >= 0) return;
    for (std::int64_t n = 1; n <= out_.most_dealt && why_not_.empty(); ++n)
      out_.law_of_count[at * counts + static_cast<std::size_t>(n)] = law({{n, 1.0}}, plan, {n});
  }

  std::uint32_t occurrence(std::uint32_t plan) {
    for (std::uint32_t known = 0; known < plans_.size(); ++known)
      if (same_prices(plans_[known], plan)) return known;
    auto compiled = compile_occurrence(resolved_, stream_, plan, grain_);
    if (auto* why = std::get_if<WhyNot>(&compiled)) {
      refuse(*why);
      return 0;
    }
    plans_.push_back(plan);
    out_.occurrences.push_back(std::get<Occurrence>(std::move(compiled)));
    out_.powers.push_back({point(0, 0)});
    Lattice one = out_.occurrences.back().law();
    lost_ += trim(one, kMostTrimmed);
    out_.powers.back().push_back(std::move(one));
    return static_cast<std::uint32_t>(plans_.size() - 1);
  }

  [[nodiscard]] bool same_prices(std::uint32_t a, std::uint32_t b) const {
    if (a == b) return true;
    const auto same = [&](const ResolvedUse& use) {
      const auto& x = use.by_plan[a];
      const auto& y = use.by_plan[b];
      if (x.size() != y.size()) return false;
      for (std::size_t i = 0; i < x.size(); ++i) {
        if (x[i].priced != y[i].priced || x[i].gated != y[i].gated || x[i].low != y[i].low || x[i].typical != y[i].typical ||
            x[i].high != y[i].high || x[i].failed_share != y[i].failed_share)
          return false;
      }
      return true;
    };
    if (stream_.project >= 0) {
      for (const ResolvedPhase& phase : resolved_.projects[static_cast<std::size_t>(stream_.project)].phases) {
        if (!same(phase.use) || !std::all_of(phase.utilities.begin(), phase.utilities.end(), same) ||
            !std::all_of(phase.rewrite_uses.begin(), phase.rewrite_uses.end(), same))
          return false;
      }
    }
    return std::all_of(stream_.uses.begin(), stream_.uses.end(), same);
  }

  /// n occurrences in a row, all up to it kept: an opened day splits its total along them.
  const Lattice& power(std::uint32_t at, std::int64_t n) {
    auto& powers = out_.powers[at];
    while (static_cast<std::int64_t>(powers.size()) <= n && why_not_.empty()) {
      Lattice next = convolve(powers.back(), powers[1]);
      lost_ += trim(next, kMostTrimmed);
      cells_ += next.weights.size();
      if (cells_ > kMaxPowerCells) refuse("has too many outcomes a day to be tabled");
      powers.push_back(std::move(next));
    }
    return powers[std::min(static_cast<std::size_t>(n), powers.size() - 1)];
  }

  std::int32_t law(const std::vector<CountChance>& counts, std::uint32_t plan, const std::vector<std::int64_t>& values,
                   const std::vector<std::uint64_t>& cumulated = {}) {
    const std::uint32_t at = occurrence(plan);
    if (!why_not_.empty()) return -1;
    auto key = std::tuple(at, values, cumulated);
    if (const auto found = known_.find(key); found != known_.end()) return found->second;
    if (counts.back().count > kMaxCount) {
      refuse("has too many occurrences in a day to be tabled");
      return -1;
    }
    DayLaw day;
    day.occurrence = at;
    for (const CountChance& one : counts) {
      if (one.chance <= 0) continue;
      day.counts.push_back(one);
      day.mean_count += one.chance * static_cast<double>(one.count);
    }
    bool any = false;
    for (const CountChance& one : day.counts) {
      const Lattice& sum = power(at, one.count);
      if (!why_not_.empty()) return -1;
      day.law = spanning(any ? day.law : sum, sum);
      any = true;
      if (day.law.weights.size() > kMaxLawCells) {
        refuse("has too many outcomes a day to be tabled");
        return -1;
      }
    }
    for (const CountChance& one : day.counts) add_moved(day.law, power(at, one.count), 0, one.chance);
    lost_ += trim(day.law, kMostTrimmed);
    if (!DayTable::make(day.law, day.table)) {
      refuse("has too many outcomes a day to be tabled");
      return -1;
    }
    out_.laws.push_back(std::move(day));
    const auto index = static_cast<std::int32_t>(out_.laws.size() - 1);
    known_.emplace(std::move(key), index);
    return index;
  }

  void refuse(const std::string& why) {
    if (why_not_.empty()) why_not_ = "the stream \"" + stream_.stream->id + "\": " + why;
  }

  const Resolved& resolved_;
  std::size_t index_;
  const ResolvedStream& stream_;
  std::int64_t grain_;
  StreamDemand out_;
  WhyNot why_not_;
  double lost_ = 0;
  std::size_t cells_ = 0;
  std::optional<Arrivals> arrivals_;
  std::vector<std::uint32_t> plans_;  ///< by occurrence: a plan that has its prices
  std::map<std::tuple<std::uint32_t, std::vector<std::int64_t>, std::vector<std::uint64_t>>, std::int32_t> known_;
};

}  // namespace

std::variant<Demand, WhyNot> compile_demand(const Resolved& resolved, std::int64_t grain_micros) {
  Demand demand;
  demand.grain = grain_micros;
  for (std::size_t s = 0; s < resolved.streams.size(); ++s) {
    StreamCompiler compiler(resolved, s, grain_micros);
    auto stream = compiler.run();
    if (auto* why = std::get_if<WhyNot>(&stream)) return std::move(*why);
    demand.lost += compiler.lost();
    demand.streams.push_back(std::get<StreamDemand>(std::move(stream)));
    std::int64_t most = 0;
    for (const DayLaw& law : demand.streams.back().laws) most = std::max(most, law.table.most());
    demand.most_a_day += most;
  }
  if (demand.most_a_day * static_cast<std::int64_t>(resolved.days.size()) > INT32_MAX / 2)
    return WhyNot("credits are too many in its smallest step");
  return demand;
}

}  // namespace creditcast
