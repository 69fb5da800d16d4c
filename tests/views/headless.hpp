#pragma once
/// The page without a browser: an ImGui context, frames by hand, and a rasteriser to look at what was drawn.
#include <string>
#include <vector>

#include "views.hpp"

namespace creditcast::web {

struct Pixels {
  int width = 0, height = 0;
  std::vector<std::uint32_t> rgba;
  [[nodiscard]] std::uint32_t at(int x, int y) const { return rgba[static_cast<std::size_t>(y * width + x)]; }
};
/// What a GPU would draw, without smoothing between samples.
Pixels rasterize(const ImDrawData& data, std::uint32_t ground);
bool write_png(const Pixels& pixels, const std::string& file);

/// One page of a given size. The font is Inter where the machine has it, else ImGui's own.
class Headless {
 public:
  Headless(float width, float height, bool dark, bool touch = false);
  ~Headless();
  Headless(const Headless&) = delete;
  Headless& operator=(const Headless&) = delete;

  /// Draws one frame; the edits it gave.
  std::vector<Action> frame(const AppState& state);
  /// Draws the frames a page needs to settle.
  std::vector<Action> settle(const AppState& state, int frames = 4);
  void mouse(float x, float y, bool down);
  void wheel(float pixels);
  void key(ImGuiKey key, bool down);
  void type(const char* words);
  /// A press, some steps and a release, drawing in between; the edits it gave.
  std::vector<Action> drag(const AppState& state, ImVec2 from, ImVec2 to);
  std::vector<Action> click(const AppState& state, ImVec2 at) { return drag(state, at, at); }
  /// What the last frame put where.
  [[nodiscard]] const std::vector<Box>& boxes() const { return boxes_; }
  /// The cards that the last frame offered as pictures.
  [[nodiscard]] const std::vector<Picture>& pictures() const { return pictures_; }
  /// Middle of the first text with these words; (0, 0) where there is none.
  [[nodiscard]] ImVec2 find(std::string_view words) const;
  [[nodiscard]] const ImDrawData& drawn() const { return *ImGui::GetDrawData(); }
  [[nodiscard]] const UiMemory& memory() const { return memory_; }
  UiMemory& memory() { return memory_; }
  [[nodiscard]] bool has_font() const { return !regular_.empty(); }
  [[nodiscard]] float scroll() const;
  [[nodiscard]] Pixels picture();
  /// Writes the picture where CREDITCAST_PICTURES names a folder; false: it could not be written.
  bool keep(const std::string& name);

 private:
  ImGuiContext* context_;
  std::vector<unsigned char> regular_, semibold_;
  Fonts fonts_;
  NumberStyle numbers_;
  UiMemory memory_;
  float width_, height_;
  bool dark_, touch_;
  std::vector<Box> boxes_;
  std::vector<Picture> pictures_;
};

}  // namespace creditcast::web
