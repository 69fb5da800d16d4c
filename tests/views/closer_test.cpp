// The closer looks: how they come about, what they tell under the mouse, by keyboard and under a finger, and when they are
// asked for.
#include "closer.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "doctest/doctest.h"
#include "headless.hpp"
#include "inputs.hpp"
#include "path_words.hpp"
#include "platform_words.hpp"
#include "sample.hpp"

namespace creditcast::web {
namespace {

using Kind = PathEvent::Kind;

/// A page tall enough that nothing needs scrolling.
struct Tall : Headless {
  explicit Tall(const AppState& state, float width = 1440) : Headless(width, width < 500 ? 12'000 : 6'000, false, width < 500) {
    settle(state);
  }
  void point(const AppState& state, ImVec2 at) {
    mouse(at.x, at.y, false);
    settle(state);
  }
  bool shows(std::string_view words) const { return find(words).x > 0; }
  void press(const AppState& state, ImGuiKey code) {
    key(code, true);
    settle(state, 2);
    key(code, false);
    settle(state, 2);
  }
};

TraceEntry drawn(UsageIndex usage, const char* pool, std::int64_t credits, std::int64_t balance) {
  TraceEntry entry;
  entry.kind = EntryKind::draw;
  entry.usage = usage;
  entry.pool = pool;
  entry.unit = std::string(pool) == "energy" ? "energy" : "credit";
  entry.lot = 1;
  entry.amount = whole(credits);
  entry.balance = whole(balance);
  return entry;
}

}  // namespace

TEST_CASE("entries of one request are one event, with who paid what and what is left in all pools") {
  const AppState state = lookbook_state();
  TraceEntry bonus = drawn(kNone32, "bonus", 30, 30);
  bonus.kind = EntryKind::grant;
  TraceEntry grant = drawn(kNone32, "subscription", 100, 100);
  grant.kind = EntryKind::grant;
  const WalkedPath path =
      walked_path(state.inputs.catalog,
                  {bonus, grant, drawn(0, "bonus", 20, 10), drawn(1, "bonus", 10, 0), drawn(1, "subscription", 14, 86),
                   drawn(1, "subscription", 6, 80), drawn(2, "energy", 3, 97)},
                  4, 30);
  REQUIRE(path.events.size() == 5);
  CHECK(path.number == 4);
  const PathEvent& mixed = path.events[3];
  CHECK(mixed.kind == Kind::paid);
  CHECK(mixed.amount == whole(30));
  REQUIRE(mixed.parts.size() == 2);
  CHECK(mixed.parts[0].amount == whole(10));
  CHECK(mixed.parts[1].amount == whole(20));
  CHECK(path.left(1) == whole(130));
  CHECK(path.left(3) == whole(80));
  CHECK(path.left(4) == whole(80));  // energy is no credit
  REQUIRE(path.balances.size() == path.events.size() * path.pools.size());
  // Within their day events stand in their order.
  for (std::size_t i = 1; i < path.events.size(); ++i) CHECK(path.events[i - 1].time < path.events[i].time);
  CHECK(path.events.back().time < 1);
  CHECK(path.at(-1) == 0);
  CHECK(path.at(path.events[3].time) == 3);
  CHECK(path.at(99) == 4);
}

TEST_CASE("every event has its words: what, how much, why, and what is left") {
  const AppState state = lookbook_state();
  const WalkedPath& path = *state.derived.closer.path.value;
  const auto first = [&](Kind kind) {
    const auto found =
        std::find_if(path.events.begin(), path.events.end(), [kind](const PathEvent& event) { return event.kind == kind; });
    REQUIRE(found != path.events.end());
    return event_words({}, state, path, static_cast<std::size_t>(found - path.events.begin()));
  };
  const EventWords grant = first(Kind::grant), paid = first(Kind::paid), bought = first(Kind::purchase);
  CHECK(grant.what == "Grant of Ultimate");
  CHECK(grant.amount == "+2,000 credits");
  CHECK(paid.what == "Select: Image, Nano Banana");
  CHECK(paid.amount == "−24 credits");
  CHECK(paid.why == "Looks no. 1 of the day, try 1; paid from Subscription credits 24");
  CHECK(paid.left == "1,976 left");
  CHECK(bought.what == "Bought: Top-up 3000 for $10");
  const EventWords blocked = first(Kind::blocked);
  CHECK(blocked.blocked);
  CHECK(blocked.why == "Blocked: no balance can pay it.");
  CHECK(first(Kind::expiry).what == "Expired: Subscription credits");
}

TEST_CASE("as many months are walked as a page can hold") {
  Estimate estimate;
  CHECK(months_to_walk(estimate, 12) == 12);
  estimate.lines.resize(2);
  estimate.lines[0].quantity = whole(300);
  CHECK(months_to_walk(estimate, 12) == 12);
  estimate.lines[1].quantity = whole(19'700);
  CHECK(months_to_walk(estimate, 12) == 2);
  estimate.lines[1].quantity = Amount{kAmountMaxMicros};
  CHECK(months_to_walk(estimate, 12) == 1);
}

TEST_CASE("a naive variant changes projects alone, and there is none where nothing would change") {
  const Scenario scenario = lookbook_state().inputs.scenario;
  const auto naive = naive_variant(scenario);
  REQUIRE(naive.has_value());
  const auto& phases = naive->projects.front().phases;
  CHECK(phases[1].batch.expected() == 1);
  CHECK(phases[1].acceptance < scenario.projects.front().phases[1].acceptance);
  CHECK(phases[3].run_chance == kAlways);
  CHECK(naive->habits.empty());
  CHECK(naive->streams.size() == scenario.streams.size());
  CHECK_FALSE(naive_variant(booth_state().inputs.scenario).has_value());
}

TEST_CASE("an input has its name and its values with their units") {
  const AppState state = lookbook_state();
  const auto& inputs = state.derived.closer.inputs.value->inputs;
  const Scenario& scenario = state.inputs.scenario;
  CHECK(input_name(inputs[0]) == "Looks: how often");
  CHECK(input_value({}, scenario, inputs[0], inputs[0].low.value) == "3.6 a day");
  CHECK(input_name(inputs[1]) == "Image: price of one");
  CHECK(input_value({}, scenario, inputs[1], inputs[1].low.value) == "10 % cheaper");
  CHECK(input_value({}, scenario, inputs[1], inputs[1].base) == "as it is");
  CHECK(input_value({}, scenario, inputs[2], inputs[2].high.value) == "88 %");
  CHECK(input_name(inputs[5]) == "Working days a month");
}

TEST_CASE("what moves the answer: credits or money, read by mouse and by keyboard") {
  const AppState state = lookbook_state();
  Tall page(state);
  const ImVec2 name = page.find("Looks: how often");
  REQUIRE(name.x > 0);
  page.point(state, {name.x + 300, name.y + 8});
  CHECK(page.shows("4 a day") == false);
  CHECK(page.shows("26,200 credits"));
  CHECK(page.shows("−2,300 credits"));
  CHECK(page.keep("tornado-pointed"));
  page.click(state, page.find("Money"));
  page.point(state, {name.x + 300, page.find("Looks: how often").y + 8});
  CHECK(page.memory().closer.by_money);
  CHECK(page.shows("+$11.50 ± $0.40"));
  CHECK(page.shows("now $72.40"));
  // What moves credits alone is left out.
  CHECK_FALSE(page.shows("Looks: growth a month"));
}

TEST_CASE("habits: one sentence, and figures of each") {
  const AppState state = lookbook_state();
  {
    Tall page(state);
    CHECK(page.shows("Disciplined: 3.1 times as much finished work from a credit as Naive."));
    // The rail names it first, to be chosen; the chart comes after.
    ImVec2 row{};
    for (const Box& box : page.boxes())
      if (box.words == "Naive") row = {(box.from.x + box.to.x) / 2, (box.from.y + box.to.y) / 2};
    page.point(state, {row.x + 200, row.y});
    CHECK(page.shows("22,880 to 34,320 credits"));
  }
  {
    Tall narrow(state, 360);
    CHECK(narrow.shows("1,029"));
  }
  {
    // One alone, in force, has nothing to stand beside.
    AppState single = state;
    single.derived.closer.habits.value->resize(1);
    Tall page(single);
    CHECK(page.shows("The only habit there is is in force; beside another one it would stand here."));
  }
  // Without habits there is an offer, which is remembered.
  AppState plain = state;
  plain.inputs.scenario.habits.clear();
  plain.derived.closer.habits = {};
  Tall offered(plain);
  offered.click(plain, offered.find("Compare with naive habits"));
  CHECK(offered.memory().closer.naive);
}

TEST_CASE("each card with a chart can be taken as a picture, once and whole") {
  AppState state = lookbook_state();
  const auto check_pictures = [](const Tall& page, std::size_t fewest) {
    CHECK(page.pictures().size() >= fewest);
    std::set<std::string> titles;
    for (const Picture& picture : page.pictures()) {
      CAPTURE(picture.title);
      CHECK(titles.insert(picture.title).second);
      CHECK(picture.to.x - picture.from.x > 200);
      CHECK(picture.to.y - picture.from.y > 60);
    }
  };
  for (const float width : {1440.0f, 1024.0f, 360.0f}) check_pictures(Tall(state, width), 8);
  state.inputs.scenario.habits.clear();
  state.derived.closer.habits = {};
  check_pictures(Tall(state), 7);
}

TEST_CASE("the handle of a future goes by mouse, by keys, and by its buttons") {
  const AppState state = lookbook_state();
  const WalkedPath& path = *state.derived.closer.path.value;
  Tall page(state);
  const ImVec2 title = page.find("Future no. 1, request by request");
  REQUIRE(title.x > 0);
  const double& time = page.memory().closer.time;
  CHECK(time == 0);
  const ImVec2 middle{title.x + 300, title.y + 120};
  page.drag(state, middle, {middle.x + 100, middle.y});
  CHECK(time > 100);
  CHECK(time < 250);
  CHECK(page.keep("future-dragged"));
  // By keys from there, an event at a time.
  std::size_t at = path.at(time);
  bool reached = false;
  page.press(state, ImGuiKey_Tab);  // the keyboard takes over where the mouse left off
  for (int i = 0; i < 160 && !reached; ++i) {
    page.press(state, ImGuiKey_RightArrow);
    reached = path.at(time) == at + 1;
    if (!reached) page.press(state, ImGuiKey_Tab);
  }
  REQUIRE(reached);
  page.press(state, ImGuiKey_Home);
  CHECK(path.at(time) == 0);
  page.press(state, ImGuiKey_End);
  CHECK(path.at(time) == path.events.size() - 1);
  page.press(state, ImGuiKey_Home);
  page.click(state, page.find("Next blocked"));
  CHECK(path.events[path.at(time)].kind == Kind::blocked);
  CHECK(page.shows("Blocked: no balance can pay it."));
  at = path.at(time);
  page.click(state, page.find("‹ Step back"));
  CHECK(path.at(time) == at - 1);
  page.click(state, page.find("Another future"));
  CHECK(page.memory().closer.path == 1);
  page.click(state, page.find("The one before"));
  CHECK(page.memory().closer.path == 0);
}

TEST_CASE("what is counted in units of its own stands below the credits of a future") {
  AppState state = lookbook_state();
  state.derived.closer.path.value = walked_path(
      state.inputs.catalog, {drawn(1, "subscription", 14, 86), drawn(2, "energy", 3, 97), drawn(3, "energy", 90, 7)}, 0, 30);
  for (const float width : {1440.0f, 360.0f}) {
    Tall page(state, width);
    CHECK(page.shows("Tool energy, at most 97 energy points"));
    CHECK(page.keep("future-energy"));
  }
  CHECK_FALSE(Tall(lookbook_state()).shows("Tool energy, at most 97 energy points"));
}

TEST_CASE("a finger takes the handle of a future") {
  const AppState state = lookbook_state();
  Tall narrow(state, 360);
  const ImVec2 there = narrow.find("Future no. 1, request by request");
  narrow.drag(state, {there.x, there.y + 130}, {there.x + 60, there.y + 130});
  CHECK(narrow.memory().closer.time > 60);
  CHECK(narrow.keep("future-360"));
}

TEST_CASE("a closer look is asked for once it is in sight, and only where there is an engine") {
  AppState state = lookbook_state();
  {
    Headless page(1440, 900, false);
    page.settle(state);
    CHECK_FALSE(page.memory().closer.sees_path);
    CHECK_FALSE(page.memory().closer.sees_inputs);
  }
  Tall tall(state);
  CHECK(tall.memory().closer.sees_path);
  CHECK(tall.memory().closer.sees_inputs);
  CHECK(tall.memory().closer.sees_habits);
  state.derived.closer.offered = false;
  tall.settle(state);
  CHECK_FALSE(tall.memory().closer.sees_path);
  CHECK_FALSE(tall.shows("What moves it"));
}

TEST_CASE("the same work on other platforms: one sentence, a row each in words, and a press takes the work there") {
  const AppState state = lookbook_state();
  for (const float width : {1440.0f, 1024.0f, 360.0f}) {
    CAPTURE(width);
    Tall page(state, width);
    CHECK(page.memory().closer.sees_platforms);
    // A sentence that is longer than a narrow card goes on in the next line.
    CHECK(page.shows("Only on ImagineArt does a plan with known prices keep within 10 % of months blocked.") == (width > 400));
    CHECK(page.shows("rests on assumed figures"));
    CHECK(page.shows("Some of its figures are yours, not published ones.") == (width > 400));
    CHECK(page.shows("On Fittins AI this is: Image, Nano Banana as Fine image.") == (width > 400));
    CHECK(page.shows("It cannot do all of this work: it lacks Draft image, Upscaling.") == (width > 400));
    const auto chosen = [&](const char* name) {
      for (const Action& action : page.click(state, page.find(name)))
        if (const auto* choice = std::get_if<ChoosePlatform>(&action)) return choice->along ? choice->id : "alone";
      return std::string();
    };
    CHECK(chosen("Fittins AI") == "fittins");
    CHECK(chosen("Foto Master Cloud") == "fotomaster");
    CHECK(page.keep("platforms-" + std::to_string(static_cast<int>(width))));
  }
}

TEST_CASE("platforms are sorted by money, each currency by itself, those without a price last") {
  const auto made = [](const char* id, const char* currency, std::int64_t money) {
    PlatformOutcome one;
    one.id = id;
    one.takes_all = true;
    if (money < 0) return one;
    one.fits = true;
    one.plan.emplace();
    one.plan->currency = currency;
    one.plan->money_per_month.emplace().mean = whole(money);
    return one;
  };
  std::vector<PlatformOutcome> all{made("a", "", -1), made("b", "CHF", 5), made("c", "USD", 9), made("d", "USD", 7)};
  CHECK(least_money(all) == nullptr);  // francs and dollars have no order
  sort_platforms(all, "USD");
  std::string order;
  for (const PlatformOutcome& one : all) order += one.id;
  CHECK(order == "dcba");
  all[2].fits = false;
  CHECK(least_money(all) == all.data());
}

}  // namespace creditcast::web
