#include "patch.hpp"

#include <algorithm>

namespace creditcast::json {
namespace {

void set_origin(Node& node, std::uint16_t origin) {
  node.origin = origin;
  for (Node& item : node.items) set_origin(item, origin);
}

}  // namespace

void merge_patch(Node& target, const Node& patch, std::uint16_t origin) {
  if (patch.kind != Kind::object) {
    target = patch;
    set_origin(target, origin);
    return;
  }
  if (target.kind != Kind::object) {
    // Nothing to merge with: the patch itself, without its nulls.
    Node fresh;
    fresh.kind = Kind::object;
    fresh.file = patch.file;
    fresh.origin = origin;
    fresh.line = patch.line;
    fresh.column = patch.column;
    fresh.key = patch.key;
    fresh.key_line = patch.key_line;
    fresh.key_column = patch.key_column;
    target = std::move(fresh);
  }
  for (const Node& member : patch.items) {
    const auto found =
        std::find_if(target.items.begin(), target.items.end(), [&](const Node& item) { return item.key == member.key; });
    if (member.kind == Kind::null) {
      if (found == target.items.end()) continue;
      target.items.erase(found);
      // Should it be missed, the patch is to blame.
      target.pruned = true;
      target.file = patch.file;
      target.origin = origin;
      target.line = patch.line;
      target.column = patch.column;
      continue;
    }
    if (found != target.items.end()) {
      merge_patch(*found, member, origin);
    } else {
      Node fresh;
      fresh.key = member.key;
      merge_patch(fresh, member, origin);
      target.items.push_back(std::move(fresh));
    }
  }
}

bool touched(const Node& node) {
  return node.origin != 0 || std::any_of(node.items.begin(), node.items.end(), [](const Node& item) { return touched(item); });
}

}  // namespace creditcast::json
