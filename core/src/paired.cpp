#include "paired.hpp"

#include <algorithm>
#include <cmath>

namespace creditcast {

void PairedSum::merge(const PairedSum& other) {
  count += other.count;
  sum += other.sum;
  squares += other.squares;
}

Difference PairedSum::a_month(std::int32_t months) const {
  const auto n = static_cast<Int128>(count);
  Difference difference;
  difference.mean = Amount{divide_half_even(sum, n * months)};
  if (n > 1) {
    const Int128 mean = sum / n;
    const auto origin = static_cast<UInt128>(mean);
    const UInt128 about = squares - 2 * origin * static_cast<UInt128>(sum) + origin * origin * static_cast<UInt128>(n);
    const auto paths = static_cast<double>(count);
    const double off = static_cast<double>(sum - mean * n) / paths;
    const double left = std::max(0.0, static_cast<double>(about) - paths * off * off);
    const double error = std::sqrt(left / (paths - 1) / paths) / static_cast<double>(months);
    difference.standard_error = Amount{static_cast<std::int64_t>(error + 0.5)};
  }
  return difference;
}

}  // namespace creditcast
