#include <algorithm>
#include <optional>

#include "plan_choice.hpp"
#include "scenario_chooser.hpp"
#include "views.hpp"
#include "widgets/button.hpp"
#include "widgets/field.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

void plan_chooser(Ui& ui, const AppState& state, ImVec2 at, float width) {
  const Inputs& inputs = state.inputs;
  const PlanChoices plans = plan_choices(ui.numbers, inputs.catalog, inputs.scenario.plan, inputs.scenario.term);
  const std::string value = plan_words(inputs.catalog, inputs.scenario.plan, inputs.scenario.term);
  if (const auto picked = choice_box(ui, at, width, width, {"plan", tr("Plan"), value, plans.items, plans.chosen}); picked)
    ui.act(plans.picks[*picked]);
}

float plan_width(const Ui& ui, const AppState& state) {
  const std::vector<ChoiceItem> none;
  const std::string value = plan_words(state.inputs.catalog, state.inputs.scenario.plan, state.inputs.scenario.term);
  return choice_box_width(ui, {"", tr("Plan"), value, none, 0});
}

float platform_width(const Ui& ui, const AppState& state) {
  const std::vector<ChoiceItem> none;
  return choice_box_width(ui, {"", "", state.inputs.catalog.name, none, 0});
}

/// How much stands behind the numbers; while it grows, a thin line fills along the bar's lower edge.
void progress(const Ui& ui, const AppState& state, float left, float right) {
  const Derived& derived = state.derived;
  if (derived.paths_wanted == 0) return;
  const bool done = derived.paths_done >= derived.paths_wanted;
  if (!done) {
    const float share = static_cast<float>(derived.paths_done) / static_cast<float>(derived.paths_wanted);
    filled({0, measure::kHeader - 2}, {ui.width * std::max(share, 0.02f), measure::kHeader}, ui.colours.accent);
  }
  const bool exact = derived.forecast && derived.forecast->method == "exact";
  const std::string paths = number(ui.numbers, whole(derived.paths_done), 0);
  const std::string words = exact  ? std::string(tr("computed exactly"))
                            : done ? tr("{0} simulated futures", {paths})
                                   : tr("{0} futures so far", {paths});
  const float width = text_width(ui, Type::note, words);
  if (left + width <= right) text_right(ui, right, (measure::kHeader - 16) / 2, Type::note, ui.colours.quiet, words);
}

void platform_chooser(Ui& ui, const AppState& state, ImVec2 at, float width) {
  const Inputs& inputs = state.inputs;
  std::vector<ChoiceItem> items;
  std::size_t chosen = 0;
  const bool own = !inputs.parts.catalog.empty();
  for (const PlatformEntry& platform : inputs.platforms) {
    if (platform.id == inputs.scenario.platform && platform.own == own) chosen = items.size();
    items.push_back({platform.name, platform.own ? std::string(tr("yours")) : "", false});
  }
  items.push_back({tr("Your own catalog…"), "", false});
  const auto picked = choice_box(ui, at, width, width, {"platform", "", inputs.catalog.name, items, chosen});
  if (!picked) return;
  if (*picked == inputs.platforms.size()) return ui.act(OpenPanel{Panel::catalog});
  ui.act(ChoosePlatform{inputs.platforms[*picked].id, inputs.platforms[*picked].own});
}

/// What the bar has no room for.
void more_menu(Ui& ui, const AppState& state, const ButtonSpec& spec, ImVec2 at, Layout layout) {
  struct Entry {
    std::string_view label;
    Action action;
    bool off;
  };
  std::vector<Entry> entries;
  if (layout == Layout::narrow) {
    entries.push_back({tr("Undo"), Undo{}, !state.history.can_undo()});
    entries.push_back({tr("Redo"), Redo{}, !state.history.can_redo()});
  }
  if (layout != Layout::wide) {
    entries.push_back({tr("Import usage"), OpenPanel{Panel::import_usage}, false});
    entries.push_back({tr("Export"), OpenPanel{Panel::export_results}, false});
  }
  entries.push_back({tr("Embed in a page"), OpenPanel{Panel::embed}, false});
  entries.push_back({tr("Start over"), StartOver{}, false});
  ImGui::PushID("more");
  if (button(ui, at, spec)) ImGui::OpenPopup(kChoiceList);
  std::vector<ChoiceItem> items;
  for (const Entry& entry : entries) items.push_back({entry.label, "", false, entry.off});
  const float right = at.x + ui.control(), below = at.y + ui.control() + 4;
  if (const auto picked = choice_list(ui, {right, below}, 0, true, {"", "", "", items, items.size()}))
    ui.act(entries[*picked].action);
  ImGui::PopID();
}

struct BarButton {
  ButtonSpec spec;
  std::optional<Action> action;  // none: opens what the bar has no room for
};

/// The bar's buttons from left to right, which is the order that Tab goes in.
std::vector<BarButton> bar_buttons(const AppState& state, Layout layout) {
  std::vector<BarButton> all;
  if (layout != Layout::narrow) {
    all.push_back({{.id = "undo", .label = tr("Undo (Ctrl+Z)"), .sign = Sign::undo, .off = !state.history.can_undo()}, Undo{}});
    all.push_back({{.id = "redo", .label = tr("Redo (Ctrl+Y)"), .sign = Sign::redo, .off = !state.history.can_redo()}, Redo{}});
  }
  if (layout == Layout::wide) {
    all.push_back({{.id = "import", .label = tr("Import usage")}, OpenPanel{Panel::import_usage}});
    all.push_back({{.id = "export", .label = tr("Export")}, OpenPanel{Panel::export_results}});
  }
  all.push_back({{.id = "menu", .label = tr("More"), .sign = Sign::more}, std::nullopt});
  all.push_back({{.id = "share", .label = tr("Share"), .accent = true}, OpenPanel{Panel::share}});
  return all;
}

float bar_buttons_width(const Ui& ui, const std::vector<BarButton>& all) {
  float width = 0;
  for (const BarButton& one : all) width += one.action ? button_width(ui, one.spec) : ui.control() + 4;
  return width;
}

void draw_bar_buttons(Ui& ui, const AppState& state, const std::vector<BarButton>& all, float x, float y, Layout layout) {
  for (const BarButton& one : all) {
    if (!one.action) {
      more_menu(ui, state, one.spec, {x, y}, layout);
      x += ui.control() + 4;
      continue;
    }
    if (button(ui, {x, y}, one.spec)) ui.act(*one.action);
    x += button_width(ui, one.spec);
  }
}

void shortcuts(Ui& ui) {
  const ImGuiIO& io = ImGui::GetIO();
  if (!(io.KeyCtrl || io.KeySuper) || io.KeyAlt || io.WantTextInput) return;
  if (ImGui::IsKeyPressed(ImGuiKey_Z)) ui.act(io.KeyShift ? Action{Redo{}} : Action{Undo{}});
  if (ImGui::IsKeyPressed(ImGuiKey_Y)) ui.act(Redo{});
}

}  // namespace

void choosers(Ui& ui, const AppState& state, Column& column) {
  const float half = (column.width - measure::kGrid) / 2;
  scenario_chooser(ui, state, {column.x, column.y}, half);
  plan_chooser(ui, state, {column.x + half + measure::kGrid, column.y}, half);
  column.skip(ui.control());
}

void header_bar(Ui& ui, const AppState& state, Layout layout) {
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({ui.width, measure::kHeader});
  constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                      ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                                      ImGuiWindowFlags_NoScrollWithMouse;
  if (ImGui::Begin("header", nullptr, kFlags)) {
    filled({0, 0}, {ui.width, measure::kHeader}, ui.colours.card);
    filled({0, measure::kHeader - 1}, {ui.width, measure::kHeader}, ui.colours.line);
    const float margin = layout == Layout::narrow ? 16.0f : layout == Layout::medium ? 16.0f : 24.0f;
    canvas().AddCircleFilled({margin + 5, measure::kHeader / 2}, 5, ui.colours.accent);
    float x = margin + 18;
    const bool buttons = state.inputs.loaded && !ui.embedded;
    const std::vector<BarButton> bar = buttons ? bar_buttons(state, layout) : std::vector<BarButton>{};
    const float begin = ui.width - margin - bar_buttons_width(ui, bar);
    const float right = buttons ? begin - measure::kGrid : begin;
    const float y = (measure::kHeader - ui.control()) / 2;
    // On a phone the sign stands for the name.
    const bool named = layout != Layout::narrow || ui.width >= 440 || ui.embedded;
    if (named) x += text(ui, {x, (measure::kHeader - 20) / 2}, Type::strong, ui.colours.strong, "Creditcast") + measure::kGap;
    if (buttons) shortcuts(ui);
    if (state.inputs.loaded && ui.embedded) {
      text_fit(ui, {x, (measure::kHeader - 20) / 2}, right - x, Type::text, ui.colours.normal, state.inputs.scenario.name);
    } else if (state.inputs.loaded && layout == Layout::narrow) {
      const float width = std::min(platform_width(ui, state), right - x);
      platform_chooser(ui, state, {x, y}, width);
    } else if (state.inputs.loaded) {
      const float platform = std::min(platform_width(ui, state), 200.0f);
      platform_chooser(ui, state, {x, y}, platform);
      x += platform + measure::kGrid;
      const float plan = std::min(plan_width(ui, state), 260.0f);
      const float scenario = std::min(scenario_width(ui, state), std::max(right - x - plan - measure::kGrid, 120.0f));
      scenario_chooser(ui, state, {x, y}, scenario);
      x += scenario + measure::kGrid;
      plan_chooser(ui, state, {x, y}, plan);
      x += plan + measure::kGap;
      progress(ui, state, x, right);
    }
    if (layout == Layout::narrow) progress(ui, state, right, right);
    draw_bar_buttons(ui, state, bar, begin, y, layout);
  }
  ImGui::End();
}

}  // namespace creditcast::web
