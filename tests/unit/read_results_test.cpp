/// What the service answers, read into structs and written again: nothing is lost that a result holds.
#include "creditcast/json/read_results.hpp"

#include <doctest/doctest.h>

#include <string>

#include "../../core/json/src/write_results.hpp"
#include "creditcast/json/service.hpp"
#include "support/texts.hpp"

using namespace creditcast;
using namespace creditcast::json;
using creditcast::testing::texts_in;

namespace {

/// The members of a result between its stamp and its request.
std::string body_of(const std::string& text) {
  const std::size_t from = text.find('\n', text.find("\"inputs_digest\"")) + 1;
  return text.substr(from, text.rfind(",\n  \"request\"") - from);
}

template <typename Write>
std::string written(Write write) {
  Writer out;
  out.open_object();
  write(out);
  out.close_object();
  const std::string text = out.take();
  return text.substr(2, text.size() - 4);  // without the braces and their line ends
}

Response ask(const std::string& verb, const NamedText& scenario, const std::string& options) {
  static const std::vector<NamedText> catalogs = texts_in("public/catalogs");
  Response response = handle({verb, {scenario}, catalogs, options});
  REQUIRE_MESSAGE(response.ok, scenario.name << response.text);
  return response;
}

}  // namespace

TEST_CASE("forecasts and comparisons of every shipped scenario are read as they were written") {
  for (const NamedText& scenario : texts_in("public/scenarios")) {
    CAPTURE(scenario.name);
    for (const char* options : {R"({"paths": 20})", R"({"paths": 5, "method": "events", "seed": 9007199254740991})"}) {
      const std::string text = ask("forecast", scenario, options).text;
      const auto read = read_forecast(text);
      REQUIRE(read.ok());
      CHECK(written([&](Writer& out) { write_forecast(out, read->forecast); }) == body_of(text));
      CHECK_FALSE(read->sensitivity.has_value());
    }
    const std::string text = ask("compare", scenario, R"({"paths": 10, "platforms": "all"})").text;
    const auto read = read_comparison(text);
    REQUIRE(read.ok());
    CHECK(written([&](Writer& out) { write_comparison(out, *read); }) == body_of(text));
  }
}

TEST_CASE("what each input moves is read too") {
  const std::string text = ask("forecast", texts_in("public/scenarios").front(), R"({"paths": 10, "sensitivity": true})").text;
  const auto read = read_forecast(text);
  REQUIRE(read.ok());
  REQUIRE(read->sensitivity.has_value());
  CHECK_FALSE(read->sensitivity->inputs.empty());
  CHECK(written([&](Writer& out) {
          write_forecast(out, read->forecast);
          write_sensitivity(out, *read->sensitivity);
        }) == body_of(text));
}

TEST_CASE("a refusal is read as its errors; anything else is no result") {
  const Response refused = handle({"forecast", {{"broken", "{\"schema\": 1"}}, {}, {}});
  const auto read = read_forecast(refused.text);
  REQUIRE_FALSE(read.ok());
  REQUIRE(read.errors().size() == refused.errors.size());
  CHECK(read.errors()[0].code == refused.errors[0].code);
  CHECK(read.errors()[0].what == refused.errors[0].what);
  CHECK(read.errors()[0].line == refused.errors[0].line);
  CHECK(read_comparison(refused.text).errors()[0].code == refused.errors[0].code);
  CHECK(read.errors()[0].what.pattern().empty());

  const std::string text = ask("compare", texts_in("public/scenarios").front(), R"({"paths": 2})").text;
  CHECK_FALSE(read_forecast(text).ok());
  CHECK_FALSE(read_comparison(text.substr(0, text.size() / 2)).ok());
  for (const char* none : {"", "[]", "{}", "{\"schema\": \"creditcast/compare@1\"}", "{\"schema\": \"creditcast/errors@1\"}"})
    CHECK_FALSE(read_comparison(none).ok());
}

TEST_CASE("a refusal says how its sentences are put together where it is asked to, and is read so") {
  const auto same = [](const auto& self, const Words& a, const Words& b) -> bool {
    if (a != b || a.pattern() != b.pattern() || a.parts().size() != b.parts().size()) return false;
    for (std::size_t i = 0; i < a.parts().size(); ++i)
      if (!self(self, a.parts()[i], b.parts()[i])) return false;
    return true;
  };
  const NamedText wrong{"wrong", R"({"schema": "creditcast/scenario@1", "id": 7, "months": 1000, "platform": "nowhere"})"};
  json::Request request{"forecast", {wrong, {"other", "{"}}, {}, {}, true};
  for (const char* verb : {"forecast", "compare", "simulate", "calibrate", "no such verb"}) {
    CAPTURE(verb);
    request.verb = verb;
    const Response refused = handle(request);
    REQUIRE_FALSE(refused.ok);
    const auto read = read_forecast(refused.text);
    REQUIRE(read.errors().size() == refused.errors.size());
    for (std::size_t i = 0; i < refused.errors.size(); ++i) {
      CHECK_FALSE(read.errors()[i].what.pattern().empty());
      CHECK(same(same, read.errors()[i].what, refused.errors[i].what));
      CHECK(same(same, read.errors()[i].allowed, refused.errors[i].allowed));
    }
  }
  request = {"forecast", {wrong}, {}, {}, true};
  CHECK(Job(request).text() == handle(request).text);
  CHECK(handle(request).text != handle({"forecast", {wrong}, {}, {}}).text);
  const char* one = R"({"schema": "creditcast/errors@1", "ok": false, "errors": [{"code": "not_json", "file": "", "line": 1,
    "column": 1, "pointer": "", "what": "", "allowed": "", "words": ["alone"]}]})";
  CHECK(read_forecast(one).errors()[0].what == "this is no result of that kind");
}

TEST_CASE("what is no JSON is said in words that can be translated") {
  const auto what = [](const std::string& text) { return handle({"check", {{"file", text}}, {}, {}}).errors.front(); };
  CHECK(what("{\"a\" 1}").what == "unexpected number literal");
  CHECK(what("{\"a\" 1}").what.pattern() == "unexpected {0}");
  CHECK(what("{\"a\" 1}").what.parts()[0].pattern() == "number literal");
  CHECK(what("{\"a\" 1}").allowed == "':'");
  CHECK(what("{\"a\": tru }").what.pattern() == "invalid literal");
  CHECK(what("{\"a\": -x}").what.pattern() == "invalid number");
  CHECK(what("{\"a\": -x}").allowed.pattern() == "digit after '-'");
  CHECK(what("{\"a\": 1.e}").allowed == "digit after '.'");
  CHECK(what("{-x: 1}").allowed == "string literal");
  CHECK(what("{\"a\n\": 1}").what.pattern() == "invalid string: control character {0} must be escaped to {1}");
  CHECK(what("{\"a\n\": 1}").what.parts()[0] == "U+000A (LF)");
  CHECK(what("{\"\\q\": 1}").what.pattern() == "invalid string: forbidden character after backslash");
  CHECK(what("{1: 1}").allowed.pattern() == "string literal");
  CHECK(what("[1, 2").what.pattern() == "the text ends too early");
}
