#pragma once
/// The catalogs of the other platforms, under what the scenario on screen says of their prices.
#include <optional>
#include <string>

#include "app_state.hpp"
#include "creditcast/json/load.hpp"

namespace creditcast::web {

class OtherPlatforms {
 public:
  /// Both must outlive it; the state's `others` are kept here.
  OtherPlatforms(AppState& state, const json::Catalogs& catalogs) : state_(&state), catalogs_(&catalogs) {}
  /// None: its catalog is not at hand, or does not stand under what the scenario says.
  [[nodiscard]] std::optional<OtherPlatform> one(const std::string& id) const;
  /// Someone wants them: fetched once, they follow what the scenario says. True: they are others than before.
  bool follow();
  /// What was asked for has come, as far as it came.
  void come() { fetched_ = Fetched::here; }
  /// Those that did not come are asked for once more, when they are wanted next.
  void try_missing_again();

 private:
  enum class Fetched { no, asked, here };
  AppState* state_;
  const json::Catalogs* catalogs_;
  Fetched fetched_ = Fetched::no;
  std::optional<std::string> under_;  ///< the scenario's `platform_overrides` that they stand under; none: to be put there anew
};

}  // namespace creditcast::web
