#include <algorithm>
#include <cmath>

#include "calendar_edits.hpp"
#include "calendar_words.hpp"
#include "creditcast/limits.hpp"
#include "views.hpp"
#include "widgets/field.hpp"
#include "widgets/link.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

/// Seven small buttons; the last one that is on stays on.
bool weekday_row(Ui& ui, Calendar& calendar, Column& column) {
  const std::vector<int>& weekdays = calendar.weekdays;
  bool changed = false;
  const float height = ui.touch ? measure::kTouchControl : 28.0f;
  const float slot = (column.width + 4) / 7;
  for (int day = 0; day < 7; ++day) {
    ImGui::PushID(day);
    const ImVec2 from{column.x + static_cast<float>(day) * slot, column.y};
    const ImVec2 to{from.x + slot - 4, from.y + height};
    const bool on = std::find(weekdays.begin(), weekdays.end(), day) != weekdays.end();
    if (press(ui, "day", from, to)) {
      set_weekday(calendar, day, !on);
      changed = true;
    }
    const std::string_view name = weekday_name(day);
    filled(from, to, on ? ui.colours.accent_ground : ui.colours.track, 6);
    focus_ring(ui, from, to, 6);
    const Type type = on ? Type::note_strong : Type::note;
    text(ui, {from.x + (to.x - from.x - text_width(ui, type, name)) / 2, from.y + (height - 16) / 2}, type,
         on ? ui.colours.accent : ui.colours.normal, name);
    ImGui::PopID();
  }
  column.skip(height + 4);
  return changed;
}

/// Days off, each with its weekday before it.
bool holiday_rows(Ui& ui, Calendar& calendar, Column& column) {
  constexpr std::size_t kFolded = 12;
  std::vector<Day>& days = calendar.holidays;
  const std::string words = days.empty()       ? std::string(tr("no days off"))
                            : days.size() == 1 ? date_words(days.front())
                                               : tr("{0} days", {number(ui.numbers, whole(static_cast<int>(days.size())), 0)});
  if (!disclosure(ui, column, "holidays", tr("Holidays"), words, "/calendar/holidays")) return false;
  ImGui::PushID("holidays");
  bool changed = false;
  const float size = ui.touch ? measure::kTouchControl : 24.0f;
  std::size_t removed = days.size();
  for (std::size_t i = 0; i < shown_of(ui, "holidays", days.size(), kFolded); ++i) {
    ImGui::PushID(static_cast<int>(i));
    Column row = column;
    row.width -= size + 4;
    const float middle = column.y + (ui.control() - size) / 2;
    const std::string date = date_text(days[i]);
    if (const auto day = date_row(ui, row, "date", weekday_name(weekday(days[i])), days[i],
                                  tr("A day on which nothing is done, as year, month and day"));
        day) {
      days[i] = *day;
      changed = true;
    }
    if (remove_button(ui, {column.right() + 4, middle}, tr("Remove {0}", {date}))) removed = i;
    column.y = row.y;
    ImGui::PopID();
  }
  unfold_link(ui, column, "holidays", days.size(), kFolded);
  if (removed < days.size()) {
    days.erase(days.begin() + static_cast<std::ptrdiff_t>(removed));
    changed = true;
  }
  if (days.size() < kMaxHolidays && link(ui, "add", column, tr("+ Holiday"))) {
    days.push_back(next_holiday(calendar));
    changed = true;
  }
  fault(ui, column, "/calendar/holidays");
  ImGui::PopID();
  return changed;
}

/// Year, month and day of the first day, one by one; a day that the month lacks becomes its last.
bool start_rows(Ui& ui, Day& start, Column& column) {
  Date date = to_date(start);
  bool changed = false;
  const auto row = [&](std::string_view id, std::string_view label, int value, int low, int high) -> std::optional<int> {
    NumberSpec spec{
        id, label, std::to_string(value), static_cast<double>(value), static_cast<double>(low), static_cast<double>(high), 1};
    spec.help = tr("Of the first day that the forecast looks at");
    const auto set = number_row(ui, column, spec);
    if (!set) return std::nullopt;
    changed = true;
    return static_cast<int>(std::lround(*set));
  };
  if (const auto year = row("year", tr("Year"), date.year, 1900, 2999); year) date.year = *year;
  if (const auto month = row("month", tr("Month"), date.month, 1, 12); month) date.month = *month;
  if (const auto day = row("first", tr("Day"), date.day, 1, 31); day) date.day = *day;
  if (!changed) return false;
  date.day = std::min(date.day, days_in_month(date.year, date.month));
  start = to_day(date);
  return true;
}

void calendar_rows(Ui& ui, const Scenario& scenario, Column& column) {
  Calendar calendar = scenario.calendar;
  bool changed = false;
  if (const auto picked = segments(ui, column, "kind", tr("Months"), {tr("of 30 days"), tr("by calendar")},
                                   calendar.start ? 1 : 0, tr("By calendar, months have dates and weekdays"));
      picked) {
    set_by_calendar(calendar, *picked == 1);
    changed = true;
  }
  if (calendar.start) {
    changed |= start_rows(ui, *calendar.start, column);
    fault(ui, column, "/calendar/start");
    text(ui, {column.x, column.y + 4}, Type::note, ui.colours.normal, tr("Days that are worked"));
    column.skip(24);
    changed |= weekday_row(ui, calendar, column);
    fault(ui, column, "/calendar/weekdays");
    changed |= holiday_rows(ui, calendar, column);
    NumberSpec zone{"zone", tr("Hours from UTC"), "", static_cast<double>(calendar.zone_offset_seconds) / 3600, -14, 14, 0.5};
    const std::string hours = number(ui.numbers, Amount{std::llround(zone.value * 1e6)}, 2);
    zone.value_text = calendar.zone_offset_seconds > 0 ? "+" + hours : hours;
    zone.help = tr("Where the days begin: east of Greenwich is more");
    zone.pointer = "/calendar/zone_offset";
    if (const auto set = number_row(ui, column, zone); set) {
      calendar.zone_offset_seconds = static_cast<std::int32_t>(std::lround(*set * 60)) * 60;
      changed = true;
    }
  }
  if (changed) ui.act(PutCalendar{std::move(calendar)});
}

}  // namespace

void time_card(Ui& ui, const AppState& state, Column& column) {
  const Scenario& scenario = state.inputs.scenario;
  ImGui::PushID("time");
  Column inside = open_card(ui, column);
  card_title(ui, inside, tr("Time"));
  if (!scenario.calendar.start) {
    const int days = scenario.calendar.working_days_per_month;
    const std::string value = tr("{0} a month", {std::to_string(days)});
    NumberSpec spec{"days", tr("Working days"), value, static_cast<double>(days), 1, 30, 1};
    spec.help = tr("A month has 30 days here; work is done on the first so many");
    spec.pointer = "/calendar/working_days_per_month";
    if (const auto set = slider(ui, inside, spec); set) ui.act(SetWorkingDays{static_cast<int>(std::lround(*set))});
    inside.skip(-4);
  }
  const std::string ahead =
      scenario.calendar.start
          ? tr("{0} from {1}", {months_words(ui.numbers, scenario.months), date_text(*scenario.calendar.start)})
          : months_words(ui.numbers, scenario.months);
  if (disclosure(ui, inside, "time", tr("Looking ahead"), ahead, "/calendar")) {
    NumberSpec spec{
        "months", tr("Months ahead"), months_words(ui.numbers, scenario.months), static_cast<double>(scenario.months), 1, 60,
        1};
    spec.typed_high = kMaxMonths;
    spec.compact = true;
    spec.help = tr("How far the forecast looks");
    spec.pointer = "/months";
    if (const auto set = slider(ui, inside, spec); set) ui.act(SetMonths{static_cast<int>(std::lround(*set))});
    calendar_rows(ui, scenario, inside);
  }
  inside.skip(-4);
  close_card(ui, column, inside);
  ImGui::PopID();
}

}  // namespace creditcast::web
