#pragma once
/// Asks for the closer looks that are in sight, once the answer itself rests, and takes what comes back. An edit cancels what
/// is under way.
#include "engine.hpp"
#include "ui.hpp"

namespace creditcast::web {

class CloserAsks {
 public:
  /// `changed` is called where there is something new to show. State and engine must outlive this.
  CloserAsks(AppState& state, Engine& engine, std::function<void()> changed);
  /// After each frame; `rests`: nothing else is being computed.
  void follow(const CloserMemory& memory, bool rests);
  /// What was computed holds words; they are in another language now.
  void restart() { revision_ = 0; }
  /// More platforms are there than were.
  void ask_platforms_again() { platforms_asked_ = false; }

 private:
  using Take = std::function<void(const Reply&)>;
  void drop();
  void ask(const Inputs& inputs, const Question& question, Take take);
  void ask(const std::string& verb, const Scenario& scenario, const std::string& options, Take take);
  void ask_platforms();
  void ask_platform(PlatformOutcome outcome);
  void show_platforms();
  void ask_inputs();
  void ask_habits(bool naive);
  void ask_habit(const Scenario& scenario, const std::string& id, const std::string& name);
  void ask_path(std::uint32_t number);

  AppState& state_;
  Engine& engine_;
  std::function<void()> changed_;
  std::uint64_t revision_ = 0;
  std::vector<std::uint32_t> tickets_;
  bool inputs_asked_ = false;
  std::optional<bool> habits_asked_;         ///< with the naive one or without
  std::optional<std::uint32_t> path_asked_;  ///< which
  std::vector<std::optional<HabitOutcome>> outcomes_;
  bool platforms_asked_ = false;
  std::vector<PlatformOutcome> platforms_;
  std::size_t platforms_due_ = 0;  ///< which have not answered yet
};

}  // namespace creditcast::web
