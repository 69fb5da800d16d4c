// The keyboard alone: Tab goes through the bar and the page and out again, and what has the focus can be told.
#include <set>
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "headless.hpp"
#include "imgui_internal.h"
#include "sample.hpp"
#include "widgets/focus.hpp"

namespace creditcast::web {
namespace {

/// One press, as the canvas gives it, or the one that leads into it; false where it led out.
bool tab(Headless& page, const AppState& state, bool backwards = false, bool enters = false) {
  press_tab(page.memory(), backwards, enters);
  bool left = false;
  for (int i = 0; i < 4; ++i) {
    page.frame(state);
    left = left || page.memory().tab_left;
  }
  return !left;
}

std::vector<Focus> walk(Headless& page, const AppState& state, bool backwards) {
  std::vector<Focus> stops;
  while (stops.size() < 500 && tab(page, state, backwards, stops.empty())) stops.push_back(page.memory().focus);
  return stops;
}

}  // namespace

TEST_CASE("Tab visits every control once, in sight and with a name, and then leaves; Shift+Tab goes the same way back") {
  const AppState state = lookbook_state();
  for (const float width : {1440.0f, 1024.0f, 360.0f}) {
    CAPTURE(width);
    Headless page(width, 800, false);
    page.settle(state);
    const std::vector<Focus> there = walk(page, state, false);
    REQUIRE(there.size() > 30);
    REQUIRE(there.size() < 500);
    std::set<unsigned> seen;
    for (const Focus& stop : there) {
      CAPTURE(stop.label);
      CAPTURE(stop.role);
      CHECK(stop.id != 0);
      CHECK_FALSE(stop.label.empty());
      CHECK(seen.insert(stop.id).second);
      CHECK(stop.from.y >= -1);
      CHECK(stop.from.y < 800);
      if (stop.role == "slider") CHECK(stop.high >= stop.low);
    }
    const std::vector<Focus> back = walk(page, state, true);
    REQUIRE(back.size() == there.size());
    for (std::size_t i = 0; i < back.size(); ++i) CHECK(back[i].id == there[there.size() - 1 - i].id);
  }
}

TEST_CASE("a slider with the focus says its value, and says it anew when the keys have moved it") {
  AppState state = lookbook_state();
  Headless page(1440, 900, false);
  page.settle(state);
  Focus slider;
  while (tab(page, state) && slider.id == 0)
    if (page.memory().focus.role == "slider") slider = page.memory().focus;
  CHECK(slider.label == "Looks");
  CHECK(slider.value == "3 to 5 a day");
  CHECK(slider.now == doctest::Approx(4));
}

TEST_CASE("Page Down, End and Home scroll the page, but move a slider that has the focus") {
  const AppState state = lookbook_state();
  Headless page(1024, 768, false);
  page.settle(state);
  const auto press = [&](ImGuiKey key) {
    page.key(key, true);
    page.settle(state, 2);
    page.key(key, false);
    return page.settle(state, 2);
  };
  tab(page, state);
  press(ImGuiKey_PageDown);
  CHECK(page.scroll() > 300);
  press(ImGuiKey_End);
  const float end = page.scroll();
  CHECK(end > 700);
  press(ImGuiKey_Home);
  CHECK(page.scroll() == 0);
  while (tab(page, state) && page.memory().focus.role != "slider") {
  }
  REQUIRE(page.memory().focus.role == "slider");
  const float before = page.scroll();
  page.key(ImGuiKey_PageUp, true);
  CHECK_FALSE(page.settle(state, 2).empty());
  page.key(ImGuiKey_PageUp, false);
  page.settle(state, 2);
  CHECK(page.scroll() == before);
}

TEST_CASE("Escape closes a list, and the focus is where it was") {
  const AppState state = lookbook_state();
  Headless page(1440, 900, false);
  page.settle(state);
  while (page.memory().focus.label != "ImagineArt") REQUIRE(tab(page, state));
  const unsigned box = page.memory().focus.id;
  page.key(ImGuiKey_Space, true);
  page.settle(state, 2);
  page.key(ImGuiKey_Space, false);
  page.settle(state, 3);
  CHECK(ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel));
  CHECK(page.memory().focus.id != box);
  page.key(ImGuiKey_Escape, true);
  page.settle(state, 2);
  page.key(ImGuiKey_Escape, false);
  page.settle(state, 2);
  CHECK_FALSE(ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel));
  CHECK(page.memory().focus.id == box);
}

}  // namespace creditcast::web
