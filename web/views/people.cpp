#include <algorithm>

#include "account.hpp"
#include "apply.hpp"
#include "creditcast/limits.hpp"
#include "rail.hpp"
#include "use_fields.hpp"
#include "views.hpp"
#include "widgets/field.hpp"
#include "widgets/link.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

std::string people_words(const Scenario& scenario) {
  const auto limited = std::count_if(scenario.owners.begin(), scenario.owners.end(),
                                     [](const Owner& owner) { return owner.monthly_cap.has_value(); });
  if (scenario.owners.empty()) return std::string(tr("nobody named"));
  const std::string count = std::to_string(scenario.owners.size());
  if (limited == 0) return scenario.owners.size() == 1 ? scenario.owners.front().name : tr("{0} named", {count});
  return tr("{0} named, {1} with a limit", {count, std::to_string(limited)});
}

void owner_rows(Ui& ui, const AppState& state, std::size_t index, Column& column) {
  const Catalog& catalog = state.inputs.catalog;
  Owner owner = state.inputs.scenario.owners[index];
  const std::string here = "/owners/" + std::to_string(index);
  const float size = ui.touch ? measure::kTouchControl : 24.0f;
  const std::vector<ChoiceItem> commands{{tr("Remove"), "", false}};
  if (menu(ui, "menu", {column.right() + 4, column.y + (ui.control() - size) / 2}, tr("What to do with it"), commands))
    ui.act(RemoveOwner{index});
  Column row = column;
  row.width -= size + 4;
  bool changed = false;
  if (auto name = text_row(ui, row, "name", tr("Name"), owner.name); name) {
    owner.name = std::move(*name);
    changed = true;
  }
  column.y = row.y;
  const auto [person, team, event] = owner_kind_words();
  if (const auto picked = segments(ui, column, "kind", tr("Is"), {person, team, event}, owner_kind_index(owner)); picked) {
    owner.kind = kOwnerKinds[*picked];
    changed = true;
  }
  fault(ui, column, here + "/kind");
  changed |= amount_row(
      ui, column, "cap", tr("Limit a month"), owner.monthly_cap, 100, unit_name(catalog, catalog.main_unit, true),
      tr("no limit"), tr("Credits of the shared balances; what is over is blocked for this one alone"), here + "/monthly_cap");
  if (changed) ui.act(PutOwner{index, std::move(owner)});
}

void owners(Ui& ui, const AppState& state, Column& column) {
  const Scenario& scenario = state.inputs.scenario;
  if (!disclosure(ui, column, "people", tr("People and teams"), people_words(scenario), "/owners")) return;
  for (std::size_t i = 0; i < scenario.owners.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    owner_rows(ui, state, i, column);
    ImGui::PopID();
    rule(ui, column.x, column.y + 3, column.width);
    column.skip(9);
  }
  if (scenario.owners.size() < kMaxOwners && link(ui, "add", column, tr("+ Person or team"))) ui.act(AddOwner{});
}

void seats(Ui& ui, const AppState& state, Column& column) {
  const Scenario& scenario = state.inputs.scenario;
  const Catalog& catalog = state.inputs.catalog;
  if (!has_seats(catalog, scenario)) return;
  std::int32_t count = scenario.seats;
  const std::int32_t most = most_seats(catalog, scenario);
  if (count_row(ui, column, "seats", tr("Seats"), count, 1, most, tr("People who work on the account"), "/seats"))
    ui.act(SetSeats{count});
}

void balances(Ui& ui, const AppState& state, Column& column) {
  const Catalog& catalog = state.inputs.catalog;
  std::vector<Opening> held = state.inputs.scenario.opening;
  const std::string words = held.empty()       ? std::string(tr("nothing"))
                            : held.size() == 1 ? with_unit(ui.numbers, held.front().amount, catalog, catalog.main_unit)
                                               : tr("{0} balances", {std::to_string(held.size())});
  if (!disclosure(ui, column, "held", tr("Already bought"), words, "/opening")) return;
  bool changed = false;
  for (std::size_t p = 0; p < catalog.pools.size(); ++p) {
    const Pool& pool = catalog.pools[p];
    if (!pool.live) continue;
    ImGui::PushID(static_cast<int>(p));
    std::optional<Amount> amount = opening_of(state.inputs.scenario, pool.id);
    if (amount_row(ui, column, "held", pool.name, amount, 100, unit_name(catalog, pool.unit, true), tr("none"),
                   tr("What is on this balance before the first day"), opening_pointer(state.inputs.scenario, pool.id))) {
      changed = true;
      set_opening(held, pool.id, amount);
    }
    ImGui::PopID();
  }
  if (changed) ui.act(PutOpening{std::move(held)});
}

}  // namespace

void people(Ui& ui, const AppState& state, Column& column) {
  ImGui::PushID("account");
  Column inside = open_card(ui, column);
  card_title(ui, inside, tr("Account"));
  inside.skip(-4);
  plan_changes(ui, state, inside);
  seats(ui, state, inside);
  owners(ui, state, inside);
  balances(ui, state, inside);
  inside.skip(-4);
  close_card(ui, column, inside);
  ImGui::PopID();
}

void habit_switch(Ui& ui, const AppState& state, Column& column) {
  const Scenario& scenario = state.inputs.scenario;
  if (scenario.habits.empty()) return;
  Column inside = open_card(ui, column);
  card_title(ui, inside, tr("Habits"));
  for (const Habit& habit : scenario.habits) {
    ImGui::PushID(habit.id.c_str());
    const float height = row_height(ui);
    const ImVec2 from{inside.x - 8, inside.y}, to{inside.right() + 8, inside.y + height};
    const bool chosen = habit.id == scenario.habit;
    if (press(ui, "habit", from, to) && !chosen) ui.act(ChooseHabit{habit.id});
    if (chosen) filled(from, to, ui.colours.accent_ground, measure::kControlRound);
    if (!chosen && ImGui::IsItemHovered()) filled(from, to, ui.colours.track, measure::kControlRound);
    focus_ring(ui, from, to, measure::kControlRound);
    const float text_y = inside.y + (height - 20) / 2;
    text_fit(ui, {inside.x, text_y}, inside.width - 24, chosen ? Type::strong : Type::text, ui.colours.strong,
             habit.name.empty() ? habit.id : habit.name);
    if (chosen) text_right(ui, inside.right(), text_y, Type::strong, ui.colours.accent, "✓");
    inside.skip(height + 2);
    ImGui::PopID();
  }
  inside.skip(-2);
  close_card(ui, column, inside);
}

}  // namespace creditcast::web
