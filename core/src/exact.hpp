#pragma once
/// A forecast computed instead of sampled: days that are independent of balances, and balances that are nested (a day's, a
/// month's, one that lasts), leave distributions of a few numbers to carry from day to day.
#include <variant>
#include <vector>

#include "creditcast/results.hpp"
#include "lanes.hpp"
#include "script.hpp"
#include "tallies.hpp"

namespace creditcast {

/// Chances are counted in as many paths.
inline constexpr std::uint64_t kExactPaths = std::uint64_t{1} << 40;
/// Largest chance of a blocked request by the end of the horizon at which totals over several months are still stated.
inline constexpr double kMostBound = 0.05;

struct Exact {
  Tallies tallies;  ///< of kExactPaths paths; without the fan
  std::vector<BalanceAt> balance;
  double bound = 0;  ///< see Forecast::bound
  /// The deviation of finished pieces has in it what blocked requests change.
  bool finished_deviate_so = true;
};

/// Or why there is none. `source` and `script` are of the same scenario and grain. most_work: multiplications after which it is
/// given up, about; a second has a billion.
std::variant<Exact, WhyNot> compute_exact(const Resolved& resolved, const DemandSource& source, const Script& script,
                                          const std::vector<BufferLimit>& buffer, const Tallies& shape, bool fan,
                                          double most_work);

}  // namespace creditcast
