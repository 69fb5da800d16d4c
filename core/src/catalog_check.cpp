/// check(Catalog): every rule, all errors at once.
#include <algorithm>
#include <set>

#include "creditcast/limits.hpp"
#include "figures.hpp"
#include "labels.hpp"
#include "report.hpp"

namespace creditcast {
namespace {

const std::vector<std::string> kHolders{"organisation", "team", "user"};
const std::vector<std::string> kActionKinds{"image", "video", "asset", "edit", "utility", "feature", "chat", "upscale"};

/// True where everything that holds for `later` holds for `earlier` too, so that `later` is never reached.
bool covers(const When& earlier, const When& later) {
  return std::all_of(earlier.begin(), earlier.end(), [&](const Condition& wide) {
    return std::any_of(later.begin(), later.end(), [&](const Condition& narrow) {
      return narrow.option == wide.option && !narrow.any_of.empty() &&
             std::all_of(narrow.any_of.begin(), narrow.any_of.end(), [&](const std::string& value) {
               return std::find(wide.any_of.begin(), wide.any_of.end(), value) != wide.any_of.end();
             });
    });
  });
}

class CatalogCheck {
 public:
  explicit CatalogCheck(const Catalog& catalog)
      : catalog_(catalog),
        units_(ids_of(catalog.units)),
        pools_(ids_of(catalog.pools)),
        plans_(ids_of(catalog.plans)),
        sources_(ids_of(catalog.sources)),
        tags_(known_tags()) {}

  Errors run() {
    check_head();
    check_sources();
    check_units();
    check_pools();
    check_refill_cycles();
    check_draw_order();
    check_actions();
    check_capabilities();
    check_plans();
    check_packs();
    check_at_zero();
    check_figures();
    return report_.take();
  }

 private:
  // --- head ---
  void check_head() {
    report_.id("/id", catalog_.id);
    if (catalog_.name.empty()) report_.add(Code::missing_key, "/name", "the platform has no name");
    const bool iso = catalog_.currency.size() == 3 && std::all_of(catalog_.currency.begin(), catalog_.currency.end(),
                                                                  [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!iso)
      report_.add(Code::bad_value, "/currency", {"{0} is not a currency", {quoted(catalog_.currency)}},
                  "an ISO 4217 code, as USD");
    if (report_.reference("/main_unit", catalog_.main_unit, "unit", units_) && pools_of(catalog_.main_unit) == 0)
      report_.add(Code::missing_key, "/pools", {"no pool holds the main unit {0}", {quoted(catalog_.main_unit)}},
                  "at least one pool of that unit");
  }

  void check_sources() {
    report_.at_most("/sources", catalog_.sources.size(), kMaxSources, "sources");
    report_.ids(catalog_.sources, "the source", [&](std::size_t i) { return at("/sources", catalog_.sources[i].id); });
    for (const Source& source : catalog_.sources)
      if (source.title.empty()) report_.add(Code::missing_key, at("/sources", source.id) + "/title", "the source has no title");
  }

  void check_units() {
    report_.at_most("/units", catalog_.units.size(), kMaxUnits, "units");
    report_.ids(catalog_.units, "the unit", [&](std::size_t i) { return at("/units", catalog_.units[i].id); });
    for (const Unit& unit : catalog_.units) {
      if (unit.singular.empty())
        report_.add(Code::missing_key, at("/units", unit.id) + "/singular", "the unit has no name for one");
      if (unit.plural.empty())
        report_.add(Code::missing_key, at("/units", unit.id) + "/plural", "the unit has no name for many");
    }
  }

  // --- pools ---
  void check_pools() {
    report_.at_most("/pools", catalog_.pools.size(), kMaxPools, "pools");
    report_.ids(catalog_.pools, "the pool", [&](std::size_t i) { return at("/pools", catalog_.pools[i].id); });
    for (const Pool& pool : catalog_.pools) check_pool(pool, at("/pools", pool.id));
  }

  void check_pool(const Pool& pool, const std::string& here) {
    report_.reference(here + "/unit", pool.unit, "unit", units_);
    if (std::find(kHolders.begin(), kHolders.end(), pool.holder) == kHolders.end())
      report_.add(Code::bad_value, here + "/holder", {"{0} holds no pool", {quoted(pool.holder)}},
                  suggest(pool.holder, kHolders));
    report_.between(here + "/priority", pool.priority, -std::int64_t{kMaxPriority}, kMaxPriority);
    check_tags(here + "/pays_for", pool.pays_for);
    check_tags(here + "/not_for", pool.not_for);
    for (const std::string& tag : pool.pays_for)
      if (std::find(pool.not_for.begin(), pool.not_for.end(), tag) != pool.not_for.end())
        report_.add(Code::contradiction, here + "/not_for", {"the tag {0} stands in pays_for and in not_for", {quoted(tag)}});
    if (pool.grant) check_grant(*pool.grant, here + "/grant");
    check_expiry(pool.expires, here + "/expires");
    const bool recurring = pool.grant && pool.grant->every != Cadence::once;
    if (pool.expires.kind == ExpiryKind::end_of_period && !recurring)
      report_.add(Code::contradiction, here + "/expires", "the pool has no period: nothing is granted to it again and again",
                  "a grant each day, week, month, cycle or year, or another expiry");
    check_rollover(pool, here + "/rollover");
    if (pool.refill_on_spend) {
      const std::string unit = here + "/refill_on_spend/unit";
      if (report_.reference(unit, pool.refill_on_spend->unit, "unit", units_) && pool.refill_on_spend->unit == pool.unit)
        report_.add(Code::cycle, unit, "the pool would be refilled by what is drawn from it",
                    {"another unit than {0}", {quoted(pool.unit)}});
    }
  }

  void check_grant(const GrantRule& grant, const std::string& here) {
    if (grant.every == Cadence::days)
      report_.between(here + "/days", grant.days, 1, kMaxGrantDays);
    else if (grant.days != 0)
      report_.add(Code::contradiction, here + "/days",
                  "a number of days is given, but the grant does not come every so many days", "\"every\": \"days\"");
  }

  void check_expiry(const Expiry& expiry, const std::string& here) {
    if (expiry.kind == ExpiryKind::after &&
        (expiry.after.months < 0 || expiry.after.seconds < 0 || (expiry.after.months == 0 && expiry.after.seconds == 0)))
      report_.add(Code::bad_duration, here + "/after", {"{0} is no time to live", {to_string(expiry.after)}},
                  "longer than zero");
    if (expiry.kind == ExpiryKind::at && (expiry.at < to_day({1900, 1, 1}) || expiry.at > to_day({2999, 12, 31})))
      report_.add(Code::bad_date, here + "/at", "the date is not in the calendar", "1900-01-01 to 2999-12-31");
  }

  void check_rollover(const Pool& pool, const std::string& here) {
    const Rollover& rollover = pool.rollover;
    report_.between(here + "/periods", rollover.periods, 0, kMaxRolloverPeriods);
    if (rollover.kind == RolloverKind::none) return;
    if (rollover.kind == RolloverKind::capped && rollover.cap.has_value() == rollover.times_grant.has_value())
      report_.add(rollover.cap ? Code::contradiction : Code::missing_key, here, "a cap is an amount or a multiple of the grant",
                  "exactly one of cap and times_grant");
    if (pool.expires.kind != ExpiryKind::end_of_period)
      report_.add(Code::contradiction, here,
                  "rollover says what becomes of a rest at the end of its period, and here nothing ends with a period",
                  "\"expires\": \"end_of_period\", or no rollover");
    if (pool.grant && pool.grant->to_ceiling)
      report_.add(Code::contradiction, here, "a grant up to a ceiling keeps the rest as it is",
                  "to_ceiling or rollover, not both");
  }

  /// Pool A refilled by spending unit U is an edge U -> unit of A; a circle would refill itself for ever.
  void check_refill_cycles() {
    for (const Pool& start : catalog_.pools) {
      if (!start.refill_on_spend || start.refill_on_spend->unit == start.unit) continue;
      std::set<std::string> reached{start.unit};
      bool grown = true;
      while (grown) {
        grown = false;
        for (const Pool& pool : catalog_.pools)
          if (pool.refill_on_spend && reached.count(pool.refill_on_spend->unit) != 0 && reached.insert(pool.unit).second)
            grown = true;
      }
      if (reached.count(start.refill_on_spend->unit) != 0)
        report_.add(Code::cycle, at("/pools", start.id) + "/refill_on_spend/unit",
                    {"pools refill each other in a circle: spending {0} leads back to {1}",
                     {quoted(start.unit), quoted(start.refill_on_spend->unit)}});
    }
  }

  void check_draw_order() {
    std::set<OrderKey> seen;
    for (std::size_t i = 0; i < catalog_.draw_order.size(); ++i)
      if (!seen.insert(catalog_.draw_order[i]).second)
        report_.add(Code::contradiction, at("/draw_order", i),
                    {"the key {0} stands twice", {quoted(order_key_name(catalog_.draw_order[i]))}});
    if (catalog_.draw_order.empty())
      report_.add(Code::bad_value, "/draw_order", "the draw order is empty",
                  "at least one key, as [\"pool\", \"expiry\", \"age\"]");
  }

  // --- actions ---
  void check_actions() {
    report_.at_most("/actions", catalog_.actions.size(), kMaxActions, "actions");
    if (catalog_.actions.empty()) report_.add(Code::missing_key, "/actions", "the catalog sells no action", "at least one");
    report_.ids(catalog_.actions, "the action", [&](std::size_t i) { return at("/actions", catalog_.actions[i].id); });
    for (const Action& action : catalog_.actions) check_action(action, at("/actions", action.id));
  }

  void check_action(const Action& action, const std::string& here) {
    if (std::find(kActionKinds.begin(), kActionKinds.end(), action.kind) == kActionKinds.end())
      report_.add(Code::bad_value, here + "/kind", {"{0} is no kind of action", {quoted(action.kind)}},
                  suggest(action.kind, kActionKinds));
    report_.reference(here + "/unit", action.unit, "unit", units_);
    report_.between(here + "/fixed_batch", action.fixed_batch, 1, kMaxOutputs);
    if (action.max_outputs != 0) report_.between(here + "/max_outputs", action.max_outputs, action.fixed_batch, kMaxOutputs);
    if (action.rounding.step.micros <= 0)
      report_.add(Code::out_of_range, here + "/rounding/step", {"{0} is no step", {to_decimal(action.rounding.step)}},
                  "more than 0");
    check_options(action, here + "/options");
    check_rows(action, here);
    check_modifiers(action, action.factors, here + "/factors");
    check_modifiers(action, action.surcharges, here + "/surcharges");
    if (action.instead) {
      const std::string unit = here + "/instead/unit";
      if (report_.reference(unit, action.instead->unit, "unit", units_) && action.instead->unit == action.unit)
        report_.add(Code::contradiction, unit, {"the action is charged in {0} anyway", {quoted(action.unit)}}, "another unit");
    }
  }

  void check_options(const Action& action, const std::string& here) {
    report_.at_most(here, action.options.size(), kMaxOptions, "options");
    report_.ids(action.options, "the option", [&](std::size_t i) { return at(here, action.options[i].id); });
    for (const Option& option : action.options) check_option(option, at(here, option.id));
  }

  void check_option(const Option& option, const std::string& here) {
    if (option.id == "plan") report_.add(Code::not_permitted, here, "\"plan\" always means the plan in force", "another id");
    report_.at_most(here + "/values", option.values.size(), kMaxOptionValues, "values");
    report_.ids(option.values, "the value", [&](std::size_t i) { return at(here + "/values", option.values[i].id); });
    if (option.number) {
      if (!option.values.empty())
        report_.add(Code::contradiction, here + "/values", "the option is a number and a list of values at once");
      if (option.low && option.high && *option.high < *option.low)
        report_.add(Code::out_of_range, here + "/high", {"{0} is below low", {to_decimal(*option.high)}},
                    {"{0} or more", {to_decimal(*option.low)}});
      if (option.id == "seconds" && option.low) report_.not_negative(here + "/low", *option.low);
    } else {
      if (option.values.empty())
        report_.add(Code::missing_key, here + "/values", "the option has no values", "at least one, or \"number\": true");
      if (option.low || option.high)
        report_.add(Code::contradiction, here + (option.low ? "/low" : "/high"), "a range is for numbers", "\"number\": true");
    }
    if (!option.fallback.empty()) check_value(option, option.fallback, here + "/default");
  }

  /// True where the option takes the value.
  bool check_value(const Option& option, const std::string& value, const std::string& here) {
    if (!option.number) return report_.reference(here, value, {"value of {0}", {quoted(option.id)}}, ids_of(option.values));
    const auto number = parse_amount(value);
    if (!number) {
      report_.add(Code::bad_number, here, {"{0} is not a number", {quoted(value)}}, "a decimal with at most six decimals");
      return false;
    }
    if ((option.low && *number < *option.low) || (option.high && *option.high < *number)) {
      report_.add(Code::out_of_range, here, {"{0} is outside the option's range", {value}}, range_text(option));
      return false;
    }
    return true;
  }

  void check_rows(const Action& action, const std::string& action_here) {
    const std::string here = action_here + "/prices";
    if (action.prices.empty())
      report_.add(Code::missing_key, here, "the action has no price",
                  "at least one row; one without a value where no price is published");
    report_.at_most(here, action.prices.size(), kMaxPriceRows, "price rows");
    report_.ids(action.prices, "the price row", [&](std::size_t i) { return at(here, action.prices[i].id); });
    const bool seconds_used =
        action.per == Per::second || std::any_of(action.prices.begin(), action.prices.end(),
                                                 [](const PriceRow& row) { return row.base_seconds || row.per_second_beyond; });
    if (seconds_used) check_seconds(action, action_here + "/options");
    for (std::size_t i = 0; i < action.prices.size() && i <= kMaxPriceRows; ++i) {
      const PriceRow& row = action.prices[i];
      check_row(action, row, at(here, row.id));
      for (std::size_t j = 0; j < i; ++j)
        if (covers(action.prices[j].when, row.when)) {
          report_.add(Code::contradiction, at(here, row.id) + "/when",
                      {"the row is never reached: row {0} before it takes all it would take", {quoted(action.prices[j].id)}},
                      "the narrower row first");
          break;
        }
    }
  }

  void check_seconds(const Action& action, const std::string& here) {
    const Option* seconds = find_option(action, "seconds");
    if (seconds == nullptr) {
      report_.add(Code::missing_key, here + "/seconds", "the price goes by seconds, and no option says how many",
                  "an option \"seconds\"");
      return;
    }
    if (seconds->number) return;
    for (const OptionValue& value : seconds->values) {
      const auto number = parse_amount(value.id);
      if (!number || number->micros < 0)
        report_.add(Code::bad_number, at(here + "/seconds/values", value.id),
                    {"{0} is no number of seconds", {quoted(value.id)}}, "ids that are decimals, as \"5\"");
    }
  }

  void check_row(const Action& action, const PriceRow& row, const std::string& here) {
    check_when(action, row.when, here + "/when");
    if (row.base_seconds.has_value() != row.per_second_beyond.has_value())
      report_.add(Code::missing_key, here + (row.base_seconds ? "/per_second_beyond" : "/base_seconds"),
                  "base_seconds and per_second_beyond belong together");
    else if (row.base_seconds && action.per == Per::second)
      report_.add(Code::contradiction, here + "/base_seconds", "the price is per second already",
                  "\"per\": \"output\" or \"request\"");
    report_.at_most(here + "/batch", row.batch.size(), kMaxBatchSizes, "batch sizes");
    if (!row.batch.empty() && row.base_seconds)
      report_.add(Code::contradiction, here + "/base_seconds", "a batch price has no seconds beyond a base",
                  "a row without a batch table");
    if (!row.batch.empty() && action.per == Per::request)
      report_.add(Code::contradiction, here + "/batch", "a request costs the same whatever it delivers", "\"per\": \"output\"");
    if (row.batch.size() != row.batch_sizes.size()) {
      report_.add(Code::contradiction, here + "/batch", "sizes and prices of the batches differ in number");
      return;
    }
    for (std::size_t i = 0; i < row.batch_sizes.size(); ++i) {
      const std::string size = at(here + "/batch", std::to_string(row.batch_sizes[i]));
      report_.between(size, row.batch_sizes[i], 1, kMaxOutputs);
      if (i > 0 && row.batch_sizes[i] <= row.batch_sizes[i - 1])
        report_.add(Code::contradiction, size, "the batch sizes do not ascend");
    }
  }

  void check_when(const Action& action, const When& when, const std::string& here) {
    std::set<std::string> seen;
    for (const Condition& condition : when) {
      const std::string place = at(here, condition.option);
      if (!seen.insert(condition.option).second)
        report_.add(Code::duplicate_key, place, "the option stands twice in one condition");
      if (condition.any_of.empty())
        report_.add(Code::bad_value, place, "no value is named, so it never holds", "at least one value");
      if (condition.option == "plan") {
        for (const std::string& plan : condition.any_of) report_.reference(place, plan, "plan", plans_);
        continue;
      }
      std::vector<std::string> known = ids_of(action.options);
      known.emplace_back("plan");
      if (!report_.reference(place, condition.option, "option", known)) continue;
      const Option* option = find_option(action, condition.option);
      for (const std::string& value : condition.any_of)
        if (option != nullptr) check_value(*option, value, place);
    }
  }

  void check_modifiers(const Action& action, const std::vector<Modifier>& modifiers, const std::string& here) {
    report_.at_most(here, modifiers.size(), kMaxModifiers, "entries");
    report_.ids(modifiers, "the entry", [&](std::size_t i) { return at(here, modifiers[i].id); });
    for (const Modifier& modifier : modifiers) check_when(action, modifier.when, at(here, modifier.id) + "/when");
  }

  void check_capabilities() {
    const std::string here = "/capabilities";
    const std::vector<std::string> actions = ids_of(catalog_.actions);
    report_.at_most(here, catalog_.capabilities.size(), kMaxCapabilities, "capabilities");
    report_.ids(catalog_.capabilities, "the capability", [&](std::size_t i) { return at(here, catalog_.capabilities[i].id); });
    for (const CapabilityMap& capability : catalog_.capabilities) {
      const std::string place = at(here, capability.id);
      if (!report_.reference(place + "/action", capability.action, "action", actions)) continue;
      const Action* action = find_action(catalog_, capability.action);
      for (const OptionChoice& choice : capability.options) {
        const std::string option_place = at(place + "/options", choice.option);
        if (!report_.reference(option_place, choice.option, "option", ids_of(action->options))) continue;
        check_value(*find_option(*action, choice.option), choice.value, option_place);
      }
    }
  }

  // --- plans, packs, at zero ---
  void check_plans() {
    report_.at_most("/plans", catalog_.plans.size(), kMaxPlans, "plans");
    if (catalog_.plans.empty()) report_.add(Code::missing_key, "/plans", "the catalog has no plan", "at least one");
    report_.ids(catalog_.plans, "the plan", [&](std::size_t i) { return at("/plans", catalog_.plans[i].id); });
    for (const Plan& plan : catalog_.plans) check_plan(plan, at("/plans", plan.id));
  }

  void check_plan(const Plan& plan, const std::string& here) {
    if (plan.terms.empty())
      report_.add(Code::missing_key, here + "/terms", "the plan has no term",
                  "at least one; a plan that costs nothing says so by a price of 0");
    report_.at_most(here + "/terms", plan.terms.size(), kMaxTerms, "terms");
    report_.ids(plan.terms, "the term", [&](std::size_t i) { return at(here + "/terms", plan.terms[i].id); });
    for (const Term& term : plan.terms) {
      const std::string place = at(here + "/terms", term.id);
      report_.between(place + "/months", term.months, 0, kMaxTermMonths);
      if (term.months == 0 && term.price_is_per_month)
        report_.add(Code::contradiction, place + "/per", "what is bought once has no price per month", "\"per\": \"term\"");
    }
    for (const PlanGrant& grant : plan.grants) check_plan_grant(plan, grant, at(here + "/grants", grant.pool));
    check_tags(here + "/denies", plan.denies);
    report_.between(here + "/seats", plan.seats, 1, kMaxSeats);
    if (plan.max_seats != 0) report_.between(here + "/max_seats", plan.max_seats, plan.seats, kMaxSeats);
    if (!plan.open && plan.open_note.empty())
      report_.add(Code::missing_key, here + "/open_note", "the plan is not open to everyone, and nothing says to whom it is");
  }

  void check_plan_grant(const Plan& plan, const PlanGrant& grant, const std::string& here) {
    if (!report_.reference(here, grant.pool, "pool", pools_)) return;
    const Pool* pool = find_pool(catalog_, grant.pool);
    if (!pool->grant)
      report_.add(Code::contradiction, here, {"the pool {0} is never granted", {quoted(pool->id)}},
                  "a \"grant\" in the pool, which says how often");
    else if (!audience_has(pool->for_whom, plan))
      report_.add(Code::contradiction, here,
                  {plan.subscription ? word("the pool {0} is not granted to subscribers")
                                     : word("the pool {0} is not granted to accounts without a subscription"),
                   {quoted(pool->id)}});
    std::size_t same = 0;
    for (const PlanGrant& other : plan.grants) same += other.pool == grant.pool ? 1U : 0U;
    if (same > 1) report_.add(Code::duplicate_id, here, "the plan grants the pool twice");
  }

  void check_packs() {
    report_.at_most("/packs", catalog_.packs.size(), kMaxPacks, "packs");
    report_.ids(catalog_.packs, "the pack", [&](std::size_t i) { return at("/packs", catalog_.packs[i].id); });
    for (const Pack& pack : catalog_.packs) check_pack(pack, at("/packs", pack.id));
  }

  void check_pack(const Pack& pack, const std::string& here) {
    report_.reference(here + "/pool", pack.pool, "pool", pools_);
    for (std::size_t i = 0; i < pack.plans.size(); ++i)
      report_.reference(at(here + "/plans", i), pack.plans[i], "plan", plans_);
    if (pack.expires_given) check_expiry(pack.expires, here + "/expires");
    if (pack.expires_given && pack.expires.kind == ExpiryKind::end_of_period)
      report_.add(Code::contradiction, here + "/expires", "a purchase has no period that could end",
                  "never, after, with_subscription or at");
    if (pack.by_money) {
      if (pack.credits || pack.bonus || pack.price)
        report_.add(Code::contradiction, here + "/by_money", "the pack is bought by money and is a bundle at once",
                    "by_money, or credits and price");
      const bool rate = std::any_of(catalog_.plans.begin(), catalog_.plans.end(),
                                    [&](const Plan& plan) { return plan.price_per_credit && may_buy(plan, pack); });
      if (!rate)
        report_.add(Code::missing_key, here + "/by_money", "no plan that may buy it has a price per credit",
                    "price_per_credit in a plan");
    } else {
      if (!pack.credits)
        report_.add(Code::missing_key, here + "/credits", "a bundle needs its credits",
                    "credits and price, or \"by_money\": true");
      if (!pack.price)
        report_.add(Code::missing_key, here + "/price", "a bundle needs its price", "credits and price, or \"by_money\": true");
      if (pack.min_money || pack.max_money || pack.step_money)
        report_.add(Code::contradiction,
                    here + (pack.min_money   ? "/min_money"
                            : pack.max_money ? "/max_money"
                                             : "/step_money"),
                    "a bundle has its own price", "\"by_money\": true");
    }
    if (pack.min_money && pack.max_money && pack.min_money->priced() && pack.max_money->priced() &&
        pack.max_money->typical() < pack.min_money->typical())
      report_.add(Code::out_of_range, here + "/max_money", {"{0} is below min_money", {to_decimal(pack.max_money->typical())}},
                  {"{0} or more", {to_decimal(pack.min_money->typical())}});
  }

  void check_at_zero() {
    std::set<AtZeroKind> seen;
    for (const AtZeroOffer& offer : catalog_.at_zero) {
      const std::string here = at("/at_zero", at_zero_name(offer.kind));
      if (!seen.insert(offer.kind).second) report_.add(Code::duplicate_id, here, "the offer stands twice");
      for (std::size_t i = 0; i < offer.plans.size(); ++i)
        report_.reference(at(here + "/plans", i), offer.plans[i], "plan", plans_);
      check_tags(here + "/tags", offer.tags);
      if (offer.kind == AtZeroKind::overage) check_overage(offer, here);
      if ((offer.kind == AtZeroKind::buy_pack || offer.kind == AtZeroKind::auto_recharge) && catalog_.packs.empty())
        report_.add(Code::missing_key, here, "a purchase is offered, and the catalog has no pack", "at least one pack");
    }
  }

  void check_overage(const AtZeroOffer& offer, const std::string& here) {
    if (offer.overage != Overage::bill && offer.overage != Overage::carry)
      report_.add(Code::bad_value, here + "/overage",
                  {"{0} is no overage that a platform sells", {quoted(overage_name(offer.overage))}}, "bill or carry");
    if (offer.overage == Overage::bill && !offer.rate)
      report_.add(Code::missing_key, here + "/rate", "billed overage needs a price per credit",
                  "rate, or \"overage\": \"carry\"");
  }

  // --- figures ---
  void check_figures() {
    for (const FigurePlace& place : figure_places(catalog_)) check_figure(*place.figure, place.pointer, place.role);
  }

  void check_figure(const Figure& figure, const std::string& here, FigureRole role) {
    check_provenance(figure, here);
    if (figure.value) check_role(*figure.value, here + "/value", role);
    if (figure.low.has_value() != figure.high.has_value())
      report_.add(Code::missing_key, here + (figure.low ? "/high" : "/low"), "a range has two ends", "low and high");
    if (figure.low) check_role(*figure.low, here + "/low", role);
    if (figure.high) check_role(*figure.high, here + "/high", role);
    if (figure.low && figure.high) {
      if (*figure.high < *figure.low)
        report_.add(Code::out_of_range, here + "/high", {"{0} is below low", {to_decimal(*figure.high)}},
                    {"{0} or more", {to_decimal(*figure.low)}});
      else if (figure.value)
        report_.between(here + "/value", *figure.value, *figure.low, *figure.high);
    }
    for (std::size_t i = 0; i < figure.others.size(); ++i) {
      check_source(figure.others[i].source, at(here + "/others", i) + "/source", figure.is == Provenance::yours);
      report_.not_negative(at(here + "/others", i) + "/value", figure.others[i].value);
    }
    check_dated(figure, here + "/dated", role);
  }

  void check_provenance(const Figure& figure, const std::string& here) {
    switch (figure.is) {
      case Provenance::published:
      case Provenance::range:
      case Provenance::example: check_source(figure.source, here + "/source", false); break;
      case Provenance::assumed:
      case Provenance::unpublished:
        if (figure.why.empty())
          report_.add(Code::missing_key, here + "/why",
                      {"what is {0} needs a reason", {std::string(provenance_name(figure.is))}}, "why, in words");
        if (!figure.source.empty()) check_source(figure.source, here + "/source", true);
        break;
      case Provenance::yours: break;
    }
    if (figure.is == Provenance::unpublished) {
      if (figure.value || figure.low || figure.high)
        report_.add(Code::contradiction,
                    here + (figure.value ? "/value"
                            : figure.low ? "/low"
                                         : "/high"),
                    "what is unpublished has no value", "another provenance: published, range, example or assumed");
    } else if (!figure.value && !figure.low && !figure.high) {
      report_.add(Code::missing_key, here + "/value", "the figure has no value",
                  "a value, low and high, or \"is\": \"unpublished\"");
    }
  }

  void check_source(const std::string& source, const std::string& here, bool may_lack) {
    if (source.empty()) {
      if (!may_lack) report_.add(Code::missing_key, here, "nothing says where the figure comes from", "the id of a source");
      return;
    }
    report_.reference(here, source, "source", sources_);
  }

  void check_dated(const Figure& figure, const std::string& here, FigureRole role) {
    for (std::size_t i = 0; i < figure.dated.size(); ++i) {
      const std::string place = at(here, i);
      check_role(figure.dated[i].value, place + "/value", role);
      check_source(figure.dated[i].source, place + "/source",
                   figure.is == Provenance::yours || figure.is == Provenance::assumed);
      if (i > 0 && figure.dated[i].from <= figure.dated[i - 1].from)
        report_.add(Code::contradiction, place + "/from", "the days do not ascend",
                    {"later than {0}", {date_text(figure.dated[i - 1].from)}});
    }
  }

  void check_role(Amount value, const std::string& here, FigureRole role) {
    if (role == FigureRole::share)
      report_.between(here, value, Amount{}, whole(1));
    else if (role == FigureRole::positive && value.micros <= 0)
      report_.add(Code::out_of_range, here, {"{0} is not above zero", {to_decimal(value)}}, "more than 0");
    else
      report_.not_negative(here, value);
  }

  // --- shared ---
  void check_tags(const std::string& here, const std::vector<std::string>& tags) {
    for (std::size_t i = 0; i < tags.size(); ++i) report_.reference(at(here, i), tags[i], "tag", tags_);
  }

  [[nodiscard]] std::vector<std::string> known_tags() const {
    std::set<std::string> tags;
    for (const Action& action : catalog_.actions) {
      tags.insert(action.tags.begin(), action.tags.end());
      for (const Option& option : action.options)
        for (const OptionValue& value : option.values) tags.insert(value.tags.begin(), value.tags.end());
      for (const PriceRow& row : action.prices) tags.insert(row.tags.begin(), row.tags.end());
    }
    return {tags.begin(), tags.end()};
  }

  [[nodiscard]] std::size_t pools_of(std::string_view unit) const {
    return static_cast<std::size_t>(
        std::count_if(catalog_.pools.begin(), catalog_.pools.end(), [&](const Pool& pool) { return pool.unit == unit; }));
  }

  const Catalog& catalog_;
  std::vector<std::string> units_, pools_, plans_, sources_, tags_;
  Report report_;
};

}  // namespace

Errors check(const Catalog& catalog) { return CatalogCheck(catalog).run(); }

}  // namespace creditcast
