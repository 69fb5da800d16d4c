#include "habit_words.hpp"

#include <algorithm>
#include <functional>

#include "widgets/axis.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

HabitMeasure measured(std::string_view title, const std::vector<HabitOutcome>& habits,
                      const std::function<HabitMeasure::Cell(const HabitOutcome&)>& cell) {
  HabitMeasure made{std::string(title), {}, 0};
  for (const HabitOutcome& habit : habits) {
    made.cells.push_back(cell(habit));
    if (made.cells.back().known) made.most = std::max(made.most, made.cells.back().value);
  }
  return made;
}

}  // namespace

std::vector<HabitMeasure> habit_measures(const NumberStyle& style, const Catalog& catalog,
                                         const std::vector<HabitOutcome>& habits) {
  const std::string unit = unit_name(catalog, catalog.main_unit, true);
  const auto in_credits = [&](const std::optional<Amount>& amount) {
    return amount ? HabitMeasure::Cell{credits(style, *amount), as_double(*amount)} : HabitMeasure::Cell{"–", 0, false};
  };
  const auto in_money = [&](const std::optional<Amount>& amount) {
    return amount ? HabitMeasure::Cell{money(style, *amount, catalog.currency), as_double(*amount)}
                  : HabitMeasure::Cell{std::string(tr("no price")), 0, false};
  };
  std::vector<HabitMeasure> all;
  all.push_back(measured(tr("{0} for a finished piece", {unit}), habits,
                         [&](const HabitOutcome& habit) { return in_credits(habit.credits_per_finished); }));
  all.push_back(
      measured(tr("{0} a month", {unit}), habits, [&](const HabitOutcome& habit) { return in_credits(habit.credits); }));
  all.push_back(measured(tr("finished a month"), habits, [&](const HabitOutcome& habit) {
    return HabitMeasure::Cell{number(style, habit.finished, habit.finished < whole(100) ? 1 : 0), as_double(habit.finished)};
  }));
  all.push_back(measured(tr("money a month"), habits, [&](const HabitOutcome& habit) { return in_money(habit.money); }));
  all.push_back(measured(tr("chance to run out"), habits, [&](const HabitOutcome& habit) {
    return HabitMeasure::Cell{percent(style, habit.run_out), to_double(habit.run_out)};
  }));
  return all;
}

HabitExtremes habit_extremes(const std::vector<HabitOutcome>& habits) {
  HabitExtremes found;
  for (const HabitOutcome& habit : habits) {
    if (!habit.credits_per_finished || habit.credits_per_finished->micros < 1) continue;
    if (found.best == nullptr || *habit.credits_per_finished < *found.best->credits_per_finished) found.best = &habit;
    if (found.worst == nullptr || *found.worst->credits_per_finished < *habit.credits_per_finished) found.worst = &habit;
  }
  return found;
}

std::string habit_name(const HabitOutcome& habit) { return habit.id.empty() ? std::string(tr("As it stands")) : habit.name; }

std::string habits_verdict(const NumberStyle& style, const HabitExtremes& extremes) {
  if (extremes.best == nullptr) return std::string(tr("None of them finishes anything on this plan."));
  const double times = as_double(*extremes.worst->credits_per_finished) / as_double(*extremes.best->credits_per_finished);
  if (times < 1.05) return std::string(tr("They get much the same from a credit."));
  return tr("{0}: {1} times as much finished work from a credit as {2}.",
            {habit_name(*extremes.best), number(style, as_amount(times), 1), habit_name(*extremes.worst)});
}

}  // namespace creditcast::web
