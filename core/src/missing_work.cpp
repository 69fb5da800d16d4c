/// What a scenario needs and a catalog lacks.
#include <algorithm>

#include "creditcast/resolve.hpp"
#include "labels.hpp"
#include "work.hpp"

namespace creditcast {
namespace {

void note_missing(const Catalog& catalog, const WorkUse& use, std::vector<std::string>& missing) {
  const Work work = work_of(catalog, use);
  const std::string& wanted = use.action.empty() ? use.capability : use.action;
  const auto note = [&](std::string text) {
    if (std::find(missing.begin(), missing.end(), text) == missing.end()) missing.push_back(std::move(text));
  };
  if (work.action == nullptr) {
    note(wanted);
    return;
  }
  for (const OptionChoice& choice : use.options) {
    const Option* option = find_option(*work.action, choice.option);
    if (option == nullptr)
      note(wanted + " with " + choice.option);
    else if (!option->number && std::none_of(option->values.begin(), option->values.end(),
                                             [&](const OptionValue& value) { return value.id == choice.value; }))
      note(wanted + " with " + choice.option + " " + choice.value);
  }
}

}  // namespace

std::vector<std::string> missing_work(const Catalog& catalog, const Scenario& scenario) {
  std::vector<std::string> missing;
  const auto note_all = [&](const std::vector<WorkUse>& uses) {
    for (const WorkUse& use : uses) note_missing(catalog, use, missing);
  };
  for (const Stream& stream : scenario.streams) {
    note_all(stream.uses);
    if (stream.event)
      for (const EventWork::Feature& feature : stream.event->features) note_missing(catalog, feature.use, missing);
    if (const Project* project = project_of(scenario, stream))
      for (const Phase& phase : project->phases) {
        note_missing(catalog, phase.use, missing);
        note_all(phase.utilities);
        if (phase.rewrite) note_all(phase.rewrite->uses);
      }
  }
  return missing;
}

}  // namespace creditcast
