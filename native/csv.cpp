#include "csv.hpp"

#include <algorithm>

#include "plain_text.hpp"

namespace creditcast::native {

Csv& Csv::raw(std::string_view cell) {
  if (!first_) out_ += ',';
  first_ = false;
  out_ += cell;
  return *this;
}

Csv& Csv::text(std::string_view cell) {
  constexpr std::string_view kFormula = "=+-@";
  std::string content;
  if (!cell.empty() && kFormula.find(cell.front()) != std::string_view::npos) content = "'";
  content += printable(cell);
  if (content.find_first_of(",\"") == std::string::npos) return raw(content);
  std::string quoted = "\"";
  for (const char c : content) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return raw(quoted + "\"");
}

Csv& Csv::number(Amount amount) { return raw(to_decimal(amount)); }
Csv& Csv::number(std::optional<Amount> amount) { return raw(amount ? to_decimal(*amount) : std::string()); }
Csv& Csv::number(std::int64_t count) { return raw(std::to_string(count)); }

Csv& Csv::share(Share share) {
  // As in JSON: six decimals, halves to even; 0 and 1 only where they are exact.
  const auto micros = divide_half_even(static_cast<Int128>(share.of_2_32) * kMicros, static_cast<Int128>(kShareOne));
  if (share == kNever || share == kAlways) return number(Amount{micros});
  return number(Amount{std::clamp<std::int64_t>(micros, 1, kMicros - 1)});
}

Csv& Csv::truth(bool yes) { return raw(yes ? "true" : "false"); }

void Csv::end() {
  out_ += "\r\n";
  first_ = true;
}

}  // namespace creditcast::native
