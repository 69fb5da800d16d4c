/// A scenario that was loaded, or edited as a struct, and its text: writing and reading lose nothing.
#include "creditcast/json/write.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "creditcast/estimate.hpp"
#include "support/published.hpp"

using namespace creditcast;
using namespace creditcast::json;
using creditcast::testing::shelf;
using creditcast::testing::source;
using creditcast::testing::text_of;
using creditcast::testing::texts_in;

namespace {

LoadedScenario read(const std::string& name, const std::string& text, const LoadOptions& options = {}) {
  auto loaded = load_scenario(shelf(), {name, text}, options);
  if (!loaded.ok()) {
    for (const Error& error : loaded.errors()) MESSAGE(name << error.pointer << ": " << error.what);
  }
  REQUIRE(loaded.ok());
  return *std::move(loaded);
}

LoadedScenario shipped(const std::string& id, const LoadOptions& options = {}) {
  return read(id, text_of(source("public/scenarios/" + id + ".json")), options);
}

std::string credits(const LoadedScenario& loaded) {
  const auto resolved = resolve(*loaded.catalog, *loaded.scenario, {});
  REQUIRE(resolved.ok());
  const auto result = estimate(*resolved);
  REQUIRE(result.ok());
  return to_decimal(result->credits_per_month);
}

/// What is written reads as the same, whole, and is written the same again.
LoadedScenario check_round_trip(const std::string& name, const Scenario& scenario, const ScenarioParts& parts) {
  const std::string text = write_scenario(scenario, parts);
  LoadedScenario back = read(name, text);
  CHECK_MESSAGE(*back.scenario == scenario, name << text);
  CHECK_MESSAGE(write_scenario(*back.scenario, back.parts) == text, name);
  CHECK_MESSAGE(back.canonical == text, name);
  CHECK_MESSAGE(read(name, write_scenario(scenario, parts, TextForm::pretty)).canonical == text, name);
  return back;
}

using Edit = std::function<void(Scenario&)>;

/// Each edits what it finds; together they touch every field that has a default, and every kind of number.
const std::vector<Edit> kEdits{
    [](Scenario& s) { s.months = 3, s.seats = 1, s.name = s.id, s.description.clear(); },
    [](Scenario& s) { s.name = "Änderung \"x\" </script>", s.description = "two\nlines"; },
    [](Scenario& s) { s.buffer_low = Amount{0}, s.buffer_high = Amount{123'456}, s.run_out_limit = kAlways; },
    [](Scenario& s) { s.budget_per_month = Amount{1'500'000}; },
    [](Scenario& s) { s.calendar = Calendar{}, s.calendar.working_days_per_month = 20; },
    [](Scenario& s) {
      s.calendar = Calendar{};
      s.calendar.start = parse_date("2026-03-01").value();
      s.calendar.zone_offset_seconds = -(9 * 3600 + 30 * 60);
      s.calendar.weekdays = {1, 6};
      s.calendar.holidays = {parse_date("2026-03-03").value()};
    },
    [](Scenario& s) {
      for (Stream& stream : s.streams) stream.rate = {RatePer::week, {QuantityKind::poisson, Amount{2'250'000}, 0, 0, {}}};
    },
    [](Scenario& s) {
      for (Stream& stream : s.streams) {
        stream.rate = {RatePer::month, {QuantityKind::range, Amount{}, 0, 7, {}}};
        stream.growth_per_month = Amount{-50'000};
        stream.seasonality.assign(12, Amount{900'000});
        stream.failure = share_of(Amount{20'000}).value();
      }
    },
    [](Scenario& s) {
      Quantity table{QuantityKind::table, {}, 0, 0, {}};
      table.table = {{0, share_of(Amount{333'333}).value()}, {2, share_of(Amount{666'667}).value()}};
      for (Stream& stream : s.streams) {
        stream.rate = {RatePer::working_day, table};
        if (!stream.event) continue;
        stream.event->photos_per_guest = table;
        stream.event->failure = share_of(Amount{1}).value();
        for (EventWork::Feature& feature : stream.event->features) {
          feature.used = kNever;
          feature.use.outputs = 2;
          feature.use.count = 3;
        }
      }
    },
    [](Scenario& s) {
      for (Project& project : s.projects) {
        project.budget = whole(900);
        for (Phase& phase : project.phases) {
          phase.name = "phase " + phase.id;
          phase.batch = {QuantityKind::range, Amount{}, 1, 3, {}};
          phase.run_chance = share_of(Amount{999'999}).value();
          phase.acceptance = share_of(Amount{123'457}).value();
          phase.max_requests = 5;
          phase.exhausted = Exhausted::give_up;
          phase.rewrite = Phase::Rewrite{2, share_of(Amount{100'000}).value(), share_of(Amount{950'000}).value(), {phase.use}};
          phase.rewrite->uses[0].count = 2;
          phase.repeat_factors = {kAlways, share_of(Amount{500'000}).value()};
          phase.variations = Phase::Variations{share_of(Amount{400'000}).value(), kAlways};
          phase.keep = 1;
          phase.utilities = {phase.use};
          phase.failure = share_of(Amount{50'000}).value();
          phase.budget = whole(50);
        }
      }
    },
    [](Scenario& s) {
      s.owners.push_back({"someone", "Someone", "event", whole(5)});
      for (Stream& stream : s.streams) stream.owner = "someone";
    },
    [](Scenario& s) {
      s.at_zero = {{AtZeroKind::wait, {}, {}, {}, {}, {}}}, s.plan_changes.clear(), s.opening.clear();
    },
};

/// Where a use stands is told by the reader; an edit that moves work leaves it behind.
Scenario placed(const Scenario& edited, const ScenarioParts& parts) {
  return *read("edited", write_scenario(edited, parts)).scenario;
}

}  // namespace

TEST_CASE("every shipped scenario, under each of its habits, is read back as it was") {
  for (const NamedText& text : texts_in("public/scenarios")) {
    const LoadedScenario plain = read(text.name, text.text);
    std::vector<LoadOptions> ways{{}};
    for (const Habit& habit : plain.scenario->habits) ways.push_back({habit.id});
    for (const LoadOptions& way : ways) {
      const LoadedScenario loaded = read(text.name, text.text, way);
      const LoadedScenario back = check_round_trip(text.name, *loaded.scenario, loaded.parts);
      CHECK(back.catalog_digest == loaded.catalog_digest);
      CHECK(back.overridden_elsewhere == loaded.overridden_elsewhere);
      CHECK(credits(back) == credits(loaded));
      for (const Habit& habit : plain.scenario->habits) {
        CHECK_MESSAGE(*read(text.name, write_scenario(*loaded.scenario, loaded.parts), {habit.id}).scenario ==
                          *read(text.name, text.text, {habit.id}).scenario,
                      text.name << " " << habit.id);
      }
    }
  }
}

TEST_CASE("edits of every shipped scenario are read back as they were made") {
  for (const NamedText& text : texts_in("public/scenarios")) {
    const LoadedScenario loaded = read(text.name, text.text);
    for (const Edit& edit : kEdits) {
      Scenario edited = *loaded.scenario;
      edit(edited);
      if (!check(edited, *loaded.catalog).empty()) continue;  // plans closed to teams, for instance
      const Scenario set = placed(edited, loaded.parts);
      check_round_trip(text.name, set, read(text.name, write_scenario(set, loaded.parts)).parts);
      REQUIRE(edited.streams.size() == set.streams.size());
      for (std::size_t i = 0; i < set.streams.size(); ++i) CHECK(set.streams[i].rate == edited.streams[i].rate);
      CHECK(set.calendar == edited.calendar);
      CHECK(set.owners == edited.owners);
      CHECK(set.at_zero == edited.at_zero);
      for (std::size_t i = 0; i < set.projects.size(); ++i) {
        for (std::size_t j = 0; j < set.projects[i].phases.size(); ++j) {
          Phase want = edited.projects[i].phases[j];
          const Phase& got = set.projects[i].phases[j];
          if (want.rewrite && !want.rewrite->uses.empty() && got.rewrite && !got.rewrite->uses.empty())
            want.rewrite->uses[0].pointer = got.rewrite->uses[0].pointer;
          if (!want.utilities.empty() && !got.utilities.empty()) want.utilities[0].pointer = got.utilities[0].pointer;
          CHECK(got == want);
        }
      }
    }
  }
}

TEST_CASE("a value that the habit in force gives is edited in the habit, any other for all habits") {
  const LoadedScenario naive = shipped("fittins-naive-habits");
  REQUIRE(naive.scenario->habit == "naive");
  Scenario edited = *naive.scenario;
  const Share acceptance = share_of(Amount{420'000}).value(), failure = share_of(Amount{20'000}).value();
  for (Project& project : edited.projects) {
    Phase& select = project.phases[1];
    REQUIRE(select.id == "select");
    select.acceptance = acceptance;  // the habit's
    select.failure = failure;        // the project's own
    select.use.options = {{"tier", "ultra"}};
  }
  const Phase before = shipped("fittins-naive-habits", {"disciplined"}).scenario->projects[0].phases[1];
  std::string text = write_scenario(edited, naive.parts);
  CHECK(*read("naive", text).scenario == edited);
  Phase other = read("disciplined", text, {"disciplined"}).scenario->projects[0].phases[1];
  CHECK(other.acceptance == before.acceptance);
  CHECK(other.use == before.use);
  CHECK(other.failure == failure);

  // One patch cannot give two projects different chances; what they have in common stays the habit's.
  edited.projects[1].phases[1].acceptance = kAlways;
  text = write_scenario(edited, naive.parts);
  CHECK(*read("naive", text).scenario == edited);
  other = read("disciplined", text, {"disciplined"}).scenario->projects[0].phases[1];
  CHECK(other.acceptance == acceptance);
  CHECK(other.use == before.use);
  CHECK(other.max_requests == before.max_requests);

  // An action in place of the habit's capability.
  const LoadedScenario look = shipped("imagineart-lookbook", {"naive"});
  edited = *look.scenario;
  Phase& explore = edited.projects[0].phases[0];
  REQUIRE(explore.use.capability == "image.high");
  explore.use.capability.clear();
  explore.use.action = "image";
  const std::string swapped = write_scenario(edited, look.parts);
  CHECK(*read("naive", swapped).scenario == edited);
  CHECK(read("disciplined", swapped, {"disciplined"}).scenario->projects[0].phases[0].use.capability == "image.draft");
}

TEST_CASE("projects and phases come and go under a habit") {
  const LoadedScenario naive = shipped("fittins-naive-habits");
  Scenario edited = *naive.scenario;
  Project second = edited.projects[0];
  second.id = "second";
  second.phases[1].acceptance = share_of(Amount{420'000}).value();
  edited.projects.push_back(second);
  edited.streams[0].project = "second";
  const LoadedScenario back = read("two", write_scenario(edited, naive.parts));
  CHECK(back.scenario->projects[0].phases == edited.projects[0].phases);
  CHECK(back.scenario->projects.back().phases[1].acceptance == second.phases[1].acceptance);
  check_round_trip("two", *back.scenario, back.parts);

  // A phase goes, and what the habits say of it.
  edited = *naive.scenario;
  for (Project& project : edited.projects)
    std::erase_if(project.phases, [](const Phase& phase) { return phase.id == "select"; });
  const std::string text = write_scenario(edited, naive.parts);
  CHECK(text.find("\"select\"") == std::string::npos);
  CHECK(read("fewer", text).scenario->projects[0].phases.size() == edited.projects[0].phases.size());
}

TEST_CASE("a scenario with a catalog of its own keeps it") {
  const std::string catalog = text_of(source("public/catalogs/hippist.json"));
  std::string text = text_of(source("public/scenarios/hippist-campaign.json"));
  text.insert(text.find('{') + 1, "\"catalog\": " + catalog + ",");
  auto loaded = load_scenario(Catalogs(), {"own", text});
  REQUIRE(loaded.ok());
  const auto back = load_scenario(Catalogs(), {"own", write_scenario(*loaded->scenario, loaded->parts)});
  REQUIRE(back.ok());
  CHECK(back->own_catalog);
  CHECK(back->catalog_digest == loaded->catalog_digest);
  CHECK(*back->scenario == *loaded->scenario);
}

TEST_CASE("a figure is overridden, overridden again and taken back") {
  const LoadedScenario loaded = shipped("imagineart-agency-example");
  const std::string price = "/plans/basic/terms/month/price";
  ScenarioParts parts = loaded.parts;
  const auto price_of = [&](const ScenarioParts& with) {
    const Catalog catalog = *read("priced", write_scenario(*loaded.scenario, with)).catalog;
    return find_plan(catalog, "basic")->terms[0].price;
  };
  const Figure published = price_of(parts);
  REQUIRE(published.is == Provenance::published);
  REQUIRE(published.pointer == price);
  for (const Amount mine : {whole(11), whole(12)}) {
    const auto next = override_figure(shelf(), "imagineart", parts, price, mine);
    REQUIRE(next.ok());
    parts.overrides = *next;
    CHECK(price_of(parts).value == mine);
    CHECK(price_of(parts).is == Provenance::yours);
  }
  const auto other = override_figure(shelf(), "imagineart", parts, "/plans/ultimate/terms/month/price", whole(60));
  REQUIRE(other.ok());
  parts.overrides = *other;
  for (const std::string& pointer : {price, std::string("/plans/ultimate/terms/month/price")}) {
    const auto next = override_figure(shelf(), "imagineart", parts, pointer, std::nullopt);
    REQUIRE(next.ok());
    parts.overrides = *next;
  }
  CHECK(parts.overrides.empty());
  CHECK(price_of(parts).value == published.value);

  // A figure that the scenario wrote as a plain number, and one of a plan of its own.
  const LoadedScenario own = shipped("hippist-campaign");
  const auto set = override_figure(shelf(), "hippist", own.parts, "/plans/starter/terms/month/price", whole(21));
  REQUIRE(set.ok());
  parts = own.parts;
  parts.overrides = *set;
  const Catalog dearer = *read("dearer", write_scenario(*own.scenario, parts)).catalog;
  CHECK(find_plan(dearer, "starter")->terms[0].price.value == whole(21));
  CHECK(find_plan(dearer, "studio")->terms[0].price.value == whole(49));
  CHECK(!override_figure(shelf(), "hippist", own.parts, "/plans/starter/terms/month/price", std::nullopt).ok());
  CHECK(!override_figure(shelf(), "hippist", own.parts, "/plans/nowhere/price", whole(1)).ok());
  CHECK(!override_figure(shelf(), "nobody", {}, price, whole(1)).ok());
}

TEST_CASE("every figure of every catalog can be overridden by its pointer") {
  for (const NamedText& text : texts_in("public/scenarios")) {
    const LoadedScenario loaded = read(text.name, text.text);
    for (const NamedFigure& named : figures(*loaded.catalog)) {
      if (!named.figure->value) continue;
      const auto next = override_figure(shelf(), loaded.catalog->id, loaded.parts, named.figure->pointer, named.figure->value);
      REQUIRE_MESSAGE(next.ok(), text.name << named.figure->pointer);
      ScenarioParts parts = loaded.parts;
      parts.overrides = *next;
      const LoadedScenario back = read(text.name, write_scenario(*loaded.scenario, parts));
      bool found = false;
      for (const NamedFigure& one : figures(*back.catalog)) {
        if (one.figure->pointer != named.figure->pointer) continue;
        found = true;
        CHECK(one.figure->is == Provenance::yours);
        CHECK(one.figure->value == named.figure->value);
      }
      CHECK_MESSAGE(found, named.figure->pointer);
    }
  }
}
