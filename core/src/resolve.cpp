#include "creditcast/resolve.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "calendar.hpp"
#include "figures.hpp"
#include "labels.hpp"
#include "report.hpp"
#include "work.hpp"

namespace creditcast {
namespace {

double to_double(Amount amount) { return static_cast<double>(amount.micros) / static_cast<double>(kMicros); }

template <typename Thing>
std::uint32_t index_in(const std::vector<Thing>& things, const Thing* thing) {
  return static_cast<std::uint32_t>(thing - things.data());
}

const Term* find_term(const Plan& plan, std::string_view id) {
  for (const Term& term : plan.terms)
    if (term.id == id) return &term;
  return nullptr;
}

/// The term of that id, else the plan's first.
const Term* term_or_first(const Plan& plan, std::string_view id) {
  const Term* term = find_term(plan, id);
  return term != nullptr || plan.terms.empty() ? term : &plan.terms.front();
}

/// A pack that can be bought at all: a bundle, or by a sum of money that is known.
bool usable(const Pack& pack, const AtZeroChoice& step, const AtZeroOffer* offer) {
  return !pack.by_money || step.money || (step.kind == AtZeroKind::auto_recharge && offer != nullptr && offer->amount);
}

/// The plan may take what the platform offers; `offer` null: it offers no such thing, which the scenario's check says.
bool takes(const Plan& plan, const AtZeroOffer* offer) { return offer == nullptr || offered_on(*offer, plan); }

bool buys(AtZeroKind kind) { return kind == AtZeroKind::buy_pack || kind == AtZeroKind::auto_recharge; }

class Resolver {
 public:
  Resolver(const Catalog& catalog, const Scenario& scenario, const Choice& choice) : catalog_(catalog), scenario_(scenario) {
    out_.catalog = &catalog;
    out_.scenario = &scenario;
    out_.choice = choice;
    out_.first_day = scenario.calendar.start;
    out_.months = scenario.months;
  }

  Result<Resolved> run() {
    resolve_pools();
    resolve_plans();
    if (!report_.empty()) return report_.take();
    resolve_packs();
    resolve_at_zero();
    resolve_days();
    name_phases();
    for (const Project& project : scenario_.projects) out_.projects.push_back(resolve_project(project));
    for (const Stream& stream : scenario_.streams) resolve_stream(stream);
    if (!report_.empty()) return report_.take();
    use_grant_figures();
    list_figures();
    return std::move(out_);
  }

 private:
  // --- pools and plans ---
  void resolve_pools() {
    const Unit* main_unit = find_unit(catalog_, catalog_.main_unit);
    CREDITCAST_CHECK(main_unit != nullptr);
    out_.main_unit = static_cast<UnitIndex>(index_in(catalog_.units, main_unit));
    for (const Pool& pool : catalog_.pools) {
      out_.pools.push_back({unit_index(pool.unit)});
      ResolvedPool& rules = out_.pool_rules.emplace_back();
      rules.drip = priced(pool.drip);
      rules.rollover_cap = priced(pool.rollover.cap);
      rules.rollover_times = priced(pool.rollover.times_grant);
      if (!pool.live || !pool.refill_on_spend) continue;
      const FigureValue at_least = value_on(pool.refill_on_spend->at_least, out_.first_day);
      const FigureValue to = value_on(pool.refill_on_spend->to, out_.first_day);
      if (at_least.priced && to.priced)
        rules.refill_on_spend = ResolvedPool::Refill{unit_index(pool.refill_on_spend->unit), at_least.typical, to.typical};
    }
  }

  [[nodiscard]] UnitIndex unit_index(const std::string& id) const {
    const Unit* unit = find_unit(catalog_, id);
    CREDITCAST_CHECK(unit != nullptr);
    return static_cast<UnitIndex>(index_in(catalog_.units, unit));
  }

  void resolve_plans() {
    const std::string& chosen = out_.choice.plan.empty() ? scenario_.plan : out_.choice.plan;
    const Plan* plan = find_plan(catalog_, chosen);
    if (plan == nullptr) {
      report_.reference("/plan", chosen, "plan", ids_of(catalog_.plans));
      return;
    }
    if (!out_.choice.term.empty() && find_term(*plan, out_.choice.term) == nullptr)
      report_.reference("/term", out_.choice.term, {"term of {0}", {quoted(chosen)}}, ids_of(plan->terms));
    const Term* term = term_or_first(*plan, out_.choice.term.empty() ? scenario_.term : out_.choice.term);
    add_plan(*plan, term);
    if (!report_.empty()) return;
    out_.choice.plan = plan->id;
    out_.choice.term = term->id;
    for (const PlanChange& change : scenario_.plan_changes)
      if (const Plan* next = find_plan(catalog_, change.plan))
        out_.plan_changes.emplace_back(change.month, add_plan(*next, term_or_first(*next, change.term)));
    for (const AtZeroChoice& step : scenario_.at_zero)
      if (step.kind == AtZeroKind::upgrade)
        if (const Plan* next = find_plan(catalog_, step.plan)) add_plan(*next, term_or_first(*next, term->id));
  }

  /// Index of the plan in play.
  std::uint32_t add_plan(const Plan& plan, const Term* term) {
    if (term == nullptr) {
      report_.add(Code::missing_key, "/term", {"the plan {0} has no term", {quoted(plan.id)}});
      return 0;
    }
    for (std::size_t i = 0; i < out_.plans.size(); ++i)
      if (out_.plans[i].plan == &plan && out_.plans[i].term == term) return static_cast<std::uint32_t>(i);
    ResolvedPlan resolved;
    resolved.plan = &plan;
    resolved.term = term;
    const FigureValue price = use(term->price);
    resolved.money_known = price.priced;
    resolved.price = billed(*term, price.typical);
    resolved.intro_price = resolved.price;
    if (term->intro) {
      const FigureValue intro = use(*term->intro);
      resolved.has_intro = intro.priced;
      if (intro.priced) resolved.intro_price = billed(*term, intro.typical);
    }
    if (plan.price_per_credit)
      if (const FigureValue rate = value_on(*plan.price_per_credit, out_.first_day); rate.priced)
        resolved.price_per_credit = rate.typical;
    resolve_grants(resolved);
    if (!resolved.money_known) out_.money_complete = false;
    out_.plans.push_back(std::move(resolved));
    return static_cast<std::uint32_t>(out_.plans.size() - 1);
  }

  Amount billed(const Term& term, Amount price) {
    const auto amount = times(price, term.price_is_per_month ? term.months : 1);
    if (!amount) report_.add(Code::overflow, "/plan", "the price of a term is beyond the largest amount");
    return amount.value_or(Amount{});
  }

  void resolve_grants(ResolvedPlan& resolved) {
    for (const Pool& pool : catalog_.pools) {
      resolved.grants.emplace_back();
      if (!gets_grant(pool, *resolved.plan)) continue;
      const FigureValue value = value_on(*grant_figure(pool, *resolved.plan), out_.first_day);
      if (!value.priced) {
        resolved.grants_known = false;
        continue;
      }
      const auto amount = times(value.typical, pool.grant->per_seat ? scenario_.seats : 1);
      if (!amount) report_.add(Code::overflow, "/seats", "the grant of all seats is beyond the largest amount");
      resolved.grants.back() = amount.value_or(Amount{});
    }
  }

  // --- purchases ---
  void resolve_packs() {
    for (const Pack& pack : catalog_.packs) {
      ResolvedPack resolved;
      resolved.pack = &pack;
      resolved.least_money = priced(pack.min_money);
      if (!pack.by_money && pack.credits && pack.price) {
        const FigureValue credits = value_on(*pack.credits, out_.first_day);
        const FigureValue bonus = pack.bonus ? value_on(*pack.bonus, out_.first_day) : FigureValue{true, {}, {}, {}, {}};
        const FigureValue price = value_on(*pack.price, out_.first_day);
        resolved.money_known = credits.priced && bonus.priced && price.priced;
        const auto sum = add(credits.typical, bonus.typical);
        if (!sum)
          report_.add(Code::overflow, "/at_zero", {"the pack {0} holds more than the largest amount", {quoted(pack.id)}});
        resolved.credits = sum.value_or(Amount{});
        resolved.price = price.typical;
      }
      out_.packs.push_back(resolved);
    }
  }

  void resolve_at_zero() {
    for (AtZeroChoice step : scenario_.at_zero) {
      const AtZeroOffer* offer = find_offer(catalog_, step.kind);
      if (offer != nullptr) {
        const auto offered = [&](const ResolvedPlan& plan) { return offered_on(*offer, *plan.plan); };
        if (std::none_of(out_.plans.begin(), out_.plans.end(), offered)) continue;
        use_offer(*offer);
        if (step.kind == AtZeroKind::overage) fill_overage(step, *offer);
      }
      if (buys(step.kind)) fill_purchase(step, offer);
      out_.at_zero.push_back(std::move(step));
    }
  }

  void fill_overage(AtZeroChoice& step, const AtZeroOffer& offer) {
    out_.overage_rate = priced(offer.rate);
    if (const auto cap = priced(offer.cap)) step.monthly_cap = step.monthly_cap ? min(*step.monthly_cap, *cap) : *cap;
  }

  void use_offer(const AtZeroOffer& offer) {
    if (offer.threshold) use(*offer.threshold);
    if (offer.amount) use(*offer.amount);
    if (offer.cap) use(*offer.cap);
    if (offer.rate && !use(*offer.rate).priced) out_.money_complete = false;
    if (offer.threshold_in_money) use_rates(&offer);
  }

  /// The prices per credit of the plans that may take the offer; without one, money cannot be turned into credits.
  void use_rates(const AtZeroOffer* offer) {
    for (const ResolvedPlan& plan : out_.plans) {
      if (!takes(*plan.plan, offer)) continue;
      if (plan.plan->price_per_credit) use(*plan.plan->price_per_credit);
      if (!plan.price_per_credit) out_.money_complete = false;
    }
  }

  void fill_purchase(AtZeroChoice& step, const AtZeroOffer* offer) {
    if (step.pack.empty()) step.pack = out_.choice.pack.empty() ? first_pack(step, offer) : out_.choice.pack;
    if (offer != nullptr && step.kind == AtZeroKind::auto_recharge) {
      if (const auto fixed = priced(offer->threshold)) step.threshold = fixed;
      if (const auto fixed = priced(offer->amount)) step.money = fixed;
    }
    const Pack* pack = find_pack(catalog_, step.pack);
    if (pack == nullptr) {
      if (!step.pack.empty()) report_.reference("/at_zero", step.pack, "pack", ids_of(catalog_.packs));
      return;
    }
    for (const auto* figure :
         {&pack->credits, &pack->bonus, &pack->price, &pack->min_money, &pack->max_money, &pack->step_money})
      if (*figure) use(**figure);
    if (pack->by_money) {
      use_rates(offer);
      if (!step.money) out_.money_complete = false;
    } else {
      step.money.reset();  // a bundle has its own price
      if (!out_.packs[index_in(catalog_.packs, pack)].money_known) out_.money_complete = false;
    }
  }

  [[nodiscard]] std::optional<Amount> priced(const std::optional<Figure>& figure) const {
    if (!figure) return std::nullopt;
    const FigureValue value = value_on(*figure, out_.first_day);
    return value.priced ? std::optional<Amount>(value.typical) : std::nullopt;
  }

  /// Where nothing names a pack: the first in the catalog that a plan in play may buy.
  [[nodiscard]] std::string first_pack(const AtZeroChoice& step, const AtZeroOffer* offer) const {
    for (const ResolvedPlan& plan : out_.plans)
      for (const Pack& pack : catalog_.packs)
        if (takes(*plan.plan, offer) && may_buy(*plan.plan, pack) && usable(pack, step, offer)) return pack.id;
    return {};
  }

  void resolve_days() {
    CalendarDays calendar = calendar_days(scenario_.calendar, scenario_.months);
    out_.days = std::move(calendar.days);
    out_.working_days_in_month = std::move(calendar.working_days_in_month);
    out_.working_days_in_week = std::move(calendar.working_days_in_week);
    out_.working_days_per_week = calendar.working_days_per_week;
  }

  // --- phases ---
  std::uint32_t phase_index(const std::string& id, const std::string& label) {
    const auto found = std::find(out_.phase_ids.begin(), out_.phase_ids.end(), id);
    if (found != out_.phase_ids.end()) return static_cast<std::uint32_t>(found - out_.phase_ids.begin());
    out_.phase_ids.push_back(id);
    out_.phase_labels.push_back(label.empty() ? id : label);
    return static_cast<std::uint32_t>(out_.phase_ids.size() - 1);
  }

  /// Phases stand in the order in which the streams need them.
  void name_phases() {
    for (const Stream& stream : scenario_.streams) {
      if (const Project* project = project_of(stream)) {
        needed_.insert(project);
        for (const Phase& phase : project->phases) phase_index(phase.id, phase.name);
      }
      if (stream.event)
        for (const EventWork::Feature& feature : stream.event->features) phase_index(feature.id, feature.name);
      if (!stream.uses.empty()) phase_index(stream.id, stream.name);
    }
  }

  [[nodiscard]] const Project* project_of(const Stream& stream) const {
    for (const Project& project : scenario_.projects)
      if (!stream.project.empty() && project.id == stream.project) return &project;
    return nullptr;
  }

  ResolvedProject resolve_project(const Project& project) {
    // A project that no stream does must not make the answer incomplete.
    counting_ = needed_.count(&project) != 0;
    ResolvedProject resolved;
    resolved.project = &project;
    const std::string here = at("/projects", index_in(scenario_.projects, &project)) + "/phases";
    for (std::size_t i = 0; i < project.phases.size(); ++i)
      resolved.phases.push_back(resolve_phase(project.phases[i], at(here, i)));
    counting_ = true;
    return resolved;
  }

  ResolvedPhase resolve_phase(const Phase& phase, const std::string& here) {
    ResolvedPhase resolved;
    resolved.phase = &phase;
    resolved.id = phase_index(phase.id, phase.name);
    resolved.batch = distribution_of(phase.batch);
    resolved.use = price_use(phase.use, resolved.id, here, resolved.batch, phase.failure > kNever);
    for (std::size_t i = 0; i < phase.utilities.size(); ++i)
      resolved.utilities.push_back(price_use(phase.utilities[i], resolved.id, at(here + "/utilities", i)));
    if (phase.rewrite)
      for (std::size_t i = 0; i < phase.rewrite->uses.size(); ++i)
        resolved.rewrite_uses.push_back(price_use(phase.rewrite->uses[i], resolved.id, at(here + "/rewrite/uses", i)));
    return resolved;
  }

  // --- streams ---
  void resolve_stream(const Stream& stream) {
    ResolvedStream resolved;
    resolved.stream = &stream;
    const std::string here = at("/streams", index_in(scenario_.streams, &stream));
    if (!stream.uses.empty()) resolved.uses_phase_id = phase_index(stream.id, stream.name);
    for (std::size_t i = 0; i < stream.uses.size(); ++i)
      resolved.uses.push_back(price_use(stream.uses[i], resolved.uses_phase_id, at(here + "/actions", i), plain(stream.uses[i]),
                                        stream.failure > kNever));
    if (const Project* project = project_of(stream))
      resolved.project = static_cast<std::int32_t>(index_in(scenario_.projects, project));
    if (stream.event) resolve_event(*stream.event, here + "/event", resolved);
    for (std::size_t i = 0; i < scenario_.owners.size(); ++i)
      if (!stream.owner.empty() && scenario_.owners[i].id == stream.owner) resolved.owner = static_cast<std::int32_t>(i);
    resolve_rate(stream, here, resolved);
    out_.streams.push_back(std::move(resolved));
  }

  void resolve_event(const EventWork& event, const std::string& here, ResolvedStream& resolved) {
    for (std::size_t i = 0; i < event.features.size(); ++i) {
      const EventWork::Feature& feature = event.features[i];
      const std::uint32_t phase = phase_index(feature.id, feature.name);
      resolved.features.push_back(
          {&feature, phase,
           price_use(feature.use, phase, at(here + "/features", i), plain(feature.use), event.failure > kNever)});
    }
    resolved.guests = distribution_of(event.guests);
    resolved.photos = distribution_of(event.photos_per_guest);
  }

  void resolve_rate(const Stream& stream, const std::string& here, ResolvedStream& resolved) {
    auto factors = month_factors(stream, calendar_months(scenario_.calendar, scenario_.months), whole(kMicros));
    if (!factors) {
      report_.add(Code::overflow, here + "/growth_per_month", "the stream grows beyond all bounds");
      return;
    }
    resolved.month_factor = std::move(*factors);
    const Quantity& quantity = stream.rate.quantity;
    if (quantity.kind == QuantityKind::range || quantity.kind == QuantityKind::table)
      resolved.per_period = distribution_of(quantity);
    if (quantity.kind != QuantityKind::poisson) return;
    for (std::int32_t month = 0; month < out_.months; ++month) {
      const double mean = to_double(quantity.mean) * to_double(resolved.month_factor[static_cast<std::size_t>(month)]);
      const double days = out_.working_days_in_month[static_cast<std::size_t>(month)];
      const double periods = periods_in_month(out_, stream.rate.per, month);
      resolved.per_day_poisson.push_back(poisson_distribution(days > 0 ? mean * periods / days : 0));
    }
  }

  // --- uses ---
  static Distribution plain(const WorkUse& use) { return uniform_distribution(use.outputs, use.outputs); }
  ResolvedUse price_use(const WorkUse& use, std::uint32_t phase, const std::string& here) {
    return price_use(use, phase, here, plain(use), false);
  }

  /// A use under every plan in play, for each number of outputs that may be asked for.
  ResolvedUse price_use(const WorkUse& use, std::uint32_t phase, const std::string& computed, const Distribution& outputs,
                        bool may_fail) {
    const std::string& here = use.pointer.empty() ? computed : use.pointer;
    ResolvedUse resolved;
    resolved.count = use.count;
    resolved.outputs_first = static_cast<std::int32_t>(outputs.values.front());
    const Work work = work_of(catalog_, use);
    if (work.action == nullptr) {
      report_.add(Code::unknown_reference, here,
                  {"the platform has no {0}", {quoted(use.action.empty() ? use.capability : use.action)}});
      return resolved;
    }
    const Action& action = *work.action;
    resolved.action = index_in(catalog_.actions, &action);
    resolved.charged_at = action.charged_at;
    if (may_fail) use_failed_share(action);
    name_use(resolved, action, work.options);
    resolved.index = static_cast<std::uint32_t>(out_.uses.size());
    out_.uses.push_back({phase, resolved.action, resolved.model_index});
    const auto sizes = static_cast<std::size_t>(outputs.values.back() - outputs.values.front() + 1);
    for (const ResolvedPlan& plan : out_.plans) {
      std::vector<PricedUse>& prices = resolved.by_plan.emplace_back(sizes);
      for (const std::int64_t count : outputs.values) {
        const Request request{&action, work.options, static_cast<std::int32_t>(count), plan.plan->id, out_.first_day};
        const auto answer = quote(catalog_, request);
        if (!answer) {
          report_once(answer.errors(), here);
          return resolved;
        }
        if (&plan == &out_.plans.front() && count == outputs.values.front()) name_quote(resolved, *answer, action);
        prices[static_cast<std::size_t>(count - outputs.values.front())] = priced_use(*answer, *plan.plan, action);
      }
    }
    return resolved;
  }

  void report_once(const Errors& errors, const std::string& here) {
    for (const Error& error : errors) report_.add(error.code, here + error.pointer, error.what, error.allowed);
  }

  void name_use(ResolvedUse& resolved, const Action& action, const std::vector<OptionChoice>& options) {
    const auto filled = fill_options(action, options);
    const std::vector<OptionChoice>& all = filled ? *filled : options;
    resolved.label = use_label(action, all);
    resolved.tier_label = tier_label(action, all);
    resolved.model = action.id;
    for (const OptionChoice& choice : all)
      if (choice.option == "model") resolved.model = choice.value;
    const auto found = std::find(out_.models.begin(), out_.models.end(), resolved.model);
    resolved.model_index = static_cast<std::uint32_t>(found - out_.models.begin());
    if (found == out_.models.end()) out_.models.push_back(resolved.model);
  }

  void name_quote(ResolvedUse& resolved, const Quote& answer, const Action& action) {
    resolved.unit = unit_index(answer.unit);
    resolved.main_unit = resolved.unit == out_.main_unit;
    resolved.utility = !resolved.main_unit && (action.kind == "utility" || action.kind == "chat");
    resolved.outputs = answer.outputs;
    resolved.tags = answer.tags;
  }

  PricedUse priced_use(const Quote& answer, const Plan& plan, const Action& action) {
    PricedUse priced_use;
    priced_use.priced = answer.priced;
    priced_use.gated = gated(plan, answer.tags);
    priced_use.low = answer.low;
    priced_use.typical = answer.typical;
    priced_use.high = answer.high;
    priced_use.failed_of_typical = answer.failed;
    if (const auto share = priced(action.failed_share))
      if (const auto of = share_of(*share)) priced_use.failed_share = *of;
    for (std::size_t pool = 0; pool < catalog_.pools.size(); ++pool)
      if (catalog_.pools[pool].unit == answer.unit && may_pay(catalog_.pools[pool], plan, answer.tags))
        priced_use.payable.push_back(static_cast<std::uint16_t>(pool));
    priced_use.payer_set =
        payer_sets_.try_emplace(priced_use.payable, static_cast<std::uint32_t>(payer_sets_.size())).first->second;
    if (counting_) {
      if (!answer.priced) out_.complete = false;
      used_.insert(answer.rests_on.begin(), answer.rests_on.end());
    }
    return priced_use;
  }

  void use_failed_share(const Action& action) {
    if (!counting_) return;
    if (action.failed_share) use(*action.failed_share);
    if (!priced(action.failed_share)) unknown_failures_.insert(&action);
  }

  // --- figures ---
  FigureValue use(const Figure& figure) {
    used_.insert(&figure);
    return value_on(figure, out_.first_day);
  }

  void use_grant_figures() {
    for (const Pool& pool : catalog_.pools) {
      bool granted = false;
      for (const ResolvedPlan& plan : out_.plans)
        if (gets_grant(pool, *plan.plan)) {
          use(*grant_figure(pool, *plan.plan));
          granted = true;
        }
      if (!granted && !(pool.live && pool.refill_on_spend)) continue;
      for (const auto* figure : {&pool.rollover.cap, &pool.rollover.times_grant, &pool.drip})
        if (*figure) use(**figure);
      if (pool.refill_on_spend) {
        use(pool.refill_on_spend->at_least);
        use(pool.refill_on_spend->to);
      }
    }
  }

  void list_figures() {
    for (const FigurePlace& place : figure_places(catalog_))
      if (used_.count(place.figure) != 0)
        out_.rests_on.push_back(rests_on(catalog_, place.pointer, place.label, *place.figure, out_.first_day));
    for (const Action& action : catalog_.actions) {
      if (unknown_failures_.count(&action) == 0) continue;
      RestsOn line;
      line.pointer = at("/actions", action.id) + "/failed_share";
      line.label = Words("{0}, share that a failed run costs", {name_or_id(action.name, action.id)});
      line.value = Amount{};
      line.is = Provenance::assumed;
      line.why = Words("what a failed run costs is not published; taken as nothing");
      out_.rests_on.push_back(std::move(line));
    }
  }

  const Catalog& catalog_;
  const Scenario& scenario_;
  Resolved out_;
  Report report_;
  std::map<std::vector<std::uint16_t>, std::uint32_t> payer_sets_;
  std::set<const Project*> needed_;
  std::set<const Figure*> used_;
  std::set<const Action*> unknown_failures_;
  bool counting_ = true;
};

}  // namespace

RestsOn rests_on(const Catalog& catalog, std::string pointer, Words label, const Figure& figure, std::optional<Day> first_day) {
  RestsOn line;
  line.pointer = figure.pointer.empty() ? std::move(pointer) : figure.pointer;
  line.label = std::move(label);
  line.is = figure.is;
  line.why = figure.why;
  line.note = figure.note;
  const FigureValue value = value_on(figure, first_day);
  if (value.priced) {
    line.value = value.typical;
    if (value.low < value.high) {
      line.low = value.low;
      line.high = value.high;
    }
  }
  if (const Source* source = find_source(catalog, value.source)) {
    line.source_title = source->title;
    line.source_url = source->url;
    line.read = source->read;
  }
  for (const OtherFigure& other : figure.others) {
    const Source* source = find_source(catalog, other.source);
    line.note += (line.note.empty() ? "" : "; ") + ("elsewhere " + to_decimal(other.value)) +
                 (source != nullptr ? " (" + source->title + ")" : "") + (other.note.empty() ? "" : ", " + other.note);
  }
  return line;
}

double periods_in_month(const Resolved& resolved, RatePer per, std::int32_t month) {
  const std::int32_t working = resolved.working_days_in_month[static_cast<std::size_t>(month)];
  if (per == RatePer::working_day) return working;
  if (per == RatePer::month) return working > 0 ? 1 : 0;
  double weeks = 0;
  for (const DayInfo& day : resolved.days)
    if (day.month == month && day.working) weeks += 1.0 / resolved.working_days_in_week[static_cast<std::size_t>(day.week)];
  return weeks;
}

Result<Resolved> resolve(const Catalog& catalog, const Scenario& scenario, const Choice& choice) {
  return Resolver(catalog, scenario, choice).run();
}

std::vector<Choice> choices(const Catalog& catalog, const Scenario& scenario) {
  // Packs that the scenario leaves open are rows of their own.
  const auto open_step = std::find_if(scenario.at_zero.begin(), scenario.at_zero.end(),
                                      [](const AtZeroChoice& step) { return buys(step.kind) && step.pack.empty(); });
  const AtZeroOffer* offer = open_step == scenario.at_zero.end() ? nullptr : find_offer(catalog, open_step->kind);
  std::vector<Choice> all;
  for (const Plan& plan : catalog.plans)
    for (const Term& term : plan.terms) {
      const std::size_t before = all.size();
      if (open_step != scenario.at_zero.end() && takes(plan, offer))
        for (const Pack& pack : catalog.packs)
          if (may_buy(plan, pack) && usable(pack, *open_step, offer)) all.push_back({plan.id, term.id, pack.id});
      if (all.size() == before) all.push_back({plan.id, term.id, {}});
    }
  return all;
}

namespace {

void note_missing(const Catalog& catalog, const WorkUse& use, std::vector<std::string>& missing) {
  const Work work = work_of(catalog, use);
  const std::string& wanted = use.action.empty() ? use.capability : use.action;
  const auto note = [&](std::string text) {
    if (std::find(missing.begin(), missing.end(), text) == missing.end()) missing.push_back(std::move(text));
  };
  if (work.action == nullptr) {
    note(wanted);
    return;
  }
  for (const OptionChoice& choice : use.options) {
    const Option* option = find_option(*work.action, choice.option);
    if (option == nullptr)
      note(wanted + " with " + choice.option);
    else if (!option->number && std::none_of(option->values.begin(), option->values.end(),
                                             [&](const OptionValue& value) { return value.id == choice.value; }))
      note(wanted + " with " + choice.option + " " + choice.value);
  }
}

}  // namespace

std::vector<std::string> missing_work(const Catalog& catalog, const Scenario& scenario) {
  std::vector<std::string> missing;
  const auto note_all = [&](const std::vector<WorkUse>& uses) {
    for (const WorkUse& use : uses) note_missing(catalog, use, missing);
  };
  for (const Stream& stream : scenario.streams) {
    note_all(stream.uses);
    if (stream.event)
      for (const EventWork::Feature& feature : stream.event->features) note_missing(catalog, feature.use, missing);
    for (const Project& project : scenario.projects) {
      if (stream.project.empty() || project.id != stream.project) continue;
      for (const Phase& phase : project.phases) {
        note_missing(catalog, phase.use, missing);
        note_all(phase.utilities);
        if (phase.rewrite) note_all(phase.rewrite->uses);
      }
    }
  }
  return missing;
}

}  // namespace creditcast
