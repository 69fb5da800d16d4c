#include "replay_reasons.hpp"

namespace creditcast {

std::string_view reason_text(const Entry& entry) {
  switch (entry.reason) {
    case ReplayReason::opening: return "opening balance";
    case ReplayReason::refill: return entry.kind == EntryKind::expire ? "above the refill's amount" : "refill";
    case ReplayReason::reset: return "reset";
    case ReplayReason::kept_long_enough: return "kept for its time after a reset";
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

}  // namespace creditcast
