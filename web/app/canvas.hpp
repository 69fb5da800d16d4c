#pragma once
/// The thin layer between the browser and ImGui: the canvas's size, its WebGL context, and what mouse, finger and keys do.
#include <functional>
#include <string>

namespace creditcast::web {

class Canvas {
 public:
  /// `woken` is called after each event that may change the picture.
  explicit Canvas(std::function<void()> woken);
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  /// False: the browser has no WebGL 2 for us; nothing will be drawn.
  [[nodiscard]] bool ready() const { return context_ > 0; }
  /// Reads the canvas's size in CSS pixels and the pixel ratio; fits the drawing buffer. True when either changed.
  bool measure();
  /// Another size for what is drawn next, until measure() sets it right.
  void resize(float width, float height, float ratio);
  [[nodiscard]] float width() const { return width_; }
  [[nodiscard]] float height() const { return height_; }
  [[nodiscard]] float pixel_ratio() const { return ratio_; }
  /// The last input came from a finger.
  [[nodiscard]] bool finger() const { return finger_; }
  /// Tells ImGui size and time; call before NewFrame.
  void begin_frame(double now_ms);
  void clear(unsigned colour) const;
  /// The browser took the context away; it comes back with nothing on the GPU.
  [[nodiscard]] bool take_restored();

  // Called by the browser's events.
  void mouse_at(float x, float y);
  void mouse_button(int button, bool down);
  void mouse_gone();
  void wheel(float x, float y);
  void touch(float x, float y, int fingers, bool down, bool over);
  /// The last finger has moved on the canvas.
  [[nodiscard]] bool dragged() const { return dragged_; }
  bool key(const char* code, const char* key, bool down, bool control, bool shift, bool alt, bool meta);
  void focus(bool focused);
  [[nodiscard]] bool focused() const { return focused_; }
  /// The host's text field lies over the canvas and has the focus.
  void type(bool typing) { typing_ = typing; }
  /// How far the visitor has pinched the page: 1 is not at all.
  void pinch(float scale) { pinched_ = scale; }
  /// Something lies over the page: mouse and keys are then not meant for it.
  void cover(bool covered);
  [[nodiscard]] bool covered() const { return covered_; }
  void context_lost();
  void context_restored();
  void wake() { woken_(); }

  /// Tab; `enters`: the very press that has led to the canvas. False: it leads out again.
  std::function<bool(bool backwards, bool enters)> on_tab;
  std::function<void()> on_tap;  ///< a finger has been lifted

 private:
  void listen();
  void resize(float width, float height, float ratio, int across, int down);  ///< the last two in device pixels
  std::function<void()> woken_;
  long context_ = 0;
  float width_ = 0, height_ = 0, ratio_ = 1, pinched_ = 1;
  int across_ = 0, down_ = 0;  ///< device pixels
  double last_ms_ = 0;
  bool finger_ = false, restored_ = false, covered_ = false;
  float touched_x_ = 0, touched_y_ = 0;
  bool dragged_ = false;
  bool pressed_ = false, pinching_ = false, focused_ = false, entered_ = false, typing_ = false;
};

}  // namespace creditcast::web
