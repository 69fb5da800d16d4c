#pragma once
/// The catalog's figures as people read them: with their unit, where they come from and how old that is.
#include <string>
#include <string_view>
#include <vector>

#include "app_state.hpp"
#include "creditcast/resolve.hpp"
#include "format.hpp"

namespace creditcast::web {

/// How much a reader should beware: 0 published, up to 5 for what has no value.
int weakness(Provenance is);
/// "published", "range", "example", "assumed", "yours", "unpublished"; translated.
std::string_view provenance_words(Provenance is);
/// What calls for attention: assumed figures and missing ones.
bool is_loud(Provenance is);

/// See Derived::figures.
std::vector<FigureLine> figure_lines(const Inputs& inputs, const Resolved& resolved);
/// Null where the catalog has no such figure.
const FigureLine* find_figure(const Derived& derived, std::string_view pointer);

/// "24 credits", "$50", "20 % to 30 %", "not published".
std::string value_words(const NumberStyle& style, const Catalog& catalog, const FigureLine& line, const RestsOn& says);
/// The unit to stand behind a number that is typed: "credits", "USD", "%".
std::string unit_words(const Catalog& catalog, const FigureLine& line);
/// "Image credits (docs), read 1 Nov 2026, 3 weeks ago": as much of it as is known.
std::string source_words(const RestsOn& says, std::optional<Day> today);
/// Provenance, source and reason in sentences, for a note on hover.
std::string provenance_note(const RestsOn& says, std::optional<Day> today);
/// "3 weeks ago"; empty for days to come.
std::string age_words(Day then, Day today);

}  // namespace creditcast::web
