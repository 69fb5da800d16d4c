#include "quantities.hpp"

#include <algorithm>
#include <cmath>

namespace creditcast::web {

double slider_top(double value) {
  const double wanted = std::max(value * 2.5, 4.0);
  double power = 1;
  while (power * 10 <= wanted) power *= 10;
  for (const double step : {1.0, 2.0, 3.0, 4.0, 5.0, 8.0, 10.0})
    if (step * power >= wanted) return step * power;
  return 10 * power;
}

Share share_from(double value) {
  // Six decimals, as a scenario's text holds a chance.
  return share_of(Amount{std::llround(std::clamp(value, 0.0, 1.0) * 1e6)}).value();
}

Amount amount_from(double value) {
  const double top = static_cast<double>(kAmountMaxMicros);
  return Amount{std::llround(std::clamp(value * 1e6, 0.0, top))};
}

double amount_of(Amount amount) { return static_cast<double>(amount.micros) / 1e6; }

void set_mean(Quantity& quantity, double mean) {
  if (quantity.kind == QuantityKind::range) {
    const std::int64_t width = quantity.high - quantity.low;
    const std::int64_t low = std::llround(mean - static_cast<double>(width) / 2);
    quantity.low = std::max<std::int64_t>(0, low);
    quantity.high = quantity.low + width;
    return;
  }
  if (quantity.kind == QuantityKind::table) {
    quantity.kind = QuantityKind::fixed;
    quantity.table.clear();
  }
  quantity.mean = amount_from(mean);
}

void set_kind(Quantity& quantity, QuantityKind kind) {
  if (quantity.kind == kind) return;
  const double mean = quantity.expected();
  quantity = {kind, {}, 0, 0, {}};
  if (kind == QuantityKind::range) {
    quantity.low = std::llround(std::floor(mean / 2));
    quantity.high = std::max(quantity.low + 1, static_cast<std::int64_t>(std::llround(mean * 1.5)));
  } else {
    quantity.mean = amount_from(mean);
  }
}

void set_low(Quantity& quantity, double low, std::int64_t least) {
  quantity.low = std::max<std::int64_t>(least, std::llround(low));
  quantity.high = std::max(quantity.high, quantity.low);
}

void set_high(Quantity& quantity, double high, std::int64_t least) {
  quantity.high = std::max<std::int64_t>(least, std::llround(high));
  quantity.low = std::min(quantity.low, quantity.high);
}

}  // namespace creditcast::web
