#include <algorithm>
#include <cmath>

#include "views.hpp"
#include "widgets/axis.hpp"
#include "widgets/copies.hpp"

namespace creditcast::web {
namespace {

/// Figures in two columns; each is followed by its sentence.
void stats(Ui& ui, const AppState& state, Column& column, const std::vector<Stat>& all) {
  const float half = (column.width - measure::kGap) / 2;
  for (std::size_t i = 0; i < all.size(); i += 2) {
    float lowest = column.y;
    for (std::size_t k = i; k < std::min(i + 2, all.size()); ++k) {
      const float x = column.x + static_cast<float>(k - i) * (half + measure::kGap);
      const float width =
          text_fit(ui, {x, column.y}, half, Type::strong, all[k].loud ? ui.colours.warning : ui.colours.strong, all[k].value);
      copy_on_click(ui, all[k].id, {x, column.y}, {x + width, column.y + 20}, exact_value(state, all[k].id));
      lowest = std::max(lowest,
                        column.y + 22 + paragraph(ui, {x, column.y + 22}, half, Type::note, ui.colours.normal, all[k].words));
    }
    column.y = lowest;
    if (i + 2 < all.size()) column.skip(measure::kGrid + 4);
  }
}

/// A line over the range's surroundings with the range as a band and the mean as a mark.
void range_line(const Ui& ui, Column& column, double low, double mean, double high) {
  // The line spans the range and as much again, so that a narrow range looks narrow: never less than half of the mean.
  const double spread = std::max(high - low, mean * 0.5);
  const double from = std::max(0.0, mean - spread), to = mean + spread;
  if (!(to > from)) return;
  auto x_of = [&](double value) {
    return column.x + column.width * static_cast<float>(std::clamp((value - from) / (to - from), 0.0, 1.0));
  };
  const float y = column.y + 4;
  filled({column.x, y}, {column.right(), y + 8}, ui.colours.track, 4);
  filled({x_of(low), y}, {std::max(x_of(high), x_of(low) + 4), y + 8}, ui.colours.band, 4);
  const float x = std::round(x_of(mean));
  filled({x - 1.5f, y - 3}, {x + 1.5f, y + 11}, ui.colours.accent, 1.5f);
  column.skip(16);
}

}  // namespace

void headline(Ui& ui, const Summary& summary, const AppState& state, Column& column) {
  Column inside = open_card(ui, column);
  card_title(ui, inside, summary.title);
  inside.skip(-4);
  const float width = text_fit(ui, {inside.x, inside.y}, inside.width, Type::headline, ui.colours.strong, summary.credits);
  copy_on_click(ui, "credits", {inside.x, inside.y}, {inside.x + width, inside.y + type_size(Type::headline).line},
                exact_value(state, "credits"));
  inside.skip(type_size(Type::headline).line + 2);
  inside.skip(paragraph(ui, {inside.x, inside.y}, inside.width, Type::note, ui.colours.normal, summary.sentence));
  const auto& forecast = state.derived.forecast;
  if (forecast && summary.shortfall.empty() && forecast->typical_spend.p10 < forecast->typical_spend.p90) {
    inside.skip(measure::kGrid);
    const creditcast::Summary& spend = forecast->typical_spend;
    range_line(ui, inside, as_double(spend.p10), as_double(spend.mean), as_double(spend.p90));
  }
  if (!summary.shortfall.empty()) {
    inside.skip(4);
    inside.skip(paragraph(ui, {inside.x, inside.y}, inside.width, Type::note, ui.colours.warning, summary.shortfall));
  }
  if (!summary.reserve.empty()) {
    inside.skip(4);
    inside.skip(paragraph(ui, {inside.x, inside.y}, inside.width, Type::note, ui.colours.normal, summary.reserve));
  }
  if (!summary.caution.empty()) {
    inside.skip(4);
    inside.skip(paragraph(ui, {inside.x, inside.y}, inside.width, Type::note, ui.colours.warning, summary.caution));
  }
  if (!summary.stats.empty()) {
    inside.skip(12);
    rule(ui, inside.x, inside.y, inside.width);
    inside.skip(12);
    stats(ui, state, inside, summary.stats);
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
