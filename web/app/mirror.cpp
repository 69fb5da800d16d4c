#include "mirror.hpp"

#include "summary.hpp"

namespace creditcast::web {
namespace {

/// Texts of catalogs are strangers: no tab or line end of theirs may make a field.
std::string field(std::string_view words) {
  std::string clean;
  for (const char c : words) clean += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
  return clean;
}

void line(std::string& out, std::initializer_list<std::string_view> fields) {
  bool first = true;
  for (const std::string_view one : fields) {
    if (!first) out += '\t';
    out += field(one);
    first = false;
  }
  out += '\n';
}

std::string decimal_of(const AppState& state, std::string_view id) {
  const Forecast& forecast = *state.derived.forecast;
  if (id == "money") return forecast.money_complete ? to_decimal(forecast.money_per_month.mean) : "";
  if (id == "wasted") return to_decimal(forecast.typical_expired.mean);
  if (id == "run-out") return to_decimal(Amount{static_cast<std::int64_t>(to_double(forecast.run_out.probability) * 1e6)});
  if (id == "finished" && forecast.credits_per_finished) return to_decimal(*forecast.credits_per_finished);
  return "";
}

}  // namespace

std::string mirror_of(const NumberStyle& style, const AppState& state, bool settled) {
  std::string out;
  line(out, {"state", settled ? "settled" : "busy"});
  const Derived& derived = state.derived;
  for (const Error& error : derived.errors) line(out, {"text", "error", error.what + " " + error.allowed});
  if (!state.trouble.empty()) line(out, {"text", "error", state.trouble});
  if (!derived.estimate) return out;
  const Summary summary = summary_of(style, state);
  const Catalog& catalog = state.inputs.catalog;
  line(out, {"text", "scenario",
             state.inputs.scenario.name + ", " + catalog.name + ", " +
                 plan_words(catalog, state.inputs.scenario.plan, state.inputs.scenario.term)});
  line(out, {"figure", "credits", to_decimal(derived.estimate->credits_per_month), summary.title + " " + summary.credits,
             summary.sentence + " " + summary.reserve});
  if (!summary.shortfall.empty()) line(out, {"text", "shortfall", summary.shortfall});
  for (const Stat& stat : summary.stats) line(out, {"figure", stat.id, decimal_of(state, stat.id), stat.value, stat.words});
  line(out, {"text", "advice", summary.advice_title + ". " + summary.advice});
  if (!derived.comparison) return out;
  const auto& best = derived.comparison->recommended;
  for (const std::size_t i : derived.plan_order) {
    const PlanRow& row = derived.comparison->plans[i];
    const PlanText text = plan_text(style, state, row);
    std::string marks;
    if (row.plan == state.inputs.scenario.plan && row.term == state.inputs.scenario.term) marks += "chosen ";
    if (best && best->plan == row.plan && best->term == row.term && best->pack == row.pack) marks += "recommended ";
    if (text.assumed) marks += "assumed ";
    line(out, {"plan", row.plan + "/" + row.term + (row.pack.empty() ? "" : "/" + row.pack), text.name, text.term,
               row.money_per_month ? to_decimal(row.money_per_month->mean) : "", text.money, text.run_out, text.blocked,
               text.wasted, text.piece, marks});
  }
  return out;
}

}  // namespace creditcast::web
