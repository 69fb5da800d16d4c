#pragma once
/// The visitor's own work, taken along to another platform.
#include <optional>
#include <string>
#include <vector>

#include "creditcast/scenario.hpp"

namespace creditcast::web {

struct Carried {
  Scenario scenario;
  std::vector<std::string> notices;  ///< sentences: what became something else, and what stayed behind
  std::string changed, left;         ///< the same as lists; empty: nothing did
  bool habits_stay = false;          ///< the habits' patches hold on the new platform too
};
/// Capabilities go along as they are; an action becomes the capability nearest to it; what neither has there stays behind. None
/// where no work is left. The result has no errors on `to`, but where there
/// was no work to begin with.
std::optional<Carried> carry_over(const Scenario& scenario, const Catalog& from, const Catalog& to);

}  // namespace creditcast::web
