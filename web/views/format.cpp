#include "format.hpp"

#include <array>
#include <cmath>

#include "creditcast/time.hpp"

namespace creditcast::web {
namespace {

constexpr std::array<std::int64_t, 7> kPowers{1'000'000, 100'000, 10'000, 1'000, 100, 10, 1};

struct Currency {
  std::string_view code, sign;
};
constexpr std::array<Currency, 5> kSigns{{{"USD", "$"}, {"EUR", "€"}, {"GBP", "£"}, {"INR", "₹"}, {"TRY", "₺"}}};

constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

}  // namespace

std::string number(const NumberStyle& style, Amount amount, int decimals, bool fixed) {
  const std::int64_t step = kPowers[static_cast<std::size_t>(decimals < 0 ? 0 : decimals > 6 ? 6 : decimals)];
  const bool negative = amount.micros < 0;
  std::int64_t micros = negative ? -amount.micros : amount.micros;
  micros = (micros + step / 2) / step * step;
  const std::string whole_digits = std::to_string(micros / kMicros);
  std::string text;
  if (negative && micros != 0) text += "−";
  for (std::size_t i = 0; i < whole_digits.size(); ++i) {
    if (i > 0 && (whole_digits.size() - i) % 3 == 0) text += style.group;
    text += whole_digits[i];
  }
  std::string rest =
      std::to_string(micros % kMicros + kMicros).substr(1, static_cast<std::size_t>(decimals < 0 ? 0 : decimals));
  if (!fixed)
    while (!rest.empty() && rest.back() == '0') rest.pop_back();
  if (!rest.empty()) text += style.decimal + rest;
  return text;
}

std::string credits(const NumberStyle& style, Amount amount) {
  const bool small = amount < whole(100) && whole(-100) < amount;
  return number(style, amount, small ? 1 : 0);
}

std::string money(const NumberStyle& style, Amount amount, std::string_view currency) {
  const int decimals = whole(1'000) < amount || amount < whole(-1'000) ? 0 : 2;
  const std::string text = number(style, amount, decimals, amount.micros % kMicros != 0);
  for (const auto& [code, sign] : kSigns) {
    if (code != currency) continue;
    if (text.starts_with("−")) return "−" + std::string(sign) + text.substr(std::string_view("−").size());
    return std::string(sign) + text;
  }
  return text + " " + std::string(currency);
}

std::string percent(const NumberStyle& style, Share share) {
  if (share == kNever) return "0 %";
  if (share == kAlways) return "100 %";
  const double value = to_double(share) * 100.0;
  if (value < 1.0) return "<1 %";
  if (value > 99.0) return ">99 %";
  return number(style, Amount{std::llround(value) * kMicros}, 0) + " %";
}

std::string short_number(const NumberStyle& style, double value, double top) {
  const double size = std::fabs(top);
  const char* suffix = "";
  double scaled = value;
  if (size >= 1e9) {
    suffix = "G";
    scaled = value / 1e9;
  } else if (size >= 1e6) {
    suffix = "M";
    scaled = value / 1e6;
  } else if (size >= 1e4) {
    suffix = "k";
    scaled = value / 1e3;
  }
  if (value == 0) return "0";
  return number(style, Amount{std::llround(scaled * 1e6)}, suffix[0] == '\0' && size >= 10 ? 0 : 1) + suffix;
}

std::string short_money(const NumberStyle& style, Amount amount, std::string_view currency) {
  const double value = static_cast<double>(amount.micros) / 1e6;
  const std::string text = short_number(style, value, value);
  for (const auto& [code, sign] : kSigns)
    if (code == currency) return std::string(sign) + text;
  return text;
}

std::string unit_name(const Catalog& catalog, std::string_view unit, bool plural) {
  for (const Unit& known : catalog.units)
    if (known.id == unit) return plural ? known.plural : known.singular;
  return std::string(unit);
}

std::string with_unit(const NumberStyle& style, Amount amount, const Catalog& catalog, std::string_view unit) {
  return credits(style, amount) + " " + unit_name(catalog, unit, amount != whole(1));
}

std::string month_name(std::optional<Day> start, int index, bool brief) {
  if (!start) return brief ? std::to_string(index + 1) : "Month " + std::to_string(index + 1);
  const Date date = to_date(add_months(*start, index));
  std::string name(kMonths[static_cast<std::size_t>(date.month - 1)]);
  if (!brief) name += " " + std::to_string(date.year);
  return name;
}

}  // namespace creditcast::web
