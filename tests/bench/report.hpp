#pragma once
/// What every peer of the benchmark reports: one line of JSON, the same keys in every language.
#include <chrono>
#include <cinttypes>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace creditcast::bench {

/// Sums over path-years in whole credits. Squares are of the distance from `kOrigin`, so that they fit for 10^9 paths and the
/// deviation does not drown in the mean.
class Figures {
 public:
  void add(std::int64_t credits) {
    const std::int64_t off = credits - kOrigin;
    sum_ += off;
    squares_ += off * off;
    ++count_;
  }
  [[nodiscard]] double mean() const {
    return static_cast<double>(kOrigin) + static_cast<double>(sum_) / static_cast<double>(count_);
  }
  [[nodiscard]] double deviation() const {
    const double n = static_cast<double>(count_), sum = static_cast<double>(sum_);
    return count_ < 2 ? 0 : std::sqrt((static_cast<double>(squares_) - sum * sum / n) / (n - 1));
  }

 private:
  static constexpr std::int64_t kOrigin = 190'000;
  std::int64_t sum_ = 0, squares_ = 0, count_ = 0;
};

struct Call {
  std::uint32_t paths = 10'000;
  std::uint32_t seed = 1;
  Call(int argc, char** argv) {
    if (argc > 1) paths = static_cast<std::uint32_t>(std::strtoul(argv[1], nullptr, 10));
    if (argc > 2) seed = static_cast<std::uint32_t>(std::strtoul(argv[2], nullptr, 10));
  }
};

class Clock {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

inline void print(const Call& call, double seconds, const Figures& demand, std::uint32_t run_out_years) {
  std::printf(R"({"paths": %)" PRIu32 R"(, "seconds": %.6f, "mean": %.6f, "sd": %.6f, "run_out_share": %.9f)", call.paths,
              seconds, demand.mean(), demand.deviation(),
              call.paths == 0 ? 0 : run_out_years / static_cast<double>(call.paths));
}

}  // namespace creditcast::bench
