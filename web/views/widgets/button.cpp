#include "button.hpp"

#include <cmath>

#include "focus.hpp"

namespace creditcast::web {
namespace {

/// An arrow that turns back (to the left) or forward, in a box of 16 px.
void turn_arrow(ImVec2 centre, bool forward, ImU32 ink) {
  constexpr float kPi = 3.14159265f;
  const float side = forward ? 1.0f : -1.0f;
  const float top = centre.y - 3, bottom = centre.y + 5;
  const float radius = (bottom - top) / 2;
  const ImVec2 tip{centre.x + side * 7, top};
  ImDrawList& list = canvas();
  list.PathLineTo({tip.x - side, top});
  list.PathLineTo({centre.x - side * 2, top});
  if (forward)
    list.PathArcTo({centre.x - 2, top + radius}, radius, -kPi / 2, -kPi * 1.5f);
  else
    list.PathArcTo({centre.x + 2, top + radius}, radius, -kPi / 2, kPi / 2);
  list.PathLineTo({centre.x + side * 3, bottom});
  list.PathStroke(ink, 0, 1.6f);
  list.PathLineTo({tip.x - side * 4, top - 4});
  list.PathLineTo(tip);
  list.PathLineTo({tip.x - side * 4, top + 4});
  list.PathStroke(ink, 0, 1.6f);
}

void draw_sign(ImVec2 centre, Sign sign, ImU32 ink) {
  if (sign == Sign::more)
    for (const float step : {-5.5f, 0.0f, 5.5f}) canvas().AddCircleFilled({centre.x + step, centre.y}, 1.7f, ink);
  else
    turn_arrow(centre, sign == Sign::redo, ink);
}

}  // namespace

float button_width(const Ui& ui, const ButtonSpec& spec) {
  if (spec.sign != Sign::none) return ui.control();
  return std::ceil(text_width(ui, spec.accent ? Type::strong : Type::text, spec.label)) + 24;
}

bool button(const Ui& ui, ImVec2 at, const ButtonSpec& spec) {
  const ImVec2 to{at.x + button_width(ui, spec), at.y + ui.control()};
  ImGui::PushID(spec.id.data(), spec.id.data() + spec.id.size());
  ImGui::BeginDisabled(spec.off);
  const bool pressed = hit("button", at, to);
  ImGui::EndDisabled();
  const bool hovered = ImGui::IsItemHovered();
  if (spec.accent)
    filled(at, to, hovered ? blend(ui.colours.accent, ui.colours.strong, 0.12f) : ui.colours.accent, measure::kControlRound);
  else if (hovered)
    filled(at, to, ui.colours.ground, measure::kControlRound);
  focus_ring(ui, at, to, measure::kControlRound);
  tell_focus(ui, "button", spec.label);
  const ImU32 rest = spec.off ? blend(ui.colours.card, ui.colours.quiet, 0.5f) : ui.colours.normal;
  const ImU32 ink = spec.accent ? ui.colours.on_accent : hovered ? ui.colours.strong : rest;
  const float middle = at.y + ui.control() / 2;
  if (spec.sign == Sign::none) {
    text(ui, {at.x + 12, middle - 10}, spec.accent ? Type::strong : Type::text, ink, spec.label);
  } else {
    draw_sign({(at.x + to.x) / 2, middle}, spec.sign, ink);
    hover_note(ui, spec.label);
  }
  ImGui::PopID();
  return pressed;
}

}  // namespace creditcast::web
