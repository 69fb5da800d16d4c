// The views drawn without a GPU: in odd states, at each size, light and dark. Set CREDITCAST_PICTURES to a folder to see them.
#include <algorithm>

#include "doctest/doctest.h"
#include "headless.hpp"
#include "sample.hpp"

namespace creditcast::web {
namespace {

struct Size {
  float width, height;
};
constexpr Size kSizes[] = {{1440, 900}, {1024, 768}, {360, 800}, {320, 480}, {2560, 1440}};

struct Named {
  const char* name;
  AppState (*make)();
};
constexpr Named kStates[] = {{"normal", lookbook_state}, {"empty", empty_state}, {"booth", booth_state},
                             {"error", error_state},     {"point", point_state}, {"huge", huge_state}};

bool contains(const Box& card, const Box& text) {
  constexpr float kSlack = 1.5f;
  return text.from.x >= card.from.x - kSlack && text.to.x <= card.to.x + kSlack && text.from.y >= card.from.y - kSlack &&
         text.to.y <= card.to.y + kSlack;
}

bool overlap(const Box& a, const Box& b) {
  constexpr float kSlack = 1.0f;
  return a.from.x + kSlack < b.to.x && b.from.x + kSlack < a.to.x && a.from.y + kSlack < b.to.y && b.from.y + kSlack < a.to.y;
}

template <typename T>
const T* last_of(const std::vector<Action>& actions) {
  const T* found = nullptr;
  for (const Action& action : actions)
    if (const T* one = std::get_if<T>(&action)) found = one;
  return found;
}

}  // namespace

TEST_CASE("every state draws at every size, light and dark") {
  for (const Named& named : kStates) {
    for (const Size size : kSizes) {
      for (const bool dark : {false, true}) {
        CAPTURE(named.name);
        CAPTURE(size.width);
        CAPTURE(dark);
        const AppState state = named.make();
        Headless page(size.width, size.height, dark, size.width < 500);
        const auto actions = page.settle(state);
        CHECK(actions.empty());
        CHECK(page.drawn().Valid);
        CHECK(page.drawn().TotalVtxCount > 100);
        CHECK(page.keep(std::string(named.name) + "-" + std::to_string(static_cast<int>(size.width)) +
                        (dark ? "-dark" : "-light")));
      }
    }
  }
}

TEST_CASE("text stays inside its card, and no text lies on another") {
  for (const Named& named : kStates) {
    for (const Size size : kSizes) {
      const AppState state = named.make();
      Headless page(size.width, size.height, false, size.width < 500);
      if (!page.has_font()) continue;  // other letters have other widths
      page.settle(state);
      std::vector<Box> cards, texts;
      for (const Box& box : page.boxes()) (box.card ? cards : texts).push_back(box);
      for (const Box& text : texts) {
        CAPTURE(named.name);
        CAPTURE(size.width);
        CAPTURE(text.words);
        CHECK(text.from.x >= 0);
        CHECK(text.to.x <= size.width + 1);
        for (const Box& card : cards) {
          const bool begins_in =
              text.from.x > card.from.x && text.from.x < card.to.x && text.from.y > card.from.y && text.from.y < card.to.y;
          if (begins_in) CHECK(contains(card, text));
        }
      }
      std::sort(texts.begin(), texts.end(), [](const Box& a, const Box& b) { return a.from.y < b.from.y; });
      for (std::size_t i = 0; i < texts.size(); ++i) {
        if (texts[i].from.y < measure::kHeader) continue;  // the page scrolls under the bar
        for (std::size_t k = i + 1; k < texts.size() && texts[k].from.y < texts[i].to.y; ++k) {
          CAPTURE(named.name);
          CAPTURE(size.width);
          CAPTURE(texts[i].words);
          CAPTURE(texts[k].words);
          CHECK_FALSE(overlap(texts[i], texts[k]));
        }
      }
    }
  }
}

TEST_CASE("cards do not lie on one another") {
  for (const Size size : kSizes) {
    CAPTURE(size.width);
    Headless page(size.width, size.height, false);
    page.settle(lookbook_state());
    std::vector<Box> cards;
    for (const Box& box : page.boxes())
      if (box.card) cards.push_back(box);
    CHECK(cards.size() >= 9);
    for (std::size_t i = 0; i < cards.size(); ++i)
      for (std::size_t k = i + 1; k < cards.size(); ++k) CHECK_FALSE(overlap(cards[i], cards[k]));
  }
}

TEST_CASE("dragging a slider gives edits while the button is down") {
  const AppState state = lookbook_state();
  Headless page(1440, 900, false);
  page.settle(state);
  const ImVec2 label = page.find("Looks");
  REQUIRE(label.x > 0);
  const auto actions = page.drag(state, {120, label.y + 20}, {260, label.y + 20});
  const auto* edit = last_of<SetStream>(actions);
  REQUIRE(edit != nullptr);
  CHECK(edit->stream == 0);
  CHECK(edit->field == StreamField::rate);
  CHECK(edit->value > 4);
  CHECK(actions.size() >= 2);  // on the way too, not at the end only
}

TEST_CASE("a phase's slider gives the phase's edit") {
  const AppState state = lookbook_state();
  Headless page(1440, 900, false);
  page.settle(state);
  const ImVec2 label = page.find("Accepted");
  REQUIRE(label.x > 0);
  const auto actions = page.drag(state, {label.x + 20, label.y + 14}, {label.x + 60, label.y + 14});
  const auto* edit = last_of<SetWork>(actions);
  REQUIRE(edit != nullptr);
  CHECK(edit->work == WorkRef{WorkRef::Kind::phase, 0, 0});
  CHECK(edit->field == WorkField::acceptance);
  CHECK(edit->value > 0);
  CHECK(edit->value <= 1);
}

TEST_CASE("the arrow keys move a focused slider") {
  const AppState state = lookbook_state();
  Headless page(1440, 900, false);
  page.settle(state);
  std::vector<Action> actions;
  for (int i = 0; i < 30 && actions.empty(); ++i) {
    page.key(ImGuiKey_Tab, true);
    page.settle(state, 2);
    page.key(ImGuiKey_Tab, false);
    page.settle(state, 2);
    page.key(ImGuiKey_RightArrow, true);
    actions = page.settle(state, 2);
    page.key(ImGuiKey_RightArrow, false);
    page.settle(state, 1);
  }
  CHECK_FALSE(actions.empty());
}

TEST_CASE("a value can be typed") {
  const AppState state = lookbook_state();
  Headless page(1440, 900, false);
  page.settle(state);
  const ImVec2 value = page.find("22 a month");
  REQUIRE(value.x > 0);
  page.click(state, value);
  page.settle(state, 3);
  page.type("7");
  const auto actions = page.settle(state, 3);
  const auto* edit = last_of<SetWorkingDays>(actions);
  REQUIRE(edit != nullptr);
  CHECK(edit->days == 7);
}

TEST_CASE("a plan is chosen from the list and from the table") {
  const AppState state = lookbook_state();
  Headless page(1440, 900, false);
  page.settle(state);
  page.click(state, page.find("Ultimate, monthly"));
  page.settle(state, 3);
  const ImVec2 entry = page.find("Standard, yearly");
  REQUIRE(entry.x > 0);
  auto actions = page.click(state, entry);
  const auto* listed = last_of<ChoosePlan>(actions);
  REQUIRE(listed != nullptr);
  CHECK(listed->plan == "standard");
  CHECK(listed->term == "year");

  page.settle(state, 3);
  ImVec2 in_table{};
  for (const Box& box : page.boxes())
    if (box.words == "Standard" && box.to.y < 900) in_table = box.from;
  actions = page.click(state, {in_table.x + 4, in_table.y + 4});
  const auto* from_table = last_of<ChoosePlan>(actions);
  REQUIRE(from_table != nullptr);
  CHECK(from_table->plan == "standard");
  CHECK(from_table->term == "month");
}

TEST_CASE("the page scrolls by wheel") {
  const AppState state = lookbook_state();
  Headless page(1024, 768, false);
  page.settle(state);
  page.mouse(600, 700, false);
  page.settle(state, 2);
  page.wheel(200);
  page.settle(state, 3);
  CHECK(page.scroll() == doctest::Approx(200).epsilon(0.1));
}

TEST_CASE("the page is as high wherever it is scrolled to") {
  for (const Size size : {Size{360, 800}, Size{1024, 400}, Size{1440, 400}}) {
    CAPTURE(size.width);
    const AppState state = lookbook_state();
    Headless page(size.width, size.height, false);
    page.settle(state);
    const float high = page.memory().content_height;
    page.mouse(size.width / 2, size.height - 40, false);
    for (int i = 0; i < 12; ++i) {
      page.wheel(size.height);
      page.settle(state, 3);
      CHECK(page.memory().content_height == doctest::Approx(high).epsilon(0.001));
    }
    CHECK(page.scroll() > size.height);
  }
}

TEST_CASE("on a narrow page what is under the finger stays there while what stands above it grows and shrinks") {
  AppState state = lookbook_state();
  Headless page(360, 800, false, true);
  page.settle(state);
  page.mouse(180, 600, false);
  const auto place = [&page] {
    for (const Box& box : page.boxes())
      if (box.words == "In reserve") return box.from.y;
    return -1.0f;
  };
  for (int i = 0; i < 40 && (place() < 0 || place() > 700); ++i) {
    page.wheel(200);
    page.settle(state, 3);
  }
  const float before = place();
  REQUIRE(before > 100);
  state.trouble = "A file of this page could not be fetched.";
  state.may_try_again = true;
  page.settle(state, 1);
  CHECK(place() == doctest::Approx(before).epsilon(0.01));
  page.settle(state, 3);
  CHECK(place() == doctest::Approx(before).epsilon(0.01));
  state.trouble.clear();
  page.settle(state, 4);
  CHECK(place() == doctest::Approx(before).epsilon(0.01));
}

TEST_CASE("on a narrow page the answer stays in sight") {
  const AppState state = lookbook_state();
  Headless page(360, 800, false, true);
  page.settle(state);
  CHECK(page.find("9 % run out").x == 0);
  page.drag(state, {340, 700}, {340, 100});
  page.settle(state, 60);
  CHECK(page.keep("scrolled-360"));
  int pinned = 0;
  for (const Box& box : page.boxes())
    if (box.from.y > measure::kHeader && box.to.y < measure::kHeader + 40)
      pinned += box.words == "23,900 credits" || box.words == "$72.40" || box.words == "9 % run out" ? 1 : 0;
  CHECK(pinned == 3);
}

TEST_CASE("a finger scrolls the page, even from a slider, and moves a slider sideways") {
  const AppState state = lookbook_state();
  Headless page(360, 800, false, true);
  page.settle(state);
  CHECK(page.drag(state, {180, 700}, {180, 300}).empty());
  const float there = page.scroll();
  CHECK(there > 300);
  page.settle(state, 60);  // the flick runs out
  const auto bring_into_sight = [&] {
    for (int i = 0; i < 20 && (page.find("Looks").y < 250 || page.find("Looks").y > 650); ++i) {
      const float by = page.find("Looks").y > 650 ? -60.0f : 60.0f;
      page.drag(state, {340, 400}, {340, 400 + by});
      page.settle(state, 60);
    }
  };
  bring_into_sight();
  const ImVec2 label = page.find("Looks");
  REQUIRE(label.y > 100);
  const float before = page.scroll();
  const auto down = page.drag(state, {180, label.y + 20}, {180, label.y - 60});
  CHECK(down.empty());
  CHECK(page.scroll() > before);
  page.settle(state, 60);
  bring_into_sight();
  const ImVec2 now = page.find("Looks");
  const float still = page.scroll();
  CHECK(last_of<SetStream>(page.drag(state, {100, now.y + 20}, {260, now.y + 22})) != nullptr);
  CHECK(page.scroll() == still);
}

}  // namespace creditcast::web
