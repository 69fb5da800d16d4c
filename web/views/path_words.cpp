#include "path_words.hpp"

#include <algorithm>

#include "words.hpp"

namespace creditcast::web {
namespace {

template <typename Things>
std::string name_in(const Things& things, const std::string& id) {
  for (const auto& thing : things)
    if (thing.id == id && !thing.name.empty()) return thing.name;
  return id;
}

std::string phase_name(const AppState& state, const std::string& id) {
  if (state.derived.forecast)
    for (const Part& part : state.derived.forecast->by_phase)
      if (part.id == id) return part.label;
  return id;
}

const Stream* stream_of(const AppState& state, const std::string& id) {
  const auto& streams = state.inputs.scenario.streams;
  const auto found = std::find_if(streams.begin(), streams.end(), [&id](const Stream& stream) { return stream.id == id; });
  return found == streams.end() ? nullptr : &*found;
}

std::string what_was_asked(const AppState& state, const TraceEntry& entry) {
  const Stream* stream = stream_of(state, entry.stream);
  const bool plain = stream == nullptr || (stream->project.empty() && !stream->event);
  const std::string where = plain ? name_in(state.inputs.scenario.streams, entry.stream) : phase_name(state, entry.phase);
  if (entry.utility) return tr("{0}, a tool: {1}", {where, entry.asked});
  return tr("{0}: {1}", {where, entry.asked});
}

/// "Looks no. 2 of the day, try 3"
std::string who_asked(const AppState& state, const TraceEntry& entry) {
  const Stream* stream = stream_of(state, entry.stream);
  const std::string name = name_in(state.inputs.scenario.streams, entry.stream), no = std::to_string(entry.occurrence);
  if (stream != nullptr && !stream->project.empty() && entry.attempt > 0)
    return tr("{0} no. {1} of the day, try {2}", {name, no, std::to_string(entry.attempt)});
  return tr("{0} no. {1} of the day", {name, no});
}

std::string who_paid(const NumberStyle& style, const WalkedPath& path, const PathEvent& event) {
  std::string list;
  for (const PathEvent::Part& part : event.parts)
    list += (list.empty() ? "" : ", ") + path.pools[part.pool].name + " " + credits(style, part.amount);
  return list;
}

std::string why_blocked(const AppState& state, const TraceEntry& entry) {
  switch (entry.stopped) {
    case Stopped::gate: return std::string(tr("Blocked: the plan does not open it."));
    case Stopped::owner_cap:
      return tr("Blocked: the monthly cap of {0} is reached.", {name_in(state.inputs.scenario.owners, entry.owner)});
    case Stopped::no_credit:
    case Stopped::no: break;
  }
  return std::string(entry.utility ? tr("Skipped: no balance can pay it, and the work goes on.")
                                   : tr("Blocked: no balance can pay it."));
}

/// Of what comes and goes by itself.
std::string why_it_came(const NumberStyle& style, const AppState& state, const PathEvent& event) {
  const Catalog& catalog = state.inputs.catalog;
  const TraceEntry& entry = event.entry;
  const std::string plan = name_in(catalog.plans, entry.plan);
  switch (entry.cause) {
    case Cause::Kind::grant: return tr("Grant of {0}", {plan});
    case Cause::Kind::opening: return std::string(tr("Opening balance"));
    case Cause::Kind::purchase:
      return tr("Bought: {0} for {1}", {name_in(catalog.packs, entry.pack), money(style, entry.money, catalog.currency)});
    case Cause::Kind::spend_refill: return std::string(tr("Refilled because credits were spent"));
    case Cause::Kind::drip: return tr("Released on this day, grant of {0}", {plan});
    case Cause::Kind::rollover_cap: return tr("More than {0} lets roll over", {plan});
    case Cause::Kind::plan_end: return tr("Ended by the change to {0}", {plan});
    case Cause::Kind::none: break;
  }
  return event.kind == PathEvent::Kind::expiry ? std::string(tr("Its time is over")) : entry.reason;
}

}  // namespace

EventWords event_words(const NumberStyle& style, const AppState& state, const WalkedPath& path, std::size_t event) {
  using Kind = PathEvent::Kind;
  const PathEvent& one = path.events[event];
  const Catalog& catalog = state.inputs.catalog;
  EventWords words;
  const std::string amount = with_unit(style, one.amount, catalog, one.unit);
  const std::string pool = one.parts.empty() ? std::string() : path.pools[one.parts.front().pool].name;
  switch (one.kind) {
    case Kind::paid:
      words.what = what_was_asked(state, one.entry);
      words.why = one.entry.failed ? tr("{0}; the run failed and was paid from {1}",
                                        {who_asked(state, one.entry), who_paid(style, path, one)})
                                   : tr("{0}; paid from {1}", {who_asked(state, one.entry), who_paid(style, path, one)});
      if (one.parts.empty()) words.why = tr("{0}; owed", {who_asked(state, one.entry)});
      words.amount = "−" + amount;
      break;
    case Kind::blocked:
      words.what = what_was_asked(state, one.entry);
      words.why = why_blocked(state, one.entry);
      words.amount = amount;
      words.blocked = true;
      break;
    case Kind::grant:
    case Kind::refill:
    case Kind::purchase:
      words.what = why_it_came(style, state, one);
      words.why = tr("to {0}", {pool});
      words.amount = "+" + amount;
      break;
    case Kind::expiry:
      words.what = tr("Expired: {0}", {pool});
      words.why = why_it_came(style, state, one);
      words.amount = "−" + amount;
      break;
    case Kind::other:
      words.what = pool.empty() ? one.entry.reason : pool;
      words.why = pool.empty() ? std::string() : one.entry.reason;
      words.amount = amount;
      break;
  }
  Amount left;
  for (std::size_t i = 0; i < path.pools.size(); ++i)
    if (path.pools[i].unit == one.unit) left += path.balance(event, i);
  words.left = tr("{0} left", {credits(style, left)});
  return words;
}

std::string calm_note(const WalkedPath& path) {
  const auto none = [&](PathEvent::Kind kind) {
    return std::none_of(path.events.begin(), path.events.end(), [&](const PathEvent& event) { return event.kind == kind; });
  };
  if (none(PathEvent::Kind::blocked) && none(PathEvent::Kind::expiry))
    return std::string(tr("In this future nothing expires and nothing is blocked."));
  if (none(PathEvent::Kind::blocked)) return std::string(tr("In this future nothing is blocked."));
  if (none(PathEvent::Kind::expiry)) return std::string(tr("In this future nothing expires."));
  return {};
}

std::string left_words(const NumberStyle& style, const AppState& state, const WalkedPath& path, std::size_t event) {
  const Catalog& catalog = state.inputs.catalog;
  std::string words = with_unit(style, path.left(event), catalog, catalog.main_unit);
  for (std::size_t i = 0; i < path.pools.size(); ++i)
    if (!path.pools[i].main) words += ", " + with_unit(style, path.balance(event, i), catalog, path.pools[i].unit);
  return words;
}

}  // namespace creditcast::web
