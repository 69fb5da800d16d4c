// Names become indices, every use a price under every plan in play, every day a date.
#include "creditcast/resolve.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "builders.hpp"

using namespace creditcast;
using namespace creditcast::testing;

namespace {

Scenario daily(const std::string& plan_id = "basic", std::int32_t months = 1) {
  Stream images = stream("images", fixed(1));
  images.uses = {use("image")};
  return scenario(plan_id, {images}, months);
}

Catalog shop() {
  Catalog shop = catalog(
      {pool("free", Cadence::day, ExpiryKind::end_of_period), pool("monthly", Cadence::cycle, ExpiryKind::end_of_period),
       pool("bought", Cadence::once, ExpiryKind::never)},
      {action("image", credits(24))},
      {plan("basic", 10, {{"monthly", credits(1'000)}}), plan("pro", 50, {{"monthly", credits(5'000)}}), plan("free", 0, {})});
  shop.pools[0].for_whom = Audience::without_subscription;
  shop.pools[0].grant->amount = credits(100);
  shop.pools[1].grant->per_seat = true;
  shop.pools[2].grant.reset();
  shop.plans[2].subscription = false;
  Term year = shop.plans[0].terms[0];
  year.id = "year";
  year.months = 12;
  year.price = credits(8);
  year.price_is_per_month = true;
  year.intro = credits(6);
  shop.plans[0].terms.push_back(year);
  return shop;
}

Resolved resolved(const Catalog& catalog, const Scenario& scenario, const Choice& choice = {}) {
  auto answer = resolve(catalog, scenario, choice);
  if (!answer)
    for (const Error& error : answer.errors()) MESSAGE(error.pointer << ": " << error.what);
  REQUIRE(answer.ok());
  return std::move(answer).value();
}

Day date(const char* text) { return *parse_date(text); }

}  // namespace

TEST_CASE("abstract months have 30 days, of which the first ones work") {
  const Catalog c = shop();
  const Resolved r = resolved(c, daily("basic", 14));
  REQUIRE(r.days.size() == 14 * 30);
  CHECK(r.working_days_in_month == std::vector<std::int32_t>(14, 22));
  CHECK(r.working_days_per_week == 5);
  struct Row {
    std::size_t day;
    std::int32_t month, of_month;
    bool working;
    std::int32_t in_month, week, in_week, calendar_month;
  };
  for (const Row& row : std::vector<Row>{{0, 0, 0, true, 0, 0, 0, 0},
                                         {4, 0, 4, true, 4, 0, 4, 0},
                                         {5, 0, 5, true, 5, 1, 0, 0},
                                         {21, 0, 21, true, 21, 4, 1, 0},
                                         {22, 0, 22, false, -1, 4, -1, 0},
                                         {30, 1, 0, true, 0, 4, 2, 1},  // a week runs on into the next month
                                         {33, 1, 3, true, 3, 5, 0, 1},
                                         {365, 12, 5, true, 5, (12 * 22 + 5) / 5, (12 * 22 + 5) % 5, 0}}) {
    CAPTURE(row.day);
    const DayInfo& day = r.days[row.day];
    CHECK(day.month == row.month);
    CHECK(day.day_of_month == row.of_month);
    CHECK(day.working == row.working);
    CHECK(day.working_index_in_month == row.in_month);
    CHECK(day.week == row.week);
    CHECK(day.working_index_in_week == row.in_week);
    CHECK(day.calendar_month == row.calendar_month);
    CHECK(day.start == static_cast<Instant>(row.day) * kSecondsPerDay);
  }
  for (const DayInfo& day : r.days) CHECK(static_cast<std::size_t>(day.week) < r.working_days_in_week.size());
}

TEST_CASE("a calendar has dates, weekdays, holidays and an offset") {
  const Catalog c = shop();
  Scenario s = daily("basic", 3);
  s.calendar.start = date("2026-12-31");  // a Thursday
  s.calendar.zone_offset_seconds = 3'600;
  s.calendar.holidays = {date("2027-01-01")};
  const Resolved r = resolved(c, s);
  CHECK(r.first_day == date("2026-12-31"));
  REQUIRE(r.days.size() == static_cast<std::size_t>(date("2027-03-31") - date("2026-12-31")));
  CHECK(r.days[0].start == Instant{date("2026-12-31")} * kSecondsPerDay - 3'600);
  // Counted from the anchor: 31 December, 31 January, 28 February, 31 March.
  const auto first_of = [&](std::int32_t month) {
    return date("2026-12-31") +
           static_cast<Day>(std::find_if(r.days.begin(), r.days.end(), [&](const DayInfo& day) { return day.month == month; }) -
                            r.days.begin());
  };
  CHECK(first_of(1) == date("2027-01-31"));
  CHECK(first_of(2) == date("2027-02-28"));
  CHECK(r.days[0].working);
  CHECK_FALSE(r.days[1].working);  // the holiday
  CHECK_FALSE(r.days[2].working);  // Saturday
  CHECK(r.days[4].working);        // Monday
  CHECK(r.days[0].week == 0);
  CHECK(r.days[3].week == 0);
  CHECK(r.days[4].week == 1);
  // The first week has Monday to Thursday, though the run begins on its Thursday.
  CHECK(r.working_days_in_week[0] == 4);
  CHECK(r.working_days_in_week[1] == 5);
  CHECK(r.days[0].working_index_in_week == 3);
  CHECK(r.days[4].working_index_in_week == 0);
  CHECK(r.days[0].calendar_month == 11);
  CHECK(r.days[1].calendar_month == 0);
  CHECK(r.working_days_in_month[0] == 21);  // 31 December, and January without its first and its 31st
  CHECK(periods_in_month(r, RatePer::month, 0) == 1);
  CHECK(periods_in_month(r, RatePer::working_day, 0) == 21);
  CHECK(periods_in_month(r, RatePer::week, 0) == doctest::Approx(0.25 + 4));
}

TEST_CASE("growth and season make a month's factor") {
  const Catalog c = shop();
  Scenario s = daily("basic", 14);
  s.streams[0].growth_per_month = *parse_amount("0.05");
  s.streams[0].seasonality.assign(12, whole(1));
  s.streams[0].seasonality[1] = whole(2);
  auto factors = resolved(c, s).streams[0].month_factor;
  CHECK(factors[0] == whole(1));
  CHECK(factors[1] == *parse_amount("2.1"));
  CHECK(factors[2] == *parse_amount("1.1025"));
  CHECK(factors[3] == *parse_amount("1.157625"));
  CHECK(factors[4] == *parse_amount("1.215506"));   // 1.21550625, half-even
  CHECK(factors[12] == *parse_amount("1.795856"));  // 1.05^12, not rounded month by month
  CHECK(factors[13] == *parse_amount("3.771298"));
  s.calendar.start = date("2027-02-15");
  factors = resolved(c, s).streams[0].month_factor;
  CHECK(factors[0] == whole(2));  // February
  CHECK(factors[1] == *parse_amount("1.05"));
}

TEST_CASE("plans in play: the chosen one, then changes and upgrades") {
  const Catalog c = shop();
  Scenario s = daily("basic", 12);
  s.plan_changes = {{3, "pro", "month"}, {6, "basic", ""}};
  AtZeroChoice up;
  up.kind = AtZeroKind::upgrade;
  up.plan = "pro";
  s.at_zero = {up};
  s.seats = 3;
  const Resolved r = resolved(c, s);
  REQUIRE(r.plans.size() == 2);
  CHECK(r.choice.plan == "basic");
  CHECK(r.choice.term == "month");
  CHECK(r.plan_changes == std::vector<std::pair<std::int32_t, std::uint32_t>>{{3, 1}, {6, 0}});
  CHECK(r.plans[0].price == whole(10));
  CHECK_FALSE(r.plans[0].grants[0].has_value());  // the daily balance is for others
  CHECK(r.plans[0].grants[1] == whole(3'000));    // three seats
  CHECK_FALSE(r.plans[0].grants[2].has_value());

  const Resolved year = resolved(c, daily(), {"basic", "year", ""});
  CHECK(year.plans[0].price == whole(96));
  CHECK(year.plans[0].has_intro);
  CHECK(year.plans[0].intro_price == whole(72));
  CHECK(resolved(c, daily("free")).plans[0].grants[0] == whole(100));

  // A term the plan does not have falls back to the plan's first.
  Scenario yearly = daily();
  yearly.term = "year";
  CHECK(resolved(c, yearly, {"pro", "", ""}).choice.term == "month");
  CHECK_FALSE(resolve(c, daily(), {"gold", "", ""}).ok());
  CHECK_FALSE(resolve(c, daily(), {"pro", "year", ""}).ok());
}

TEST_CASE("who may pay for a use, and whose gates stop it") {
  Catalog c = shop();
  c.plans[2].denies = {"pro"};
  Option model;
  model.id = "model";
  model.values = {{"a", "A", {}}, {"b", "B", {"pro"}}};
  model.fallback = "a";
  c.actions[0].options = {model};
  c.pools[1].not_for = {"pro"};
  c.pools[0].spendable_by = Audience::without_subscription;
  Scenario s = daily();
  s.streams[0].uses.push_back(use("image"));
  s.streams[0].uses[1].options = {{"model", "b"}};
  s.plan_changes = {};
  const Resolved r = resolved(c, s);
  using Classes = std::vector<std::uint16_t>;
  CHECK(r.streams[0].uses[0].by_plan[0][0].payable == Classes{1, 2});
  CHECK(r.streams[0].uses[1].by_plan[0][0].payable == Classes{2});
  CHECK_FALSE(r.streams[0].uses[1].by_plan[0][0].gated);
  const Resolved f = resolved(c, s, {"free", "", ""});
  CHECK(f.streams[0].uses[0].by_plan[0][0].payable == Classes{0, 1, 2});
  CHECK(f.streams[0].uses[1].by_plan[0][0].gated);
  CHECK(f.models == std::vector<std::string>{"a", "b"});
  CHECK(f.streams[0].uses[1].model_index == 1);
}

TEST_CASE("a phase is priced for each size of its batch") {
  Catalog c = shop();
  c.actions[0].prices[0].batch = {credits(8), credits(18)};
  c.actions[0].prices[0].batch_sizes = {1, 4};
  Scenario s = daily();
  s.streams[0].uses.clear();
  s.streams[0].project = "shoot";
  Phase select = phase("select", "image", 1, 1);
  select.batch = range(4, 6);
  Project shoot;
  shoot.id = "shoot";
  shoot.phases = {select};
  s.projects = {shoot};
  const Resolved r = resolved(c, s);
  const ResolvedUse& priced = r.projects[0].phases[0].use;
  CHECK(priced.outputs_first == 4);
  REQUIRE(priced.by_plan[0].size() == 3);
  CHECK(priced.by_plan[0][0].typical == whole(18));
  CHECK(priced.by_plan[0][1].typical == whole(26));
  CHECK(priced.by_plan[0][2].typical == whole(34));
  CHECK(r.streams[0].project == 0);
}

TEST_CASE("phases keep the order of the streams, and share an id") {
  const StudioYear year = studio_year();
  Scenario s = year.scenario;
  Stream extra = stream("extra", fixed(1));
  extra.uses = {use("draft")};
  s.streams.insert(s.streams.begin(), extra);
  Project second = s.projects[0];
  second.id = "second";
  second.phases[0].id = "sketch";
  s.projects.insert(s.projects.begin(), second);
  const Resolved r = resolved(year.catalog, s);
  CHECK(r.phase_ids == std::vector<std::string>{"extra", "explore", "select", "hero", "upscale", "sketch"});
  CHECK(r.projects[0].phases[1].id == r.projects[1].phases[1].id);
  CHECK(r.streams[1].project == 1);
}

TEST_CASE("capabilities map to actions, and the scenario's options override") {
  Catalog c = shop();
  Option model, size;
  model.id = "model";
  model.name = "Model";
  model.values = {{"a", "Alpha", {}}, {"b", "Beta", {}}};
  model.fallback = "a";
  size.id = "size";
  size.values = {{"s", "Small", {}}, {"l", "Large", {}}};
  size.fallback = "s";
  c.actions[0].name = "Image";
  c.actions[0].options = {model, size};
  c.actions[0].prices[0].when = {{"model", {"a", "b"}}};
  c.capabilities = {{"image.draft", "image", {{"model", "b"}, {"size", "l"}}}};
  Scenario s = daily();
  s.streams[0].uses[0] = WorkUse{};
  s.streams[0].uses[0].capability = "image.draft";
  CHECK(resolved(c, s).streams[0].uses[0].label == "Image, Beta");
  CHECK(resolved(c, s).streams[0].uses[0].tier_label == "Beta");
  CHECK(missing_work(c, s).empty());
  // What is bought anyway goes unnamed, but the model never does.
  s.streams[0].uses[0].options = {{"size", "l"}, {"model", "a"}};
  c.actions[0].prices[0].when.push_back({"size", {"s", "l"}});
  CHECK(resolved(c, s).streams[0].uses[0].label == "Image, Alpha, Large");
  s.streams[0].uses[0].options = {{"size", "s"}, {"model", "a"}};
  CHECK(resolved(c, s).streams[0].uses[0].label == "Image, Alpha");
  s.streams[0].uses[0].options = {{"model", "a"}};
  CHECK(resolved(c, s).streams[0].uses[0].model == "a");
  s.streams[0].uses[0].options = {{"seconds", "5"}};
  CHECK(missing_work(c, s) == std::vector<std::string>{"image.draft with seconds"});
  s.streams[0].uses[0].options = {{"model", "c"}};
  CHECK(missing_work(c, s) == std::vector<std::string>{"image.draft with model c"});
  s.streams[0].uses[0].capability = "video.short";
  CHECK(missing_work(c, s) == std::vector<std::string>{"video.short"});
  CHECK_FALSE(resolve(c, s, {}).ok());
}

TEST_CASE("energy: a unit of its own while it is live, credits while it is not") {
  Catalog c = shop();
  Pool energy;
  energy.id = "energy";
  energy.unit = "energy";
  energy.refill_on_spend = SpendRefill{"credit", credits(1), credits(20)};
  c.pools.push_back(energy);
  Action cut = action("cut", credits(1), "energy");
  cut.instead = Action::Instead{"credit", credits(2)};
  c.actions.push_back(cut);
  Scenario s = daily();
  s.streams[0].uses[0] = use("cut");
  const Resolved live = resolved(c, s);
  CHECK_FALSE(live.streams[0].uses[0].main_unit);
  CHECK(live.streams[0].uses[0].utility);
  CHECK(live.streams[0].uses[0].by_plan[0][0].payable == std::vector<std::uint16_t>{3});
  c.pools.back().live = false;
  const Resolved announced = resolved(c, s);
  CHECK(announced.streams[0].uses[0].main_unit);
  CHECK_FALSE(announced.streams[0].uses[0].utility);
  CHECK(announced.streams[0].uses[0].by_plan[0][0].typical == whole(2));
  CHECK(announced.streams[0].uses[0].by_plan[0][0].payable == std::vector<std::uint16_t>{0, 1, 2});
  CHECK(announced.complete);
  c.actions.back().instead.reset();
  CHECK_FALSE(resolved(c, s).complete);
}

TEST_CASE("what an answer rests on") {
  Catalog c = shop();
  c.sources = {{"page", SourceKind::provider, "Prices", "https://example.com", date("2026-09-23")},
               {"blog", SourceKind::secondary, "A blog", "", {}}};
  Figure& price = c.actions[0].prices[0].price;
  price.source = "page";
  price.others = {{whole(25), "blog", "older"}};
  price.dated = {{date("2027-01-01"), whole(30), "blog"}};
  Action unused = action("video", credits(210));
  c.actions.push_back(unused);
  Scenario s = daily();
  s.calendar.start = date("2026-12-01");
  s.streams[0].failure = chance_of(0.02);
  const Resolved r = resolved(c, s);
  std::vector<std::string> labels;
  for (const RestsOn& line : r.rests_on) labels.push_back(line.label);
  CHECK(labels ==
        std::vector<std::string>{"image", "basic, month", "basic, monthly, a month", "image, share that a failed run costs"});
  CHECK(r.rests_on[0].pointer == "/actions/image/prices/each/price");
  CHECK(r.rests_on[0].value == whole(24));
  CHECK(r.rests_on[0].source_title == "Prices");
  CHECK(r.rests_on[0].read == date("2026-09-23"));
  CHECK(r.rests_on[0].note == "elsewhere 25 (A blog), older");
  CHECK(r.rests_on[3].is == Provenance::assumed);
  // From the new year on the other price counts, and with it the other source.
  s.calendar.start = date("2027-01-01");
  const Resolved later = resolved(c, s);
  CHECK(later.rests_on[0].value == whole(30));
  CHECK(later.rests_on[0].source_title == "A blog");
  CHECK(later.streams[0].uses[0].by_plan[0][0].typical == whole(30));
}

TEST_CASE("what has no price makes the answer incomplete, unless no stream needs it") {
  Catalog c = shop();
  Figure unpublished;
  unpublished.why = "not found";
  c.actions.push_back(action("upscale", unpublished));
  Scenario s = daily();
  Project idle;
  idle.id = "idle";
  idle.phases = {phase("upscale", "upscale", 1, 1)};
  s.projects = {idle};
  CHECK(resolved(c, s).complete);
  s.streams[0].uses.push_back(use("upscale"));
  const Resolved r = resolved(c, s);
  CHECK_FALSE(r.complete);
  CHECK(r.money_complete);
  CHECK(std::any_of(r.rests_on.begin(), r.rests_on.end(),
                    [](const RestsOn& line) { return line.is == Provenance::unpublished; }));
  c.plans[0].terms[0].price = unpublished;
  CHECK_FALSE(resolved(c, s).money_complete);
  CHECK_FALSE(resolved(c, s).plans[0].money_known);
  c.plans[1].grants[0].amount = unpublished;
  CHECK_FALSE(resolved(c, s, {"pro", "", ""}).plans[0].grants_known);
}

TEST_CASE("choices: every plan, term and pack that nothing else decides") {
  Catalog c = shop();
  Pack small, large;
  small.id = "small";
  small.pool = "bought";
  small.credits = credits(1'000);
  small.bonus = credits(50);
  small.price = credits(10);
  small.buyers = PackBuyers::subscribers;
  large = small;
  large.id = "large";
  large.plans = {"pro"};
  c.packs = {small, large};
  Scenario s = daily();
  const auto text = [&] {
    std::string all;
    for (const Choice& choice : choices(c, s)) all += choice.plan + "/" + choice.term + "/" + choice.pack + " ";
    return all;
  };
  CHECK(text() == "basic/month/ basic/year/ pro/month/ free/month/ ");
  AtZeroChoice buy;
  buy.kind = AtZeroKind::buy_pack;
  offer(c, AtZeroKind::buy_pack);
  s.at_zero = {buy};
  CHECK(text() == "basic/month/small basic/year/small pro/month/small pro/month/large free/month/ ");
  CHECK(resolved(c, s, {"pro", "", "large"}).at_zero[0].pack == "large");
  const Resolved first = resolved(c, s);
  CHECK(first.at_zero[0].pack == "small");
  CHECK(first.packs[0].credits == whole(1'050));
  CHECK(first.packs[0].price == whole(10));
  s.at_zero[0].pack = "small";
  CHECK(text() == "basic/month/ basic/year/ pro/month/ free/month/ ");
}

TEST_CASE("an auto-recharge takes what the platform fixes") {
  Catalog c = shop();
  Pack money;
  money.id = "money";
  money.pool = "bought";
  money.by_money = true;
  c.packs = {money};
  c.plans[0].price_per_credit = figure_of(*parse_amount("0.01"));
  AtZeroOffer& fixed_by_platform = offer(c, AtZeroKind::auto_recharge);
  fixed_by_platform.threshold = credits(10);
  fixed_by_platform.threshold_in_money = true;
  fixed_by_platform.amount = credits(100);
  Scenario s = daily();
  AtZeroChoice recharge;
  recharge.kind = AtZeroKind::auto_recharge;
  s.at_zero = {recharge};
  const Resolved r = resolved(c, s);
  CHECK(r.at_zero[0].pack == "money");
  CHECK(r.at_zero[0].threshold == whole(10));
  CHECK(r.at_zero[0].money == whole(100));
  CHECK(r.money_complete);
  CHECK_FALSE(resolved(c, s, {"pro", "", ""}).money_complete);  // no price per credit there
}

TEST_CASE("errors of prices point into the scenario") {
  Catalog c = shop();
  c.actions[0].prices[0].when = {{"plan", {"pro"}}};
  const auto answer = resolve(c, daily(), {});
  REQUIRE_FALSE(answer.ok());
  CHECK(answer.errors()[0].code == Code::no_price);
  CHECK(answer.errors()[0].pointer == "/streams/0/actions/0");
}

TEST_CASE("Poisson rates by day") {
  const Catalog c = shop();
  Scenario s = daily("basic", 2);
  s.streams[0].rate = {RatePer::month, poisson(44)};
  s.streams[0].growth_per_month = whole(1);
  Resolved r = resolved(c, s);
  CHECK(r.streams[0].per_day_poisson[0].mean() == doctest::Approx(2).epsilon(1e-6));
  CHECK(r.streams[0].per_day_poisson[1].mean() == doctest::Approx(4).epsilon(1e-6));
  s.streams[0].rate = {RatePer::week, poisson(10)};
  r = resolved(c, s);
  CHECK(r.streams[0].per_day_poisson[0].mean() == doctest::Approx(2).epsilon(1e-6));
  s.streams[0].rate = {RatePer::week, range(4, 6)};
  CHECK(resolved(c, s).streams[0].per_period.values.size() == 3);
}
