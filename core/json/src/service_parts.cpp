#include "service_parts.hpp"

#include <algorithm>
#include <array>

#include "creditcast/digest.hpp"
#include "creditcast/forecast.hpp"
#include "creditcast/version.hpp"
#include "read_catalog.hpp"
#include "write_results.hpp"

namespace creditcast::json {
namespace {

using Key = std::string_view;
constexpr std::uint64_t kMostSeed = (std::uint64_t{1} << 53) - 1;  // what a JavaScript Number holds
constexpr std::uint32_t kForecastPaths = 10'000;
constexpr std::uint32_t kComparePaths = 2'000;  // of each of many plans
constexpr std::size_t kMostChosen = 1'000;

std::vector<Key> known_options(std::string_view verb) {
  if (verb == "platforms") return {"id"};
  if (verb == "estimate") return {"plan", "term", "pack", "habit"};
  if (verb == "simulate") return {"plan", "term", "pack", "habit", "seed", "path", "trace"};
  if (verb == "forecast") return {"plan", "term", "pack", "habit", "seed", "paths", "method", "sensitivity"};
  if (verb == "compare") return {"habit", "seed", "paths", "plans", "platforms"};
  if (verb == "habits") return {"plan", "term", "pack", "habit", "seed", "paths", "method"};
  return {};
}

/// Whole numbers past what an amount holds.
void read_seed(Fields& fields, std::uint64_t& out) {
  const Node* node = fields.get("seed");
  if (node == nullptr || !expect_kind(fields.reading(), fields.path() / "seed", *node, Kind::number)) return;
  std::uint64_t seed = 0;
  const bool digits = node->text.size() <= 16 && node->text.find_first_not_of("0123456789") == std::string::npos;
  if (digits) {
    for (const char c : node->text) seed = seed * 10 + static_cast<std::uint64_t>(c - '0');
  }
  if (!digits || seed > kMostSeed) {
    fields.fail(Code::out_of_range, "seed", {"{0} is no seed", {node->text.substr(0, 40)}},
                "a whole number from 0 to 9007199254740991");
    return;
  }
  out = seed;
}

void read_count(Fields& fields, Key key, std::uint32_t& out, std::int32_t low) {
  auto read = static_cast<std::int32_t>(out);
  fields.integer(key, read, low, static_cast<std::int32_t>(kMaxPaths));
  out = static_cast<std::uint32_t>(read);
}

/// A list of ids, or of two joined by a slash.
void read_list(Fields& fields, Key key, std::vector<std::string>& out) {
  fields.list(key, kMostChosen, [&](const Path& path, const Node& node) {
    if (!expect_kind(fields.reading(), path, node, Kind::string)) return;
    const auto slash = node.text.find('/');
    const bool valid =
        slash == std::string::npos ? is_id(node.text) : is_id(node.text.substr(0, slash)) && is_id(node.text.substr(slash + 1));
    if (valid) {
      out.push_back(node.text);
    } else {
      fields.reading().fail(Code::bad_id, path, node, {"{0} is no id", {quoted(node.text)}}, code_sentence(Code::bad_id));
    }
  });
}

void write_list(Writer& out, Key key, const std::vector<std::string>& list) {
  if (list.empty()) return;
  out.key(key);
  out.open_array();
  for (const std::string& item : list) out.value(item);
  out.close_array();
}

}  // namespace

Error call_error(Code code, std::string pointer, Words what, Words allowed) {
  return {code, std::move(pointer), std::move(what), std::move(allowed), std::string(kCallFile), 0, 0};
}

namespace {
constexpr std::pair<Key, Method> kMethods[] = {
    {"auto", Method::automatic}, {"exact", Method::exact}, {"sample", Method::sample}, {"events", Method::events}};

Key method_name(Method method) {
  return std::find_if(std::begin(kMethods), std::end(kMethods), [&](const auto& one) { return one.second == method; })->first;
}
}  // namespace

Result<Options> read_options_of(std::string_view verb, const std::string& text) {
  Options options;
  options.paths = verb == "compare" ? kComparePaths : kForecastPaths;
  if (text.empty()) return options;
  Parsed parsed = parse(std::string(kCallFile), text, 0, kInputLimits);
  if (!parsed.errors.empty()) return std::move(parsed.errors);
  Reading reading;
  reading.add_file(std::string(kCallFile));
  const std::vector<Key> known = known_options(verb);
  const Path path;
  Fields fields(reading, path, parsed.root, known);
  fields.id("plan", options.choice.plan);
  fields.id("term", options.choice.term);
  fields.id("pack", options.choice.pack);
  fields.id("habit", options.habit);
  fields.id("id", options.id);
  read_seed(fields, options.seed);
  read_count(fields, "path", options.path, 0);
  read_count(fields, "paths", options.paths, 1);
  fields.boolean("trace", options.trace);
  fields.boolean("sensitivity", options.sensitivity);
  if (fields.has("method")) {
    fields.choice("method", options.method, kMethods);
  }
  read_list(fields, "plans", options.plans);
  const Node* platforms = fields.get("platforms");
  if (platforms != nullptr && platforms->kind == Kind::string && platforms->text == "all") {
    options.all_platforms = true;
  } else {
    read_list(fields, "platforms", options.platforms);
  }
  if (!reading.errors.empty()) {
    tidy(reading.errors, {});
    return std::move(reading.errors);
  }
  return options;
}

std::string options_text(std::string_view verb, const Options& options) {
  const std::vector<Key> known = known_options(verb);
  const auto has = [&](Key key) { return std::find(known.begin(), known.end(), key) != known.end(); };
  Writer out(true);
  out.open_object();
  if (has("id")) out.field_if("id", options.id);
  if (has("plan")) out.field_if("plan", options.choice.plan);
  if (has("term")) out.field_if("term", options.choice.term);
  if (has("pack")) out.field_if("pack", options.choice.pack);
  if (has("habit")) out.field_if("habit", options.habit);
  if (has("seed")) out.field("seed", options.seed);
  if (has("path")) out.field("path", options.path);
  if (has("paths")) out.field("paths", options.paths);
  if (has("method")) out.field("method", method_name(options.method));
  if (has("sensitivity") && options.sensitivity) out.field("sensitivity", true);
  if (has("plans")) write_list(out, "plans", options.plans);
  if (has("platforms") && options.all_platforms) out.field("platforms", "all");
  if (has("platforms")) write_list(out, "platforms", options.platforms);
  out.close_object();
  return out.take();
}

Result<Inputs> inputs_of(const Request& request) {
  Inputs inputs;
  Errors errors;
  const auto add = [&](const NamedText& text) {
    const Errors found = inputs.catalogs.add(text);
    errors.insert(errors.end(), found.begin(), found.end());
  };
  for (const NamedText& catalog : request.catalogs) add(catalog);
  for (const NamedText& file : request.files) {
    // What is not even JSON is taken for the file that the verb asks for, so that its errors are said.
    if (request.files.size() > 1 && kind_of(file.text) == "catalog") {
      add(file);
    } else if (inputs.file == nullptr) {
      inputs.file = &file;
    } else {
      errors.push_back(call_error(
          Code::wrong_call, {}, {"more than one file to work on: {0} and {1}", {quoted(inputs.file->name), quoted(file.name)}},
          "one, and catalogs"));
    }
  }
  if (!errors.empty()) return errors;
  return inputs;
}

Errors located(const LoadedScenario& loaded, const Errors& errors) {
  constexpr Key kOptions = "/options";
  Errors inside, outside;
  for (const Error& error : errors) {
    if (error.pointer.starts_with(kOptions)) {
      outside.push_back(call_error(error.code, error.pointer.substr(kOptions.size()), error.what, error.allowed));
    } else {
      inside.push_back(error);
    }
  }
  if (!inside.empty()) inside = loaded.located(inside);
  inside.insert(inside.end(), outside.begin(), outside.end());
  return inside;
}

namespace {

/// The plan, term and pack that the options name must be the catalog's.
Errors check_choice(const Catalog& catalog, const Scenario& scenario, const Choice& choice) {
  Errors errors;
  const auto unknown = [&](const char* pointer, const char* what, const std::string& id,
                           const std::vector<std::string>& known) {
    errors.push_back(
        call_error(Code::unknown_reference, pointer, {"no {0} is called {1}", {what, quoted(id)}}, suggest(id, known)));
  };
  const auto ids = [](const auto& things) {
    std::vector<std::string> all;
    for (const auto& thing : things) all.push_back(thing.id);
    return all;
  };
  if (!choice.plan.empty() && find_plan(catalog, choice.plan) == nullptr)
    unknown("/plan", "plan", choice.plan, ids(catalog.plans));
  const Plan* plan = find_plan(catalog, choice.plan.empty() ? scenario.plan : choice.plan);
  if (!choice.term.empty() && plan != nullptr) {
    const auto known = ids(plan->terms);
    if (std::find(known.begin(), known.end(), choice.term) == known.end())
      unknown("/term", "term of this plan", choice.term, known);
  }
  if (!choice.pack.empty() && find_pack(catalog, choice.pack) == nullptr)
    unknown("/pack", "pack", choice.pack, ids(catalog.packs));
  return errors;
}

}  // namespace

Result<Prepared> prepare(const Inputs& inputs, Options options) {
  if (inputs.file == nullptr) return call_error(Code::wrong_call, {}, "no scenario is given", "a scenario file");
  auto loaded = load_scenario(inputs.catalogs, *inputs.file, {options.habit});
  if (!loaded) return loaded.errors();
  Errors errors = check_choice(*loaded->catalog, *loaded->scenario, options.choice);
  if (!errors.empty()) return errors;
  auto resolved = resolve(*loaded->catalog, *loaded->scenario, options.choice);
  if (!resolved) return located(*loaded, resolved.errors());
  return Prepared{std::move(options), *std::move(loaded), std::make_shared<const Resolved>(*std::move(resolved))};
}

Result<Prepared> prepare(const Request& request, std::string_view verb) {
  auto options = read_options_of(verb, request.options);
  if (!options) return options.errors();
  const auto inputs = inputs_of(request);
  if (!inputs) return inputs.errors();
  return prepare(*inputs, *std::move(options));
}

RequestText::RequestText(std::string_view verb, const std::string& options) {
  out_.open_object();
  out_.field("verb", verb);
  out_.key("options");
  out_.raw(options);
}

void RequestText::document(std::string_view key, const std::string& compact) {
  out_.key(key);
  out_.raw(compact);
}

void RequestText::catalog(const std::string& id, const std::string& digest) { catalogs_.emplace_back(id, digest); }

std::string RequestText::take() {
  out_.key("catalogs");
  out_.open_array();
  for (const auto& [id, digest] : catalogs_) {
    out_.open_object();
    out_.field("id", id);
    out_.field("digest", digest);
    out_.close_object();
  }
  out_.close_array();
  out_.close_object();
  return out_.take();
}

std::string request_text(std::string_view verb, const Prepared& prepared) {
  RequestText text(verb, options_text(verb, prepared.options));
  text.document("scenario", prepared.loaded.canonical);
  if (!prepared.loaded.own_catalog) text.catalog(prepared.loaded.catalog->id, prepared.loaded.catalog_digest);
  return text.take();
}

std::string result_text(std::string_view verb, const std::string& request, const std::function<void(Writer&)>& body) {
  Writer out;
  out.open_object();
  // "creditcast/ledger@1" is the file that goes in.
  out.field("schema", "creditcast/" + std::string(verb == "ledger" ? "ledger_result" : verb) + "@1");
  out.field("inputs_digest", sha256_hex(request));
  body(out);
  out.key("request");
  out.raw(request);
  out.close_object();
  std::string text = out.take() + "\n";
  const std::string stamp = std::string("  \"version\": \"") + kVersion + "\",\n  \"digest\": \"" + sha256_hex(text) + "\",\n";
  text.insert(text.find('\n', 2) + 1, stamp);
  return text;
}

Response refused(Errors errors) {
  Response response;
  response.text = errors_text(errors);
  response.errors = std::move(errors);
  return response;
}

Response answered(std::string text) {
  Response response;
  response.ok = true;
  response.text = std::move(text);
  return response;
}

}  // namespace creditcast::json
