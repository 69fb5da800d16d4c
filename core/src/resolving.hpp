#pragma once
/// Setting a scenario on a platform, part by part: each part works out its share of Resolved, says what is wrong, and notes the
/// figures it used. resolve.cpp puts them in order.
#include <optional>
#include <string>
#include <vector>

#include "creditcast/resolve.hpp"
#include "figures_used.hpp"
#include "report.hpp"

namespace creditcast {

/// What the parts share.
struct Resolving {
  const Catalog& catalog;
  const Scenario& scenario;
  Resolved out;
  FiguresUsed figures;
  Report report;

  Resolving(const Catalog& of, const Scenario& set, const Choice& choice)
      : catalog(of), scenario(set), figures(of, set.calendar.start) {
    out.catalog = &of;
    out.scenario = &set;
    out.choice = choice;
    out.first_day = set.calendar.start;
    out.months = set.months;
  }

  /// A figure's value where there is one; to look is not to use.
  [[nodiscard]] std::optional<Amount> priced(const Figure& figure) const {
    const FigureValue value = value_on(figure, out.first_day);
    return value.priced ? std::optional<Amount>(value.typical) : std::nullopt;
  }
  [[nodiscard]] std::optional<Amount> priced(const std::optional<Figure>& figure) const {
    return figure ? priced(*figure) : std::nullopt;
  }
  [[nodiscard]] UnitIndex unit_index(const std::string& id) const {
    const Unit* unit = find_unit(catalog, id);
    CREDITCAST_CHECK(unit != nullptr);
    return static_cast<UnitIndex>(unit - catalog.units.data());
  }
};

/// Where a thing of a list stands in it.
template <typename Thing>
std::uint32_t index_in(const std::vector<Thing>& things, const Thing* thing) {
  return static_cast<std::uint32_t>(thing - things.data());
}

/// What the platform gives: its pools, and the plans in play with what they cost and grant.
void resolve_plans(Resolving& in);
/// What it sells beyond that: its packs, and what the policy buys of them when credit ends. Asks for the plans.
void resolve_purchases(Resolving& in);
/// What the user does: phases, projects and streams, every use priced under every plan in play. Asks for plans and days.
void resolve_work(Resolving& in);

}  // namespace creditcast
