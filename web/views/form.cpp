#include "form.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "mirror.hpp"
#include "summary.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

void option(std::string& out, const std::string& id, const std::string& name, bool chosen) {
  add_line(out, {"option", id, name, chosen ? "chosen" : ""});
}

std::string decimal(double value) { return to_decimal(Amount{std::llround(value * 1e6)}); }

void number_line(std::string& out, std::string_view kind, std::size_t index, std::string_view label, std::string_view unit,
                 const Quantity& quantity) {
  // The width of a range stays, so that its mean has halves where the width is odd.
  const bool range = quantity.kind == QuantityKind::range;
  const double least = range ? static_cast<double>(quantity.high - quantity.low) / 2 : 0;
  constexpr double kMost = 100'000;
  add_line(out, {"number", kind, std::to_string(index), label, unit, decimal(quantity.expected()), decimal(least),
                 decimal(kMost), range ? "1" : "any"});
}

std::string_view rate_unit(RatePer per) {
  switch (per) {
    case RatePer::working_day: return tr("a working day");
    case RatePer::week: return tr("a week");
    case RatePer::month: return tr("a month");
  }
  return "";
}

}  // namespace

std::string form_of(const AppState& state) {
  const Inputs& inputs = state.inputs;
  const Scenario& scenario = inputs.scenario;
  std::string out;
  add_line(out, {"choice", "platform", tr("Platform")});
  for (const PlatformEntry& one : inputs.platforms) option(out, one.id, one.name, one.id == scenario.platform);
  add_line(out, {"choice", "scenario", tr("Example")});
  for (const ScenarioEntry& one : inputs.scenarios)
    if (one.platform == scenario.platform) option(out, one.id, one.name, one.id == scenario.id);
  add_line(out, {"choice", "plan", tr("Plan")});
  for (const Plan& plan : inputs.catalog.plans)
    for (const Term& term : plan.terms)
      option(out, plan.id + "/" + term.id, plan_words(inputs.catalog, plan.id, term.id),
             plan.id == scenario.plan && term.id == scenario.term);
  for (std::size_t i = 0; i < scenario.streams.size(); ++i) {
    const Stream& stream = scenario.streams[i];
    number_line(out, "rate", i, stream.name, rate_unit(stream.rate.per), stream.rate.quantity);
    if (!stream.event) continue;
    number_line(out, "guests", i, tr("Guests"), tr("at each"), stream.event->guests);
    number_line(out, "photos", i, tr("Photos"), tr("a guest"), stream.event->photos_per_guest);
  }
  if (!scenario.calendar.start)
    add_line(out, {"number", "days", "0", tr("Working days"), tr("a month"),
                   std::to_string(scenario.calendar.working_days_per_month), "1", "30", "1"});
  return out;
}

std::optional<Action> form_action(std::string_view line) {
  const std::size_t first = line.find('\t');
  const std::size_t second = first == std::string_view::npos ? first : line.find('\t', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const std::string_view kind = line.substr(0, first);
  const std::string_view id = line.substr(first + 1, second - first - 1);
  const std::string_view value = line.substr(second + 1);
  if (kind == "platform") return ChoosePlatform{std::string(value)};
  if (kind == "scenario") return ChooseScenario{std::string(value)};
  if (kind == "plan") {
    const std::size_t slash = value.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    return ChoosePlan{std::string(value.substr(0, slash)), std::string(value.substr(slash + 1))};
  }
  const auto amount = parse_amount(value);
  std::size_t index = 0;
  if (!amount.ok() || std::from_chars(id.data(), id.data() + id.size(), index).ec != std::errc{}) return std::nullopt;
  const double number = static_cast<double>(amount->micros) / 1e6;
  if (kind == "days") return SetWorkingDays{static_cast<int>(std::lround(std::clamp(number, 1.0, 30.0)))};
  for (const auto& [name, stream_field] : {std::pair{"rate", StreamField::rate}, std::pair{"guests", StreamField::guests},
                                           std::pair{"photos", StreamField::photos}})
    if (kind == name) return SetStream{index, stream_field, number};
  return std::nullopt;
}

}  // namespace creditcast::web
