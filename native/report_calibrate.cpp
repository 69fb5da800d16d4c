// calibrate: what a table of usage says, and what becomes of it.
#include "csv.hpp"
#include "numbers.hpp"
#include "phrases.hpp"
#include "plain_text.hpp"
#include "reports.hpp"

namespace creditcast::native {
namespace {

constexpr std::size_t kRowsShown = 20;

/// "image, nano-banana"
std::string catalog_words(const Json& stream) {
  std::string words = stream.text("action");
  for (const Json& option : stream["options"].items()) words += ", " + option.text();
  return words;
}

std::string rate_words(const Json& stream) {
  return rounded(stream["rate"].amount()) + (stream.text("per") == "month" ? " a month" : " a working day");
}

std::string streams_table(const Json& streams) {
  Table table({{"in the file", Align::left, 32},
               {"in the catalog", Align::left, 40},
               {"by", Align::left, 20},
               {"how often"},
               {"rows"},
               {"credits"},
               {"a request now"}});
  for (const Json& stream : streams.items())
    table.row({stream.text("work"), catalog_words(stream), stream.text("owner"), rate_words(stream),
               grouped(stream["rows"].count()), exact(stream["credits"].amount()),
               stream["price"].null() ? "no price" : exact(stream["price"].amount())});
  return table.empty() ? std::string() : table.text();
}

std::string mapping_words(const Json& result) {
  std::string words;
  for (const Json& column : result["mapping"]["columns"].items()) {
    if (column.null()) continue;
    words += (words.empty() ? "" : ", ") + std::string(column.key()) + " from column " + grouped(column.count() + 1);
  }
  return words.empty() ? "no column tells a date or what was used" : words;
}

/// What could not be read or has no counterpart: a heading and some lines.
std::string left_out(const std::string& heading, const std::vector<std::string>& lines) {
  if (lines.empty()) return {};
  std::string text = "\n" + heading + "\n";
  for (std::size_t i = 0; i < std::min(lines.size(), kRowsShown); ++i) text += "  " + printable(lines[i]) + "\n";
  if (lines.size() > kRowsShown) text += "  and " + grouped(static_cast<std::int64_t>(lines.size() - kRowsShown)) + " more\n";
  return text;
}

}  // namespace

std::string calibrate_report(const Json& result) {
  Facts facts;
  facts.add("Rows", grouped(result["table"]["rows"].count()));
  facts.add("Read as", mapping_words(result));
  if (const Json* observed = result.find("observed"))
    facts.add("Observed", observed->text("first") + " to " + observed->text("last") + ", " +
                              exact((*observed)["months"].amount()) + " months");
  facts.add("Lacks", result.text("lacks"));
  std::string text = facts.text();
  if (const Json* streams = result.find("streams"); streams != nullptr && !streams->items().empty())
    text += "\n" + streams_table(*streams);
  std::vector<std::string> lines;
  if (const Json* unmatched = result.find("unmatched"))
    for (const Json& work : unmatched->items())
      lines.push_back(work.text("work") + ": " + counted(whole(work["rows"].count()), "row", "rows") + ", " +
                      exact(work["credits"].amount()) + " credits");
  text += left_out("Left out: the catalog has nothing of that name", lines);
  lines.clear();
  for (const Json& row : result["unread"].items())
    lines.push_back("line " + grouped(row["line"].count()) + ": \"" + row.text("cell") + "\" " + row.text("what"));
  text += left_out("Rows that could not be read: " + grouped(result["unread_rows"].count()), lines);
  return text + "\nThe scenario: --save FILE\n";
}

std::string calibrate_csv(const Json& result) {
  Csv csv("work,action,options,owner,rows,credits,price,per,rate");
  const Json* streams = result.find("streams");
  if (streams == nullptr) return csv.take();
  for (const Json& stream : streams->items()) {
    std::string options;
    for (const Json& option : stream["options"].items())
      options += (options.empty() ? "" : " ") + std::string(option.key()) + "=" + option.text();
    csv.text(stream.text("work")).text(stream.text("action")).text(options).text(stream.text("owner"));
    csv.number(stream["rows"].count()).number(stream["credits"].amount()).number(stream["price"].maybe());
    csv.text(stream.text("per")).number(stream["rate"].amount());
    csv.end();
  }
  return csv.take();
}

}  // namespace creditcast::native
