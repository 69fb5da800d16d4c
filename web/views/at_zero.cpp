#include <algorithm>
#include <cmath>

#include "apply.hpp"
#include "at_zero_offers.hpp"
#include "creditcast/limits.hpp"
#include "quantities.hpp"
#include "rail.hpp"
#include "use_fields.hpp"
#include "views.hpp"
#include "widgets/field.hpp"
#include "widgets/link.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

bool step_rows(Ui& ui, const Catalog& catalog, AtZeroChoice& step, const std::string& here, Column& column) {
  bool changed = false;
  if (asks_money(catalog, step))
    changed |= amount_row(ui, column, "money", tr("Each time"), step.money, 10, catalog.currency, "",
                          tr("Money for each purchase"), here + "/money");
  if (asks_threshold(catalog, step))
    changed |= amount_row(ui, column, "threshold", tr("Below"), step.threshold, 50, threshold_unit(catalog, step), "",
                          tr("The balance at which it recharges"), here + "/threshold");
  if (asks_cap(step))
    changed |= amount_row(ui, column, "cap", tr("Not more than"), step.monthly_cap, 10, tr("{0} a month", {catalog.currency}),
                          tr("no limit"), tr("Money a month for this"), here + "/monthly_cap");
  return changed;
}

}  // namespace

void at_zero_steps(Ui& ui, const AppState& state, Column& column) {
  const Catalog& catalog = state.inputs.catalog;
  std::vector<AtZeroChoice> steps = state.inputs.scenario.at_zero;
  const std::vector<std::string> words = at_zero_words(ui.numbers, catalog, state.inputs.scenario);
  const std::vector<Offered> all = offers_at_zero(catalog, state.inputs.scenario);
  std::vector<ChoiceItem> items;
  for (const Offered& offered : all) items.push_back({offered.words, "", false});
  bool changed = false;
  const float size = ui.touch ? measure::kTouchControl : 24.0f;
  // No step at all is waiting, and is shown as such.
  const std::size_t shown = std::max<std::size_t>(steps.size(), 1);
  for (std::size_t i = 0; i < shown; ++i) {
    ImGui::PushID(static_cast<int>(i));
    const AtZeroChoice now = i < steps.size() ? steps[i] : AtZeroChoice{};
    const std::string here = "/at_zero/" + std::to_string(i);
    const auto same =
        std::find_if(all.begin(), all.end(), [&](const Offered& offered) { return same_offer(now, offered.step); });
    Column row = column;
    row.width -= size + 4;
    const auto picked =
        choice_row(ui, row,
                   {"step", i == 0 ? tr("First") : tr("Then"), words[std::min(i, words.size() - 1)], items,
                    static_cast<std::size_t>(same - all.begin()), tr("What to do when the credits do not cover a request")});
    std::vector<ChoiceItem> commands;
    std::vector<int> moves;
    const auto offer = [&](std::string_view name, int move) {
      commands.push_back({name, "", false});
      moves.push_back(move);
    };
    if (i > 0) offer(tr("Move up"), -1);
    if (i + 1 < shown) offer(tr("Move down"), 1);
    if (shown > 1) offer(tr("Remove"), 0);
    std::optional<std::size_t> command;
    if (!commands.empty())
      command =
          menu(ui, "menu", {column.right() + 4, column.y + (row_height(ui) - size) / 2}, tr("What to do with it"), commands);
    column.y = row.y;
    if (picked) {
      if (steps.empty()) steps.emplace_back();
      steps[i] = all[*picked].step;
      changed = true;
    }
    if (i < steps.size()) {
      Column inside{column.x + 16, column.y, column.width - 16};
      changed |= step_rows(ui, catalog, steps[i], here, inside);
      for (const char* part : {"", "/do", "/pack", "/plan"}) fault(ui, inside, here + part);
      column.y = inside.y;
    }
    if (command) {
      const int move = moves[*command];
      changed |=
          move == 0 ? remove_element(steps, i) : move_element(steps, i, static_cast<std::size_t>(static_cast<int>(i) + move));
    }
    ImGui::PopID();
    if (command) break;
  }
  if (all.size() > 1 && steps.size() < kMaxAtZeroSteps && link(ui, "add", column, tr("+ Then"))) {
    if (steps.empty()) steps.emplace_back();
    steps.push_back(all[1].step);
    changed = true;
  }
  if (changed) ui.act(PutAtZero{std::move(steps)});
}

void at_zero(Ui& ui, const AppState& state, Column& column) {
  const Scenario& scenario = state.inputs.scenario;
  const Catalog& catalog = state.inputs.catalog;
  ImGui::PushID("at-zero");
  Column inside = open_card(ui, column);
  card_title(ui, inside, tr("When credits run out"));
  inside.skip(-4);
  at_zero_steps(ui, state, inside);
  rule(ui, inside.x, inside.y + 4, inside.width);
  inside.skip(13);
  const double low = amount_of(scenario.buffer_low) * 100, high = amount_of(scenario.buffer_high) * 100;
  const auto shown = [&ui](double value) { return number(ui.numbers, amount_from(value), 0); };
  const std::string reserve = tr("{0} to {1} %", {shown(low), shown(high)});
  NumberSpec spec{"reserve", tr("In reserve"), reserve, low, 0, 60, 1};
  spec.typed_high = 1000;
  spec.help = tr("What is added to the estimate for what nobody foresees; 20 to 30 % is advised");
  spec.pointer = "/buffer/low";
  if (const auto set = slider(ui, inside, spec); set)
    ui.act(SetBuffer{Amount{std::llround(*set * 1e4)}, Amount{std::llround((*set + high - low) * 1e4)}});
  inside.skip(-4);
  const std::string limit = percent(ui.numbers, scenario.run_out_limit);
  const std::string unit = unit_name(catalog, catalog.main_unit, true);
  const std::string summary = scenario.budget_per_month
                                  ? tr("{0} {1} a month", {number(ui.numbers, *scenario.budget_per_month, 0), unit})
                                  : tr("{0} of months may run short", {limit});
  if (disclosure(ui, inside, "limits", tr("Limits"), summary, "/run_out_limit")) {
    NumberSpec to{"reserve-to", tr("Reserve up to"), tr("{0} %", {shown(high)}), high, low, 1000, 1};
    to.help = tr("The upper end of the reserve");
    to.pointer = "/buffer/high";
    if (const auto set = number_row(ui, inside, to); set)
      ui.act(SetBuffer{scenario.buffer_low, Amount{std::llround(*set * 1e4)}});
    Share share = scenario.run_out_limit;
    if (chance_row(ui, inside, "limit", tr("May run short in"), share,
                   tr("A plan that runs short in more months than this is not recommended"), "/run_out_limit"))
      ui.act(SetRunOutLimit{to_double(share)});
    std::optional<Amount> budget = scenario.budget_per_month;
    if (amount_row(ui, inside, "budget", tr("Budget a month"), budget, 500, unit, tr("none"),
                   tr("A planning anchor: the results tell how often it is exceeded"), "/budget_per_month"))
      ui.act(SetBudget{budget});
  }
  inside.skip(-4);
  close_card(ui, column, inside);
  ImGui::PopID();
}

}  // namespace creditcast::web
