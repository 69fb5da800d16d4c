#pragma once
/// A ledger file: grants and usage replayed through the ledger alone, its rules as switches, so that anyone can hold this
/// ledger against another one.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "creditcast/ledger.hpp"

namespace creditcast {

inline constexpr std::int64_t kMaxRefillTicks = 2'000'000;  ///< of all lots of one ledger file together
inline constexpr std::size_t kMaxResets = 10'000;           ///< of one ledger file
inline constexpr std::size_t kMaxResetVisits = 20'000'000;  ///< resets x lots: each reset visits every live lot
inline constexpr std::size_t kMaxPayerSets = 4'096;         ///< different `pays_for` of one ledger file

struct LedgerFile {
  struct Refill {
    Duration every;
    std::optional<Instant> anchor;  ///< default: the lot's `from`; ticks lie on its grid both ways within (from, expires)
    bool to_amount = false;         ///< false: adds the lot's amount each time
  };
  struct Rollover {
    bool all = false;                  ///< a reset leaves the lot as it is
    Amount min, max;                   ///< a reset keeps min(max, max(min, balance))
    std::optional<Duration> keep_for;  ///< what a reset keeps expires that long after it; a later reset counts anew
  };
  struct Lot {
    std::string id;
    std::string pool;  ///< pools rank in the order in which the lots first name them
    Amount amount;
    std::int32_t priority = 0;
    Instant from = 0;
    Instant expires = kForever;
    std::optional<Instant> created;  ///< its age; of all lots or of none, then the file's order is their age
    std::optional<Instant> void_at;  ///< ends the lot; not after `from`: it never begins
    std::optional<Amount> opening;   ///< balance at start of a lot live by then; default: its amount
    LotKind kind = LotKind::granted;
    std::vector<std::string> pays_for;  ///< empty: unlimited
    std::optional<Refill> refill;
    std::optional<Rollover> rollover;  ///< absent: a reset keeps nothing
  };
  struct Usage {
    std::string id;  ///< may be empty; results then name it by its place from 1: "#1"
    Instant at = 0;
    Amount amount;
    std::vector<std::string> tags;
    std::string owner;
  };
  struct Refund {
    Instant at = 0;
    std::string usage;
    std::optional<Amount> amount;  ///< default: all that the usage drew or owes
  };
  struct TakeBack {
    Instant at = 0;
    std::string lot;
    Amount amount;
  };
  struct Reset {
    Instant at = 0;
    bool keep_overage = false;
  };

  Instant start = 0;
  Instant until = 0;
  LedgerRules rules;
  std::optional<Amount> rate;  ///< money per unit, for Overage::bill
  std::vector<Lot> lots;
  std::vector<Usage> usage;
  std::vector<Refund> refunds;
  std::vector<TakeBack> take_backs;
  std::vector<Reset> resets;
};

struct ReplayResult {
  struct Lot {
    std::string id;
    Amount granted, drawn, expired, voided, remaining;  ///< all 0 where the lot was never live in the run
  };
  struct Usage {
    std::string id;
    bool in_run = true;                                   ///< false: outside [start, until), so nothing was asked of the ledger
    std::vector<std::pair<std::string, Amount>> paid_by;  ///< when it came, in the order drawn
    Amount uncovered;  ///< what no lot paid when it came: refused, owed, billed or dropped; amount = sum of paid_by + uncovered
  };
  struct Line {  ///< an entry with ids in place of indices
    Instant at = 0;
    EntryKind kind = EntryKind::grant;
    std::string lot, usage;  ///< empty where there is none
    Amount amount;
    std::string reason;  ///< a few words: "refill", "reset", "opening balance", ...
  };
  std::vector<Lot> lots;     ///< in the file's order
  Amount overage;            ///< owed at the end, in units: carried and still open, or billed
  Amount billed;             ///< what is billed as money, to the millionth; 0 where no rate is given
  Amount blocked;            ///< asked and refused
  std::vector<Usage> usage;  ///< in the file's order
  std::vector<Line> entries;
  std::vector<Error> failed_take_backs;
};

/// A replay that can be stopped anywhere and copied: going to b and then on to c gives what going to c at once gives.
class LedgerReplay {
 public:
  /// Checks the file and puts up the balances at its start. Errors: every reference that does not exist, period that ends
  /// before it begins, more of something than its limit, each with its JSON pointer.
  static Result<LedgerReplay> begin(LedgerFile file);

  /// Applies changes in (so far, to] and usage in [so far, to). `to` is not before the instant reached so far and not after
  /// the file's `until`. A sum past the largest amount ends the replay; result() then says where.
  void advance_to(Instant to);
  [[nodiscard]] Instant reached() const { return reached_; }
  [[nodiscard]] const Ledger& ledger() const { return ledger_; }
  /// What stands at the instant reached. Error: overflow.
  [[nodiscard]] Result<ReplayResult> result() const;

 private:
  struct Plan;
  struct Tick {  ///< the n-th point of a lot's refill grid
    Instant at = 0;
    std::uint32_t lot = 0;
    std::int64_t n = 0;
  };
  struct Kept {  ///< what a reset kept for a time
    Instant until = 0;
    Amount amount;
    Amount gone_before;    ///< what had left the lot by then
    bool awaited = false;  ///< stands in deadlines_
  };
  struct Deadline {
    Instant at = 0;
    std::uint32_t lot = 0;
  };

  explicit LedgerReplay(std::shared_ptr<const Plan> plan);
  [[nodiscard]] Instant next_instant() const;
  void apply_changes(Instant at);
  void apply_event(std::size_t index);
  void apply_reset(const LedgerFile::Reset& reset);
  void apply_usage(std::uint32_t index);
  void apply_refund(const LedgerFile::Refund& refund, std::uint32_t usage);
  void apply_take_back(std::uint32_t index);
  void grant(std::uint32_t lot, Instant at, std::optional<Amount> opening);
  void refill_due(Instant at);
  void expire_kept(Instant at);
  void await_kept(std::uint32_t lot);
  /// False, with an error, where the unit's granted credit would pass the largest amount.
  bool may_grant(Amount amount, std::uint32_t lot, const char* key);
  void fail_overflow(std::string pointer, const char* what);

  std::shared_ptr<const Plan> plan_;  ///< the file and what follows from it alone
  Ledger ledger_;
  Instant reached_ = 0;
  std::size_t next_event_ = 0;
  std::vector<LotIndex> ledger_lot_;       ///< by the file's lot; kNone32: never live so far
  std::vector<std::uint32_t> file_lot_;    ///< by the ledger's lot
  std::vector<UsageIndex> ledger_usage_;   ///< by the file's usage; kNone32: not yet come
  std::vector<std::uint32_t> file_usage_;  ///< by the ledger's usage
  std::vector<std::uint32_t> standing_;    ///< lots that a reset visits; those that have ended leave at the next reset
  std::vector<Tick> ticks_;                ///< heap, the next tick of each lot
  std::vector<Deadline> deadlines_;        ///< heap
  std::vector<Kept> kept_;                 ///< by the file's lot
  Amount blocked_;
  std::vector<Error> failed_take_backs_;
  std::vector<Error> errors_;
};

/// The whole run of a file. Errors: those of LedgerReplay::begin and overflow. Order at one instant: expire, void, reset,
/// grants, refill, debt repaid, refunds and take-backs (and what they bring back repays debt), usage in the file's order.
Result<ReplayResult> replay_ledger(const LedgerFile& file);

}  // namespace creditcast
