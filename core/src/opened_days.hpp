#pragma once
/// What a day's total is made of: requests drawn from the graphs of the day's occurrences, given what they add up to. It
/// depends on the demand alone, so a day is drawn once, however many plans open it.
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <tuple>
#include <vector>

#include "courses.hpp"
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
  DayOpener(const DayOpener&) = delete;
  DayOpener& operator=(const DayOpener&) = delete;
  /// Opens the working day of these lanes, where that was not done before. What was opened of another block is forgotten.
  void open(DemandBlock& block, std::size_t working_day, std::span<const std::uint8_t> lanes);
  [[nodiscard]] const std::vector<RequestKind>& kinds() const { return kinds_; }
  [[nodiscard]] const std::vector<FourKinds>& fours() const { return fours_.all(); }
  [[nodiscard]] const DemandSource& source() const { return *source_; }

 private:
  /// How a total of several occurrences is divided.
  struct Split {
    std::size_t first = 0;  ///< cell of the first one that its outcomes begin with
    ShareTable shares;
  };
  /// An occurrence, prepared.
  struct Graph {
    const std::vector<Lattice>* powers = nullptr;  ///< as StreamDemand::powers
    std::optional<Courses> courses;
    /// [occurrences left][cell of their sum] index in splits_, and one more; 0: not there
    std::vector<std::vector<std::uint32_t>> splits;
  };
  /// A stream's day of one lane. What is looked up for one need not wait for what is looked up for another, so that all lanes
  /// go through each step together.
  struct Job {
    Graph* graph = nullptr;
    std::uint32_t left = 0;                ///< how many occurrences
    std::int32_t credits = 0, pieces = 0;  ///< of those
    std::uint32_t number = 0;              ///< index in StreamDay::numbers of the next one
    std::uint32_t step = 0;                ///< from one number to the next; 0 where none decides anything
    [[nodiscard]] std::size_t cell_of(const Lattice& lattice) const {
      return static_cast<std::size_t>(credits - lattice.first_credits) * lattice.columns +
             static_cast<std::size_t>(pieces - lattice.first_pieces);
    }
  };
  struct StreamDay {
    std::vector<Job> jobs;               ///< [lane]
    std::vector<std::uint32_t> numbers;  ///< [lane x stride + n] of its day, one after the other
    std::size_t stride = 0;
  };
  /// An occurrence whose total is known.
  struct Known {
    Courses* courses = nullptr;
    std::uint32_t at = 0;  ///< where its course goes
    std::uint32_t number = 0;
    std::int32_t credits = 0, pieces = 0;
  };

  void prepare(std::size_t stream, std::uint32_t occurrence, Graph& graph);
  std::uint32_t kind_of(std::size_t stream, std::uint32_t occurrence, const Charge& charge);
  void begin(const DemandBlock& block, std::size_t stream, std::size_t working_day, std::span<const std::uint8_t> lanes);
  static std::uint32_t count_by_weights(const DayLaw& law, const Job& job, std::uint32_t number, std::uint16_t& only);
  void divide(StreamDay& day, std::span<std::uint32_t> next);
  std::size_t first_of(const Job& job, std::uint32_t number);
  std::size_t first_by_weights(const Job& job, std::uint32_t number, std::uint32_t& split);

  const DemandSource* source_;
  std::vector<std::vector<Graph>> graphs_;  ///< [stream][occurrence]
  /// [stream][law][cell of a day's total] the only number of occurrences it may be of, and one more; or kSeveral; 0: not known
  std::vector<std::vector<std::vector<std::uint16_t>>> counts_;
  std::vector<RequestKind> kinds_;
  KindFours fours_;
  std::map<std::tuple<std::size_t, std::uint32_t, std::uint32_t, std::int64_t, std::int64_t>, std::uint32_t> known_kinds_;
  std::vector<Split> splits_;
  std::size_t split_shares_ = 0;
  RunStore walked_;              ///< runs of the block's courses that are in no table
  std::vector<StreamDay> days_;  ///< [stream] of the day that is being opened
  std::vector<Known> known_;
};

}  // namespace creditcast
