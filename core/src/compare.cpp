#include "creditcast/compare.hpp"

#include <algorithm>
#include <functional>
#include <memory>
#include <tuple>

#include "creditcast/estimate.hpp"
#include "creditcast/sort.hpp"
#include "figures.hpp"

namespace creditcast {

namespace {

/// What a plan's grants bring in main credits a month, to all seats and on average over the horizon.
Amount granted_per_month(const Resolved& resolved) {
  const ResolvedPlan& plan = resolved.plans.front();
  Int128 total = 0;
  for (std::size_t i = 0; i < resolved.pools.size(); ++i) {
    const Pool& pool = resolved.catalog->pools[i];
    if (resolved.pools[i].unit != resolved.main_unit || !plan.grants[i]) continue;
    const Int128 amount = plan.grants[i]->micros;
    const auto days = static_cast<Int128>(resolved.days.size());
    const Int128 months = resolved.months;
    switch (pool.grant->every) {
      case Cadence::once: total += amount / months; break;
      case Cadence::day: total += amount * days / months; break;
      case Cadence::week: total += amount * days / (7 * months); break;
      case Cadence::days: total += amount * days / (Int128{std::max(pool.grant->days, 1)} * months); break;
      case Cadence::month:
      case Cadence::cycle: total += amount; break;
      case Cadence::year: total += amount / 12; break;
    }
  }
  return Amount{static_cast<std::int64_t>(std::min<Int128>(total, kAmountMaxMicros))};
}

std::string choice_text(const Choice& choice) {
  std::string text = choice.plan + "/" + choice.term;
  if (!choice.pack.empty()) text += "/" + choice.pack;
  return text;
}

/// Empty where the plan has room for every seat.
std::string missing_seats(const Scenario& scenario, const Plan& plan) {
  if (plan.max_seats == 0 || scenario.seats <= plan.max_seats) return {};
  return std::to_string(scenario.seats) + " seats (at most " + std::to_string(plan.max_seats) + ")";
}

PlanRow row_of(const Resolved& resolved, const Forecast& forecast, const Estimate& estimate) {
  PlanRow row;
  const Plan& plan = *resolved.plans.front().plan;
  row.platform = resolved.catalog->id;
  row.platform_name = resolved.catalog->name;
  row.plan = plan.id;
  row.plan_name = plan.name;
  row.term = resolved.plans.front().term->id;
  row.pack = resolved.choice.pack;
  row.open = plan.open;
  row.currency = resolved.catalog->currency;
  row.missing = missing_seats(*resolved.scenario, plan);
  row.has_work = row.missing.empty();
  if (!row.has_work) return row;
  row.complete = resolved.complete;
  if (resolved.money_complete) {
    row.money_per_month = forecast.money_per_month;
    row.money_per_finished = forecast.money_per_finished;
  }
  Int128 run_out = 0;
  Int128 blocked = 0;
  for (const MonthForecast& month : forecast.months) {
    run_out += month.short_of_credit.of_2_32;
    blocked += month.blocked_for_credit.of_2_32;
    row.worst_month = std::max(row.worst_month, month.short_of_credit);
  }
  const auto months = static_cast<Int128>(forecast.months.size());
  row.run_out = Share{static_cast<std::uint64_t>(divide_half_even(run_out, months))};
  row.blocked_month = Share{static_cast<std::uint64_t>(divide_half_even(blocked, months))};
  row.wasted = forecast.typical_expired;
  row.blocked = forecast.blocked;
  row.credits_per_month = granted_per_month(resolved);
  row.covers_buffer_low = estimate.complete && row.credits_per_month >= estimate.with_buffer_low;
  row.covers_buffer_high = estimate.complete && row.credits_per_month >= estimate.with_buffer_high;
  for (const Generations& line : generations(*resolved.catalog, plan, resolved.first_day, resolved.scenario->seats))
    row.generations.push_back({line.label, line.each, line.count, line.gated});
  for (const RestsOn& figure : resolved.rests_on) {
    if (figure.is == Provenance::assumed || figure.is == Provenance::unpublished) row.assumed.push_back(figure);
  }
  return row;
}

std::string percent(Share share) {
  const std::int64_t tenths = divide_half_even(Int128{share.of_2_32} * 1000, Int128{kShareOne});
  std::string text = std::to_string(tenths / 10);
  if (tenths % 10 != 0) text += "." + std::to_string(tenths % 10);
  return text + " %";
}

std::string money_text(Amount amount, const std::string& currency) {
  const std::int64_t cents = amount.micros / 10'000 + (amount.micros % 10'000 >= 5'000 ? 1 : 0);
  std::string fraction = std::to_string(cents % 100);
  if (fraction.size() < 2) fraction.insert(fraction.begin(), '0');
  return std::to_string(cents / 100) + "." + fraction + " " + currency;
}

/// The cheapest plan that blocks within the limit; else the one that blocks least. Null: nothing can be recommended.
const PlanRow* best_row(const std::vector<PlanRow>& rows, Share limit, bool& within_limit) {
  const auto can_be = [](const PlanRow& row) {
    return row.open && row.has_work && row.complete && row.money_per_month.has_value();
  };
  const auto ids = [](const PlanRow& row) { return std::tie(row.platform, row.plan, row.term, row.pack); };
  const PlanRow* best = nullptr;
  within_limit = true;
  for (const PlanRow& row : rows) {
    if (!can_be(row) || row.blocked_month > limit) continue;
    // A plan that blocks for another reason than lack of credit (a gate) does not do the work asked.
    if (!row.blocked.requests.zero() && row.blocked_month == kNever) continue;
    const auto money = row.money_per_month->mean;
    if (best == nullptr || money < best->money_per_month->mean ||
        (money == best->money_per_month->mean && ids(row) < ids(*best)))
      best = &row;
  }
  if (best != nullptr) return best;
  within_limit = false;
  const auto key = [&](const PlanRow& row) {
    return std::tuple(row.blocked.requests, row.money_per_month->mean, row.platform, row.plan, row.term, row.pack);
  };
  for (const PlanRow& row : rows) {
    if (can_be(row) && (best == nullptr || key(row) < key(*best))) best = &row;
  }
  return best;
}

std::optional<Comparison::Recommended> recommend(const std::vector<PlanRow>& rows, Share limit) {
  // Money of different currencies has no order, so across currencies nothing is recommended.
  for (const PlanRow& row : rows) {
    if (row.has_work && row.currency != rows.front().currency) return std::nullopt;
  }
  bool within_limit = false;
  const PlanRow* best = best_row(rows, limit, within_limit);
  if (best == nullptr) return std::nullopt;
  Comparison::Recommended result{best->platform, best->plan, best->term, best->pack, {}};
  const std::string money = money_text(best->money_per_month->mean, best->currency);
  if (within_limit) {
    result.reason = "It costs the least, " + money +
                    " a month on average, of the plans that block work for lack of credit in at most " + percent(limit) +
                    " of months; it does in " + percent(best->blocked_month) + ".";
    if (best->run_out > best->blocked_month)
      result.reason += " It runs short in " + percent(best->run_out) + " of months; what is then bought is in that sum.";
  } else {
    result.reason = "No plan does the work with at most " + percent(limit) + " of months blocked; this one blocks the least, " +
                    to_decimal(best->blocked.requests) + " requests a month, for " + money + " a month on average.";
  }
  return result;
}

/// Money a month as a function of main credits a month: a fee up to what is granted, then a rate per credit.
struct CostLine {
  std::string name;
  Int128 fee = 0;              ///< micros of money
  Int128 granted = 0;          ///< micros of credit
  std::optional<Int128> rate;  ///< 10^-12 money per credit; none: nothing can be bought
  std::optional<Int128> most;  ///< micros of credit that the policy's monthly cap lets it come to
  [[nodiscard]] Int128 at(Int128 credits) const {
    return fee + (credits > granted && rate ? *rate * (credits - granted) / 1'000'000'000'000 : Int128{0});
  }
  [[nodiscard]] bool reaches(Int128 credits) const { return credits <= granted || (rate && (!most || credits <= *most)); }
};

std::optional<CostLine> cost_line(const Catalog& catalog, const Scenario& scenario, const Choice& choice) {
  const auto resolved = resolve(catalog, scenario, choice);
  if (!resolved) return std::nullopt;
  const ResolvedPlan& plan = resolved->plans.front();
  if (!missing_seats(scenario, *plan.plan).empty()) return std::nullopt;
  if (!plan.money_known) return std::nullopt;
  CostLine line;
  line.name = choice_text({plan.plan->id, plan.term->id, choice.pack});
  line.fee = plan.price.micros / std::max(plan.term->months == 0 ? resolved->months : plan.term->months, 1);
  line.granted = granted_per_month(*resolved).micros;
  // The policy's first step that sells anything: what it names is what is bought.
  for (const AtZeroChoice& step : resolved->at_zero) {
    std::optional<Int128> rate;
    if (step.kind == AtZeroKind::overage && resolved->overage_rate) {
      rate = Int128{resolved->overage_rate->micros} * 1'000'000;
    } else if (step.kind == AtZeroKind::buy_pack || step.kind == AtZeroKind::auto_recharge) {
      const auto pack = std::find_if(resolved->packs.begin(), resolved->packs.end(),
                                     [&](const ResolvedPack& one) { return one.pack->id == step.pack; });
      if (pack == resolved->packs.end() || !may_buy(*plan.plan, *pack->pack)) continue;
      if (pack->pack->by_money) {
        if (plan.price_per_credit) rate = Int128{plan.price_per_credit->micros} * 1'000'000;
      } else if (pack->money_known && pack->credits.micros > 0) {
        rate = Int128{pack->price.micros} * 1'000'000'000'000 / pack->credits.micros;
      }
    }
    if (!rate) continue;
    line.rate = rate;
    if (step.monthly_cap && *rate > 0) line.most = line.granted + Int128{step.monthly_cap->micros} * 1'000'000'000'000 / *rate;
    break;
  }
  return line;
}

}  // namespace

std::vector<BreakEven> break_even(const Catalog& catalog, const Scenario& scenario, const std::vector<Choice>& choices) {
  std::vector<CostLine> lines;
  for (const Choice& choice : choices) {
    if (auto line = cost_line(catalog, scenario, choice)) lines.push_back(std::move(*line));
  }
  std::vector<BreakEven> found;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (std::size_t j = i + 1; j < lines.size(); ++j) {
      const CostLine& a = lines[i];
      const CostLine& b = lines[j];
      // Both costs are straight between these volumes.
      std::vector<Int128> corners{0, a.granted, b.granted, Int128{kAmountMaxMicros}};
      for (const CostLine* line : {&a, &b}) {
        if (line->most) corners.push_back(std::min(*line->most, Int128{kAmountMaxMicros}));
      }
      std::sort(corners.begin(), corners.end());
      for (std::size_t c = 0; c + 1 < corners.size(); ++c) {
        const Int128 low = corners[c], high = corners[c + 1];
        if (low >= high || !a.reaches(high) || !b.reaches(high)) continue;
        const Int128 before = a.at(low) - b.at(low);
        const Int128 after = a.at(high) - b.at(high);
        if ((before < 0) == (after < 0) || before == 0 || after == 0) continue;
        // 128 bits hold the product: a difference of money x a volume, each below 2^63.
        const Int128 volume = low + before * (high - low) / (before - after);
        const bool a_first = before < 0;
        found.push_back({a_first ? a.name : b.name, a_first ? b.name : a.name, Amount{static_cast<std::int64_t>(volume)},
                         Amount{static_cast<std::int64_t>(a.at(volume))}});
      }
    }
  }
  sort_stably(found, [](const BreakEven& x, const BreakEven& y) {
    return std::tie(x.credits_per_month, x.from, x.to) < std::tie(y.credits_per_month, y.from, y.to);
  });
  return found;
}

namespace {

/// One platform's choices, ready to be walked side by side.
struct Prepared {
  std::string missing;  ///< what the platform lacks; then there is nothing else
  std::vector<std::unique_ptr<Resolved>> resolved;
  std::vector<Estimate> estimates;
  std::vector<BreakEven> break_even;
};

Result<Prepared> prepare(const Candidate& candidate) {
  Prepared prepared;
  for (const std::string& name : missing_work(*candidate.catalog, *candidate.scenario))
    prepared.missing += (prepared.missing.empty() ? "" : ", ") + name;
  if (!prepared.missing.empty()) return prepared;
  for (const Choice& choice : candidate.choices) {
    auto resolved = resolve(*candidate.catalog, *candidate.scenario, choice);
    if (!resolved) return resolved.errors();
    auto estimated = estimate(*resolved);
    if (!estimated) return estimated.errors();
    prepared.resolved.push_back(std::make_unique<Resolved>(*std::move(resolved)));
    prepared.estimates.push_back(*std::move(estimated));
  }
  prepared.break_even = break_even(*candidate.catalog, *candidate.scenario, candidate.choices);
  return prepared;
}

}  // namespace

struct CompareRun::State {
  /// What does not change while paths are walked.
  struct Begun {
    std::vector<Candidate> candidates;
    std::vector<Prepared> prepared;  ///< parallel
    std::uint64_t seed = 1;
  };
  std::shared_ptr<const Begun> begun;
  std::vector<std::optional<ForecastGroup>> groups;  ///< parallel
  std::uint32_t done = 0;
};

CompareRun::CompareRun(std::unique_ptr<State> state) : state_(std::move(state)) {}
CompareRun::~CompareRun() = default;
CompareRun::CompareRun(CompareRun&&) noexcept = default;
CompareRun& CompareRun::operator=(CompareRun&&) noexcept = default;

Result<CompareRun> CompareRun::begin(std::vector<Candidate> candidates, const CompareOptions& options) {
  auto begun = std::make_shared<State::Begun>();
  begun->seed = options.seed;
  auto state = std::make_unique<State>();
  for (const Candidate& candidate : candidates) {
    auto prepared = prepare(candidate);
    if (!prepared) return prepared.errors();
    std::vector<const Resolved*> all;
    for (const auto& resolved : prepared->resolved) all.push_back(resolved.get());
    auto& group = state->groups.emplace_back();
    if (!all.empty()) group.emplace(all, ForecastOptions{options.paths, options.seed, false});
    begun->prepared.push_back(std::move(prepared).value());
  }
  begun->candidates = std::move(candidates);
  state->begun = std::move(begun);
  return CompareRun(std::move(state));
}

CompareRun CompareRun::fresh() const {
  auto state = std::make_unique<State>();
  state->begun = state_->begun;
  for (const auto& group : state_->groups) {
    auto& next = state->groups.emplace_back();
    if (group) next.emplace(group->fresh());
  }
  return CompareRun(std::move(state));
}

Errors CompareRun::advance(std::uint32_t paths) { return advance_range(state_->done, paths); }

Errors CompareRun::advance_range(std::uint32_t first, std::uint32_t count) {
  for (auto& group : state_->groups) {
    if (!group) continue;
    if (Errors errors = group->advance_range(first, count); !errors.empty()) return errors;
  }
  state_->done += count;
  return {};
}

void CompareRun::merge(CompareRun&& other) {
  for (std::size_t i = 0; i < state_->groups.size(); ++i) {
    if (state_->groups[i]) state_->groups[i]->merge(std::move(*other.state_->groups[i]));
  }
  state_->done += other.state_->done;
}

std::uint32_t CompareRun::chunk() const {
  std::uint32_t chunk = 1;
  for (const auto& group : state_->groups) chunk = std::max(chunk, group ? group->chunk() : 1U);
  return chunk;
}

std::uint32_t CompareRun::done() const { return state_->done; }

bool CompareRun::from_tables() const {
  return std::all_of(state_->groups.begin(), state_->groups.end(),
                     [](const auto& group) { return !group || group->chunk() > 1; });
}

std::size_t CompareRun::plans() const {
  std::size_t plans = 0;
  for (const auto& group : state_->groups) plans += group ? group->size() : 0;
  return plans;
}

Comparison CompareRun::result() const {
  const State::Begun& begun = *state_->begun;
  Comparison comparison;
  comparison.paths = state_->done;
  comparison.seed = begun.seed;
  for (std::size_t c = 0; c < begun.candidates.size(); ++c) {
    const Candidate& candidate = begun.candidates[c];
    const Prepared& prepared = begun.prepared[c];
    if (!prepared.missing.empty()) {
      PlanRow row;
      row.platform = candidate.catalog->id;
      row.platform_name = candidate.catalog->name;
      row.currency = candidate.catalog->currency;
      row.has_work = false;
      row.missing = prepared.missing;
      comparison.plans.push_back(std::move(row));
      continue;
    }
    const auto& group = state_->groups[c];
    for (std::size_t i = 0; i < prepared.resolved.size(); ++i) {
      const Resolved& resolved = *prepared.resolved[i];
      comparison.plans.push_back(row_of(resolved, group->result(i), prepared.estimates[i]));
      if (i > 0 && resolved.money_complete && prepared.resolved.front()->money_complete)
        comparison.plans.back().money_to_first = group->money_difference(i);
      add_figures(comparison.rests_on, resolved.rests_on);
    }
    for (BreakEven point : prepared.break_even) {
      if (begun.candidates.size() > 1) {
        point.from = candidate.catalog->id + "/" + point.from;
        point.to = candidate.catalog->id + "/" + point.to;
      }
      comparison.break_even.push_back(std::move(point));
    }
  }
  Share limit = kNever;
  if (!begun.candidates.empty()) {
    limit = begun.candidates.front().scenario->run_out_limit;
    comparison.unit = begun.candidates.front().catalog->main_unit;
  }
  comparison.recommended = recommend(comparison.plans, limit);
  return comparison;
}

Result<Comparison> compare(const std::vector<Candidate>& candidates, const CompareOptions& options) {
  auto run = CompareRun::begin(candidates, options);
  if (!run) return run.errors();
  CompareRun& whole = run.value();
  Watch watch(options.workers.progress, std::uint64_t{whole.plans()} * options.paths);
  Errors errors = walk(whole, options.paths, options.workers, watch, whole.plans());
  if (!errors.empty()) return errors;
  return whole.result();
}

}  // namespace creditcast
