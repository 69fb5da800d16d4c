#include <algorithm>

#include "creditcast/version.hpp"
#include "service_parts.hpp"

namespace creditcast::json {
namespace {

constexpr Limits kResultLimits{512u << 20, 20'000'000, kInputLimits.depth};

const std::string* text_of(const Node& object, std::string_view key) {
  const Node* node = object.kind == Kind::object ? object.find(key) : nullptr;
  return node != nullptr && node->kind == Kind::string ? &node->text : nullptr;
}

/// All that must be equal: the version may differ.
std::string compared(Node root) {
  std::erase_if(root.items, [](const Node& member) { return member.key == "version"; });
  return canonical_text(root);
}

/// The first top-level member in which two results differ.
std::string first_difference(const Node& then, const Node& now) {
  for (const Node& member : then.items) {
    if (member.key == "version" || member.key == "digest") continue;
    const Node* other = now.find(member.key);
    if (other == nullptr || canonical_text(*other) != canonical_text(member)) return member.key;
  }
  return {};
}

}  // namespace

Response handle_replay(const Request& request, const Workers& workers, Response (*answer)(const Request&, const Workers&)) {
  const auto options = read_options_of("replay", request.options);
  if (!options) return refused(options.errors());
  const auto inputs = inputs_of(request);
  if (!inputs) return refused(inputs.errors());
  if (inputs->file == nullptr) return refused({call_error(Code::wrong_call, {}, "no result is given", "a result file")});
  const NamedText& file = *inputs->file;
  Parsed parsed = parse(file.name, file.text, 0, kResultLimits);
  if (!parsed.errors.empty()) return refused(std::move(parsed.errors));
  const Node& root = parsed.root;

  Reading reading;
  reading.add_file(file.name);
  const Path path;
  const auto stop = [&] { return refused(std::move(reading.errors)); };
  if (!expect_kind(reading, path, root, Kind::object)) return stop();
  for (const std::string_view key : {"schema", "digest", "request"}) {
    if (root.find(key) == nullptr) reading.fail_missing(path, root, key);
  }
  if (!reading.errors.empty()) return stop();
  const Node& asked = *root.find("request");
  const Path request_path = path / "request";
  const std::string* verb = text_of(asked, "verb");
  const std::string* digest = text_of(root, "digest");
  constexpr std::string_view kReplayable[] = {"estimate", "simulate", "forecast", "compare", "habits", "ledger"};
  if (verb == nullptr || digest == nullptr ||
      std::find(std::begin(kReplayable), std::end(kReplayable), *verb) == std::end(kReplayable)) {
    reading.fail(Code::not_permitted, request_path, asked, "this result cannot be run again",
                 {"a result of {0}", {joined(kReplayable)}});
    return stop();
  }

  Request again;
  again.verb = *verb;
  again.catalogs = request.catalogs;
  if (const Node* given = asked.find("options")) again.options = canonical_text(*given);
  const Node* document = asked.find(*verb == "ledger" ? "ledger" : "scenario");
  if (document == nullptr) {
    reading.fail_missing(request_path, asked, *verb == "ledger" ? "ledger" : "scenario");
    return stop();
  }
  again.files.push_back({file.name, canonical_text(*document)});
  for (const NamedText& other : request.files) {
    if (&other != inputs->file) again.catalogs.push_back(other);
  }

  // Other prices would give other results; said before anything is run.
  if (const Node* catalogs = asked.find("catalogs")) {
    const Path list = request_path / "catalogs";
    for (std::size_t i = 0; i < catalogs->items.size(); ++i) {
      const Node& entry = catalogs->items[i];
      const std::string* id = text_of(entry, "id");
      const std::string* then = text_of(entry, "digest");
      if (id == nullptr || then == nullptr) continue;
      const auto loaded = inputs->catalogs.load(*id);
      if (!loaded) {
        reading.fail(loaded.errors().front().code, list / i, entry, loaded.errors().front().what,
                     loaded.errors().front().allowed);
      } else if (loaded->digest != *then) {
        reading.fail(Code::digest_mismatch, list / i, entry,
                     {"the catalog {0} has changed: it is {1} now", {quoted(*id), loaded->digest}},
                     {"the catalog with the digest {0}", {quoted(then->substr(0, 64))}});
      }
    }
    if (!reading.errors.empty()) return stop();
  }

  const Response response = answer(again, workers);
  if (!response.ok) return refused(response.errors);
  const Parsed now = parse(file.name, response.text, 0, kResultLimits);
  const std::string* digest_now = text_of(now.root, "digest");
  CREDITCAST_CHECK(now.whole && digest_now != nullptr);
  if (compared(root) != compared(now.root)) {
    const std::string where = first_difference(root, now.root);
    const Node* at = where.empty() ? root.find("digest") : root.find(where);
    const std::string* version = text_of(root, "version");
    std::string what =
        where.empty() ? "the digest now is " + *digest_now : quoted(where) + " differs; the digest now is " + *digest_now;
    if (version != nullptr && *version != kVersion)
      what += ", by version " + std::string(kVersion) + " in place of " + version->substr(0, 40);
    reading.fail(Code::digest_mismatch, path / (where.empty() ? "digest" : std::string_view(where)), *at, std::move(what),
                 digest->substr(0, 64));
    return stop();
  }
  RequestText text("replay", "{}");
  text.document("result", string_text(*digest));
  return answered(result_text("replay", text.take(), [&](Writer& out) {
    out.field("same", true);
    out.field("verb", *verb);
    out.field("result_digest", *digest);
    const std::string* version = text_of(root, "version");
    out.field("result_version", version == nullptr ? std::string() : *version);
  }));
}

}  // namespace creditcast::json
