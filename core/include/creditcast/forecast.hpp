#pragma once
/// The distribution over many paths. What a path brings depends on its number alone and sums are whole numbers, so any chunking
/// and any number of workers give the same bytes.
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "creditcast/simulate.hpp"

namespace creditcast {

/// How paths are walked.
enum class Method : std::uint8_t {
  automatic,  ///< exact where it applies, else from tables, else event by event; side by side never exact
  exact,      ///< computed, or an error that says what stands against it
  sample,     ///< from tables, or an error that says what stands against it
  events,     ///< every request, by simulate()
};

inline constexpr std::uint32_t kMaxPaths = 10'000'000;
inline constexpr std::uint64_t kMaxPathMonths = 1'200'000'000;
/// Event by event, where a path may take a thousand times as long.
inline constexpr std::uint32_t kMaxEventPaths = 1'000'000;
inline constexpr std::uint64_t kMaxEventPathMonths = 24'000'000;

struct ForecastOptions {
  std::uint32_t paths = 10'000;  ///< 1..kMaxPaths
  std::uint64_t seed = 1;
  bool balance = true;  ///< the fan by day
  Method method = Method::automatic;
  bool path_sums = false;  ///< keep what each path comes to, for take_path_sums()
};

/// What one path comes to over the horizon.
struct PathSum {
  std::int64_t money = 0;    ///< each term spread over its months, millionths
  std::int64_t credits = 0;  ///< main credits spent, millionths
  std::int64_t finished = 0;
};

/// Begin, advance, result. Runs over the same scenario and options may be merged in any order; memory does not grow with paths.
class ForecastRun {
 public:
  /// Compiles the scenario. `resolved` must outlive the run.
  ForecastRun(const Resolved& resolved, ForecastOptions options);
  ~ForecastRun();
  ForecastRun(ForecastRun&&) noexcept;
  ForecastRun& operator=(ForecastRun&&) noexcept;
  /// Another run with nothing walked, over what this one has compiled; for a worker of its own.
  [[nodiscard]] ForecastRun fresh() const;
  /// Walks up to `paths` further paths. Errors: not_permitted (the method does not apply), too_many (paths), and as Simulation.
  Errors advance(std::uint32_t paths);
  /// Walks the paths [first, first + count) of the whole, for workers of their own; they must not overlap.
  Errors advance_range(std::uint32_t first, std::uint32_t count);
  /// How many paths to walk at a time: those that go side by side from tables, else one. Results do not depend on it.
  [[nodiscard]] std::uint32_t chunk() const;
  void merge(ForecastRun&& other);
  /// Of an exact run, all: it has no paths to walk.
  [[nodiscard]] std::uint32_t done() const;
  /// Are paths walked from tables, rather than event by event?
  [[nodiscard]] bool from_tables() const;
  /// Of the paths walked since they were last taken, in their order; none of an exact run.
  [[nodiscard]] std::vector<PathSum> take_path_sums();
  /// The distribution over the paths done so far (at least one), or the exact one.
  [[nodiscard]] Forecast result() const;

 private:
  friend class ForecastGroup;
  struct Compiled;
  struct State;
  explicit ForecastRun(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Forecasts of one work on several plans. Plans with the same prices see the same demand, drawn once, so that they differ by
/// plan and not by luck.
class ForecastGroup {
 public:
  /// All `resolved` must outlive the group.
  ForecastGroup(const std::vector<const Resolved*>& resolved, ForecastOptions options);
  ~ForecastGroup();
  ForecastGroup(ForecastGroup&&) noexcept;
  ForecastGroup& operator=(ForecastGroup&&) noexcept;
  /// Another group with nothing walked, over what this one has compiled; for a worker of its own.
  [[nodiscard]] ForecastGroup fresh() const;
  /// Walks the paths [first, first + count) on every plan; they must not overlap. Errors as ForecastRun, of the first plan that
  /// has any.
  Errors advance_range(std::uint32_t first, std::uint32_t count);
  [[nodiscard]] std::uint32_t chunk() const;  ///< as ForecastRun
  void merge(ForecastGroup&& other);
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] Forecast result(std::size_t index) const;
  /// Money a month of plan `index` less that of the first; none where the two were not walked on the same demand.
  [[nodiscard]] std::optional<Difference> money_difference(std::size_t index) const;

 private:
  struct State;
  explicit ForecastGroup(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

Result<Forecast> forecast(const Resolved& resolved, const ForecastOptions& options);

}  // namespace creditcast
