#include "capabilities.hpp"

#include <algorithm>
#include <array>

#include "words.hpp"

namespace creditcast::web {
namespace {

struct Named {
  std::string_view id, words;
};
constexpr std::array<Named, 13> kNames{{{"image.draft", word("Draft image")},
                                        {"image.standard", word("Standard image")},
                                        {"image.high", word("Fine image")},
                                        {"image.edit", word("Image edit")},
                                        {"image.background", word("New background")},
                                        {"image.expand", word("Expanded image")},
                                        {"upscale", word("Upscaling")},
                                        {"video.short", word("Short video")},
                                        {"video.long", word("Long video")},
                                        {"asset3d", word("3D asset")},
                                        {"mask", word("Mask")},
                                        {"chat", word("Chat")},
                                        {"photo.feature", word("Photo feature")}}};

}  // namespace

std::string_view capability_words(std::string_view id) {
  for (const Named& named : kNames)
    if (named.id == id) return tr(named.words);
  return id;
}

std::string missing_words(const Catalog& catalog, const std::vector<std::string>& needed) {
  std::string words;
  for (const std::string& id : needed) {
    const bool has = std::any_of(catalog.capabilities.begin(), catalog.capabilities.end(),
                                 [&id](const CapabilityMap& map) { return map.id == id; });
    if (has) continue;
    if (!words.empty()) words += ", ";
    words += capability_words(id);
  }
  return words;
}

std::string use_words(const Catalog& catalog, const WorkUse& use) {
  if (!use.capability.empty()) return std::string(capability_words(use.capability));
  const Action* action = find_action(catalog, use.action);
  return action == nullptr ? use.action : action->name;
}

}  // namespace creditcast::web
