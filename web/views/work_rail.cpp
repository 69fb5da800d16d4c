#include <algorithm>
#include <cmath>

#include "views.hpp"
#include "widgets/field.hpp"

namespace creditcast::web {
namespace {

double step_for(double top, bool fractions) {
  if (top <= 20) return fractions ? 0.5 : 1;
  if (top <= 200) return 1;
  double step = 1;
  while (top / step > 200) step *= 10;
  return step;
}

std::string_view rate_help(RatePer per) {
  switch (per) {
    case RatePer::working_day: return "How often on a working day";
    case RatePer::week: return "How often in a week";
    case RatePer::month: return "How often in a month";
  }
  return "";
}

void stream_rows(Ui& ui, const AppState& state, std::size_t index, Column& column) {
  const Stream& stream = state.inputs.scenario.streams[index];
  const Inputs::Tops tops = index < state.inputs.tops.size() ? state.inputs.tops[index] : Inputs::Tops{};
  ImGui::PushID(static_cast<int>(index));
  const auto row = [&](std::string_view id, std::string_view label, std::string value, const Quantity& quantity, double top,
                       StreamField field, std::string_view help) {
    const bool counts = quantity.kind == QuantityKind::range;
    NumberSpec spec{id, label, std::move(value), quantity.expected(), 0, top, step_for(top, !counts)};
    // The width of a range stays: its mean has halves where the width is odd.
    if (counts) {
      const double half = static_cast<double>(quantity.high - quantity.low) / 2;
      spec.low = half;
      spec.high = std::max(top, half + 1);
    }
    spec.typed_high = std::max(top * 100, spec.value);
    spec.help = help;
    if (const auto set = slider(ui, column, spec); set) ui.act(SetStream{index, field, *set});
  };
  row("rate", stream.name, rate_words(ui.numbers, stream.rate), stream.rate.quantity, tops.rate, StreamField::rate,
      rate_help(stream.rate.per));
  if (stream.event) {
    row("guests", "Guests at each", quantity_words(ui.numbers, stream.event->guests), stream.event->guests, tops.guests,
        StreamField::guests, "Guests at one event");
    row("photos", "Photos a guest", quantity_words(ui.numbers, stream.event->photos_per_guest), stream.event->photos_per_guest,
        tops.photos, StreamField::photos, "Photos that each guest takes");
  }
  ImGui::PopID();
}

void month_rows(Ui& ui, const AppState& state, Column& column) {
  const Scenario& scenario = state.inputs.scenario;
  if (!scenario.calendar.start) {
    const int days = scenario.calendar.working_days_per_month;
    NumberSpec spec{"days", "Working days", std::to_string(days) + " a month", static_cast<double>(days), 1, 30, 1};
    spec.help = "A month has 30 days here; work is done on the first so many";
    if (const auto set = slider(ui, column, spec); set) ui.act(SetWorkingDays{static_cast<int>(std::lround(*set))});
  }
  const double low = static_cast<double>(scenario.buffer_low.micros) / 1e4;
  const double width = static_cast<double>((scenario.buffer_high - scenario.buffer_low).micros) / 1e4;
  const auto shown = [&ui](double value) { return number(ui.numbers, Amount{std::llround(value * 1e6)}, 0); };
  NumberSpec spec{"reserve", "In reserve", shown(low) + " to " + shown(low + width) + " %", low, 0, 60, 1};
  spec.help = "What is added to the estimate for what nobody foresees; 20 to 30 % is advised";
  if (const auto set = slider(ui, column, spec); set)
    ui.act(SetBuffer{Amount{std::llround(*set * 1e4)}, Amount{std::llround((*set + width) * 1e4)}});
  if (scenario.calendar.start) fact_row(ui, column, "Calendar from", date_text(*scenario.calendar.start));
}

}  // namespace

void work_rail(Ui& ui, const AppState& state, Column& column) {
  Column inside = open_card(ui, column);
  card_title(ui, inside, "Your work");
  const auto& streams = state.inputs.scenario.streams;
  for (std::size_t i = 0; i < streams.size(); ++i) {
    stream_rows(ui, state, i, inside);
    // An event has rows of its own; a line tells where the next stream begins.
    if (!streams[i].event) continue;
    rule(ui, inside.x, inside.y - 2, inside.width);
    inside.skip(10);
  }
  month_rows(ui, state, inside);
  inside.skip(-measure::kGrid);
  close_card(ui, column, inside);
}

void at_zero(Ui& ui, const AppState& state, Column& column) {
  const Scenario& scenario = state.inputs.scenario;
  const Catalog& catalog = state.inputs.catalog;
  Column inside = open_card(ui, column);
  card_title(ui, inside, "When credits run out");
  int place = 0;
  for (const std::string& line : at_zero_words(ui.numbers, catalog, scenario)) {
    const std::string_view label = place++ == 0 ? "First" : "Then";
    text(ui, {inside.x, inside.y}, Type::text, ui.colours.normal, label);
    inside.skip(paragraph(ui, {inside.x + 48, inside.y}, inside.width - 48, Type::strong, ui.colours.strong, line) + 8);
  }
  inside.skip(-4);
  if (scenario.budget_per_month) {
    fact_row(ui, inside, "Budget a month", with_unit(ui.numbers, *scenario.budget_per_month, catalog, catalog.main_unit));
  }
  if (!scenario.habit.empty()) {
    std::string_view name = scenario.habit;
    for (const Habit& habit : scenario.habits)
      if (habit.id == scenario.habit) name = habit.name;
    fact_row(ui, inside, "Habit", name);
  }
  inside.skip(-4);
  close_card(ui, column, inside);
}

}  // namespace creditcast::web
