// ledger, check, replay.
#include "csv.hpp"
#include "numbers.hpp"
#include "phrases.hpp"
#include "plain_text.hpp"
#include "reports.hpp"

namespace creditcast::native {
namespace {

constexpr std::size_t kRowsShown = 40;

std::string rest(std::size_t count, const char* what, const char* where) {
  if (count <= kRowsShown) return {};
  return "and " + grouped(static_cast<std::int64_t>(count - kRowsShown)) + " more " + what + ", all in " + where + "\n";
}

std::string lots_table(const Json& lots) {
  Table table({{"lot", Align::left, 40}, {"granted"}, {"drawn"}, {"expired"}, {"voided"}, {"remaining"}});
  constexpr const char* kColumns[] = {"granted", "drawn", "expired", "voided", "remaining"};
  std::size_t shown = 0;
  for (const Json& lot : lots.items()) {
    if (shown++ == kRowsShown) break;
    std::vector<std::string> cells{lot.text("id")};
    for (const char* key : kColumns) cells.push_back(exact(lot[key].amount()));
    table.row(std::move(cells));
  }
  if (lots.items().size() > 1) {
    table.rule();
    std::vector<std::string> cells{"all " + grouped(std::ssize(lots.items()))};
    for (const char* key : kColumns) {
      std::optional<Amount> sum = Amount{};
      for (const Json& lot : lots.items()) sum = sum ? add(*sum, lot[key].amount()) : std::nullopt;
      cells.push_back(sum ? exact(*sum) : "beyond");
    }
    table.row(std::move(cells));
  }
  return table.text() + rest(lots.items().size(), "lots", "--format csv");
}

std::string usage_table(const Json& usage) {
  Table table({{"usage", Align::left, 40}, {"paid by", Align::left, 60}, {"uncovered"}});
  std::size_t shown = 0;
  for (const Json& one : usage.items()) {
    if (shown++ == kRowsShown) break;
    std::string paid;
    for (const Json& part : one["paid_by"].items()) {
      if (!paid.empty()) paid += ", ";
      paid += exact(part.items()[1].amount()) + " from " + part.items()[0].text();
    }
    if (!one["in_run"].truth()) paid = "(outside the run)";
    const Amount uncovered = one["uncovered"].amount();
    const std::string id = one.text("id");
    table.row({id.empty() ? "#" + std::to_string(shown) : id, paid, uncovered.zero() ? "" : exact(uncovered)});
  }
  return "\n" + table.text() + rest(usage.items().size(), "usages", "--format json");
}

}  // namespace

std::string ledger_report(const Json& result) {
  std::string text = lots_table(result["lots"]);
  if (!result["usage"].items().empty()) text += usage_table(result["usage"]);
  text += "\n";
  Facts facts;
  facts.add("Owed at the end", exact(result["overage"].amount()));
  if (const Amount billed = result["billed"].amount(); !billed.zero()) facts.add("Billed", exact(billed) + " in money");
  facts.add("Blocked", exact(result["blocked"].amount()));
  for (const Json& failed : result["failed_take_backs"].items()) {
    facts.add("Not taken back", failed.text("pointer") + ": " + failed.text("what"));
  }
  return text + facts.text() + "\nEvery entry with its reason: --format json\n";
}

std::string check_report(const Json& result) {
  std::string text;
  for (const Json& file : result["files"].items()) {
    std::string line = file.text("name") + ": " + file.text("kind");
    if (const std::string id = file.text("id"); !id.empty()) line += " " + id;
    text += printable(line) + ", nothing wrong\n";
  }
  return text;
}

std::string replay_report(const Json& result) {
  const std::string version = result.text("result_version");
  return printable("The same to the bit: " + result.text("verb") + (version.empty() ? "" : " by version " + version) +
                   ", digest " + result.text("result_digest")) +
         "\n";
}

std::string ledger_csv(const Json& result) {
  Csv csv("lot,granted,drawn,expired,voided,remaining");
  for (const Json& lot : result["lots"].items()) {
    csv.text(lot.text("id"));
    for (const char* key : {"granted", "drawn", "expired", "voided", "remaining"}) csv.number(lot[key].amount());
    csv.end();
  }
  return csv.take();
}

std::string check_csv(const Json& result) {
  Csv csv("file,kind,id");
  for (const Json& file : result["files"].items()) {
    csv.text(file.text("name")).text(file.text("kind")).text(file.text("id"));
    csv.end();
  }
  return csv.take();
}

std::string replay_csv(const Json& result) {
  Csv csv("verb,same,digest,version");
  csv.text(result.text("verb"))
      .truth(result["same"].truth())
      .text(result.text("result_digest"))
      .text(result.text("result_version"));
  csv.end();
  return csv.take();
}

}  // namespace creditcast::native
