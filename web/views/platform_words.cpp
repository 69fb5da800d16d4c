#include "platform_words.hpp"

#include <algorithm>

#include "summary.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

bool assumes(const PlatformOutcome& outcome) {
  return std::any_of(outcome.plan->assumed.begin(), outcome.plan->assumed.end(),
                     [](const RestsOn& figure) { return figure.is == Provenance::assumed; });
}

bool not_fetched(const PlatformOutcome& outcome) { return !outcome.here && !outcome.catalog; }

/// Why there are no numbers; empty: there are.
std::string missing(const AppState& state, const PlatformOutcome& outcome) {
  if (not_fetched(outcome)) return std::string(tr("Its prices could not be fetched."));
  if (!outcome.lacks.empty()) return tr("It cannot do all of this work: it lacks {0}.", {outcome.lacks});
  if (outcome.seats > 0)
    return tr("too few seats: {0} of {1}", {std::to_string(outcome.seats), std::to_string(state.inputs.scenario.seats)});
  if (!outcome.takes_all) return std::string(tr("It cannot do this work."));
  if (!outcome.computed) return std::string(tr("This could not be computed for the work as it stands."));
  if (!outcome.plan) return std::string(tr("No plan there has all its prices published, so none can be recommended."));
  return {};
}

}  // namespace

bool some_missing(const std::vector<PlatformOutcome>& platforms) {
  return std::any_of(platforms.begin(), platforms.end(), not_fetched);
}

PlatformText platform_text(const NumberStyle& style, const AppState& state, const PlatformOutcome& outcome) {
  PlatformText text;
  text.name = outcome.name;
  const auto note = [&text](std::string words, bool loud) { text.notes.push_back({std::move(words), loud}); };
  if (std::string why = missing(state, outcome); !why.empty()) {
    text.money = outcome.takes_all ? std::string(tr("no price")) : "–";
    text.run_out = text.piece = "–";
    note(std::move(why), true);
    return text;
  }
  const Catalog& catalog = outcome.here ? state.inputs.catalog : *outcome.catalog;
  const PlanText plan = plan_text(style, catalog, *outcome.plan);
  text.plan = plan.term.empty() ? plan.name : plan.name + ", " + plan.term;
  text.money = plan.money;
  text.likely = plan.likely;
  text.run_out = plan.run_out;
  text.piece = plan.piece;
  if (!outcome.fits) {
    const Amount blocked = outcome.plan->blocked.requests;
    note(tr("No plan there blocks work in at most {0} of months; this one blocks the least, {1} requests a month.",
            {percent(style, state.inputs.scenario.run_out_limit), number(style, blocked, blocked < whole(10) ? 1 : 0)}),
         true);
  }
  if (assumes(outcome)) note(std::string(tr("rests on assumed figures")), true);
  if (outcome.yours) note(std::string(tr("Some of its figures are yours, not published ones.")), true);
  if (!outcome.becomes.empty()) note(tr("On {0} this is: {1}.", {outcome.name, outcome.becomes}), false);
  return text;
}

std::string PlatformText::all_notes() const {
  std::string all;
  for (const Note& note : notes) {
    if (!all.empty()) all += "; ";
    all += note.words;
  }
  return all;
}

const PlatformOutcome* least_money(const std::vector<PlatformOutcome>& platforms) {
  const PlatformOutcome* least = nullptr;
  for (const PlatformOutcome& one : platforms) {
    if (!one.plan || !one.fits) continue;
    if (least == nullptr) {
      least = &one;
    } else if (one.plan->currency != least->plan->currency) {
      return nullptr;
    }
  }
  return least;  // they are sorted by money
}

std::string platforms_verdict(const NumberStyle& style, const AppState& state, const std::vector<PlatformOutcome>& platforms) {
  const auto fitting =
      std::count_if(platforms.begin(), platforms.end(), [](const PlatformOutcome& one) { return one.plan && one.fits; });
  const std::string limit = percent(style, state.inputs.scenario.run_out_limit);
  if (fitting == 0) return tr("On no platform does a plan with known prices keep within {0} of months blocked.", {limit});
  const PlatformOutcome* least = least_money(platforms);
  if (least == nullptr) return std::string(tr("Their currencies differ, and sums are not converted."));
  if (fitting == 1)
    return tr("Only on {0} does a plan with known prices keep within {1} of months blocked.", {least->name, limit});
  return tr("{0} does this work for the least money: {1} a month.",
            {least->name, money(style, least->plan->money_per_month->mean, least->plan->currency)});
}

std::string taking_words(const PlatformOutcome& outcome) {
  if (outcome.here || !outcome.takes_some) return {};
  if (outcome.takes_all) return tr("Take the work to {0}", {outcome.name});
  return tr("Take what {0} can do of it there", {outcome.name});
}

}  // namespace creditcast::web
