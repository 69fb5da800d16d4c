#include <algorithm>
#include <numeric>

#include "forecast_run.hpp"
#include "paired.hpp"
#include "request_law.hpp"

namespace creditcast {

namespace {

/// All that the demand of a scenario depends on beside the scenario itself: the prices in force, month by month.
std::vector<std::int64_t> prices_in_force(const Resolved& resolved) {
  std::vector<std::int64_t> prices;
  std::vector<std::uint32_t> plans(static_cast<std::size_t>(resolved.months), 0);
  for (const auto& [from, index] : resolved.plan_changes) {
    for (std::int32_t month = from; month < resolved.months; ++month) plans[static_cast<std::size_t>(month)] = index;
  }
  const auto see = [&](const ResolvedUse& use, std::uint32_t plan) {
    prices.push_back(use.main_unit ? 1 : 0);
    for (const PricedUse& priced : use.by_plan[plan]) {
      prices.insert(prices.end(), {priced.priced ? 1 : 0, priced.gated ? 1 : 0, priced.low.micros, priced.typical.micros,
                                   priced.high.micros, static_cast<std::int64_t>(priced.failed_share.of_2_32)});
    }
  };
  for (const std::uint32_t plan : plans) {
    for (const ResolvedProject& project : resolved.projects) {
      for (const ResolvedPhase& phase : project.phases) {
        see(phase.use, plan);
        for (const ResolvedUse& use : phase.utilities) see(use, plan);
        for (const ResolvedUse& use : phase.rewrite_uses) see(use, plan);
      }
    }
    for (const ResolvedStream& stream : resolved.streams) {
      for (const ResolvedUse& use : stream.uses) see(use, plan);
      for (const ResolvedFeature& feature : stream.features) see(feature.use, plan);
    }
  }
  return prices;
}

}  // namespace

struct ForecastGroup::State {
  std::vector<ForecastRun> runs;
  std::vector<PairedSum> differences;  ///< [plan] of money spread over months, to the first
  DemandBlock block;
  std::vector<std::unique_ptr<DayOpener>> openers;  ///< of each source
  DayOpener& opener_of(const DemandSource& source) {
    for (const auto& known : openers) {
      if (&known->source() == &source) return *known;
    }
    return *openers.emplace_back(std::make_unique<DayOpener>(source));
  }
};

ForecastGroup::ForecastGroup(const std::vector<const Resolved*>& resolved, ForecastOptions options)
    : state_(std::make_unique<State>()) {
  std::int64_t grain = 0;
  for (const Resolved* one : resolved) grain = std::gcd(grain, grain_of(*one));
  struct Known {
    const Scenario* scenario;
    std::vector<std::int64_t> prices;
    std::shared_ptr<const DemandSource> source;
  };
  std::vector<Known> known;
  for (const Resolved* one : resolved) {
    Known now{one->scenario, prices_in_force(*one), nullptr};
    for (const Known& other : known) {
      if (other.scenario == now.scenario && other.prices == now.prices) now.source = other.source;
    }
    auto state = std::make_unique<ForecastRun::State>();
    state->compiled = ForecastRun::State::compile(*one, options, grain, now.source, false);
    now.source = state->compiled->source;
    state->start();
    state_->runs.push_back(ForecastRun(std::move(state)));
    if (now.source) known.push_back(std::move(now));
  }
  state_->differences.resize(resolved.size());
}
ForecastGroup::ForecastGroup(std::unique_ptr<State> state) : state_(std::move(state)) {}
ForecastGroup::~ForecastGroup() = default;
ForecastGroup::ForecastGroup(ForecastGroup&&) noexcept = default;
ForecastGroup& ForecastGroup::operator=(ForecastGroup&&) noexcept = default;

ForecastGroup ForecastGroup::fresh() const {
  auto state = std::make_unique<State>();
  for (const ForecastRun& run : state_->runs) state->runs.push_back(run.fresh());
  state->differences.resize(state_->differences.size());
  return ForecastGroup(std::move(state));
}

Errors ForecastGroup::advance_range(std::uint32_t first, std::uint32_t count) {
  State& s = *state_;
  for (const ForecastRun& run : s.runs) {
    if (const Errors& errors = run.state_->compiled->errors; !errors.empty()) return errors;
  }
  std::vector<std::shared_ptr<const DemandSource>> sources;
  for (ForecastRun& run : s.runs) {
    const auto& source = run.state_->compiled->source;
    if (!source) {
      Errors errors = run.advance_range(first, count);
      if (!errors.empty()) return errors;
    } else if (std::find(sources.begin(), sources.end(), source) == sources.end()) {
      sources.push_back(source);
    }
  }
  for (const auto& source : sources) {
    DayOpener& opener = s.opener_of(*source);
    for (std::uint32_t done = 0; done < count;) {
      const std::size_t lanes = std::min<std::size_t>(kLanes, count - done);
      source->draw(first + done, lanes, s.block);
      done += static_cast<std::uint32_t>(lanes);
      std::vector<std::int64_t> money_of_first;
      for (std::size_t i = 0; i < s.runs.size(); ++i) {
        ForecastRun::State& run = *s.runs[i].state_;
        if (run.compiled->source != source) continue;
        run.ledger->run(s.block, opener, run.lanes);
        for (std::size_t lane = 0; lane < lanes; ++lane) {
          const std::int64_t money = run.ledger->spread_money(lane);
          if (i == 0) {
            money_of_first.push_back(money);
          } else if (!money_of_first.empty()) {
            s.differences[i].add(money - money_of_first[lane]);
          }
        }
      }
    }
  }
  return {};
}

std::uint32_t ForecastGroup::chunk() const {
  std::uint32_t most = 1;
  for (const ForecastRun& run : state_->runs) most = std::max(most, run.chunk());
  return most;
}

void ForecastGroup::merge(ForecastGroup&& other) {
  for (std::size_t i = 0; i < state_->runs.size(); ++i) {
    state_->runs[i].merge(std::move(other.state_->runs[i]));
    state_->differences[i].merge(other.state_->differences[i]);
  }
}

std::size_t ForecastGroup::size() const { return state_->runs.size(); }
Forecast ForecastGroup::result(std::size_t index) const { return state_->runs[index].result(); }

std::optional<Difference> ForecastGroup::money_difference(std::size_t index) const {
  const PairedSum& sums = state_->differences[index];
  if (sums.count == 0) return std::nullopt;
  return sums.a_month(state_->runs[index].state_->compiled->resolved->months);
}

}  // namespace creditcast
