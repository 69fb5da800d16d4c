#pragma once
/// What the fan of balances shows of a day.
#include <cstdint>
#include <vector>

namespace creditcast {

struct FanPoint {
  std::int64_t p10 = 0, p50 = 0, p90 = 0;
};
/// The k-th smallest of at least one value, k = ceil(p n). In a file of its own because it is the longest part of a small
/// forecast, and so compiled for speed where the rest of a result is compiled for size.
FanPoint fan_point(std::vector<std::int64_t> values);

}  // namespace creditcast
