#pragma once
/// One walk over every figure of a catalog, for those who check it and those who list it.
#include <functional>
#include <string>
#include <vector>

#include "creditcast/catalog.hpp"
#include "creditcast/results.hpp"

namespace creditcast {

/// What a figure must be.
enum class FigureRole : std::uint8_t {
  amount,    ///< 0 or more
  positive,  ///< more than 0
  share,     ///< 0 to 1
};

struct FigurePlace {
  std::string pointer;  ///< in the catalog
  Words label;          ///< "Basic, month"
  FigureRole role = FigureRole::amount;
  const Figure* figure = nullptr;
  Measure measure = Measure::unit;
  std::string unit;  ///< see NamedFigure
};

/// In the catalog's order.
std::vector<FigurePlace> figure_places(const Catalog& catalog);

/// Adds those that are not among them yet.
void add_figures(std::vector<RestsOn>& all, const std::vector<RestsOn>& more);

/// A row with a batch table may leave its single price out.
inline bool price_left_out(const PriceRow& row) {
  return !row.batch.empty() && !row.price.priced() && row.price.dated.empty() && row.price.why.empty() &&
         row.price.pointer.empty();
}

}  // namespace creditcast
