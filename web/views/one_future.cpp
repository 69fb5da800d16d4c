#include <algorithm>
#include <array>
#include <cmath>

#include "calendar_words.hpp"
#include "path_words.hpp"
#include "views.hpp"
#include "widgets/axis.hpp"
#include "widgets/focus.hpp"
#include "widgets/keys.hpp"
#include "widgets/legend.hpp"
#include "widgets/scroll.hpp"
#include "widgets/tabs.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

using Kind = PathEvent::Kind;

constexpr float kLane = 16, kKnob = 7;

/// Kinds that have a lane of marks below the balance.
struct Lane {
  Kind kind;
  std::string_view words;
};
constexpr Lane kLanes[] = {{Kind::grant, word("new")},
                           {Kind::purchase, word("bought")},
                           {Kind::expiry, word("expired")},
                           {Kind::blocked, word("blocked")}};

ImU32 lane_ink(const Ui& ui, Kind kind) {
  switch (kind) {
    case Kind::grant: return ui.colours.good;
    case Kind::purchase: return ui.colours.accent;
    case Kind::blocked: return ui.colours.warning;
    default: return ui.colours.normal;
  }
}

std::vector<Lane> lanes_of(const WalkedPath& path) {
  std::vector<Lane> lanes;
  for (const Lane& lane : kLanes)
    if (std::any_of(path.events.begin(), path.events.end(), [&](const PathEvent& event) { return event.kind == lane.kind; }))
      lanes.push_back(lane);
  return lanes;
}

/// A balance over time in at most so many steps: of each where it begins, its least and most, and where it ends. A page has
/// 65,536 vertices in all.
constexpr float kMostSteps = 600;
constexpr std::size_t kMostPools = 3;

template <typename Balance>
void draw_steps(const WalkedPath& path, const Plot& plot, ImU32 ink, float thick, const Balance& balance) {
  const float step = std::max(1.0f, plot.width() / kMostSteps), half = thick / 2;
  const auto x_of = [&](double time) {
    return plot.from.x + std::floor((plot.x(time, path.days) - plot.from.x) / step) * step;
  };
  double before = 0;
  float reached = plot.from.x;
  const auto go_to = [&](float x) {
    const float y = plot.y(before);
    if (x > reached) filled({reached, y - half}, {x, y + half}, ink);
    reached = x;
  };
  for (std::size_t from = 0; from < path.events.size();) {
    const float x = x_of(path.events[from].time);
    go_to(x);
    double least = before, most = before, last = before;
    std::size_t to = from;
    for (; to < path.events.size() && x_of(path.events[to].time) == x; ++to) {
      last = balance(to);
      least = std::min(least, last);
      most = std::max(most, last);
    }
    if (most > least) filled({x - half, plot.y(most) - half}, {x + half, plot.y(least) + half}, ink);
    before = last;
    from = to;
  }
  go_to(plot.to.x);
}

void draw_lanes(const Ui& ui, const WalkedPath& path, const std::vector<Lane>& lanes, const Plot& plot, float y) {
  for (const Lane& lane : lanes) {
    const ImU32 ink = lane_ink(ui, lane.kind);
    text_right(ui, plot.from.x - 8, y, Type::note, ui.colours.normal, tr(lane.words));
    filled({plot.from.x, y + 8}, {plot.to.x, y + 9}, ui.colours.line);
    // Marks that touch are one.
    float from = -10, to = -10;
    const auto draw = [&] {
      if (to > from) filled({from, y + 4}, {to, y + 13}, ink);
    };
    for (const PathEvent& event : path.events) {
      if (event.kind != lane.kind) continue;
      const float x = std::round(plot.x(event.time, path.days));
      if (x - 1 > to) {
        draw();
        from = x - 1;
      }
      to = x + 1;
    }
    draw();
    y += kLane;
  }
}

/// What is counted in units of its own, such as energy: a strip each, of its own scale, below the credits.
constexpr float kStrip = 32, kStripName = 24;

std::vector<std::size_t> pools_apart(const WalkedPath& path) {
  std::vector<std::size_t> pools;
  for (std::size_t pool = 0; pool < path.pools.size() && pools.size() < kMostPools; ++pool)
    if (!path.pools[pool].main) pools.push_back(pool);
  return pools;
}

void draw_strip(const Ui& ui, const AppState& state, const WalkedPath& path, std::size_t pool, const Plot& plot, float y) {
  Amount most;
  for (std::size_t i = 0; i < path.events.size(); ++i) most = std::max(most, path.balance(i, pool));
  const std::string name =
      tr("{0}, at most {1}", {path.pools[pool].name, with_unit(ui.numbers, most, state.inputs.catalog, path.pools[pool].unit)});
  text_fit(ui, {plot.from.x, y + 6}, plot.width(), Type::note, ui.colours.normal, name);
  const Plot strip{{plot.from.x, y + kStripName}, {plot.to.x, y + kStripName + kStrip}, std::max(as_double(most), 1.0)};
  filled({strip.from.x, strip.to.y}, {strip.to.x, strip.to.y + 1}, ui.colours.line);
  draw_steps(path, strip, ui.colours.good, 2, [&](std::size_t i) { return as_double(path.balance(i, pool)); });
}

/// Moves the time by mouse, finger or keys.
void scrub(Ui& ui, const WalkedPath& path, ImVec2 from, ImVec2 to, const Plot& plot, std::string_view here) {
  CloserMemory& memory = ui.memory.closer;
  static_cast<void>(hit("future", from, to));
  const bool active = ImGui::IsItemActive() && ImGui::IsMouseDown(ImGuiMouseButton_Left);
  if (ImGui::IsItemHovered() || active) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  const bool held = active && takes_hold(ui);
  // A finger that only presses, and does not scroll, means the place as well.
  const bool pressed = ui.finger && ImGui::IsItemDeactivated() && !ui.memory.touch_scrolling;
  if (held || pressed) {
    const double share = (ImGui::GetIO().MousePos.x - plot.from.x) / std::max(plot.width(), 1.0f);
    memory.time = std::clamp(share, 0.0, 1.0) * path.days;
  } else if (keyboard_here()) {
    if (const int steps = steps_by_keys(); steps != 0) {
      const auto last = static_cast<std::int64_t>(path.events.size()) - 1;
      const auto wanted = std::clamp<std::int64_t>(static_cast<std::int64_t>(path.at(memory.time)) + steps, 0, last);
      memory.time = path.events[static_cast<std::size_t>(wanted)].time;
    }
  }
  memory.time_held = held;
  focus_ring(ui, from, to, 4);
  tell_focus(ui, "slider", tr("Day of this future"), here);
  tell_range(ui, memory.time, 0, path.days);
}

void draw_handle(const Ui& ui, const WalkedPath& path, const Plot& plot, float bottom, std::size_t at) {
  const float x = std::round(plot.x(ui.memory.closer.time, path.days));
  filled({x, plot.from.y}, {x + 1, bottom}, ui.colours.accent);
  const ImVec2 knob{x + 0.5f, plot.y(as_double(path.left(at)))};
  if (ui.memory.closer.time_held) canvas().AddCircleFilled(knob, kKnob + 5, ui.colours.band);
  canvas().AddCircleFilled(knob, kKnob, ui.colours.accent);
  canvas().AddCircleFilled(knob, kKnob - 2, ui.colours.card);
}

/// "Month 1, day 12: 1,240 credits left"
std::string here_words(const Ui& ui, const AppState& state, const WalkedPath& path, std::size_t at) {
  return tr("{0}: {1} left",
            {day_name(state.inputs.scenario.calendar.start, path.events[at].day), left_words(ui.numbers, state, path, at)});
}

/// The balance with its lanes and its handle. Returns the event that the handle stands at.
std::size_t picture(Ui& ui, const AppState& state, const WalkedPath& path, Column& inside) {
  const std::optional<Day> start = state.inputs.scenario.calendar.start;
  const std::vector<Lane> lanes = lanes_of(path);
  double top = 0;
  for (std::size_t i = 0; i < path.events.size(); ++i) top = std::max(top, as_double(path.left(i)));
  // The widest word of the lanes decides where the plot begins.
  std::string_view widest = day_caption(start, path.days);
  for (const Lane& lane : lanes)
    if (text_width(ui, Type::note, tr(lane.words)) > text_width(ui, Type::note, widest)) widest = tr(lane.words);
  float numbers = 0;
  const Ticks ticks = nice_ticks(top, 3);
  for (int i = 0; i <= ticks.count; ++i)
    numbers = std::max(numbers, text_width(ui, Type::note, short_number(ui.numbers, ticks.step * i, ticks.end())));
  const float gutter = std::max(0.0f, text_width(ui, Type::note, widest) - numbers);
  const Column plain{inside.x + gutter, inside.y, inside.width - gutter};
  const Plot plot = draw_grid(ui, plain, {168, top, 3, short_number});
  const float below = inside.y + 168;
  const std::vector<std::size_t> apart = pools_apart(path);
  const float strips = below + kLane * static_cast<float>(lanes.size());
  const float bottom = strips + (kStripName + kStrip) * static_cast<float>(apart.size());
  scrub(ui, path, {plot.from.x, inside.y}, {plot.to.x, bottom}, plot,
        here_words(ui, state, path, path.at(ui.memory.closer.time)));
  std::size_t tint = 0;
  for (std::size_t pool = 0; pool < path.pools.size(); ++pool) {
    if (!path.pools[pool].main || tint == kMostPools) continue;
    const ImU32 ink = ui.colours.further[tint++ % ui.colours.further.size()];
    if (!switched_off(ui, "future", path.pools[pool].name))
      draw_steps(path, plot, ink, 1, [&](std::size_t i) { return as_double(path.balance(i, pool)); });
  }
  draw_steps(path, plot, ui.colours.accent, 2, [&](std::size_t i) { return as_double(path.left(i)); });
  draw_lanes(ui, path, lanes, plot, below);
  for (std::size_t i = 0; i < apart.size(); ++i)
    draw_strip(ui, state, path, apart[i], plot, strips + (kStripName + kStrip) * static_cast<float>(i));
  std::vector<AxisLabel> labels;
  for (const Tick& tick : day_ticks(start, path.days)) labels.push_back({std::round(plot.x(tick.at, path.days)), tick.words});
  draw_labels(ui, plot, labels);
  text_right(ui, plot.from.x - 8, plot.to.y + 8, Type::note, ui.colours.quiet, day_caption(start, path.days));
  const std::size_t at = path.at(ui.memory.closer.time);
  draw_handle(ui, path, plot, bottom, at);
  inside.y = bottom + measure::kGrid;
  return at;
}

void draw_event(const Ui& ui, const AppState& state, const WalkedPath& path, std::size_t event, bool here, Column& column) {
  const EventWords words = event_words(ui.numbers, state, path, event);
  // Where there is little room the second line is two.
  const bool narrow = column.width < 520;
  const float height = narrow ? 60.0f : 44.0f;
  const float y = column.y;
  if (here) {
    filled({column.x - 8, y}, {column.right() + 8, y + height - 2}, ui.colours.track, measure::kControlRound);
    filled({column.x - 8, y + 8}, {column.x - 5, y + height - 10}, ui.colours.accent, 1.5f);
  }
  const float amount = text_width(ui, Type::note_strong, words.amount), left = text_width(ui, Type::note, words.left);
  const float right = std::min(std::max(amount, left), column.width * 0.45f);
  const float room = column.width - right - 16;
  text_fit(ui, {column.x, y + 5}, room, here ? Type::note_strong : Type::note, ui.colours.strong, words.what);
  text_fit(ui, {column.right() - std::min(amount, right), y + 5}, right + 1, Type::note_strong,
           words.blocked ? ui.colours.warning : ui.colours.strong, words.amount);
  paragraph(ui, {column.x, y + 22}, room, Type::note, words.blocked ? ui.colours.warning : ui.colours.normal, words.why,
            narrow ? 2 : 1);
  text_fit(ui, {column.right() - std::min(left, right), y + 22}, right + 1, Type::note, ui.colours.normal, words.left);
  column.skip(height);
}

/// The events around the handle, each day under its name.
void entries(const Ui& ui, const AppState& state, const WalkedPath& path, std::size_t at, Column& inside) {
  const std::optional<Day> start = state.inputs.scenario.calendar.start;
  constexpr std::size_t kBefore = 2, kAll = 7;
  const std::size_t count = path.events.size();
  std::size_t from = at > kBefore ? at - kBefore : 0;
  from = std::min(from, count > kAll ? count - kAll : 0);
  const std::size_t to = std::min(from + kAll, count);
  for (std::size_t i = from; i < to; ++i) {
    if (i == from || path.events[i].day != path.events[i - 1].day) {
      inside.skip(4);
      text_fit(ui, {inside.x, inside.y}, inside.width, Type::note, ui.colours.quiet, day_name(start, path.events[i].day));
      inside.skip(20);
    }
    draw_event(ui, state, path, i, i == at, inside);
  }
}

/// Buttons in lines, as many as fit.
class Buttons {
 public:
  Buttons(Ui& ui, Column& column) : ui_(ui), column_(column), x_(column.x) {}
  bool add(const char* id, std::string_view words, bool enabled = true) {
    const float width = word_button_width(ui_, words);
    if (x_ > column_.x && x_ + width > column_.right()) {
      column_.skip(height() + measure::kGrid);
      x_ = column_.x;
    }
    const bool pressed = word_button(ui_, id, {x_, column_.y}, words, enabled);
    x_ += width + measure::kGrid;
    return pressed;
  }
  void end() { column_.skip(height()); }

 private:
  [[nodiscard]] float height() const { return ui_.touch ? measure::kTouchControl : 28.0f; }
  Ui& ui_;
  Column& column_;
  float x_;
};

std::size_t next_of(const WalkedPath& path, std::size_t at, Kind kind) {
  for (std::size_t i = at + 1; i < path.events.size(); ++i)
    if (path.events[i].kind == kind) return i;
  return path.events.size();
}

void controls(Ui& ui, const WalkedPath& path, std::size_t at, Column& inside) {
  CloserMemory& memory = ui.memory.closer;
  const std::size_t count = path.events.size();
  const auto go = [&](std::size_t event) { memory.time = path.events[event].time; };
  Buttons buttons(ui, inside);
  if (buttons.add("step-back", tr("‹ Step back"), at > 0)) go(at - 1);
  if (buttons.add("step-on", tr("Step on ›"), at + 1 < count)) go(at + 1);
  for (const auto& [kind, words] :
       {std::pair{Kind::blocked, word("Next blocked")}, std::pair{Kind::purchase, word("Next bought")},
        std::pair{Kind::expiry, word("Next expired")}, std::pair{Kind::grant, word("Next grant")}}) {
    const bool any =
        std::any_of(path.events.begin(), path.events.end(), [k = kind](const PathEvent& e) { return e.kind == k; });
    const std::size_t next = next_of(path, at, kind);
    if (any && buttons.add(words.data(), tr(words), next < count)) go(next);
  }
  buttons.end();
}

void walk(Ui& ui, const AppState& state, const WalkedPath& path, Column& inside) {
  const std::size_t at = picture(ui, state, path, inside);
  const std::string here = here_words(ui, state, path, at);
  inside.skip(paragraph(ui, {inside.x, inside.y}, inside.width, Type::strong, ui.colours.strong, here) + measure::kGrid);
  controls(ui, path, at, inside);
  inside.skip(measure::kGrid);
  entries(ui, state, path, at, inside);
  chart_note(ui, inside, calm_note(path));
  if (path.days < path.all_days)
    chart_note(ui, inside,
               tr("So much is asked that only the first {0} of {1} days are walked here.",
                  {std::to_string(path.days), std::to_string(path.all_days)}));
}

}  // namespace

void one_future(Ui& ui, const AppState& state, Column& column) {
  if (!state.derived.closer.offered) return;
  const Look<WalkedPath>& look = state.derived.closer.path;
  CloserMemory& memory = ui.memory.closer;
  const ImVec2 top{column.x, column.y};
  Column inside = open_card(ui, column);
  std::vector<LegendItem> legend;
  const Catalog& catalog = state.inputs.catalog;
  if (look.value) {
    legend.push_back({tr("all {0}", {unit_name(catalog, catalog.main_unit, true)}), ui.colours.accent, false});
    std::size_t tint = 0;
    for (const PathPool& pool : look.value->pools)
      if (pool.main && tint < kMostPools) legend.push_back({pool.name, ui.colours.further[tint++ % ui.colours.further.size()]});
    if (tint < 2) legend.resize(1);
  }
  title_with_legend(ui, inside, "future", tr("Future no. {0}, request by request", {std::to_string(memory.path + 1)}), legend);
  Buttons buttons(ui, inside);
  if (buttons.add("another", tr("Another future"))) ++memory.path;
  if (buttons.add("former", tr("The one before"), memory.path > 0)) --memory.path;
  buttons.end();
  inside.skip(measure::kGap);
  if (!look.value) {
    waits(ui, inside, look.trouble);
  } else if (look.value->events.empty()) {
    chart_note(ui, inside, tr("Nothing is asked, nothing comes and nothing goes in this future."));
  } else {
    walk(ui, state, *look.value, inside);
  }
  if (look.value && look.stale) chart_note(ui, inside, tr("The work has changed; this is being computed anew."));
  close_card(ui, column, inside);
  memory.sees_path = memory.sees_path || ImGui::IsRectVisible(top, {column.right(), column.y});
}

}  // namespace creditcast::web
