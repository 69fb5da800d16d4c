#pragma once
/// Trees to catalogs.
#include <span>
#include <string_view>
#include <vector>

#include "creditcast/catalog.hpp"
#include "reading.hpp"

namespace creditcast::json {

inline constexpr std::string_view kCatalogSchema = "creditcast/catalog@1";

/// What it can read of the catalog; all that is wrong is in `reading`, core's own check included. Pointers of figures are
/// into the catalog.
Catalog read_catalog(Reading& reading, const Node& root);

Figure read_figure(Reading& reading, const Path& path, const Node& node);

/// Member "options" of a use or a capability: option id to a value id or a number.
void read_options(Fields& fields, std::vector<OptionChoice>& out);

/// A list of draw order keys, each once.
std::vector<OrderKey> read_order(Fields& fields, std::string_view key);

/// The member "schema"; false where it is not the one expected.
bool expect_schema(Fields& fields, std::string_view schema);

}  // namespace creditcast::json
