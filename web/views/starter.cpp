#include "starter.hpp"

#include <algorithm>

#include "creditcast/pricing.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

constexpr std::int64_t kPiecesADay = 10;

/// What has to be given, in the first way that the catalog offers.
std::vector<OptionChoice> needed_options(const creditcast::Action& action) {
  std::vector<OptionChoice> options;
  for (const Option& option : action.options) {
    if (!option.fallback.empty()) continue;
    if (option.number) {
      options.push_back({option.id, option.low ? to_decimal(*option.low) : "1"});
    } else if (!option.values.empty()) {
      options.push_back({option.id, option.values.front().id});
    }
  }
  return options;
}

/// 2: images that the plan lets through at a known price, 1: anything such, 0: the rest.
int fitness(const Catalog& catalog, const Plan& plan, const creditcast::Action& action) {
  Request request;
  request.action = &action;
  request.options = needed_options(action);
  request.outputs = action.fixed_batch;
  request.plan = plan.id;
  const auto quoted = quote(catalog, request);
  if (!quoted.ok() || !quoted->priced || gated(plan, quoted->tags)) return 0;
  return action.kind == "image" ? 2 : 1;
}

}  // namespace

Scenario starter_scenario(const Catalog& catalog) {
  const Plan& plan = catalog.plans.front();
  const creditcast::Action* chosen = &catalog.actions.front();
  int best = 0;
  for (const creditcast::Action& action : catalog.actions) {
    const int fits = fitness(catalog, plan, action);
    if (fits <= best) continue;
    best = fits;
    chosen = &action;
  }
  Scenario scenario;
  scenario.id = "first-look";
  scenario.name = tr("First look");
  scenario.platform = catalog.id;
  scenario.plan = plan.id;
  scenario.term = plan.terms.front().id;
  WorkUse use;
  use.action = chosen->id;
  use.options = needed_options(*chosen);
  use.outputs = chosen->fixed_batch;
  Stream stream;
  stream.id = "pieces";
  stream.name = chosen->name;
  stream.rate.quantity.mean = whole(kPiecesADay);
  stream.uses.push_back(std::move(use));
  scenario.streams.push_back(std::move(stream));
  return scenario;
}

}  // namespace creditcast::web
