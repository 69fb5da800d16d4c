#include "buffer.hpp"

#include <algorithm>

#include "creditcast/estimate.hpp"

namespace creditcast {

std::vector<BufferLimit> buffer_limits(const Resolved& resolved) {
  const auto estimated = estimate(resolved);
  if (!estimated) return {};
  std::vector<Amount> shares{Amount{},
                             Amount{200'000},
                             Amount{250'000},
                             Amount{300'000},
                             resolved.scenario->buffer_low,
                             resolved.scenario->buffer_high};
  std::sort(shares.begin(), shares.end());
  shares.erase(std::unique(shares.begin(), shares.end()), shares.end());
  std::vector<BufferLimit> limits;
  for (const Amount share : shares) {
    const Int128 month = Int128{estimated->credits_per_month.micros} * (kMicros + share.micros);
    if (month > Int128{kAmountMaxMicros} * kMicros) break;
    const Amount rounded{divide_half_even(month, kMicros)};
    limits.push_back({share, rounded, Int128{rounded.micros} * resolved.months});
  }
  return limits;
}

}  // namespace creditcast
