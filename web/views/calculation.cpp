#include "calculation.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "balances.hpp"
#include "cost_lines.hpp"
#include "creditcast/estimate.hpp"
#include "creditcast/resolve.hpp"
#include "work_items.hpp"

namespace creditcast::web {
namespace {

constexpr std::uint64_t kSeed = 1;
/// What is computed when: first a rough distribution, then all plans roughly, then both again with more paths. Each step ends
/// with something to show. Later steps go on where the former ones ended. Event by event a path costs a hundred times as much.
struct Step {
  bool plans = false;
  std::uint32_t paths = 0;
};
using Steps = std::array<Step, 5>;
constexpr Steps kTableSteps{{{false, 1'000}, {false, 2'000}, {true, 400}, {false, 5'000}, {true, 1'000}}};
constexpr Steps kEventSteps{{{false, 40}, {false, 200}, {true, 50}, {false, 1'000}, {true, 100}}};
constexpr std::uint32_t kMostAtOnce = 4'096;
/// The plans wait until the hand rests: while a slider moves, the distribution alone follows it.
constexpr double kPlansAfterMs = 200;

bool weak(Provenance is) { return is != Provenance::published && is != Provenance::range && is != Provenance::example; }

}  // namespace

/// One revision's computation. The resolved scenario points into the copies beside it, so it all lives and dies together.
struct Calculation::Work {
  struct OnPlan {
    std::unique_ptr<Resolved> resolved;
    Estimate estimate;
  };
  Catalog catalog;
  Scenario scenario;
  std::optional<Resolved> resolved;
  std::optional<ForecastRun> run;
  Steps steps{};
  std::vector<Choice> choices;
  std::vector<OnPlan> on_plans;
  std::optional<ForecastGroup> group;  ///< all plans, on the same demand
  std::uint32_t plans_done = 0;
  std::size_t step = 0;
  double started_ms = 0;

  /// Walks chunk after chunk of one to four milliseconds, so that a slice ends close to its budget.
  template <typename Walk>
  Errors walk(std::uint32_t& done, std::uint32_t target, double until, const std::function<double()>& now, const Walk& chunk);
  /// One choice more is resolved, or more paths walked on all of them.
  Errors walk_plans(std::uint32_t target, double until, const std::function<double()>& now);
  /// The plans side by side, and what they cost at other volumes.
  void show_plans(Derived& derived);

 private:
  std::uint32_t chunk_ = 1;
  std::optional<std::vector<BreakEven>> break_even_;  ///< no paths are needed for these: once is enough
};

template <typename Walk>
Errors Calculation::Work::walk(std::uint32_t& done, std::uint32_t target, double until, const std::function<double()>& now,
                               const Walk& chunk) {
  while (done < target) {
    const double before = now();
    if (before >= until) break;
    const std::uint32_t paths = std::min(chunk_, target - done);
    if (Errors errors = chunk(done, paths); !errors.empty()) return errors;
    done += paths;
    const double took = now() - before;
    if (took < 1 && paths == chunk_) chunk_ = std::min(chunk_ * 2, kMostAtOnce);
    if (took > 4) chunk_ = std::max<std::uint32_t>(chunk_ / 2, 1);
  }
  return {};
}

Errors Calculation::Work::walk_plans(std::uint32_t target, double until, const std::function<double()>& now) {
  while (on_plans.size() < choices.size() && now() < until) {
    auto set = resolve(catalog, scenario, choices[on_plans.size()]);
    if (!set.ok()) return set.errors();
    auto estimated = estimate(set.value());
    if (!estimated.ok()) return estimated.errors();
    // The group points at the resolved scenario, which therefore has to stand still before it begins.
    on_plans.push_back({std::make_unique<Resolved>(std::move(set.value())), std::move(estimated.value())});
  }
  if (on_plans.size() < choices.size()) return {};
  if (!group) {
    std::vector<const Resolved*> all;
    for (const OnPlan& plan : on_plans) all.push_back(plan.resolved.get());
    group.emplace(all, ForecastOptions{steps.back().paths, kSeed, false});
    chunk_ = 1;
  }
  return walk(plans_done, target, until, now,
              [&](std::uint32_t first, std::uint32_t paths) { return group->advance_range(first, paths); });
}

void Calculation::Work::show_plans(Derived& derived) {
  Comparison made;
  made.seed = kSeed;
  made.unit = catalog.main_unit;
  made.paths = plans_done;
  derived.cost_lines.clear();
  for (std::size_t i = 0; i < on_plans.size(); ++i) {
    made.plans.push_back(plan_row(*on_plans[i].resolved, group->result(i), on_plans[i].estimate));
    if (auto line = cost_line(*on_plans[i].resolved, made.plans.back())) derived.cost_lines.push_back(std::move(*line));
  }
  made.recommended = recommended(made.plans, scenario.run_out_limit);
  if (!break_even_) break_even_ = break_even(catalog, scenario, choices);
  made.break_even = *break_even_;
  derived.comparison = std::move(made);
}

Calculation::Calculation(std::function<double()> now_ms) : now_ms_(std::move(now_ms)) {}
Calculation::~Calculation() = default;

bool Calculation::busy() const { return work_ && work_->step < work_->steps.size(); }

void Calculation::restart(AppState& state) {
  work_.reset();
  Derived& derived = state.derived;
  derived.errors.clear();
  if (!state.inputs.loaded) return;
  // No work is where one begins, and nothing to compute.
  if (state.inputs.scenario.streams.empty()) {
    derived = Derived{};
    return;
  }
  auto work = std::make_unique<Work>();
  work->catalog = state.inputs.catalog;
  work->scenario = state.inputs.scenario;
  work->started_ms = now_ms_();
  derived.colours = assign_colours(work->scenario);
  derived.errors = check(work->scenario, work->catalog);
  if (derived.errors.empty()) {
    auto resolved = resolve(work->catalog, work->scenario, {});
    if (resolved.ok()) {
      work->resolved = std::move(resolved.value());
    } else {
      derived.errors = resolved.errors();
    }
  }
  if (work->resolved) {
    auto estimated = estimate(*work->resolved);
    if (estimated.ok()) {
      derived.estimate = std::move(estimated.value());
    } else {
      derived.errors = estimated.errors();
    }
  }
  const bool good = derived.errors.empty();
  derived.work = work_groups(work->catalog, work->scenario, good && derived.estimate ? &*derived.estimate : nullptr,
                             good ? &*work->resolved : nullptr);
  if (!good) return;
  derived.weak.clear();
  derived.published_figures = 0;
  for (const RestsOn& figure : work->resolved->rests_on) {
    if (weak(figure.is)) {
      derived.weak.push_back(figure);
    } else {
      ++derived.published_figures;
    }
  }
  // Which steps it will be is known once it is compiled; the paths that a run may have at most are the larger ones.
  work->run.emplace(*work->resolved, ForecastOptions{kTableSteps[3].paths, kSeed, true});
  work->steps = work->run->from_tables() ? kTableSteps : kEventSteps;
  derived.paths_done = 0;
  derived.paths_wanted = work->steps[3].paths;
  work->choices = choices(work->catalog, work->scenario);
  work_ = std::move(work);
}

namespace {

void order_plans(Derived& derived) {
  const std::vector<PlanRow>& rows = derived.comparison->plans;
  derived.plan_order.resize(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) derived.plan_order[i] = i;
  std::stable_sort(derived.plan_order.begin(), derived.plan_order.end(), [&rows](std::size_t a, std::size_t b) {
    const auto key = [&rows](std::size_t i) {
      const PlanRow& row = rows[i];
      return std::tuple(!row.money_per_month.has_value(), row.money_per_month ? row.money_per_month->mean : Amount{});
    };
    return key(a) < key(b);
  });
}

}  // namespace

bool Calculation::advance(AppState& state, double budget_ms) {
  if (!busy()) return false;
  Work& work = *work_;
  Derived& derived = state.derived;
  const double until = now_ms_() + budget_ms;
  const Step step = work.steps[work.step];
  bool done = false;
  Errors errors;
  if (!step.plans) {
    std::uint32_t walked = work.run->done();
    errors = work.walk(walked, step.paths, until, now_ms_,
                       [&](std::uint32_t, std::uint32_t paths) { return work.run->advance(paths); });
    done = walked >= step.paths;
  } else if (now_ms_() - work.started_ms >= kPlansAfterMs) {
    errors = work.walk_plans(step.paths, until, now_ms_);
    done = work.group && work.plans_done >= step.paths;
  }
  if (!errors.empty()) {
    derived.errors = std::move(errors);
    work_.reset();
    return true;
  }
  if (!done) return false;
  ++work.step;
  if (step.plans) {
    work.show_plans(derived);
    order_plans(derived);
  } else {
    derived.forecast = work.run->result();
    derived.paths_done = work.run->done();
    choose_balances(derived, *work.resolved);
  }
  return true;
}

}  // namespace creditcast::web
