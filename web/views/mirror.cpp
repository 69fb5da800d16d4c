#include "mirror.hpp"

#include "closer_lines.hpp"
#include "creditcast/compare.hpp"
#include "figure_lines.hpp"
#include "platform_words.hpp"
#include "summary.hpp"
#include "widgets/copies.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

/// Texts of catalogs are strangers: no tab or line end of theirs may make a field.
std::string field(std::string_view words) {
  std::string clean;
  for (const char c : words) clean += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
  return clean;
}

void answer_lines(std::string& out, const NumberStyle& style, const AppState& state) {
  const Summary summary = summary_of(style, state);
  const Catalog& catalog = state.inputs.catalog;
  const Scenario& scenario = state.inputs.scenario;
  add_line(out, {"text", "scenario",
                 scenario.name + ", " + catalog.name + ", " + plan_words(catalog, scenario.plan, scenario.term)});
  add_line(out, {"text", "title", summary.title});
  add_line(out,
           {"figure", "credits", to_decimal(state.derived.estimate->credits_per_month), summary.credits, summary.sentence});
  if (!summary.reserve.empty()) add_line(out, {"text", "reserve", summary.reserve});
  if (!summary.shortfall.empty()) add_line(out, {"text", "shortfall", summary.shortfall});
  for (const Stat& stat : summary.stats)
    add_line(out, {"figure", stat.id, exact_value(state, stat.id), stat.value, stat.words});
  add_line(out, {"advice", summary.advice_title, summary.advice, summary.advice_given ? "given" : "none"});
}

void month_lines(std::string& out, const NumberStyle& style, const AppState& state) {
  const Forecast& forecast = *state.derived.forecast;
  for (const MonthForecast& month : forecast.months) {
    const std::string paid = forecast.money_complete ? money(style, month.money.mean, forecast.currency) : "";
    add_line(out,
             {"month", month_name(state.inputs.scenario.calendar.start, month.index, false), credits(style, month.spend.mean),
              credits(style, month.spend.p10), credits(style, month.spend.p90), paid, percent(style, month.short_of_credit),
              credits(style, month.expired.mean), number(style, month.blocked.requests, 1)});
  }
}

/// When it runs out, in words: how likely by the end, by when in most cases, and how the chance grows from month to month.
void run_out_lines(std::string& out, const NumberStyle& style, const AppState& state) {
  const Forecast& forecast = *state.derived.forecast;
  const auto say = [&out](const std::string& words) { add_line(out, {"runout", words}); };
  const std::string days = number(style, whole(state.derived.days), 0);
  if (forecast.run_out.by_day.empty()) {
    say(tr("Within {0} days the credits do not run out in any of the futures looked at.", {days}));
    return;
  }
  say(tr("Within {0} days the credits run out in {1} of futures.", {days, percent(style, forecast.run_out.probability)}));
  // Days are counted from the first one; people begin with day 1.
  const auto day = [&style](Amount at) { return number(style, at + whole(1), 0); };
  if (const auto& spread = forecast.run_out.day)
    say(tr("Where they do, half of the time by day {0}; in 8 of 10 such cases between day {1} and day {2}.",
           {day(spread->p50), day(spread->p10), day(spread->p90)}));
  constexpr int kMonth = 30;
  std::size_t next = 0;
  Share by_then = kNever;
  std::string told;
  for (int end = kMonth; end <= state.derived.days; end += kMonth) {
    while (next < forecast.run_out.by_day.size() && forecast.run_out.by_day[next].day < end)
      by_then = forecast.run_out.by_day[next++].by_then;
    const std::string chance = percent(style, by_then);
    // Only where it has grown since the last month that was told.
    if (by_then == kNever || chance == told) continue;
    told = chance;
    say(tr("By day {0}: {1}.", {number(style, whole(end), 0), chance}));
  }
}

void plan_lines(std::string& out, const NumberStyle& style, const AppState& state) {
  const auto& best = state.derived.comparison->recommended;
  for (const std::size_t i : state.derived.plan_order) {
    const PlanRow& row = state.derived.comparison->plans[i];
    const PlanText text = plan_text(style, state.inputs.catalog, row);
    std::string marks;
    if (row.plan == state.inputs.scenario.plan && row.term == state.inputs.scenario.term) marks += "chosen ";
    if (best && best->plan == row.plan && best->term == row.term && best->pack == row.pack) marks += "recommended ";
    if (text.assumed) marks += "assumed ";
    add_line(out, {"plan", row.plan + "/" + row.term + (row.pack.empty() ? "" : "/" + row.pack), text.name, text.term,
                   row.money_per_month ? to_decimal(row.money_per_month->mean) : "", text.money, text.run_out, text.blocked,
                   text.wasted, text.piece, marks});
  }
}

void platform_lines(std::string& out, const NumberStyle& style, const AppState& state) {
  const Closer& closer = state.derived.closer;
  if (!closer.offered) return;
  const auto& look = closer.platforms;
  const bool known = look.value && !look.stale;
  add_line(out, {"platforms", known ? platforms_verdict(style, state, *look.value) : std::string()});
  if (!known) return;
  if (some_missing(*look.value)) add_line(out, {"again", "platforms"});
  for (const PlatformOutcome& one : *look.value) {
    const PlatformText words = platform_text(style, state, one);
    add_line(out, {"platform", one.id, words.name, one.here ? "chosen" : "",
                   one.plan ? to_decimal(one.plan->money_per_month->mean) : "", words.plan, words.money, words.likely,
                   words.run_out, words.piece, words.all_notes()});
  }
}

void rests_on_lines(std::string& out, const NumberStyle& style, const AppState& state) {
  const Catalog& catalog = state.inputs.catalog;
  int published = 0;
  for (const FigureLine& figure : state.derived.figures) {
    if (!figure.used) continue;
    const RestsOn& says = figure.says;
    if (says.is == Provenance::published) ++published;
    add_line(out, {"figures", provenance_name(says.is), provenance_words(says.is),
                   says.label + ": " + value_words(style, catalog, figure, says), says.why.empty() ? says.note : says.why,
                   source_words(says, state.today), says.source_url});
  }
  if (published == 0) return;
  const std::string count = std::to_string(published);
  add_line(out, {"text", "rests",
                 catalog.as_of != 0 ? tr("Published figures: {0}, read by {1}.", {count, date_words(catalog.as_of)})
                                    : tr("Published figures: {0}.", {count})});
}

}  // namespace

void add_line(std::string& out, std::initializer_list<std::string_view> fields) {
  bool first = true;
  for (const std::string_view one : fields) {
    if (!first) out += '\t';
    out += field(one);
    first = false;
  }
  out += '\n';
}

std::string mirror_of(const NumberStyle& style, const AppState& state, bool settled) {
  std::string out;
  add_line(out, {"state", settled ? "settled" : "busy"});
  const Derived& derived = state.derived;
  if (!state.trouble.empty()) add_line(out, {"error", state.trouble, ""});
  if (!state.trouble.empty() && state.may_try_again) add_line(out, {"again", "trouble"});
  for (const std::string& notice : state.notices) add_line(out, {"text", "notice", notice});
  if (state.inputs.loaded && state.inputs.scenario.streams.empty())
    add_line(out, {"text", "nothing", tr("There is no work yet. As soon as there is, the plans stand here side by side.")});
  for (const Error& error : derived.errors) add_line(out, {"error", said(error), error.pointer});
  if (!derived.estimate) return out;
  answer_lines(out, style, state);
  if (derived.forecast) {
    month_lines(out, style, state);
    run_out_lines(out, style, state);
    const bool exact = derived.forecast->method == "exact";
    add_line(out, {"text", "made",
                   exact ? std::string(tr("Computed exactly."))
                         : tr("From {0} simulated futures.", {number(style, whole(derived.paths_done), 0)})});
  }
  if (derived.comparison) plan_lines(out, style, state);
  if (derived.comparison) platform_lines(out, style, state);
  closer_lines(out, style, state);
  rests_on_lines(out, style, state);
  return out;
}

}  // namespace creditcast::web
