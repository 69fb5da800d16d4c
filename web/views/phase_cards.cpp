#include <algorithm>
#include <cmath>

#include "apply.hpp"
#include "figure_panel.hpp"
#include "new_work.hpp"
#include "views.hpp"
#include "widgets/badge.hpp"
#include "widgets/field.hpp"
#include "widgets/link.hpp"
#include "words.hpp"
#include "work_details.hpp"

namespace creditcast::web {
namespace {

constexpr float kNarrowest = 148;

std::string place_of(const WorkRef& ref) {
  const std::string owner = std::to_string(ref.owner), index = std::to_string(ref.index);
  switch (ref.kind) {
    case WorkRef::Kind::phase: return "/projects/" + owner + "/phases/" + index;
    case WorkRef::Kind::use: return "/streams/" + owner + "/actions/" + index;
    case WorkRef::Kind::feature: return "/streams/" + owner + "/event/features/" + index;
  }
  return "";
}

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
  if (item.options.empty() || item.options.front().values.empty()) {
    if (column.width >= 176) {
      fact_row(ui, column, tr("Action"), item.action, true);
    } else {
      text_fit(ui, {column.x, column.y + 5}, column.width, Type::note_strong, ui.colours.strong, item.action);
      column.skip(26);
    }
    return;
  }
  const WorkItem::Choice& option = item.options.front();
  std::vector<ChoiceItem> items;
  for (const WorkItem::Value& value : option.values) {
    std::string note = value.each ? credits(ui.numbers, *value.each) : std::string(tr("no price"));
    if (value.gated) note = tr("not on this plan");
    items.push_back({value.name, std::move(note), false});
  }
  const std::size_t chosen = std::min(option.chosen, items.size() - 1);
  if (const auto picked = choice_row(ui, column, {"option", option.name, option.values[chosen].name, items, chosen}); picked)
    ui.act(SetOption{item.ref, option.id, option.values[*picked].id});
}

void price_row(Ui& ui, const AppState& state, const WorkItem& item, Column& column) {
  const float y = column.y + 5;
  if (item.gated) {
    text_fit(ui, {column.x, y}, column.width, Type::note, ui.colours.warning, tr("not on this plan"));
    column.skip(26);
    return;
  }
  const float height = ui.touch ? 36.0f : 26.0f;
  const ImVec2 from{column.x - 4, column.y}, to{column.right() + 4, column.y + height};
  if (hit("price", from, to) && !item.figures.empty() && !ui.memory.touch_scrolling)
    show_figures(ui, tr("What this price rests on"), item.figures, {from.x, to.y + 2});
  const bool hovered = ImGui::IsItemHovered();
  focus_ring(ui, from, to, 4);
  if (const FigureLine* line = item.figures.empty() ? nullptr : find_figure(state.derived, item.figures.front());
      line != nullptr)
    item_note(ui, provenance_note(line->says, state.today));
  const float text_y = column.y + (height - 16) / 2;
  const float label = text(ui, {column.x, text_y}, Type::note, ui.colours.normal, tr("Price")) + measure::kGrid;
  const Provenance is = item.each ? item.is : Provenance::unpublished;
  const float right = column.right() - badge(ui, column.right(), text_y, is, column.width < 200);
  const float room = right - column.x - label;
  const std::string price = item.each ? credits(ui.numbers, *item.each) : "";
  const std::string full = item.each ? with_unit(ui.numbers, *item.each, state.inputs.catalog, item.unit) : "";
  const auto fits = [&](const std::string& words) { return text_width(ui, Type::note_strong, words) <= room; };
  const std::string brief = item.each ? short_amount(ui, *item.each) : "";
  text_right(ui, right, text_y, Type::note_strong, hovered ? ui.colours.accent : ui.colours.strong,
             fits(full)    ? full
             : fits(price) ? price
                           : brief);
  column.skip(height);
}

void phase_rows(Ui& ui, const AppState& state, const WorkItem& item, Column& column) {
  const auto& projects = state.inputs.scenario.projects;
  if (item.ref.owner >= projects.size() || item.ref.index >= projects[item.ref.owner].phases.size()) return;
  const Phase& phase = projects[item.ref.owner].phases[item.ref.index];
  const double most = std::max(item.most_outputs, 1);
  NumberSpec batch{"batch", tr("At once"), quantity_words(ui.numbers, phase.batch), phase.batch.expected(), 1, most, 1};
  batch.compact = true;
  batch.help = tr("Outputs of one request");
  const std::string here = place_of(item.ref);
  const std::string batch_place = here + "/batch", tries_place = here + "/max_requests";
  batch.pointer = batch_place;
  if (const auto set = slider(ui, column, batch); set) ui.act(SetWork{item.ref, WorkField::batch, *set});
  NumberSpec accepted = chance(ui, "accepted", tr("Accepted"), phase.acceptance, 1);
  accepted.help = tr("How often a request brings something that can be used");
  if (const auto set = slider(ui, column, accepted); set) ui.act(SetWork{item.ref, WorkField::acceptance, *set / 100});
  NumberSpec tries{"tries",
                   tr("Most tries"),
                   number(ui.numbers, whole(phase.max_requests), 0),
                   static_cast<double>(phase.max_requests),
                   1,
                   std::max(30.0, static_cast<double>(phase.max_requests)),
                   1};
  tries.compact = true;
  tries.typed_high = 1000;
  tries.pointer = tries_place;
  tries.help = tr("Requests after which the work goes on with the best so far");
  if (phase.exhausted == Exhausted::give_up) tries.help = tr("Requests after which the project is given up");
  if (const auto set = slider(ui, column, tries); set) ui.act(SetWork{item.ref, WorkField::max_requests, *set});
  NumberSpec needed = chance(ui, "needed", tr("Needed"), phase.run_chance, 0);
  needed.help = tr("How often this phase is run at all");
  if (const auto set = slider(ui, column, needed); set) ui.act(SetWork{item.ref, WorkField::run_chance, *set / 100});
}

void use_rows(Ui& ui, const AppState& state, const WorkItem& item, Column& column) {
  const WorkUse* use = find_use(state.inputs.scenario, item.ref);
  if (use == nullptr) return;
  NumberSpec outputs{"outputs",
                     tr("At once"),
                     std::to_string(use->outputs),
                     static_cast<double>(use->outputs),
                     1,
                     static_cast<double>(std::max({item.most_outputs, use->outputs, 1})),
                     1};
  outputs.compact = true;
  outputs.help = tr("Outputs of one request");
  if (const auto set = slider(ui, column, outputs); set) ui.act(SetWork{item.ref, WorkField::outputs, *set});
  NumberSpec count{"count",
                   tr("Requests"),
                   std::to_string(use->count),
                   static_cast<double>(use->count),
                   1,
                   static_cast<double>(std::max(10, use->count)),
                   1};
  count.compact = true;
  count.typed_high = 1000;
  count.help = tr("How many such requests each time");
  if (const auto set = slider(ui, column, count); set) ui.act(SetWork{item.ref, WorkField::count, *set});
}

void feature_rows(Ui& ui, const AppState& state, const WorkItem& item, Column& column) {
  const auto& streams = state.inputs.scenario.streams;
  if (item.ref.owner >= streams.size() || !streams[item.ref.owner].event) return;
  const auto& features = streams[item.ref.owner].event->features;
  if (item.ref.index >= features.size()) return;
  NumberSpec used = chance(ui, "used", tr("Photos with it"), features[item.ref.index].used, 0);
  used.help = tr("Share of the photos on which it runs");
  if (const auto set = slider(ui, column, used); set) ui.act(SetWork{item.ref, WorkField::used, *set / 100});
}

void mean_row(Ui& ui, const AppState& state, const WorkGroup& group, const WorkItem& item, Column& column) {
  column.skip(4);
  rule(ui, column.x, column.y, column.width);
  column.skip(10);
  const bool per_project = !group.each.empty();
  const Amount mean = per_project ? item.credits_per_occurrence : item.credits_per_month;
  const std::string label = per_project ? group.each : std::string(tr("a month"));
  std::string value = item.priced && item.known ? credits(ui.numbers, mean) : "–";
  if (item.priced && item.known && text_width(ui, Type::strong, value) + text_width(ui, Type::note, label) + 8 > column.width)
    value = short_amount(ui, mean);
  text(ui, {column.x, column.y + 2}, Type::note, ui.colours.normal, label);
  const float width = text_width(ui, Type::strong, value);
  const std::string unit = unit_name(state.inputs.catalog, item.unit, true);
  const float unit_width = text_width(ui, Type::note, unit) + 4;
  const bool with = width + unit_width + text_width(ui, Type::note, label) + 8 <= column.width && item.priced && item.known;
  if (with) text_right(ui, column.right(), column.y + 2, Type::note, ui.colours.normal, unit);
  text_right(ui, column.right() - (with ? unit_width : 0), column.y, Type::strong, ui.colours.strong, value);
  column.skip(20);
}

void set_rows(Ui& ui, const AppState& state, const WorkItem& item, Column& column) {
  if (item.ref.kind == WorkRef::Kind::phase) phase_rows(ui, state, item, column);
  if (item.ref.kind == WorkRef::Kind::use) use_rows(ui, state, item, column);
  if (item.ref.kind == WorkRef::Kind::feature) feature_rows(ui, state, item, column);
}

/// Unfolds the rest of the settings; true when pressed.
bool more_row(Ui& ui, Column& column, bool open, bool wrong) {
  const float height = row_height(ui);
  const ImVec2 from{column.x, column.y}, to{column.right(), column.y + height};
  const bool pressed = press(ui, "more", {from.x - 4, from.y}, {to.x + 4, to.y});
  const ImU32 ink = wrong ? ui.colours.warning : ImGui::IsItemHovered() || open ? ui.colours.accent : ui.colours.normal;
  focus_ring(ui, {from.x - 4, from.y}, {to.x + 4, to.y}, 4);
  const std::string_view words = open ? tr("Less") : tr("More");
  text(ui, {from.x, from.y + (height - 16) / 2}, Type::note_strong, ink, words);
  chevron({to.x - 4, from.y + height / 2}, ink);
  column.skip(height);
  return pressed;
}

/// What can be done with a card's work as a whole.
void card_menu(Ui& ui, const AppState& state, const WorkItem& item, ImVec2 at) {
  const WorkRef& ref = item.ref;
  const Scenario& scenario = state.inputs.scenario;
  std::vector<ChoiceItem> items;
  std::vector<Action> edits;
  const auto offer = [&](std::string_view words, Action edit) {
    items.push_back({words, "", false});
    edits.push_back(std::move(edit));
  };
  if (ref.kind == WorkRef::Kind::phase) {
    const std::size_t count = scenario.projects[ref.owner].phases.size();
    if (ref.index > 0) offer(tr("Move left"), MovePhase{ref.owner, ref.index, ref.index - 1});
    if (ref.index + 1 < count) offer(tr("Move right"), MovePhase{ref.owner, ref.index, ref.index + 1});
    offer(tr("Duplicate"), DuplicatePhase{ref.owner, ref.index});
    if (count > 1) offer(tr("Remove"), RemovePhase{ref.owner, ref.index});
  } else {
    Stream stream = scenario.streams[ref.owner];
    if (stream.event && stream.event->features.size() > 1) {
      remove_element(stream.event->features, ref.index);
      offer(tr("Remove"), PutStream{ref.owner, std::move(stream)});
    } else if (stream.uses.size() > 1) {
      remove_element(stream.uses, ref.index);
      offer(tr("Remove"), PutStream{ref.owner, std::move(stream)});
    }
  }
  if (items.empty()) return;
  if (const auto picked = menu(ui, "menu", at, tr("What to do with it"), items); picked) ui.act(edits[*picked]);
}

void card(Ui& ui, const AppState& state, const WorkGroup& group, const WorkItem& item, Column& column) {
  // A wide card puts what is bought beside what is set.
  const bool wide = column.width >= 400;
  Column left = column;
  if (wide) left.width = (column.width - 2 * measure::kGap) / 2;
  const float dots = ui.touch ? measure::kTouchControl : 24.0f;
  text_fit(ui, {left.x, left.y}, column.width - dots - 4, Type::strong, ui.colours.strong, item.title);
  card_menu(ui, state, item, {column.right() + 4, left.y + 10 - dots / 2});
  left.skip(24);
  model_row(ui, item, left);
  price_row(ui, state, item, left);
  Column right = left;
  right.skip(4);
  if (wide) right = {left.right() + 2 * measure::kGap, column.y + 24, left.width};
  set_rows(ui, state, item, right);
  column.y = std::max(left.y, right.y);
  mean_row(ui, state, group, item, column);
  column.skip(4);
  const std::string place = place_of(item.ref);
  std::string& open = ui.memory.open_card;
  if (more_row(ui, column, open == place, faulty(ui, place))) open = open == place ? "" : place;
  column.skip(-8);
}

/// What is done on the group as a whole: its name, and one thing more.
void group_head(Ui& ui, const AppState& state, const WorkGroup& group, Column& column) {
  const WorkRef& ref = group.items.front().ref;
  std::string_view words;
  if (ref.kind == WorkRef::Kind::phase) words = tr("+ Phase");
  if (ref.kind == WorkRef::Kind::feature) words = tr("+ Feature");
  const float height = row_height(ui);
  float right = column.right() - 4;
  if (!words.empty()) {
    const float width = text_width(ui, Type::note_strong, words);
    Column end{right - width, column.y, width + 1};
    right -= width + measure::kGap;
    if (link(ui, "add", end, words)) {
      if (ref.kind == WorkRef::Kind::phase) {
        ui.act(AddPhase{ref.owner});
      } else {
        Stream stream = state.inputs.scenario.streams[ref.owner];
        stream.event->features.push_back(new_feature(state.inputs.catalog, *stream.event));
        ui.act(PutStream{ref.owner, std::move(stream)});
      }
    }
  }
  text_fit(ui, {column.x + 4, column.y + (height - 16) / 2}, right - column.x, Type::note_strong, ui.colours.normal,
           group.title);
  column.skip(height);
}

/// The cards from `begin` to `end` side by side, and below them what is unfolded of one.
void card_row(Ui& ui, const AppState& state, const WorkGroup& group, std::size_t begin, std::size_t end, float width,
              Column& column) {
  std::vector<Column> outer, inside;
  float lowest = column.y;
  const WorkItem* unfolded = nullptr;
  for (std::size_t i = begin; i < end; ++i) {
    const WorkItem& item = group.items[i];
    ImGui::PushID(static_cast<int>(i));
    outer.push_back({column.x + static_cast<float>(i - begin) * (width + measure::kGrid), column.y, width});
    Column room = open_card(ui, outer.back());
    if (width < 200) {  // narrow cards keep their words
      room.x -= 4;
      room.width += 8;
    }
    if (find_use(state.inputs.scenario, item.ref) != nullptr) card(ui, state, group, item, room);
    if (ui.memory.open_card == place_of(item.ref)) unfolded = &item;
    inside.push_back(room);
    lowest = std::max(lowest, room.y);
    ImGui::PopID();
  }
  for (std::size_t i = begin; i < end; ++i) {
    CardLook look;
    look.edge = phase_ink(ui, group.items[i].colour);
    close_card(ui, outer[i - begin], inside[i - begin], look, lowest);
  }
  column.y = lowest + measure::kPadding;
  if (unfolded == nullptr || find_use(state.inputs.scenario, unfolded->ref) == nullptr) return;
  column.skip(measure::kGrid);
  work_details(ui, state, *unfolded, place_of(unfolded->ref), column);
}

}  // namespace

void phase_cards(Ui& ui, const AppState& state, Column& column) {
  constexpr float gap = measure::kGrid;
  int id = 0;
  bool first = true;
  for (const WorkGroup& group : state.derived.work) {
    if (group.items.empty() || find_use(state.inputs.scenario, group.items.front().ref) == nullptr) continue;
    if (!first) column.skip(measure::kGap);
    first = false;
    ImGui::PushID(id++);
    if (!group.title.empty()) group_head(ui, state, group, column);
    // As few rows as fit, evenly filled.
    const auto count = group.items.size();
    const auto room = static_cast<std::size_t>(std::clamp((column.width + gap) / (kNarrowest + gap), 1.0f, 4.0f));
    const std::size_t rows = (count + room - 1) / room;
    const std::size_t per_row = (count + rows - 1) / rows;
    const float width = (column.width - gap * static_cast<float>(per_row - 1)) / static_cast<float>(per_row);
    for (std::size_t begin = 0; begin < count; begin += per_row) {
      const std::size_t end = std::min(begin + per_row, count);
      card_row(ui, state, group, begin, end, width, column);
      if (end < count) column.skip(gap);
    }
    ImGui::PopID();
  }
}

}  // namespace creditcast::web
