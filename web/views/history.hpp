#pragma once
/// Undo and redo over what the visitor set.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace creditcast::web {

struct Inputs;

class History {
 public:
  /// Further steps push the oldest ones out.
  static constexpr std::size_t kSteps = 64;

  /// Edits of one gesture (a drag, a row of key presses) are one step; those of gesture 0 stand alone.
  [[nodiscard]] bool begins_step(std::uint64_t gesture) const;
  /// Keeps what stood before an edit that begins a step. What was undone can then no longer be redone.
  void keep(Inputs before, std::uint64_t gesture);
  /// Exchanges what stands for the step before or after it; false: there is none.
  bool undo(Inputs& now);
  bool redo(Inputs& now);
  [[nodiscard]] bool can_undo() const { return !past_.empty(); }
  [[nodiscard]] bool can_redo() const { return !future_.empty(); }

 private:
  using Steps = std::vector<std::shared_ptr<const Inputs>>;
  bool step(Steps& from, Steps& to, Inputs& now);
  Steps past_, future_;
  std::uint64_t gesture_ = 0;
};

}  // namespace creditcast::web
