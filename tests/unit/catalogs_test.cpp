/// The catalogs in public/: what the platforms publish, as tables.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "creditcast/catalog.hpp"
#include "creditcast/pricing.hpp"
#include "support/published.hpp"

using namespace creditcast;
using creditcast::testing::kPlatforms;
using creditcast::testing::platform;
using creditcast::testing::shelf;

TEST_CASE("the five catalogs pass their check and invent nothing") {
  CHECK(shelf().ids() == kPlatforms);
  for (const std::string& id : kPlatforms) {
    CAPTURE(id);
    const Catalog& catalog = platform(id);
    CHECK(check(catalog).empty());
    CHECK_FALSE(catalog.notes.empty());
    for (const NamedFigure& named : figures(catalog)) {
      CAPTURE(named.label);
      const Figure& figure = *named.figure;
      CHECK(figure.is != Provenance::yours);
      CHECK(figure.priced() == (figure.is != Provenance::unpublished));
      const bool reasoned = figure.is == Provenance::assumed || figure.is == Provenance::unpublished;
      CHECK((reasoned ? figure.why : figure.source) != "");
    }
  }
}

TEST_CASE("published prices, a request a row") {
  struct Row {
    const char* platform;
    const char* action;
    std::vector<OptionChoice> options;
    std::int32_t outputs;
    const char* unit;
    const char* price;  // "-": not published
  };
  const auto model = [](const char* id) { return std::vector<OptionChoice>{{"model", id}}; };
  const auto at = [](const char* id, const char* resolution) {
    return std::vector<OptionChoice>{{"model", id}, {"resolution", resolution}};
  };
  const std::vector<Row> rows{
      {"imagineart", "image", model("imagineart-2.0"), 1, "credit", "25"},
      {"imagineart", "image", model("imagineart-1.5"), 1, "credit", "15"},
      {"imagineart", "image", model("imagineart-1.5-pro"), 1, "credit", "25"},
      {"imagineart", "image", model("nano-banana-2"), 1, "credit", "49"},
      {"imagineart", "image", at("nano-banana-2", "1k"), 1, "credit", "49"},
      {"imagineart", "image", at("nano-banana-2", "2k"), 1, "credit", "73.5"},
      {"imagineart", "image", at("nano-banana-2", "2k"), 3, "credit", "220.5"},
      {"imagineart", "image", at("nano-banana-2", "4k"), 1, "credit", "98"},
      {"imagineart", "image", model("nano-banana-pro"), 1, "credit", "80"},
      {"imagineart", "image", at("nano-banana-pro", "1k"), 1, "credit", "80"},
      {"imagineart", "image", at("nano-banana-pro", "2k"), 1, "credit", "80"},
      {"imagineart", "image", at("nano-banana-pro", "4k"), 1, "credit", "160"},
      {"imagineart", "image", {}, 1, "credit", "24"},
      {"imagineart", "image", model("nano-banana"), 4, "credit", "96"},
      {"imagineart", "image", at("nano-banana", "4k"), 1, "credit", "-"},
      {"imagineart", "image", {{"model", "nano-banana"}, {"enhancer", "on"}}, 1, "credit", "-"},
      {"imagineart", "image", model("chatgpt-1.5"), 1, "credit", "35"},
      {"imagineart", "image", model("chatgpt"), 1, "credit", "45"},
      {"imagineart", "image", model("recraft-v4"), 1, "credit", "24"},
      {"imagineart", "image", model("recraft-v4-pro"), 1, "credit", "150"},
      {"imagineart", "image", model("ideogram-v3"), 1, "credit", "25"},
      {"imagineart", "image", model("grok-imagine"), 1, "credit", "12"},
      {"imagineart", "image", model("flux-2-max"), 1, "credit", "50"},
      {"imagineart", "image", model("flux-2-pro"), 1, "credit", "28"},
      {"imagineart", "image", model("flux-1.1-ultra"), 1, "credit", "36"},
      {"imagineart", "image", model("flux-dev"), 1, "credit", "5"},
      {"imagineart", "image", model("z-image-turbo"), 1, "credit", "5"},
      {"imagineart", "image", model("seedream-v5-lite"), 1, "credit", "20"},
      {"imagineart", "image", model("seedream-v4.5"), 1, "credit", "24"},
      {"imagineart", "image", model("imagen-4"), 1, "credit", "24"},
      {"imagineart", "image", model("dreamina-3.1"), 1, "credit", "18"},
      {"imagineart", "video", model("kling-3.0-pro"), 1, "credit", "300"},
      {"imagineart", "video", model("kling-3.0-4k"), 1, "credit", "755"},
      {"imagineart", "video", model("veo-3.1"), 1, "credit", "900"},
      {"imagineart", "video", model("veo-3.1-fast"), 1, "credit", "350"},
      {"imagineart", "video", model("sora-2-pro"), 1, "credit", "720"},
      {"imagineart", "video", model("worked-example"), 1, "credit", "210"},
      {"imagineart", "video", model("other"), 1, "credit", "-"},
      {"imagineart", "video", {{"model", "veo-3.1"}, {"length", "over-6s"}}, 1, "credit", "-"},
      {"imagineart", "video", {{"model", "veo-3.1"}, {"preview", "on"}}, 1, "credit", "-"},
      {"imagineart", "upscale", {}, 1, "credit", "-"},
      {"imagineart", "personalize", {}, 1, "credit", "-"},
      {"fater", "image", {}, 1, "credit", "1"},
      {"fater", "image", {}, 4, "credit", "4"},
      {"fater", "asset3d", {}, 1, "credit", "1"},
      {"fater", "video", {}, 1, "credit", "-"},
      // Energy is not live: one credit instead, and nothing where no energy would be taken.
      {"fater", "delete-mask", {}, 1, "credit", "1"},
      {"fater", "masking", {}, 1, "credit", "1"},
      {"fater", "agent-chat", {}, 1, "credit", "1"},
      {"fater", "autocut", {{"mask", "no"}}, 1, "credit", "1"},
      {"fater", "autocut", {{"mask", "yes"}}, 1, "credit", "0"},
      {"hippist", "prompt", {}, 1, "credit", "5"},
      {"hippist", "edit", {}, 1, "credit", "1"},
      {"hippist", "background", {}, 1, "credit", "3"},
      {"hippist", "expand", {}, 1, "credit", "3"},
      {"fotomaster", "headshot", {{"quality", "speed"}}, 1, "credit", "-"},
      {"fotomaster", "headshot", {{"quality", "elite"}, {"people", "group"}}, 1, "credit", "-"},
      {"fotomaster", "background-removal", {}, 1, "credit", "-"},
      {"fotomaster", "style", {{"look", "cartoon"}}, 1, "credit", "-"},
      {"fotomaster", "sms", {}, 1, "credit", "-"},
      {"fotomaster", "editorial", {}, 1, "credit", "-"},
      {"fittins", "image", {{"tier", "turbo"}}, 1, "credit", "40"},
      {"fittins", "image", {{"tier", "default"}}, 1, "credit", "-"},
      {"fittins", "image", {{"tier", "premium"}}, 1, "credit", "-"},
      {"fittins", "image", {{"tier", "ultra"}}, 1, "credit", "-"},
      {"fittins", "image", {{"tier", "turbo"}, {"realism", "on"}}, 1, "credit", "-"},
      {"fittins", "upscale", {}, 1, "credit", "-"},
      {"fittins", "video", {{"clip", "short-turbo"}}, 1, "credit", "80"},
      {"fittins", "video", {{"clip", "long-premium"}}, 1, "credit", "230"},
      {"fittins", "video", {}, 1, "credit", "155"},
  };
  for (const Row& row : rows) {
    const Catalog& catalog = platform(row.platform);
    std::string asked = std::string(row.platform) + " " + row.action;
    for (const OptionChoice& option : row.options) asked += " " + option.option + "=" + option.value;
    CAPTURE(asked);
    const auto quoted = quote(catalog, {find_action(catalog, row.action), row.options, row.outputs, {}, {}});
    REQUIRE(quoted.ok());
    CHECK(quoted->unit == row.unit);
    CHECK((quoted->priced ? to_decimal(quoted->typical) : "-") == row.price);
  }
}

TEST_CASE("a clip of any length is drawn from the published ends; a group wants the Elite headshot") {
  const Catalog& fittins = platform("fittins");
  const auto clip = quote(fittins, {find_action(fittins, "video"), {}, 1, {}, {}});
  REQUIRE(clip.ok());
  CHECK(clip->low == whole(80));
  CHECK(clip->high == whole(230));
  const Catalog& booth = platform("fotomaster");
  const auto group = quote(booth, {find_action(booth, "headshot"), {{"quality", "speed"}, {"people", "group"}}, 1, {}, {}});
  REQUIRE_FALSE(group.ok());
  CHECK(group.errors().front().code == Code::no_price);
}

TEST_CASE("plans: price as billed, credits of a grant") {
  struct Row {
    const char* platform;
    const char* plan;
    const char* term;
    const char* price;  // as published; "-": not published
    bool per_month;
    const char* pool;  // "": grants nothing by itself
    const char* grant;
  };
  const std::vector<Row> rows{
      {"imagineart", "free", "month", "0", false, "free", "100"},
      {"imagineart", "basic", "month", "9", false, "subscription", "2000"},
      {"imagineart", "basic", "quarter", "9", true, "subscription", "2000"},
      {"imagineart", "basic", "year", "9", true, "subscription", "2000"},
      {"imagineart", "standard", "month", "30", false, "subscription", "8000"},
      {"imagineart", "ultimate", "month", "50", false, "subscription", "16000"},
      {"imagineart", "ultimate", "quarter", "50", true, "subscription", "16000"},
      {"imagineart", "ultimate", "year", "50", true, "subscription", "16000"},
      {"imagineart", "creator", "month", "250", false, "subscription", "100000"},
      {"imagineart", "enterprise", "month", "-", false, "subscription", "-"},
      {"fater", "organisation", "month", "0", false, "", ""},
      {"hippist", "subscription", "month", "-", false, "subscription", "-"},
      {"fotomaster", "payg", "month", "0", false, "", ""},
      {"fotomaster", "basic", "year", "39", true, "", ""},
      {"fotomaster", "basic", "month", "-", false, "", ""},
      {"fotomaster", "pro", "year", "79", true, "", ""},
      {"fotomaster", "pro", "month", "-", false, "", ""},
      {"fittins", "subscription", "month", "-", false, "subscription", "-"},
  };
  const auto shown = [](const Figure& figure) { return figure.priced() ? to_decimal(figure.typical()) : std::string("-"); };
  for (const Row& expected : rows) {
    CAPTURE(expected.platform);
    CAPTURE(expected.plan);
    CAPTURE(expected.term);
    const Catalog& catalog = platform(expected.platform);
    const Plan* plan = find_plan(catalog, expected.plan);
    REQUIRE(plan != nullptr);
    const auto term =
        std::find_if(plan->terms.begin(), plan->terms.end(), [&](const Term& one) { return one.id == expected.term; });
    REQUIRE(term != plan->terms.end());
    CHECK(shown(term->price) == expected.price);
    CHECK(term->price_is_per_month == expected.per_month);
    std::string granted;
    for (const Pool& pool : catalog.pools) {
      if (!gets_grant(pool, *plan)) continue;
      CHECK(pool.id == expected.pool);
      granted = shown(*grant_figure(pool, *plan));
    }
    CHECK(granted == expected.grant);
  }
  CHECK_FALSE(find_plan(platform("fotomaster"), "payg")->open);
  for (const char* plan : {"payg", "basic", "pro"}) {
    CHECK_FALSE(find_plan(platform("fotomaster"), plan)->price_per_credit->priced());
  }
}

TEST_CASE("where sources disagree the newest dated one counts, and the others stay beside it") {
  const Catalog& catalog = platform("imagineart");
  const Plan& basic = *find_plan(catalog, "basic");
  REQUIRE(basic.terms[0].price.others.size() == 1);
  CHECK(basic.terms[0].price.others[0].value == whole(13));
  CHECK(*find_source(catalog, basic.terms[0].price.source)->read >
        *find_source(catalog, basic.terms[0].price.others[0].source)->read);
  REQUIRE(basic.grants[0].amount.others.size() == 1);
  CHECK(basic.grants[0].amount.others[0].value == whole(3000));
  const Figure& daily = *find_pool(catalog, "free")->grant->amount;
  REQUIRE(daily.others.size() == 1);
  CHECK(daily.others[0].value == whole(50));
  // The discounts of the longer terms are weakly sourced: the price stands without them.
  for (const Term& term : basic.terms) CHECK((term.id == "month" || term.price.is == Provenance::assumed));
}

TEST_CASE("the gates of ImagineArt, a request a row") {
  struct Row {
    const char* action;
    std::vector<OptionChoice> options;
    const char* open_on;  // of free, basic, standard, ultimate
  };
  const std::vector<Row> rows{
      {"image", {{"model", "nano-banana"}}, "free basic standard ultimate"},
      {"image", {{"model", "nano-banana-pro"}}, "basic standard ultimate"},
      {"image", {{"model", "flux-2-pro"}}, "basic standard ultimate"},
      {"image", {{"visibility", "private"}}, "standard ultimate"},
      {"video", {{"model", "kling-3.0-pro"}}, "basic standard ultimate"},
      {"video", {{"resolution", "1080p"}}, "standard ultimate"},
      {"video", {{"length", "over-6s"}}, "standard ultimate"},
      {"video", {{"model", "kling-3.0-4k"}}, "ultimate"},
      {"video", {{"model", "veo-3.1-fast"}}, "ultimate"},
  };
  const Catalog& catalog = platform("imagineart");
  for (const Row& expected : rows) {
    const auto quoted = quote(catalog, {find_action(catalog, expected.action), expected.options, 1, {}, {}});
    REQUIRE(quoted.ok());
    std::string open_on;
    for (const char* id : {"free", "basic", "standard", "ultimate"})
      if (!gated(*find_plan(catalog, id), quoted->tags)) open_on += std::string(open_on.empty() ? "" : " ") + id;
    CHECK(open_on == expected.open_on);
  }
}
