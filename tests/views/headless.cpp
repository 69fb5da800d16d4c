#include "headless.hpp"

#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "imgui_internal.h"

namespace creditcast::web {
namespace {

std::vector<unsigned char> bytes_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

Headless::Headless(float width, float height, bool dark, bool touch)
    : context_(ImGui::CreateContext()), width_(width), height_(height), dark_(dark), touch_(touch) {
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  io.DisplaySize = {width, height};
  regular_ = bytes_of(std::string(CREDITCAST_FONT_DIR) + "/Inter-Regular.otf");
  semibold_ = bytes_of(std::string(CREDITCAST_FONT_DIR) + "/Inter-SemiBold.otf");
  if (semibold_.empty()) regular_.clear();
  fonts_ = load_fonts(regular_, semibold_, 1);
  unsigned char* texture = nullptr;
  int texture_width = 0, texture_height = 0;
  io.Fonts->GetTexDataAsAlpha8(&texture, &texture_width, &texture_height);
  io.Fonts->SetTexID((ImTextureID)(intptr_t)1);  // any: nothing is uploaded
  apply_style(palette(dark), fonts_);
}

Headless::~Headless() { ImGui::DestroyContext(context_); }

std::vector<Action> Headless::frame(const AppState& state) {
  ImGui::SetCurrentContext(context_);
  ImGui::GetIO().DeltaTime = 1.0f / 60;
  ImGui::NewFrame();
  Ui ui{palette(dark_), fonts_, numbers_, memory_, touch_, width_, height_};
  ui.finger = touch_;
  boxes_.clear();
  ui.boxes = &boxes_;
  pictures_.clear();
  ui.pictures = &pictures_;
  draw_page(ui, state);
  ImGui::Render();
  return std::move(ui.actions);
}

std::vector<Action> Headless::settle(const AppState& state, int frames) {
  std::vector<Action> all;
  for (int i = 0; i < frames; ++i)
    for (Action& action : frame(state)) all.push_back(std::move(action));
  return all;
}

void Headless::mouse(float x, float y, bool down) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(x, y);
  io.AddMouseButtonEvent(0, down);
}

void Headless::key(ImGuiKey key, bool down) { ImGui::GetIO().AddKeyEvent(key, down); }
void Headless::type(const char* words) { ImGui::GetIO().AddInputCharactersUTF8(words); }

std::vector<Action> Headless::drag(const AppState& state, ImVec2 from, ImVec2 to) {
  std::vector<Action> all;
  const auto draw = [&](int frames) {
    for (Action& action : settle(state, frames)) all.push_back(std::move(action));
  };
  mouse(from.x, from.y, false);
  draw(2);
  mouse(from.x, from.y, true);
  draw(2);
  constexpr int kSteps = 5;
  for (int i = 1; i <= kSteps; ++i) {
    const float share = static_cast<float>(i) / kSteps;
    mouse(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share, true);
    draw(1);
  }
  mouse(to.x, to.y, false);
  draw(2);
  return all;
}

ImVec2 Headless::find(std::string_view words) const {
  for (const Box& box : boxes_)
    if (!box.card && box.words == words) return {(box.from.x + box.to.x) / 2, (box.from.y + box.to.y) / 2};
  return {0, 0};
}

float Headless::scroll() const { return ImGui::FindWindowByName("page")->Scroll.y; }

void Headless::wheel(float pixels) { ImGui::GetIO().AddMouseWheelEvent(0, -pixels / (5 * fonts_.draw_size[1])); }

Pixels Headless::picture() { return rasterize(drawn(), palette(dark_).ground); }

bool Headless::keep(const std::string& name) {
  const char* folder = std::getenv("CREDITCAST_PICTURES");
  return folder == nullptr || write_png(picture(), std::string(folder) + "/" + name + ".png");
}

}  // namespace creditcast::web
