#pragma once
/// Work that no platform owns, by the names people have for it.
#include <string>
#include <string_view>
#include <vector>

#include "creditcast/scenario.hpp"

namespace creditcast::web {

/// "Draft image"; the id where there is no better name.
std::string_view capability_words(std::string_view id);
/// Those of the list that the catalog has not, in words: "Upscale, Long video"; empty: it has them all.
std::string missing_words(const Catalog& catalog, const std::vector<std::string>& needed);
/// "Image", "Draft image": what a use asks for.
std::string use_words(const Catalog& catalog, const WorkUse& use);

}  // namespace creditcast::web
