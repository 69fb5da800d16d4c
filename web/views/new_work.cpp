#include "new_work.hpp"

#include <algorithm>

#include "apply.hpp"
#include "quantities.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

bool has(const Catalog& catalog, std::string_view capability) {
  return std::any_of(catalog.capabilities.begin(), catalog.capabilities.end(),
                     [&](const CapabilityMap& map) { return map.id == capability; });
}

Quantity fixed(double value) { return {QuantityKind::fixed, amount_from(value), 0, 0, {}}; }
Quantity range(std::int64_t low, std::int64_t high) { return {QuantityKind::range, {}, low, high, {}}; }

Phase phase(std::string_view id, std::string_view name, WorkUse use, double acceptance, int most) {
  Phase made;
  made.id = id;
  made.name = name;
  made.use = std::move(use);
  made.batch = fixed(1);
  made.acceptance = share_from(acceptance);
  made.max_requests = most;
  return made;
}

/// The four phases, or those of them that the platform has work for.
std::vector<Phase> usual_phases(const Catalog& catalog) {
  const bool images = has(catalog, "image.standard") || has(catalog, "image.draft");
  std::vector<Phase> phases;
  if (images) {
    Phase explore = phase("explore", tr("Explore"), use_for(catalog, {"image.draft", "image.standard"}), 0.35, 12);
    explore.rewrite = Phase::Rewrite{3, share_from(0.2), share_from(0.9), {}};
    phases.push_back(std::move(explore));
    Phase select = phase("select", tr("Select"), use_for(catalog, {"image.standard", "image.draft"}), 0.8, 4);
    select.batch = range(4, 6);
    phases.push_back(std::move(select));
    phases.push_back(phase("hero", tr("Hero"), use_for(catalog, {"image.high", "image.standard"}), 0.7, 6));
  } else {
    phases.push_back(
        phase("hero", tr("Hero"), use_for(catalog, {"video.short", "video.long", "photo.feature", "asset3d"}), 0.7, 6));
  }
  if (has(catalog, "upscale")) {
    phases.push_back(phase("upscale", tr("Upscale"), use_for(catalog, {"upscale"}), 1, 1));
    phases.back().run_chance = share_from(0.3);
  }
  return phases;
}

}  // namespace

std::string free_id(std::string_view name, const std::vector<std::string>& taken) {
  constexpr std::size_t kMost = 48;
  std::string base;
  for (const char c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (plain || lower != c) {
      base += lower;
    } else if (!base.empty() && base.back() != '-') {
      base += '-';
    }
    if (base.size() == kMost) break;
  }
  while (!base.empty() && base.back() == '-') base.pop_back();
  if (base.empty()) base = "work";
  std::string id = base;
  for (int n = 2; std::find(taken.begin(), taken.end(), id) != taken.end(); ++n) id = base + "-" + std::to_string(n);
  return id;
}

WorkUse use_for(const Catalog& catalog, std::initializer_list<std::string_view> capabilities,
                std::initializer_list<std::string_view> kinds) {
  WorkUse use;
  for (const std::string_view capability : capabilities) {
    if (!has(catalog, capability)) continue;
    use.capability = capability;
    return use;
  }
  for (const std::string_view kind : kinds) {
    for (const creditcast::Action& action : catalog.actions) {
      if (action.kind != kind) continue;
      use.action = action.id;
      return use;
    }
  }
  if (!catalog.actions.empty()) use.action = catalog.actions.front().id;
  return use;
}

WorkUse new_utility(const Catalog& catalog) { return use_for(catalog, {"mask"}, {"utility", "chat", "edit"}); }

Phase new_phase(const Catalog& catalog, const Project& project) {
  const WorkUse use = use_for(catalog, {"image.standard", "video.short", "photo.feature"}, {"image", "video", "feature"});
  Phase made = phase("", tr("Further phase"), use, 0.7, 6);
  made.id = free_id("phase", ids_of(project.phases));
  return made;
}

EventWork::Feature new_feature(const Catalog& catalog, const EventWork& event) {
  EventWork::Feature made;
  made.use = use_for(catalog, {}, {"feature", "image"});
  // An action that the event does not use yet is what is meant.
  for (const creditcast::Action& action : catalog.actions) {
    if (action.kind != "feature") continue;
    const bool used = std::any_of(event.features.begin(), event.features.end(),
                                  [&](const EventWork::Feature& feature) { return feature.use.action == action.id; });
    if (used) continue;
    made.use.action = action.id;
    break;
  }
  const creditcast::Action* action = find_action(catalog, made.use.action);
  made.name = action == nullptr ? std::string(tr("Feature")) : action->name;
  made.id = free_id(made.use.action, ids_of(event.features));
  made.used = share_from(0.5);
  return made;
}

void add_stream(Scenario& scenario, const Catalog& catalog, StreamKind kind) {
  Stream stream;
  stream.rate = {RatePer::working_day, {QuantityKind::poisson, whole(2), 0, 0, {}}};
  switch (kind) {
    case StreamKind::project: {
      stream.name = tr("Projects");
      Project project;
      project.id = free_id("project", ids_of(scenario.projects));
      project.name = tr("Project");
      project.phases = usual_phases(catalog);
      stream.project = project.id;
      scenario.projects.push_back(std::move(project));
      break;
    }
    case StreamKind::pieces:
      stream.name = tr("Pieces");
      stream.rate.quantity = {QuantityKind::poisson, whole(10), 0, 0, {}};
      stream.uses = {use_for(catalog, {"image.standard", "video.short", "photo.feature"}, {"image", "video", "feature"})};
      break;
    case StreamKind::event:
      stream.name = tr("Events");
      stream.rate = {RatePer::month, fixed(2)};
      stream.event = EventWork{range(60, 100), range(1, 3), {}, {}};
      stream.event->features.push_back(new_feature(catalog, *stream.event));
      break;
  }
  stream.id = free_id(kind == StreamKind::project  ? "projects"
                      : kind == StreamKind::pieces ? "pieces"
                                                   : "events",
                      ids_of(scenario.streams));
  scenario.streams.push_back(std::move(stream));
}

Scenario empty_scenario(const Scenario& like) {
  Scenario made;
  made.id = "own-work";
  made.name = tr("Your own work");
  made.platform = like.platform;
  made.plan = like.plan;
  made.term = like.term;
  made.has_overrides = like.has_overrides;
  return made;
}

}  // namespace creditcast::web
