#include "json_view.hpp"

#include <charconv>

#include "creditcast/check.hpp"

namespace creditcast::native {

class Json::Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Json value() {
    Json json;
    const char first = peek();
    if (first == '{' || first == '[') {
      json.raw_ = take(1);
      const char end = first == '{' ? '}' : ']';
      while (peek() != end) {
        if (!json.items_.empty()) expect(',');
        std::string_view key;
        if (first == '{') {
          key = string();
          expect(':');
        }
        json.items_.push_back(value());
        json.items_.back().key_ = key;
      }
      expect(end);
    } else if (first == '"') {
      const std::string_view content = string();
      json.raw_ = {content.data() - 1, content.size() + 2};
    } else {
      const std::size_t end = text_.find_first_of(",]} \n");
      CREDITCAST_CHECK(end != std::string_view::npos && end > 0);
      json.raw_ = take(end);
    }
    return json;
  }

 private:
  char peek() {
    while (!text_.empty() && (text_.front() == ' ' || text_.front() == '\n')) text_.remove_prefix(1);
    CREDITCAST_CHECK(!text_.empty());
    return text_.front();
  }
  std::string_view take(std::size_t size) {
    const std::string_view taken = text_.substr(0, size);
    text_.remove_prefix(size);
    return taken;
  }
  void expect(char wanted) {
    CREDITCAST_CHECK(peek() == wanted);
    text_.remove_prefix(1);
  }
  /// Without its quotes, escapes as written.
  std::string_view string() {
    expect('"');
    std::size_t end = 0;
    while (end < text_.size() && text_[end] != '"') end += text_[end] == '\\' ? 2 : 1;
    CREDITCAST_CHECK(end < text_.size());
    const std::string_view content = take(end);
    text_.remove_prefix(1);
    return content;
  }

  std::string_view text_;
};

namespace {

unsigned hex4(std::string_view digits) {
  unsigned value = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  CREDITCAST_CHECK(digits.size() == 4 && read.ptr == digits.data() + digits.size());
  return value;
}

void append_utf8(std::string& out, unsigned point) {
  const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80U | ((point >> shift) & 0x3fU)); };
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xc0U | (point >> 6U));
    tail(0);
  } else if (point < 0x10000) {
    out += static_cast<char>(0xe0U | (point >> 12U));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xf0U | (point >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

}  // namespace

Json Json::parse(std::string_view text) { return Parser(text).value(); }

const Json* Json::find(std::string_view name) const {
  for (const Json& item : items_) {
    if (item.key_ == name) return item.null() ? nullptr : &item;
  }
  return nullptr;
}

const Json& Json::operator[](std::string_view name) const {
  const Json* found = nullptr;
  for (const Json& item : items_) {
    if (item.key_ == name) found = &item;
  }
  CREDITCAST_CHECK(found != nullptr);
  return *found;
}

Amount Json::amount() const {
  const auto parsed = parse_amount(raw_);
  CREDITCAST_CHECK(parsed.ok());
  return *parsed;
}

std::optional<Amount> Json::maybe() const { return null() ? std::nullopt : std::optional(amount()); }

std::int64_t Json::count() const {
  std::int64_t number = 0;
  const auto read = std::from_chars(raw_.data(), raw_.data() + raw_.size(), number);
  CREDITCAST_CHECK(read.ec == std::errc() && read.ptr == raw_.data() + raw_.size());
  return number;
}

bool Json::truth() const {
  CREDITCAST_CHECK(raw_ == "true" || raw_ == "false");
  return raw_ == "true";
}

std::string Json::text() const {
  CREDITCAST_CHECK(raw_.size() >= 2 && raw_.front() == '"');
  const std::string_view content = raw_.substr(1, raw_.size() - 2);
  std::string out;
  for (std::size_t i = 0; i < content.size(); ++i) {
    if (content[i] != '\\') {
      out += content[i];
      continue;
    }
    switch (const char kind = content[++i]; kind) {
      case 'b': out += '\b'; break;
      case 'f': out += '\f'; break;
      case 'n': out += '\n'; break;
      case 'r': out += '\r'; break;
      case 't': out += '\t'; break;
      case 'u': {
        unsigned point = hex4(content.substr(i + 1, 4));
        i += 4;
        if (point >= 0xd800 && point < 0xdc00 && content.substr(i + 1, 2) == "\\u") {
          point = 0x10000 + ((point - 0xd800) << 10U) + (hex4(content.substr(i + 3, 4)) - 0xdc00);
          i += 6;
        }
        append_utf8(out, point);
        break;
      }
      default: out += kind;  // quote, backslash, slash
    }
  }
  return out;
}

std::string Json::text(std::string_view name) const {
  const Json* found = find(name);
  return found == nullptr ? std::string() : found->text();
}

}  // namespace creditcast::native
