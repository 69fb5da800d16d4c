#include "read_catalog.hpp"

#include <algorithm>
#include <array>

#include "creditcast/limits.hpp"
#include "creditcast/sort.hpp"

namespace creditcast::json {
namespace {

using Keys = std::string_view;
constexpr std::array<Keys, 17> kCatalogKeys{"schema",    "id",           "name",    "url",   "as_of",  "currency",
                                            "main_unit", "notes",        "sources", "units", "pools",  "draw_order",
                                            "actions",   "capabilities", "plans",   "packs", "at_zero"};
constexpr std::array<Keys, 4> kSourceKeys{"kind", "title", "url", "read"};
constexpr std::array<Keys, 3> kUnitKeys{"singular", "plural", "aliases"};
constexpr std::array<Keys, 14> kPoolKeys{"name",         "unit",     "holder",  "live",     "for",
                                         "spendable_by", "grant",    "expires", "rollover", "refill_on_spend",
                                         "drip",         "pays_for", "not_for", "priority"};
constexpr std::array<Keys, 5> kGrantKeys{"every", "days", "amount", "to_ceiling", "per_seat"};
constexpr std::array<Keys, 3> kRefillKeys{"unit", "at_least", "to"};
constexpr std::array<Keys, 16> kActionKeys{"name",       "kind",         "unit",        "per",         "options",  "prices",
                                           "factors",    "surcharges",   "fixed_batch", "max_outputs", "rounding", "minimum",
                                           "charged_at", "failed_share", "tags",        "instead"};
constexpr std::array<Keys, 6> kOptionKeys{"name", "values", "number", "low", "high", "default"};
constexpr std::array<Keys, 2> kValueKeys{"name", "tags"};
constexpr std::array<Keys, 6> kPriceKeys{"when", "price", "base_seconds", "per_second_beyond", "batch", "tags"};
constexpr std::array<Keys, 3> kFactorKeys{"name", "when", "times"};
constexpr std::array<Keys, 3> kSurchargeKeys{"name", "when", "plus"};
constexpr std::array<Keys, 2> kRoundingKeys{"mode", "step"};
constexpr std::array<Keys, 2> kInsteadKeys{"unit", "price"};
constexpr std::array<Keys, 2> kCapabilityKeys{"action", "options"};
constexpr std::array<Keys, 11> kPlanKeys{
    "name", "subscription", "terms", "grants", "price_per_credit", "denies", "seats", "max_seats", "open", "open_note", "note"};
constexpr std::array<Keys, 4> kTermKeys{"months", "price", "per", "intro"};
constexpr std::array<Keys, 12> kPackKeys{"name",      "pool",      "credits",    "bonus",   "price",  "by_money",
                                         "min_money", "max_money", "step_money", "expires", "buyers", "plans"};

constexpr std::pair<Keys, Audience> kAudiences[] = {{"everyone", Audience::everyone},
                                                    {"subscribers", Audience::subscribers},
                                                    {"without_subscription", Audience::without_subscription}};

void read_figure_field(Fields& fields, std::string_view key, Figure& out, Need need = Need::required) {
  const Node* node = fields.get(key, need);
  if (node != nullptr) out = read_figure(fields.reading(), fields.path() / key, *node);
}
void read_figure_field(Fields& fields, std::string_view key, std::optional<Figure>& out) {
  const Node* node = fields.get(key);
  if (node != nullptr) out = read_figure(fields.reading(), fields.path() / key, *node);
}

/// An optional name; absent, the id does.
void read_name(Fields& fields, std::string& out, const std::string& id) {
  out = id;
  fields.name("name", out);
}

void read_expiry(Fields& fields, Expiry& out) {
  const Node* node = fields.get("expires");
  if (node == nullptr) return;
  const Path path = fields.path() / "expires";
  if (node->kind == Kind::object) {
    constexpr std::array<Keys, 2> kKeys{"after", "at"};
    Fields expiry(fields.reading(), path, *node, kKeys);
    if (expiry.has("after") == expiry.has("at")) {
      fields.fail(Code::contradiction, "expires", "exactly one of after and at is needed",
                  {"{0} or {1}", {std::string(R"({"after": "P90D"})"), std::string(R"({"at": "2027-01-01"})")}});
      return;
    }
    out.kind = expiry.has("after") ? ExpiryKind::after : ExpiryKind::at;
    expiry.duration("after", out.after);
    expiry.date("at", out.at);
    return;
  }
  constexpr std::pair<Keys, ExpiryKind> kWords[] = {{"never", ExpiryKind::never},
                                                    {"end_of_period", ExpiryKind::end_of_period},
                                                    {"with_subscription", ExpiryKind::with_subscription}};
  fields.choice("expires", out.kind, kWords);
}

void read_rollover(Fields& fields, Rollover& out) {
  const Node* node = fields.get("rollover");
  if (node == nullptr) return;
  if (node->kind != Kind::object) {
    constexpr std::pair<Keys, RolloverKind> kWords[] = {{"none", RolloverKind::none}, {"all", RolloverKind::all}};
    fields.choice("rollover", out.kind, kWords);
    return;
  }
  constexpr std::array<Keys, 3> kKeys{"cap", "times_grant", "periods"};
  Fields rollover(fields.reading(), fields.path() / "rollover", *node, kKeys);
  out.kind = RolloverKind::capped;
  read_figure_field(rollover, "cap", out.cap);
  read_figure_field(rollover, "times_grant", out.times_grant);
  rollover.integer("periods", out.periods, 0, kMaxRolloverPeriods);
}

Pool read_pool(Reading& reading, const Path& path, const Node& node) {
  Fields fields(reading, path, node, kPoolKeys);
  Pool pool;
  pool.id = node.key;
  fields.name("name", pool.name, Need::required);
  fields.id("unit", pool.unit, Need::required);
  if (fields.has("holder")) {
    constexpr std::pair<Keys, Keys> kHolders[] = {{"organisation", "organisation"}, {"team", "team"}, {"user", "user"}};
    Keys holder = pool.holder;
    fields.choice("holder", holder, kHolders);
    pool.holder = holder;
  }
  fields.boolean("live", pool.live);
  fields.choice("for", pool.for_whom, kAudiences);
  fields.choice("spendable_by", pool.spendable_by, kAudiences);
  if (const Node* grant = fields.get("grant")) {
    Fields rule(reading, path / "grant", *grant, kGrantKeys);
    GrantRule read;
    constexpr std::pair<Keys, Cadence> kCadences[] = {
        {"once", Cadence::once},   {"day", Cadence::day},   {"week", Cadence::week}, {"month", Cadence::month},
        {"cycle", Cadence::cycle}, {"year", Cadence::year}, {"days", Cadence::days}};
    rule.choice("every", read.every, kCadences);
    rule.integer("days", read.days, 1, kMaxGrantDays, read.every == Cadence::days ? Need::required : Need::optional);
    read_figure_field(rule, "amount", read.amount);
    rule.boolean("to_ceiling", read.to_ceiling);
    rule.boolean("per_seat", read.per_seat);
    pool.grant = std::move(read);
  }
  read_expiry(fields, pool.expires);
  read_rollover(fields, pool.rollover);
  if (const Node* refill = fields.get("refill_on_spend")) {
    Fields rule(reading, path / "refill_on_spend", *refill, kRefillKeys);
    SpendRefill read;
    rule.id("unit", read.unit, Need::required);
    read_figure_field(rule, "at_least", read.at_least);
    read_figure_field(rule, "to", read.to);
    pool.refill_on_spend = std::move(read);
  }
  read_figure_field(fields, "drip", pool.drip);
  fields.ids("pays_for", pool.pays_for);
  fields.ids("not_for", pool.not_for);
  fields.integer("priority", pool.priority, -kMaxPriority, kMaxPriority);
  return pool;
}

void read_when(Fields& fields, When& out) {
  fields.keyed("when", [&](const Path& path, const Node& node) {
    Condition condition;
    condition.option = node.key;
    if (node.kind == Kind::array) {
      if (node.items.empty()) fields.reading().fail(Code::bad_value, path, node, "the list is empty", "at least one value");
      for (std::size_t i = 0; i < node.items.size(); ++i) {
        if (auto value = read_decimal_or_id(fields.reading(), path / i, node.items[i])) {
          condition.any_of.push_back(std::move(*value));
        }
      }
    } else if (auto value = read_decimal_or_id(fields.reading(), path, node)) {
      condition.any_of.push_back(std::move(*value));
    }
    out.push_back(std::move(condition));
  });
}

Option read_option(Reading& reading, const Path& path, const Node& node) {
  Fields fields(reading, path, node, kOptionKeys);
  Option option;
  option.id = node.key;
  read_name(fields, option.name, option.id);
  fields.boolean("number", option.number);
  fields.keyed("values", [&](const Path& at, const Node& item) {
    Fields value(reading, at, item, kValueKeys);
    OptionValue read;
    read.id = item.key;
    read_name(value, read.name, read.id);
    value.ids("tags", read.tags);
    option.values.push_back(std::move(read));
  });
  fields.amount("low", option.low, kLeastAmount, kMostAmount);
  fields.amount("high", option.high, kLeastAmount, kMostAmount);
  if (const Node* fallback = fields.get("default")) {
    if (auto value = read_decimal_or_id(reading, path / "default", *fallback)) option.fallback = std::move(*value);
  }
  return option;
}

PriceRow read_price(Reading& reading, const Path& path, const Node& node) {
  Fields fields(reading, path, node, kPriceKeys);
  PriceRow row;
  row.id = node.key;
  read_when(fields, row.when);
  read_figure_field(fields, "price", row.price, fields.has("batch") ? Need::optional : Need::required);
  read_figure_field(fields, "base_seconds", row.base_seconds);
  read_figure_field(fields, "per_second_beyond", row.per_second_beyond);
  if (const Node* batch = fields.get("batch"); batch != nullptr && expect_kind(reading, path / "batch", *batch, Kind::object)) {
    std::vector<std::pair<std::int32_t, Figure>> sizes;
    const Path at = path / "batch";
    for (const Node& member : batch->items) {
      const bool digits = !member.key.empty() && member.key.size() <= 4 && member.key.front() != '0' &&
                          member.key.find_first_not_of("0123456789") == std::string::npos;
      if (!digits) {
        reading.fail_key(Code::bad_value, at / member.key, member, {"{0} is no size of a batch", {quoted(member.key)}},
                         "a whole number from 1 to 9999");
        continue;
      }
      std::int32_t size = 0;
      for (const char c : member.key) size = size * 10 + (c - '0');
      sizes.emplace_back(size, read_figure(reading, at / member.key, member));
    }
    sort_stably(sizes, [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [size, figure] : sizes) {
      row.batch_sizes.push_back(size);
      row.batch.push_back(std::move(figure));
    }
  }
  fields.ids("tags", row.tags);
  return row;
}

Modifier read_modifier(Reading& reading, const Path& path, const Node& node, std::span<const Keys> keys, Keys figure) {
  Fields fields(reading, path, node, keys);
  Modifier modifier;
  modifier.id = node.key;
  read_name(fields, modifier.name, modifier.id);
  read_when(fields, modifier.when);
  read_figure_field(fields, figure, modifier.figure);
  return modifier;
}

Action read_action(Reading& reading, const Path& path, const Node& node) {
  Fields fields(reading, path, node, kActionKeys);
  Action action;
  action.id = node.key;
  fields.name("name", action.name, Need::required);
  constexpr std::pair<Keys, Keys> kKinds[] = {{"image", "image"}, {"video", "video"},     {"asset", "asset"},
                                              {"edit", "edit"},   {"utility", "utility"}, {"feature", "feature"},
                                              {"chat", "chat"},   {"upscale", "upscale"}};
  Keys kind = "image";
  fields.choice("kind", kind, kKinds, Need::required);
  action.kind = kind;
  fields.id("unit", action.unit, Need::required);
  constexpr std::pair<Keys, Per> kPers[] = {{"output", Per::output}, {"request", Per::request}, {"second", Per::second}};
  fields.choice("per", action.per, kPers);
  fields.keyed("options", [&](const Path& at, const Node& item) { action.options.push_back(read_option(reading, at, item)); });
  fields.keyed(
      "prices", [&](const Path& at, const Node& item) { action.prices.push_back(read_price(reading, at, item)); },
      Need::required);
  fields.keyed("factors", [&](const Path& at, const Node& item) {
    action.factors.push_back(read_modifier(reading, at, item, kFactorKeys, "times"));
  });
  fields.keyed("surcharges", [&](const Path& at, const Node& item) {
    action.surcharges.push_back(read_modifier(reading, at, item, kSurchargeKeys, "plus"));
  });
  fields.integer("fixed_batch", action.fixed_batch, 1, kMaxOutputs);
  fields.integer("max_outputs", action.max_outputs, 0, kMaxOutputs);
  if (const Node* rounding = fields.get("rounding")) {
    Fields rule(reading, path / "rounding", *rounding, kRoundingKeys);
    constexpr std::pair<Keys, RoundingMode> kModes[] = {{"exact", RoundingMode::exact},
                                                        {"ceil", RoundingMode::ceil},
                                                        {"floor", RoundingMode::floor},
                                                        {"half_up", RoundingMode::half_up}};
    rule.choice("mode", action.rounding.mode, kModes, Need::required);
    rule.amount("step", action.rounding.step, Amount{1}, kMostAmount);
  }
  read_figure_field(fields, "minimum", action.minimum);
  constexpr std::pair<Keys, ChargedAt> kCharged[] = {{"start", ChargedAt::start}, {"success", ChargedAt::success}};
  fields.choice("charged_at", action.charged_at, kCharged);
  read_figure_field(fields, "failed_share", action.failed_share);
  fields.ids("tags", action.tags);
  if (const Node* instead = fields.get("instead")) {
    Fields rule(reading, path / "instead", *instead, kInsteadKeys);
    Action::Instead read;
    rule.id("unit", read.unit, Need::required);
    read_figure_field(rule, "price", read.price);
    action.instead = std::move(read);
  }
  return action;
}

Plan read_plan(Reading& reading, const Path& path, const Node& node) {
  Fields fields(reading, path, node, kPlanKeys);
  Plan plan;
  plan.id = node.key;
  fields.name("name", plan.name, Need::required);
  fields.boolean("subscription", plan.subscription);
  fields.keyed(
      "terms",
      [&](const Path& at, const Node& item) {
        Fields rule(reading, at, item, kTermKeys);
        Term term;
        term.id = item.key;
        rule.integer("months", term.months, 0, kMaxTermMonths, Need::required);
        read_figure_field(rule, "price", term.price);
        constexpr std::pair<Keys, bool> kPers[] = {{"month", true}, {"term", false}};
        rule.choice("per", term.price_is_per_month, kPers);
        read_figure_field(rule, "intro", term.intro);
        plan.terms.push_back(std::move(term));
      },
      Need::required);
  fields.keyed("grants", [&](const Path& at, const Node& item) {
    plan.grants.push_back({item.key, read_figure(reading, at, item)});
  });
  read_figure_field(fields, "price_per_credit", plan.price_per_credit);
  fields.ids("denies", plan.denies);
  fields.integer("seats", plan.seats, 1, kMaxSeats);
  fields.integer("max_seats", plan.max_seats, 0, kMaxSeats);
  fields.boolean("open", plan.open);
  fields.text("open_note", plan.open_note);
  fields.text("note", plan.note);
  return plan;
}

Pack read_pack(Reading& reading, const Path& path, const Node& node) {
  Fields fields(reading, path, node, kPackKeys);
  Pack pack;
  pack.id = node.key;
  fields.name("name", pack.name, Need::required);
  fields.id("pool", pack.pool, Need::required);
  fields.boolean("by_money", pack.by_money);
  read_figure_field(fields, "credits", pack.credits);
  read_figure_field(fields, "bonus", pack.bonus);
  read_figure_field(fields, "price", pack.price);
  read_figure_field(fields, "min_money", pack.min_money);
  read_figure_field(fields, "max_money", pack.max_money);
  read_figure_field(fields, "step_money", pack.step_money);
  read_expiry(fields, pack.expires);
  pack.expires_given = fields.has("expires");
  constexpr std::pair<Keys, PackBuyers> kBuyers[] = {{"everyone", PackBuyers::everyone},
                                                     {"subscribers", PackBuyers::subscribers}};
  fields.choice("buyers", pack.buyers, kBuyers);
  fields.ids("plans", pack.plans);
  return pack;
}

void read_offers(Fields& catalog, std::vector<AtZeroOffer>& out) {
  const Node* node = catalog.get("at_zero");
  if (node == nullptr) return;
  Reading& reading = catalog.reading();
  const Path path = catalog.path() / "at_zero";
  constexpr std::array kKinds{AtZeroKind::wait,       AtZeroKind::buy_pack, AtZeroKind::auto_recharge, AtZeroKind::overage,
                              AtZeroKind::slow_queue, AtZeroKind::upgrade,  AtZeroKind::pause_ai};
  std::array<Keys, kKinds.size()> names;
  std::transform(kKinds.begin(), kKinds.end(), names.begin(), [](AtZeroKind kind) { return at_zero_name(kind); });
  if (!Fields(reading, path, *node, names).ok()) return;
  for (const Node& member : node->items) {
    const auto found = std::find(names.begin(), names.end(), member.key);
    if (found == names.end()) continue;
    AtZeroOffer offer;
    offer.kind = kKinds[static_cast<std::size_t>(found - names.begin())];
    std::vector<Keys> keys{"plans", "note"};
    if (offer.kind == AtZeroKind::auto_recharge) keys.insert(keys.end(), {"threshold", "threshold_in_money", "amount"});
    if (offer.kind == AtZeroKind::overage) keys.insert(keys.end(), {"rate", "cap", "overage"});
    if (offer.kind == AtZeroKind::slow_queue) keys.push_back("tags");
    const Path at = path / member.key;
    Fields fields(reading, at, member, keys);
    fields.ids("plans", offer.plans);
    fields.text("note", offer.note);
    read_figure_field(fields, "threshold", offer.threshold);
    fields.boolean("threshold_in_money", offer.threshold_in_money);
    read_figure_field(fields, "amount", offer.amount);
    read_figure_field(fields, "rate", offer.rate);
    read_figure_field(fields, "cap", offer.cap);
    constexpr std::pair<Keys, Overage> kOverages[] = {{"bill", Overage::bill}, {"carry", Overage::carry}};
    fields.choice("overage", offer.overage, kOverages);
    fields.ids("tags", offer.tags);
    out.push_back(std::move(offer));
  }
}

void read_currency(Fields& fields, std::string& out) {
  fields.name("currency", out, Need::required);
  const bool code = out.size() == 3 && std::all_of(out.begin(), out.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!out.empty() && !code)
    fields.fail(Code::bad_value, "currency", {"{0} is no currency", {quoted(out)}}, "an ISO 4217 code such as USD");
}

}  // namespace

std::vector<OrderKey> read_order(Fields& fields, std::string_view key) {
  constexpr std::array kKeys{OrderKey::pool,          OrderKey::priority,     OrderKey::expiry, OrderKey::granted_first,
                             OrderKey::limited_first, OrderKey::resets_first, OrderKey::age,    OrderKey::amount_desc};
  std::array<std::string_view, kKeys.size()> names;
  std::transform(kKeys.begin(), kKeys.end(), names.begin(), [](OrderKey order) { return order_key_name(order); });
  std::vector<OrderKey> order;
  fields.list(key, kKeys.size(), [&](const Path& path, const Node& node) {
    if (!expect_kind(fields.reading(), path, node, Kind::string)) return;
    const auto read = order_key_of(node.text);
    if (!read) {
      fields.reading().fail(Code::bad_value, path, node, {"{0} is no key of a draw order", {quoted(node.text)}},
                            suggestion(node.text, names));
    } else if (std::find(order.begin(), order.end(), *read) != order.end()) {
      fields.reading().fail(Code::duplicate_id, path, node, {"{0} stands twice in the order", {quoted(node.text)}},
                            "each key once");
    } else {
      order.push_back(*read);
    }
  });
  return order;
}

Catalog read_catalog(Reading& reading, const Node& root) {
  Catalog catalog;
  const Path path;
  Fields fields(reading, path, root, kCatalogKeys);
  if (!expect_schema(fields, kCatalogSchema)) return catalog;
  fields.id("id", catalog.id, Need::required);
  fields.name("name", catalog.name, Need::required);
  fields.url("url", catalog.url);
  fields.date("as_of", catalog.as_of, Need::required);
  read_currency(fields, catalog.currency);
  fields.id("main_unit", catalog.main_unit, Need::required);
  fields.texts("notes", catalog.notes, kMaxTextCharacters);
  fields.keyed("sources", [&](const Path& at, const Node& node) {
    Fields row(reading, at, node, kSourceKeys);
    Source source;
    source.id = node.key;
    constexpr std::pair<Keys, SourceKind> kKinds[] = {
        {"provider", SourceKind::provider}, {"mirror", SourceKind::mirror}, {"secondary", SourceKind::secondary}};
    row.choice("kind", source.kind, kKinds, Need::required);
    row.name("title", source.title, Need::required);
    row.url("url", source.url);
    row.date("read", source.read);
    catalog.sources.push_back(std::move(source));
  });
  fields.keyed(
      "units",
      [&](const Path& at, const Node& node) {
        Fields row(reading, at, node, kUnitKeys);
        Unit unit;
        unit.id = node.key;
        row.name("singular", unit.singular, Need::required);
        row.name("plural", unit.plural, Need::required);
        row.texts("aliases", unit.aliases, kMaxNameCharacters);
        catalog.units.push_back(std::move(unit));
      },
      Need::required);
  fields.keyed(
      "pools", [&](const Path& at, const Node& node) { catalog.pools.push_back(read_pool(reading, at, node)); },
      Need::required);
  if (fields.has("draw_order")) catalog.draw_order = read_order(fields, "draw_order");
  fields.keyed(
      "actions", [&](const Path& at, const Node& node) { catalog.actions.push_back(read_action(reading, at, node)); },
      Need::required);
  fields.keyed("capabilities", [&](const Path& at, const Node& node) {
    Fields row(reading, at, node, kCapabilityKeys);
    CapabilityMap capability;
    capability.id = node.key;
    row.id("action", capability.action, Need::required);
    read_options(row, capability.options);
    catalog.capabilities.push_back(std::move(capability));
  });
  fields.keyed(
      "plans", [&](const Path& at, const Node& node) { catalog.plans.push_back(read_plan(reading, at, node)); },
      Need::required);
  fields.keyed("packs", [&](const Path& at, const Node& node) { catalog.packs.push_back(read_pack(reading, at, node)); });
  read_offers(fields, catalog.at_zero);
  reading.take(check(catalog), root);
  return catalog;
}

}  // namespace creditcast::json
