// platforms: the catalogs at hand, and one in full with the provenance of each figure.
#include <algorithm>

#include "csv.hpp"
#include "numbers.hpp"
#include "phrases.hpp"
#include "plain_text.hpp"
#include "reports.hpp"

namespace creditcast::native {
namespace {

constexpr const char* kKinds[] = {"published", "range", "example", "assumed", "yours", "unpublished"};

std::string value_of(const Json& figure) {
  if (const Json* value = figure.find("value")) return exact(value->amount());
  const Json* low = figure.find("low");
  const Json* high = figure.find("high");
  return low == nullptr || high == nullptr ? "none" : exact(low->amount()) + " to " + exact(high->amount());
}

std::string from(const Json& figure) {
  std::string text = figure.text("source");
  if (const std::string read = figure.text("read"); !read.empty()) text += (text.empty() ? "" : ", ") + read;
  return text;
}

std::string listed(const Json& list) {
  std::string text;
  for (const Json& item : list.items()) text += (text.empty() ? "" : ", ") + item.text();
  return text;
}

}  // namespace

std::string platforms_report(const Json& result) {
  Table table({{"id", Align::left, 24},
               {"name", Align::left, 32},
               {"plans"},
               {"figures"},
               {"published"},
               {"range, example"},
               {"assumed"},
               {"unpublished"},
               {"as of", Align::left}});
  for (const Json& platform : result["platforms"].items()) {
    const Json& figures = platform["figures"];
    std::int64_t all = 0;
    for (const char* kind : kKinds) all += figures[kind].count();
    table.row({platform.text("id"), platform.text("name"), grouped(std::ssize(platform["plans"].items())), grouped(all),
               grouped(figures["published"].count()), grouped(figures["range"].count() + figures["example"].count()),
               grouped(figures["assumed"].count()), grouped(figures["unpublished"].count()), platform.text("as_of")});
  }
  return table.text() + "\nOne in full, each figure with its source: creditcast platforms ID\n";
}

std::string platform_report(const Json& result) {
  const Json& platform = result["platforms"].items().front();
  std::string text = printable(platform.text("name")) + "\n\n";
  Facts facts;
  facts.add("Id", platform.text("id"));
  facts.add("Page", platform.text("url"));
  facts.add("As of", platform.text("as_of"));
  facts.add("Currency", platform.text("currency"));
  facts.add("Plans", listed(platform["plans"]));
  facts.add("Can do", listed(platform["capabilities"]));
  text += facts.text() + "\nFigures\n";

  // What stands beside a figure goes on lines of its own below it.
  Table table({{"", Align::left, 56}, {"value"}, {"", Align::left}, {"source", Align::left, 48}});
  for (const Json& figure : result["rests_on"].items()) {
    const std::string is = figure.text("is");
    table.row({figure.text("label"), value_of(figure), is, from(figure)});
    if (const Json* dated = figure.find("dated")) {
      for (const Json& other : dated->items()) {
        table.row({"  from " + other.text("from"), value_of(other), "", from(other)});
      }
    }
    if (const Json* others = figure.find("others")) {
      for (const Json& other : others->items()) table.row({"  another source", value_of(other), "", from(other)});
    }
  }
  text += indented(table.text());

  // The same reason often stands behind many figures.
  std::vector<std::pair<std::string, std::size_t>> reasons;
  for (const Json& figure : result["rests_on"].items()) {
    const std::string why = figure.text("why");
    if (why.empty()) continue;
    const std::string reason = figure.text("is") + ", " + figure.text("label") + "\n" + why;
    const auto known =
        std::ranges::find_if(reasons, [&](const auto& one) { return one.first.substr(one.first.find('\n')) == "\n" + why; });
    if (known == reasons.end()) {
      reasons.emplace_back(reason, 1);
    } else {
      ++known->second;
    }
  }
  if (!reasons.empty()) text += "\nNot published\n";
  for (const auto& [reason, count] : reasons) {
    const std::size_t end = reason.find('\n');
    std::string line = reason.substr(0, end);
    if (count > 1) line += " and " + std::to_string(count - 1) + " more";
    text += wrapped(printable(line + ": " + reason.substr(end + 1)), 2, 4);
  }
  if (!result["notes"].items().empty()) text += "\nNotes\n";
  for (const Json& note : result["notes"].items()) text += wrapped(printable(note.text()), 2, 4);
  return text;
}

std::string platforms_csv(const Json& result) {
  Csv csv("id,name,url,as_of,currency,main_unit,plans,published,range,example,assumed,yours,unpublished");
  for (const Json& platform : result["platforms"].items()) {
    for (const char* key : {"id", "name", "url", "as_of", "currency", "main_unit"}) csv.text(platform.text(key));
    csv.number(std::int64_t{std::ssize(platform["plans"].items())});
    for (const char* kind : kKinds) csv.number(platform["figures"][kind].count());
    csv.end();
  }
  return csv.take();
}

std::string platform_csv(const Json& result) {
  Csv csv("pointer,label,value,low,high,is,source,url,read,why,note");
  for (const Json& figure : result["rests_on"].items()) {
    csv.text(figure.text("pointer")).text(figure.text("label"));
    for (const char* key : {"value", "low", "high"}) {
      const Json* found = figure.find(key);
      csv.number(found == nullptr ? std::nullopt : found->maybe());
    }
    for (const char* key : {"is", "source", "url", "read", "why", "note"}) csv.text(figure.text(key));
    csv.end();
  }
  return csv.take();
}

}  // namespace creditcast::native
