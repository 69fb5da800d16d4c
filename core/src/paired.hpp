#pragma once
/// What one thing comes to more than another, path by path: sums in whole numbers, mergeable in any order.
#include <cstdint>

#include "creditcast/results.hpp"

namespace creditcast {

struct PairedSum {
  std::uint64_t count = 0;
  Int128 sum = 0;
  UInt128 squares = 0;  ///< modulo 2^128, as the sums about the mean that come of it
  void add(std::int64_t more) {
    ++count;
    sum += more;
    squares += static_cast<UInt128>(static_cast<Int128>(more) * more);
  }
  void merge(const PairedSum& other);
  /// Of paths of so many months what it comes to in one; at least one path.
  [[nodiscard]] Difference a_month(std::int32_t months) const;
};

}  // namespace creditcast
