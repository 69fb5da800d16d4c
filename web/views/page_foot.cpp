#include "views.hpp"
#include "widgets/focus.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

/// Each by its own name, so that whoever looks for it can read it; as in words.mjs.
struct Language {
  const char* id;
  std::string_view name;
};
constexpr Language kLanguages[] = {{"en", "English"}, {"de", "Deutsch"}};

}  // namespace

void page_foot(Ui& ui, const AppState& state, Column& column) {
  float x = column.x;
  const float text_y = column.y + (ui.control() - type_size(Type::note).line) / 2;
  x += text(ui, {x, text_y}, Type::note, ui.colours.normal, tr("Language")) + measure::kGrid;
  ImGui::PushID("languages");
  for (const Language& language : kLanguages) {
    const bool chosen = state.language == language.id;
    const Type type = chosen ? Type::note_strong : Type::note;
    const float width = text_width(ui, type, language.name) + 2 * measure::kGrid;
    const ImVec2 from{x, column.y}, to{x + width, column.y + ui.control()};
    if (hit(language.id, from, to) && !chosen) ui.act(ChooseLanguage{language.id});
    tell_focus(ui, "button", language.name, chosen ? tr("chosen") : "");
    const bool lively = ImGui::IsItemHovered() && !ui.finger && !chosen;
    focus_ring(ui, {from.x + 2, from.y + 2}, {to.x - 2, to.y - 2}, measure::kControlRound - 2);
    text(ui, {x + measure::kGrid, text_y}, type, chosen || lively ? ui.colours.strong : ui.colours.accent, language.name);
    x += width;
  }
  ImGui::PopID();
  column.skip(ui.control() + measure::kGrid);
}

}  // namespace creditcast::web
