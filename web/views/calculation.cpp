#include "calculation.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "balances.hpp"
#include "cost_lines.hpp"
#include "creditcast/estimate.hpp"
#include "creditcast/resolve.hpp"
#include "creditcast/sort.hpp"
#include "figure_lines.hpp"
#include "words.hpp"
#include "work_items.hpp"

namespace creditcast::web {
namespace {

/// After how many paths there is something to show: from tables, and event by event, where a path costs a hundred times as
/// much.
const std::vector<std::uint32_t> kTables{1'000, 10'000, 100'000};
const std::vector<std::uint32_t> kForecastEvents{50, 200, 1'000, 10'000};
const std::vector<std::uint32_t> kPlanEvents{20, 100, 1'000, 10'000};

std::vector<std::uint32_t> up_to(std::vector<std::uint32_t> stages, std::uint32_t most) {
  for (std::uint32_t& stage : stages) stage = std::min(stage, most);
  stages.erase(std::unique(stages.begin(), stages.end()), stages.end());
  return stages;
}

void order_plans(Derived& derived) {
  const std::vector<PlanRow>& rows = derived.comparison->plans;
  derived.plan_order.resize(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) derived.plan_order[i] = i;
  sort_stably(derived.plan_order, [&rows](std::size_t a, std::size_t b) {
    const auto key = [&rows](std::size_t i) {
      const PlanRow& row = rows[i];
      return std::tuple(!row.money_per_month.has_value(), row.money_per_month ? row.money_per_month->mean : Amount{});
    };
    return key(a) < key(b);
  });
}

/// What each row costs at other volumes.
std::vector<CostLine> cost_lines(const Catalog& catalog, const Scenario& scenario, const std::vector<PlanRow>& rows) {
  std::vector<CostLine> lines;
  for (const Choice& choice : choices(catalog, scenario)) {
    const auto resolved = resolve(catalog, scenario, choice);
    if (!resolved.ok()) continue;
    const ResolvedPlan& plan = resolved->plans.front();
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const PlanRow& one) {
      return one.plan == plan.plan->id && one.term == plan.term->id && one.pack == choice.pack;
    });
    if (row == rows.end()) continue;
    if (auto line = cost_line(*resolved, *row)) lines.push_back(std::move(*line));
  }
  return lines;
}

}  // namespace

/// One revision's inputs. The resolved scenario points into the copies beside it, so they live and die together.
struct Calculation::Work {
  Catalog catalog;
  Scenario scenario;
  std::optional<Resolved> resolved;
};

Calculation::Calculation(AppState& state, Engine& engine, std::function<void()> changed)
    : state_(state), engine_(engine), changed_(std::move(changed)) {}

Calculation::~Calculation() {
  drop(forecast_);
  drop(plans_);
}

bool Calculation::busy() const { return forecast_.work || plans_.work; }

bool Calculation::answered() const {
  const auto has = [&](const Asked& asked) { return !asked.work || (asked.work == current_ && asked.answered); };
  return has(forecast_) && has(plans_);
}

void Calculation::drop(Asked& asked) {
  if (asked.work) engine_.cancel(asked.ticket);
  asked = {};
}

void Calculation::restart() {
  Derived& derived = state_.derived;
  derived.errors.clear();
  current_.reset();
  if (!state_.inputs.loaded) return;
  // No work is where one begins, and nothing to compute.
  if (state_.inputs.scenario.streams.empty()) {
    drop(forecast_);
    drop(plans_);
    derived = Derived{};
    return;
  }
  auto work = std::make_shared<Work>();
  work->catalog = state_.inputs.catalog;
  work->scenario = state_.inputs.scenario;
  derived.colours = assign_colours(work->scenario);
  derived.errors = check(work->scenario, work->catalog);
  if (derived.errors.empty()) {
    auto resolved = resolve(work->catalog, work->scenario, {});
    if (resolved.ok()) {
      work->resolved = std::move(resolved).value();
    } else {
      derived.errors = resolved.errors();
    }
  }
  if (work->resolved) {
    auto estimated = estimate(*work->resolved);
    if (estimated.ok()) {
      derived.estimate = std::move(estimated).value();
    } else {
      derived.errors = estimated.errors();
    }
  }
  const bool good = derived.errors.empty();
  derived.work = work_groups(work->catalog, work->scenario, good && derived.estimate ? &*derived.estimate : nullptr,
                             good ? &*work->resolved : nullptr);
  if (!good) {
    drop(forecast_);
    drop(plans_);
    return;
  }
  derived.figures = figure_lines(state_.inputs, *work->resolved);
  current_ = std::move(work);
  for (const Lane lane : {Lane::forecast, Lane::comparison}) {
    Asked& now = asked(lane);
    const bool on_screen = lane == Lane::forecast ? derived.forecast.has_value() : derived.comparison.has_value();
    // Nothing of another scenario may come onto an empty screen.
    if (now.work && !now.answered && on_screen) continue;
    ask(lane);
  }
}

void Calculation::ask(Lane lane) {
  Asked& now = asked(lane);
  drop(now);
  now.work = current_;
  if (lane == Lane::forecast) state_.derived.paths_done = 0;
  const Question question{lane == Lane::forecast ? "forecast" : "compare",
                          {},
                          up_to(kTables, most_paths_),
                          up_to(lane == Lane::forecast ? kForecastEvents : kPlanEvents, most_paths_)};
  if (lane == Lane::forecast) state_.derived.paths_wanted = question.tables.back();
  now.ticket = engine_.ask(lane, state_.inputs, question, [this, lane](const Reply& news) { reply(lane, news); });
}

void Calculation::reply(Lane lane, const Reply& reply) {
  Asked& now = asked(lane);
  const std::shared_ptr<const Work> work = now.work;  // what is shown below points into it
  const bool stale = work != current_;
  if (!stale && lane == Lane::forecast && reply.wanted > 0) {
    state_.derived.paths_done = reply.done;
    state_.derived.paths_wanted = reply.wanted;
  }
  if (reply.unavailable) {
    state_.trouble = tr("Only expected values are shown: the part of the page that simulates could not start.");
    state_.may_try_again = true;
  }
  if (!reply.errors.empty() && !stale) state_.derived.errors = reply.errors;
  if (reply.forecast) show_forecast(*work, reply);
  if (reply.comparison) show_plans(*work, reply);
  if (reply.forecast || reply.comparison) now.answered = true;
  if (reply.last) now = {};
  if (stale && (now.answered || !now.work) && current_) ask(lane);
  changed_();
}

void Calculation::show_forecast(const Work& work, const Reply& reply) {
  state_.derived.forecast = reply.forecast;
  choose_balances(state_.derived, *work.resolved);
}

void Calculation::show_plans(const Work& work, const Reply& reply) {
  Derived& derived = state_.derived;
  derived.comparison = reply.comparison;
  // These hang on the inputs alone; later answers of the same work find them there.
  if (!plans_.answered) derived.cost_lines = cost_lines(work.catalog, work.scenario, derived.comparison->plans);
  order_plans(derived);
}

}  // namespace creditcast::web
