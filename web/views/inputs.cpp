#include "inputs.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "creditcast/sort.hpp"
#include "widgets/axis.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

struct Kind {
  std::string_view id, words;
};
constexpr Kind kKinds[] = {{"rate", word("{0}: how often")},
                           {"growth", word("{0}: growth a month")},
                           {"failure", word("{0}: runs that fail")},
                           {"acceptance", word("{0}: chance of acceptance")},
                           {"batch", word("{0}: outputs a request")},
                           {"price", word("{0}: price of one")},
                           {"working_days", word("Working days a month")}};

/// How often a stream comes, by its pointer "/streams/2/rate".
RatePer rate_of(const Scenario& scenario, const std::string& pointer) {
  const auto index =
      static_cast<std::size_t>(std::strtoul(pointer.c_str() + std::string_view("/streams/").size(), nullptr, 10));
  return index < scenario.streams.size() ? scenario.streams[index].rate.per : RatePer::month;
}

std::string price_change(const NumberStyle& style, Amount factor) {
  const Amount more{(factor.micros - kMicros) * 100};
  if (more.zero()) return std::string(tr("as it is"));
  if (more.micros < 0) return tr("{0} % cheaper", {number(style, Amount{-more.micros}, 0)});
  return tr("{0} % dearer", {number(style, more, 0)});
}

}  // namespace

std::string input_name(const SensitivityInput& input) {
  // The core's label is "NAME: WHAT"; the kind says what.
  const std::string name = input.label.substr(0, input.label.rfind(": "));
  for (const Kind& kind : kKinds)
    if (kind.id == input.kind) return tr(kind.words, {name});
  return input.label;
}

double InputsBy::of(const SensitivityInput::Side& side) const {
  return money ? as_double(side.money_per_month.value_or(Amount{})) : as_double(side.credits_per_month);
}

double InputsBy::width(const SensitivityInput& input) const {
  const double low = of(input.low), high = of(input.high);
  return std::max({low, high, base}) - std::min({low, high, base});
}

std::vector<const SensitivityInput*> moving_inputs(const Sensitivity& sensitivity, const InputsBy& by) {
  std::vector<const SensitivityInput*> moving;
  for (const SensitivityInput& input : sensitivity.inputs)
    if (by.width(input) > 0) moving.push_back(&input);
  sort_stably(moving, [&](const auto* a, const auto* b) { return by.width(*a) > by.width(*b); });
  return moving;
}

std::string by_words(const NumberStyle& style, const Catalog& catalog, const InputsBy& by, double value) {
  if (by.money) return money(style, as_amount(std::round(value * 100) / 100), catalog.currency);
  return with_unit(style, as_amount(value), catalog, catalog.main_unit);
}

std::string most_moving(const NumberStyle& style, const Inputs& inputs, const InputsBy& by,
                        const std::vector<const SensitivityInput*>& moving) {
  if (moving.empty())
    return std::string(by.money ? tr("None of the inputs moves the money: the plan costs the same whatever is asked.")
                                : tr("None of the inputs moves the credits."));
  const SensitivityInput& most = *moving.front();
  const auto value = [&](Amount of) { return input_value(style, inputs.scenario, most, of); };
  const auto month = [&](const SensitivityInput::Side& side) { return by_words(style, inputs.catalog, by, by.of(side)); };
  return tr("Most of all: {0}. From {1} to {2} it takes the month from {3} to {4}.",
            {input_name(most), value(most.low.value), value(most.high.value), month(most.low), month(most.high)});
}

std::string input_value(const NumberStyle& style, const Scenario& scenario, const SensitivityInput& input, Amount value) {
  if (input.kind == "price") return price_change(style, value);
  if (input.kind == "batch") return number(style, value, 1);
  if (input.kind == "working_days") return tr("{0} days", {number(style, value, 0)});
  if (input.kind != "rate") return number(style, Amount{value.micros * 100}, 1) + " %";
  const std::string count = number(style, value, 2);
  switch (rate_of(scenario, input.pointer)) {
    case RatePer::working_day: return tr("{0} a day", {count});
    case RatePer::week: return tr("{0} a week", {count});
    case RatePer::month: return tr("{0} a month", {count});
  }
  return count;
}

}  // namespace creditcast::web
