#include "creditcast/words.hpp"

#include <doctest/doctest.h>

#include "creditcast/result.hpp"

using namespace creditcast;

TEST_CASE("words are English that remembers how it was put together") {
  const std::string name = "Nano Banana";
  const Words words("{1} of {0}", {name, Words("{0} seconds", {"8"})});
  CHECK(words == "8 seconds of Nano Banana");
  CHECK(words.pattern() == "{1} of {0}");
  REQUIRE(words.parts().size() == 2);
  CHECK(words.parts()[0] == name);
  CHECK(words.parts()[1].pattern() == "{0} seconds");
  const Words copy = words;
  CHECK(copy.parts()[1] == "8 seconds");
}

TEST_CASE("a literal is a pattern, a string is said as it stands") {
  CHECK(Words("a number").pattern() == "a number");
  CHECK(Words(std::string("a {0} number")).pattern().empty());
  CHECK(Words(std::string("a {0} number")) == "a {0} number");
  CHECK(Words().empty());
  // What a part says is no pattern again, and a place without a part stays.
  CHECK(Words("{0} and {1}", {std::string("{1}")}) == "{1} and {1}");
  const Error error{Code::bad_value, "/a", "one", {"{0} to {1}", {"1", "9"}}, {}, 0, 0};
  CHECK(error.allowed == "1 to 9");
}
