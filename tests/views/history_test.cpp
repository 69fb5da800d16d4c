// Undo and redo: what stands after each step, and what counts as one.
#include "app_state.hpp"
#include "doctest/doctest.h"
#include "sample.hpp"

namespace creditcast::web {
namespace {

int days(const AppState& state) { return state.inputs.scenario.calendar.working_days_per_month; }

}  // namespace

TEST_CASE("history: edits are undone and done again in order, and an edit ends what could be redone") {
  AppState state = lookbook_state();
  const int first = days(state);
  CHECK_FALSE(apply(state, Undo{}));
  apply(state, SetWorkingDays{10});
  apply(state, SetWorkingDays{11});
  const std::uint64_t edits = state.revision;
  CHECK(apply(state, Undo{}));
  CHECK(days(state) == 10);
  CHECK(state.revision == edits + 1);
  CHECK(apply(state, Undo{}));
  CHECK(days(state) == first);
  CHECK_FALSE(state.history.can_undo());
  CHECK(apply(state, Redo{}));
  CHECK(days(state) == 10);
  apply(state, SetWorkingDays{12});
  CHECK_FALSE(apply(state, Redo{}));
  CHECK(apply(state, Undo{}));
  CHECK(days(state) == 10);
}

TEST_CASE("history: the edits of one gesture are one step; what changes nothing is none") {
  AppState state = lookbook_state();
  const int first = days(state);
  state.gesture = 7;
  for (const int value : {10, 11, 12}) apply(state, SetWorkingDays{value});
  CHECK_FALSE(apply(state, SetWorkingDays{12}));
  apply(state, Undo{});
  CHECK(days(state) == first);
  CHECK_FALSE(state.history.can_undo());
  // After a step back the same gesture begins anew: the hand may still be down.
  apply(state, SetWorkingDays{13});
  apply(state, Undo{});
  CHECK(days(state) == first);
}

TEST_CASE("history: another scenario is a step too; the oldest steps are forgotten") {
  AppState state = lookbook_state();
  const std::string name = state.inputs.scenario.id;
  Scenario other = state.inputs.scenario;
  other.id = "other";
  load(state, state.inputs.catalog, other, {});
  CHECK(apply(state, Undo{}));
  CHECK(state.inputs.scenario.id == name);
  for (int i = 0; i < 200; ++i) apply(state, SetWorkingDays{1 + i % 20});
  std::size_t steps = 0;
  while (apply(state, Undo{})) ++steps;
  CHECK(steps == History::kSteps);
}

TEST_CASE("history: a step brings its catalog and what came with it back, and large ones do not pile up") {
  AppState state = lookbook_state();
  const std::string first = state.inputs.catalog.id;
  apply(state, SetWorkingDays{9});
  Catalog other = state.inputs.catalog;
  other.id = "other";
  ScenarioParts parts;
  parts.overrides = "{\"plans\": {}}";
  load(state, other, state.inputs.scenario, parts);
  apply(state, SetWorkingDays{10});
  apply(state, Undo{});
  CHECK(state.inputs.catalog.id == "other");
  CHECK(state.inputs.parts == parts);
  apply(state, Undo{});
  CHECK(state.inputs.catalog.id == first);
  CHECK(days(state) == 9);
  CHECK(state.inputs.parts == ScenarioParts{});
  apply(state, Redo{});
  CHECK(state.inputs.catalog.id == "other");
  CHECK(state.inputs.parts == parts);
  for (int i = 0; i < 10; ++i) {
    parts.catalog.assign(History::kBytes / 4 - 4096, static_cast<char>('a' + i));
    load(state, other, state.inputs.scenario, parts);
  }
  std::size_t steps = 0;
  while (apply(state, Undo{})) ++steps;
  CHECK(steps == 4);
}

}  // namespace creditcast::web
