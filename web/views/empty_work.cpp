// Before anything is described: what to begin with, instead of charts of nothing.
#include <algorithm>
#include <vector>

#include "scenario_chooser.hpp"
#include "views.hpp"
#include "widgets/link.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

struct Beginning {
  StreamKind kind;
  std::string_view title, words;
};
constexpr Beginning kBeginnings[] = {
    {StreamKind::project, word("A project in phases"),
     word("Explore, select, make it right: each phase has its model, its chance and its tries.")},
    {StreamKind::pieces, word("Single pieces"), word("So many images or clips a day, each for itself.")},
    {StreamKind::event, word("An event with guests"), word("Guests take photos, and features run on them.")}};

/// The words of a card, and room below them.
Column words_of(const Ui& ui, const Beginning& what, const Column& column) {
  Column inside = open_card(ui, column);
  inside.skip(paragraph(ui, {inside.x, inside.y}, inside.width, Type::strong, ui.colours.strong, tr(what.title)) + 4);
  inside.skip(paragraph(ui, {inside.x, inside.y}, inside.width, Type::note, ui.colours.normal, tr(what.words)));
  return inside;
}

/// Cards to press, ending together where they stand side by side.
void beginnings(Ui& ui, Column& column) {
  const bool side_by_side = column.width >= 560;
  const float width = side_by_side ? (column.width - 2 * measure::kGap) / 3 : column.width;
  std::vector<Column> outer, inside;
  float lowest = 0;
  Column next{column.x, column.y, width};
  for (const Beginning& what : kBeginnings) {
    outer.push_back(next);
    inside.push_back(words_of(ui, what, next));
    lowest = std::max(lowest, inside.back().y);
    if (side_by_side) {
      next.x += width + measure::kGap;
    } else {
      next.y = inside.back().y + 24 + measure::kPadding + measure::kGrid;
    }
  }
  for (std::size_t i = 0; i < outer.size(); ++i) {
    const float end = (side_by_side ? lowest : inside[i].y) + 24;
    text(ui, {inside[i].x, end - 16}, Type::note_strong, ui.colours.accent, tr("Begin with this"));
    ImGui::PushID(static_cast<int>(i));
    const ImVec2 from{outer[i].x, outer[i].y}, to{outer[i].right(), end + measure::kPadding};
    if (press(ui, "begin", from, to)) ui.act(AddStream{kBeginnings[i].kind});
    CardLook look;
    if (ImGui::IsItemHovered()) look.ground = ui.colours.accent_ground;
    focus_ring(ui, from, to, measure::kRound);
    ImGui::PopID();
    column.y = close_card(ui, outer[i], inside[i], look, end);
  }
}

}  // namespace

void empty_work(Ui& ui, const AppState& state, Column& column) {
  text_fit(ui, {column.x + 4, column.y + 8}, column.width, Type::strong, ui.colours.strong, tr("What do you make?"));
  column.skip(32);
  column.skip(paragraph(ui, {column.x + 4, column.y}, column.width - 8, Type::text, ui.colours.normal,
                        tr("Describe it in a minute: everything can be changed later, and every plan of {0} is compared as you "
                           "go.",
                           {state.inputs.catalog.name})) +
              measure::kGap);
  beginnings(ui, column);
  column.skip(measure::kGap);
  if (state.inputs.presets.empty()) return;
  text_fit(ui, {column.x + 4, column.y}, column.width, Type::note_strong, ui.colours.normal,
           tr("Or take ready work and change it"));
  column.skip(24);
  preset_rows(ui, state, column);
}

void empty_answer(Ui& ui, const AppState& state, Column& column) {
  Column inside = open_card(ui, column);
  card_title(ui, inside, tr("Plans"));
  inside.skip(
      paragraph(ui, {inside.x, inside.y}, inside.width, Type::text, ui.colours.normal,
                tr("As soon as there is work, the plans of {0} stand here side by side: what each costs, when it runs out, "
                   "and which one to take.",
                   {state.inputs.catalog.name})));
  close_card(ui, column, inside);
}

void notices(Ui& ui, const AppState& state, Column& column) {
  if (state.notices.empty()) return;
  Column inside = open_card(ui, column);
  for (const std::string& words : state.notices)
    inside.skip(paragraph(ui, {inside.x, inside.y}, inside.width, Type::text, ui.colours.strong, words) + 4);
  if (link(ui, "dismiss", inside, tr("Understood"))) ui.act(DismissNotices{});
  inside.skip(-8);
  CardLook look;
  look.ground = ui.colours.accent_ground;
  look.line = false;
  close_card(ui, column, inside, look);
}

}  // namespace creditcast::web
