#include "creditcast/json/service.hpp"

#include <string>
#include <vector>

#include "../../core/json/src/tree.hpp"
#include "../../core/json/src/writer.hpp"
#include "creditcast/digest.hpp"
#include "doctest/doctest.h"
#include "support/texts.hpp"

using namespace creditcast;
using namespace creditcast::json;
using creditcast::testing::source;
using creditcast::testing::text_of;

namespace {

NamedText shop() { return {"shop.json", text_of(source("tests/bad/good/shop.json"))}; }
NamedText studio() { return {"studio.json", text_of(source("tests/bad/good/studio.json"))}; }

Request request(const std::string& verb, const std::string& options = "") { return {verb, {studio()}, {shop()}, options}; }

/// Not a pair with names bound to it: clang's lambdas, in which doctest captures, cannot see those.
struct Call {
  const char* verb;
  const char* options;
};

Node tree(const std::string& text) {
  Parsed parsed = parse("result", text, 0, kInputLimits);
  REQUIRE(parsed.whole);
  return std::move(parsed.root);
}

/// The text at a path of keys ("months/0/spend/mean"); numbers as they stand.
std::string at(const Node& root, const std::string& path) {
  const Node* node = &root;
  std::size_t from = 0;
  while (from <= path.size()) {
    const std::size_t to = std::min(path.find('/', from), path.size());
    const std::string step = path.substr(from, to - from);
    from = to + 1;
    if (node->kind == Kind::array) {
      const auto index = static_cast<std::size_t>(std::stoul(step));
      REQUIRE(index < node->items.size());
      node = &node->items[index];
    } else {
      node = node->find(step);
      REQUIRE_MESSAGE(node != nullptr, path);
    }
  }
  return node->kind == Kind::string ? node->text : canonical_text(*node);
}

std::string without(const std::string& text, const std::vector<std::string>& starts) {
  std::string out;
  std::size_t from = 0;
  while (from < text.size()) {
    const std::size_t to = std::min(text.find('\n', from), text.size() - 1) + 1;
    const std::string line = text.substr(from, to - from);
    from = to;
    bool dropped = false;
    for (const std::string& start : starts) dropped = dropped || line.starts_with(start);
    if (!dropped) out += line;
  }
  return out;
}

std::string asked(const Request& what) {
  Writer out;
  const auto files = [&](const char* key, const std::vector<NamedText>& texts) {
    out.key(key);
    out.open_array();
    for (const NamedText& text : texts) {
      out.open_object();
      out.field("name", text.name);
      out.field("text", text.text);
      out.close_object();
    }
    out.close_array();
  };
  out.open_object();
  out.field("verb", what.verb);
  files("files", what.files);
  files("catalogs", what.catalogs);
  if (!what.options.empty()) {
    out.key("options");
    out.raw(what.options);
  }
  out.close_object();
  return out.take();
}

std::string codes(const Response& response) {
  std::string text;
  for (const Error& error : response.errors)
    text += std::string(code_name(error.code)) + " " + error.file + error.pointer + "\n";
  return text;
}

}  // namespace

TEST_CASE("each result says what it is, what it came of, and its digests can be checked by hand") {
  for (const Call& call : std::vector<Call>{{"estimate", ""},
                                            {"simulate", ""},
                                            {"forecast", R"({"paths": 20})"},
                                            {"compare", R"({"paths": 5})"},
                                            {"platforms", ""}}) {
    const std::string verb = call.verb, options = call.options;
    CAPTURE(verb);
    Request what = request(verb, options);
    if (verb == "platforms") what.files.clear();
    const Response response = handle(what);
    REQUIRE(response.ok);
    CHECK(response.errors.empty());
    const Node root = tree(response.text);
    CHECK(at(root, "schema") == "creditcast/" + verb + "@1");
    CHECK(at(root, "request/verb") == verb);
    CHECK(at(root, "request/catalogs/0/id") == "shop");
    CHECK(at(root, "digest") == sha256_hex(without(response.text, {"  \"version\":", "  \"digest\":"})));
    const std::size_t begin = response.text.find("\n  \"request\": ") + 14;
    CHECK(at(root, "inputs_digest") == sha256_hex(response.text.substr(begin, response.text.size() - begin - 3)));
    CHECK(handle(what).text == response.text);
  }
}

TEST_CASE("the same bytes as text in, text out") {
  for (const Request& what : {request("estimate"), request("forecast", R"({"paths": 10, "seed": 3})"), request("nonsense"),
                              request("estimate", R"({"plan": "none"})")}) {
    CHECK(handle_text(asked(what)) == handle(what).text);
  }
  std::string trace;
  const Request traced = request("simulate", R"({"trace": true})");
  CHECK(handle_text(asked(traced), &trace) == handle(traced).text);
  CHECK(trace == handle(traced).trace);
  CHECK(handle_text("nonsense").find("\"not_json\"") != std::string::npos);
  CHECK(handle_text("{}").find("\"missing_key\"") != std::string::npos);
  CHECK(handle_text(R"({"verb": "estimate", "fils": []})").find("did you mean \\\"files\\\"") != std::string::npos);
}

TEST_CASE("an estimate's lines sum up") {
  const Node root = tree(handle(request("estimate")).text);
  CHECK(at(root, "unit") == "credit");
  CHECK(at(root, "lines/0/stream") == "images");
  CHECK(at(root, "lines/0/quantity") == "66");  // 3 a day on 22 days
  CHECK(at(root, "lines/0/each") == "5");
  CHECK(at(root, "lines/0/credits") == "330");
  CHECK(at(root, "complete") == "true");
}

TEST_CASE("a forecast has the keys that outside checks rely on") {
  const Node root = tree(handle(request("forecast", R"({"paths": 40, "seed": 5})")).text);
  for (const char* path : {"method",
                           "paths",
                           "seed",
                           "months/0/index",
                           "months/11/spend/p50",
                           "months/0/expired/mean",
                           "months/0/blocked/requests",
                           "months/0/blocked/credits",
                           "months/0/money/p90",
                           "months/0/run_out",
                           "typical_month/spend/intervals/p10/0",
                           "typical_month/money/standard_error",
                           "total/spend/mean",
                           "run_out/probability",
                           "run_out/day",
                           "run_out/needs_purchase",
                           "balance/0/day",
                           "balance/0/pool",
                           "balance/0/p10",
                           "by_pool/0/id",
                           "by_phase/0/credits",
                           "by_action",
                           "by_model",
                           "by_owner",
                           "by_event",
                           "finished/mean",
                           "credits_per_finished",
                           "budget",
                           "rests_on/0/label"}) {
    CHECK_FALSE(at(root, path).empty());
  }
  CHECK(at(root, "paths") == "40");
  CHECK(at(root, "seed") == "5");
  CHECK(at(root, "method") == "events");
  CHECK_FALSE(at(root, "why").empty());  // a utility spends energy
  CHECK(at(root, "request/options") == R"({"seed":5,"paths":40,"method":"auto"})");
}

TEST_CASE("any number of workers, and any steps, give the same bytes") {
  const Request what = request("forecast", R"({"paths": 30})");
  const std::string text = handle(what).text;
  for (const unsigned count : {1U, 2U, 7U, 100U}) {
    Workers workers;
    workers.count = count;
    workers.run = [](std::vector<std::function<void()>>& jobs) {
      for (auto job = jobs.rbegin(); job != jobs.rend(); ++job) (*job)();  // in any order
    };
    CHECK(handle(what, workers).text == text);
  }
  Workers watched;
  std::uint64_t last = 0;
  watched.progress = [&](std::uint64_t done, std::uint64_t all) {
    CHECK(done > last);
    CHECK(all == 30);
    last = done;
    return true;
  };
  CHECK(handle(what, watched).text == text);
  CHECK(last == 30);
  Job job(what);
  REQUIRE_FALSE(job.failed());
  CHECK(job.total() == 30);
  CHECK(job.text().find("\"errors\"") != std::string::npos);
  for (std::uint32_t step = 1; !job.finished(); ++step) {
    job.advance(step);
    // What is there by then is the whole answer to a request for so many paths.
    CHECK(job.text() == handle(request("forecast", "{\"paths\": " + std::to_string(job.done()) + "}")).text);
  }
  CHECK(job.done() == 30);
  CHECK(job.text() == text);
  Job wrong(request("forecast", R"({"paths": 0})"));
  CHECK(wrong.failed());
  CHECK(wrong.finished());
  wrong.advance(5);
  CHECK(wrong.text() == handle(request("forecast", R"({"paths": 0})")).text);
}

TEST_CASE("a comparison in steps ends where it ends at once") {
  const auto what = request("compare", R"({"paths": 30})");
  Job job(what);
  REQUIRE_FALSE(job.failed());
  CHECK(job.total() == 30);
  for (std::uint32_t step = 1; !job.finished(); ++step) {
    job.advance(step);
    CHECK(job.text() == handle(request("compare", "{\"paths\": " + std::to_string(job.done()) + "}")).text);
  }
  CHECK(job.text() == handle(what).text);
  Job wrong(request("compare", R"({"plans": ["nowhere"]})"));
  CHECK(wrong.failed());
  CHECK(wrong.text() == handle(request("compare", R"({"plans": ["nowhere"]})")).text);
  CHECK(Job(request("estimate", "{}")).failed());
}

TEST_CASE("whoever watches may stop a forecast or a comparison, and gets no answer then") {
  for (const char* verb : {"forecast", "compare"}) {
    Workers workers;
    std::uint64_t seen = 0;
    workers.progress = [&](std::uint64_t done, std::uint64_t) {
      seen = done;
      return false;
    };
    const Response response = handle(request(verb, R"({"paths": 1000})"), workers);
    CHECK_FALSE(response.ok);
    REQUIRE(response.errors.size() == 1);
    CHECK(response.errors[0].code == Code::cancelled);
    CHECK(seen > 0);
    CHECK(seen < 1'000);  // within a chunk
  }
}

TEST_CASE("a trace has an entry a line, each with its reason and the balance after it") {
  const Response response = handle(request("simulate", R"({"trace": true, "seed": 2})"));
  REQUIRE(response.ok);
  CHECK(handle(request("simulate", R"({"seed": 2})")).trace.empty());
  std::size_t lines = 0, draws = 0;
  std::size_t from = 0;
  std::vector<std::pair<std::string, Amount>> balances;
  while (from < response.trace.size()) {
    const std::size_t to = response.trace.find('\n', from);
    const Node entry = tree(response.trace.substr(from, to - from));
    from = to + 1;
    ++lines;
    CHECK_FALSE(at(entry, "reason").empty());
    CHECK_FALSE(at(entry, "day").empty());
    const std::string kind = at(entry, "kind");
    draws += kind == "draw" ? 1 : 0;
    if (entry.find("pool") == nullptr) continue;
    const Amount balance = parse_amount(at(entry, "balance")).value();
    CHECK(balance >= Amount{});
    if (kind == "draw") CHECK(at(entry, "reason").find(':') != std::string::npos);
  }
  CHECK(lines > 100);
  CHECK(draws > 100);
}

TEST_CASE("a trace past its limit is refused, and the same path without one is not") {
  Request what = request("simulate", R"({"trace": true})");
  std::string& text = what.files[0].text;
  text.replace(text.find(R"("fixed": 3)"), 10, R"("fixed": 9000)");
  CHECK(codes(handle(what)) == "too_many options/trace\n");
  what.options.clear();
  CHECK(handle(what).ok);
}

TEST_CASE("a comparison can be narrowed to plans and widened to platforms") {
  const Node all = tree(handle(request("compare", R"({"paths": 5})")).text);
  CHECK(all.find("plans")->items.size() == 2);
  CHECK(at(all, "plans/1/plan") == "pro");
  CHECK(at(all, "plans/1/money_per_month/p50") == "25");
  const Node one = tree(handle(request("compare", R"({"paths": 5, "plans": ["pro/month"]})")).text);
  REQUIRE(one.find("plans")->items.size() == 1);
  CHECK(at(one, "plans/0/plan") == "pro");
  CHECK(codes(handle(request("compare", R"({"plans": ["pr"]})"))) == "unknown_reference options/plans/0\n");
  Request two = request("compare", R"({"paths": 5, "platforms": "all"})");
  NamedText other = shop();
  other.name = "other.json";
  other.text.replace(other.text.find("\"id\": \"shop\""), 12, "\"id\": \"boutique\"");
  two.catalogs.push_back(other);
  const Response response = handle(two);
  INFO(response.text.substr(0, 500));
  REQUIRE(response.ok);
  const Node both = tree(response.text);
  CHECK(at(both, "plans/0/platform") == "shop");
  // The scenario names an action, so that it cannot run elsewhere as it is; the row says so.
  CHECK(at(both, "plans/" + std::to_string(both.find("plans")->items.size() - 1) + "/platform") == "boutique");
  CHECK(at(both, "request/catalogs/1/id") == "boutique");
  CHECK(codes(handle(request("compare", R"({"platforms": ["shap"]})"))) == "unknown_reference options/platforms/0\n");
}

TEST_CASE("replay runs a result again and compares it to the bit") {
  for (const Call& call : std::vector<Call>{{"estimate", R"({"habit": "naive"})"},
                                            {"simulate", R"({"trace": true, "seed": 9})"},
                                            {"forecast", R"({"paths": 10, "plan": "pro"})"},
                                            {"compare", R"({"paths": 5, "plans": ["basic"]})"},
                                            {"habits", R"({"paths": 5})"}}) {
    const std::string verb = call.verb, options = call.options;
    CAPTURE(verb);
    const std::string result = handle_all(request(verb, options)).text;
    const Response same = handle_all({"replay", {{"result.json", result}}, {shop()}, ""});
    INFO(same.text);
    CHECK(same.ok);
    CHECK(at(tree(same.text), "same") == "true");

    // Laid out otherwise it is still the same; by another version too.
    std::string other = canonical_text(tree(result));
    other.replace(other.find("\"version\":\"") + 11, 1, "9");
    CHECK(handle_all({"replay", {{"result.json", other}}, {shop()}, ""}).ok);

    std::string changed = result;
    changed.replace(changed.find("\"complete\": true"), 16, "\"complete\": false");
    CHECK(codes(handle_all({"replay", {{"result.json", changed}}, {shop()}, ""})).starts_with("digest_mismatch result.json/"));

    NamedText dearer = shop();
    dearer.text.replace(dearer.text.find("\"value\": 5,"), 11, "\"value\": 6,");
    CHECK(codes(handle_all({"replay", {{"result.json", result}}, {dearer}, ""})) ==
          "digest_mismatch result.json/request/catalogs/0\n");
    CHECK(codes(handle_all({"replay", {{"result.json", result}}, {}, ""})) ==
          "unknown_reference result.json/request/catalogs/0\n");
  }
  CHECK(codes(handle_all({"replay", {studio()}, {shop()}, ""})) == "missing_key studio.json\nmissing_key studio.json\n");
  CHECK(codes(handle_all({"replay", {{"r.json", handle({"platforms", {}, {shop()}, ""}).text}}, {shop()}, ""})) ==
        "not_permitted r.json/request\n");
}

TEST_CASE("a call that is wrong says so, as the call's own fault") {
  CHECK(codes(handle({"estmate", {studio()}, {shop()}, ""})) == "wrong_call options\n");
  CHECK(codes(handle({"estimate", {}, {shop()}, ""})) == "wrong_call options\n");
  CHECK(codes(handle({"estimate", {studio(), studio()}, {shop()}, ""})) == "wrong_call options\n");
  CHECK(codes(handle({"check", {}, {}, ""})) == "wrong_call options\n");
  CHECK(codes(handle(request("estimate", R"({"paths": 5})"))) == "unknown_key options/paths\n");
  CHECK(codes(handle(request("estimate", "[]"))) == "wrong_type options\n");
  CHECK(codes(handle(request("estimate", "{"))) == "not_json options\n");
  CHECK(codes(handle(request("forecast", R"({"seed": -1, "paths": 10000001, "method": "guess"})"))) ==
        "out_of_range options/seed\nout_of_range options/paths\nbad_value options/method\n");
  CHECK(codes(handle(request("forecast", R"({"seed": 9007199254740992})"))) == "out_of_range options/seed\n");
  CHECK(codes(handle(request("estimate", R"({"plan": "none", "pack": "none"})"))) ==
        "unknown_reference options/plan\nunknown_reference options/pack\n");
  CHECK(codes(handle(request("estimate", R"({"term": "none"})"))) == "unknown_reference options/term\n");
  CHECK(codes(handle({"platforms", {}, {shop()}, R"({"id": "shap"})"})) == "unknown_reference options/id\n");
  const Response errors = handle(request("nonsense"));
  CHECK(errors.text.starts_with(
      "{\n  \"schema\": \"creditcast/errors@1\",\n  \"ok\": false,\n  \"errors\": [\n    {\"code\": \"wrong_call\","));
}

TEST_CASE("catalogs may stand among the files") {
  CHECK(handle({"estimate", {shop(), studio()}, {}, ""}).text == handle(request("estimate")).text);
  CHECK(handle({"check", {studio(), shop()}, {}, ""}).ok);
}

TEST_CASE("one platform in full shows the provenance of each figure") {
  const Node root = tree(handle({"platforms", {}, {shop()}, R"({"id": "shop"})"}).text);
  CHECK(at(root, "platforms/0/figures/unpublished") == "1");
  bool unpublished = false;
  for (const Node& figure : root.find("rests_on")->items) {
    if (at(figure, "is") != "unpublished") continue;
    unpublished = true;
    CHECK(at(figure, "pointer") == "/plans/pro/terms/month/price");
    CHECK(at(figure, "why") == "on request");
  }
  CHECK(unpublished);
}

TEST_CASE("a ledger result says what lay outside the run and what could not be taken back") {
  const NamedText file{"ledger.json", R"({
    "schema": "creditcast/ledger@1", "start": "2026-01-01T00:00:00Z", "until": "2026-02-01T00:00:00Z",
    "lots": [{"id": "a", "amount": 10, "from": "2026-01-01T00:00:00Z"}],
    "usage": [{"id": "in", "at": "2026-01-02T00:00:00Z", "amount": 4},
              {"id": "late", "at": "2026-02-01T00:00:00Z", "amount": 4}],
    "take_backs": [{"at": "2026-01-03T00:00:00Z", "lot": "a", "amount": 7}]})"};
  const Node root = tree(handle({"ledger", {file}, {}, ""}).text);
  CHECK(at(root, "usage/0/in_run") == "true");
  CHECK(at(root, "usage/1/in_run") == "false");
  CHECK(at(root, "usage/1/uncovered") == "0");
  CHECK(at(root, "failed_take_backs/0/pointer") == "/take_backs/0/amount");
}

TEST_CASE("ledger files: published examples come out as they must") {
  Node examples = tree(text_of(source("tests/ledger/examples.json")));
  REQUIRE(examples.items.size() == 8);
  for (Node& example : examples.items) {
    CAPTURE(at(example, "says"));
    const Response response = handle({"ledger", {{"ledger.json", canonical_text(*example.find("file"))}}, {}, ""});
    INFO(response.text);
    REQUIRE(response.ok);
    const Node root = tree(response.text);
    const Node& expect = *example.find("expect");
    Amount total;
    for (const Node& lot : root.find("lots")->items) {
      total += parse_amount(at(lot, "remaining")).value();
      const Node* remaining = expect.find("remaining");
      const Node* wanted = remaining == nullptr ? nullptr : remaining->find(at(lot, "id"));
      if (wanted != nullptr) CHECK(at(lot, "remaining") == wanted->text);
    }
    if (const Node* wanted = expect.find("total_remaining")) CHECK(to_decimal(total) == wanted->text);
    if (const Node* wanted = expect.find("overage")) CHECK(at(root, "overage") == wanted->text);
    if (const Node* wanted = expect.find("paid_by")) {
      for (std::size_t i = 0; i < wanted->items.size(); ++i) {
        CHECK(at(root, "usage/" + std::to_string(i) + "/paid_by") == canonical_text(wanted->items[i]));
      }
    }
    const Response again = handle({"replay", {{"result.json", response.text}}, {}, ""});
    CHECK(again.ok);
  }
}
