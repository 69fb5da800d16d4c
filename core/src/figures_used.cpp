#include "figures_used.hpp"

#include "creditcast/resolve.hpp"
#include "figures.hpp"
#include "report.hpp"

namespace creditcast {

FigureValue FiguresUsed::use(const Figure& figure) {
  used_.insert(&figure);
  return value_on(figure, first_day_);
}

void FiguresUsed::use_failed_share(const Action& action) {
  if (!action.failed_share || !use(*action.failed_share).priced) unknown_failures_.insert(&action);
}

std::vector<RestsOn> FiguresUsed::listed() const {
  std::vector<RestsOn> lines;
  for (const FigurePlace& place : figure_places(catalog_))
    if (used_.count(place.figure) != 0)
      lines.push_back(rests_on(catalog_, place.pointer, place.label, *place.figure, first_day_));
  for (const Action& action : catalog_.actions) {
    if (unknown_failures_.count(&action) == 0) continue;
    RestsOn line;
    line.pointer = at("/actions", action.id) + "/failed_share";
    line.label = Words("{0}, share that a failed run costs", {name_or_id(action.name, action.id)});
    line.value = Amount{};
    line.is = Provenance::assumed;
    line.why = Words("what a failed run costs is not published; taken as nothing");
    lines.push_back(std::move(line));
  }
  return lines;
}

RestsOn rests_on(const Catalog& catalog, std::string pointer, Words label, const Figure& figure, std::optional<Day> first_day) {
  RestsOn line;
  line.pointer = figure.pointer.empty() ? std::move(pointer) : figure.pointer;
  line.label = std::move(label);
  line.is = figure.is;
  line.why = figure.why;
  line.note = figure.note;
  const FigureValue value = value_on(figure, first_day);
  if (value.priced) {
    line.value = value.typical;
    if (value.low < value.high) {
      line.low = value.low;
      line.high = value.high;
    }
  }
  if (const Source* source = find_source(catalog, value.source)) {
    line.source_title = source->title;
    line.source_url = source->url;
    line.read = source->read;
  }
  for (const OtherFigure& other : figure.others) {
    const Source* source = find_source(catalog, other.source);
    line.note += (line.note.empty() ? "" : "; ") + ("elsewhere " + to_decimal(other.value)) +
                 (source != nullptr ? " (" + source->title + ")" : "") + (other.note.empty() ? "" : ", " + other.note);
  }
  return line;
}

}  // namespace creditcast
