#include "writer.hpp"

namespace creditcast::json {

std::string share_text(Share share) {
  if (share == kNever) return "0";
  if (share == kAlways) return "1";
  const auto micros = divide_half_even(static_cast<Int128>(share.of_2_32) * kMicros, static_cast<Int128>(kShareOne));
  return to_decimal(Amount{micros < 1 ? 1 : micros >= kMicros ? kMicros - 1 : micros});
}

std::string string_text(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out = "\"";
  const auto escape = [&](unsigned point) {
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) out += kHex[(point >> static_cast<unsigned>(shift)) & 15U];
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next = [&](std::size_t ahead) {
      return i + ahead < text.size() ? static_cast<unsigned char>(text[i + ahead]) : static_cast<unsigned char>(0);
    };
    if (byte == '"' || byte == '\\') {
      out += '\\';
      out += text[i];
    } else if (byte == '\n') {
      out += "\\n";
    } else if (byte == '\t') {
      out += "\\t";
    } else if (byte == '\r') {
      out += "\\r";
    } else if (byte < 0x20 || byte == 0x7F) {
      escape(byte);
    } else if (byte == 0xC2 && next(1) >= 0x80 && next(1) < 0xA0) {
      escape(next(1));
      i += 1;
    } else if (byte == 0xE2 && next(1) == 0x80 && (next(2) == 0xA8 || next(2) == 0xA9)) {
      escape(0x2000U + next(2) - 0x80U);
      i += 2;
    } else {
      out += text[i];
    }
  }
  out += '"';
  return out;
}

void Writer::line() {
  if (compact_) return;
  out_ += '\n';
  out_.append(2 * levels_.size(), ' ');
}

void Writer::before() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (levels_.empty()) return;
  Level& level = levels_.back();
  if (!level.empty) out_ += ',';
  if (!level.row) {
    line();
  } else if (!level.empty && !compact_) {
    out_ += ' ';
  }
  level.empty = false;
}

void Writer::open(char bracket, Layout layout) {
  before();
  out_ += bracket;
  levels_.push_back({layout == Layout::row || (!levels_.empty() && levels_.back().row)});
}

void Writer::close(char bracket) {
  const Level level = levels_.back();
  levels_.pop_back();
  if (!level.empty && !level.row) line();
  out_ += bracket;
}

void Writer::key(std::string_view name) {
  before();
  out_ += string_text(name);
  out_ += compact_ ? ":" : ": ";
  after_key_ = true;
}

void Writer::raw(std::string_view json) {
  before();
  out_ += json;
}

void Writer::value(std::string_view text) { raw(string_text(text)); }
void Writer::value(Amount amount) { raw(to_decimal(amount)); }
void Writer::value(Share share) { raw(share_text(share)); }
void Writer::value(bool truth) { raw(truth ? "true" : "false"); }
void Writer::value(std::int64_t number) { raw(std::to_string(number)); }
void Writer::value(std::uint64_t number) { raw(std::to_string(number)); }
void Writer::null() { raw("null"); }

void Writer::value(const Node& node, Layout layout) {
  switch (node.kind) {
    case Kind::null: return null();
    case Kind::boolean: return value(node.boolean);
    case Kind::number: {
      const auto amount = parse_amount(node.text);
      return raw(amount ? to_decimal(*amount) : node.text);
    }
    case Kind::string: return value(node.text);
    case Kind::array: {
      // A list of plain values is a row.
      bool plain = true;
      for (const Node& item : node.items) plain = plain && item.kind != Kind::array && item.kind != Kind::object;
      open_array(plain ? Layout::row : layout);
      for (const Node& item : node.items) value(item, layout);
      return close_array();
    }
    case Kind::object:
      open_object(layout);
      for (const Node& item : node.items) {
        key(item.key);
        value(item, layout);
      }
      return close_object();
  }
}

std::string canonical_text(const Node& node) {
  Writer writer(true);
  writer.value(node);
  return writer.take();
}

}  // namespace creditcast::json
