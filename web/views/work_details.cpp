#include "work_details.hpp"

#include <algorithm>
#include <cmath>

#include "apply.hpp"
#include "creditcast/limits.hpp"
#include "new_work.hpp"
#include "quantities.hpp"
#include "use_fields.hpp"
#include "widgets/card.hpp"
#include "widgets/field.hpp"
#include "widgets/link.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

constexpr float kNarrowest = 184;

void section(const Ui& ui, Column& column, std::string_view title) {
  text_fit(ui, {column.x, column.y + 4}, column.width, Type::note_strong, ui.colours.strong, title);
  column.skip(28);
}

bool request_section(Ui& ui, const AppState& state, Phase& phase, const std::string& here, Column& column) {
  section(ui, column, tr("Each request"));
  bool changed = false;
  if (auto name = text_row(ui, column, "name", tr("Name"), phase.name); name) {
    phase.name = std::move(*name);
    changed = true;
  }
  changed |= action_row(ui, state, column, phase.use);
  changed |= option_rows(ui, state, column, phase.use);
  fault(ui, column, here);
  changed |= quantity_rows(ui, column, "batch", tr("At once"), phase.batch, 1, kMaxOutputs, false, here + "/batch");
  changed |= count_row(ui, column, "keep", tr("Go on"), phase.keep, 1, kMaxOutputs,
                       tr("Outputs that go on; the next phases run once for each"), here + "/keep");
  changed |=
      chance_row(ui, column, "failure", tr("Fails"), phase.failure,
                 tr("How often a run fails; it counts as a try, and the platform says what it costs"), here + "/failure");
  return changed;
}

bool rewrite_rows(Ui& ui, const AppState& state, Phase& phase, const std::string& here, Column& column) {
  bool changed = false;
  if (const auto on = switch_row(ui, column, "rewrite", tr("Prompt rewritten"), phase.rewrite.has_value(),
                                 tr("After some misses the prompt is written anew, which raises the chance"));
      on) {
    phase.rewrite.reset();
    if (*on) phase.rewrite = Phase::Rewrite{3, share_from(0.2), std::max(share_from(0.9), phase.acceptance), {}};
    changed = true;
  }
  if (!phase.rewrite) return changed;
  changed |= count_row(ui, column, "after", tr("After misses"), phase.rewrite->after_misses, 1, kMaxRequests,
                       tr("Misses on one prompt until it is rewritten"), here + "/rewrite/after_misses");
  changed |= chance_row(ui, column, "adds", tr("Adds"), phase.rewrite->adds,
                        tr("What a rewrite adds to the chance of acceptance"), here + "/rewrite/adds");
  changed |= chance_row(ui, column, "up-to", tr("Up to"), phase.rewrite->up_to, tr("The chance does not rise above this"),
                        here + "/rewrite/up_to");
  changed |= use_list(ui, state, column, "rewrite-uses", tr("+ What a rewrite uses"), phase.rewrite->uses,
                      new_utility(state.inputs.catalog), here + "/rewrite/uses", true);
  return changed;
}

/// How much of the chance is left at the second, third, ... run of one prompt.
bool decay_rows(Ui& ui, Phase& phase, const std::string& here, Column& column) {
  bool changed = false;
  auto& factors = phase.repeat_factors;
  if (const auto on = switch_row(ui, column, "decay", tr("Repeats wear out"), !factors.empty(),
                                 tr("The same prompt again has less of a chance; a fourth run almost never differs"));
      on) {
    factors.clear();
    if (*on) factors = {kAlways, share_from(0.8), share_from(0.5), share_from(0.1)};
    changed = true;
  }
  if (factors.empty()) return changed;
  for (std::size_t i = 0; i < factors.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    const bool last = i + 1 == factors.size();
    const std::string run = std::to_string(i + 1);
    const std::string label = last ? tr("Run {0} and on", {run}) : tr("Run {0}", {run});
    changed |= chance_row(ui, column, "factor", label, factors[i], tr("Part of the chance that is left"),
                          here + "/repeat_factors/" + std::to_string(i));
    ImGui::PopID();
  }
  if (factors.size() < kMaxRepeatFactors && link(ui, "longer", column, tr("+ Run"))) {
    factors.push_back(factors.back());
    changed = true;
  }
  if (factors.size() > 1 && link(ui, "shorter", column, tr("Remove the last run"))) {
    factors.pop_back();
    changed = true;
  }
  return changed;
}

bool variation_rows(Ui& ui, Phase& phase, const std::string& here, Column& column) {
  bool changed = false;
  if (const auto on = switch_row(ui, column, "variations", tr("Variations"), phase.variations.has_value(),
                                 tr("A near miss is tried again under the same seed with small changes"));
      on) {
    phase.variations.reset();
    if (*on) phase.variations = Phase::Variations{share_from(0.4), share_from(0.75)};
    changed = true;
  }
  if (!phase.variations) return changed;
  changed |= chance_row(ui, column, "near", tr("Near misses"), phase.variations->chance,
                        tr("How often a miss is near enough for a variation"), here + "/variations/chance");
  changed |= chance_row(ui, column, "varied", tr("Then accepted"), phase.variations->acceptance,
                        tr("How often a variation is accepted"), here + "/variations/acceptance");
  return changed;
}

bool miss_section(Ui& ui, const AppState& state, Phase& phase, const std::string& here, Column& column) {
  section(ui, column, tr("When it misses"));
  bool changed = false;
  if (const auto picked = segments(ui, column, "then", tr("At the end"), {tr("go on"), tr("give up")},
                                   phase.exhausted == Exhausted::give_up ? 1 : 0,
                                   tr("After the most tries: go on with the best so far, or drop the piece"));
      picked) {
    phase.exhausted = *picked == 1 ? Exhausted::give_up : Exhausted::go_on;
    changed = true;
  }
  changed |= rewrite_rows(ui, state, phase, here, column);
  changed |= decay_rows(ui, phase, here, column);
  changed |= variation_rows(ui, phase, here, column);
  return changed;
}

bool around_section(Ui& ui, const AppState& state, Phase& phase, const std::string& here, Column& column) {
  section(ui, column, tr("Before each request"));
  const Catalog& catalog = state.inputs.catalog;
  bool changed = use_list(ui, state, column, "utilities", tr("+ Utility"), phase.utilities, new_utility(catalog),
                          here + "/utilities", false);
  column.skip(measure::kGrid);
  section(ui, column, tr("Planned for it"));
  changed |=
      amount_row(ui, column, "budget", tr("Budget"), phase.budget, 10, unit_name(catalog, catalog.main_unit, true), tr("none"),
                 tr("Credits for this phase in one project; the results tell how often it is exceeded"), here + "/budget");
  return changed;
}

void phase_details(Ui& ui, const AppState& state, const WorkRef& ref, const std::string& here, std::vector<Column>& columns) {
  Phase phase = state.inputs.scenario.projects[ref.owner].phases[ref.index];
  bool changed = request_section(ui, state, phase, here, columns[0]);
  Column& misses = columns[std::min<std::size_t>(1, columns.size() - 1)];
  if (columns.size() < 2) misses.skip(measure::kGrid);
  changed |= miss_section(ui, state, phase, here, misses);
  Column& around = columns[columns.size() > 2 ? 2 : 0];
  if (columns.size() <= 2) around.skip(measure::kGrid);
  changed |= around_section(ui, state, phase, here, around);
  if (changed) ui.act(PutPhase{ref.owner, ref.index, std::move(phase)});
}

/// Of a piece's action or an event's feature.
void use_details(Ui& ui, const AppState& state, const WorkRef& ref, const std::string& here, std::vector<Column>& columns) {
  Stream stream = state.inputs.scenario.streams[ref.owner];
  const bool feature = ref.kind == WorkRef::Kind::feature;
  WorkUse& use = feature ? stream.event->features[ref.index].use : stream.uses[ref.index];
  section(ui, columns[0], tr("Each request"));
  bool changed = false;
  if (feature) {
    std::string& name = stream.event->features[ref.index].name;
    if (auto typed = text_row(ui, columns[0], "name", tr("Name"), name); typed) {
      name = std::move(*typed);
      changed = true;
    }
  }
  changed |= action_row(ui, state, columns[0], use);
  fault(ui, columns[0], here);
  Column& rest = columns.size() > 1 ? columns[1] : columns[0];
  if (columns.size() > 1) section(ui, rest, tr("Its options"));
  changed |= option_rows(ui, state, rest, use);
  if (feature) {
    changed |= count_row(ui, rest, "outputs", tr("At once"), use.outputs, 1, kMaxOutputs, tr("Outputs of one request"),
                         here + "/outputs");
    changed |= count_row(ui, rest, "count", tr("Times"), use.count, 1, kMaxCount, tr("How many such requests each time"),
                         here + "/count");
  }
  if (changed) ui.act(PutStream{ref.owner, std::move(stream)});
}

}  // namespace

void work_details(Ui& ui, const AppState& state, const WorkItem& item, const std::string& place, Column& column) {
  ImGui::PushID(place.c_str());
  Column inside = open_card(ui, column);
  const float close = ui.touch ? measure::kTouchControl : 24.0f;
  text_fit(ui, {inside.x, inside.y}, inside.width - close, Type::strong, ui.colours.strong, item.title);
  inside.skip(24);
  const auto count =
      static_cast<std::size_t>(std::clamp((inside.width + 2 * measure::kGap) / (kNarrowest + 2 * measure::kGap), 1.0f, 3.0f));
  const float gap = count == 3 ? measure::kGap + 4 : 2 * measure::kGap;
  const float width = (inside.width - gap * static_cast<float>(count - 1)) / static_cast<float>(count);
  std::vector<Column> columns;
  for (std::size_t i = 0; i < count; ++i)
    columns.push_back({inside.x + static_cast<float>(i) * (width + gap), inside.y, width});
  if (item.ref.kind == WorkRef::Kind::phase) {
    phase_details(ui, state, item.ref, place, columns);
  } else {
    use_details(ui, state, item.ref, place, columns);
  }
  for (const Column& one : columns) inside.y = std::max(inside.y, one.y);
  CardLook look;
  look.edge = phase_ink(ui, item.colour);
  close_card(ui, column, inside, look);
  ImGui::PopID();
}

}  // namespace creditcast::web
