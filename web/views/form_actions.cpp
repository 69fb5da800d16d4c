// What the lines of the form ask for: a whole thing with one field changed, as the views hand it back.
#include <algorithm>
#include <charconv>
#include <cmath>

#include "calendar_edits.hpp"
#include "form.hpp"
#include "form_edits.hpp"
#include "plan_changes.hpp"
#include "quantities.hpp"

namespace creditcast::web {

std::optional<std::size_t> index_in(std::string_view text) {
  std::size_t index = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), index);
  if (text.empty() || read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return index;
}

namespace {

std::optional<FormLine> line_of(std::string_view text) {
  const std::size_t kind = text.find('\t');
  const std::size_t place = kind == std::string_view::npos ? kind : text.find('\t', kind + 1);
  if (place == std::string_view::npos) return std::nullopt;
  FormLine line;
  line.kind = text.substr(0, kind);
  line.value = text.substr(place + 1);
  std::string_view at = text.substr(kind + 1, place - kind - 1);
  for (std::size_t* number : {&line.first, &line.second, &line.third}) {
    const std::size_t slash = at.find('/');
    const auto index = index_in(at.substr(0, slash));
    if (!index) return std::nullopt;
    *number = *index;
    if (slash == std::string_view::npos) break;
    at.remove_prefix(slash + 1);
  }
  if (const auto amount = parse_amount(line.value); amount.ok()) line.amount = *amount;
  return line;
}

/// "PLAN/TERM".
std::optional<ChoosePlan> plan_in(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  return ChoosePlan{std::string(text.substr(0, slash)), std::string(text.substr(slash + 1))};
}

/// One field of a quantity, named behind the dash; false where there is no such field or row.
bool set_quantity(Quantity& quantity, std::string_view field, const FormLine& line, std::size_t row, std::int64_t least) {
  if (field == "kind") {
    const auto kind = index_in(line.value);
    const bool may_be_none = least == 0;
    if (!kind || *kind > 3 || (*kind == static_cast<std::size_t>(QuantityKind::poisson) && !may_be_none)) return false;
    set_kind(quantity, static_cast<QuantityKind>(*kind), least);
    return true;
  }
  if (field == "add") {
    add_row(quantity.table, least);
    return true;
  }
  if (field == "even") {
    even_out(quantity.table);
    return true;
  }
  if (field == "remove") {
    if (row >= quantity.table.size() || quantity.table.size() < 2) return false;
    quantity.table.erase(quantity.table.begin() + static_cast<std::ptrdiff_t>(row));
    return true;
  }
  if (!line.amount) return false;
  if (field == "low" || field == "high") {
    (field == "low" ? set_low : set_high)(quantity, line.number(), least);
    return true;
  }
  if (row >= quantity.table.size() || (field != "value" && field != "chance")) return false;
  if (field == "value") quantity.table[row].value = std::max<std::int64_t>(least, std::llround(line.number()));
  if (field == "chance") quantity.table[row].chance = share_from(line.number() / 100);
  return true;
}

std::optional<Action> stream_edit(const Scenario& scenario, std::string_view what, std::string_view field,
                                  const FormLine& line) {
  if (line.first >= scenario.streams.size()) return std::nullopt;
  Stream stream = scenario.streams[line.first];
  if (what != "rate" && !stream.event) return std::nullopt;
  Quantity& quantity = what == "rate"     ? stream.rate.quantity
                       : what == "guests" ? stream.event->guests
                                          : stream.event->photos_per_guest;
  if (!set_quantity(quantity, field, line, line.second, 0)) return std::nullopt;
  return PutStream{line.first, std::move(stream)};
}

/// Places of a batch's rows have a third number, behind the phase's.
std::optional<Action> batch_edit(const Scenario& scenario, std::string_view field, const FormLine& line, std::size_t row) {
  if (line.first >= scenario.projects.size() || line.second >= scenario.projects[line.first].phases.size()) return std::nullopt;
  Phase phase = scenario.projects[line.first].phases[line.second];
  if (!set_quantity(phase.batch, field, line, row, 1)) return std::nullopt;
  return PutPhase{line.first, line.second, std::move(phase)};
}

std::optional<Action> calendar_edit(const Scenario& scenario, const FormLine& line) {
  Calendar calendar = scenario.calendar;
  const auto day = parse_date(line.value);
  if (line.kind == "calendar") {
    set_by_calendar(calendar, line.value == "dates");
  } else if (!calendar.start) {
    return std::nullopt;
  } else if (line.kind == "start" && day.ok()) {
    calendar.start = *day;
  } else if (line.kind == "weekday" && line.first < 7) {
    set_weekday(calendar, static_cast<int>(line.first), line.value == "on");
  } else if (line.kind == "holiday" && day.ok() && line.first < calendar.holidays.size()) {
    calendar.holidays[line.first] = *day;
  } else if (line.kind == "holiday-remove" && line.first < calendar.holidays.size()) {
    calendar.holidays.erase(calendar.holidays.begin() + static_cast<std::ptrdiff_t>(line.first));
  } else if (line.kind == "holiday-add") {
    calendar.holidays.push_back(next_holiday(calendar));
  } else {
    return std::nullopt;
  }
  return PutCalendar{std::move(calendar)};
}

std::optional<Action> change_edit(const AppState& state, const FormLine& line) {
  std::vector<PlanChange> changes = state.inputs.scenario.plan_changes;
  if (line.kind == "change-add") {
    const auto next = next_plan_change(state.inputs.catalog, state.inputs.scenario);
    if (!next) return std::nullopt;
    changes.push_back(*next);
    return PutPlanChanges{std::move(changes)};
  }
  if (line.first >= changes.size()) return std::nullopt;
  PlanChange& change = changes[line.first];
  if (line.kind == "change-remove") {
    changes.erase(changes.begin() + static_cast<std::ptrdiff_t>(line.first));
  } else if (line.kind == "change-month" && line.amount) {
    change.month = static_cast<std::int32_t>(std::lround(std::clamp(line.number(), 0.0, 1000.0)));
  } else if (const auto plan = plan_in(line.value); line.kind == "change-plan" && plan) {
    change.plan = plan->plan;
    change.term = plan->term;
  } else {
    return std::nullopt;
  }
  return PutPlanChanges{std::move(changes)};
}

std::optional<Action> phase_field(const FormLine& line) {
  const WorkRef phase{WorkRef::Kind::phase, line.first, line.second};
  if (line.kind == "batch") return SetWork{phase, WorkField::batch, line.number()};
  if (line.kind == "acceptance") return SetWork{phase, WorkField::acceptance, line.number() / 100};
  if (line.kind == "tries") return SetWork{phase, WorkField::max_requests, line.number()};
  if (line.kind == "needed") return SetWork{phase, WorkField::run_chance, line.number() / 100};
  return std::nullopt;
}

}  // namespace

std::optional<Action> form_action(const AppState& state, std::string_view text) {
  const Scenario& scenario = state.inputs.scenario;
  const auto read = line_of(text);
  if (!read) return std::nullopt;
  const FormLine& line = *read;
  if (line.kind == "platform") return ChoosePlatform{std::string(line.value)};
  if (line.kind == "scenario") return ChooseScenario{std::string(line.value)};
  if (line.kind == "plan") {
    const auto plan = plan_in(line.value);
    return plan ? std::optional<Action>(*plan) : std::nullopt;
  }
  if (line.kind == "undo") return Undo{};
  if (line.kind == "redo") return Redo{};
  if (line.kind.starts_with("change-")) return change_edit(state, line);
  if (is_term(line.kind)) return term_edit(state, line);
  for (const std::string_view kind : {"calendar", "start", "weekday", "holiday", "holiday-remove", "holiday-add"})
    if (line.kind == kind) return calendar_edit(scenario, line);
  const std::size_t dash = line.kind.find('-');
  if (dash != std::string_view::npos) {
    const std::string_view what = line.kind.substr(0, dash), field = line.kind.substr(dash + 1);
    if (what == "batch") return batch_edit(scenario, field, line, line.third);
    if (what == "rate" || what == "guests" || what == "photos") return stream_edit(scenario, what, field, line);
    return std::nullopt;
  }
  if (!line.amount) return std::nullopt;
  if (line.kind == "days") return SetWorkingDays{static_cast<int>(std::lround(std::clamp(line.number(), 1.0, 30.0)))};
  if (line.kind == "months") return SetMonths{static_cast<int>(std::lround(std::clamp(line.number(), 1.0, 120.0)))};
  for (const auto& [name, stream_field] : {std::pair{"rate", StreamField::rate}, std::pair{"guests", StreamField::guests},
                                           std::pair{"photos", StreamField::photos}})
    if (line.kind == name) return SetStream{line.first, stream_field, line.number()};
  return phase_field(line);
}

}  // namespace creditcast::web
