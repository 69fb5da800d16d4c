#include "creditcast/words.hpp"

namespace creditcast {

std::string filled(std::string_view pattern, std::span<const std::string_view> parts) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool place =
        pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}' && pattern[i + 1] >= '0' && pattern[i + 1] <= '9';
    const auto index = place ? static_cast<std::size_t>(pattern[i + 1] - '0') : 0;
    if (place && index < parts.size()) {
      out += parts[index];
      i += 2;
    } else {
      out += pattern[i];
    }
  }
  return out;
}

Words::Words(const char* pattern, std::initializer_list<Words> parts) : Words(pattern, std::vector<Words>(parts)) {}

Words::Words(const char* pattern, std::vector<Words> parts) : pattern_(pattern), parts_(std::move(parts)) {
  assign(filled(pattern_, std::vector<std::string_view>(parts_.begin(), parts_.end())));
}

}  // namespace creditcast
