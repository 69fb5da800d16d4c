#include "plan_details.hpp"

#include <algorithm>

#include "creditcast/sort.hpp"
#include "figure_panel.hpp"
#include "widgets/link.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

constexpr std::size_t kFoldedModels = 6;

bool starts(std::string_view text, const std::string& with) { return text.substr(0, with.size()) == with; }

/// The figures of the plan in its term, and of the pack that comes with it.
std::vector<const FigureLine*> figures_of(const AppState& state, const PlanRow& row) {
  const std::string plan = "/plans/" + row.plan + "/";
  std::vector<const FigureLine*> found;
  for (const FigureLine& line : state.derived.figures) {
    const std::string& pointer = line.says.pointer;
    const bool of_plan =
        starts(pointer, plan) && (!starts(pointer, plan + "terms/") || starts(pointer, plan + "terms/" + row.term + "/"));
    const bool of_pack = !row.pack.empty() && starts(pointer, "/packs/" + row.pack + "/");
    if (of_plan || of_pack) found.push_back(&line);
  }
  return found;
}

void models(Ui& ui, const PlanRow& row, Column& column) {
  if (row.generations.empty()) return;
  column.skip(8);
  column.skip(paragraph(ui, {column.x, column.y}, column.width, Type::note_strong, ui.colours.normal,
                        tr("Its credits of a month pay for this many of one kind:")) +
              4);
  std::vector<const PlanGenerations*> all;
  for (const PlanGenerations& one : row.generations) all.push_back(&one);
  sort_stably(all, [](const PlanGenerations* a, const PlanGenerations* b) { return a->gated < b->gated; });
  const std::size_t shown = ui.memory.all_models ? all.size() : std::min(all.size(), kFoldedModels);
  for (std::size_t i = 0; i < shown; ++i) {
    const PlanGenerations& one = *all[i];
    const std::string count = one.gated ? std::string(tr("not on this plan")) : number(ui.numbers, whole(one.count), 0);
    const float width = text_width(ui, Type::note_strong, count);
    text_right(ui, column.right(), column.y, Type::note_strong, one.gated ? ui.colours.quiet : ui.colours.strong, count);
    text_fit(ui, {column.x, column.y}, column.width - width - measure::kGrid, Type::note, ui.colours.normal, one.label);
    column.skip(20);
  }
  if (all.size() <= kFoldedModels) return;
  const std::string words =
      ui.memory.all_models ? std::string(tr("Fewer models")) : tr("All {0} models", {std::to_string(all.size())});
  if (link(ui, "models", column, words)) ui.memory.all_models = !ui.memory.all_models;
}

}  // namespace

std::string plan_key(const PlanRow& row) { return row.platform + "/" + row.plan + "/" + row.term + "/" + row.pack; }

std::vector<std::string> missing_figures(const AppState& state, const PlanRow& row) {
  std::vector<std::string> missing;
  for (const FigureLine* line : figures_of(state, row))
    if (line->editable && !line->says.value && !line->says.low) missing.push_back(line->says.pointer);
  return missing;
}

std::string plan_note(const NumberStyle& style, const AppState& state, const PlanRow& row) {
  const Catalog& catalog = state.inputs.catalog;
  const PlanText words = plan_text(style, state.inputs.catalog, row);
  std::string out = words.term.empty() ? words.name : words.name + ", " + words.term;
  const auto say = [&out](const std::string& sentence) { out += "\n" + sentence; };
  if (!row.credits_per_month.zero()) {
    const std::string gives = with_unit(style, row.credits_per_month, catalog, catalog.main_unit);
    say(row.covers_buffer_high  ? tr("Gives {0} a month, enough for the estimate with its reserve.", {gives})
        : row.covers_buffer_low ? tr("Gives {0} a month, enough for the estimate with the smaller reserve.", {gives})
                                : tr("Gives {0} a month, less than the estimate with its reserve.", {gives}));
  }
  if (!row.has_work) return out;
  if (!row.money_per_month) {
    say(std::string(tr("Not all of its prices are published; they can be entered.")));
  } else if (row.money_per_month->p10 != row.money_per_month->p90) {
    say(tr("{0} a month, {1} to {2} in 8 of 10 cases.", {words.money, money(style, row.money_per_month->p10, row.currency),
                                                         money(style, row.money_per_month->p90, row.currency)}));
  } else {
    say(tr("{0} a month.", {words.money}));
  }
  say(tr("Runs short in {0} of months.", {words.run_out}));
  if (row.blocked.requests.micros >= kMicros / 20)
    say(tr("{0} requests a month are blocked.", {number(style, row.blocked.requests, 1)}));
  if (row.wasted.mean.micros >= kMicros / 2)
    say(tr("{0} a month are lost unused.", {with_unit(style, row.wasted.mean, catalog, catalog.main_unit)}));
  if (const Plan* plan = find_plan(catalog, row.plan); plan != nullptr && !plan->open_note.empty()) say(plan->open_note);
  return out;
}

void plan_details(Ui& ui, const AppState& state, const PlanRow& row, Column& column) {
  Column inside{column.x + 16, column.y + 2, column.width - 16};
  std::string_view note = {};
  const std::string all = plan_note(ui.numbers, state, row);
  if (const std::size_t first = all.find('\n'); first != std::string::npos) note = std::string_view(all).substr(first + 1);
  inside.skip(paragraph(ui, {inside.x, inside.y}, inside.width, Type::note, ui.colours.normal, note) + 6);
  ImGui::PushID("details");
  const std::string prefix = plan_text(ui.numbers, state.inputs.catalog, row).name + ", ";
  for (const FigureLine* line : figures_of(state, row)) {
    std::string_view label = line->says.label;
    if (starts(label, prefix)) label.remove_prefix(prefix.size());
    figure_row(ui, state, *line, label, false, inside);
  }
  models(ui, row, inside);
  ImGui::PopID();
  column.y = inside.y + 10;
}

}  // namespace creditcast::web
