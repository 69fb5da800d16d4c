#include "creditcast/trace.hpp"

namespace creditcast {
namespace {

/// Index of the last day that begins at or before the instant.
std::int32_t day_at(const Resolved& resolved, Instant at) {
  std::int32_t low = 0;
  auto high = static_cast<std::int32_t>(resolved.days.size());
  while (high - low > 1) {
    const std::int32_t middle = low + (high - low) / 2;
    (resolved.days[static_cast<std::size_t>(middle)].start <= at ? low : high) = middle;
  }
  return low;
}

bool adds(EntryKind kind) {
  return kind == EntryKind::grant || kind == EntryKind::purchase || kind == EntryKind::refill || kind == EntryKind::refund;
}

std::string_view stopped_words(Stopped stopped) {
  switch (stopped) {
    case Stopped::no: return "";
    case Stopped::gate: return "; the plan does not open it";
    case Stopped::owner_cap: return "; its owner's monthly cap is reached";
    case Stopped::no_credit: return "; no balance can pay it";
  }
  return "";
}

/// Who asked for it and for what: "stream looks, project phase explore, try 2: Image, Turbo".
std::string asked(const Resolved& resolved, const UsageContext& context) {
  std::string text;
  if (context.stream >= 0) {
    const Stream& stream = *resolved.streams[static_cast<std::size_t>(context.stream)].stream;
    text = stream.name.empty() ? stream.id : stream.name;
    text += " no. " + std::to_string(context.occurrence + 1) + " of the day";
    const std::string phase = context.phase < 0 ? "" : resolved.phase_labels[static_cast<std::size_t>(context.phase)];
    if (!phase.empty() && !stream.project.empty()) text += ", phase " + phase;
    if (!phase.empty() && stream.event) text += ", feature " + phase;
    if (!stream.project.empty() && context.attempt > 0) text += ", try " + std::to_string(context.attempt);
  }
  if (context.use != nullptr) text += ": " + context.use->label;
  if (context.utility) text += " (a utility)";
  if (context.failed) text += ", the run failed";
  return text;
}

void tell_usage(TraceEntry& out, const Resolved& resolved, const UsageContext& context) {
  if (context.stream >= 0) {
    out.stream = resolved.scenario->streams[static_cast<std::size_t>(context.stream)].id;
    out.occurrence = context.occurrence + 1;
  }
  if (context.phase >= 0) out.phase = resolved.phase_ids[static_cast<std::size_t>(context.phase)];
  if (context.owner >= 0) out.owner = resolved.scenario->owners[static_cast<std::size_t>(context.owner)].id;
  if (context.use != nullptr) out.asked = context.use->label;
  out.attempt = context.attempt;
  out.utility = context.utility;
  out.failed = context.failed;
  out.stopped = context.stopped;
  out.reason = asked(resolved, context);
  out.reason += stopped_words(context.stopped);
}

void tell_cause(TraceEntry& out, const Resolved& resolved, const Cause& cause) {
  out.cause = cause.kind;
  switch (cause.kind) {
    case Cause::Kind::none:
    case Cause::Kind::opening:
    case Cause::Kind::spend_refill: return;
    case Cause::Kind::purchase:
      out.pack = resolved.packs[cause.pack].pack->id;
      out.money = cause.money;
      return;
    case Cause::Kind::grant:
    case Cause::Kind::drip:
    case Cause::Kind::rollover_cap:
    case Cause::Kind::plan_end: out.plan = resolved.plans[cause.plan].plan->id; return;
  }
}

}  // namespace

void trace(const Resolved& resolved, const Simulation& simulation, const std::function<void(const TraceEntry&)>& see) {
  const Ledger& ledger = simulation.ledger();
  const std::vector<UsageContext>& contexts = simulation.contexts();
  std::vector<Amount> balances(resolved.pools.size());
  for (const Entry& entry : ledger.journal()) {
    TraceEntry out;
    out.day = day_at(resolved, entry.at);
    out.kind = entry.kind;
    out.unit = resolved.catalog->units[entry.unit].id;
    out.lot = entry.lot;
    out.amount = entry.amount;
    if (entry.lot != kNone32) {
      const PoolIndex pool = ledger.lots()[entry.lot].terms.pool;
      balances[pool] += adds(entry.kind) ? entry.amount : Amount{-entry.amount.micros};
      out.pool = resolved.catalog->pools[pool].id;
      out.balance = balances[pool];
    }
    if (entry.usage != kNone32 && entry.usage < contexts.size()) {
      out.usage = entry.usage;
      tell_usage(out, resolved, contexts[entry.usage]);
    } else {
      tell_cause(out, resolved, simulation.cause(entry));
      out.reason = simulation.reason_text(entry);
    }
    see(out);
  }
}

}  // namespace creditcast
