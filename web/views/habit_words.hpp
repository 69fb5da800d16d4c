#pragma once
/// Habits side by side, as text: for the card and for the page's HTML.
#include <string>
#include <vector>

#include "app_state.hpp"
#include "format.hpp"

namespace creditcast::web {

/// One figure of all habits.
struct HabitMeasure {
  struct Cell {
    std::string words;
    double value = 0;
    bool known = true;
  };
  std::string title;
  std::vector<Cell> cells;
  double most = 0;
};
std::vector<HabitMeasure> habit_measures(const NumberStyle& style, const Catalog& catalog,
                                         const std::vector<HabitOutcome>& habits);

/// The habit that gets the most from a credit, and the one that gets the least; none where nothing is finished.
struct HabitExtremes {
  const HabitOutcome *best = nullptr, *worst = nullptr;
};
HabitExtremes habit_extremes(const std::vector<HabitOutcome>& habits);

std::string habit_name(const HabitOutcome& habit);
std::string habits_verdict(const NumberStyle& style, const HabitExtremes& extremes);

}  // namespace creditcast::web
