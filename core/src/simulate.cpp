#include "creditcast/simulate.hpp"

#include <algorithm>
#include <array>

#include "accounts.hpp"
#include "arrivals.hpp"

namespace creditcast {

namespace {

/// One path stops with an error here rather than run for hours.
constexpr std::int64_t kMaxRequestsPerPath = 20'000'000;

enum class Served : std::uint8_t { yes, failed, skipped, blocked };

/// Where in the work a request stands.
struct Place {
  std::int32_t stream = 0;
  std::int32_t occurrence = 0;
  std::uint32_t phase_id = 0;  ///< index in Resolved::phase_ids
  std::uint32_t slot = 0;      ///< index of the phase, use or feature
  std::uint32_t lane = 0;      ///< 0 the request itself, 1 its utilities, 2 its rewrite: addresses of their own
  std::uint32_t piece = 0;
  std::uint32_t attempt = 0;
};

}  // namespace

struct Simulation::State {
  State(const Resolved& resolved_in, const SimulateOptions& options_in);

  const Resolved* resolved;
  SimulateOptions options;
  Accounts accounts;
  Arrivals arrivals;
  std::int32_t day = 0;
  PathResult result;
  std::vector<UsageContext> contexts;
  std::vector<Amount> owner_spent;  ///< this month
  std::int32_t owner_month = -1;
  std::vector<Amount> phase_spent;              ///< of the project under way
  std::vector<std::size_t> phase_budget_begin;  ///< [project] first entry in result.phase_budget
  std::int64_t requests = 0;
  bool overflowed = false;

  [[nodiscard]] MonthTally& month() { return result.months[static_cast<std::size_t>(month_index())]; }
  [[nodiscard]] std::int32_t month_index() const { return resolved->days[static_cast<std::size_t>(day)].month; }
  [[nodiscard]] std::uint32_t number(const Place& place, Purpose purpose) const;
  [[nodiscard]] const PricedUse& priced(const ResolvedUse& use, std::int32_t outputs) const;
  [[nodiscard]] Amount price_of(const PricedUse& priced, const Place& place) const;
  void sum(Amount& total, Amount amount);

  void note(const ResolvedUse& use, const Place& place, bool failed, Stopped stopped = Stopped::no);
  Served stop(const ResolvedUse& use, const Place& place, Amount price, Stopped why);
  void book(const ResolvedUse& use, const Place& place, Amount spent);
  Served request(const ResolvedUse& use, std::int32_t outputs, const Place& place, Share failure);
  Served requests_of(const ResolvedUse& use, const Place& place, Share failure);

  struct PhaseOutcome {
    std::int64_t pieces = 0;
    bool blocked = false;
  };
  PhaseOutcome run_phase(const ResolvedPhase& phase, std::size_t index, Place place, std::int64_t pieces);
  bool run_piece(const ResolvedPhase& phase, Place place, std::int32_t outputs, bool& blocked);
  void run_project(const ResolvedStream& stream, Place place);
  void run_uses(const ResolvedStream& stream, Place place);
  void run_event(const ResolvedStream& stream, Place place);
  void run_day();
};

Simulation::State::State(const Resolved& resolved_in, const SimulateOptions& options_in)
    : resolved(&resolved_in),
      options(options_in),
      accounts(resolved_in, options_in.journal),
      arrivals(resolved_in, options_in.seed, options_in.path),
      owner_spent(resolved_in.scenario->owners.size()) {
  result.months.resize(static_cast<std::size_t>(resolved->months));
  result.by_pool.resize(resolved->pools.size());
  result.by_phase.resize(resolved->phase_ids.size());
  result.by_action.resize(resolved->catalog->actions.size());
  result.by_owner.resize(resolved->scenario->owners.size());
  result.by_stream.resize(resolved->streams.size());
  result.by_model.resize(resolved->models.size());
  result.month_phase_spend.resize(static_cast<std::size_t>(resolved->months) * resolved->phase_ids.size());
  result.project_budget.resize(resolved->projects.size());
  for (const ResolvedProject& project : resolved->projects) {
    phase_budget_begin.push_back(result.phase_budget.size());
    result.phase_budget.resize(result.phase_budget.size() + project.phases.size());
  }
  if (options.balances) result.balance.reserve(resolved->days.size() * resolved->pools.size());
}

std::uint32_t Simulation::State::number(const Place& place, Purpose purpose) const {
  Address address;
  address.path = options.path;
  address.stream = static_cast<std::uint32_t>(place.stream);
  address.day = static_cast<std::uint32_t>(day);
  address.occurrence = static_cast<std::uint32_t>(place.occurrence);
  address.phase = place.slot + 64 * place.lane;  // at most 64 phases, uses or features
  address.piece = place.piece;
  address.attempt = place.attempt;
  address.purpose = purpose;
  return draw(options.seed, address);
}

const PricedUse& Simulation::State::priced(const ResolvedUse& use, std::int32_t outputs) const {
  const auto& by_outputs = use.by_plan[accounts.plan()];
  return by_outputs[static_cast<std::size_t>(outputs - use.outputs_first)];
}

/// A price published as a range is drawn: uniform in steps of one unit from its low end.
Amount Simulation::State::price_of(const PricedUse& priced, const Place& place) const {
  if (priced.low == priced.high) return priced.typical;
  const auto steps = static_cast<std::uint64_t>((priced.high.micros - priced.low.micros) / kMicros) + 1;
  const auto step = static_cast<std::uint64_t>((static_cast<UInt128>(number(place, Purpose::price)) * steps) >> 32);
  return Amount{priced.low.micros + static_cast<std::int64_t>(step) * kMicros};
}

void Simulation::State::sum(Amount& total, Amount amount) {
  const auto s = add(total, amount);
  if (s) {
    total = *s;
  } else {
    overflowed = true;
  }
}

void Simulation::State::note(const ResolvedUse& use, const Place& place, bool failed, Stopped stopped) {
  if (!options.journal) return;
  UsageContext context;
  context.day = day;
  context.stream = place.stream;
  context.occurrence = place.occurrence;
  context.phase = static_cast<std::int32_t>(place.phase_id);
  context.attempt = static_cast<std::int32_t>(place.attempt) + 1;
  context.owner = resolved->streams[static_cast<std::size_t>(place.stream)].owner;
  context.use = &use;
  context.failed = failed;
  context.utility = use.utility;
  context.stopped = stopped;
  contexts.push_back(context);
}

Served Simulation::State::stop(const ResolvedUse& use, const Place& place, Amount price, Stopped why) {
  accounts.block(use, price);
  note(use, place, false, why);
  const Amount credits = use.main_unit ? price : Amount{};
  const auto add_to = [&](Tally& tally) {
    ++tally.blocked_requests;
    sum(tally.blocked_credits, credits);
  };
  ++month().blocked_requests;
  sum(month().blocked_credits, credits);
  const ResolvedStream& stream = resolved->streams[static_cast<std::size_t>(place.stream)];
  add_to(result.by_phase[place.phase_id]);
  add_to(result.by_action[use.action]);
  add_to(result.by_model[use.model_index]);
  add_to(result.by_stream[static_cast<std::size_t>(place.stream)]);
  if (stream.owner >= 0) add_to(result.by_owner[static_cast<std::size_t>(stream.owner)]);
  if (why == Stopped::no_credit && use.main_unit) {
    month().short_of_credit = true;
    month().blocked_for_credit = true;
    if (result.run_out_day < 0) result.run_out_day = day;
  }
  return Served::blocked;
}

void Simulation::State::book(const ResolvedUse& use, const Place& place, Amount spent) {
  const Amount credits = use.main_unit ? spent : Amount{};
  const auto add_to = [&](Tally& tally) {
    ++tally.requests;
    sum(tally.credits, credits);
  };
  ++month().requests;
  sum(month().spend, credits);
  add_to(result.by_phase[place.phase_id]);
  add_to(result.by_action[use.action]);
  add_to(result.by_model[use.model_index]);
  add_to(result.by_stream[static_cast<std::size_t>(place.stream)]);
  const ResolvedStream& stream = resolved->streams[static_cast<std::size_t>(place.stream)];
  if (stream.owner >= 0) {
    add_to(result.by_owner[static_cast<std::size_t>(stream.owner)]);
    sum(owner_spent[static_cast<std::size_t>(stream.owner)], credits);
  }
  const std::size_t cell = static_cast<std::size_t>(month_index()) * resolved->phase_ids.size() + place.phase_id;
  sum(result.month_phase_spend[cell], credits);
  if (place.slot < phase_spent.size()) sum(phase_spent[place.slot], credits);
}

/// One request, from asking to paying. Its draws are addressed by the place.
Served Simulation::State::request(const ResolvedUse& use, std::int32_t outputs, const Place& place, Share failure) {
  if (++requests > kMaxRequestsPerPath || overflowed) return Served::blocked;
  const bool fails = failure > kNever && chance(failure, number(place, Purpose::failed));
  for (;;) {
    const PricedUse& cost = priced(use, outputs);
    if (!cost.priced && !cost.gated) {
      // Without a price nothing can be drawn: the work goes on, and the result says that its total is incomplete.
      book(use, place, {});
      return fails ? Served::failed : Served::yes;
    }
    const Amount price = price_of(cost, place);
    if (use.utility && !use.main_unit) {
      if (!cost.gated && accounts.available(use, cost) >= price) {
        accounts.draw(use, cost, price);
        note(use, place, fails);
        book(use, place, price);
        return Served::yes;
      }
      accounts.block(use, price);
      note(use, place, false, cost.gated ? Stopped::gate : Stopped::no_credit);
      ++month().utilities_skipped;
      return Served::skipped;
    }
    if (cost.gated) return stop(use, place, price, Stopped::gate);
    const ResolvedStream& stream = resolved->streams[static_cast<std::size_t>(place.stream)];
    if (use.main_unit && stream.owner >= 0) {
      const auto index = static_cast<std::size_t>(stream.owner);
      const auto& cap = resolved->scenario->owners[index].monthly_cap;
      const auto after = add(owner_spent[index], price);
      if (cap && (!after || *after > *cap)) return stop(use, place, price, Stopped::owner_cap);
    }
    const std::uint32_t plan = accounts.plan();
    const Funding funding = accounts.fund(use, cost, price);
    if (accounts.plan() != plan) {  // upgraded: the new plan has its own prices and gates
      month().short_of_credit = true;
      if (result.run_out_day < 0) result.run_out_day = day;
      continue;
    }
    if (funding == Funding::none) return stop(use, place, price, Stopped::no_credit);
    if (funding != Funding::balance) {
      month().short_of_credit = true;
      if (result.run_out_day < 0) result.run_out_day = day;
    }
    if (funding == Funding::slow_queue) {
      ++month().slow;
      book(use, place, {});
      return fails ? Served::failed : Served::yes;
    }
    Amount spent = price;
    if (fails)
      spent =
          Amount{divide_half_even(Int128{price.micros} * static_cast<Int128>(cost.failed_share.of_2_32), Int128{kShareOne})};
    const bool refunds = fails && use.charged_at == ChargedAt::start && spent < price;

    // Which pools paid, for the tally by pool: few pools, so their balances before and after tell.
    std::array<Amount, 16> before;
    const std::size_t watched = std::min(cost.payable.size(), before.size());
    for (std::size_t i = 0; i < watched; ++i) before[i] = accounts.ledger().totals(cost.payable[i]).drawn;
    const Payment payment = accounts.draw(use, cost, refunds ? price : spent);
    note(use, place, fails);
    if (refunds) accounts.refund(use, payment, price - spent);
    for (std::size_t i = 0; i < watched; ++i) {
      if (accounts.ledger().totals(cost.payable[i]).drawn != before[i]) ++result.by_pool[cost.payable[i]].requests;
    }
    book(use, place, spent);
    return fails ? Served::failed : Served::yes;
  }
}

/// All requests of a use that stands by itself (`count` of them). Skipped utilities do not stop the work.
Served Simulation::State::requests_of(const ResolvedUse& use, const Place& place, Share failure) {
  Served outcome = Served::yes;
  for (std::int32_t i = 0; i < use.count; ++i) {
    Place each = place;
    each.attempt = place.attempt * 64 + static_cast<std::uint32_t>(i);
    const Served served = request(use, use.outputs_first, each, failure);
    if (served == Served::blocked) return served;
    if (served == Served::failed) outcome = served;
  }
  return outcome;
}

/// One piece through one phase. True: it goes on. `blocked`: nothing could pay, the project ends.
bool Simulation::State::run_piece(const ResolvedPhase& phase, Place place, std::int32_t outputs, bool& blocked) {
  const Phase& terms = *phase.phase;
  Share acceptance = terms.acceptance;
  std::int32_t misses = 0;
  std::size_t runs = 0;
  bool variation = false;
  for (std::int32_t attempt = 0; attempt < terms.max_requests; ++attempt) {
    place.attempt = static_cast<std::uint32_t>(attempt);
    Place beside = place;
    beside.lane = 1;
    for (const ResolvedUse& utility : phase.utilities) {
      if (requests_of(utility, beside, kNever) == Served::blocked) {
        blocked = true;
        return false;
      }
    }
    const Served served = request(phase.use, outputs, place, terms.failure);
    if (served == Served::blocked) {
      blocked = true;
      return false;
    }
    if (served == Served::failed) continue;

    Share accepted = acceptance;
    if (variation) {
      accepted = terms.variations->acceptance;
    } else if (!terms.repeat_factors.empty()) {
      accepted = product(acceptance, terms.repeat_factors[std::min(runs, terms.repeat_factors.size() - 1)]);
    }
    if (chance(accepted, number(place, Purpose::accepted))) return true;
    if (!variation) {
      ++misses;
      ++runs;
    }
    variation = terms.variations && chance(terms.variations->chance, number(place, Purpose::variation));
    if (terms.rewrite && !variation && misses >= terms.rewrite->after_misses && attempt + 1 < terms.max_requests) {
      beside.lane = 2;
      for (const ResolvedUse& use : phase.rewrite_uses) {
        if (requests_of(use, beside, kNever) == Served::blocked) {
          blocked = true;
          return false;
        }
      }
      const Share raised{std::min(acceptance.of_2_32 + terms.rewrite->adds.of_2_32, terms.rewrite->up_to.of_2_32)};
      acceptance = std::max(acceptance, raised);
      misses = 0;
      runs = 0;
    }
  }
  return terms.exhausted == Exhausted::go_on;
}

Simulation::State::PhaseOutcome Simulation::State::run_phase(const ResolvedPhase& phase, std::size_t index, Place place,
                                                             std::int64_t pieces) {
  place.slot = static_cast<std::uint32_t>(index);
  place.phase_id = phase.id;
  const auto outputs = static_cast<std::int32_t>(phase.batch.at(number(place, Purpose::batch)));
  PhaseOutcome outcome;
  for (std::int64_t piece = 0; piece < pieces; ++piece) {
    place.piece = static_cast<std::uint32_t>(piece);
    place.attempt = 0;
    if (phase.phase->run_chance < kAlways && !chance(phase.phase->run_chance, number(place, Purpose::phase_run))) {
      ++outcome.pieces;
      continue;
    }
    const bool goes_on = run_piece(phase, place, outputs, outcome.blocked);
    if (outcome.blocked) return outcome;
    if (goes_on) outcome.pieces += phase.phase->keep;
  }
  return outcome;
}

void Simulation::State::run_project(const ResolvedStream& stream, Place place) {
  const auto project_index = static_cast<std::size_t>(stream.project);
  const ResolvedProject& project = resolved->projects[project_index];
  phase_spent.assign(project.phases.size(), {});
  std::int64_t pieces = 1;
  bool blocked = false;
  for (std::size_t i = 0; i < project.phases.size() && pieces > 0 && !blocked; ++i) {
    const PhaseOutcome outcome = run_phase(project.phases[i], i, place, pieces);
    pieces = outcome.pieces;
    blocked = outcome.blocked;
  }
  if (!blocked) month().finished += pieces;

  const auto weigh = [&](PathResult::OverBudget& tally, const std::optional<Amount>& budget, Amount spent) {
    ++tally.projects;
    if (!budget || spent <= *budget) return;
    ++tally.over;
    sum(tally.by, spent - *budget);
  };
  Amount total;
  for (std::size_t i = 0; i < project.phases.size(); ++i) {
    sum(total, phase_spent[i]);
    weigh(result.phase_budget[phase_budget_begin[project_index] + i], project.phases[i].phase->budget, phase_spent[i]);
  }
  weigh(result.project_budget[project_index], project.project->budget, total);
  phase_spent.clear();
}

void Simulation::State::run_uses(const ResolvedStream& stream, Place place) {
  bool finished = true;
  place.phase_id = stream.uses_phase_id;
  for (std::size_t i = 0; i < stream.uses.size(); ++i) {
    place.slot = static_cast<std::uint32_t>(i);
    const Served served = requests_of(stream.uses[i], place, stream.stream->failure);
    if (served == Served::blocked) return;
    finished = finished && served != Served::failed;
  }
  if (finished) ++month().finished;
}

void Simulation::State::run_event(const ResolvedStream& stream, Place place) {
  const std::int64_t guests = stream.guests.at(number(place, Purpose::guests));
  std::uint32_t photo = 0;
  for (std::int64_t guest = 0; guest < guests; ++guest) {
    place.slot = 0;
    place.piece = static_cast<std::uint32_t>(guest);
    const std::int64_t photos = stream.photos.at(number(place, Purpose::photos));
    for (std::int64_t i = 0; i < photos && !overflowed && requests <= kMaxRequestsPerPath; ++i, ++photo) {
      place.piece = photo;
      bool finished = true;
      for (std::size_t f = 0; f < stream.features.size(); ++f) {
        const ResolvedFeature& feature = stream.features[f];
        place.slot = static_cast<std::uint32_t>(f);
        place.phase_id = feature.phase_id;
        place.attempt = 0;
        if (feature.feature->used < kAlways && !chance(feature.feature->used, number(place, Purpose::feature))) continue;
        const Served served = requests_of(feature.use, place, stream.stream->event->failure);
        finished = finished && served == Served::yes;
        if (served == Served::blocked && !accounts.pauses_ai()) break;
      }
      if (finished) ++month().finished;
    }
  }
}

void Simulation::State::run_day() {
  accounts.begin_day(day);
  if (owner_month != month_index()) {
    owner_month = month_index();
    std::fill(owner_spent.begin(), owner_spent.end(), Amount{});
  }
  for (std::size_t s = 0; s < resolved->streams.size(); ++s) {
    const ResolvedStream& stream = resolved->streams[s];
    const std::int64_t occurrences = arrivals.on_day(s, day);
    if (occurrences > kMaxOccurrencesPerDay) overflowed = true;
    for (std::int64_t i = 0; i < occurrences && !overflowed; ++i) {
      if (requests > kMaxRequestsPerPath) return;
      Place place;
      place.stream = static_cast<std::int32_t>(s);
      place.occurrence = static_cast<std::int32_t>(i);
      if (stream.project >= 0) {
        run_project(stream, place);
      } else if (stream.stream->event) {
        run_event(stream, place);
      } else {
        run_uses(stream, place);
      }
    }
  }
  if (options.balances) {
    for (std::size_t pool = 0; pool < resolved->pools.size(); ++pool) {
      result.balance.push_back(accounts.ledger().balance(static_cast<PoolIndex>(pool)));
    }
  }
}

Simulation::Simulation(const Resolved& resolved, SimulateOptions options)
    : state_(std::make_unique<State>(resolved, options)) {}
Simulation::~Simulation() = default;
Simulation::Simulation(const Simulation& other) : state_(std::make_unique<State>(*other.state_)) {}
Simulation& Simulation::operator=(const Simulation& other) {
  state_ = std::make_unique<State>(*other.state_);
  return *this;
}
Simulation::Simulation(Simulation&&) noexcept = default;
Simulation& Simulation::operator=(Simulation&&) noexcept = default;

Errors Simulation::run_until(std::int32_t day) {
  State& s = *state_;
  const std::int32_t end = std::min(day, static_cast<std::int32_t>(s.resolved->days.size()));
  for (; s.day < end; ++s.day) {
    s.run_day();
    if (s.overflowed || s.accounts.overflowed()) {
      return {Error{Code::overflow,
                    "/streams",
                    "the credits of one path are beyond 8,000,000,000",
                    "a lower rate, fewer months, or smaller prices",
                    {},
                    0,
                    0}};
    }
    if (s.requests > kMaxRequestsPerPath) {
      return {Error{
          Code::too_many, "/streams", "one path has more than 20,000,000 requests", "a lower rate or fewer months", {}, 0, 0}};
    }
  }
  return {};
}

PathResult Simulation::finish() {
  State& s = *state_;
  CREDITCAST_CHECK(s.day == static_cast<std::int32_t>(s.resolved->days.size()));
  s.accounts.end_of_horizon();
  const Ledger& ledger = s.accounts.ledger();
  ledger.check_conservation();
  for (std::size_t m = 0; m < s.result.months.size(); ++m) {
    s.result.months[m].money = s.accounts.money()[m];
    s.result.months[m].expired = s.accounts.expired()[m];
    s.result.months[m].purchases = s.accounts.purchases()[m];
  }
  for (std::size_t pool = 0; pool < s.result.by_pool.size(); ++pool) {
    s.result.by_pool[pool].credits = ledger.totals(static_cast<PoolIndex>(pool)).drawn;
  }
  s.result.needed_purchase = s.accounts.needed_purchase();
  s.result.debt = ledger.debt(s.resolved->main_unit);
  s.result.money_spread = s.accounts.money_spread();
  return s.result;
}

const Ledger& Simulation::ledger() const { return state_->accounts.ledger(); }
const std::vector<UsageContext>& Simulation::contexts() const { return state_->contexts; }

std::string Simulation::reason_text(const Entry& entry) const {
  const State& s = *state_;
  const Catalog& catalog = *s.resolved->catalog;
  const Cause& cause = s.accounts.cause(entry.reason);
  const auto plan = [&] { return s.resolved->plans[cause.plan].plan->name; };
  switch (cause.kind) {
    case Cause::Kind::none:
      return entry.kind == EntryKind::expire ? "its time is over" : std::string(entry_kind_name(entry.kind));
    case Cause::Kind::grant: return "grant of " + plan();
    case Cause::Kind::opening: return "opening balance";
    case Cause::Kind::purchase:
      return s.resolved->packs[cause.pack].pack->name + " for " + to_decimal(cause.money) + " " + catalog.currency;
    case Cause::Kind::spend_refill: return "refilled by a spend of " + to_decimal(cause.money);
    case Cause::Kind::drip: return "released today, grant of " + plan();
    case Cause::Kind::rollover_cap: return "above the rollover cap of " + plan();
    case Cause::Kind::plan_end: return "ended by the change to " + plan();
  }
  return {};
}

Result<PathResult> simulate(const Resolved& resolved, const SimulateOptions& options) {
  Simulation simulation(resolved, options);
  Errors errors = simulation.run_until(static_cast<std::int32_t>(resolved.days.size()));
  if (!errors.empty()) return errors;
  return simulation.finish();
}

}  // namespace creditcast
