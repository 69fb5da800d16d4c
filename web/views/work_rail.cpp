#include <algorithm>
#include <cmath>

#include "quantities.hpp"
#include "rail.hpp"
#include "views.hpp"
#include "widgets/field.hpp"
#include "words.hpp"

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
    case RatePer::working_day: return tr("How often on a working day");
    case RatePer::week: return tr("How often in a week");
    case RatePer::month: return tr("How often in a month");
  }
  return "";
}

void stream_rows(Ui& ui, const AppState& state, std::size_t index, Column& column) {
  const Stream& stream = state.inputs.scenario.streams[index];
  const Inputs::Tops tops = index < state.inputs.tops.size() ? state.inputs.tops[index] : Inputs::Tops{};
  const std::string here = "/streams/" + std::to_string(index);
  ImGui::PushID(static_cast<int>(index));
  const auto row = [&](std::string_view id, std::string_view label, std::string value, const Quantity& quantity, double top,
                       StreamField field, std::string_view help, const std::string& pointer) {
    const bool counts = quantity.kind == QuantityKind::range;
    NumberSpec spec{
        id, label, std::move(value), quantity.expected(), 0, top, step_for(top, !counts && field == StreamField::rate)};
    // The width of a range stays: its mean has halves where the width is odd.
    if (counts) {
      const double half = static_cast<double>(quantity.high - quantity.low) / 2;
      spec.low = half;
      spec.high = std::max(top, half + 1);
    }
    spec.typed_high = std::max(top * 100, spec.value);
    spec.help = help;
    spec.pointer = pointer;
    if (const auto set = slider(ui, column, spec); set) ui.act(SetStream{index, field, *set});
  };
  row("rate", stream.name, rate_words(ui.numbers, stream.rate), stream.rate.quantity, tops.rate, StreamField::rate,
      rate_help(stream.rate.per), here + "/rate");
  if (stream.event) {
    row("guests", tr("Guests at each"), quantity_words(ui.numbers, stream.event->guests), stream.event->guests, tops.guests,
        StreamField::guests, tr("Guests at one event"), here + "/event/guests");
    row("photos", tr("Photos a guest"), quantity_words(ui.numbers, stream.event->photos_per_guest),
        stream.event->photos_per_guest, tops.photos, StreamField::photos, tr("Photos that each guest takes"),
        here + "/event/photos_per_guest");
  }
  column.skip(-4);
  stream_details(ui, state, index, column);
  column.skip(4);
  ImGui::PopID();
}

/// One more source of work, of three kinds.
void add_work(Ui& ui, Column& column) {
  const std::vector<ChoiceItem> items{
      {tr("A project in phases"), "", false}, {tr("Single pieces"), "", false}, {tr("An event with guests"), "", false}};
  const float width = std::min(column.width, choice_box_width(ui, {"add", "", tr("Add work"), items, items.size()}));
  const auto picked = choice_box(ui, {column.x, column.y}, width, width, {"add", "", tr("Add work"), items, items.size()});
  if (picked) ui.act(AddStream{static_cast<StreamKind>(*picked)});
  column.skip(ui.control());
}

}  // namespace

void work_rail(Ui& ui, const AppState& state, Column& column) {
  Column inside = open_card(ui, column);
  card_title(ui, inside, tr("Your work"));
  const auto& streams = state.inputs.scenario.streams;
  for (std::size_t i = 0; i < streams.size(); ++i) {
    stream_rows(ui, state, i, inside);
    rule(ui, inside.x, inside.y, inside.width);
    inside.skip(9);
  }
  if (streams.empty())
    inside.skip(paragraph(ui, {inside.x, inside.y}, inside.width, Type::note, ui.colours.normal,
                          tr("Nothing yet. What do you make, and how often?")) +
                8);
  add_work(ui, inside);
  close_card(ui, column, inside);
}

}  // namespace creditcast::web
