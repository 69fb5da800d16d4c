#pragma once
/// The edits one by one: false where the edit names what is not there, or changes nothing. Only apply() calls these.
#include "app_state.hpp"

namespace creditcast::web {

// These need more than the inputs; the page around carries them out.
inline bool carry_out(Inputs&, const ChoosePlatform&) { return false; }
inline bool carry_out(Inputs&, const ChooseScenario&) { return false; }
inline bool carry_out(Inputs&, const ChoosePreset&) { return false; }
inline bool carry_out(Inputs&, const ChooseHabit&) { return false; }
inline bool carry_out(Inputs&, const OpenPanel&) { return false; }
inline bool carry_out(Inputs&, const StartOver&) { return false; }
inline bool carry_out(Inputs&, const CopyText&) { return false; }
inline bool carry_out(Inputs&, const ChooseLanguage&) { return false; }
inline bool carry_out(Inputs&, const SetFigure&) { return false; }
inline bool carry_out(Inputs&, const TryAgain&) { return false; }

// apply_phases.cpp
bool carry_out(Inputs& inputs, const SetWork& set);
bool carry_out(Inputs& inputs, const SetOption& set);
bool carry_out(Inputs& inputs, const SetAction& set);
bool carry_out(Inputs& inputs, const PutPhase& put);
bool carry_out(Inputs& inputs, const AddPhase& add);
bool carry_out(Inputs& inputs, const DuplicatePhase& duplicate);
bool carry_out(Inputs& inputs, const RemovePhase& remove);
bool carry_out(Inputs& inputs, const MovePhase& move);
bool carry_out(Inputs& inputs, const SetProjectBudget& set);

// apply_streams.cpp
bool carry_out(Inputs& inputs, const SetStream& set);
bool carry_out(Inputs& inputs, const PutStream& put);
bool carry_out(Inputs& inputs, const AddStream& add);
bool carry_out(Inputs& inputs, const DuplicateStream& duplicate);
bool carry_out(Inputs& inputs, const RemoveStream& remove);
bool carry_out(Inputs& inputs, const MoveStream& move);
bool carry_out(Inputs& inputs, const StartEmpty& start);

// apply_terms.cpp
bool carry_out(Inputs& inputs, const ChoosePlan& choice);
bool carry_out(Inputs& inputs, const SetWorkingDays& set);
bool carry_out(Inputs& inputs, const SetBuffer& set);
bool carry_out(Inputs& inputs, const PutOwner& put);
bool carry_out(Inputs& inputs, const AddOwner& add);
bool carry_out(Inputs& inputs, const RemoveOwner& remove);
bool carry_out(Inputs& inputs, const PutCalendar& put);
bool carry_out(Inputs& inputs, const SetMonths& set);
bool carry_out(Inputs& inputs, const SetSeats& set);
bool carry_out(Inputs& inputs, const PutAtZero& put);
bool carry_out(Inputs& inputs, const PutPlanChanges& put);
bool carry_out(Inputs& inputs, const PutOpening& put);
bool carry_out(Inputs& inputs, const SetRunOutLimit& set);
bool carry_out(Inputs& inputs, const SetBudget& set);

/// Moves one element to another place; the rest keeps its order.
template <typename T>
bool move_element(std::vector<T>& all, std::size_t from, std::size_t to) {
  if (from >= all.size() || to >= all.size() || from == to) return false;
  T moved = std::move(all[from]);
  all.erase(all.begin() + static_cast<std::ptrdiff_t>(from));
  all.insert(all.begin() + static_cast<std::ptrdiff_t>(to), std::move(moved));
  return true;
}

template <typename T>
bool remove_element(std::vector<T>& all, std::size_t index) {
  if (index >= all.size()) return false;
  all.erase(all.begin() + static_cast<std::ptrdiff_t>(index));
  return true;
}

template <typename T>
std::vector<std::string> ids_of(const std::vector<T>& things) {
  std::vector<std::string> ids;
  for (const T& thing : things) ids.push_back(thing.id);
  return ids;
}

}  // namespace creditcast::web
