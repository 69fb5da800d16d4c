#pragma once
/// How many occurrences each stream brings on each day. Independent of balances, so every plan sees the same demand.
#include <cstdint>
#include <vector>

#include "creditcast/resolve.hpp"

namespace creditcast {

inline constexpr std::int64_t kMaxOccurrencesPerDay = (1 << 20) - 1;

class Arrivals {
 public:
  Arrivals(const Resolved& resolved, std::uint64_t seed, std::uint32_t path);
  /// Occurrences of a stream on a day; days must be asked for in order, each once. More than kMaxOccurrencesPerDay: that plus
  /// one.
  std::int64_t on_day(std::size_t stream, std::int32_t day);

 private:
  /// A running floor: each working day adds quantity / days, and whole occurrences are taken out.
  struct Dealt {
    std::int32_t period = -1;
    Amount quantity;        ///< of the period, growth and season included
    std::int64_t days = 1;  ///< working days of the period
    std::int64_t rest = 0;  ///< not yet dealt, in millionths / days
  };
  const Resolved* resolved_;
  std::uint64_t seed_;
  std::uint32_t path_;
  std::vector<Dealt> dealt_;
};

}  // namespace creditcast
