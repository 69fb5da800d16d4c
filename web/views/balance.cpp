#include <algorithm>

#include "balance_words.hpp"
#include "calendar_words.hpp"
#include "views.hpp"
#include "widgets/lines.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

/// All of them stand on this axis, so that the crosshair of one shows in the others.
constexpr const char* kDays = "day";

std::string_view mark_words(BalanceMark::Kind kind) {
  switch (kind) {
    case BalanceMark::Kind::refresh: return tr("refresh");
    case BalanceMark::Kind::expiry: return tr("expiry");
    case BalanceMark::Kind::purchase: return tr("first purchase");
    case BalanceMark::Kind::run_out: return tr("runs out");
  }
  return "";
}

ImU32 mark_colour(const Ui& ui, BalanceMark::Kind kind) {
  switch (kind) {
    case BalanceMark::Kind::refresh: return ui.colours.good;
    case BalanceMark::Kind::expiry: return ui.colours.normal;
    case BalanceMark::Kind::purchase:
    case BalanceMark::Kind::run_out: return ui.colours.warning;
  }
  return ui.colours.normal;
}

struct Fan {
  const char* id;
  std::string title, unit;
  ImU32 line, band;
  std::optional<Day> start;
  std::string note;  ///< below the chart
};

void fan(Ui& ui, const Fan& look, const std::vector<BalanceAt>& days, const std::vector<BalanceMark>& events, Column& column) {
  const std::string median(tr("median")), most(tr("8 of 10 futures"));
  Line line{median, look.line, {}, {}, {}, look.band, most};
  for (const BalanceAt& at : days) {
    line.values.push_back(as_double(at.p50));
    line.low.push_back(as_double(at.p10));
    line.high.push_back(as_double(at.p90));
  }
  std::vector<LegendItem> legend{{median, look.line}, {most, look.band}};
  std::vector<Mark> marks;
  for (const BalanceMark& event : events) {
    marks.push_back({event.day, std::string(mark_words(event.kind)), mark_colour(ui, event.kind)});
    const auto same = [&](const LegendItem& item) { return item.label == marks.back().words; };
    if (std::none_of(legend.begin(), legend.end(), same))
      legend.push_back({marks.back().words, marks.back().colour, true, true});
  }
  Column inside = open_card(ui, column);
  title_with_legend(ui, inside, look.id, look.title, legend);
  const auto read = [&](int at) {
    const BalanceAt& day = days[static_cast<std::size_t>(at)];
    const auto written = [&ui](Amount amount) { return credits(ui.numbers, amount); };
    ReadOut words{tr("End of {0}", {day_brief(look.start, at)}), written(day.p50) + " " + look.unit, {}, {}};
    words.rows.push_back({look.band, most, tr("{0} to {1}", {written(day.p10), written(day.p90)})});
    for (const BalanceMark& event : events)
      if (event.day == at) words.notes.emplace_back(mark_note(event.kind));
    return words;
  };
  const auto count = static_cast<int>(days.size());
  LinesSpec spec{look.id, kDays, count, {&line, 1}, marks};
  spec.ticks = day_ticks(look.start, count);
  spec.caption = day_caption(look.start, count);
  spec.read = read;
  lines_chart(ui, inside, spec);
  chart_note(ui, inside, look.note);
  close_card(ui, column, inside);
}

/// What a newcomer may wonder about where no mark tells it.
std::string balance_note(const Derived& derived, std::optional<Day> start) {
  const auto none = [&](BalanceMark::Kind kind) {
    return std::none_of(derived.marks.begin(), derived.marks.end(), [&](const BalanceMark& mark) { return mark.kind == kind; });
  };
  if (derived.marks.empty()) return std::string(tr("Nothing comes and nothing expires on a day of its own here."));
  if (!none(BalanceMark::Kind::expiry)) return {};
  const auto days = static_cast<int>(derived.balance.size());
  return tr("Nothing expires up to {0}.", {day_brief(start, days - 1)});
}

}  // namespace

void balance(Ui& ui, const AppState& state, Column& column) {
  const Derived& derived = state.derived;
  if (derived.balance.empty()) return;
  const Catalog& catalog = state.inputs.catalog;
  const std::string unit = unit_name(catalog, catalog.main_unit, true);
  const std::optional<Day> start = state.inputs.scenario.calendar.start;
  fan(ui,
      {"balance", balance_title(catalog, derived.shown_pool, unit), unit, ui.colours.accent, ui.colours.band, start,
       balance_note(derived, start)},
      derived.balance, derived.marks, column);
}

void energy(Ui& ui, const AppState& state, Column& column) {
  const Derived& derived = state.derived;
  const Catalog& catalog = state.inputs.catalog;
  const Pool* pool = find_pool(catalog, derived.energy_pool);
  if (pool == nullptr || derived.energy.empty()) return;
  const ImU32 ink = ui.colours.good;
  const std::string unit = unit_name(catalog, pool->unit, true);
  fan(ui,
      {"energy", balance_title(catalog, pool->id, unit), unit, ink, blend(ui.colours.card, ink, 0.22f),
       state.inputs.scenario.calendar.start, ""},
      derived.energy, {}, column);
}

void run_out_days(Ui& ui, const AppState& state, Column& column) {
  const auto& forecast = state.derived.forecast;
  if (!forecast || state.derived.days < 1) return;
  const std::optional<Day> start = state.inputs.scenario.calendar.start;
  const auto& by_day = forecast->run_out.by_day;
  Column inside = open_card(ui, column);
  title_with_legend(ui, inside, "run-out", tr("Chance that credits have run out by then"), {});
  if (by_day.empty()) {
    chart_note(ui, inside,
               tr("In none of the futures do credits run out, up to {0}.", {day_brief(start, state.derived.days - 1)}));
    close_card(ui, column, inside);
    return;
  }
  const ImU32 ink = ui.colours.warning;
  Line line{"", ink, {}, {}, {}, blend(ui.colours.card, ink, 0.16f)};
  line.area = true;
  std::vector<Share> on_day(static_cast<std::size_t>(state.derived.days), kNever);
  std::vector<Share> by_then = on_day;
  Share so_far = kNever;
  std::size_t next = 0;
  for (std::size_t day = 0; day < on_day.size(); ++day) {
    if (next < by_day.size() && by_day[next].day == static_cast<std::int32_t>(day)) {
      on_day[day] = by_day[next].probability;
      so_far = by_day[next].by_then;
      ++next;
    }
    by_then[day] = so_far;
    line.values.push_back(to_double(so_far));
  }
  LinesSpec spec{"run-out", kDays, state.derived.days, {&line, 1}};
  spec.most = 0.1;
  spec.write = [](const NumberStyle& style, double value, double) { return number(style, as_amount(value * 100), 1) + " %"; };
  spec.ticks = day_ticks(start, state.derived.days);
  spec.caption = day_caption(start, state.derived.days);
  spec.read = [&](int at) {
    const auto day = static_cast<std::size_t>(at);
    ReadOut words{tr("By {0}", {day_brief(start, at)}), percent(ui.numbers, by_then[day]), {}, {}};
    words.rows.push_back({0, std::string(tr("on this very day")), percent(ui.numbers, on_day[day])});
    return words;
  };
  spec.height = 144;
  lines_chart(ui, inside, spec);
  if (const auto& day = forecast->run_out.day) {
    const auto named = [&](Amount at) { return day_brief(start, static_cast<int>(at.micros / kMicros)); };
    chart_note(ui, inside,
               day->p10 == day->p90
                   ? tr("Where they run out, it is on {0}.", {named(day->p50)})
                   : tr("Where they run out, it is between {0} and {1} in 8 of 10 cases.", {named(day->p10), named(day->p90)}));
  }
  close_card(ui, column, inside);
}

}  // namespace creditcast::web
