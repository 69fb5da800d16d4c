#include <algorithm>
#include <cmath>

#include "views.hpp"
#include "widgets/badge.hpp"
#include "widgets/field.hpp"

namespace creditcast::web {
namespace {

constexpr float kNarrowest = 148;

std::string short_amount(const Ui& ui, Amount amount) {
  const double value = static_cast<double>(amount.micros) / 1e6;
  return short_number(ui.numbers, value, value);
}

double percent_of(Share share) { return std::round(to_double(share) * 1000) / 10; }

NumberSpec chance(const Ui& ui, std::string_view id, std::string_view label, Share share, double low) {
  NumberSpec spec{id, label, percent(ui.numbers, share), percent_of(share), low, 100, 1};
  spec.compact = true;
  return spec;
}

void model_row(Ui& ui, const WorkItem& item, Column& column) {
  if (item.values.empty()) {
    if (column.width >= 176) {
      fact_row(ui, column, "Action", item.action, true);
    } else {
      text_fit(ui, {column.x, column.y + 5}, column.width, Type::note_strong, ui.colours.strong, item.action);
      column.skip(26);
    }
    return;
  }
  std::vector<ChoiceItem> items;
  for (const WorkItem::Value& value : item.values) {
    std::string note = value.each ? credits(ui.numbers, *value.each) : "no price";
    if (value.gated) note = "not on this plan";
    items.push_back({value.name, std::move(note), false});
  }
  const std::size_t chosen = std::min(item.chosen, items.size() - 1);
  if (const auto picked = choice_row(ui, column, {"option", item.option_name, item.values[chosen].name, items, chosen}); picked)
    ui.act(SetOption{item.ref, item.option, item.values[*picked].id});
}

void price_row(Ui& ui, const AppState& state, const WorkItem& item, Column& column) {
  const float y = column.y + 5;
  if (item.gated) {
    text_fit(ui, {column.x, y}, column.width, Type::note, ui.colours.warning, "not on this plan");
    column.skip(26);
    return;
  }
  text(ui, {column.x, y}, Type::note, ui.colours.normal, "Price");
  float right = column.right();
  const Provenance is = item.each ? item.is : Provenance::unpublished;
  const std::string price = item.each ? credits(ui.numbers, *item.each) : "";
  const std::string full = item.each ? with_unit(ui.numbers, *item.each, state.inputs.catalog, item.unit) : "";
  right -= badge_right(ui, "badge", right, y, is, item.why);
  const float room = right - column.x - 44;
  const auto fits = [&](const std::string& words) { return text_width(ui, Type::note_strong, words) <= room; };
  const std::string brief = item.each ? short_amount(ui, *item.each) : "";
  text_right(ui, right, y, Type::note_strong, ui.colours.strong, fits(full) ? full : fits(price) ? price : brief);
  column.skip(26);
}

void phase_rows(Ui& ui, const AppState& state, const WorkItem& item, Column& column) {
  const auto& projects = state.inputs.scenario.projects;
  if (item.ref.owner >= projects.size() || item.ref.index >= projects[item.ref.owner].phases.size()) return;
  const Phase& phase = projects[item.ref.owner].phases[item.ref.index];
  const double most = std::max(item.most_outputs, 1);
  NumberSpec batch{"batch", "At once", quantity_words(ui.numbers, phase.batch), phase.batch.expected(), 1, most, 1};
  batch.compact = true;
  batch.help = "Outputs of one request";
  if (const auto set = slider(ui, column, batch); set) ui.act(SetWork{item.ref, WorkField::batch, *set});
  NumberSpec accepted = chance(ui, "accepted", "Accepted", phase.acceptance, 1);
  accepted.help = "How often a request brings something that can be used";
  if (const auto set = slider(ui, column, accepted); set) ui.act(SetWork{item.ref, WorkField::acceptance, *set / 100});
  NumberSpec tries{"tries",
                   "Most tries",
                   number(ui.numbers, whole(phase.max_requests), 0),
                   static_cast<double>(phase.max_requests),
                   1,
                   std::max(30.0, static_cast<double>(phase.max_requests)),
                   1};
  tries.compact = true;
  tries.typed_high = 1000;
  tries.help = "Requests after which the work goes on with the best so far";
  if (phase.exhausted == Exhausted::give_up) tries.help = "Requests after which the project is given up";
  if (const auto set = slider(ui, column, tries); set) ui.act(SetWork{item.ref, WorkField::max_requests, *set});
  NumberSpec needed = chance(ui, "needed", "Needed", phase.run_chance, 0);
  needed.help = "How often this phase is run at all";
  if (const auto set = slider(ui, column, needed); set) ui.act(SetWork{item.ref, WorkField::run_chance, *set / 100});
}

void use_rows(Ui& ui, const AppState& state, const WorkItem& item, Column& column) {
  const WorkUse* use = find_use(state.inputs.scenario, item.ref);
  if (use == nullptr) return;
  NumberSpec outputs{"outputs",
                     "At once",
                     std::to_string(use->outputs),
                     static_cast<double>(use->outputs),
                     1,
                     static_cast<double>(std::max({item.most_outputs, use->outputs, 1})),
                     1};
  outputs.compact = true;
  outputs.help = "Outputs of one request";
  if (const auto set = slider(ui, column, outputs); set) ui.act(SetWork{item.ref, WorkField::outputs, *set});
  NumberSpec count{"count",
                   "Requests",
                   std::to_string(use->count),
                   static_cast<double>(use->count),
                   1,
                   static_cast<double>(std::max(10, use->count)),
                   1};
  count.compact = true;
  count.typed_high = 1000;
  count.help = "How many such requests each time";
  if (const auto set = slider(ui, column, count); set) ui.act(SetWork{item.ref, WorkField::count, *set});
}

void feature_rows(Ui& ui, const AppState& state, const WorkItem& item, Column& column) {
  const auto& streams = state.inputs.scenario.streams;
  if (item.ref.owner >= streams.size() || !streams[item.ref.owner].event) return;
  const auto& features = streams[item.ref.owner].event->features;
  if (item.ref.index >= features.size()) return;
  NumberSpec used = chance(ui, "used", "Photos with it", features[item.ref.index].used, 0);
  used.help = "Share of the photos on which it runs";
  if (const auto set = slider(ui, column, used); set) ui.act(SetWork{item.ref, WorkField::used, *set / 100});
}

void mean_row(Ui& ui, const AppState& state, const WorkGroup& group, const WorkItem& item, Column& column) {
  column.skip(4);
  rule(ui, column.x, column.y, column.width);
  column.skip(10);
  const bool per_project = !group.each.empty();
  const Amount mean = per_project ? item.credits_per_occurrence : item.credits_per_month;
  const std::string label = per_project ? group.each : "a month";
  std::string value = item.priced ? credits(ui.numbers, mean) : "–";
  if (text_width(ui, Type::strong, value) + text_width(ui, Type::note, label) + 8 > column.width)
    value = short_amount(ui, mean);
  text(ui, {column.x, column.y + 2}, Type::note, ui.colours.normal, label);
  const float width = text_width(ui, Type::strong, value);
  const std::string unit = unit_name(state.inputs.catalog, item.unit, true);
  const float unit_width = text_width(ui, Type::note, unit) + 4;
  const bool with = width + unit_width + text_width(ui, Type::note, label) + 8 <= column.width && item.priced;
  if (with) text_right(ui, column.right(), column.y + 2, Type::note, ui.colours.normal, unit);
  text_right(ui, column.right() - (with ? unit_width : 0), column.y, Type::strong, ui.colours.strong, value);
  column.skip(20);
}

void set_rows(Ui& ui, const AppState& state, const WorkItem& item, Column& column) {
  if (item.ref.kind == WorkRef::Kind::phase) phase_rows(ui, state, item, column);
  if (item.ref.kind == WorkRef::Kind::use) use_rows(ui, state, item, column);
  if (item.ref.kind == WorkRef::Kind::feature) feature_rows(ui, state, item, column);
}

void card(Ui& ui, const AppState& state, const WorkGroup& group, const WorkItem& item, Column& column) {
  // A wide card puts what is bought beside what is set.
  const bool wide = column.width >= 400;
  Column left = column;
  if (wide) left.width = (column.width - 2 * measure::kGap) / 2;
  text_fit(ui, {left.x, left.y}, left.width, Type::strong, ui.colours.strong, item.title);
  left.skip(24);
  model_row(ui, item, left);
  price_row(ui, state, item, left);
  Column right = left;
  right.skip(4);
  if (wide) right = {left.right() + 2 * measure::kGap, column.y + 4, left.width};
  set_rows(ui, state, item, right);
  column.y = std::max(left.y, right.y);
  mean_row(ui, state, group, item, column);
}

}  // namespace

void phase_cards(Ui& ui, const AppState& state, Column& column) {
  constexpr float gap = measure::kGrid;
  int id = 0;
  bool first = true;
  for (const WorkGroup& group : state.derived.work) {
    if (group.items.empty()) continue;
    if (!first) column.skip(measure::kGap);
    first = false;
    if (state.derived.work.size() > 1 && !group.title.empty()) {
      text_fit(ui, {column.x + 4, column.y}, column.width, Type::note_strong, ui.colours.normal, group.title);
      column.skip(24);
    }
    // As few rows as fit, evenly filled.
    const auto count = group.items.size();
    const auto room = static_cast<std::size_t>(std::clamp((column.width + gap) / (kNarrowest + gap), 1.0f, 4.0f));
    const std::size_t rows = (count + room - 1) / room;
    const std::size_t per_row = (count + rows - 1) / rows;
    const float width = (column.width - gap * static_cast<float>(per_row - 1)) / static_cast<float>(per_row);
    for (std::size_t begin = 0; begin < count; begin += per_row) {
      const std::size_t end = std::min(begin + per_row, count);
      std::vector<Column> outer, inside;
      float lowest = 0;
      for (std::size_t i = begin; i < end; ++i) {
        ImGui::PushID(id++);
        outer.push_back({column.x + static_cast<float>(i - begin) * (width + gap), column.y, width});
        Column room_inside = open_card(ui, outer.back());
        if (width < 200) {  // narrow cards keep their words
          room_inside.x -= 4;
          room_inside.width += 8;
        }
        card(ui, state, group, group.items[i], room_inside);
        inside.push_back(room_inside);
        lowest = std::max(lowest, room_inside.y);
        ImGui::PopID();
      }
      for (std::size_t i = begin; i < end; ++i) {
        CardLook look;
        look.edge = phase_ink(ui, group.items[i].colour);
        close_card(ui, outer[i - begin], inside[i - begin], look, lowest);
      }
      column.y = lowest + measure::kPadding;
      if (end < count) column.skip(gap);
    }
  }
}

}  // namespace creditcast::web
