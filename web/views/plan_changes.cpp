#include "plan_changes.hpp"

#include <algorithm>
#include <cmath>

#include "apply.hpp"
#include "calendar_words.hpp"
#include "creditcast/limits.hpp"
#include "plan_choice.hpp"
#include "rail.hpp"
#include "summary.hpp"
#include "widgets/link.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

std::string changes_words(const Catalog& catalog, const Scenario& scenario) {
  const auto& changes = scenario.plan_changes;
  if (changes.empty()) return std::string(tr("the same one"));
  if (changes.size() > 1) return tr("{0} changes", {std::to_string(changes.size())});
  const PlanChange& only = changes.front();
  return tr("{0} from {1}",
            {plan_words(catalog, only.plan, only.term), month_name(scenario.calendar.start, only.month, false)});
}

bool change_rows(Ui& ui, const AppState& state, PlanChange& change, const std::string& here, Column& column) {
  const Scenario& scenario = state.inputs.scenario;
  bool changed = false;
  NumberSpec after{"after",
                   tr("After"),
                   months_words(ui.numbers, change.month),
                   static_cast<double>(change.month),
                   1,
                   static_cast<double>(std::max(1, scenario.months - 1)),
                   1};
  after.help = tr("Whole months on the plan before; the change begins a new billing cycle");
  after.pointer = here + "/month";
  if (const auto set = number_row(ui, column, after); set) {
    change.month = static_cast<std::int32_t>(std::lround(*set));
    changed = true;
  }
  const PlanChoices plans = plan_choices(ui.numbers, state.inputs.catalog, change.plan, change.term);
  const std::string now = plan_words(state.inputs.catalog, change.plan, change.term);
  if (const auto picked = choice_row(
          ui, column, {"plan", tr("Plan"), now, plans.items, plans.chosen, tr("What the account is on from then on")});
      picked) {
    change.plan = plans.picks[*picked].plan;
    change.term = plans.picks[*picked].term;
    changed = true;
  }
  for (const char* part : {"", "/plan", "/term"}) fault(ui, column, here + part);
  return changed;
}

}  // namespace

std::optional<PlanChange> next_plan_change(const Catalog& catalog, const Scenario& scenario) {
  const auto& changes = scenario.plan_changes;
  const std::int32_t after = changes.empty() ? 1 : changes.back().month + 1;
  if (changes.size() >= kMaxPlanChanges || after >= scenario.months) return std::nullopt;
  const std::string& plan = changes.empty() ? scenario.plan : changes.back().plan;
  const std::string& term = changes.empty() ? scenario.term : changes.back().term;
  // The next larger plan in its first term with a price, or else the next smaller one.
  std::optional<PlanChange> larger, smaller;
  bool passed = false;
  for (const Plan& other : catalog.plans) {
    if (other.id == plan) passed = true;
    const auto priced = std::find_if(other.terms.begin(), other.terms.end(), [&](const Term& one) {
      return one.price.priced() && (other.id != plan || one.id != term);
    });
    if (!other.open || priced == other.terms.end()) continue;
    const PlanChange change{after, other.id, priced->id};
    if (!passed) smaller = change;
    if (passed && (!larger || larger->plan == plan)) larger = change;
  }
  return larger && (larger->plan != plan || !smaller) ? larger : smaller;
}

void plan_changes(Ui& ui, const AppState& state, Column& column) {
  const Scenario& scenario = state.inputs.scenario;
  const Catalog& catalog = state.inputs.catalog;
  std::vector<PlanChange> changes = scenario.plan_changes;
  if (!disclosure(ui, column, "later", tr("Plan later on"), changes_words(catalog, scenario), "/plan_changes")) return;
  ImGui::PushID("later");
  bool changed = false;
  const float size = ui.touch ? measure::kTouchControl : 24.0f;
  std::size_t removed = changes.size();
  for (std::size_t i = 0; i < changes.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    const float middle = column.y + (row_height(ui) - size) / 2;
    Column rows = column;
    rows.width -= size + 4;
    changed |= change_rows(ui, state, changes[i], "/plan_changes/" + std::to_string(i), rows);
    if (remove_button(ui, {column.right() + 4, middle}, tr("Remove change {0}", {std::to_string(i + 1)}))) removed = i;
    column.y = rows.y;
    ImGui::PopID();
    rule(ui, column.x, column.y + 3, column.width);
    column.skip(9);
  }
  if (remove_element(changes, removed)) changed = true;
  fault(ui, column, "/plan_changes");
  if (const auto next = next_plan_change(catalog, scenario); next && link(ui, "add", column, tr("+ Change of plan"))) {
    changes.push_back(*next);
    changed = true;
  }
  if (scenario.months < 2)
    column.skip(paragraph(ui, {column.x, column.y}, column.width, Type::note, ui.colours.normal,
                          tr("The forecast looks one month ahead: there is no later month.")) +
                4);
  ImGui::PopID();
  if (changed) ui.act(PutPlanChanges{std::move(changes)});
}

}  // namespace creditcast::web
