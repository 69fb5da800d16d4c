#pragma once
/// The courses an occurrence may take to a given total: one number drawn says which, and with it every request.
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "occurrence.hpp"

namespace creditcast {

/// In (0, 1).
inline double uniform(std::uint32_t number) { return (static_cast<double>(number) + 0.5) / 4294967296.0; }

/// How many of the 2^32 numbers have uniform(number) x total below the sum.
std::uint64_t numbers_below(double sum, double total);

/// Grains that no balances ever hold together (see LaneLedger::buy), so what costs more is blocked all the same.
inline constexpr std::int64_t kDear = INT32_MAX / 2;

/// Which of several outcomes a number takes, by the largest number of each, with a guide. The first half of a number nearly
/// always decides, so that what is looked at is small.
class ShareTable {
 public:
  /// Not more than kMost, ascending, the last one the largest number there is.
  static constexpr std::size_t kMost = 65'535;
  explicit ShareTable(std::vector<std::uint32_t> last);
  [[nodiscard]] std::size_t at(std::uint32_t number) const {
    const auto half = static_cast<std::uint16_t>(number >> 16);
    const std::uint16_t* halves = guide_.data() + (std::size_t{1} << (32 - shift_));
    std::size_t i = guide_[number >> shift_];
    for (;;) {  // nearly always once, without a branch that cannot be foreseen
      std::uint16_t below = 0;
      for (std::size_t k = 0; k < kWindow; ++k) below = static_cast<std::uint16_t>(below + (halves[i + k] < half ? 1 : 0));
      i += below;
      if (below < kWindow) [[likely]]
        break;
    }
    if (halves[i] == half) [[unlikely]] {
      while (last_[i] < number) ++i;
    }
    return i;
  }
  /// Is it so near to an end of its outcome that rounding may have put it on the wrong side?
  [[nodiscard]] bool near_end(std::size_t i, std::uint32_t number) const {
    const std::uint32_t half = number >> 16;
    const std::uint16_t* halves = guide_.data() + (std::size_t{1} << (32 - shift_));
    if (halves[i] - half > 1 && (i == 0 || half - halves[i - 1] > 1)) [[likely]]
      return false;
    return last_[i] - number < 2 || (i > 0 && number - last_[i - 1] < 3);
  }

 private:
  static constexpr std::size_t kWindow = 4;
  std::vector<std::uint16_t> guide_;  ///< and after it the first half of each of last_, and room for a window
  std::vector<std::uint32_t> last_;
  int shift_ = 0;
};

/// Kinds of requests (see DayOpener::kinds) that follow one another.
using FourKinds = std::array<std::uint32_t, 4>;

/// All fours there are, numbered.
class KindFours {
 public:
  std::uint32_t index_of(const FourKinds& kinds);
  [[nodiscard]] const std::vector<FourKinds>& all() const { return all_; }

 private:
  std::vector<FourKinds> all_;
  std::vector<std::uint32_t> in_order_;  ///< indices
};

/// Four runs, each of requests in a row that are booked in the same place and cost the same. They are looked at together.
struct FourRuns {
  static constexpr std::size_t kRuns = 4;
  std::array<std::int32_t, kRuns> needs{};   ///< least grains held by which a run and all before it are paid
  std::array<std::int32_t, kRuns> counts{};  ///< of requests; 0: the run only fills up a course
  std::uint32_t kinds = 0;                   ///< in KindFours
};

/// An occurrence's requests in the order they are asked for.
struct Course {
  const FourRuns* first = nullptr;
  std::uint32_t fours = 0;
  std::int32_t pieces = 0;  ///< that it finishes if all of it is paid
  std::int32_t spent = 0;   ///< grains, if all of it is paid
  std::uint32_t more = 0;   ///< of a day's first course: how many follow it
  [[nodiscard]] std::span<const FourRuns> all() const { return {first, fours}; }
};

/// Keeps runs in one place.
class RunStore {
 public:
  const FourRuns* keep(std::span<const FourRuns> runs);
  /// Forgets them all; the room remains.
  void clear();

 private:
  std::vector<std::vector<FourRuns>> rooms_;
  std::size_t room_ = 0;
};

/// Of one occurrence. A number walks the graph of it, which leaves aside as much weight as the number says; what is asked for
/// often is tabled, with the same outcome.
class Courses {
 public:
  /// The occurrence and the fours must outlive it. `kinds`: of each of its charges.
  Courses(const Occurrence& occurrence, std::vector<std::uint32_t> kinds, KindFours& fours);
  /// All of it but `more`. `walked` keeps the runs of a course that is not tabled.
  void find(std::int64_t credits, std::int64_t pieces, std::uint32_t number, RunStore& walked, Course& course);
  /// Is there but one, whatever the number?
  [[nodiscard]] bool only_one() const { return only_one_; }

 private:
  struct Table {
    ShareTable shares;
    std::vector<std::uint32_t> begins;  ///< of each course, in runs
    std::vector<FourRuns> runs;
  };
  struct Cell {
    std::uint32_t asked = 0;  ///< how often, while it has no table
    std::uint32_t table = 0;  ///< index in tables_, and one more
  };
  void walk(std::int64_t credits, std::int64_t pieces, std::uint32_t number, RunStore& store, Course& course);
  bool tabulate(std::int64_t credits, std::int64_t pieces, std::size_t most);
  void list_runs(std::span<const std::uint32_t> steps);

  const Occurrence* occurrence_;
  std::vector<std::uint32_t> kinds_;
  KindFours* fours_;
  bool only_one_ = true;
  std::vector<Cell> cells_;  ///< of the occurrence's law
  std::vector<Table> tables_;
  std::size_t courses_ = 0;  ///< in all tables
  std::vector<std::uint32_t> steps_;
  std::vector<FourRuns> runs_;
};

}  // namespace creditcast
