#pragma once
/// Real usage, as platforms export it, and the scenario that goes on like it.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "creditcast/catalog.hpp"
#include "creditcast/csv_table.hpp"
#include "creditcast/scenario.hpp"

namespace creditcast {

/// What a column may say. `work` and `detail` together name what was used: an action, a model, a feature.
enum class UsageColumn : std::uint8_t { date, work, detail, credits, outputs, user };
inline constexpr std::size_t kUsageColumns = 6;
inline constexpr std::array<const char*, kUsageColumns> kUsageColumnNames{"date",    "work",    "detail",
                                                                          "credits", "outputs", "user"};

/// How a table is to be read.
struct UsageMapping {
  std::array<std::int32_t, kUsageColumns> columns{-1, -1, -1, -1, -1, -1};  ///< index; -1: none
  bool header = true;                                                       ///< the first row names the columns
  bool month_first = false;                                                 ///< of 3/4/2026
  bool decimal_comma = false;                                               ///< of 1,5 and 1.000
  [[nodiscard]] std::int32_t of(UsageColumn column) const { return columns[static_cast<std::size_t>(column)]; }
};
/// By the columns' names, English or German, and by what stands in them.
UsageMapping guess_mapping(const CsvTable& table);

struct UsageRow {
  Day day = 0;
  std::string work;  ///< with the detail
  std::optional<Amount> credits;
  std::int64_t outputs = 1;
  std::string user;
};
struct UnreadRow {
  std::int32_t line = 0;
  std::string cell;
  std::string what;
};
struct Usage {
  std::vector<UsageRow> rows;
  std::vector<UnreadRow> unread;  ///< the first ones
  std::size_t unread_count = 0;
};
inline constexpr std::size_t kUnreadShown = 50;
/// Where most credits are negative, those are the spending; what has the other sign is a refund or a purchase, and not read as
/// usage. Errors: missing_key (no column for date or work), out_of_range (a column that is not there).
Result<Usage> read_usage(const CsvTable& table, const UsageMapping& mapping);

/// One kind of work of one user, as used and as it becomes a stream.
struct FittedStream {
  std::string work;  ///< as the file has it; of several names the most frequent
  WorkUse use;
  std::string owner;  ///< the user; empty: all
  std::int64_t rows = 0, outputs = 0;
  Amount credits;               ///< as the file has it
  std::optional<Amount> price;  ///< of one request, by the catalog
  Rate rate;
};
struct UnmatchedWork {
  std::string work;
  std::int64_t rows = 0;
  Amount credits;
};
struct UsageFit {
  Day first = 0, last = 0;
  Amount months;  ///< observed, of 30.4375 days
  std::int32_t working_days_per_month = 22;
  std::vector<FittedStream> streams;     ///< by rows, most first
  std::vector<UnmatchedWork> unmatched;  ///< what the catalog has no action for, and what stands past kFittedStreams
  std::int64_t rows = 0;                 ///< all of them, the unmatched ones too
};
inline constexpr std::size_t kFittedStreams = 24;
inline constexpr std::size_t kFittedOwners = 8;  ///< users with a stream of their own; the others share one
/// Matches what was used to the catalog's actions and options by their names, of equal matches by the price that was paid.
/// Rates are Poisson with the observed mean. Errors: missing_key (no rows).
Result<UsageFit> fit_usage(const Catalog& catalog, const Usage& usage, const std::string& plan);

/// `base` with its work replaced by the fitted streams and their owners.
Scenario scenario_of(const UsageFit& fit, const Scenario& base);

}  // namespace creditcast
