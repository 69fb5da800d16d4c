#include "figures.hpp"

#include <algorithm>

#include "labels.hpp"
#include "report.hpp"

namespace creditcast {
namespace {

std::string_view period_name(Cadence cadence) {
  switch (cadence) {
    case Cadence::once: return "once";
    case Cadence::day: return "a day";
    case Cadence::week: return "a week";
    case Cadence::month:
    case Cadence::cycle: return "a month";
    case Cadence::year: return "a year";
    case Cadence::days: return "a period";
  }
  return "a period";
}

class Walk {
 public:
  explicit Walk(const Catalog& catalog) : catalog_(catalog) {}

  std::vector<FigurePlace> all() {
    for (const Pool& pool : catalog_.pools) walk(pool);
    for (const Action& action : catalog_.actions) walk(action);
    for (const Plan& plan : catalog_.plans) walk(plan);
    for (const Pack& pack : catalog_.packs) walk(pack);
    for (const AtZeroOffer& offer : catalog_.at_zero) walk(offer);
    return std::move(places_);
  }

 private:
  /// What a figure counts, and in which unit where it counts one.
  struct In {
    Measure measure = Measure::unit;
    std::string unit = {};
  };
  static In money() { return {Measure::money}; }
  [[nodiscard]] In of_pool(const std::string& id) const {
    const Pool* pool = find_pool(catalog_, id);
    return {Measure::unit, pool != nullptr ? pool->unit : catalog_.main_unit};
  }

  void add(std::string pointer, std::string label, const Figure& figure, In in, FigureRole role = FigureRole::amount) {
    places_.push_back({std::move(pointer), std::move(label), role, &figure, in.measure, std::move(in.unit)});
  }
  void add(std::string pointer, std::string label, const std::optional<Figure>& figure, In in,
           FigureRole role = FigureRole::amount) {
    if (figure) add(std::move(pointer), std::move(label), *figure, std::move(in), role);
  }

  void walk(const Pool& pool) {
    const std::string here = at("/pools", pool.id);
    const std::string& name = name_or_id(pool.name, pool.id);
    const In unit{Measure::unit, pool.unit};
    if (pool.grant) {
      add(here + "/grant/amount", name + ", " + std::string(period_name(pool.grant->every)), pool.grant->amount, unit);
    }
    add(here + "/rollover/cap", name + ", most that rolls over", pool.rollover.cap, unit);
    add(here + "/rollover/times_grant", name + ", most that rolls over, in grants", pool.rollover.times_grant,
        {Measure::factor});
    if (pool.refill_on_spend) {
      add(here + "/refill_on_spend/at_least", name + ", least spend that refills it", pool.refill_on_spend->at_least,
          {Measure::unit, pool.refill_on_spend->unit}, FigureRole::positive);
      add(here + "/refill_on_spend/to", name + ", refilled to", pool.refill_on_spend->to, unit, FigureRole::positive);
    }
    add(here + "/drip", name + ", most a day", pool.drip, unit, FigureRole::positive);
  }

  void walk(const Action& action) {
    const std::string here = at("/actions", action.id);
    const std::string& name = name_or_id(action.name, action.id);
    const In unit{Measure::unit, action.unit};
    for (const PriceRow& row : action.prices) walk(action, row, at(here + "/prices", row.id));
    for (const Modifier& factor : action.factors)
      add(at(here + "/factors", factor.id) + "/times", name + ", x " + name_or_id(factor.name, factor.id), factor.figure,
          {Measure::factor});
    for (const Modifier& surcharge : action.surcharges)
      add(at(here + "/surcharges", surcharge.id) + "/plus", name + ", + " + name_or_id(surcharge.name, surcharge.id),
          surcharge.figure, unit);
    add(here + "/minimum", name + ", least charge", action.minimum, unit);
    add(here + "/failed_share", name + ", share that a failed run costs", action.failed_share, {Measure::share},
        FigureRole::share);
    if (action.instead) {
      const Unit* other = find_unit(catalog_, action.instead->unit);
      add(here + "/instead/price", name + ", in " + (other != nullptr ? other->plural : action.instead->unit),
          action.instead->price, {Measure::unit, action.instead->unit});
    }
  }

  void walk(const Action& action, const PriceRow& row, const std::string& here) {
    const std::string label = row_label(catalog_, action, row);
    const In unit{Measure::unit, action.unit};
    if (!price_left_out(row)) add(here + "/price", label, row.price, unit);
    add(here + "/base_seconds", label + ", seconds included", row.base_seconds, {Measure::seconds}, FigureRole::positive);
    add(here + "/per_second_beyond", label + ", each second beyond", row.per_second_beyond, unit);
    for (std::size_t i = 0; i < row.batch.size() && i < row.batch_sizes.size(); ++i) {
      const std::string size = std::to_string(row.batch_sizes[i]);
      add(at(here + "/batch", size), label + ", batch of " + size, row.batch[i], unit);
    }
  }

  void walk(const Plan& plan) {
    const std::string here = at("/plans", plan.id);
    const std::string& name = name_or_id(plan.name, plan.id);
    for (const Term& term : plan.terms) {
      const std::string per = term.price_is_per_month && term.months > 1 ? ", per month" : "";
      add(at(here + "/terms", term.id) + "/price", name + ", " + term.id + per, term.price, money());
      add(at(here + "/terms", term.id) + "/intro", name + ", " + term.id + per + ", first term", term.intro, money());
    }
    for (const PlanGrant& grant : plan.grants) {
      const Pool* pool = find_pool(catalog_, grant.pool);
      const std::string& pool_name = pool != nullptr ? name_or_id(pool->name, pool->id) : grant.pool;
      const std::string period = pool != nullptr && pool->grant ? ", " + std::string(period_name(pool->grant->every)) : "";
      add(at(here + "/grants", grant.pool), name + ", " + pool_name + period, grant.amount, of_pool(grant.pool));
    }
    add(here + "/price_per_credit", name + ", price per credit", plan.price_per_credit, money(), FigureRole::positive);
  }

  void walk(const Pack& pack) {
    const std::string here = at("/packs", pack.id);
    const std::string& name = name_or_id(pack.name, pack.id);
    add(here + "/credits", name + ", credits", pack.credits, of_pool(pack.pool), FigureRole::positive);
    add(here + "/bonus", name + ", bonus", pack.bonus, of_pool(pack.pool));
    add(here + "/price", name + ", price", pack.price, money());
    add(here + "/min_money", name + ", least purchase", pack.min_money, money());
    add(here + "/max_money", name + ", largest purchase", pack.max_money, money(), FigureRole::positive);
    add(here + "/step_money", name + ", in steps of", pack.step_money, money(), FigureRole::positive);
  }

  void walk(const AtZeroOffer& offer) {
    const std::string kind(at_zero_name(offer.kind));
    const std::string here = at("/at_zero", kind);
    const std::string name = offer.kind == AtZeroKind::auto_recharge ? "Auto-recharge"
                             : offer.kind == AtZeroKind::overage     ? "Overage"
                                                                     : kind;
    add(here + "/threshold", name + ", threshold", offer.threshold,
        offer.threshold_in_money ? money() : In{Measure::unit, catalog_.main_unit});
    add(here + "/amount", name + ", buys", offer.amount, money(), FigureRole::positive);
    add(here + "/rate", name + ", price per credit", offer.rate, money());
    add(here + "/cap", name + ", most a month", offer.cap, money());
  }

  const Catalog& catalog_;
  std::vector<FigurePlace> places_;
};

}  // namespace

std::vector<FigurePlace> figure_places(const Catalog& catalog) { return Walk(catalog).all(); }

std::vector<NamedFigure> figures(const Catalog& catalog) {
  std::vector<NamedFigure> named;
  for (FigurePlace& place : figure_places(catalog)) {
    const bool above_zero = place.role == FigureRole::positive;
    named.push_back(
        {std::move(place.label), place.figure, std::move(place.pointer), place.measure, std::move(place.unit), above_zero});
  }
  return named;
}

void add_figures(std::vector<RestsOn>& all, const std::vector<RestsOn>& more) {
  for (const RestsOn& figure : more) {
    const auto same = [&](const RestsOn& other) {
      return other.pointer == figure.pointer && other.source_url == figure.source_url;
    };
    if (std::none_of(all.begin(), all.end(), same)) all.push_back(figure);
  }
}

}  // namespace creditcast
