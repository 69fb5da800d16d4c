#include "creditcast/simulate.hpp"

#include <algorithm>

#include "accounts.hpp"
#include "arrivals.hpp"
#include "creditcast/limits.hpp"
#include "path_books.hpp"

namespace creditcast {

namespace {

/// One path stops with an error here rather than run for hours.
constexpr std::int64_t kMaxRequestsPerPath = 20'000'000;

enum class Served : std::uint8_t { yes, failed, skipped, blocked };

/// Numbers that a phase needs for its first piece, where they are not certain.
struct FirstNumbers {
  std::uint32_t run = 0, batch = 0, accepted = 0;
};

/// A first request is accepted whatever the number.
bool surely_accepted(const Phase& phase) { return phase.acceptance == kAlways && phase.repeat_factors.empty(); }

}  // namespace

struct Simulation::State {
  State(const Resolved& resolved_in, const SimulateOptions& options_in);

  const Resolved* resolved;
  SimulateOptions options;
  Accounts accounts;
  Arrivals arrivals;
  PathBooks books;
  std::int32_t day = 0;
  std::vector<UsageContext> contexts;
  Place here;                       ///< of the request under way
  std::vector<FirstNumbers> first;  ///< by phase, of the project under way
  std::int64_t requests = 0;
  bool crowded = false;  ///< a stream brings more on one day than can be told apart

  [[nodiscard]] std::uint32_t number(Purpose purpose) const;
  /// Does it happen? What is certain either way draws no number.
  [[nodiscard]] bool happens(Share share, Purpose purpose) const {
    if (share == kNever || share >= kAlways) return share >= kAlways;
    return chance(share, number(purpose));
  }
  [[nodiscard]] std::int64_t drawn(const Distribution& distribution, Purpose purpose) const {
    return distribution.values.size() == 1 ? distribution.values.front() : distribution.at(number(purpose));
  }
  [[nodiscard]] const PricedUse& priced(const ResolvedUse& use, std::int32_t outputs) const;
  [[nodiscard]] Amount price_of(const PricedUse& priced) const;
  void note(const ResolvedUse& use, bool failed, Stopped stopped = Stopped::no);
  Served stop(const ResolvedUse& use, Amount price, Stopped why);
  Served request(const ResolvedUse& use, std::int32_t outputs, Share failure);
  std::optional<Served> request_at_zero(const ResolvedUse& use, const PricedUse& cost, Amount price, bool fails);
  Served requests_of(const ResolvedUse& use, std::uint32_t lane, Share failure, std::int32_t before = 0);
  bool beside(const std::vector<ResolvedUse>& uses, std::uint32_t lane);

  struct PhaseOutcome {
    std::int64_t pieces = 0;
    bool blocked = false;
  };
  PhaseOutcome run_phase(const ResolvedPhase& phase, std::size_t index, std::int64_t pieces);
  bool run_piece(const ResolvedPhase& phase, std::int32_t outputs, bool& blocked);
  void run_project(const ResolvedStream& stream);
  void run_uses(const ResolvedStream& stream);
  void run_event(const ResolvedStream& stream);
  void run_day();
};

Simulation::State::State(const Resolved& resolved_in, const SimulateOptions& options_in)
    : resolved(&resolved_in),
      options(options_in),
      accounts(resolved_in, options_in.journal),
      arrivals(resolved_in, options_in.seed, options_in.path),
      books(resolved_in, options_in.balances) {}

std::uint32_t Simulation::State::number(Purpose purpose) const {
  Address address;
  address.path = options.path;
  address.stream = static_cast<std::uint32_t>(here.stream);
  address.day = static_cast<std::uint32_t>(day);
  address.occurrence = static_cast<std::uint32_t>(here.occurrence);
  address.phase = here.slot + 64 * here.lane;  // at most 64 phases, uses or features
  address.piece = here.piece;
  address.attempt = here.attempt;
  address.purpose = purpose;
  return draw(options.seed, address);
}

const PricedUse& Simulation::State::priced(const ResolvedUse& use, std::int32_t outputs) const {
  const auto& by_outputs = use.by_plan[accounts.plan()];
  return by_outputs[static_cast<std::size_t>(outputs - use.outputs_first)];
}

/// A price published as a range is drawn: uniform in steps of one unit from its low end.
Amount Simulation::State::price_of(const PricedUse& priced) const {
  if (priced.low == priced.high) return priced.typical;
  const auto steps = static_cast<std::uint64_t>((priced.high.micros - priced.low.micros) / kMicros) + 1;
  const auto step = static_cast<std::uint64_t>((static_cast<UInt128>(number(Purpose::price)) * steps) >> 32);
  return Amount{priced.low.micros + static_cast<std::int64_t>(step) * kMicros};
}

void Simulation::State::note(const ResolvedUse& use, bool failed, Stopped stopped) {
  if (!options.journal) return;
  UsageContext context;
  context.day = day;
  context.stream = here.stream;
  context.occurrence = here.occurrence;
  context.phase = static_cast<std::int32_t>(here.phase_id);
  // Utilities and rewrites belong to a try: which of them it is, is of their addresses alone.
  context.attempt = static_cast<std::int32_t>(here.lane == 0 ? here.attempt : here.attempt / kMaxCount) + 1;
  context.owner = here.owner;
  context.use = &use;
  context.failed = failed;
  context.utility = use.utility;
  context.stopped = stopped;
  contexts.push_back(context);
}

Served Simulation::State::stop(const ResolvedUse& use, Amount price, Stopped why) {
  accounts.block(use, price);
  note(use, false, why);
  books.block(use, price, here, why);
  return Served::blocked;
}

/// One request, from asking to paying. Its draws are addressed by the place.
Served Simulation::State::request(const ResolvedUse& use, std::int32_t outputs, Share failure) {
  if (++requests > kMaxRequestsPerPath || books.overflowed()) return Served::blocked;
  const bool fails = happens(failure, Purpose::failed);
  for (;;) {
    const PricedUse& cost = priced(use, outputs);
    if (!cost.priced && !cost.gated) {
      // Without a price nothing can be drawn: the work goes on, and the result says that its total is incomplete.
      books.book(use, {}, here);
      return fails ? Served::failed : Served::yes;
    }
    const Amount price = price_of(cost);
    if (use.utility && !use.main_unit) {
      if (!cost.gated && accounts.available(use, cost) >= price) {
        accounts.draw(use, cost, price);
        note(use, fails);
        books.book(use, price, here);
        return Served::yes;
      }
      accounts.block(use, price);
      note(use, false, cost.gated ? Stopped::gate : Stopped::no_credit);
      ++books.month().utilities_skipped;
      return Served::skipped;
    }
    if (cost.gated) return stop(use, price, Stopped::gate);
    if (use.main_unit && here.owner >= 0) {
      const auto index = static_cast<std::size_t>(here.owner);
      const auto& cap = resolved->scenario->owners[index].monthly_cap;
      const auto after = add(books.owner_spent(index), price);
      if (cap && (!after || *after > *cap)) return stop(use, price, Stopped::owner_cap);
    }
    if (!fails) {  // nearly always
      if (const Covered covered = accounts.draw_covered(use, cost, price); covered.usage != kNone32) {
        note(use, false);
        if (covered.lot != kNone32) {
          books.count_payer(accounts.ledger(), covered.lot);
        } else {
          books.count_payers(accounts.ledger(), covered.usage, price);
        }
        books.book(use, price, here);
        return Served::yes;
      }
    }
    if (const auto served = request_at_zero(use, cost, price, fails)) return *served;
  }
}

/// The rest of a request that balances may not cover, or that fails. Null: the plan has changed, and with it prices and gates.
std::optional<Served> Simulation::State::request_at_zero(const ResolvedUse& use, const PricedUse& cost, Amount price,
                                                         bool fails) {
  const std::uint32_t plan = accounts.plan();
  const Funding funding = accounts.fund(use, cost, price);
  if (accounts.plan() != plan) {  // upgraded
    books.short_of_credit();
    return std::nullopt;
  }
  if (funding == Funding::none) return stop(use, price, Stopped::no_credit);
  if (funding != Funding::balance) books.short_of_credit();
  if (funding == Funding::slow_queue) {
    ++books.month().slow;
    books.book(use, {}, here);
    return fails ? Served::failed : Served::yes;
  }
  Amount spent = price;
  if (fails)
    spent = Amount{divide_half_even(Int128{price.micros} * static_cast<Int128>(cost.failed_share.of_2_32), Int128{kShareOne})};
  const bool refunds = fails && use.charged_at == ChargedAt::start && spent < price;

  const Payment payment = accounts.draw(use, cost, refunds ? price : spent);
  note(use, fails);
  if (refunds) accounts.refund(use, payment, price - spent);
  books.count_payers(accounts.ledger(), payment.usage, min(payment.paid, spent));
  books.book(use, spent, here);
  return fails ? Served::failed : Served::yes;
}

/// All requests of a use (`count` of them), of which so many stand before it at the same place. Skipped utilities do not stop
/// the work.
Served Simulation::State::requests_of(const ResolvedUse& use, std::uint32_t lane, Share failure, std::int32_t before) {
  const Place place = here;
  here.lane = lane;
  Served outcome = Served::yes;
  for (std::int32_t i = 0; i < use.count; ++i) {
    here.attempt = place.attempt * kMaxCount + static_cast<std::uint32_t>((before + i) % kMaxCount);
    const Served served = request(use, use.outputs_first, failure);
    if (served == Served::failed || served == Served::blocked) outcome = served;
    if (served == Served::blocked) break;
  }
  here = place;
  return outcome;
}

/// What a try has beside its request. False: it was blocked.
bool Simulation::State::beside(const std::vector<ResolvedUse>& uses, std::uint32_t lane) {
  std::int32_t before = 0;
  for (const ResolvedUse& use : uses) {
    if (requests_of(use, lane, kNever, before) == Served::blocked) return false;
    before += use.count;
  }
  return true;
}

/// One piece through one phase. True: it goes on. `blocked`: nothing could pay, the project ends.
bool Simulation::State::run_piece(const ResolvedPhase& phase, std::int32_t outputs, bool& blocked) {
  const Phase& terms = *phase.phase;
  Share acceptance = terms.acceptance;
  std::int32_t misses = 0;
  std::size_t runs = 0;
  bool variation = false;
  // Numbers are drawn before it is known that they are needed, several at a time: the machine works them out side by side.
  const bool certain = surely_accepted(terms);
  std::uint32_t ahead = 0;
  for (std::int32_t attempt = 0; attempt < terms.max_requests; ++attempt) {
    here.attempt = static_cast<std::uint32_t>(attempt);
    blocked = !beside(phase.utilities, 1);
    if (blocked) return false;
    std::uint32_t luck = 0;
    if (attempt == 0) {
      luck = certain ? 0 : here.piece == 0 ? first[here.slot].accepted : number(Purpose::accepted);
    } else if (attempt % 2 == 1) {
      luck = number(Purpose::accepted);
      ++here.attempt;
      ahead = number(Purpose::accepted);
      --here.attempt;
    } else {
      luck = ahead;
    }
    const Served served = request(phase.use, outputs, terms.failure);
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
    if (chance(accepted, luck)) return true;
    if (!variation) {
      ++misses;
      ++runs;
    }
    variation = terms.variations && happens(terms.variations->chance, Purpose::variation);
    if (terms.rewrite && !variation && misses >= terms.rewrite->after_misses && attempt + 1 < terms.max_requests) {
      blocked = !beside(phase.rewrite_uses, 2);
      if (blocked) return false;
      const Share raised{std::min(acceptance.of_2_32 + terms.rewrite->adds.of_2_32, terms.rewrite->up_to.of_2_32)};
      acceptance = std::max(acceptance, raised);
      misses = 0;
      runs = 0;
    }
  }
  return terms.exhausted == Exhausted::go_on;
}

Simulation::State::PhaseOutcome Simulation::State::run_phase(const ResolvedPhase& phase, std::size_t index,
                                                             std::int64_t pieces) {
  here.slot = static_cast<std::uint32_t>(index);
  here.phase_id = phase.id;
  const auto outputs = static_cast<std::int32_t>(phase.batch.at(first[index].batch));
  PhaseOutcome outcome;
  for (std::int64_t piece = 0; piece < pieces; ++piece) {
    here.piece = static_cast<std::uint32_t>(piece);
    here.attempt = 0;
    const Share run = phase.phase->run_chance;
    if (!chance(run, piece == 0 || run == kAlways ? first[index].run : number(Purpose::phase_run))) {
      ++outcome.pieces;
      continue;
    }
    const bool goes_on = run_piece(phase, outputs, outcome.blocked);
    if (outcome.blocked) return outcome;
    if (goes_on) outcome.pieces += phase.phase->keep;
  }
  return outcome;
}

void Simulation::State::run_project(const ResolvedStream& stream) {
  const auto project_index = static_cast<std::size_t>(stream.project);
  const ResolvedProject& project = resolved->projects[project_index];
  books.begin_project(project);
  first.resize(project.phases.size());
  for (std::size_t i = 0; i < project.phases.size(); ++i) {
    const ResolvedPhase& phase = project.phases[i];
    here.slot = static_cast<std::uint32_t>(i);
    if (phase.phase->run_chance < kAlways) first[i].run = number(Purpose::phase_run);
    if (phase.batch.values.size() > 1) first[i].batch = number(Purpose::batch);
    if (!surely_accepted(*phase.phase)) first[i].accepted = number(Purpose::accepted);
  }
  std::int64_t pieces = 1;
  bool blocked = false;
  for (std::size_t i = 0; i < project.phases.size() && pieces > 0 && !blocked; ++i) {
    const PhaseOutcome outcome = run_phase(project.phases[i], i, pieces);
    pieces = outcome.pieces;
    blocked = outcome.blocked;
  }
  if (!blocked) books.month().finished += pieces;
  books.end_project(project_index);
}

void Simulation::State::run_uses(const ResolvedStream& stream) {
  bool finished = true;
  here.phase_id = stream.uses_phase_id;
  for (std::size_t i = 0; i < stream.uses.size(); ++i) {
    here.slot = static_cast<std::uint32_t>(i);
    const Served served = requests_of(stream.uses[i], 0, stream.stream->failure);
    if (served == Served::blocked) return;
    finished = finished && served != Served::failed;
  }
  if (finished) ++books.month().finished;
}

void Simulation::State::run_event(const ResolvedStream& stream) {
  const std::int64_t guests = drawn(stream.guests, Purpose::guests);
  std::uint32_t photo = 0;
  for (std::int64_t guest = 0; guest < guests; ++guest) {
    here.slot = 0;
    here.piece = static_cast<std::uint32_t>(guest);
    const std::int64_t photos = drawn(stream.photos, Purpose::photos);
    for (std::int64_t i = 0; i < photos && !books.overflowed() && requests <= kMaxRequestsPerPath; ++i, ++photo) {
      here.piece = photo;
      bool finished = true;
      for (std::size_t f = 0; f < stream.features.size(); ++f) {
        const ResolvedFeature& feature = stream.features[f];
        here.slot = static_cast<std::uint32_t>(f);
        here.phase_id = feature.phase_id;
        here.attempt = 0;
        if (!happens(feature.feature->used, Purpose::feature)) continue;
        const Served served = requests_of(feature.use, 0, stream.stream->event->failure);
        finished = finished && served == Served::yes;
        if (served == Served::blocked && !accounts.pauses_ai()) break;
      }
      if (finished) ++books.month().finished;
    }
  }
}

void Simulation::State::run_day() {
  accounts.begin_day(day);
  books.begin_day(day);
  for (std::size_t s = 0; s < resolved->streams.size(); ++s) {
    const ResolvedStream& stream = resolved->streams[s];
    const std::int64_t occurrences = arrivals.on_day(s, day);
    if (occurrences > kMaxOccurrencesPerDay) crowded = true;
    for (std::int64_t i = 0; i < occurrences && !crowded && !books.overflowed(); ++i) {
      if (requests > kMaxRequestsPerPath) return;
      here = {};
      here.stream = static_cast<std::int32_t>(s);
      here.owner = stream.owner;
      here.occurrence = static_cast<std::int32_t>(i);
      if (stream.project >= 0) {
        run_project(stream);
      } else if (stream.stream->event) {
        run_event(stream);
      } else {
        run_uses(stream);
      }
    }
  }
  books.end_day(accounts.ledger());
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
    if (s.crowded || s.books.overflowed() || s.accounts.overflowed()) {
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
  s.accounts.ledger().check_conservation();
  return s.books.closed(s.accounts);
}

const Ledger& Simulation::ledger() const { return state_->accounts.ledger(); }
const std::vector<UsageContext>& Simulation::contexts() const { return state_->contexts; }

const Cause& Simulation::cause(const Entry& entry) const { return state_->accounts.cause(entry.reason); }

std::string Simulation::reason_text(const Entry& entry) const {
  const State& s = *state_;
  const Catalog& catalog = *s.resolved->catalog;
  const Cause& cause = this->cause(entry);
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
