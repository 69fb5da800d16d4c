// forecast: what a month costs, when credits run out, where they go.
#include <algorithm>

#include "csv.hpp"
#include "numbers.hpp"
#include "phrases.hpp"
#include "plain_text.hpp"
#include "reports.hpp"

namespace creditcast::native {
namespace {

constexpr std::size_t kMonthsShown = 12;
constexpr std::size_t kPartsShown = 10;

std::string money_fact(const Json& result) {
  const std::string currency = result.text("currency");
  const Json& spread = result["money_per_month"];
  const bool complete = result["money_complete"].truth();
  if (!complete && spread["mean"].amount().zero()) return "no price is known";
  std::string text = money(spread["mean"].amount(), currency) + " a month";
  if (spread["p10"].amount() != spread["p90"].amount()) text += "; " + money_sentence(spread, "runs", currency);
  if (!complete) text += ". Incomplete: a plan or pack has no price";
  return text;
}

std::string run_out_fact(const Json& result, const Names& names) {
  const Json& run_out = result["run_out"];
  const Amount chance = run_out["probability"].amount();
  if (chance.zero() && result.text("method") == "exact") return "never";
  if (chance.zero()) return "never, in " + grouped(result["paths"].amount(), 0) + " runs";
  std::string text = percent(chance) + " of runs within " + counted(whole(names.resolved.months), "month", "months");
  if (const Json* day = run_out.find("day")) {
    const auto at = [&](const char* which) { return (*day)[which].amount().micros / kMicros; };
    text += ", typically on " + day_text(names.resolved, at("p50"));
    if (at("p10") != at("p90")) text += " (8 of 10 times " + days_text(names.resolved, at("p10"), at("p90")) + ")";
  }
  return text;
}

void add_finished(Facts& facts, const Json& result, const std::string& units) {
  const Amount pieces = result["finished"]["mean"].amount();
  if (pieces.zero()) return facts.add("Finished", "nothing");
  std::string text = counted(pieces, "piece", "pieces") + " a month";
  const Json* credits = result.find("credits_per_finished");
  const Json* cost = result.find("money_per_finished");
  if (credits != nullptr) text += ", each at " + rounded(credits->amount()) + " " + units;
  if (cost != nullptr)
    text += std::string(credits == nullptr ? ", each at " : " and ") + money(cost->amount(), result.text("currency"));
  facts.add("Finished", text);
}

/// Whose budget: the ids are "month", a project's, or project/phase.
std::string budget_of(const std::string& id, const Names& names) {
  if (id == "month" && names.scenario().budget_per_month) return "A month";
  const std::size_t slash = id.find('/');
  for (const Project& project : names.scenario().projects) {
    if (project.id != id.substr(0, slash)) continue;
    const std::string name = project.name.empty() ? project.id : project.name;
    if (slash == std::string::npos) return name;
    for (const Phase& phase : project.phases) {
      if (phase.id == id.substr(slash + 1)) return name + ": " + (phase.name.empty() ? phase.id : phase.name);
    }
  }
  return id;
}

std::string budget_table(const Json& result, const Names& names, const std::string& units) {
  const Json& lines = result["budget"];
  if (lines.items().empty()) return {};
  Table table({{"budget of", Align::left, 48}, {units}, {"exceeded"}, {"then by"}});
  const int by = decimals_for(column(lines, "by"));
  for (const Json& line : lines.items()) {
    const Amount exceeded = line["exceeded"].amount();
    table.row({budget_of(line.text("id"), names), exact(line["budget"].amount()), percent(exceeded),
               exceeded.zero() ? "" : grouped(line["by"].amount(), by)});
  }
  return "\n" + table.text();
}

/// How often the estimate is enough, without a buffer and with each.
std::string buffer_fact(const Json& result, const std::string& units) {
  std::string text;
  for (const Json& line : result["buffer"]["lines"].items()) {
    const Amount buffer = line["buffer"].amount();
    if (buffer.zero()) {
      text = "the estimate, " + rounded(line["credits_per_month"].amount()) + " " + units + ", is enough in " +
             percent(line["month"].amount()) + " of months";
    } else {
      text += (text.find("; with") == std::string::npos ? "; with " : ", with ") + exact(Amount{buffer.micros * 100}) +
              " % more in " + percent(line["month"].amount());
    }
  }
  if (!result["buffer"]["demand_known"].truth()) text += ". At most: what blocked work would still have asked for is not in it";
  return text;
}

Facts facts_of(const Json& result, const Names& names, const std::string& units) {
  Facts facts;
  const Json& spend = result["typical_month"]["spend"];
  std::string credits = rounded(spend["mean"].amount()) + " " + units + " a month; " + range_sentence(spend, "months", {});
  if (!result["complete"].truth()) credits += ". Incomplete: work without a price is not in it";
  facts.add("Spent", credits);
  if (const std::string buffer = buffer_fact(result, units); !buffer.empty()) facts.add("Buffer", buffer);
  facts.add("Money", money_fact(result));
  facts.add("Runs out", run_out_fact(result, names));
  const Amount purchase = result["run_out"]["needs_purchase"].amount();
  if (!purchase.zero()) facts.add("Buys more", percent(purchase) + " of runs buy beyond the plan");
  const Amount wasted = result["typical_month"]["expired"]["mean"].amount();
  facts.add("Wasted", wasted.zero() ? "nothing" : rounded(wasted) + " " + units + " a month expire unused");
  const Json& blocked = result["blocked"];
  const Amount requests = blocked["requests"].amount();
  facts.add("Blocked", requests.zero() ? "nothing"
                                       : counted(requests, "request", "requests") + " a month, " +
                                             rounded(blocked["credits"].amount()) + " " + units);
  add_finished(facts, result, units);
  if (const Amount skipped = result["utilities_skipped"].amount(); !skipped.zero()) {
    facts.add("Skipped", counted(skipped, "utility run", "utility runs") + " a month find nothing to pay them");
  }
  if (const Amount slow = result["slow"].amount(); !slow.zero()) {
    facts.add("Slow queue", counted(slow, "request", "requests") + " a month");
  }
  if (const Amount debt = result["debt"].amount(); !debt.zero()) facts.add("Owed", rounded(debt) + " " + units + " at the end");
  return facts;
}

std::string months_table(const Json& result, const Names& names, const std::string& units) {
  const Json& months = result["months"];
  Table table({{"month", Align::left},
               {units},
               {"8 of 10: from"},
               {"to"},
               {"expired"},
               {"blocked"},
               {result.text("currency")},
               {"runs short"}});
  const int spend = decimals_for(column(months, "spend", "p90"));
  const int expired = decimals_for(column(months, "expired", "mean"));
  const int blocked = decimals_for(column(months, "blocked", "requests"));
  std::size_t shown = 0;
  std::size_t day = 0;
  for (const Json& month : months.items()) {
    if (shown++ == kMonthsShown) break;
    const auto index = static_cast<std::int32_t>(month["index"].count());
    while (names.resolved.days[day].month < index) ++day;
    table.row(
        {names.resolved.first_day ? date_text(*names.resolved.first_day + static_cast<Day>(day)) : std::to_string(index + 1),
         grouped(month["spend"]["mean"].amount(), spend), grouped(month["spend"]["p10"].amount(), spend),
         grouped(month["spend"]["p90"].amount(), spend), cell(month["expired"]["mean"].amount(), expired),
         cell(month["blocked"]["requests"].amount(), blocked), cents(month["money"]["mean"].amount()),
         percent(month["short_of_credit"].amount())});
  }
  std::string text = table.text();
  if (months.items().size() > kMonthsShown) {
    text += "and " + std::to_string(months.items().size() - kMonthsShown) + " months more, all in --format csv\n";
  }
  return text;
}

/// Where the credits go, by one view; nothing where there is but one part.
std::string parts_table(const Json& parts, const std::string& title, const std::string& units) {
  std::size_t busy = 0;
  for (const Json& part : parts.items()) {
    const Json* asked = part.find("requests");
    busy += (asked == nullptr || asked->amount().zero()) && part["credits"].amount().zero() ? 0U : 1U;
  }
  if (busy < 2) return {};
  Table table({{title, Align::left, 48}, {"requests"}, {units}, {"share"}, {"over budget"}});
  const int requests = decimals_for(column(parts, "requests"));
  const int credits = decimals_for(column(parts, "credits"));
  std::size_t shown = 0;
  for (const Json& part : parts.items()) {
    if (shown++ == kPartsShown) break;
    const Json* over = part.find("over_budget");
    const Json* asked = part.find("requests");  // of pools not always known
    table.row({part.text("label"), asked == nullptr ? "" : grouped(asked->amount(), requests),
               grouped(part["credits"].amount(), credits), percent(part["of_total"].amount()),
               over == nullptr ? "" : percent(over->amount())});
  }
  std::string text = "\n" + table.text();
  if (parts.items().size() > kPartsShown) {
    text += "and " + std::to_string(parts.items().size() - kPartsShown) + " more, all in --format json\n";
  }
  return text;
}

/// Sums that differ by no more than twice their error may do so by chance.
std::string moved_money(const Json& side) {
  const Json* money = side.find("money_per_month");
  if (money == nullptr) return "";
  const Json& more = side["money_more"];
  const std::int64_t by = more["mean"].amount().micros;
  const bool chance = by != 0 && (by < 0 ? -by : by) <= 2 * more["standard_error"].amount().micros;
  return (chance ? "~ " : "") + cents(money->amount());
}

std::string sensitivity_table(const Json& result, const std::string& units) {
  const Json* moved = result.find("sensitivity");
  if (moved == nullptr) return {};
  const Json& inputs = (*moved)["inputs"];
  if (inputs.items().empty()) return "\nNo input moves what the work needs.\n";
  const std::string currency = result.text("currency");
  std::vector<Amount> all = column(inputs, "low", "credits_per_month");
  for (const Amount amount : column(inputs, "high", "credits_per_month")) all.push_back(amount);
  const int decimals = decimals_for(all);
  Table table({{"what moves a month", Align::left, 48}, {"now"}, {"low"}, {"high"}, {units}, {"to"}, {currency}, {"to"}});
  for (const Json& input : inputs.items()) {
    const Json& low = input["low"];
    const Json& high = input["high"];
    table.row({input.text("label"), exact(input["base"].amount()), exact(low["value"].amount()), exact(high["value"].amount()),
               grouped(low["credits_per_month"].amount(), decimals), grouped(high["credits_per_month"].amount(), decimals),
               moved_money(low), moved_money(high)});
  }
  std::string text = "\n" + table.text();
  std::string below = "One at a time, the rest as it is; the work needs " + rounded((*moved)["credits_per_month"].amount()) +
                      " " + units + " now, and whole numbers change by at least one.";
  if ((*moved)["paths"].count() > 1) {
    below += " Money over " + grouped((*moved)["paths"].count()) +
             " runs on the same random numbers; ~: the difference may be chance.";
  }
  return text + wrapped(below, 0, 0);
}

std::string sensitivity_csv(const Json& moved) {
  Csv csv(
      "kind,pointer,label,base,low,high,credits_low,credits_base,credits_high,money_low,money_base,money_high,money_low_more,"
      "money_low_standard_error,money_high_more,money_high_standard_error");
  for (const Json& input : moved["inputs"].items()) {
    const Json& low = input["low"];
    const Json& high = input["high"];
    csv.text(input.text("kind")).text(input.text("pointer")).text(input.text("label")).number(input["base"].amount());
    csv.number(low["value"].amount()).number(high["value"].amount()).number(low["credits_per_month"].amount());
    csv.number(moved["credits_per_month"].amount()).number(high["credits_per_month"].amount());
    csv.number(low["money_per_month"].maybe()).number(moved["money_per_month"].maybe()).number(high["money_per_month"].maybe());
    for (const Json* side : {&low, &high}) {
      const Json* more = side->find("money_more");
      for (const char* key : {"mean", "standard_error"}) csv.number(more == nullptr ? std::nullopt : (*more)[key].maybe());
    }
    csv.end();
  }
  return csv.take();
}

}  // namespace

std::string forecast_report(const Json& result, const Names& names) {
  const std::string units = unit_name(names.catalog(), result.text("unit"), {});
  const Json* why = result.find("why");
  const std::string how = result.text("method") == "exact"
                              ? "computed exactly"
                              : grouped(result["paths"].amount(), 0) + " runs, seed " + std::string(result["seed"].raw()) +
                                    (result.text("method") == "events" ? ", event by event" : "") +
                                    (why == nullptr ? "" : ": " + result.text("why"));
  std::string text =
      heading(names, how) + "\n" + facts_of(result, names, units).text() + "\n" + months_table(result, names, units);
  text += parts_table(result["by_phase"], "by phase", units);
  text += parts_table(result["by_pool"], "paid from", units);
  // Where each event is an owner of its own, the two views are one.
  const std::string owners = parts_table(result["by_owner"], "by event", units);
  const std::string events = parts_table(result["by_event"], "by event", units);
  text += owners == events ? events : parts_table(result["by_owner"], "by owner", units) + events;
  text += budget_table(result, names, units);
  text += sensitivity_table(result, units);
  return text + rests_on(result["rests_on"], names.catalog().id);
}

std::string forecast_csv(const Json& result) {
  if (const Json* moved = result.find("sensitivity")) return sensitivity_csv(*moved);
  Csv csv(
      "month,spend_mean,spend_standard_error,spend_p10,spend_p50,spend_p90,expired_mean,expired_p10,expired_p50,expired_p90,"
      "blocked_requests,blocked_credits,money_mean,money_p10,money_p50,money_p90,run_out,short_of_credit");
  for (const Json& month : result["months"].items()) {
    csv.number(month["index"].count() + 1);
    for (const char* key : {"mean", "standard_error", "p10", "p50", "p90"}) csv.number(month["spend"][key].amount());
    for (const char* key : {"mean", "p10", "p50", "p90"}) csv.number(month["expired"][key].amount());
    csv.number(month["blocked"]["requests"].amount()).number(month["blocked"]["credits"].amount());
    for (const char* key : {"mean", "p10", "p50", "p90"}) csv.number(month["money"][key].amount());
    csv.number(month["run_out"].amount()).number(month["short_of_credit"].amount());
    csv.end();
  }
  return csv.take();
}

}  // namespace creditcast::native
