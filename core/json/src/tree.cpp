#include "tree.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <unordered_set>

// The same paths in every build: nothing of nlohmann throws here, with or without exceptions.
#define JSON_NOEXCEPTION
#include <nlohmann/json.hpp>

#include "parser_words.hpp"
#include "pointer.hpp"

namespace creditcast::json {
namespace {

/// Line and column of a byte, counted on from the last one asked for.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  void move_to(std::size_t offset) {
    for (; offset_ < offset && offset_ < text_.size(); ++offset_) {
      const auto byte = static_cast<unsigned char>(text_[offset_]);
      if (byte == '\n') {
        ++line_;
        column_ = 1;
      } else if ((byte & 0xC0U) != 0x80U) {  // what continues a code point is no column of its own
        ++column_;
      }
    }
  }
  [[nodiscard]] std::size_t offset() const { return offset_; }
  [[nodiscard]] std::int32_t line() const { return line_; }
  [[nodiscard]] std::int32_t column() const { return column_; }

 private:
  std::string_view text_;
  std::size_t offset_ = 0;
  std::int32_t line_ = 1;
  std::int32_t column_ = 1;
};

constexpr int kNumberTooLarge = 406;  // nlohmann's id: past the range of a double

bool between_tokens(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',' || c == ':'; }
bool in_number(char c) { return (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.' || c == 'e' || c == 'E'; }

std::string shortened(std::string_view text) {
  if (text.size() <= 40) return std::string(text);
  std::size_t end = 40;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string(text.substr(0, end)) + "...";
}

/// nlohmann tells the values in their order but not where they stand; the text is followed token by token beside it.
class Builder {
 public:
  Builder(const std::string& name, std::string_view text, std::uint16_t file, const Limits& limits)
      : name_(name), text_(text), file_(file), limits_(limits), cursor_(text) {}

  // --- nlohmann's SAX interface ---
  bool null() { return literal(Kind::null, 4, false); }
  bool boolean(bool value) { return literal(Kind::boolean, value ? 4 : 5, value); }
  bool number_integer(std::int64_t) { return number(); }
  bool number_unsigned(std::uint64_t) { return number(); }
  bool number_float(double, const std::string&) { return number(); }
  bool string(std::string& value) {
    begin_token();
    Node* node = add(Kind::string);
    if (node == nullptr) return false;
    node->text = std::move(value);
    next_ = end_of_string();
    return true;
  }
  bool binary(nlohmann::json::binary_t&) { return false; }
  bool start_object(std::size_t) { return open(Kind::object); }
  bool start_array(std::size_t) { return open(Kind::array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(std::string& value) {
    begin_token();
    key_line_ = cursor_.line();
    key_column_ = cursor_.column();
    next_ = end_of_string();
    if (duplicate(value) && parsed_.errors.size() <= kMaxErrors) {
      std::string pointer = path();
      append_step(pointer, value);
      fail(Code::duplicate_key, {"the key \"{0}\" stands twice in this object", {shortened(value)}}, "each key once",
           std::move(pointer));
    }
    key_ = std::move(value);
    return true;
  }
  bool parse_error(std::size_t position, const std::string& last_token, const nlohmann::detail::exception& problem) {
    parsed_.whole = false;
    stopped_ = true;
    if (problem.id == kNumberTooLarge) {
      begin_token();
      too_large_ = cursor_.offset();
      fail(Code::out_of_range, {"the number {0} is out of range", {shortened(last_token)}}, "-8000000000 to 8000000000",
           value_path());
      return false;
    }
    // "... syntax error while parsing object - unexpected string literal; expected ':'"
    std::string_view message = problem.what();
    std::string_view allowed;
    if (const auto at = message.find(" - "); at != std::string_view::npos) message.remove_prefix(at + 3);
    // "invalid number; expected digit after '-'; last read: '-x'; expected string literal": what stands in its place counts
    // most.
    if (const auto at = message.find("; last read: "); at != std::string_view::npos) {
      const auto place = message.rfind("'; expected ");
      if (place != std::string_view::npos && place > at) allowed = message.substr(place + 12);
      message = message.substr(0, at);
    }
    if (const auto at = message.rfind("; expected "); at != std::string_view::npos) {
      if (allowed.empty()) allowed = message.substr(at + 11);
      message = message.substr(0, at);
    }
    std::size_t offset = position == 0 ? 0 : position - 1;
    // An unexpected token is shown where it begins, a fault within one where it lies. What nlohmann calls the last token holds
    // more than that, but for strings and numbers.
    std::size_t length = 1;
    if (message.starts_with("unexpected string") || message.starts_with("unexpected number")) length = last_token.size();
    if (message.starts_with("unexpected true") || message.starts_with("unexpected null")) length = 4;
    if (message.starts_with("unexpected false")) length = 5;
    if (length > 1 && length <= position) offset = position - length;
    offset = std::min(offset, text_.size());
    cursor_.move_to(offset);
    Words what = parser_words(message);
    if (offset == text_.size()) what = word("the text ends too early");
    fail(Code::not_json, std::move(what), token_words(allowed), {});
    return false;
  }

  // --- ours ---
  /// Where a number stands that nlohmann would not take.
  [[nodiscard]] std::optional<std::size_t> too_large() const { return too_large_; }
  Parsed finish(bool whole) {
    parsed_.whole = whole && !stopped_;
    return std::move(parsed_);
  }
  void fail_at(std::size_t offset, Code code, Words what, Words allowed) {
    cursor_.move_to(offset);
    fail(code, std::move(what), std::move(allowed), {});
  }

 private:
  struct Open {
    Node* node;
    std::unordered_set<std::string> keys;  // only of large objects
  };

  void begin_token() {
    std::size_t offset = next_;
    while (offset < text_.size() && between_tokens(text_[offset])) ++offset;
    cursor_.move_to(offset);
  }
  [[nodiscard]] std::size_t end_of_string() const {
    std::size_t offset = cursor_.offset() + 1;
    while (offset < text_.size() && text_[offset] != '"') offset += text_[offset] == '\\' ? 2 : 1;
    return offset + 1;
  }

  Node* add(Kind kind) {
    if (++nodes_ > limits_.nodes) {
      stop(Code::too_many, {"the text holds more than {0} values", {std::to_string(limits_.nodes)}});
      return nullptr;
    }
    Node* node = &parsed_.root;
    if (!open_.empty()) node = &open_.back().node->items.emplace_back();
    node->kind = kind;
    node->file = file_;
    node->line = cursor_.line();
    node->column = cursor_.column();
    if (!open_.empty() && open_.back().node->kind == Kind::object) {
      node->key = std::move(key_);
      node->key_line = key_line_;
      node->key_column = key_column_;
    }
    return node;
  }
  bool literal(Kind kind, std::size_t length, bool value) {
    begin_token();
    Node* node = add(kind);
    if (node == nullptr) return false;
    node->boolean = value;
    next_ = cursor_.offset() + length;
    return true;
  }
  bool number() {
    begin_token();
    Node* node = add(Kind::number);
    if (node == nullptr) return false;
    std::size_t end = cursor_.offset();
    while (end < text_.size() && in_number(text_[end])) ++end;
    node->text = text_.substr(cursor_.offset(), end - cursor_.offset());
    next_ = end;
    return true;
  }
  bool open(Kind kind) {
    begin_token();
    if (open_.size() >= limits_.depth) {
      return stop(Code::too_deep, {"more than {0} arrays and objects within each other", {std::to_string(limits_.depth)}});
    }
    Node* node = add(kind);
    if (node == nullptr) return false;
    open_.push_back({node, {}});
    next_ = cursor_.offset() + 1;
    return true;
  }
  bool close() {
    begin_token();
    open_.pop_back();
    next_ = cursor_.offset() + 1;
    return true;
  }
  bool duplicate(const std::string& key) {
    constexpr std::size_t kSmall = 16;
    Open& object = open_.back();
    const auto& members = object.node->items;
    if (members.size() < kSmall) {
      return std::any_of(members.begin(), members.end(), [&](const Node& member) { return member.key == key; });
    }
    if (object.keys.empty()) {
      for (const Node& member : members) object.keys.insert(member.key);
    }
    return !object.keys.insert(key).second;
  }
  /// Of the object or array that is open.
  [[nodiscard]] std::string path() const {
    std::string pointer;
    for (std::size_t i = 1; i < open_.size(); ++i) step(pointer, *open_[i - 1].node, open_[i].node->key, 1);
    return pointer;
  }
  /// Of the value that comes next.
  [[nodiscard]] std::string value_path() const {
    std::string pointer = path();
    if (!open_.empty()) step(pointer, *open_.back().node, key_, 0);
    return pointer;
  }
  static void step(std::string& pointer, const Node& parent, std::string_view key, std::size_t back) {
    if (parent.kind == Kind::array) {
      append_step(pointer, parent.items.size() - back);
    } else {
      append_step(pointer, key);
    }
  }
  bool stop(Code code, Words what) {
    stopped_ = true;
    fail(code, std::move(what), {}, value_path());
    return false;
  }
  void fail(Code code, Words what, Words allowed, std::string pointer) {
    parsed_.errors.push_back(
        {code, std::move(pointer), std::move(what), std::move(allowed), name_, cursor_.line(), cursor_.column()});
  }

  const std::string& name_;
  std::string_view text_;
  std::uint16_t file_;
  const Limits& limits_;
  Cursor cursor_;
  std::size_t next_ = 0;  // end of the last token
  std::size_t nodes_ = 0;
  bool stopped_ = false;
  std::optional<std::size_t> too_large_;
  std::vector<Open> open_;
  std::string key_;
  std::int32_t key_line_ = 0, key_column_ = 0;
  Parsed parsed_;
};

}  // namespace

const char* kind_name(Kind kind) {
  switch (kind) {
    case Kind::null: return word("null");
    case Kind::boolean: return word("true or false");
    case Kind::number: return word("a number");
    case Kind::string: return word("a string");
    case Kind::array: return word("an array");
    case Kind::object: return word("an object");
  }
  return "";
}

const Node* Node::find(std::string_view name) const {
  const auto found = std::find_if(items.begin(), items.end(), [&](const Node& member) { return member.key == name; });
  return found == items.end() ? nullptr : &*found;
}
Node* Node::find(std::string_view name) { return const_cast<Node*>(std::as_const(*this).find(name)); }

Parsed parse(const std::string& name, std::string_view text, std::uint16_t file, const Limits& limits) {
  const auto refuse = [&](std::size_t offset, Code code, Words what, Words allowed) {
    Builder builder(name, text, file, limits);
    builder.fail_at(offset, code, std::move(what), std::move(allowed));
    return builder.finish(false);
  };
  if (text.size() > limits.bytes) {
    return refuse(0, Code::too_large, "the file is too large", {"at most {0} MiB", {std::to_string(limits.bytes >> 20)}});
  }
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return refuse(0, Code::not_json, "the text is UTF-16", "UTF-8");
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // a byte order mark says nothing in UTF-8
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return refuse(0, Code::not_json, "the text is empty", "a JSON object");
  }
  // nlohmann takes a zero byte for the end and would not look at what follows.
  if (const void* zero = std::memchr(text.data(), 0, text.size()); zero != nullptr) {
    return refuse(static_cast<std::size_t>(static_cast<const char*>(zero) - text.data()), Code::not_json,
                  "a zero byte stands in the text", {});
  }
  // nlohmann stops at a number past the range of a double, where the readers would say what is allowed and go on: it is shown
  // another one there. The tree keeps what stands in the text.
  constexpr int kMostAttempts = 20;
  std::string shown;
  std::string_view fed = text;
  for (int attempt = 1;; ++attempt) {
    Builder builder(name, text, file, limits);
    const bool whole = nlohmann::json::sax_parse(fed.data(), fed.data() + fed.size(), &builder);
    const auto at = builder.too_large();
    if (whole || !at || attempt == kMostAttempts) return builder.finish(whole);
    if (shown.empty()) shown = text;
    for (std::size_t i = *at; i < shown.size() && in_number(shown[i]); ++i) shown[i] = i == *at ? '0' : ' ';
    fed = shown;
  }
}

}  // namespace creditcast::json
