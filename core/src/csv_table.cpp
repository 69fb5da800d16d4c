#include "creditcast/csv_table.hpp"

#include <algorithm>
#include <array>

namespace creditcast {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::array<char, 3> kSeparators{',', ';', '\t'};
constexpr std::size_t kSampledLines = 20;

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t more = lead < 0x80 ? 0 : lead >= 0xC2 && lead < 0xE0 ? 1 : lead >= 0xE0 && lead < 0xF0 ? 2 : 3;
    if (lead >= 0xF5 || (lead >= 0x80 && lead < 0xC2) || i + more >= text.size() + (more == 0 ? 1 : 0)) return false;
    for (std::size_t k = 1; k <= more; ++k)
      if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80) return false;
    i += more + 1;
  }
  return true;
}

/// One cell after another. Knows nothing of rows but that a line end closes one.
class Cells {
 public:
  Cells(std::string_view text, char separator) : text_(text), separator_(separator) {}

  [[nodiscard]] bool done() const { return at_ >= text_.size(); }
  [[nodiscard]] std::int32_t line() const { return line_; }
  [[nodiscard]] bool unclosed() const { return unclosed_; }

  /// The cells of the next row.
  std::vector<std::string> row() {
    std::vector<std::string> cells;
    while (true) {
      cells.push_back(cell());
      if (done() || text_[at_] != separator_) break;
      ++at_;
      if (cells.size() > kMaxCsvColumns) break;
    }
    end_line();
    return cells;
  }

 private:
  std::string cell() {
    std::string content;
    if (!done() && text_[at_] == '"') quoted(content);
    while (!done() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r') content += text_[at_++];
    return content;
  }
  void quoted(std::string& content) {
    ++at_;
    while (!done()) {
      const char c = text_[at_++];
      if (c == '"') {
        if (done() || text_[at_] != '"') return;
        ++at_;
      }
      if (c == '\n' || (c == '\r' && (done() || text_[at_] != '\n'))) ++line_;
      content += c;
    }
    unclosed_ = true;
  }
  void end_line() {
    if (done()) return;
    if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
    ++at_;
    ++line_;
  }

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  std::int32_t line_ = 1;
  bool unclosed_ = false;
};

bool blank(const std::vector<std::string>& cells) {
  return std::all_of(cells.begin(), cells.end(), [](const std::string& cell) {
    return std::all_of(cell.begin(), cell.end(), [](char c) { return c == ' ' || c == '\t'; });
  });
}

/// How many of the first lines have as many cells as the most common number, above one.
std::size_t agreement(std::string_view text, char separator) {
  std::array<std::size_t, kMaxCsvColumns + 2> counts{};
  Cells cells(text, separator);
  for (std::size_t i = 0; i < kSampledLines && !cells.done(); ++i) {
    const std::vector<std::string> row = cells.row();
    if (row.size() > 1) ++counts[std::min(row.size(), counts.size() - 1)];
  }
  return *std::max_element(counts.begin(), counts.end());
}

Error at_line(Code code, std::int32_t line, Words what, Words allowed) {
  Error error{code, {}, std::move(what), std::move(allowed), {}, 0, 0};
  error.line = line;
  return error;
}

}  // namespace

Result<CsvTable> read_csv(std::string_view text) {
  if (text.size() > kMaxCsvBytes) return {Code::too_large, "the table is too large", "at most 16 MiB"};
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) text.remove_prefix(kByteOrderMark.size());
  if (!is_utf8(text)) return {Code::bad_value, "the table is not text in UTF-8", "CSV as text"};
  CsvTable table;
  std::size_t most = 0;
  for (const char separator : kSeparators) {
    const std::size_t agreed = agreement(text, separator);
    if (agreed > most) {
      most = agreed;
      table.separator = separator;
    }
  }
  Cells cells(text, table.separator);
  while (!cells.done()) {
    const std::int32_t line = cells.line();
    CsvTable::Row row{cells.row(), line};
    if (cells.unclosed())
      return at_line(Code::bad_value, line, "a quote is opened and never closed",
                     "a cell within \"...\", a quote in it as \"\"");
    if (row.cells.size() > kMaxCsvColumns)
      return at_line(Code::too_many, line, "the row has too many columns", {"at most {0}", {std::to_string(kMaxCsvColumns)}});
    if (blank(row.cells)) continue;
    if (table.rows.size() == kMaxCsvRows)
      return at_line(Code::too_many, line, "the table has too many rows", {"at most {0}", {std::to_string(kMaxCsvRows)}});
    table.rows.push_back(std::move(row));
  }
  if (table.rows.empty()) return {Code::missing_key, "the table is empty", "a row for each use"};
  return table;
}

}  // namespace creditcast
