#pragma once
/// The catalogs that the program brings along, byte for byte the files of public/catalogs/ at build time.
#include <span>
#include <string_view>

namespace creditcast::native {

struct BuiltinCatalog {
  std::string_view name;  ///< the file's name without its ending: "fater"
  std::string_view text;  ///< the whole file
};

/// All of them, ascending by name.
std::span<const BuiltinCatalog> builtin_catalogs();

}  // namespace creditcast::native
