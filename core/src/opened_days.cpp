#include "opened_days.hpp"

#include <algorithm>
#include <array>

namespace creditcast {

namespace {

constexpr std::uint32_t kEnd = UINT32_MAX;
constexpr std::uint32_t kNone = UINT32_MAX;
constexpr std::uint32_t kUntabled = UINT32_MAX - 1;
/// Tables grow no further; what finds no place is looked for weight by weight.
constexpr std::size_t kMostLimits = 1'000'000;
constexpr std::size_t kMostSums = 1'000'000;

/// In (0, 1).
double uniform(std::uint32_t number) { return (static_cast<double>(number) + 0.5) / 4294967296.0; }

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

/// How many numbers u have uniform(u) x total below the sum, and so are decided by it.
std::uint64_t numbers_below(double sum, double total) {
  const auto below = [&](std::uint64_t u) { return uniform(static_cast<std::uint32_t>(u)) * total < sum; };
  constexpr double kAll = 4294967296.0;
  auto count = static_cast<std::uint64_t>(std::clamp(sum / total * kAll, 0.0, kAll));
  while (count < (std::uint64_t{1} << 32) && below(count)) ++count;
  while (count > 0 && !below(count - 1)) --count;
  return count;
}

}  // namespace

/// Numbers of an opened day, one after the other.
class DayOpener::Numbers {
 public:
  Numbers(std::uint64_t seed, std::uint32_t path, std::size_t stream, std::uint32_t day)
      : seed_(seed), path_(path), stream_(stream), day_(day) {}
  std::uint32_t next() {
    if (used_ == numbers_.size()) {
      for (std::size_t i = 0; i < numbers_.size(); i += 4) {
        const Block block = block_at(seed_, path_, stream_, day_, Purpose::opened, n_++);
        std::copy(block.begin(), block.end(), numbers_.begin() + static_cast<std::ptrdiff_t>(i));
      }
      used_ = 0;
    }
    return numbers_[used_++];
  }

 private:
  std::uint64_t seed_;
  std::uint32_t path_;
  std::size_t stream_;
  std::uint32_t day_;
  std::uint32_t n_ = 0;
  std::array<std::uint32_t, 16> numbers_;
  std::size_t used_ = numbers_.size();
};

DayOpener::DayOpener(const DemandSource& source) : source_(&source), graphs_(source.demand().streams.size()) {
  for (std::size_t s = 0; s < graphs_.size(); ++s) graphs_[s].resize(source.demand().streams[s].occurrences.size());
}

std::uint32_t DayOpener::kind_of(std::size_t stream, std::uint32_t occurrence, const Charge& charge) {
  const auto next = static_cast<std::uint32_t>(kinds_.size());
  const auto [found, added] = known_kinds_.try_emplace({stream, occurrence, charge.slot, charge.price, charge.spent}, next);
  if (added) {
    CREDITCAST_CHECK(next < (1U << 24));
    const Slot& slot = graphs_[stream][occurrence].occurrence->slots[charge.slot];
    kinds_.push_back({charge.price, charge.spent, static_cast<std::uint32_t>(stream), occurrence, charge.slot, slot.place});
  }
  return found->second;
}

/// Of a node that nothing is decided at, `to` has the only step's; places are numbered as their nodes until they are in order.
DayOpener::Move DayOpener::move_along(std::size_t stream, std::uint32_t occurrence, Graph& graph, const Step& step) {
  const Occurrence& terms = *graph.occurrence;
  Move move;
  move.first_request = static_cast<std::uint32_t>(graph.requests.size());
  for (const Step* at = &step;;) {
    move.credits += at->credits;
    for (std::uint32_t c = at->first_charge; c < at->first_charge + at->charges; ++c)
      graph.requests.push_back(kind_of(stream, occurrence, terms.charges[c]));
    move.to = at->next;
    if (terms.nodes[at->next].steps != 1) break;
    at = &terms.steps[terms.nodes[at->next].first_step];
  }
  move.requests = static_cast<std::uint32_t>(graph.requests.size()) - move.first_request;
  return move;
}

void DayOpener::prepare(std::size_t stream, std::uint32_t occurrence, Graph& graph) {
  const StreamDemand& demand = source_->demand().streams[stream];
  const Occurrence& terms = demand.occurrences[occurrence];
  graph.occurrence = &terms;
  std::vector<std::uint32_t> place_of(terms.nodes.size(), kEnd);
  for (std::size_t i = 0; i < terms.nodes.size(); ++i) {
    const Node& node = terms.nodes[i];
    if (node.steps < 2) continue;
    place_of[i] = static_cast<std::uint32_t>(graph.places.size());
    graph.places.push_back({&node, static_cast<std::uint32_t>(graph.moves.size()), node.steps, kNone});
    for (std::uint32_t s = node.first_step; s < node.first_step + node.steps; ++s)
      graph.moves.push_back(move_along(stream, occurrence, graph, terms.steps[s]));
  }
  Step into;  // the first node, as if a step led there
  into.next = static_cast<std::uint32_t>(terms.nodes.size() - 1);
  graph.start = move_along(stream, occurrence, graph, into);
  graph.start.to = place_of[graph.start.to];
  for (Move& move : graph.moves) move.to = place_of[move.to];
  graph.split.resize(demand.powers[occurrence].size());
}

void DayOpener::tabulate(const Graph& graph, Place& place) {
  const Node& node = *place.node;
  const Lattice& rest = node.rest;
  const std::size_t each = place.moves - 1;
  if (limits_.size() + rest.weights.size() * each > kMostLimits) {
    place.limits = kUntabled;
    return;
  }
  place.limits = static_cast<std::uint32_t>(limits_.size());
  const Step* steps = &graph.occurrence->steps[node.first_step];
  for (std::size_t cell = 0; cell < rest.weights.size(); ++cell) {
    const double total = rest.weights[cell];
    const std::int64_t credits = rest.first_credits + static_cast<std::int64_t>(cell / rest.columns);
    const std::int64_t pieces = rest.first_pieces + static_cast<std::int64_t>(cell % rest.columns);
    std::uint64_t limit = 0;
    double sum = 0;
    const std::size_t first = limits_.size();
    std::size_t last = 0;
    for (std::size_t i = 0; i < place.moves && total > 0; ++i) {
      const double weight =
          steps[i].chance * graph.occurrence->nodes[steps[i].next].rest.at(credits - steps[i].credits, pieces);
      if (weight > 0) {
        sum += weight;
        limit = numbers_below(sum, total);
        last = i;
      }
      if (i < each) limits_.push_back(static_cast<std::uint32_t>(std::min<std::uint64_t>(limit, UINT32_MAX)));
    }
    limits_.resize(first + each, UINT32_MAX);
    for (std::size_t i = last; i < each; ++i) limits_[first + i] = UINT32_MAX;  // nothing is taken after it
  }
}

void DayOpener::walk(Graph& graph, std::int64_t credits, std::int64_t pieces, Numbers& numbers,
                     std::vector<OpenedRequest>& requests) {
  CREDITCAST_CHECK(pieces >= 0 && pieces < (1 << 7));
  OpenedRequest request{0, static_cast<std::uint32_t>(pieces) & 0x7F, 1};
  const Move* move = &graph.start;
  for (;;) {
    for (std::uint32_t r = move->first_request; r < move->first_request + move->requests; ++r) {
      request.kind = graph.requests[r] & 0xFFFFFF;
      requests.push_back(request);
      request.begins = 0;
    }
    credits -= move->credits;
    if (move->to == kEnd) return;
    Place& place = graph.places[move->to];
    if (place.limits == kNone) tabulate(graph, place);
    const std::uint32_t number = numbers.next();
    std::size_t taken = 0;
    if (place.limits != kUntabled && number != UINT32_MAX) {  // a limit cannot say whether it has the last number too
      const Lattice& rest = place.node->rest;
      const auto cell = static_cast<std::size_t>(credits - rest.first_credits) * rest.columns +
                        static_cast<std::size_t>(pieces - rest.first_pieces);
      const std::uint32_t* limits = &limits_[place.limits + cell * (place.moves - 1)];
      taken = number >= limits[0] ? 1 : 0;
      if (place.moves > 2 && taken != 0) {
        while (taken + 1 < place.moves && number >= limits[taken]) ++taken;
      }
    } else {
      const Step* steps = &graph.occurrence->steps[place.node->first_step];
      taken = pick(place.moves, place.node->rest.at(credits, pieces), uniform(number), [&](std::size_t i) {
        return steps[i].chance * graph.occurrence->nodes[steps[i].next].rest.at(credits - steps[i].credits, pieces);
      });
    }
    move = &graph.moves[place.first_move + taken];
  }
}

/// Index in the weights of one occurrence of what the first of several brings, given what all of them add up to.
std::size_t DayOpener::own_of(Graph& graph, const std::vector<Lattice>& powers, std::size_t left, std::int64_t credits,
                              std::int64_t pieces, double u) {
  const Lattice& one = powers[1];
  const Lattice& rest = powers[left - 1];
  const Lattice& all = powers[left];
  // Only rows that leave the rest within its extent have any weight.
  const std::int64_t last_rest = credits - one.first_credits - rest.first_credits;
  const std::int64_t first_row = std::max<std::int64_t>(0, last_rest - static_cast<std::int64_t>(rest.rows) + 1);
  const std::int64_t last_row = std::min(static_cast<std::int64_t>(one.rows) - 1, last_rest);
  const auto first = static_cast<std::size_t>(first_row) * one.columns;
  const std::size_t count = static_cast<std::size_t>(last_row - first_row + 1) * one.columns;
  const auto weight = [&](std::size_t i) {
    const auto row = static_cast<std::int64_t>((first + i) / one.columns);
    const auto column = static_cast<std::int64_t>((first + i) % one.columns);
    const double w = one.weights[first + i];
    return w <= 0 ? 0.0 : w * rest.at(credits - one.first_credits - row, pieces - one.first_pieces - column);
  };
  const double total = all.at(credits, pieces);
  std::vector<std::uint32_t>& known = graph.split[left];
  if (known.empty()) known.assign(all.weights.size(), kNone);
  std::uint32_t& begin = known[static_cast<std::size_t>(credits - all.first_credits) * all.columns +
                               static_cast<std::size_t>(pieces - all.first_pieces)];
  if (begin == kNone) {
    if (sums_.size() + count > kMostSums) return first + pick(count, total, u, weight);
    begin = static_cast<std::uint32_t>(sums_.size());
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const double w = weight(i);
      if (w > 0) sum += w;
      sums_.push_back(sum);
    }
  }
  CREDITCAST_CHECK(total > 0);
  const double* sums = &sums_[begin];
  const double goal = u * total;
  if (sums[count - 1] <= goal) return first + pick(count, total, u, weight);
  return first + static_cast<std::size_t>(std::upper_bound(sums, sums + count, goal) - sums);
}

void DayOpener::draw(const DemandBlock& block, std::size_t lane, std::size_t working_day,
                     std::vector<OpenedRequest>& requests) {
  const std::uint32_t path = block.first_path + static_cast<std::uint32_t>(lane);
  const auto day = static_cast<std::uint32_t>(source_->working_days()[working_day]);
  for (std::size_t s = 0; s < graphs_.size(); ++s) {
    const StreamDemand& stream = source_->demand().streams[s];
    const DemandSource::Drawn drawn = source_->drawn(block, lane, s, working_day);
    if (drawn.law == nullptr) continue;
    const DayLaw& law = *drawn.law;
    const std::vector<Lattice>& powers = stream.powers[law.occurrence];
    Graph& graph = graphs_[s][law.occurrence];
    if (graph.occurrence == nullptr) prepare(s, law.occurrence, graph);
    Numbers numbers(source_->seed(), path, s, day);
    std::int64_t credits = drawn.outcome.credits;
    std::int64_t pieces = drawn.outcome.pieces;

    // How many occurrences, given the day's total.
    const auto count_weight = [&](std::size_t i) {
      return law.counts[i].chance * powers[static_cast<std::size_t>(law.counts[i].count)].at(credits, pieces);
    };
    double total = 0;
    for (std::size_t i = 0; i < law.counts.size(); ++i) total += count_weight(i);
    const std::size_t counted = pick(law.counts.size(), total, uniform(numbers.next()), count_weight);

    for (auto left = static_cast<std::size_t>(law.counts[counted].count); left > 0; --left) {
      std::int64_t own_credits = credits, own_pieces = pieces;
      if (left > 1) {
        const Lattice& one = powers[1];
        const std::size_t i = own_of(graph, powers, left, credits, pieces, uniform(numbers.next()));
        own_credits = one.first_credits + static_cast<std::int64_t>(i / one.columns);
        own_pieces = one.first_pieces + static_cast<std::int64_t>(i % one.columns);
      }
      credits -= own_credits;
      pieces -= own_pieces;
      walk(graph, own_credits, own_pieces, numbers, requests);
    }
  }
}

std::span<const OpenedRequest> DayOpener::open(DemandBlock& block, std::size_t lane, std::size_t working_day) {
  OpenedDays& opened = block.opened;
  std::uint32_t& row = opened.rows[working_day];
  if (row == OpenedDays::kNone) {
    row = static_cast<std::uint32_t>(opened.ranges.size() / kLanes);
    opened.ranges.resize(opened.ranges.size() + kLanes, {OpenedDays::kNone, 0});
  }
  OpenedDays::Range& range = opened.ranges[row * kLanes + lane];
  if (range.begin == OpenedDays::kNone) {
    range.begin = static_cast<std::uint32_t>(opened.requests.size());
    draw(block, lane, working_day, opened.requests);
    range.end = static_cast<std::uint32_t>(opened.requests.size());
  }
  return {opened.requests.data() + range.begin, opened.requests.data() + range.end};
}

}  // namespace creditcast
