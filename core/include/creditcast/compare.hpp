#pragma once
/// Plans and platforms side by side, on the same demand (the same seed, so the same draws), and which to take.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "creditcast/forecast.hpp"
#include "creditcast/workers.hpp"

namespace creditcast {

/// A scenario on a catalog. On other platforms the scenario must be written in capabilities.
struct Candidate {
  const Catalog* catalog = nullptr;
  const Scenario* scenario = nullptr;  ///< with that platform's overrides applied
  std::vector<Choice> choices;         ///< which to put side by side
};

struct CompareOptions {
  std::uint32_t paths = 2'000;
  std::uint64_t seed = 1;
  Workers workers = {};
};

/// Begin, advance, result, as ForecastRun; all candidates and their plans have walked the same paths.
class CompareRun {
 public:
  /// Compiles every choice. What the candidates point at must outlive the run. Errors: of resolve, for the first candidate that
  /// has the work.
  static Result<CompareRun> begin(std::vector<Candidate> candidates, const CompareOptions& options);
  ~CompareRun();
  CompareRun(CompareRun&&) noexcept;
  CompareRun& operator=(CompareRun&&) noexcept;
  [[nodiscard]] CompareRun fresh() const;
  Errors advance(std::uint32_t paths);
  Errors advance_range(std::uint32_t first, std::uint32_t count);
  void merge(CompareRun&& other);
  [[nodiscard]] std::uint32_t chunk() const;
  [[nodiscard]] std::uint32_t done() const;
  [[nodiscard]] bool from_tables() const;   ///< every plan is
  [[nodiscard]] std::size_t plans() const;  ///< that walk paths
  /// Over the paths done so far (at least one).
  [[nodiscard]] Comparison result() const;

 private:
  struct State;
  explicit CompareRun(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Errors: cancelled; of resolve and simulate, for the first candidate; other platforms that cannot run the scenario become
/// rows with `has_work` false.
Result<Comparison> compare(const std::vector<Candidate>& candidates, const CompareOptions& options);

/// Volumes at which one plan overtakes another: money a month as a function of main credits a month (fee + what the plan's
/// grants do not cover at the rate of the policy's first purchase), solved piece by piece. Plans that cannot buy end where
/// their grants end, those with a cap where it is reached. A pack counts by its price per credit, as over many months in which
/// its rest is used; whole packs, rests that expire and months that differ are the forecast's matter.
std::vector<BreakEven> break_even(const Catalog& catalog, const Scenario& scenario, const std::vector<Choice>& choices);

}  // namespace creditcast
