#pragma once
/// Quantiles of a distribution of which the chance to pass a value can be asked.
#include <algorithm>
#include <cstdint>

namespace creditcast::exact {

/// The three that results state.
struct Fan {
  std::int64_t p10 = 0, p50 = 0, p90 = 0;
};
/// The smallest value in [0, most] that is not passed with at least such a chance, looked for outwards from a guess. over(v):
/// P(value > v), falling.
template <typename Over>
Fan quantiles(std::int64_t most, const Fan& guess, const Over& over) {
  const auto at = [&](double p, std::int64_t value) {
    const auto enough = [&](std::int64_t v) { return v >= most || over(v) <= 1 - p + 1e-13; };
    std::int64_t low = 0, high = most;  // the answer is in [low, high]
    value = std::min(value, most);
    if (enough(value)) {
      high = value;
      for (std::int64_t step = 1; low < high; step *= 2) {
        const std::int64_t next = std::max(low, high - step);
        if (!enough(next)) {
          low = next + 1;
          break;
        }
        high = next;
      }
    } else {
      low = value + 1;
      for (std::int64_t step = 0; low < high; step = 2 * step + 1) {
        const std::int64_t next = std::min(high, low + step);
        if (enough(next)) {
          high = next;
          break;
        }
        low = next + 1;
      }
    }
    while (low < high) {
      const std::int64_t middle = low + (high - low) / 2;
      if (enough(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  };
  return {at(0.1, guess.p10), at(0.5, guess.p50), at(0.9, guess.p90)};
}

}  // namespace creditcast::exact
