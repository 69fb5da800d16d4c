#pragma once
/// What a platform sells: plain data, one JSON file per platform. Field names are the JSON keys; where a field is a vector of
/// things with an `id`, the JSON is an object keyed by that id, in order, so that a scenario can override any of it by a JSON
/// merge patch. Optional keys have the defaults written here.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "creditcast/figure.hpp"
#include "creditcast/ledger.hpp"

namespace creditcast {

enum class SourceKind : std::uint8_t { provider, mirror, secondary };

struct Source {
  std::string id;
  SourceKind kind = SourceKind::provider;
  std::string title;
  std::string url;          ///< may be empty (a guide, a note)
  std::optional<Day> read;  ///< when it was read, or the date it shows; none: undated
};

struct Unit {
  std::string id;
  std::string singular, plural;
  std::vector<std::string> aliases;
};

/// How often a pool is granted. With abstract months a billing cycle and a calendar month are both the 30-day month, a week
/// is 7 days.
enum class Cadence : std::uint8_t { once, day, week, month, cycle, year, days };

enum class Audience : std::uint8_t { everyone, subscribers, without_subscription };

enum class ExpiryKind : std::uint8_t {
  never,
  end_of_period,      ///< lost at the next grant of the pool
  after,              ///< a duration after the lot's grant or purchase
  with_subscription,  ///< when the subscription ends
  at,                 ///< on a date
};
/// JSON: "never", "end_of_period", "with_subscription", {"after": "P90D"}, {"at": "2027-01-01"}.
struct Expiry {
  ExpiryKind kind = ExpiryKind::never;
  Duration after;
  Day at = 0;
};

enum class RolloverKind : std::uint8_t { none, all, capped };
/// JSON: "none", "all", or {"cap": figure} / {"times_grant": figure}, each with optional "periods". A rolled-over rest is a lot
/// of its own; the cap is on the pool's balance after the grant and trims the oldest.
struct Rollover {
  RolloverKind kind = RolloverKind::none;
  std::optional<Figure> cap;          ///< an amount
  std::optional<Figure> times_grant;  ///< a multiple of the grant
  std::int32_t periods = 0;           ///< how many periods a rest lives on; 0: no limit
};

/// A grant that comes by itself.
struct GrantRule {
  Cadence every = Cadence::cycle;
  std::int32_t days = 0;         ///< for Cadence::days
  std::optional<Figure> amount;  ///< fixed; none: by plan (Plan::grants)
  bool to_ceiling = false;       ///< true: refills up to the amount; false: adds a lot
  bool per_seat = false;
};

/// Refilled by an event: to its maximum when one draw of `unit` is at least `at_least`.
struct SpendRefill {
  std::string unit;
  Figure at_least;
  Figure to;
};

/// A balance of one unit.
struct Pool {
  std::string id;
  std::string name;
  std::string unit;
  std::string holder = "user";  ///< "organisation", "team" or "user"
  bool live = true;             ///< false: announced only; actions in its unit charge their `instead`
  std::optional<GrantRule> grant;
  Audience for_whom = Audience::everyone;      ///< JSON key "for": who gets its grants
  Audience spendable_by = Audience::everyone;  ///< frozen for the others
  Expiry expires;
  Rollover rollover;
  std::optional<SpendRefill> refill_on_spend;
  std::optional<Figure> drip;         ///< at most this much becomes spendable a day, the rest waits
  std::vector<std::string> pays_for;  ///< tags; empty: everything
  std::vector<std::string> not_for;   ///< tags it may not pay for
  std::int32_t priority = 0;          ///< lower is drawn first, where the draw order asks
};

/// One option of an action ("model", "resolution", "mask", "seconds").
struct OptionValue {
  std::string id;
  std::string name;
  std::vector<std::string> tags;  ///< added to the request ("pro", "4k")
};
struct Option {
  std::string id;
  std::string name;
  std::vector<OptionValue> values;  ///< choices; empty where `number` is true
  bool number = false;              ///< a free number ("seconds")
  std::optional<Amount> low, high;  ///< its range
  std::string fallback;             ///< JSON "default": value id or decimal text; empty: must be given
};

struct Condition {
  std::string option;               ///< an option's id, or "plan"
  std::vector<std::string> any_of;  ///< JSON: one id or a list of ids
};
/// Where a row, factor or surcharge applies: all conditions hold. JSON "when": {"model": "a", "resolution": ["1k", "2k"]}.
using When = std::vector<Condition>;

/// The first row whose `when` holds prices the request.
struct PriceRow {
  std::string id;
  When when;
  Figure price;                             ///< per output, second, image or request, as the action says
  std::optional<Figure> per_second_beyond;  ///< base at `base_seconds`, this for each second more
  std::optional<Figure> base_seconds;
  /// JSON {"1": figure, "4": figure}: price of a whole batch of that size; see batch_sizes. `price` then is the price of a
  /// single output where "1" is not in the table, and may be left out.
  std::vector<Figure> batch;
  std::vector<std::int32_t> batch_sizes;  ///< ascending; a batch of another size takes the next larger ones' cheapest sum
  std::vector<std::string> tags;
};
struct Modifier {
  std::string id;
  std::string name;
  When when;
  Figure figure;  ///< JSON key "times" (factors) or "plus" (surcharges, per output)
};

enum class Per : std::uint8_t { output, request, second };
enum class ChargedAt : std::uint8_t { start, success };

/// What the user triggers. Price of a request: row price (x seconds where per second) x factors + surcharges, each output;
/// x outputs (or the batch price); rounded; at least the minimum.
struct Action {
  std::string id;
  std::string name;
  std::string kind;  ///< "image", "video", "asset", "edit", "utility", "feature", "chat", "upscale"
  std::string unit;
  Per per = Per::output;  ///< `second` needs an option "seconds": a number, or values that are decimals
  std::vector<Option> options;
  std::vector<PriceRow> prices;
  std::vector<Modifier> factors;
  std::vector<Modifier> surcharges;
  std::int32_t fixed_batch = 1;   ///< outputs always come in multiples of this
  std::int32_t max_outputs = 0;   ///< of one request; 0: no limit known
  Rounding rounding;              ///< JSON {"mode": "ceil", "step": 0.5}
  std::optional<Figure> minimum;  ///< least charge of a request
  ChargedAt charged_at = ChargedAt::success;
  std::optional<Figure> failed_share;  ///< share of the price that a failed run costs; none: not published, taken as 0 and said
  std::vector<std::string> tags;
  /// Charged in this unit while no pool of `unit` is live: `price` for each output (once where priced per request), as it
  /// stands. What costs nothing in its own unit costs nothing here.
  struct Instead {
    std::string unit;
    Figure price;
  };
  std::optional<Instead> instead;
};

struct OptionChoice {
  std::string option;
  std::string value;  ///< value id, or decimal text of a number
  friend bool operator==(const OptionChoice&, const OptionChoice&) = default;
};

/// A platform-neutral name for work, mapped to an action with options.
struct CapabilityMap {
  std::string id;  ///< "image.draft", ...
  std::string action;
  std::vector<OptionChoice> options;
};

/// Months of a billing term; 0: bought once, never renewed.
struct Term {
  std::string id;  ///< "month", "quarter", "year", "once"
  std::int32_t months = 1;
  Figure price;                     ///< as published
  bool price_is_per_month = false;  ///< the published price is per month; billed is price x months
  std::optional<Figure> intro;      ///< the first term's price, quoted likewise
};

struct PlanGrant {
  std::string pool;
  Figure amount;  ///< per period of the pool's grant
};

struct Plan {
  std::string id;
  std::string name;
  bool subscription = true;                ///< false: the free or pay-as-you-go state
  std::vector<Term> terms;                 ///< keyed by id
  std::vector<PlanGrant> grants;           ///< keyed by pool
  std::optional<Figure> price_per_credit;  ///< money per credit when credits are bought by money
  std::vector<std::string> denies;         ///< tags this plan's gates stop
  std::int32_t seats = 1;                  ///< included
  std::int32_t max_seats = 0;              ///< 0: no limit known
  bool open = true;                        ///< false: legacy; shown, never recommended to new customers
  std::string open_note;                   ///< whom it is open to
  std::string note;
};

enum class PackBuyers : std::uint8_t { everyone, subscribers };

/// A purchase that adds a lot: either a bundle (credits + price) or by money (price_per_credit of the plan).
struct Pack {
  std::string id;
  std::string name;
  std::string pool;
  std::optional<Figure> credits, bonus, price;  ///< a bundle
  bool by_money = false;                        ///< the buyer names the money; credits = money / plan's price per credit
  std::optional<Figure> min_money, max_money, step_money;
  Expiry expires;  ///< default: the pool's
  bool expires_given = false;
  PackBuyers buyers = PackBuyers::everyone;
  std::vector<std::string> plans;  ///< only on these; empty: any
};

enum class AtZeroKind : std::uint8_t { wait, buy_pack, auto_recharge, overage, slow_queue, upgrade, pause_ai };
std::string_view at_zero_name(AtZeroKind kind);

/// What the platform offers when nothing can pay. JSON: object keyed by the kind.
struct AtZeroOffer {
  AtZeroKind kind = AtZeroKind::wait;
  std::vector<std::string> plans;   ///< only on these; empty: any
  std::optional<Figure> threshold;  ///< auto_recharge: fixed by the platform
  bool threshold_in_money = false;  ///< converted at the plan's price per credit
  std::optional<Figure> amount;     ///< auto_recharge: money bought each time, fixed by the platform
  std::optional<Figure> rate;       ///< overage: money per credit
  std::optional<Figure> cap;        ///< overage: money per month
  Overage overage = Overage::bill;  ///< overage: bill or carry
  std::vector<std::string> tags;    ///< slow_queue: only requests with one of these; empty: any
  std::string note;
};

struct Catalog {
  std::string id;
  std::string name;
  std::string url;
  Day as_of = 0;                   ///< when it was compiled
  std::string currency;            ///< ISO 4217
  std::string main_unit;           ///< the unit of its credits
  std::vector<std::string> notes;  ///< contradictions and gaps, in sentences
  std::vector<Source> sources;
  std::vector<Unit> units;
  std::vector<Pool> pools;
  std::vector<OrderKey> draw_order{OrderKey::pool, OrderKey::expiry, OrderKey::age};
  std::vector<Action> actions;
  std::vector<CapabilityMap> capabilities;
  std::vector<Plan> plans;
  std::vector<Pack> packs;
  std::vector<AtZeroOffer> at_zero;
};

/// All that is wrong: references, duplicate ids, units, missing reasons and sources, empty tables, prices below zero. Pointers
/// are JSON pointers into the catalog.
Errors check(const Catalog& catalog);

const Unit* find_unit(const Catalog& catalog, std::string_view id);
const Pool* find_pool(const Catalog& catalog, std::string_view id);
const Action* find_action(const Catalog& catalog, std::string_view id);
const Plan* find_plan(const Catalog& catalog, std::string_view id);
const Pack* find_pack(const Catalog& catalog, std::string_view id);
const Source* find_source(const Catalog& catalog, std::string_view id);

const AtZeroOffer* find_offer(const Catalog& catalog, AtZeroKind kind);

/// Who pays for what, by the rules of a pool and a plan. `tags` are a request's (Quote::tags).
bool audience_has(Audience audience, const Plan& plan);
bool gets_grant(const Pool& pool, const Plan& plan);  ///< live, with a grant rule, and meant for this plan
bool may_pay(const Pool& pool, const Plan& plan, const std::vector<std::string>& tags);  ///< the unit is the caller's to check
bool gated(const Plan& plan, const std::vector<std::string>& tags);
bool may_buy(const Plan& plan, const Pack& pack);
bool offered_on(const AtZeroOffer& offer, const Plan& plan);
/// A pool of the unit is live, so that the unit can be charged at all.
bool unit_live(const Catalog& catalog, std::string_view unit);
/// What the plan grants into the pool each period of its grant, before seats: its own figure, else the pool's fixed amount;
/// null where it grants nothing.
const Figure* grant_figure(const Pool& pool, const Plan& plan);

/// What a figure counts.
enum class Measure : std::uint8_t {
  unit,     ///< amounts of a unit
  money,    ///< in the catalog's currency
  share,    ///< 0 to 1
  factor,   ///< how many times
  seconds,  ///< of a video
};

/// Every figure with a label a person can read ("Basic, month"), in the catalog's order.
struct NamedFigure {
  Words label;
  const Figure* figure = nullptr;
  std::string pointer;  ///< in the catalog, where a scenario overrides it
  Measure measure = Measure::unit;
  std::string unit;         ///< id, for Measure::unit
  bool above_zero = false;  ///< 0 is refused
};
std::vector<NamedFigure> figures(const Catalog& catalog);

/// The id nearest to a mistyped one by edit distance, for "did you mean"; empty if none is near.
std::string nearest(std::string_view typed, const std::vector<std::string>& known);
/// For Error::allowed: `did you mean "basic"? known: basic, pro`, with a long list cut.
Words suggest(std::string_view typed, const std::vector<std::string>& known);

}  // namespace creditcast
