// Edits of where work comes from.
#include <algorithm>

#include "apply.hpp"
#include "creditcast/limits.hpp"
#include "new_work.hpp"
#include "quantities.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

std::size_t index_of_project(const Scenario& scenario, const std::string& id) {
  const auto& all = scenario.projects;
  const auto found = std::find_if(all.begin(), all.end(), [&id](const Project& project) { return project.id == id; });
  return static_cast<std::size_t>(found - all.begin());
}

bool another_scale(const Stream& a, const Stream& b) {
  return a.rate.per != b.rate.per || a.rate.quantity.kind != b.rate.quantity.kind;
}

}  // namespace

bool carry_out(Inputs& inputs, const SetStream& set) {
  if (set.stream >= inputs.scenario.streams.size()) return false;
  Stream& stream = inputs.scenario.streams[set.stream];
  if (set.field == StreamField::rate) {
    set_mean(stream.rate.quantity, set.value);
    return true;
  }
  if (!stream.event) return false;
  set_mean(set.field == StreamField::guests ? stream.event->guests : stream.event->photos_per_guest, set.value);
  return true;
}

bool carry_out(Inputs& inputs, const PutStream& put) {
  if (put.index >= inputs.scenario.streams.size()) return false;
  Stream& stream = inputs.scenario.streams[put.index];
  const bool scale = another_scale(stream, put.stream);
  stream = put.stream;
  if (scale) lay_out_sliders(inputs);
  return true;
}

bool carry_out(Inputs& inputs, const AddStream& add) {
  if (inputs.scenario.streams.size() >= kMaxStreams || inputs.scenario.projects.size() >= kMaxProjects) return false;
  add_stream(inputs.scenario, inputs.catalog, add.kind);
  lay_out_sliders(inputs);
  return true;
}

bool carry_out(Inputs& inputs, const DuplicateStream& duplicate) {
  Scenario& scenario = inputs.scenario;
  if (duplicate.index >= scenario.streams.size() || scenario.streams.size() >= kMaxStreams) return false;
  Stream copy = scenario.streams[duplicate.index];
  copy.id = free_id(copy.id, ids_of(scenario.streams));
  copy.name = tr("{0} again", {copy.name});
  if (const std::size_t at = index_of_project(scenario, copy.project); at < scenario.projects.size()) {
    if (scenario.projects.size() >= kMaxProjects) return false;
    Project project = scenario.projects[at];
    project.id = copy.project = free_id(project.id, ids_of(scenario.projects));
    scenario.projects.push_back(std::move(project));
  }
  scenario.streams.insert(scenario.streams.begin() + static_cast<std::ptrdiff_t>(duplicate.index) + 1, std::move(copy));
  lay_out_sliders(inputs);
  return true;
}

bool carry_out(Inputs& inputs, const RemoveStream& remove) {
  Scenario& scenario = inputs.scenario;
  if (remove.index >= scenario.streams.size()) return false;
  const std::string project = scenario.streams[remove.index].project;
  remove_element(scenario.streams, remove.index);
  const bool shared = std::any_of(scenario.streams.begin(), scenario.streams.end(),
                                  [&project](const Stream& stream) { return stream.project == project; });
  if (!shared) remove_element(scenario.projects, index_of_project(scenario, project));
  lay_out_sliders(inputs);
  return true;
}

bool carry_out(Inputs& inputs, const MoveStream& move) {
  if (!move_element(inputs.scenario.streams, move.from, move.to)) return false;
  lay_out_sliders(inputs);
  return true;
}

bool carry_out(Inputs& inputs, const StartEmpty&) {
  inputs.scenario = empty_scenario(inputs.scenario);
  // The catalog stays as it is, with what the visitor put into it; the work's own texts go.
  inputs.parts.habits.clear();
  inputs.parts.projects.clear();
  lay_out_sliders(inputs);
  return true;
}

}  // namespace creditcast::web
