#include "opened_days.hpp"

#include <algorithm>
#include <array>

namespace creditcast {

namespace {

constexpr std::uint32_t kNone = UINT32_MAX;
constexpr std::uint16_t kSeveral = UINT16_MAX;
/// Tables grow no further; what finds no place is looked for weight by weight.
constexpr std::size_t kMostLimits = 1'000'000;

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

/// The first 16 bits of how many numbers u have uniform(u) x total below the sum, and so are decided by it.
std::uint16_t limit_of(double sum, double total) {
  const auto below = [&](std::uint64_t u) { return uniform(static_cast<std::uint32_t>(u)) * total < sum; };
  constexpr double kAll = 4294967296.0;
  auto count = static_cast<std::uint64_t>(std::clamp(sum / total * kAll, 0.0, kAll));
  while (count < (std::uint64_t{1} << 32) && below(count)) ++count;
  while (count > 0 && !below(count - 1)) --count;
  return static_cast<std::uint16_t>(std::min<std::uint64_t>(count >> 16, UINT16_MAX));
}

}  // namespace

void DayOpener::draw_numbers(Job& job, std::uint32_t blocks) const {
  for (std::uint32_t n = 0; n < blocks; ++n, job.drawn += 4) {
    const Block block = block_at(source_->seed(), job.path, job.stream, job.day, Purpose::opened, job.drawn / 4);
    std::copy(block.begin(), block.end(), &job.numbers[job.drawn % Job::kNumbers]);
  }
}

DayOpener::DayOpener(const DemandSource& source)
    : source_(&source), graphs_(source.demand().streams.size()), counts_(graphs_.size()) {
  for (std::size_t s = 0; s < graphs_.size(); ++s) {
    graphs_[s].resize(source.demand().streams[s].occurrences.size());
    counts_[s].resize(source.demand().streams[s].laws.size());
  }
}

std::uint32_t DayOpener::kind_of(std::size_t stream, std::uint32_t occurrence, const Charge& charge) {
  const auto next = static_cast<std::uint32_t>(kinds_.size());
  const auto [found, added] = known_kinds_.try_emplace({stream, occurrence, charge.slot, charge.price, charge.spent}, next);
  if (added) {
    CREDITCAST_CHECK(next < OpenedRequest::kKinds);
    const Slot& slot = graphs_[stream][occurrence].occurrence->slots[charge.slot];
    kinds_.push_back({charge.price, charge.spent, static_cast<std::uint32_t>(stream), occurrence, charge.slot, slot.place});
  }
  return found->second;
}

DayOpener::Move DayOpener::move_along(std::size_t stream, std::uint32_t occurrence, Graph& graph, const Step& step) {
  const Occurrence& terms = *graph.occurrence;
  Move move;
  move.further = static_cast<std::uint32_t>(graph.further.size());
  for (const Step* at = &step;;) {
    move.credits += static_cast<std::int32_t>(at->credits);
    for (std::uint32_t c = at->first_charge; c < at->first_charge + at->charges; ++c) {
      const std::uint32_t kind = kind_of(stream, occurrence, terms.charges[c]);
      if (move.requests++ == 0) {
        move.first = kind;
        move.keeps = ~OpenedRequest::kBegins;
      } else {
        graph.further.push_back(kind);
      }
    }
    move.node = at->next;
    if (terms.nodes[at->next].steps != 1) break;
    at = &terms.steps[terms.nodes[at->next].first_step];
  }
  return move;
}

void DayOpener::prepare(std::size_t stream, std::uint32_t occurrence, Graph& graph) {
  const StreamDemand& demand = source_->demand().streams[stream];
  const Occurrence& terms = demand.occurrences[occurrence];
  graph.occurrence = &terms;
  std::vector<std::uint32_t> place_of(terms.nodes.size(), kNone);
  std::vector<std::size_t> most(terms.nodes.size());  // requests from each node on
  std::vector<double> numbers(terms.nodes.size());
  for (std::size_t i = 0; i < terms.nodes.size(); ++i) {
    const Node& node = terms.nodes[i];
    for (std::uint32_t s = node.first_step; s < node.first_step + node.steps; ++s) {
      most[i] = std::max(most[i], most[terms.steps[s].next] + terms.steps[s].charges);
      numbers[i] += terms.steps[s].chance * numbers[terms.steps[s].next];
    }
    if (node.steps < 2) continue;
    numbers[i] += 1;
    place_of[i] = static_cast<std::uint32_t>(graph.places.size());
    Place place;
    place.columns = static_cast<std::int32_t>(node.rest.columns);
    place.origin = static_cast<std::int32_t>(-node.rest.first_credits * place.columns - node.rest.first_pieces);
    place.further_moves = node.steps - 1;
    place.node = static_cast<std::uint32_t>(i);
    graph.places.push_back(place);
    for (std::uint32_t s = node.first_step; s < node.first_step + node.steps; ++s)
      graph.moves.push_back(move_along(stream, occurrence, graph, terms.steps[s]));
  }
  Step into;  // the first node, as if a step led there
  into.next = static_cast<std::uint32_t>(terms.nodes.size() - 1);
  graph.start = move_along(stream, occurrence, graph, into);
  const auto lead = [&](Move& move) {
    if (place_of[move.node] != kNone) move.to = &graph.places[place_of[move.node]];
  };
  lead(graph.start);
  std::for_each(graph.moves.begin(), graph.moves.end(), lead);
  const Move* next = graph.moves.data();
  for (Place& place : graph.places) {
    place.moves = next;
    next += place.further_moves + 1;
  }
  graph.most_requests = most.back();
  graph.mean_numbers = numbers.back();
  graph.split.resize(demand.powers[occurrence].size());
}

void DayOpener::tabulate(Graph& graph, Place& place) {
  const Node& node = graph.occurrence->nodes[place.node];
  const Lattice& rest = node.rest;
  const std::size_t each = place.further_moves;
  place.untabled = cells_ + rest.weights.size() * each > kMostLimits;
  if (place.untabled) return;
  cells_ += rest.weights.size() * each;
  std::vector<std::uint16_t>& table = graph.tables.emplace_back();
  const Step* steps = &graph.occurrence->steps[node.first_step];
  for (std::size_t cell = 0; cell < rest.weights.size(); ++cell) {
    const double total = rest.weights[cell];
    const std::int64_t credits = rest.first_credits + static_cast<std::int64_t>(cell / rest.columns);
    const std::int64_t pieces = rest.first_pieces + static_cast<std::int64_t>(cell % rest.columns);
    std::uint16_t limit = 0;
    double sum = 0;
    const std::size_t first = table.size();
    std::size_t last = each;
    for (std::size_t i = 0; i <= each && total > 0; ++i) {
      const double weight =
          steps[i].chance * graph.occurrence->nodes[steps[i].next].rest.at(credits - steps[i].credits, pieces);
      if (weight > 0) {
        sum += weight;
        limit = limit_of(sum, total);
        last = i;
      }
      if (i < each) table.push_back(limit);
    }
    table.resize(first + each, UINT16_MAX);
    for (std::size_t i = last; i < each; ++i) table[first + i] = UINT16_MAX;  // nothing is taken after it
  }
  place.limits = table.data();
}

/// Without a branch where a move has at most one request, as most do: which one is taken cannot be foreseen.
inline void DayOpener::make_move(const Graph& graph, Job& job, const Move& move) {
  OpenedRequest* to = &job.requests[job.count];
  *to = OpenedRequest(move.first | job.mark);
  job.mark &= move.keeps;
  for (std::uint32_t r = 1; r < move.requests; ++r) to[r] = OpenedRequest(graph.further[move.further + r - 1] | job.mark);
  job.count += move.requests;
  job.own_credits -= move.credits;
  job.place = move.to;
}

/// Which move the number takes, weight by weight.
std::size_t DayOpener::step_directly(const Job& job, std::uint32_t number) {
  Graph& graph = *job.graph;
  Place& place = graph.places[static_cast<std::size_t>(job.place - graph.places.data())];
  if (place.limits == nullptr && !place.untabled) tabulate(graph, place);
  const Node& node = graph.occurrence->nodes[place.node];
  const Step* steps = &graph.occurrence->steps[node.first_step];
  const std::int64_t credits = job.own_credits, pieces = job.own_pieces;
  return pick(node.steps, node.rest.at(credits, pieces), uniform(number), [&](std::size_t i) {
    return steps[i].chance * graph.occurrence->nodes[steps[i].next].rest.at(credits - steps[i].credits, pieces);
  });
}

inline void DayOpener::step(Job& job) {
  const Place& place = *job.place;
  const std::uint32_t number = next_number(job);
  const std::uint32_t begins = number >> 16;
  std::size_t taken = 0;
  bool undecided = place.limits == nullptr;
  if (!undecided) {
    const auto cell = static_cast<std::size_t>(job.own_credits * place.columns + job.own_pieces + place.origin);
    const std::uint16_t* limits = place.limits + cell * place.further_moves;
    taken = begins > *limits ? 1 : 0;
    undecided = begins == *limits;
    if (place.further_moves > 1) [[unlikely]] {
      while (taken > 0 && taken < place.further_moves && begins > limits[taken]) ++taken;
      undecided = undecided || (taken < place.further_moves && begins == limits[taken]);
    }
  }
  if (undecided) [[unlikely]]
    taken = step_directly(job, number);
  make_move(*job.graph, job, place.moves[taken]);
}

/// Index in the weights of one occurrence of what the first of several brings, given what all of them add up to.
std::size_t DayOpener::own_of(const Job& job, std::uint32_t number) {
  const std::vector<Lattice>& powers = *job.powers;
  const std::size_t left = job.left;
  const std::int64_t credits = job.credits, pieces = job.pieces;
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
  std::vector<std::uint32_t>& known = job.graph->split[left];
  if (known.empty()) known.assign(all.weights.size(), kNone);
  std::uint32_t& begin = known[static_cast<std::size_t>(credits - all.first_credits) * all.columns +
                               static_cast<std::size_t>(pieces - all.first_pieces)];
  if (begin == kNone) {
    if (split_limits_.size() + count > kMostLimits) return first + pick(count, total, uniform(number), weight);
    begin = static_cast<std::uint32_t>(split_limits_.size());
    double sum = 0;
    std::uint16_t limit = 0;
    std::size_t last = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const double w = weight(i);
      if (w > 0) {
        sum += w;
        limit = limit_of(sum, total);
        last = i;
      }
      split_limits_.push_back(limit);
    }
    std::fill(&split_limits_[begin + last], split_limits_.data() + split_limits_.size(), std::uint16_t{UINT16_MAX});
  }
  const auto [below, equal] = count_below(&split_limits_[begin], count, static_cast<std::uint16_t>(number >> 16));
  return first + (equal == 0 ? below : pick(count, total, uniform(number), weight));
}

/// How many occurrences there are, given the day's total.
std::size_t DayOpener::count_of(std::size_t stream, const DayLaw& law, const std::vector<Lattice>& powers, Job& job) {
  const double u = uniform(next_number(job));
  std::vector<std::uint16_t>& known =
      counts_[stream][static_cast<std::size_t>(&law - source_->demand().streams[stream].laws.data())];
  if (known.empty()) known.resize(law.law.weights.size());
  std::uint16_t& only = known[static_cast<std::size_t>(job.credits - law.law.first_credits) * law.law.columns +
                              static_cast<std::size_t>(job.pieces - law.law.first_pieces)];
  if (only != 0 && only != kSeveral) return only - 1U;
  const auto weight = [&](std::size_t i) {
    return law.counts[i].chance * powers[static_cast<std::size_t>(law.counts[i].count)].at(job.credits, job.pieces);
  };
  double total = 0;
  std::size_t possible = 0;
  for (std::size_t i = 0; i < law.counts.size(); ++i) {
    total += weight(i);
    possible += weight(i) > 0 ? 1 : 0;
  }
  const auto count = static_cast<std::size_t>(law.counts[pick(law.counts.size(), total, u, weight)].count);
  only = possible == 1 && count + 1 < kSeveral ? static_cast<std::uint16_t>(count + 1) : kSeveral;
  return count;
}

void DayOpener::begin(const DemandBlock& block, std::size_t stream, std::size_t working_day, Job& job) {
  const DemandSource::Drawn drawn = source_->drawn(block, job.lane, stream, working_day);
  job.left = 0;
  if (drawn.law == nullptr) return;
  const DayLaw& law = *drawn.law;
  job.graph = &graphs_[stream][law.occurrence];
  if (job.graph->occurrence == nullptr) prepare(stream, law.occurrence, *job.graph);
  job.powers = &source_->demand().streams[stream].powers[law.occurrence];
  job.path = block.first_path + job.lane;
  job.day = static_cast<std::uint32_t>(source_->working_days()[working_day]);
  job.stream = stream;
  job.credits = drawn.outcome.credits;
  job.pieces = drawn.outcome.pieces;
  job.used = job.drawn = 0;
  job.left = count_of(stream, law, *job.powers, job);
  // Several at a time: a block alone would be waited for.
  const double numbers = std::min(static_cast<double>(job.left) * (job.graph->mean_numbers + 1), Job::kNumbers - 8.0);
  draw_numbers(job, static_cast<std::uint32_t>(numbers / 4));
}

/// The next occurrence's own total, given what it and those after it add up to.
void DayOpener::begin_occurrence(Job& job) {
  std::int64_t credits = job.credits, pieces = job.pieces;
  if (job.left > 1) {
    const Lattice& one = (*job.powers)[1];
    const std::size_t i = own_of(job, next_number(job));
    credits = one.first_credits + static_cast<std::int64_t>(i / one.columns);
    pieces = one.first_pieces + static_cast<std::int64_t>(i % one.columns);
  }
  CREDITCAST_CHECK(pieces >= 0 && pieces < OpenedRequest::kPieces);
  --job.left;
  job.credits -= credits;
  job.pieces -= pieces;
  job.own_credits = static_cast<std::int32_t>(credits);
  job.own_pieces = static_cast<std::int32_t>(pieces);
  job.mark = OpenedRequest::kBegins | static_cast<std::uint32_t>(pieces) << 24;
  const std::size_t room = job.count + job.graph->most_requests + 1;
  if (job.requests.size() < room) job.requests.resize(2 * room);
  make_move(*job.graph, job, job.graph->start);
}

void DayOpener::open(DemandBlock& block, std::size_t working_day, std::span<const std::uint8_t> lanes) {
  OpenedDays& opened = block.opened;
  std::uint32_t& row = opened.rows[working_day];
  if (row == OpenedDays::kNone) {
    row = static_cast<std::uint32_t>(opened.ranges.size() / kLanes);
    opened.ranges.resize(opened.ranges.size() + kLanes);
  }
  std::size_t jobs = 0;
  for (const std::uint8_t lane : lanes) {
    if (opened.ranges[row * kLanes + lane].begin != OpenedDays::kNone) continue;
    if (jobs == jobs_.size()) jobs_.emplace_back();
    jobs_[jobs].lane = lane;
    jobs_[jobs++].count = 0;
  }
  std::array<Job*, kLanes> walking;
  for (std::size_t s = 0; s < graphs_.size() && jobs > 0; ++s) {
    for (std::size_t j = 0; j < jobs; ++j) begin(block, s, working_day, jobs_[j]);
    for (;;) {  // one occurrence of each at a time
      std::size_t count = 0;
      for (std::size_t j = 0; j < jobs; ++j) {
        if (jobs_[j].left == 0) continue;
        begin_occurrence(jobs_[j]);
        walking[count++] = &jobs_[j];
      }
      if (count == 0) break;
      for (std::size_t i = 0; i < count;) {  // those whose occurrence begins and ends at once
        if (walking[i]->place == nullptr) {
          walking[i] = walking[--count];
        } else {
          ++i;
        }
      }
      while (count > 0) {
        std::size_t still = 0;
        for (std::size_t i = 0; i < count; ++i) {
          Job* job = walking[i];
          step(*job);
          walking[still] = job;
          still += job->place != nullptr ? 1 : 0;
        }
        count = still;
      }
    }
  }
  for (std::size_t j = 0; j < jobs; ++j) {
    OpenedDays::Range& range = opened.ranges[row * kLanes + jobs_[j].lane];
    const auto first = jobs_[j].requests.begin();
    range.begin = static_cast<std::uint32_t>(opened.requests.size());
    opened.requests.insert(opened.requests.end(), first, first + static_cast<std::ptrdiff_t>(jobs_[j].count));
    range.end = static_cast<std::uint32_t>(opened.requests.size());
  }
}

}  // namespace creditcast
