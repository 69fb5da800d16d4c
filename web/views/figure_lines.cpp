#include "figure_lines.hpp"

#include <algorithm>
#include <array>

#include "creditcast/sort.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

std::string one_value(const NumberStyle& style, const Catalog& catalog, const FigureLine& line, Amount value) {
  switch (line.measure) {
    case Measure::money: return exact_money(style, value, catalog.currency);
    case Measure::unit: return number(style, value, 6) + " " + unit_name(catalog, line.unit, value != whole(1));
    case Measure::share: return number(style, Amount{value.micros * 100}, 4) + " %";
    case Measure::factor: return "× " + number(style, value, 6);
    case Measure::seconds: return tr("{0} s", {number(style, value, 6)});
  }
  return {};
}

}  // namespace

int weakness(Provenance is) {
  switch (is) {
    case Provenance::published: return 0;
    case Provenance::yours: return 1;
    case Provenance::example: return 2;
    case Provenance::range: return 3;
    case Provenance::assumed: return 4;
    case Provenance::unpublished: return 5;
  }
  return 0;
}

std::string_view provenance_words(Provenance is) {
  switch (is) {
    case Provenance::published: return tr("published");
    case Provenance::range: return tr("range");
    case Provenance::example: return tr("example");
    case Provenance::assumed: return tr("assumed");
    case Provenance::yours: return tr("yours");
    case Provenance::unpublished: return tr("unpublished");
  }
  return {};
}

bool is_loud(Provenance is) { return is == Provenance::assumed || is == Provenance::unpublished; }

std::vector<FigureLine> figure_lines(const Inputs& inputs, const Resolved& resolved) {
  const Catalog& catalog = *resolved.catalog;
  std::vector<FigureLine> lines;
  std::vector<NamedFigure> originals;
  if (inputs.without_overrides) originals = figures(*inputs.without_overrides);
  const auto rests_upon = [&](const std::string& pointer) {
    return std::any_of(resolved.rests_on.begin(), resolved.rests_on.end(),
                       [&](const RestsOn& used) { return used.pointer == pointer; });
  };
  for (const NamedFigure& named : figures(catalog)) {
    FigureLine line;
    line.says = rests_on(catalog, named.pointer, said(named.label), *named.figure, resolved.first_day);
    line.measure = named.measure;
    line.unit = named.unit;
    line.above_zero = named.above_zero;
    line.used = rests_upon(line.says.pointer);
    if (line.says.is == Provenance::yours) {
      const auto same = [&](const NamedFigure& other) { return other.pointer == named.pointer; };
      if (const auto found = std::find_if(originals.begin(), originals.end(), same); found != originals.end())
        line.otherwise =
            rests_on(*inputs.without_overrides, found->pointer, said(found->label), *found->figure, resolved.first_day);
    }
    lines.push_back(std::move(line));
  }
  // What the core takes for granted stands in no catalog.
  for (const RestsOn& used : resolved.rests_on) {
    const auto same = [&](const FigureLine& line) { return line.says.pointer == used.pointer; };
    if (std::any_of(lines.begin(), lines.end(), same)) continue;
    FigureLine line;
    line.says = used;
    line.says.label = said(used.label);
    line.says.why = said(used.why);
    line.measure = Measure::share;
    line.used = true;
    line.editable = false;
    lines.push_back(std::move(line));
  }
  sort_stably(lines, [](const FigureLine& a, const FigureLine& b) {
    if (a.used != b.used) return a.used;
    return a.used && weakness(a.says.is) > weakness(b.says.is);
  });
  return lines;
}

const FigureLine* find_figure(const Derived& derived, std::string_view pointer) {
  for (const FigureLine& line : derived.figures)
    if (line.says.pointer == pointer) return &line;
  return nullptr;
}

std::string value_words(const NumberStyle& style, const Catalog& catalog, const FigureLine& line, const RestsOn& says) {
  if (says.low && says.high)
    return tr("{0} to {1}", {one_value(style, catalog, line, *says.low), one_value(style, catalog, line, *says.high)});
  if (says.value) return one_value(style, catalog, line, *says.value);
  return std::string(tr("not published"));
}

std::string unit_words(const Catalog& catalog, const FigureLine& line) {
  switch (line.measure) {
    case Measure::money: return catalog.currency;
    case Measure::unit: return unit_name(catalog, line.unit, true);
    case Measure::share: return "%";
    case Measure::factor: return "×";
    case Measure::seconds: return "s";
  }
  return {};
}

std::string age_words(Day then, Day today) {
  const auto days = static_cast<std::int64_t>(today) - static_cast<std::int64_t>(then);
  if (days < 0) return {};
  if (days == 0) return std::string(tr("today"));
  if (days == 1) return std::string(tr("yesterday"));
  struct Step {
    std::int64_t from, length;
    std::string_view pattern;
  };
  // A step begins where two of it have passed, so that none needs a singular.
  static constexpr std::array<Step, 4> kSteps{{{730, 365, word("{0} years ago")},
                                               {61, 30, word("{0} months ago")},
                                               {14, 7, word("{0} weeks ago")},
                                               {2, 1, word("{0} days ago")}}};
  for (const Step& step : kSteps)
    if (days >= step.from) return tr(step.pattern, {std::to_string(days / step.length)});
  return {};
}

std::string source_words(const RestsOn& says, std::optional<Day> today) {
  if (says.source_title.empty()) return {};
  if (!says.read) return tr("{0}, undated", {says.source_title});
  const std::string age = today ? age_words(*says.read, *today) : std::string();
  if (age.empty()) return tr("{0}, read {1}", {says.source_title, date_words(*says.read)});
  return tr("{0}, read {1}, {2}", {says.source_title, date_words(*says.read), age});
}

std::string provenance_note(const RestsOn& says, std::optional<Day> today) {
  std::string words;
  switch (says.is) {
    case Provenance::published: words = tr("Published."); break;
    case Provenance::range: words = tr("Published as a range or as “about”."); break;
    case Provenance::example: words = tr("Published as an example."); break;
    case Provenance::assumed: words = tr("Assumed, not published."); break;
    case Provenance::yours: words = tr("Yours: it takes the place of the catalog's figure."); break;
    case Provenance::unpublished: words = tr("Not published. Enter yours to count with it."); break;
  }
  for (const std::string& more : {source_words(says, today), std::string(says.why), says.note})
    if (!more.empty()) words += "\n" + more;
  return words;
}

}  // namespace creditcast::web
