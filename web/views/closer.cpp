#include "closer.hpp"

#include <algorithm>

#include "creditcast/limits.hpp"

namespace creditcast::web {
namespace {

constexpr std::int64_t kMostRequests = 40'000;

PathEvent::Kind kind_of(const TraceEntry& entry) {
  using Kind = PathEvent::Kind;
  if (entry.stopped != Stopped::no) return Kind::blocked;
  switch (entry.kind) {
    case EntryKind::draw:
    case EntryKind::owe: return Kind::paid;
    case EntryKind::blocked: return Kind::blocked;
    case EntryKind::grant: return Kind::grant;
    case EntryKind::purchase: return Kind::purchase;
    case EntryKind::refill: return Kind::refill;
    case EntryKind::expire:
    case EntryKind::void_lot: return Kind::expiry;
    case EntryKind::take_back:
    case EntryKind::refund:
    case EntryKind::repay:
    case EntryKind::forgive: return Kind::other;
  }
  return Kind::other;
}

/// A request is drawn from several lots, and may be owed in part, in entries that follow one another.
bool goes_on(const PathEvent& event, const TraceEntry& entry) {
  return entry.usage != kNone32 && entry.usage == event.entry.usage && kind_of(entry) == event.kind &&
         event.kind == PathEvent::Kind::paid;
}

std::size_t pool_index(WalkedPath& path, const Catalog& catalog, const TraceEntry& entry) {
  for (std::size_t i = 0; i < path.pools.size(); ++i)
    if (path.pools[i].id == entry.pool) return i;
  const Pool* pool = find_pool(catalog, entry.pool);
  path.pools.push_back({entry.pool, pool != nullptr && !pool->name.empty() ? pool->name : entry.pool, entry.unit,
                        entry.unit == catalog.main_unit});
  return path.pools.size() - 1;
}

void take(PathEvent& event, std::size_t pool, Amount amount) {
  for (PathEvent::Part& part : event.parts) {
    if (part.pool != pool) continue;
    part.amount += amount;
    return;
  }
  event.parts.push_back({pool, amount});
}

/// Events of a day stand evenly in it.
void spread_within_days(std::vector<PathEvent>& events) {
  for (std::size_t from = 0; from < events.size();) {
    std::size_t to = from;
    while (to < events.size() && events[to].day == events[from].day) ++to;
    for (std::size_t i = from; i < to; ++i)
      events[i].time = events[i].day + static_cast<double>(i - from) / static_cast<double>(to - from);
    from = to;
  }
}

/// With six decimals, so that it is the same when read back from text.
Share tenths(std::int64_t count) { return *share_of(Amount{count * kMicros / 10}); }
Share halved(Share share) {
  return *share_of(Amount{static_cast<std::int64_t>(to_double(share) * static_cast<double>(kMicros) / 2)});
}

}  // namespace

HabitOutcome outcome_of(const Forecast& forecast, const std::string& id, const std::string& name) {
  HabitOutcome outcome;
  outcome.id = id;
  outcome.name = name.empty() ? id : name;
  outcome.credits = forecast.typical_spend.mean;
  outcome.credits_low = forecast.typical_spend.p10;
  outcome.credits_high = forecast.typical_spend.p90;
  outcome.finished = forecast.finished.mean;
  outcome.credits_per_finished = forecast.credits_per_finished;
  if (forecast.money_complete) {
    outcome.money = forecast.money_per_month.mean;
    outcome.money_per_finished = forecast.money_per_finished;
  }
  outcome.run_out = forecast.run_out.probability;
  outcome.blocked_requests = forecast.blocked.requests;
  return outcome;
}

void take_plan(PlatformOutcome& outcome, const Comparison& comparison, Share limit) {
  outcome.computed = true;
  outcome.yours = std::any_of(comparison.rests_on.begin(), comparison.rests_on.end(),
                              [](const RestsOn& figure) { return figure.is == Provenance::yours; });
  const auto& best = comparison.recommended;
  for (const PlanRow& row : comparison.plans) {
    if (!best || row.plan != best->plan || row.term != best->term || row.pack != best->pack) continue;
    outcome.plan = row;
    outcome.plan->generations.clear();
    // What blocks for another reason than lack of credit does not do the work either.
    outcome.fits = row.blocked_month <= limit && (row.blocked.requests.zero() || row.blocked_month != kNever);
    return;
  }
}

void sort_platforms(std::vector<PlatformOutcome>& platforms, std::string_view currency) {
  const auto before = [currency](const PlatformOutcome& a, const PlatformOutcome& b) {
    if (!a.plan || !b.plan) return a.plan.has_value() || (!b.plan && a.takes_all && !b.takes_all);
    const std::string &first = a.plan->currency, &second = b.plan->currency;
    if (first != second) return first == currency || (second != currency && first < second);
    return a.plan->money_per_month->mean < b.plan->money_per_month->mean;
  };
  // There are a handful: a library's sort would be many times as long as this.
  for (std::size_t end = platforms.size(); end > 1; --end)
    for (std::size_t i = 1; i < end; ++i)
      if (before(platforms[i], platforms[i - 1])) std::swap(platforms[i], platforms[i - 1]);
}

std::optional<Scenario> naive_variant(const Scenario& scenario) {
  Scenario made = scenario;
  bool changed = false;
  for (Project& project : made.projects) {
    const auto hero =
        std::find_if(project.phases.begin(), project.phases.end(), [](const Phase& phase) { return phase.id == "hero"; });
    for (Phase& phase : project.phases) {
      changed = changed || phase.acceptance < kAlways || phase.run_chance < kAlways;
      if (phase.id == "upscale") {
        phase.run_chance = kAlways;
        continue;
      }
      if (phase.id == "explore" && hero != project.phases.end()) phase.use = hero->use;
      phase.rewrite.reset();
      phase.variations.reset();
      if (!(phase.acceptance < kAlways)) continue;
      if (phase.batch.expected() > 1) {
        // Of a batch the best is chosen; an image by itself is taken less often.
        phase.acceptance = halved(phase.acceptance);
        phase.batch = {QuantityKind::fixed, whole(1), 0, 0, {}};
        phase.max_requests = std::max(phase.max_requests, 12);
      }
      if (phase.repeat_factors.empty()) phase.repeat_factors = {kAlways, tenths(8), tenths(5), tenths(1)};
    }
  }
  if (!changed) return std::nullopt;
  made.habits.clear();
  made.habit.clear();
  return made;
}

Amount WalkedPath::left(std::size_t event) const {
  Amount sum;
  for (std::size_t i = 0; i < pools.size(); ++i)
    if (pools[i].main) sum += balance(event, i);
  return sum;
}

std::size_t WalkedPath::at(double time) const {
  const auto after =
      std::upper_bound(events.begin(), events.end(), time, [](double t, const PathEvent& event) { return t < event.time; });
  return after == events.begin() ? 0 : static_cast<std::size_t>(after - events.begin()) - 1;
}

WalkedPath walked_path(const Catalog& catalog, const std::vector<TraceEntry>& entries, std::uint32_t number,
                       std::int32_t days) {
  WalkedPath path;
  path.number = number;
  path.days = path.all_days = days;
  for (const TraceEntry& entry : entries)
    if (!entry.pool.empty()) pool_index(path, catalog, entry);
  std::vector<Amount> now(path.pools.size());
  for (const TraceEntry& entry : entries) {
    if (entry.amount.zero() && entry.usage == kNone32) continue;  // an empty balance to begin with
    const bool more = !path.events.empty() && goes_on(path.events.back(), entry);
    if (!more) {
      PathEvent event;
      event.kind = kind_of(entry);
      event.day = entry.day;
      event.unit = entry.unit;
      event.entry = entry;
      path.events.push_back(std::move(event));
    }
    PathEvent& event = path.events.back();
    event.amount += entry.amount;
    if (!entry.pool.empty()) {
      const std::size_t pool = pool_index(path, catalog, entry);
      take(event, pool, entry.amount);
      now[pool] = entry.balance;
    }
    if (more) path.balances.resize(path.balances.size() - now.size());
    path.balances.insert(path.balances.end(), now.begin(), now.end());
  }
  spread_within_days(path.events);
  return path;
}

std::int32_t months_to_walk(const Estimate& estimate, std::int32_t months) {
  std::int64_t requests = 0;
  for (const EstimateLine& line : estimate.lines)
    requests = std::min(kMostRequests * kMaxMonths, requests + line.quantity.micros / kMicros);
  if (requests < 1) return months;
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(kMostRequests / requests, 1, months));
}

}  // namespace creditcast::web
