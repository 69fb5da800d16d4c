#include "summary.hpp"

#include <algorithm>

namespace creditcast::web {
namespace {

/// What is not paid is told from one part in this many of what is asked.
constexpr std::int64_t kTellFrom = 100;

std::string range_words(const std::string& low, const std::string& high) { return low == high ? low : low + " to " + high; }

Stat money_stat(const NumberStyle& style, const AppState& state) {
  const Forecast& forecast = *state.derived.forecast;
  const Catalog& catalog = state.inputs.catalog;
  const std::string plan = plan_words(catalog, forecast.plan, forecast.term);
  if (!forecast.money_complete)
    return {"money", "no price", "is published for " + plan + "; it can be set in the scenario", true};
  const auto& spread = forecast.money_per_month;
  Stat stat{"money", money(style, spread.mean, forecast.currency), "a month on " + plan, false};
  const std::string low = money(style, spread.p10, forecast.currency), high = money(style, spread.p90, forecast.currency);
  if (low != high) stat.words += ", likely " + range_words(low, high);
  return stat;
}

Stat finished_stat(const NumberStyle& style, const AppState& state) {
  const Forecast& forecast = *state.derived.forecast;
  const Catalog& catalog = state.inputs.catalog;
  if (!forecast.credits_per_finished) return {"finished", "–", "for a finished piece: none gets finished", true};
  const std::string in_credits = with_unit(style, *forecast.credits_per_finished, catalog, catalog.main_unit);
  if (!forecast.money_complete || !forecast.money_per_finished) return {"finished", in_credits, "for a finished piece", false};
  return {"finished", money(style, *forecast.money_per_finished, forecast.currency),
          "for a finished piece, " + in_credits + " each", false};
}

Stat run_out_stat(const NumberStyle& style, const AppState& state) {
  const Forecast& forecast = *state.derived.forecast;
  const auto months = forecast.months.size();
  const std::string within = months == 1 ? "within the month" : "within " + std::to_string(months) + " months";
  Stat stat{"run-out", percent(style, forecast.run_out.probability), "chance to run out " + within,
            state.inputs.scenario.run_out_limit < forecast.run_out.probability};
  // Days are counted from the first one; people begin with day 1.
  if (forecast.run_out.day) stat.words += ", mostly by day " + number(style, forecast.run_out.day->p90 + whole(1), 0);
  return stat;
}

Stat wasted_stat(const NumberStyle& style, const AppState& state) {
  const Forecast& forecast = *state.derived.forecast;
  const Catalog& catalog = state.inputs.catalog;
  const std::string unit = unit_name(catalog, catalog.main_unit, forecast.typical_expired.mean != whole(1));
  return {"wasted", credits(style, forecast.typical_expired.mean), unit + " lost unused a month", false};
}

void add_advice(Summary& summary, const NumberStyle& style, const AppState& state) {
  const auto& comparison = state.derived.comparison;
  const Catalog& catalog = state.inputs.catalog;
  static_cast<void>(style);
  if (!comparison) {
    summary.advice_title = "Comparing the plans";
    summary.advice = "All plans meet the same futures, one after the other.";
    return;
  }
  if (!comparison->recommended) {
    summary.advice_title = "No plan to recommend";
    summary.advice =
        "A plan is recommended only where every price it needs is known. Here some are not published; they can be "
        "set in the scenario.";
    return;
  }
  const auto& chosen = *comparison->recommended;
  summary.advice_given = true;
  summary.advice_title = "Take " + plan_words(catalog, chosen.plan, chosen.term);
  if (!chosen.pack.empty())
    if (const Pack* pack = find_pack(catalog, chosen.pack); pack != nullptr) summary.advice_title += ", with " + pack->name;
  summary.advice = chosen.reason;
}

}  // namespace

Summary summary_of(const NumberStyle& style, const AppState& state) {
  Summary summary;
  const Derived& derived = state.derived;
  const Catalog& catalog = state.inputs.catalog;
  summary.title = "Your work needs";
  if (!derived.estimate) return summary;
  const Estimate& estimate = *derived.estimate;
  summary.credits = with_unit(style, estimate.credits_per_month, catalog, catalog.main_unit);
  if (!estimate.complete) summary.title = "Your work needs at least";
  summary.sentence = "a month, on average.";
  if (!estimate.complete) summary.sentence = "a month. Part of the work has no published price and is not in this sum.";
  summary.reserve = "With " + number(style, Amount{state.inputs.scenario.buffer_low.micros * 100}, 0) + " to " +
                    number(style, Amount{state.inputs.scenario.buffer_high.micros * 100}, 0) +
                    " % in reserve: " + credits(style, estimate.with_buffer_low) + " to " +
                    credits(style, estimate.with_buffer_high) + ".";
  if (derived.forecast) {
    const Forecast& forecast = *derived.forecast;
    const Amount blocked = forecast.blocked.credits;
    const std::string low = credits(style, forecast.typical_spend.p10), high = credits(style, forecast.typical_spend.p90);
    if (blocked.micros > estimate.credits_per_month.micros / kTellFrom) {
      const std::string plan = plan_words(catalog, forecast.plan, forecast.term);
      const std::string comma = plan.find(',') == std::string::npos ? "" : ",";
      summary.shortfall = plan + comma + " pays for " + (low == high ? low : low + " to " + high) +
                          " of them in 8 of 10 months; " + credits(style, blocked) + " a month stay blocked.";
    } else if (low == high) {
      summary.sentence += " Every month is much the same.";
    } else {
      summary.sentence += " 8 of 10 months fall between " + low + " and " + high + ".";
    }
    summary.stats = {money_stat(style, state), finished_stat(style, state), run_out_stat(style, state),
                     wasted_stat(style, state)};
  }
  add_advice(summary, style, state);
  return summary;
}

PlanText plan_text(const NumberStyle& style, const AppState& state, const PlanRow& row) {
  const Catalog& catalog = state.inputs.catalog;
  PlanText text;
  text.name = row.plan_name.empty() ? row.platform_name : row.plan_name;
  if (!row.has_work) {
    text.money = "–";
    text.run_out = "–";
    text.piece = "–";
    text.blocked = "lacks " + row.missing;
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
    text.term += (text.term.empty() ? "with " : ", with ") + (pack != nullptr ? pack->name : row.pack);
  }
  if (!row.open) text.term += text.term.empty() ? "closed to new customers" : ", closed to new customers";
  if (row.money_per_month) {
    text.money = money(style, row.money_per_month->mean, row.currency);
    const std::string low = money(style, row.money_per_month->p10, row.currency);
    const std::string high = money(style, row.money_per_month->p90, row.currency);
    if (low != high) text.likely = low + " to " + high + " in 8 of 10 cases";
  } else {
    text.money = "no price";
  }
  text.run_out = percent(style, row.run_out);
  if (row.wasted.mean.micros >= kMicros / 2) text.wasted = credits(style, row.wasted.mean) + " lost";
  if (row.blocked.requests.micros >= kMicros / 20)
    text.blocked = number(style, row.blocked.requests, row.blocked.requests < whole(10) ? 1 : 0) + " blocked";
  text.piece = row.money_per_finished ? money(style, *row.money_per_finished, row.currency) : "–";
  text.assumed = std::any_of(row.assumed.begin(), row.assumed.end(),
                             [](const RestsOn& figure) { return figure.is == Provenance::assumed; });
  return text;
}

std::string term_words(int months) {
  switch (months) {
    case 0: return "once";
    case 1: return "monthly";
    case 3: return "quarterly";
    case 6: return "half-yearly";
    case 12: return "yearly";
    default: return "every " + std::to_string(months) + " months";
  }
}

std::string plan_words(const Catalog& catalog, std::string_view plan, std::string_view term) {
  const Plan* known = find_plan(catalog, plan);
  if (known == nullptr) return std::string(plan);
  std::string words = known->name;
  if (!known->subscription && known->terms.size() < 2) return words;
  for (const Term& choice : known->terms)
    if (choice.id == term || (term.empty() && &choice == &known->terms.front())) words += ", " + term_words(choice.months);
  return words;
}

std::string price_words(const NumberStyle& style, const Catalog& catalog, const Term& term) {
  if (!term.price.priced()) return "no price";
  const Amount price = term.price.typical();
  if (price.zero()) return "free";
  std::string words = money(style, price, catalog.currency);
  if (term.price_is_per_month || term.months == 1) return words + " a month";
  switch (term.months) {
    case 0: return words + " once";
    case 3: return words + " a quarter";
    case 12: return words + " a year";
    default: return words + " for " + std::to_string(term.months) + " months";
  }
}

std::string quantity_words(const NumberStyle& style, const Quantity& quantity) {
  switch (quantity.kind) {
    case QuantityKind::fixed: return number(style, quantity.mean, 2);
    case QuantityKind::range: return range_words(number(style, whole(quantity.low), 0), number(style, whole(quantity.high), 0));
    case QuantityKind::poisson: return "about " + number(style, quantity.mean, 2);
    case QuantityKind::table: return "about " + number(style, Amount{static_cast<std::int64_t>(quantity.expected() * 1e6)}, 1);
  }
  return "";
}

std::string rate_words(const NumberStyle& style, const Rate& rate) {
  const char* per = rate.per == RatePer::month ? " a month" : rate.per == RatePer::week ? " a week" : " a day";
  return quantity_words(style, rate.quantity) + per;
}

std::vector<std::string> at_zero_words(const NumberStyle& style, const Catalog& catalog, const Scenario& scenario) {
  std::vector<std::string> lines;
  for (const AtZeroChoice& step : scenario.at_zero) {
    const Pack* pack = step.pack.empty() ? nullptr : find_pack(catalog, step.pack);
    if (step.pack.empty() && catalog.packs.size() == 1) pack = &catalog.packs.front();
    const std::string what = pack != nullptr ? pack->name : "a pack";
    std::string line;
    switch (step.kind) {
      case AtZeroKind::wait: line = "wait for the next credits"; break;
      case AtZeroKind::buy_pack: line = "buy " + what; break;
      case AtZeroKind::auto_recharge: line = pack != nullptr ? "recharge by itself with " + what : "recharge by itself"; break;
      case AtZeroKind::overage: line = "pay for what is over"; break;
      case AtZeroKind::slow_queue: line = "go on in the slow queue"; break;
      case AtZeroKind::upgrade: line = "upgrade to " + plan_words(catalog, step.plan, ""); break;
      case AtZeroKind::pause_ai: line = "AI features pause"; break;
    }
    if (step.monthly_cap) line += ", at most " + money(style, *step.monthly_cap, catalog.currency) + " a month";
    lines.push_back(std::move(line));
  }
  if (lines.empty()) lines.emplace_back("wait for the next credits");
  return lines;
}

}  // namespace creditcast::web
