#include "summary.hpp"

#include <algorithm>

#include "words.hpp"

namespace creditcast::web {
namespace {

/// What is not paid is told from one part in this many of what is asked.
constexpr std::int64_t kTellFrom = 100;

std::string range_words(const std::string& low, const std::string& high) {
  return low == high ? low : tr("{0} to {1}", {low, high});
}

/// A list that grows at its end: "yearly, with Top-up 1000".
void add(std::string& list, std::string_view words) {
  if (!list.empty()) list += ", ";
  list += words;
}

/// A share of one, such as the reserve, in percent without the sign.
std::string hundredths(const NumberStyle& style, Amount share) { return number(style, Amount{share.micros * 100}, 0); }

Stat money_stat(const NumberStyle& style, const AppState& state) {
  const Forecast& forecast = *state.derived.forecast;
  const Catalog& catalog = state.inputs.catalog;
  const std::string plan = plan_words(catalog, forecast.plan, forecast.term);
  if (!forecast.money_complete)
    return {"money", std::string(tr("no price")), tr("is published for {0}; it can be set in the scenario", {plan}), true};
  const auto& spread = forecast.money_per_month;
  const std::string low = money(style, spread.p10, forecast.currency), high = money(style, spread.p90, forecast.currency);
  return {"money", money(style, spread.mean, forecast.currency),
          low == high ? tr("a month on {0}", {plan}) : tr("a month on {0}, likely {1} to {2}", {plan, low, high}), false};
}

Stat finished_stat(const NumberStyle& style, const AppState& state) {
  const Forecast& forecast = *state.derived.forecast;
  const Catalog& catalog = state.inputs.catalog;
  if (!forecast.credits_per_finished)
    return {"finished", "–", std::string(tr("for a finished piece: none gets finished")), true};
  const std::string in_credits = with_unit(style, *forecast.credits_per_finished, catalog, catalog.main_unit);
  if (!forecast.money_complete || !forecast.money_per_finished)
    return {"finished", in_credits, std::string(tr("for a finished piece")), false};
  return {"finished", money(style, *forecast.money_per_finished, forecast.currency),
          tr("for a finished piece, {0} each", {in_credits}), false};
}

Stat run_out_stat(const NumberStyle& style, const AppState& state) {
  const Forecast& forecast = *state.derived.forecast;
  const std::string months = std::to_string(forecast.months.size());
  // Days are counted from the first one; people begin with day 1.
  const std::string by = forecast.run_out.day ? number(style, forecast.run_out.day->p90 + whole(1), 0) : "";
  std::string words;
  if (forecast.months.size() == 1) {
    words = by.empty() ? std::string(tr("chance to run out within the month"))
                       : tr("chance to run out within the month, mostly by day {0}", {by});
  } else {
    words = by.empty() ? tr("chance to run out within {0} months", {months})
                       : tr("chance to run out within {0} months, mostly by day {1}", {months, by});
  }
  return {"run-out", percent(style, forecast.run_out.probability), std::move(words),
          state.inputs.scenario.run_out_limit < forecast.run_out.probability};
}

Stat wasted_stat(const NumberStyle& style, const AppState& state) {
  const Forecast& forecast = *state.derived.forecast;
  const Catalog& catalog = state.inputs.catalog;
  const std::string unit = unit_name(catalog, catalog.main_unit, forecast.typical_expired.mean != whole(1));
  return {"wasted", credits(style, forecast.typical_expired.mean), tr("{0} lost unused a month", {unit}), false};
}

/// Why a plan is recommended, of its row's figures: the core's own sentence is written in English.
std::string reason_of(const NumberStyle& style, const AppState& state, const PlanRow& row) {
  const Share limit = state.inputs.scenario.run_out_limit;
  const std::string cost = money(style, row.money_per_month->mean, row.currency);
  const bool gated = !row.blocked.requests.zero() && row.blocked_month == kNever;
  if (row.blocked_month > limit || gated)
    return tr(
        "No plan does the work with at most {0} of months blocked; this one blocks the least, {1} requests a month, "
        "for {2} a month on average.",
        {percent(style, limit), number(style, row.blocked.requests, 1), cost});
  std::string words =
      tr("It costs the least, {0} a month on average, of the plans that block work for lack of credit in at "
         "most {1} of months; it does in {2}.",
         {cost, percent(style, limit), percent(style, row.blocked_month)});
  if (row.run_out > row.blocked_month)
    words += " " + tr("It runs short in {0} of months; what is then bought is in that sum.", {percent(style, row.run_out)});
  return words;
}

void add_advice(Summary& summary, const NumberStyle& style, const AppState& state) {
  const auto& comparison = state.derived.comparison;
  const Catalog& catalog = state.inputs.catalog;
  if (!comparison) {
    summary.advice_title = tr("Comparing the plans");
    summary.advice = tr("All plans meet the same futures, one after the other.");
    return;
  }
  if (!comparison->recommended) {
    summary.advice_title = tr("No plan to recommend");
    summary.advice =
        tr("A plan is recommended only where every price it needs is known. Here some are not published; they can be set in "
           "the scenario.");
    return;
  }
  const auto& chosen = *comparison->recommended;
  summary.advice_given = true;
  const std::string plan = plan_words(catalog, chosen.plan, chosen.term);
  const Pack* pack = chosen.pack.empty() ? nullptr : find_pack(catalog, chosen.pack);
  summary.advice_title = pack == nullptr ? tr("Take {0}", {plan}) : tr("Take {0}, with {1}", {plan, pack->name});
  for (const PlanRow& row : comparison->plans)
    if (row.plan == chosen.plan && row.term == chosen.term && row.pack == chosen.pack && row.money_per_month)
      summary.advice = reason_of(style, state, row);
}

}  // namespace

Summary summary_of(const NumberStyle& style, const AppState& state) {
  Summary summary;
  const Derived& derived = state.derived;
  const Catalog& catalog = state.inputs.catalog;
  summary.title = tr("Your work needs");
  if (!derived.estimate) return summary;
  const Estimate& estimate = *derived.estimate;
  summary.credits = with_unit(style, estimate.credits_per_month, catalog, catalog.main_unit);
  if (!estimate.complete) summary.title = tr("Your work needs at least");
  summary.sentence = estimate.complete ? tr("a month, on average.")
                                       : tr("a month. Part of the work has no published price and is not in this sum.");
  summary.reserve =
      tr("With {0} to {1} % in reserve: {2} to {3}.",
         {hundredths(style, state.inputs.scenario.buffer_low), hundredths(style, state.inputs.scenario.buffer_high),
          credits(style, estimate.with_buffer_low), credits(style, estimate.with_buffer_high)});
  const auto assumed = std::count_if(derived.figures.begin(), derived.figures.end(),
                                     [](const FigureLine& line) { return line.used && line.says.is == Provenance::assumed; });
  if (assumed == 1) summary.caution = tr("One of the figures behind it is assumed, not published.");
  if (assumed > 1) summary.caution = tr("{0} of the figures behind it are assumed, not published.", {std::to_string(assumed)});
  if (derived.forecast) {
    const Forecast& forecast = *derived.forecast;
    const Amount blocked = forecast.blocked.credits;
    const std::string low = credits(style, forecast.typical_spend.p10), high = credits(style, forecast.typical_spend.p90);
    if (blocked.micros > estimate.credits_per_month.micros / kTellFrom) {
      std::string plan = plan_words(catalog, forecast.plan, forecast.term);
      if (plan.find(',') != std::string::npos) plan += ",";
      summary.shortfall = tr("{0} pays for {1} of them in 8 of 10 months; {2} a month stay blocked.",
                             {plan, range_words(low, high), credits(style, blocked)});
    } else if (low == high) {
      summary.sentence += " " + std::string(tr("Every month is much the same."));
    } else {
      summary.sentence += " " + tr("8 of 10 months fall between {0} and {1}.", {low, high});
    }
    summary.stats = {money_stat(style, state), finished_stat(style, state), run_out_stat(style, state),
                     wasted_stat(style, state)};
  }
  add_advice(summary, style, state);
  return summary;
}

PlanText plan_text(const NumberStyle& style, const Catalog& catalog, const PlanRow& row) {
  PlanText text;
  text.name = row.plan_name.empty() ? row.platform_name : row.plan_name;
  if (!row.has_work) {
    text.money = "–";
    text.run_out = "–";
    text.piece = "–";
    text.blocked = tr("lacks {0}", {row.missing});
    return text;
  }
  int months = 1;
  if (const Plan* plan = find_plan(catalog, row.plan); plan != nullptr) {
    for (const Term& term : plan->terms)
      if (term.id == row.term) months = term.months;
    if (plan->subscription || plan->terms.size() > 1) text.term = term_words(months);
  }
  if (!row.pack.empty()) {
    const Pack* pack = find_pack(catalog, row.pack);
    add(text.term, tr("with {0}", {pack != nullptr ? pack->name : row.pack}));
  }
  if (!row.open) add(text.term, tr("closed to new customers"));
  if (row.money_per_month) {
    text.money = money(style, row.money_per_month->mean, row.currency);
    const std::string low = money(style, row.money_per_month->p10, row.currency);
    const std::string high = money(style, row.money_per_month->p90, row.currency);
    if (low != high) text.likely = tr("{0} to {1} in 8 of 10 cases", {low, high});
  } else {
    text.money = tr("no price");
  }
  text.run_out = percent(style, row.run_out);
  if (row.wasted.mean.micros >= kMicros / 2) text.wasted = tr("{0} lost", {credits(style, row.wasted.mean)});
  if (row.blocked.requests.micros >= kMicros / 20)
    text.blocked = tr("{0} blocked", {number(style, row.blocked.requests, row.blocked.requests < whole(10) ? 1 : 0)});
  text.piece = row.money_per_finished ? money(style, *row.money_per_finished, row.currency) : "–";
  text.assumed = std::any_of(row.assumed.begin(), row.assumed.end(),
                             [](const RestsOn& figure) { return figure.is == Provenance::assumed; });
  return text;
}

std::string term_words(int months) {
  switch (months) {
    case 0: return std::string(tr("once"));
    case 1: return std::string(tr("monthly"));
    case 3: return std::string(tr("quarterly"));
    case 6: return std::string(tr("half-yearly"));
    case 12: return std::string(tr("yearly"));
    default: return tr("every {0} months", {std::to_string(months)});
  }
}

std::string plan_words(const Catalog& catalog, std::string_view plan, std::string_view term) {
  const Plan* known = find_plan(catalog, plan);
  if (known == nullptr) return std::string(plan);
  std::string words = known->name;
  if (!known->subscription && known->terms.size() < 2) return words;
  for (const Term& choice : known->terms)
    if (choice.id == term || (term.empty() && &choice == &known->terms.front())) add(words, term_words(choice.months));
  return words;
}

std::string price_words(const NumberStyle& style, const Catalog& catalog, const Term& term) {
  if (!term.price.priced()) return std::string(tr("no price"));
  const Amount price = term.price.typical();
  if (price.zero()) return std::string(tr("free"));
  const std::string words = money(style, price, catalog.currency);
  if (term.price_is_per_month || term.months == 1) return tr("{0} a month", {words});
  switch (term.months) {
    case 0: return tr("{0} once", {words});
    case 3: return tr("{0} a quarter", {words});
    case 12: return tr("{0} a year", {words});
    default: return tr("{0} for {1} months", {words, std::to_string(term.months)});
  }
}

std::string quantity_words(const NumberStyle& style, const Quantity& quantity) {
  switch (quantity.kind) {
    case QuantityKind::fixed: return number(style, quantity.mean, 2);
    case QuantityKind::range: return range_words(number(style, whole(quantity.low), 0), number(style, whole(quantity.high), 0));
    case QuantityKind::poisson: return tr("about {0}", {number(style, quantity.mean, 2)});
    case QuantityKind::table:
      return tr("about {0}", {number(style, Amount{static_cast<std::int64_t>(quantity.expected() * 1e6)}, 1)});
  }
  return "";
}

std::string rate_words(const NumberStyle& style, const Rate& rate) {
  const std::string quantity = quantity_words(style, rate.quantity);
  switch (rate.per) {
    case RatePer::month: return tr("{0} a month", {quantity});
    case RatePer::week: return tr("{0} a week", {quantity});
    case RatePer::working_day: return tr("{0} a day", {quantity});
  }
  return quantity;
}

std::vector<std::string> at_zero_words(const NumberStyle& style, const Catalog& catalog, const Scenario& scenario) {
  std::vector<std::string> lines;
  for (const AtZeroChoice& step : scenario.at_zero) {
    const Pack* pack = step.pack.empty() ? nullptr : find_pack(catalog, step.pack);
    if (step.pack.empty() && catalog.packs.size() == 1) pack = &catalog.packs.front();
    const std::string_view what = pack != nullptr ? std::string_view(pack->name) : tr("a pack");
    std::string line;
    switch (step.kind) {
      case AtZeroKind::wait: line = tr("wait for the next credits"); break;
      case AtZeroKind::buy_pack: line = tr("buy {0}", {what}); break;
      case AtZeroKind::auto_recharge:
        line = pack != nullptr ? tr("recharge by itself with {0}", {what}) : std::string(tr("recharge by itself"));
        break;
      case AtZeroKind::overage: line = tr("pay for what is over"); break;
      case AtZeroKind::slow_queue: line = tr("go on in the slow queue"); break;
      case AtZeroKind::upgrade: line = tr("upgrade to {0}", {plan_words(catalog, step.plan, "")}); break;
      case AtZeroKind::pause_ai: line = tr("AI features pause"); break;
    }
    if (step.monthly_cap) line = tr("{0}, at most {1} a month", {line, money(style, *step.monthly_cap, catalog.currency)});
    lines.push_back(std::move(line));
  }
  if (lines.empty()) lines.emplace_back(tr("wait for the next credits"));
  return lines;
}

}  // namespace creditcast::web
