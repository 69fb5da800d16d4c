#include "../../core/json/src/writer.hpp"

#include <string>

#include "doctest/doctest.h"

using namespace creditcast;
using namespace creditcast::json;

TEST_CASE("shares are six decimals, halves to even, and 0 and 1 only where exact") {
  CHECK(share_text(kNever) == "0");
  CHECK(share_text(kAlways) == "1");
  CHECK(share_text(Share{1}) == "0.000001");
  CHECK(share_text(Share{kShareOne - 1}) == "0.999999");
  CHECK(share_text(Share{kShareOne / 2}) == "0.5");
  CHECK(share_text(Share{kShareOne / 4}) == "0.25");
  CHECK(share_text(Share{kShareOne / 128}) == "0.007812");      // 0.0078125
  CHECK(share_text(Share{3 * kShareOne / 128}) == "0.023438");  // 0.0234375
  // What was written with six decimals comes back as it was.
  for (std::int64_t micros = 0; micros <= kMicros; micros += 997) {
    const Share share = share_of(Amount{micros}).value();
    CHECK(share_text(share) == to_decimal(Amount{micros}));
  }
}

TEST_CASE("strings are escaped for JSON, for scripts and for terminals") {
  CHECK(string_text("plain \xC3\xA4 \xF0\x9F\x8E\xA8") == "\"plain \xC3\xA4 \xF0\x9F\x8E\xA8\"");
  CHECK(string_text("a\"b\\c/") == R"("a\"b\\c/")");
  CHECK(string_text("\n\r\t\b\f") == R"("\n\r\t\u0008\u000c")");
  CHECK(string_text(std::string("\0\x1b\x7f", 3)) == R"("\u0000\u001b\u007f")");
  CHECK(string_text("\xC2\x85\xC2\x9F\xC2\xA0") == "\"\\u0085\\u009f\xC2\xA0\"");
  CHECK(string_text("\xE2\x80\xA8\xE2\x80\xA9\xE2\x80\xAA") == "\"\\u2028\\u2029\xE2\x80\xAA\"");
}

TEST_CASE("blocks stand one member a line, rows on one") {
  const auto write = [](bool compact) {
    Writer out(compact);
    out.open_object();
    out.field("amount", Amount{73'500'000});
    out.field("none", std::optional<Amount>());
    out.key("rows");
    out.open_array();
    for (int i = 0; i < 2; ++i) {
      out.open_object(Layout::row);
      out.field("i", i);
      out.key("list");
      out.open_array();
      out.value(true);
      out.value("x");
      out.close_array();
      out.close_object();
    }
    out.close_array();
    out.key("empty");
    out.open_object();
    out.close_object();
    out.close_object();
    return out.take();
  };
  CHECK(write(false) == R"({
  "amount": 73.5,
  "none": null,
  "rows": [
    {"i": 0, "list": [true, "x"]},
    {"i": 1, "list": [true, "x"]}
  ],
  "empty": {}
})");
  CHECK(write(true) ==
        R"({"amount":73.5,"none":null,"rows":[{"i":0,"list":[true,"x"]},{"i":1,"list":[true,"x"]}],"empty":{}})");
}
