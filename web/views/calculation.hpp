#pragma once
/// From the inputs to what follows, in slices, so that the page answers at once and stays responsive: the closed form in the
/// frame of the edit, then the distribution and the comparison of plans, refined a few milliseconds at a time.
#include <cstdint>
#include <functional>
#include <memory>

#include "app_state.hpp"
#include "creditcast/compare.hpp"
#include "creditcast/forecast.hpp"

namespace creditcast::web {

class Calculation {
 public:
  /// `now_ms` tells the time: the core has no clock, and tests bring their own.
  explicit Calculation(std::function<double()> now_ms);
  ~Calculation();
  Calculation(const Calculation&) = delete;
  Calculation& operator=(const Calculation&) = delete;

  /// Takes over the inputs as they stand and computes the closed form. What was under way is dropped; the former distribution
  /// stays on screen until the first paths of the new one are walked.
  void restart(AppState& state);
  /// Goes on for about `budget_ms`. True when there is something new to show.
  bool advance(AppState& state, double budget_ms);
  [[nodiscard]] bool busy() const;

 private:
  struct Work;
  std::unique_ptr<Work> work_;
  std::function<double()> now_ms_;
};

}  // namespace creditcast::web
