#include <algorithm>
#include <array>

#include "creditcast/sort.hpp"
#include "figure_panel.hpp"
#include "plan_details.hpp"
#include "plan_rows.hpp"
#include "views.hpp"
#include "widgets/axis.hpp"
#include "widgets/badge.hpp"
#include "widgets/copies.hpp"
#include "widgets/field.hpp"
#include "widgets/focus.hpp"
#include "widgets/link.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

/// Two lines a row: money, run-out chance and price of a piece above; the bar, what is blocked and what is lost below.
struct Columns {
  float name, name_width, bar, bar_width, money, run_out, piece;  ///< right edges but for `name` and `bar`
};

constexpr float kOpener = 16, kSecond = 52;

Columns columns_of(const Column& column) {
  const bool roomy = column.width >= 400;
  Columns at{};
  at.piece = column.right();
  at.run_out = at.piece - (roomy ? 72.0f : 60.0f);
  at.money = at.run_out - (roomy ? 72.0f : 56.0f);
  at.bar_width = roomy ? 96.0f : 60.0f;
  at.bar = at.money - at.bar_width;
  at.name = column.x + kOpener;
  at.name_width = at.bar - at.name - measure::kGrid;
  return at;
}

struct Heading {
  PlanSort::By by;
  std::string_view words;   ///< in the table
  std::string_view choice;  ///< in the list to choose from
};
constexpr std::array<Heading, 5> kHeadings{{{PlanSort::By::money, word("a month"), word("money a month")},
                                            {PlanSort::By::run_out, word("runs out"), word("chance to run out")},
                                            {PlanSort::By::piece, word("a piece"), word("money a finished piece")},
                                            {PlanSort::By::blocked, word("blocked"), word("requests blocked")},
                                            {PlanSort::By::lost, word("lost"), word("credits lost")}}};

void sort_by(Ui& ui, PlanSort::By by) {
  PlanSort& sort = ui.memory.plan_sort;
  sort.down = sort.by == by && !sort.down;
  sort.by = by;
}

/// One heading with its direction; a press sorts by it, another one turns the order round.
void heading(Ui& ui, const Heading& of, float right, float y, bool pressable) {
  const PlanSort sort = ui.memory.plan_sort;
  const bool here = sort.by == of.by;
  const std::string words = std::string(tr(of.words)) + (here ? sort.down ? " ↓" : " ↑" : "");
  const float width = text_width(ui, here ? Type::note_strong : Type::note, words);
  const ImVec2 from{right - width - 4, y - 2}, to{right + 4, y + 18};
  if (pressable) {
    ImGui::PushID(static_cast<int>(of.by));
    if (hit("sort", from, to)) sort_by(ui, of.by);
    const bool hovered = ImGui::IsItemHovered();
    focus_ring(ui, from, to, 4);
    tell_focus(ui, "button", tr("Sort by {0}", {tr(of.choice)}));
    if (hovered) filled(from, to, ui.colours.track, 4);
    ImGui::PopID();
  }
  text_right(ui, right, y, here ? Type::note_strong : Type::note, here ? ui.colours.strong : ui.colours.normal, words);
}

/// Fingers choose the order from a list: the headings are too small for them.
void sort_choice(Ui& ui, Column& column) {
  std::vector<ChoiceItem> items;
  std::size_t chosen = 0;
  for (const Heading& one : kHeadings) {
    if (one.by == ui.memory.plan_sort.by) chosen = items.size();
    items.push_back({tr(one.choice), "", false});
  }
  const auto picked = choice_row(ui, column, {"sort", tr("Sorted by"), items[chosen].label, items, chosen});
  if (picked) ui.memory.plan_sort = {kHeadings[*picked].by, false};
}

void headings(Ui& ui, Column& column) {
  const Columns at = columns_of(column);
  if (ui.touch) {
    text(ui, {column.x, column.y}, Type::note_strong, ui.colours.normal, tr("Plans"));
    column.skip(20);
    sort_choice(ui, column);
  } else {
    text(ui, {column.x, column.y}, Type::note_strong, ui.colours.normal, tr("Plans"));
  }
  const std::array<float, 5> edges{at.money, at.run_out, at.piece, at.run_out, at.piece};
  for (std::size_t i = 0; i < kHeadings.size(); ++i)
    heading(ui, kHeadings[i], edges[i], column.y + (i < 3 ? 0.0f : 20.0f), !ui.touch);
  column.skip(44);
}

/// A count that fits below the headings.
std::string short_count(const Ui& ui, Amount amount, int decimals) {
  const std::string full = number(ui.numbers, amount, decimals);
  return text_width(ui, Type::note, full) <= kSecond ? full : short_number(ui.numbers, as_double(amount), as_double(amount));
}

struct Row {
  const PlanRow& plan;
  bool chosen = false;
  double most = 0;  ///< the longest bar
};

/// The values of a row, right of its name.
void values(Ui& ui, const Columns& at, const Row& row, const PlanText& words, bool asks_price, float y) {
  const PlanRow& plan = row.plan;
  const Type type = row.chosen ? Type::strong : Type::text;
  const ImU32 ink = plan.open ? ui.colours.strong : ui.colours.normal;
  const auto fitting = [&](const std::string& full, const std::optional<Amount>& amount, float room) {
    return amount && text_width(ui, type, full) > room ? short_money(ui.numbers, *amount, plan.currency) : full;
  };
  if (!plan.has_work) {
    text_right(ui, at.money, y, Type::text, ui.colours.normal, "–");
    return;
  }
  if (plan.money_per_month) {
    const Amount mean = plan.money_per_month->mean;
    text_right(ui, at.money, y, type, ink, fitting(words.money, mean, at.bar_width));
    const float share = row.most > 0 ? static_cast<float>(as_double(mean) / row.most) : 0.0f;
    filled({at.bar, y + 26}, {at.money, y + 31}, ui.colours.track, 2.5f);
    if (share > 0) filled({at.bar, y + 26}, {at.bar + std::max(at.bar_width * share, 3.0f), y + 31}, ui.colours.accent, 2.5f);
  } else {
    text_right(ui, at.money, y + 2, Type::note_strong, ui.colours.warning, tr("no price"));
    // A line under it says that it can be set.
    if (asks_price)
      filled({at.money - text_width(ui, Type::note_strong, tr("no price")), y + 19}, {at.money, y + 20}, ui.colours.warning);
  }
  text_right(ui, at.run_out, y, type, ink, words.run_out);
  text_right(ui, at.piece, y, type, ink, fitting(words.piece, plan.money_per_finished, 56));
  const auto below = [&](float right, const std::string& count) {
    text_right(ui, right, y + 20, Type::note, ui.colours.normal, count);
  };
  const Amount blocked = plan.blocked.requests, lost = plan.wasted.mean;
  below(at.run_out, blocked.micros < kMicros / 20 ? "–" : short_count(ui, blocked, blocked < whole(10) ? 1 : 0));
  below(at.piece, lost.micros < kMicros / 2 ? "–" : short_count(ui, lost, lost < whole(100) ? 1 : 0));
}

/// What a reader has to know before the numbers count; empty: nothing.
std::string caveat(const AppState& state, const PlanRow& row) {
  if (!row.has_work) {
    const Plan* plan = find_plan(state.inputs.catalog, row.plan);
    if (plan != nullptr && plan->max_seats > 0 && state.inputs.scenario.seats > plan->max_seats)
      return tr("too few seats: {0} of {1}", {std::to_string(plan->max_seats), std::to_string(state.inputs.scenario.seats)});
    return tr("lacks {0}", {row.missing});
  }
  if (!row.open) return std::string(tr("closed to new customers"));
  if (!row.money_per_month || !row.complete) return std::string(tr("incomplete: not all prices are known"));
  const auto assumed =
      std::count_if(row.assumed.begin(), row.assumed.end(), [](const RestsOn& f) { return f.is == Provenance::assumed; });
  if (assumed > 0) return std::string(tr("rests on assumed figures"));
  return {};
}

/// What unfolds the row's details. Its mark is drawn later, upon the row's ground.
bool opener(Ui& ui, const PlanRow& plan, std::string_view name, ImVec2 from, float height) {
  const std::string key = plan_key(plan);
  const bool open = ui.memory.plan_open == key;
  const float width = ui.touch ? measure::kTouchControl : 24.0f;
  const ImVec2 at{from.x - 8, from.y}, to{at.x + width, from.y + height};
  if (hit("open", at, to) && !ui.memory.touch_scrolling) {
    ui.memory.plan_open = open ? std::string() : key;
    ui.memory.all_models = false;
  }
  focus_ring(ui, {at.x + 2, at.y + 2}, {at.x + 22, to.y - 2}, 4);
  tell_focus(ui, "button", open ? tr("Fold up {0}", {name}) : tr("Unfold {0}", {name}));
  return ImGui::IsItemHovered();
}

void opener_mark(const Ui& ui, const std::string& key, ImVec2 from, bool lively) {
  const ImVec2 middle{from.x + 4, from.y + 16};
  const ImU32 ink = lively ? ui.colours.accent : ui.colours.quiet;
  if (ui.memory.plan_open == key) {
    chevron(middle, ink);
  } else {
    canvas().AddTriangleFilled({middle.x - 2, middle.y - 3.5f}, {middle.x + 2.5f, middle.y}, {middle.x - 2, middle.y + 3.5f},
                               ink);
  }
}

/// Where a plan has no price, its place takes the visitor's own; false where it cannot. Comes before the row, which would else
/// have the press.
bool price_wanted(Ui& ui, const AppState& state, const PlanRow& plan, const Columns& at, std::string_view name, float y,
                  float height) {
  if (!plan.has_work || plan.money_per_month) return false;
  std::vector<std::string> missing = missing_figures(state, plan);
  if (missing.empty()) return false;
  const ImVec2 from{at.bar - 4, y + 2}, to{at.money + 4, y + height - 2};
  if (hit("price", from, to) && !ui.memory.touch_scrolling) show_figures(ui, name, std::move(missing), {from.x, y + 32});
  if (ImGui::IsItemHovered()) filled(from, to, ui.colours.track, 4);
  focus_ring(ui, from, to, 4);
  const std::string words = tr("Enter the price of {0}", {name});
  tell_focus(ui, "button", words);
  hover_note(ui, words);
  return true;
}

void plan_row(Ui& ui, const AppState& state, const Row& row, Column& column) {
  const PlanRow& plan = row.plan;
  const Columns at = columns_of(column);
  const PlanText words = plan_text(ui.numbers, state.inputs.catalog, plan);
  const std::string warning = caveat(state, plan);
  const Pack* pack = plan.pack.empty() ? nullptr : find_pack(state.inputs.catalog, plan.pack);
  const bool recommended = is_recommended(state, plan);
  const float height = (plan.has_work ? 48.0f : 32.0f) + (warning.empty() ? 0.0f : 18.0f);
  const ImVec2 from{column.x - 8, column.y};
  const ImVec2 to{column.right() + 8, column.y + height};
  const float y = column.y + 6;
  const bool opening = opener(ui, plan, words.name, {column.x, column.y}, height);
  const bool asks_price = price_wanted(ui, state, plan, at, words.name, column.y, height);
  const float left = ui.touch ? from.x + measure::kTouchControl : column.x + kOpener - 2;
  if (hit("row", {left, from.y}, to) && plan.has_work && !ui.memory.touch_scrolling) ui.act(ChoosePlan{plan.plan, plan.term});
  if (asks_for_copy()) {
    const float x = ImGui::IsMouseClicked(ImGuiMouseButton_Right) ? ImGui::GetMousePos().x : at.money;
    const std::string exact = exact_value(plan, x <= at.money + 4 ? "money" : x <= at.run_out + 4 ? "run-out" : "finished");
    if (!exact.empty()) ui.act(CopyText{exact});
  }
  const bool hovered = ImGui::IsItemHovered();
  if (recommended || hovered)
    filled({from.x, from.y + 1}, {to.x, to.y - 1}, recommended ? ui.colours.accent_ground : ui.colours.ground,
           measure::kControlRound);
  focus_ring(ui, {left + 2, from.y + 2}, {to.x - 2, to.y - 2}, measure::kControlRound - 2);
  item_note(ui, plan_note(ui.numbers, state, plan));
  opener_mark(ui, plan_key(plan), {column.x, column.y}, opening);
  float x = at.name;
  if (row.chosen) x += text(ui, {x, y}, Type::strong, ui.colours.accent, "✓") + 6;
  const Type type = row.chosen || recommended ? Type::strong : Type::text;
  text_fit(ui, {x, y}, at.name + at.name_width - x, type, plan.open ? ui.colours.strong : ui.colours.normal, words.name);
  values(ui, at, row, words, asks_price, y);
  if (pack != nullptr)
    text_fit(ui, {at.name, y + 20}, at.name_width, Type::note, ui.colours.normal, tr("with {0}", {pack->name}));
  if (!warning.empty())
    text_fit(ui, {at.name, column.y + height - 22}, column.right() - at.name, Type::note, ui.colours.warning, warning);
  column.skip(height);
}

}  // namespace

void plans(Ui& ui, const AppState& state, Column& column) {
  const auto& comparison = state.derived.comparison;
  if (!comparison || comparison->plans.empty()) return;
  const Catalog& catalog = state.inputs.catalog;
  Column inside = open_card(ui, column);
  ImGui::PushID("plans");
  headings(ui, inside);
  double most = 0;
  for (const PlanRow& row : comparison->plans)
    if (row.money_per_month) most = std::max(most, as_double(row.money_per_month->mean));
  const std::size_t chosen = chosen_row(state);
  std::vector<std::size_t> rows = rows_to_show(state, ui.memory.all_plans, sorted_rows(state, ui.memory.plan_sort));
  sort_stably(rows, [&](std::size_t a, std::size_t b) {
    return way_to_pay(catalog, comparison->plans[a]) < way_to_pay(catalog, comparison->plans[b]);
  });
  const auto way = [&](std::size_t i) { return way_to_pay(catalog, comparison->plans[i]); };
  const bool grouped = way(rows.front()) != way(rows.back());
  for (std::size_t k = 0; k < rows.size(); ++k) {
    const std::size_t i = rows[k];
    rule(ui, inside.x, inside.y, inside.width);
    if (grouped && (k == 0 || way(rows[k - 1]) != way(i))) {
      text_fit(ui, {inside.x, inside.y + 8}, inside.width, Type::note_strong, ui.colours.quiet, way_words(way(i)));
      inside.skip(28);
    }
    ImGui::PushID(static_cast<int>(i));
    plan_row(ui, state, {comparison->plans[i], i == chosen, most}, inside);
    if (ui.memory.plan_open == plan_key(comparison->plans[i])) plan_details(ui, state, comparison->plans[i], inside);
    ImGui::PopID();
  }
  if (comparison->plans.size() > kFoldedPlans) {
    rule(ui, inside.x, inside.y, inside.width);
    inside.skip(4);
    const std::string words =
        ui.memory.all_plans ? std::string(tr("Fewer plans")) : tr("All {0} plans", {std::to_string(comparison->plans.size())});
    if (link(ui, "fold", inside, words)) ui.memory.all_plans = !ui.memory.all_plans;
  }
  ImGui::PopID();
  close_card(ui, column, inside);
}

}  // namespace creditcast::web
