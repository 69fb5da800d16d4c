#include "axis.hpp"

#include <algorithm>
#include <cmath>

#include "../calendar_words.hpp"
#include "../words.hpp"

namespace creditcast::web {
namespace {

constexpr float kLine = 16, kBelow = 24;
constexpr int kOneMonth = 31;

struct Span {
  float from, to;
};
Span place(const Ui& ui, const Plot& plot, const AxisLabel& label) {
  const float width = text_width(ui, Type::note, label.words);
  const float from = std::max(plot.from.x - 8, std::min(label.x - width / 2, plot.to.x - width));
  return {from, from + width};
}

}  // namespace

Ticks nice_ticks(double top, int wanted) {
  if (!(top > 0) || !std::isfinite(top)) return {1, 1};
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

RangeTicks nice_range(double low, double high, int wanted) {
  if (!(high > low)) {
    const double around = std::fabs(low) > 0 ? std::fabs(low) * 0.1 : 1;
    return nice_range(low - around, low + around, wanted);
  }
  const double step = nice_ticks(high - low, wanted).step;
  RangeTicks ticks{std::floor(low / step + 1e-9) * step, step, 1};
  ticks.count = std::max(1, static_cast<int>(std::ceil((high - ticks.from) / step - 1e-9)));
  return ticks;
}

float Plot::y(double value) const { return to.y - static_cast<float>(std::clamp(value / top, 0.0, 1.0)) * (to.y - from.y); }

float Plot::x(double at, double last) const {
  return from.x + width() * static_cast<float>(last > 0 ? std::clamp(at / last, 0.0, 1.0) : 0.5);
}

Plot draw_grid(const Ui& ui, const Column& column, const GridSpec& spec) {
  const Ticks ticks = nice_ticks(spec.top, spec.wanted);
  float widest = text_width(ui, Type::note, spec.caption);
  for (int i = 0; i <= ticks.count; ++i)
    widest = std::max(widest, text_width(ui, Type::note, spec.write(ui.numbers, ticks.step * i, ticks.end())));
  const Plot plot{
      {column.x + widest + 8, column.y + kLine / 2}, {column.right(), column.y + spec.height - kBelow}, ticks.end()};
  for (int i = 0; i <= ticks.count; ++i) {
    const double value = ticks.step * i;
    const float y = std::round(plot.y(value));
    filled({plot.from.x, y}, {plot.to.x, y + 1}, ui.colours.line);
    text_right(ui, plot.from.x - 8, y - kLine / 2, Type::note, ui.colours.quiet, spec.write(ui.numbers, value, ticks.end()));
  }
  text_right(ui, plot.from.x - 8, plot.to.y + 8, Type::note, ui.colours.quiet, spec.caption);
  return plot;
}

void draw_labels(const Ui& ui, const Plot& plot, std::span<const AxisLabel> labels) {
  std::size_t every = 1;
  const auto touch = [&](std::size_t step) {
    for (std::size_t i = step; i < labels.size(); i += step)
      if (place(ui, plot, labels[i]).from < place(ui, plot, labels[i - step]).to + 8) return true;
    return false;
  };
  while (every < labels.size() && touch(every)) ++every;
  for (std::size_t i = 0; i < labels.size(); i += every)
    text_fit(ui, {place(ui, plot, labels[i]).from, plot.to.y + 8}, plot.width() + 8, Type::note, ui.colours.quiet,
             labels[i].words);
}

std::vector<Tick> day_ticks(std::optional<Day> start, int days) {
  std::vector<Tick> ticks;
  if (days <= kOneMonth) {
    for (int day = 0; day < days; day += 5)
      ticks.push_back({day, start ? std::to_string(to_date(*start + day).day) : std::to_string(day + 1)});
    return ticks;
  }
  if (!start) {
    for (int day = 0; day < days; day += 30) ticks.push_back({day, std::to_string(day / 30 + 1)});
    return ticks;
  }
  const Date first = to_date(*start);
  for (int month = first.day == 1 ? 0 : 1;; ++month) {
    const Day begins = add_months(*start - (first.day - 1), month);
    if (begins - *start >= days) return ticks;
    ticks.push_back({begins - *start, month_name(begins, 0, true)});
  }
}

std::string_view day_caption(std::optional<Day> start, int days) {
  if (days <= kOneMonth) return tr("day");
  return start ? std::string_view() : tr("month");
}

Amount as_amount(double value) {
  const double top = static_cast<double>(kAmountMaxMicros);
  return Amount{std::llround(std::clamp(value * 1e6, -top, top))};
}

}  // namespace creditcast::web
