#include "scenario_chooser.hpp"

#include <algorithm>

#include "capabilities.hpp"
#include "widgets/card.hpp"
#include "widgets/field.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

/// The names that the presets come with, for the table of words.
constexpr std::string_view kPresetNames[] = {word("Agency team"), word("Fashion lookbook"), word("Naive habits"),
                                             word("Photo booth"), word("Solo creator"),     word("Video shop")};

struct Entries {
  std::vector<ChoiceItem> items;
  std::vector<Action> edits;  ///< parallel to the items
  std::size_t chosen = 0;

  void heading(std::string_view words) { add({words, "", true}, StartEmpty{}); }
  void add(ChoiceItem item, Action edit) {
    items.push_back(std::move(item));
    edits.push_back(std::move(edit));
  }
};

std::string_view preset_name(const PresetEntry& preset) {
  const bool known = std::find(std::begin(kPresetNames), std::end(kPresetNames), preset.name) != std::end(kPresetNames);
  return known ? tr(preset.name) : std::string_view(preset.name);
}

void add_examples(Entries& all, const Inputs& inputs, const PlatformEntry& platform) {
  bool any = false;
  for (const ScenarioEntry& scenario : inputs.scenarios) {
    if (scenario.platform != platform.id) continue;
    if (!any) all.heading(platform.name);
    any = true;
    if (scenario.id == inputs.scenario.id && platform.id == inputs.scenario.platform) all.chosen = all.items.size();
    all.add({scenario.name, "", false}, ChooseScenario{scenario.id});
  }
}

/// One that does not fit stays in the list, and says what it lacks here.
void add_presets(Entries& all, const Inputs& inputs) {
  if (inputs.presets.empty()) return;
  all.heading(tr("Ready work, on any platform that can do it"));
  for (const PresetEntry& preset : inputs.presets) {
    if (preset.id == inputs.scenario.id) all.chosen = all.items.size();
    const std::string missing = missing_words(inputs.catalog, preset.needs);
    const std::string note = missing.empty() ? "" : tr("needs: {0}", {missing});
    all.add({preset_name(preset), note, false, !missing.empty()}, ChoosePreset{preset.id});
  }
}

std::string name_of(const AppState& state) {
  const Scenario& scenario = state.inputs.scenario;
  for (const PresetEntry& preset : state.inputs.presets)
    if (preset.id == scenario.id && preset.name == scenario.name) return std::string(preset_name(preset));
  return scenario.name.empty() ? scenario.id : scenario.name;
}

}  // namespace

void scenario_chooser(Ui& ui, const AppState& state, ImVec2 at, float width) {
  const Inputs& inputs = state.inputs;
  Entries all;
  all.chosen = static_cast<std::size_t>(-1);
  for (const PlatformEntry& platform : inputs.platforms)
    if (platform.id == inputs.scenario.platform) add_examples(all, inputs, platform);
  add_presets(all, inputs);
  all.heading(tr("Yours"));
  if (inputs.scenario.streams.empty()) all.chosen = all.items.size();
  all.add({tr("Start from nothing"), "", false}, StartEmpty{});
  for (const PlatformEntry& platform : inputs.platforms)
    if (platform.id != inputs.scenario.platform) add_examples(all, inputs, platform);
  const std::string name = name_of(state);
  if (const auto picked = choice_box(ui, at, width, width, {"scenario", "", name, all.items, all.chosen}); picked)
    ui.act(all.edits[*picked]);
}

void preset_rows(Ui& ui, const AppState& state, Column& column) {
  Column inside = open_card(ui, column);
  inside.skip(-8);
  for (const PresetEntry& preset : state.inputs.presets) {
    ImGui::PushID(preset.id.c_str());
    const float height = ui.touch ? measure::kTouchControl : 36.0f;
    const ImVec2 from{inside.x - 8, inside.y}, to{inside.right() + 8, inside.y + height};
    const std::string missing = missing_words(state.inputs.catalog, preset.needs);
    const float text_y = inside.y + (height - 20) / 2;
    const float used = text_fit(ui, {inside.x, text_y}, inside.width * 0.6f, Type::text,
                                missing.empty() ? ui.colours.strong : ui.colours.normal, preset_name(preset));
    if (missing.empty()) {
      if (press(ui, "preset", from, to)) ui.act(ChoosePreset{preset.id});
      if (ImGui::IsItemHovered()) outlined(from, to, ui.colours.accent, measure::kControlRound);
      focus_ring(ui, from, to, measure::kControlRound);
    } else {
      const std::string why = tr("needs: {0}", {missing});
      const float room = inside.width - used - measure::kGap;
      const float width = std::min(text_width(ui, Type::note, why), room);
      text_fit(ui, {inside.right() - width, text_y + 2}, width + 0.5f, Type::note, ui.colours.normal, why);
    }
    inside.skip(height);
    ImGui::PopID();
  }
  inside.skip(-8);
  close_card(ui, column, inside);
}

float scenario_width(const Ui& ui, const AppState& state) {
  const std::vector<ChoiceItem> none;
  const std::string name = name_of(state);
  return choice_box_width(ui, {"", "", name, none, 0});
}

}  // namespace creditcast::web
