#include <algorithm>

#include "views.hpp"
#include "widgets/columns.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

std::vector<std::string> month_notes(const Ui& ui, const MonthForecast& month) {
  std::vector<std::string> notes;
  if (month.expired.mean.micros >= kMicros / 2)
    notes.push_back(tr("{0} lost unused", {credits(ui.numbers, month.expired.mean)}));
  if (month.blocked.requests.micros >= kMicros / 20)
    notes.push_back(tr("{0} requests find no credit", {number(ui.numbers, month.blocked.requests, 1)}));
  if (month.short_of_credit != kNever)
    notes.push_back(tr("{0} chance to run short", {percent(ui.numbers, month.short_of_credit)}));
  return notes;
}

}  // namespace

void months(Ui& ui, const AppState& state, Column& column) {
  const auto& forecast = state.derived.forecast;
  const Catalog& catalog = state.inputs.catalog;
  Column inside = open_card(ui, column);
  std::vector<LegendItem> series;
  std::vector<StackedColumn> bars;
  if (forecast) {
    // Where nothing is ever booked under a phase it needs no place in the legend.
    std::vector<std::size_t> shown;
    for (std::size_t k = 0; k < forecast->by_phase.size(); ++k)
      if (!forecast->by_phase[k].credits.zero()) shown.push_back(k);
    for (const std::size_t k : shown)
      series.push_back({forecast->by_phase[k].label, phase_ink(ui, phase_colour(state.derived, forecast->by_phase[k].id))});
    for (const MonthForecast& month : forecast->months) {
      StackedColumn bar;
      bar.brief = month_name(state.inputs.scenario.calendar.start, month.index, true);
      bar.name = month_name(state.inputs.scenario.calendar.start, month.index, false);
      for (const std::size_t k : shown)
        bar.parts.push_back(k < month.spend_by_phase.size() ? as_double(month.spend_by_phase[k]) : 0.0);
      bar.low = as_double(month.spend.p10);
      bar.high = as_double(month.spend.p90);
      bar.notes = month_notes(ui, month);
      bars.push_back(std::move(bar));
    }
  }
  const std::string unit = unit_name(catalog, catalog.main_unit, true);
  const std::string title =
      forecast ? tr("Spent by month on {1}, in {0}", {unit, plan_words(catalog, forecast->plan, forecast->term)})
               : tr("Spent by month, in {0}", {unit});
  title_with_legend(ui, inside, "months", title, series);
  const float height = ui.width < 760 ? 184.0f : 216.0f;
  if (bars.empty()) {
    paragraph(ui, {inside.x, inside.y}, inside.width, Type::note, ui.colours.quiet, tr("Nothing to draw yet."));
    inside.skip(height);
  } else {
    columns_chart(
        ui, inside,
        {"months", "month", series, bars, unit, height, day_caption(state.inputs.scenario.calendar.start, state.derived.days)});
  }
  close_card(ui, column, inside);
}

}  // namespace creditcast::web
