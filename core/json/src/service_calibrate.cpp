/// calibrate: from a table of real usage to the scenario that goes on like it.
#include <algorithm>
#include <array>

#include "creditcast/json/write.hpp"
#include "creditcast/usage.hpp"
#include "service_parts.hpp"

namespace creditcast::json {
namespace {

constexpr std::size_t kPreviewRows = 6, kCellCharacters = 80, kUnmatchedShown = 100;

/// Where no scenario is given whose work is replaced.
struct Account {
  std::string platform, plan;  ///< plan empty: the platform's first
};

/// {"platform", "plan", "columns": {"date": 0, ...; null: none}, "header", "month_first", "decimal_comma"}; what is not given
/// stays as guessed.
Errors read_options(const std::string& text, UsageMapping& mapping, Account& account) {
  if (text.empty()) return {};
  Parsed parsed = parse(std::string(kCallFile), text, 0, kInputLimits);
  if (!parsed.errors.empty()) return std::move(parsed.errors);
  Reading reading;
  reading.add_file(std::string(kCallFile));
  constexpr std::array<std::string_view, 6> kKeys{"platform", "plan", "columns", "header", "month_first", "decimal_comma"};
  const std::vector<std::string_view> columns(kUsageColumnNames.begin(), kUsageColumnNames.end());
  const Path path;
  Fields fields(reading, path, parsed.root, kKeys);
  fields.text("platform", account.platform);
  fields.text("plan", account.plan);
  fields.boolean("header", mapping.header);
  fields.boolean("month_first", mapping.month_first);
  fields.boolean("decimal_comma", mapping.decimal_comma);
  if (const Node* node = fields.get("columns")) {
    Fields given(reading, path / "columns", *node, columns);
    for (std::size_t i = 0; i < kUsageColumns; ++i) {
      const Node* column = given.get(kUsageColumnNames[i]);
      if (column != nullptr && column->kind == Kind::null) {
        mapping.columns[i] = -1;
      } else {
        given.integer(kUsageColumnNames[i], mapping.columns[i], 0, static_cast<std::int32_t>(kMaxCsvColumns));
      }
    }
  }
  tidy(reading.errors, {});
  return std::move(reading.errors);
}

/// Enough of a cell to know it by.
std::string shortened(std::string_view cell) {
  std::size_t end = 0;
  for (std::size_t n = 0; end < cell.size() && n < kCellCharacters; ++n) {
    ++end;
    while (end < cell.size() && (static_cast<unsigned char>(cell[end]) & 0xC0) == 0x80) ++end;
  }
  return std::string(cell.substr(0, end)) + (end < cell.size() ? "…" : "");
}

void write_table(Writer& out, const CsvTable& table, const UsageMapping& mapping) {
  out.key("table");
  out.open_object();
  out.field("separator", std::string(1, table.separator));
  out.field("rows", static_cast<std::int64_t>(table.rows.size()) - (mapping.header ? 1 : 0));
  out.key("preview");
  out.open_array();
  for (std::size_t i = 0; i < std::min(kPreviewRows, table.rows.size()); ++i) {
    out.open_array(Layout::row);
    for (const std::string& cell : table.rows[i].cells) out.value(shortened(cell));
    out.close_array();
  }
  out.close_array();
  out.close_object();
  out.key("mapping");
  out.open_object();
  out.key("columns");
  out.open_object(Layout::row);
  for (std::size_t i = 0; i < kUsageColumns; ++i) {
    out.key(kUsageColumnNames[i]);
    if (mapping.columns[i] < 0)
      out.null();
    else
      out.value(mapping.columns[i]);
  }
  out.close_object();
  out.field("header", mapping.header);
  out.field("month_first", mapping.month_first);
  out.field("decimal_comma", mapping.decimal_comma);
  out.close_object();
}

void write_fit(Writer& out, const UsageFit& fit) {
  out.key("observed");
  out.open_object(Layout::row);
  out.field("first", date_text(fit.first));
  out.field("last", date_text(fit.last));
  out.field("months", fit.months);
  out.field("rows", fit.rows);
  out.close_object();
  out.key("streams");
  out.open_array();
  for (const FittedStream& stream : fit.streams) {
    out.open_object(Layout::row);
    out.field("work", shortened(stream.work));
    out.field("action", stream.use.action);
    out.key("options");
    out.open_object(Layout::row);
    for (const OptionChoice& choice : stream.use.options) out.field(choice.option, choice.value);
    out.close_object();
    out.field("owner", shortened(stream.owner));
    out.field("rows", stream.rows);
    out.field("credits", stream.credits);
    out.field("price", stream.price);
    out.field("per", stream.rate.per == RatePer::working_day ? "working_day" : "month");
    out.field("rate", stream.rate.quantity.mean);
    out.close_object();
  }
  out.close_array();
  out.key("unmatched");
  out.open_array();
  for (std::size_t i = 0; i < std::min(kUnmatchedShown, fit.unmatched.size()); ++i) {
    out.open_object(Layout::row);
    out.field("work", shortened(fit.unmatched[i].work));
    out.field("rows", fit.unmatched[i].rows);
    out.field("credits", fit.unmatched[i].credits);
    out.close_object();
  }
  out.close_array();
  out.field("unmatched_kinds", static_cast<std::int64_t>(fit.unmatched.size()));
}

/// What the fitted work is set on: catalog, and all of a scenario but its work.
struct Base {
  std::shared_ptr<const Catalog> catalog;
  std::shared_ptr<const Scenario> scenario;
  ScenarioParts parts;
};

Result<Base> base_from(const Catalogs& catalogs, const NamedText& file) {
  const auto loaded = load_scenario(catalogs, file);
  if (!loaded) return loaded.errors();
  return Base{loaded->catalog, loaded->scenario, loaded->parts};
}

Result<Base> base_on(const Catalogs& catalogs, const Account& account) {
  if (!catalogs.has(account.platform))
    return Errors{call_error(Code::unknown_reference, "/platform", {"there is no catalog {0}", {quoted(account.platform)}},
                             suggest(account.platform, catalogs.ids()))};
  const auto loaded = catalogs.load(account.platform);
  if (!loaded) return loaded.errors();
  const std::vector<Plan>& plans = loaded->catalog.plans;
  const auto plan = account.plan.empty()
                        ? plans.begin()
                        : std::find_if(plans.begin(), plans.end(), [&](const Plan& one) { return one.id == account.plan; });
  if (plan == plans.end()) {
    std::vector<std::string> ids;
    for (const Plan& one : plans) ids.push_back(one.id);
    return Errors{call_error(Code::unknown_reference, "/plan", {"there is no plan {0}", {quoted(account.plan)}},
                             suggest(account.plan, ids))};
  }
  Scenario scenario;
  scenario.id = "usage";
  scenario.name = "Work as it was used";
  scenario.platform = account.platform;
  scenario.plan = plan->id;
  scenario.term = plan->terms.front().id;
  return Base{std::make_shared<const Catalog>(loaded->catalog), std::make_shared<const Scenario>(std::move(scenario)), {}};
}

}  // namespace

Response handle_calibrate(const Request& request) {
  const auto files_are = [&](const char* wanted) {
    return refused({call_error(Code::wrong_call, {}, {"{0} files are given", {std::to_string(request.files.size())}}, wanted)});
  };
  constexpr const char* kWithScenario = "a usage table and the scenario whose work it takes the place of";
  if (request.files.empty()) return files_are(kWithScenario);
  const NamedText& usage_file = request.files.front();
  const auto of_table = [&](Errors found) {
    for (Error& error : found) error.file = usage_file.name;
    return refused(std::move(found));
  };
  const auto table = read_csv(usage_file.text);
  if (!table) return of_table(table.errors());
  UsageMapping mapping = guess_mapping(*table);
  Account account;
  if (Errors wrong = read_options(request.options, mapping, account); !wrong.empty()) return refused(std::move(wrong));
  const std::size_t wanted = account.platform.empty() ? 2 : 1;
  if (request.files.size() != wanted) return files_are(wanted == 2 ? kWithScenario : "with a platform a usage table alone");
  Inputs inputs;
  Errors errors;
  for (const NamedText& catalog : request.catalogs) {
    const Errors found = inputs.catalogs.add(catalog);
    errors.insert(errors.end(), found.begin(), found.end());
  }
  if (!errors.empty()) return refused(std::move(errors));
  const Result<Base> base = wanted == 1 ? base_on(inputs.catalogs, account) : base_from(inputs.catalogs, request.files.back());
  if (!base) return refused(base.errors());
  const auto usage = read_usage(*table, mapping);
  const bool readable = usage.ok() && !usage->rows.empty();
  const auto fit = readable ? fit_usage(*base->catalog, *usage, base->scenario->plan) : Result<UsageFit>(UsageFit{});
  if (!fit) return of_table(fit.errors());

  Writer out;
  out.open_object();
  out.field("schema", "creditcast/calibrate@1");
  write_table(out, *table, mapping);
  out.key("unread");
  out.open_array();
  if (usage) {
    for (const UnreadRow& row : usage->unread) {
      out.open_object(Layout::row);
      out.field("line", row.line);
      out.field("cell", shortened(row.cell));
      out.field("what", row.what);
      out.close_object();
    }
  }
  out.close_array();
  out.field("unread_rows", static_cast<std::int64_t>(usage ? usage->unread_count : 0));
  if (!usage) out.field("lacks", usage.errors().front().what);
  if (readable) write_fit(out, *fit);
  Response response = answered({});
  if (readable && !fit->streams.empty()) {
    ScenarioParts parts = base->parts;
    parts.habits.clear();
    parts.projects.clear();
    const Scenario scenario = scenario_of(*fit, *base->scenario);
    out.key("scenario");
    out.raw(write_scenario(scenario, parts));
    response.scenario = write_scenario(scenario, parts, TextForm::pretty);
  }
  out.close_object();
  response.text = out.take() + "\n";
  return response;
}

}  // namespace creditcast::json
