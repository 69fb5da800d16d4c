#include <algorithm>
#include <cmath>
#include <utility>

#include "figure_panel.hpp"
#include "imgui_internal.h"
#include "views.hpp"
#include "widgets/crosshair.hpp"
#include "widgets/focus.hpp"
#include "widgets/scroll.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

constexpr float kRail = 360, kRailMedium = 272, kAnswer = 344, kMargin = 24, kMost = 1720, kPinned = 40;
constexpr ImGuiWindowFlags kBare = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                   ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoBackground;

using Part = void (*)(Ui&, const AppState&, Column&);

/// Parts one under the other, a gap between those that drew anything.
void stack(Ui& ui, const AppState& state, Column& column, std::initializer_list<Part> parts) {
  for (const Part part : parts) {
    const float before = column.y;
    part(ui, state, column);
    if (column.y > before) column.skip(measure::kGap);
  }
}

/// Before there is any work there is nothing to draw: the page says what to begin with.
bool nothing_yet(const AppState& state) { return state.inputs.scenario.streams.empty(); }

void answer(Ui& ui, const AppState& state, Column& column) {
  if (nothing_yet(state)) {
    stack(ui, state, column, {empty_answer});
    return;
  }
  const Summary summary = summary_of(ui.numbers, state);
  headline(ui, summary, state, column);
  column.skip(measure::kGap);
  recommendation(ui, summary, column);
  column.skip(measure::kGap);
  plans(ui, state, column);
  column.skip(measure::kGap);
}

void compare_words(Ui& ui, const AppState&, Column& column) {
  section(ui, column, tr("Compare"),
          tr("The same futures on other plans and platforms, at other volumes and with other habits."));
}
void moves_words(Ui& ui, const AppState& state, Column& column) {
  if (state.derived.closer.offered)
    section(ui, column, tr("What moves it"), tr("Each input is changed by itself: by a tenth, whole numbers by at least one."));
}
void future_words(Ui& ui, const AppState& state, Column& column) {
  if (state.derived.closer.offered)
    section(ui, column, tr("One future, step by step"),
            tr("What is asked, which balance pays, what is left, what is blocked and why. Drag the handle."));
}

/// What follows on the answer, over the whole width that is left.
void closer_look(Ui& ui, const AppState& state, Column& column) {
  const float before = column.y;
  stack(ui, state, column, {habits, moves_words, tornado, future_words, one_future});
  if (column.y > before) column.skip(-measure::kGap);  // the next part comes with its own
}

void wide(Ui& ui, const AppState& state, Column& page) {
  const float between = page.width - kRail - kAnswer - 2 * measure::kGap;
  Column left{page.x, page.y, kRail};
  Column middle{left.right() + measure::kGap, page.y, between};
  Column right{middle.right() + measure::kGap, page.y, kAnswer};
  stack(ui, state, left, {work_rail, habit_switch, time_card, at_zero, people, rests_on});
  stack(ui, state, middle, {trouble, notices});
  if (nothing_yet(state)) {
    stack(ui, state, middle, {empty_work});
    answer(ui, state, right);
    page.y = std::max({left.y, middle.y, right.y});
    return;
  }
  stack(ui, state, middle, {phase_cards, months, balance, energy, run_out_days});
  answer(ui, state, right);
  stack(ui, state, right, {plan_bars});
  Column lower{middle.x, std::max(middle.y, right.y), between + measure::kGap + kAnswer};
  stack(ui, state, lower, {compare_words, cost_by_volume, platforms});
  closer_look(ui, state, lower);
  page.y = std::max(left.y, lower.y);
}

void medium(Ui& ui, const AppState& state, Column& page) {
  Column left{page.x, page.y, kRailMedium};
  Column middle{left.right() + measure::kGap, page.y, page.width - kRailMedium - measure::kGap};
  stack(ui, state, left, {work_rail, habit_switch, time_card, at_zero, people, rests_on});
  stack(ui, state, middle, {trouble, notices});
  if (nothing_yet(state)) {
    stack(ui, state, middle, {empty_work, empty_answer});
    page.y = std::max(left.y, middle.y);
    return;
  }
  const Summary summary = summary_of(ui.numbers, state);
  const float half = (middle.width - measure::kGap) / 2;
  Column first{middle.x, middle.y, half};
  Column second{middle.x + half + measure::kGap, middle.y, half};
  headline(ui, summary, state, first);
  // A short table leaves room for the advice above it; a long one does not.
  const bool few = state.derived.comparison && state.derived.comparison->plans.size() <= 4;
  Column& advised = few ? second : first;
  if (!few) advised.skip(measure::kGap);
  recommendation(ui, summary, advised);
  if (few) advised.skip(measure::kGap);
  plans(ui, state, second);
  middle.y = std::max(first.y, second.y) + measure::kGap;
  stack(ui, state, middle,
        {phase_cards, months, balance, energy, run_out_days, compare_words, plan_bars, cost_by_volume, platforms, closer_look});
  page.y = std::max(left.y, middle.y);
}

/// Within another page: the answer and the plans, and beside or below them what moves both.
void embedded(Ui& ui, const AppState& state, Column& page, Layout layout) {
  if (layout == Layout::narrow) {
    answer(ui, state, page);
    stack(ui, state, page, {trouble, work_rail});
    return;
  }
  Column left{page.x, page.y, (page.width - measure::kGap) / 2};
  Column right{left.right() + measure::kGap, page.y, left.width};
  const Summary summary = summary_of(ui.numbers, state);
  headline(ui, summary, state, left);
  left.skip(measure::kGap);
  stack(ui, state, left, {trouble, work_rail});
  recommendation(ui, summary, right);
  right.skip(measure::kGap);
  stack(ui, state, right, {plans});
  page.y = std::max(left.y, right.y);
}

/// The answer changes its height with its words. Once it is scrolled away, what stands below stays under the finger.
void hold_place(Ui& ui, float top, Column& page) {
  const float height = page.y - top, before = std::exchange(ui.memory.above_work, height);
  if (before <= 0 || height == before || top + before > measure::kHeader) return;
  page.y -= height - before;
  ImGui::GetCurrentWindow()->Scroll.y += height - before;
}

void narrow(Ui& ui, const AppState& state, Column& page) {
  const float top = page.y;
  stack(ui, state, page, {choosers, trouble, notices});
  if (nothing_yet(state)) {
    ui.memory.answer_gone = false;
    ui.memory.above_work = 0;
    stack(ui, state, page, {empty_work, work_rail, time_card, at_zero, people, empty_answer});
    return;
  }
  const float before = page.y;
  answer(ui, state, page);
  // Gone is the figure itself, which stands at the top of the answer.
  ui.memory.answer_gone = before + 72 < measure::kHeader;
  hold_place(ui, top, page);
  // What describes the work stands before what is drawn of it, which is long.
  stack(ui, state, page,
        {work_rail, habit_switch, phase_cards, time_card, at_zero, people, months, balance, energy, run_out_days, compare_words,
         plan_bars, cost_by_volume, platforms, closer_look, rests_on});
}

/// On a narrow page the answer stays in sight: once it has been scrolled away, its figures stand in one line below the bar.
void pinned_answer(Ui& ui, const AppState& state) {
  constexpr float kHeight = kPinned;
  if (!ui.memory.answer_gone) return;
  ImGui::SetNextWindowPos({0, measure::kHeader});
  ImGui::SetNextWindowSize({ui.width, kHeight});
  if (ImGui::Begin("answer", nullptr,
                   (kBare & ~ImGuiWindowFlags_NoBringToFrontOnFocus) | ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_NoNav |
                       ImGuiWindowFlags_NoFocusOnAppearing)) {
    const ImVec2 from{0, measure::kHeader}, to{ui.width, measure::kHeader + kHeight};
    filled(from, to, ui.colours.card);
    filled({from.x, to.y - 1}, to, ui.colours.line);
    const Summary summary = summary_of(ui.numbers, state);
    float right = ui.width - 16;
    for (const char* id : {"run-out", "money"}) {
      for (const Stat& stat : summary.stats) {
        if (stat.id != id) continue;
        const std::string words = stat.id == "money" ? stat.value : tr("{0} run out", {stat.value});
        const float width = text_width(ui, Type::note_strong, words);
        if (right - width < ui.width / 2) continue;
        text(ui, {right - width, from.y + 12}, Type::note_strong, stat.loud ? ui.colours.warning : ui.colours.strong, words);
        right -= width + measure::kGap;
      }
    }
    text_fit(ui, {16, from.y + 10}, right - 16, Type::strong, ui.colours.strong, summary.credits);
  }
  ImGui::End();
}

/// Before anything is loaded there is one sentence, in the middle.
void waiting(Ui& ui, const AppState& state, ImVec2 from, ImVec2 size) {
  const std::string words = state.trouble.empty() ? std::string(tr("One moment.")) : state.trouble;
  const float width = std::min(360.0f, size.x - 32);
  const float wide = std::min(width, text_width(ui, Type::text, words) + 1) + 2 * measure::kPadding;
  Column column{std::round(from.x + (size.x - wide) / 2), std::round(from.y + size.y / 2 - 36), wide};
  begin_cards();
  Column inside = open_card(ui, column);
  inside.skip(paragraph(ui, {inside.x, inside.y}, inside.width, Type::text, ui.colours.normal, words));
  if (state.may_try_again) try_again(ui, inside);
  close_card(ui, column, inside);
  end_cards();
}

}  // namespace

Layout layout_for(float width) { return width >= 1240 ? Layout::wide : width >= 760 ? Layout::medium : Layout::narrow; }

void draw_page(Ui& ui, const AppState& state) {
  const Layout layout = layout_for(ui.width);
  CloserMemory& closer = ui.memory.closer;
  closer.sees_inputs = closer.sees_habits = closer.sees_path = closer.sees_platforms = false;
  ui.errors = &state.derived.errors;
  ImGui::GetBackgroundDrawList()->AddRectFilled({0, 0}, {ui.width, ui.height}, ui.colours.ground);
  begin_focus(ui);
  header_bar(ui, state, layout);
  const ImVec2 from{0, measure::kHeader};
  const ImVec2 size{ui.width, std::max(ui.height - measure::kHeader, 1.0f)};
  ImGui::SetNextWindowPos(from);
  ImGui::SetNextWindowSize(size);
  if (ImGui::Begin("page", nullptr, kBare & ~ImGuiWindowFlags_NoScrollbar)) {
    if (!state.inputs.loaded) {
      waiting(ui, state, from, size);
    } else {
      const float margin = layout == Layout::narrow ? 12.0f : layout == Layout::medium ? 16.0f : kMargin;
      const float top = layout == Layout::narrow ? 12.0f : measure::kGap;
      const ImVec2 origin = ImGui::GetCursorScreenPos();
      const float width = std::min(ui.width - 2 * margin, kMost);
      Column page{origin.x + (ui.width - width) / 2, origin.y + top, width};
      begin_cards();
      if (ui.embedded) {
        embedded(ui, state, page, ui.width >= 640 ? Layout::medium : Layout::narrow);
      } else {
        if (layout == Layout::wide) wide(ui, state, page);
        if (layout == Layout::medium) medium(ui, state, page);
        if (layout == Layout::narrow) narrow(ui, state, page);
        page_foot(ui, state, page);
      }
      end_cards();
      end_crosshair(ui);
      figure_panel(ui, state);
      ui.memory.content_height = page.y - origin.y;
      ImGui::SetCursorScreenPos({origin.x, page.y});
      ImGui::Dummy({1, top > measure::kGrid ? top - measure::kGrid : 1});
      scroll_by_touch(ui);
      scroll_by_keys(size.y * 0.9f);
      // The pinned answer lies over the page's upper edge.
      keep_focus_in_sight(ui, from.y + (layout == Layout::narrow ? kPinned : 0), from.y + size.y);
      scroll_bar(ui, from, {from.x + size.x, from.y + size.y});
    }
  }
  ImGui::End();
  if (state.inputs.loaded && layout == Layout::narrow && !ui.embedded) pinned_answer(ui, state);
  end_focus(ui);
}

}  // namespace creditcast::web
