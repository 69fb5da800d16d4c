#include "creditcast/habits.hpp"

#include <algorithm>
#include <utility>

#include "figures.hpp"
#include "paired.hpp"

namespace creditcast {

namespace {

/// What a habit comes to more than the one in force, path by path.
struct MoreThan {
  PairedSum credits, finished, money;
  void add(const PathSum& base, const PathSum& path) {
    credits.add(path.credits - base.credits);
    finished.add((path.finished - base.finished) * kMicros);
    money.add(path.money - base.money);
  }
  void merge(const MoreThan& other) {
    credits.merge(other.credits);
    finished.merge(other.finished);
    money.merge(other.money);
  }
};

/// All habits over the same paths; one that is exact has none to walk.
class HabitsRun {
 public:
  HabitsRun(const std::vector<HabitWork>& habits, std::size_t in_force, const HabitsOptions& options)
      : in_force_(in_force), more_(habits.size()) {
    for (const HabitWork& habit : habits) {
      runs_.emplace_back(*habit.resolved, ForecastOptions{options.paths, options.seed, false, options.method, true});
      const bool walks = runs_.back().done() == 0;
      if (walks) chunk_ = std::max(chunk_, runs_.back().chunk());
      walked_ += walks ? 1 : 0;
    }
  }
  [[nodiscard]] HabitsRun fresh() const {
    HabitsRun next(in_force_, more_.size());
    for (const ForecastRun& run : runs_) next.runs_.push_back(run.fresh());
    return next;
  }
  [[nodiscard]] std::uint32_t chunk() const { return chunk_; }
  [[nodiscard]] std::uint64_t walked() const { return walked_; }

  Errors advance_range(std::uint32_t first, std::uint32_t count) {
    std::vector<std::vector<PathSum>> sums;
    for (ForecastRun& run : runs_) {
      Errors errors = run.advance_range(first, count);
      if (!errors.empty()) return errors;
      sums.push_back(run.take_path_sums());
      sums.back().resize(count);  // an exact mean has no error of its own, so any number stands for its paths
    }
    for (std::size_t i = 0; i < runs_.size(); ++i)
      for (std::uint32_t path = 0; path < count; ++path) more_[i].add(sums[in_force_][path], sums[i][path]);
    return {};
  }
  void merge(HabitsRun&& other) {
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      runs_[i].merge(std::move(other.runs_[i]));
      more_[i].merge(other.more_[i]);
    }
  }

  [[nodiscard]] HabitsResult result(const std::vector<HabitWork>& habits) const {
    HabitsResult all;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      all.habits.push_back({habits[i].id, habits[i].name, i == in_force_, runs_[i].result(), {}, {}, {}});
      add_figures(all.rests_on, all.habits.back().forecast.rests_on);
    }
    const Forecast& base = all.habits[in_force_].forecast;
    const auto months = static_cast<std::int32_t>(base.months.size());
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      HabitRow& row = all.habits[i];
      const Forecast& own = row.forecast;
      const auto more = [&](const PairedSum& sum, const Summary& from, const Summary& to) {
        return Difference{to.mean - from.mean, sum.a_month(months).standard_error};
      };
      row.credits_more = more(more_[i].credits, base.typical_spend, own.typical_spend);
      row.finished_more = more(more_[i].finished, base.finished, own.finished);
      if (base.money_complete && own.money_complete)
        row.money_more = more(more_[i].money, base.money_per_month, own.money_per_month);
    }
    return all;
  }

 private:
  HabitsRun(std::size_t in_force, std::size_t count) : in_force_(in_force), more_(count) {}
  std::size_t in_force_;
  std::vector<MoreThan> more_;
  std::vector<ForecastRun> runs_;
  std::uint32_t chunk_ = 1;
  std::uint64_t walked_ = 0;
};

}  // namespace

Result<HabitsResult> compare_habits(const std::vector<HabitWork>& habits, std::size_t in_force, const HabitsOptions& options) {
  HabitsRun run(habits, in_force, options);
  Watch watch(options.workers.progress, std::max<std::uint64_t>(run.walked(), 1) * options.paths);
  Errors errors = walk(run, options.paths, options.workers, watch, std::max<std::uint64_t>(run.walked(), 1));
  if (!errors.empty()) return errors;
  return run.result(habits);
}

}  // namespace creditcast
