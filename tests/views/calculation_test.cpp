// What the page computes and asks for, on every scenario that is shipped: it must end where the service ends.
#include "calculation.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "../../core/json/src/tree.hpp"
#include "closer_asks.hpp"
#include "cost_lines.hpp"
#include "creditcast/forecast.hpp"
#include "creditcast/json/load.hpp"
#include "doctest/doctest.h"
#include "headless.hpp"
#include "in_process.hpp"
#include "platform_words.hpp"
#include "sample.hpp"

namespace creditcast::web {
namespace {

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<std::filesystem::path> files_in(const char* folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(CREDITCAST_SOURCE_DIR) / "public" / folder))
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<json::NamedText> catalog_texts() {
  std::vector<json::NamedText> texts;
  for (const auto& file : files_in("catalogs")) texts.push_back({file.filename().string(), text_of(file)});
  return texts;
}

json::Catalogs catalogs() {
  json::Catalogs all;
  for (const json::NamedText& text : catalog_texts()) CHECK(all.add(text).empty());
  return all;
}

AppState state_of(const json::Catalogs& known, const std::filesystem::path& file) {
  AppState state;
  const auto loaded = json::load_scenario(known, {file.filename().string(), text_of(file)});
  REQUIRE(loaded.ok());
  load(state, *loaded->catalog, *loaded->scenario, loaded->parts);
  return state;
}

std::filesystem::path scenario_file(const std::string& id) {
  return std::filesystem::path(CREDITCAST_SOURCE_DIR) / "public/scenarios" / (id + ".json");
}

/// The page's state with what computes it.
struct Page {
  explicit Page(AppState loaded, std::uint32_t most_paths = 400) : state(std::move(loaded)) {
    calculation.set_most_paths(most_paths);
    calculation.restart();
  }
  /// Goes on until nothing is asked any more.
  void settle() {
    while (engine.work()) {
    }
  }
  AppState state;
  InProcess engine{catalog_texts()};
  int changes = 0;
  Calculation calculation{state, engine, [this] { ++changes; }};
};

}  // namespace

TEST_CASE("every shipped scenario: an answer at once, then a distribution and plans; drawn at each size") {
  const json::Catalogs known = catalogs();
  for (const auto& file : files_in("scenarios")) {
    CAPTURE(file.filename().string());
    Page loaded(state_of(known, file), 60);
    AppState& state = loaded.state;
    CHECK(state.derived.errors.empty());
    REQUIRE(state.derived.estimate);
    CHECK(loaded.calculation.busy());
    CHECK_FALSE(loaded.calculation.answered());
    CHECK_FALSE(state.derived.work.empty());
    for (const WorkGroup& group : state.derived.work) CHECK_FALSE(group.items.empty());
    loaded.settle();
    CHECK_FALSE(loaded.calculation.busy());
    CHECK(loaded.calculation.answered());
    CHECK(state.derived.errors.empty());
    REQUIRE(state.derived.forecast);
    REQUIRE(state.derived.comparison);
    CHECK(state.derived.plan_order.size() == state.derived.comparison->plans.size());
    // The lines that are drawn meet where the core says that plans break even.
    for (const BreakEven& point : state.derived.comparison->break_even) {
      for (const CostLine& line : state.derived.cost_lines) {
        const std::string name = line.plan + "/" + line.term + (line.pack.empty() ? "" : "/" + line.pack);
        if (name != point.from && name != point.to) continue;
        CAPTURE(name);
        const double there = static_cast<double>(point.credits_per_month.micros) / 1e6;
        CHECK(cost_at(line, there) == doctest::Approx(static_cast<double>(point.money_per_month.micros) / 1e6).epsilon(0.001));
      }
    }
    for (const float width : {1440.0f, 1024.0f, 360.0f}) {
      Headless page(width, 900, false, width < 500);
      page.settle(state);
      CHECK(page.drawn().TotalVtxCount > 1'000);
      for (const Box& box : page.boxes()) {
        CAPTURE(box.words);
        CHECK(box.from.x >= 0);
        CHECK(box.to.x <= width + 1);
      }
      CHECK(page.keep(file.stem().string() + "-" + std::to_string(static_cast<int>(width))));
    }
  }
}

TEST_CASE("step by step the page ends where the service does, to the byte") {
  const json::Catalogs known = catalogs();
  for (const char* id : {"imagineart-lookbook", "imagineart-agency-example", "fotomaster-one-wedding"}) {
    CAPTURE(id);
    const json::NamedText file{"scenario", text_of(scenario_file(id))};
    Page page(state_of(known, scenario_file(id)), 1'500);
    std::vector<std::uint32_t> seen;
    while (page.engine.work())
      if (seen.empty() || seen.back() != page.state.derived.paths_done) seen.push_back(page.state.derived.paths_done);
    const Derived& derived = page.state.derived;
    CHECK(derived.paths_done == derived.paths_wanted);
    const bool exact = derived.forecast->method == "exact";
    CHECK(seen.size() == (exact ? 1 : derived.forecast->method == "events" ? 4 : 2));
    const std::string paths = "{\"paths\": 1500}";
    const auto forecast = json::read_forecast(json::handle({"forecast", {file}, catalog_texts(), paths}).text);
    REQUIRE(forecast.ok());
    CHECK(forecast->forecast.typical_spend.mean == derived.forecast->typical_spend.mean);
    CHECK(forecast->forecast.typical_spend.p90 == derived.forecast->typical_spend.p90);
    CHECK(forecast->forecast.run_out.probability == derived.forecast->run_out.probability);
    const auto compared = json::read_comparison(json::handle({"compare", {file}, catalog_texts(), paths}).text);
    REQUIRE(compared.ok());
    REQUIRE(compared->plans.size() == derived.comparison->plans.size());
    for (std::size_t i = 0; i < compared->plans.size(); ++i) {
      CHECK(compared->plans[i].run_out == derived.comparison->plans[i].run_out);
      CHECK(compared->plans[i].wasted.mean == derived.comparison->plans[i].wasted.mean);
    }
    CHECK(compared->recommended.has_value() == derived.comparison->recommended.has_value());
  }
}

TEST_CASE("an edit shows in the closed form at once; a wrong one leaves the last good answer") {
  const json::Catalogs known = catalogs();
  Page page(state_of(known, scenario_file("imagineart-lookbook")));
  AppState& state = page.state;
  const Amount before = state.derived.estimate->credits_per_month;
  REQUIRE(apply(state, SetStream{0, StreamField::rate, state.inputs.scenario.streams[0].rate.quantity.expected() * 2}));
  page.calculation.restart();
  const Amount doubled = state.derived.estimate->credits_per_month;
  CHECK(before < doubled);
  REQUIRE(apply(state, ChoosePlan{"no-such-plan", "month"}));
  page.calculation.restart();
  CHECK_FALSE(state.derived.errors.empty());
  CHECK_FALSE(page.calculation.busy());
  CHECK(page.engine.waiting() == 0);
  CHECK(state.derived.estimate->credits_per_month == doubled);
}

TEST_CASE("the next change cancels what is under way, but the picture follows the hand") {
  const json::Catalogs known = catalogs();
  Page page(state_of(known, scenario_file("imagineart-lookbook")), 3'000);
  AppState& state = page.state;
  const auto drag = [&](double rate) {
    REQUIRE(apply(state, SetStream{0, StreamField::rate, rate}));
    page.calculation.restart();
  };
  // Nothing is on screen yet: the former question is dropped.
  drag(2);
  CHECK(page.engine.cancelled == 2);
  CHECK(page.engine.waiting() == 2);
  page.settle();
  CHECK(state.derived.forecast->paths == 3'000);
  const Amount two = state.derived.forecast->typical_spend.mean;

  // A hand that moves faster than answers come: each first answer is shown, then the newest question asked.
  page.engine.cancelled = 0;
  drag(4);
  drag(6);
  drag(8);
  CHECK(page.engine.cancelled == 0);
  REQUIRE(page.engine.work());
  const Amount four = state.derived.forecast->typical_spend.mean;
  CHECK(two < four);
  CHECK(state.derived.forecast->paths == 1'000);
  CHECK(page.engine.cancelled == 1);
  CHECK_FALSE(page.calculation.answered());
  page.settle();
  CHECK(page.calculation.answered());
  CHECK(four < state.derived.forecast->typical_spend.mean);
  const auto eight = creditcast::forecast(*resolve(state.inputs.catalog, state.inputs.scenario, {}), {3'000, 1, true});
  CHECK(eight->typical_spend.mean == state.derived.forecast->typical_spend.mean);

  // One that has answered is cancelled by the next change.
  drag(3);
  REQUIRE(page.engine.work());
  page.engine.cancelled = 0;
  drag(5);
  CHECK(page.engine.cancelled == 1);
}

TEST_CASE("where nobody can compute, the closed form stays and the page says so") {
  const json::Catalogs known = catalogs();
  Page page(state_of(known, scenario_file("imagineart-lookbook")));
  page.engine.away = true;
  page.settle();
  CHECK_FALSE(page.calculation.busy());
  CHECK(page.calculation.answered());
  CHECK(page.state.derived.estimate);
  CHECK_FALSE(page.state.derived.forecast);
  CHECK(page.state.trouble.find("expected values") != std::string::npos);
}

TEST_CASE("the closer looks: asked once in sight and at rest, answered by the service, cancelled by an edit") {
  const json::Catalogs known = catalogs();
  CloserMemory all;
  all.sees_inputs = all.sees_habits = all.sees_path = true;
  for (const char* id : {"imagineart-lookbook", "fittins-naive-habits", "fater-energy-live", "imagineart-team-caps"}) {
    const std::string name = id;
    CAPTURE(name);
    Page page(state_of(known, scenario_file(id)), 60);
    const Closer& closer = page.state.derived.closer;
    int changes = 0;
    CloserAsks asks(page.state, page.engine, [&changes] { ++changes; });
    asks.follow(all, false);
    CHECK(closer.offered);
    page.settle();
    CHECK_FALSE(closer.inputs.value.has_value());
    asks.follow({}, true);
    CHECK(page.engine.waiting() == 0);  // nothing is in sight
    asks.follow(all, true);
    CHECK(page.engine.waiting() > 1);
    asks.follow(all, true);
    const std::size_t asked = page.engine.waiting();
    page.settle();
    CHECK(changes >= static_cast<int>(asked));
    CHECK(closer.inputs.trouble == "");
    CHECK(closer.path.trouble == "");
    CHECK(closer.habits.trouble == "");
    REQUIRE(closer.inputs.value);
    CHECK_FALSE(closer.inputs.value->inputs.empty());
    REQUIRE(closer.path.value);
    CHECK(closer.path.value->events.size() > 50);
    CHECK(closer.path.value->days == page.state.derived.days);
    const auto& habits = page.state.inputs.scenario.habits;
    CHECK(closer.habits.value.has_value() == !habits.empty());
    if (closer.habits.value) {
      CHECK(closer.habits.value->size() == habits.size());
      CHECK(std::count_if(closer.habits.value->begin(), closer.habits.value->end(),
                          [](const HabitOutcome& one) { return one.in_force; }) == 1);
    }
    for (const float width : {1440.0f, 1024.0f, 360.0f}) {
      Headless tall(width, width < 500 ? 7'500 : 4'400, false, width < 500);
      tall.settle(page.state);
      CHECK(tall.keep("closer-" + std::string(id) + "-" + std::to_string(static_cast<int>(width))));
    }
    // Another future is another path; an edit makes all of it old, and what is under way is cancelled.
    all.path = 1;
    asks.follow(all, true);
    page.settle();
    CHECK(closer.path.value->number == 1);
    all.path = 2;
    asks.follow(all, true);
    CHECK(page.engine.waiting() == 1);
    ++page.state.revision;
    const std::size_t before = page.engine.cancelled;
    asks.follow(all, false);
    CHECK(page.engine.cancelled > before);
    CHECK(page.engine.waiting() == 0);
    CHECK(closer.path.stale);
    CHECK(closer.path.value->number == 1);
    all.path = 0;
  }
}

TEST_CASE("a scenario without habits is put beside naive ones where that is asked for") {
  const json::Catalogs known = catalogs();
  Page page(state_of(known, scenario_file("hippist-variants-project")), 60);
  page.settle();
  CloserMemory memory;
  memory.sees_habits = memory.naive = true;
  CloserAsks asks(page.state, page.engine, [] {});
  asks.follow(memory, true);
  page.settle();
  const auto& look = page.state.derived.closer.habits;
  REQUIRE(look.value);
  REQUIRE(look.value->size() == 2);
  CHECK(look.value->front().in_force);
  CHECK(look.value->back().name == "Naive");
  REQUIRE(look.value->back().credits_per_finished);
  CHECK(*look.value->front().credits_per_finished < *look.value->back().credits_per_finished);
}

TEST_CASE("habits side by side are what the program's verb answers for as many paths") {
  const json::Catalogs known = catalogs();
  CloserMemory memory;
  memory.sees_habits = true;
  const auto file = scenario_file("fittins-naive-habits");
  Page page(state_of(known, file), 60);
  page.settle();
  CloserAsks asks(page.state, page.engine, [] {});
  asks.follow(memory, true);
  page.settle();
  const auto& look = page.state.derived.closer.habits;
  REQUIRE(look.value);
  const json::Response response =
      json::handle_all({"habits", {{"scenario", text_of(file)}}, catalog_texts(), R"({"paths": 1000, "seed": 1})"});
  REQUIRE(response.ok);
  const json::Parsed answer = json::parse("habits", response.text, 0, json::kInputLimits);
  const json::Node& rows = *answer.root.find("habits");
  REQUIRE(rows.items.size() == look.value->size());
  for (std::size_t i = 0; i < rows.items.size(); ++i) {
    const HabitOutcome& one = (*look.value)[i];
    const json::Node& row = rows.items[i];
    CAPTURE(one.id);
    const auto amount = [&row](const char* key, const char* member = nullptr) {
      const json::Node& node = *row.find(key);
      return *parse_amount(member == nullptr ? node.text : node.find(member)->text);
    };
    CHECK(row.find("id")->text == one.id);
    CHECK(row.find("in_force")->boolean == one.in_force);
    CHECK(amount("spend", "mean") == one.credits);
    CHECK(amount("spend", "p10") == one.credits_low);
    CHECK(amount("spend", "p90") == one.credits_high);
    CHECK(amount("finished", "mean") == one.finished);
    CHECK(amount("credits_per_finished") == one.credits_per_finished);
    CHECK(amount("money_per_month", "mean") == one.money);
    CHECK(amount("money_per_finished") == one.money_per_finished);
    CHECK(amount("blocked", "requests") == one.blocked_requests);
    CHECK(amount("run_out") == Amount{divide_half_even(Int128{one.run_out.of_2_32} * kMicros, Int128{kShareOne})});
  }
}

TEST_CASE("platforms of which none can be asked are shown at once, and the page hears of it") {
  const json::Catalogs known = catalogs();
  Page page(state_of(known, scenario_file("imagineart-lookbook")), 60);
  page.state.inputs.platforms = {{"imagineart", "ImagineArt"}, {"fittins", "Fittins AI"}};
  int heard = 0;
  CloserAsks asks(page.state, page.engine, [&heard] { ++heard; });
  page.settle();
  CloserMemory memory;
  memory.sees_platforms = true;
  asks.follow(memory, true);
  page.state.others.emplace();  // the other catalog did not come
  heard = 0;
  asks.follow(memory, true);
  CHECK(page.engine.waiting() == 0);
  REQUIRE(page.state.derived.closer.platforms.value);
  CHECK(some_missing(*page.state.derived.closer.platforms.value));
  CHECK(heard == 1);
}

TEST_CASE("the same work on other platforms is what the program compares, and says what a platform cannot do") {
  const json::Catalogs known = catalogs();
  CloserMemory memory;
  memory.sees_platforms = true;
  for (const char* id : {"imagineart-lookbook", "hippist-lookbook", "imagineart-agency-example", "fotomaster-one-wedding"}) {
    CAPTURE(id);
    const json::NamedText file{"scenario", text_of(scenario_file(id))};
    Page page(state_of(known, scenario_file(id)), 60);
    AppState& state = page.state;
    const auto home = json::load_scenario(known, file);
    for (const std::string& platform : known.ids()) state.inputs.platforms.push_back({platform, platform});
    CloserAsks asks(state, page.engine, [] {});
    page.settle();
    asks.follow(memory, true);
    CHECK(page.engine.waiting() == 0);  // nobody has brought the other catalogs yet
    state.others.emplace();
    for (const std::string& platform : known.ids()) {
      const auto there = json::load_elsewhere(known, *home, platform);
      REQUIRE(there.ok());
      if (platform != "hippist" || state.inputs.scenario.platform == platform)
        state.others->push_back({platform, there->catalog, there->parts});
    }
    asks.follow(memory, true);
    page.settle();
    const auto& look = state.derived.closer.platforms;
    REQUIRE(look.value);
    CHECK(look.value->size() == known.ids().size());
    const auto compared =
        json::read_comparison(json::handle({"compare", {file}, catalog_texts(), R"({"paths": 60, "platforms": "all"})"}).text);
    REQUIRE(compared.ok());
    for (const PlatformOutcome& one : *look.value) {
      CAPTURE(one.id);
      CHECK(one.here == (one.id == state.inputs.scenario.platform));
      const PlatformText words = platform_text({}, state, one);
      CHECK((one.plan.has_value() || !words.notes.empty()));
      if (!one.here && !one.catalog) CHECK(words.notes.front().words == "Its prices could not be fetched.");
      if (!one.plan) continue;
      const auto row = std::find_if(compared->plans.begin(), compared->plans.end(), [&](const PlanRow& plan) {
        return plan.platform == one.id && plan.plan == one.plan->plan && plan.term == one.plan->term &&
               plan.pack == one.plan->pack;
      });
      // Work in a platform's own actions goes along by their capabilities, which the program leaves to its scenario.
      if (row == compared->plans.end()) {
        CHECK_FALSE(one.becomes.empty());
        continue;
      }
      CHECK(one.plan->money_per_month->mean == row->money_per_month->mean);
      CHECK(one.plan->run_out == row->run_out);
      CHECK(one.plan->money_per_finished == row->money_per_finished);
    }
    // An edit makes it old.
    ++state.revision;
    asks.follow(memory, false);
    CHECK(look.stale);
  }
}

}  // namespace creditcast::web
