#include <algorithm>

#include "views.hpp"
#include "widgets/chart.hpp"

namespace creditcast::web {
namespace {

/// Figures in two columns; each is followed by its sentence.
void stats(const Ui& ui, Column& column, const std::vector<Stat>& all) {
  const float half = (column.width - measure::kGap) / 2;
  for (std::size_t i = 0; i < all.size(); i += 2) {
    float lowest = column.y;
    for (std::size_t k = i; k < std::min(i + 2, all.size()); ++k) {
      const float x = column.x + static_cast<float>(k - i) * (half + measure::kGap);
      text_fit(ui, {x, column.y}, half, Type::strong, all[k].loud ? ui.colours.warning : ui.colours.strong, all[k].value);
      lowest = std::max(lowest,
                        column.y + 22 + paragraph(ui, {x, column.y + 22}, half, Type::note, ui.colours.normal, all[k].words));
    }
    column.y = lowest;
    if (i + 2 < all.size()) column.skip(measure::kGrid + 4);
  }
}

}  // namespace

void headline(Ui& ui, const Summary& summary, const AppState& state, Column& column) {
  Column inside = open_card(ui, column);
  card_title(ui, inside, summary.title);
  inside.skip(-4);
  text_fit(ui, {inside.x, inside.y}, inside.width, Type::headline, ui.colours.strong, summary.credits);
  inside.skip(type_size(Type::headline).line + 2);
  inside.skip(paragraph(ui, {inside.x, inside.y}, inside.width, Type::note, ui.colours.normal, summary.sentence));
  const auto& forecast = state.derived.forecast;
  if (forecast && summary.shortfall.empty() && forecast->typical_spend.p10 < forecast->typical_spend.p90) {
    inside.skip(measure::kGrid);
    const auto value = [](Amount amount) { return static_cast<double>(amount.micros) / 1e6; };
    range_line(ui, inside, value(forecast->typical_spend.p10), value(forecast->typical_spend.mean),
               value(forecast->typical_spend.p90));
  }
  if (!summary.shortfall.empty()) {
    inside.skip(4);
    inside.skip(paragraph(ui, {inside.x, inside.y}, inside.width, Type::note, ui.colours.warning, summary.shortfall));
  }
  if (!summary.reserve.empty()) {
    inside.skip(4);
    inside.skip(paragraph(ui, {inside.x, inside.y}, inside.width, Type::note, ui.colours.normal, summary.reserve));
  }
  if (!summary.stats.empty()) {
    inside.skip(12);
    rule(ui, inside.x, inside.y, inside.width);
    inside.skip(12);
    stats(ui, inside, summary.stats);
  }
  close_card(ui, column, inside);
}

void recommendation(Ui& ui, const Summary& summary, Column& column) {
  if (summary.advice_title.empty()) return;
  Column inside = open_card(ui, column);
  inside.skip(paragraph(ui, {inside.x, inside.y}, inside.width, Type::strong,
                        summary.advice_given ? ui.colours.strong : ui.colours.normal, summary.advice_title));
  inside.skip(4);
  inside.skip(paragraph(ui, {inside.x, inside.y}, inside.width, Type::note, ui.colours.normal, summary.advice));
  CardLook look;
  if (summary.advice_given) {
    look.ground = ui.colours.accent_ground;
    look.line = false;
  }
  close_card(ui, column, inside, look);
}

}  // namespace creditcast::web
