#pragma once
/// What the core says to people: English, and how it was put together, so that a page can say it in another language.
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace creditcast {

/// "{0} of {1}" with parts in its places, as they stand.
std::string filled(std::string_view pattern, std::span<const std::string_view> parts);

/// Marks a pattern that stands in a table and becomes Words from there, so that the check of the translations finds it.
constexpr const char* word(const char* english) { return english; }

/// A std::string, the English, that remembers its pattern and parts. A literal is a pattern; a std::string is said as it stands
/// in every language: a name, an id, a number.
class Words : public std::string {
 public:
  Words() = default;
  Words(std::string text) : std::string(std::move(text)) {}
  /// The pattern must live as long as the program.
  Words(const char* pattern, std::initializer_list<Words> parts = {});
  Words(const char* pattern, std::vector<Words> parts);

  /// Empty: they are said as they stand.
  [[nodiscard]] std::string_view pattern() const { return pattern_; }
  [[nodiscard]] const std::vector<Words>& parts() const { return parts_; }

 private:
  std::string_view pattern_;
  std::vector<Words> parts_;
};

}  // namespace creditcast
