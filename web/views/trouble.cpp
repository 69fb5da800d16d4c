#include <algorithm>

#include "views.hpp"
#include "widgets/tabs.hpp"
#include "words.hpp"

namespace creditcast::web {

void try_again(Ui& ui, Column& column) {
  column.skip(measure::kGrid);
  if (word_button(ui, "again", {column.x, column.y}, tr("Try again"))) ui.act(TryAgain{});
  column.skip(ui.touch ? measure::kTouchControl : 28.0f);
}

void trouble(Ui& ui, const AppState& state, Column& column) {
  const Derived& derived = state.derived;
  if (derived.errors.empty() && state.trouble.empty()) return;
  Column inside = open_card(ui, column);
  if (!state.trouble.empty())
    inside.skip(paragraph(ui, {inside.x, inside.y}, inside.width, Type::strong, ui.colours.warning, state.trouble) + 4);
  if (state.may_try_again) {
    try_again(ui, inside);
    if (!derived.errors.empty()) inside.skip(measure::kGrid);
  }
  if (!derived.errors.empty())
    inside.skip(paragraph(ui, {inside.x, inside.y}, inside.width, Type::strong, ui.colours.warning,
                          tr("This does not add up; the numbers are those before the change.")) +
                4);
  for (std::size_t i = 0; i < std::min<std::size_t>(derived.errors.size(), 4); ++i) {
    const Error& error = derived.errors[i];
    std::string words = said(error);
    if (!error.pointer.empty()) words += " (" + error.pointer + ")";
    inside.skip(paragraph(ui, {inside.x, inside.y}, inside.width, Type::note, ui.colours.normal, words, 3));
  }
  if (derived.errors.size() > 4)
    inside.skip(paragraph(ui, {inside.x, inside.y}, inside.width, Type::note, ui.colours.quiet,
                          tr("and {0} more", {std::to_string(derived.errors.size() - 4)})));
  close_card(ui, column, inside);
}

}  // namespace creditcast::web
