#include "work_lines.hpp"

#include "figure_lines.hpp"
#include "mirror.hpp"
#include "summary.hpp"

namespace creditcast::web {

std::string work_lines(const NumberStyle& style, const AppState& state) {
  const Inputs& inputs = state.inputs;
  std::string out;
  for (const Stream& stream : inputs.scenario.streams)
    add_line(out, {"stream", stream.name.empty() ? stream.id : stream.name, rate_words(style, stream.rate)});
  for (const WorkGroup& group : state.derived.work) {
    for (const WorkItem& item : group.items) {
      std::string choices;
      for (const WorkItem::Choice& choice : item.options)
        if (choice.chosen < choice.values.size()) choices += (choices.empty() ? "" : ", ") + choice.values[choice.chosen].name;
      const bool known = item.known && item.priced;
      const std::string credits = known ? with_unit(style, item.credits_per_month, inputs.catalog, item.unit) : std::string();
      add_line(out, {"item", group.title, item.title, item.action, choices, credits});
    }
  }
  for (const std::string& words : at_zero_words(style, inputs.catalog, inputs.scenario)) add_line(out, {"zero", words});
  for (const FigureLine& figure : state.derived.figures) {
    if (!figure.used) continue;
    const RestsOn& says = figure.says;
    std::string source;
    for (const std::string& part : {std::string(says.why), says.note, source_words(says, state.today)})
      if (!part.empty()) source += (source.empty() ? "" : ", ") + part;
    add_line(out, {"figure", says.label, value_words(style, inputs.catalog, figure, says), provenance_words(says.is), source});
  }
  return out;
}

}  // namespace creditcast::web
