#include "theme.hpp"

#include <cmath>

namespace creditcast::web {
namespace {

constexpr ImU32 rgb(unsigned value, unsigned alpha = 255) {
  return IM_COL32((value >> 16) & 255, (value >> 8) & 255, value & 255, alpha);
}

constexpr Palette kLight{
    .ground = rgb(0xF5F6F8),
    .card = rgb(0xFFFFFF),
    .line = rgb(0xE3E6EB),
    .strong = rgb(0x1B1F27),
    .normal = rgb(0x5A6372),
    .quiet = rgb(0x677080),
    .accent = rgb(0x3B5BDB),
    .accent_ground = rgb(0xE8ECFC),
    .on_accent = rgb(0xFFFFFF),
    .phases = {rgb(0x3E8FD0), rgb(0x12A07B), rgb(0xC98208), rgb(0xC56AA0)},
    .further = {rgb(0x7C8595), rgb(0x5A6372), rgb(0x98A1AF)},
    .good = rgb(0x0E7459),
    .warning = rgb(0x9A4F04),
    .track = rgb(0xE9ECF1),
    .band = rgb(0x3B5BDB, 56),
};

constexpr Palette kDark{
    .ground = rgb(0x14171C),
    .card = rgb(0x1C2027),
    .line = rgb(0x2B313B),
    .strong = rgb(0xE9ECF1),
    .normal = rgb(0xA5AEBC),
    .quiet = rgb(0x858F9F),
    .accent = rgb(0x8DA2FF),
    .accent_ground = rgb(0x262E4D),
    .on_accent = rgb(0x14171C),
    .phases = {rgb(0x63ABE5), rgb(0x35BE97), rgb(0xF0B34A), rgb(0xDB8CBB)},
    .further = {rgb(0x858F9F), rgb(0xA5AEBC), rgb(0x6A7484)},
    .good = rgb(0x4CC9A0),
    .warning = rgb(0xF0A95B),
    .track = rgb(0x2A303A),
    .band = rgb(0x8DA2FF, 59),
};

/// All inks a step stronger, and lines that can be seen from afar.
constexpr Palette more_contrast(Palette palette) {
  palette.line = palette.quiet;
  palette.track = palette.further[2];
  palette.quiet = palette.normal = palette.strong;
  return palette;
}

/// ImGui sizes a font from its ascent to its descent; type is set by the em. Inter's ascent and descent make 1.21 em.
constexpr float kInterHeight = 2478.0f / 2048.0f;

ImVec4 colour(ImU32 packed) { return ImGui::ColorConvertU32ToFloat4(packed); }

}  // namespace

const Palette& palette(bool dark, bool contrast) {
  static constexpr Palette kLightMore = more_contrast(kLight), kDarkMore = more_contrast(kDark);
  if (contrast) return dark ? kDarkMore : kLightMore;
  return dark ? kDark : kLight;
}

TypeSize type_size(Type type) {
  switch (type) {
    case Type::headline: return {32, 40, true};
    case Type::text: return {14, 20, false};
    case Type::strong: return {14, 20, true};
    case Type::note: return {12, 16, false};
    case Type::note_strong: return {12, 16, true};
  }
  return {14, 20, false};
}

Fonts load_fonts(std::span<const unsigned char> regular, std::span<const unsigned char> semibold, float pixel_ratio) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
  // What Inter's subset holds beyond Latin-1: punctuation, currencies, arrows, mathematics, marks.
  static const ImWchar ranges[] = {0x20,   0xFF,   0x131,  0x131,  0x152,  0x178,  0x17D,  0x17E,  0x2009, 0x2033,
                                   0x2039, 0x203A, 0x20A9, 0x20BF, 0x2122, 0x2122, 0x2190, 0x2199, 0x2206, 0x2265,
                                   0x25B2, 0x25CF, 0x2605, 0x2605, 0x2713, 0x2717, 0xFFFD, 0xFFFD, 0};
  // The headline shows a figure and its unit.
  static const ImWchar headline_ranges[] = {0x20,   0xFF,   0x2009, 0x2009, 0x2026, 0x2026, 0x202F,
                                            0x202F, 0x20A9, 0x20BF, 0x2212, 0x2212, 0};
  Fonts fonts;
  for (std::size_t i = 0; i < kTypes; ++i) {
    const TypeSize size = type_size(static_cast<Type>(i));
    const std::span<const unsigned char> bytes = size.semibold ? semibold : regular;
    if (bytes.empty()) {
      ImFontConfig config;
      config.SizePixels = size.em;
      fonts.face[i] = atlas.AddFontDefault(&config);
      fonts.draw_size[i] = size.em;
      continue;
    }
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.OversampleH = pixel_ratio < 1.5f ? 3 : 1;
    config.OversampleV = 1;
    config.PixelSnapH = false;
    fonts.draw_size[i] = size.em * kInterHeight;
    // ImGui 1.90 takes the bytes as mutable and leaves them alone when it does not own them.
    fonts.face[i] = atlas.AddFontFromMemoryTTF(const_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size()),
                                               fonts.draw_size[i] * pixel_ratio, &config,
                                               static_cast<Type>(i) == Type::headline ? headline_ranges : ranges);
#if IMGUI_VERSION_NUM < 19200
    fonts.face[i]->Scale = 1.0f / pixel_ratio;
#endif
  }
  ImGui::GetIO().FontDefault = fonts.face[static_cast<std::size_t>(Type::text)];
  return fonts;
}

void apply_style(const Palette& colours, const Fonts& fonts) {
  static_cast<void>(fonts);
  ImGuiStyle& style = ImGui::GetStyle();
  style = ImGuiStyle();
  style.WindowPadding = {0, 0};
  style.WindowBorderSize = 0;
  style.WindowRounding = 0;
  style.PopupRounding = measure::kRound;
  style.PopupBorderSize = 1;
  style.FramePadding = {measure::kGrid, (measure::kControl - type_size(Type::text).em * kInterHeight) / 2};
  style.FrameRounding = measure::kControlRound;
  style.FrameBorderSize = 1;
  style.ItemSpacing = {0, 0};
  style.ScrollbarSize = 10;
  style.ScrollbarRounding = 5;
  style.AntiAliasedLinesUseTex = false;  // baked lines blur at fractional pixel ratios
  style.CurveTessellationTol = 0.6f;
  style.CircleTessellationMaxError = 0.15f;
  auto set = [&style](ImGuiCol slot, ImU32 value) { style.Colors[slot] = colour(value); };
  set(ImGuiCol_Text, colours.strong);
  set(ImGuiCol_TextDisabled, colours.quiet);
  set(ImGuiCol_WindowBg, colours.ground);
  set(ImGuiCol_ChildBg, 0);
  set(ImGuiCol_PopupBg, colours.card);
  set(ImGuiCol_Border, colours.line);
  set(ImGuiCol_FrameBg, colours.card);
  set(ImGuiCol_FrameBgHovered, colours.card);
  set(ImGuiCol_FrameBgActive, colours.card);
  set(ImGuiCol_TextSelectedBg, colours.band);
  set(ImGuiCol_NavHighlight, colours.accent);
  set(ImGuiCol_ScrollbarBg, 0);
  set(ImGuiCol_ScrollbarGrab, colours.line);
  set(ImGuiCol_ScrollbarGrabHovered, colours.quiet);
  set(ImGuiCol_ScrollbarGrabActive, colours.quiet);
  set(ImGuiCol_ModalWindowDimBg, 0);
}

}  // namespace creditcast::web
