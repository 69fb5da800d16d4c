#pragma once
/// Demand drawn for many paths side by side, from the tables that a scenario was compiled into.
#include <cstdint>
#include <span>
#include <vector>

#include "creditcast/random.hpp"
#include "demand.hpp"
#include "lane_kernels.hpp"
#include "stretches.hpp"

namespace creditcast {

/// A block of Philox at a place of a path's own: stream and place stand in word 1, the purpose in word 2, a running number in
/// word 3.
Block block_at(std::uint64_t seed, std::uint32_t path, std::size_t stream, std::uint32_t place, Purpose purpose,
               std::uint32_t n);

/// One request of an opened day (see opened_days.hpp), in the order they are asked for.
class OpenedRequest {
 public:
  static constexpr std::uint32_t kKinds = 1U << 24, kPieces = 1U << 7, kBegins = 1U << 31;
  OpenedRequest() = default;
  explicit OpenedRequest(std::uint32_t packed) : packed_(packed) {}
  [[nodiscard]] std::uint32_t kind() const { return packed_ & (kKinds - 1); }  ///< index in DayOpener::kinds
  /// That its occurrence finishes if all of it is paid.
  [[nodiscard]] std::int32_t pieces() const { return static_cast<std::int32_t>(packed_ >> 24 & (kPieces - 1)); }
  [[nodiscard]] bool begins() const { return packed_ >= kBegins; }  ///< is it the first of its occurrence?

 private:
  std::uint32_t packed_ = 0;
};

/// Days of a block that were opened so far.
struct OpenedDays {
  static constexpr std::uint32_t kNone = UINT32_MAX;
  struct Range {
    std::uint32_t begin = kNone, end = 0;
  };
  [[nodiscard]] std::span<const OpenedRequest> of(std::size_t lane, std::size_t working_day) const {
    const Range& range = ranges[rows[working_day] * kLanes + lane];
    return {requests.data() + range.begin, requests.data() + range.end};
  }
  std::vector<std::uint32_t> rows;  ///< [working day] index of its row of ranges; kNone: none of its lanes was opened
  std::vector<Range> ranges;        ///< [row x kLanes + lane] in requests
  std::vector<OpenedRequest> requests;
};

/// What a block asks for in each stretch of days.
struct StretchSums {
  const StretchDays* days = nullptr;
  std::vector<std::int32_t> asked;  ///< [range x kLanes + lane] grains
  std::vector<std::int32_t> rest;   ///< [range x kLanes + lane] past what each day has of its own
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
