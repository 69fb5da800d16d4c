#include "numbers.hpp"

#include <algorithm>
#include <cstdint>

namespace creditcast::native {
namespace {

std::string with_separators(std::uint64_t count) {
  std::string digits = std::to_string(count);
  for (std::size_t place = digits.size(); place > 3;) {
    place -= 3;
    digits.insert(place, ",");
  }
  return digits;
}

std::uint64_t magnitude(Amount amount) {
  return static_cast<std::uint64_t>(amount.micros < 0 ? -amount.micros : amount.micros);
}

std::string fraction(std::uint64_t part, int decimals) {
  std::string digits = std::to_string(part);
  return std::string(static_cast<std::size_t>(decimals) - digits.size(), '0') + digits;
}

}  // namespace

std::string grouped(Amount amount, int decimals) {
  std::uint64_t step = 1;  // micros of the last digit shown
  std::uint64_t base = 1;  // last digits in a unit
  for (int i = decimals; i < 6; ++i) step *= 10;
  for (int i = 0; i < decimals; ++i) base *= 10;
  const std::uint64_t shown = (magnitude(amount) + step / 2) / step;
  std::string text = amount.micros < 0 && shown > 0 ? "-" : "";
  text += with_separators(shown / base);
  if (decimals > 0) text += "." + fraction(shown % base, decimals);
  return text;
}

std::string exact(Amount amount) {
  int decimals = 6;
  for (std::uint64_t micros = magnitude(amount); decimals > 0 && micros % 10 == 0; micros /= 10) --decimals;
  return grouped(amount, decimals);
}

std::string grouped(std::int64_t count) {
  const auto positive = static_cast<std::uint64_t>(count < 0 ? -count : count);
  return (count < 0 ? "-" : "") + with_separators(positive);
}

int decimals_for(const std::vector<Amount>& column) {
  constexpr auto kMicro = static_cast<std::uint64_t>(kMicros);
  std::uint64_t largest = 0;
  bool all_whole = true;
  for (const Amount amount : column) {
    largest = std::max(largest, magnitude(amount));
    all_whole = all_whole && magnitude(amount) % kMicro == 0;
  }
  if (all_whole || largest >= 1'000 * kMicro) return 0;
  return largest >= 10 * kMicro ? 1 : 2;
}

std::string cell(Amount amount, int decimals) { return amount.zero() ? "0" : grouped(amount, decimals); }

std::string rounded(Amount amount) {
  if (!amount.zero() && magnitude(amount) < 5'000) return amount.micros > 0 ? "less than 0.01" : "0.00";
  return grouped(amount, decimals_for({amount}));
}

std::string cents(Amount amount) { return grouped(amount, 2); }

std::string money(Amount amount, std::string_view currency) { return cents(amount) + " " + std::string(currency); }

std::string price(Amount amount, std::string_view currency) {
  return (amount.micros % 10'000 == 0 ? cents(amount) : exact(amount)) + " " + std::string(currency);
}

std::string percent(Amount share) {
  if (share > Amount{} && share.micros < 500) return "<0.1 %";
  if (share < whole(1) && share.micros >= kMicros - 500) return ">99.9 %";
  return grouped(Amount{share.micros * 100}, 1) + " %";
}

}  // namespace creditcast::native
