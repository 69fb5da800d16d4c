/// calibrate: a usage table and a scenario in, the scenario that goes on like the usage out.
#include "creditcast/json/service.hpp"
#include "support/published.hpp"

using namespace creditcast;
using namespace creditcast::json;
using creditcast::testing::source;
using creditcast::testing::text_of;

namespace {

Response calibrate(const std::string& csv, const std::string& options = "") {
  const auto file = [](const std::string& name) { return NamedText{name, text_of(source("public/" + name))}; };
  return handle({"calibrate",
                 {{"usage.csv", csv}, file("scenarios/imagineart-lookbook.json")},
                 {file("catalogs/imagineart.json")},
                 options});
}
bool has(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

const std::string kUsage = "Day;What;Paid\n5.1.2026;Image Nano Banana;24,0\n6.1.2026;Hologram;3,5\nnever;Image;1\n";

}  // namespace

TEST_CASE("calibrate: the guess, the first rows, what is left out, and a scenario that reads") {
  const Response response = calibrate(kUsage);
  REQUIRE(response.ok);
  CHECK(has(response.text, R"("separator": ";")"));
  CHECK(has(response.text, R"(["5.1.2026", "Image Nano Banana", "24,0"])"));
  CHECK(has(response.text, R"("line": 4)"));
  CHECK(has(response.text, R"("work": "Hologram")"));
  const std::size_t at = response.text.find(R"({"schema":"creditcast/scenario@1")");
  REQUIRE(at != std::string::npos);
  const std::string scenario = response.text.substr(at, response.text.rfind('}') - at);
  const auto loaded = load_scenario(creditcast::testing::shelf(), {"fitted", scenario});
  REQUIRE(loaded.ok());
  REQUIRE(loaded->scenario->streams.size() == 1);
  CHECK(loaded->scenario->streams[0].uses[0].action == "image");
  CHECK(loaded->scenario->projects.empty());
  CHECK(loaded->scenario->plan == "ultimate");
}

TEST_CASE("calibrate: the caller's choice of columns counts, and one that lacks is told") {
  const Response none = calibrate(kUsage, R"({"columns": {"date": null}})");
  REQUIRE(none.ok);
  CHECK(has(none.text, R"("lacks")"));
  CHECK_FALSE(has(none.text, R"("scenario")"));
  CHECK(has(calibrate(kUsage, R"({"columns": {"credits": null}, "month_first": true})").text, R"("first": "2026-05-01")"));
  CHECK_FALSE(calibrate(kUsage, R"({"columns": {"colour": 1}})").ok);
  CHECK_FALSE(calibrate(kUsage, R"({"columns": {"date": -3}})").ok);
}

TEST_CASE("calibrate: what is no table, or alone, is an error with its place") {
  const Response open = calibrate("a,\"b\n");
  REQUIRE_FALSE(open.ok);
  CHECK(open.errors.front().file == "usage.csv");
  CHECK(open.errors.front().line == 1);
  CHECK_FALSE(calibrate("").ok);
  CHECK(handle({"calibrate", {{"usage.csv", kUsage}}, {}, ""}).errors.front().code == Code::wrong_call);
}
