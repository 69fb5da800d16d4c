#pragma once
/// A table that turns a number drawn into a day's credits and finished pieces.
#include <cstdint>
#include <span>
#include <vector>

#include "lattice.hpp"

namespace creditcast {

/// A day's outcomes as an inverse distribution function with a guide: constant time, and monotone in the number drawn, so that
/// paired scenarios stay paired.
class DayTable {
 public:
  struct Outcome {
    std::uint32_t credits = 0;  ///< grains
    std::uint32_t pieces = 0;
  };

  DayTable() = default;
  /// Shares of 2^32 by rounding the cumulated weight, in the order of credits, then pieces. False: too many outcomes.
  static bool make(const Lattice& law, DayTable& table);

  [[nodiscard]] Outcome at(std::uint32_t u) const {
    std::uint32_t cell = guide_[u >> kGuideShift];
    while (cells_[cell].last < u) ++cell;
    return {cells_[cell].packed >> piece_bits_, first_pieces_ + (cells_[cell].packed & ((1U << piece_bits_) - 1))};
  }
  /// Of at most kLanes numbers at once; pieces are added to what is there.
  void find(std::span<const std::uint32_t> u, std::int32_t* credits, std::int32_t* pieces) const;
  /// Most credits of any outcome, in grains.
  [[nodiscard]] std::int64_t most() const { return most_; }

 private:
  static constexpr int kGuideBits = 14;
  static constexpr int kGuideShift = 32 - kGuideBits;
  struct Cell {
    std::uint32_t last = 0;  ///< the largest number that takes it
    std::uint32_t packed = 0;
  };
  std::vector<Cell> cells_;
  std::vector<std::uint16_t> guide_;
  std::uint32_t first_pieces_ = 0;
  int piece_bits_ = 0;
  std::int64_t most_ = 0;
};

}  // namespace creditcast
