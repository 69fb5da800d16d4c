
#include "write_results.hpp"

namespace creditcast::json {
namespace {

void write_tallies(Writer& out, std::string_view key, const std::vector<Tally>& tallies, const std::vector<std::string>& ids) {
  out.key(key);
  out.open_array();
  for (std::size_t i = 0; i < tallies.size() && i < ids.size(); ++i) {
    out.open_object(Layout::row);
    out.field("id", ids[i]);
    out.field("requests", tallies[i].requests);
    out.field("credits", tallies[i].credits);
    out.key("blocked");
    out.open_object();
    out.field("requests", tallies[i].blocked_requests);
    out.field("credits", tallies[i].blocked_credits);
    out.close_object();
    out.close_object();
  }
  out.close_array();
}

/// Null past the largest amount: each month fits, a sum of them may not.
struct Sum {
  std::optional<Amount> total = Amount{};
  void take(Amount amount) { total = total ? add(*total, amount) : std::nullopt; }
};

template <typename Things>
std::vector<std::string> ids_of(const Things& things) {
  std::vector<std::string> ids;
  for (const auto& thing : things) ids.push_back(thing.id);
  return ids;
}

void write_day(Writer& out, const Resolved& resolved, std::int32_t day) {
  const DayInfo& info = resolved.days[static_cast<std::size_t>(day)];
  out.field("day", day);
  out.field("month", info.month);
  if (resolved.first_day) {
    out.field("date", date_text(*resolved.first_day + day));
  } else {
    out.field("day_of_month", info.day_of_month + 1);
  }
}

const std::string& unit_of(const Resolved& resolved, UnitIndex unit) { return resolved.catalog->units[unit].id; }

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

std::string_view stopped_name(Stopped stopped) {
  switch (stopped) {
    case Stopped::no: return "";
    case Stopped::gate: return "gate";
    case Stopped::owner_cap: return "owner_cap";
    case Stopped::no_credit: return "no_credit";
  }
  return "";
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

}  // namespace

void write_path(Writer& out, const Resolved& resolved, const SimulateOptions& options, const PathResult& path) {
  out.field("seed", options.seed);
  out.field("plan", resolved.plans.front().plan->id);
  out.field("term", resolved.plans.front().term->id);
  out.field("unit", unit_of(resolved, resolved.main_unit));
  out.field("currency", resolved.catalog->currency);
  out.key("months");
  out.open_array();
  Sum spend, expired, money, blocked_credits;
  std::int64_t blocked_requests = 0, requests = 0, finished = 0;
  std::int32_t index = 0;
  for (const MonthTally& month : path.months) {
    out.open_object(Layout::row);
    out.field("index", index++);
    out.field("spend", month.spend);
    out.field("expired", month.expired);
    out.key("blocked");
    out.open_object();
    out.field("requests", month.blocked_requests);
    out.field("credits", month.blocked_credits);
    out.close_object();
    out.field("money", month.money);
    out.field("requests", month.requests);
    out.field("finished", month.finished);
    out.field("utilities_skipped", month.utilities_skipped);
    out.field("slow", month.slow);
    out.field("purchases", month.purchases);
    out.field("short_of_credit", month.short_of_credit);
    out.close_object();
    spend.take(month.spend);
    expired.take(month.expired);
    money.take(month.money);
    blocked_credits.take(month.blocked_credits);
    blocked_requests += month.blocked_requests;
    requests += month.requests;
    finished += month.finished;
  }
  out.close_array();
  out.key("total");
  out.open_object(Layout::row);
  out.field("spend", spend.total);
  out.field("expired", expired.total);
  out.key("blocked");
  out.open_object();
  out.field("requests", blocked_requests);
  out.field("credits", blocked_credits.total);
  out.close_object();
  out.field("money", money.total);
  out.field("requests", requests);
  out.field("finished", finished);
  out.close_object();
  out.key("run_out");
  out.open_object(Layout::row);
  out.key("day");
  path.run_out_day >= 0 ? out.value(path.run_out_day) : out.null();
  out.field("needed_purchase", path.needed_purchase);
  out.close_object();
  out.field("debt", path.debt);
  out.field("money_spread", path.money_spread);
  write_tallies(out, "by_pool", path.by_pool, ids_of(resolved.catalog->pools));
  write_tallies(out, "by_phase", path.by_phase, resolved.phase_ids);
  write_tallies(out, "by_action", path.by_action, ids_of(resolved.catalog->actions));
  write_tallies(out, "by_model", path.by_model, resolved.models);
  write_tallies(out, "by_owner", path.by_owner, ids_of(resolved.scenario->owners));
  write_tallies(out, "by_stream", path.by_stream, ids_of(resolved.scenario->streams));
  out.field("complete", resolved.complete);
  out.field("money_complete", resolved.money_complete);
}

std::string trace_text(const Resolved& resolved, const Simulation& simulation) {
  const Ledger& ledger = simulation.ledger();
  const std::vector<UsageContext>& contexts = simulation.contexts();
  std::vector<Amount> balances(resolved.pools.size());
  std::string text;
  for (const Entry& entry : ledger.journal()) {
    Writer out(true);
    out.open_object();
    write_day(out, resolved, day_at(resolved, entry.at));
    out.field("kind", entry_kind_name(entry.kind));
    if (entry.lot != kNone32) {
      const PoolIndex pool = ledger.lots()[entry.lot].terms.pool;
      balances[pool] += adds(entry.kind) ? entry.amount : Amount{-entry.amount.micros};
      out.field("pool", resolved.catalog->pools[pool].id);
      out.field("lot", entry.lot);
    }
    out.field("unit", unit_of(resolved, entry.unit));
    out.field("amount", entry.amount);
    if (entry.lot != kNone32) out.field("balance", balances[ledger.lots()[entry.lot].terms.pool]);
    std::string reason;
    if (entry.usage != kNone32 && entry.usage < contexts.size()) {
      const UsageContext& context = contexts[entry.usage];
      out.field("usage", entry.usage);
      if (context.stream >= 0) out.field("stream", resolved.scenario->streams[static_cast<std::size_t>(context.stream)].id);
      if (context.phase >= 0) out.field("phase", resolved.phase_ids[static_cast<std::size_t>(context.phase)]);
      if (context.attempt > 0) out.field("try", context.attempt);
      if (context.owner >= 0) out.field("owner", resolved.scenario->owners[static_cast<std::size_t>(context.owner)].id);
      reason = asked(resolved, context);
      if (context.stopped != Stopped::no) {
        out.field("stopped", stopped_name(context.stopped));
        reason += stopped_words(context.stopped);
      }
    } else {
      reason = simulation.reason_text(entry);
    }
    out.field("reason", reason);
    out.close_object();
    text += out.take();
    text += '\n';
  }
  return text;
}

}  // namespace creditcast::json
