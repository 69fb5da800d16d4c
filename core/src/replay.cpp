#include "creditcast/replay.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>

namespace creditcast {
namespace {

/// Why an entry stands in the journal, where its kind alone does not say.
enum Reason : std::uint32_t { kPlain, kOpening, kRefill, kReset, kKeptLongEnough };

/// The order of what happens at one instant; expiry, refill and repayment come between, see apply_changes.
enum class Step : std::uint8_t { void_lot, reset, grant, refund, take_back, usage };

struct Event {
  Instant at = 0;
  Step step = Step::void_lot;
  std::uint32_t index = 0;         ///< in the file's list of its kind
  std::uint32_t refund = kNone32;  ///< with Step::usage: a refund at the same instant follows its usage
};

bool earlier(const Event& a, const Event& b) {
  if (a.at != b.at) return a.at < b.at;
  if (a.step != b.step) return a.step < b.step;
  if (a.index != b.index) return a.index < b.index;
  return a.refund + 1 < b.refund + 1;  // kNone32 wraps to 0: the usage itself comes first
}

std::string place(std::string_view list, std::size_t index, std::string_view key = {}) {
  std::string pointer = "/" + std::string(list) + "/" + std::to_string(index);
  if (!key.empty()) pointer += "/" + std::string(key);
  return pointer;
}

std::string_view reason_text(const Entry& entry) {
  switch (entry.reason) {
    case kOpening: return "opening balance";
    case kRefill: return entry.kind == EntryKind::expire ? "above the refill's amount" : "refill";
    case kReset: return "reset";
    case kKeptLongEnough: return "kept for its time after a reset";
    default: break;
  }
  switch (entry.kind) {
    case EntryKind::grant: return "grant";
    case EntryKind::purchase: return "purchase";
    case EntryKind::draw: return "usage";
    case EntryKind::expire: return entry.usage == kNone32 ? "end of the lot" : "given back after the end of the lot";
    case EntryKind::refill: return "refill";
    case EntryKind::void_lot: return "lot voided";
    case EntryKind::take_back: return "taken back";
    case EntryKind::refund: return entry.lot == kNone32 ? "no longer owed" : "given back";
    case EntryKind::repay: return "debt repaid";
    case EntryKind::owe: return "more than the balance";
    case EntryKind::forgive: return "debt dropped at a reset";
    case EntryKind::blocked: return "nothing could pay";
  }
  return {};
}

/// For heaps with the soonest in front, lots in the file's order.
constexpr auto later = [](const auto& a, const auto& b) { return a.at != b.at ? a.at > b.at : a.lot > b.lot; };

/// What has left a lot so far, to whatever end.
Amount gone(const LotState& lot) { return lot.granted - lot.remaining; }

/// Smallest n with anchor + n x every > after. The grid strictly ascends, and saturates at either end of time.
std::int64_t first_tick_after(Instant anchor, Duration every, Instant after) {
  std::int64_t low = -400'000'000'000;  // a tick is at least a second: past ten thousand years either way
  std::int64_t high = 400'000'000'000;
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    if (add(anchor, every, middle) > after) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

}  // namespace

/// The file and what follows from it alone; shared by all copies of a replay.
struct LedgerReplay::Plan {
  LedgerFile file;
  std::vector<PoolTerms> pools;
  std::vector<LotTerms> lots;
  std::vector<std::vector<std::uint16_t>> payable_sets;
  std::vector<std::uint32_t> payable_of;                     ///< by usage, index in payable_sets
  std::vector<std::pair<std::int64_t, std::int64_t>> ticks;  ///< by lot: n of the refills in the run, from first to last - 1
  std::vector<std::uint32_t> refunded_usage;                 ///< by refund, its usage
  std::vector<std::uint32_t> taken_lot;                      ///< by take-back, its lot
  std::vector<Event> events;

  [[nodiscard]] bool live_at_start(std::size_t lot) const {
    const LedgerFile::Lot& terms = file.lots[lot];
    return begins(lot) && terms.from <= file.start && terms.expires > file.start &&
           (!terms.void_at || *terms.void_at > file.start);
  }
  /// A lot voided before it begins never does.
  [[nodiscard]] bool begins(std::size_t lot) const {
    const LedgerFile::Lot& terms = file.lots[lot];
    return !terms.void_at || *terms.void_at > terms.from;
  }
  /// The grid points of a lot's refill that fall into the run.
  [[nodiscard]] std::pair<std::int64_t, std::int64_t> ticks_of(std::size_t lot) const {
    const LedgerFile::Lot& terms = file.lots[lot];
    if (!begins(lot)) return {0, 0};
    Instant last = std::min(file.until, terms.expires - 1);
    if (terms.void_at) last = std::min(last, *terms.void_at - 1);
    const Instant after = std::max(terms.from, file.start);
    const Instant anchor = terms.refill->anchor.value_or(terms.from);
    if (last <= after) return {0, 0};
    return {first_tick_after(anchor, terms.refill->every, after), first_tick_after(anchor, terms.refill->every, last)};
  }
  [[nodiscard]] std::string usage_name(std::size_t usage) const {
    const std::string& id = file.usage[usage].id;
    return id.empty() ? "#" + std::to_string(usage + 1) : id;
  }

  Errors prepare();

 private:
  void check_amounts(Errors& errors) const;
  void check_times(Errors& errors);
  void rank_lots(Errors& errors);
  void find_payers(Errors& errors);
  void list_events(Errors& errors);
};

// --------------------------------------------------------------------------------------------------- the file, checked

void LedgerReplay::Plan::check_amounts(Errors& errors) const {
  const auto not_negative = [&](Amount amount, std::string pointer) {
    if (amount.micros >= 0 && amount.micros <= kAmountMaxMicros) return;
    errors.push_back(
        {Code::out_of_range, std::move(pointer), {"{0} is out of range", {to_decimal(amount)}}, "0 to 8000000000", {}, 0, 0});
  };
  if (file.rate) not_negative(*file.rate, "/rules/rate");
  for (std::size_t i = 0; i < file.lots.size(); ++i) {
    const LedgerFile::Lot& lot = file.lots[i];
    not_negative(lot.amount, place("lots", i, "amount"));
    if (lot.opening) not_negative(*lot.opening, place("lots", i, "opening"));
    if (lot.rollover) {
      not_negative(lot.rollover->min, place("lots", i, "rollover/min"));
      not_negative(lot.rollover->max, place("lots", i, "rollover/max"));
    }
  }
  for (std::size_t i = 0; i < file.usage.size(); ++i) not_negative(file.usage[i].amount, place("usage", i, "amount"));
  for (std::size_t i = 0; i < file.refunds.size(); ++i) {
    if (file.refunds[i].amount) not_negative(*file.refunds[i].amount, place("refunds", i, "amount"));
  }
  for (std::size_t i = 0; i < file.take_backs.size(); ++i) {
    not_negative(file.take_backs[i].amount, place("take_backs", i, "amount"));
  }
}

void LedgerReplay::Plan::check_times(Errors& errors) {
  ticks.resize(file.lots.size());
  if (file.until < file.start) {
    errors.push_back({Code::contradiction, "/until", "'until' lies before 'start'", "until >= start", {}, 0, 0});
  }
  std::size_t with_created = 0;
  for (const LedgerFile::Lot& lot : file.lots) with_created += lot.created.has_value() ? 1 : 0;
  const bool all_created = with_created == file.lots.size();
  bool told_created = false;
  std::int64_t ticks_left = kMaxRefillTicks;
  for (std::size_t i = 0; i < file.lots.size(); ++i) {
    const LedgerFile::Lot& lot = file.lots[i];
    if (lot.expires <= lot.from) {
      errors.push_back({Code::contradiction,
                        place("lots", i, "expires"),
                        {"the lot '{0}' expires before it begins", {lot.id}},
                        "expires > from",
                        {},
                        0,
                        0});
    }
    if (with_created > 0 && !all_created && !lot.created && !told_created) {
      errors.push_back({Code::contradiction,
                        place("lots", i),
                        {"the lot '{0}' has no 'created', others have", {lot.id}},
                        "'created' for all lots or for none",
                        {},
                        0,
                        0});
      told_created = true;
    }
    const auto positive = [&](Duration duration, std::string_view key) {
      if (duration.months >= 0 && duration.seconds >= 0 && duration.months + duration.seconds > 0) return true;
      errors.push_back({Code::bad_duration, place("lots", i, key), "the duration is not above zero", "PT1S or more", {}, 0, 0});
      return false;
    };
    if (lot.rollover && lot.rollover->keep_for) positive(*lot.rollover->keep_for, "rollover/keep_for");
    if (lot.refill && positive(lot.refill->every, "refill/every") && ticks_left >= 0) {
      ticks[i] = ticks_of(i);
      ticks_left -= ticks[i].second - ticks[i].first;
      if (ticks_left < 0) {
        errors.push_back({Code::too_many,
                          place("lots", i, "refill"),
                          "the lots refill too often in this run",
                          {"{0} refills in all", {std::to_string(kMaxRefillTicks)}},
                          {},
                          0,
                          0});
      }
    }
  }
  if (file.resets.size() > kMaxResets) {
    errors.push_back({Code::too_many,
                      "/resets",
                      {"{0} resets", {std::to_string(file.resets.size())}},
                      {"at most {0}", {std::to_string(kMaxResets)}},
                      {},
                      0,
                      0});
  } else if (std::uint64_t{file.resets.size()} * file.lots.size() > kMaxResetVisits) {
    errors.push_back({Code::too_many,
                      "/resets",
                      {"{0} resets of {1} lots", {std::to_string(file.resets.size()), std::to_string(file.lots.size())}},
                      {"at most {0} lots reset in all", {std::to_string(kMaxResetVisits)}},
                      {},
                      0,
                      0});
  }
}

/// The ledger's terms of each lot: pools in the order the lots name them, age, and rank by id.
void LedgerReplay::Plan::rank_lots(Errors& errors) {
  std::unordered_map<std::string_view, std::uint32_t> pool_of;
  std::vector<std::uint32_t> by_id(file.lots.size());
  for (std::uint32_t i = 0; i < by_id.size(); ++i) by_id[i] = i;
  std::sort(by_id.begin(), by_id.end(), [this](std::uint32_t a, std::uint32_t b) {
    const int order = file.lots[a].id.compare(file.lots[b].id);
    return order != 0 ? order < 0 : a < b;
  });
  lots.resize(file.lots.size());
  for (std::size_t rank = 0; rank < by_id.size(); ++rank) {
    const std::uint32_t i = by_id[rank];
    lots[i].rank = rank;
    if (rank > 0 && file.lots[by_id[rank - 1]].id == file.lots[i].id) {
      errors.push_back({Code::duplicate_id,
                        place("lots", i, "id"),
                        {"the id '{0}' is already taken", {file.lots[i].id}},
                        "each id once",
                        {},
                        0,
                        0});
    }
  }
  for (std::size_t i = 0; i < file.lots.size(); ++i) {
    const LedgerFile::Lot& lot = file.lots[i];
    const std::uint32_t pool = pool_of.try_emplace(lot.pool, static_cast<std::uint32_t>(pool_of.size())).first->second;
    if (pool > UINT16_MAX) {
      errors.push_back({Code::too_many, place("lots", i, "pool"), "too many pools", "at most 65536", {}, 0, 0});
      break;
    }
    LotTerms& terms = lots[i];
    terms.pool = static_cast<PoolIndex>(pool);
    terms.amount = lot.amount;
    terms.priority = lot.priority;
    terms.expires = lot.expires;
    terms.created = lot.created.value_or(static_cast<Instant>(i));
    terms.kind = lot.kind;
    terms.limited = !lot.pays_for.empty();
    terms.resets = lot.refill.has_value() || lot.rollover.has_value();
  }
  pools.resize(std::max<std::size_t>(pool_of.size(), 1));  // one unit: a ledger file holds one kind of credit
}

/// Lots limited to the same tags are one payer class, and all unlimited lots another; a usage may draw on the unlimited class
/// and on each class that names one of its tags.
void LedgerReplay::Plan::find_payers(Errors& errors) {
  std::map<std::vector<std::string>, std::uint16_t> class_of;
  std::unordered_map<std::string, std::vector<std::uint16_t>> classes_by_tag;
  class_of[{}] = 0;
  for (std::size_t i = 0; i < file.lots.size(); ++i) {
    std::vector<std::string> tags = file.lots[i].pays_for;
    std::sort(tags.begin(), tags.end());
    tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
    const auto [found, fresh] = class_of.try_emplace(std::move(tags), static_cast<std::uint16_t>(class_of.size()));
    if (fresh) {
      for (const std::string& tag : found->first) classes_by_tag[tag].push_back(found->second);
    }
    lots[i].payer_class = found->second;
    if (class_of.size() > kMaxPayerSets) {
      errors.push_back({Code::too_many,
                        place("lots", i, "pays_for"),
                        "too many different sets of tags",
                        {"at most {0}", {std::to_string(kMaxPayerSets)}},
                        {},
                        0,
                        0});
      return;
    }
  }
  std::map<std::vector<std::uint16_t>, std::uint32_t> set_of;
  payable_of.reserve(file.usage.size());
  for (const LedgerFile::Usage& usage : file.usage) {
    std::vector<std::uint16_t> payable{0};
    for (const std::string& tag : usage.tags) {
      const auto found = classes_by_tag.find(tag);
      if (found != classes_by_tag.end()) payable.insert(payable.end(), found->second.begin(), found->second.end());
    }
    std::sort(payable.begin(), payable.end());
    payable.erase(std::unique(payable.begin(), payable.end()), payable.end());
    const auto [found, fresh] = set_of.try_emplace(std::move(payable), static_cast<std::uint32_t>(payable_sets.size()));
    if (fresh) payable_sets.push_back(found->first);
    payable_of.push_back(found->second);
  }
}

/// Everything that the file dates inside the run, in order. Refills and expiries come of themselves as the run goes.
void LedgerReplay::Plan::list_events(Errors& errors) {
  const auto unknown = [&](std::string pointer, std::string_view kind, const std::string& id) {
    errors.push_back({Code::unknown_reference,
                      std::move(pointer),
                      {"there is no {0} '{1}'", {std::string(kind), id}},
                      "an id of this file",
                      {},
                      0,
                      0});
  };
  const auto changes_run = [this](Instant at) { return at > file.start && at <= file.until; };
  for (std::uint32_t i = 0; i < file.lots.size(); ++i) {
    const LedgerFile::Lot& lot = file.lots[i];
    if (begins(i) && changes_run(lot.from)) events.push_back({lot.from, Step::grant, i, kNone32});
    if (begins(i) && lot.void_at && changes_run(*lot.void_at)) events.push_back({*lot.void_at, Step::void_lot, i, kNone32});
  }
  for (std::uint32_t i = 0; i < file.resets.size(); ++i) {
    if (changes_run(file.resets[i].at)) events.push_back({file.resets[i].at, Step::reset, i, kNone32});
  }
  std::unordered_map<std::string_view, std::uint32_t> usage_of;
  for (std::uint32_t i = 0; i < file.usage.size(); ++i) {
    const LedgerFile::Usage& usage = file.usage[i];
    if (!usage.id.empty() && !usage_of.try_emplace(usage.id, i).second) {
      errors.push_back({Code::duplicate_id,
                        place("usage", i, "id"),
                        {"the id '{0}' is already taken", {usage.id}},
                        "each id once",
                        {},
                        0,
                        0});
    }
    if (usage.at >= file.start && usage.at < file.until) events.push_back({usage.at, Step::usage, i, kNone32});
  }
  refunded_usage.resize(file.refunds.size(), kNone32);
  for (std::uint32_t i = 0; i < file.refunds.size(); ++i) {
    const LedgerFile::Refund& refund = file.refunds[i];
    const auto found = usage_of.find(refund.usage);
    if (refund.usage.empty() || found == usage_of.end()) {
      unknown(place("refunds", i, "usage"), "usage", refund.usage);
      continue;
    }
    refunded_usage[i] = found->second;
    const Instant used = file.usage[found->second].at;
    if (refund.at < used) {
      errors.push_back({Code::contradiction,
                        place("refunds", i, "at"),
                        {"the refund comes before its usage '{0}'", {refund.usage}},
                        "at or after the usage",
                        {},
                        0,
                        0});
    } else if (refund.at == used) {
      if (used >= file.start && used < file.until) events.push_back({used, Step::usage, found->second, i});
    } else if (changes_run(refund.at)) {
      events.push_back({refund.at, Step::refund, i, kNone32});
    }
  }
  std::unordered_map<std::string_view, std::uint32_t> lot_of;
  for (std::uint32_t i = 0; i < file.lots.size(); ++i) lot_of.try_emplace(file.lots[i].id, i);
  taken_lot.resize(file.take_backs.size(), kNone32);
  for (std::uint32_t i = 0; i < file.take_backs.size(); ++i) {
    const LedgerFile::TakeBack& take_back = file.take_backs[i];
    const auto found = lot_of.find(take_back.lot);
    if (found == lot_of.end()) {
      unknown(place("take_backs", i, "lot"), "lot", take_back.lot);
      continue;
    }
    taken_lot[i] = found->second;
    if (changes_run(take_back.at)) {
      events.push_back({take_back.at, Step::take_back, i, kNone32});
    }
  }
  std::sort(events.begin(), events.end(), earlier);
}

Errors LedgerReplay::Plan::prepare() {
  Errors errors;
  check_amounts(errors);
  check_times(errors);
  rank_lots(errors);
  find_payers(errors);
  list_events(errors);
  return errors;
}

// --------------------------------------------------------------------------------------------------- the run

Result<LedgerReplay> LedgerReplay::begin(LedgerFile file) {
  auto plan = std::make_shared<Plan>();
  plan->file = std::move(file);
  if (Errors errors = plan->prepare(); !errors.empty()) return errors;
  LedgerReplay replay{std::shared_ptr<const Plan>(std::move(plan))};
  if (!replay.errors_.empty()) return replay.errors_;
  return replay;
}

LedgerReplay::LedgerReplay(std::shared_ptr<const Plan> plan)
    : plan_(std::move(plan)),
      ledger_(plan_->file.rules, plan_->pools, true),
      reached_(plan_->file.start),
      ledger_lot_(plan_->file.lots.size(), kNone32),
      ledger_usage_(plan_->file.usage.size(), kNone32),
      kept_(plan_->file.lots.size()) {
  for (std::uint32_t i = 0; i < plan_->file.lots.size(); ++i) {
    if (plan_->live_at_start(i)) grant(i, plan_->file.start, plan_->file.lots[i].opening.value_or(plan_->file.lots[i].amount));
    const auto [first, end] = plan_->ticks[i];
    if (first == end) continue;
    const LedgerFile::Lot& lot = plan_->file.lots[i];
    ticks_.push_back({add(lot.refill->anchor.value_or(lot.from), lot.refill->every, first), i, first});
  }
  std::make_heap(ticks_.begin(), ticks_.end(), later);
}

void LedgerReplay::fail_overflow(std::string pointer, const char* what) {
  errors_.push_back({Code::overflow, std::move(pointer), what, "at most 8000000000 units", {}, 0, 0});
}

bool LedgerReplay::may_grant(Amount amount, std::uint32_t lot, const char* key) {
  if (creditcast::add(ledger_.totals_of_unit(0).granted, amount)) return true;
  fail_overflow(place("lots", lot, key), "the credit granted so far and this one are beyond the largest amount");
  return false;
}

void LedgerReplay::grant(std::uint32_t lot, Instant at, std::optional<Amount> opening) {
  const LotTerms& terms = plan_->lots[lot];
  if (!may_grant(opening.value_or(terms.amount), lot, opening && plan_->file.lots[lot].opening ? "opening" : "amount")) return;
  ledger_lot_[lot] = ledger_.grant(terms, at, opening ? kOpening : kPlain, opening);
  file_lot_.push_back(lot);
  standing_.push_back(lot);
}

void LedgerReplay::refill_due(Instant at) {
  while (!ticks_.empty() && ticks_.front().at <= at && errors_.empty()) {
    std::pop_heap(ticks_.begin(), ticks_.end(), later);
    Tick tick = ticks_.back();
    ticks_.pop_back();
    const LedgerFile::Lot& lot = plan_->file.lots[tick.lot];
    const LotIndex index = ledger_lot_[tick.lot];
    CREDITCAST_CHECK(index != kNone32 && ledger_.lots()[index].live);
    const Amount held = ledger_.lots()[index].remaining;
    const Amount missing = lot.refill->to_amount ? max(lot.amount - held, {}) : lot.amount;
    if (!may_grant(missing, tick.lot, "refill")) return;
    if (lot.refill->to_amount) {
      ledger_.refill_to(index, lot.amount, at, kRefill);
    } else {
      ledger_.refill_add(index, lot.amount, at, kRefill);
    }
    if (++tick.n >= plan_->ticks[tick.lot].second) continue;
    tick.at = add(lot.refill->anchor.value_or(lot.from), lot.refill->every, tick.n);
    ticks_.push_back(tick);
    std::push_heap(ticks_.begin(), ticks_.end(), later);
  }
}

/// Each lot has at most one deadline waiting; a later reset moves the end of its time on, never back.
void LedgerReplay::await_kept(std::uint32_t lot) {
  Kept& kept = kept_[lot];
  if (kept.awaited || kept.until >= plan_->file.lots[lot].expires || kept.until > plan_->file.until) return;
  kept.awaited = true;
  deadlines_.push_back({kept.until, lot});
  std::push_heap(deadlines_.begin(), deadlines_.end(), later);
}

void LedgerReplay::expire_kept(Instant at) {
  while (!deadlines_.empty() && deadlines_.front().at <= at) {
    std::pop_heap(deadlines_.begin(), deadlines_.end(), later);
    const Deadline due = deadlines_.back();
    deadlines_.pop_back();
    Kept& kept = kept_[due.lot];
    kept.awaited = false;
    const LotIndex index = ledger_lot_[due.lot];
    const LotState& lot = ledger_.lots()[index];
    if (!lot.live) continue;
    if (kept.until > at) {
      await_kept(due.lot);
      continue;
    }
    // The kept rest is older than what was refilled since, so it has left first.
    const Amount left = max(kept.amount - max(gone(lot) - kept.gone_before, {}), {});
    ledger_.trim(index, lot.remaining - min(left, lot.remaining), at, kKeptLongEnough);
  }
}

void LedgerReplay::apply_reset(const LedgerFile::Reset& reset) {
  const auto ended = [this](std::uint32_t lot) { return !ledger_.lots()[ledger_lot_[lot]].live; };
  standing_.erase(std::remove_if(standing_.begin(), standing_.end(), ended), standing_.end());
  for (const std::uint32_t i : standing_) {
    const auto& rollover = plan_->file.lots[i].rollover;
    const LotIndex index = ledger_lot_[i];
    const Amount held = ledger_.lots()[index].remaining;
    Amount keeps;
    if (rollover) keeps = rollover->all ? held : min(rollover->max, max(rollover->min, held));
    if (keeps > held) {
      if (!may_grant(keeps - held, i, "rollover/min")) return;
      ledger_.refill_add(index, keeps - held, reset.at, kReset);
    } else if (keeps < held) {
      ledger_.trim(index, keeps, reset.at, kReset);
    }
    if (!rollover || !rollover->keep_for) continue;
    Kept& kept = kept_[i];
    kept.until = add(reset.at, *rollover->keep_for, 1);
    kept.amount = keeps;
    kept.gone_before = gone(ledger_.lots()[index]);
    await_kept(i);
  }
  if (reset.keep_overage) {
    ledger_.repay(reset.at);
  } else {
    ledger_.forgive(reset.at);
  }
}

void LedgerReplay::apply_usage(std::uint32_t index) {
  const LedgerFile::Usage& usage = plan_->file.usage[index];
  const bool owes = plan_->file.rules.overage == Overage::carry || plan_->file.rules.overage == Overage::bill;
  if (owes && !creditcast::add(ledger_.debt(0) + ledger_.billed(0), usage.amount)) {
    return fail_overflow(place("usage", index, "amount"), "what is owed and this usage are beyond the largest amount");
  }
  if (!creditcast::add(blocked_, usage.amount)) {
    return fail_overflow(place("usage", index, "amount"), "what is blocked and this usage are beyond the largest amount");
  }
  const Payment payment = ledger_.draw({0, usage.amount, plan_->payable_sets[plan_->payable_of[index]]}, usage.at);
  ledger_usage_[index] = payment.usage;
  file_usage_.push_back(index);
  if (payment.blocked) blocked_ += payment.uncovered;
}

void LedgerReplay::apply_refund(const LedgerFile::Refund& refund, std::uint32_t usage) {
  if (ledger_usage_[usage] == kNone32) return;  // the usage lies outside the run: nothing was drawn
  ledger_.refund(ledger_usage_[usage], refund.amount.value_or(plan_->file.usage[usage].amount), refund.at);
}

void LedgerReplay::apply_take_back(std::uint32_t index) {
  const LedgerFile::TakeBack& take_back = plan_->file.take_backs[index];
  const LotIndex lot = ledger_lot_[plan_->taken_lot[index]];
  if (lot != kNone32 && ledger_.take_back(lot, take_back.amount, take_back.at)) return;
  const Amount held = lot == kNone32 ? Amount{} : ledger_.lots()[lot].remaining;
  failed_take_backs_.push_back({Code::not_permitted,
                                place("take_backs", index, "amount"),
                                {"{0} cannot be taken from the lot '{1}', which holds {2}",
                                 {to_decimal(take_back.amount), take_back.lot, to_decimal(held)}},
                                "no more than the lot holds then",
                                {},
                                0,
                                0});
}

void LedgerReplay::apply_event(std::size_t index) {
  const Event& event = plan_->events[index];
  const LedgerFile& file = plan_->file;
  switch (event.step) {
    case Step::void_lot:
      // a lot that ended before the run was never put up
      if (ledger_lot_[event.index] != kNone32) ledger_.void_lot(ledger_lot_[event.index], event.at, kPlain);
      break;
    case Step::reset: apply_reset(file.resets[event.index]); break;
    case Step::grant: grant(event.index, event.at, std::nullopt); break;
    case Step::refund: apply_refund(file.refunds[event.index], plan_->refunded_usage[event.index]); break;
    case Step::take_back: apply_take_back(event.index); break;
    case Step::usage:
      if (event.refund == kNone32) {
        apply_usage(event.index);
      } else {
        apply_refund(file.refunds[event.refund], event.index);
        ledger_.repay(event.at);
      }
      break;
  }
}

Instant LedgerReplay::next_instant() const {
  Instant next = ledger_.next_expiry();
  if (next_event_ < plan_->events.size()) next = std::min(next, plan_->events[next_event_].at);
  if (!ticks_.empty()) next = std::min(next, ticks_.front().at);
  if (!deadlines_.empty()) next = std::min(next, deadlines_.front().at);
  return next;
}

/// All but usage, in the order of the law.
void LedgerReplay::apply_changes(Instant at) {
  const auto apply_through = [this, at](Step last) {
    while (errors_.empty() && next_event_ < plan_->events.size() && plan_->events[next_event_].at == at &&
           plan_->events[next_event_].step <= last) {
      apply_event(next_event_++);
    }
  };
  ledger_.expire_due(at);
  expire_kept(at);
  apply_through(Step::grant);
  refill_due(at);
  if (!errors_.empty()) return;
  ledger_.repay(at);
  apply_through(Step::take_back);
  ledger_.repay(at);  // what a refund brought back is a balance, and the next balance pays debt first
}

void LedgerReplay::advance_to(Instant to) {
  CREDITCAST_CHECK(to >= reached_ && to <= plan_->file.until);
  while (errors_.empty()) {
    const Instant at = next_instant();
    if (at > to) break;
    // Usage waits at `to`: the changes there are this run's, the usage is the next one's.
    apply_changes(at);
    if (at == to) break;
    while (errors_.empty() && next_event_ < plan_->events.size() && plan_->events[next_event_].at == at) {
      apply_event(next_event_++);
    }
  }
  reached_ = to;
}

Result<ReplayResult> LedgerReplay::result() const {
  if (!errors_.empty()) return errors_;
  ledger_.check_conservation();
  const LedgerFile& file = plan_->file;
  ReplayResult result;
  result.lots.reserve(file.lots.size());
  for (std::size_t i = 0; i < file.lots.size(); ++i) {
    LotState lot;
    if (ledger_lot_[i] != kNone32) lot = ledger_.lots()[ledger_lot_[i]];
    result.lots.push_back({file.lots[i].id, lot.granted, lot.drawn, lot.expired, lot.voided, lot.remaining});
  }
  result.overage = ledger_.debt(0) + ledger_.billed(0);
  if (file.rate) {
    const auto money = multiply(ledger_.billed(0), *file.rate, {RoundingMode::half_up, Amount{1}});
    if (!money) return Error{Code::overflow, "/rules/rate", "the bill is beyond the largest amount", {}, {}, 0, 0};
    result.billed = *money;
  }
  result.blocked = blocked_;
  result.usage.reserve(file.usage.size());
  for (std::size_t i = 0; i < file.usage.size(); ++i) {
    ReplayResult::Usage usage;
    usage.id = plan_->usage_name(i);
    usage.in_run = ledger_usage_[i] != kNone32;
    if (usage.in_run) {
      usage.uncovered = file.usage[i].amount;
      for (const PaidBy& paid : ledger_.paid_by(ledger_usage_[i])) {
        usage.paid_by.emplace_back(file.lots[file_lot_[paid.lot]].id, paid.amount);
        usage.uncovered -= paid.amount;
      }
    }
    result.usage.push_back(std::move(usage));
  }
  result.entries.reserve(ledger_.journal().size());
  for (const Entry& entry : ledger_.journal()) {
    ReplayResult::Line line;
    line.at = entry.at;
    line.kind = entry.kind;
    if (entry.lot != kNone32) line.lot = file.lots[file_lot_[entry.lot]].id;
    if (entry.usage != kNone32) line.usage = plan_->usage_name(file_usage_[entry.usage]);
    line.amount = entry.amount;
    line.reason = reason_text(entry);
    result.entries.push_back(std::move(line));
  }
  result.failed_take_backs = failed_take_backs_;
  return result;
}

Result<ReplayResult> replay_ledger(const LedgerFile& file) {
  auto replay = LedgerReplay::begin(file);
  if (!replay) return replay.errors();
  replay.value().advance_to(file.until);
  return replay->result();
}

}  // namespace creditcast
