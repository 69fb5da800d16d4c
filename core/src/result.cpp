#include "creditcast/result.hpp"

#include <array>
#include <cstddef>

namespace creditcast {
namespace {

struct CodeText {
  std::string_view name;
  const char* sentence;
};

constexpr std::array kCodes{
#define ERROR(name, sentence) CodeText{#name, sentence},
#include "creditcast/errors.def"
#undef ERROR
};

}  // namespace

std::string_view code_name(Code code) { return kCodes[static_cast<std::size_t>(code)].name; }
const char* code_sentence(Code code) { return kCodes[static_cast<std::size_t>(code)].sentence; }

}  // namespace creditcast
