#pragma once
/// Files of the source tree, as texts by name.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "creditcast/json/load.hpp"

namespace creditcast::testing {

inline std::filesystem::path source(const std::string& name) { return std::filesystem::path(CREDITCAST_SOURCE_DIR) / name; }

inline std::string text_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

/// Every .json file of a folder, by its name without the folder, ascending.
inline std::vector<json::NamedText> texts_in(const std::string& folder) {
  std::vector<json::NamedText> texts;
  if (!std::filesystem::exists(source(folder))) return texts;
  for (const auto& entry : std::filesystem::directory_iterator(source(folder))) {
    if (entry.path().extension() == ".json") texts.push_back({entry.path().filename().string(), text_of(entry.path())});
  }
  std::sort(texts.begin(), texts.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return texts;
}

}  // namespace creditcast::testing
