#include "courses.hpp"

#include <algorithm>
#include <bit>

#include "creditcast/check.hpp"

namespace creditcast {

namespace {

/// Courses in one table, and in all of them.
constexpr std::size_t kMostInTable = 4'096, kMostCourses = 200'000;

}  // namespace

std::uint64_t numbers_below(double sum, double total) {
  const auto below = [&](std::uint64_t u) { return uniform(static_cast<std::uint32_t>(u)) * total < sum; };
  constexpr double kAll = 4294967296.0;
  auto count = static_cast<std::uint64_t>(std::clamp(sum / total * kAll, 0.0, kAll));
  while (count < (std::uint64_t{1} << 32) && below(count)) ++count;
  while (count > 0 && !below(count - 1)) --count;
  return count;
}

ShareTable::ShareTable(std::vector<std::uint32_t> last) : last_(std::move(last)) {
  CREDITCAST_CHECK(!last_.empty() && last_.size() <= kMost && last_.back() == UINT32_MAX);
  shift_ = 32 - static_cast<int>(std::bit_width(last_.size()));
  guide_.reserve((std::size_t{1} << (32 - shift_)) + last_.size() + kWindow);
  std::uint16_t at = 0;
  for (std::uint64_t begin = 0; begin <= UINT32_MAX; begin += std::uint64_t{1} << shift_) {
    while (last_[at] < begin) ++at;
    guide_.push_back(at);
  }
  for (const std::uint32_t one : last_) guide_.push_back(static_cast<std::uint16_t>(one >> 16));
  guide_.insert(guide_.end(), kWindow, UINT16_MAX);
}

std::uint32_t KindFours::index_of(const FourKinds& kinds) {
  const auto at = std::lower_bound(in_order_.begin(), in_order_.end(), kinds,
                                   [&](std::uint32_t index, const FourKinds& one) { return all_[index] < one; });
  if (at != in_order_.end() && all_[*at] == kinds) return *at;
  const auto index = static_cast<std::uint32_t>(all_.size());
  in_order_.insert(at, index);
  all_.push_back(kinds);
  return index;
}

const FourRuns* RunStore::keep(std::span<const FourRuns> runs) {
  constexpr std::size_t kRoom = 4'096;
  const auto fits = [&](const std::vector<FourRuns>& room) { return room.capacity() - room.size() >= runs.size(); };
  while (room_ < rooms_.size() && !fits(rooms_[room_])) ++room_;
  if (room_ == rooms_.size()) rooms_.emplace_back().reserve(std::max(kRoom, runs.size()));
  std::vector<FourRuns>& room = rooms_[room_];
  room.insert(room.end(), runs.begin(), runs.end());
  return room.data() + (room.size() - runs.size());
}

void RunStore::clear() {
  for (std::vector<FourRuns>& room : rooms_) room.clear();
  room_ = 0;
}

Courses::Courses(const Occurrence& occurrence, std::vector<std::uint32_t> kinds, KindFours& fours)
    : occurrence_(&occurrence), kinds_(std::move(kinds)), fours_(&fours), cells_(occurrence.law().weights.size()) {
  for (const Node& node : occurrence.nodes) only_one_ = only_one_ && node.steps < 2;
}

void Courses::find(std::int64_t credits, std::int64_t pieces, std::uint32_t number, RunStore& walked, Course& course) {
  const Lattice& law = occurrence_->law();
  Cell& cell = cells_[static_cast<std::size_t>(credits - law.first_credits) * law.columns +
                      static_cast<std::size_t>(pieces - law.first_pieces)];
  if (cell.table == 0) {
    // A table is tried again and again, but not with more work than went into walking so far.
    ++cell.asked;
    constexpr std::size_t kWorth = 4;
    if (!std::has_single_bit(cell.asked) || !tabulate(credits, pieces, kWorth * cell.asked))
      return walk(credits, pieces, number, walked, course);
    cell.table = static_cast<std::uint32_t>(tables_.size());
  }
  const Table& table = tables_[cell.table - 1];
  const std::size_t i = table.shares.at(number);
  if (table.begins.size() > 2 && table.shares.near_end(i, number)) [[unlikely]]
    return walk(credits, pieces, number, walked, course);
  course.first = table.runs.data() + table.begins[i];
  course.fours = table.begins[i + 1] - table.begins[i];
  course.pieces = static_cast<std::int32_t>(pieces);
  course.spent = static_cast<std::int32_t>(credits);
}

/// What is left of `aside` is always weight of the node that the walk has come to.
void Courses::walk(std::int64_t credits, std::int64_t pieces, std::uint32_t number, RunStore& store, Course& course) {
  const Occurrence& terms = *occurrence_;
  const Node* node = &terms.nodes.back();
  double aside = uniform(number) * node->rest.at(credits, pieces);
  std::int64_t left = credits;
  steps_.clear();
  while (node->steps > 0) {
    std::uint32_t taken = node->first_step;
    double rest = aside, then = aside;
    for (std::uint32_t s = node->first_step; s < node->first_step + node->steps; ++s) {
      const Step& step = terms.steps[s];
      const double weight = step.chance * terms.nodes[step.next].rest.at(left - step.credits, pieces);
      if (weight <= 0) continue;
      taken = s;
      then = rest;
      if (rest < weight) break;
      rest -= weight;
    }
    const Step& step = terms.steps[taken];
    aside = then / step.chance;
    left -= step.credits;
    steps_.push_back(taken);
    node = &terms.nodes[step.next];
  }
  list_runs(steps_);
  course.first = store.keep(runs_);
  course.fours = static_cast<std::uint32_t>(runs_.size());
  course.pieces = static_cast<std::int32_t>(pieces);
  course.spent = static_cast<std::int32_t>(credits);
}

/// All courses to the cell, in the order in which numbers take them, if they are at most so many.
bool Courses::tabulate(std::int64_t credits, std::int64_t pieces, std::size_t most) {
  most = std::min({most, kMostInTable, kMostCourses - courses_});
  const Occurrence& terms = *occurrence_;
  struct At {
    const Node* node;
    std::uint32_t next;  ///< of its steps
    std::int64_t left;
    double weight;  ///< that leads to it
  };
  std::vector<At> path{{&terms.nodes.back(), 0, credits, 1}};
  std::vector<double> sums;
  std::vector<std::uint32_t> begins{0};
  std::vector<FourRuns> runs;
  double sum = 0;
  steps_.clear();
  while (!path.empty()) {
    At& at = path.back();
    if (at.node->steps == 0) {
      if (sums.size() == most) return false;
      sum += at.weight;
      sums.push_back(sum);
      list_runs(steps_);
      runs.insert(runs.end(), runs_.begin(), runs_.end());
      begins.push_back(static_cast<std::uint32_t>(runs.size()));
    }
    if (at.next == at.node->steps) {
      path.pop_back();
      if (!steps_.empty()) steps_.pop_back();
      continue;
    }
    const std::uint32_t taken = at.node->first_step + at.next++;
    const Step& step = terms.steps[taken];
    const Node& node = terms.nodes[step.next];
    const std::int64_t left = at.left - step.credits;
    if (step.chance <= 0 || node.rest.at(left, pieces) <= 0) continue;
    steps_.push_back(taken);
    path.push_back({&node, 0, left, at.weight * step.chance});
  }
  std::vector<std::uint32_t> last;
  for (const double one : sums) {
    const std::uint64_t count = numbers_below(one, terms.law().at(credits, pieces));
    last.push_back(static_cast<std::uint32_t>(std::max<std::uint64_t>(count, 1) - 1));
  }
  last.back() = UINT32_MAX;
  courses_ += sums.size();
  tables_.push_back({ShareTable(std::move(last)), std::move(begins), std::move(runs)});
  return true;
}

/// The requests of a course in runs_.
void Courses::list_runs(std::span<const std::uint32_t> steps) {
  const Occurrence& terms = *occurrence_;
  std::int64_t spent = 0, needs = 0;
  runs_.clear();
  FourKinds kinds{};
  std::size_t at = FourRuns::kRuns;  // the run under way
  const auto end_four = [&] {
    if (!runs_.empty()) runs_.back().kinds = fours_->index_of(kinds);
  };
  for (const std::uint32_t s : steps) {
    const Step& step = terms.steps[s];
    for (std::uint32_t c = step.first_charge; c < step.first_charge + step.charges; ++c) {
      const Charge& charge = terms.charges[c];
      if (runs_.empty() || kinds[at] != kinds_[c]) {
        if (runs_.empty() || ++at == FourRuns::kRuns) {
          end_four();
          runs_.emplace_back();
          at = 0;
        }
        std::fill(kinds.begin() + static_cast<std::ptrdiff_t>(at), kinds.end(), kinds_[c]);
      }
      ++runs_.back().counts[at];
      needs = std::max(needs, spent + std::min(charge.price, kDear));
      for (std::size_t k = at; k < FourRuns::kRuns; ++k) runs_.back().needs[k] = static_cast<std::int32_t>(needs);
      spent += charge.spent;
    }
  }
  end_four();
}

}  // namespace creditcast
