#include "canvas.hpp"

#include <GLES3/gl3.h>
#include <emscripten/emscripten.h>
#include <emscripten/html5.h>

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "imgui.h"
#include "widgets/focus.hpp"

namespace creditcast::web {
namespace {

constexpr const char* kCanvas = "#canvas";

struct KeyName {
  std::string_view code;
  ImGuiKey key;
};
constexpr KeyName kKeys[] = {
    {"ArrowLeft", ImGuiKey_LeftArrow},
    {"ArrowRight", ImGuiKey_RightArrow},
    {"ArrowUp", ImGuiKey_UpArrow},
    {"ArrowDown", ImGuiKey_DownArrow},
    {"PageUp", ImGuiKey_PageUp},
    {"PageDown", ImGuiKey_PageDown},
    {"Home", ImGuiKey_Home},
    {"End", ImGuiKey_End},
    {"Insert", ImGuiKey_Insert},
    {"Delete", ImGuiKey_Delete},
    {"Backspace", ImGuiKey_Backspace},
    {"Space", ImGuiKey_Space},
    {"Enter", ImGuiKey_Enter},
    {"NumpadEnter", ImGuiKey_KeypadEnter},
    {"Escape", ImGuiKey_Escape},
    {"KeyA", ImGuiKey_A},
    {"KeyC", ImGuiKey_C},
    {"KeyV", ImGuiKey_V},
    {"KeyX", ImGuiKey_X},
    {"KeyY", ImGuiKey_Y},
    {"KeyZ", ImGuiKey_Z},
};

const char* cursor_name(ImGuiMouseCursor cursor) {
  switch (cursor) {
    case ImGuiMouseCursor_Hand: return "pointer";
    case ImGuiMouseCursor_TextInput: return "text";
    case ImGuiMouseCursor_ResizeEW: return "ew-resize";
    default: return "default";
  }
}

// The canvas in device pixels, where the browser tells them exactly; else 0.
EM_JS(int, device_pixels, (int across), { return Module['host'].pixels ? Module['host'].pixels[across ? 0 : 1] : 0; });
EM_JS(void, show_cursor, (const char* name), { document.getElementById('canvas').style.cursor = UTF8ToString(name); });

Canvas& self(void* user) { return *static_cast<Canvas*>(user); }

EM_BOOL on_mouse(int type, const EmscriptenMouseEvent* event, void* user) {
  Canvas& canvas = self(user);
  if (canvas.covered()) return EM_FALSE;
  canvas.mouse_at(static_cast<float>(event->clientX), static_cast<float>(event->clientY));
  // The browser counts left, middle, right; ImGui left, right, middle.
  const int button = event->button == 1 ? 2 : event->button == 2 ? 1 : 0;
  if (type == EMSCRIPTEN_EVENT_MOUSEDOWN) canvas.mouse_button(button, true);
  if (type == EMSCRIPTEN_EVENT_MOUSEUP) canvas.mouse_button(button, false);
  canvas.wake();
  return EM_FALSE;
}

EM_BOOL on_leave(int, const EmscriptenMouseEvent*, void* user) {
  self(user).mouse_gone();
  self(user).wake();
  return EM_FALSE;
}

EM_BOOL on_wheel(int, const EmscriptenWheelEvent* event, void* user) {
  if (event->mouse.ctrlKey) return EM_FALSE;  // the browser's own zoom
  const double unit = event->deltaMode == DOM_DELTA_LINE ? 20 : event->deltaMode == DOM_DELTA_PAGE ? 400 : 1;
  self(user).wheel(static_cast<float>(event->deltaX * unit), static_cast<float>(event->deltaY * unit));
  self(user).wake();
  return EM_TRUE;
}

EM_BOOL on_touch(int type, const EmscriptenTouchEvent* event, void* user) {
  if (event->numTouches < 1) return EM_FALSE;
  Canvas& canvas = self(user);
  const EmscriptenTouchPoint& point = event->touches[0];
  const bool over = type == EMSCRIPTEN_EVENT_TOUCHEND || type == EMSCRIPTEN_EVENT_TOUCHCANCEL;
  canvas.touch(static_cast<float>(point.clientX), static_cast<float>(point.clientY), event->numTouches,
               type == EMSCRIPTEN_EVENT_TOUCHSTART, over);
  canvas.wake();
  // Taken at its end alone: a tap then makes no mouse events, and a second finger can still pinch. Of a drag there come none
  // anyway.
  return over && !canvas.dragged() ? EM_TRUE : EM_FALSE;
}

EM_BOOL on_key(int type, const EmscriptenKeyboardEvent* event, void* user) {
  const bool taken = self(user).key(event->code, event->key, type == EMSCRIPTEN_EVENT_KEYDOWN, event->ctrlKey != 0,
                                    event->shiftKey != 0, event->altKey != 0, event->metaKey != 0);
  self(user).wake();
  return taken ? EM_TRUE : EM_FALSE;
}

EM_BOOL on_focus(int type, const EmscriptenFocusEvent*, void* user) {
  self(user).focus(type == EMSCRIPTEN_EVENT_FOCUS);
  self(user).wake();
  return EM_FALSE;
}

EM_BOOL on_resize(int, const EmscriptenUiEvent*, void* user) {
  self(user).wake();
  return EM_FALSE;
}

EM_BOOL on_context(int type, const void*, void* user) {
  if (type == EMSCRIPTEN_EVENT_WEBGLCONTEXTLOST) {
    self(user).context_lost();
  } else {
    self(user).context_restored();
    self(user).wake();
  }
  return EM_TRUE;  // taken: the browser then gives the context back
}

}  // namespace

Canvas::Canvas(std::function<void()> woken) : woken_(std::move(woken)) {
  EmscriptenWebGLContextAttributes wanted;
  emscripten_webgl_init_context_attributes(&wanted);
  wanted.majorVersion = 2;
  wanted.alpha = EM_FALSE;
  wanted.depth = EM_FALSE;
  wanted.stencil = EM_FALSE;
  wanted.antialias = EM_FALSE;  // ImGui smooths its own edges
  wanted.powerPreference = EM_WEBGL_POWER_PREFERENCE_LOW_POWER;
  context_ = static_cast<long>(emscripten_webgl_create_context(kCanvas, &wanted));
  if (!ready()) return;
  emscripten_webgl_make_context_current(static_cast<EMSCRIPTEN_WEBGL_CONTEXT_HANDLE>(context_));
  measure();
  listen();
}

void Canvas::listen() {
  // Moves and releases are heard on the window: a drag goes on outside of the canvas.
  emscripten_set_mousedown_callback(kCanvas, this, EM_FALSE, on_mouse);
  emscripten_set_mousemove_callback(EMSCRIPTEN_EVENT_TARGET_WINDOW, this, EM_FALSE, on_mouse);
  emscripten_set_mouseup_callback(EMSCRIPTEN_EVENT_TARGET_WINDOW, this, EM_FALSE, on_mouse);
  emscripten_set_mouseleave_callback(kCanvas, this, EM_FALSE, on_leave);
  emscripten_set_wheel_callback(kCanvas, this, EM_FALSE, on_wheel);
  emscripten_set_touchstart_callback(kCanvas, this, EM_FALSE, on_touch);
  emscripten_set_touchmove_callback(kCanvas, this, EM_FALSE, on_touch);
  emscripten_set_touchend_callback(kCanvas, this, EM_FALSE, on_touch);
  emscripten_set_touchcancel_callback(kCanvas, this, EM_FALSE, on_touch);
  emscripten_set_keydown_callback(kCanvas, this, EM_FALSE, on_key);
  emscripten_set_keyup_callback(kCanvas, this, EM_FALSE, on_key);
  emscripten_set_focus_callback(kCanvas, this, EM_FALSE, on_focus);
  emscripten_set_blur_callback(kCanvas, this, EM_FALSE, on_focus);
  emscripten_set_resize_callback(EMSCRIPTEN_EVENT_TARGET_WINDOW, this, EM_FALSE, on_resize);
  emscripten_set_webglcontextlost_callback(kCanvas, this, EM_FALSE, on_context);
  emscripten_set_webglcontextrestored_callback(kCanvas, this, EM_FALSE, on_context);
}

bool Canvas::measure() {
  double width = 0, height = 0;
  emscripten_get_element_css_size(kCanvas, &width, &height);
  // A pinched page is drawn as finely as it is shown, up to a limit of memory.
  const auto device = static_cast<float>(std::clamp(emscripten_get_device_pixel_ratio(), 0.5, 4.0));
  const float ratio = std::clamp(device * pinched_, device, 4.0f);
  int across = static_cast<int>(std::lround(width * static_cast<double>(ratio)));
  int down = static_cast<int>(std::lround(height * static_cast<double>(ratio)));
  const int exact_across = device_pixels(1), exact_down = device_pixels(0);
  // What is told may be of a moment ago.
  if (ratio == device && std::abs(exact_across - across) <= 1 && std::abs(exact_down - down) <= 1) {
    across = exact_across;
    down = exact_down;
  }
  const bool changed = static_cast<float>(width) != width_ || static_cast<float>(height) != height_ || ratio != ratio_ ||
                       across != across_ || down != down_;
  if (!changed) return false;
  resize(static_cast<float>(width), static_cast<float>(height), ratio, across, down);
  return true;
}

void Canvas::resize(float width, float height, float ratio) {
  resize(width, height, ratio, static_cast<int>(std::lround(width * ratio)), static_cast<int>(std::lround(height * ratio)));
}

void Canvas::resize(float width, float height, float ratio, int across, int down) {
  width_ = width;
  height_ = height;
  ratio_ = ratio;
  across_ = across;
  down_ = down;
  emscripten_set_canvas_element_size(kCanvas, across_, down_);
}

void Canvas::begin_frame(double now_ms) {
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {std::max(width_, 1.0f), std::max(height_, 1.0f)};
  // A little more than the pixels, as the drawing code cuts off what is behind the point.
  io.DisplayFramebufferScale = {(static_cast<float>(across_) + 0.25f) / io.DisplaySize.x,
                                (static_cast<float>(down_) + 0.25f) / io.DisplaySize.y};
  // After a rest the clock does not jump: nothing moved meanwhile.
  io.DeltaTime = static_cast<float>(std::clamp((now_ms - last_ms_) / 1000.0, 0.001, 0.05));
  last_ms_ = now_ms;
}

void Canvas::clear(unsigned colour) const {
  const ImVec4 c = ImGui::ColorConvertU32ToFloat4(colour);
  glViewport(0, 0, across_, down_);
  glClearColor(c.x, c.y, c.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  // The cursor is set with the picture, not with each event.
  static ImGuiMouseCursor shown = ImGuiMouseCursor_Arrow;
  if (const ImGuiMouseCursor wanted = ImGui::GetMouseCursor(); wanted != shown) {
    shown = wanted;
    show_cursor(cursor_name(shown));
  }
}

bool Canvas::take_restored() {
  const bool was = restored_;
  restored_ = false;
  return was;
}

void Canvas::mouse_at(float x, float y) {
  finger_ = false;
  ImGui::GetIO().AddMouseSourceEvent(ImGuiMouseSource_Mouse);
  ImGui::GetIO().AddMousePosEvent(x, y);
}

void Canvas::mouse_button(int button, bool down) {
  pressed_ = down;
  ImGui::GetIO().AddMouseButtonEvent(button, down);
}

void Canvas::mouse_gone() {
  if (!ImGui::IsAnyMouseDown()) ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX);
}

void Canvas::wheel(float x, float y) {
  // ImGui scrolls five font heights a step; this makes it the browser's pixels.
  const float step = 5 * ImGui::GetIO().FontDefault->FontSize * ImGui::GetIO().FontDefault->Scale;
  ImGui::GetIO().AddMouseWheelEvent(-x / step, -y / step);
}

void Canvas::touch(float x, float y, int fingers, bool down, bool over) {
  finger_ = true;
  ImGuiIO& io = ImGui::GetIO();
  if (fingers > 1 || pinching_) {
    // Two fingers are the browser's; what the first one had begun is let go of, away from everything.
    if (!pinching_) {
      io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
      io.AddMouseButtonEvent(0, false);
    }
    pinching_ = fingers > 1 || !over;
    return;
  }
  io.AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
  io.AddMousePosEvent(x, y);
  if (down) {
    dragged_ = false;
    touched_x_ = x;
    touched_y_ = y;
  }
  dragged_ = dragged_ || std::abs(x - touched_x_) + std::abs(y - touched_y_) > 8;
  if (down) io.AddMouseButtonEvent(0, true);
  if (!over) return;
  io.AddMouseButtonEvent(0, false);
  io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);  // a finger that is gone hovers over nothing
  // A field that the tap has opened must have the host's focus before the browser has done with the tap.
  on_tap();
}

bool Canvas::key(const char* code, const char* key, bool down, bool control, bool shift, bool alt, bool meta) {
  ImGuiIO& io = ImGui::GetIO();
  const bool command = control || alt || meta;
  if (std::string_view(code) == "Tab" && !command) {
    if (down || entered_) {
      const bool enters = !down;
      entered_ = false;
      return on_tab(shift, enters);
    }
    return true;
  }
  // Escape closes what is open; else it is not ours.
  if (down && std::string_view(code) == "Escape" && !ImGui::IsAnyItemActive() &&
      !ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel))
    return false;
  entered_ = false;
  io.AddKeyEvent(ImGuiMod_Ctrl, control);
  io.AddKeyEvent(ImGuiMod_Shift, shift);
  io.AddKeyEvent(ImGuiMod_Alt, alt);
  io.AddKeyEvent(ImGuiMod_Super, meta);
  bool known = false;
  for (const KeyName& name : kKeys) {
    if (name.code != code) continue;
    io.AddKeyEvent(name.key, down);
    known = name.key < ImGuiKey_A || name.key > ImGuiKey_Z;
  }
  if (down && !command && std::strlen(key) > 0 && (std::strlen(key) == 1 || (static_cast<unsigned char>(key[0]) & 0x80) != 0))
    io.AddInputCharactersUTF8(key);
  // The browser keeps its own shortcuts.
  return known && !command;
}

void Canvas::focus(bool focused) {
  focused_ = focused;
  // While the host's text field has the focus, ImGui's own stays as it is.
  if (typing_) return;
  ImGui::GetIO().AddFocusEvent(focused);
  entered_ = focused && !pressed_;
  if (!focused) show_ring(false);
}

void Canvas::cover(bool covered) {
  covered_ = covered;
  if (!covered) return;
  ImGuiIO& io = ImGui::GetIO();
  for (const int button : {0, 1, 2}) io.AddMouseButtonEvent(button, false);
  io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
  io.ClearInputKeys();
}

void Canvas::context_lost() { restored_ = false; }
void Canvas::context_restored() { restored_ = true; }

}  // namespace creditcast::web
