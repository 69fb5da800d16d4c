#pragma once
/// Days in a row within which no balance comes or goes but those of a day's own, drawn before all others. Where the balances
/// surely cover them, their demand alone says what they leave: all of them are settled at once.
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "creditcast/resolve.hpp"
#include "script.hpp"

namespace creditcast {

/// What of the demand stretches are settled by: the working days of each, and what each day has of its own.
struct StretchDays {
  struct Range {
    std::uint32_t first = 0, count = 0;  ///< working days
    /// Of them, those within which credit seldom runs out.
    [[nodiscard]] std::uint32_t early() const { return count * 2 / 3; }
    bool operator==(const Range&) const = default;
  };
  std::vector<Range> ranges;
  std::vector<std::int32_t> own;  ///< [working day] grains
  bool operator==(const StretchDays&) const = default;
};

struct Stretch {
  std::int32_t begin = 0, end = 0;                            ///< days [begin, end)
  bool at_once = false;                                       ///< may it be settled at once?
  std::uint32_t range = 0;                                    ///< then, index in StretchDays::ranges
  std::vector<std::uint32_t> own;                             ///< balances of its first day that end with that day
  std::vector<std::uint32_t> rest;                            ///< balances that its days draw on after their own, in this order
  PoolIndex own_pool = 0;                                     ///< that what each day has of its own belongs to
  std::int32_t own_total = 0;                                 ///< of all its days, those not worked included
  std::vector<std::pair<PoolIndex, std::int32_t>> unpayable;  ///< of days' own, all that nothing may be paid from
};

struct Stretches {
  std::vector<Stretch> all;  ///< they make up the horizon
  StretchDays days;
};
Stretches stretches_of(const Resolved& resolved, const Script& script);

}  // namespace creditcast
