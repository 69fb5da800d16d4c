#pragma once
/// JSON pointers (RFC 6901), built step by step while reading.
#include <cstddef>
#include <string>
#include <string_view>

namespace creditcast::json {

void append_step(std::string& pointer, std::string_view key);
void append_step(std::string& pointer, std::size_t index);
/// Takes the first step off a pointer and returns it unescaped; empty pointer: nothing to take.
std::string take_step(std::string_view& pointer);

/// A place in a document, as a chain on the stack.
class Path {
 public:
  Path() = default;
  [[nodiscard]] Path operator/(std::string_view key) const { return {this, key, 0, false}; }
  [[nodiscard]] Path operator/(std::size_t index) const { return {this, {}, index, true}; }
  [[nodiscard]] std::string text() const;

 private:
  Path(const Path* up, std::string_view key, std::size_t index, bool indexed)
      : up_(up), key_(key), index_(index), indexed_(indexed) {}
  const Path* up_ = nullptr;
  std::string_view key_;
  std::size_t index_ = 0;
  bool indexed_ = false;
};

}  // namespace creditcast::json
