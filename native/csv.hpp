#pragma once
/// CSV after RFC 4180: one header line, CRLF, cells quoted where they must be. Numbers are plain decimals. Text cells are made
/// printable, and one that a spreadsheet would take for a formula (first character = + - @) gets a leading apostrophe.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "creditcast/units.hpp"

namespace creditcast::native {

class Csv {
 public:
  explicit Csv(std::string_view header) { out_ = std::string(header) + "\r\n"; }
  Csv& text(std::string_view cell);
  Csv& number(Amount amount);
  Csv& number(std::optional<Amount> amount);  ///< empty where there is none
  Csv& number(std::int64_t count);
  Csv& share(Share share);  ///< a decimal between 0 and 1
  Csv& truth(bool yes);     ///< true or false
  void end();
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  Csv& raw(std::string_view cell);
  std::string out_;
  bool first_ = true;
};

}  // namespace creditcast::native
