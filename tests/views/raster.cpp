#include <algorithm>
#include <cmath>
#include <fstream>

#include "headless.hpp"

namespace creditcast::web {
namespace {

struct Colour {
  float r, g, b, a;
};
Colour unpack(std::uint32_t c) {
  return {static_cast<float>(c & 255), static_cast<float>((c >> 8) & 255), static_cast<float>((c >> 16) & 255),
          static_cast<float>(c >> 24)};
}

/// Nearest texel would tear small glyphs: their quads lie between texels.
float coverage(const unsigned char* texture, int width, int height, float u, float v) {
  const float x = u * static_cast<float>(width) - 0.5f, y = v * static_cast<float>(height) - 0.5f;
  const int x0 = static_cast<int>(std::floor(x)), y0 = static_cast<int>(std::floor(y));
  const float fx = x - static_cast<float>(x0), fy = y - static_cast<float>(y0);
  const auto texel = [&](int tx, int ty) {
    tx = std::clamp(tx, 0, width - 1);
    ty = std::clamp(ty, 0, height - 1);
    return static_cast<float>(texture[ty * width + tx]) / 255.0f;
  };
  const float top = texel(x0, y0) * (1 - fx) + texel(x0 + 1, y0) * fx;
  const float bottom = texel(x0, y0 + 1) * (1 - fx) + texel(x0 + 1, y0 + 1) * fx;
  return top * (1 - fy) + bottom * fy;
}

struct Target {
  Pixels& pixels;
  const unsigned char* texture;
  int texture_width, texture_height;
  ImVec4 clip;

  void triangle(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) {
    const float area = (b.pos.x - a.pos.x) * (c.pos.y - a.pos.y) - (b.pos.y - a.pos.y) * (c.pos.x - a.pos.x);
    if (area == 0 || !std::isfinite(area)) return;
    const float left = std::max({std::min({a.pos.x, b.pos.x, c.pos.x}), clip.x, 0.0f});
    const float right = std::min({std::max({a.pos.x, b.pos.x, c.pos.x}), clip.z, static_cast<float>(pixels.width)});
    const float top = std::max({std::min({a.pos.y, b.pos.y, c.pos.y}), clip.y, 0.0f});
    const float bottom = std::min({std::max({a.pos.y, b.pos.y, c.pos.y}), clip.w, static_cast<float>(pixels.height)});
    const Colour ca = unpack(a.col), cb = unpack(b.col), cc = unpack(c.col);
    for (int y = static_cast<int>(std::floor(top)); y < static_cast<int>(std::ceil(bottom)); ++y) {
      for (int x = static_cast<int>(std::floor(left)); x < static_cast<int>(std::ceil(right)); ++x) {
        const float px = static_cast<float>(x) + 0.5f, py = static_cast<float>(y) + 0.5f;
        if (px < clip.x || px >= clip.z || py < clip.y || py >= clip.w) continue;
        const float wb = ((px - a.pos.x) * (c.pos.y - a.pos.y) - (py - a.pos.y) * (c.pos.x - a.pos.x)) / area;
        const float wc = ((b.pos.x - a.pos.x) * (py - a.pos.y) - (b.pos.y - a.pos.y) * (px - a.pos.x)) / area;
        const float wa = 1 - wb - wc;
        if (wa < 0 || wb < 0 || wc < 0) continue;
        const float alpha = (ca.a * wa + cb.a * wb + cc.a * wc) / 255.0f *
                            coverage(texture, texture_width, texture_height, a.uv.x * wa + b.uv.x * wb + c.uv.x * wc,
                                     a.uv.y * wa + b.uv.y * wb + c.uv.y * wc);
        blend(x, y,
              {ca.r * wa + cb.r * wb + cc.r * wc, ca.g * wa + cb.g * wb + cc.g * wc, ca.b * wa + cb.b * wb + cc.b * wc, alpha});
      }
    }
  }

  void blend(int x, int y, Colour over) {
    std::uint32_t& pixel = pixels.rgba[static_cast<std::size_t>(y * pixels.width + x)];
    const Colour under = unpack(pixel);
    const auto mix = [&over](float below, float above) {
      return static_cast<std::uint32_t>(std::lround(std::clamp(below + (above - below) * over.a, 0.0f, 255.0f)));
    };
    pixel = mix(under.r, over.r) | mix(under.g, over.g) << 8 | mix(under.b, over.b) << 16 | 0xFF000000u;
  }
};

void put_32(std::string& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>((value >> shift) & 255);
}

std::uint32_t crc_of(const std::string& bytes) {
  std::uint32_t crc = 0xFFFFFFFFu;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int k = 0; k < 8; ++k) crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1u)));
  }
  return ~crc;
}

void put_chunk(std::string& out, const char* kind, const std::string& body) {
  put_32(out, static_cast<std::uint32_t>(body.size()));
  const std::string checked = kind + body;
  out += checked;
  put_32(out, crc_of(checked));
}

}  // namespace

Pixels rasterize(const ImDrawData& data, std::uint32_t ground) {
  Pixels pixels{static_cast<int>(data.DisplaySize.x), static_cast<int>(data.DisplaySize.y), {}};
  pixels.rgba.assign(static_cast<std::size_t>(pixels.width * pixels.height), ground);
  unsigned char* texture = nullptr;
  int width = 0, height = 0;
  ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&texture, &width, &height);
  for (int n = 0; n < data.CmdListsCount; ++n) {
    const ImDrawList& list = *data.CmdLists[n];
    for (const ImDrawCmd& command : list.CmdBuffer) {
      Target target{pixels, texture, width, height, command.ClipRect};
      for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
        const auto vertex = [&](unsigned k) {
          const auto index = static_cast<int>(command.IdxOffset + i + k);
          return list.VtxBuffer[static_cast<int>(command.VtxOffset) + static_cast<int>(list.IdxBuffer[index])];
        };
        target.triangle(vertex(0), vertex(1), vertex(2));
      }
    }
  }
  return pixels;
}

bool write_png(const Pixels& pixels, const std::string& file) {
  std::string header;
  put_32(header, static_cast<std::uint32_t>(pixels.width));
  put_32(header, static_cast<std::uint32_t>(pixels.height));
  header += std::string{8, 6, 0, 0, 0};
  std::string raw;
  for (int y = 0; y < pixels.height; ++y) {
    raw += '\0';
    for (int x = 0; x < pixels.width; ++x) {
      const std::uint32_t colour = pixels.at(x, y);
      for (int shift = 0; shift < 32; shift += 8) raw += static_cast<char>((colour >> shift) & 255);
    }
  }
  // Deflate's stored blocks: no compressor is needed to make a picture that any viewer opens.
  std::string packed{0x78, 0x01};
  for (std::size_t at = 0; at < raw.size(); at += 65'535) {
    const std::size_t size = std::min<std::size_t>(65'535, raw.size() - at);
    packed += at + size == raw.size() ? '\1' : '\0';
    packed += static_cast<char>(size & 255);
    packed += static_cast<char>(size >> 8);
    packed += static_cast<char>(~size & 255);
    packed += static_cast<char>((~size >> 8) & 255);
    packed.append(raw, at, size);
  }
  std::uint32_t a = 1, b = 0;
  for (const char byte : raw) {
    a = (a + static_cast<unsigned char>(byte)) % 65'521;
    b = (b + a) % 65'521;
  }
  put_32(packed, b << 16 | a);
  std::string out = "\x89PNG\r\n\x1a\n";
  put_chunk(out, "IHDR", header);
  put_chunk(out, "IDAT", packed);
  put_chunk(out, "IEND", "");
  std::ofstream stream(file, std::ios::binary);
  stream << out;
  return stream.good();
}

}  // namespace creditcast::web
