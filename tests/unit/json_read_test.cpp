#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "creditcast/json/service.hpp"
#include "doctest/doctest.h"
#include "support/texts.hpp"

using namespace creditcast;
using namespace creditcast::json;
using creditcast::testing::source;
using creditcast::testing::text_of;
using creditcast::testing::texts_in;

namespace {

NamedText shop() { return {"shop.json", text_of(source("tests/bad/good/shop.json"))}; }
NamedText studio() { return {"studio.json", text_of(source("tests/bad/good/studio.json"))}; }

Catalogs with(const NamedText& text) {
  Catalogs catalogs;
  CHECK(catalogs.add(text).empty());
  return catalogs;
}

NamedText edited(NamedText text, const std::string& from, const std::string& to) {
  const auto at = text.text.find(from);
  REQUIRE(at != std::string::npos);
  text.text.replace(at, from.size(), to);
  return text;
}

const Figure& figure_at(const Catalog& catalog, const std::string& pointer) {
  for (const NamedFigure& named : figures(catalog)) {
    if (named.figure->pointer == pointer) return *named.figure;
  }
  FAIL("no figure at ", pointer);
  static const Figure none;
  return none;
}

std::string said(const Errors& errors) {
  std::string text;
  for (const Error& error : errors) {
    text += "  " + std::string(code_name(error.code)) + " " + std::to_string(error.line) + ":" + std::to_string(error.column);
    text += (error.pointer.empty() ? "" : " " + error.pointer) + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("the good files beside the bad ones are good") {
  for (const char* name : {"shop.json", "studio.json", "ledger.json"}) {
    Request request{"check", {{name, text_of(source(std::string("tests/bad/good/") + name))}}, {shop()}, ""};
    const Response response = handle(request);
    INFO(response.text);
    CHECK(response.ok);
  }
}

TEST_CASE("every bad file gets all its errors with their places") {
  // With CREDITCAST_REWRITE set the list is written anew, to be read before it is kept.
  const auto list = source("tests/bad/expected.txt");
  std::string all;
  for (const NamedText& file : texts_in("tests/bad")) {
    const Response response = handle({"check", {file}, {shop()}, ""});
    CAPTURE(file.name);
    CHECK_FALSE(response.ok);
    REQUIRE_FALSE(response.errors.empty());
    for (const Error& error : response.errors) {
      CHECK(error.file == file.name);
      CHECK(error.line > 0);
      CHECK(error.column > 0);
      CHECK_FALSE(error.what.empty());
    }
    all += file.name + "\n" + said(response.errors);
  }
  if (std::getenv("CREDITCAST_REWRITE") != nullptr) std::ofstream(list, std::ios::binary) << all;
  // By file, so that a failure shows the one that differs.
  std::istringstream now(all), kept(text_of(list));
  std::string a, b, file;
  while (std::getline(now, a)) {
    if (!a.starts_with(' ')) file = a;
    if (!std::getline(kept, b)) b = "(nothing)";
    CAPTURE(file);
    CHECK(a == b);
    if (a != b) break;
  }
  CHECK_FALSE(std::getline(kept, b));
}

TEST_CASE("public catalogs and scenarios are read without an error") {
  const std::vector<NamedText> catalogs = texts_in("public/catalogs");
  const std::vector<NamedText> scenarios = texts_in("public/scenarios");
  Catalogs all;
  for (const NamedText& catalog : catalogs) CHECK(said(all.add(catalog)).empty());
  for (const std::string& id : all.ids()) {
    CAPTURE(id);
    const auto loaded = all.load(id);
    CHECK((loaded ? "" : said(loaded.errors())) == "");
  }
  for (const NamedText& scenario : scenarios) {
    CAPTURE(scenario.name);
    const auto loaded = load_scenario(all, scenario);
    CHECK((loaded ? "" : said(loaded.errors())) == "");
  }
}

TEST_CASE("a figure that a scenario replaces is the user's own, and the others are not") {
  const NamedText scenario =
      edited(studio(), R"({"plans": {"pro": {"terms": {"month": {"price": 25}}}}})",
             R"({"plans": {"pro": {"terms": {"month": {"price": 25}}}, "basic": {"grants": {"monthly": {"value": 1200}}}},
       "actions": {"image": {"prices": {"low": {"price": {"low": 4, "high": 6, "why": "by contract"}}}}},
       "packs": {"small": {"price": {"note": "seen again"}}}})");
  const auto loaded = load_scenario(with(shop()), scenario);
  REQUIRE(loaded);
  const Catalog& catalog = *loaded->catalog;
  const Figure& plain = figure_at(catalog, "/plans/pro/terms/month/price");
  CHECK(plain.is == Provenance::yours);
  CHECK(plain.value == whole(25));
  CHECK(plain.why.empty());  // "on request" was said of the unpublished price
  const Figure& object = figure_at(catalog, "/plans/basic/grants/monthly");
  CHECK(object.is == Provenance::yours);
  CHECK(object.value == whole(1200));
  CHECK(object.source.empty());
  const Figure& range = figure_at(catalog, "/actions/image/prices/low/price");
  CHECK(range.is == Provenance::yours);
  CHECK_FALSE(range.value.has_value());
  CHECK(range.low == whole(4));
  CHECK(range.high == whole(6));
  CHECK(range.why == "by contract");
  const Figure& noted = figure_at(catalog, "/packs/small/price");
  CHECK(noted.is == Provenance::published);
  CHECK(noted.note == "seen again");
  CHECK(figure_at(catalog, "/actions/image/prices/high/price").is == Provenance::published);
  CHECK(loaded->scenario->has_overrides);
}

TEST_CASE("a plain number replaces a range, and the range is gone") {
  const NamedText ranged =
      edited(shop(), R"({"value": 40, "is": "published", "source": "page"})",
             R"({"low": 40, "high": 60, "is": "range", "source": "page", "dated": [{"from": "2027-01-01", "value": 70}]})");
  const NamedText scenario = edited(studio(), R"("overrides": {)",
                                    R"("overrides": {"actions": {"image": {"prices": {"high": {"price": {"value": 45}}}}}, )");
  const auto loaded = load_scenario(with(ranged), scenario);
  REQUIRE(loaded);
  const Figure& figure = figure_at(*loaded->catalog, "/actions/image/prices/high/price");
  CHECK(figure.value == whole(45));
  CHECK_FALSE(figure.low.has_value());
  CHECK(figure.dated.empty());
}

TEST_CASE("the habit in force is applied, another may be chosen, and an unknown one is an error") {
  const NamedText scenario = edited(
      studio(), R"("habits": {"naive": {)",
      R"("habit": "tidy", "habits": {"tidy": {"phases": {"explore": {"max_requests": 5, "utilities": null}}}, "naive": {)");
  const Catalogs catalogs = with(shop());
  const auto tidy = load_scenario(catalogs, scenario);
  REQUIRE(tidy);
  const Phase& explore = tidy->scenario->projects[0].phases[0];
  CHECK(explore.max_requests == 5);
  CHECK(explore.utilities.empty());
  CHECK(explore.acceptance == share_of(Amount{350'000}).value());
  CHECK(tidy->scenario->habit == "tidy");
  const auto naive = load_scenario(catalogs, scenario, {"naive"});
  REQUIRE(naive);
  CHECK(naive->scenario->projects[0].phases[0].max_requests == 12);
  CHECK(naive->scenario->projects[0].phases[0].utilities.size() == 1);
  CHECK(naive->scenario->projects[0].phases[0].acceptance == share_of(Amount{200'000}).value());
  CHECK(naive->scenario->habit == "naive");
  CHECK(tidy->canonical == naive->canonical);  // the scenario itself is the same
  const auto unknown = load_scenario(catalogs, scenario, {"naïve"});
  REQUIRE_FALSE(unknown);
  CHECK(unknown.errors()[0].code == Code::unknown_reference);
  CHECK(unknown.errors()[0].pointer == "/habits");
}

TEST_CASE("what is wrong with a habit is said where the habit stands, in force or not") {
  for (const char* habit : {"", "naive"}) {
    const auto loaded = load_scenario(
        with(shop()), edited(studio(), R"({"acceptance": 0.2})", R"({"capability": "image.hi", "acceptance": 2})"), {habit});
    REQUIRE_FALSE(loaded);
    CHECK(loaded.errors()[0].pointer.starts_with("/habits/naive/phases/explore/"));
  }
}

TEST_CASE("a scenario may bring its own catalog") {
  const NamedText own = edited(studio(), R"("platform": "shop")", R"("catalog": )" + shop().text);
  const Catalogs none;
  const auto loaded = load_scenario(none, own);
  REQUIRE(loaded);
  CHECK(loaded->own_catalog);
  CHECK(loaded->catalog->id == "shop");
  CHECK(loaded->scenario->platform == "shop");
  CHECK(figure_at(*loaded->catalog, "/plans/pro/terms/month/price").is == Provenance::yours);
  const auto wrong = load_scenario(none, edited(own, R"("value": 1000)", R"("value": -1000)"));
  REQUIRE_FALSE(wrong);
  CHECK(wrong.errors()[0].pointer == "/catalog/plans/basic/grants/monthly/value");
  CHECK(wrong.errors()[0].file == "studio.json");
}

TEST_CASE("a catalog's digest does not hang on how it is laid out") {
  const std::string first = with(shop()).load("shop")->digest;
  NamedText spaced = shop();
  std::string text;
  for (const char c : spaced.text) text += c == '\n' ? std::string("\r\n ") : std::string(1, c);
  spaced.text = text;
  CHECK(with(spaced).load("shop")->digest == first);
  CHECK(with(edited(shop(), "\"value\": 40,", "\"value\": 40.0,")).load("shop")->digest == first);
  CHECK(with(edited(shop(), "\"value\": 40,", "\"value\": 41,")).load("shop")->digest != first);
}

TEST_CASE("overrides for other platforms are checked where their catalogs are at hand") {
  const NamedText text = edited(studio(), R"("overrides": {)",
                                R"("platform_overrides": {"boutique": {"plans": {"basic": {"seat": 2}}}}, "overrides": {)");
  const NamedText other = edited(shop(), R"("id": "shop")", R"("id": "boutique")");
  CHECK(handle({"check", {text}, {shop()}, ""}).ok);
  const Response response = handle({"check", {text}, {shop(), other}, ""});
  REQUIRE(response.errors.size() == 1);
  CHECK(response.errors[0].code == Code::unknown_key);
  CHECK(response.errors[0].pointer == "/platform_overrides/boutique/plans/basic/seat");
  CHECK(response.errors[0].file == "studio.json");
}

TEST_CASE("of many errors the first hundred are told and the rest counted") {
  NamedText text = studio();
  std::string extra;
  for (int i = 0; i < 250; ++i) extra += "\"odd" + std::to_string(i) + "\": 1,\n";
  const auto loaded = load_scenario(with(shop()), edited(text, "\"plan\"", extra + "\"plan\""));
  REQUIRE_FALSE(loaded);
  CHECK(loaded.errors().size() == 101);
  CHECK(loaded.errors().back().what == "and 150 more errors");
  for (std::size_t i = 1; i < 100; ++i) CHECK(loaded.errors()[i - 1].line < loaded.errors()[i].line);
}

TEST_CASE("a later catalog takes the place of an earlier one of the same id") {
  Catalogs catalogs = with(shop());
  CHECK(catalogs.add(edited(shop(), "\"Shop\"", "\"My shop\"")).empty());
  CHECK(catalogs.ids() == std::vector<std::string>{"shop"});
  CHECK(catalogs.load("shop")->catalog.name == "My shop");
}
