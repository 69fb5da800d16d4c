#pragma once
/// What a visitor brings: a catalog of their own, or a scenario.
#include <string>

#include "app_state.hpp"
#include "creditcast/json/load.hpp"

namespace creditcast::web {

struct Brought {
  Errors errors;         ///< all that is wrong, with its places in the text; empty: it can be taken
  std::string scenario;  ///< then: the scenario to load, with the catalog in it where one was brought
};

/// A catalog comes with a first scenario; where it is another state of the catalog on screen, with the work on screen, as long
/// as that still fits.
Brought read_brought(const json::Catalogs& catalogs, const Inputs& inputs, const std::string& text);

/// "error\tLINE\tCOLUMN\tPOINTER\tWHAT\tALLOWED", one error a line.
std::string error_lines(const Errors& errors);

/// The catalog that the scenario stands on, without its overrides; null where there are none.
std::shared_ptr<const Catalog> without_overrides(const json::Catalogs& catalogs, const Inputs& inputs);

}  // namespace creditcast::web
