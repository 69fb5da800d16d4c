/// What a plan's grants buy in a month.
#include <algorithm>

#include "creditcast/pricing.hpp"
#include "labels.hpp"
#include "report.hpp"

namespace creditcast {
namespace {

/// Periods in a month of 30 days, as a fraction.
struct Periods {
  std::int64_t count = 1, per = 1;
};

Periods periods_per_month(const GrantRule& grant) {
  switch (grant.every) {
    case Cadence::day: return {30, 1};
    case Cadence::week: return {30, 7};
    case Cadence::year: return {1, 12};
    case Cadence::days: return {30, std::max(1, grant.days)};
    case Cadence::once:
    case Cadence::month:
    case Cadence::cycle: return {1, 1};
  }
  return {1, 1};
}

/// What one period of the pool's grant brings; 0 where it is not granted or not published.
Amount per_period(const Pool& pool, const Plan& plan, std::optional<Day> on, std::int32_t seats) {
  if (!gets_grant(pool, plan)) return {};
  const FigureValue value = value_on(*grant_figure(pool, plan), on);
  if (!value.priced) return {};
  const auto amount = times(value.typical, pool.grant->per_seat ? seats : 1);
  return amount ? *amount : Amount{kAmountMaxMicros};
}

bool grants_again(const Catalog& catalog, const Plan& plan) {
  return std::any_of(catalog.pools.begin(), catalog.pools.end(), [&](const Pool& pool) {
    return gets_grant(pool, plan) && pool.grant->every != Cadence::once && pool.unit == catalog.main_unit;
  });
}

bool counts(const Pool& pool, const Plan& plan, bool again) {
  return gets_grant(pool, plan) && (pool.grant->every != Cadence::once || !again);
}

/// Each pool by itself: what is lost at the end of a period shorter than a month must be spent within it.
std::int64_t requests_from(const Pool& pool, Amount grant, Amount each) {
  const Periods periods = periods_per_month(*pool.grant);
  const bool lost = pool.expires.kind == ExpiryKind::end_of_period && periods.count > periods.per;
  if (lost) return grant.micros / each.micros * periods.count / periods.per;
  return static_cast<std::int64_t>(static_cast<Int128>(grant.micros) * periods.count /
                                   (static_cast<Int128>(each.micros) * periods.per));
}

/// Options under which the row prices a request; nullopt where the plan or an earlier row keeps it from ever doing so.
std::optional<std::vector<OptionChoice>> options_for(const Action& action, const PriceRow& row, const Plan& plan) {
  std::vector<OptionChoice> options;
  for (const Condition& condition : row.when) {
    if (condition.any_of.empty()) return std::nullopt;
    if (condition.option == "plan") {
      if (std::find(condition.any_of.begin(), condition.any_of.end(), plan.id) == condition.any_of.end()) return std::nullopt;
    } else {
      options.push_back({condition.option, condition.any_of.front()});
    }
  }
  for (const Option& option : action.options) {
    const bool set =
        std::any_of(options.begin(), options.end(), [&](const OptionChoice& choice) { return choice.option == option.id; });
    if (set || !option.fallback.empty()) continue;
    if (option.number)
      options.push_back({option.id, option.low ? to_decimal(*option.low) : "1"});
    else if (!option.values.empty())
      options.push_back({option.id, option.values.front().id});
  }
  return options;
}

/// An amount that is not published buys an unknown number, not none.
bool grants_known(const Pool& pool, const Plan& plan, std::optional<Day> on) {
  return value_on(*grant_figure(pool, plan), on).priced;
}

bool rests_on_row(const Quote& quote, const PriceRow& row) {
  return std::any_of(quote.rests_on.begin(), quote.rests_on.end(), [&](const Figure* figure) {
    return figure == &row.price ||
           (!row.batch.empty() && figure >= row.batch.data() && figure < row.batch.data() + row.batch.size());
  });
}

}  // namespace

std::vector<Generations> generations(const Catalog& catalog, const Plan& plan, std::optional<Day> on,
                                     std::optional<std::int32_t> seats) {
  std::vector<Generations> all;
  const bool again = grants_again(catalog, plan);
  for (const Action& action : catalog.actions)
    for (const PriceRow& row : action.prices) {
      const auto options = options_for(action, row, plan);
      if (!options) continue;
      const auto quoted_row = quote(catalog, Request{&action, *options, 1, plan.id, on});
      if (!quoted_row || !quoted_row->priced || !rests_on_row(*quoted_row, row) || quoted_row->typical.micros <= 0) continue;
      Generations line{action.id,           row.id, row_label(catalog, action, row),
                       quoted_row->typical, 0,      gated(plan, quoted_row->tags)};
      bool known = true;
      for (const Pool& pool : catalog.pools) {
        if (pool.unit != quoted_row->unit || !counts(pool, plan, again) || !may_pay(pool, plan, quoted_row->tags)) continue;
        known = known && grants_known(pool, plan, on);
        line.count += requests_from(pool, per_period(pool, plan, on, seats.value_or(plan.seats)), line.each);
      }
      if (!known) continue;
      if (line.gated) line.count = 0;
      all.push_back(std::move(line));
    }
  return all;
}

}  // namespace creditcast
