#pragma once
/// Demand drawn for many paths side by side, from the tables that a scenario was compiled into.
#include <cstdint>
#include <span>
#include <vector>

#include "courses.hpp"
#include "creditcast/random.hpp"
#include "demand.hpp"
#include "lane_kernels.hpp"
#include "stretches.hpp"

namespace creditcast {

/// A block of Philox at a place of a path's own: stream and place stand in word 1, the purpose in word 2, a running number in
/// word 3.
Block block_at(std::uint64_t seed, std::uint32_t path, std::size_t stream, std::uint32_t place, Purpose purpose,
               std::uint32_t n);

/// The same of several paths; what holds them has room for kLanes.
void draw_lanes(std::uint64_t seed, std::span<const std::uint32_t> paths, std::size_t stream, std::uint32_t place,
                Purpose purpose, std::uint32_t n, LaneNumbers& numbers);

/// Days of a block that were opened so far.
struct OpenedDays {
  static constexpr std::uint32_t kNone = UINT32_MAX, kEmpty = kNone - 1;
  [[nodiscard]] std::span<const Course> of(std::size_t lane, std::size_t working_day) const {
    const std::uint32_t begin = begins[rows[working_day] * kLanes + lane];
    if (begin == kEmpty) return {};
    return {&courses[begin], courses[begin].more + 1U};
  }
  std::vector<std::uint32_t> rows;    ///< [working day] index of its row of begins; kNone: none of its lanes was opened
  std::vector<std::uint32_t> begins;  ///< [row x kLanes + lane] in courses; kNone: not opened; kEmpty: nothing happened
  std::vector<Course> courses;        ///< their runs are the opener's
};

/// What a block asks for in each stretch of days.
struct StretchSums {
  const StretchDays* days = nullptr;
  std::vector<std::int32_t> asked;                    ///< [range x kLanes + lane] grains
  std::vector<std::int32_t> rest;                     ///< [range x kLanes + lane] past what each day has of its own
  std::vector<std::int32_t> early_asked, early_rest;  ///< the same of a range's early days
};

/// The demand of up to kLanes paths, drawn once for any number of plans.
struct DemandBlock {
  std::uint32_t first_path = 0;
  std::size_t lanes = 0;
  std::vector<std::int32_t> credits;   ///< [working day x kLanes + lane], all streams together, grains
  std::vector<std::int32_t> pieces;    ///< [lane] over the horizon
  std::vector<std::uint16_t> dealt;    ///< [dealt-out stream][working day x kLanes + lane] occurrences
  std::vector<std::int64_t> asked;     ///< [stream x months + month] grains, all lanes together
  std::vector<std::int64_t> law_days;  ///< see DemandSource::law_index; lanes x days on which each law was in force
  std::vector<LaneNumbers> numbers;    ///< [stream x quarters + working day / 4] that totals were drawn from, if kept
  OpenedDays opened;
  std::vector<StretchSums> stretch_sums;  ///< of all stretches asked about so far
  std::size_t stretches_known = 0;        ///< how many of them are of this block; the rest are room
  /// `days` must outlive the block's demand.
  const StretchSums& sums_over(const StretchDays& days);
};

class DemandSource {
 public:
  DemandSource(const Resolved& resolved, Demand demand, std::uint64_t seed);
  /// Draws the demand of the paths [first, first + lanes), lanes <= kLanes.
  void draw(std::uint32_t first_path, std::size_t lanes, DemandBlock& block) const;
  /// Of all lanes on that working day: index of a law, -1: no work, or kDealtOut.
  [[nodiscard]] std::int32_t law_of(std::size_t stream, std::size_t working_day) const {
    return demand_.streams[stream].law_of_day[static_cast<std::size_t>(working_days_[working_day])];
  }
  /// Of one lane: index of a law, or -1.
  [[nodiscard]] std::int32_t law_at(const DemandBlock& block, std::size_t lane, std::size_t stream,
                                    std::size_t working_day) const;
  /// The numbers that these lanes' totals of the day were drawn from.
  void numbers_of(const DemandBlock& block, std::size_t stream, std::size_t working_day, std::span<const std::uint8_t> lanes,
                  std::span<std::uint32_t, kLanes> numbers) const;
  [[nodiscard]] const std::vector<std::int32_t>& working_days() const { return working_days_; }
  [[nodiscard]] std::size_t law_index(std::size_t stream, std::size_t law, std::size_t month) const {
    return law_offset_[stream] + law * static_cast<std::size_t>(resolved_->months) + month;
  }
  [[nodiscard]] std::size_t law_cells() const { return law_cells_; }
  [[nodiscard]] const Demand& demand() const { return demand_; }
  [[nodiscard]] std::uint64_t seed() const { return seed_; }

 private:
  static constexpr std::size_t kNotDealt = SIZE_MAX;
  /// Numbers are kept where there are few, else drawn again.
  static constexpr std::size_t kMostKept = 512;  // blocks of all lanes
  [[nodiscard]] std::size_t quarters() const { return (working_days_.size() + 3) / 4; }
  [[nodiscard]] bool keeps_numbers() const { return demand_.streams.size() * quarters() <= kMostKept; }
  void deal(std::uint32_t first_path, std::size_t lanes, std::size_t stream, DemandBlock& block) const;
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
