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
  return filled(tr(english), {parts.begin(), parts.size()});
}

std::string said(const Words& words) {
  if (words.pattern().empty()) return words;
  std::vector<std::string> parts;
  for (const Words& part : words.parts()) parts.push_back(said(part));
  return filled(tr(words.pattern()), std::vector<std::string_view>(parts.begin(), parts.end()));
}

std::string what_is_wrong(const Error& error) {
  // What nobody has put in Words is English alone; the rule it breaks can be said.
  const std::string_view rule = code_sentence(error.code), here = tr(rule);
  if (error.what.pattern().empty() && here != rule) return std::string(here) + " (" + error.what + ")";
  return said(error.what);
}

std::string said(const Error& error) {
  return error.allowed.empty() ? what_is_wrong(error) : what_is_wrong(error) + "; " + said(error.allowed);
}

}  // namespace creditcast::web
