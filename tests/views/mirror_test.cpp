// What stands beside the canvas as HTML, and the form where there is no canvas: line by line.
#include <algorithm>
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "form.hpp"
#include "mirror.hpp"
#include "sample.hpp"
#include "summary.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

std::vector<std::string> lines_of(const std::string& text, std::string_view kind) {
  std::vector<std::string> found;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end - at);
    if (line.starts_with(std::string(kind) + "\t")) found.push_back(line);
    at = end + 1;
  }
  return found;
}

bool holds(const std::vector<std::string>& lines, std::string_view line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

}  // namespace

TEST_CASE("the mirror tells what the canvas shows") {
  const AppState state = lookbook_state();
  const std::string text = mirror_of(NumberStyle{}, state, true);
  CHECK(text.starts_with("state\tsettled\n"));
  CHECK(holds(lines_of(text, "figure"),
              "figure\tcredits\t23900\t23,900 credits\ta month, on average. 8 of 10 months fall between 19,200 and 28,900."));
  CHECK(holds(lines_of(text, "text"), "text\tscenario\tFashion lookbook, ImagineArt, Ultimate, monthly"));
  CHECK(lines_of(text, "month").size() == state.derived.forecast->months.size());
  CHECK(lines_of(text, "plan").size() == state.derived.comparison->plans.size());
  CHECK(holds(lines_of(text, "plan"),
              "plan\tultimate/month/topup\tUltimate\tmonthly, with Top-up 3000\t72.4\t$72.40\t9 %\t\t1,140 lost\t$1.01\tchosen "
              "recommended assumed "));
  CHECK(holds(lines_of(text, "figures"), "figures\tassumed\tassumed\tTop-up 3000, price: $10\tNot published.\t\t"));
  const auto days = lines_of(text, "runout");
  REQUIRE(days.size() == 5);
  CHECK(days[0] == "runout\tWithin 360 days the credits run out in 9 % of futures.");
  CHECK(days[2] == "runout\tBy day 60: 2 %.");
  CHECK(days[3] == "runout\tBy day 210: 6 %.");
  CHECK(days[4] == "runout\tBy day 360: 9 %.");
}

TEST_CASE("the mirror tells errors first, and makes no field of what strangers write") {
  AppState state = error_state();
  state.inputs.scenario.name = "a\tb\nplan\tc";
  const std::string text = mirror_of(NumberStyle{}, state, false);
  CHECK(text.starts_with("state\tbusy\nerror\tThe catalog could not be fetched.\t\nerror\tthe demand of a month is"));
  CHECK(lines_of(text, "error").size() == 8);
  CHECK(text.find("\tc\t") == std::string::npos);
  CHECK(holds(lines_of(text, "text"), "text\tscenario\ta b plan c, ImagineArt, Ultimate, monthly"));
  CHECK(mirror_of(NumberStyle{}, empty_state(), true) == "state\tsettled\n");
}

TEST_CASE("why a plan is recommended is said from its figures, in the visitor's words") {
  AppState state = lookbook_state();
  const NumberStyle german{".", ",", true};
  CHECK(
      summary_of(german, state).advice ==
      "It costs the least, 72,40\u00a0$ a month on average, of the plans that block work for lack of credit in at most 10 % of "
      "months; it does in 0 %. It runs short in 9 % of months; what is then bought is in that sum.");
  for (PlanRow& row : state.derived.comparison->plans) {
    row.blocked_month = kAlways;
    row.blocked.requests = whole(12);
  }
  CHECK(
      summary_of(NumberStyle{}, state).advice ==
      "No plan does the work with at most 10 % of months blocked; this one blocks the least, 12 requests a month, for $72.40 a "
      "month on average.");
  set_words("Take {0}, with {1}\tNehmen Sie {0} mit {1}\nmonthly\tmonatlich\n");
  CHECK(summary_of(NumberStyle{}, state).advice_title == "Nehmen Sie Ultimate, monatlich mit Top-up 3000");
  set_words("");
}

TEST_CASE("the form offers what there is, and its lines are edits") {
  const AppState state = lookbook_state();
  const std::string text = form_of(state);
  CHECK(lines_of(text, "choice").size() == 3);
  CHECK(holds(lines_of(text, "option"), "option\tlookbook\tFashion lookbook\tchosen"));
  CHECK_FALSE(holds(lines_of(text, "option"), "option\tbooth\tPhoto booth\t"));  // of another platform
  CHECK(holds(lines_of(text, "option"), "option\tultimate/month\tUltimate, monthly\tchosen"));
  CHECK(holds(lines_of(text, "number"), "number\trate\t1\tShort videos\ta week\t4\t0\t100000\tany"));
  CHECK(lines_of(form_of(booth_state()), "number").size() == 4);

  const auto plan = form_action("plan\t0\tbasic/year");
  REQUIRE(plan.has_value());
  CHECK(std::get<ChoosePlan>(*plan).plan == "basic");
  CHECK(std::get<ChoosePlan>(*plan).term == "year");
  const auto rate = form_action("rate\t1\t7.5");
  REQUIRE(rate.has_value());
  CHECK(std::get<SetStream>(*rate).stream == 1);
  CHECK(std::get<SetStream>(*rate).value == doctest::Approx(7.5));
  for (const char* wrong : {"", "rate", "rate\t1", "rate\tx\t2", "rate\t1\tmany", "plan\t0\tbasic", "what\t0\t1"})
    CHECK_FALSE(form_action(wrong).has_value());
}

}  // namespace creditcast::web
