#pragma once
/// A number and where it comes from. Nothing a catalog says is without its provenance.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "creditcast/time.hpp"
#include "creditcast/units.hpp"

namespace creditcast {

enum class Provenance : std::uint8_t {
  published,    ///< the provider's own figure; needs a source
  range,        ///< published as "about", "from .. to": `value` or `low` and `high`; needs a source
  example,      ///< published as "e.g."; needs a source
  assumed,      ///< not published; needs a reason (`why`), and is shown as assumed wherever it stands
  yours,        ///< set by the scenario; catalogs cannot write it
  unpublished,  ///< has no value; needs a reason. What it prices is unpriced, never free
};
std::string_view provenance_name(Provenance provenance);

/// A contradicting source, kept beside the figure that counts.
struct OtherFigure {
  Amount value;
  std::string source;
  std::string note;
};

/// The same thing from a later day on.
struct DatedValue {
  Day from = 0;
  Amount value;
  std::string source;
};

/// JSON: {"value": 24, "is": "published", "source": "image-table"}; a scenario's override may be the number alone.
struct Figure {
  std::optional<Amount> value;      ///< none: unpublished, or a range given by `low` and `high` alone
  std::optional<Amount> low, high;  ///< both or none; low <= high
  Provenance is = Provenance::unpublished;
  std::string source;  ///< id in Catalog::sources
  std::string why;     ///< the reason, for assumed and unpublished
  std::string note;
  std::vector<OtherFigure> others;  ///< of contradicting sources the newest dated one counts; these are the rest
  std::vector<DatedValue> dated;    ///< ascending by day; the last one whose day is not after the scenario's first counts
  std::string pointer;              ///< its place in the catalog ("/plans/basic/terms/month/price"); filled by the reader

  /// A value, or a range to draw from.
  [[nodiscard]] bool priced() const { return value.has_value() || (low.has_value() && high.has_value()); }
  /// The value; of a bare range its middle (half-even to the millionth). Only where priced().
  [[nodiscard]] Amount typical() const;
};

/// What a figure says on a day.
struct FigureValue {
  bool priced = false;        ///< false: the amounts are 0 and mean nothing
  Amount low, typical, high;  ///< low <= high; equal unless it is a range
  std::string_view source;    ///< of the value that counts; lives as long as the figure
};
/// The dated value in force on `first_day` (none: abstract months, the newest), else the figure itself. A dated value replaces
/// a range.
FigureValue value_on(const Figure& figure, std::optional<Day> first_day);

/// A published figure in tests and built-in defaults.
Figure figure_of(Amount value, Provenance is = Provenance::published);

}  // namespace creditcast
