// compare: plans side by side, and which to take.
#include <algorithm>

#include "csv.hpp"
#include "numbers.hpp"
#include "phrases.hpp"
#include "plain_text.hpp"
#include "reports.hpp"

namespace creditcast::native {
namespace {

constexpr std::size_t kGenerationsShown = 4;
constexpr std::size_t kPointsShown = 4;

bool is_recommended(const Json& result, const Json& row) {
  const Json* take = result.find("recommended");
  if (take == nullptr) return false;
  return std::ranges::all_of(std::initializer_list<const char*>{"platform", "plan", "term", "pack"},
                             [&](const char* key) { return take->text(key) == row.text(key); });
}

/// "yes" with the whole buffer, "low end" with the smaller one, "no".
std::string covers(const Json& row) {
  const Json& buffer = row["covers_buffer"];
  return buffer["high"].truth() ? "yes" : buffer["low"].truth() ? "low end" : "no";
}

std::string remark(const Json& row) {
  if (!row["has_work"].truth()) return "cannot do it: " + row.text("missing");
  std::string text;
  const auto add = [&](const std::string& more) { text += (text.empty() ? "" : ", ") + more; };
  if (!row["open"].truth()) add("not open to new customers");
  if (!row["complete"].truth()) add("incomplete: work without a price");
  bool assumed = false;
  bool yours = false;
  for (const Json& figure : row["assumed"].items()) {
    assumed = assumed || figure.text("is") == "assumed";
    yours = yours || figure.text("is") == "yours";
  }
  if (assumed) add("assumed");
  if (yours) add("yours");
  return text;
}

/// "+12.00"; with ~ where the difference may be chance: it is no more than twice its error.
std::string to_first(const Json& row) {
  const Json* more = row.find("money_to_first");
  if (more == nullptr) return "";
  const Amount mean = (*more)["mean"].amount();
  const Amount by = mean.micros < 0 ? Amount{-mean.micros} : mean;
  const bool chance = !by.zero() && by.micros <= 2 * (*more)["standard_error"].amount().micros;
  return (chance ? "~ " : "") + std::string(mean.micros < 0 ? "-" : "+") + cents(by);
}

std::string plans_table(const Json& result, const std::string& units) {
  const Json& plans = result["plans"];
  const std::string home = plans.items().empty() ? "" : plans.items().front().text("platform");
  const bool several = std::ranges::any_of(plans.items(), [&](const Json& row) { return row.text("platform") != home; });
  const bool same_currency = std::ranges::all_of(
      plans.items(), [&](const Json& row) { return row.text("currency") == plans.items().front().text("currency"); });
  const std::string currency = same_currency && !plans.items().empty() ? plans.items().front().text("currency") : "money";
  Table table({{"", Align::left},
               {several ? "platform" : "", Align::left, 18},
               {"plan", Align::left, 24},
               {"term", Align::left, 12},
               {"pack", Align::left, 18},
               {units},
               {currency},
               {"to"},
               {"to first"},
               {"each piece"},
               {"runs out"},
               {"blocks"},
               {"wasted"},
               {"blocked"},
               {"buffer", Align::left},
               {"", Align::left, 60}});
  const int wasted = decimals_for(column(plans, "wasted", "mean"));
  const int blocked = decimals_for(column(plans, "blocked", "requests"));
  const int granted = decimals_for(column(plans, "credits_per_month"));
  for (const Json& row : plans.items()) {
    std::vector<std::string> cells{is_recommended(result, row) ? "->" : "", several ? row.text("platform_name") : "",
                                   row.text("plan_name").empty() ? row.text("plan") : row.text("plan_name"), row.text("term"),
                                   row.text("pack")};
    if (row["has_work"].truth()) {
      const Json* price = row.find("money_per_month");
      const Json* piece = row.find("money_per_finished");
      const std::string tail = same_currency ? "" : " " + row.text("currency");
      cells.push_back(grouped(row["credits_per_month"].amount(), granted));
      cells.push_back(price == nullptr ? "no price" : cents((*price)["p50"].amount()) + tail);
      cells.push_back(price == nullptr ? "" : cents((*price)["p90"].amount()));
      cells.push_back(to_first(row));
      cells.push_back(piece == nullptr ? "" : cents(piece->amount()));
      cells.push_back(percent(row["run_out"].amount()));
      cells.push_back(percent(row["blocked_month"].amount()));
      cells.push_back(cell(row["wasted"]["mean"].amount(), wasted));
      cells.push_back(cell(row["blocked"]["requests"].amount(), blocked));
      cells.push_back(covers(row));
    } else {
      cells.resize(15);
    }
    cells.push_back(remark(row));
    table.row(std::move(cells));
  }
  return table.text();
}

/// What to take and why, and what a month of it pays for.
std::string recommendation(const Json& result) {
  for (const Json& row : result["plans"].items()) {
    if (!is_recommended(result, row)) continue;
    std::string line = "Take: " + (row.text("plan_name").empty() ? row.text("plan") : row.text("plan_name"));
    line += " (" + row.text("term") + ")";
    if (row.text("platform") != result["plans"].items().front().text("platform")) line += " of " + row.text("platform_name");
    if (!row.text("pack").empty()) line += " with " + row.text("pack");
    line += ". " + result["recommended"].text("reason");
    std::string pays_for;
    std::size_t shown = 0;
    for (const Json& one : row["generations"].items()) {
      const Json* count = one.find("count");
      if (one["gated"].truth() || count == nullptr || count->count() == 0 || shown == kGenerationsShown) continue;
      pays_for += (shown++ == 0 ? "" : ", or ") + grouped(count->count()) + " x " + one.text("label");
      pays_for += " (" + exact(one["each"].amount()) + " each)";
    }
    std::string text = wrapped(printable(line), 0, 6);
    if (shown > 0) text += wrapped(printable("A month of it pays for " + pays_for + "."), 0, 6);
    return text;
  }
  return "No plan can be recommended: none is open, priced in full and able to do the work, or their money is of several"
         " currencies.\n";
}

/// Those of the recommended plan; all where there is none.
std::string break_even_lines(const Json& result, const Names& names, const std::string& units) {
  std::string taken;
  if (const Json* take = result.find("recommended")) {
    for (const char* key : {"plan", "term", "pack"}) {
      if (!take->text(key).empty()) taken += (taken.empty() ? "" : "/") + take->text(key);
    }
  }
  std::string text;
  std::size_t shown = 0;
  std::size_t all = 0;
  for (const Json& point : result["break_even"].items()) {
    ++all;
    if ((!taken.empty() && point.text("from") != taken && point.text("to") != taken) || shown == kPointsShown) continue;
    ++shown;
    text += wrapped(printable("Above " + rounded(point["credits_per_month"].amount()) + " " + units + " a month " +
                              point.text("to") + " is cheaper than " + point.text("from") + " (" +
                              cents(point["money_per_month"].amount()) + " " + names.catalog().currency + " there)."),
                    0, 6);
  }
  if (all > shown) text += "(" + std::to_string(all - shown) + " more in --format json)\n";
  return text;
}

}  // namespace

std::string compare_report(const Json& result, const Names& names) {
  const Scenario& scenario = names.scenario();
  const std::string units = unit_name(names.catalog(), result.text("unit"), {});
  std::string text = wrapped(printable(scenario.name.empty() ? scenario.id : scenario.name), 0, 0);
  text += "The same work on every plan; " + grouped(result["paths"].amount(), 0) + " runs each, seed " +
          std::string(result["seed"].raw()) + "\n\n";
  text += plans_table(result, units);
  text += wrapped(
      "A month each: what the plan grants, the money of half the runs and \"to\" that of 9 in 10, its mean against the first "
      "plan on "
      "the same demand (~: may be chance), the chance that a month"
      " runs short, that lack of credit blocks work in it, what expires, the requests blocked; buffer: whether the grants "
      "cover the estimate with it.",
      0, 0);
  text += "\n";
  text += recommendation(result);
  text += break_even_lines(result, names, units);
  return text + rests_on(result["rests_on"], names.catalog().id);
}

std::string compare_csv(const Json& result) {
  Csv csv(
      "recommended,platform,plan,plan_name,term,pack,open,has_work,missing,complete,currency,money_mean,money_p50,money_p90,"
      "money_per_finished,credits_per_month,run_out,worst_month,blocked_month,wasted,blocked_requests,blocked_credits,covers_"
      "buffer_low,"
      "covers_buffer_high,money_to_first,money_to_first_standard_error");
  for (const Json& row : result["plans"].items()) {
    csv.truth(is_recommended(result, row)).text(row.text("platform")).text(row.text("plan")).text(row.text("plan_name"));
    csv.text(row.text("term")).text(row.text("pack")).truth(row["open"].truth()).truth(row["has_work"].truth());
    csv.text(row.text("missing")).truth(row["complete"].truth()).text(row.text("currency"));
    const Json* price = row.find("money_per_month");
    for (const char* key : {"mean", "p50", "p90"}) csv.number(price == nullptr ? std::nullopt : (*price)[key].maybe());
    csv.number(row["money_per_finished"].maybe()).number(row["credits_per_month"].amount());
    csv.number(row["run_out"].amount()).number(row["worst_month"].amount());
    csv.number(row["blocked_month"].amount()).number(row["wasted"]["mean"].amount());
    csv.number(row["blocked"]["requests"].amount()).number(row["blocked"]["credits"].amount());
    csv.truth(row["covers_buffer"]["low"].truth()).truth(row["covers_buffer"]["high"].truth());
    const Json* more = row.find("money_to_first");
    for (const char* key : {"mean", "standard_error"}) csv.number(more == nullptr ? std::nullopt : (*more)[key].maybe());
    csv.end();
  }
  return csv.take();
}

}  // namespace creditcast::native
