#pragma once
/// A scenario held as a struct, back to the text that reads as the same scenario: for the page, which edits structs.
#include <optional>
#include <string>
#include <string_view>

#include "creditcast/json/load.hpp"
#include "creditcast/units.hpp"

namespace creditcast::json {

enum class TextForm : std::uint8_t {
  compact,  ///< for links and requests
  pretty,   ///< for people and files
};

/// The scenario as JSON, keys in the schema's order, what has its default left out; load_scenario() reads it back as the same
/// scenario on the same catalog. `parts` are what came with it when it was loaded, or edited since. Shares are written with six
/// decimals: an edit sets share_of(Amount), or reads back a hair away.
///
/// Where a habit is in force, `scenario.projects` has its patches applied. A value that the habit gives and that was edited
/// since goes into the habit's patch, so that the other habits keep theirs; where it differs between phases of one id, which
/// share a patch, it is written with the phases and the habit leaves it alone. To put another habit in force, write and load
/// again with LoadOptions::habit.
std::string write_scenario(const Scenario& scenario, const ScenarioParts& parts, TextForm form = TextForm::compact);

/// The same overrides with one more figure of one's own: `pointer` as in Figure::pointer, for instance
/// "/plans/basic/terms/month/price". Without a value the catalog's own figure comes back. Errors: unknown_reference where the
/// catalog (with the overrides) has no such place, or, without a value, has it from the overrides alone.
Result<std::string> override_figure(const Catalogs& catalogs, const std::string& platform, const ScenarioParts& parts,
                                    std::string_view pointer, const std::optional<Amount>& value);

}  // namespace creditcast::json
