#include <algorithm>
#include <cmath>

#include "creditcast/limits.hpp"
#include "new_work.hpp"
#include "quantities.hpp"
#include "rail.hpp"
#include "use_fields.hpp"
#include "widgets/field.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

std::string signed_percent(const Ui& ui, Amount growth) {
  const std::string words = number(ui.numbers, Amount{growth.micros * 100}, 1);
  return growth.micros > 0 ? "+" + words : words;
}

const Project* project_of(const Scenario& scenario, const Stream& stream) {
  for (const Project& project : scenario.projects)
    if (project.id == stream.project) return &project;
  return nullptr;
}

std::size_t index_of(const Scenario& scenario, const Project& project) {
  return static_cast<std::size_t>(&project - scenario.projects.data());
}

/// What a closed stream says about itself: "4 phases · +5 % a month · Design".
std::string summary_of_stream(const Ui& ui, const Scenario& scenario, const Stream& stream) {
  std::string words;
  const auto add = [&words](std::string_view more) {
    if (!words.empty()) words += " · ";
    words += more;
  };
  if (const Project* project = project_of(scenario, stream); project != nullptr) {
    add(project->phases.size() == 1 ? std::string(tr("1 phase")) : tr("{0} phases", {std::to_string(project->phases.size())}));
  } else if (stream.event) {
    const std::size_t count = stream.event->features.size();
    add(count == 1 ? std::string(tr("1 feature")) : tr("{0} features", {std::to_string(count)}));
  } else {
    const std::size_t count = stream.uses.size();
    add(count == 1 ? std::string(tr("1 request each")) : tr("{0} requests each", {std::to_string(count)}));
  }
  if (!stream.growth_per_month.zero()) add(tr("{0} % a month", {signed_percent(ui, stream.growth_per_month)}));
  if (!stream.seasonality.empty()) add(tr("by season"));
  for (const Owner& owner : scenario.owners)
    if (owner.id == stream.owner) add(owner.name);
  return words;
}

void stream_menu(Ui& ui, const AppState& state, std::size_t index, Column& column) {
  std::vector<ChoiceItem> items;
  std::vector<Action> edits;
  const auto offer = [&](std::string_view words, Action edit) {
    items.push_back({words, "", false});
    edits.push_back(std::move(edit));
  };
  const std::size_t count = state.inputs.scenario.streams.size();
  if (index > 0) offer(tr("Move up"), MoveStream{index, index - 1});
  if (index + 1 < count) offer(tr("Move down"), MoveStream{index, index + 1});
  offer(tr("Duplicate"), DuplicateStream{index});
  offer(tr("Remove"), RemoveStream{index});
  const float size = ui.touch ? measure::kTouchControl : 24.0f;
  const ImVec2 at{column.right() + 4, column.y + (row_height(ui) - size) / 2};
  if (const auto picked = menu(ui, "menu", at, tr("What to do with it"), items); picked) ui.act(edits[*picked]);
}

bool rate_rows(Ui& ui, Stream& stream, const std::string& here, Column& column) {
  bool changed = false;
  const auto per = segments(ui, column, "per", tr("Counted by"), {tr("day"), tr("week"), tr("month")},
                            static_cast<std::size_t>(stream.rate.per), tr("Days are working days"));
  if (per) {
    stream.rate.per = static_cast<RatePer>(*per);
    changed = true;
  }
  changed |= quantity_rows(ui, column, "rate", tr("How often"), stream.rate.quantity, 0, kMaxPerPeriod, true, "");
  NumberSpec growth{"growth",
                    tr("Growth"),
                    tr("{0} % a month", {signed_percent(ui, stream.growth_per_month)}),
                    amount_of(stream.growth_per_month) * 100,
                    -30,
                    30,
                    1};
  growth.typed_high = 500;
  growth.compact = true;
  growth.help = tr("Each month so much more than the one before");
  const std::string growth_place = here + "/growth_per_month";
  growth.pointer = growth_place;
  column.skip(4);
  if (const auto set = slider(ui, column, growth); set) {
    stream.growth_per_month = Amount{std::llround(*set * 1e4)};
    changed = true;
  }
  return changed;
}

bool season_rows(Ui& ui, const Scenario& scenario, Stream& stream, const std::string& here, Column& column) {
  bool changed = false;
  if (const auto on = switch_row(ui, column, "season", tr("Seasons"), !stream.seasonality.empty(),
                                 tr("Some months have more work than others"));
      on) {
    stream.seasonality.clear();
    if (*on) stream.seasonality.assign(12, whole(1));
    changed = true;
  }
  changed |= season_bars(ui, column, "bars", stream.seasonality, scenario.calendar.start.has_value());
  fault(ui, column, here + "/seasonality");
  return changed;
}

bool owner_row(Ui& ui, const Scenario& scenario, Stream& stream, Column& column) {
  if (scenario.owners.empty()) return false;
  std::vector<ChoiceItem> items{{tr("nobody in particular"), "", false}};
  std::size_t chosen = 0;
  for (const Owner& owner : scenario.owners) {
    if (owner.id == stream.owner) chosen = items.size();
    items.push_back({owner.name, "", false});
  }
  const auto picked = choice_row(
      ui, column, {"owner", tr("Done by"), items[chosen].label, items, chosen, tr("Whose monthly limit it counts against")});
  if (picked) stream.owner = *picked == 0 ? "" : scenario.owners[*picked - 1].id;
  return picked.has_value();
}

/// Several streams may work on one project.
bool project_row(Ui& ui, const Scenario& scenario, Stream& stream, Column& column) {
  if (scenario.projects.size() < 2) return false;
  std::vector<ChoiceItem> items;
  std::size_t chosen = 0;
  for (const Project& project : scenario.projects) {
    if (project.id == stream.project) chosen = items.size();
    items.push_back({project.name, "", false});
  }
  const auto picked = choice_row(
      ui, column,
      {"project", tr("Works on"), items[chosen].label, items, chosen, tr("Whose phases each of these goes through")});
  if (picked) stream.project = scenario.projects[*picked].id;
  return picked.has_value();
}

bool content_rows(Ui& ui, const AppState& state, Stream& stream, const std::string& here, Column& column) {
  const Catalog& catalog = state.inputs.catalog;
  const Scenario& scenario = state.inputs.scenario;
  bool changed = false;
  if (const Project* project = project_of(scenario, stream); project != nullptr) {
    const std::size_t at = index_of(scenario, *project);
    changed |= project_row(ui, scenario, stream, column);
    std::optional<Amount> budget = project->budget;
    if (amount_row(ui, column, "budget", tr("Budget a project"), budget, 50, unit_name(catalog, catalog.main_unit, true),
                   tr("none"), tr("A planning anchor: the results tell how often it is exceeded"),
                   "/projects/" + std::to_string(at) + "/budget"))
      ui.act(SetProjectBudget{at, budget});
    fault(ui, column, "/projects/" + std::to_string(at) + "/phases");
  } else if (stream.event) {
    changed |= quantity_rows(ui, column, "guests", tr("Guests at each"), stream.event->guests, 0, 65'535, false, "");
    changed |= quantity_rows(ui, column, "photos", tr("Photos a guest"), stream.event->photos_per_guest, 0, 65'535, false, "");
    fault(ui, column, here + "/event");
    changed |= chance_row(ui, column, "failure", tr("Fails"), stream.event->failure, tr("How often a run fails"),
                          here + "/event/failure");
  } else {
    changed |= use_list(ui, state, column, "uses", tr("+ Request"), stream.uses,
                        use_for(catalog, {"image.standard"}, {"image", "video"}), here + "/actions", true);
    changed |= chance_row(ui, column, "failure", tr("Fails"), stream.failure, tr("How often a run fails"), here + "/failure");
  }
  return changed;
}

}  // namespace

void stream_details(Ui& ui, const AppState& state, std::size_t index, Column& column) {
  const Scenario& scenario = state.inputs.scenario;
  Stream stream = scenario.streams[index];
  const std::string here = "/streams/" + std::to_string(index);
  const std::string summary = summary_of_stream(ui, scenario, stream);
  Column head = column;
  head.width -= (ui.touch ? measure::kTouchControl : 24.0f) + 4;
  stream_menu(ui, state, index, column);
  const bool open = disclosure(ui, head, "stream " + stream.id, "", summary, here);
  column.y = head.y;
  if (!open) return;
  bool changed = false;
  if (auto name = text_row(ui, column, "name", tr("Name"), stream.name); name) {
    stream.name = std::move(*name);
    changed = true;
  }
  changed |= rate_rows(ui, stream, here, column);
  changed |= season_rows(ui, scenario, stream, here, column);
  changed |= owner_row(ui, scenario, stream, column);
  changed |= content_rows(ui, state, stream, here, column);
  fault(ui, column, here);
  if (changed) ui.act(PutStream{index, std::move(stream)});
}

}  // namespace creditcast::web
