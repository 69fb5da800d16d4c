#pragma once
/// A second ledger, written to be obviously right rather than fast, to hold the engine against: it walks second by second,
/// looks at every lot each time, and moves one credit at a time. It shares no code with the engine, only the file it reads.
/// Whole credits and plain seconds only.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "creditcast/replay.hpp"

namespace creditcast::model {

/// A ledger that is wrong in one way on purpose: the comparison must tell each of these from the engine, or it proves nothing.
enum class Mistake : std::uint8_t {
  none,
  live_at_expiry,       ///< a lot still pays at the instant it expires
  youngest_first,       ///< age the wrong way round
  refund_first_drawn,   ///< gives back what was drawn first
  refund_before_debt,   ///< gives back balances before what is owed
  partial_when_atomic,  ///< draws what there is for a request it cannot pay whole
  usage_before_reset,   ///< usage at a reset belongs to the old period
  forgets_debt_order,   ///< repays the newest debt first
  ignores_tags,         ///< any lot pays for anything
  tick_at_begin,        ///< a refill at the very begin of its lot
};

class NaiveLedger {
 public:
  struct Lot {
    std::int64_t granted = 0, drawn = 0, expired = 0, voided = 0, here = 0;
    bool live = false;
    std::int64_t kept = -1, kept_until = 0, out_since_reset = 0;  ///< kept -1: nothing is kept for a time
  };
  struct Credit {  ///< one credit that was drawn and not given back
    std::size_t lot;
    bool for_debt;
  };
  struct Usage {
    bool came = false;
    std::vector<std::pair<std::size_t, std::int64_t>> paid_by;
    std::int64_t uncovered = 0;
    std::int64_t owed = 0, billed = 0;
    std::vector<Credit> drawn;  ///< in the order drawn
  };

  explicit NaiveLedger(const LedgerFile& file, Mistake mistake = Mistake::none)
      : file_(file), mistake_(mistake), lots_(file.lots.size()), usage_(file.usage.size()) {
    for (std::size_t i = 0; i < lots_.size(); ++i) {
      const auto& lot = file.lots[i];
      const bool never = lot.void_at && *lot.void_at <= lot.from;
      if (never || lot.from > file.start || lot.expires <= file.start || (lot.void_at && *lot.void_at <= file.start)) continue;
      begin_lot(i, credits(lot.opening.value_or(lot.amount)));
    }
    for (Instant now = file.start; now <= file.until; ++now) {
      if (now > file.start) changes(now);
      if (now < file.until) uses(now);
    }
  }

  [[nodiscard]] const std::vector<Lot>& lots() const { return lots_; }
  [[nodiscard]] const std::vector<Usage>& usage() const { return usage_; }
  [[nodiscard]] std::int64_t blocked() const { return blocked_; }
  [[nodiscard]] std::int64_t refused_take_backs() const { return refused_; }
  [[nodiscard]] std::int64_t owed() const {
    std::int64_t sum = 0;
    for (const Usage& usage : usage_) sum += usage.owed + usage.billed;
    return sum;
  }

 private:
  static std::int64_t credits(Amount amount) { return amount.micros / kMicros; }

  void begin_lot(std::size_t i, std::int64_t amount) {
    lots_[i].live = true;
    give(i, amount);
  }
  void give(std::size_t i, std::int64_t amount) {
    lots_[i].granted += amount;
    lots_[i].here += amount;
  }
  void lose(std::size_t i, std::int64_t amount, std::int64_t Lot::*where_to) {
    lots_[i].here -= amount;
    lots_[i].*where_to += amount;
    lots_[i].out_since_reset += amount;
  }

  [[nodiscard]] bool may_pay(std::size_t i, const std::vector<std::string>& tags) const {
    const auto& limits = file_.lots[i].pays_for;
    if (limits.empty() || mistake_ == Mistake::ignores_tags) return true;
    return std::any_of(tags.begin(), tags.end(),
                       [&](const std::string& tag) { return std::find(limits.begin(), limits.end(), tag) != limits.end(); });
  }
  [[nodiscard]] std::size_t pool_rank(const std::string& pool) const {
    std::vector<std::string> seen;
    for (const auto& lot : file_.lots) {
      if (lot.pool == pool) return seen.size();
      if (std::find(seen.begin(), seen.end(), lot.pool) == seen.end()) seen.push_back(lot.pool);
    }
    return seen.size();
  }
  /// Smaller is drawn first.
  [[nodiscard]] std::int64_t key(OrderKey key, std::size_t i) const {
    const auto& lot = file_.lots[i];
    switch (key) {
      case OrderKey::pool: return static_cast<std::int64_t>(pool_rank(lot.pool));
      case OrderKey::priority: return lot.priority;
      case OrderKey::expiry: return lot.expires;
      case OrderKey::granted_first: return lot.kind == LotKind::granted ? 0 : 1;
      case OrderKey::limited_first: return lot.pays_for.empty() ? 1 : 0;
      case OrderKey::resets_first: return lot.refill || lot.rollover ? 0 : 1;
      case OrderKey::age: {
        const std::int64_t age = lot.created ? *lot.created : static_cast<std::int64_t>(i);
        return mistake_ == Mistake::youngest_first ? -age : age;
      }
      case OrderKey::amount_desc: return -lot.amount.micros;
    }
    return 0;
  }
  [[nodiscard]] bool before(std::size_t a, std::size_t b) const {
    for (const OrderKey k : file_.rules.order) {
      if (key(k, a) != key(k, b)) return key(k, a) < key(k, b);
    }
    return file_.lots[a].id < file_.lots[b].id;
  }
  /// The lot that pays the next credit; lots_.size() if none can.
  [[nodiscard]] std::size_t payer(const std::vector<std::string>& tags) const {
    std::size_t best = lots_.size();
    for (std::size_t i = 0; i < lots_.size(); ++i) {
      if (!lots_[i].live || lots_[i].here == 0 || !may_pay(i, tags)) continue;
      if (best == lots_.size() || before(i, best)) best = i;
    }
    return best;
  }
  [[nodiscard]] std::int64_t balance(const std::vector<std::string>& tags) const {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < lots_.size(); ++i) sum += lots_[i].live && may_pay(i, tags) ? lots_[i].here : 0;
    return sum;
  }

  void use(std::size_t i) {
    const auto& asked = file_.usage[i];
    Usage& usage = usage_[i];
    usage.came = true;
    const std::int64_t amount = credits(asked.amount);
    const Overage overage = file_.rules.overage;
    const bool owes = overage == Overage::carry || overage == Overage::bill;
    const bool whole_or_nothing = file_.rules.atomic && !owes && mistake_ != Mistake::partial_when_atomic;
    const bool pays = !whole_or_nothing || balance(asked.tags) >= amount;
    std::int64_t left = amount;
    for (; pays && left > 0; --left) {
      const std::size_t lot = payer(asked.tags);
      if (lot == lots_.size()) break;
      lose(lot, 1, &Lot::drawn);
      usage.drawn.push_back({lot, false});
      if (usage.paid_by.empty() || usage.paid_by.back().first != lot) usage.paid_by.emplace_back(lot, 0);
      ++usage.paid_by.back().second;
    }
    usage.uncovered = left;
    if (overage == Overage::carry) usage.owed = left;
    if (overage == Overage::bill) usage.billed = left;
    if (overage == Overage::refuse) blocked_ += left;
  }

  void repay() {
    std::vector<std::size_t> order(usage_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return file_.usage[a].at < file_.usage[b].at; });
    if (mistake_ == Mistake::forgets_debt_order) std::reverse(order.begin(), order.end());
    for (const std::size_t i : order) {
      while (usage_[i].owed > 0) {
        const std::size_t lot = payer(file_.usage[i].tags);
        if (lot == lots_.size()) break;
        lose(lot, 1, &Lot::drawn);
        --usage_[i].owed;
        usage_[i].drawn.push_back({lot, true});
      }
    }
  }

  void give_back(Usage& usage) {
    const bool first = mistake_ == Mistake::refund_first_drawn;
    const Credit credit = first ? usage.drawn.front() : usage.drawn.back();
    usage.drawn.erase(first ? usage.drawn.begin() : usage.drawn.end() - 1);
    Lot& lot = lots_[credit.lot];
    --lot.drawn;
    if (lot.live) {
      ++lot.here;
      --lot.out_since_reset;
    } else {
      ++lot.expired;
    }
  }
  void refund(std::size_t i, std::int64_t amount) {
    Usage& usage = usage_[i];
    for (; amount > 0; --amount) {
      const bool balances_first = mistake_ == Mistake::refund_before_debt && !usage.drawn.empty();
      if (usage.owed > 0 && !balances_first) {
        --usage.owed;
      } else if (usage.billed > 0 && !balances_first) {
        --usage.billed;
      } else if (!usage.drawn.empty()) {
        give_back(usage);
      }
    }
  }
  [[nodiscard]] std::size_t usage_named(const std::string& id) const {
    std::size_t i = 0;
    while (file_.usage[i].id != id) ++i;
    return i;
  }
  [[nodiscard]] std::size_t lot_named(const std::string& id) const {
    std::size_t i = 0;
    while (file_.lots[i].id != id) ++i;
    return i;
  }
  [[nodiscard]] std::int64_t amount_of(const LedgerFile::Refund& refund) const {
    return credits(refund.amount.value_or(file_.usage[usage_named(refund.usage)].amount));
  }

  void end_lot(std::size_t i, std::int64_t Lot::*where_to) {
    lose(i, lots_[i].here, where_to);
    lots_[i].live = false;
  }

  void expire(Instant now) {
    for (std::size_t i = 0; i < lots_.size(); ++i) {
      const Instant end = file_.lots[i].expires;
      const bool over = mistake_ == Mistake::live_at_expiry ? now > end : now >= end;
      if (lots_[i].live && over) end_lot(i, &Lot::expired);
    }
    for (std::size_t i = 0; i < lots_.size(); ++i) {
      Lot& lot = lots_[i];
      if (!lot.live || lot.kept < 0 || lot.kept_until != now) continue;
      const std::int64_t left = std::max<std::int64_t>(lot.kept - std::max<std::int64_t>(lot.out_since_reset, 0), 0);
      lose(i, std::min(left, lot.here), &Lot::expired);
      lot.kept = -1;
    }
  }

  void reset(const LedgerFile::Reset& reset) {
    for (std::size_t i = 0; i < lots_.size(); ++i) {
      Lot& lot = lots_[i];
      if (!lot.live) continue;
      const auto& rollover = file_.lots[i].rollover;
      std::int64_t keeps = 0;
      if (rollover && rollover->all) keeps = lot.here;
      if (rollover && !rollover->all) keeps = std::min(credits(rollover->max), std::max(credits(rollover->min), lot.here));
      for (; lot.here > keeps;) lose(i, 1, &Lot::expired);
      for (; lot.here < keeps;) give(i, 1);
      lot.kept = -1;
      if (!rollover || !rollover->keep_for) continue;
      lot.kept = keeps;
      lot.kept_until = reset.at + rollover->keep_for->seconds;
      lot.out_since_reset = 0;
    }
    if (reset.keep_overage) return repay();
    for (Usage& usage : usage_) usage.owed = 0;
  }

  [[nodiscard]] bool ticks(std::size_t i, Instant now) const {
    const auto& lot = file_.lots[i];
    if (!lot.refill || !lots_[i].live || now < lot.from || (now == lot.from && mistake_ != Mistake::tick_at_begin))
      return false;
    const Instant from_anchor = now - lot.refill->anchor.value_or(lot.from);
    return from_anchor % lot.refill->every.seconds == 0;
  }

  void changes(Instant now) {
    expire(now);
    for (std::size_t i = 0; i < lots_.size(); ++i) {
      if (lots_[i].live && file_.lots[i].void_at == now) end_lot(i, &Lot::voided);
    }
    if (mistake_ == Mistake::usage_before_reset && now < file_.until) uses(now);
    for (const auto& each : file_.resets) {
      if (each.at == now) reset(each);
    }
    for (std::size_t i = 0; i < lots_.size(); ++i) {
      const auto& lot = file_.lots[i];
      if (lot.from == now && !(lot.void_at && *lot.void_at <= lot.from)) begin_lot(i, credits(lot.amount));
    }
    for (std::size_t i = 0; i < lots_.size(); ++i) {
      if (!ticks(i, now)) continue;
      const std::int64_t amount = credits(file_.lots[i].amount);
      if (!file_.lots[i].refill->to_amount) {
        give(i, amount);
      } else if (lots_[i].here < amount) {
        give(i, amount - lots_[i].here);
      } else {
        lose(i, lots_[i].here - amount, &Lot::expired);
      }
    }
    repay();
    for (const auto& each : file_.refunds) {
      const std::size_t usage = usage_named(each.usage);
      if (each.at == now && file_.usage[usage].at != now) refund(usage, amount_of(each));
    }
    for (const auto& each : file_.take_backs) {
      if (each.at != now) continue;
      const std::size_t lot = lot_named(each.lot);
      if (lots_[lot].live && lots_[lot].here >= credits(each.amount)) {
        lose(lot, credits(each.amount), &Lot::voided);
      } else {
        ++refused_;
      }
    }
    repay();
  }

  void uses(Instant now) {
    for (std::size_t i = 0; i < usage_.size(); ++i) {
      if (file_.usage[i].at != now || usage_[i].came) continue;
      use(i);
      for (const auto& each : file_.refunds) {
        if (each.at == now && each.usage == file_.usage[i].id) {
          refund(i, amount_of(each));
          repay();
        }
      }
    }
  }

  const LedgerFile& file_;
  Mistake mistake_;
  std::vector<Lot> lots_;
  std::vector<Usage> usage_;
  std::int64_t blocked_ = 0;
  std::int64_t refused_ = 0;
};

/// Empty where both say the same; else the first difference, in words.
inline std::string difference(const LedgerFile& file, const ReplayResult& engine, const NaiveLedger& naive) {
  const auto differ = [](const std::string& what, Amount engine_says, std::int64_t naive_says) {
    return what + ": engine " + to_decimal(engine_says) + ", naive " + std::to_string(naive_says);
  };
  for (std::size_t i = 0; i < file.lots.size(); ++i) {
    const auto& a = engine.lots[i];
    const auto& b = naive.lots()[i];
    if (a.granted != whole(b.granted)) return differ(a.id + " granted", a.granted, b.granted);
    if (a.drawn != whole(b.drawn)) return differ(a.id + " drawn", a.drawn, b.drawn);
    if (a.expired != whole(b.expired)) return differ(a.id + " expired", a.expired, b.expired);
    if (a.voided != whole(b.voided)) return differ(a.id + " voided", a.voided, b.voided);
    if (a.remaining != whole(b.here)) return differ(a.id + " remaining", a.remaining, b.here);
  }
  for (std::size_t i = 0; i < file.usage.size(); ++i) {
    const auto& a = engine.usage[i];
    const auto& b = naive.usage()[i];
    if (a.in_run != b.came) return a.id + " came";
    if (a.uncovered != whole(b.uncovered)) return differ(a.id + " uncovered", a.uncovered, b.uncovered);
    if (a.paid_by.size() != b.paid_by.size()) return a.id + " paid by another number of lots";
    for (std::size_t j = 0; j < a.paid_by.size(); ++j) {
      if (a.paid_by[j].first != file.lots[b.paid_by[j].first].id || a.paid_by[j].second != whole(b.paid_by[j].second)) {
        return a.id + " paid by another lot";
      }
    }
  }
  if (engine.overage != whole(naive.owed())) return differ("owed", engine.overage, naive.owed());
  if (engine.blocked != whole(naive.blocked())) return differ("blocked", engine.blocked, naive.blocked());
  if (static_cast<std::int64_t>(engine.failed_take_backs.size()) != naive.refused_take_backs()) return "refused take-backs";
  return {};
}

}  // namespace creditcast::model
