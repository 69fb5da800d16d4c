#pragma once
/// JSON text with stable bytes: keys in the order they are written, decimals exact, two spaces of indentation, rows on one
/// line.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "creditcast/units.hpp"
#include "tree.hpp"

namespace creditcast::json {

enum class Layout : std::uint8_t {
  block,  ///< one member a line
  row,    ///< all on one line, with what lies within
};

/// Six decimals, halves to even; 0 and 1 only where they are exact.
std::string share_text(Share share);
/// A JSON string with its quotes. Escapes what JSON asks for, and U+007F to U+009F, U+2028 and U+2029 besides, so that the text
/// may stand in a script or on a terminal.
std::string string_text(std::string_view text);

class Writer {
 public:
  /// Compact: no spaces and no line ends, for digests and NDJSON.
  explicit Writer(bool compact = false) : compact_(compact) {}

  void open_object(Layout layout = Layout::block) { open('{', layout); }
  void close_object() { close('}'); }
  void open_array(Layout layout = Layout::block) { open('[', layout); }
  void close_array() { close(']'); }
  void key(std::string_view name);

  void value(std::string_view text);
  void value(const char* text) { value(std::string_view(text)); }
  void value(const std::string& text) { value(std::string_view(text)); }
  void value(Amount amount);
  void value(Share share);
  void value(bool truth);
  void value(std::int64_t number);
  void value(std::int32_t number) { value(std::int64_t{number}); }
  void value(std::uint32_t number) { value(std::int64_t{number}); }
  void value(std::uint64_t number);
  void null();
  template <typename T>
  void value(const std::optional<T>& maybe) {
    if (maybe) {
      value(*maybe);
    } else {
      null();
    }
  }
  /// Numbers in their shortest form.
  void value(const Node& node, Layout layout = Layout::block);
  void raw(std::string_view json);

  template <typename T>
  void field(std::string_view name, const T& content) {
    key(name);
    value(content);
  }
  void field(std::string_view name, const char* content) {
    key(name);
    value(content);
  }
  /// Left out where empty.
  void field_if(std::string_view name, const std::string& content) {
    if (!content.empty()) field(name, content);
  }

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  struct Level {
    bool row;
    bool empty = true;
  };
  void before();
  void open(char bracket, Layout layout);
  void close(char bracket);
  void line();

  bool compact_;
  bool after_key_ = false;
  std::vector<Level> levels_;
  std::string out_;
};

/// A tree as compact text; equal trees give equal bytes.
std::string canonical_text(const Node& node);

}  // namespace creditcast::json
