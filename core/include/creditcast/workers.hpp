#pragma once
/// Who walks the paths of a forecast or comparison, and who watches. Answers depend on neither.
#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "creditcast/result.hpp"

namespace creditcast {

/// Runs independent jobs, each once, in any order, and returns when all are done. Empty: one after the other.
using Runner = std::function<void(std::vector<std::function<void()>>& jobs)>;
/// Told after every chunk how many paths are done and how many there are, by any worker and by several at once. False: stop.
using Progress = std::function<bool(std::uint64_t done, std::uint64_t all)>;

struct Workers {
  unsigned count = 1;
  Runner run = {};
  Progress progress = {};
};

/// Counts what all workers have done, and passes on that they are to stop.
class Watch {
 public:
  Watch(const Progress& progress, std::uint64_t all) : progress_(progress), all_(all) {}
  /// False: stop.
  bool add(std::uint64_t paths) {
    const std::uint64_t done = done_.fetch_add(paths) + paths;
    if (progress_ && !progress_(done, all_)) stopped_ = true;
    return !stopped_;
  }
  [[nodiscard]] bool stopped() const { return stopped_; }

 private:
  const Progress& progress_;
  std::uint64_t all_;
  std::atomic<std::uint64_t> done_{0};
  std::atomic<bool> stopped_{false};
};

inline Errors cancelled() { return {Error{Code::cancelled, {}, "the caller stopped it", {}, {}, 0, 0}}; }

/// The jobs, by the runner or in turn.
inline void run_all(const Workers& workers, std::vector<std::function<void()>>& jobs) {
  if (workers.run) return workers.run(jobs);
  for (const auto& job : jobs) job();
}

/// Walks the paths [0, paths) of a ForecastRun or ForecastGroup with nothing walked. The errors are those of the first path
/// that has any, or cancelled(). `weight`: how many paths one counts for in the watch.
template <typename Run>
Errors walk(Run& whole, std::uint32_t paths, const Workers& workers, Watch& watch, std::uint64_t weight = 1) {
  const std::uint32_t chunk = whole.chunk();
  const unsigned count = workers.run ? std::clamp(workers.count, 1U, std::max(1U, paths / chunk)) : 1U;
  std::vector<Run> others;
  for (unsigned i = 1; i < count; ++i) others.push_back(whole.fresh());
  std::vector<Errors> errors(count);
  std::vector<std::function<void()>> jobs;
  for (unsigned i = 0; i < count; ++i) {
    const auto first = static_cast<std::uint32_t>(std::uint64_t{paths} * i / count);
    const auto last = static_cast<std::uint32_t>(std::uint64_t{paths} * (i + 1) / count);
    Run& part = i == 0 ? whole : others[i - 1];
    jobs.emplace_back([&part, &found = errors[i], &watch, first, last, chunk, weight] {
      for (std::uint32_t at = first; at < last && !watch.stopped();) {
        const std::uint32_t now = std::min(chunk, last - at);
        found = part.advance_range(at, now);
        if (!found.empty()) return;
        at += now;
        if (!watch.add(now * weight)) return;
      }
    });
  }
  run_all(workers, jobs);
  for (Errors& found : errors) {
    if (!found.empty()) return std::move(found);
  }
  if (watch.stopped()) return cancelled();
  for (Run& part : others) whole.merge(std::move(part));
  return {};
}

}  // namespace creditcast
