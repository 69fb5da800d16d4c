#pragma once
/// Figures as a person reads them. What is cut is rounded half up (away from zero); JSON and CSV have every digit.
#include <string>
#include <string_view>
#include <vector>

#include "creditcast/units.hpp"

namespace creditcast::native {

/// "62,040", "1,234.57": `decimals` of them, 0 to 6.
std::string grouped(Amount amount, int decimals);
/// All its decimals and no more: "24", "73.5".
std::string exact(Amount amount);
std::string grouped(std::int64_t count);

/// How many decimals a column of amounts wants: none where all are whole or the largest has four digits, one from 10 up, else
/// two. Money always has two.
int decimals_for(const std::vector<Amount>& column);
/// A cell of such a column: "0" is exactly nothing, "0.0" a little.
std::string cell(Amount amount, int decimals);
/// One amount by itself, by the same rule; "less than 0.01" where that would show nothing of it.
std::string rounded(Amount amount);

/// "49.00 USD"
std::string money(Amount amount, std::string_view currency);
std::string cents(Amount amount);
/// A price, which may be a fraction of a cent: at least two decimals, and as many as it has.
std::string price(Amount amount, std::string_view currency);

/// A share as results write it, a decimal from 0 to 1: "12.3 %". What is neither never nor always is never shown as if it
/// were: "<0.1 %", ">99.9 %".
std::string percent(Amount share);

}  // namespace creditcast::native
