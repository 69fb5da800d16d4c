#include "sample.hpp"

#include <cmath>

namespace creditcast::web {
namespace {

Amount amount(double value) { return Amount{std::llround(value * 1e6)}; }
Share share(double value) { return Share{static_cast<std::uint64_t>(std::llround(value * 4294967296.0))}; }

creditcast::Summary spread(double mean, double low, double high) {
  creditcast::Summary summary;
  summary.mean = amount(mean);
  summary.p10 = amount(low);
  summary.p50 = amount(mean);
  summary.p90 = amount(high);
  return summary;
}

Figure figure(double value, Provenance is = Provenance::published) {
  Figure made;
  made.value = amount(value);
  made.is = is;
  if (is == Provenance::assumed) made.why = "Not published; taken from the upscale price of a comparable platform.";
  return made;
}

Plan plan_of(const char* id, const char* name, double price, double grant) {
  Plan plan;
  plan.id = id;
  plan.name = name;
  plan.subscription = price > 0;
  Term month;
  month.id = "month";
  month.price = figure(price);
  plan.terms.push_back(month);
  if (price > 0) {
    Term year;
    year.id = "year";
    year.months = 12;
    year.price = figure(price * 0.7);
    year.price_is_per_month = true;
    plan.terms.push_back(year);
  }
  plan.grants.push_back({"subscription", figure(grant)});
  return plan;
}

Catalog catalog() {
  Catalog made;
  made.id = "imagineart";
  made.name = "ImagineArt";
  made.currency = "USD";
  made.main_unit = "credit";
  made.as_of = to_day({2026, 11, 1});
  made.units.push_back({"credit", "credit", "credits", {}});
  made.units.push_back({"energy", "energy point", "energy points", {}});
  Pool pool;
  pool.id = "subscription";
  pool.name = "Subscription credits";
  pool.unit = "credit";
  made.pools.push_back(pool);
  pool.id = "energy";
  pool.name = "Tool energy";
  pool.unit = "energy";
  made.pools.push_back(pool);
  creditcast::Action image;
  image.id = "image";
  image.name = "Image";
  image.unit = "credit";
  image.max_outputs = 8;
  Option model;
  model.id = "model";
  model.name = "Model";
  for (const auto& [id, name] : {std::pair{"z-image-turbo", "Z Image Turbo"}, std::pair{"nano-banana", "Nano Banana"},
                                 std::pair{"nano-banana-pro", "Nano Banana Pro"}})
    model.values.push_back({id, name, {}});
  image.options.push_back(model);
  made.actions.push_back(image);
  made.plans = {plan_of("free", "Free", 0, 100), plan_of("basic", "Basic", 13, 3'000),
                plan_of("standard", "Standard", 30, 8'000), plan_of("ultimate", "Ultimate", 50, 16'000),
                plan_of("creator", "Creator", 250, 100'000)};
  Pack pack;
  pack.id = "topup";
  pack.name = "Top-up 3000";
  made.packs.push_back(pack);
  return made;
}

Phase phase(const char* id, const char* name, double accepted, int tries, double needed) {
  Phase made;
  made.id = id;
  made.name = name;
  made.use.action = "image";
  made.batch.mean = whole(1);
  made.acceptance = share(accepted);
  made.max_requests = tries;
  made.run_chance = share(needed);
  return made;
}

WorkItem item(std::size_t index, const char* id, const char* title, std::size_t chosen, double each, double mean) {
  WorkItem made;
  made.ref = {WorkRef::Kind::phase, 0, index};
  made.phase_id = id;
  made.title = title;
  made.action = "Image";
  made.colour = static_cast<int>(index);
  made.options = {{"model",
                   "Model",
                   {{"z-image-turbo", "Z Image Turbo", amount(5), false},
                    {"nano-banana", "Nano Banana", amount(24), false},
                    {"nano-banana-pro", "Nano Banana Pro", amount(80), false}},
                   chosen}};
  made.known = true;
  made.each = amount(each);
  made.unit = "credit";
  made.credits_per_occurrence = amount(mean);
  made.credits_per_month = amount(mean * 88);
  return made;
}

PlanRow row(const char* plan, const char* name, const char* term, double money, double run_out, double wasted, double blocked) {
  PlanRow made;
  made.platform = "imagineart";
  made.plan = plan;
  made.plan_name = name;
  made.term = term;
  made.currency = "USD";
  if (money >= 0) {
    made.money_per_month = spread(money, money * 0.9, money * 1.2);
    made.money_per_finished = amount(money / 72);
  }
  made.run_out = share(run_out);
  made.wasted = spread(wasted, wasted * 0.5, wasted * 1.4);
  made.blocked.requests = amount(blocked);
  made.credits_per_month = whole(16'000);
  return made;
}

Part part(const char* id, const char* label, double credits) {
  Part made;
  made.id = id;
  made.label = label;
  made.credits = amount(credits);
  return made;
}

Forecast forecast_of(int months) {
  Forecast made;
  made.paths = 2'000;
  made.plan = "ultimate";
  made.term = "month";
  made.unit = "credit";
  made.currency = "USD";
  made.by_phase = {part("explore", "Explore", 1'126), part("select", "Select", 13'180), part("hero", "Hero", 9'354),
                   part("upscale", "Upscale", 528)};
  made.by_pool = {part("subscription", "Subscription credits", 23'000)};
  for (int m = 0; m < months; ++m) {
    const double growth = 0.9 + 0.05 * m;
    MonthForecast month;
    month.index = m;
    for (const Part& one : made.by_phase)
      month.spend_by_phase.push_back(amount(static_cast<double>(one.credits.micros) / 1e6 * growth));
    month.spend = spread(24'188 * growth, 20'000 * growth, 28'900 * growth);
    month.expired = spread(1'140, 200, 2'100);
    month.short_of_credit = share(0.09);
    made.months.push_back(month);
  }
  made.typical_spend = spread(23'900, 19'200, 28'900);
  made.money_per_month = spread(72.4, 64, 90);
  made.typical_expired = spread(1'140, 200, 2'100);
  made.run_out.probability = share(0.09);
  made.run_out.day = spread(210, 60, 340);
  made.run_out.by_day = {{54, share(0.02), share(0.02)}, {209, share(0.04), share(0.06)}, {359, share(0.03), share(0.09)}};
  made.finished = spread(72, 60, 84);
  made.credits_per_finished = amount(331.9);
  made.money_per_finished = amount(1.01);
  return made;
}

SensitivityInput moved(const char* kind, const char* pointer, const char* label, double base, double low, double high,
                       double credits_low, double credits_high, double more_low, double more_high) {
  SensitivityInput made{kind, pointer, label, amount(base), {}, {}};
  const auto side = [](double value, double credits, double more) {
    return SensitivityInput::Side{amount(value), amount(credits), amount(72.4 + more), Difference{amount(more), amount(0.4)}};
  };
  made.low = side(low, credits_low, more_low);
  made.high = side(high, credits_high, more_high);
  return made;
}

Sensitivity sensitivity_of_looks() {
  Sensitivity made;
  made.paths = 1'000;
  made.credits_per_month = amount(23'900);
  made.money_per_month = amount(72.4);
  made.inputs = {
      moved("rate", "/streams/0/rate", "Looks: how often", 4, 3.6, 4.4, 21'600, 26'200, -9.2, 11.5),
      moved("price", "/actions/image", "Image: price, times", 1, 0.9, 1.1, 21'510, 26'290, -9.4, 11.8),
      moved("acceptance", "/projects/0/phases/1/acceptance", "Select: chance of acceptance", 0.8, 0.72, 0.88, 25'200, 22'800, 6,
            -4),
      // Both ways lead up, and one side is not there.
      moved("batch", "/projects/0/phases/1/batch", "Select: outputs a request", 5, 4, 6, 24'100, 24'700, 1, 3),
      moved("growth", "/streams/0/growth_per_month", "Looks: growth a month", 0.05, 0.045, 0.055, 23'600, 24'200, 0, 0),
      moved("working_days", "/calendar/working_days_per_month", "Working days a month", 30, 27, 30, 21'500, 23'900, -8, 0)};
  return made;
}

HabitOutcome habit(const char* id, const char* name, double credits, double finished, double each, double paid,
                   double run_out) {
  HabitOutcome made;
  made.id = id;
  made.name = name;
  made.credits = amount(credits);
  made.credits_low = amount(credits * 0.8);
  made.credits_high = amount(credits * 1.2);
  made.finished = amount(finished);
  if (each > 0) made.credits_per_finished = amount(each);
  if (paid >= 0) made.money = amount(paid);
  if (paid >= 0 && finished > 0) made.money_per_finished = amount(paid / finished);
  made.run_out = share(run_out);
  return made;
}

TraceEntry entry_of(EntryKind kind, int day, double credits, double balance) {
  TraceEntry made;
  made.kind = kind;
  made.day = day;
  made.pool = "subscription";
  made.unit = "credit";
  made.lot = 0;
  made.amount = amount(credits);
  made.balance = amount(balance);
  made.reason = "as it goes";
  return made;
}

/// A grant each month, three requests a day, of which the last ones of a month are blocked; a purchase, an expiry.
std::vector<TraceEntry> trace_of_looks(int months) {
  std::vector<TraceEntry> made;
  creditcast::UsageIndex usage = 0;
  for (int month = 0; month < months; ++month) {
    double left = 2'000;
    TraceEntry grant = entry_of(EntryKind::grant, month * 30, 2'000, left);
    grant.cause = Cause::Kind::grant;
    grant.plan = "ultimate";
    made.push_back(grant);
    for (int day = 0; day < 22; ++day) {
      if (day == 12 && month == 0) {
        left += 300;
        TraceEntry bought = entry_of(EntryKind::purchase, day, 300, left);
        bought.cause = Cause::Kind::purchase;
        bought.pack = "topup";
        bought.money = whole(10);
        made.push_back(bought);
      }
      for (int k = 0; k < 3; ++k) {
        const double price = k == 2 ? 80 : 24;
        TraceEntry asked =
            entry_of(left >= price ? EntryKind::draw : EntryKind::blocked, month * 30 + day, price, left - price);
        asked.usage = usage++;
        asked.stream = "looks";
        asked.occurrence = 1;
        asked.phase = k == 2 ? "hero" : "select";
        asked.attempt = k + 1;
        asked.asked = k == 2 ? "Image, Nano Banana Pro" : "Image, Nano Banana";
        asked.failed = day == 3 && k == 1;
        if (left >= price) {
          left -= price;
        } else {
          asked.pool.clear();
          asked.lot = creditcast::kNone32;
          asked.stopped = Stopped::no_credit;
        }
        made.push_back(asked);
      }
    }
    if (left > 0) made.push_back(entry_of(EntryKind::expire, month * 30 + 29, left, 0));
  }
  return made;
}

/// The same work here, where it costs more and no plan is enough, where nothing has a price, and where it cannot be done.
std::vector<PlatformOutcome> platforms_of(const AppState& state) {
  const auto there = std::make_shared<Catalog>(state.inputs.catalog);
  const auto named = [](const char* id, const char* name) {
    PlatformOutcome outcome;
    outcome.id = id;
    outcome.name = name;
    outcome.takes_some = outcome.takes_all = outcome.computed = true;
    return outcome;
  };
  PlatformOutcome home = named("imagineart", "ImagineArt"), fittins = named("fittins", "Fittins AI"),
                  fater = named("fater", "Fater AI"), fotomaster = named("fotomaster", "Foto Master Cloud");
  fittins.catalog = fater.catalog = fotomaster.catalog = there;
  home.here = home.fits = true;
  home.plan = row("ultimate", "Ultimate", "month", 72.4, 0.08, 1'140, 0.4);
  fittins.yours = true;
  fittins.plan = row("studio", "Studio", "month", 99, 0.3, 3'350, 1.6);
  fittins.plan->assumed.resize(1);
  fittins.plan->assumed[0].is = Provenance::assumed;
  fittins.becomes = "Image, Nano Banana as Fine image";
  fotomaster.takes_all = fotomaster.computed = false;
  fotomaster.lacks = "Draft image, Upscaling";
  return {home, fittins, fater, fotomaster};
}

}  // namespace

AppState empty_state() { return {}; }

AppState lookbook_state() {
  AppState state;
  state.inputs.platforms = {{"imagineart", "ImagineArt"}, {"fittins", "Fittins AI"}, {"fotomaster", "Foto Master Cloud"}};
  state.inputs.scenarios = {{"lookbook", "Fashion lookbook", "imagineart"},
                            {"published", "The published example", "imagineart"},
                            {"booth", "Photo booth", "fotomaster"}};
  Scenario scenario;
  scenario.id = "lookbook";
  scenario.name = "Fashion lookbook";
  scenario.platform = "imagineart";
  scenario.plan = "ultimate";
  scenario.term = "month";
  Stream looks;
  looks.id = "looks";
  looks.name = "Looks";
  looks.rate = {RatePer::working_day, {QuantityKind::range, {}, 3, 5, {}}};
  looks.project = "look";
  Stream videos;
  videos.id = "videos";
  videos.name = "Short videos";
  videos.rate = {RatePer::week, {QuantityKind::poisson, whole(4), 0, 0, {}}};
  videos.uses.push_back({"image", "", {}, 1, 1, ""});
  scenario.streams = {looks, videos};
  Project project;
  project.id = "look";
  project.name = "Look";
  project.phases = {phase("explore", "Explore", 0.35, 12, 1), phase("select", "Select", 0.8, 4, 1),
                    phase("hero", "Hero", 0.75, 4, 1), phase("upscale", "Upscale", 1, 1, 0.3)};
  project.phases[1].batch = {QuantityKind::range, {}, 4, 6, {}};
  scenario.projects = {project};
  scenario.at_zero = {{AtZeroKind::buy_pack, "topup", {}, {}, whole(40), ""}};
  load(state, catalog(), scenario, {});
  Derived& derived = state.derived;
  derived.colours = assign_colours(state.inputs.scenario);
  derived.work = {{"Looks",
                   "a project",
                   {item(0, "explore", "Explore", 0, 5, 12.8), item(1, "select", "Select", 1, 120, 149.8),
                    item(2, "hero", "Hero", 2, 80, 106.3), item(3, "upscale", "Upscale", 0, 20, 6)}}};
  for (WorkItem& one : derived.work[0].items) one.figures = {"/actions/image/prices/model-0/price"};
  derived.work[0].items[3].is = Provenance::assumed;
  derived.work[0].items[3].why = "Not published.";
  Estimate estimate;
  estimate.unit = "credit";
  estimate.credits_per_month = amount(23'900);
  estimate.with_buffer_low = amount(28'680);
  estimate.with_buffer_high = amount(31'070);
  derived.estimate = estimate;
  derived.forecast = forecast_of(12);
  for (int day = 0; day < 90; ++day) {
    const double left = 16'000.0 - 16'000.0 * std::min(1.0, (day % 30) / 24.0);
    derived.balance.push_back(
        {day, "subscription", amount(left * 0.75), amount(left), amount(std::min(16'000.0, left * 1.2 + 400))});
  }
  derived.shown_pool = "subscription";
  derived.days = 360;
  derived.marks = {{30, BalanceMark::Kind::refresh},
                   {60, BalanceMark::Kind::refresh},
                   {60, BalanceMark::Kind::expiry},
                   {54, BalanceMark::Kind::purchase}};
  derived.energy_pool = "energy";
  for (int day = 0; day < 90; ++day) derived.energy.push_back({day, "energy", amount(120), amount(160), amount(200)});
  Comparison comparison;
  comparison.plans = {row("free", "Free", "month", 0, 1, 0, 312),
                      row("basic", "Basic", "month", 118, 0.97, 0, 0),
                      row("basic", "Basic", "year", 112, 0.97, 0, 0),
                      row("standard", "Standard", "month", 94, 0.61, 40, 0),
                      row("ultimate", "Ultimate", "month", 72.4, 0.09, 1'140, 0),
                      row("creator", "Creator", "month", 250, 0, 76'100, 0),
                      row("studio", "Studio", "month", -1, 0.2, 300, 4)};
  RestsOn assumed{
      "/packs/topup/price", "Top-up 3000, price", whole(10), {}, {}, Provenance::assumed, "", "", {}, "Not published.", ""};
  comparison.plans[4].pack = "topup";
  comparison.plans[4].assumed.push_back(assumed);
  comparison.recommended = {
      {"imagineart", "ultimate", "month", "topup",
       "It costs the least, 72.40 USD a month on average, of the plans that block work for lack of credit in at "
       "most 10 % of months; it does in 9 %."}};
  comparison.break_even = {{"basic/month", "ultimate/month/topup", amount(12'250), amount(50)},
                           {"ultimate/month/topup", "creator/month", amount(76'000), amount(250)}};
  derived.comparison = comparison;
  derived.cost_lines = {{"free", "month", "", 0, 100, {}},
                        {"basic", "month", "", 13, 3'000, 0.004},
                        {"ultimate", "month", "topup", 50, 16'000, 0.00333},
                        {"creator", "month", "", 250, 100'000, {}}};
  derived.plan_order = {0, 4, 3, 2, 1, 5, 6};
  FigureLine pack;
  pack.says = assumed;
  pack.measure = Measure::money;
  pack.used = true;
  derived.figures.push_back(pack);
  for (int i = 0; i < 7; ++i) {
    FigureLine line;
    const std::string name = "model-" + std::to_string(i);
    line.says = {"/actions/image/prices/" + name + "/price",
                 "Image, " + name,
                 whole(20 + i),
                 {},
                 {},
                 Provenance::published,
                 "Image credits (docs)",
                 "https://example.com/credits",
                 to_day({2026, 11, 1}),
                 "",
                 ""};
    line.unit = "credit";
    line.used = true;
    derived.figures.push_back(line);
  }
  state.today = to_day({2026, 11, 25});
  derived.paths_done = derived.paths_wanted = 2'000;
  state.inputs.scenario.habits = {{"disciplined", "Disciplined"}, {"naive", "Naive"}};
  derived.closer.offered = true;
  derived.closer.inputs.value = sensitivity_of_looks();
  derived.closer.habits.value = {habit("disciplined", "Disciplined", 23'900, 72, 331.9, 72.4, 0.09),
                                 habit("naive", "Naive", 28'600, 27.8, 1'028.9, 110, 0.98)};
  derived.closer.habits.value->front().in_force = true;
  derived.closer.path.value = walked_path(state.inputs.catalog, trace_of_looks(12), 0, 360);
  derived.closer.platforms.value = platforms_of(state);
  return state;
}

AppState priced_state() {
  AppState state = lookbook_state();
  state.inputs.scenario.at_zero.clear();  // this catalog offers nothing at zero
  for (creditcast::Action& action : state.inputs.catalog.actions) {
    PriceRow row;
    row.id = "each";
    row.price = figure(5);
    action.prices.push_back(row);
    for (Option& option : action.options) option.fallback = option.values.front().id;
  }
  return state;
}

AppState booth_state() {
  AppState state = lookbook_state();
  Scenario& scenario = state.inputs.scenario;
  scenario.name = "Photo booth";
  scenario.projects.clear();
  Stream events;
  events.id = "events";
  events.name = "Events";
  events.rate = {RatePer::month, {QuantityKind::fixed, whole(3), 0, 0, {}}};
  EventWork work;
  work.guests = {QuantityKind::range, {}, 80, 160, {}};
  work.photos_per_guest = {QuantityKind::poisson, amount(1.5), 0, 0, {}};
  for (const char* name : {"AI headshot, Elite", "Background removal", "Style pop"})
    work.features.push_back({name, name, {"image", "", {}, 1, 1, ""}, share(0.4)});
  events.event = work;
  scenario.streams = {events};
  state.inputs.tops = {{8, 300, 4}};
  state.derived.work = {{"Events", "an event", {}}};
  for (std::size_t i = 0; i < 3; ++i) {
    WorkItem made = item(i, work.features[i].id.c_str(), work.features[i].name.c_str(), 0, 5, 40);
    made.ref = {WorkRef::Kind::feature, 0, i};
    made.each.reset();
    made.priced = false;
    made.options.clear();
    state.derived.work[0].items.push_back(made);
  }
  state.derived.colours = assign_colours(scenario);
  state.derived.estimate->complete = false;
  state.derived.forecast->money_complete = false;
  for (PlanRow& one : state.derived.comparison->plans) {
    one.money_per_month.reset();
    one.money_per_finished.reset();
  }
  state.derived.comparison->recommended.reset();
  scenario.habits.clear();
  Closer& closer = state.derived.closer;
  closer = {};
  closer.offered = true;
  closer.inputs.value = Sensitivity{};
  closer.path.value = WalkedPath{};
  return state;
}

AppState error_state() {
  AppState state = lookbook_state();
  for (int i = 0; i < 7; ++i) {
    Error error;
    error.code = Code::overflow;
    error.pointer = "/streams/" + std::to_string(i) + "/rate";
    error.what = "the demand of a month is 9,000,000,001 credits";
    error.allowed = "at most 8,000,000,000";
    state.derived.errors.push_back(error);
  }
  state.trouble = "The catalog could not be fetched.";
  Closer& closer = state.derived.closer;
  closer.inputs.stale = closer.path.stale = true;
  closer.platforms.stale = true;
  closer.habits = {};
  closer.habits.trouble = "At /streams/0/rate: the demand of a month is 9,000,000,001 credits.";
  return state;
}

AppState point_state() {
  AppState state = lookbook_state();
  Derived& derived = state.derived;
  derived.forecast->months.resize(1);
  derived.forecast->run_out.by_day = {{0, kAlways, kAlways}};
  derived.days = 1;
  derived.balance.resize(1);
  derived.energy.resize(1);
  derived.marks.clear();
  derived.comparison->plans.resize(1);
  derived.plan_order = {0};
  derived.cost_lines.resize(1);
  derived.closer.inputs.value->inputs.resize(1);
  derived.closer.path.value = walked_path(state.inputs.catalog, {trace_of_looks(1).front()}, 0, 1);
  state.inputs.scenario.habits.clear();
  derived.closer.habits = {};
  return state;
}

AppState huge_state() {
  AppState state = lookbook_state();
  const std::string long_name = "%s%n An exceedingly long name that no column was ever made for, in all its länge und Breite ";
  state.inputs.catalog.name = long_name;
  state.inputs.catalog.units[0].plural = "generation minutes";
  state.inputs.scenario.name = long_name + long_name;
  for (Stream& stream : state.inputs.scenario.streams) stream.name = long_name;
  for (Plan& plan : state.inputs.catalog.plans) plan.name = long_name;
  Derived& derived = state.derived;
  derived.estimate->credits_per_month = Amount{kAmountMaxMicros};
  derived.days = 3'600;
  for (BalanceAt& at : derived.balance) at.p50 = at.p90 = Amount{kAmountMaxMicros};
  derived.estimate->with_buffer_low = derived.estimate->with_buffer_high = Amount{kAmountMaxMicros};
  derived.forecast = forecast_of(120);
  derived.forecast->typical_spend = spread(7.9e9, 7.8e9, 8e9);
  derived.forecast->money_per_month = spread(7.9e9, 7.8e9, 8e9);
  derived.forecast->typical_expired = spread(7.9e9, 7.8e9, 8e9);
  WorkItem wide = derived.work[0].items[0];
  wide.title = long_name;
  wide.options[0].name = long_name;
  for (auto& value : wide.options[0].values) value.name = long_name;
  wide.credits_per_occurrence = Amount{kAmountMaxMicros};
  wide.each = Amount{kAmountMaxMicros};
  wide.is = Provenance::assumed;
  for (int i = 0; i < 9; ++i) {
    wide.colour = i;
    derived.work[0].items.push_back(wide);
  }
  derived.comparison->plans.resize(2);
  for (int i = 0; i < 40; ++i) {
    PlanRow made = row("ultimate", "Ultimate", "month", 7.9e9, 0.5, 8e9, 8e9);
    made.plan_name = long_name;
    made.pack = long_name;
    derived.comparison->plans.push_back(made);
  }
  derived.plan_order.clear();
  for (std::size_t i = 0; i < derived.comparison->plans.size(); ++i) derived.plan_order.push_back(i);
  for (SensitivityInput& input : derived.closer.inputs.value->inputs) {
    input.label = long_name + ": how often";
    input.high.credits_per_month = Amount{kAmountMaxMicros};
  }
  for (int i = 0; i < 9; ++i)
    derived.closer.habits.value->push_back(habit("more", long_name.c_str(), 8e9, 7.9e9, 8e9, 7.9e9, 1));
  std::vector<TraceEntry> entries = trace_of_looks(120);
  for (TraceEntry& entry : entries) {
    entry.asked = long_name;
    entry.balance = Amount{kAmountMaxMicros};
  }
  derived.closer.path.value = walked_path(state.inputs.catalog, entries, 0, 3'600);
  for (PlatformOutcome& one : *derived.closer.platforms.value) {
    one.name = one.becomes = long_name;
    if (!one.lacks.empty()) one.lacks = long_name;
    if (!one.plan) continue;
    one.plan->plan_name = long_name;
    one.plan->money_per_month = spread(7.9e9, 7.8e9, 8e9);
    one.plan->money_per_finished = Amount{kAmountMaxMicros};
  }
  return state;
}

}  // namespace creditcast::web
