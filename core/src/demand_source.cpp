#include "demand_source.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace creditcast {

Block block_at(std::uint64_t seed, std::uint32_t path, std::size_t stream, std::uint32_t place, Purpose purpose,
               std::uint32_t n) {
  const std::uint32_t where = static_cast<std::uint32_t>(stream) << 20 | place;
  return philox_4x32_10({path, where, static_cast<std::uint32_t>(purpose), n},
                        {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)});
}

void draw_lanes(std::uint64_t seed, std::span<const std::uint32_t> paths, std::size_t stream, std::uint32_t place,
                Purpose purpose, std::uint32_t n, LaneNumbers& numbers) {
  philox_lanes(paths.data(), paths.size(), static_cast<std::uint32_t>(stream) << 20 | place,
               static_cast<std::uint32_t>(purpose), n, seed, numbers);
}

DemandSource::DemandSource(const Resolved& resolved, Demand demand, std::uint64_t seed)
    : resolved_(&resolved), demand_(std::move(demand)), seed_(seed) {
  for (std::size_t day = 0; day < resolved.days.size(); ++day) {
    if (resolved.days[day].working) working_days_.push_back(static_cast<std::int32_t>(day));
  }
  for (const StreamDemand& stream : demand_.streams) {
    dealt_at_.push_back(stream.most_dealt >= 0 ? dealt_size_ : kNotDealt);
    if (stream.most_dealt >= 0) dealt_size_ += working_days_.size() * kLanes;
    law_offset_.push_back(law_cells_);
    law_cells_ += stream.laws.size() * static_cast<std::size_t>(resolved.months);
  }
}

const StretchSums& DemandBlock::sums_over(const StretchDays& days) {
  for (std::size_t i = 0; i < stretches_known; ++i) {
    if (*stretch_sums[i].days == days) return stretch_sums[i];
  }
  if (stretches_known == stretch_sums.size()) stretch_sums.emplace_back();
  StretchSums& sums = stretch_sums[stretches_known++];
  sums.days = &days;
  for (std::vector<std::int32_t>* all : {&sums.early_asked, &sums.early_rest}) all->assign(days.ranges.size() * kLanes, 0);
  const auto add = [&](std::size_t first_day, std::size_t count, std::int32_t* all, std::int32_t* past_own) {
    lanes_over(&credits[first_day * kLanes], &days.own[first_day], count, all, past_own);
  };
  for (std::size_t r = 0; r < days.ranges.size(); ++r) {
    const StretchDays::Range& range = days.ranges[r];
    add(range.first, range.early(), &sums.early_asked[r * kLanes], &sums.early_rest[r * kLanes]);
  }
  sums.asked = sums.early_asked;
  sums.rest = sums.early_rest;
  for (std::size_t r = 0; r < days.ranges.size(); ++r) {
    const StretchDays::Range& range = days.ranges[r];
    add(range.first + range.early(), range.count - range.early(), &sums.asked[r * kLanes], &sums.rest[r * kLanes]);
  }
  return sums;
}

/// The running floor of each path, as Arrivals deals it.
void DemandSource::deal(std::uint32_t first_path, std::size_t lanes, std::size_t stream, DemandBlock& block) const {
  const ResolvedStream& terms = resolved_->streams[stream];
  const RatePer per = terms.stream->rate.per;
  std::array<std::int64_t, kLanes> rest{}, quantity{};
  std::int32_t period = -1;
  std::int64_t days = 1;
  for (std::size_t w = 0; w < working_days_.size(); ++w) {
    const auto day = static_cast<std::size_t>(working_days_[w]);
    const DayInfo& info = resolved_->days[day];
    std::int32_t now = static_cast<std::int32_t>(day);
    std::int64_t over = 1;
    if (per == RatePer::week) {
      now = info.week;
      over = resolved_->working_days_in_week[static_cast<std::size_t>(info.week)];
    } else if (per == RatePer::month) {
      now = info.month;
      over = resolved_->working_days_in_month[static_cast<std::size_t>(info.month)];
    }
    if (now != period) {
      const Amount factor = terms.month_factor[static_cast<std::size_t>(info.month)];
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        rest[lane] = rest[lane] / days * over;
        const std::uint32_t u = block_at(seed_, first_path + static_cast<std::uint32_t>(lane), stream,
                                         static_cast<std::uint32_t>(day), Purpose::dealt, 0)[0];
        const Int128 product = Int128{whole(terms.per_period.at(u)).micros} * factor.micros;
        quantity[lane] = divide_half_even(product, kMicros);
      }
      period = now;
      days = over;
    }
    const std::int64_t one = kMicros * days;
    std::uint16_t* counts = &block.dealt[dealt_at_[stream] + w * kLanes];
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      rest[lane] += quantity[lane];
      const std::int64_t count = rest[lane] / one;
      rest[lane] %= one;
      counts[lane] = static_cast<std::uint16_t>(count);
    }
  }
}

void DemandSource::draw(std::uint32_t first_path, std::size_t lanes, DemandBlock& block) const {
  CREDITCAST_CHECK(lanes <= kLanes);
  block.first_path = first_path;
  block.lanes = lanes;
  block.credits.resize(working_days_.size() * kLanes);
  if (demand_.streams.empty()) std::fill(block.credits.begin(), block.credits.end(), 0);
  block.pieces.assign(kLanes, 0);
  block.dealt.resize(dealt_size_);
  const auto months = static_cast<std::size_t>(resolved_->months);
  block.asked.assign(demand_.streams.size() * months, 0);
  block.law_days.assign(law_cells_, 0);
  block.opened.rows.assign(working_days_.size(), OpenedDays::kNone);
  block.opened.begins.clear();
  block.opened.courses.clear();
  block.stretches_known = 0;
  block.numbers.resize(keeps_numbers() ? demand_.streams.size() * quarters() : 1);
  std::array<std::uint32_t, kLanes> paths;
  std::iota(paths.begin(), paths.end(), first_path);
  alignas(64) std::array<std::int32_t, kLanes> of_day;
  for (std::size_t s = 0; s < demand_.streams.size(); ++s) {
    const StreamDemand& stream = demand_.streams[s];
    if (dealt_at_[s] != kNotDealt) deal(first_path, lanes, s, block);
    for (std::size_t w = 0; w < working_days_.size(); ++w) {
      LaneNumbers& numbers = block.numbers[keeps_numbers() ? s * quarters() + w / 4 : 0];
      if (w % 4 == 0) {  // a block has the numbers of four working days
        draw_lanes(seed_, {paths.data(), lanes}, s, static_cast<std::uint32_t>(w / 4), Purpose::demand, 0, numbers);
      }
      const auto day = static_cast<std::size_t>(working_days_[w]);
      const auto month = static_cast<std::size_t>(resolved_->days[day].month);
      const std::int32_t law = stream.law_of_day[day];
      const std::uint32_t* u = numbers.of[w % 4].data();
      std::int32_t* all = &block.credits[w * kLanes];
      std::int32_t* own = s == 0 ? all : of_day.data();
      if (law >= 0) {
        stream.laws[static_cast<std::size_t>(law)].table.find({u, lanes}, own, block.pieces.data());
        std::fill(own + lanes, own + kLanes, 0);
        block.law_days[law_index(s, static_cast<std::size_t>(law), month)] += static_cast<std::int64_t>(lanes);
      } else {
        std::fill_n(own, kLanes, 0);
        if (law == -1) continue;
        for (std::size_t lane = 0; lane < lanes; ++lane) {
          const std::int32_t of_lane = law_at(block, lane, s, w);
          if (of_lane < 0) continue;
          const DayTable::Outcome outcome = stream.laws[static_cast<std::size_t>(of_lane)].table.at(u[lane]);
          own[lane] = static_cast<std::int32_t>(outcome.credits);
          block.pieces[lane] += static_cast<std::int32_t>(outcome.pieces);
          ++block.law_days[law_index(s, static_cast<std::size_t>(of_lane), month)];
        }
      }
      if (own != all) lanes_add(all, own);
      block.asked[s * months + month] += lanes_sum(own);
    }
  }
}

std::int32_t DemandSource::law_at(const DemandBlock& block, std::size_t lane, std::size_t s, std::size_t working_day) const {
  const StreamDemand& stream = demand_.streams[s];
  if (const std::int32_t law = law_of(s, working_day); law != kDealtOut) return law;
  const auto day = static_cast<std::size_t>(working_days_[working_day]);
  const std::size_t count = block.dealt[dealt_at_[s] + working_day * kLanes + lane];
  return stream.law_of_count[stream.occurrence_of_day[day] * (static_cast<std::size_t>(stream.most_dealt) + 1) + count];
}

void DemandSource::numbers_of(const DemandBlock& block, std::size_t stream, std::size_t working_day,
                              std::span<const std::uint8_t> lanes, std::span<std::uint32_t, kLanes> numbers) const {
  if (keeps_numbers()) {
    const auto& kept = block.numbers[stream * quarters() + working_day / 4].of[working_day % 4];
    for (std::size_t i = 0; i < lanes.size(); ++i) numbers[i] = kept[lanes[i]];
    return;
  }
  std::array<std::uint32_t, kLanes> paths{};
  for (std::size_t i = 0; i < lanes.size(); ++i) paths[i] = block.first_path + lanes[i];
  LaneNumbers drawn;
  draw_lanes(seed_, {paths.data(), lanes.size()}, stream, static_cast<std::uint32_t>(working_day / 4), Purpose::demand, 0,
             drawn);
  std::copy_n(drawn.of[working_day % 4].begin(), lanes.size(), numbers.begin());
}

}  // namespace creditcast
