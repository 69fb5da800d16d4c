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

namespace {

/// Shares are told in six decimals, and add up there.
Amount decimals_of(Share share) { return Amount{std::llround(to_double(share) * 1e6)}; }

void shift(std::vector<Quantity::Row>& table, std::int64_t by, std::int64_t least) {
  for (const Quantity::Row& row : table) by = std::max(by, least - row.value);
  for (Quantity::Row& row : table) row.value += by;
}

/// Around a mean: the number itself half of the time, else one less or one more.
std::vector<Quantity::Row> table_around(double mean, std::int64_t least) {
  const std::int64_t middle = std::max(least, static_cast<std::int64_t>(std::llround(mean)));
  if (middle == least) return {{middle, share_from(0.5)}, {middle + 1, share_from(0.5)}};
  return {{middle - 1, share_from(0.25)}, {middle, share_from(0.5)}, {middle + 1, share_from(0.25)}};
}

}  // namespace

void set_mean(Quantity& quantity, double mean, std::int64_t least) {
  if (quantity.kind == QuantityKind::range) {
    const std::int64_t width = quantity.high - quantity.low;
    const std::int64_t low = std::llround(mean - static_cast<double>(width) / 2);
    quantity.low = std::max(least, low);
    quantity.high = quantity.low + width;
    return;
  }
  if (quantity.kind == QuantityKind::table) {
    shift(quantity.table, std::llround(mean - quantity.expected()), least);
    return;
  }
  quantity.mean = amount_from(mean);
}

void set_kind(Quantity& quantity, QuantityKind kind, std::int64_t least) {
  if (quantity.kind == kind) return;
  const double mean = quantity.expected();
  quantity = {kind, {}, 0, 0, {}};
  if (kind == QuantityKind::range) {
    quantity.low = std::llround(std::floor(mean / 2));
    quantity.high = std::max(quantity.low + 1, static_cast<std::int64_t>(std::llround(mean * 1.5)));
  } else if (kind == QuantityKind::table) {
    quantity.table = table_around(mean, least);
  } else {
    quantity.mean = amount_from(mean);
  }
}

Amount missing_chance(const std::vector<Quantity::Row>& table) {
  Amount missing = whole(1);
  for (const Quantity::Row& row : table) missing -= decimals_of(row.chance);
  return missing;
}

void add_row(std::vector<Quantity::Row>& table, std::int64_t least) {
  std::int64_t value = least;
  for (const Quantity::Row& row : table) value = std::max(value, row.value + 1);
  table.push_back({value, share_from(amount_of(missing_chance(table)))});
}

void even_out(std::vector<Quantity::Row>& table) {
  if (!table.empty()) table.back().chance = share_from(amount_of(decimals_of(table.back().chance) + missing_chance(table)));
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
