#include "creditcast/csv_table.hpp"

#include "doctest/doctest.h"

namespace creditcast {
namespace {

using Cells = std::vector<std::string>;

}  // namespace

TEST_CASE("csv: quotes, line ends and separators as RFC 4180 and spreadsheets write them") {
  const auto table = read_csv(
      "\xEF\xBB\xBF"
      "a,b\r\n\"x, \"\"y\"\"\",\"two\nlines\"\n\n1,\"2\"3\r,\n");
  REQUIRE(table.ok());
  CHECK(table->separator == ',');
  REQUIRE(table->rows.size() == 3);
  CHECK(table->rows[0].cells == Cells{"a", "b"});
  CHECK(table->rows[1].cells == Cells{"x, \"y\"", "two\nlines"});
  CHECK(table->rows[2].cells == Cells{"1", "23"});
  CHECK(table->rows[1].line == 2);
  CHECK(table->rows[2].line == 5);
}

TEST_CASE("csv: the separator is the one that lines agree on") {
  CHECK(read_csv("Datum;Kosten\n1.2.2026;1,5\n2.2.2026;2,5\n")->separator == ';');
  CHECK(read_csv("date\tnote\n2026-01-01\ta, b, c\n2026-01-02\td\n")->separator == '\t');
  CHECK(read_csv("alone\n1\n2\n")->separator == ',');
}

TEST_CASE("csv: what is no table is refused, with its line") {
  CHECK(read_csv("").errors().front().code == Code::missing_key);
  CHECK(read_csv("\n \n").errors().front().code == Code::missing_key);
  const auto open = read_csv("a,b\n1,\"2\n3,4\n");
  REQUIRE_FALSE(open.ok());
  CHECK(open.errors().front().code == Code::bad_value);
  CHECK(open.errors().front().line == 2);
  CHECK(read_csv("a,b\n\xFF,1\n").errors().front().code == Code::bad_value);
  CHECK(read_csv("a,\xC3").errors().front().code == Code::bad_value);
  CHECK(read_csv("a,\xC3\xA4").ok());
  CHECK(read_csv(std::string(kMaxCsvBytes + 1, 'a')).errors().front().code == Code::too_large);
  CHECK(read_csv(std::string(kMaxCsvColumns + 1, ',')).errors().front().code == Code::too_many);
  std::string rows;
  for (std::size_t i = 0; i <= kMaxCsvRows; ++i) rows += "1,2\n";
  CHECK(read_csv(rows).errors().front().code == Code::too_many);
}

}  // namespace creditcast
