#include "chart.hpp"

#include <algorithm>
#include <cmath>

namespace creditcast::web {
namespace {

constexpr float kAxisText = 16, kBelow = 24;

struct Plot {
  ImVec2 from, to;
  double top;
  [[nodiscard]] float y(double value) const {
    return to.y - static_cast<float>(std::clamp(value / top, 0.0, 1.0)) * (to.y - from.y);
  }
};

/// Grid lines with their labels; the labels' width decides where the plot begins.
Plot draw_axis(const Ui& ui, const Column& column, float height, const Ticks& ticks) {
  float widest = 0;
  for (int i = 0; i <= ticks.count; ++i)
    widest = std::max(widest, text_width(ui, Type::note, short_number(ui.numbers, ticks.step * i, ticks.end())));
  const Plot plot{{column.x + widest + 8, column.y + kAxisText / 2}, {column.right(), column.y + height - kBelow}, ticks.end()};
  for (int i = 0; i <= ticks.count; ++i) {
    const double value = ticks.step * i;
    const float y = std::round(plot.y(value));
    filled({plot.from.x, y}, {plot.to.x, y + 1}, ui.colours.line);
    text_right(ui, plot.from.x - 8, y - kAxisText / 2, Type::note, ui.colours.quiet,
               short_number(ui.numbers, value, ticks.end()));
  }
  return plot;
}

float legend_width(const Ui& ui, const LegendItem& item) { return 16 + text_width(ui, Type::note, item.label) + 16; }

void read_out_row(const Ui& ui, Column& column, ImU32 mark, std::string_view label, std::string_view value, bool strong) {
  float x = column.x;
  if (mark != 0) {
    filled({x, column.y + 4}, {x + 8, column.y + 12}, mark, 2);
    x += 16;
  }
  const float width = text_width(ui, Type::note_strong, value);
  text_fit(ui, {x, column.y}, column.right() - x - width - 12, Type::note, ui.colours.normal, label);
  text_right(ui, column.right(), column.y, strong ? Type::note_strong : Type::note, ui.colours.strong, value);
  column.skip(18);
}

Amount amount_of(double value) { return Amount{std::llround(value * 1e6)}; }

}  // namespace

Ticks nice_ticks(double top, int wanted) {
  if (!(top > 0)) return {1, 1};
  const double rough = top / std::max(wanted, 1);
  double power = 1;
  while (power > rough) power /= 10;
  while (power * 10 <= rough) power *= 10;
  // Of the round steps near the wanted one, the one that leaves least room above.
  Ticks best;
  for (const double factor : {0.5, 1.0, 2.0, 2.5, 5.0, 10.0}) {
    const double step = factor * power;
    const int count = std::max(1, static_cast<int>(std::ceil(top / step - 1e-9)));
    if (count < wanted - 1 || count > wanted + 1) continue;
    if (best.count == 1 || step * count < best.end() * 0.999) best = {step, count};
  }
  return best.count > 1 ? best : Ticks{10 * power, std::max(1, static_cast<int>(std::ceil(top / (10 * power))))};
}

void title_with_legend(const Ui& ui, Column& column, std::string_view title, std::span<const LegendItem> items) {
  float needed = 0;
  for (const LegendItem& item : items) needed += legend_width(ui, item);
  const float title_width = text_width(ui, Type::note_strong, title);
  const bool beside = title_width + 24 + needed <= column.width + 16;
  text_fit(ui, {column.x, column.y}, column.width, Type::note_strong, ui.colours.normal, title);
  float x = column.right() + 16 - needed;
  if (!beside) {
    column.skip(24);
    x = column.x;
  }
  for (const LegendItem& item : items) {
    const float width = std::min(legend_width(ui, item), column.width);
    if (!beside && x > column.x && x + width - 16 > column.right()) {
      x = column.x;
      column.skip(20);
    }
    filled({x, column.y + 3}, {x + 10, column.y + 13}, item.colour, 3);
    text_fit(ui, {x + 16, column.y}, width - 32 + 1, Type::note, ui.colours.normal, item.label);
    x += width;
  }
  column.skip(16 + measure::kGap);
}

void bars_chart(Ui& ui, Column& column, const BarsSpec& spec) {
  double top = 0;
  for (const Bar& bar : spec.bars) {
    double sum = 0;
    for (const double part : bar.parts) sum += part;
    top = std::max({top, sum, bar.high});
  }
  const Plot plot = draw_axis(ui, column, spec.height, nice_ticks(top, spec.height < 160 ? 3 : 4));
  const auto count = static_cast<float>(std::max<std::size_t>(spec.bars.size(), 1));
  const float slot = (plot.to.x - plot.from.x) / count;
  const float width = std::floor(std::clamp(slot * 0.62f, 2.0f, 48.0f));

  ImGui::SetCursorScreenPos({plot.from.x, column.y});
  ImGui::InvisibleButton("bars", {std::max(plot.to.x - plot.from.x, 1.0f), spec.height});
  int pointed = -1;
  if (ImGui::IsItemHovered())
    pointed = std::clamp(static_cast<int>((ImGui::GetIO().MousePos.x - plot.from.x) / slot), 0, static_cast<int>(count) - 1);
  if (spec.bars.empty()) pointed = -1;

  // Labels stand under every n-th bar so that they never touch.
  float label = 0;
  for (const Bar& bar : spec.bars) label = std::max(label, text_width(ui, Type::note, bar.brief));
  const int every = std::max(1, static_cast<int>(std::ceil((label + 8) / slot)));

  for (std::size_t i = 0; i < spec.bars.size(); ++i) {
    const Bar& bar = spec.bars[i];
    const float middle = plot.from.x + slot * (static_cast<float>(i) + 0.5f);
    const float left = std::round(middle - width / 2);
    if (static_cast<int>(i) == pointed)
      filled({middle - slot / 2, plot.from.y}, {middle + slot / 2, plot.to.y}, ui.colours.track, 4);
    double below = 0;
    std::size_t last = 0;
    for (std::size_t k = 0; k < bar.parts.size(); ++k)
      if (bar.parts[k] > 0) last = k;
    for (std::size_t k = 0; k < bar.parts.size() && k < spec.series.size(); ++k) {
      if (bar.parts[k] <= 0) continue;
      const float lower = std::round(plot.y(below));
      below += bar.parts[k];
      float upper = std::round(plot.y(below));
      if (lower - upper < 1) continue;
      const bool gap = k != last && lower - upper > 2;  // a thin line of ground parts what is stacked
      if (gap) upper += 1;
      filled({left, upper}, {left + width, lower}, spec.series[k].colour, k == last ? 3.0f : 0.0f, ImDrawFlags_RoundCornersTop);
    }
    if (bar.high > bar.low) {
      const float x = std::round(middle);
      const float high = plot.y(bar.high), low = plot.y(bar.low);
      filled({x, high}, {x + 1, low}, ui.colours.strong);
      filled({x - 2, std::round(high)}, {x + 3, std::round(high) + 1}, ui.colours.strong);
      filled({x - 2, std::round(low)}, {x + 3, std::round(low) + 1}, ui.colours.strong);
    }
    if (i % static_cast<std::size_t>(every) == 0) {
      const float text_x = middle - text_width(ui, Type::note, bar.brief) / 2;
      text(ui, {text_x, plot.to.y + 8}, Type::note, ui.colours.quiet, bar.brief);
    }
  }

  if (pointed >= 0 && begin_hover(ui, 220)) {
    const Bar& bar = spec.bars[static_cast<std::size_t>(pointed)];
    const ImVec2 at = ImGui::GetCursorScreenPos();
    Column out{at.x, at.y, 220};
    double sum = 0;
    for (const double part : bar.parts) sum += part;
    text(ui, {out.x, out.y}, Type::note_strong, ui.colours.strong, bar.name);
    text_right(ui, out.right(), out.y, Type::note_strong, ui.colours.strong,
               credits(ui.numbers, amount_of(sum)) + " " + spec.unit);
    out.skip(22);
    for (std::size_t k = bar.parts.size(); k-- > 0;)
      if (bar.parts[k] > 0 && k < spec.series.size())
        read_out_row(ui, out, spec.series[k].colour, spec.series[k].label, credits(ui.numbers, amount_of(bar.parts[k])), false);
    if (bar.high > bar.low)
      read_out_row(ui, out, 0, "8 of 10 times between",
                   credits(ui.numbers, amount_of(bar.low)) + " and " + credits(ui.numbers, amount_of(bar.high)), false);
    for (const std::string& note : bar.notes)
      out.skip(paragraph(ui, {out.x, out.y}, out.width, Type::note, ui.colours.normal, note));
    ImGui::Dummy({out.width, out.y - at.y});
    end_hover();
  }
  column.skip(spec.height);
}

void fan_chart(Ui& ui, Column& column, const FanSpec& spec) {
  double top = 0;
  for (const FanDay& day : spec.days) top = std::max(top, day.high);
  const Plot plot = draw_axis(ui, column, spec.height, nice_ticks(top, 3));
  const auto last = static_cast<float>(std::max<std::size_t>(spec.days.size(), 2) - 1);
  auto x_of = [&plot, last](std::size_t day) {
    return plot.from.x + (plot.to.x - plot.from.x) * static_cast<float>(day) / last;
  };
  ImDrawList& list = canvas();
  // Slices of the band lie edge to edge; smoothing each would show the seams.
  const ImDrawListFlags flags = list.Flags;
  list.Flags &= ~ImDrawListFlags_AntiAliasedFill;
  for (std::size_t i = 1; i < spec.days.size(); ++i) {
    const FanDay &a = spec.days[i - 1], &b = spec.days[i];
    list.AddQuadFilled({x_of(i - 1), plot.y(a.high)}, {x_of(i), plot.y(b.high)}, {x_of(i), plot.y(b.low)},
                       {x_of(i - 1), plot.y(a.low)}, ui.colours.band);
  }
  list.Flags = flags;
  for (std::size_t i = 0; i < spec.days.size(); ++i) list.PathLineTo({x_of(i), plot.y(spec.days[i].middle)});
  list.PathStroke(ui.colours.accent, 0, 2.0f);
  const int step = spec.days_a_month;
  for (int day = 0; day <= static_cast<int>(last); day += step) {
    const std::string name = "day " + std::to_string(day + 1);
    const float width = text_width(ui, Type::note, name);
    const float x = std::clamp(x_of(static_cast<std::size_t>(day)) - width / 2, plot.from.x, plot.to.x - width);
    text(ui, {x, plot.to.y + 8}, Type::note, ui.colours.quiet, name);
  }
  ImGui::SetCursorScreenPos({plot.from.x, column.y});
  ImGui::InvisibleButton("fan", {std::max(plot.to.x - plot.from.x, 1.0f), spec.height});
  if (ImGui::IsItemHovered() && !spec.days.empty()) {
    const float share = std::clamp((ImGui::GetIO().MousePos.x - plot.from.x) / (plot.to.x - plot.from.x), 0.0f, 1.0f);
    const auto day = std::min(static_cast<std::size_t>(std::lround(share * last)), spec.days.size() - 1);
    const float x = std::round(x_of(day));
    filled({x, plot.from.y}, {x + 1, plot.to.y}, ui.colours.quiet);
    canvas().AddCircleFilled({x + 0.5f, plot.y(spec.days[day].middle)}, 4, ui.colours.accent);
    if (begin_hover(ui, 200)) {
      const ImVec2 at = ImGui::GetCursorScreenPos();
      Column out{at.x, at.y, 200};
      text(ui, {out.x, out.y}, Type::note_strong, ui.colours.strong, "End of day " + std::to_string(day + 1));
      out.skip(22);
      read_out_row(ui, out, 0, "median", credits(ui.numbers, amount_of(spec.days[day].middle)) + " " + spec.unit, true);
      read_out_row(
          ui, out, 0, "8 of 10",
          credits(ui.numbers, amount_of(spec.days[day].low)) + " to " + credits(ui.numbers, amount_of(spec.days[day].high)),
          false);
      ImGui::Dummy({out.width, out.y - at.y});
      end_hover();
    }
  }
  column.skip(spec.height);
}

void range_line(const Ui& ui, Column& column, double low, double mean, double high) {
  // The line spans the range and as much again, so that a narrow range looks narrow: never less than half of the mean.
  const double spread = std::max(high - low, mean * 0.5);
  const double from = std::max(0.0, mean - spread), to = mean + spread;
  if (!(to > from)) return;
  auto x_of = [&](double value) {
    return column.x + column.width * static_cast<float>(std::clamp((value - from) / (to - from), 0.0, 1.0));
  };
  const float y = column.y + 4;
  filled({column.x, y}, {column.right(), y + 8}, ui.colours.track, 4);
  filled({x_of(low), y}, {std::max(x_of(high), x_of(low) + 4), y + 8}, ui.colours.band, 4);
  const float x = std::round(x_of(mean));
  filled({x - 1.5f, y - 3}, {x + 1.5f, y + 11}, ui.colours.accent, 1.5f);
  column.skip(16);
}

}  // namespace creditcast::web
