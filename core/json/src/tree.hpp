#pragma once
/// JSON text as a tree of values, each with its place. Numbers keep their text, so that decimals stay exact; objects keep
/// their order. The only source that sees nlohmann is tree.cpp.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "creditcast/json/limits.hpp"
#include "creditcast/result.hpp"

namespace creditcast::json {

enum class Kind : std::uint8_t { null, boolean, number, string, array, object };
/// "a number", "an object", ... for messages.
const char* kind_name(Kind kind);

struct Node {
  Kind kind = Kind::null;
  bool boolean = false;
  bool pruned = false;                        ///< a patch took members away; `file`, `line` and `column` are then the patch's
  std::uint16_t file = 0;                     ///< index in the reading's list of files
  std::uint16_t origin = 0;                   ///< index in the reading's list of origins; 0: stands where it was written
  std::int32_t line = 0, column = 0;          ///< of the value, from 1, in code points
  std::int32_t key_line = 0, key_column = 0;  ///< of its key, in an object
  std::string key;
  std::string text;         ///< of a string its value, of a number its digits as written
  std::vector<Node> items;  ///< elements, or members in their order

  [[nodiscard]] const Node* find(std::string_view name) const;
  [[nodiscard]] Node* find(std::string_view name);
};

struct Parsed {
  Node root;
  bool whole = false;  ///< false: not JSON or past a limit; `root` says nothing
  Errors errors;       ///< duplicate keys leave `whole` true
};

/// Never throws, never recurses. `file` is stored in every node, `name` in every error.
Parsed parse(const std::string& name, std::string_view text, std::uint16_t file, const Limits& limits);

}  // namespace creditcast::json
