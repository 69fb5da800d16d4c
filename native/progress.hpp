#pragma once
/// What a user sees and can do while paths are walked: a bar on the terminal, and Ctrl-C.
#include <chrono>
#include <csignal>
#include <cstdint>
#include <mutex>
#include <string>

namespace creditcast::native {

/// Takes Ctrl-C while it lives: the first one is remembered, a second one ends the program at once. Where it is ignored, as
/// under nohup, it stays so.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;
  [[nodiscard]] static bool came();

 private:
  void (*before_)(int);
};

/// A bar on standard error for what takes over a second, where that is a terminal; gone in the end.
class ProgressBar {
 public:
  /// `quiet`: never.
  explicit ProgressBar(bool quiet);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  /// From any thread.
  void show(std::uint64_t done, std::uint64_t all);

 private:
  using Clock = std::chrono::steady_clock;
  bool wanted_;
  Clock::time_point start_ = Clock::now();
  std::mutex drawing_;
  Clock::time_point next_ = start_ + std::chrono::seconds(1);
  bool drawn_ = false;
};

/// "[######..............]  30 %  3,000 of 10,000 runs, 4 s left", at most `columns` wide.
std::string progress_line(std::uint64_t done, std::uint64_t all, double seconds, std::size_t columns);

}  // namespace creditcast::native
