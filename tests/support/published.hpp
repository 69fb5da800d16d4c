#pragma once
/// The catalogs in public/, read once.
#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "creditcast/json/load.hpp"
#include "support/texts.hpp"

namespace creditcast::testing {

inline const std::vector<std::string> kPlatforms{"fater", "fittins", "fotomaster", "hippist", "imagineart"};

inline const json::Catalogs& shelf() {
  static const json::Catalogs catalogs = [] {
    json::Catalogs read;
    for (const json::NamedText& text : texts_in("public/catalogs")) REQUIRE(read.add(text).empty());
    return read;
  }();
  return catalogs;
}

inline const Catalog& platform(const std::string& id) {
  static std::map<std::string, Catalog> read;
  const auto found = read.find(id);
  if (found != read.end()) return found->second;
  auto loaded = shelf().load(id);
  REQUIRE_MESSAGE(loaded.ok(), id);
  return read.emplace(id, loaded->catalog).first->second;
}

}  // namespace creditcast::testing
