#pragma once
/// A path told entry by entry: what was asked, which balance paid, what came, went and was blocked, and why.
#include <array>
#include <functional>
#include <string>
#include <string_view>

#include "creditcast/simulate.hpp"

namespace creditcast {

/// As written, by the value of the enumerator; "" is not written.
inline constexpr std::array<std::string_view, 4> kStoppedNames{"", "gate", "owner_cap", "no_credit"};
inline constexpr std::array<std::string_view, 8> kCauseNames{"",     "grant",        "opening", "purchase", "spend_refill",
                                                             "drip", "rollover_cap", "plan_end"};

/// One ledger entry with what stands behind it. Texts are ids but for `asked` and `reason`; empty: not applicable.
struct TraceEntry {
  std::int32_t day = 0;
  EntryKind kind = EntryKind::draw;
  std::string pool, unit;
  LotIndex lot = kNone32;
  Amount amount;
  Amount balance;  ///< of the pool, after the entry; where there is a lot

  // Of a usage.
  UsageIndex usage = kNone32;
  std::string stream, phase, owner;
  std::int32_t occurrence = 0;  ///< of the stream on that day, from 1
  std::int32_t attempt = 0;     ///< request within the phase, from 1
  std::string asked;            ///< "Image, Nano Banana Pro"
  bool utility = false, failed = false;
  Stopped stopped = Stopped::no;

  // Of what comes and goes by itself.
  Cause::Kind cause = Cause::Kind::none;
  std::string plan;  ///< of grants and plan changes
  std::string pack;  ///< of purchases
  Amount money;      ///< paid for it

  std::string reason;  ///< all of it in words
};

/// The entries of a simulation that keeps its journal, in their order.
void trace(const Resolved& resolved, const Simulation& simulation, const std::function<void(const TraceEntry&)>& see);

}  // namespace creditcast
