#include "use_fields.hpp"

#include <algorithm>
#include <cmath>

#include "capabilities.hpp"
#include "creditcast/limits.hpp"
#include "quantities.hpp"
#include "summary.hpp"
#include "widgets/field.hpp"
#include "widgets/link.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

void choose_option(WorkUse& use, const std::string& option, std::string value) {
  for (OptionChoice& given : use.options) {
    if (given.option != option) continue;
    given.value = std::move(value);
    return;
  }
  use.options.push_back({option, std::move(value)});
}

bool number_option(Ui& ui, Column& column, WorkUse& use, const Option& option, const std::string& now) {
  const auto parsed = parse_amount(now);
  const double value = parsed.ok() ? amount_of(*parsed) : 0;
  NumberSpec spec{option.id, option.name, number(ui.numbers, amount_from(value), 2), value, 0, 0, 1};
  spec.low = option.low ? amount_of(*option.low) : 0;
  spec.high = option.high ? amount_of(*option.high) : std::max(value, 600.0);
  const auto set = number_row(ui, column, spec);
  if (set) choose_option(use, option.id, to_decimal(amount_from(*set)));
  return set.has_value();
}

bool choice_option(Ui& ui, Column& column, WorkUse& use, const Option& option, const std::string& now) {
  std::vector<ChoiceItem> items;
  std::size_t chosen = 0;
  for (const OptionValue& value : option.values) {
    if (value.id == now) chosen = items.size();
    items.push_back({value.name, "", false});
  }
  if (items.empty()) return false;
  const auto picked = choice_row(ui, column, {option.id, option.name, items[chosen].label, items, chosen});
  if (picked) choose_option(use, option.id, option.values[*picked].id);
  return picked.has_value();
}

/// The option that the card itself shows comes first, as in WorkItem::options.
std::vector<const Option*> in_order(const creditcast::Action& action) {
  std::vector<const Option*> options;
  for (const Option& option : action.options) options.push_back(&option);
  const auto is = [](const char* id) { return [id](const Option* option) { return option->id == id && !option->number; }; };
  for (const char* id : {"model", "tier", "quality"}) {
    const auto found = std::find_if(options.begin(), options.end(), is(id));
    if (found == options.end()) continue;
    std::rotate(options.begin(), found, found + 1);
    return options;
  }
  const auto several = std::find_if(options.begin(), options.end(),
                                    [](const Option* option) { return !option->number && option->values.size() > 1; });
  if (several != options.end()) std::rotate(options.begin(), several, several + 1);
  return options;
}

}  // namespace

bool action_row(Ui& ui, const AppState& state, Column& column, WorkUse& use) {
  const Catalog& catalog = state.inputs.catalog;
  std::vector<ChoiceItem> items;
  std::vector<const std::string*> actions, capabilities;  // parallel to the items; null where it is the other
  std::size_t chosen = 0;
  const auto add = [&](std::string_view name, const std::string* action, const std::string* capability, bool heading) {
    items.push_back({name, "", heading});
    actions.push_back(action);
    capabilities.push_back(capability);
  };
  add(catalog.name, nullptr, nullptr, true);
  for (const creditcast::Action& action : catalog.actions) {
    if (action.id == use.action) chosen = items.size();
    add(action.name, &action.id, nullptr, false);
  }
  if (!catalog.capabilities.empty()) add(tr("On any platform"), nullptr, nullptr, true);
  for (const CapabilityMap& map : catalog.capabilities) {
    if (map.id == use.capability) chosen = items.size();
    add(capability_words(map.id), nullptr, &map.id, false);
  }
  const std::string now = use_words(catalog, use);
  const auto picked = choice_row(ui, column, {"action", tr("What"), now, items, chosen, tr("What is asked of the platform")});
  if (!picked) return false;
  use.action = actions[*picked] == nullptr ? "" : *actions[*picked];
  use.capability = capabilities[*picked] == nullptr ? "" : *capabilities[*picked];
  use.options.clear();
  return true;
}

bool option_rows(Ui& ui, const AppState& state, Column& column, WorkUse& use, std::size_t first) {
  const Catalog& catalog = state.inputs.catalog;
  const creditcast::Action* action = find_action_of(catalog, use);
  if (action == nullptr) return false;
  bool changed = false;
  const auto options = in_order(*action);
  for (std::size_t i = first; i < options.size(); ++i) {
    const std::string now = option_value(catalog, use, *options[i]);
    changed |= options[i]->number ? number_option(ui, column, use, *options[i], now)
                                  : choice_option(ui, column, use, *options[i], now);
  }
  return changed;
}

bool use_list(Ui& ui, const AppState& state, Column& column, std::string_view id, std::string_view add_words,
              std::vector<WorkUse>& uses, const WorkUse& fresh, std::string_view pointer, bool with_outputs) {
  ImGui::PushID(id.data(), id.data() + id.size());
  bool changed = false;
  for (std::size_t i = 0; i < uses.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    const std::string here = std::string(pointer) + "/" + std::to_string(i);
    const float size = ui.touch ? measure::kTouchControl : 24.0f;
    Column row = column;
    row.width -= size + 4;
    changed |= action_row(ui, state, row, uses[i]);
    const std::vector<ChoiceItem> commands{{tr("Remove"), "", false}};
    const auto command =
        menu(ui, "menu", {column.right(), column.y + (row.y - column.y - size) / 2}, tr("What to do with it"), commands);
    column.y = row.y;
    changed |= option_rows(ui, state, column, uses[i]);
    if (with_outputs)
      changed |= count_row(ui, column, "outputs", tr("At once"), uses[i].outputs, 1, kMaxOutputs, tr("Outputs of one request"),
                           here + "/outputs");
    changed |= count_row(ui, column, "count", tr("Times"), uses[i].count, 1, kMaxCount, tr("How many such requests each time"),
                         here + "/count");
    fault(ui, column, here);
    ImGui::PopID();
    if (command) {
      uses.erase(uses.begin() + static_cast<std::ptrdiff_t>(i));
      changed = true;
      break;
    }
  }
  if (uses.size() < kMaxUses && link(ui, "add", column, add_words)) {
    uses.push_back(fresh);
    changed = true;
  }
  ImGui::PopID();
  return changed;
}

bool chance_row(Ui& ui, Column& column, std::string_view id, std::string_view label, Share& share, std::string_view help,
                std::string_view pointer) {
  NumberSpec spec{id, label, percent(ui.numbers, share), std::round(to_double(share) * 1000) / 10, 0, 100, 1};
  spec.help = help;
  spec.pointer = pointer;
  const auto set = number_row(ui, column, spec);
  if (set) share = share_from(*set / 100);
  return set.has_value();
}

bool count_row(Ui& ui, Column& column, std::string_view id, std::string_view label, std::int32_t& count, std::int32_t low,
               std::int32_t high, std::string_view help, std::string_view pointer) {
  NumberSpec spec{id,
                  label,
                  number(ui.numbers, whole(count), 0),
                  static_cast<double>(count),
                  static_cast<double>(low),
                  static_cast<double>(high),
                  1};
  spec.help = help;
  spec.pointer = pointer;
  const auto set = number_row(ui, column, spec);
  if (set) count = static_cast<std::int32_t>(std::lround(*set));
  return set.has_value();
}

bool amount_row(Ui& ui, Column& column, std::string_view id, std::string_view label, std::optional<Amount>& amount, double step,
                std::string_view unit, std::string_view none, std::string_view help, std::string_view pointer) {
  std::string words(none);
  if (amount) {
    words = number(ui.numbers, *amount, 2);
    if (!unit.empty()) words += ' ' + std::string(unit);
  }
  NumberSpec spec{id, label, words, amount ? amount_of(*amount) : 0, 0, 1e6, step};
  spec.typed_high = kMostTyped;
  spec.help = help;
  spec.pointer = pointer;
  spec.may_be_none = !none.empty();
  const auto set = number_row(ui, column, spec);
  if (!set) return false;
  amount = std::isnan(*set) ? std::nullopt : std::optional<Amount>(amount_from(*set));
  return true;
}

}  // namespace creditcast::web
