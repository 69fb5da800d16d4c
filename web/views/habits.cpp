#include <algorithm>
#include <array>
#include <cmath>

#include "habit_words.hpp"
#include "views.hpp"
#include "widgets/axis.hpp"
#include "widgets/crosshair.hpp"
#include "widgets/legend.hpp"
#include "widgets/tabs.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

constexpr float kRow = 48, kNarrowRow = 40, kHead = 24, kTable = 720;  // below that the table's heads would be cut

void draw_name(const Ui& ui, ImVec2 at, float width, const HabitOutcome& habit) {
  float x = at.x;
  if (habit.in_force) x += text(ui, at, Type::note_strong, ui.colours.accent, "✓") + 6;
  text_fit(ui, {x, at.y}, at.x + width - x, habit.in_force ? Type::note_strong : Type::note, ui.colours.strong,
           habit_name(habit));
}

void draw_bar(const Ui& ui, ImVec2 at, float width, const HabitMeasure& of, std::size_t i, bool best) {
  filled(at, {at.x + width, at.y + 6}, ui.colours.track, 3);
  const HabitMeasure::Cell& cell = of.cells[i];
  if (!cell.known || !(of.most > 0) || !(cell.value > 0)) return;
  const float length = std::max(4.0f, width * static_cast<float>(cell.value / of.most));
  filled(at, {at.x + length, at.y + 6}, best ? ui.colours.accent : ui.colours.further[0], 3);
}

ReadOut words_of(const Ui& ui, const AppState& state, const HabitOutcome& habit) {
  const Catalog& catalog = state.inputs.catalog;
  ReadOut words{habit_name(habit), habit.in_force ? std::string(tr("in force")) : "", {}, {}};
  words.rows.push_back({0, std::string(tr("8 of 10 months")),
                        tr("{0} to {1}", {credits(ui.numbers, habit.credits_low),
                                          with_unit(ui.numbers, habit.credits_high, catalog, catalog.main_unit)})});
  if (habit.money_per_finished)
    words.rows.push_back(
        {0, std::string(tr("a finished piece")), money(ui.numbers, *habit.money_per_finished, catalog.currency)});
  if (habit.blocked_requests.micros >= kMicros / 20)
    words.rows.push_back({0, std::string(tr("blocked a month")), number(ui.numbers, habit.blocked_requests, 1)});
  return words;
}

/// A row for each habit, a column for each measure.
void table(Ui& ui, const AppState& state, const std::vector<HabitOutcome>& habits, const std::vector<HabitMeasure>& measures,
           const HabitOutcome* best, Column& inside) {
  float names = 96;
  for (const HabitOutcome& habit : habits) names = std::max(names, text_width(ui, Type::note_strong, habit_name(habit)) + 18);
  names = std::min(names, inside.width * 0.22f);
  const auto count = static_cast<int>(habits.size());
  const float between = 24, left = inside.x + names + between;
  const float width = (inside.right() - left + between) / static_cast<float>(measures.size()) - between;
  const auto column_x = [&](std::size_t m) { return left + static_cast<float>(m) * (width + between); };
  for (std::size_t m = 0; m < measures.size(); ++m)
    text_fit(ui, {column_x(m), inside.y}, width, Type::note, ui.colours.normal, measures[m].title);
  inside.skip(kHead);
  const float top = inside.y;
  const Crosshair cross =
      crosshair(ui, {"habits", "habit", {inside.x, top}, {inside.right(), top + kRow * static_cast<float>(count)}, count, true},
                [&](ImVec2 mouse) { return static_cast<int>(std::floor((mouse.y - top) / kRow)); });
  for (int i = 0; i < count; ++i) {
    const auto row = static_cast<std::size_t>(i);
    const float y = top + kRow * static_cast<float>(i);
    if (i == cross.at)
      filled({inside.x - 8, y + 1}, {inside.right() + 8, y + kRow - 1}, ui.colours.track, measure::kControlRound);
    else if (i > 0)
      rule(ui, inside.x, y, inside.width);
    draw_name(ui, {inside.x, y + 16}, names, habits[row]);
    for (std::size_t m = 0; m < measures.size(); ++m) {
      const HabitMeasure::Cell& cell = measures[m].cells[row];
      text_fit(ui, {column_x(m), y + 10}, width, Type::note_strong, cell.known ? ui.colours.strong : ui.colours.warning,
               cell.words);
      draw_bar(ui, {column_x(m), y + 30}, width, measures[m], row, &habits[row] == best);
    }
  }
  inside.skip(kRow * static_cast<float>(count));
  if (cross.at >= 0 && cross.reads_out)
    show_read_out(ui, words_of(ui, state, habits[static_cast<std::size_t>(cross.at)]),
                  {left, top + kRow * static_cast<float>(cross.at + 1)});
}

/// One measure below the other, each with a bar for every habit.
void list(Ui& ui, const AppState& state, const std::vector<HabitOutcome>& habits, const std::vector<HabitMeasure>& measures,
          const HabitOutcome* best, Column& inside) {
  const auto count = static_cast<int>(habits.size());
  for (std::size_t m = 0; m < measures.size(); ++m) {
    text_fit(ui, {inside.x, inside.y}, inside.width, Type::note, ui.colours.normal, measures[m].title);
    inside.skip(kHead);
    const float top = inside.y, height = kNarrowRow * static_cast<float>(count);
    ImGui::PushID(static_cast<int>(m));
    const Crosshair cross = crosshair(ui, {"habits", "habit", {inside.x, top}, {inside.right(), top + height}, count, true},
                                      [&](ImVec2 mouse) { return static_cast<int>(std::floor((mouse.y - top) / kNarrowRow)); });
    ImGui::PopID();
    for (int i = 0; i < count; ++i) {
      const auto row = static_cast<std::size_t>(i);
      const float y = top + kNarrowRow * static_cast<float>(i);
      if (i == cross.at)
        filled({inside.x - 8, y - 2}, {inside.right() + 8, y + kNarrowRow - 6}, ui.colours.track, measure::kControlRound);
      const HabitMeasure::Cell& cell = measures[m].cells[row];
      const float value = text_width(ui, Type::note_strong, cell.words);
      draw_name(ui, {inside.x, y}, inside.width - value - 12, habits[row]);
      text_right(ui, inside.right(), y, Type::note_strong, cell.known ? ui.colours.strong : ui.colours.warning, cell.words);
      draw_bar(ui, {inside.x, y + 20}, inside.width, measures[m], row, &habits[row] == best);
    }
    inside.skip(height);
    if (cross.at >= 0 && cross.reads_out)
      show_read_out(ui, words_of(ui, state, habits[static_cast<std::size_t>(cross.at)]),
                    {inside.x, top + kNarrowRow * static_cast<float>(cross.at + 1)});
  }
}

/// Where there is nothing to compare with there is an offer.
void offer(Ui& ui, Column& inside) {
  chart_note(
      ui, inside,
      tr("This work has one set of habits. A naive one beside it - one image at a time, the hero's model from the start, "
         "the same prompt again and again, everything upscaled - shows what they are worth."));
  inside.skip(measure::kGrid);
  if (word_button(ui, "naive", {inside.x, inside.y}, tr("Compare with naive habits"))) ui.memory.closer.naive = true;
  inside.skip(ui.touch ? measure::kTouchControl : 28.0f);
}

}  // namespace

void habits(Ui& ui, const AppState& state, Column& column) {
  if (!state.derived.closer.offered) return;
  const Scenario& scenario = state.inputs.scenario;
  const bool none = scenario.habits.empty();
  if (none && !naive_variant(scenario)) return;
  const auto& look = state.derived.closer.habits;
  CloserMemory& memory = ui.memory.closer;
  const ImVec2 top{column.x, column.y};
  Column inside = open_card(ui, column);
  const bool asked = !none || memory.naive;
  const std::string_view title = tr("Habits side by side, on the same futures");
  if (asked) title_with_legend(ui, inside, "habits", title, {});
  if (!asked) {
    card_title(ui, inside, title);
    offer(ui, inside);
  } else if (!look.value) {
    waits(ui, inside, look.trouble);
  } else if (look.value->size() < 2) {
    chart_note(ui, inside, tr("The only habit there is is in force; beside another one it would stand here."));
  } else {
    const HabitExtremes extremes = habit_extremes(*look.value);
    inside.skip(paragraph(ui, {inside.x, inside.y}, inside.width, Type::strong, ui.colours.strong,
                          habits_verdict(ui.numbers, extremes)));
    inside.skip(measure::kGap);
    const std::vector<HabitMeasure> measures = habit_measures(ui.numbers, state.inputs.catalog, *look.value);
    (inside.width < kTable ? list : table)(ui, state, *look.value, measures, extremes.best, inside);
    if (look.stale) chart_note(ui, inside, tr("The work has changed; this is being computed anew."));
  }
  close_card(ui, column, inside);
  memory.sees_habits = memory.sees_habits || ImGui::IsRectVisible(top, {column.right(), column.y});
}

}  // namespace creditcast::web
