#include "form.hpp"

#include <algorithm>
#include <cmath>

#include "calendar_words.hpp"
#include "creditcast/limits.hpp"
#include "form_lines.hpp"
#include "plan_changes.hpp"
#include "quantities.hpp"
#include "summary.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

std::string_view rate_unit(RatePer per) {
  switch (per) {
    case RatePer::working_day: return tr("a working day");
    case RatePer::week: return tr("a week");
    case RatePer::month: return tr("a month");
  }
  return "";
}

void plan_options(FormLines& lines, const Catalog& catalog, std::string_view plan, std::string_view term) {
  for (const Plan& one : catalog.plans)
    for (const Term& of : one.terms)
      lines.option(one.id + "/" + of.id, plan_words(catalog, one.id, of.id), one.id == plan && of.id == term);
}

/// The mean, which is what is set most.
void mean_line(FormLines& lines, std::string_view kind, const std::string& place, std::string_view label, std::string_view unit,
               const Quantity& quantity) {
  // The width of a range stays, so that its mean has halves where the width is odd.
  const bool range = quantity.kind == QuantityKind::range;
  const double least = range ? static_cast<double>(quantity.high - quantity.low) / 2 : 0;
  constexpr double kMost = 100'000;
  lines.number(kind, place, label, unit, {quantity.expected(), least, kMost, range ? "1" : "any"});
}

void table_lines(FormLines& lines, const std::string& kind, const std::string& place, const std::vector<Quantity::Row>& table,
                 double least, double most) {
  for (std::size_t i = 0; i < table.size(); ++i) {
    const std::string row = place + "/" + std::to_string(i), shown = std::to_string(i + 1);
    lines.number(kind + "-value", row, tr("Value {0}", {shown}), "", {static_cast<double>(table[i].value), least, most});
    lines.chance(kind + "-chance", row, tr("Chance of value {0}", {shown}), table[i].chance);
    if (table.size() > 1) lines.button(kind + "-remove", row, tr("Remove value {0}", {shown}));
  }
  if (const Amount missing = missing_chance(table); !missing.zero()) {
    const bool lacks = missing.micros > 0;
    lines.button(kind + "-even", place, lacks ? tr("Give it to the last value") : tr("Take it from the last value"));
    const auto in_percent = [](Amount share) { return to_decimal(Amount{share.micros * 100}) + " %"; };
    const std::string sum = in_percent(whole(1) - missing), by = in_percent(Amount{std::abs(missing.micros)});
    lines.error(lacks ? tr("The chances make {0}: {1} is missing.", {sum, by})
                      : tr("The chances make {0}: {1} is too much.", {sum, by}));
  }
  lines.button(kind + "-add", place, tr("+ Value"));
}

/// How a number comes about, and its ends or its table; the mean of what has one stands elsewhere.
void quantity_lines(FormLines& lines, const std::string& kind, const std::string& place, std::string_view label,
                    const Quantity& quantity, std::int64_t least, double most) {
  constexpr std::pair<QuantityKind, std::string_view> kKinds[] = {{QuantityKind::fixed, word("exactly")},
                                                                  {QuantityKind::range, word("from, to")},
                                                                  {QuantityKind::poisson, word("about")},
                                                                  {QuantityKind::table, word("by table")}};
  lines.choice(kind + "-kind", label, place);
  for (const auto& [of, words] : kKinds)
    if (of != QuantityKind::poisson || least == 0)
      lines.option(std::to_string(static_cast<int>(of)), tr(words), of == quantity.kind);
  const auto low = static_cast<double>(least);
  if (quantity.kind == QuantityKind::range) {
    lines.number(kind + "-low", place, tr("At least"), "", {static_cast<double>(quantity.low), low, most});
    lines.number(kind + "-high", place, tr("At most"), "", {static_cast<double>(quantity.high), low, most});
  }
  if (quantity.kind == QuantityKind::table) table_lines(lines, kind, place, quantity.table, low, most);
}

void stream_lines(FormLines& lines, const Catalog& catalog, const Scenario& scenario, std::size_t index) {
  const Stream& stream = scenario.streams[index];
  const std::string place = std::to_string(index), here = "/streams/" + place;
  lines.group("stream-" + place, stream.name);
  quantity_lines(lines, "rate", place, tr("How often"), stream.rate.quantity, 0, kMaxPerPeriod);
  lines.errors(here + "/rate");
  if (stream.event) {
    quantity_lines(lines, "guests", place, tr("Guests at each"), stream.event->guests, 0, kMaxPhotos);
    lines.errors(here + "/event/guests");
    quantity_lines(lines, "photos", place, tr("Photos a guest"), stream.event->photos_per_guest, 0, kMaxPhotos);
    lines.errors(here + "/event/photos_per_guest");
  }
  lines.errors(here);
  for (std::size_t at = 0; at < scenario.projects.size(); ++at) {
    if (stream.project.empty() || scenario.projects[at].id != stream.project) continue;
    lines.amount("project-budget", std::to_string(at), tr("Budget a project"), unit_name(catalog, catalog.main_unit, true),
                 scenario.projects[at].budget, tr("none"));
    lines.help(tr("A planning anchor: the results tell how often it is exceeded"));
    lines.errors("/projects/" + std::to_string(at) + "/budget");
  }
  if (scenario.owners.empty()) return;
  lines.choice("stream-owner", tr("Done by"), place);
  lines.option("", tr("nobody in particular"), stream.owner.empty());
  for (const Owner& owner : scenario.owners) lines.option(owner.id, owner.name, owner.id == stream.owner);
  lines.help(tr("Whose monthly limit it counts against"));
}

void phase_lines(FormLines& lines, const Catalog& catalog, const Project& project, std::size_t at) {
  for (std::size_t i = 0; i < project.phases.size(); ++i) {
    const Phase& phase = project.phases[i];
    const std::string place = std::to_string(at) + "/" + std::to_string(i);
    const std::string here = "/projects/" + std::to_string(at) + "/phases/" + std::to_string(i);
    lines.group("phase-" + std::to_string(at) + "-" + std::to_string(i), project.name + ": " + phase.name);
    if (phase.batch.kind == QuantityKind::fixed)
      lines.number("batch", place, tr("At once"), "", {phase.batch.expected(), 1, kMaxOutputs});
    quantity_lines(lines, "batch", place, phase.batch.kind == QuantityKind::fixed ? tr("How many") : tr("At once"), phase.batch,
                   1, kMaxOutputs);
    lines.errors(here + "/batch");
    lines.chance("acceptance", place, tr("Accepted"), phase.acceptance, 1);
    lines.help(tr("How often a request brings something that can be used"));
    lines.errors(here + "/acceptance");
    lines.number("tries", place, tr("Most tries"), "", {static_cast<double>(phase.max_requests), 1, kMaxRequests});
    lines.errors(here + "/max_requests");
    lines.chance("needed", place, tr("Needed"), phase.run_chance);
    lines.help(tr("How often this phase is run at all"));
    lines.errors(here + "/run_chance");
    lines.amount("phase-budget", place, tr("Budget"), unit_name(catalog, catalog.main_unit, true), phase.budget, tr("none"));
    lines.help(tr("Credits for this phase in one project; the results tell how often it is exceeded"));
    lines.errors(here + "/budget");
    lines.errors(here);
  }
}

void time_lines(FormLines& lines, const Scenario& scenario) {
  const Calendar& calendar = scenario.calendar;
  lines.group("time", tr("Time"));
  lines.number("months", "0", tr("Months ahead"), "", {static_cast<double>(scenario.months), 1, kMaxMonths});
  lines.help(tr("How far the forecast looks"));
  lines.errors("/months");
  lines.choice("calendar", tr("Months"), "0");
  lines.option("abstract", tr("of 30 days"), !calendar.start);
  lines.option("dates", tr("by calendar"), calendar.start.has_value());
  if (!calendar.start) return;
  lines.date("start", "0", tr("First day"), *calendar.start);
  lines.errors("/calendar/start");
  for (int day = 0; day < 7; ++day) {
    const bool on = std::find(calendar.weekdays.begin(), calendar.weekdays.end(), day) != calendar.weekdays.end();
    lines.check("weekday", std::to_string(day), weekday_name(day), on);
  }
  lines.errors("/calendar/weekdays");
  for (std::size_t i = 0; i < calendar.holidays.size(); ++i) {
    const std::string place = std::to_string(i);
    lines.date("holiday", place, tr("Holiday {0}", {std::to_string(i + 1)}), calendar.holidays[i]);
    lines.button("holiday-remove", place, tr("Remove {0}", {date_text(calendar.holidays[i])}));
  }
  if (calendar.holidays.size() < kMaxHolidays) lines.button("holiday-add", "0", tr("+ Holiday"));
  lines.errors("/calendar/holidays");
}

void account_lines(FormLines& lines, const Catalog& catalog, const Scenario& scenario) {
  lines.group("later", tr("Plan later on"));
  for (std::size_t i = 0; i < scenario.plan_changes.size(); ++i) {
    const PlanChange& change = scenario.plan_changes[i];
    const std::string place = std::to_string(i), here = "/plan_changes/" + place;
    lines.number("change-month", place, tr("After"), tr("months"),
                 {static_cast<double>(change.month), 1, static_cast<double>(std::max(1, scenario.months - 1))});
    lines.help(tr("Whole months on the plan before; the change begins a new billing cycle"));
    lines.errors(here + "/month");
    lines.choice("change-plan", tr("Plan"), place);
    plan_options(lines, catalog, change.plan, change.term);
    for (const char* part : {"", "/plan", "/term"}) lines.errors(here + part);
    lines.button("change-remove", place, tr("Remove change {0}", {std::to_string(i + 1)}));
  }
  if (next_plan_change(catalog, scenario)) lines.button("change-add", "0", tr("+ Change of plan"));
  lines.errors("/plan_changes");
}

}  // namespace

std::string form_of(const AppState& state) {
  const Inputs& inputs = state.inputs;
  const Scenario& scenario = inputs.scenario;
  FormLines lines(state);
  lines.row();
  lines.button("undo", "0", tr("Undo"), {}, !state.history.can_undo());
  lines.button("redo", "0", tr("Redo"), {}, !state.history.can_redo());
  lines.choice("platform", tr("Platform"));
  for (const PlatformEntry& one : inputs.platforms) lines.option(one.id, one.name, one.id == scenario.platform);
  lines.choice("scenario", tr("Example"));
  for (const ScenarioEntry& one : inputs.scenarios)
    if (one.platform == scenario.platform) lines.option(one.id, one.name, one.id == scenario.id);
  lines.choice("plan", tr("Plan"));
  plan_options(lines, inputs.catalog, scenario.plan, scenario.term);
  for (std::size_t i = 0; i < scenario.streams.size(); ++i) {
    const Stream& stream = scenario.streams[i];
    const std::string place = std::to_string(i);
    mean_line(lines, "rate", place, stream.name, rate_unit(stream.rate.per), stream.rate.quantity);
    if (!stream.event) continue;
    mean_line(lines, "guests", place, tr("Guests"), tr("at each"), stream.event->guests);
    mean_line(lines, "photos", place, tr("Photos"), tr("a guest"), stream.event->photos_per_guest);
  }
  if (!scenario.calendar.start)
    lines.number("days", "0", tr("Working days"), tr("a month"),
                 {static_cast<double>(scenario.calendar.working_days_per_month), 1, 30});
  seat_lines(lines, inputs.catalog, scenario);
  for (std::size_t i = 0; i < scenario.streams.size(); ++i) stream_lines(lines, inputs.catalog, scenario, i);
  for (std::size_t i = 0; i < scenario.projects.size(); ++i) phase_lines(lines, inputs.catalog, scenario.projects[i], i);
  time_lines(lines, scenario);
  zero_lines(lines, inputs.catalog, scenario);
  account_lines(lines, inputs.catalog, scenario);
  owner_lines(lines, inputs.catalog, scenario);
  opening_lines(lines, inputs.catalog, scenario);
  return lines.take();
}

}  // namespace creditcast::web
