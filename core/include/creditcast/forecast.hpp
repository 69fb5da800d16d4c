#pragma once
/// The distribution over many paths. Paths are walked one by one and merged in the order of their numbers, so that any
/// chunking and any number of workers give the same bytes.
#include <cstdint>
#include <memory>
#include <vector>

#include "creditcast/simulate.hpp"

namespace creditcast {

inline constexpr std::uint32_t kMaxPaths = 1'000'000;
/// Paths x months that are kept for their quantiles; more is an error.
inline constexpr std::uint64_t kMaxPathMonths = 24'000'000;

struct ForecastOptions {
  std::uint32_t paths = 10'000;  ///< 1..kMaxPaths
  std::uint64_t seed = 1;
  bool balance = true;  ///< the fan by day
};

/// Begin, advance, result. Chunks of several runs over the same scenario and options may be merged in any order.
class ForecastRun {
 public:
  ForecastRun(const Resolved& resolved, ForecastOptions options);
  ~ForecastRun();
  ForecastRun(ForecastRun&&) noexcept;
  ForecastRun& operator=(ForecastRun&&) noexcept;
  /// Walks up to `paths` further paths. Errors as Simulation.
  Errors advance(std::uint32_t paths);
  /// Walks the paths [first, first + count) of the whole, for workers of their own; they must not overlap.
  Errors advance_range(std::uint32_t first, std::uint32_t count);
  void merge(ForecastRun&& other);
  [[nodiscard]] std::uint32_t done() const;
  /// The distribution over the paths done so far (at least one).
  [[nodiscard]] Forecast result() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

Result<Forecast> forecast(const Resolved& resolved, const ForecastOptions& options);

/// Mean with standard error, and quantiles p10, p50, p90 by order statistics (the k-th smallest, k = ceil(p n)) with 95 %
/// intervals from the binomial distribution of ranks. `values` is reordered. n >= 1; with n == 1 the error is 0 and the
/// intervals are the value itself.
Summary summarize(std::vector<Amount>& values);

}  // namespace creditcast
