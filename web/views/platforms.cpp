#include <algorithm>

#include "platform_words.hpp"
#include "views.hpp"
#include "widgets/axis.hpp"
#include "widgets/focus.hpp"
#include "widgets/legend.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

constexpr float kWide = 640, kBarHeight = 6, kAbove = 10;

/// Right edges, but for the name and the bar.
struct Columns {
  float name, name_width, bar, bar_width, money, run_out, piece;
  bool wide = false;
};

Columns columns_of(const Column& column) {
  Columns at{};
  at.wide = column.width >= kWide;
  const float arrow = 24;
  at.name = column.x;
  at.piece = column.right() - arrow;
  at.money = column.right() - (at.wide ? 0.0f : arrow);
  at.bar = column.x;
  at.bar_width = column.width - arrow;
  if (!at.wide) return at;
  const float share = column.width < 900 ? 120.0f : 136.0f;
  at.run_out = at.piece - share;
  at.money = at.run_out - share;
  at.name_width = column.width * 0.26f;
  at.bar = column.x + at.name_width + measure::kGap;
  at.bar_width = std::max(at.money - 120 - at.bar, 0.0f);
  return at;
}

void headings(const Ui& ui, const Columns& at, Column& inside) {
  if (!at.wide) return;
  text_fit(ui, {at.name, inside.y}, at.bar + at.bar_width - at.name, Type::note, ui.colours.normal,
           tr("Platform, and the plan to take there"));
  text_right(ui, at.money, inside.y, Type::note, ui.colours.normal, tr("money a month"));
  text_right(ui, at.run_out, inside.y, Type::note, ui.colours.normal, tr("runs short"));
  text_right(ui, at.piece, inside.y, Type::note, ui.colours.normal, tr("a finished piece"));
  inside.skip(24);
}

struct Row {
  const PlatformOutcome& outcome;
  PlatformText words;
  float share = 0;  ///< of the longest bar
  bool least = false;
};

void bar(const Ui& ui, const Row& row, ImVec2 at, float width) {
  if (!row.outcome.plan || width < 24) return;
  filled(at, {at.x + width, at.y + kBarHeight}, ui.colours.track, 3);
  if (row.share > 0)
    filled(at, {at.x + std::max(width * row.share, 4.0f), at.y + kBarHeight},
           row.least ? ui.colours.accent : ui.colours.further[0], 3);
}

void name(const Ui& ui, const Row& row, ImVec2 at, float width) {
  float x = at.x;
  if (row.outcome.here) x += text(ui, at, Type::strong, ui.colours.accent, "✓") + 6;
  text_fit(ui, {x, at.y}, at.x + width - x, Type::strong, ui.colours.strong, row.words.name);
}

/// Draws the row below `y`, or, where `draws` is not set, only tells how high it is.
float row_words(const Ui& ui, const Columns& at, const Row& row, float y, bool draws) {
  const float top = y;
  const auto ink = [draws](ImU32 colour) { return draws ? colour : ImU32{0}; };
  const bool priced = row.outcome.plan.has_value();
  const std::string& plan = row.words.plan;
  const ImU32 money_ink = priced ? ui.colours.strong : ui.colours.warning;
  y += kAbove;
  if (draws) {
    const float room = at.bar_width - text_width(ui, Type::strong, row.words.money) - measure::kGrid;
    name(ui, row, {at.name, y}, at.wide ? at.name_width : room);
    text_right(ui, at.money, y, Type::strong, money_ink, row.words.money);
  }
  if (at.wide) {
    if (draws) {
      bar(ui, row, {at.bar, y + 7}, at.bar_width);
      text_right(ui, at.run_out, y, Type::text, ui.colours.strong, row.words.run_out);
      text_right(ui, at.piece, y, Type::text, ui.colours.strong, row.words.piece);
      text_fit(ui, {at.name, y + 20}, at.name_width, Type::note, ui.colours.normal, plan);
      const float likely = std::min(text_width(ui, Type::note, row.words.likely), at.money - at.bar);
      text_fit(ui, {at.money - likely, y + 20}, likely + 1, Type::note, ui.colours.normal, row.words.likely);
    }
    y += plan.empty() && row.words.likely.empty() ? 20.0f : 36.0f;
  } else {
    y += 20;
    for (const std::string& line : {plan, row.words.likely}) {
      if (line.empty()) continue;
      if (draws) text_fit(ui, {at.name, y}, at.bar_width, Type::note, ui.colours.normal, line);
      y += 16;
    }
    if (priced) {
      if (draws) bar(ui, row, {at.bar, y + 6}, at.bar_width);
      y += 18;
      const std::string words = tr("{0} of months run short; {1} a finished piece", {row.words.run_out, row.words.piece});
      y += paragraph(ui, {at.name, y}, at.bar_width, Type::note, ink(ui.colours.strong), words);
    }
  }
  for (const PlatformText::Note& note : row.words.notes) {
    const float width = at.wide ? at.piece - at.name : at.bar_width;
    y += paragraph(ui, {at.name, y}, width, Type::note, ink(note.loud ? ui.colours.warning : ui.colours.normal), note.words);
  }
  return y + kAbove - top;
}

void platform_row(Ui& ui, const Columns& at, const Row& row, Column& inside) {
  const float height = std::max(row_words(ui, at, row, inside.y, false), measure::kTouchControl);
  const ImVec2 from{inside.x - 8, inside.y + 1}, to{inside.right() + 8, inside.y + height - 1};
  if (const std::string takes = taking_words(row.outcome); !takes.empty()) {
    if (press(ui, "row", from, to)) ui.act(ChoosePlatform{row.outcome.id, false, true});
    const bool hovered = ImGui::IsItemHovered();
    if (hovered) filled(from, to, ui.colours.track, measure::kControlRound);
    focus_ring(ui, from, to, measure::kControlRound);
    tell_focus(ui, "button", takes, row.words.notes.empty() ? row.words.money : row.words.all_notes());
    text_right(ui, inside.right(), inside.y + kAbove, Type::strong, hovered ? ui.colours.accent : ui.colours.quiet, "›");
  }
  row_words(ui, at, row, inside.y, true);
  inside.skip(height);
}

void rows(Ui& ui, const AppState& state, const std::vector<PlatformOutcome>& all, Column& inside) {
  const Columns at = columns_of(inside);
  headings(ui, at, inside);
  const PlatformOutcome* least = least_money(all);
  for (std::size_t i = 0; i < all.size(); ++i) {
    Row row{all[i], platform_text(ui.numbers, state, all[i]), 0, &all[i] == least};
    if (all[i].plan) {
      double most = 0;  // money of one currency
      for (const PlatformOutcome& other : all)
        if (other.plan && other.plan->currency == all[i].plan->currency)
          most = std::max(most, as_double(other.plan->money_per_month->mean));
      if (most > 0) row.share = static_cast<float>(as_double(all[i].plan->money_per_month->mean) / most);
    }
    if (i > 0 || at.wide) rule(ui, inside.x, inside.y, inside.width);
    ImGui::PushID(all[i].id.c_str());
    ImGui::PushID(all[i].own ? 1 : 0);
    platform_row(ui, at, row, inside);
    ImGui::PopID();
    ImGui::PopID();
  }
}

}  // namespace

void platforms(Ui& ui, const AppState& state, Column& column) {
  if (!state.derived.closer.offered) return;
  const auto& look = state.derived.closer.platforms;
  const ImVec2 top{column.x, column.y};
  Column inside = open_card(ui, column);
  title_with_legend(ui, inside, "platforms", tr("The same work on other platforms"), {});
  if (!look.value) {
    waits(ui, inside, look.trouble);
  } else {
    inside.skip(paragraph(ui, {inside.x, inside.y}, inside.width, Type::strong, ui.colours.strong,
                          platforms_verdict(ui.numbers, state, *look.value)));
    inside.skip(measure::kGap);
    rows(ui, state, *look.value, inside);
    if (some_missing(*look.value)) try_again(ui, inside);
    chart_note(ui, inside,
               tr("Credits differ from platform to platform; money and finished pieces do not. A press takes the work there."));
    if (look.stale) chart_note(ui, inside, tr("The work has changed; this is being computed anew."));
  }
  close_card(ui, column, inside);
  CloserMemory& memory = ui.memory.closer;
  memory.sees_platforms = memory.sees_platforms || ImGui::IsRectVisible(top, {column.right(), column.y});
}

}  // namespace creditcast::web
