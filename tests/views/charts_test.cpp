// The charts: what they tell under the mouse, by keyboard and under a finger, and what their legends switch off.
#include <algorithm>
#include <string>

#include "doctest/doctest.h"
#include "headless.hpp"
#include "sample.hpp"

namespace creditcast::web {
namespace {

/// A page tall enough that no chart needs scrolling.
struct Tall : Headless {
  explicit Tall(const AppState& state, float width = 1440) : Headless(width, 4'000, false, width < 500) { settle(state); }
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

/// Below the middle of a chart's title, inside its plot.
ImVec2 inside(const Headless& page, std::string_view title, float right, float down) {
  const ImVec2 at = page.find(title);
  REQUIRE(at.x > 0);
  return {at.x + right, at.y + down};
}

/// The label of a month below the chart of that title.
ImVec2 month_label(const Headless& page, std::string_view title, std::string_view month) {
  const float below = page.find(title).y;
  for (const Box& box : page.boxes())
    if (box.words == month && box.from.y > below + 60) return {(box.from.x + box.to.x) / 2, (box.from.y + box.to.y) / 2};
  FAIL("no such label");
  return {};
}

constexpr const char* kMonths = "Spent by month on Ultimate, monthly, in credits";
constexpr const char* kBalance = "Balance: Subscription credits";
constexpr const char* kRunOut = "Chance that credits have run out by then";

}  // namespace

TEST_CASE("a month tells its phases, the whole and its range under the mouse") {
  const AppState state = lookbook_state();
  Tall page(state);
  const ImVec2 label = page.find("3");  // under the third column
  REQUIRE(label.x > 0);
  page.point(state, {label.x, label.y - 60});
  CHECK(page.shows("Month 3"));
  CHECK(page.shows("24,188 credits"));
  CHECK(page.shows("13,180"));
  CHECK(page.shows("20,000 to 28,900"));
  CHECK(page.keep("month-pointed"));
  page.point(state, {5, 5});
  CHECK_FALSE(page.shows("Month 3"));
}

TEST_CASE("a day tells its balance; the crosshair stands in the other charts by day too") {
  const AppState state = lookbook_state();
  Tall page(state);
  const ImVec2 label = month_label(page, kBalance, "2");  // its first day is the 31st
  const int before = page.drawn().TotalVtxCount;
  page.point(state, {label.x, label.y - 60});
  CHECK(page.shows("End of day 1 of month 2"));
  CHECK(page.shows("16,000 credits"));
  CHECK(page.shows("12,000 to 16,000"));
  CHECK(page.shows("New credits come on this day."));
  CHECK(page.keep("day-pointed"));
  CHECK(page.memory().charts.axis == "day");
  CHECK(page.memory().charts.at == 30);
  CHECK(page.memory().charts.shown);
  CHECK(page.drawn().TotalVtxCount > before);
}

TEST_CASE("the chance to have run out is read by day") {
  const AppState state = lookbook_state();
  Tall page(state);
  const ImVec2 at = inside(page, kRunOut, 0, 80);
  page.point(state, {1000, at.y});  // far into the year
  CHECK(page.memory().charts.axis == "day");
  CHECK(page.memory().charts.at > 300);
  CHECK(page.shows("6 %"));
  CHECK(page.shows("on this very day"));
}

TEST_CASE("the keyboard reaches each chart, and the arrows move the crosshair") {
  const AppState state = lookbook_state();
  Tall page(state);
  std::vector<std::string> reached;
  for (int i = 0; i < 240 && reached.size() < 4; ++i) {
    page.press(state, ImGuiKey_Tab);
    const ChartMemory& charts = page.memory().charts;
    if (!charts.shown || std::find(reached.begin(), reached.end(), charts.axis) != reached.end()) continue;
    reached.push_back(charts.axis);
    const bool rows = charts.axis == "plan";
    page.press(state, ImGuiKey_Home);
    CHECK(charts.at == 0);
    page.press(state, rows ? ImGuiKey_DownArrow : ImGuiKey_RightArrow);
    page.press(state, rows ? ImGuiKey_DownArrow : ImGuiKey_RightArrow);
    CHECK(charts.at == 2);
    page.press(state, rows ? ImGuiKey_UpArrow : ImGuiKey_LeftArrow);
    CHECK(charts.at == 1);
    if (charts.axis == "month") CHECK(page.shows("Month 2"));
    if (charts.axis == "day") CHECK(page.shows("End of day 2 of month 1"));
    page.press(state, rows ? ImGuiKey_UpArrow : ImGuiKey_LeftArrow);
    page.press(state, rows ? ImGuiKey_UpArrow : ImGuiKey_LeftArrow);
    CHECK(charts.at == 0);
  }
  std::string all;
  for (const std::string& axis : reached) all += axis + " ";
  CHECK(all == "month day plan volume ");
}

TEST_CASE("a volume tells what each plan costs there, and which cannot pay for it") {
  const AppState state = lookbook_state();
  Tall page(state);
  const float below = inside(page, "Money a month by credits a month, in USD", 0, 0).y;
  ImVec2 under{};
  for (const Box& box : page.boxes())
    if (box.words == "30k" && box.from.y > below) under = {(box.from.x + box.to.x) / 2, box.from.y};
  REQUIRE(under.x > 0);
  page.point(state, {under.x, under.y - 60});
  CHECK(page.keep("volume-pointed"));
  CHECK(page.memory().charts.axis == "volume");
  CHECK(page.shows("At 30,000 credits"));
  CHECK(page.shows("not enough"));
  CHECK(page.shows("$96.62"));
  CHECK(page.shows("Below 12,250 credits a month Basic, monthly costs less."));
}

TEST_CASE("a legend entry switches its series off and on") {
  const AppState state = lookbook_state();
  Tall page(state);
  const ImVec2 title = page.find(kMonths);
  // The card of the phase has the same words; the legend's lie on the title's line.
  ImVec2 entry{};
  for (const Box& box : page.boxes())
    if (box.words == "Select" && std::abs(box.from.y - title.y) < 16) entry = box.from;
  REQUIRE(entry.x > 0);
  const auto months_top = [&] {
    return std::any_of(page.boxes().begin(), page.boxes().end(), [&](const Box& box) {
      return box.words == "40k" && box.from.y > title.y && box.from.y < title.y + 120;
    });
  };
  CHECK(months_top());
  page.click(state, {entry.x + 4, entry.y + 4});
  page.point(state, {5, 5});
  CHECK(page.memory().charts.hidden == std::vector<std::string>{"months/Select"});
  CHECK_FALSE(months_top());  // the axis follows what is left
  page.click(state, {entry.x + 4, entry.y + 4});
  CHECK(page.memory().charts.hidden.empty());
}

TEST_CASE("a plan's bar is chosen by a press") {
  const AppState state = lookbook_state();
  Tall page(state);
  const ImVec2 title = page.find("Money a month by plan, in USD");
  REQUIRE(title.x > 0);
  for (const Box& box : page.boxes()) {
    if (box.words != "Creator" || box.from.y < title.y) continue;
    const ImVec2 at{box.from.x + 4, box.from.y + 4};
    const auto actions = page.click(state, at);
    REQUIRE(actions.size() == 1);
    CHECK(std::get<ChoosePlan>(actions.front()).plan == "creator");
    return;
  }
  FAIL("no bar for the plan");
}

TEST_CASE("a finger leaves the crosshair where it pressed, and takes it away elsewhere") {
  const AppState state = lookbook_state();
  Tall page(state, 360);
  const ImVec2 at = inside(page, kBalance, 60, 160);
  page.click(state, at);
  page.settle(state, 10);
  CHECK(page.memory().charts.shown);
  CHECK(page.memory().charts.axis == "day");
  const ImVec2 title = page.find("Your work needs");
  page.click(state, title);
  page.settle(state, 4);
  CHECK_FALSE(page.memory().charts.shown);
}

TEST_CASE("a read-out stays on the page at 360 pixels") {
  const AppState state = lookbook_state();
  Tall page(state, 360);
  if (!page.has_font()) return;
  for (const float right : {-60.0f, 0.0f, 60.0f, 160.0f}) {
    page.click(state, inside(page, kBalance, right, 160));
    page.settle(state, 4);
    CHECK(page.keep("tall-360"));
    for (const Box& box : page.boxes()) {
      CAPTURE(box.words);
      CHECK(box.from.x >= 0);
      CHECK(box.to.x <= 361);
    }
  }
}

TEST_CASE("a page at rest draws the same frame again") {
  const AppState state = lookbook_state();
  Tall page(state);
  page.settle(state, 6);
  const int vertices = page.drawn().TotalVtxCount;
  for (int i = 0; i < 5; ++i) {
    page.frame(state);
    CHECK(page.drawn().TotalVtxCount == vertices);
  }
}

}  // namespace creditcast::web
