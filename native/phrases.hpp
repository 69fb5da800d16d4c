#pragma once
/// The sentences that several reports share.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "json_view.hpp"
#include "reports.hpp"
#include "table.hpp"

namespace creditcast::native {

/// "left   right" lines, the right side broken into lines.
class Facts {
 public:
  /// Nothing where the right side is empty.
  void add(std::string_view left, std::string_view right);
  [[nodiscard]] std::string text() const;

 private:
  std::vector<std::pair<std::string, std::string>> lines_;
};

/// The scenario's name, then platform, plan, term and months.
std::string heading(const Names& names, std::string_view how);

/// "credit" or "credits", by the catalog's words.
std::string unit_name(const Catalog& catalog, std::string_view unit, Amount amount);

/// Of a distribution: "8 of 10 months fall between 800 and 1,200 credits", or what it says when the two are one.
std::string range_sentence(const Json& summary, std::string_view of_what, std::string_view unit);
/// The same for money.
std::string money_sentence(const Json& summary, std::string_view of_what, std::string_view currency);

/// A day counted from 0: "2026-12-17", or without a calendar "day 17 of the 30 in month 1".
std::string day_text(const Resolved& resolved, std::int64_t day);
/// "from day 14 to day 17 of the 30 in month 1"
std::string days_text(const Resolved& resolved, std::int64_t first, std::int64_t last);

/// "1 piece", "2 pieces", "1,234.5 pieces"
std::string counted(Amount count, std::string_view one, std::string_view many);

/// "Rests on" and the figures that nobody published as they stand, with the reasons; the published ones are counted.
std::string rests_on(const Json& figures, std::string_view platform);

/// "  " before each line.
std::string indented(const std::string& lines);

/// A decimals rule for a whole column, from one member of each row; none where null.
std::vector<Amount> column(const Json& rows, std::string_view member);
std::vector<Amount> column(const Json& rows, std::string_view object, std::string_view member);

}  // namespace creditcast::native
