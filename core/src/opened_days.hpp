#pragma once
/// What a day's total is made of: requests drawn from the graphs of the day's occurrences, given what they add up to. It
/// depends on the demand alone, so a day is drawn once, however many plans open it.
#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <tuple>
#include <vector>

#include "demand_source.hpp"

namespace creditcast {

/// Requests that are booked in the same place and cost the same.
struct RequestKind {
  std::int64_t price = 0;  ///< grains that must be payable
  std::int64_t spent = 0;  ///< grains that are paid
  std::uint32_t stream = 0, occurrence = 0, slot = 0;
  std::uint32_t place = 0;  ///< as Slot::place
};

/// Keeps the tables by which days are opened, filled as they are needed, so each worker has one of its own.
class DayOpener {
 public:
  /// The source must outlive it.
  explicit DayOpener(const DemandSource& source);
  /// Opens the working day of these lanes, where that was not done before.
  void open(DemandBlock& block, std::size_t working_day, std::span<const std::uint8_t> lanes);
  [[nodiscard]] const std::vector<RequestKind>& kinds() const { return kinds_; }
  [[nodiscard]] const DemandSource& source() const { return *source_; }

 private:
  struct Place;
  /// A step of an occurrence, and all after it that follow by themselves.
  struct Move {
    const Place* to = nullptr;  ///< null: the occurrence has ended
    std::int32_t credits = 0;
    std::uint32_t first = 0;    ///< kind of its first request, or 0
    std::uint32_t keeps = ~0U;  ///< of OpenedRequest's bits, for requests after it
    std::uint32_t requests = 0;
    std::uint32_t further = 0;  ///< where those after the first begin in Graph::further
    std::uint32_t node = 0;     ///< where it leads to
  };
  /// A node at which a number decides.
  struct Place {
    const std::uint16_t* limits = nullptr;  ///< its table; null: it has none
    const Move* moves = nullptr;
    std::int32_t columns = 0, origin = 0;  ///< the cell of what is to come: credits x columns + pieces + origin
    std::uint32_t further_moves = 0;       ///< beside the first
    std::uint32_t node = 0;
    bool untabled = false;  ///< is there no room for a table?
  };
  /// An occurrence, prepared for walking with a given total. Limits say how many of 2^16 numbers take each move or one before
  /// it; which one a number of 32 bits takes that begins with a limit is worked out weight by weight.
  struct Graph {
    const Occurrence* occurrence = nullptr;
    Move start;
    std::vector<Place> places;
    std::vector<Move> moves;
    std::vector<std::uint32_t> further;  ///< kinds of requests
    std::size_t most_requests = 0;       ///< of one occurrence
    double mean_numbers = 0;             ///< that one occurrence takes
    std::vector<std::vector<std::uint16_t>> tables;
    /// [occurrences left][cell of their sum] where the limits of the first one's cells begin; or kNone
    std::vector<std::vector<std::uint32_t>> split;
  };
  /// A lane's day under way. Several go side by side, so that one need not wait for what the other looks up.
  struct Job {
    static constexpr std::uint32_t kNumbers = 64;
    Graph* graph = nullptr;
    const Place* place = nullptr;                  ///< where it stands; null: its occurrence has ended
    std::int32_t own_credits = 0, own_pieces = 0;  ///< to come, of the occurrence under way
    std::uint32_t mark = 0;                        ///< OpenedRequest's bits beside the kind
    std::uint32_t used = 0, drawn = 0;             ///< numbers
    std::size_t count = 0;
    std::vector<OpenedRequest> requests;   ///< the first `count` of them; the rest is room
    std::size_t left = 0;                  ///< how many occurrences are left
    std::int64_t credits = 0, pieces = 0;  ///< of those
    const std::vector<Lattice>* powers = nullptr;
    std::uint32_t lane = 0, path = 0, day = 0;
    std::size_t stream = 0;
    std::array<std::uint32_t, kNumbers> numbers{};
  };

  void prepare(std::size_t stream, std::uint32_t occurrence, Graph& graph);
  Move move_along(std::size_t stream, std::uint32_t occurrence, Graph& graph, const Step& step);
  std::uint32_t kind_of(std::size_t stream, std::uint32_t occurrence, const Charge& charge);
  void draw_numbers(Job& job, std::uint32_t blocks) const;
  std::uint32_t next_number(Job& job) const {
    if (job.used == job.drawn) draw_numbers(job, 1);
    return job.numbers[job.used++ % Job::kNumbers];
  }
  void begin(const DemandBlock& block, std::size_t stream, std::size_t working_day, Job& job);
  void begin_occurrence(Job& job);
  static void make_move(const Graph& graph, Job& job, const Move& move);
  void step(Job& job);
  std::size_t step_directly(const Job& job, std::uint32_t number);
  std::size_t count_of(std::size_t stream, const DayLaw& law, const std::vector<Lattice>& powers, Job& job);
  std::size_t own_of(const Job& job, std::uint32_t number);
  void tabulate(Graph& graph, Place& place);

  const DemandSource* source_;
  std::vector<std::vector<Graph>> graphs_;  ///< [stream][occurrence]
  /// [stream][law][cell of a day's total] the only number of occurrences it may be of, and one more; or kSeveral; 0: not known
  std::vector<std::vector<std::vector<std::uint16_t>>> counts_;
  std::vector<RequestKind> kinds_;
  std::map<std::tuple<std::size_t, std::uint32_t, std::uint32_t, std::int64_t, std::int64_t>, std::uint32_t> known_kinds_;
  std::size_t cells_ = 0;  ///< of all places' tables
  std::vector<std::uint16_t> split_limits_;
  std::vector<Job> jobs_;  ///< [one of the lanes]
};

}  // namespace creditcast
