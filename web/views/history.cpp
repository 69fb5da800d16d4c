#include "history.hpp"

#include <utility>

#include "app_state.hpp"

namespace creditcast::web {

bool History::begins_step(std::uint64_t gesture) const { return gesture == 0 || gesture != gesture_; }

void History::keep(Inputs before, std::uint64_t gesture) {
  if (past_.size() == kSteps) past_.erase(past_.begin());
  past_.push_back(std::make_shared<const Inputs>(std::move(before)));
  future_.clear();
  gesture_ = gesture;
}

bool History::step(Steps& from, Steps& to, Inputs& now) {
  if (from.empty()) return false;
  to.push_back(std::make_shared<const Inputs>(std::move(now)));
  now = *from.back();
  from.pop_back();
  gesture_ = 0;
  return true;
}

bool History::undo(Inputs& now) { return step(past_, future_, now); }
bool History::redo(Inputs& now) { return step(future_, past_, now); }

}  // namespace creditcast::web
