/// check(Scenario): every rule, by itself and against the catalog, all errors at once.
#include <algorithm>
#include <set>

#include "calendar.hpp"
#include "creditcast/limits.hpp"
#include "creditcast/pricing.hpp"
#include "report.hpp"
#include "work.hpp"

namespace creditcast {
namespace {

const std::vector<std::string> kOwnerKinds{"user", "team", "event"};

class ScenarioCheck {
 public:
  ScenarioCheck(const Scenario& scenario, const Catalog& catalog)
      : scenario_(scenario), catalog_(catalog), plans_(ids_of(catalog.plans)) {}

  Errors run() {
    check_head();
    check_calendar();
    check_owners();
    check_streams();
    check_projects();
    check_habits();
    check_plan_changes();
    check_at_zero();
    check_openings();
    check_result_settings();
    return report_.take();
  }

 private:
  // --- head ---
  void check_head() {
    report_.id("/id", scenario_.id);
    report_.between("/months", scenario_.months, 1, kMaxMonths);
    if (check_plan_and_term(scenario_.plan, scenario_.term, "")) {
      const Plan& plan = *find_plan(catalog_, scenario_.plan);
      in_play_.push_back(&plan);
      report_.between("/seats", scenario_.seats, 1, plan.max_seats != 0 ? plan.max_seats : kMaxSeats);
    } else {
      report_.between("/seats", scenario_.seats, 1, kMaxSeats);
    }
  }

  /// False where there is no such plan.
  bool check_plan_and_term(const std::string& plan_id, const std::string& term, const std::string& here) {
    if (!report_.reference(here + "/plan", plan_id, "plan", plans_)) return false;
    const Plan& plan = *find_plan(catalog_, plan_id);
    if (!term.empty()) report_.reference(here + "/term", term, {"term of {0}", {quoted(plan_id)}}, ids_of(plan.terms));
    return true;
  }

  void check_calendar() {
    const Calendar& calendar = scenario_.calendar;
    report_.between("/calendar/zone_offset", calendar.zone_offset_seconds, -std::int64_t{kMaxZoneSeconds}, kMaxZoneSeconds);
    report_.at_most("/calendar/holidays", calendar.holidays.size(), kMaxHolidays, "holidays");
    if (!calendar.start) {
      report_.between("/calendar/working_days_per_month", calendar.working_days_per_month, 1, 30);
      if (!calendar.holidays.empty())
        report_.add(Code::contradiction, "/calendar/holidays", "abstract months have no holidays",
                    "a \"start\", or fewer working days per month");
      return;
    }
    if (*calendar.start < to_day({1900, 1, 1}) || *calendar.start > to_day({2999, 12, 31}))
      report_.add(Code::bad_date, "/calendar/start", "the date is not in the calendar", "1900-01-01 to 2999-12-31");
    if (calendar.weekdays.empty())
      report_.add(Code::bad_value, "/calendar/weekdays", "no day of the week works", "at least one of mon to sun");
    std::set<int> seen;
    for (std::size_t i = 0; i < calendar.weekdays.size(); ++i) {
      report_.between(at("/calendar/weekdays", i), calendar.weekdays[i], 0, 6);
      if (!seen.insert(calendar.weekdays[i]).second)
        report_.add(Code::contradiction, at("/calendar/weekdays", i), "the day stands twice");
    }
  }

  void check_owners() {
    report_.at_most("/owners", scenario_.owners.size(), kMaxOwners, "owners");
    report_.ids(scenario_.owners, "the owner", [](std::size_t i) { return at("/owners", i) + "/id"; });
    for (std::size_t i = 0; i < scenario_.owners.size(); ++i) {
      const Owner& owner = scenario_.owners[i];
      if (std::find(kOwnerKinds.begin(), kOwnerKinds.end(), owner.kind) == kOwnerKinds.end())
        report_.add(Code::bad_value, at("/owners", i) + "/kind", {"{0} is no kind of owner", {quoted(owner.kind)}},
                    suggest(owner.kind, kOwnerKinds));
      if (owner.monthly_cap) report_.not_negative(at("/owners", i) + "/monthly_cap", *owner.monthly_cap);
    }
  }

  // --- quantities ---
  /// A quantity may be anything its kind allows, from `low` to `high`, whole where it is drawn as a number of things.
  void check_quantity(const Quantity& quantity, const std::string& here, std::int64_t low, std::int64_t high, bool is_whole) {
    switch (quantity.kind) {
      case QuantityKind::fixed:
        report_.between(here, quantity.mean, whole(low), whole(high));
        if (is_whole && quantity.mean.micros % kMicros != 0)
          report_.add(Code::bad_value, here, {"{0} is not a whole number", {to_decimal(quantity.mean)}}, "a whole number");
        break;
      case QuantityKind::poisson:
        if (low > 0)
          report_.add(Code::bad_value, here, "a Poisson number may be 0",
                      {"fixed, a range or a table from {0}", {std::to_string(low)}});
        report_.between(here, quantity.mean, Amount{}, whole(high));
        break;
      case QuantityKind::range:
        report_.between(here, quantity.low, low, high);
        report_.between(here, quantity.high, low, high);
        if (quantity.high < quantity.low)
          report_.add(Code::out_of_range, here,
                      {"{0} is below {1}", {std::to_string(quantity.high), std::to_string(quantity.low)}},
                      "the lower end first");
        break;
      case QuantityKind::table: check_table(quantity.table, here, low, high); break;
    }
  }

  void check_table(const std::vector<Quantity::Row>& table, const std::string& here, std::int64_t low, std::int64_t high) {
    if (table.empty()) report_.add(Code::bad_value, here, "the table is empty", "at least one value with its chance");
    report_.at_most(here, table.size(), kMaxTableRows, "rows");
    std::set<std::int64_t> seen;
    std::uint64_t sum = 0;
    for (const Quantity::Row& row : table) {
      report_.between(here, row.value, low, high);
      if (!seen.insert(row.value).second)
        report_.add(Code::contradiction, here, {"the value {0} stands twice", {std::to_string(row.value)}});
      check_share(row.chance, here);
      sum += std::min(row.chance.of_2_32, 2 * kShareOne);
    }
    // Each chance was rounded to a share by at most half of one.
    const std::uint64_t slack = table.size() / 2 + 1;
    if (!table.empty() && (sum + slack < kShareOne || sum > kShareOne + slack))
      report_.add(Code::bad_probability, here, "the chances do not sum to 1", "chances that sum to 1");
  }

  void check_share(Share share, const std::string& here) {
    if (share.of_2_32 > kShareOne) report_.add(Code::bad_probability, here, "the chance is above 1", "0 to 1");
  }

  static Amount most_of(const Quantity& quantity) {
    switch (quantity.kind) {
      case QuantityKind::fixed:
      case QuantityKind::poisson: return quantity.mean;
      case QuantityKind::range: return whole(std::min(quantity.high, kMaxPerPeriod));
      case QuantityKind::table: break;
    }
    std::int64_t most = 0;
    for (const Quantity::Row& row : quantity.table) most = std::max(most, std::min(row.value, kMaxPerPeriod));
    return whole(most);
  }

  // --- streams ---
  void check_streams() {
    report_.at_most("/streams", scenario_.streams.size(), kMaxStreams, "streams");
    if (scenario_.streams.empty()) report_.add(Code::bad_value, "/streams", "there is no work", "at least one stream");
    report_.ids(scenario_.streams, "the stream", [](std::size_t i) { return at("/streams", i) + "/id"; });
    for (std::size_t i = 0; i < scenario_.streams.size(); ++i) check_stream(scenario_.streams[i], at("/streams", i));
  }

  void check_stream(const Stream& stream, const std::string& here) {
    check_quantity(stream.rate.quantity, here + "/rate", 0, kMaxPerPeriod, false);
    check_growth(stream, here);
    if (!stream.owner.empty()) report_.reference(here + "/owner", stream.owner, "owner", ids_of(scenario_.owners));
    check_share(stream.failure, here + "/failure");
    const int kinds = (stream.uses.empty() ? 0 : 1) + (stream.project.empty() ? 0 : 1) + (stream.event ? 1 : 0);
    if (kinds != 1)
      report_.add(kinds == 0 ? Code::missing_key : Code::contradiction, here,
                  kinds == 0 ? "the stream says what comes, and not what is done" : "the stream does several things at once",
                  "exactly one of actions, project and event");
    check_uses(stream.uses, here + "/actions");
    if (!stream.project.empty()) report_.reference(here + "/project", stream.project, "project", ids_of(scenario_.projects));
    if (stream.event) check_event(*stream.event, here + "/event");
  }

  void check_growth(const Stream& stream, const std::string& here) {
    const Amount growth = stream.growth_per_month;
    if (growth <= whole(-1) || growth > whole(kMaxGrowth)) {
      report_.add(Code::out_of_range, here + "/growth_per_month", {"{0} is outside the range", {to_decimal(growth)}},
                  {"more than -1, at most {0}", {std::to_string(kMaxGrowth)}});
      return;
    }
    if (!stream.seasonality.empty() && stream.seasonality.size() != 12) {
      report_.add(Code::bad_value, here + "/seasonality", {"{0} factors", {std::to_string(stream.seasonality.size())}},
                  "12, January first");
      return;
    }
    bool seasons_fine = true;
    for (std::size_t i = 0; i < stream.seasonality.size(); ++i) {
      const Amount season = stream.seasonality[i];
      seasons_fine = seasons_fine && season.micros >= 0 && season <= whole(kMaxSeason);
      report_.between(at(here + "/seasonality", i), season, Amount{}, whole(kMaxSeason));
    }
    if (seasons_fine && scenario_.months >= 1 && scenario_.months <= kMaxMonths) check_peak(stream, here);
  }

  void check_peak(const Stream& stream, const std::string& here) {
    const Amount most = most_of(stream.rate.quantity);
    if (most.micros <= 0 || most > whole(kMaxPerPeriod)) return;
    const auto factors = month_factors(stream, calendar_months(scenario_.calendar, scenario_.months), whole(kMicros));
    bool fits = factors.has_value();
    if (factors)
      for (const Amount factor : *factors)
        fits =
            fits && static_cast<Int128>(factor.micros) * most.micros <= static_cast<Int128>(kMaxPerPeriod) * kMicros * kMicros;
    if (!fits)
      report_.add(Code::out_of_range, here + (stream.growth_per_month.micros > 0 ? "/growth_per_month" : "/seasonality"),
                  "the stream grows too large",
                  {"at most {0} occurrences in a day, week or month of its rate", {std::to_string(kMaxPerPeriod)}});
  }

  void check_event(const EventWork& event, const std::string& here) {
    check_quantity(event.guests, here + "/guests", 0, kMaxPhotos, true);
    check_quantity(event.photos_per_guest, here + "/photos_per_guest", 0, kMaxPhotos, true);
    check_photos(event, here);
    check_share(event.failure, here + "/failure");
    if (event.features.empty()) report_.add(Code::bad_value, here + "/features", "the event uses no feature", "at least one");
    report_.at_most(here + "/features", event.features.size(), kMaxFeatures, "features");
    report_.ids(event.features, "the feature", [&](std::size_t i) { return at(here + "/features", i) + "/id"; });
    for (std::size_t i = 0; i < event.features.size(); ++i) {
      const std::string place = at(here + "/features", i);
      check_use(event.features[i].use, place, event.features[i].use.outputs);
      check_share(event.features[i].used, place + "/used");
    }
  }

  void check_photos(const EventWork& event, const std::string& here) {
    const Int128 photos = static_cast<Int128>(largest(event.guests)) * largest(event.photos_per_guest);
    if (photos > kMaxPhotos)
      report_.add(Code::too_many, here, {"one event may come to more than {0} photos", {std::to_string(kMaxPhotos)}},
                  {"guests x photos of at most {0}", {std::to_string(kMaxPhotos)}});
  }

  /// The largest number that a quantity draws; 0 where it breaks a rule of its own.
  static std::int64_t largest(const Quantity& quantity) {
    const Amount most = most_of(quantity);
    if (most.micros < 0 || most > whole(kMaxPhotos)) return 0;
    if (quantity.kind != QuantityKind::poisson) return most.micros / kMicros;
    return distribution_of(quantity).values.back();
  }

  // --- projects ---
  void check_projects() {
    report_.at_most("/projects", scenario_.projects.size(), kMaxProjects, "projects");
    report_.ids(scenario_.projects, "the project", [](std::size_t i) { return at("/projects", i) + "/id"; });
    for (std::size_t i = 0; i < scenario_.projects.size(); ++i) check_project(scenario_.projects[i], at("/projects", i));
  }

  void check_project(const Project& project, const std::string& here) {
    if (project.budget) report_.not_negative(here + "/budget", *project.budget);
    if (project.phases.empty()) report_.add(Code::bad_value, here + "/phases", "the project has no phase", "at least one");
    report_.at_most(here + "/phases", project.phases.size(), kMaxPhases, "phases");
    report_.ids(project.phases, "the phase", [&](std::size_t i) { return at(here + "/phases", i) + "/id"; });
    std::int64_t pieces = 1;
    for (std::size_t i = 0; i < project.phases.size(); ++i) {
      check_phase(project.phases[i], at(here + "/phases", i));
      pieces = std::min(pieces * std::clamp<std::int64_t>(project.phases[i].keep, 1, kMaxOutputs), kMaxPieces + 1);
    }
    if (pieces > kMaxPieces)
      report_.add(Code::too_many, here + "/phases",
                  {"the phases keep more than {0} pieces of one project", {std::to_string(kMaxPieces)}},
                  {"a product of all \"keep\" of at most {0}", {std::to_string(kMaxPieces)}});
  }

  void check_phase(const Phase& phase, const std::string& here) {
    check_quantity(phase.batch, here + "/batch", 1, kMaxOutputs, true);
    check_use(phase.use, here, static_cast<std::int32_t>(std::max<std::int64_t>(1, least_of(phase.batch))));
    if (phase.use.outputs != 1)
      report_.add(Code::contradiction, here + "/outputs", "a phase says its outputs by its batch", "\"batch\"");
    if (phase.use.count != 1)
      report_.add(Code::contradiction, here + "/count", "a phase requests until it is accepted", "\"max_requests\"");
    check_share(phase.run_chance, here + "/run_chance");
    check_share(phase.acceptance, here + "/acceptance");
    check_share(phase.failure, here + "/failure");
    report_.between(here + "/max_requests", phase.max_requests, 1, kMaxRequests);
    if (phase.keep < 1 || phase.keep > std::max<std::int64_t>(1, least_of(phase.batch)))
      report_.add(Code::out_of_range, here + "/keep", {"{0} outputs cannot go on", {std::to_string(phase.keep)}},
                  {"1 to the smallest batch, {0}", {std::to_string(std::max<std::int64_t>(1, least_of(phase.batch)))}});
    if (phase.rewrite) check_rewrite(phase, here + "/rewrite");
    report_.at_most(here + "/repeat_factors", phase.repeat_factors.size(), kMaxRepeatFactors, "factors");
    for (std::size_t i = 0; i < phase.repeat_factors.size(); ++i)
      check_share(phase.repeat_factors[i], at(here + "/repeat_factors", i));
    if (phase.variations) {
      check_share(phase.variations->chance, here + "/variations/chance");
      check_share(phase.variations->acceptance, here + "/variations/acceptance");
    }
    check_uses(phase.utilities, here + "/utilities");
    if (phase.budget) report_.not_negative(here + "/budget", *phase.budget);
  }

  static std::int64_t least_of(const Quantity& quantity) {
    switch (quantity.kind) {
      case QuantityKind::fixed: return std::clamp<std::int64_t>(quantity.mean.micros / kMicros, 0, kMaxOutputs);
      case QuantityKind::range: return std::clamp<std::int64_t>(quantity.low, 0, kMaxOutputs);
      case QuantityKind::poisson: return 0;
      case QuantityKind::table: break;
    }
    std::int64_t least = kMaxOutputs;
    for (const Quantity::Row& row : quantity.table) least = std::min(least, std::max<std::int64_t>(0, row.value));
    return least;
  }

  void check_rewrite(const Phase& phase, const std::string& here) {
    report_.between(here + "/after_misses", phase.rewrite->after_misses, 1, kMaxRequests);
    check_share(phase.rewrite->adds, here + "/adds");
    check_share(phase.rewrite->up_to, here + "/up_to");
    if (phase.rewrite->up_to < phase.acceptance)
      report_.add(Code::contradiction, here + "/up_to", "a rewrite would lower the chance of acceptance",
                  "at least the phase's acceptance");
    check_uses(phase.rewrite->uses, here + "/uses");
  }

  // --- uses ---
  void check_uses(const std::vector<WorkUse>& uses, const std::string& here) {
    report_.at_most(here, uses.size(), kMaxUses, "uses");
    for (std::size_t i = 0; i < uses.size(); ++i) check_use(uses[i], at(here, i), uses[i].outputs);
  }

  void check_use(const WorkUse& use, const std::string& computed, std::int32_t outputs) {
    const std::string& here = use.pointer.empty() ? computed : use.pointer;
    report_.between(here + "/count", use.count, 1, kMaxCount);
    if (use.action.empty() == use.capability.empty()) {
      report_.add(use.action.empty() ? Code::missing_key : Code::contradiction, here, "a use names an action or a capability",
                  "exactly one of action and capability");
      return;
    }
    const bool known = use.action.empty() ? report_.reference(here + "/capability", use.capability, "capability",
                                                              ids_of(catalog_.capabilities))
                                          : report_.reference(here + "/action", use.action, "action", ids_of(catalog_.actions));
    const Work work = work_of(catalog_, use);
    if (!known || work.action == nullptr) return;
    const std::int32_t most = work.action->max_outputs != 0 ? work.action->max_outputs : kMaxOutputs;
    report_.between(here + "/outputs", outputs, 1, most);
    if (const auto filled = fill_options(*work.action, work.options); !filled)
      for (const Error& error : filled.errors()) report_.add(error.code, here + error.pointer, error.what, error.allowed);
  }

  // --- the user's choices ---
  void check_habits() {
    report_.at_most("/habits", scenario_.habits.size(), kMaxHabits, "habits");
    report_.ids(scenario_.habits, "the habit", [&](std::size_t i) { return at("/habits", scenario_.habits[i].id); });
    if (!scenario_.habit.empty()) report_.reference("/habit", scenario_.habit, "habit", ids_of(scenario_.habits));
  }

  void check_plan_changes() {
    report_.at_most("/plan_changes", scenario_.plan_changes.size(), kMaxPlanChanges, "plan changes");
    const PlanChange* before = nullptr;
    std::string plan = scenario_.plan, term = scenario_.term;
    for (std::size_t i = 0; i < scenario_.plan_changes.size(); ++i) {
      const PlanChange& change = scenario_.plan_changes[i];
      const std::string here = at("/plan_changes", i);
      report_.between(here + "/month", change.month, 1, std::max(1, scenario_.months - 1));
      if (before != nullptr && change.month <= before->month)
        report_.add(Code::contradiction, here + "/month", "the months do not ascend",
                    {"later than month {0}", {std::to_string(before->month)}});
      if (check_plan_and_term(change.plan, change.term, here)) in_play_.push_back(find_plan(catalog_, change.plan));
      if (change.plan == plan && change.term == term)
        report_.add(Code::contradiction, here + "/plan", {"the plan {0} is in force already", {quoted(plan)}},
                    "another plan or term");
      plan = change.plan;
      term = change.term;
      before = &change;
    }
  }

  void check_at_zero() {
    report_.at_most("/at_zero", scenario_.at_zero.size(), kMaxAtZeroSteps, "steps");
    check_upgrade_chain();
    for (std::size_t i = 0; i < scenario_.at_zero.size(); ++i) check_step(scenario_.at_zero[i], at("/at_zero", i));
  }

  /// Upgrades are taken in turn; one that leads back would go round for ever.
  void check_upgrade_chain() {
    std::set<std::string> reached{scenario_.plan};
    for (std::size_t i = 0; i < scenario_.at_zero.size(); ++i) {
      const AtZeroChoice& step = scenario_.at_zero[i];
      if (step.kind != AtZeroKind::upgrade) continue;
      const std::string here = at("/at_zero", i) + "/plan";
      if (step.plan.empty()) {
        report_.add(Code::missing_key, here, "an upgrade needs the plan it leads to", suggest("", plans_));
        continue;
      }
      if (!report_.reference(here, step.plan, "plan", plans_)) continue;
      if (!reached.insert(step.plan).second)
        report_.add(Code::cycle, here, {"the upgrade leads back to {0}", {quoted(step.plan)}},
                    "a plan that is not yet reached");
      in_play_.push_back(find_plan(catalog_, step.plan));
    }
  }

  void check_step(const AtZeroChoice& step, const std::string& here) {
    if (step.monthly_cap) report_.not_negative(here + "/monthly_cap", *step.monthly_cap);
    if (step.threshold) report_.not_negative(here + "/threshold", *step.threshold);
    if (step.kind == AtZeroKind::wait) return;
    const AtZeroOffer* offer = find_offer(catalog_, step.kind);
    if (offer == nullptr) {
      report_.add(Code::not_permitted, here + "/do",
                  {"{0} does not offer {1}", {name_or_id(catalog_.name, catalog_.id), quoted(at_zero_name(step.kind))}},
                  suggest("", offered()));
      return;
    }
    const bool any = std::any_of(in_play_.begin(), in_play_.end(), [&](const Plan* plan) { return offered_on(*offer, *plan); });
    if (!any && !in_play_.empty())
      report_.add(Code::not_permitted, here + "/do",
                  {"{0} is not offered on {1}", {quoted(at_zero_name(step.kind)), quoted(scenario_.plan)}},
                  suggest("", offer->plans));
    if (step.kind == AtZeroKind::auto_recharge) check_recharge(step, *offer, here);
    if (step.kind == AtZeroKind::buy_pack || step.kind == AtZeroKind::auto_recharge) check_pack(step, *offer, here);
  }

  [[nodiscard]] std::vector<std::string> offered() const {
    std::vector<std::string> names{"wait"};
    for (const AtZeroOffer& offer : catalog_.at_zero)
      if (offer.kind != AtZeroKind::wait) names.emplace_back(at_zero_name(offer.kind));
    return names;
  }

  void check_recharge(const AtZeroChoice& step, const AtZeroOffer& offer, const std::string& here) {
    if (!step.threshold && !offer.threshold)
      report_.add(Code::missing_key, here + "/threshold", "nothing says at which balance to recharge", "a balance");
    if (const auto fixed = in_force(offer.threshold); fixed && step.threshold && *step.threshold != *fixed)
      report_.add(Code::not_permitted, here + "/threshold", "the platform fixes the threshold", to_decimal(*fixed));
    if (const auto fixed = in_force(offer.amount); fixed && step.money && *step.money != *fixed)
      report_.add(Code::not_permitted, here + "/money", "the platform fixes what is bought", to_decimal(*fixed));
  }

  void check_pack(const AtZeroChoice& step, const AtZeroOffer& offer, const std::string& here) {
    const bool fixed_money = step.kind == AtZeroKind::auto_recharge && offer.amount;
    if (step.money && step.money->micros <= 0)
      report_.add(Code::out_of_range, here + "/money", {"{0} buys nothing", {to_decimal(*step.money)}}, "more than 0");
    if (step.pack.empty()) {
      const bool any =
          std::any_of(catalog_.packs.begin(), catalog_.packs.end(), [&](const Pack& pack) { return anyone_may_buy(pack); });
      if (!any && !in_play_.empty())
        report_.add(Code::not_permitted, here, {"the plan {0} may buy no pack", {quoted(scenario_.plan)}});
      return;
    }
    if (!report_.reference(here + "/pack", step.pack, "pack", ids_of(catalog_.packs))) return;
    const Pack& pack = *find_pack(catalog_, step.pack);
    if (!anyone_may_buy(pack) && !in_play_.empty())
      report_.add(Code::not_permitted, here + "/pack",
                  {"the plan {0} may not buy {1}", {quoted(scenario_.plan), quoted(pack.id)}},
                  pack.plans.empty() ? "a plan with a subscription" : suggest("", pack.plans));
    if (!pack.by_money) {
      if (step.money)
        report_.add(Code::not_permitted, here + "/money", "the pack has its own price", "no money, or a pack bought by money");
      return;
    }
    if (!step.money && !fixed_money) {
      report_.add(Code::missing_key, here + "/money", "the pack is bought by money, and nothing says how much",
                  "an amount of money");
      return;
    }
    if (step.money) check_money(pack, *step.money, here + "/money");
  }

  void check_money(const Pack& pack, Amount money, const std::string& here) {
    if (const auto least = in_force(pack.min_money); least && money < *least)
      report_.add(Code::out_of_range, here, {"{0} is below the least purchase", {to_decimal(money)}},
                  {"{0} or more", {to_decimal(*least)}});
    if (const auto most = in_force(pack.max_money); most && money > *most)
      report_.add(Code::out_of_range, here, {"{0} is above the largest purchase", {to_decimal(money)}},
                  {"{0} or less", {to_decimal(*most)}});
    if (const auto step = in_force(pack.step_money); step && step->micros > 0 && money.micros % step->micros != 0)
      report_.add(Code::out_of_range, here, {"{0} is not a multiple of the step", {to_decimal(money)}},
                  {"a multiple of {0}", {to_decimal(*step)}});
  }

  /// The value on the scenario's first day; none where there is no value.
  [[nodiscard]] std::optional<Amount> in_force(const std::optional<Figure>& figure) const {
    if (!figure) return std::nullopt;
    const FigureValue value = value_on(*figure, scenario_.calendar.start);
    return value.priced ? std::optional<Amount>(value.typical) : std::nullopt;
  }

  [[nodiscard]] bool anyone_may_buy(const Pack& pack) const {
    return std::any_of(in_play_.begin(), in_play_.end(), [&](const Plan* plan) { return may_buy(*plan, pack); });
  }

  void check_openings() {
    report_.at_most("/opening", scenario_.opening.size(), kMaxOpenings, "balances");
    for (std::size_t i = 0; i < scenario_.opening.size(); ++i) {
      const std::string here = at("/opening", i);
      report_.not_negative(here + "/amount", scenario_.opening[i].amount);
      if (!report_.reference(here + "/pool", scenario_.opening[i].pool, "pool", ids_of(catalog_.pools))) continue;
      if (!find_pool(catalog_, scenario_.opening[i].pool)->live)
        report_.add(Code::not_permitted, here + "/pool", {"the pool {0} is not live", {quoted(scenario_.opening[i].pool)}});
    }
  }

  void check_result_settings() {
    report_.between("/buffer/low", scenario_.buffer_low, Amount{}, whole(kMaxBuffer));
    report_.between("/buffer/high", scenario_.buffer_high, Amount{}, whole(kMaxBuffer));
    if (scenario_.buffer_high < scenario_.buffer_low)
      report_.add(Code::out_of_range, "/buffer/high", {"{0} is below low", {to_decimal(scenario_.buffer_high)}},
                  {"{0} or more", {to_decimal(scenario_.buffer_low)}});
    check_share(scenario_.run_out_limit, "/run_out_limit");
    if (scenario_.budget_per_month) report_.not_negative("/budget_per_month", *scenario_.budget_per_month);
  }

  const Scenario& scenario_;
  const Catalog& catalog_;
  std::vector<std::string> plans_;
  std::vector<const Plan*> in_play_;
  Report report_;
};

}  // namespace

Errors check(const Scenario& scenario, const Catalog& catalog) { return ScenarioCheck(scenario, catalog).run(); }

}  // namespace creditcast
