#include "carry_over.hpp"

#include <algorithm>

#include "apply.hpp"
#include "capabilities.hpp"
#include "creditcast/elsewhere.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

bool has(const Catalog& catalog, std::string_view capability) {
  return std::any_of(catalog.capabilities.begin(), catalog.capabilities.end(),
                     [&](const CapabilityMap& map) { return map.id == capability; });
}

/// Of the capabilities that end at the same action and are there too, the one whose options are nearest; null: there is none.
const CapabilityMap* nearest_capability(const WorkUse& use, const Catalog& from, const Catalog& to) {
  const CapabilityMap* best = nullptr;
  int most = -1;
  for (const CapabilityMap& map : from.capabilities) {
    if (map.action != use.action || !has(to, map.id)) continue;
    int alike = 0;
    for (const OptionChoice& choice : map.options)
      for (const OptionChoice& own : use.options) alike += own.option == choice.option && own.value == choice.value ? 1 : 0;
    if (alike <= most) continue;
    most = alike;
    best = &map;
  }
  return best;
}

class Carrier {
 public:
  Carrier(const Catalog& from, const Catalog& to) : from_(from), to_(to) {}

  /// False: the use stays behind.
  bool take(WorkUse& use) {
    if (!use.capability.empty()) {
      if (!has(to_, use.capability)) return leave(use);
      // Options are the old platform's.
      use.options.clear();
      return true;
    }
    const CapabilityMap* map = nearest_capability(use, from_, to_);
    if (map == nullptr) return leave(use);
    note(changed_, tr("{0} as {1}", {use_words(from_, use), capability_words(map->id)}));
    use.action.clear();
    use.options.clear();
    use.capability = map->id;
    return true;
  }
  void take_all(std::vector<WorkUse>& uses) {
    std::erase_if(uses, [this](WorkUse& use) { return !take(use); });
  }
  void tell(Carried& carried) const {
    carried.changed = joined(changed_);
    carried.left = joined(left_);
    carried.habits_stay = changed_.empty() && left_.empty();
    if (!changed_.empty()) carried.notices.push_back(tr("On {0} this is: {1}.", {to_.name, carried.changed}));
    if (!left_.empty()) carried.notices.push_back(tr("{0} has no work for: {1}. It was left out.", {to_.name, carried.left}));
  }

 private:
  bool leave(const WorkUse& use) {
    note(left_, use_words(from_, use));
    return false;
  }
  static void note(std::vector<std::string>& all, std::string words) {
    if (std::find(all.begin(), all.end(), words) == all.end()) all.push_back(std::move(words));
  }
  static std::string joined(const std::vector<std::string>& all) {
    std::string words;
    for (const std::string& one : all) words += (words.empty() ? "" : ", ") + one;
    return words;
  }
  const Catalog& from_;
  const Catalog& to_;
  std::vector<std::string> changed_, left_;
};

void take_work(Scenario& scenario, Carrier& carrier) {
  for (Project& project : scenario.projects) {
    std::erase_if(project.phases, [&](Phase& phase) { return !carrier.take(phase.use); });
    for (Phase& phase : project.phases) {
      carrier.take_all(phase.utilities);
      if (phase.rewrite) carrier.take_all(phase.rewrite->uses);
    }
  }
  std::erase_if(scenario.projects, [](const Project& project) { return project.phases.empty(); });
  const std::vector<std::string> projects = ids_of(scenario.projects);
  for (Stream& stream : scenario.streams) {
    carrier.take_all(stream.uses);
    if (stream.event) std::erase_if(stream.event->features, [&](EventWork::Feature& one) { return !carrier.take(one.use); });
  }
  std::erase_if(scenario.streams, [&](const Stream& stream) {
    if (stream.event) return stream.event->features.empty();
    if (stream.project.empty()) return stream.uses.empty();
    return std::find(projects.begin(), projects.end(), stream.project) == projects.end();
  });
}

}  // namespace

std::optional<Carried> carry_over(const Scenario& scenario, const Catalog& from, const Catalog& to) {
  Carried carried{set_on(scenario, to), {}, {}, {}, false};
  Scenario& there = carried.scenario;
  there.has_overrides = false;
  // No work yet is none there either.
  if (there.streams.empty()) return carried;
  Carrier carrier(from, to);
  take_work(there, carrier);
  if (there.streams.empty()) return std::nullopt;
  carrier.tell(carried);
  if (!carried.habits_stay && !there.habits.empty()) {
    there.habits.clear();
    there.habit.clear();
    carried.notices.emplace_back(tr("The habits stayed behind; the one in force went along."));
  }
  if (scenario.has_overrides) carried.notices.push_back(tr("Prices of your own stay with {0}.", {from.name}));
  // Of several plans the one with room for all seats was taken.
  const Plan* plan = find_plan(to, there.plan);
  if (plan->max_seats > 0) there.seats = std::min(there.seats, plan->max_seats);
  // Steps at zero may want what only the old platform said; waiting is always possible.
  if (!check(there, to).empty()) there.at_zero.clear();
  if (!check(there, to).empty()) return std::nullopt;
  return carried;
}

}  // namespace creditcast::web
