#include "labels.hpp"

#include "report.hpp"

#include <algorithm>

namespace creditcast {
namespace {

bool names(const When& when, const std::string& option) {
  return std::any_of(when.begin(), when.end(), [&](const Condition& condition) { return condition.option == option; });
}

/// An add-on is named where it applies, not where it is left off.
bool adds(const std::vector<Modifier>& modifiers, const OptionChoice& choice) {
  return std::any_of(modifiers.begin(), modifiers.end(), [&](const Modifier& modifier) {
    return std::any_of(modifier.when.begin(), modifier.when.end(), [&](const Condition& condition) {
      return condition.option == choice.option &&
             std::find(condition.any_of.begin(), condition.any_of.end(), choice.value) != condition.any_of.end();
    });
  });
}

/// What the option is without being asked goes unnamed, unless it says which quality is bought.
bool goes_unnamed(const Option& option, std::string_view value) {
  return value == option.fallback && option.id != "model" && option.id != "tier" && option.id != "quality" &&
         option.id != "seconds";
}

bool matters(const Action& action, const OptionChoice& choice) {
  return choice.option == "seconds" || adds(action.factors, choice) || adds(action.surcharges, choice) ||
         std::any_of(action.prices.begin(), action.prices.end(),
                     [&](const PriceRow& row) { return names(row.when, choice.option); });
}

}  // namespace

const Option* find_option(const Action& action, std::string_view id) {
  for (const Option& option : action.options)
    if (option.id == id) return &option;
  return nullptr;
}

Words value_label(const Option& option, std::string_view value) {
  for (const OptionValue& known : option.values)
    if (known.id == value) return name_or_id(known.name, known.id);
  const std::string text(value);
  if (option.id == "seconds") return {value == "1" ? word("{0} second") : word("{0} seconds"), {text}};
  return name_or_id(option.name, option.id) + " " + text;
}

Words when_label(const Catalog& catalog, const Action& action, const When& when) {
  Words text;
  for (const Condition& condition : when) {
    const Option* option = find_option(action, condition.option);
    if (option != nullptr && condition.any_of.size() == 1 && goes_unnamed(*option, condition.any_of.front())) continue;
    Words any;
    for (const std::string& value : condition.any_of) {
      const Plan* plan = option == nullptr ? find_plan(catalog, value) : nullptr;
      const Words one = option != nullptr ? value_label(*option, value)
                        : plan != nullptr ? Words("on {0}", {name_or_id(plan->name, plan->id)})
                                          : Words(value);
      any = any.empty() ? one : Words("{0} / {1}", {any, one});
    }
    text = text.empty() ? any : Words("{0}, {1}", {text, any});
  }
  return text;
}

Words row_label(const Catalog& catalog, const Action& action, const PriceRow& row) {
  const Words values = when_label(catalog, action, row.when);
  const Words name = name_or_id(action.name, action.id);
  return values.empty() ? name : Words("{0}, {1}", {name, values});
}

std::string use_label(const Action& action, const std::vector<OptionChoice>& options) {
  std::string text = name_or_id(action.name, action.id);
  for (const OptionChoice& choice : options)
    if (const Option* option = find_option(action, choice.option);
        option != nullptr && matters(action, choice) && !goes_unnamed(*option, choice.value))
      text += ", " + value_label(*option, choice.value);
  return text;
}

std::string tier_label(const Action& action, const std::vector<OptionChoice>& options) {
  for (const std::string_view wanted : {"tier", "quality", "model"})
    for (const OptionChoice& choice : options)
      if (choice.option == wanted) return value_label(*find_option(action, choice.option), choice.value);
  return name_or_id(action.name, action.id);
}

}  // namespace creditcast
