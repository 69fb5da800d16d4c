// estimate: the lines of a month, their sum, the sum with its buffer.
#include "csv.hpp"
#include "numbers.hpp"
#include "phrases.hpp"
#include "reports.hpp"

namespace creditcast::native {

std::string estimate_report(const Json& result, const Names& names) {
  const std::string unit = result.text("unit");
  const Catalog& catalog = names.catalog();
  bool others = false;  // lines in other units than the one the totals are in
  for (const Json& line : result["lines"].items()) others = others || line.text("unit") != unit;

  const std::string main_units = unit_name(catalog, unit, {});
  Table table({{"", Align::left, 68}, {"a month"}, {"each"}, {main_units}, {"", Align::left}});
  const int quantity_decimals = decimals_for(column(result["lines"], "quantity"));
  const int credit_decimals = decimals_for(column(result["lines"], "credits"));
  for (const Json& line : result["lines"].items()) {
    const Json* each = line.find("each");
    const Json* credits = line.find("credits");
    table.row({line.text("label"), grouped(line["quantity"].amount(), quantity_decimals),
               each == nullptr ? "no price" : exact(each->amount()),
               credits == nullptr ? "no price" : grouped(credits->amount(), credit_decimals),
               others ? unit_name(catalog, line.text("unit"), {}) : ""});
  }
  const Amount total = result["credits_per_month"].amount();
  table.rule();
  table.row({others ? "A month, " + main_units + " alone" : "A month", "", "", grouped(total, credit_decimals),
             others ? main_units : ""});

  std::string text = heading(names, "expected values") + "\n" + table.text() + "\n";
  const Scenario& scenario = names.scenario();
  const Json& buffer = result["with_buffer"];
  const Amount low{scenario.buffer_low.micros * 100};
  const Amount high{scenario.buffer_high.micros * 100};
  const bool one = low == high;
  std::string sentence = "With a buffer of " + exact(low) + (one ? "" : " to " + exact(high)) + " %, plan for ";
  sentence +=
      rounded(buffer["low"].amount()) + (one ? "" : " to " + rounded(buffer["high"].amount())) + " " + main_units + " a month.";
  if (!result["complete"].truth()) sentence += " Incomplete: lines without a price count as nothing, so it will be more.";
  return text + wrapped(sentence, 0, 0) + rests_on(result["rests_on"], catalog.id);
}

std::string estimate_csv(const Json& result) {
  Csv csv("label,stream,phase,unit,quantity,each,credits");
  for (const Json& line : result["lines"].items()) {
    csv.text(line.text("label")).text(line.text("stream")).text(line.text("phase")).text(line.text("unit"));
    csv.number(line["quantity"].maybe()).number(line["each"].maybe()).number(line["credits"].maybe());
    csv.end();
  }
  return csv.take();
}

}  // namespace creditcast::native
