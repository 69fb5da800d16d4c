#include "day_table.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "creditcast/units.hpp"
#include "lane_kernels.hpp"

namespace creditcast {
namespace {

/// The guide's entries have 16 bits.
constexpr std::size_t kMaxTableCells = 60'000;

}  // namespace

bool DayTable::make(const Lattice& law, DayTable& table) {
  if (law.first_credits < 0 || law.first_pieces < 0 || law.first_pieces > 1'000'000) return false;
  table.piece_bits_ = law.columns > 1 ? static_cast<int>(std::bit_width(law.columns - 1)) : 0;
  const std::int64_t last_credits = law.first_credits + static_cast<std::int64_t>(law.rows) - 1;
  if (table.piece_bits_ > 20 || last_credits >= (std::int64_t{1} << (32 - table.piece_bits_)) || last_credits > INT32_MAX)
    return false;
  table.first_pieces_ = static_cast<std::uint32_t>(law.first_pieces);
  const double total = law.total();
  double sum = 0;
  std::uint64_t before = 0;
  for (std::size_t row = 0; row < law.rows; ++row) {
    for (std::size_t column = 0; column < law.columns; ++column) {
      sum += law.weights[row * law.columns + column];
      const auto share = std::min(static_cast<std::uint64_t>(sum / total * static_cast<double>(kShareOne) + 0.5), kShareOne);
      if (share == before) continue;
      before = share;
      const auto credits = static_cast<std::uint32_t>(law.first_credits + static_cast<std::int64_t>(row));
      table.cells_.push_back(
          {static_cast<std::uint32_t>(share - 1), credits << table.piece_bits_ | static_cast<std::uint32_t>(column)});
      table.most_ = credits;
    }
  }
  // The sum of all may end a little beside the total.
  if (table.cells_.empty() || table.cells_.size() > kMaxTableCells) return false;
  table.cells_.back().last = UINT32_MAX;
  table.guide_.resize(std::size_t{1} << kGuideBits);
  std::uint32_t cell = 0;
  for (std::size_t i = 0; i < table.guide_.size(); ++i) {
    while (table.cells_[cell].last < static_cast<std::uint32_t>(i << kGuideShift)) ++cell;
    table.guide_[i] = static_cast<std::uint16_t>(cell);
  }
  return true;
}

void DayTable::find(std::span<const std::uint32_t> u, std::int32_t* credits, std::int32_t* pieces) const {
  const Cell* __restrict cells = cells_.data();
  const std::uint16_t* __restrict guide = guide_.data();
  alignas(64) std::array<std::uint32_t, kLanes> packed;
  for (std::size_t i = 0; i < u.size(); ++i) {
    const Cell* cell = cells + guide[u[i] >> kGuideShift];
    while (cell->last < u[i]) ++cell;
    packed[i] = cell->packed;
  }
  lanes_unpack(packed.data(), u.size(), piece_bits_, first_pieces_, credits, pieces);
}

}  // namespace creditcast
