#include "pointer.hpp"

namespace creditcast::json {

void append_step(std::string& pointer, std::string_view key) {
  pointer += '/';
  for (const char c : key) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
}

void append_step(std::string& pointer, std::size_t index) { pointer += "/" + std::to_string(index); }

std::string take_step(std::string_view& pointer) {
  std::string step;
  if (pointer.empty()) return step;
  pointer.remove_prefix(1);
  while (!pointer.empty() && pointer.front() != '/') {
    if (pointer.starts_with("~1")) {
      step += '/';
      pointer.remove_prefix(2);
    } else if (pointer.starts_with("~0")) {
      step += '~';
      pointer.remove_prefix(2);
    } else {
      step += pointer.front();
      pointer.remove_prefix(1);
    }
  }
  return step;
}

std::string Path::text() const {
  if (up_ == nullptr) return {};
  std::string pointer = up_->text();
  if (indexed_) {
    append_step(pointer, index_);
  } else {
    append_step(pointer, key_);
  }
  return pointer;
}

}  // namespace creditcast::json
