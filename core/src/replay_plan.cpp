#include "replay_plan.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>

namespace creditcast {
namespace {

void taken(Report& report, const std::string& here, const std::string& id) {
  report.add(Code::duplicate_id, here + "/id", {"the id '{0}' is already taken", {id}}, "each id once");
}

void unknown(Report& report, std::string pointer, const std::string& kind, const std::string& id) {
  report.add(Code::unknown_reference, std::move(pointer), {"there is no {0} '{1}'", {kind, id}}, "an id of this file");
}

}  // namespace

Errors LedgerReplay::Plan::prepare() {
  Report report;
  check_amounts(report);
  check_times(report);
  check_resets(report);
  rank_lots(report);
  find_payers(report);
  list_changes();
  list_usage(report);
  list_take_backs(report);
  std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
    if (a.at != b.at) return a.at < b.at;
    if (a.step != b.step) return a.step < b.step;
    if (a.index != b.index) return a.index < b.index;
    return a.refund + 1 < b.refund + 1;  // kNone32 wraps to 0: the usage itself comes first
  });
  return report.take();
}

std::string LedgerReplay::Plan::usage_name(std::size_t usage) const {
  const std::string& id = file.usage[usage].id;
  return id.empty() ? "#" + std::to_string(usage + 1) : id;
}

// --------------------------------------------------------------------------------------------------- a lot's life

/// A lot voided before it begins never does.
bool LedgerReplay::Plan::begins(std::size_t lot) const {
  const LedgerFile::Lot& terms = file.lots[lot];
  return !terms.void_at || *terms.void_at > terms.from;
}

bool LedgerReplay::Plan::live_at_start(std::size_t lot) const {
  const LedgerFile::Lot& terms = file.lots[lot];
  return begins(lot) && terms.from <= file.start && terms.expires > file.start &&
         (!terms.void_at || *terms.void_at > file.start);
}

Instant LedgerReplay::Plan::tick_at(std::size_t lot, std::int64_t n) const {
  const LedgerFile::Lot& terms = file.lots[lot];
  return add(terms.refill->anchor.value_or(terms.from), terms.refill->every, n);
}

/// Smallest n whose tick lies after the instant. The grid strictly ascends, and saturates at either end of time.
std::int64_t LedgerReplay::Plan::first_tick_after(std::size_t lot, Instant after) const {
  std::int64_t low = -400'000'000'000;  // a tick is at least a second: past ten thousand years either way
  std::int64_t high = 400'000'000'000;
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    if (tick_at(lot, middle) > after) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

std::pair<std::int64_t, std::int64_t> LedgerReplay::Plan::ticks_in_run(std::size_t lot) const {
  const LedgerFile::Lot& terms = file.lots[lot];
  if (!begins(lot)) return {0, 0};
  Instant last = std::min(file.until, terms.expires - 1);
  if (terms.void_at) last = std::min(last, *terms.void_at - 1);
  const Instant after = std::max(terms.from, file.start);
  if (last <= after) return {0, 0};
  return {first_tick_after(lot, after), first_tick_after(lot, last)};
}

// --------------------------------------------------------------------------------------------------- the file, checked

void LedgerReplay::Plan::check_amounts(Report& report) const {
  const auto not_negative = [&](Amount amount, std::string pointer) {
    if (amount.micros >= 0 && amount.micros <= kAmountMaxMicros) return;
    report.add(Code::out_of_range, std::move(pointer), {"{0} is out of range", {to_decimal(amount)}}, "0 to 8000000000");
  };
  if (file.rate) not_negative(*file.rate, "/rules/rate");
  for (std::size_t i = 0; i < file.lots.size(); ++i) {
    const LedgerFile::Lot& lot = file.lots[i];
    const std::string here = at("/lots", i);
    not_negative(lot.amount, here + "/amount");
    if (lot.opening) not_negative(*lot.opening, here + "/opening");
    if (lot.rollover) {
      not_negative(lot.rollover->min, here + "/rollover/min");
      not_negative(lot.rollover->max, here + "/rollover/max");
    }
  }
  for (std::size_t i = 0; i < file.usage.size(); ++i) not_negative(file.usage[i].amount, at("/usage", i) + "/amount");
  for (std::size_t i = 0; i < file.refunds.size(); ++i) {
    if (file.refunds[i].amount) not_negative(*file.refunds[i].amount, at("/refunds", i) + "/amount");
  }
  for (std::size_t i = 0; i < file.take_backs.size(); ++i) {
    not_negative(file.take_backs[i].amount, at("/take_backs", i) + "/amount");
  }
}

void LedgerReplay::Plan::check_times(Report& report) {
  ticks.resize(file.lots.size());
  if (file.until < file.start) report.add(Code::contradiction, "/until", "'until' lies before 'start'", "until >= start");
  const auto dated = [](const LedgerFile::Lot& lot) { return lot.created.has_value(); };
  // Said once, of the first lot without.
  bool dates_missing = std::any_of(file.lots.begin(), file.lots.end(), dated);
  std::int64_t ticks_left = kMaxRefillTicks;
  for (std::size_t i = 0; i < file.lots.size(); ++i) {
    const LedgerFile::Lot& lot = file.lots[i];
    const std::string here = at("/lots", i);
    if (lot.expires <= lot.from)
      report.add(Code::contradiction, here + "/expires", {"the lot '{0}' expires before it begins", {lot.id}},
                 "expires > from");
    if (dates_missing && !dated(lot)) {
      report.add(Code::contradiction, here, {"the lot '{0}' has no 'created', others have", {lot.id}},
                 "'created' for all lots or for none");
      dates_missing = false;
    }
    const auto positive = [&](Duration duration, const char* key) {
      if (duration.months >= 0 && duration.seconds >= 0 && duration.months + duration.seconds > 0) return true;
      report.add(Code::bad_duration, here + key, "the duration is not above zero", "PT1S or more");
      return false;
    };
    if (lot.rollover && lot.rollover->keep_for) positive(*lot.rollover->keep_for, "/rollover/keep_for");
    if (lot.refill && positive(lot.refill->every, "/refill/every") && ticks_left >= 0) {
      ticks[i] = ticks_in_run(i);
      ticks_left -= ticks[i].second - ticks[i].first;
      if (ticks_left < 0)
        report.add(Code::too_many, here + "/refill", "the lots refill too often in this run",
                   {"{0} refills in all", {std::to_string(kMaxRefillTicks)}});
    }
  }
}

void LedgerReplay::Plan::check_resets(Report& report) const {
  const std::string resets = std::to_string(file.resets.size());
  if (file.resets.size() > kMaxResets) {
    report.add(Code::too_many, "/resets", {"{0} resets", {resets}}, {"at most {0}", {std::to_string(kMaxResets)}});
  } else if (std::uint64_t{file.resets.size()} * file.lots.size() > kMaxResetVisits) {
    report.add(Code::too_many, "/resets", {"{0} resets of {1} lots", {resets, std::to_string(file.lots.size())}},
               {"at most {0} lots reset in all", {std::to_string(kMaxResetVisits)}});
  }
}

// --------------------------------------------------------------------------------------------------- who pays

/// The ledger's terms of each lot: pools in the order the lots name them, age, and rank by id.
void LedgerReplay::Plan::rank_lots(Report& report) {
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
    if (rank > 0 && file.lots[by_id[rank - 1]].id == file.lots[i].id) taken(report, at("/lots", i), file.lots[i].id);
  }
  for (std::size_t i = 0; i < file.lots.size(); ++i) {
    const LedgerFile::Lot& lot = file.lots[i];
    const std::uint32_t pool = pool_of.try_emplace(lot.pool, static_cast<std::uint32_t>(pool_of.size())).first->second;
    if (pool > UINT16_MAX) {
      report.add(Code::too_many, at("/lots", i) + "/pool", "too many pools", "at most 65536");
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
void LedgerReplay::Plan::find_payers(Report& report) {
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
      report.add(Code::too_many, at("/lots", i) + "/pays_for", "too many different sets of tags",
                 {"at most {0}", {std::to_string(kMaxPayerSets)}});
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

// --------------------------------------------------------------------------------------------------- what is dated

/// Lots that begin and are voided, and resets. Refills and expiries come of themselves as the run goes.
void LedgerReplay::Plan::list_changes() {
  for (std::uint32_t i = 0; i < file.lots.size(); ++i) {
    const LedgerFile::Lot& lot = file.lots[i];
    if (begins(i) && changes_run(lot.from)) events.push_back({lot.from, Step::grant, i, kNone32});
    if (begins(i) && lot.void_at && changes_run(*lot.void_at)) events.push_back({*lot.void_at, Step::void_lot, i, kNone32});
  }
  for (std::uint32_t i = 0; i < file.resets.size(); ++i) {
    if (changes_run(file.resets[i].at)) events.push_back({file.resets[i].at, Step::reset, i, kNone32});
  }
}

/// With what is given back of it.
void LedgerReplay::Plan::list_usage(Report& report) {
  std::unordered_map<std::string_view, std::uint32_t> usage_of;
  for (std::uint32_t i = 0; i < file.usage.size(); ++i) {
    const LedgerFile::Usage& usage = file.usage[i];
    if (!usage.id.empty() && !usage_of.try_emplace(usage.id, i).second) taken(report, at("/usage", i), usage.id);
    if (uses_run(usage.at)) events.push_back({usage.at, Step::usage, i, kNone32});
  }
  refunded_usage.resize(file.refunds.size(), kNone32);
  for (std::uint32_t i = 0; i < file.refunds.size(); ++i) {
    const LedgerFile::Refund& refund = file.refunds[i];
    const auto found = usage_of.find(refund.usage);
    if (refund.usage.empty() || found == usage_of.end()) {
      unknown(report, at("/refunds", i) + "/usage", "usage", refund.usage);
      continue;
    }
    refunded_usage[i] = found->second;
    const Instant used = file.usage[found->second].at;
    if (refund.at < used) {
      report.add(Code::contradiction, at("/refunds", i) + "/at", {"the refund comes before its usage '{0}'", {refund.usage}},
                 "at or after the usage");
    } else if (refund.at == used) {
      if (uses_run(used)) events.push_back({used, Step::usage, found->second, i});
    } else if (changes_run(refund.at)) {
      events.push_back({refund.at, Step::refund, i, kNone32});
    }
  }
}

void LedgerReplay::Plan::list_take_backs(Report& report) {
  std::unordered_map<std::string_view, std::uint32_t> lot_of;
  for (std::uint32_t i = 0; i < file.lots.size(); ++i) lot_of.try_emplace(file.lots[i].id, i);
  taken_lot.resize(file.take_backs.size(), kNone32);
  for (std::uint32_t i = 0; i < file.take_backs.size(); ++i) {
    const LedgerFile::TakeBack& take_back = file.take_backs[i];
    const auto found = lot_of.find(take_back.lot);
    if (found == lot_of.end()) {
      unknown(report, at("/take_backs", i) + "/lot", "lot", take_back.lot);
      continue;
    }
    taken_lot[i] = found->second;
    if (changes_run(take_back.at)) events.push_back({take_back.at, Step::take_back, i, kNone32});
  }
}

}  // namespace creditcast
