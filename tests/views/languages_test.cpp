// The page in German: nothing that it says itself stays English, and the longer words find their room.
#include <map>
#include <set>
#include <string>

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

}  // namespace

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
