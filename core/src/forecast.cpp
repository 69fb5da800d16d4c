#include "creditcast/forecast.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "accounts.hpp"
#include "fan.hpp"
#include "forecast_run.hpp"
#include "request_law.hpp"

namespace creditcast {

namespace {

/// The fan keeps every balance of its paths: days x pools x paths.
constexpr std::size_t kMaxFanPaths = 1'000;
constexpr std::size_t kMaxFanValues = 4'000'000;
/// Multiplications of an exact forecast, where it was asked for and where it is one of the ways.
constexpr double kMostExactWork = 1e9;
constexpr double kMostExactWorkUnasked = 1e8;

Amount mean_of(Int128 sum, std::uint64_t n) { return Amount{divide_half_even(sum, static_cast<Int128>(n))}; }

/// The largest step that every amount of money a path can come to is a multiple of; 1 where amounts are worked out on the way.
std::int64_t money_step_of(const Resolved& resolved) {
  std::int64_t step = 0;
  const auto see = [&](Amount amount) { step = std::gcd(step, amount.micros); };
  for (const ResolvedPlan& plan : resolved.plans) {
    see(plan.price);
    see(plan.intro_price);
  }
  for (const AtZeroChoice& choice : resolved.at_zero) {
    if (choice.kind == AtZeroKind::overage) see(Amount{1});
    if (choice.kind != AtZeroKind::buy_pack && choice.kind != AtZeroKind::auto_recharge) continue;
    for (const ResolvedPack& pack : resolved.packs) {
      see(pack.price);
      for (const ResolvedPlan& plan : resolved.plans) {
        if (const auto bought = bought_for(pack, plan, choice)) see(bought->money);
      }
    }
  }
  return step == 0 ? kMicros : step;
}

/// The same of main credits, event by event.
std::int64_t credit_step_of(const Resolved& resolved) {
  for (std::size_t pool = 0; pool < resolved.pools.size(); ++pool) {
    const ResolvedPool& rules = resolved.pool_rules[pool];
    const bool trims = rules.drip || rules.rollover_cap || rules.rollover_times || rules.refill_on_spend;
    if (trims && resolved.pools[pool].unit == resolved.main_unit) return 1;
  }
  return grain_of(resolved);
}

/// Tallies of no path, each part in its place.
Tallies shape_of(const Resolved& resolved, std::size_t fan_cells, std::size_t buffers) {
  Tallies tallies;
  tallies.buffer_months.resize(buffers);
  tallies.buffer_paths.resize(buffers);
  const auto months = static_cast<std::size_t>(resolved.months);
  tallies.month_spend.resize(months);
  tallies.month_expired.resize(months);
  tallies.month_money.resize(months);
  tallies.run_out_on.resize(resolved.days.size());
  for (auto* counts : {&tallies.month_blocked_requests, &tallies.month_run_out, &tallies.month_short, &tallies.month_blocked,
                       &tallies.month_over_budget}) {
    counts->resize(months);
  }
  tallies.month_blocked_credits.resize(months);
  tallies.month_over_budget_by.resize(months);
  tallies.month_phase_spend.resize(months * resolved.phase_ids.size());
  tallies.by_pool.resize(resolved.pools.size());
  tallies.by_phase.resize(resolved.phase_ids.size());
  tallies.by_action.resize(resolved.catalog->actions.size());
  tallies.by_model.resize(resolved.models.size());
  tallies.by_owner.resize(resolved.scenario->owners.size());
  tallies.by_stream.resize(resolved.streams.size());
  tallies.project_budget.resize(resolved.projects.size());
  std::size_t phases = 0;
  for (const ResolvedProject& project : resolved.projects) phases += project.phases.size();
  tallies.phase_budget.resize(phases);
  tallies.balance.resize(fan_cells);
  return tallies;
}

}  // namespace

void ForecastRun::State::start() {
  if (compiled->source) {
    ledger.emplace(*compiled->resolved, *compiled->source, *compiled->script, compiled->buffer, compiled->fan_paths);
    lanes = ledger->empty(compiled->shape);
  } else {
    tallies = compiled->shape;
  }
}

void ForecastRun::State::gather(std::uint32_t path, const PathResult& result) {
  const Resolved& resolved = *compiled->resolved;
  ++tallies.paths;
  const auto credits = [&](Amount amount) {
    CREDITCAST_CHECK(amount.micros % compiled->credit_step == 0);
    return amount.micros / compiled->credit_step;
  };
  const auto money = [&](Amount amount) {
    CREDITCAST_CHECK(amount.micros % compiled->money_step == 0);
    return amount.micros / compiled->money_step;
  };
  Amount spend, expired, cash;
  std::int64_t finished = 0;
  Int128 asked = 0;
  const std::vector<BufferLimit>& buffer = compiled->buffer;
  for (std::size_t m = 0; m < result.months.size(); ++m) {
    const MonthTally& month = result.months[m];
    tallies.month_spend[m].add(credits(month.spend));
    tallies.month_expired[m].add(credits(month.expired));
    tallies.month_money[m].add(money(month.money));
    tallies.month_blocked_requests[m] += month.blocked_requests;
    tallies.month_blocked_credits[m] += month.blocked_credits.micros;
    tallies.month_short[m] += month.short_of_credit ? 1 : 0;
    tallies.month_blocked[m] += month.blocked_for_credit ? 1 : 0;
    const std::int64_t asked_now = month.spend.micros + month.blocked_credits.micros;
    asked += asked_now;
    for (std::size_t i = 0; i < buffer.size(); ++i) tallies.buffer_months[i] += asked_now <= buffer[i].month.micros ? 1 : 0;
    const auto& budget = resolved.scenario->budget_per_month;
    if (budget && month.spend > *budget) {
      ++tallies.month_over_budget[m];
      tallies.month_over_budget_by[m] += month.spend.micros - budget->micros;
    }
    spend.micros += month.spend.micros;  // at most 120 amounts: fits
    expired.micros += month.expired.micros;
    cash.micros += month.money.micros;
    finished += month.finished;
    tallies.blocked_requests += month.blocked_requests;
    tallies.blocked_credits += month.blocked_credits.micros;
    tallies.skipped += month.utilities_skipped;
    tallies.slow += month.slow;
  }
  for (std::size_t i = 0; i < buffer.size(); ++i) tallies.buffer_paths[i] += asked <= buffer[i].horizon ? 1 : 0;
  tallies.total_spend.add(credits(spend));
  tallies.total_expired.add(credits(expired));
  tallies.total_money.add(money(cash));
  tallies.spread_money.add(result.money_spread.micros);
  tallies.spread += result.money_spread.micros;
  if (compiled->options.path_sums) path_sums.push_back({result.money_spread.micros, spend.micros, finished});
  tallies.finished.add(finished);
  tallies.finished_pieces += finished;
  if (result.run_out_day >= 0) {
    const auto day = static_cast<std::size_t>(result.run_out_day);
    ++tallies.run_out_on[day];
    ++tallies.month_run_out[static_cast<std::size_t>(resolved.days[day].month)];
  }
  tallies.purchased_paths += result.needed_purchase ? 1 : 0;
  tallies.debt += result.debt.micros;
  const auto add_all = [](std::vector<TallySum>& sums, const std::vector<Tally>& parts) {
    for (std::size_t i = 0; i < parts.size(); ++i)
      sums[i].add({parts[i].requests, parts[i].blocked_requests, parts[i].credits.micros, parts[i].blocked_credits.micros});
  };
  add_all(tallies.by_pool, result.by_pool);
  add_all(tallies.by_phase, result.by_phase);
  add_all(tallies.by_action, result.by_action);
  add_all(tallies.by_model, result.by_model);
  add_all(tallies.by_owner, result.by_owner);
  add_all(tallies.by_stream, result.by_stream);
  for (std::size_t i = 0; i < result.month_phase_spend.size(); ++i)
    tallies.month_phase_spend[i] += result.month_phase_spend[i].micros;
  for (std::size_t i = 0; i < result.project_budget.size(); ++i) {
    const auto& line = result.project_budget[i];
    tallies.project_budget[i].add(line.projects, line.over, line.by.micros);
  }
  for (std::size_t i = 0; i < result.phase_budget.size(); ++i) {
    const auto& line = result.phase_budget[i];
    tallies.phase_budget[i].add(line.projects, line.over, line.by.micros);
  }
  if (path < compiled->fan_paths) {
    for (std::size_t i = 0; i < result.balance.size(); ++i) tallies.balance[i].push_back(result.balance[i].micros);
  }
}

std::shared_ptr<const ForecastRun::Compiled> ForecastRun::State::compile(const Resolved& resolved,
                                                                         const ForecastOptions& options, std::int64_t grain,
                                                                         std::shared_ptr<const DemandSource> source,
                                                                         bool may_be_exact) {
  auto compiled = std::make_shared<Compiled>();
  Compiled& c = *compiled;
  c.resolved = &resolved;
  c.options = options;
  const std::size_t cells = resolved.days.size() * resolved.pools.size();
  if (options.balance && cells > 0) c.fan_paths = std::min(kMaxFanPaths, std::max<std::size_t>(kMaxFanValues / cells, 100));
  c.buffer = buffer_limits(resolved);
  c.shape = shape_of(resolved, options.balance ? cells : 0, c.buffer.size());
  c.money_step = money_step_of(resolved);
  c.credit_step = credit_step_of(resolved);
  if (options.method == Method::events) {
    c.why_not = "asked for";
  } else if (auto script = script_of(resolved, grain); std::holds_alternative<WhyNot>(script)) {
    c.why_not = std::get<WhyNot>(std::move(script));
  } else {
    if (!source) {
      auto demand = compile_demand(resolved, grain);
      if (auto* why_not = std::get_if<WhyNot>(&demand)) {
        c.why_not = std::move(*why_not);
      } else {
        source = std::make_shared<const DemandSource>(resolved, std::get<Demand>(std::move(demand)), options.seed);
      }
    }
    if (source) {
      c.script = std::get<Script>(std::move(script));
      c.source = std::move(source);
      c.credit_step = grain;
    }
  }
  std::string why_not_exact = c.why_not;
  if (c.source && (options.method == Method::exact || (options.method == Method::automatic && may_be_exact))) {
    auto exact = compute_exact(resolved, *c.source, *c.script, c.buffer, c.shape, options.balance,
                               options.method == Method::exact ? kMostExactWork : kMostExactWorkUnasked);
    if (auto* why_not = std::get_if<WhyNot>(&exact)) {
      why_not_exact = std::move(*why_not);
    } else {
      c.exact = std::get<Exact>(std::move(exact));
    }
  }
  if ((options.method == Method::sample && !c.source) || (options.method == Method::exact && !c.exact)) {
    c.errors.push_back(Error{Code::not_permitted,
                             "/options/method",
                             {options.method == Method::exact ? word("the scenario cannot be computed exactly: {0}")
                                                              : word("the scenario cannot be sampled from tables: {0}"),
                              {options.method == Method::exact ? why_not_exact : c.why_not}},
                             options.method == Method::exact && c.source ? "\"sample\", or \"auto\", which takes what applies"
                                                                         : "\"events\", or \"auto\", which takes what applies",
                             {},
                             0,
                             0});
  }
  const std::uint64_t path_months = static_cast<std::uint64_t>(options.paths) * static_cast<std::uint64_t>(resolved.months);
  const std::uint64_t most_paths = c.source ? kMaxPaths : kMaxEventPaths;
  const std::uint64_t most_months = c.source ? kMaxPathMonths : kMaxEventPathMonths;
  if (options.paths > most_paths || path_months > most_months) {
    c.errors.push_back(Error{Code::too_many,
                             "/options/paths",
                             {"{0} paths over {1} months", {std::to_string(options.paths), std::to_string(resolved.months)}},
                             {c.source ? word("at most {0} paths, and {1} paths x months")
                                       : word("at most {0} paths, and {1} paths x months, event by event"),
                              {std::to_string(most_paths), std::to_string(most_months)}},
                             {},
                             0,
                             0});
  }
  return compiled;
}

ForecastRun::ForecastRun(const Resolved& resolved, ForecastOptions options) : state_(std::make_unique<State>()) {
  state_->compiled = State::compile(resolved, options, grain_of(resolved), nullptr, true);
  state_->start();
}
ForecastRun::~ForecastRun() = default;
ForecastRun::ForecastRun(ForecastRun&&) noexcept = default;
ForecastRun& ForecastRun::operator=(ForecastRun&&) noexcept = default;

ForecastRun::ForecastRun(std::unique_ptr<State> state) : state_(std::move(state)) {}

ForecastRun ForecastRun::fresh() const {
  auto state = std::make_unique<State>();
  state->compiled = state_->compiled;
  state->start();
  return ForecastRun(std::move(state));
}

Errors ForecastRun::advance(std::uint32_t paths) {
  State& s = *state_;
  const std::uint32_t total = s.compiled->options.paths;
  const std::uint32_t count = std::min(paths, total - std::min(total, s.next));
  const std::uint32_t first = s.next;
  s.next += count;
  return advance_range(first, count);
}

Errors ForecastRun::advance_range(std::uint32_t first, std::uint32_t count) {
  State& s = *state_;
  const Compiled& c = *s.compiled;
  if (!c.errors.empty()) return c.errors;
  if (c.exact) return {};
  if (s.ledger) {
    if (!s.opener) s.opener.emplace(*c.source);
    for (std::uint32_t done = 0; done < count;) {
      const std::size_t lanes = std::min<std::size_t>(kLanes, count - done);
      c.source->draw(first + done, lanes, s.block);
      s.ledger->run(s.block, *s.opener, s.lanes);
      for (std::size_t lane = 0; c.options.path_sums && lane < lanes; ++lane) s.path_sums.push_back(s.ledger->path_sum(lane));
      done += static_cast<std::uint32_t>(lanes);
    }
    return {};
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    SimulateOptions options;
    options.seed = c.options.seed;
    options.path = first + i;
    options.balances = options.path < c.fan_paths;
    const auto path = simulate(*c.resolved, options);
    if (!path) return path.errors();
    s.gather(options.path, *path);
  }
  return {};
}

std::vector<PathSum> ForecastRun::take_path_sums() { return std::exchange(state_->path_sums, {}); }

std::uint32_t ForecastRun::chunk() const {
  if (state_->compiled->exact) return std::max(1U, state_->compiled->options.paths);
  return state_->ledger ? kLanes : 1;
}

void ForecastRun::merge(ForecastRun&& other) {
  State& to = *state_;
  State& from = *other.state_;
  CREDITCAST_CHECK(to.ledger.has_value() == from.ledger.has_value());
  if (to.ledger) {
    to.lanes.merge(std::move(from.lanes));
  } else {
    to.tallies.merge(std::move(from.tallies));
  }
}

bool ForecastRun::from_tables() const { return state_->ledger.has_value(); }

std::uint32_t ForecastRun::done() const {
  const State& s = *state_;
  if (s.compiled->exact) return s.compiled->options.paths;
  return static_cast<std::uint32_t>(s.ledger ? s.lanes.tallies.paths : s.tallies.paths);
}

Forecast ForecastRun::result() const {
  const State& s = *state_;
  const Compiled& compiled = *s.compiled;
  const std::optional<Exact>& exact = compiled.exact;
  Tallies filled;
  if (!exact && s.ledger) filled = s.ledger->filled(s.lanes);
  const Tallies& sums = exact ? exact->tallies : s.ledger ? filled : s.tallies;
  CREDITCAST_CHECK(sums.paths > 0);
  const Resolved& resolved = *compiled.resolved;
  const Catalog& catalog = *resolved.catalog;
  const Scenario& scenario = *resolved.scenario;
  const std::uint64_t paths = sums.paths;
  const auto months = static_cast<std::size_t>(resolved.months);
  const std::uint64_t path_months = paths * months;

  const Scale credits{0, compiled.credit_step, 1};
  const Scale money{0, s.ledger ? s.ledger->money_step() : compiled.money_step, 1};
  const Scale per_month{0, 1, resolved.months};
  const Scale pieces{0, kMicros, resolved.months};
  const Scale days{0, kMicros, 1};

  const auto summary = [&](const Column& column, const Scale& scale) {
    return exact ? exact_summary_of(column, scale) : summary_of(column, scale);
  };

  Forecast forecast;
  forecast.method = exact ? "exact" : s.ledger ? "sample" : "events";
  if (!s.ledger && compiled.options.method == Method::automatic) forecast.why = compiled.why_not;
  if (exact) {
    const double shares = exact->bound * static_cast<double>(kShareOne) + 1;
    forecast.bound = Share{std::min(kShareOne, static_cast<std::uint64_t>(shares))};
    forecast.balance = exact->balance;
  } else {
    forecast.paths = static_cast<std::uint32_t>(paths);
  }
  forecast.seed = compiled.options.seed;
  forecast.plan = resolved.choice.plan;
  forecast.term = resolved.choice.term;
  forecast.pack = resolved.choice.pack;
  forecast.unit = catalog.units[resolved.main_unit].id;
  forecast.currency = catalog.currency;
  forecast.complete = resolved.complete;
  forecast.money_complete = resolved.money_complete;
  forecast.rests_on = resolved.rests_on;

  Column pooled_spend, pooled_expired, pooled_money;
  for (std::size_t m = 0; m < months; ++m) {
    MonthForecast month;
    month.index = static_cast<std::int32_t>(m);
    pooled_spend.merge(sums.month_spend[m]);
    pooled_expired.merge(sums.month_expired[m]);
    pooled_money.merge(sums.month_money[m]);
    month.spend = summary(sums.month_spend[m], credits);
    month.expired = summary(sums.month_expired[m], credits);
    month.money = summary(sums.month_money[m], money);
    month.blocked.requests = mean_of(Int128{sums.month_blocked_requests[m]} * kMicros, paths);
    month.blocked.credits = mean_of(sums.month_blocked_credits[m], paths);
    month.run_out = share_of_count(static_cast<std::uint64_t>(sums.month_run_out[m]), paths);
    month.short_of_credit = share_of_count(static_cast<std::uint64_t>(sums.month_short[m]), paths);
    month.blocked_for_credit = share_of_count(static_cast<std::uint64_t>(sums.month_blocked[m]), paths);
    for (std::size_t p = 0; p < resolved.phase_ids.size(); ++p) {
      month.spend_by_phase.push_back(mean_of(sums.month_phase_spend[m * resolved.phase_ids.size() + p], paths));
    }
    forecast.months.push_back(std::move(month));
  }
  forecast.typical_spend = summary(pooled_spend, credits);
  forecast.typical_expired = summary(pooled_expired, credits);
  forecast.typical_money = summary(pooled_money, money);
  const Int128 total_spend = sums.total_spend.sum * compiled.credit_step;
  forecast.total_spend = summary(sums.total_spend, credits);
  forecast.total_expired = summary(sums.total_expired, credits);
  forecast.total_money = summary(sums.total_money, money);
  forecast.money_per_month = summary(sums.spread_money, per_month);
  forecast.finished = summary(sums.finished, pieces);
  if (exact && !exact->finished_deviate_so) forecast.finished.standard_deviation.reset();
  forecast.blocked.requests = mean_of(Int128{sums.blocked_requests} * kMicros, path_months);
  forecast.blocked.credits = mean_of(sums.blocked_credits, path_months);
  forecast.utilities_skipped = mean_of(Int128{sums.skipped} * kMicros, path_months);
  forecast.slow = mean_of(Int128{sums.slow} * kMicros, path_months);
  forecast.debt = mean_of(sums.debt, paths);

  Column run_out_days;
  for (std::size_t day = 0; day < sums.run_out_on.size(); ++day) {
    if (sums.run_out_on[day] == 0) continue;
    run_out_days.add_many(static_cast<std::int64_t>(day), sums.run_out_on[day]);
    forecast.run_out.by_day.push_back({static_cast<std::int32_t>(day), share_of_count(sums.run_out_on[day], paths),
                                       share_of_count(run_out_days.values.count(), paths)});
  }
  forecast.run_out.probability = share_of_count(run_out_days.values.count(), paths);
  if (run_out_days.values.count() > 0) forecast.run_out.day = summary(run_out_days, days);
  forecast.run_out.needs_purchase = share_of_count(static_cast<std::uint64_t>(sums.purchased_paths), paths);
  // From tables all that is asked for is drawn first, whether or not it is paid then.
  forecast.buffer.demand_known = s.ledger || (sums.blocked_requests == 0 && sums.slow == 0);
  for (std::size_t i = 0; i < compiled.buffer.size(); ++i) {
    forecast.buffer.lines.push_back({compiled.buffer[i].buffer, compiled.buffer[i].month,
                                     share_of_count(sums.buffer_months[i], path_months),
                                     share_of_count(sums.buffer_paths[i], paths)});
  }

  for (std::size_t i = 0; i < sums.balance.size(); ++i) {
    const std::vector<std::int64_t>& values = sums.balance[i];
    if (values.empty()) break;
    const FanPoint point = fan_point(values);
    forecast.balance_paths = static_cast<std::uint32_t>(values.size());
    forecast.balance.push_back({static_cast<std::int32_t>(i / resolved.pools.size()),
                                catalog.pools[i % resolved.pools.size()].id, Amount{point.p10}, Amount{point.p50},
                                Amount{point.p90}});
  }

  const auto part = [&](std::string id, std::string label, const TallySum& sum) {
    Part result;
    result.id = std::move(id);
    result.label = std::move(label);
    result.requests = mean_of(Int128{sum.requests} * kMicros, path_months);
    result.credits = mean_of(sum.credits, path_months);
    if (total_spend > 0) {
      result.of_total = Share{static_cast<std::uint64_t>(divide_half_even((sum.credits << 32), total_spend))};
    }
    result.blocked.requests = mean_of(Int128{sum.blocked_requests} * kMicros, path_months);
    result.blocked.credits = mean_of(sum.blocked_credits, path_months);
    return result;
  };
  for (std::size_t i = 0; i < sums.by_pool.size(); ++i) {
    TallySum sum = sums.by_pool[i];
    if (resolved.pools[i].unit != resolved.main_unit) sum.credits = 0;  // another unit never adds to credits
    forecast.by_pool.push_back(part(catalog.pools[i].id, catalog.pools[i].name, sum));
    // A day's total does not say how many of its requests a pool had a part in.
    if (s.ledger) forecast.by_pool.back().requests.reset();
  }
  for (std::size_t i = 0; i < sums.by_phase.size(); ++i) {
    forecast.by_phase.push_back(part(resolved.phase_ids[i], resolved.phase_labels[i], sums.by_phase[i]));
  }
  const auto asked = [](const TallySum& sum) { return sum.requests != 0 || sum.blocked_requests != 0; };
  for (std::size_t i = 0; i < sums.by_action.size(); ++i) {
    if (asked(sums.by_action[i]))
      forecast.by_action.push_back(part(catalog.actions[i].id, catalog.actions[i].name, sums.by_action[i]));
  }
  for (std::size_t i = 0; i < sums.by_model.size(); ++i) {
    if (asked(sums.by_model[i])) forecast.by_model.push_back(part(resolved.models[i], resolved.models[i], sums.by_model[i]));
  }
  for (std::size_t i = 0; i < sums.by_owner.size(); ++i) {
    forecast.by_owner.push_back(part(scenario.owners[i].id, scenario.owners[i].name, sums.by_owner[i]));
  }
  for (std::size_t i = 0; i < sums.by_stream.size(); ++i) {
    if (scenario.streams[i].event)
      forecast.by_event.push_back(part(scenario.streams[i].id, scenario.streams[i].name, sums.by_stream[i]));
  }

  if (sums.finished_pieces > 0) {
    const auto finished = static_cast<Int128>(sums.finished_pieces);
    forecast.credits_per_finished = Amount{divide_half_even(total_spend, finished)};
    forecast.money_per_finished = Amount{divide_half_even(sums.spread, finished)};
  }

  const auto line = [&](std::string id, Amount budget, const OverBudgetSum& sum) {
    BudgetResult::Line result;
    result.id = std::move(id);
    result.budget = budget;
    result.exceeded = share_of_count(static_cast<std::uint64_t>(sum.over), static_cast<std::uint64_t>(sum.units));
    if (sum.over > 0) result.by = Amount{divide_half_even(sum.by, sum.over)};
    forecast.budget.lines.push_back(std::move(result));
  };
  if (scenario.budget_per_month) {
    OverBudgetSum sum;
    for (std::size_t m = 0; m < months; ++m) {
      sum.add(static_cast<std::int64_t>(paths), sums.month_over_budget[m], sums.month_over_budget_by[m]);
    }
    line("month", *scenario.budget_per_month, sum);
  }
  std::size_t next_phase = 0;
  std::vector<OverBudgetSum> by_phase(forecast.by_phase.size());
  for (std::size_t i = 0; i < resolved.projects.size(); ++i) {
    const Project& project = *resolved.projects[i].project;
    if (project.budget) line(project.id, *project.budget, sums.project_budget[i]);
    for (const ResolvedPhase& phase : resolved.projects[i].phases) {
      const OverBudgetSum& sum = sums.phase_budget[next_phase++];
      if (!phase.phase->budget) continue;
      line(project.id + "/" + phase.phase->id, *phase.phase->budget, sum);
      by_phase[phase.id].add(sum.units, sum.over, sum.by);
      Part& shown = forecast.by_phase[phase.id];
      shown.over_budget = share_of_count(static_cast<std::uint64_t>(by_phase[phase.id].over),
                                         static_cast<std::uint64_t>(by_phase[phase.id].units));
      if (by_phase[phase.id].over > 0) shown.over_by = Amount{divide_half_even(by_phase[phase.id].by, by_phase[phase.id].over)};
    }
  }
  return forecast;
}

Result<Forecast> forecast(const Resolved& resolved, const ForecastOptions& options) {
  ForecastRun run(resolved, options);
  Errors errors = run.advance(options.paths);
  if (!errors.empty()) return errors;
  return run.result();
}

}  // namespace creditcast
