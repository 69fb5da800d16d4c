#include "work_items.hpp"

#include <algorithm>
#include <cmath>

#include "creditcast/estimate.hpp"
#include "creditcast/pricing.hpp"
#include "figure_lines.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

Request request_of(const Catalog& catalog, const Scenario& scenario, const WorkUse& use, const creditcast::Action& action) {
  Request request;
  request.action = &action;
  request.outputs = use.outputs;
  request.plan = scenario.plan;
  for (const CapabilityMap& mapped : catalog.capabilities)
    if (!use.capability.empty() && mapped.id == use.capability) request.options = mapped.options;
  for (const OptionChoice& given : use.options) {
    const auto same = [&given](const OptionChoice& other) { return other.option == given.option; };
    const auto known = std::find_if(request.options.begin(), request.options.end(), same);
    if (known != request.options.end()) {
      known->value = given.value;
    } else {
      request.options.push_back(given);
    }
  }
  return request;
}

void set_option(Request& request, const std::string& option, const std::string& value) {
  for (OptionChoice& given : request.options) {
    if (given.option != option) continue;
    given.value = value;
    return;
  }
  request.options.push_back({option, value});
}

/// The option that a person would call the choice: the model, the tier, else the first one with something to choose.
const Option* main_option(const creditcast::Action& action) {
  for (const char* id : {"model", "tier", "quality"})
    for (const Option& option : action.options)
      if (option.id == id && !option.number) return &option;
  for (const Option& option : action.options)
    if (!option.number && option.values.size() > 1) return &option;
  return nullptr;
}

/// The values of an option with what a request then costs, the rest of the request as it stands.
WorkItem::Choice choice_of(const Catalog& catalog, const Plan* plan, Request request, const Option& option,
                           const std::string& now) {
  WorkItem::Choice choice{option.id, option.name, {}, 0};
  for (const OptionValue& value : option.values) {
    WorkItem::Value entry{value.id, value.name, std::nullopt, false};
    set_option(request, option.id, value.id);
    if (const auto quoted = quote(catalog, request); quoted.ok()) {
      if (quoted->priced) entry.each = quoted->typical;
      entry.gated = plan != nullptr && gated(*plan, quoted->tags);
    }
    if (value.id == now) choice.chosen = choice.values.size();
    choice.values.push_back(std::move(entry));
  }
  return choice;
}

void price(WorkItem& item, const Catalog& catalog, const Scenario& scenario, const WorkUse& use) {
  const creditcast::Action* action = find_action_of(catalog, use);
  if (action == nullptr) return;
  item.action = action->name;
  item.unit = action->unit;
  item.most_outputs = action->max_outputs > 0 ? action->max_outputs : 8;
  const Plan* plan = find_plan(catalog, scenario.plan);
  const Request request = request_of(catalog, scenario, use, *action);
  if (const auto quoted = quote(catalog, request); quoted.ok()) {
    if (quoted->priced) item.each = quoted->typical;
    item.unit = quoted->unit;
    item.priced = quoted->priced;
    item.gated = plan != nullptr && gated(*plan, quoted->tags);
    for (const Figure* figure : quoted->rests_on) {
      item.figures.push_back(figure->pointer);
      if (weakness(figure->is) <= weakness(item.is)) continue;
      item.is = figure->is;
      item.why = figure->why.empty() ? figure->note : figure->why;
    }
  }
  const Option* main = main_option(*action);
  for (const Option& option : action->options) {
    WorkItem::Choice choice = choice_of(catalog, plan, request, option, option_value(catalog, use, option));
    item.options.insert(&option == main ? item.options.begin() : item.options.end(), std::move(choice));
  }
}

void add_means(WorkItem& item, const Estimate* estimate, const Scenario& scenario, double occurrences) {
  if (estimate == nullptr || item.stream >= scenario.streams.size()) return;
  const std::string& stream = scenario.streams[item.stream].id;
  Amount sum;
  for (const EstimateLine& line : estimate->lines) {
    if (line.stream != stream || line.phase != item.phase_id || line.unit != item.unit) continue;
    if (!line.priced) item.priced = false;
    if (const auto more = add(sum, line.credits)) sum = *more;
  }
  item.known = true;
  item.credits_per_month = sum;
  if (occurrences > 0) item.credits_per_occurrence = Amount{std::llround(static_cast<double>(sum.micros) / occurrences)};
}

double occurrences_a_month(const Resolved* resolved, std::size_t stream) {
  if (resolved == nullptr || stream >= resolved->streams.size() || resolved->months <= 0) return 0;
  return expected_occurrences(*resolved, resolved->streams[stream]) / resolved->months;
}

}  // namespace

std::vector<WorkGroup> work_groups(const Catalog& catalog, const Scenario& scenario, const Estimate* estimate,
                                   const Resolved* resolved) {
  std::vector<WorkGroup> groups;
  WorkGroup plain{std::string(scenario.streams.size() > 1 ? tr("Single pieces") : ""), "", {}};
  for (std::size_t s = 0; s < scenario.streams.size(); ++s) {
    const Stream& stream = scenario.streams[s];
    const double occurrences = occurrences_a_month(resolved, s);
    for (std::size_t u = 0; u < stream.uses.size(); ++u) {
      WorkItem item;
      item.ref = {WorkRef::Kind::use, s, u};
      item.stream = s;
      item.phase_id = stream.id;
      price(item, catalog, scenario, stream.uses[u]);
      item.title = stream.uses.size() == 1 ? stream.name : item.action;
      // The uses of one stream share its lines; each card tells its own part.
      if (stream.uses.size() == 1) add_means(item, estimate, scenario, occurrences);
      if (stream.uses.size() > 1 && item.each) {
        const double each = static_cast<double>(item.each->micros) * stream.uses[u].count;
        item.known = estimate != nullptr;
        item.credits_per_occurrence = Amount{std::llround(each)};
        item.credits_per_month = Amount{std::llround(each * occurrences)};
      }
      plain.items.push_back(std::move(item));
    }
    if (stream.event) {
      WorkGroup group{stream.name, std::string(tr("an event")), {}};
      for (std::size_t f = 0; f < stream.event->features.size(); ++f) {
        const auto& feature = stream.event->features[f];
        WorkItem item;
        item.ref = {WorkRef::Kind::feature, s, f};
        item.stream = s;
        item.phase_id = feature.id;
        item.title = feature.name;
        price(item, catalog, scenario, feature.use);
        add_means(item, estimate, scenario, occurrences);
        group.items.push_back(std::move(item));
      }
      groups.push_back(std::move(group));
    }
    for (std::size_t p = 0; p < scenario.projects.size(); ++p) {
      const Project& project = scenario.projects[p];
      if (project.id != stream.project) continue;
      WorkGroup group{stream.name, std::string(tr("a project")), {}};
      for (std::size_t k = 0; k < project.phases.size(); ++k) {
        WorkItem item;
        item.ref = {WorkRef::Kind::phase, p, k};
        item.stream = s;
        item.phase_id = project.phases[k].id;
        item.title = project.phases[k].name;
        price(item, catalog, scenario, project.phases[k].use);
        add_means(item, estimate, scenario, occurrences);
        group.items.push_back(std::move(item));
      }
      groups.push_back(std::move(group));
    }
  }
  if (!plain.items.empty()) groups.push_back(std::move(plain));
  const auto colours = assign_colours(scenario);
  for (WorkGroup& group : groups)
    for (WorkItem& item : group.items)
      for (const auto& [id, colour] : colours)
        if (id == item.phase_id) item.colour = colour;
  return groups;
}

}  // namespace creditcast::web
