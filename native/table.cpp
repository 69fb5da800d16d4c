#include "table.hpp"

#include <algorithm>
#include <utility>

#include "plain_text.hpp"

namespace creditcast::native {
namespace {

constexpr std::size_t kLineWidth = 100;

void append_cell(std::string& line, const std::string& cell, std::size_t size, Align align) {
  const std::string gap(size - width(cell), ' ');
  line += align == Align::right ? gap + cell : cell + gap;
}

void end_line(std::string& text, std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  text += line + '\n';
}

}  // namespace

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {
  for (Column& column : columns_) column.title = printable(column.title);
}

void Table::row(std::vector<std::string> cells) {
  cells.resize(columns_.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    cells[i] = printable(cells[i]);
    if (columns_[i].most > 0) cells[i] = clipped(cells[i], columns_[i].most);
  }
  rows_.push_back(std::move(cells));
}

void Table::rule() { rows_.emplace_back(); }

std::string Table::text() const {
  std::vector<std::size_t> sizes(columns_.size(), 0);
  for (const auto& cells : rows_) {
    for (std::size_t i = 0; i < cells.size(); ++i) sizes[i] = std::max(sizes[i], width(cells[i]));
  }
  std::size_t whole = 0;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (sizes[i] == 0) continue;
    sizes[i] = std::max(sizes[i], width(columns_[i].title));
    whole += sizes[i] + (whole == 0 ? 0 : 2);
  }
  std::string text;
  const auto put = [&](const auto& cell_of) {
    std::string line;
    bool first = true;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (sizes[i] == 0) continue;
      if (!first) line += "  ";
      first = false;
      append_cell(line, cell_of(i), sizes[i], columns_[i].align);
    }
    end_line(text, std::move(line));
  };
  put([&](std::size_t i) -> const std::string& { return columns_[i].title; });
  for (const auto& cells : rows_) {
    if (cells.empty()) {
      text += std::string(whole, '-') + '\n';
    } else {
      put([&](std::size_t i) -> const std::string& { return cells[i]; });
    }
  }
  return text;
}

std::string wrapped(std::string_view text, std::size_t first_indent, std::size_t indent) {
  std::string out;
  std::string line(first_indent, ' ');
  bool fresh = true;
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, space);
    text.remove_prefix(std::min(space + 1, text.size()));
    if (word.empty()) continue;
    if (!fresh && width(line) + 1 + width(word) > kLineWidth) {
      end_line(out, std::move(line));
      line = std::string(indent, ' ');
      fresh = true;
    }
    if (!fresh) line += ' ';
    line += word;
    fresh = false;
  }
  end_line(out, std::move(line));
  return out;
}

}  // namespace creditcast::native
