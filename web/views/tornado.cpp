#include <array>
#include <cmath>

#include "inputs.hpp"
#include "views.hpp"
#include "widgets/diverging.hpp"
#include "widgets/legend.hpp"
#include "widgets/tabs.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

constexpr std::size_t kFolded = 8;

std::string signed_words(const Ui& ui, const AppState& state, const InputsBy& by, double more) {
  const std::string words = by_words(ui.numbers, state.inputs.catalog, by, std::fabs(more));
  return more < 0 ? "−" + words : "+" + words;
}

ReadOut words_of(const Ui& ui, const AppState& state, const InputsBy& by, const SensitivityInput& input) {
  const Scenario& scenario = state.inputs.scenario;
  ReadOut words{input_name(input), "", {}, {}};
  const auto tell = [&](const SensitivityInput::Side& side) {
    if (side.value == input.base) return;
    words.rows.push_back(
        {0, input_value(ui.numbers, scenario, input, side.value), by_words(ui.numbers, state.inputs.catalog, by, by.of(side))});
    std::string more = signed_words(ui, state, by, by.of(side) - by.base);
    if (by.money && side.money_more && !side.money_more->standard_error.zero())
      more += " ± " + money(ui.numbers, side.money_more->standard_error, state.inputs.catalog.currency);
    words.rows.push_back({0, std::string(tr("a difference of")), more});
  };
  tell(input.low);
  words.rows.push_back({0, tr("now: {0}", {input_value(ui.numbers, scenario, input, input.base)}),
                        by_words(ui.numbers, state.inputs.catalog, by, by.base)});
  tell(input.high);
  return words;
}

void chart(Ui& ui, const AppState& state, const Sensitivity& sensitivity, const InputsBy& by, Column& inside) {
  std::vector<const SensitivityInput*> shown = moving_inputs(sensitivity, by);
  chart_note(ui, inside, most_moving(ui.numbers, state.inputs, by, shown));
  if (shown.empty()) return;
  const std::size_t all = shown.size();
  CloserMemory& memory = ui.memory.closer;
  if (!memory.all_inputs && all > kFolded) shown.resize(kFolded);
  std::vector<DivergingRow> rows;
  for (const SensitivityInput* input : shown) {
    const auto value = [&](Amount at) { return input_value(ui.numbers, state.inputs.scenario, *input, at); };
    rows.push_back({input_name(*input),
                    tr("now {0}", {value(input->base)}),
                    {by.of(input->low), value(input->low.value)},
                    {by.of(input->high), value(input->high.value)}});
  }
  inside.skip(measure::kGrid);
  DivergingSpec spec;
  spec.id = "inputs";
  spec.axis = "input";
  spec.rows = rows;
  spec.middle = by.base;
  spec.middle_words = tr("now {0}", {by_words(ui.numbers, state.inputs.catalog, by, by.base)});
  spec.low_shown = !switched_off(ui, "inputs", tr("a tenth less"));
  spec.high_shown = !switched_off(ui, "inputs", tr("a tenth more"));
  spec.read = [&](int at) { return words_of(ui, state, by, *shown[static_cast<std::size_t>(at)]); };
  diverging_chart(ui, inside, spec);
  if (all > kFolded) {
    const std::string words =
        memory.all_inputs ? tr("Only the first {0}", {std::to_string(kFolded)}) : tr("All {0} inputs", {std::to_string(all)});
    inside.skip(measure::kGrid);
    if (word_button(ui, "all-inputs", {inside.x, inside.y}, words)) memory.all_inputs = !memory.all_inputs;
    inside.skip(ui.touch ? measure::kTouchControl : 28.0f);
  }
}

}  // namespace

void tornado(Ui& ui, const AppState& state, Column& column) {
  if (!state.derived.closer.offered) return;
  const Look<Sensitivity>& look = state.derived.closer.inputs;
  CloserMemory& memory = ui.memory.closer;
  Column inside = open_card(ui, column);
  const ImVec2 top{column.x, column.y};
  const bool priced = look.value && look.value->money_per_month.has_value();
  const std::array<LegendItem, 2> legend{{{std::string(tr("a tenth less")), ui.colours.normal, true, false, true},
                                          {std::string(tr("a tenth more")), ui.colours.normal}}};
  title_with_legend(ui, inside, "inputs", tr("A month, with one input a tenth less or more"), legend);
  if (look.value) {
    InputsBy by;
    by.money = priced && memory.by_money;
    by.base = as_double(by.money ? *look.value->money_per_month : look.value->credits_per_month);
    if (priced) {
      const std::array<std::string_view, 2> words{tr("Credits needed"), tr("Money")};
      memory.by_money = tabs(ui, "by", {inside.x, inside.y}, words, memory.by_money ? 1 : 0) == 1;
      inside.skip((ui.touch ? measure::kTouchControl : 28.0f) + measure::kGrid);
    }
    chart(ui, state, *look.value, by, inside);
  } else {
    waits(ui, inside, look.trouble);
  }
  if (look.stale) chart_note(ui, inside, tr("The work has changed; this is being computed anew."));
  close_card(ui, column, inside);
  memory.sees_inputs = memory.sees_inputs || ImGui::IsRectVisible(top, {column.right(), column.y});
}

}  // namespace creditcast::web
