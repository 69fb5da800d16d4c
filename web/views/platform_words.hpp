#pragma once
/// The same work on several platforms, as text: for the card and for the page's HTML.
#include <string>
#include <vector>

#include "app_state.hpp"
#include "format.hpp"

namespace creditcast::web {

/// Some of their prices could not be fetched.
bool some_missing(const std::vector<PlatformOutcome>& platforms);

struct PlatformText {
  std::string name;
  std::string plan;    ///< "Ultimate, monthly"; empty: none to take
  std::string money;   ///< "$50.00", "no price"
  std::string likely;  ///< "$50 to $90 in 8 of 10 cases"; empty where it does not vary
  std::string run_out, piece;
  struct Note {
    std::string words;
    bool loud = false;  ///< what a reader has to know before the numbers count
  };
  std::vector<Note> notes;
  [[nodiscard]] std::string all_notes() const;  ///< in one line
};
PlatformText platform_text(const NumberStyle& style, const AppState& state, const PlatformOutcome& outcome);

/// Where the work costs the least, in a sentence.
std::string platforms_verdict(const NumberStyle& style, const AppState& state, const std::vector<PlatformOutcome>& platforms);
/// The one that the sentence names; null: none can be named.
const PlatformOutcome* least_money(const std::vector<PlatformOutcome>& platforms);
/// What comes along or stays behind where the work is taken there; empty: nothing can be.
std::string taking_words(const PlatformOutcome& outcome);

}  // namespace creditcast::web
