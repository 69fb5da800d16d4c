#pragma once
/// What one request costs, and why.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "creditcast/catalog.hpp"

namespace creditcast {

/// A request as asked: an action, its options (defaults filled in), how many outputs, on which plan.
struct Request {
  const Action* action = nullptr;
  std::vector<OptionChoice> options;
  std::int32_t outputs = 1;
  std::string plan;       ///< id; empty: conditions on the plan do not hold
  std::optional<Day> on;  ///< the day whose dated figures count; none: the newest
};

struct QuoteLine {
  std::string label;               ///< "Nano Banana 2, 2K", "x audio", "rounded up to 0.5"
  Amount amount;                   ///< running total of one request after this line
  const Figure* figure = nullptr;  ///< what it rests on; null for arithmetic
};

struct Quote {
  std::string unit;
  bool priced = false;       ///< false: a figure it needs is unpublished; low, typical and high are then 0 and mean nothing
  Amount typical;            ///< of the whole request
  Amount low, high;          ///< equal to typical unless a figure is a range
  Amount failed;             ///< what a failed run costs
  std::int32_t outputs = 1;  ///< delivered (a fixed batch may deliver more than asked)
  std::vector<std::string> tags;  ///< sorted, unique
  std::vector<QuoteLine> lines;
  std::vector<const Figure*> rests_on;  ///< also the unpriced one
};

/// Errors: unknown_reference (option or value), missing_key (an option without default), no_price (no row fits), out_of_range
/// (number, outputs), inexact, overflow. Pointers are relative to the use ("/options/model").
Result<Quote> quote(const Catalog& catalog, const Request& request);

/// All options of an action in full: what was given, the rest by default.
Result<std::vector<OptionChoice>> fill_options(const Action& action, std::span<const OptionChoice> given);

/// How many requests of each price row a plan's monthly grants pay for, one row alone: "generations per month". Rows without a
/// price, and plans whose grants are not published, have none. Each pool counts by itself; what is lost at the end of a day or
/// week must be spent within it. `seats`: what a grant per seat is multiplied by; none: the plan's own.
struct Generations {
  std::string action;
  std::string row;    ///< id of the price row
  std::string label;  ///< "Nano Banana 2 (2K)"
  Amount each;
  std::int64_t count = 0;
  bool gated = false;  ///< the plan's gates stop it
};
std::vector<Generations> generations(const Catalog& catalog, const Plan& plan, std::optional<Day> on = {},
                                     std::optional<std::int32_t> seats = {});

}  // namespace creditcast
