#include "read_work.hpp"

#include <algorithm>

#include "creditcast/limits.hpp"

#include "creditcast/sort.hpp"
#include "read_catalog.hpp"
#include "scenario_keys.hpp"

namespace creditcast::json {
namespace {

constexpr std::int64_t kMostOutcomes = 1'000'000;

void read_range(Fields& fields, Quantity& out, const QuantityRule& rule) {
  const Node* node = fields.get("range");
  const Path path = fields.path() / "range";
  if (!expect_kind(fields.reading(), path, *node, Kind::array)) return;
  if (node->items.size() != 2) {
    fields.fail(Code::bad_value, "range", {"{0} numbers stand here", {std::to_string(node->items.size())}}, "two: [from, to]");
    return;
  }
  const auto low = read_whole(fields.reading(), path / 0, node->items[0], rule.low, std::min(rule.high, kMostOutcomes));
  const auto high = read_whole(fields.reading(), path / 1, node->items[1], rule.low, std::min(rule.high, kMostOutcomes));
  if (!low || !high) return;
  if (*low > *high) {
    fields.fail(Code::contradiction, "range", "the range begins after its end", "[from, to] with from <= to");
    return;
  }
  out.low = *low;
  out.high = *high;
}

void read_table(Fields& fields, Quantity& out, const QuantityRule& rule) {
  std::int64_t sum = 0;
  bool whole_table = true;
  fields.list("table", kMaxTableRows, [&](const Path& path, const Node& node) {
    Fields row(fields.reading(), path, node, kTableKeys);
    const Node* value = row.get("value", Need::required);
    const Node* chance = row.get("chance", Need::required);
    std::optional<std::int64_t> number;
    std::optional<Share> share;
    if (value != nullptr) number = read_whole(fields.reading(), path / "value", *value, rule.low, rule.high);
    if (chance != nullptr) share = read_share(fields.reading(), path / "chance", *chance);
    if (!number || !share) {
      whole_table = false;
      return;
    }
    const bool twice =
        std::any_of(out.table.begin(), out.table.end(), [&](const auto& other) { return other.value == *number; });
    if (twice)
      row.fail(Code::duplicate_id, "value", {"{0} stands twice in the table", {std::to_string(*number)}}, "each value once");
    sum += parse_amount(chance->text).value().micros;
    if (!twice) out.table.push_back({*number, *share});
  });
  // An outcome's place in the table says nothing.
  sort_stably(out.table, [](const auto& a, const auto& b) { return a.value < b.value; });
  if (whole_table && fields.get("table")->kind == Kind::array && sum != kMicros) {
    fields.fail(Code::bad_probability, "table", {"the chances sum to {0}", {to_decimal(Amount{sum})}}, "chances that sum to 1");
  }
}

}  // namespace

Quantity read_quantity_of(Fields& fields, const QuantityRule& rule) {
  Quantity quantity;
  if (!fields.ok()) return quantity;
  const auto count = std::count_if(kQuantityKeys.begin(), kQuantityKeys.end(), [&](Key key) { return fields.has(key); });
  if (count != 1) {
    fields.reading().fail(count == 0 ? Code::missing_key : Code::contradiction, fields.path(), fields.node(),
                          count == 0 ? "no number stands here" : "more than one number stands here",
                          {"exactly one of {0}", {joined(kQuantityKeys)}});
    return quantity;
  }
  if (fields.has("fixed")) {
    fields.amount("fixed", quantity.mean, whole(rule.low), whole(rule.high));
    if (rule.whole && quantity.mean.micros % kMicros != 0) {
      fields.fail(Code::bad_value, "fixed", {"{0} is not a whole number", {to_decimal(quantity.mean)}}, "a whole number");
      quantity.mean = whole(rule.low);
    }
  } else if (fields.has("range")) {
    quantity.kind = QuantityKind::range;
    quantity.low = quantity.high = rule.low;
    read_range(fields, quantity, rule);
  } else if (fields.has("poisson")) {
    quantity.kind = QuantityKind::poisson;
    fields.amount("poisson", quantity.mean, Amount{0}, whole(std::min<std::int64_t>(rule.high, 100'000)));
  } else {
    quantity.kind = QuantityKind::table;
    read_table(fields, quantity, rule);
  }
  return quantity;
}

Quantity read_quantity(Reading& reading, const Path& path, const Node& node, const QuantityRule& rule) {
  if (node.kind == Kind::object) {
    Fields fields(reading, path, node, kQuantityKeys);
    return read_quantity_of(fields, rule);
  }
  Quantity quantity;
  quantity.mean = whole(rule.low);
  if (rule.whole) {
    if (const auto number = read_whole(reading, path, node, rule.low, rule.high)) quantity.mean = whole(*number);
  } else if (const auto amount = read_amount(reading, path, node, whole(rule.low), whole(rule.high))) {
    quantity.mean = *amount;
  }
  return quantity;
}

void read_use_of(Fields& fields, WorkUse& out, Need need) {
  out.pointer = fields.path().text();
  fields.id("action", out.action);
  fields.id("capability", out.capability);
  read_options(fields, out.options);
  if (fields.has("action") && fields.has("capability")) {
    fields.fail(Code::contradiction, "capability", "both an action and a capability stand here", "one of the two");
  } else if (need == Need::required && fields.ok() && !fields.has("action") && !fields.has("capability")) {
    fields.reading().fail(Code::missing_key, fields.path(), fields.node(), "neither an action nor a capability stands here",
                          {"{0} or {1}", {std::string(R"("action": "...")"), std::string(R"("capability": "...")")}});
  }
}

WorkUse read_use(Reading& reading, const Path& path, const Node& node) {
  Fields fields(reading, path, node, kUseKeys);
  WorkUse use;
  read_use_of(fields, use, Need::required);
  fields.integer("outputs", use.outputs, 1, kMaxOutputs);
  fields.integer("count", use.count, 1, kMaxCount);
  return use;
}

void read_uses(Fields& fields, std::string_view key, std::vector<WorkUse>& out, Need need) {
  fields.list(
      key, kMaxUses, [&](const Path& path, const Node& node) { out.push_back(read_use(fields.reading(), path, node)); }, need);
}

namespace {

Phase read_phase(Reading& reading, const Path& path, const Node& node) {
  Fields fields(reading, path, node, kPhaseKeys);
  Phase phase;
  phase.batch.mean = whole(1);
  fields.id("id", phase.id, Need::required);
  phase.name = phase.id;
  fields.name("name", phase.name);
  read_use_of(fields, phase.use, Need::required);
  if (const Node* batch = fields.get("batch"))
    phase.batch = read_quantity(reading, path / "batch", *batch, {true, 1, kMaxOutputs});
  fields.share("run_chance", phase.run_chance);
  fields.share("acceptance", phase.acceptance);
  fields.integer("max_requests", phase.max_requests, 1, kMaxRequests);
  constexpr std::pair<Key, Exhausted> kThen[] = {{"go_on", Exhausted::go_on}, {"give_up", Exhausted::give_up}};
  fields.choice("then", phase.exhausted, kThen);
  if (const Node* rewrite = fields.get("rewrite")) {
    Fields rule(reading, path / "rewrite", *rewrite, kRewriteKeys);
    Phase::Rewrite read;
    rule.integer("after_misses", read.after_misses, 1, kMaxRequests);
    rule.share("adds", read.adds);
    rule.share("up_to", read.up_to);
    read_uses(rule, "uses", read.uses);
    phase.rewrite = std::move(read);
  }
  fields.list("repeat_factors", kMaxRepeatFactors, [&](const Path& at, const Node& item) {
    if (const auto share = read_share(reading, at, item)) phase.repeat_factors.push_back(*share);
  });
  if (const Node* variations = fields.get("variations")) {
    Fields rule(reading, path / "variations", *variations, kVariationKeys);
    Phase::Variations read;
    rule.share("chance", read.chance, Need::required);
    rule.share("acceptance", read.acceptance, Need::required);
    phase.variations = read;
  }
  fields.integer("keep", phase.keep, 1, kMaxOutputs);
  read_uses(fields, "utilities", phase.utilities);
  fields.share("failure", phase.failure);
  fields.amount("budget", phase.budget, Amount{0}, kMostAmount);
  return phase;
}

}  // namespace

Project read_project(Reading& reading, const Path& path, const Node& node) {
  Fields fields(reading, path, node, kProjectKeys);
  Project project;
  fields.id("id", project.id, Need::required);
  project.name = project.id;
  fields.name("name", project.name);
  fields.amount("budget", project.budget, Amount{0}, kMostAmount);
  fields.list(
      "phases", kMaxPhases, [&](const Path& at, const Node& item) { project.phases.push_back(read_phase(reading, at, item)); },
      Need::required);
  return project;
}

EventWork read_event(Reading& reading, const Path& path, const Node& node) {
  Fields fields(reading, path, node, kEventKeys);
  EventWork event;
  if (const Node* guests = fields.get("guests", Need::required)) {
    event.guests = read_quantity(reading, path / "guests", *guests, {true, 0, kMaxPhotos});
  }
  if (const Node* photos = fields.get("photos_per_guest", Need::required)) {
    event.photos_per_guest = read_quantity(reading, path / "photos_per_guest", *photos, {true, 0, kMaxPhotos});
  }
  fields.share("failure", event.failure);
  fields.list(
      "features", kMaxFeatures,
      [&](const Path& at, const Node& item) {
        Fields row(reading, at, item, kFeatureKeys);
        EventWork::Feature feature;
        row.id("id", feature.id, Need::required);
        feature.name = feature.id;
        row.name("name", feature.name);
        read_use_of(row, feature.use, Need::required);
        row.integer("outputs", feature.use.outputs, 1, kMaxOutputs);
        row.integer("count", feature.use.count, 1, kMaxCount);
        row.share("used", feature.used);
        event.features.push_back(std::move(feature));
      },
      Need::required);
  return event;
}

}  // namespace creditcast::json
