#include "pictures.hpp"

#include <cmath>
#include <vector>

#include "imgui.h"
#include "imgui_impl_opengl3.h"
#include "imgui_internal.h"

namespace creditcast::web {
namespace {

/// Until the page knows its height, and has scrolled back to its top.
constexpr int kFrames = 3;
constexpr float kFirstHeight = 2'400, kMostHeight = 16'000;

}  // namespace

void take_pictures(Canvas& canvas, const AppState& state, const PictureLook& look, UiMemory memory,
                   const std::function<void(const Picture&)>& taken) {
  ImGuiWindow* page = ImGui::FindWindowByName("page");
  const ImVec2 scroll = page != nullptr ? page->Scroll : ImVec2{};
  memory.charts.shown = memory.charts.claimed = false;
  std::vector<Picture> pictures;
  float height = kFirstHeight;
  for (int i = 0; i < kFrames; ++i) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {look.width, height};
    io.DisplayFramebufferScale = {look.ratio, look.ratio};
    io.DeltaTime = 0.02f;
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    Ui ui{palette(look.dark), look.fonts, look.numbers, memory, look.touch, look.width, height};
    pictures.clear();
    ui.pictures = &pictures;
    draw_page(ui, state);
    ImGui::Render();
    height = std::min(memory.content_height + measure::kHeader + measure::kGap, kMostHeight);
  }
  ImDrawData& drawn = *ImGui::GetDrawData();
  for (const Picture& picture : pictures) {
    drawn.DisplayPos = picture.from;
    drawn.DisplaySize = {picture.to.x - picture.from.x, picture.to.y - picture.from.y};
    canvas.resize(drawn.DisplaySize.x, drawn.DisplaySize.y, look.ratio);
    canvas.clear(palette(look.dark).ground);
    ImGui_ImplOpenGL3_RenderDrawData(&drawn);
    taken(picture);
  }
  if (page != nullptr) page->Scroll = scroll;
}

}  // namespace creditcast::web
