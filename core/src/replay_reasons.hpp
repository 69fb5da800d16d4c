#pragma once
/// Why an entry of a replayed ledger file stands, in a few words.
#include <cstdint>
#include <string_view>

#include "creditcast/ledger.hpp"

namespace creditcast {

/// What a replay gives the ledger as an entry's reason, where its kind alone does not say why.
struct ReplayReason {
  enum Key : std::uint32_t { plain, opening, refill, reset, kept_long_enough };
};

/// "opening balance", "end of the lot", "nothing could pay".
std::string_view reason_text(const Entry& entry);

}  // namespace creditcast
