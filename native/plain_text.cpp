#include "plain_text.hpp"

#include <cstdint>

namespace creditcast::native {
namespace {

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t bytes = 0;  // 0: no UTF-8 here
};

CodePoint first_of(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t bytes = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < bytes) return {};
  std::uint32_t value = lead & (0x7fu >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xc0u) != 0x80u) return {};
    value = (value << 6) | (byte(i) & 0x3fu);
  }
  constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  if (value < kLeast[bytes] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return {};
  return {value, bytes};
}

bool harmless(std::uint32_t value) {
  if (value < 0x20 || (value >= 0x7f && value <= 0x9f)) return false;
  if (value == 0x200e || value == 0x200f || value == 0x061c) return false;                         // direction marks
  if ((value >= 0x2028 && value <= 0x202e) || (value >= 0x2066 && value <= 0x2069)) return false;  // lines, embeddings
  return value != 0xfeff;
}

std::string escaped(std::uint32_t value) {
  constexpr std::string_view kHex = "0123456789abcdef";
  const bool is_short = value <= 0xff;
  std::string text = is_short ? "\\x" : "\\u";
  for (int shift = is_short ? 4 : 12; shift >= 0; shift -= 4) text += kHex[(value >> shift) & 0xfu];
  return text;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = first_of(text);
    if (point.bytes == 0) {
      safe += escaped(static_cast<std::uint8_t>(text.front()));
      text.remove_prefix(1);
      continue;
    }
    if (harmless(point.value)) {
      safe += text.substr(0, point.bytes);
    } else {
      safe += escaped(point.value);
    }
    text.remove_prefix(point.bytes);
  }
  return safe;
}

std::size_t width(std::string_view text) {
  std::size_t points = 0;
  for (const char c : text) points += (static_cast<std::uint8_t>(c) & 0xc0u) != 0x80u ? 1 : 0;
  return points;
}

std::string clipped(std::string_view text, std::size_t most) {
  if (width(text) <= most) return std::string(text);
  std::size_t points = 0;
  std::size_t end = 0;
  while (end < text.size()) {
    if ((static_cast<std::uint8_t>(text[end]) & 0xc0u) != 0x80u && points++ == most - 3) break;
    ++end;
  }
  return std::string(text.substr(0, end)) + "...";
}

}  // namespace creditcast::native
