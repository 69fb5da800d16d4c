#pragma once
/// Who pays. Lots of credit are granted, drawn in a stated order, refilled, expired, voided and refunded; every change is an
/// entry with its reason, and granted = drawn + expired + voided + remaining holds for each lot, each pool and each unit after
/// every event (a CHECK, on in release builds).
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "creditcast/time.hpp"
#include "creditcast/units.hpp"

namespace creditcast {

using LotIndex = std::uint32_t;
using UsageIndex = std::uint32_t;
using PoolIndex = std::uint16_t;
using UnitIndex = std::uint16_t;
inline constexpr std::uint32_t kNone32 = UINT32_MAX;

/// One key of the draw order. The list is always closed by the lot's id, so that it is total.
enum class OrderKey : std::uint8_t {
  pool,           ///< the pools' own order
  priority,       ///< lower numbers first
  expiry,         ///< soonest expiry first, none last
  granted_first,  ///< granted before purchased
  limited_first,  ///< limited to some tags before unlimited
  resets_first,   ///< lots that refill or reset before one-off lots
  age,            ///< oldest first (created, else order of arrival)
  amount_desc,    ///< larger granted amount first
};
std::string_view order_key_name(OrderKey key);
std::optional<OrderKey> order_key_of(std::string_view name);

/// What happens to a use, or the rest of one, that no balance can pay.
enum class Overage : std::uint8_t {
  refuse,  ///< blocked
  carry,   ///< owed; the next balance pays it first
  bill,    ///< owed as money at a rate; later grants never net it
  drop,    ///< only counted as uncovered
};
std::string_view overage_name(Overage overage);
std::optional<Overage> overage_of(std::string_view name);

enum class LotKind : std::uint8_t { granted, purchased };

struct LedgerRules {
  std::vector<OrderKey> order;
  Overage overage = Overage::refuse;
  /// True: a request is paid whole or not at all (`refuse`, `drop`), or paid as far as balances go with the rest owed
  /// (`carry`, `bill`). False: paid as far as balances go; the rest is blocked, owed, or uncovered.
  bool atomic = true;
};

/// A pool as the ledger sees it. The unit decides what can be drawn together.
struct PoolTerms {
  UnitIndex unit = 0;
};

/// One grant. `rank` closes the draw order; give ascending numbers in the order of the lots' ids.
struct LotTerms {
  PoolIndex pool = 0;
  std::uint16_t payer_class = 0;  ///< lots of one class pay for the same uses (see Use::payable)
  Amount amount;                  ///< granted at `from`; >= 0
  std::int32_t priority = 0;
  Instant expires = kForever;  ///< the lot is live in [from, expires)
  Instant created = 0;         ///< its age for the draw order
  LotKind kind = LotKind::granted;
  bool limited = false;  ///< pays for some tags only
  bool resets = false;   ///< it refills or resets
  std::uint64_t rank = 0;
};

/// Is x drawn before y? False where every key and the rank tie.
bool drawn_before(const std::vector<OrderKey>& order, const LotTerms& x, const LotTerms& y);

/// granted = drawn + expired + voided + remaining, always.
struct LotState {
  LotTerms terms;
  Instant from = 0;
  Amount granted, drawn, expired, voided, remaining;
  bool live = true;
};

enum class EntryKind : std::uint8_t {
  grant,      ///< credit given
  purchase,   ///< credit bought
  draw,       ///< credit spent on a usage
  expire,     ///< credit lost at the end of its lot, or trimmed
  refill,     ///< credit added by a refill
  void_lot,   ///< the lot was ended
  take_back,  ///< credit removed; counts as voided
  refund,     ///< credit given back to the lot that paid, or debt or bill taken back (no lot)
  repay,      ///< credit that paid a debt
  owe,        ///< a debt arose (no lot)
  forgive,    ///< a debt was dropped (no lot)
  blocked,    ///< asked and not paid (no lot)
};
std::string_view entry_kind_name(EntryKind kind);

struct Entry {
  Instant at = 0;
  EntryKind kind = EntryKind::grant;
  LotIndex lot = kNone32;  ///< kNone32 where no lot is touched
  UnitIndex unit = 0;
  Amount amount;               ///< >= 0; its direction is the kind's
  UsageIndex usage = kNone32;  ///< the use behind it, where there is one
  std::uint32_t reason = 0;    ///< the caller's own key to why (index of a grant rule, a purchase, a refill)
};

struct PaidBy {
  LotIndex lot = 0;
  Amount amount;
};

/// One request for credit.
struct Use {
  UnitIndex unit = 0;
  Amount amount;                           ///< >= 0
  std::span<const std::uint16_t> payable;  ///< payer classes that may pay, each once, any order
  std::uint32_t set = kNone32;             ///< a small number: uses with the same one have the same unit and payers
};

struct Payment {
  UsageIndex usage = kNone32;
  Amount paid;           ///< from lots
  Amount owed;           ///< became debt or a bill
  Amount uncovered;      ///< neither paid nor owed
  bool blocked = false;  ///< refused, in whole (atomic) or in part
};

struct Covered {
  UsageIndex usage = kNone32;  ///< kNone32: balances do not cover the use
  LotIndex lot = kNone32;      ///< that paid alone, kNone32 where several did, or none
};

/// A ledger over fixed pools. A value: a copy goes on independently, from the same state.
///
/// Time never runs backwards: no call may name an instant before the one of the call before it, and what is due to expire is
/// expired (`expire_due`) before anything else happens at an instant. Both are CHECKed. So are sums: a caller that cannot prove
/// that the credit granted to a unit, or owed in it, stays within the largest amount asks before it grants or draws.
class Ledger {
 public:
  /// What has come in and where it went: granted = drawn + expired + voided + remaining. `drawn` is net of refunds.
  struct Totals {
    Amount granted, drawn, expired, voided, remaining;
  };

  /// `keep_journal`: every entry is appended to the journal; without it balances and conservation are kept all the same.
  Ledger(LedgerRules rules, std::vector<PoolTerms> pools, bool keep_journal);

  /// Makes room for so many lots; more may come.
  void reserve_lots(std::size_t lots) {
    lots_.reserve(lots);
    first_key_.reserve(lots);
    queued_.reserve(lots);
  }

  // --- credit in ---
  /// A new lot, live from `at` until `terms.expires` (later than `at`). All lots of one payer class are of one unit.
  /// `given`: what it holds at first, where that is not `terms.amount` (an opening balance).
  LotIndex grant(const LotTerms& terms, Instant at, std::uint32_t reason, std::optional<Amount> given = std::nullopt);
  /// Adds `amount` to a live lot.
  void refill_add(LotIndex lot, Amount amount, Instant at, std::uint32_t reason);
  /// Brings a live lot to `amount`: grants the difference, or trims what is above as expired.
  void refill_to(LotIndex lot, Amount amount, Instant at, std::uint32_t reason);

  // --- credit out ---
  /// Draws in the rule's order from live lots of payable classes of the unit. Uses are numbered from 0 in the order they come.
  Payment draw(const Use& use, Instant at);
  /// The same where balances cover the use whole; else nothing happens, not even a usage.
  Covered draw_covered(const Use& use, Instant at);
  /// Books a use that is stopped before any lot is asked (a gate, a cap): blocked whole, whatever the overage rule.
  Payment block(const Use& use, Instant at);
  /// What lots of payable classes hold for the use now.
  [[nodiscard]] Amount available(const Use& use) const { return standing(use).held; }
  /// Gives back up to `amount` of what the usage cost: its open debt and its bill first, then its lots, last drawn first (what
  /// repaid its debt was drawn last). A dead lot's share expires at once. Returns what was given back: less than asked when
  /// the usage cost less, or was given back before.
  Amount refund(UsageIndex usage, Amount amount, Instant at);
  /// Removes credit from a lot whole, or fails (false) and changes nothing.
  bool take_back(LotIndex lot, Amount amount, Instant at);
  /// Expires what a live lot holds above `keep`.
  void trim(LotIndex lot, Amount keep, Instant at, std::uint32_t reason);
  /// Ends a lot: what it holds is voided.
  void void_lot(LotIndex lot, Instant at, std::uint32_t reason);
  /// Expires all lots whose `expires` <= at, oldest expiry first (ties by rank).
  void expire_due(Instant at);
  /// Soonest expiry of a live lot, kForever if none.
  [[nodiscard]] Instant next_expiry() const { return next_expiry_; }

  // --- debt (Overage::carry) and bills (Overage::bill) ---
  /// Pays carried debt from live lots of classes that may pay for it, oldest debt first. Call it after credit came in.
  void repay(Instant at);
  [[nodiscard]] bool bills() const { return rules_.overage == Overage::bill; }
  void forgive(Instant at);                           ///< drops all carried debt
  [[nodiscard]] Amount debt(UnitIndex unit) const;    ///< carried, still open
  [[nodiscard]] Amount billed(UnitIndex unit) const;  ///< billed so far, less what was refunded

  // --- what stands ---
  [[nodiscard]] Amount balance(PoolIndex pool) const { return pool_totals_[pool].remaining; }  ///< sum of its live lots
  [[nodiscard]] Amount balance_of_unit(UnitIndex unit) const { return totals_of_unit(unit).remaining; }
  [[nodiscard]] const std::vector<LotState>& lots() const { return lots_; }
  [[nodiscard]] const std::vector<Entry>& journal() const { return journal_; }
  /// Who paid when the usage came, in the order drawn. A later repayment or refund is an entry of its own and changes nothing
  /// here.
  [[nodiscard]] std::span<const PaidBy> paid_by(UsageIndex usage) const;
  [[nodiscard]] std::uint32_t usage_count() const { return usages_; }
  /// Asked before the first usage: only the last one can be refunded, or asked who paid for it. A long run that keeps no
  /// journal needs no more. Balances, debts and bills are kept all the same.
  void keep_last_usage_only() { keep_last_only_ = true; }
  [[nodiscard]] const Totals& totals(PoolIndex pool) const { return pool_totals_[pool]; }
  [[nodiscard]] Totals totals_of_unit(UnitIndex unit) const { return unit < units_.size() ? units_[unit].totals : Totals{}; }
  /// Walks everything: every lot, pool and unit conserves, and the journal (if kept) sums to the balances. For tests and the
  /// end of a run; each event checks what it touched by itself.
  void check_conservation() const;

 private:
  /// Lots that pay for the same uses: a heap with the next to be drawn in front. Lots that cannot be drawn (ended, or empty)
  /// are dropped when they come to the front; the front itself can always be drawn.
  struct PayerClass {
    UnitIndex unit = 0;
    bool used = false;
    LotIndex front = kNone32;    ///< of the queue, kNone32 if it is empty
    std::int64_t front_key = 0;  ///< its first key
    Amount total;
    std::vector<LotIndex> queue;
  };
  /// Open debts that the same payer classes may pay, in the order they arose.
  struct DebtGroup {
    UnitIndex unit = 0;
    std::vector<std::uint16_t> payable;  ///< ascending
    std::vector<UsageIndex> usages;
    std::size_t next = 0;  ///< first of `usages` that may still owe
    Amount open;
  };
  /// What a usage has beyond its draws; only usages that owed, were billed or were refunded have one.
  struct UsageAccount {
    std::uint32_t group = kNone32;
    Amount owed, billed;
    Amount given_back;           ///< of its own draws
    std::vector<PaidBy> repaid;  ///< draws that paid its debt, less what was refunded
  };
  struct UnitState {
    Totals totals;
    Amount debt, billed;
  };

  void begin(Instant at);
  [[nodiscard]] bool before(LotIndex a, LotIndex b) const {
    return first_key_[a] != first_key_[b] ? first_key_[a] < first_key_[b] : before_by_all_keys(a, b);
  }
  [[nodiscard]] bool before_by_all_keys(LotIndex a, LotIndex b) const;
  [[nodiscard]] bool expires_before(LotIndex a, LotIndex b) const;
  [[nodiscard]] bool drawable(LotIndex lot) const { return lots_[lot].live && lots_[lot].remaining.micros > 0; }
  UnitState& unit_state(UnitIndex unit);
  void write(EntryKind kind, LotIndex lot, UnitIndex unit, Amount amount, UsageIndex usage, std::uint32_t reason);
  template <typename Change>
  void change(LotIndex lot, Change change_totals);
  void put_in(LotIndex lot, Amount amount);
  template <typename Part>
  void take_out(LotIndex lot, Amount amount, Part where_to);
  void restore(LotIndex lot, Amount amount);
  void enqueue(LotIndex lot);
  void settle_front(PayerClass& payers);
  void set_front(PayerClass& payers) {
    ++fronts_version_;
    payers.front = payers.queue.empty() ? kNone32 : payers.queue.front();
    if (payers.front != kNone32) payers.front_key = first_key_[payers.front];
  }
  void end_lot(LotIndex lot);
  struct Standing {
    Amount held;               ///< by lots of payable classes
    LotIndex first = kNone32;  ///< the lot that pays next, kNone32 if none can
  };
  [[nodiscard]] Standing standing(const Use& use) const {
    Amount held;  // parts of one unit's balance, so it fits
    const PayerClass* best = nullptr;
    for (const std::uint16_t index : use.payable) {
      if (index >= classes_.size()) continue;
      const PayerClass& payers = classes_[index];
      if (payers.front == kNone32 || payers.unit != use.unit) continue;
      held.micros += payers.total.micros;
      if (best == nullptr || payers.front_key < best->front_key ||
          (payers.front_key == best->front_key && before_by_all_keys(payers.front, best->front)))
        best = &payers;
    }
    return {held, best == nullptr ? kNone32 : best->front};
  }
  UsageIndex next_usage();
  LotIndex first_of_set(const Use& use);
  void pay_part(UsageIndex usage, UnitIndex unit, Amount part, LotIndex lot);
  void pay(UsageIndex usage, const Use& use, Amount amount, LotIndex first);
  void owe(UsageIndex usage, const Use& use, Amount rest);
  Amount give_back(UsageIndex usage, const PaidBy& paid, Amount amount);

  LedgerRules rules_;
  std::vector<PoolTerms> pools_;
  std::vector<LotState> lots_;
  std::vector<std::int64_t> first_key_;  ///< by lot, what the draw order asks first: the lower is drawn first
  std::vector<unsigned char> queued_;    ///< is the lot in its class's queue
  std::vector<PayerClass> classes_;
  std::uint64_t fronts_version_ = 1;  ///< counts changes of any class's front
  struct FirstOfSet {
    std::uint64_t version = 0;  ///< as of which `lot` pays next
    LotIndex lot = kNone32;
  };
  std::vector<FirstOfSet> first_of_set_;  ///< by Use::set
  std::vector<LotIndex> expiries_;        ///< heap, the soonest live lot in front
  Instant next_expiry_ = kForever;        ///< of that lot
  std::vector<Totals> pool_totals_;
  std::vector<UnitState> units_;
  std::vector<PaidBy> draws_;              ///< of all usages, one after the other
  std::vector<std::uint32_t> first_draw_;  ///< by usage, index in draws_; empty where only the last usage is kept
  std::uint32_t usages_ = 0;
  std::map<UsageIndex, UsageAccount> accounts_;
  std::vector<DebtGroup> debts_;
  std::map<std::pair<UnitIndex, std::vector<std::uint16_t>>, std::uint32_t> debt_group_of_;
  std::vector<Entry> journal_;
  Instant now_ = kLongAgo;
  bool keep_journal_ = false;
  bool keep_last_only_ = false;
};

}  // namespace creditcast
