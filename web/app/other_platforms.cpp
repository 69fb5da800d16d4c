#include "other_platforms.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "creditcast/json/write.hpp"
#include "host.hpp"

namespace creditcast::web {

std::optional<OtherPlatform> OtherPlatforms::one(const std::string& id) const {
  const Inputs& inputs = state_->inputs;
  const auto home = json::load_scenario(*catalogs_, {"scenario", json::write_scenario(inputs.scenario, inputs.parts)});
  if (home.ok()) {
    const auto there = json::load_elsewhere(*catalogs_, *home, id);
    if (there.ok()) return OtherPlatform{id, there->catalog, there->parts};
  } else if (auto there = catalogs_->load(id); there.ok()) {
    return OtherPlatform{id, std::make_shared<const Catalog>(std::move(there.value().catalog)), {}};
  }
  return std::nullopt;
}

bool OtherPlatforms::follow() {
  if (fetched_ == Fetched::no) {
    fetched_ = Fetched::asked;
    want_catalogs();
    return false;
  }
  const std::string& under = state_->inputs.parts.platform_overrides;
  const bool known = state_->others && under_ == under;
  if (fetched_ != Fetched::here || !state_->derived.errors.empty() || known) return false;
  under_ = under;
  state_->others.emplace();
  for (const PlatformEntry& entry : state_->inputs.platforms)
    if (auto other = entry.own ? std::nullopt : one(entry.id)) state_->others->push_back(std::move(*other));
  return true;
}

void OtherPlatforms::try_missing_again() {
  const auto missing = [this](const PlatformEntry& entry) { return !entry.own && !catalogs_->has(entry.id); };
  const std::vector<PlatformEntry>& all = state_->inputs.platforms;
  if (fetched_ != Fetched::here || std::none_of(all.begin(), all.end(), missing)) return;
  fetched_ = Fetched::no;
  under_.reset();
}

}  // namespace creditcast::web
