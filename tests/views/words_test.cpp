#include <doctest/doctest.h>

#include "creditcast/json/read_results.hpp"
#include "creditcast/json/service.hpp"
#include "words.hpp"

using namespace creditcast::web;

TEST_CASE("words: the English text stands where there is no translation, and parts take their places in any order") {
  set_words("");
  CHECK(tr("Plans") == "Plans");
  CHECK(tr("{0} of {1}", {"2", "8"}) == "2 of 8");
  set_words("Plans\tTarife\n{0} of {1}\tvon {1} sind es {0}\nno tab\n");
  CHECK(tr("Plans") == "Tarife");
  CHECK(tr("no tab") == "no tab");
  CHECK(tr("{0} of {1}", {"2", "8"}) == "von 8 sind es 2");
  set_words("");
  CHECK(tr("Plans") == "Plans");
}

TEST_CASE("words: a part is taken as it stands, a place without a part too") {
  CHECK(tr("{0} {1} {x} {", {"{1}"}) == "{1} {1} {x} {");
}

TEST_CASE("words: what a worker refuses is said in the visitor's language, not its rule with the English behind it") {
  const creditcast::json::Request request{"forecast", {{"mine", "{\"a\" 1}"}}, {}, {}, true};
  const auto read = creditcast::json::read_forecast(creditcast::json::handle(request).text);
  REQUIRE_FALSE(read.ok());
  set_words("unexpected {0}\tunerwartet: {0}\nnumber literal\teine Zahl\n");
  CHECK(said(read.errors().front()) == "unerwartet: eine Zahl; ':'");
  set_words("");
  CHECK(said(read.errors().front()) == "unexpected number literal; ':'");
}
