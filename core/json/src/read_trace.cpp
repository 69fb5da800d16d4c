#include "creditcast/json/read_trace.hpp"

#include <algorithm>

#include "creditcast/json/limits.hpp"
#include "tree.hpp"

namespace creditcast::json {
namespace {

/// The members of an entry. It was written here, so the first thing amiss ends it, and nothing is explained.
class Members {
 public:
  explicit Members(const Node& node) : node_(node) {}

  [[nodiscard]] std::string text(std::string_view key) const {
    const Node* found = node_.find(key);
    return found != nullptr && found->kind == Kind::string ? found->text : "";
  }
  [[nodiscard]] std::optional<Amount> amount(std::string_view key) const {
    const Node* found = node_.find(key);
    if (found == nullptr || found->kind != Kind::number) return std::nullopt;
    const auto value = parse_amount(found->text);
    return value.ok() ? std::optional(*value) : std::nullopt;
  }
  [[nodiscard]] std::optional<std::uint32_t> count(std::string_view key) const {
    const auto value = amount(key);
    if (!value || value->micros < 0 || value->micros / kMicros > std::int64_t{0xFFFFFFFF}) return std::nullopt;
    return static_cast<std::uint32_t>(value->micros / kMicros);
  }
  [[nodiscard]] bool truth(std::string_view key) const {
    const Node* found = node_.find(key);
    return found != nullptr && found->kind == Kind::boolean && found->boolean;
  }
  /// The value whose name stands there; the first one, which has none, where the key is absent.
  template <typename Enum, std::size_t N>
  [[nodiscard]] Enum named(std::string_view key, const std::array<std::string_view, N>& names) const {
    const auto found = std::find(names.begin(), names.end(), text(key));
    return found == names.end() ? Enum{} : static_cast<Enum>(found - names.begin());
  }

 private:
  const Node& node_;
};

Error unreadable(Words what) {
  Error error;
  error.code = Code::not_json;
  error.what = std::move(what);
  error.allowed = "an answer of this version";
  return error;
}

bool read_kind(const std::string& name, EntryKind& out) {
  for (auto kind = EntryKind::grant; kind <= EntryKind::blocked; kind = static_cast<EntryKind>(static_cast<int>(kind) + 1)) {
    if (entry_kind_name(kind) != name) continue;
    out = kind;
    return true;
  }
  return false;
}

std::optional<TraceEntry> read_entry(const Node& node) {
  const Members members(node);
  TraceEntry entry;
  const auto day = members.count("day");
  const auto amount = members.amount("amount");
  if (!day || !amount || !read_kind(members.text("kind"), entry.kind)) return std::nullopt;
  entry.day = static_cast<std::int32_t>(*day);
  entry.amount = *amount;
  entry.pool = members.text("pool");
  entry.unit = members.text("unit");
  entry.lot = members.count("lot").value_or(kNone32);
  entry.balance = members.amount("balance").value_or(Amount{});
  entry.usage = members.count("usage").value_or(kNone32);
  entry.stream = members.text("stream");
  entry.phase = members.text("phase");
  entry.owner = members.text("owner");
  entry.occurrence = static_cast<std::int32_t>(members.count("occurrence").value_or(0));
  entry.attempt = static_cast<std::int32_t>(members.count("try").value_or(0));
  entry.asked = members.text("asked");
  entry.utility = members.truth("utility");
  entry.failed = members.truth("failed");
  entry.stopped = members.named<Stopped>("stopped", kStoppedNames);
  entry.cause = members.named<Cause::Kind>("cause", kCauseNames);
  entry.plan = members.text("plan");
  entry.pack = members.text("pack");
  entry.money = members.amount("money").value_or(Amount{});
  entry.reason = members.text("reason");
  return entry;
}

}  // namespace

Result<std::vector<TraceEntry>> read_trace(std::string_view text) {
  std::vector<TraceEntry> entries;
  const std::string name = "trace";
  std::size_t line = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    ++line;
    const Parsed parsed = parse(name, text.substr(0, end), 0, kInputLimits);
    auto entry = parsed.errors.empty() ? read_entry(parsed.root) : std::nullopt;
    if (!entry) return Errors{unreadable(Words("line {0} of the trace is no entry", {std::to_string(line)}))};
    entries.push_back(*std::move(entry));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return entries;
}

}  // namespace creditcast::json
