#pragma once
/// Demand drawn for many paths side by side, from the tables that a scenario was compiled into.
#include <cstdint>
#include <vector>

#include "creditcast/random.hpp"
#include "demand.hpp"
#include "lane_kernels.hpp"

namespace creditcast {

/// A block of Philox at a place of a path's own: stream and place stand in word 1, the purpose in word 2, a running number in
/// word 3.
Block block_at(std::uint64_t seed, std::uint32_t path, std::size_t stream, std::uint32_t place, Purpose purpose,
               std::uint32_t n);

/// The demand of up to kLanes paths, drawn once for any number of plans.
struct DemandBlock {
  std::uint32_t first_path = 0;
  std::size_t lanes = 0;
  std::vector<std::int32_t> credits;   ///< [working day x kLanes + lane], all streams together, grains
  std::vector<std::int32_t> pieces;    ///< [lane] over the horizon
  std::vector<std::uint16_t> dealt;    ///< [dealt-out stream][working day x kLanes + lane] occurrences
  std::vector<std::int64_t> asked;     ///< [stream x months + month] grains, all lanes together
  std::vector<std::int64_t> law_days;  ///< see DemandSource::law_index; lanes x days on which each law was in force
};

class DemandSource {
 public:
  DemandSource(const Resolved& resolved, Demand demand, std::uint64_t seed);
  /// Draws the demand of the paths [first, first + lanes), lanes <= kLanes.
  void draw(std::uint32_t first_path, std::size_t lanes, DemandBlock& block) const;
  /// The outcome of one stream on one working day of one path, and its law.
  struct Drawn {
    const DayLaw* law = nullptr;  ///< null: no work
    DayTable::Outcome outcome;
  };
  [[nodiscard]] Drawn drawn(const DemandBlock& block, std::size_t lane, std::size_t stream, std::size_t working_day) const;
  [[nodiscard]] const std::vector<std::int32_t>& working_days() const { return working_days_; }
  [[nodiscard]] std::size_t law_index(std::size_t stream, std::size_t law, std::size_t month) const {
    return law_offset_[stream] + law * static_cast<std::size_t>(resolved_->months) + month;
  }
  [[nodiscard]] std::size_t law_cells() const { return law_cells_; }
  [[nodiscard]] const Demand& demand() const { return demand_; }
  [[nodiscard]] std::uint64_t seed() const { return seed_; }

 private:
  static constexpr std::size_t kNotDealt = SIZE_MAX;
  void deal(std::uint32_t first_path, std::size_t lanes, std::size_t stream, DemandBlock& block) const;
  [[nodiscard]] std::int32_t law_at(const DemandBlock& block, std::size_t lane, std::size_t stream,
                                    std::size_t working_day) const;

  const Resolved* resolved_;
  Demand demand_;
  std::uint64_t seed_;
  std::vector<std::int32_t> working_days_;  ///< days of the horizon
  std::vector<std::size_t> dealt_at_;       ///< [stream] offset in DemandBlock::dealt
  std::vector<std::size_t> law_offset_;
  std::size_t law_cells_ = 0;
  std::size_t dealt_size_ = 0;
};

}  // namespace creditcast
