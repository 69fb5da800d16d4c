#include "creditcast/replay.hpp"

#include <algorithm>

#include "replay_plan.hpp"
#include "replay_reasons.hpp"

namespace creditcast {
namespace {

/// For heaps with the soonest in front, lots in the file's order.
constexpr auto later = [](const auto& a, const auto& b) { return a.at != b.at ? a.at > b.at : a.lot > b.lot; };

/// What has left a lot so far, to whatever end.
Amount gone(const LotState& lot) { return lot.granted - lot.remaining; }

}  // namespace

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
    ticks_.push_back({plan_->tick_at(i, first), i, first});
  }
  std::make_heap(ticks_.begin(), ticks_.end(), later);
}

void LedgerReplay::fail_overflow(std::string pointer, const char* what) {
  errors_.push_back({Code::overflow, std::move(pointer), what, "at most 8000000000 units", {}, 0, 0});
}

bool LedgerReplay::may_grant(Amount amount, std::uint32_t lot, const char* key) {
  if (add(ledger_.totals_of_unit(0).granted, amount)) return true;
  fail_overflow(at("/lots", lot) + key, "the credit granted so far and this one are beyond the largest amount");
  return false;
}

void LedgerReplay::grant(std::uint32_t lot, Instant at, std::optional<Amount> opening) {
  const LotTerms& terms = plan_->lots[lot];
  if (!may_grant(opening.value_or(terms.amount), lot, opening && plan_->file.lots[lot].opening ? "/opening" : "/amount"))
    return;
  ledger_lot_[lot] = ledger_.grant(terms, at, opening ? ReplayReason::opening : ReplayReason::plain, opening);
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
    if (!may_grant(missing, tick.lot, "/refill")) return;
    if (lot.refill->to_amount) {
      ledger_.refill_to(index, lot.amount, at, ReplayReason::refill);
    } else {
      ledger_.refill_add(index, lot.amount, at, ReplayReason::refill);
    }
    if (++tick.n >= plan_->ticks[tick.lot].second) continue;
    tick.at = plan_->tick_at(tick.lot, tick.n);
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
    ledger_.trim(index, lot.remaining - min(left, lot.remaining), at, ReplayReason::kept_long_enough);
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
      if (!may_grant(keeps - held, i, "/rollover/min")) return;
      ledger_.refill_add(index, keeps - held, reset.at, ReplayReason::reset);
    } else if (keeps < held) {
      ledger_.trim(index, keeps, reset.at, ReplayReason::reset);
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
  const LedgerRules& rules = plan_->file.rules;
  const Use use{0, usage.amount, plan_->payable_sets[plan_->payable_of[index]]};
  const Amount missing = max(usage.amount - ledger_.available(use), {});
  const bool owes = rules.overage == Overage::carry || rules.overage == Overage::bill;
  if (owes && !add(ledger_.debt(0) + ledger_.billed(0), missing)) {
    return fail_overflow(at("/usage", index) + "/amount", "what is owed and this usage are beyond the largest amount");
  }
  const bool refused = rules.overage == Overage::refuse && !missing.zero();
  if (refused && !add(blocked_, rules.atomic ? usage.amount : missing)) {
    return fail_overflow(at("/usage", index) + "/amount", "what is blocked and this usage are beyond the largest amount");
  }
  const Payment payment = ledger_.draw(use, usage.at);
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
                                at("/take_backs", index) + "/amount",
                                {"{0} cannot be taken from the lot '{1}', which holds {2}",
                                 {to_decimal(take_back.amount), take_back.lot, to_decimal(held)}},
                                "no more than the lot holds then",
                                {},
                                0,
                                0});
}

void LedgerReplay::apply_event(std::size_t index) {
  const Plan::Event& event = plan_->events[index];
  const LedgerFile& file = plan_->file;
  switch (event.step) {
    case Plan::Step::void_lot:
      // a lot that ended before the run was never put up
      if (ledger_lot_[event.index] != kNone32) ledger_.void_lot(ledger_lot_[event.index], event.at, ReplayReason::plain);
      break;
    case Plan::Step::reset: apply_reset(file.resets[event.index]); break;
    case Plan::Step::grant: grant(event.index, event.at, std::nullopt); break;
    case Plan::Step::refund: apply_refund(file.refunds[event.index], plan_->refunded_usage[event.index]); break;
    case Plan::Step::take_back: apply_take_back(event.index); break;
    case Plan::Step::usage:
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
  const auto apply_through = [this, at](Plan::Step last) {
    while (errors_.empty() && next_event_ < plan_->events.size() && plan_->events[next_event_].at == at &&
           plan_->events[next_event_].step <= last) {
      apply_event(next_event_++);
    }
  };
  ledger_.expire_due(at);
  expire_kept(at);
  apply_through(Plan::Step::grant);
  refill_due(at);
  if (!errors_.empty()) return;
  ledger_.repay(at);
  apply_through(Plan::Step::take_back);
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
