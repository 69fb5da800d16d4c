#include <algorithm>

#include "views.hpp"
#include "widgets/lines.hpp"

namespace creditcast::web {
namespace {

/// All of them stand on this axis, so that the crosshair of one shows in the others.
constexpr const char* kDays = "day";
constexpr const char* kMedian = "median";
constexpr const char* kBand = "8 of 10 futures";

std::string day_words(int day) { return "day " + std::to_string(day + 1); }

/// Day 1 and those a month, or half of one, after it.
int label_step(std::size_t days) { return days > 45 ? 15 : 5; }

std::string mark_words(BalanceMark::Kind kind) {
  switch (kind) {
    case BalanceMark::Kind::refresh: return "refresh";
    case BalanceMark::Kind::expiry: return "expiry";
    case BalanceMark::Kind::purchase: return "first purchase";
    case BalanceMark::Kind::run_out: return "runs out";
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

std::string mark_note(BalanceMark::Kind kind) {
  switch (kind) {
    case BalanceMark::Kind::refresh: return "New credits come on this day.";
    case BalanceMark::Kind::expiry: return "What is left of an earlier grant expires.";
    case BalanceMark::Kind::purchase: return "Of the futures that ever buy, half have bought by now.";
    case BalanceMark::Kind::run_out: return "Of the futures that ever run out, half have by now.";
  }
  return "";
}

struct Fan {
  const char* id;
  std::string title, unit;
  ImU32 line, band;
};

void fan(Ui& ui, const Fan& look, const std::vector<BalanceAt>& days, const std::vector<BalanceMark>& events, Column& column) {
  Line line{kMedian, look.line, {}, {}, {}, look.band, kBand};
  for (const BalanceAt& at : days) {
    line.values.push_back(as_double(at.p50));
    line.low.push_back(as_double(at.p10));
    line.high.push_back(as_double(at.p90));
  }
  std::vector<LegendItem> legend{{kMedian, look.line}, {kBand, look.band}};
  std::vector<Mark> marks;
  for (const BalanceMark& event : events) {
    marks.push_back({event.day, mark_words(event.kind), mark_colour(ui, event.kind)});
    const auto same = [&](const LegendItem& item) { return item.label == marks.back().words; };
    if (std::none_of(legend.begin(), legend.end(), same))
      legend.push_back({marks.back().words, marks.back().colour, true, true});
  }
  Column inside = open_card(ui, column);
  title_with_legend(ui, inside, look.id, look.title, legend);
  const auto read = [&](int at) {
    const BalanceAt& day = days[static_cast<std::size_t>(at)];
    const auto written = [&ui](Amount amount) { return credits(ui.numbers, amount); };
    ReadOut words{"End of " + day_words(at), written(day.p50) + " " + look.unit, {}, {}};
    words.rows.push_back({look.band, "8 of 10 futures", written(day.p10) + " to " + written(day.p90)});
    for (const BalanceMark& event : events)
      if (event.day == at) words.notes.push_back(mark_note(event.kind));
    return words;
  };
  LinesSpec spec{look.id, kDays, static_cast<int>(days.size()), {&line, 1}, marks};
  spec.label = day_words;
  spec.every = label_step(days.size());
  spec.read = read;
  lines_chart(ui, inside, spec);
  close_card(ui, column, inside);
}

std::string pool_title(const Catalog& catalog, const std::string& words, const std::string& id) {
  const Pool* pool = find_pool(catalog, id);
  return pool != nullptr ? words + ": " + pool->name : words;
}

}  // namespace

void balance(Ui& ui, const AppState& state, Column& column) {
  const Derived& derived = state.derived;
  if (derived.balance.empty()) return;
  const Catalog& catalog = state.inputs.catalog;
  fan(ui,
      {"balance", pool_title(catalog, "Balance", derived.shown_pool), unit_name(catalog, catalog.main_unit, true),
       ui.colours.accent, ui.colours.band},
      derived.balance, derived.marks, column);
}

void energy(Ui& ui, const AppState& state, Column& column) {
  const Derived& derived = state.derived;
  const Catalog& catalog = state.inputs.catalog;
  const Pool* pool = find_pool(catalog, derived.energy_pool);
  if (pool == nullptr || derived.energy.empty()) return;
  const ImU32 ink = ui.colours.good;
  fan(ui,
      {"energy", pool_title(catalog, "Energy", pool->id), unit_name(catalog, pool->unit, true), ink,
       blend(ui.colours.card, ink, 0.22f)},
      derived.energy, {}, column);
}

void run_out_days(Ui& ui, const AppState& state, Column& column) {
  const auto& forecast = state.derived.forecast;
  if (!forecast || forecast->run_out.by_day.empty() || state.derived.days < 1) return;
  const auto& by_day = forecast->run_out.by_day;
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
  Column inside = open_card(ui, column);
  title_with_legend(ui, inside, "run-out", "Chance to have run out by a day", {});
  LinesSpec spec{"run-out", kDays, state.derived.days, {&line, 1}};
  spec.most = 0.1;
  spec.write = [](const NumberStyle& style, double value, double) { return number(style, as_amount(value * 100), 1) + " %"; };
  spec.label = day_words;
  spec.every = on_day.size() > 90 ? 30 : label_step(on_day.size());
  spec.read = [&](int at) {
    const auto day = static_cast<std::size_t>(at);
    ReadOut words{"By " + day_words(at), percent(ui.numbers, by_then[day]), {}, {}};
    words.rows.push_back({0, "on this very day", percent(ui.numbers, on_day[day])});
    return words;
  };
  spec.height = 144;
  lines_chart(ui, inside, spec);
  close_card(ui, column, inside);
}

}  // namespace creditcast::web
