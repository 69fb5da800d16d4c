#include "reading.hpp"

#include <algorithm>
#include <cstdint>
#include <tuple>

#include "creditcast/catalog.hpp"
#include "creditcast/sort.hpp"

namespace creditcast::json {
namespace {

constexpr std::size_t kMostKept = 2'000;  // errors kept while reading; the rest of a hopeless file is not worth memory

bool within(std::string_view inner, std::string_view outer) {
  return inner.starts_with(outer) && (inner.size() == outer.size() || inner[outer.size()] == '/');
}
bool just_above(std::string_view outer, std::string_view inner) {
  return within(inner, outer) && inner.size() > outer.size() && inner.find('/', outer.size() + 1) == std::string_view::npos;
}

}  // namespace

std::uint16_t Reading::add_file(std::string name) {
  files_.push_back(std::move(name));
  return static_cast<std::uint16_t>(files_.size() - 1);
}

std::uint16_t Reading::add_origin(Origin origin) {
  CREDITCAST_CHECK(origins_.size() < UINT16_MAX);
  origins_.push_back(std::move(origin));
  return static_cast<std::uint16_t>(origins_.size() - 1);
}

bool Reading::yours(const Node& node) const { return origins_[node.origin].yours; }

std::string Reading::place(const std::string& pointer, const Node& node) const {
  const Origin& origin = origins_[node.origin];
  if (node.origin != 0 && within(pointer, origin.strip)) return origin.prefix + pointer.substr(origin.strip.size());
  return base + pointer;
}

void Reading::push(Error error, const Node& at, bool at_key) {
  error.file = files_[at.file];
  error.line = at_key ? at.key_line : at.line;
  error.column = at_key ? at.key_column : at.column;
  read_.push_back(error.pointer);
  error.pointer = place(error.pointer, at);
  errors.push_back(std::move(error));
}

void Reading::fail(Code code, const Path& path, const Node& at, Words what, Words allowed) {
  if (errors.size() >= kMostKept) return;
  push({code, path.text(), std::move(what), std::move(allowed), {}, 0, 0}, at, false);
}

void Reading::fail_key(Code code, const Path& path, const Node& member, Words what, Words allowed) {
  if (errors.size() >= kMostKept) return;
  push({code, path.text(), std::move(what), std::move(allowed), {}, 0, 0}, member, true);
}

void Reading::fail_missing(const Path& object, const Node& at, std::string_view key) {
  if (errors.size() >= kMostKept) return;
  push({Code::missing_key, object.text(), {"the key {0} is missing", {quoted(key)}}, {}, {}, 0, 0}, at, false);
  append_step(read_.back(), key);
}

void Reading::take(const Errors& found, const Node& root) {
  const std::vector<std::string> known = read_;
  for (const Error& error : found) {
    if (errors.size() >= kMostKept) return;
    const bool follows = std::any_of(known.begin(), known.end(), [&](const std::string& pointer) {
      return within(error.pointer, pointer) || just_above(error.pointer, pointer);
    });
    if (follows) continue;
    const Node* at = &root;
    std::string_view rest = error.pointer;
    while (!rest.empty()) {
      const std::string step = take_step(rest);
      const Node* next = nullptr;
      if (at->kind == Kind::object) {
        next = at->find(step);
      } else if (at->kind == Kind::array && !step.empty() && step.size() < 9 &&
                 step.find_first_not_of("0123456789") == std::string::npos) {
        std::size_t index = 0;
        for (const char c : step) index = index * 10 + static_cast<std::size_t>(c - '0');
        if (index < at->items.size()) next = &at->items[index];
      }
      if (next == nullptr) break;
      at = next;
    }
    push(error, *at, false);
  }
}

void tidy(Errors& errors, std::span<const std::string> files) {
  const auto rank = [&](const std::string& file) { return std::find(files.begin(), files.end(), file) - files.begin(); };
  sort_stably(errors, [&](const Error& a, const Error& b) {
    return std::tuple(rank(a.file), a.line, a.column) < std::tuple(rank(b.file), b.line, b.column);
  });
  Errors once;
  for (Error& error : errors) {
    bool known = false;
    for (auto other = once.rbegin(); other != once.rend() && !known; ++other) {
      if (other->file != error.file || other->line != error.line || other->column != error.column) break;
      known = other->code == error.code && other->pointer == error.pointer && other->what == error.what;
    }
    if (!known) once.push_back(std::move(error));
  }
  errors = std::move(once);
  if (errors.size() > kMaxErrors) {
    const std::size_t rest = errors.size() - kMaxErrors;
    const std::string file = errors[kMaxErrors].file;
    errors.resize(kMaxErrors);
    errors.push_back({Code::too_many, {}, {"and {0} more errors", {std::to_string(rest)}}, {}, file, 0, 0});
  }
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  std::size_t shown = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0U) != 0x80U && ++shown > 40) {
      out += "...";
      break;
    }
    const bool control =
        byte < 0x20 || byte == 0x7F || (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0);
    if (!control) {
      out += text[i];
      continue;
    }
    constexpr std::string_view kHex = "0123456789abcdef";
    const auto point = byte == 0xC2 ? static_cast<unsigned char>(text[++i]) : byte;
    out += "\\u00";
    out += kHex[point >> 4U];
    out += kHex[point & 15U];
  }
  return out + "\"";
}

std::string joined(std::span<const std::string_view> words) {
  std::string out;
  for (const std::string_view word : words) {
    if (!out.empty()) out += ", ";
    if (out.size() > 400) return out + "...";
    out += word;
  }
  return out;
}

Words suggestion(std::string_view typed, std::span<const std::string_view> known) {
  return suggest(typed.substr(0, kMaxIdCharacters), {known.begin(), known.end()});
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= kMaxIdCharacters && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  });
}

std::size_t characters(std::string_view text, bool lines) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte < 0x20 && !(lines && byte == '\n')) || byte == 0x7F) return SIZE_MAX;
    if (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) return SIZE_MAX;  // C1
    if ((byte & 0xC0U) != 0x80U) ++count;
  }
  return count;
}

bool expect_kind(Reading& reading, const Path& path, const Node& node, Kind kind) {
  if (node.kind == kind) return true;
  Words what = kind_name(node.kind);
  if (node.kind == Kind::string) what = Words("{0} ({1})", {what, quoted(node.text)});
  if (node.kind == Kind::number) what = Words("{0} ({1})", {what, node.text.substr(0, 40)});
  reading.fail(Code::wrong_type, path, node, {"{0} stands here", {what}}, kind_name(kind));
  return false;
}

namespace {
Words range_text(Amount low, Amount high) { return {"{0} to {1}", {to_decimal(low), to_decimal(high)}}; }
}  // namespace

std::optional<Amount> read_amount(Reading& reading, const Path& path, const Node& node, Amount low, Amount high) {
  if (!expect_kind(reading, path, node, Kind::number)) return std::nullopt;
  const auto amount = parse_amount(node.text);
  if (!amount) {
    const Error& error = amount.errors().front();
    const bool far = error.code == Code::out_of_range;
    reading.fail(error.code, path, node, error.what, far ? range_text(low, high) : error.allowed);
    return std::nullopt;
  }
  if (*amount < low || *amount > high) {
    reading.fail(Code::out_of_range, path, node, {"{0} is out of range", {to_decimal(*amount)}}, range_text(low, high));
    return std::nullopt;
  }
  return *amount;
}

std::optional<std::int64_t> read_whole(Reading& reading, const Path& path, const Node& node, std::int64_t low,
                                       std::int64_t high) {
  const auto amount = read_amount(reading, path, node, whole(low), whole(high));
  if (!amount) return std::nullopt;
  if (amount->micros % kMicros != 0) {
    reading.fail(Code::bad_value, path, node, {"{0} is not a whole number", {to_decimal(*amount)}},
                 {"a whole number from {0}", {range_text(whole(low), whole(high))}});
    return std::nullopt;
  }
  return amount->micros / kMicros;
}

std::optional<Share> read_share(Reading& reading, const Path& path, const Node& node) {
  if (!expect_kind(reading, path, node, Kind::number)) return std::nullopt;
  const auto amount = parse_amount(node.text);
  if (!amount) {
    const bool far = amount.errors().front().code == Code::out_of_range;
    reading.fail(far ? Code::bad_probability : amount.errors().front().code, path, node, amount.errors().front().what,
                 "0 to 1");
    return std::nullopt;
  }
  const auto share = share_of(*amount);
  if (!share) {
    reading.fail(share.errors().front().code, path, node, share.errors().front().what, share.errors().front().allowed);
    return std::nullopt;
  }
  return *share;
}

std::optional<std::string> read_decimal_or_id(Reading& reading, const Path& path, const Node& node) {
  if (node.kind == Kind::string) {
    if (is_id(node.text)) return node.text;
    reading.fail(Code::bad_id, path, node, {"{0} is no value of an option", {quoted(node.text)}}, code_sentence(Code::bad_id));
    return std::nullopt;
  }
  if (node.kind != Kind::number) {
    reading.fail(Code::wrong_type, path, node, {"{0} stands here", {kind_name(node.kind)}}, "an option's value, or a number");
    return std::nullopt;
  }
  const auto amount = read_amount(reading, path, node, kLeastAmount, kMostAmount);
  if (!amount) return std::nullopt;
  return to_decimal(*amount);
}

// ---------------------------------------------------------------------------------------------------------- fields

Fields::Fields(Reading& reading, const Path& path, const Node& node, std::span<const std::string_view> known)
    : reading_(reading), path_(path), node_(node), ok_(expect_kind(reading, path, node, Kind::object)) {
  if (!ok_) return;
  for (const Node& member : node.items) {
    if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
    reading.fail_key(Code::unknown_key, path / member.key, member, {"the key {0} is not known here", {quoted(member.key)}},
                     suggestion(member.key, known));
  }
}

const Node* Fields::get(std::string_view key, Need need) {
  if (!ok_) return nullptr;
  const Node* found = node_.find(key);
  if (found == nullptr && need == Need::required) missing(key);
  return found;
}

void Fields::missing(std::string_view key) { reading_.fail_missing(path_, node_, key); }

void Fields::fail(Code code, std::string_view key, Words what, Words allowed) {
  if (!ok_) return;
  const Node* at = node_.find(key);
  reading_.fail(code, at == nullptr ? path_ : path_ / key, at == nullptr ? node_ : *at, std::move(what), std::move(allowed));
}

const Node* Fields::string(std::string_view key, Need need) {
  const Node* found = get(key, need);
  if (found == nullptr || !expect_kind(reading_, path_ / key, *found, Kind::string)) return nullptr;
  return found;
}

void Fields::id(std::string_view key, std::string& out, Need need) {
  const Node* found = string(key, need);
  if (found == nullptr) return;
  out = found->text;
  if (!is_id(out)) {
    fail(Code::bad_id, key, {"{0} is no id", {quoted(out)}}, code_sentence(Code::bad_id));
  }
}

void Fields::line(std::string_view key, std::string& out, Need need, std::size_t most, bool lines) {
  const Node* found = string(key, need);
  if (found == nullptr) return;
  const std::size_t count = characters(found->text, lines);
  if (count == SIZE_MAX) {
    fail(Code::bad_value, key, {"{0} holds control characters", {quoted(found->text)}}, "plain text");
  } else if (count > most || (count == 0 && need == Need::required)) {
    fail(Code::bad_value, key, {"{0} characters stand here", {std::to_string(count)}},
         {"{0} to {1}", {need == Need::required ? "1" : "0", std::to_string(most)}});
  } else {
    out = found->text;
  }
}

void Fields::name(std::string_view key, std::string& out, Need need) { line(key, out, need, kMaxNameCharacters, false); }
void Fields::text(std::string_view key, std::string& out, Need need) { line(key, out, need, kMaxTextCharacters, true); }

void Fields::url(std::string_view key, std::string& out) {
  std::string read;
  line(key, read, Need::optional, kMaxTextCharacters, false);
  if (read.empty()) return;
  // Only these: a page makes a link of it.
  const bool web = read.starts_with("https://") || read.starts_with("http://");
  if (!web || read.find_first_of(" \"<>\\^`{|}") != std::string::npos) {
    fail(Code::bad_value, key, {"{0} is no web address", {quoted(read)}}, "https://...");
    return;
  }
  out = std::move(read);
}

void Fields::boolean(std::string_view key, bool& out) {
  const Node* found = get(key);
  if (found != nullptr && expect_kind(reading_, path_ / key, *found, Kind::boolean)) out = found->boolean;
}

void Fields::integer(std::string_view key, std::int32_t& out, std::int32_t low, std::int32_t high, Need need) {
  const Node* found = get(key, need);
  if (found == nullptr) return;
  if (const auto read = read_whole(reading_, path_ / key, *found, low, high)) out = static_cast<std::int32_t>(*read);
}

void Fields::amount(std::string_view key, Amount& out, Amount low, Amount high, Need need) {
  const Node* found = get(key, need);
  if (found == nullptr) return;
  if (const auto read = read_amount(reading_, path_ / key, *found, low, high)) out = *read;
}

void Fields::amount(std::string_view key, std::optional<Amount>& out, Amount low, Amount high, Need need) {
  const Node* found = get(key, need);
  if (found == nullptr) return;
  if (const auto read = read_amount(reading_, path_ / key, *found, low, high)) out = *read;
}

void Fields::share(std::string_view key, Share& out, Need need) {
  const Node* found = get(key, need);
  if (found == nullptr) return;
  if (const auto read = read_share(reading_, path_ / key, *found)) out = *read;
}

template <typename T, typename Parse>
void Fields::parsed(std::string_view key, T& out, Need need, Parse parse) {
  const Node* found = string(key, need);
  if (found == nullptr) return;
  const auto read = parse(std::string_view(found->text));
  if (read) {
    out = *read;
  } else {
    fail(read.errors().front().code, key, read.errors().front().what, read.errors().front().allowed);
  }
}

void Fields::date(std::string_view key, Day& out, Need need) { parsed(key, out, need, parse_date); }
void Fields::date(std::string_view key, std::optional<Day>& out) { parsed(key, out, Need::optional, parse_date); }
void Fields::instant(std::string_view key, Instant& out, Need need) { parsed(key, out, need, parse_instant); }
void Fields::instant(std::string_view key, std::optional<Instant>& out) { parsed(key, out, Need::optional, parse_instant); }
void Fields::duration(std::string_view key, Duration& out, Need need) { parsed(key, out, need, parse_duration); }
void Fields::duration(std::string_view key, std::optional<Duration>& out) { parsed(key, out, Need::optional, parse_duration); }

void Fields::ids(std::string_view key, std::vector<std::string>& out) {
  out.clear();
  list(key, kMaxEntries, [&](const Path& path, const Node& node) {
    if (!expect_kind(reading_, path, node, Kind::string)) return;
    if (is_id(node.text)) {
      out.push_back(node.text);
    } else {
      reading_.fail(Code::bad_id, path, node, {"{0} is no id", {quoted(node.text)}}, code_sentence(Code::bad_id));
    }
  });
}

void Fields::texts(std::string_view key, std::vector<std::string>& out, std::size_t characters_max) {
  out.clear();
  list(key, kMaxEntries, [&](const Path& path, const Node& node) {
    if (!expect_kind(reading_, path, node, Kind::string)) return;
    const std::size_t count = characters(node.text, true);
    if (count > characters_max) {
      reading_.fail(Code::bad_value, path, node, {"{0} is too long or holds control characters", {quoted(node.text)}},
                    {"plain text of at most {0} characters", {std::to_string(characters_max)}});
    } else {
      out.push_back(node.text);
    }
  });
}

std::optional<std::size_t> Fields::chosen(std::string_view key, std::span<const std::string_view> words, Need need) {
  const Node* found = string(key, need);
  if (found == nullptr) return std::nullopt;
  const auto at = std::find(words.begin(), words.end(), found->text);
  if (at != words.end()) return static_cast<std::size_t>(at - words.begin());
  fail(Code::bad_value, key, {"{0} is not one of the values allowed", {quoted(found->text)}}, suggestion(found->text, words));
  return std::nullopt;
}

void Fields::list(std::string_view key, std::size_t most, const Item& read, Need need) {
  const Node* found = get(key, need);
  const Path path = path_ / key;
  if (found == nullptr || !expect_kind(reading_, path, *found, Kind::array)) return;
  if (found->items.size() > most) {
    fail(Code::too_many, key, {"{0} entries stand here", {std::to_string(found->items.size())}},
         {"at most {0}", {std::to_string(most)}});
    return;
  }
  for (std::size_t i = 0; i < found->items.size(); ++i) read(path / i, found->items[i]);
}

void Fields::keyed(std::string_view key, const Item& read, Need need) {
  const Node* found = get(key, need);
  const Path path = path_ / key;
  if (found == nullptr || !expect_kind(reading_, path, *found, Kind::object)) return;
  if (found->items.size() > kMaxEntries) {
    fail(Code::too_many, key, {"{0} entries stand here", {std::to_string(found->items.size())}},
         {"at most {0}", {std::to_string(kMaxEntries)}});
    return;
  }
  for (const Node& member : found->items) {
    const Path at = path / member.key;
    if (!is_id(member.key)) {
      reading_.fail_key(Code::bad_id, at, member, {"{0} is no id", {quoted(member.key)}}, code_sentence(Code::bad_id));
    }
    // What a patch adds is often a mistyped id of what it meant to change; then its keys are missing.
    const std::size_t before = reading_.errors.size();
    read(at, member);
    const bool lacks = std::any_of(reading_.errors.begin() + static_cast<std::ptrdiff_t>(before), reading_.errors.end(),
                                   [](const Error& error) { return error.code == Code::missing_key; });
    if (member.origin == 0 || member.pruned || !lacks) continue;
    std::vector<std::string_view> others;
    for (const Node& other : found->items) {
      if (other.origin == 0 || other.pruned) others.push_back(other.key);
    }
    if (others.empty()) continue;
    reading_.fail_key(Code::unknown_reference, at, member,
                      {"nothing has the id {0}, so this adds it anew", {quoted(member.key)}}, suggestion(member.key, others));
  }
}

}  // namespace creditcast::json
