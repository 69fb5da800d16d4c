#pragma once
/// How the page looks: colours, type and measures. One place, so that nothing else names a colour.
#include <array>
#include <span>

#include "imgui.h"

namespace creditcast::web {

/// Colours as ImGui draws them. The names say what a thing is for, not its hue.
struct Palette {
  ImU32 ground, card, line;
  ImU32 strong, normal, quiet;
  ImU32 accent, accent_ground, on_accent;
  std::array<ImU32, 4> phases;
  std::array<ImU32, 3> further;  ///< neutral tints for a fifth phase and on
  ImU32 good, warning;
  ImU32 track, band;
};
/// `contrast`: for those who asked for more of it.
const Palette& palette(bool dark, bool contrast = false);

/// The type sizes of the page, each in the weights it needs.
enum class Type { headline, text, strong, note, note_strong };
inline constexpr std::size_t kTypes = 5;
struct TypeSize {
  float em, line;  ///< CSS pixels: size and line height
  bool semibold;
};
TypeSize type_size(Type type);

/// Fonts of one atlas; `draw_size` is what ImGui calls a font's size (ascent to descent), in CSS pixels.
struct Fonts {
  std::array<ImFont*, kTypes> face{};
  std::array<float, kTypes> draw_size{};
};
/// Fills the atlas of the current context for a pixel ratio. The bytes must outlive the atlas. Empty: ImGui's own font, for
/// tests and for a page whose fonts did not arrive.
Fonts load_fonts(std::span<const unsigned char> regular, std::span<const unsigned char> semibold, float pixel_ratio);

/// Sets ImGui's own style for the few parts that ImGui itself draws: popups and the text field.
void apply_style(const Palette& colours, const Fonts& fonts);

namespace measure {
inline constexpr float kGrid = 8, kGap = 16, kPadding = 16, kRound = 12, kControlRound = 8, kControl = 32, kTouchControl = 40;
inline constexpr float kHeader = 56;
}  // namespace measure

}  // namespace creditcast::web
