#pragma once
/// Numbers as people read them. Rounding is half up and happens here only: what is shown is never computed with.
#include <string>
#include <string_view>

#include "creditcast/catalog.hpp"
#include "creditcast/units.hpp"

namespace creditcast::web {

/// How the visitor's language writes numbers.
struct NumberStyle {
  std::string group = ",";
  std::string decimal = ".";
  bool sign_after = false;  ///< "50 $" rather than "$50"
};

/// "62,040", "73.5": with at most `decimals`, trailing zeros only where `fixed`.
std::string number(const NumberStyle& style, Amount amount, int decimals, bool fixed = false);
/// A count of credits: whole from 100 on, one decimal below.
std::string credits(const NumberStyle& style, Amount amount);
/// "$72.40", "9.50 CHF"; whole amounts of 1,000 and more without cents.
std::string money(const NumberStyle& style, Amount amount, std::string_view currency);
/// A price as it stands: "$0.0033", "$1,250.50".
std::string exact_money(const NumberStyle& style, Amount amount, std::string_view currency);
/// "9 %", "<1 %" for what is rare yet possible, ">99 %" for what is likely yet not certain.
std::string percent(const NumberStyle& style, Share share);
/// For axes: "36k", "1.5M". All numbers of an axis are written in the unit that suits its largest, `top`.
std::string short_number(const NumberStyle& style, double value, double top);
/// Money where room is short: "$7.9M".
std::string short_money(const NumberStyle& style, Amount amount, std::string_view currency);
/// "1 credit", "24 credits"; the unit's id where the catalog does not name it.
std::string with_unit(const NumberStyle& style, Amount amount, const Catalog& catalog, std::string_view unit);
std::string unit_name(const Catalog& catalog, std::string_view unit, bool plural);
/// "Month 3", or "Feb 2027" where the scenario stands on a calendar; `brief`: "3", "Feb".
std::string month_name(std::optional<Day> start, int index, bool brief);
/// "1 Nov 2026"
std::string date_words(Day day);

}  // namespace creditcast::web
