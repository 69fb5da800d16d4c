#include "../../core/json/src/tree.hpp"

#include <string>
#include <vector>

#include "../../core/json/src/patch.hpp"
#include "../../core/json/src/writer.hpp"
#include "doctest/doctest.h"

using namespace creditcast;
using namespace creditcast::json;

namespace {

Parsed parsed(std::string_view text, const Limits& limits = kInputLimits) { return parse("file", text, 0, limits); }

std::string said(const Errors& errors) {
  std::string text;
  for (const Error& error : errors) {
    if (!text.empty()) text += '\n';
    text += std::string(code_name(error.code)) + " " + std::to_string(error.line) + ":" + std::to_string(error.column) + " " +
            error.pointer;
  }
  return text;
}

/// A chain of values, each the first in the one before, without the nesting of a test in source text.
std::string nested(std::size_t depth, char open, char close) { return std::string(depth, open) + std::string(depth, close); }

}  // namespace

TEST_CASE("every value and every key has its place, in code points from 1") {
  const Parsed result = parsed("{\n  \"a\": [1, \"\xC3\xA4\xF0\x9F\x8E\xA8\", true],\r\n\t\"\xC3\xA4\": {\"b\":null}\n}\n");
  REQUIRE(result.whole);
  const Node& root = result.root;
  CHECK(root.line == 1);
  CHECK(root.column == 1);
  const Node& list = *root.find("a");
  CHECK(list.key_line == 2);
  CHECK(list.key_column == 3);
  CHECK(list.line == 2);
  CHECK(list.column == 8);
  REQUIRE(list.items.size() == 3);
  CHECK(list.items[0].column == 9);
  CHECK(list.items[1].column == 12);
  CHECK(list.items[2].column == 18);  // the two code points before it are six bytes
  const Node& second = *root.find("\xC3\xA4");
  CHECK(second.key_line == 3);
  CHECK(second.key_column == 2);
  CHECK(second.column == 7);
  CHECK(second.find("b")->key_column == 8);
  CHECK(second.find("b")->column == 12);
  CHECK(second.find("b")->kind == Kind::null);
}

TEST_CASE("numbers keep their text") {
  for (const std::string number : {"0", "-0", "73.5", "1e3", "1E-6", "9007199254740993", "0.1000000000000000055511151231257827",
                                   "1e400", "-1e999", "123456789012345678901234567890"}) {
    CAPTURE(number);
    const Parsed result = parsed("[ " + number + ", " + number + "]");
    REQUIRE(result.whole);
    CHECK(result.root.items[0].text == number);
    CHECK(result.root.items[1].text == number);
    CHECK(result.root.items[1].column == static_cast<int>(5 + number.size()));
  }
}

TEST_CASE("what is no JSON says where") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"", "not_json 1:1 "},
      {"  \n ", "not_json 1:1 "},
      {"{", "not_json 1:2 "},
      {"[1,\n 2", "not_json 2:3 "},
      {"[1,]", "not_json 1:4 "},
      {"{\"a\" \"long\"}", "not_json 1:6 "},
      {"[1] [2]", "not_json 1:5 "},
      {"[nul]", "not_json 1:5 "},
      {"[01]", "not_json 1:3 "},
      {"[\"\xC3\xA4\xFF\"]", "not_json 1:4 "},
      {std::string("[1\0]", 4), "not_json 1:3 "},
      {std::string("[1]\0 anything", 13), "not_json 1:4 "},
      {"\xFF\xFE[\0", "not_json 1:1 "},
      {"'a'", "not_json 1:1 "},
  };
  for (const auto& row : cases) {
    CAPTURE(row.first);
    const Parsed result = parsed(row.first);
    CHECK_FALSE(result.whole);
    CHECK(said(result.errors) == row.second);
  }
}

TEST_CASE("a byte order mark is passed over and takes no column") {
  const Parsed result = parsed("\xEF\xBB\xBF[1]");
  REQUIRE(result.whole);
  CHECK(result.root.column == 1);
  CHECK(result.root.items[0].column == 2);
}

TEST_CASE("keys that stand twice are errors, all of them, and the rest is read") {
  const Parsed result = parsed("{\"a\": 1, \"b\": {\"c/d\": 1, \"c/d\": 2},\n \"a\": 3}");
  CHECK(result.whole);
  CHECK(said(result.errors) == "duplicate_key 1:26 /b/c~1d\nduplicate_key 2:2 /a");
  std::string large = "{";
  for (int i = 0; i < 100; ++i) large += "\"k" + std::to_string(i % 99) + "\": 0,";
  CHECK(parsed(large + "\"z\": 1}").errors.size() == 1);
}

TEST_CASE("limits stop the reading") {
  CHECK(parsed(nested(64, '[', ']')).whole);
  const Parsed deep = parsed(nested(65, '[', ']'));
  CHECK_FALSE(deep.whole);
  REQUIRE(deep.errors.size() == 1);
  CHECK(deep.errors[0].code == Code::too_deep);
  CHECK(deep.errors[0].column == 65);
  CHECK(parsed(std::string(1'000'000, '[')).errors.at(0).code == Code::too_deep);
  std::string many = "[0";
  for (int i = 0; i < 50; ++i) many += ",0";
  CHECK(parsed(many + "]", {1000, 52, 4}).whole);
  CHECK(parsed(many + "]", {1000, 51, 4}).errors.at(0).code == Code::too_many);
  CHECK(parsed(many + "]", {100, 100, 4}).errors.at(0).code == Code::too_large);
}

TEST_CASE("a hundred megabytes of zeros are refused at a glance") {
  const std::string zeros(100'000'000, '\0');
  CHECK(said(parsed(zeros).errors) == "too_large 1:1 ");
  CHECK(said(parsed(zeros, kLedgerLimits).errors) == "not_json 1:1 ");
  const std::string digits(100'000'000, '0');
  CHECK(said(parsed(digits).errors) == "too_large 1:1 ");
}

TEST_CASE("text and back again gives the same tree") {
  const std::string text = R"({"a":[1,2.5,{"b":null,"c":[]}],"d":"\u2028\"\\\n","e":{},"f":true,"g":-0.000001})";
  const Parsed result = parsed(text);
  REQUIRE(result.whole);
  CHECK(canonical_text(result.root) == text);
  CHECK(canonical_text(parsed(R"( { "n" : [ 1.50, 1e3, -0, 2.0 ] } )").root) == R"({"n":[1.5,1000,0,2]})");
}

TEST_CASE("merge patches do as RFC 7396 shows") {
  const std::vector<std::vector<std::string>> cases{
      {R"({"a":"b"})", R"({"a":"c"})", R"({"a":"c"})"},
      {R"({"a":"b"})", R"({"b":"c"})", R"({"a":"b","b":"c"})"},
      {R"({"a":"b"})", R"({"a":null})", R"({})"},
      {R"({"a":"b","b":"c"})", R"({"a":null})", R"({"b":"c"})"},
      {R"({"a":["b"]})", R"({"a":"c"})", R"({"a":"c"})"},
      {R"({"a":"c"})", R"({"a":["b"]})", R"({"a":["b"]})"},
      {R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})", R"({"a":{"b":"d"}})"},
      {R"({"a":[{"b":"c"}]})", R"({"a":[1]})", R"({"a":[1]})"},
      {R"(["a","b"])", R"(["c","d"])", R"(["c","d"])"},
      {R"({"a":"b"})", R"(["c"])", R"(["c"])"},
      {R"({"a":"foo"})", R"(null)", R"(null)"},
      {R"({"a":"foo"})", R"("bar")", R"("bar")"},
      {R"({"e":null})", R"({"a":1})", R"({"e":null,"a":1})"},
      {R"([1,2])", R"({"a":"b","c":null})", R"({"a":"b"})"},
      {R"({})", R"({"a":{"bb":{"ccc":null}}})", R"({"a":{"bb":{}}})"},
  };
  for (const auto& row : cases) {
    CAPTURE(row[0]);
    CAPTURE(row[1]);
    Node target = parsed(row[0]).root;
    merge_patch(target, parsed(row[1]).root, 1);
    CHECK(canonical_text(target) == row[2]);
  }
}

TEST_CASE("what a patch brings keeps its own place and is marked; the rest is not") {
  Node target = parsed("{\"a\": {\"x\": 1},\n \"b\": 2}").root;
  const Parsed patch = parse("patch", "{\n\n   \"a\": {\"y\": 3}}", 7, kInputLimits);
  merge_patch(target, patch.root, 5);
  CHECK(target.origin == 0);
  const Node& a = *target.find("a");
  CHECK(a.origin == 0);
  CHECK(a.line == 1);
  CHECK(a.find("x")->origin == 0);
  CHECK(a.find("y")->origin == 5);
  CHECK(a.find("y")->file == 7);
  CHECK(a.find("y")->line == 3);
  CHECK(touched(a));
  CHECK_FALSE(touched(*target.find("b")));
}
