// simulate: what one run of the months came to.
#include "csv.hpp"
#include "numbers.hpp"
#include "phrases.hpp"
#include "reports.hpp"

namespace creditcast::native {
namespace {

std::string or_beyond(const Json& amount, int decimals) {
  return amount.null() ? "beyond" : grouped(amount.amount(), decimals);
}

std::string phases_table(const Json& result, const Names& names, const std::string& units) {
  const Json& phases = result["by_phase"];
  if (phases.items().size() < 2) return {};
  Table table({{"by phase", Align::left, 48}, {"requests"}, {units}, {"blocked"}});
  const int decimals = decimals_for(column(phases, "credits"));
  for (std::size_t i = 0; i < phases.items().size(); ++i) {
    const Json& phase = phases.items()[i];
    const std::string& label = names.resolved.phase_labels[i];
    table.row({label.empty() ? phase.text("id") : label, grouped(phase["requests"].count()),
               grouped(phase["credits"].amount(), decimals), grouped(phase["blocked"]["requests"].count())});
  }
  return "\n" + table.text();
}

}  // namespace

std::string simulate_report(const Json& result, const Names& names) {
  const std::string units = unit_name(names.catalog(), result.text("unit"), {});
  std::string text = heading(names, "one run, seed " + std::string(result["seed"].raw())) + "\n";

  Facts facts;
  const Json* day = result["run_out"].find("day");
  facts.add("Runs out", day == nullptr ? "not in this run" : "on " + day_text(names.resolved, day->count()));
  if (result["run_out"]["needed_purchase"].truth()) facts.add("Buys more", "yes, beyond the plan");
  if (const Amount debt = result["debt"].amount(); !debt.zero()) facts.add("Owed", rounded(debt) + " " + units + " at the end");
  if (!result["complete"].truth()) facts.add("Incomplete", "work without a price is counted as blocked, not as credits");
  if (!result["money_complete"].truth()) facts.add("Money", "incomplete: a plan or pack has no price");
  text += facts.text() + "\n";

  const Json& months = result["months"];
  Table table(
      {{"month"}, {"requests"}, {"finished"}, {units}, {"expired"}, {"blocked"}, {result.text("currency")}, {"bought"}});
  const int spend = decimals_for(column(months, "spend"));
  const int expired = decimals_for(column(months, "expired"));
  for (const Json& month : months.items()) {
    const std::int64_t bought = month["purchases"].count();
    table.row({grouped(month["index"].count() + 1), grouped(month["requests"].count()), grouped(month["finished"].count()),
               grouped(month["spend"].amount(), spend), grouped(month["expired"].amount(), expired),
               grouped(month["blocked"]["requests"].count()), cents(month["money"].amount()),
               bought == 0 ? "" : grouped(bought)});
  }
  const Json& total = result["total"];
  table.rule();
  table.row({"all", grouped(total["requests"].count()), grouped(total["finished"].count()), or_beyond(total["spend"], spend),
             or_beyond(total["expired"], expired), grouped(total["blocked"]["requests"].count()),
             or_beyond(total["money"], 2)});
  text += table.text() + phases_table(result, names, units);
  return text + "\nEvery credit with its reason: add --trace FILE, or --trace - to see it here.\n";
}

std::string simulate_csv(const Json& result) {
  Csv csv(
      "month,requests,finished,spend,expired,blocked_requests,blocked_credits,money,purchases,utilities_skipped,slow,"
      "short_of_credit");
  for (const Json& month : result["months"].items()) {
    csv.number(month["index"].count() + 1).number(month["requests"].count()).number(month["finished"].count());
    csv.number(month["spend"].amount()).number(month["expired"].amount());
    csv.number(month["blocked"]["requests"].count()).number(month["blocked"]["credits"].amount());
    csv.number(month["money"].amount()).number(month["purchases"].count()).number(month["utilities_skipped"].count());
    csv.number(month["slow"].count()).truth(month["short_of_credit"].truth());
    csv.end();
  }
  return csv.take();
}

}  // namespace creditcast::native
