#pragma once
/// Projects that were edited while a habit was in force, taken apart again: what is the projects' own, what is the habit's.
#include <vector>

#include "creditcast/scenario.hpp"
#include "tree.hpp"

namespace creditcast::json {

struct TakenApart {
  Node projects;  ///< without the habit
  Node habits;    ///< by id; the one in force as it has to be to give the projects as edited
};

/// `written` and `habits` are the trees that the scenario was read from.
TakenApart take_apart(const Scenario& edited, Node written, Node habits);

}  // namespace creditcast::json
