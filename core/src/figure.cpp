#include "creditcast/figure.hpp"

namespace creditcast {

std::string_view provenance_name(Provenance provenance) {
  switch (provenance) {
    case Provenance::published: return "published";
    case Provenance::range: return "range";
    case Provenance::example: return "example";
    case Provenance::assumed: return "assumed";
    case Provenance::yours: return "yours";
    case Provenance::unpublished: return "unpublished";
  }
  return "unpublished";
}

Amount Figure::typical() const {
  CREDITCAST_CHECK(priced());
  if (value) return *value;
  return Amount{divide_half_even(static_cast<Int128>(low->micros) + high->micros, 2)};
}

FigureValue value_on(const Figure& figure, std::optional<Day> first_day) {
  for (auto dated = figure.dated.rbegin(); dated != figure.dated.rend(); ++dated)
    if (!first_day || dated->from <= *first_day)
      return {true, dated->value, dated->value, dated->value, dated->source.empty() ? figure.source : dated->source};
  if (!figure.priced()) return {false, {}, {}, {}, figure.source};
  const Amount typical = figure.typical();
  const bool range = figure.low && figure.high;
  return {true, range ? *figure.low : typical, typical, range ? *figure.high : typical, figure.source};
}

Figure figure_of(Amount value, Provenance is) {
  Figure figure;
  figure.value = value;
  figure.is = is;
  return figure;
}

}  // namespace creditcast
