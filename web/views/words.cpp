#include "words.hpp"

#include <algorithm>
#include <functional>
#include <map>

namespace creditcast::web {
namespace {

/// A page has one language: the one state that views share without handing it on, as every word of theirs would need it.
std::map<std::string, std::string, std::less<>>& words() {
  static std::map<std::string, std::string, std::less<>> table;
  return table;
}

}  // namespace

void set_words(std::string_view lines) {
  words().clear();
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    if (const std::size_t tab = line.find('\t'); tab != std::string_view::npos)
      words()[std::string(line.substr(0, tab))] = line.substr(tab + 1);
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
}

std::string_view tr(std::string_view english) {
  const auto found = words().find(english);
  return found == words().end() ? english : std::string_view(found->second);
}

std::string tr(std::string_view english, std::initializer_list<std::string_view> parts) {
  const std::string_view pattern = tr(english);
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool place =
        pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}' && pattern[i + 1] >= '0' && pattern[i + 1] <= '9';
    const auto index = place ? static_cast<std::size_t>(pattern[i + 1] - '0') : 0;
    if (place && index < parts.size()) {
      out += parts.begin()[index];
      i += 2;
    } else {
      out += pattern[i];
    }
  }
  return out;
}

}  // namespace creditcast::web
