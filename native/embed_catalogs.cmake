# cmake -DCATALOGS=a.json;b.json -DOUTPUT=file.cpp -P embed_catalogs.cmake: the source behind builtin_catalogs.hpp
list(SORT CATALOGS)
list(LENGTH CATALOGS count)
set(rows "")
foreach(catalog IN LISTS CATALOGS)
  cmake_path(GET catalog STEM name)
  file(READ "${catalog}" text)
  string(APPEND rows "    {\"${name}\"sv, R\"catalog(${text})catalog\"sv},\n")
endforeach()
file(WRITE "${OUTPUT}" "// Made by embed_catalogs.cmake from public/catalogs/; not to be edited.
#include \"builtin_catalogs.hpp\"

#include <array>

using namespace std::string_view_literals;

namespace creditcast::native {

std::span<const BuiltinCatalog> builtin_catalogs() {
  static constexpr std::array<BuiltinCatalog, ${count}> catalogs{{
${rows}  }};
  return catalogs;
}

}  // namespace creditcast::native
")
