#include "plan_rows.hpp"
#include "views.hpp"
#include "widgets/legend.hpp"
#include "widgets/rows.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

ReadOut words_of(const NumberStyle& numbers, const AppState& state, const PlanRow& row) {
  const PlanText text = plan_text(numbers, state.inputs.catalog, row);
  ReadOut words{text.name, row.money_per_month ? tr("{0} a month", {text.money}) : std::string(tr("no price")), {}, {}};
  if (!text.term.empty()) words.notes.push_back(text.term);
  if (!row.has_work) words.notes.push_back(tr("It lacks {0}.", {row.missing}));
  if (!text.likely.empty()) words.notes.push_back(text.likely);
  if (!row.has_work) return words;
  words.rows.push_back({0, std::string(tr("months that run short")), text.run_out});
  words.rows.push_back({0, std::string(tr("a finished piece")), text.piece});
  return words;
}

}  // namespace

void plan_bars(Ui& ui, const AppState& state, Column& column) {
  const auto& comparison = state.derived.comparison;
  if (!comparison) return;
  const std::vector<std::size_t> shown = rows_to_show(state, ui.memory.all_plans);
  const std::size_t chosen = chosen_row(state);
  std::vector<BarRow> rows;
  bool any = false;
  for (const std::size_t i : shown) {
    const PlanRow& row = comparison->plans[i];
    const PlanText words = plan_text(ui.numbers, state.inputs.catalog, row);
    BarRow bar{words.name, words.term, words.money};
    bar.known = row.money_per_month.has_value();
    if (bar.known) {
      bar.value = as_double(row.money_per_month->mean);
      bar.low = as_double(row.money_per_month->p10);
      bar.high = as_double(row.money_per_month->p90);
    }
    bar.best = is_recommended(state, row);
    bar.chosen = i == chosen;
    any = any || bar.known;
    rows.push_back(std::move(bar));
  }
  if (shown.empty()) return;
  Column inside = open_card(ui, column);
  const std::string title = tr("Money a month by plan, in {0}", {comparison->plans[shown.front()].currency});
  title_with_legend(ui, inside, "plan-bars", title, {});
  if (!any) {
    chart_note(ui, inside, tr("No plan here has a price that is known."));
    close_card(ui, column, inside);
    return;
  }
  const auto read = [&](int at) { return words_of(ui.numbers, state, comparison->plans[shown[static_cast<std::size_t>(at)]]); };
  const int pressed = rows_chart(ui, inside, {"plan-bars", "plan", rows, short_number, read});
  if (pressed >= 0) {
    const PlanRow& row = comparison->plans[shown[static_cast<std::size_t>(pressed)]];
    if (row.has_work) ui.act(ChoosePlan{row.plan, row.term});
  }
  close_card(ui, column, inside);
}

}  // namespace creditcast::web
