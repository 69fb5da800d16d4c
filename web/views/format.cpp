#include "format.hpp"

#include <array>
#include <cmath>

#include "creditcast/time.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

constexpr std::array<std::int64_t, 7> kPowers{1'000'000, 100'000, 10'000, 1'000, 100, 10, 1};

struct Currency {
  std::string_view code, sign;
};
constexpr std::array<Currency, 5> kSigns{{{"USD", "$"}, {"EUR", "€"}, {"GBP", "£"}, {"INR", "₹"}, {"TRY", "₺"}}};

constexpr std::array<std::string_view, 12> kMonths{word("Jan"), word("Feb"), word("Mar"), word("Apr"),
                                                   word("May"), word("Jun"), word("Jul"), word("Aug"),
                                                   word("Sep"), word("Oct"), word("Nov"), word("Dec")};

/// What catalogs mostly call their units; a unit of another name keeps it.
[[maybe_unused]] constexpr std::string_view kUnits[] = {word("credit"), word("credits"), word("energy point"),
                                                        word("energy points")};

std::string_view month_word(const Date& date) { return tr(kMonths[static_cast<std::size_t>(date.month - 1)]); }

/// An amount with its currency's sign where the visitor's language puts it; a minus stays in front.
std::string with_sign(const NumberStyle& style, const std::string& text, std::string_view currency) {
  std::string_view sign = currency;
  bool after = true;
  for (const Currency& known : kSigns) {
    if (known.code != currency) continue;
    sign = known.sign;
    after = style.sign_after;
  }
  constexpr std::string_view kMinus = "−";
  if (after) return text + (sign == currency ? " " : "\u00a0") + std::string(sign);
  if (text.starts_with(kMinus)) return std::string(kMinus) + std::string(sign) + text.substr(kMinus.size());
  return std::string(sign) + text;
}

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
  return with_sign(style, text, currency);
}

std::string exact_money(const NumberStyle& style, Amount amount, std::string_view currency) {
  const bool cents = amount.micros % 10'000 == 0;
  return with_sign(style, number(style, amount, cents ? 2 : 6, cents && amount.micros % kMicros != 0), currency);
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
  if (value == 0) return "0";
  const auto in = [&](double unit, int decimals) { return number(style, Amount{std::llround(value / unit * 1e6)}, decimals); };
  if (size >= 1e9) return tr("{0}G", {in(1e9, 1)});
  if (size >= 1e6) return tr("{0}M", {in(1e6, 1)});
  if (size >= 1e4) return tr("{0}k", {in(1e3, 1)});
  return in(1, size >= 10 ? 0 : 1);
}

std::string short_money(const NumberStyle& style, Amount amount, std::string_view currency) {
  const double value = static_cast<double>(amount.micros) / 1e6;
  return with_sign(style, short_number(style, value, value), currency);
}

std::string unit_name(const Catalog& catalog, std::string_view unit, bool plural) {
  for (const Unit& known : catalog.units)
    if (known.id == unit) return std::string(tr(plural ? known.plural : known.singular));
  return std::string(unit);
}

std::string with_unit(const NumberStyle& style, Amount amount, const Catalog& catalog, std::string_view unit) {
  return credits(style, amount) + " " + unit_name(catalog, unit, amount != whole(1));
}

std::string month_name(std::optional<Day> start, int index, bool brief) {
  const std::string place = std::to_string(index + 1);
  if (!start) return brief ? place : tr("Month {0}", {place});
  const Date date = to_date(add_months(*start, index));
  const std::string_view month = month_word(date);
  return brief ? std::string(month) : tr("{0} {1}", {month, std::to_string(date.year)});
}

std::string date_words(Day day) {
  const Date date = to_date(day);
  return tr("{0} {1} {2}", {std::to_string(date.day), month_word(date), std::to_string(date.year)});
}

}  // namespace creditcast::web
