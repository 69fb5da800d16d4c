#pragma once
/// What a day's total is made of: requests drawn from the graphs of the day's occurrences, given what they add up to. It
/// depends on the demand alone, so a day is drawn once, however many plans open it.
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
  /// The requests of a lane's working day; valid until the next call.
  std::span<const OpenedRequest> open(DemandBlock& block, std::size_t lane, std::size_t working_day);
  [[nodiscard]] const std::vector<RequestKind>& kinds() const { return kinds_; }
  [[nodiscard]] const DemandSource& source() const { return *source_; }

 private:
  class Numbers;
  /// A step of an occurrence, and all after it that follow by themselves.
  struct Move {
    std::int64_t credits = 0;
    std::uint32_t to = 0;  ///< index in Graph::places, or kEnd
    std::uint32_t first_request = 0, requests = 0;
  };
  /// A node at which a number decides.
  struct Place {
    const Node* node = nullptr;
    std::uint32_t first_move = 0, moves = 0;
    std::uint32_t limits = 0;  ///< where those of its table begin; or kNone, kUntabled
  };
  /// An occurrence, prepared for walking with a given total.
  struct Graph {
    const Occurrence* occurrence = nullptr;
    Move start;
    std::vector<Place> places;
    std::vector<Move> moves;
    std::vector<std::uint32_t> requests;  ///< kinds, as moves have them
    std::vector<std::vector<std::uint32_t>>
        split;  ///< [occurrences left][cell of their sum] where its running sums begin; or kNone
  };

  void prepare(std::size_t stream, std::uint32_t occurrence, Graph& graph);
  Move move_along(std::size_t stream, std::uint32_t occurrence, Graph& graph, const Step& step);
  std::uint32_t kind_of(std::size_t stream, std::uint32_t occurrence, const Charge& charge);
  void draw(const DemandBlock& block, std::size_t lane, std::size_t working_day, std::vector<OpenedRequest>& requests);
  void walk(Graph& graph, std::int64_t credits, std::int64_t pieces, Numbers& numbers, std::vector<OpenedRequest>& requests);
  std::size_t own_of(Graph& graph, const std::vector<Lattice>& powers, std::size_t left, std::int64_t credits,
                     std::int64_t pieces, double u);
  void tabulate(const Graph& graph, Place& place);

  const DemandSource* source_;
  std::vector<std::vector<Graph>> graphs_;  ///< [stream][occurrence]
  std::vector<RequestKind> kinds_;
  std::map<std::tuple<std::size_t, std::uint32_t, std::uint32_t, std::int64_t, std::int64_t>, std::uint32_t> known_kinds_;
  std::vector<std::uint32_t> limits_;  ///< of places: how many numbers take each move or one before it
  std::vector<double> sums_;           ///< of splits
};

}  // namespace creditcast
