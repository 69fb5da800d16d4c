#pragma once
/// What happened on a path, in the visitor's words.
#include "app_state.hpp"
#include "format.hpp"

namespace creditcast::web {

struct EventWords {
  std::string what;    ///< "Hero: Image, Nano Banana Pro"
  std::string amount;  ///< "−80 credits"
  std::string why;     ///< "Looks no. 2, try 3; paid from Subscription 80"
  std::string left;    ///< "1,240 left"
  bool blocked = false;
};
EventWords event_words(const NumberStyle& style, const AppState& state, const WalkedPath& path, std::size_t event);

/// That nothing is blocked, or nothing expires, where that is so.
std::string calm_note(const WalkedPath& path);
/// What is left after an event: "1,240 credits, 160 energy points".
std::string left_words(const NumberStyle& style, const AppState& state, const WalkedPath& path, std::size_t event);

}  // namespace creditcast::web
