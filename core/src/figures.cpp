#include "figures.hpp"

#include <algorithm>

#include "labels.hpp"
#include "report.hpp"

namespace creditcast {
namespace {

const char* period_name(Cadence cadence) {
  switch (cadence) {
    case Cadence::once: return word("once");
    case Cadence::day: return word("a day");
    case Cadence::week: return word("a week");
    case Cadence::month:
    case Cadence::cycle: return word("a month");
    case Cadence::year: return word("a year");
    case Cadence::days: return word("a period");
  }
  return word("a period");
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

  void add(std::string pointer, Words label, const Figure& figure, In in, FigureRole role = FigureRole::amount) {
    places_.push_back({std::move(pointer), std::move(label), role, &figure, in.measure, std::move(in.unit)});
  }
  void add(std::string pointer, Words label, const std::optional<Figure>& figure, In in, FigureRole role = FigureRole::amount) {
    if (figure) add(std::move(pointer), std::move(label), *figure, std::move(in), role);
  }

  void walk(const Pool& pool) {
    const std::string here = at("/pools", pool.id);
    const Words name = name_or_id(pool.name, pool.id);
    const In unit{Measure::unit, pool.unit};
    if (pool.grant) {
      add(here + "/grant/amount", Words("{0}, {1}", {name, period_name(pool.grant->every)}), pool.grant->amount, unit);
    }
    add(here + "/rollover/cap", Words("{0}, most that rolls over", {name}), pool.rollover.cap, unit);
    add(here + "/rollover/times_grant", Words("{0}, most that rolls over, in grants", {name}), pool.rollover.times_grant,
        {Measure::factor});
    if (pool.refill_on_spend) {
      add(here + "/refill_on_spend/at_least", Words("{0}, least spend that refills it", {name}), pool.refill_on_spend->at_least,
          {Measure::unit, pool.refill_on_spend->unit}, FigureRole::positive);
      add(here + "/refill_on_spend/to", Words("{0}, refilled to", {name}), pool.refill_on_spend->to, unit,
          FigureRole::positive);
    }
    add(here + "/drip", Words("{0}, most a day", {name}), pool.drip, unit, FigureRole::positive);
  }

  void walk(const Action& action) {
    const std::string here = at("/actions", action.id);
    const Words name = name_or_id(action.name, action.id);
    const In unit{Measure::unit, action.unit};
    for (const PriceRow& row : action.prices) walk(action, row, at(here + "/prices", row.id));
    for (const Modifier& factor : action.factors)
      add(at(here + "/factors", factor.id) + "/times", Words("{0}, x {1}", {name, name_or_id(factor.name, factor.id)}),
          factor.figure, {Measure::factor});
    for (const Modifier& surcharge : action.surcharges)
      add(at(here + "/surcharges", surcharge.id) + "/plus",
          Words("{0}, + {1}", {name, name_or_id(surcharge.name, surcharge.id)}), surcharge.figure, unit);
    add(here + "/minimum", Words("{0}, least charge", {name}), action.minimum, unit);
    add(here + "/failed_share", Words("{0}, share that a failed run costs", {name}), action.failed_share, {Measure::share},
        FigureRole::share);
    if (action.instead) {
      const Unit* other = find_unit(catalog_, action.instead->unit);
      add(here + "/instead/price", Words("{0}, in {1}", {name, other != nullptr ? other->plural : action.instead->unit}),
          action.instead->price, {Measure::unit, action.instead->unit});
    }
  }

  void walk(const Action& action, const PriceRow& row, const std::string& here) {
    const Words label = row_label(catalog_, action, row);
    const In unit{Measure::unit, action.unit};
    if (!price_left_out(row)) add(here + "/price", label, row.price, unit);
    add(here + "/base_seconds", Words("{0}, seconds included", {label}), row.base_seconds, {Measure::seconds},
        FigureRole::positive);
    add(here + "/per_second_beyond", Words("{0}, each second beyond", {label}), row.per_second_beyond, unit);
    for (std::size_t i = 0; i < row.batch.size() && i < row.batch_sizes.size(); ++i) {
      const std::string size = std::to_string(row.batch_sizes[i]);
      add(at(here + "/batch", size), Words("{0}, batch of {1}", {label, size}), row.batch[i], unit);
    }
  }

  void walk(const Plan& plan) {
    const std::string here = at("/plans", plan.id);
    const Words name = name_or_id(plan.name, plan.id);
    for (const Term& term : plan.terms) {
      const bool monthly = term.price_is_per_month && term.months > 1;
      const Words label(monthly ? word("{0}, {1}, per month") : "{0}, {1}", {name, term.id});
      add(at(here + "/terms", term.id) + "/price", label, term.price, money());
      add(at(here + "/terms", term.id) + "/intro", Words("{0}, first term", {label}), term.intro, money());
    }
    for (const PlanGrant& grant : plan.grants) {
      const Pool* pool = find_pool(catalog_, grant.pool);
      const Words pool_name = pool != nullptr ? name_or_id(pool->name, pool->id) : grant.pool;
      Words label("{0}, {1}", {name, pool_name});
      if (pool != nullptr && pool->grant) label = Words("{0}, {1}", {label, period_name(pool->grant->every)});
      add(at(here + "/grants", grant.pool), std::move(label), grant.amount, of_pool(grant.pool));
    }
    add(here + "/price_per_credit", Words("{0}, price per credit", {name}), plan.price_per_credit, money(),
        FigureRole::positive);
  }

  void walk(const Pack& pack) {
    const std::string here = at("/packs", pack.id);
    const Words name = name_or_id(pack.name, pack.id);
    add(here + "/credits", Words("{0}, credits", {name}), pack.credits, of_pool(pack.pool), FigureRole::positive);
    add(here + "/bonus", Words("{0}, bonus", {name}), pack.bonus, of_pool(pack.pool));
    add(here + "/price", Words("{0}, price", {name}), pack.price, money());
    add(here + "/min_money", Words("{0}, least purchase", {name}), pack.min_money, money());
    add(here + "/max_money", Words("{0}, largest purchase", {name}), pack.max_money, money(), FigureRole::positive);
    add(here + "/step_money", Words("{0}, in steps of", {name}), pack.step_money, money(), FigureRole::positive);
  }

  void walk(const AtZeroOffer& offer) {
    const std::string kind(at_zero_name(offer.kind));
    const std::string here = at("/at_zero", kind);
    const Words name = offer.kind == AtZeroKind::auto_recharge ? Words("Auto-recharge")
                       : offer.kind == AtZeroKind::overage     ? Words("Overage")
                                                               : Words(kind);
    add(here + "/threshold", Words("{0}, threshold", {name}), offer.threshold,
        offer.threshold_in_money ? money() : In{Measure::unit, catalog_.main_unit});
    add(here + "/amount", Words("{0}, buys", {name}), offer.amount, money(), FigureRole::positive);
    add(here + "/rate", Words("{0}, price per credit", {name}), offer.rate, money());
    add(here + "/cap", Words("{0}, most a month", {name}), offer.cap, money());
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
