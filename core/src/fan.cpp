#include "fan.hpp"

#include <algorithm>

namespace creditcast {

FanPoint fan_point(std::vector<std::int64_t> values) {
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  if (*least == *most) return {*least, *least, *least};
  auto from = values.begin();  // what is before it is smaller
  const auto at = [&](std::size_t percent) {
    const auto rank = values.begin() + static_cast<std::ptrdiff_t>((values.size() * percent + 99) / 100 - 1);
    std::nth_element(from, rank, values.end());
    from = rank;
    return *rank;
  };
  FanPoint point;
  point.p10 = at(10);
  point.p50 = at(50);
  point.p90 = at(90);
  return point;
}

}  // namespace creditcast
