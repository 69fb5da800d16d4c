#pragma once
/// From the inputs to what follows: the closed form in the frame of the edit, then, from the engine, the distribution and the
/// comparison of plans, over more and more paths.
#include <cstdint>
#include <functional>
#include <memory>

#include "engine.hpp"

namespace creditcast::web {

class Calculation {
 public:
  /// `changed` is called when there is something new to show. `most_paths` bounds how far answers are refined.
  Calculation(AppState& state, Engine& engine, std::function<void()> changed);
  ~Calculation();
  Calculation(const Calculation&) = delete;
  Calculation& operator=(const Calculation&) = delete;

  void set_most_paths(std::uint32_t paths) { most_paths_ = paths; }
  /// Takes over the inputs as they stand and computes the closed form. What is under way is cancelled, unless it has not
  /// answered yet: its first answer is still shown, so that a picture follows the hand however fast that moves.
  void restart();
  [[nodiscard]] bool busy() const;
  /// Both the distribution and the plans have answered to the inputs as they stand, be it roughly.
  [[nodiscard]] bool answered() const;

 private:
  struct Work;
  /// What one lane is at.
  struct Asked {
    std::shared_ptr<const Work> work;  ///< null: nothing
    std::uint32_t ticket = 0;
    bool answered = false;
  };
  void ask(Lane lane);
  void drop(Asked& asked);
  void reply(Lane lane, const Reply& reply);
  void show_forecast(const Work& work, const Reply& reply);
  void show_plans(const Work& work, const Reply& reply);
  [[nodiscard]] Asked& asked(Lane lane) { return lane == Lane::forecast ? forecast_ : plans_; }

  AppState& state_;
  Engine& engine_;
  std::function<void()> changed_;
  std::shared_ptr<const Work> current_;  ///< of the inputs as they stand; null where these are wrong
  Asked forecast_, plans_;
  std::uint32_t most_paths_ = 100'000;
};

}  // namespace creditcast::web
