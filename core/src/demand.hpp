#pragma once
/// What a scenario asks for on each working day, compiled into tables: one number drawn gives a stream's credits and finished
/// pieces of the day. Independent of balances, so one demand serves every plan that has the same prices.
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "occurrence.hpp"

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
  /// Of many numbers at once; credits and pieces are added up.
  void add(std::span<const std::uint32_t> u, std::int32_t* credits, std::int32_t* pieces) const;
  /// Most credits of any outcome, in grains.
  [[nodiscard]] std::int64_t most() const { return most_; }
  /// Smallest number drawn of which the outcome has more than so many grains of credit; 2^32: none.
  [[nodiscard]] std::uint64_t above(std::int64_t credits) const;
  [[nodiscard]] std::size_t size() const { return cells_.size(); }

 private:
  static constexpr int kGuideBits = 13;
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

/// A number of occurrences and its chance.
struct CountChance {
  std::int64_t count = 0;
  double chance = 0;
};

/// What a stream's day may be like. Days with the same law share one.
struct DayLaw {
  std::uint32_t occurrence = 0;  ///< index in StreamDemand::occurrences
  std::vector<CountChance> counts;
  double mean_count = 0;
  Lattice law;
  DayTable table;
};

/// In StreamDemand::law_of_day: the count is drawn for a period and dealt out.
inline constexpr std::int32_t kDealtOut = -2;

struct StreamDemand {
  std::vector<Occurrence> occurrences;       ///< by plan in force where prices differ
  std::vector<std::vector<Lattice>> powers;  ///< [occurrence][n] n of them in a row
  std::vector<DayLaw> laws;
  std::vector<std::int32_t> law_of_day;          ///< [day] index in laws; -1: no work; or kDealtOut
  std::vector<std::int32_t> law_of_count;        ///< [occurrence x counts + n] where counts are dealt out
  std::vector<std::uint32_t> occurrence_of_day;  ///< [day]
  std::int64_t most_dealt = -1;                  ///< largest count; -1: none is dealt out
};

struct Demand {
  std::int64_t grain = 1;  ///< millionths of a credit
  std::vector<StreamDemand> streams;
  std::int64_t most_a_day = 0;  ///< grains
  double lost = 0;              ///< bound on the weight left out of all tables, each as much as the worst
};

/// Compiles the streams of a scenario in grains, or says why it cannot be done, with the stream's name.
std::variant<Demand, WhyNot> compile_demand(const Resolved& resolved, std::int64_t grain_micros);

}  // namespace creditcast
