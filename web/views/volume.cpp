#include <algorithm>
#include <cmath>

#include "cost_lines.hpp"
#include "plan_rows.hpp"
#include "views.hpp"
#include "widgets/lines.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

constexpr int kPositions = 121;  ///< the axis is read at so many volumes

const CostLine* line_of(const Derived& derived, const PlanRow& row) {
  for (const CostLine& line : derived.cost_lines)
    if (line.plan == row.plan && line.term == row.term && line.pack == row.pack) return &line;
  return nullptr;
}

/// Where the best plan begins and stops to be worth it against those shown, nearest to the work as it is.
std::vector<std::string> sentences(const Ui& ui, const AppState& state, const CostLine& best,
                                   const std::vector<const CostLine*>& shown, double volume) {
  const Catalog& catalog = state.inputs.catalog;
  const BreakEven *below = nullptr, *above = nullptr;
  for (const BreakEven& point : state.derived.comparison->break_even) {
    const double at = as_double(point.credits_per_month);
    if (point.to == cost_line_key(best) && at <= volume) below = &point;
    if (point.from == cost_line_key(best) && at >= volume && above == nullptr) above = &point;
  }
  std::vector<std::string> words;
  const auto tell = [&](const BreakEven* point, std::string_view sentence, const std::string& other) {
    for (const CostLine* line : shown)
      if (point != nullptr && cost_line_key(*line) == other)
        words.push_back(tr(sentence, {with_unit(ui.numbers, point->credits_per_month, catalog, catalog.main_unit),
                                      cost_line_name(catalog, *line)}));
  };
  if (below != nullptr) tell(below, word("Below {0} a month {1} costs less."), below->from);
  if (above != nullptr) tell(above, word("Above {0} a month {1} costs less."), above->to);
  return words;
}

}  // namespace

void cost_by_volume(Ui& ui, const AppState& state, Column& column) {
  const Derived& derived = state.derived;
  if (!derived.comparison || !derived.estimate || derived.cost_lines.empty()) return;
  const Catalog& catalog = state.inputs.catalog;
  const double volume = as_double(derived.estimate->credits_per_month);
  if (!(volume > 0)) return;
  const Ticks axis = nice_ticks(volume * 2, 4);
  const auto volume_at = [&axis](int at) { return axis.end() * at / (kPositions - 1); };
  std::vector<const CostLine*> shown;
  std::vector<Line> lines;
  std::vector<LegendItem> legend;
  const CostLine* best = nullptr;
  std::size_t tint = 0;
  for (const std::size_t i : rows_to_show(state, ui.memory.all_plans)) {
    const PlanRow& row = derived.comparison->plans[i];
    const CostLine* cost = line_of(derived, row);
    if (cost == nullptr || shown.size() == 8) continue;
    const bool recommended = is_recommended(state, row);
    if (recommended) best = cost;
    Line line{cost_line_name(catalog, *cost), ui.colours.accent, {}, {}, {}};
    if (!recommended) line.colour = ui.colours.further[tint++ % ui.colours.further.size()];
    line.thick = recommended ? 2.5f : 1.5f;
    for (int at = 0; at < kPositions; ++at) line.values.push_back(cost_at(*cost, volume_at(at)));
    legend.push_back({line.label, line.colour});
    shown.push_back(cost);
    lines.push_back(std::move(line));
  }
  if (shown.empty()) return;
  std::vector<Point> points;
  const auto is_shown = [&](const std::string& key) {
    return std::any_of(shown.begin(), shown.end(), [&](const CostLine* line) { return cost_line_key(*line) == key; });
  };
  for (const BreakEven& point : derived.comparison->break_even) {
    const double at = as_double(point.credits_per_month);
    if (at <= axis.end() && is_shown(point.from) && is_shown(point.to))
      points.push_back({at / axis.end() * (kPositions - 1), as_double(point.money_per_month)});
  }
  Column inside = open_card(ui, column);
  const std::string currency = derived.comparison->plans.front().currency;
  title_with_legend(ui, inside, "volume", tr("Money a month by credits a month, in {0}", {currency}), legend);
  const Mark yours{static_cast<int>(std::lround(volume / axis.end() * (kPositions - 1))), std::string(tr("your work")),
                   ui.colours.normal};
  LinesSpec spec{"volume", "volume", kPositions, lines, {&yours, 1}, points};
  const int step = std::max(1, (kPositions - 1) / axis.count);
  for (int at = 0; at < kPositions; at += step) spec.ticks.push_back({at, short_number(ui.numbers, volume_at(at), axis.end())});
  spec.read = [&](int at) {
    ReadOut words{
        tr("At {0}", {with_unit(ui.numbers, as_amount(std::round(volume_at(at))), catalog, catalog.main_unit)}), "", {}, {}};
    for (const Line& line : lines) {
      const double cost = line.values[static_cast<std::size_t>(at)];
      if (!switched_off(ui, spec.id, line.label))
        words.rows.push_back({line.colour, line.label,
                              std::isfinite(cost) ? money(ui.numbers, as_amount(std::round(cost * 100) / 100), currency)
                                                  : std::string(tr("not enough"))});
    }
    return words;
  };
  lines_chart(ui, inside, spec);
  if (best != nullptr)
    for (const std::string& words : sentences(ui, state, *best, shown, volume)) chart_note(ui, inside, words);
  close_card(ui, column, inside);
}

}  // namespace creditcast::web
