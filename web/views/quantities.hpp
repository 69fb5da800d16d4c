#pragma once
/// Numbers as they are set: kept within what can be held.
#include "creditcast/scenario.hpp"

namespace creditcast::web {

inline constexpr double kMostTyped = 8e9;  ///< of an amount

Share share_from(double value);    ///< 0 to 1
Amount amount_from(double value);  ///< not below 0
double amount_of(Amount amount);
/// The same kind of quantity around another mean; a range keeps its width and a table its shape, down to `least`.
void set_mean(Quantity& quantity, double mean, std::int64_t least = 0);
/// The same mean as another kind; a new range reaches half of the mean to either side, a new table a step.
void set_kind(Quantity& quantity, QuantityKind kind, std::int64_t least = 0);
/// Ends of a range; the other end gives way. None lies below `least`.
void set_low(Quantity& quantity, double low, std::int64_t least);
void set_high(Quantity& quantity, double high, std::int64_t least);
/// What the chances of a table lack to 1, counted in millionths as a scenario's text holds them; negative: they go beyond it.
Amount missing_chance(const std::vector<Quantity::Row>& table);
/// One more value, next to the last one, with what is missing.
void add_row(std::vector<Quantity::Row>& table, std::int64_t least);
/// The last value takes what is missing, or gives what is too much as far as it has it.
void even_out(std::vector<Quantity::Row>& table);
/// A round number well above the value, so that a slider leaves room on both sides.
double slider_top(double value);

}  // namespace creditcast::web
