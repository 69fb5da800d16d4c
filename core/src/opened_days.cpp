#include "opened_days.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace creditcast {

namespace {

constexpr std::uint16_t kSeveral = UINT16_MAX;
/// Tables grow no further; what finds no place is looked for weight by weight.
constexpr std::size_t kMostShares = 500'000;

/// The first of `count` weights at which their running sum passes u x total; weights of zero are never taken.
template <typename Weight>
std::size_t pick(std::size_t count, double total, double u, const Weight& weight) {
  CREDITCAST_CHECK(total > 0);
  const double goal = u * total;
  double sum = 0;
  std::size_t last = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double w = weight(i);
    if (w <= 0) continue;
    last = i;
    sum += w;
    if (sum > goal) return i;
  }
  return last;
}

}  // namespace

DayOpener::DayOpener(const DemandSource& source)
    : source_(&source), graphs_(source.demand().streams.size()), counts_(graphs_.size()), days_(graphs_.size()) {
  for (std::size_t s = 0; s < graphs_.size(); ++s) {
    graphs_[s].resize(source.demand().streams[s].occurrences.size());
    counts_[s].resize(source.demand().streams[s].laws.size());
  }
}

std::uint32_t DayOpener::kind_of(std::size_t stream, std::uint32_t occurrence, const Charge& charge) {
  const auto next = static_cast<std::uint32_t>(kinds_.size());
  const auto [found, added] = known_kinds_.try_emplace({stream, occurrence, charge.slot, charge.price, charge.spent}, next);
  if (added) {
    const Slot& slot = source_->demand().streams[stream].occurrences[occurrence].slots[charge.slot];
    kinds_.push_back({charge.price, charge.spent, static_cast<std::uint32_t>(stream), occurrence, charge.slot, slot.place});
  }
  return found->second;
}

void DayOpener::prepare(std::size_t stream, std::uint32_t occurrence, Graph& graph) {
  const StreamDemand& demand = source_->demand().streams[stream];
  const Occurrence& terms = demand.occurrences[occurrence];
  std::vector<std::uint32_t> kinds;
  for (const Charge& charge : terms.charges) kinds.push_back(kind_of(stream, occurrence, charge));
  graph.powers = &demand.powers[occurrence];
  graph.courses.emplace(terms, std::move(kinds), fours_);
  graph.splits.resize(demand.powers[occurrence].size());
}

/// The cell of what the first of several occurrences brings, given what all of them add up to.
inline std::size_t DayOpener::first_of(const Job& job, std::uint32_t number) {
  const Lattice& all = (*job.graph->powers)[job.left];
  std::vector<std::uint32_t>& known = job.graph->splits[job.left];
  if (known.empty()) known.resize(all.weights.size());
  std::uint32_t& split = known[job.cell_of(all)];
  if (split == 0) [[unlikely]]
    return first_by_weights(job, number, split);
  const Split& found = splits_[split - 1];
  return found.first + found.shares.at(number);
}

/// Makes a table of it, where there is room.
std::size_t DayOpener::first_by_weights(const Job& job, std::uint32_t number, std::uint32_t& split) {
  const Lattice& one = (*job.graph->powers)[1];
  const Lattice& all = (*job.graph->powers)[job.left];
  const Lattice& rest = (*job.graph->powers)[job.left - 1];
  // Only rows that leave the rest within its extent have any weight.
  const std::int64_t last_rest = job.credits - one.first_credits - rest.first_credits;
  const std::int64_t first_row = std::max<std::int64_t>(0, last_rest - static_cast<std::int64_t>(rest.rows) + 1);
  const std::int64_t last_row = std::min(static_cast<std::int64_t>(one.rows) - 1, last_rest);
  std::size_t first = static_cast<std::size_t>(first_row) * one.columns;
  std::size_t end = static_cast<std::size_t>(last_row + 1) * one.columns;
  const auto weight = [&](std::size_t cell) {
    const auto row = static_cast<std::int64_t>(cell / one.columns);
    const auto column = static_cast<std::int64_t>(cell % one.columns);
    const double w = one.weights[cell];
    return w <= 0 ? 0.0 : w * rest.at(job.credits - one.first_credits - row, job.pieces - one.first_pieces - column);
  };
  const double total = all.at(job.credits, job.pieces);
  while (end - first > 1 && weight(first) <= 0) ++first;
  while (end - first > 1 && weight(end - 1) <= 0) --end;
  if (end - first > ShareTable::kMost || split_shares_ + (end - first) > kMostShares)
    return first + pick(end - first, total, uniform(number), [&](std::size_t i) { return weight(first + i); });
  std::vector<std::uint32_t> last;
  double sum = 0;
  for (std::size_t cell = first; cell < end; ++cell) {
    sum += weight(cell);
    const std::uint64_t count = numbers_below(sum, total);
    if (count > 0) last.push_back(static_cast<std::uint32_t>(count - 1));
  }
  CREDITCAST_CHECK(!last.empty());
  first = end - last.size();  // what no number takes is left out
  last.back() = UINT32_MAX;
  split_shares_ += last.size();
  splits_.push_back({first, ShareTable(std::move(last))});
  split = static_cast<std::uint32_t>(splits_.size());
  return first + splits_.back().shares.at(number);
}

/// How many occurrences there are, given the day's total.
std::uint32_t DayOpener::count_by_weights(const DayLaw& law, const Job& job, std::uint32_t number, std::uint16_t& only) {
  const auto weight = [&](std::size_t i) {
    const auto count = static_cast<std::size_t>(law.counts[i].count);
    return law.counts[i].chance * (*job.graph->powers)[count].at(job.credits, job.pieces);
  };
  double total = 0;
  std::size_t possible = 0;
  for (std::size_t i = 0; i < law.counts.size(); ++i) {
    total += weight(i);
    possible += weight(i) > 0 ? 1 : 0;
  }
  const auto count = static_cast<std::uint32_t>(law.counts[pick(law.counts.size(), total, uniform(number), weight)].count);
  only = possible == 1 && count + 1 < kSeveral ? static_cast<std::uint16_t>(count + 1) : kSeveral;
  return count;
}

/// What the stream's day adds up to in each of the lanes, of how many occurrences, and the numbers that divide it.
void DayOpener::begin(const DemandBlock& block, std::size_t stream, std::size_t working_day,
                      std::span<const std::uint8_t> lanes) {
  StreamDay& of_stream = days_[stream];
  of_stream.jobs.assign(lanes.size(), {});
  const std::int32_t every_lane = source_->law_of(stream, working_day);
  if (every_lane == -1) return;
  const auto day = static_cast<std::uint32_t>(source_->working_days()[working_day]);
  std::array<std::uint32_t, kLanes> paths{}, totals;
  for (std::size_t i = 0; i < lanes.size(); ++i) paths[i] = block.first_path + lanes[i];
  source_->numbers_of(block, stream, working_day, lanes, totals);
  LaneNumbers numbers;
  draw_lanes(source_->seed(), {paths.data(), lanes.size()}, stream, day, Purpose::opened, 0, numbers);
  std::array<std::uint32_t, kLanes> wanted{};
  std::uint32_t most = 1;
  const DayLaw* law = nullptr;
  std::int32_t now = -1;
  std::vector<std::uint16_t>* counts = nullptr;
  Graph* graph = nullptr;
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    const std::int32_t index = every_lane >= 0 ? every_lane : source_->law_at(block, lanes[i], stream, working_day);
    if (index < 0) continue;
    if (index != now) {
      now = index;
      law = &source_->demand().streams[stream].laws[static_cast<std::size_t>(index)];
      counts = &counts_[stream][static_cast<std::size_t>(index)];
      if (counts->empty()) counts->resize(law->law.weights.size());
      graph = &graphs_[stream][law->occurrence];
      if (!graph->courses) prepare(stream, law->occurrence, *graph);
    }
    const DayTable::Outcome total = law->table.at(totals[i]);
    Job& job = of_stream.jobs[i];
    job.graph = graph;
    job.credits = static_cast<std::int32_t>(total.credits);
    job.pieces = static_cast<std::int32_t>(total.pieces);
    std::uint16_t& only = (*counts)[job.cell_of(law->law)];
    job.left = only == 0 || only == kSeveral ? count_by_weights(*law, job, numbers.of[0][i], only) : only - 1U;
    job.step = graph->courses->only_one() ? 0 : 1;
    wanted[i] = 2 * job.left * job.step;
    most = std::max(most, wanted[i]);
  }
  // A number says how many there are, one divides what is left, one for each takes a course.
  of_stream.stride = (most + 3) / 4 * 4;
  of_stream.numbers.resize(lanes.size() * of_stream.stride);
  const auto keep = [&](std::size_t i, std::size_t from, std::size_t n) {
    for (std::size_t k = 0; k < 4; ++k) of_stream.numbers[i * of_stream.stride + n * 4 + k] = numbers.of[k][from];
  };
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    keep(i, i, 0);
    of_stream.jobs[i].number = static_cast<std::uint32_t>(i * of_stream.stride) + 1;
  }
  std::array<std::uint8_t, kLanes> wanting;
  for (std::uint32_t n = 1; n * 4 < most; ++n) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < lanes.size(); ++i) {
      wanting[count] = static_cast<std::uint8_t>(i);
      paths[count] = block.first_path + lanes[i];
      count += wanted[i] > n * 4 ? 1U : 0U;
    }
    draw_lanes(source_->seed(), {paths.data(), count}, stream, day, Purpose::opened, n, numbers);
    for (std::size_t i = 0; i < count; ++i) keep(wanting[i], i, n);
  }
}

/// Divides the day's totals among its occurrences, whose courses go where `next` says for each lane.
void DayOpener::divide(StreamDay& of_stream, std::span<std::uint32_t> next) {
  std::size_t all = 0;
  for (const Job& job : of_stream.jobs) all += job.left;
  known_.resize(all);
  Known* known = known_.data();
  // Those with two or more left are divided; where one is left, its total is known.
  std::array<std::array<std::uint8_t, kLanes>, 3> with;
  std::array<std::size_t, 3> counts{};
  const auto put = [&](std::uint8_t i) {
    const std::size_t left = std::min(of_stream.jobs[i].left, 2U);
    with[left][counts[left]++] = i;
  };
  for (std::size_t i = 0; i < of_stream.jobs.size(); ++i) put(static_cast<std::uint8_t>(i));
  const auto next_number = [&](Job& job) {
    const std::uint32_t at = job.number;
    job.number += job.step;
    return of_stream.numbers[at];
  };
  while (counts[2] > 0) {
    const std::size_t count = std::exchange(counts[2], 0);
    for (std::size_t g = 0; g < count; ++g) {
      const std::uint8_t i = with[2][g];
      Job& job = of_stream.jobs[i];
      const Lattice& one = (*job.graph->powers)[1];
      const auto cell = static_cast<std::uint32_t>(first_of(job, next_number(job)));
      const auto columns = static_cast<std::uint32_t>(one.columns);
      const auto credits = static_cast<std::int32_t>(one.first_credits + cell / columns);
      const auto pieces = static_cast<std::int32_t>(one.first_pieces + cell % columns);
      *known++ = {&*job.graph->courses, next[i]++, next_number(job), credits, pieces};
      --job.left;
      job.credits -= credits;
      job.pieces -= pieces;
      put(i);
    }
  }
  for (std::size_t g = 0; g < counts[1]; ++g) {
    const std::size_t i = with[1][g];
    Job& job = of_stream.jobs[i];
    *known++ = {&*job.graph->courses, next[i]++, next_number(job), job.credits, job.pieces};
  }
}

void DayOpener::open(DemandBlock& block, std::size_t working_day, std::span<const std::uint8_t> lanes) {
  OpenedDays& opened = block.opened;
  if (opened.begins.empty()) walked_.clear();
  std::uint32_t& row = opened.rows[working_day];
  if (row == OpenedDays::kNone) {
    row = static_cast<std::uint32_t>(opened.begins.size() / kLanes);
    opened.begins.resize(opened.begins.size() + kLanes, OpenedDays::kNone);
  }
  std::uint32_t* begins = &opened.begins[row * kLanes];
  std::array<std::uint8_t, kLanes> fresh;
  std::size_t count = 0;
  for (const std::uint8_t lane : lanes) {
    fresh[count] = lane;
    count += begins[lane] == OpenedDays::kNone ? 1U : 0U;
  }
  if (count == 0) return;
  std::array<std::uint32_t, kLanes> courses{}, next;
  for (std::size_t s = 0; s < days_.size(); ++s) {
    begin(block, s, working_day, {fresh.data(), count});
    for (std::size_t i = 0; i < count; ++i) courses[i] += days_[s].jobs[i].left;
  }
  auto all = static_cast<std::uint32_t>(opened.courses.size());
  for (std::size_t i = 0; i < count; ++i) {
    next[i] = all;
    begins[fresh[i]] = courses[i] > 0 ? all : OpenedDays::kEmpty;
    all += courses[i];
  }
  opened.courses.resize(all);
  for (std::size_t i = 0; i < count; ++i) {
    if (courses[i] > 0) opened.courses[next[i]].more = courses[i] - 1;
  }
  for (StreamDay& day : days_) {
    divide(day, next);
    for (const Known& known : known_)
      known.courses->find(known.credits, known.pieces, known.number, walked_, opened.courses[known.at]);
  }
}

}  // namespace creditcast
