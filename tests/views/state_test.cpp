// Edits, numbers and sentences: what the views rest on.
#include <algorithm>
#include <cmath>

#include "app_state.hpp"
#include "doctest/doctest.h"
#include "format.hpp"
#include "sample.hpp"
#include "summary.hpp"
#include "widgets/axis.hpp"

namespace creditcast::web {
namespace {
Share share(double value) { return Share{static_cast<std::uint64_t>(value * 4294967296.0)}; }
}  // namespace

TEST_CASE("numbers as people read them") {
  const NumberStyle english, german{".", ","};
  CHECK(number(english, whole(62'040), 0) == "62,040");
  CHECK(number(german, Amount{73'500'000}, 2) == "73,5");
  CHECK(number(english, Amount{-1'250'000}, 1) == "−1.3");
  CHECK(number(english, Amount{999'999'600}, 1) == "1,000");
  CHECK(credits(english, Amount{12'840'000}) == "12.8");
  CHECK(credits(english, Amount{149'800'000}) == "150");
  CHECK(money(english, Amount{72'400'000}, "USD") == "$72.40");
  CHECK(money(english, whole(50), "USD") == "$50");
  CHECK(money(english, Amount{1'234'560'000}, "EUR") == "€1,235");
  CHECK(money(english, Amount{-9'500'000}, "GBP") == "−£9.50");
  CHECK(money(english, Amount{9'500'000}, "CHF") == "9.50 CHF");
  CHECK(percent(english, kNever) == "0 %");
  CHECK(percent(english, kAlways) == "100 %");
  CHECK(percent(english, Share{1}) == "<1 %");
  CHECK(percent(english, Share{kShareOne - 1}) == ">99 %");
  CHECK(percent(english, share(0.09)) == "9 %");
  CHECK(short_number(english, 5'000, 20'000) == "5k");
  CHECK(short_number(english, 2'500, 20'000) == "2.5k");
  CHECK(short_number(english, 0, 20'000) == "0");
  CHECK(month_name({}, 2, false) == "Month 3");
  CHECK(month_name(to_day({2026, 12, 1}), 1, false) == "Jan 2027");
}

TEST_CASE("axes end on round numbers with little room above") {
  for (const double top : {0.4, 1.0, 7.0, 42'000.0, 16'000.0, 99.0, 8e9}) {
    CAPTURE(top);
    const Ticks ticks = nice_ticks(top, 4);
    CHECK(ticks.end() >= top * 0.999);
    CHECK(ticks.count <= 6);
    CHECK(ticks.end() <= top * 1.7);
  }
  CHECK(nice_ticks(42'000, 4).end() == 50'000);
  CHECK(nice_ticks(0, 4).count == 1);
}

TEST_CASE("an edit changes what it names and counts as a revision") {
  AppState state = lookbook_state();
  const auto before = state.revision;
  CHECK(apply(state, SetStream{0, StreamField::rate, 8}));
  CHECK(state.revision == before + 1);
  const Quantity& rate = state.inputs.scenario.streams[0].rate.quantity;
  CHECK(rate.kind == QuantityKind::range);
  CHECK(rate.high - rate.low == 2);  // the width stays
  CHECK(rate.expected() == doctest::Approx(8));

  CHECK(apply(state, SetWork{{WorkRef::Kind::phase, 0, 0}, WorkField::acceptance, 0.5}));
  CHECK(to_double(state.inputs.scenario.projects[0].phases[0].acceptance) == doctest::Approx(0.5));
  CHECK(apply(state, SetOption{{WorkRef::Kind::phase, 0, 0}, "model", "nano-banana"}));
  CHECK_FALSE(apply(state, SetOption{{WorkRef::Kind::phase, 0, 0}, "model", "nano-banana"}));
  CHECK(apply(state, ChoosePlan{"basic", "year"}));
  CHECK_FALSE(apply(state, ChoosePlan{"basic", "year"}));
  CHECK(apply(state, SetWorkingDays{99}));
  CHECK(state.inputs.scenario.calendar.working_days_per_month == 30);
}

TEST_CASE("an edit of something that is not there changes nothing") {
  AppState state = lookbook_state();
  CHECK_FALSE(apply(state, SetStream{99, StreamField::rate, 8}));
  CHECK_FALSE(apply(state, SetStream{0, StreamField::guests, 8}));
  CHECK_FALSE(apply(state, SetWork{{WorkRef::Kind::phase, 7, 0}, WorkField::acceptance, 0.5}));
  CHECK_FALSE(apply(state, SetWork{{WorkRef::Kind::use, 0, 3}, WorkField::outputs, 2}));
  CHECK_FALSE(apply(state, SetWork{{WorkRef::Kind::feature, 0, 0}, WorkField::used, 0.2}));
  CHECK_FALSE(apply(state, SetOption{{WorkRef::Kind::feature, 5, 5}, "model", "x"}));
}

TEST_CASE("phases keep their colours, others take what is left") {
  const AppState state = lookbook_state();
  CHECK(phase_colour(state.derived, "explore") == 0);
  CHECK(phase_colour(state.derived, "upscale") == 3);
  CHECK(phase_colour(state.derived, "videos") == 4);
  CHECK(phase_colour(booth_state().derived, "Background removal") == 1);
}

TEST_CASE("the answer in words") {
  const NumberStyle style;
  AppState state = lookbook_state();
  Summary summary = summary_of(style, state);
  CHECK(summary.credits == "23,900 credits");
  CHECK(summary.sentence == "a month, on average. 8 of 10 months fall between 19,200 and 28,900.");
  CHECK(summary.reserve == "With 20 to 30 % in reserve: 28,680 to 31,070.");
  CHECK(summary.shortfall.empty());
  CHECK(summary.advice_given);
  CHECK(summary.advice_title == "Take Ultimate, monthly, with Top-up 3000");
  REQUIRE(summary.stats.size() == 4);
  CHECK(summary.stats[0].value == "$72.40");

  state.derived.forecast->blocked.credits = whole(3'000);
  CHECK(summary_of(style, state).shortfall ==
        "Ultimate, monthly, pays for 19,200 to 28,900 of them in 8 of 10 months; 3,000 a month stay blocked.");
  state = booth_state();
  summary = summary_of(style, state);
  CHECK(summary.title == "Your work needs at least");
  CHECK(summary.stats[0].value == "no price");
  CHECK_FALSE(summary.advice_given);
}

TEST_CASE("inks are read easily on every ground, and what is drawn stands out") {
  const auto light = [](ImU32 colour) {
    double sum = 0;
    const double weights[] = {0.2126, 0.7152, 0.0722};
    for (int i = 0; i < 3; ++i) {
      const double part = ((colour >> (8 * i)) & 255) / 255.0;
      sum += weights[i] * (part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
  };
  const auto contrast = [&](ImU32 a, ImU32 b) {
    const double one = light(a) + 0.05, other = light(b) + 0.05;
    return std::max(one, other) / std::min(one, other);
  };
  for (const bool dark : {false, true}) {
    CAPTURE(dark);
    const Palette& p = palette(dark);
    for (const ImU32 ground : {p.card, p.ground}) {
      for (const ImU32 ink : {p.strong, p.normal, p.quiet, p.accent, p.good, p.warning}) CHECK(contrast(ink, ground) >= 4.5);
    }
    for (const ImU32 ink : {p.strong, p.normal, p.accent, p.warning}) CHECK(contrast(ink, p.accent_ground) >= 4.5);
    CHECK(contrast(p.on_accent, p.accent) >= 4.5);
    for (const ImU32 phase : p.phases) CHECK(contrast(phase, p.card) >= 3);
  }
}

}  // namespace creditcast::web
