#include "draw.hpp"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <span>

#include "imgui_internal.h"
#include "keys.hpp"

namespace creditcast::web {
namespace {

std::size_t index_of(Type type) { return static_cast<std::size_t>(type); }

/// ImGui sets text on whole units of the page. Where a unit is no whole number of pixels, letters would lie between two of
/// them and blur: what was drawn since `begin` is moved onto the nearest one.
void onto_pixels(int begin, float y) {
  const ImGuiIO& io = ImGui::GetIO();
  const float ratio = std::floor(io.DisplaySize.y * io.DisplayFramebufferScale.y) / io.DisplaySize.y;
  const float shift = std::round(y * ratio) / ratio - y;
  if (std::fabs(shift) < 0.01f) return;
  for (ImDrawVert& vertex : std::span(canvas().VtxBuffer.Data, static_cast<std::size_t>(canvas().VtxBuffer.Size))
                                .subspan(static_cast<std::size_t>(begin)))
    vertex.pos.y += shift;
}

/// The end of the character that begins at `at`.
std::size_t next_character(std::string_view text, std::size_t at) {
  ++at;
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  return at;
}

constexpr std::string_view kEllipsis = "…";

std::string cut_to(const Ui& ui, float width, Type type, std::string_view line) {
  const float room = width - text_width(ui, type, kEllipsis);
  std::size_t end = 0;
  float used = 0;
  while (end < line.size()) {
    const std::size_t next = next_character(line, end);
    const float more = text_width(ui, type, line.substr(end, next - end));
    if (used + more > room) break;
    used += more;
    end = next;
  }
  while (end > 0 && line[end - 1] == ' ') --end;
  return std::string(line.substr(0, end)).append(kEllipsis);
}

}  // namespace

ImDrawList& canvas() { return *ImGui::GetWindowDrawList(); }

float text_width(const Ui& ui, Type type, std::string_view line) {
  if (line.empty()) return 0;
  const std::size_t i = index_of(type);
  return ui.fonts.face[i]->CalcTextSizeA(ui.fonts.draw_size[i], FLT_MAX, 0.0f, line.data(), line.data() + line.size()).x;
}

float text(const Ui& ui, ImVec2 at, Type type, ImU32 colour, std::string_view line) {
  if (line.empty()) return 0;
  const std::size_t i = index_of(type);
  const float size = ui.fonts.draw_size[i];
  const ImVec2 from{std::round(at.x), std::round(at.y + (type_size(type).line - size) / 2)};
  const int begin = canvas().VtxBuffer.Size;
  canvas().AddText(ui.fonts.face[i], size, from, colour, line.data(), line.data() + line.size());
  onto_pixels(begin, from.y);
  const float width = text_width(ui, type, line);
  if (const Focus& last = ui.memory.focus_before; last.id != 0) {
    const ImVec2 middle{from.x + width / 2, from.y + size / 2};
    if (middle.x > last.from.x && middle.x < last.to.x && middle.y > last.from.y && middle.y < last.to.y &&
        ImGui::GetCurrentWindow()->ID == last.window) {
      std::string& drawn = ui.memory.drawn;
      if (!drawn.empty()) drawn += ' ';
      drawn += line;
    }
  }
  if (ui.boxes != nullptr) ui.boxes->push_back({from, {from.x + width, from.y + type_size(type).em}, false, std::string(line)});
  return width;
}

void text_right(const Ui& ui, float right, float y, Type type, ImU32 colour, std::string_view line) {
  text(ui, {right - text_width(ui, type, line), y}, type, colour, line);
}

float text_fit(const Ui& ui, ImVec2 at, float width, Type type, ImU32 colour, std::string_view line) {
  if (text_width(ui, type, line) <= width) return text(ui, at, type, colour, line);
  return text(ui, at, type, colour, cut_to(ui, width, type, line));
}

float paragraph(const Ui& ui, ImVec2 at, float width, Type type, ImU32 colour, std::string_view words, int lines) {
  const float line_height = type_size(type).line;
  const float top = at.y;
  int drawn = 0;
  std::size_t begin = 0;
  while (begin < words.size()) {
    if (words[begin] == ' ') {
      ++begin;
      continue;
    }
    // The longest run of whole words that fits; a single word longer than the line is cut.
    std::size_t end = begin, fit = begin;
    bool over = false;
    while (end < words.size() && words[end] != '\n') {
      std::size_t word = words.find_first_of(" \n", end == begin ? end : end + 1);
      if (word == std::string_view::npos) word = words.size();
      if (text_width(ui, type, words.substr(begin, word - begin)) > width) {
        over = true;
        break;
      }
      end = fit = word;
    }
    if (fit == begin && over) {
      std::size_t word = words.find_first_of(" \n", begin);
      fit = word == std::string_view::npos ? words.size() : word;
    }
    const bool last = lines > 0 && drawn + 1 == lines;
    const std::string_view line = last && over ? words.substr(begin) : words.substr(begin, fit - begin);
    if (colour != 0) text_fit(ui, at, width + 0.5f, type, colour, line);
    at.y += line_height;
    ++drawn;
    if (last) break;
    begin = fit;
    if (begin < words.size() && words[begin] == '\n') ++begin;
  }
  return at.y - top;
}

void filled(ImVec2 from, ImVec2 to, ImU32 colour, float round, ImDrawFlags corners) {
  canvas().AddRectFilled(from, to, colour, round, corners);
}

void outlined(ImVec2 from, ImVec2 to, ImU32 colour, float round) { canvas().AddRect(from, to, colour, round, 0, 1.0f); }

void rule(const Ui& ui, float x, float y, float width) {
  canvas().AddRectFilled({x, std::round(y)}, {x + width, std::round(y) + 1}, ui.colours.line);
}

void chevron(ImVec2 centre, ImU32 colour) {
  canvas().AddTriangleFilled({centre.x - 3.5f, centre.y - 2}, {centre.x + 3.5f, centre.y - 2}, {centre.x, centre.y + 2.5f},
                             colour);
}

void focus_ring(const Ui& ui, ImVec2 from, ImVec2 to, float round) {
  if (!keyboard_here()) return;
  Focus& focus = ui.memory.focus;
  focus.id = ImGui::GetItemID();
  focus.window = ImGui::GetCurrentWindow()->ID;
  focus.from = from;
  focus.to = to;
  canvas().AddRect({from.x - 2, from.y - 2}, {to.x + 2, to.y + 2}, ui.colours.accent, round + 2, 0, 2.0f);
}

ImU32 blend(ImU32 from, ImU32 to, float share) {
  const ImVec4 a = ImGui::ColorConvertU32ToFloat4(from);
  const ImVec4 b = ImGui::ColorConvertU32ToFloat4(to);
  return ImGui::ColorConvertFloat4ToU32(ImLerp(a, b, share));
}

ImU32 phase_ink(const Ui& ui, int colour) {
  const auto slot = static_cast<std::size_t>(std::max(colour, 0));
  if (slot < ui.colours.phases.size()) return ui.colours.phases[slot];
  return ui.colours.further[(slot - ui.colours.phases.size()) % ui.colours.further.size()];
}

bool hit(const char* id, ImVec2 from, ImVec2 to) {
  ImGui::SetCursorScreenPos(from);
  const ImVec2 size{std::max(to.x - from.x, 1.0f), std::max(to.y - from.y, 1.0f)};
  const bool clicked = ImGui::InvisibleButton(id, size);
  if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  return clicked;
}

bool press(const Ui& ui, const char* id, ImVec2 from, ImVec2 to) { return hit(id, from, to) && !ui.memory.touch_scrolling; }

bool begin_hover(const Ui& ui, float width) {
  if (ui.memory.touch_scrolling) return false;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(12, 12));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, measure::kControlRound);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0f);
  ImGui::SetNextWindowSizeConstraints({0, 0}, {std::min(width, ui.width - 16) + 24, FLT_MAX});
  // By keys there is no pointer to stand beside.
  if (keyboard_here()) ImGui::SetNextWindowPos({ImGui::GetItemRectMin().x, ImGui::GetItemRectMax().y + 6});
  if (ImGui::BeginTooltip()) return true;
  ImGui::PopStyleVar(3);
  return false;
}

void end_hover() {
  ImGui::EndTooltip();
  ImGui::PopStyleVar(3);
}

void hover_note(const Ui& ui, std::string_view words) {
  if (words.empty() || !ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) return;
  const float width = std::min({text_width(ui, Type::note, words) + 1, 280.0f, ui.width - 48});
  if (!begin_hover(ui, width)) return;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = paragraph(ui, at, width, Type::note, ui.colours.normal, words);
  ImGui::Dummy({width, height});
  end_hover();
}

}  // namespace creditcast::web
