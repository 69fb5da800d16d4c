
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

std::string_view stopped_name(Stopped stopped) { return kStoppedNames[static_cast<std::size_t>(stopped)]; }

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
  std::string text;
  trace(resolved, simulation, [&](const TraceEntry& entry) {
    Writer out(true);
    const auto named = [&out](std::string_view key, std::string_view value) {
      if (!value.empty()) out.field(key, value);
    };
    out.open_object();
    write_day(out, resolved, entry.day);
    out.field("kind", entry_kind_name(entry.kind));
    named("pool", entry.pool);
    if (entry.lot != kNone32) out.field("lot", entry.lot);
    out.field("unit", entry.unit);
    out.field("amount", entry.amount);
    if (entry.lot != kNone32) out.field("balance", entry.balance);
    if (entry.usage != kNone32) out.field("usage", entry.usage);
    named("stream", entry.stream);
    if (!entry.stream.empty()) out.field("occurrence", entry.occurrence);
    named("phase", entry.phase);
    if (entry.attempt > 0) out.field("try", entry.attempt);
    named("asked", entry.asked);
    if (entry.utility) out.field("utility", true);
    if (entry.failed) out.field("failed", true);
    named("owner", entry.owner);
    named("stopped", stopped_name(entry.stopped));
    named("cause", kCauseNames[static_cast<std::size_t>(entry.cause)]);
    named("plan", entry.plan);
    named("pack", entry.pack);
    if (entry.cause == Cause::Kind::purchase) out.field("money", entry.money);
    out.field("reason", entry.reason);
    out.close_object();
    text += out.take();
    text += '\n';
  });
  return text;
}

}  // namespace creditcast::json
