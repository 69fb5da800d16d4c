// What a visitor can set of the work, edit by edit, without a page.
#include <algorithm>
#include <map>

#include "app_state.hpp"
#include "carry_over.hpp"
#include "doctest/doctest.h"
#include "new_work.hpp"
#include "quantities.hpp"
#include "sample.hpp"

namespace creditcast::web {
namespace {

std::vector<std::string> phase_ids(const AppState& state) {
  std::vector<std::string> ids;
  for (const Phase& phase : state.inputs.scenario.projects.at(0).phases) ids.push_back(phase.id);
  return ids;
}
using Ids = std::vector<std::string>;

bool has_error(const AppState& state, std::string_view pointer) {
  const Errors errors = check(state.inputs.scenario, state.inputs.catalog);
  return std::any_of(errors.begin(), errors.end(), [pointer](const Error& error) { return error.pointer == pointer; });
}

}  // namespace

TEST_CASE("edits: phases are added, copied, moved and removed") {
  AppState state = priced_state();
  CHECK(apply(state, MovePhase{0, 0, 2}));
  CHECK(phase_ids(state) == Ids{"select", "hero", "explore", "upscale"});
  CHECK(apply(state, RemovePhase{0, 1}));
  CHECK(phase_ids(state) == Ids{"select", "explore", "upscale"});
  CHECK(apply(state, DuplicatePhase{0, 0}));
  CHECK(phase_ids(state) == Ids{"select", "select-2", "explore", "upscale"});
  CHECK(state.inputs.scenario.projects[0].phases[1].batch.high == 6);
  CHECK(apply(state, AddPhase{0}));
  CHECK(phase_ids(state).size() == 5);
  CHECK(phase_ids(state).back() == "phase");
  CHECK(state.inputs.own);

  CHECK_FALSE(apply(state, MovePhase{0, 0, 5}));
  CHECK_FALSE(apply(state, MovePhase{3, 0, 1}));
  CHECK_FALSE(apply(state, RemovePhase{0, 9}));
  CHECK_FALSE(apply(state, DuplicatePhase{1, 0}));
  CHECK_FALSE(apply(state, AddPhase{1}));
  CHECK_FALSE(apply(state, PutPhase{0, 9, {}}));
}

TEST_CASE("edits: an error stands where the work stands now, not where it stood in the file") {
  AppState state = priced_state();
  for (std::size_t i = 0; i < 4; ++i)
    state.inputs.scenario.projects[0].phases[i].use.pointer = "/projects/0/phases/" + std::to_string(i);
  REQUIRE(apply(state, MovePhase{0, 3, 0}));
  Phase wrong = state.inputs.scenario.projects[0].phases[0];
  wrong.keep = 5;
  wrong.use.action = "gone";
  REQUIRE(apply(state, PutPhase{0, 0, wrong}));
  CHECK(has_error(state, "/projects/0/phases/0/keep"));
  CHECK(has_error(state, "/projects/0/phases/0/action"));
  CHECK_FALSE(has_error(state, "/projects/0/phases/3/action"));
}

TEST_CASE("edits: what is added is work that the platform has, without an error") {
  for (const StreamKind kind : {StreamKind::project, StreamKind::pieces, StreamKind::event}) {
    AppState state = priced_state();
    REQUIRE(apply(state, StartEmpty{}));
    CHECK(state.inputs.scenario.streams.empty());
    CHECK(state.inputs.scenario.plan == "ultimate");
    CHECK_FALSE(state.derived.forecast.has_value());
    CHECK(apply(state, AddStream{kind}));
    CHECK(apply(state, AddStream{kind}));
    REQUIRE(state.inputs.scenario.streams.size() == 2);
    CHECK(state.inputs.scenario.streams[0].id != state.inputs.scenario.streams[1].id);
    CHECK(state.inputs.tops.size() == 2);
    for (const Stream& stream : state.inputs.scenario.streams) CHECK_FALSE(stream.name.empty());
    CHECK(check(state.inputs.scenario, state.inputs.catalog).empty());
  }
}

TEST_CASE("edits: a stream goes with its project, unless another works on it") {
  AppState state = priced_state();
  CHECK(apply(state, DuplicateStream{0}));
  CHECK(state.inputs.scenario.streams.size() == 3);
  REQUIRE(state.inputs.scenario.projects.size() == 2);
  CHECK(state.inputs.scenario.streams[1].project == state.inputs.scenario.projects[1].id);
  state.inputs.scenario.streams[1].project = state.inputs.scenario.streams[0].project;
  CHECK(apply(state, RemoveStream{1}));
  CHECK(state.inputs.scenario.projects.size() == 2);
  CHECK(apply(state, MoveStream{0, 1}));
  CHECK(state.inputs.scenario.streams[0].id == "videos");
  CHECK(apply(state, RemoveStream{1}));
  CHECK(state.inputs.scenario.projects.size() == 1);
  CHECK(state.inputs.tops.size() == 1);
  CHECK_FALSE(apply(state, RemoveStream{1}));
  CHECK_FALSE(apply(state, DuplicateStream{7}));
  CHECK_FALSE(apply(state, PutStream{7, {}}));
}

TEST_CASE("edits: another way of counting gives the slider another end, another number does not") {
  AppState state = priced_state();
  const double top = state.inputs.tops[1].rate;
  Stream stream = state.inputs.scenario.streams[1];
  stream.rate.quantity.mean = whole(400);
  CHECK(apply(state, PutStream{1, stream}));
  CHECK(state.inputs.tops[1].rate == top);
  stream.rate.per = RatePer::month;
  CHECK(apply(state, PutStream{1, stream}));
  CHECK(state.inputs.tops[1].rate >= 400);
}

TEST_CASE("edits: people, and the work that was theirs") {
  AppState state = priced_state();
  CHECK(apply(state, AddOwner{}));
  CHECK(apply(state, AddOwner{}));
  auto& owners = state.inputs.scenario.owners;
  REQUIRE(owners.size() == 2);
  CHECK(owners[0].id != owners[1].id);
  Owner owner = owners[0];
  owner.name = "Design";
  owner.monthly_cap = whole(500);
  CHECK(apply(state, PutOwner{0, owner}));
  CHECK_FALSE(apply(state, PutOwner{1, owner}));  // another one's id
  Stream stream = state.inputs.scenario.streams[0];
  stream.owner = owner.id;
  CHECK(apply(state, PutStream{0, stream}));
  CHECK(apply(state, RemoveOwner{0}));
  CHECK(state.inputs.scenario.streams[0].owner.empty());
  CHECK_FALSE(apply(state, RemoveOwner{5}));
  CHECK(check(state.inputs.scenario, state.inputs.catalog).empty());
}

TEST_CASE("edits: terms are kept within what can be") {
  AppState state = priced_state();
  CHECK(apply(state, SetMonths{500}));
  CHECK(state.inputs.scenario.months == 120);
  CHECK(apply(state, SetSeats{0}) == false);  // it is 1 already
  CHECK(apply(state, SetRunOutLimit{7}));
  CHECK(state.inputs.scenario.run_out_limit == kAlways);
  CHECK(apply(state, SetBudget{whole(9'000)}));
  CHECK_FALSE(apply(state, SetBudget{whole(9'000)}));
  CHECK(apply(state, SetBudget{{}}));
  CHECK_FALSE(apply(state, PutAtZero{std::vector<AtZeroChoice>(17)}));
  CHECK(apply(state, PutOpening{{{"subscription", whole(40)}}}));
  Calendar calendar = state.inputs.scenario.calendar;
  calendar.start = to_day({2027, 1, 1});
  CHECK(apply(state, PutCalendar{calendar}));
  CHECK(apply(state, SetProjectBudget{0, whole(300)}));
  CHECK_FALSE(apply(state, SetProjectBudget{4, {}}));
  CHECK(apply(state, SetAction{{WorkRef::Kind::use, 1, 0}, "", "image.standard"}));
  CHECK_FALSE(apply(state, SetAction{{WorkRef::Kind::use, 1, 0}, "", "image.standard"}));
  CHECK(state.inputs.scenario.streams[1].uses[0].options.empty());
}

TEST_CASE("edits: a quantity changes its kind around its mean, and its ends give way to one another") {
  Quantity quantity{QuantityKind::poisson, whole(4), 0, 0, {}};
  set_kind(quantity, QuantityKind::range);
  CHECK(quantity.low == 2);
  CHECK(quantity.high == 6);
  set_low(quantity, 9, 1);
  CHECK(quantity.high == 9);
  set_high(quantity, 0, 1);
  CHECK(quantity.low == 1);
  CHECK(quantity.high == 1);
  set_kind(quantity, QuantityKind::fixed);
  CHECK(quantity.mean == whole(1));
  CHECK(free_id("Größe 1 / two", {}) == "gr-e-1-two");
  CHECK(free_id("***", {"work"}) == "work-2");
}

TEST_CASE("carry over: capabilities go along, actions become the nearest one, the rest stays behind and is named") {
  const AppState state = priced_state();
  Catalog from = state.inputs.catalog;
  from.capabilities = {{"image.draft", "image", {{"model", "z-image-turbo"}}},
                       {"image.high", "image", {{"model", "nano-banana-pro"}}}};
  Catalog to = from;
  to.id = "other";
  to.name = "Other";
  to.actions[0].id = "picture";
  to.actions[0].options.clear();

  to.capabilities = {{"image.draft", "picture", {}}, {"image.high", "picture", {}}};
  Scenario scenario = state.inputs.scenario;
  scenario.habits = {{"calm", "Calm"}};
  scenario.habit = "calm";
  auto& phases = scenario.projects[0].phases;
  phases[0].use = {"", "image.draft", {}, 1, 1, ""};
  phases[1].use.options = {{"model", "nano-banana-pro"}};
  phases[2].use = {"", "upscale", {}, 1, 1, ""};
  scenario.streams[1].uses[0] = {"", "video.short", {}, 1, 1, ""};

  const auto carried = carry_over(scenario, from, to);
  REQUIRE(carried.has_value());
  const Scenario& there = carried->scenario;
  CHECK(there.platform == "other");
  CHECK(there.plan == to.plans.front().id);
  REQUIRE(there.projects[0].phases.size() == 3);
  CHECK(there.projects[0].phases[0].use.capability == "image.draft");
  CHECK(there.projects[0].phases[1].use.capability == "image.high");
  CHECK(there.projects[0].phases[1].use.action.empty());
  CHECK(there.streams.size() == 1);
  CHECK(there.habits.empty());
  REQUIRE(carried->notices.size() == 3);
  CHECK(carried->notices[0].find("Image as Fine image") != std::string::npos);
  CHECK(carried->notices[1] == "Other has no work for: Upscaling, Short video. It was left out.");

  to.capabilities.clear();
  CHECK_FALSE(carry_over(scenario, from, to).has_value());
  scenario.streams.clear();
  CHECK(carry_over(scenario, from, to).has_value());
}

}  // namespace creditcast::web
