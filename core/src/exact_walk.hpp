#pragma once
/// Requests that may be blocked: what an occurrence, and a day of occurrences one after another, does from a balance that may
/// not cover it. A blocked request ends its occurrence and leaves less than the dearest request costs.
#include <cstdint>
#include <optional>
#include <vector>

#include "demand.hpp"
#include "exact_kinds.hpp"

namespace creditcast::exact {

/// What one occurrence does from a balance that may not cover it.
struct Walked {
  std::int64_t most = 0;                                      ///< largest total, grains
  Line law;                                                   ///< credits
  std::vector<double> cut;                                    ///< [balance < most][left < dearest] blocked, with so much left
  std::vector<double> small;                                  ///< [balance < dearest][left < dearest] blocked or not
  std::vector<double> blocked, blocked_credits, lost_pieces;  ///< [balance < most] expected
  struct Lost {
    double requests = 0, credits = 0, blocked_requests = 0, blocked_credits = 0;
  };
  std::vector<Lost> lost;  ///< [slot x most + balance]
};

/// The first request that is blocked on a day of a kind, and what is left at the day's end.
struct DayWalk {
  std::int64_t covers = 0;      ///< a balance of this much, the allowance included, is never blocked
  std::vector<double> cut;      ///< [balance < covers][left < dearest] blocked that day, and so much left at its end
  std::vector<double> by_end;   ///< [left < dearest][balance < covers] the same
  std::vector<double> blocked;  ///< [balance < covers] whatever is left; falling
};

/// [count] chances of so many occurrences.
std::vector<double> chances(const DayLaw& law);

/// Of all occurrences, and of those kinds of day that are asked for. All three must outlive it.
class Walks {
 public:
  Walks(const Demand& demand, const std::vector<DayKind>& kinds, Effort& effort);
  /// Price of the dearest request, grains, at least 1.
  [[nodiscard]] std::int64_t dearest() const { return dearest_; }
  [[nodiscard]] const Walked& of(std::size_t stream, std::uint32_t occurrence) const { return walks_[stream][occurrence]; }
  const DayWalk& day(std::uint32_t kind);

 private:
  const Demand* demand_;
  const std::vector<DayKind>* kinds_;
  Effort* effort_;
  std::int64_t dearest_ = 1;
  std::vector<std::vector<Walked>> walks_;    ///< [stream][occurrence]
  std::vector<std::optional<DayWalk>> days_;  ///< [kind of day]
};

}  // namespace creditcast::exact
