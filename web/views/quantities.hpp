#pragma once
/// Numbers as they are set: kept within what can be held.
#include "creditcast/scenario.hpp"

namespace creditcast::web {

Share share_from(double value);    ///< 0 to 1
Amount amount_from(double value);  ///< not below 0
double amount_of(Amount amount);
/// The same kind of quantity around another mean; a range keeps its width, a table becomes fixed.
void set_mean(Quantity& quantity, double mean);
/// The same mean as another kind; a new range reaches half of the mean to either side.
void set_kind(Quantity& quantity, QuantityKind kind);
/// Ends of a range; the other end gives way. None lies below `least`.
void set_low(Quantity& quantity, double low, std::int64_t least);
void set_high(Quantity& quantity, double high, std::int64_t least);
/// A round number well above the value, so that a slider leaves room on both sides.
double slider_top(double value);

}  // namespace creditcast::web
