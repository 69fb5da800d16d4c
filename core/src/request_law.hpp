#pragma once
/// What one request may cost, as a small distribution, and the largest amount that divides all of a scenario's.
#include <optional>
#include <string>
#include <vector>

#include "creditcast/resolve.hpp"

namespace creditcast {

struct RequestOutcome {
  double chance = 0;
  bool failed = false;
  Amount price;  ///< what must be payable
  Amount spent;
};
struct RequestLaw {
  std::vector<RequestOutcome> outcomes;
  std::string why_not;  ///< not empty: what keeps it from being one
};
RequestLaw request_law(const ResolvedUse& use, const PricedUse& priced, Share failure);

/// The greatest common divisor of every amount of main credits in play, in millionths: prices, what failed runs cost, grants,
/// packs and openings.
std::int64_t grain_of(const Resolved& resolved);

}  // namespace creditcast
