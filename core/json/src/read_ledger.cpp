#include "read_ledger.hpp"

#include <array>
#include <unordered_set>

#include "read_catalog.hpp"

namespace creditcast::json {
namespace {

using Key = std::string_view;
constexpr std::array<Key, 9> kFileKeys{"schema", "start", "until", "rules", "lots", "usage", "refunds", "take_backs", "resets"};
constexpr std::array<Key, 4> kRuleKeys{"order", "overage", "atomic", "rate"};
constexpr std::array<Key, 13> kLotKeys{"id",      "pool",    "amount", "priority", "from",   "expires", "created",
                                       "void_at", "opening", "kind",   "pays_for", "refill", "rollover"};
constexpr std::array<Key, 3> kRefillKeys{"every", "anchor", "mode"};
constexpr std::array<Key, 3> kRolloverKeys{"min", "max", "keep_for"};
constexpr std::array<Key, 5> kUsageKeys{"id", "at", "amount", "tags", "owner"};
constexpr std::array<Key, 3> kRefundKeys{"at", "usage", "amount"};
constexpr std::array<Key, 3> kTakeBackKeys{"at", "lot", "amount"};
constexpr std::array<Key, 2> kResetKeys{"at", "keep_overage"};

/// Other systems' ids come as they are: any text of 1 to 128 characters.
void read_foreign_id(Fields& fields, std::string_view key, std::string& out, Need need) {
  const Node* node = fields.get(key, need);
  if (node == nullptr || !expect_kind(fields.reading(), fields.path() / key, *node, Kind::string)) return;
  const std::size_t count = characters(node->text, false);
  if (count == 0 || count > 128) {
    fields.fail(Code::bad_id, key, {"{0} is no id", {quoted(node->text)}}, "1 to 128 characters, no control characters");
    return;
  }
  out = node->text;
}

void read_rollover(Fields& lot, std::optional<LedgerFile::Rollover>& out) {
  const Node* node = lot.get("rollover");
  if (node == nullptr) return;
  LedgerFile::Rollover rollover;
  if (node->kind == Kind::string) {
    constexpr std::pair<Key, bool> kWords[] = {{"all", true}};
    lot.choice("rollover", rollover.all, kWords);
  } else {
    Fields fields(lot.reading(), lot.path() / "rollover", *node, kRolloverKeys);
    fields.amount("min", rollover.min, Amount{0}, kMostAmount);
    rollover.max = kMostAmount;
    fields.amount("max", rollover.max, Amount{0}, kMostAmount);
    fields.duration("keep_for", rollover.keep_for);
    if (rollover.min > rollover.max) {
      fields.fail(Code::contradiction, "max", "max is below min", "max >= min");
      rollover.max = rollover.min;
    }
  }
  out = rollover;
}

LedgerFile::Lot read_lot(Fields& fields) {
  LedgerFile::Lot lot;
  read_foreign_id(fields, "id", lot.id, Need::required);
  read_foreign_id(fields, "pool", lot.pool, Need::optional);
  fields.amount("amount", lot.amount, Amount{0}, kMostAmount, Need::required);
  fields.integer("priority", lot.priority, -1'000'000'000, 1'000'000'000);
  fields.instant("from", lot.from, Need::required);
  fields.instant("expires", lot.expires);
  fields.instant("created", lot.created);
  fields.instant("void_at", lot.void_at);
  fields.amount("opening", lot.opening, Amount{0}, kMostAmount);
  constexpr std::pair<Key, LotKind> kKinds[] = {{"granted", LotKind::granted}, {"purchased", LotKind::purchased}};
  fields.choice("kind", lot.kind, kKinds);
  fields.texts("pays_for", lot.pays_for, kMaxNameCharacters);
  if (const Node* refill = fields.get("refill")) {
    Fields rule(fields.reading(), fields.path() / "refill", *refill, kRefillKeys);
    LedgerFile::Refill read;
    rule.duration("every", read.every, Need::required);
    rule.instant("anchor", read.anchor);
    constexpr std::pair<Key, bool> kModes[] = {{"add", false}, {"to_amount", true}};
    rule.choice("mode", read.to_amount, kModes);
    lot.refill = read;
  }
  read_rollover(fields, lot.rollover);
  return lot;
}

/// Ids must differ; said at the second of two.
class Ids {
 public:
  void take(Fields& fields, const std::string& id) {
    if (!id.empty() && !seen_.insert(id).second) {
      fields.fail(Code::duplicate_id, "id", {"the id {0} is already taken", {quoted(id)}}, "each id once");
    }
  }

 private:
  std::unordered_set<std::string> seen_;
};

}  // namespace

LedgerFile read_ledger_file(Reading& reading, const Node& root) {
  LedgerFile file;
  const Path path;
  Fields fields(reading, path, root, kFileKeys);
  if (!expect_schema(fields, kLedgerSchema)) return file;
  fields.instant("start", file.start, Need::required);
  fields.instant("until", file.until, Need::required);
  file.rules.order = {OrderKey::priority, OrderKey::expiry, OrderKey::age};
  if (const Node* rules = fields.get("rules")) {
    Fields rule(reading, path / "rules", *rules, kRuleKeys);
    if (rule.has("order")) file.rules.order = read_order(rule, "order");
    constexpr std::pair<Key, Overage> kOverages[] = {
        {"refuse", Overage::refuse}, {"carry", Overage::carry}, {"bill", Overage::bill}, {"drop", Overage::drop}};
    rule.choice("overage", file.rules.overage, kOverages);
    rule.boolean("atomic", file.rules.atomic);
    rule.amount("rate", file.rate, Amount{0}, kMostAmount);
  }
  Ids lot_ids, usage_ids;
  fields.list("lots", kMaxLedgerEntries, [&](const Path& at, const Node& node) {
    Fields row(reading, at, node, kLotKeys);
    file.lots.push_back(read_lot(row));
    lot_ids.take(row, file.lots.back().id);
  });
  fields.list("usage", kMaxLedgerEntries, [&](const Path& at, const Node& node) {
    Fields row(reading, at, node, kUsageKeys);
    LedgerFile::Usage usage;
    read_foreign_id(row, "id", usage.id, Need::optional);
    usage_ids.take(row, usage.id);
    row.instant("at", usage.at, Need::required);
    row.amount("amount", usage.amount, Amount{0}, kMostAmount, Need::required);
    row.texts("tags", usage.tags, kMaxNameCharacters);
    read_foreign_id(row, "owner", usage.owner, Need::optional);
    file.usage.push_back(std::move(usage));
  });
  fields.list("refunds", kMaxLedgerEntries, [&](const Path& at, const Node& node) {
    Fields row(reading, at, node, kRefundKeys);
    LedgerFile::Refund refund;
    row.instant("at", refund.at, Need::required);
    read_foreign_id(row, "usage", refund.usage, Need::required);
    row.amount("amount", refund.amount, Amount{0}, kMostAmount);
    file.refunds.push_back(std::move(refund));
  });
  fields.list("take_backs", kMaxLedgerEntries, [&](const Path& at, const Node& node) {
    Fields row(reading, at, node, kTakeBackKeys);
    LedgerFile::TakeBack take_back;
    row.instant("at", take_back.at, Need::required);
    read_foreign_id(row, "lot", take_back.lot, Need::required);
    row.amount("amount", take_back.amount, Amount{0}, kMostAmount, Need::required);
    file.take_backs.push_back(std::move(take_back));
  });
  fields.list("resets", kMaxLedgerEntries, [&](const Path& at, const Node& node) {
    Fields row(reading, at, node, kResetKeys);
    LedgerFile::Reset reset;
    row.instant("at", reset.at, Need::required);
    row.boolean("keep_overage", reset.keep_overage);
    file.resets.push_back(reset);
  });
  return file;
}

}  // namespace creditcast::json
