#pragma once
/// A ledger file before it runs: checked as a whole, its lots ranked and told apart by what they pay for, and what it dates put
/// in order.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "creditcast/replay.hpp"
#include "report.hpp"

namespace creditcast {

/// The file and what follows from it alone; shared by all copies of a replay.
struct LedgerReplay::Plan {
  /// The order of what happens at one instant; expiry, refill and repayment come between, see LedgerReplay::apply_changes.
  enum class Step : std::uint8_t { void_lot, reset, grant, refund, take_back, usage };
  struct Event {
    Instant at = 0;
    Step step = Step::void_lot;
    std::uint32_t index = 0;         ///< in the file's list of its kind
    std::uint32_t refund = kNone32;  ///< with Step::usage: a refund at the same instant follows its usage
  };

  LedgerFile file;
  std::vector<PoolTerms> pools;
  std::vector<LotTerms> lots;
  std::vector<std::vector<std::uint16_t>> payable_sets;
  std::vector<std::uint32_t> payable_of;                     ///< by usage, index in payable_sets
  std::vector<std::pair<std::int64_t, std::int64_t>> ticks;  ///< by lot: n of the refills in the run, from first to last - 1
  std::vector<std::uint32_t> refunded_usage;                 ///< by refund, its usage
  std::vector<std::uint32_t> taken_lot;                      ///< by take-back, its lot
  std::vector<Event> events;                                 ///< what the file dates inside the run, in order

  /// Works all of the above out of `file`. Errors: everything that is wrong with it.
  Errors prepare();

  /// Does the lot stand with its opening balance when the run begins?
  [[nodiscard]] bool live_at_start(std::size_t lot) const;
  /// The n-th point of a refilled lot's grid, before the anchor where n < 0.
  [[nodiscard]] Instant tick_at(std::size_t lot, std::int64_t n) const;
  /// The usage's id, "#1" for the first one if it has none.
  [[nodiscard]] std::string usage_name(std::size_t usage) const;

 private:
  [[nodiscard]] bool begins(std::size_t lot) const;
  [[nodiscard]] std::int64_t first_tick_after(std::size_t lot, Instant after) const;
  [[nodiscard]] std::pair<std::int64_t, std::int64_t> ticks_in_run(std::size_t lot) const;
  void check_amounts(Report& report) const;
  void check_times(Report& report);
  void check_resets(Report& report) const;
  void rank_lots(Report& report);
  void find_payers(Report& report);
  [[nodiscard]] bool changes_run(Instant at) const { return at > file.start && at <= file.until; }
  [[nodiscard]] bool uses_run(Instant at) const { return at >= file.start && at < file.until; }
  void list_changes();
  void list_usage(Report& report);
  void list_take_backs(Report& report);
};

}  // namespace creditcast
