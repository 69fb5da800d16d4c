#pragma once
/// JSON merge patches (RFC 7396) on trees.
#include "tree.hpp"

namespace creditcast::json {

/// Applies the patch. What comes from it keeps its own place and gets the origin; what it leaves alone stays as it is.
void merge_patch(Node& target, const Node& patch, std::uint16_t origin);

/// True where the value itself or anything within it came by a patch.
bool touched(const Node& node);

}  // namespace creditcast::json
