#include "closer_lines.hpp"

#include <algorithm>
#include <cmath>

#include "balance_words.hpp"
#include "calendar_words.hpp"
#include "cost_lines.hpp"
#include "habit_words.hpp"
#include "inputs.hpp"
#include "mirror.hpp"
#include "path_words.hpp"
#include "widgets/axis.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

/// One look: its lines begin with what they are and whose.
class LookLines {
 public:
  LookLines(std::string& out, std::string_view id) : out_(out), id_(id) {}
  void begin(std::string_view title, std::string_view words, std::string_view button = {}) {
    add_line(out_, {"look", id_, title, words, button});
  }
  void head(std::initializer_list<std::string_view> titles) { line("head", titles.begin(), titles.end()); }
  void row(const std::vector<std::string>& cells) { line("row", cells.begin(), cells.end()); }
  void head(const std::vector<std::string>& titles) { line("head", titles.begin(), titles.end()); }
  void note(std::string_view words) { add_line(out_, {"note", id_, words}); }
  /// Before it is there: a button, or why it cannot be; true where it is.
  template <typename T>
  bool ready(const Look<T>& look, std::string_view title, std::string_view button) {
    if (look.value && !look.stale) return true;
    begin(title, look.trouble, look.trouble.empty() ? button : std::string_view());
    return false;
  }

 private:
  template <typename Cell>
  void line(std::string_view kind, Cell from, Cell to) {
    std::string all;
    for (; from != to; ++from) {
      if (!all.empty()) all += '\t';
      std::string cell;
      add_line(cell, {*from});
      cell.pop_back();  // the line's end
      all += cell.empty() ? "–" : cell;
    }
    out_ += std::string(kind) + '\t' + std::string(id_) + '\t' + all + '\n';
  }
  std::string& out_;
  std::string_view id_;
};

/// Every so many days one row; the chart has them all.
constexpr std::size_t kEach = 10;

void fan_lines(std::string& out, const NumberStyle& style, const AppState& state, const std::string& pool,
               const std::vector<BalanceAt>& days, const std::vector<BalanceMark>& marks) {
  const Pool* of = find_pool(state.inputs.catalog, pool);
  if (of == nullptr || days.empty()) return;
  const std::optional<Day> start = state.inputs.scenario.calendar.start;
  LookLines lines(out, of->unit == state.inputs.catalog.main_unit ? "balance" : "energy");
  const std::string unit = unit_name(state.inputs.catalog, of->unit, true);
  lines.begin(balance_title(state.inputs.catalog, pool, unit), tr("What is left at the end of the day, in {0}", {unit}));
  lines.head({tr("Day"), tr("median"), tr("8 of 10 futures")});
  for (std::size_t i = 0; i < days.size(); ++i)
    if (i % kEach == 0 || i + 1 == days.size())
      lines.row({day_name(start, static_cast<int>(i)), credits(style, days[i].p50),
                 tr("{0} to {1}", {credits(style, days[i].p10), credits(style, days[i].p90)})});
  for (const BalanceMark& mark : marks) lines.note(tr("{0}: {1}", {day_name(start, mark.day), mark_note(mark.kind)}));
}

void volume_lines(std::string& out, const NumberStyle& style, const AppState& state) {
  const Derived& derived = state.derived;
  const Catalog& catalog = state.inputs.catalog;
  const double volume = as_double(derived.estimate->credits_per_month);
  if (derived.cost_lines.empty() || !(volume > 0)) return;
  const std::string& currency = derived.comparison->plans.front().currency;
  const auto at = [&](double times) {
    return with_unit(style, as_amount(std::round(volume * times)), catalog, catalog.main_unit);
  };
  LookLines lines(out, "volume");
  lines.begin(tr("Money a month at other volumes"), tr("What each plan costs where half as much is asked, or twice as much"));
  lines.head({std::string(tr("Plan")), at(0.5), at(1), at(1.5), at(2)});
  for (const CostLine& line : derived.cost_lines) {
    std::vector<std::string> cells{cost_line_name(catalog, line)};
    for (const double times : {0.5, 1.0, 1.5, 2.0}) {
      const double cost = cost_at(line, volume * times);
      cells.push_back(std::isfinite(cost) ? money(style, as_amount(std::round(cost * 100) / 100), currency)
                                          : std::string(tr("not enough")));
    }
    lines.row(cells);
  }
  const auto name = [&](const std::string& key) {
    for (const CostLine& line : derived.cost_lines)
      if (cost_line_key(line) == key) return cost_line_name(catalog, line);
    return key;
  };
  for (const BreakEven& point : derived.comparison->break_even)
    lines.note(tr("From {0} a month on {1} costs less than {2}.",
                  {with_unit(style, point.credits_per_month, catalog, catalog.main_unit), name(point.to), name(point.from)}));
}

void input_lines(std::string& out, const NumberStyle& style, const AppState& state) {
  const Look<Sensitivity>& look = state.derived.closer.inputs;
  const std::string_view title = tr("A month, with one input a tenth less or more");
  LookLines lines(out, "inputs");
  if (!lines.ready(look, title, tr("See what each input moves"))) return;
  const InputsBy credits{false, as_double(look.value->credits_per_month)};
  const bool priced = look.value->money_per_month.has_value();
  const InputsBy paid{true, priced ? as_double(*look.value->money_per_month) : 0};
  const auto moving = moving_inputs(*look.value, credits);
  lines.begin(title, most_moving(style, state.inputs, credits, moving));
  std::vector<std::string> head{std::string(tr("Input")), std::string(tr("now"))};
  for (const std::string_view end : {tr("a tenth less"), tr("a tenth more")}) {
    head.emplace_back(end);
    head.emplace_back(tr("a month"));
    if (priced) head.emplace_back(tr("money a month"));
  }
  if (!moving.empty()) lines.head(head);
  for (const SensitivityInput* input : moving) {
    const auto value = [&](Amount of) { return input_value(style, state.inputs.scenario, *input, of); };
    std::vector<std::string> cells{input_name(*input), value(input->base)};
    for (const SensitivityInput::Side* side : {&input->low, &input->high}) {
      cells.push_back(value(side->value));
      cells.push_back(by_words(style, state.inputs.catalog, credits, credits.of(*side)));
      if (priced) cells.push_back(by_words(style, state.inputs.catalog, paid, paid.of(*side)));
    }
    lines.row(cells);
  }
}

void habit_lines(std::string& out, const NumberStyle& style, const AppState& state) {
  const Scenario& scenario = state.inputs.scenario;
  const bool none = scenario.habits.empty();
  if (none && !naive_variant(scenario)) return;
  const auto& look = state.derived.closer.habits;
  const std::string_view title = tr("Habits side by side, on the same futures");
  LookLines lines(out, "habits");
  if (!lines.ready(look, title, none ? tr("Compare with naive habits") : tr("Compare the habits"))) return;
  if (look.value->size() < 2)
    return lines.begin(title, tr("The only habit there is is in force; beside another one it would stand here."));
  lines.begin(title, habits_verdict(style, habit_extremes(*look.value)));
  const std::vector<HabitMeasure> measures = habit_measures(style, state.inputs.catalog, *look.value);
  std::vector<std::string> head{std::string(tr("Habits"))};
  for (const HabitMeasure& measure : measures) head.push_back(measure.title);
  lines.head(head);
  for (std::size_t i = 0; i < look.value->size(); ++i) {
    const HabitOutcome& habit = (*look.value)[i];
    std::vector<std::string> cells{habit.in_force ? tr("{0}, {1}", {habit_name(habit), tr("in force")}) : habit_name(habit)};
    for (const HabitMeasure& measure : measures) cells.push_back(measure.cells[i].words);
    lines.row(cells);
  }
}

/// What a month of a future comes to.
struct WalkedMonth {
  std::int64_t paid = 0, blocked = 0;
  Amount spent, bought, expired, left;
};

std::vector<WalkedMonth> months_of(const WalkedPath& path, std::optional<Day> start) {
  std::vector<WalkedMonth> months;
  const auto end = [start](std::size_t month) {
    const auto after = static_cast<std::int32_t>(month) + 1;
    return start ? add_months(*start, after) - *start : 30 * after;
  };
  Amount left;
  for (std::size_t i = 0; i < path.events.size(); ++i) {
    const PathEvent& event = path.events[i];
    while (months.empty() || event.day >= end(months.size() - 1)) {
      months.emplace_back();
      months.back().left = left;
    }
    WalkedMonth& month = months.back();
    const bool main = std::any_of(event.parts.begin(), event.parts.end(),
                                  [&](const PathEvent::Part& part) { return path.pools[part.pool].main; });
    if (event.kind == PathEvent::Kind::blocked) ++month.blocked;
    if (event.kind == PathEvent::Kind::paid) ++month.paid;
    if (main && event.kind == PathEvent::Kind::paid) month.spent += event.amount;
    if (main && event.kind == PathEvent::Kind::purchase) month.bought += event.amount;
    if (main && event.kind == PathEvent::Kind::expiry) month.expired += event.amount;
    month.left = left = path.left(i);
  }
  return months;
}

void path_lines(std::string& out, const NumberStyle& style, const AppState& state) {
  const Look<WalkedPath>& look = state.derived.closer.path;
  LookLines lines(out, "path");
  if (!lines.ready(look, tr("One future, step by step"), tr("Walk through one future"))) return;
  const WalkedPath& path = *look.value;
  const std::optional<Day> start = state.inputs.scenario.calendar.start;
  const std::string unit = unit_name(state.inputs.catalog, state.inputs.catalog.main_unit, true);
  lines.begin(tr("Future no. {0}, month by month", {std::to_string(path.number + 1)}), tr("Amounts in {0}", {unit}),
              tr("Another future"));
  lines.head({tr("Month"), tr("Requests paid"), tr("Spent"), tr("Requests blocked"), tr("Bought"), tr("Expired"),
              tr("Left at the end")});
  const std::vector<WalkedMonth> months = months_of(path, start);
  for (std::size_t m = 0; m < months.size(); ++m) {
    const WalkedMonth& month = months[m];
    lines.row({month_name(start, static_cast<int>(m), false), number(style, whole(month.paid), 0), credits(style, month.spent),
               number(style, whole(month.blocked), 0), credits(style, month.bought), credits(style, month.expired),
               credits(style, month.left)});
  }
  if (const std::string calm = calm_note(path); !calm.empty()) lines.note(calm);
  constexpr std::size_t kTold = 8;
  std::size_t told = 0;
  for (std::size_t i = 0; i < path.events.size() && told < kTold; ++i) {
    const PathEvent::Kind kind = path.events[i].kind;
    if (kind != PathEvent::Kind::blocked && kind != PathEvent::Kind::purchase && kind != PathEvent::Kind::expiry) continue;
    const EventWords words = event_words(style, state, path, i);
    ++told;
    lines.note(tr("{0}: {1}, {2}. {3}", {day_name(start, path.events[i].day), words.what, words.amount, words.why}));
  }
}

}  // namespace

void closer_lines(std::string& out, const NumberStyle& style, const AppState& state) {
  const Derived& derived = state.derived;
  if (derived.forecast) {
    fan_lines(out, style, state, derived.shown_pool, derived.balance, derived.marks);
    fan_lines(out, style, state, derived.energy_pool, derived.energy, {});
  }
  if (derived.comparison && derived.estimate) volume_lines(out, style, state);
  if (!derived.closer.offered) return;
  habit_lines(out, style, state);
  input_lines(out, style, state);
  path_lines(out, style, state);
}

void ask_look(CloserMemory& memory, const Scenario& scenario, std::string_view id) {
  CloserMemory::Asked& asked = memory.asked;
  if (id == "platforms") asked.platforms = true;
  if (id == "inputs") asked.inputs = true;
  if (id == "habits") asked.habits = true;
  if (id == "habits" && scenario.habits.empty()) memory.naive = true;
  if (id == "path" && asked.path) ++memory.path;
  if (id == "path") asked.path = true;
}

}  // namespace creditcast::web
