#pragma once
/// A page that is clicked through: its edits are carried out, and what is described answers by its closed form.
#include <algorithm>
#include <string_view>
#include <vector>

#include "calculation.hpp"
#include "doctest/doctest.h"
#include "engine.hpp"
#include "headless.hpp"
#include "sample.hpp"

namespace creditcast::web {

/// What is described answers by its closed form; nothing here waits for paths.
class Silent : public Engine {
 public:
  std::uint32_t ask(Lane, const Inputs&, const Question&, Listener) override { return ++asked_; }
  void cancel(std::uint32_t) override {}

 private:
  std::uint32_t asked_ = 0;
};

/// A page whose edits are carried out, as the program does.
struct Session {
  explicit Session(AppState begin, float width = 1440, float height = 2400, bool touch = false)
      : state(std::move(begin)), page(width, height, false, touch), calculation(state, engine, [] {}) {
    calculation.restart();
    page.settle(state);
  }
  std::vector<Action> click(std::string_view words, int nth = 0) {
    const ImVec2 at = place(words, nth);
    REQUIRE_MESSAGE(at.x > 0, std::string(words));
    return carry(page.click(state, at));
  }
  std::vector<Action> carry(std::vector<Action> actions) {
    for (const Action& action : actions) apply(state, action);
    calculation.restart();
    page.settle(state);
    return actions;
  }
  [[nodiscard]] ImVec2 place(std::string_view words, int nth = 0) const {
    for (const Box& box : page.boxes())
      if (!box.card && box.words == words && nth-- == 0) return {(box.from.x + box.to.x) / 2, (box.from.y + box.to.y) / 2};
    return {0, 0};
  }
  [[nodiscard]] bool shows(std::string_view part) const {
    return std::any_of(page.boxes().begin(), page.boxes().end(),
                       [part](const Box& box) { return box.words.find(part) != std::string::npos; });
  }
  /// Types a number into the panel that opens from a value.
  std::vector<Action> set(std::string_view value, const char* typed, int nth = 0) {
    click(value, nth);
    page.settle(state, 3);
    page.type(typed);
    auto actions = carry(page.settle(state, 3));
    page.key(ImGuiKey_Enter, true);
    page.settle(state, 2);
    page.key(ImGuiKey_Enter, false);
    page.settle(state, 2);
    return actions;
  }

  AppState state;
  Silent engine;
  Headless page;
  Calculation calculation;
};

}  // namespace creditcast::web
