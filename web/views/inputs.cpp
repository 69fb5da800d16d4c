#include "inputs.hpp"

#include <cstdlib>

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
