#pragma once
/// Aligned columns for a terminal.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace creditcast::native {

enum class Align : unsigned char { left, right };

struct Column {
  std::string title;
  Align align = Align::right;
  std::size_t most = 0;  ///< code points; longer cells are cut with "...", 0: never
};

/// Cells are made printable as they come in. A column in which every cell is empty is left out.
class Table {
 public:
  explicit Table(std::vector<Column> columns);
  /// Fewer cells than columns leave the rest empty.
  void row(std::vector<std::string> cells);
  /// A line of dashes, before a sum.
  void rule();
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  /// Title line and rows, each ending in a line end; two spaces between columns, none at the end of a line.
  [[nodiscard]] std::string text() const;

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;  // an empty row is a rule
};

/// A sentence or list broken at spaces into lines of at most 100 code points, each line after `indent` spaces.
std::string wrapped(std::string_view text, std::size_t first_indent, std::size_t indent);

}  // namespace creditcast::native
