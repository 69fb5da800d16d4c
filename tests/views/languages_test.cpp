// The page in German: nothing that it says itself stays English, and the longer words find their room.
#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <string>

#include "creditcast/catalog.hpp"
#include "creditcast/json/load.hpp"
#include "doctest/doctest.h"
#include "headless.hpp"
#include "sample.hpp"
#include "support/texts.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

/// public/text/de.json: a flat object, read literal by literal.
std::map<std::string, std::string> german() {
  const std::string json = creditcast::testing::text_of(creditcast::testing::source("public/text/de.json"));
  std::map<std::string, std::string> table;
  std::size_t at = 0;
  const auto literal = [&] {
    std::string text;
    at = json.find('"', at);
    if (at == std::string::npos) return text;
    for (++at; json[at] != '"'; ++at) {
      if (json[at] == '\\') ++at;
      text += json[at];
    }
    ++at;
    return text;
  };
  while (true) {
    const std::string key = literal();
    if (at == std::string::npos) return table;
    table[key] = literal();
  }
}

/// Speaks German while it lives.
struct InGerman {
  std::map<std::string, std::string> table = german();
  InGerman() {
    std::string lines;
    for (const auto& [english, other] : table) lines += english + "\t" + other + "\n";
    set_words(lines);
  }
  ~InGerman() { set_words(""); }
};

struct Size {
  float width, height;
};
constexpr Size kSizes[] = {{1440, 900}, {1024, 768}, {360, 800}};

/// What the catalog and the scenario call things: their own words, in whatever language.
std::set<std::string> given_names(const AppState& state) {
  std::set<std::string> names;
  const Scenario& scenario = state.inputs.scenario;
  names.insert(scenario.name);
  for (const Stream& stream : scenario.streams) {
    names.insert(stream.name);
    if (stream.event)
      for (const EventWork::Feature& feature : stream.event->features) names.insert(feature.name);
  }
  for (const Project& project : scenario.projects) {
    names.insert(project.name);
    for (const Phase& phase : project.phases) names.insert(phase.name);
  }
  for (const Habit& habit : scenario.habits) names.insert(habit.name);
  for (const WorkGroup& group : state.derived.work) {
    names.insert(group.each);  // the samples' are in English
    for (const WorkItem& item : group.items) names.insert(item.title);
  }
  if (state.derived.forecast)
    for (const Part& part : state.derived.forecast->by_phase) names.insert(part.label);
  for (const ScenarioEntry& entry : state.inputs.scenarios) names.insert(entry.name);
  return names;
}

/// Patterns with words in them that stand in no table.
void untold(const Words& words, const std::map<std::string, std::string>& table, std::set<std::string>& found) {
  const std::string pattern(words.pattern());
  // JSON, links and "{0}, {1}" are the same in every language.
  const bool language = std::regex_search(std::regex_replace(pattern, std::regex("\\{\\d\\}"), ""), std::regex("[a-z]{2}"));
  if (language && pattern.find_first_of("/[\"") != 0 && !pattern.starts_with("http") && table.count(pattern) == 0)
    found.insert(pattern);
  for (const Words& part : words.parts()) untold(part, table, found);
}

}  // namespace

TEST_CASE("what is wrong with an input is said in German, with the names as they are written") {
  const InGerman speaking;
  std::set<std::string> found;
  std::size_t told = 0;
  for (const json::NamedText& file : creditcast::testing::texts_in("tests/bad")) {
    json::Catalogs shelf;
    for (const json::NamedText& catalog : creditcast::testing::texts_in("public/catalogs")) CHECK(shelf.add(catalog).empty());
    Errors errors = shelf.add(file);
    if (errors.empty()) {
      const auto catalog = shelf.load(shelf.ids().back());
      if (!catalog.ok()) errors = catalog.errors();
    }
    const auto scenario = json::load_scenario(shelf, file);
    if (!scenario.ok()) errors.insert(errors.end(), scenario.errors().begin(), scenario.errors().end());
    for (const Error& error : errors) {
      untold(error.what, speaking.table, found);
      untold(error.allowed, speaking.table, found);
      ++told;
      CAPTURE(error.what);
      CHECK(said(error).find("stands here") == std::string::npos);
      CHECK(what_is_wrong(error) != error.what);
    }
  }
  CHECK(told > 100);
  for (const std::string& pattern : found) FAIL_CHECK(pattern);
  CHECK(said(Error{Code::out_of_range, "/a", {"{0} is out of range", {"9"}}, {"{0} to {1}", {"1", "5"}}, {}, 0, 0}) ==
        "9 liegt außerhalb der Grenzen; 1 bis 5");
  CHECK(said(Error{Code::not_json, {}, std::string("invalid literal"), {}, {}, 0, 0}) == "das ist kein JSON (invalid literal)");
}

TEST_CASE("a wrong number is told in German beside its field and above") {
  const InGerman speaking;
  AppState state = lookbook_state();
  state.inputs.scenario.projects.front().phases.front().max_requests = 0;
  state.derived.errors = check(state.inputs.scenario, state.inputs.catalog);
  REQUIRE_FALSE(state.derived.errors.empty());
  for (const Size size : kSizes) {
    Headless page(size.width, size.width < 500 ? 3'000 : size.height, false, size.width < 500);
    page.settle(state);
    const std::string wrong = "0 liegt außerhalb der Grenzen; 1 bis 1000";
    CHECK(std::any_of(page.boxes().begin(), page.boxes().end(),
                      [&](const Box& box) { return box.words.find(wrong) != std::string::npos; }));
    CHECK(page.keep("german-wrong-" + std::to_string(static_cast<int>(size.width))));
  }
}

TEST_CASE("figures are called by German words and the catalog's own names") {
  const InGerman speaking;
  std::set<std::string> found;
  json::Catalogs shelf;
  for (const json::NamedText& catalog : creditcast::testing::texts_in("public/catalogs")) CHECK(shelf.add(catalog).empty());
  std::size_t other = 0;
  for (const std::string& id : shelf.ids()) {
    const auto loaded = shelf.load(id);
    REQUIRE(loaded.ok());
    for (const NamedFigure& figure : figures(loaded->catalog)) {
      untold(figure.label, speaking.table, found);
      CHECK(said(figure.label).find(" seconds") == std::string::npos);
      other += said(figure.label) == figure.label ? 0 : 1;
    }
  }
  CHECK(other > 20);
  CHECK(said(Words("{0}, {1}", {std::string("Video"), Words("{0} seconds", {"8"})})) == "Video, 8 Sekunden");
  for (const std::string& pattern : found) FAIL_CHECK(pattern);
}

TEST_CASE("in German no English text of the table is left on the canvas") {
  const InGerman speaking;
  REQUIRE(speaking.table.size() > 100);
  for (AppState (*make)() : {lookbook_state, booth_state, error_state, point_state}) {
    for (const Size size : kSizes) {
      const AppState state = make();
      Headless page(size.width, size.height, false, size.width < 500);
      page.settle(state);
      const std::set<std::string> given = given_names(state);
      for (const Box& box : page.boxes()) {
        if (given.count(box.words) != 0) continue;
        CAPTURE(size.width);
        CAPTURE(box.words);
        const auto found = speaking.table.find(box.words);
        CHECK((found == speaking.table.end() || found->second == box.words));
      }
    }
  }
}

TEST_CASE("German words stay inside the page and their cards") {
  const InGerman speaking;
  for (const Size size : kSizes) {
    const AppState state = lookbook_state();
    Headless page(size.width, size.height, false, size.width < 500);
    if (!page.has_font()) continue;  // other letters have other widths
    page.settle(state);
    CHECK(page.keep("german-" + std::to_string(static_cast<int>(size.width))));
    for (const Box& text : page.boxes()) {
      if (text.card) continue;
      CAPTURE(size.width);
      CAPTURE(text.words);
      CHECK(text.from.x >= 0);
      CHECK(text.to.x <= size.width + 1);
      for (const Box& card : page.boxes())
        if (card.card && text.from.x > card.from.x && text.from.x < card.to.x && text.from.y > card.from.y &&
            text.from.y < card.to.y)
          CHECK(text.to.x <= card.to.x + 1.5f);
    }
  }
}

}  // namespace creditcast::web
