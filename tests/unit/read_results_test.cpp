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

  const std::string text = ask("compare", texts_in("public/scenarios").front(), R"({"paths": 2})").text;
  CHECK_FALSE(read_forecast(text).ok());
  CHECK_FALSE(read_comparison(text.substr(0, text.size() / 2)).ok());
  for (const char* none : {"", "[]", "{}", "{\"schema\": \"creditcast/compare@1\"}", "{\"schema\": \"creditcast/errors@1\"}"})
    CHECK_FALSE(read_comparison(none).ok());
}
