#include <algorithm>

#include "plan_rows.hpp"
#include "views.hpp"
#include "widgets/badge.hpp"
#include "widgets/copies.hpp"

namespace creditcast::web {
namespace {

struct Columns {
  float name, money, bar, run_out, piece;  ///< right edges, `name` and `bar` left edges
  float bar_width;
};

Columns columns_of(const Column& column) {
  const float right = column.right();
  const bool roomy = column.width >= 300;
  Columns at{};
  at.piece = right;
  at.run_out = right - 62;
  at.money = at.run_out - (roomy ? 62.0f : 58.0f);
  at.bar_width = column.width >= 420 ? 64.0f : 0.0f;
  at.bar = at.money - 72 - at.bar_width;
  at.name = column.x;
  return at;
}

void read_out(const Ui& ui, const AppState& state, const PlanRow& row, const PlanText& words) {
  if (!ImGui::IsItemHovered() || ui.finger || !begin_hover(ui, 260)) return;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  Column out{at.x, at.y, 260};
  const Catalog& catalog = state.inputs.catalog;
  std::string title = words.name;
  if (!words.term.empty()) title += ", " + words.term;
  out.skip(paragraph(ui, {out.x, out.y}, out.width, Type::note_strong, ui.colours.strong, title) + 4);
  std::vector<std::string> lines;
  if (!row.has_work) lines.push_back("It lacks " + row.missing + ".");
  if (!row.credits_per_month.zero())
    lines.push_back("Gives " + with_unit(ui.numbers, row.credits_per_month, catalog, catalog.main_unit) + " a month" +
                    (row.covers_buffer_high  ? ", enough for the estimate with its reserve."
                     : row.covers_buffer_low ? ", enough for the estimate with the smaller reserve."
                                             : ", less than the estimate with its reserve."));
  if (row.has_work) {
    lines.push_back((row.money_per_month ? words.money + " a month" : std::string("Its price is not published")) +
                    (words.likely.empty() ? "." : ", " + words.likely + "."));
    lines.push_back("Runs short in " + words.run_out + " of months" +
                    (words.blocked.empty() ? "." : "; " + words.blocked + " a month."));
  }
  if (!words.wasted.empty()) lines.push_back(words.wasted + " unused a month.");
  for (const RestsOn& figure : row.assumed)
    if (lines.size() < 8) lines.push_back(std::string(badge_text(figure.is)) + ": " + figure.label);
  for (const std::string& line : lines)
    out.skip(paragraph(ui, {out.x, out.y}, out.width, Type::note, ui.colours.normal, line) + 2);
  ImGui::Dummy({out.width, out.y - at.y});
  end_hover();
}

void plan_row(Ui& ui, const AppState& state, const PlanRow& row, bool chosen, double most, Column& column) {
  const Columns at = columns_of(column);
  const PlanText words = plan_text(ui.numbers, state, row);
  const bool recommended = is_recommended(state, row);
  std::string second = words.term;
  for (const std::string& more : {words.blocked, words.wasted})
    if (!more.empty()) second += (second.empty() ? "" : " · ") + more;
  const float height = second.empty() ? 36.0f : 48.0f;
  const ImVec2 from{column.x - 8, column.y};
  const ImVec2 to{column.right() + 8, column.y + height};
  if (hit("row", from, to) && row.has_work) ui.act(ChoosePlan{row.plan, row.term});
  if (asks_for_copy()) {
    const float x = ImGui::IsMouseClicked(ImGuiMouseButton_Right) ? ImGui::GetMousePos().x : at.money;
    const std::string exact = exact_value(row, x <= at.money + 4 ? "money" : x <= at.run_out + 4 ? "run-out" : "finished");
    if (!exact.empty()) ui.act(CopyText{exact});
  }
  const bool hovered = ImGui::IsItemHovered();
  const float y = column.y + (second.empty() ? 8.0f : 5.0f);
  if (recommended) {
    filled({from.x, from.y + 1}, {to.x, to.y - 1}, ui.colours.accent_ground, measure::kControlRound);
  } else if (hovered) {
    filled({from.x, from.y + 1}, {to.x, to.y - 1}, ui.colours.ground, measure::kControlRound);
  }
  focus_ring(ui, {from.x + 2, from.y + 2}, {to.x - 2, to.y - 2}, measure::kControlRound - 2);
  const Type type = chosen || recommended ? Type::strong : Type::text;
  const ImU32 ink = row.open ? ui.colours.strong : ui.colours.normal;
  float name_room = at.bar - at.name;
  if (chosen) {
    text(ui, {at.name, y}, Type::strong, ui.colours.accent, "✓");
    name_room -= 18;
  }
  text_fit(ui, {at.name + (chosen ? 18.0f : 0.0f), y}, name_room, type, ink, words.name);
  if (row.money_per_month && at.bar_width > 0) {
    const float share = most > 0 ? static_cast<float>(static_cast<double>(row.money_per_month->mean.micros) / most) : 0.0f;
    filled({at.bar, y + 8}, {at.bar + at.bar_width, y + 13}, ui.colours.track, 2.5f);
    filled({at.bar, y + 8}, {at.bar + std::max(at.bar_width * share, share > 0 ? 3.0f : 0.0f), y + 13}, ui.colours.accent,
           2.5f);
  }
  const auto fitting = [&](const std::string& full, const std::optional<Amount>& amount, float room) {
    return amount && text_width(ui, type, full) > room ? short_money(ui.numbers, *amount, row.currency) : full;
  };
  const std::optional<Amount> mean = row.money_per_month ? std::optional(row.money_per_month->mean) : std::nullopt;
  text_right(ui, at.money, y, mean ? type : Type::text, mean ? ink : ui.colours.warning, fitting(words.money, mean, 72));
  text_right(ui, at.run_out, y, type, ink, words.run_out);
  text_right(ui, at.piece, y, type, ink, fitting(words.piece, row.money_per_finished, 58));
  ImGui::PushID("words");
  float right = column.right();
  if (!second.empty()) {
    if (words.assumed) right -= text_width(ui, Type::note, "assumed") + 20;
    text_fit(ui, {at.name, y + 20}, right - at.name, Type::note, ui.colours.normal, second);
    if (words.assumed) {
      const float width = badge_width(ui, Provenance::assumed);
      outlined({column.right() - width, y + 20}, {column.right(), y + 37}, ui.colours.line, 5);
      text(ui, {column.right() - width + 6, y + 20}, Type::note, ui.colours.warning, "assumed");
    }
  }
  ImGui::PopID();
  column.skip(height);
  read_out(ui, state, row, words);
}

}  // namespace

void plans(Ui& ui, const AppState& state, Column& column) {
  const auto& comparison = state.derived.comparison;
  if (!comparison || comparison->plans.empty()) return;
  Column inside = open_card(ui, column);
  const Columns at = columns_of(inside);
  text(ui, {inside.x, inside.y}, Type::note_strong, ui.colours.normal, "Plans");
  text_right(ui, at.money, inside.y, Type::note, ui.colours.normal, "a month");
  text_right(ui, at.run_out, inside.y, Type::note, ui.colours.normal, "runs out");
  text_right(ui, at.piece, inside.y, Type::note, ui.colours.normal, "a piece");
  inside.skip(24);
  double most = 0;
  for (const PlanRow& row : comparison->plans)
    if (row.money_per_month) most = std::max(most, static_cast<double>(row.money_per_month->mean.micros));
  const std::size_t chosen = chosen_row(state);
  ImGui::PushID("plans");
  for (const std::size_t i : rows_to_show(state, ui.memory.all_plans)) {
    rule(ui, inside.x, inside.y, inside.width);
    ImGui::PushID(static_cast<int>(i));
    plan_row(ui, state, comparison->plans[i], i == chosen, most, inside);
    ImGui::PopID();
  }
  if (comparison->plans.size() > kFoldedPlans) {
    const std::string words =
        ui.memory.all_plans ? "Fewer plans" : "All " + std::to_string(comparison->plans.size()) + " plans";
    rule(ui, inside.x, inside.y, inside.width);
    inside.skip(4);
    const ImVec2 to{inside.x + text_width(ui, Type::note_strong, words) + 8, inside.y + ui.control()};
    if (hit("fold", {inside.x - 8, inside.y}, to)) ui.memory.all_plans = !ui.memory.all_plans;
    focus_ring(ui, {inside.x - 8, inside.y}, to, measure::kControlRound);
    text(ui, {inside.x, inside.y + (ui.control() - 16) / 2}, Type::note_strong, ui.colours.accent, words);
    inside.skip(ui.control() - 8);
  }
  ImGui::PopID();
  close_card(ui, column, inside);
}

void rests_on(Ui& ui, const AppState& state, Column& column) {
  const Derived& derived = state.derived;
  if (derived.weak.empty() && derived.published_figures == 0) return;
  Column inside = open_card(ui, column);
  card_title(ui, inside, "What this rests on");
  constexpr std::size_t kShown = 5;
  for (std::size_t i = 0; i < std::min(kShown, derived.weak.size()); ++i) {
    const RestsOn& figure = derived.weak[i];
    ImGui::PushID(static_cast<int>(i));
    const float badge =
        badge_right(ui, "figure", inside.right(), inside.y + 2, figure.is, figure.why.empty() ? figure.note : figure.why);
    ImGui::PopID();
    std::string label = figure.label;
    if (figure.value) label += ": " + number(ui.numbers, *figure.value, 4);
    text_fit(ui, {inside.x, inside.y + 2}, inside.width - badge, Type::note, ui.colours.strong, label);
    inside.skip(24);
  }
  std::string rest;
  if (derived.weak.size() > kShown) rest = std::to_string(derived.weak.size() - kShown) + " more like these, and ";
  rest +=
      std::to_string(derived.published_figures) + (derived.published_figures == 1 ? " published figure" : " published figures");
  if (state.inputs.catalog.as_of != 0) rest += ", read by " + date_text(state.inputs.catalog.as_of);
  inside.skip(paragraph(ui, {inside.x, inside.y + 2}, inside.width, Type::note, ui.colours.normal, rest + ".") + 2);
  close_card(ui, column, inside);
}

void trouble(Ui& ui, const AppState& state, Column& column) {
  const Derived& derived = state.derived;
  if (derived.errors.empty() && state.trouble.empty()) return;
  Column inside = open_card(ui, column);
  if (!state.trouble.empty())
    inside.skip(paragraph(ui, {inside.x, inside.y}, inside.width, Type::strong, ui.colours.warning, state.trouble) + 4);
  if (!derived.errors.empty())
    inside.skip(paragraph(ui, {inside.x, inside.y}, inside.width, Type::strong, ui.colours.warning,
                          "This does not add up; the numbers are those before the change.") +
                4);
  for (std::size_t i = 0; i < std::min<std::size_t>(derived.errors.size(), 4); ++i) {
    const Error& error = derived.errors[i];
    std::string words = error.what;
    if (!error.allowed.empty()) words += "; " + error.allowed;
    if (!error.pointer.empty()) words += " (" + error.pointer + ")";
    inside.skip(paragraph(ui, {inside.x, inside.y}, inside.width, Type::note, ui.colours.normal, words, 3));
  }
  if (derived.errors.size() > 4)
    inside.skip(paragraph(ui, {inside.x, inside.y}, inside.width, Type::note, ui.colours.quiet,
                          "and " + std::to_string(derived.errors.size() - 4) + " more"));
  close_card(ui, column, inside);
}

}  // namespace creditcast::web
