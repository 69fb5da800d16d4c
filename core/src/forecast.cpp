#include "creditcast/forecast.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace creditcast {

namespace {

/// The fan keeps every balance of its paths: days x pools x paths.
constexpr std::size_t kMaxFanPaths = 2'000;
constexpr std::size_t kMaxFanValues = 4'000'000;

struct QuantileRanks {
  std::size_t at = 0, low = 0, high = 0;  ///< 0-based ranks of the quantile and of its 95 % interval
};

/// Ranks l < u such that at least 95 % of samples hold the quantile between the l-th and the u-th value: P(B < l) and P(B >= u)
/// are each at most 2.5 % for B ~ binomial(n, p). The terms go outward from the mode by their ratios.
QuantileRanks quantile_ranks(std::size_t n, int percent) {
  QuantileRanks ranks;
  ranks.at = (n * static_cast<std::size_t>(percent) + 99) / 100 - 1;
  const double p = static_cast<double>(percent) / 100.0;
  const double count = static_cast<double>(n);
  const auto mode = std::min(n, static_cast<std::size_t>((count + 1) * p));
  const auto reach = static_cast<std::size_t>(10 + 9 * std::sqrt(count * p * (1 - p)));
  const std::size_t first = mode > reach ? mode - reach : 0;
  const std::size_t last = std::min(n, mode + reach);
  std::vector<double> weight(last - first + 1);
  weight[mode - first] = 1;
  for (std::size_t k = mode; k > first; --k) {
    weight[k - 1 - first] = weight[k - first] * static_cast<double>(k) * (1 - p) / (static_cast<double>(n - k + 1) * p);
  }
  for (std::size_t k = mode; k < last; ++k) {
    weight[k + 1 - first] = weight[k - first] * static_cast<double>(n - k) * p / (static_cast<double>(k + 1) * (1 - p));
  }
  double total = 0;
  for (const double w : weight) total += w;
  const double tail = 0.025 * total;
  double below = 0;
  std::size_t low = first;  // largest l with P(B < l) <= tail
  while (low < last && below + weight[low - first] <= tail) below += weight[low++ - first];
  double above = 0;
  std::size_t high = last + 1;  // smallest u with P(B >= u) <= tail
  while (high > first + 1 && above + weight[high - 1 - first] <= tail) above += weight[--high - first];
  ranks.low = low == 0 ? 0 : low - 1;
  ranks.high = std::min(high == 0 ? 0 : high - 1, n - 1);
  return ranks;
}

using AllRanks = std::array<QuantileRanks, 3>;
AllRanks all_ranks(std::size_t n) { return {quantile_ranks(n, 10), quantile_ranks(n, 50), quantile_ranks(n, 90)}; }

Amount mean_of(Int128 sum, std::size_t n) { return Amount{divide_half_even(sum, static_cast<Int128>(n))}; }

Summary summarize(std::vector<Amount>& values, const AllRanks& ranks) {
  std::sort(values.begin(), values.end());
  Int128 sum = 0;
  for (const Amount value : values) sum += value.micros;
  const std::size_t n = values.size();
  Summary summary;
  summary.mean = mean_of(sum, n);
  if (n > 1) {
    double squares = 0;  // in ascending order, so the same whatever order the paths came in
    for (const Amount value : values) {
      const auto deviation = static_cast<double>(value.micros - summary.mean.micros);
      squares += deviation * deviation;
    }
    const auto count = static_cast<double>(n);
    const double error = std::sqrt(squares / (count - 1) / count);
    summary.standard_error = Amount{static_cast<std::int64_t>(error + 0.5)};
  }
  const auto quantile = [&](const QuantileRanks& rank, Amount& at, Interval& interval) {
    at = values[rank.at];
    interval = {values[std::min(rank.low, rank.at)], values[std::max(rank.high, rank.at)]};
  };
  quantile(ranks[0], summary.p10, summary.p10_interval);
  quantile(ranks[1], summary.p50, summary.p50_interval);
  quantile(ranks[2], summary.p90, summary.p90_interval);
  return summary;
}

Share share_of_count(std::uint64_t count, std::uint64_t total) {
  if (total == 0) return kNever;
  return Share{
      static_cast<std::uint64_t>(divide_half_even(static_cast<Int128>(count) * kShareOne, static_cast<Int128>(total)))};
}

struct TallySum {
  std::int64_t requests = 0, blocked_requests = 0;
  Int128 credits = 0, blocked_credits = 0;
  void add(const Tally& tally) {
    requests += tally.requests;
    blocked_requests += tally.blocked_requests;
    credits += tally.credits.micros;
    blocked_credits += tally.blocked_credits.micros;
  }
  void add(const TallySum& other) {
    requests += other.requests;
    blocked_requests += other.blocked_requests;
    credits += other.credits;
    blocked_credits += other.blocked_credits;
  }
};
using TallySums = std::vector<TallySum>;

void add_all(TallySums& sums, const std::vector<Tally>& tallies) {
  sums.resize(tallies.size());
  for (std::size_t i = 0; i < tallies.size(); ++i) sums[i].add(tallies[i]);
}
void add_all(TallySums& sums, const TallySums& others) {
  sums.resize(std::max(sums.size(), others.size()));
  for (std::size_t i = 0; i < others.size(); ++i) sums[i].add(others[i]);
}

struct OverBudgetSum {
  std::int64_t units = 0, over = 0;
  Int128 by = 0;
  void add(std::int64_t more_units, std::int64_t more_over, Int128 more_by) {
    units += more_units;
    over += more_over;
    by += more_by;
  }
};

void append(std::vector<Amount>& to, const std::vector<Amount>& from) { to.insert(to.end(), from.begin(), from.end()); }

/// What all paths add up to. Sums are exact and columns are sorted before use, so the order of paths does not matter.
struct Gathered {
  std::vector<std::vector<Amount>> month_spend, month_expired, month_money;  ///< [month][path]
  std::vector<Amount> total_spend, total_expired, total_money, spread_money, finished, run_out_days;
  std::vector<std::vector<Amount>> balance;  ///< [day x pools + pool][path of the fan]
  std::vector<std::int64_t> month_blocked_requests, month_run_out, month_short, month_blocked, month_over_budget;
  std::vector<Int128> month_blocked_credits, month_over_budget_by, month_phase_spend;
  TallySums by_pool, by_phase, by_action, by_model, by_owner, by_stream;
  std::vector<OverBudgetSum> project_budget, phase_budget;
  std::int64_t blocked_requests = 0, finished_pieces = 0, skipped = 0, slow = 0, purchased_paths = 0;
  Int128 blocked_credits = 0, debt = 0;
};

}  // namespace

Summary summarize(std::vector<Amount>& values) { return summarize(values, all_ranks(values.size())); }

struct ForecastRun::State {
  const Resolved* resolved = nullptr;
  ForecastOptions options;
  std::uint32_t next = 0;
  std::uint32_t done = 0;
  std::size_t fan_paths = 0;
  Gathered sums;

  void gather(std::uint32_t path, const PathResult& result);
};

void ForecastRun::State::gather(std::uint32_t path, const PathResult& result) {
  ++done;
  const auto months = static_cast<std::size_t>(resolved->months);
  Amount spend, expired, money;
  std::int64_t finished = 0;
  for (std::size_t m = 0; m < months; ++m) {
    const MonthTally& month = result.months[m];
    sums.month_spend[m].push_back(month.spend);
    sums.month_expired[m].push_back(month.expired);
    sums.month_money[m].push_back(month.money);
    sums.month_blocked_requests[m] += month.blocked_requests;
    sums.month_blocked_credits[m] += month.blocked_credits.micros;
    sums.month_short[m] += month.short_of_credit ? 1 : 0;
    sums.month_blocked[m] += month.blocked_for_credit ? 1 : 0;
    const auto& budget = resolved->scenario->budget_per_month;
    if (budget && month.spend > *budget) {
      ++sums.month_over_budget[m];
      sums.month_over_budget_by[m] += month.spend.micros - budget->micros;
    }
    spend.micros += month.spend.micros;  // at most 120 amounts: fits
    expired.micros += month.expired.micros;
    money.micros += month.money.micros;
    finished += month.finished;
    sums.blocked_requests += month.blocked_requests;
    sums.blocked_credits += month.blocked_credits.micros;
    sums.skipped += month.utilities_skipped;
    sums.slow += month.slow;
  }
  sums.total_spend.push_back(spend);
  sums.total_expired.push_back(expired);
  sums.total_money.push_back(money);
  sums.spread_money.push_back(Amount{divide_half_even(result.money_spread.micros, resolved->months)});
  sums.finished.push_back(Amount{divide_half_even(Int128{finished} * kMicros, resolved->months)});
  sums.finished_pieces += finished;
  if (result.run_out_day >= 0) {
    sums.run_out_days.push_back(whole(result.run_out_day));
    ++sums.month_run_out[static_cast<std::size_t>(resolved->days[static_cast<std::size_t>(result.run_out_day)].month)];
  }
  sums.purchased_paths += result.needed_purchase ? 1 : 0;
  sums.debt += result.debt.micros;
  add_all(sums.by_pool, result.by_pool);
  add_all(sums.by_phase, result.by_phase);
  add_all(sums.by_action, result.by_action);
  add_all(sums.by_model, result.by_model);
  add_all(sums.by_owner, result.by_owner);
  add_all(sums.by_stream, result.by_stream);
  for (std::size_t i = 0; i < result.month_phase_spend.size(); ++i)
    sums.month_phase_spend[i] += result.month_phase_spend[i].micros;
  for (std::size_t i = 0; i < result.project_budget.size(); ++i) {
    const auto& line = result.project_budget[i];
    sums.project_budget[i].add(line.projects, line.over, line.by.micros);
  }
  for (std::size_t i = 0; i < result.phase_budget.size(); ++i) {
    const auto& line = result.phase_budget[i];
    sums.phase_budget[i].add(line.projects, line.over, line.by.micros);
  }
  if (path < fan_paths) {
    for (std::size_t i = 0; i < result.balance.size(); ++i) sums.balance[i].push_back(result.balance[i]);
  }
}

ForecastRun::ForecastRun(const Resolved& resolved, ForecastOptions options) : state_(std::make_unique<State>()) {
  State& s = *state_;
  s.resolved = &resolved;
  s.options = options;
  const auto months = static_cast<std::size_t>(resolved.months);
  s.sums.month_spend.resize(months);
  s.sums.month_expired.resize(months);
  s.sums.month_money.resize(months);
  s.sums.month_blocked_requests.resize(months);
  s.sums.month_blocked_credits.resize(months);
  s.sums.month_run_out.resize(months);
  s.sums.month_short.resize(months);
  s.sums.month_blocked.resize(months);
  s.sums.month_over_budget.resize(months);
  s.sums.month_over_budget_by.resize(months);
  s.sums.month_phase_spend.resize(months * resolved.phase_ids.size());
  s.sums.project_budget.resize(resolved.projects.size());
  std::size_t phases = 0;
  for (const ResolvedProject& project : resolved.projects) phases += project.phases.size();
  s.sums.phase_budget.resize(phases);
  const std::size_t cells = resolved.days.size() * resolved.pools.size();
  if (options.balance && cells > 0) {
    s.fan_paths = std::min(kMaxFanPaths, std::max<std::size_t>(kMaxFanValues / cells, 100));
    s.sums.balance.resize(cells);
  }
}
ForecastRun::~ForecastRun() = default;
ForecastRun::ForecastRun(ForecastRun&&) noexcept = default;
ForecastRun& ForecastRun::operator=(ForecastRun&&) noexcept = default;

Errors ForecastRun::advance(std::uint32_t paths) {
  State& s = *state_;
  const std::uint32_t count = std::min(paths, s.options.paths - std::min(s.options.paths, s.next));
  const std::uint32_t first = s.next;
  s.next += count;
  return advance_range(first, count);
}

Errors ForecastRun::advance_range(std::uint32_t first, std::uint32_t count) {
  State& s = *state_;
  const std::uint64_t path_months =
      static_cast<std::uint64_t>(s.options.paths) * static_cast<std::uint64_t>(s.resolved->months);
  if (s.options.paths > kMaxPaths || path_months > kMaxPathMonths) {
    return {Error{Code::too_many,
                  "/options/paths",
                  std::to_string(s.options.paths) + " paths over " + std::to_string(s.resolved->months) + " months",
                  "at most " + std::to_string(kMaxPaths) + " paths, and " + std::to_string(kMaxPathMonths) + " paths x months",
                  {},
                  0,
                  0}};
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    SimulateOptions options;
    options.seed = s.options.seed;
    options.path = first + i;
    options.balances = options.path < s.fan_paths;
    const auto path = simulate(*s.resolved, options);
    if (!path) return path.errors();
    s.gather(options.path, *path);
  }
  return {};
}

void ForecastRun::merge(ForecastRun&& other) {
  Gathered& to = state_->sums;
  Gathered& from = other.state_->sums;
  CREDITCAST_CHECK(to.month_spend.size() == from.month_spend.size() && to.balance.size() == from.balance.size());
  state_->done += other.state_->done;
  for (std::size_t m = 0; m < to.month_spend.size(); ++m) {
    append(to.month_spend[m], from.month_spend[m]);
    append(to.month_expired[m], from.month_expired[m]);
    append(to.month_money[m], from.month_money[m]);
    to.month_blocked_requests[m] += from.month_blocked_requests[m];
    to.month_blocked_credits[m] += from.month_blocked_credits[m];
    to.month_run_out[m] += from.month_run_out[m];
    to.month_short[m] += from.month_short[m];
    to.month_blocked[m] += from.month_blocked[m];
    to.month_over_budget[m] += from.month_over_budget[m];
    to.month_over_budget_by[m] += from.month_over_budget_by[m];
  }
  append(to.total_spend, from.total_spend);
  append(to.total_expired, from.total_expired);
  append(to.total_money, from.total_money);
  append(to.spread_money, from.spread_money);
  append(to.finished, from.finished);
  append(to.run_out_days, from.run_out_days);
  for (std::size_t i = 0; i < to.balance.size(); ++i) append(to.balance[i], from.balance[i]);
  for (std::size_t i = 0; i < to.month_phase_spend.size(); ++i) to.month_phase_spend[i] += from.month_phase_spend[i];
  add_all(to.by_pool, from.by_pool);
  add_all(to.by_phase, from.by_phase);
  add_all(to.by_action, from.by_action);
  add_all(to.by_model, from.by_model);
  add_all(to.by_owner, from.by_owner);
  add_all(to.by_stream, from.by_stream);
  for (std::size_t i = 0; i < to.project_budget.size(); ++i) {
    to.project_budget[i].add(from.project_budget[i].units, from.project_budget[i].over, from.project_budget[i].by);
  }
  for (std::size_t i = 0; i < to.phase_budget.size(); ++i) {
    to.phase_budget[i].add(from.phase_budget[i].units, from.phase_budget[i].over, from.phase_budget[i].by);
  }
  to.blocked_requests += from.blocked_requests;
  to.blocked_credits += from.blocked_credits;
  to.finished_pieces += from.finished_pieces;
  to.skipped += from.skipped;
  to.slow += from.slow;
  to.purchased_paths += from.purchased_paths;
  to.debt += from.debt;
}

std::uint32_t ForecastRun::done() const { return state_->done; }

Forecast ForecastRun::result() const {
  const State& s = *state_;
  CREDITCAST_CHECK(s.done > 0);
  const Resolved& resolved = *s.resolved;
  const Catalog& catalog = *resolved.catalog;
  const Scenario& scenario = *resolved.scenario;
  const std::size_t paths = s.done;
  const auto months = static_cast<std::size_t>(resolved.months);
  const std::size_t path_months = paths * months;
  const AllRanks ranks = all_ranks(paths);
  const AllRanks pooled_ranks = all_ranks(path_months);

  Forecast forecast;
  forecast.paths = s.done;
  forecast.seed = s.options.seed;
  forecast.plan = resolved.choice.plan;
  forecast.term = resolved.choice.term;
  forecast.pack = resolved.choice.pack;
  forecast.unit = catalog.units[resolved.main_unit].id;
  forecast.currency = catalog.currency;
  forecast.complete = resolved.complete;
  forecast.money_complete = resolved.money_complete;
  forecast.rests_on = resolved.rests_on;

  Gathered sums = s.sums;  // columns are sorted in place
  std::vector<Amount> pooled_spend, pooled_expired, pooled_money;
  for (std::size_t m = 0; m < months; ++m) {
    MonthForecast month;
    month.index = static_cast<std::int32_t>(m);
    append(pooled_spend, sums.month_spend[m]);
    append(pooled_expired, sums.month_expired[m]);
    append(pooled_money, sums.month_money[m]);
    month.spend = summarize(sums.month_spend[m], ranks);
    month.expired = summarize(sums.month_expired[m], ranks);
    month.money = summarize(sums.month_money[m], ranks);
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
  forecast.typical_spend = summarize(pooled_spend, pooled_ranks);
  forecast.typical_expired = summarize(pooled_expired, pooled_ranks);
  forecast.typical_money = summarize(pooled_money, pooled_ranks);
  Int128 total_spend = 0;
  for (const Amount amount : sums.total_spend) total_spend += amount.micros;
  forecast.total_spend = summarize(sums.total_spend, ranks);
  forecast.total_expired = summarize(sums.total_expired, ranks);
  forecast.total_money = summarize(sums.total_money, ranks);
  forecast.money_per_month = summarize(sums.spread_money, ranks);
  forecast.finished = summarize(sums.finished, ranks);
  forecast.blocked.requests = mean_of(Int128{sums.blocked_requests} * kMicros, path_months);
  forecast.blocked.credits = mean_of(sums.blocked_credits, path_months);
  forecast.utilities_skipped = mean_of(Int128{sums.skipped} * kMicros, path_months);
  forecast.slow = mean_of(Int128{sums.slow} * kMicros, path_months);
  forecast.debt = mean_of(sums.debt, paths);

  forecast.run_out.probability = share_of_count(sums.run_out_days.size(), paths);
  if (!sums.run_out_days.empty()) forecast.run_out.day = creditcast::summarize(sums.run_out_days);
  forecast.run_out.needs_purchase = share_of_count(static_cast<std::uint64_t>(sums.purchased_paths), paths);

  for (std::size_t i = 0; i < sums.balance.size(); ++i) {
    std::vector<Amount>& values = sums.balance[i];
    if (values.empty()) break;
    std::sort(values.begin(), values.end());
    const auto at = [&](std::size_t percent) { return values[(values.size() * percent + 99) / 100 - 1]; };
    forecast.balance_paths = static_cast<std::uint32_t>(values.size());
    forecast.balance.push_back({static_cast<std::int32_t>(i / resolved.pools.size()),
                                catalog.pools[i % resolved.pools.size()].id, at(10), at(50), at(90)});
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
    if (resolved.pools[i].unit != resolved.main_unit) sums.by_pool[i].credits = 0;  // another unit never adds to credits
    forecast.by_pool.push_back(part(catalog.pools[i].id, catalog.pools[i].name, sums.by_pool[i]));
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
    const auto pieces = static_cast<Int128>(sums.finished_pieces);
    forecast.credits_per_finished = Amount{divide_half_even(total_spend, pieces)};
    Int128 spread = 0;
    for (const Amount amount : sums.spread_money) spread += amount.micros;
    forecast.money_per_finished = Amount{divide_half_even(spread * static_cast<Int128>(months), pieces)};
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
  for (std::size_t i = 0; i < resolved.projects.size(); ++i) {
    const Project& project = *resolved.projects[i].project;
    if (project.budget) line(project.id, *project.budget, sums.project_budget[i]);
    for (const ResolvedPhase& phase : resolved.projects[i].phases) {
      const OverBudgetSum& sum = sums.phase_budget[next_phase++];
      if (phase.phase->budget) line(project.id + "/" + phase.phase->id, *phase.phase->budget, sum);
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
