#pragma once
/// Tables as platforms and spreadsheets export them: RFC 4180 with a comma, semicolon or tab, with or without a byte order
/// mark.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "creditcast/result.hpp"

namespace creditcast {

inline constexpr std::size_t kMaxCsvBytes = 16u << 20;
inline constexpr std::size_t kMaxCsvRows = 200'000;
inline constexpr std::size_t kMaxCsvColumns = 100;

struct CsvTable {
  struct Row {
    std::vector<std::string> cells;
    std::int32_t line = 0;  ///< where it begins, from 1
  };
  char separator = ',';
  std::vector<Row> rows;  ///< lines without any text are left out
};

/// The separator is the one that most of the first lines agree on. Line ends are CRLF, LF or CR; a quoted cell may hold any of
/// them. A quote within an unquoted cell, and text after a closing quote, stand as they are. Errors: too_large, too_many (rows,
/// columns), bad_value (a quote that never closes, not UTF-8), missing_key (nothing in it).
Result<CsvTable> read_csv(std::string_view text);

}  // namespace creditcast
