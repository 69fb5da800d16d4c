/// Which column says what, and what the rows then say.
#include <algorithm>

#include "creditcast/usage.hpp"
#include "usage_words.hpp"

namespace creditcast {
namespace {

constexpr std::size_t kSampledRows = 200;

/// Names of columns, the surest first; as plain_words() gives them.
constexpr std::array<std::string_view, 14> kDateNames{"date",       "day",  "datum",     "created at", "timestamp",
                                                      "created",    "time", "used at",   "tag",        "zeitpunkt",
                                                      "started at", "when", "date time", "zeit"};
constexpr std::array<std::string_view, 16> kWorkNames{"action",   "feature", "tool",    "operation",  "aktion",  "funktion",
                                                      "model",    "modell",  "service", "product",    "produkt", "type",
                                                      "activity", "event",   "art",     "description"};
constexpr std::array<std::string_view, 10> kDetailNames{"model",   "modell", "option",  "quality",  "details",
                                                        "variant", "tier",   "version", "settings", "description"};
constexpr std::array<std::string_view, 14> kCreditNames{"credits", "credits used", "credit",   "cost",   "kosten",
                                                        "spent",   "amount",       "betrag",   "points", "tokens",
                                                        "usage",   "verbrauch",    "guthaben", "price"};
constexpr std::array<std::string_view, 12> kOutputNames{"outputs", "images", "count",  "quantity", "number", "anzahl",
                                                        "menge",   "bilder", "videos", "results",  "units",  "output"};
constexpr std::array<std::string_view, 12> kUserNames{"user",     "member", "email",    "e mail", "author",  "owner",
                                                      "benutzer", "nutzer", "mitglied", "team",   "account", "created by"};

using Names = std::pair<const std::string_view*, std::size_t>;
template <std::size_t N>
constexpr Names names(const std::array<std::string_view, N>& list) {
  return {list.data(), N};
}
constexpr std::array<Names, kUsageColumns> kNames{names(kDateNames),   names(kWorkNames),   names(kDetailNames),
                                                  names(kCreditNames), names(kOutputNames), names(kUserNames)};

std::string_view cell_of(const CsvTable::Row& row, std::int32_t column) {
  return column >= 0 && static_cast<std::size_t>(column) < row.cells.size()
             ? std::string_view(row.cells[static_cast<std::size_t>(column)])
             : std::string_view();
}

std::size_t width_of(const CsvTable& table) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < std::min(kSampledRows, table.rows.size()); ++i)
    width = std::max(width, table.rows[i].cells.size());
  return width;
}

/// The share of sampled cells, of those that hold anything, for which `is` holds.
template <typename Is>
double share_of_cells(const CsvTable& table, bool header, std::size_t column, const Is& is) {
  std::size_t held = 0, filled = 0;
  for (std::size_t i = header ? 1 : 0; i < std::min(kSampledRows, table.rows.size()); ++i) {
    const std::string_view cell = cell_of(table.rows[i], static_cast<std::int32_t>(column));
    if (cell.empty()) continue;
    ++filled;
    held += is(cell) ? 1 : 0;
  }
  return filled == 0 ? 0 : static_cast<double>(held) / static_cast<double>(filled);
}

bool a_date(std::string_view cell) { return day_of(cell, false) || day_of(cell, true); }
bool a_number(std::string_view cell) { return !a_date(cell) && (number_of(cell, false) || number_of(cell, true)); }

/// Is the first row unlike the others: names over dates or numbers, or a known name?
bool has_header(const CsvTable& table) {
  const CsvTable::Row& first = table.rows.front();
  if (std::any_of(first.cells.begin(), first.cells.end(), a_date)) return false;
  for (const std::string& cell : first.cells)
    for (const auto& [list, count] : kNames)
      if (std::find(list, list + count, plain_words(cell)) != list + count) return true;
  return std::none_of(first.cells.begin(), first.cells.end(), a_number);
}

}  // namespace

UsageMapping guess_mapping(const CsvTable& table) {
  UsageMapping mapping;
  if (table.rows.empty()) return mapping;
  mapping.header = has_header(table);
  const std::size_t width = width_of(table);
  std::vector<bool> taken(width, false);
  const auto take = [&](UsageColumn kind, std::size_t column) {
    mapping.columns[static_cast<std::size_t>(kind)] = static_cast<std::int32_t>(column);
    taken[column] = true;
  };
  const auto fits = [&](UsageColumn kind, std::size_t column) {
    if (kind == UsageColumn::date) return share_of_cells(table, mapping.header, column, a_date) > 0.5;
    if (kind == UsageColumn::credits || kind == UsageColumn::outputs)
      return share_of_cells(table, mapping.header, column, a_number) > 0.5;
    return true;
  };
  if (mapping.header) {
    // By names: the whole name first, then a name within it ("Credits (team)").
    for (const bool whole_name : {true, false}) {
      for (std::size_t kind = 0; kind < kUsageColumns; ++kind) {
        const auto& [list, count] = kNames[kind];
        for (std::size_t n = 0; n < count && mapping.columns[kind] < 0; ++n) {
          for (std::size_t column = 0; column < width && mapping.columns[kind] < 0; ++column) {
            const std::string name = plain_words(cell_of(table.rows.front(), static_cast<std::int32_t>(column)));
            const bool named = whole_name ? name == list[n] : has_words(name, list[n]);
            if (named && !taken[column] && fits(static_cast<UsageColumn>(kind), column))
              take(static_cast<UsageColumn>(kind), column);
          }
        }
      }
    }
  }
  // By contents, for what cannot be done without.
  for (std::size_t column = 0; column < width; ++column)
    if (!taken[column] && mapping.of(UsageColumn::date) < 0 && fits(UsageColumn::date, column)) take(UsageColumn::date, column);
  for (std::size_t column = 0; column < width; ++column) {
    if (taken[column] || share_of_cells(table, mapping.header, column, a_date) > 0.5) continue;
    if (share_of_cells(table, mapping.header, column, a_number) > 0.5) {
      if (!mapping.header && mapping.of(UsageColumn::credits) < 0) take(UsageColumn::credits, column);
    } else if (mapping.of(UsageColumn::work) < 0) {
      take(UsageColumn::work, column);
    }
  }

  std::size_t first = 0, second = 0, commas = 0, points = 0;
  for (std::size_t i = mapping.header ? 1 : 0; i < table.rows.size(); ++i) {
    const int no_month = which_is_no_month(cell_of(table.rows[i], mapping.of(UsageColumn::date)));
    first += no_month == 1 ? 1 : 0;
    second += no_month == 2 ? 1 : 0;
    for (const UsageColumn kind : {UsageColumn::credits, UsageColumn::outputs}) {
      const char sign = decimal_sign(cell_of(table.rows[i], mapping.of(kind)));
      commas += sign == ',' ? 1 : 0;
      points += sign == '.' ? 1 : 0;
    }
  }
  const std::string_view sample = cell_of(table.rows.back(), mapping.of(UsageColumn::date));
  mapping.month_first = first != second ? second > first : sample.find('/') != std::string_view::npos && table.separator == ',';
  mapping.decimal_comma = commas != points ? commas > points : table.separator == ';';
  return mapping;
}

Result<Usage> read_usage(const CsvTable& table, const UsageMapping& mapping) {
  const auto width = static_cast<std::int32_t>(width_of(table));
  for (std::size_t kind = 0; kind < kUsageColumns; ++kind) {
    if (mapping.columns[kind] < width && mapping.columns[kind] >= -1) continue;
    return {Code::out_of_range,
            {"there is no such column for {0}", {kUsageColumnNames[kind]}},
            {"0 to {0}, or none", {std::to_string(width - 1)}}};
  }
  for (const UsageColumn needed : {UsageColumn::date, UsageColumn::work})
    if (mapping.of(needed) < 0)
      return {Code::missing_key,
              {"no column says the {0}", {kUsageColumnNames[static_cast<std::size_t>(needed)]}},
              "a column for the date and one for what was used"};

  const bool signs = mapping.of(UsageColumn::credits) >= 0;
  std::size_t negative = 0, positive = 0;
  for (std::size_t i = mapping.header ? 1 : 0; signs && i < table.rows.size(); ++i) {
    const auto amount = number_of(cell_of(table.rows[i], mapping.of(UsageColumn::credits)), mapping.decimal_comma);
    negative += amount && amount->micros < 0 ? 1 : 0;
    positive += amount && amount->micros > 0 ? 1 : 0;
  }
  const bool spending_is_negative = negative > positive;

  Usage usage;
  for (std::size_t i = mapping.header ? 1 : 0; i < table.rows.size(); ++i) {
    const CsvTable::Row& row = table.rows[i];
    const auto refuse = [&](std::string_view cell, const char* what) {
      ++usage.unread_count;
      if (usage.unread.size() < kUnreadShown) usage.unread.push_back({row.line, std::string(cell), what});
    };
    UsageRow read;
    const std::string_view date = cell_of(row, mapping.of(UsageColumn::date));
    const auto day = day_of(date, mapping.month_first);
    if (!day) {
      refuse(date, "not a date");
      continue;
    }
    read.day = *day;
    read.work = cell_of(row, mapping.of(UsageColumn::work));
    if (const std::string_view detail = cell_of(row, mapping.of(UsageColumn::detail)); !detail.empty())
      read.work += (read.work.empty() ? "" : ", ") + std::string(detail);
    if (read.work.empty()) {
      refuse({}, "nothing says what was used");
      continue;
    }
    if (signs) {
      const std::string_view cell = cell_of(row, mapping.of(UsageColumn::credits));
      read.credits = number_of(cell, mapping.decimal_comma);
      if (!read.credits && !cell.empty()) {
        refuse(cell, "not a number");
        continue;
      }
      if (read.credits && spending_is_negative) read.credits->micros = -read.credits->micros;
      if (read.credits && read.credits->micros < 0) {
        refuse(cell, "not spent, but received");
        continue;
      }
    }
    if (const std::string_view cell = cell_of(row, mapping.of(UsageColumn::outputs)); !cell.empty()) {
      const auto outputs = number_of(cell, mapping.decimal_comma);
      if (!outputs || outputs->micros < 0) {
        refuse(cell, "not a number");
        continue;
      }
      read.outputs = std::max<std::int64_t>(1, outputs->micros / kMicros);
    }
    read.user = cell_of(row, mapping.of(UsageColumn::user));
    usage.rows.push_back(std::move(read));
  }
  return usage;
}

}  // namespace creditcast
