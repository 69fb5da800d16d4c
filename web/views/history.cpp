#include "history.hpp"

#include <utility>

#include "app_state.hpp"

namespace creditcast::web {

/// What most edits leave alone; steps share it.
struct History::Base {
  Catalog catalog;
  ScenarioParts parts;
  [[nodiscard]] std::size_t bytes() const {
    return parts.catalog.size() + parts.overrides.size() + parts.platform_overrides.size() + parts.habits.size() +
           parts.projects.size();
  }
};

struct History::Step {
  std::shared_ptr<const Base> base;
  Inputs inputs;  ///< without what the base holds
};

History::History() = default;
History::~History() = default;
History::History(const History&) = default;
History& History::operator=(const History&) = default;
History::History(History&&) noexcept = default;
History& History::operator=(History&&) noexcept = default;

bool History::begins_step(std::uint64_t gesture) const { return gesture == 0 || gesture != gesture_; }

History::Step History::step_of(Inputs inputs) {
  // The same platform under the same texts is the same catalog.
  if (!base_ || base_->catalog.id != inputs.catalog.id || base_->parts != inputs.parts)
    base_ = std::make_shared<const Base>(Base{std::move(inputs.catalog), std::move(inputs.parts)});
  inputs.catalog = {};
  inputs.parts = {};
  return {base_, std::move(inputs)};
}

void History::keep(Inputs before, std::uint64_t gesture) {
  past_.push_back(step_of(std::move(before)));
  future_.clear();
  gesture_ = gesture;
  std::size_t bytes = 0, kept = 0;
  const Base* last = nullptr;
  for (auto step = past_.rbegin(); step != past_.rend() && kept < kSteps; ++step, ++kept) {
    if (step->base.get() != last) bytes += step->base->bytes();
    last = step->base.get();
    if (bytes > kBytes) break;
  }
  past_.erase(past_.begin(), past_.end() - static_cast<std::ptrdiff_t>(kept));
}

bool History::turn(Steps& from, Steps& to, Inputs& now) {
  if (from.empty()) return false;
  to.push_back(step_of(std::move(now)));
  now = std::move(from.back().inputs);
  base_ = from.back().base;
  now.catalog = base_->catalog;
  now.parts = base_->parts;
  from.pop_back();
  gesture_ = 0;
  return true;
}

bool History::can_undo() const { return !past_.empty(); }
bool History::can_redo() const { return !future_.empty(); }
bool History::undo(Inputs& now) { return turn(past_, future_, now); }
bool History::redo(Inputs& now) { return turn(future_, past_, now); }

}  // namespace creditcast::web
