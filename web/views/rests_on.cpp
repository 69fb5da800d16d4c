#include <algorithm>
#include <array>

#include "figure_panel.hpp"
#include "views.hpp"
#include "widgets/link.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

constexpr std::size_t kFolded = 5;

/// "2 assumed, 1 yours, 17 published": the weakest first.
std::string counts(const std::vector<FigureLine>& lines) {
  struct Kind {
    Provenance is;
    std::string_view pattern;
  };
  static constexpr std::array<Kind, 6> kKinds{{{Provenance::unpublished, word("{0} unpublished")},
                                               {Provenance::assumed, word("{0} assumed")},
                                               {Provenance::range, word("{0} as a range")},
                                               {Provenance::example, word("{0} as an example")},
                                               {Provenance::yours, word("{0} yours")},
                                               {Provenance::published, word("{0} published")}}};
  std::string words;
  for (const Kind& kind : kKinds) {
    const auto many =
        std::count_if(lines.begin(), lines.end(), [&](const FigureLine& line) { return line.used && line.says.is == kind.is; });
    if (many > 0) words += (words.empty() ? "" : ", ") + tr(kind.pattern, {std::to_string(many)});
  }
  return words;
}

}  // namespace

void rests_on(Ui& ui, const AppState& state, Column& column) {
  const std::vector<FigureLine>& lines = state.derived.figures;
  const auto used =
      static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), [](const FigureLine& line) { return line.used; }));
  if (used == 0) return;
  Column inside = open_card(ui, column);
  card_title(ui, inside, tr("What this rests on"));
  inside.skip(paragraph(ui, {inside.x, inside.y}, inside.width, Type::note, ui.colours.normal, counts(lines)) + 4);
  ImGui::PushID("rests-on");
  const std::size_t shown = ui.memory.all_figures ? used : std::min(used, kFolded);
  for (std::size_t i = 0; i < shown; ++i) {
    rule(ui, inside.x, inside.y, inside.width);
    figure_row(ui, state, lines[i], lines[i].says.label, true, inside);
  }
  if (used > kFolded) {
    rule(ui, inside.x, inside.y, inside.width);
    inside.skip(4);
    const std::string words =
        ui.memory.all_figures ? std::string(tr("Fewer figures")) : tr("All {0} figures", {std::to_string(used)});
    if (link(ui, "fold", inside, words)) ui.memory.all_figures = !ui.memory.all_figures;
  }
  ImGui::PopID();
  close_card(ui, column, inside);
}

}  // namespace creditcast::web
