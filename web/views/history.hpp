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
  /// Further steps push the oldest ones out; so do large catalogs and overrides, in bytes of their texts.
  static constexpr std::size_t kSteps = 64, kBytes = 16u << 20;

  History();
  ~History();
  History(const History&);
  History& operator=(const History&);
  History(History&&) noexcept;
  History& operator=(History&&) noexcept;

  /// Edits of one gesture (a drag, a row of key presses) are one step; those of gesture 0 stand alone.
  [[nodiscard]] bool begins_step(std::uint64_t gesture) const;
  /// Keeps what stood before an edit that begins a step. What was undone can then no longer be redone.
  void keep(Inputs before, std::uint64_t gesture);
  /// Exchanges what stands for the step before or after it; false: there is none.
  bool undo(Inputs& now);
  bool redo(Inputs& now);
  [[nodiscard]] bool can_undo() const;
  [[nodiscard]] bool can_redo() const;

 private:
  struct Base;
  struct Step;
  using Steps = std::vector<Step>;
  Step step_of(Inputs inputs);
  bool turn(Steps& from, Steps& to, Inputs& now);
  Steps past_, future_;
  std::shared_ptr<const Base> base_;  ///< of the step that was kept last
  std::uint64_t gesture_ = 0;
};

}  // namespace creditcast::web
