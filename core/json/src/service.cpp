#include "creditcast/json/service.hpp"

#include <algorithm>
#include <array>

#include "creditcast/digest.hpp"
#include "creditcast/estimate.hpp"
#include "service_parts.hpp"
#include "write_results.hpp"

namespace creditcast::json {
namespace {

Response handle_platforms(const Request& request) {
  const auto options = read_options_of("platforms", request.options);
  if (!options) return refused(options.errors());
  Inputs inputs;
  Errors errors;
  for (const auto* list : {&request.catalogs, &request.files}) {
    for (const NamedText& text : *list) {
      const Errors found = inputs.catalogs.add(text);
      errors.insert(errors.end(), found.begin(), found.end());
    }
  }
  if (!errors.empty()) return refused(std::move(errors));
  std::vector<std::string> ids = inputs.catalogs.ids();
  if (!options->id.empty()) {
    if (!inputs.catalogs.has(options->id)) {
      return refused({call_error(Code::unknown_reference, "/id", {"there is no catalog {0}", {quoted(options->id)}},
                                 suggest(options->id, ids))});
    }
    ids = {options->id};
  }
  std::vector<LoadedCatalog> loaded;
  for (const std::string& id : ids) {
    auto catalog = inputs.catalogs.load(id);
    if (catalog) {
      loaded.push_back(*std::move(catalog));
    } else {
      errors.insert(errors.end(), catalog.errors().begin(), catalog.errors().end());
    }
  }
  if (!errors.empty()) return refused(std::move(errors));
  RequestText text("platforms", options_text("platforms", *options));
  for (const LoadedCatalog& catalog : loaded) text.catalog(catalog.catalog.id, catalog.digest);
  return answered(result_text("platforms", text.take(), [&](Writer& out) {
    out.key("platforms");
    out.open_array();
    for (const LoadedCatalog& catalog : loaded) {
      out.open_object();
      write_platform(out, catalog.catalog);
      out.field("catalog_digest", catalog.digest);
      out.close_object();
    }
    out.close_array();
    if (options->id.empty()) return;
    out.key("notes");
    out.open_array();
    for (const std::string& note : loaded.front().catalog.notes) out.value(note);
    out.close_array();
    out.key("rests_on");
    write_figures(out, loaded.front().catalog);
  }));
}

Response handle_check(const Request& request) {
  const auto options = read_options_of("check", request.options);
  if (!options) return refused(options.errors());
  if (request.files.empty())
    return refused({call_error(Code::wrong_call, {}, "no file is given", "catalogs, scenarios and ledger files")});
  Catalogs catalogs;
  Errors errors;
  const auto take = [&](const Errors& found) {
    for (const Error& error : found) {
      const bool known = std::any_of(errors.begin(), errors.end(), [&](const Error& other) {
        return other.file == error.file && other.line == error.line && other.column == error.column &&
               other.code == error.code && other.what == error.what;
      });
      if (!known) errors.push_back(error);
    }
  };
  struct Checked {
    std::string name, kind, id, digest;
  };
  std::vector<Checked> checked;
  for (const NamedText& catalog : request.catalogs) take(catalogs.add(catalog));
  for (const NamedText& file : request.files) {
    checked.push_back({file.name, kind_of(file.text), {}, sha256_hex(file.text)});
    if (checked.back().kind == "catalog") take(catalogs.add(file));
  }
  for (std::size_t i = 0; i < request.files.size(); ++i) {
    const NamedText& file = request.files[i];
    Checked& entry = checked[i];
    if (entry.kind == "catalog") {
      // By itself, so that two files of one id are both checked.
      Catalogs alone;
      if (!alone.add(file).empty()) continue;
      entry.id = alone.ids().front();
      const auto loaded = alone.load(entry.id);
      if (!loaded) take(loaded.errors());
    } else if (entry.kind == "ledger") {
      const auto loaded = load_ledger(file);
      if (!loaded) {
        take(loaded.errors());
        continue;
      }
      const auto replayed = replay_ledger(loaded->file);
      if (!replayed) take(loaded->located(replayed.errors()));
    } else if (!entry.kind.empty() && entry.kind != "scenario") {
      Reading reading;
      take({{Code::unknown_schema, "/schema", "a result is not checked here", "catalogs, scenarios and ledger files", file.name,
             1, 1}});
    } else {
      // Also what is no JSON, or says nothing of itself.
      entry.kind = "scenario";
      auto loaded = load_scenario(catalogs, file);
      if (!loaded) {
        take(loaded.errors());
        continue;
      }
      entry.id = loaded->scenario->id;
      const auto resolved = resolve(*loaded->catalog, *loaded->scenario, {});
      if (!resolved) take(located(*loaded, resolved.errors()));
      for (const std::string& platform : loaded->overridden_elsewhere) {
        if (!catalogs.has(platform)) continue;  // it may be at hand where the scenario is used
        const auto elsewhere = load_elsewhere(catalogs, *loaded, platform);
        if (!elsewhere) take(elsewhere.errors());
      }
      for (const Habit& habit : loaded->scenario->habits) {
        const auto other = load_scenario(catalogs, file, {habit.id});
        if (!other) {
          take(other.errors());
          continue;
        }
        const auto set = resolve(*other->catalog, *other->scenario, {});
        if (!set) take(located(*other, set.errors()));
      }
    }
  }
  if (!errors.empty()) return refused(std::move(errors));
  Writer files(true);
  files.open_array();
  for (const Checked& entry : checked) {
    files.open_object();
    files.field("name", entry.name);
    files.field("digest", entry.digest);
    files.close_object();
  }
  files.close_array();
  RequestText text("check", "{}");
  text.document("files", files.take());
  return answered(result_text("check", text.take(), [&](Writer& out) {
    out.field("ok", true);
    out.key("files");
    out.open_array();
    for (const Checked& entry : checked) {
      out.open_object(Layout::row);
      out.field("name", entry.name);
      out.field("kind", entry.kind);
      out.field("id", entry.id);
      out.close_object();
    }
    out.close_array();
  }));
}

Response handle_estimate(const Request& request) {
  const auto prepared = prepare(request, "estimate");
  if (!prepared) return refused(prepared.errors());
  const auto result = estimate(*prepared->resolved);
  if (!result) return refused(located(prepared->loaded, result.errors()));
  return answered(
      result_text("estimate", request_text("estimate", *prepared), [&](Writer& out) { write_estimate(out, *result); }));
}

Response handle_simulate(const Request& request) {
  const auto prepared = prepare(request, "simulate");
  if (!prepared) return refused(prepared.errors());
  const Resolved& resolved = *prepared->resolved;
  SimulateOptions options;
  options.seed = prepared->options.seed;
  options.path = prepared->options.path;
  options.journal = prepared->options.trace;
  options.balances = false;
  Simulation simulation(resolved, options);
  // Day by day, so that a trace past its limit is known before it fills the memory.
  for (std::int32_t day = 1; day <= static_cast<std::int32_t>(resolved.days.size()); ++day) {
    const Errors errors = simulation.run_until(day);
    if (!errors.empty()) return refused(located(prepared->loaded, errors));
    if (simulation.ledger().journal().size() > kMaxTraceLines) {
      return refused(
          {call_error(Code::too_many, "/trace", {"the trace has more than {0} lines", {std::to_string(kMaxTraceLines)}},
                      "fewer months, a lower rate, or no trace")});
    }
  }
  const PathResult path = simulation.finish();
  Response response = answered(result_text("simulate", request_text("simulate", *prepared),
                                           [&](Writer& out) { write_path(out, resolved, options, path); }));
  if (prepared->options.trace) response.trace = trace_text(resolved, simulation);
  return response;
}

Response handle_ledger(const Request& request) {
  const auto options = read_options_of("ledger", request.options);
  if (!options) return refused(options.errors());
  if (request.files.size() != 1)
    return refused(
        {call_error(Code::wrong_call, {}, {"{0} files are given", {std::to_string(request.files.size())}}, "one ledger file")});
  const auto loaded = load_ledger(request.files.front());
  if (!loaded) return refused(loaded.errors());
  const auto result = replay_ledger(loaded->file);
  if (!result) return refused(loaded->located(result.errors()));
  RequestText text("ledger", "{}");
  text.document("ledger", loaded->canonical);
  return answered(result_text("ledger", text.take(), [&](Writer& out) { write_ledger(out, *result); }));
}

constexpr std::array<std::string_view, 9> kVerbs{"platforms", "check",  "estimate",  "simulate", "forecast",
                                                 "compare",   "ledger", "calibrate", "replay"};

Response answer(const Request& request, const Workers& workers) {
  if (request.verb == "platforms") return handle_platforms(request);
  if (request.verb == "check") return handle_check(request);
  if (request.verb == "estimate") return handle_estimate(request);
  if (request.verb == "simulate") return handle_simulate(request);
  if (request.verb == "forecast") return handle_forecast(request, workers);
  if (request.verb == "compare") return handle_compare(request, workers);
  if (request.verb == "ledger") return handle_ledger(request);
  if (request.verb == "calibrate") return handle_calibrate(request);
  if (request.verb == "replay") return handle_replay(request, workers, handle);
  return refused(
      {call_error(Code::wrong_call, {}, {"there is no verb {0}", {quoted(request.verb)}}, suggestion(request.verb, kVerbs))});
}

}  // namespace

Response handle(const Request& request, const Workers& workers) {
  Response response = answer(request, workers);
  if (request.words && !response.ok) response.text = errors_text(response.errors, true);
  return response;
}

std::string handle_text(std::string_view request_text, std::string* trace) {
  constexpr Limits kRequestLimits{300u << 20, kInputLimits.nodes, kInputLimits.depth};
  constexpr std::array<std::string_view, 4> kRequestKeys{"verb", "files", "catalogs", "options"};
  constexpr std::array<std::string_view, 2> kFileKeys{"name", "text"};
  const std::string name = "request";
  Parsed parsed = parse(name, request_text, 0, kRequestLimits);
  if (!parsed.errors.empty()) return errors_text(parsed.errors);
  Reading reading;
  reading.add_file(name);
  Request request;
  const Path path;
  Fields fields(reading, path, parsed.root, kRequestKeys);
  fields.name("verb", request.verb, Need::required);
  const auto files = [&](std::string_view key, std::vector<NamedText>& out) {
    fields.list(key, 1'000, [&](const Path& at, const Node& node) {
      Fields file(reading, at, node, kFileKeys);
      NamedText read;
      file.name("name", read.name, Need::required);
      const Node* text = file.get("text", Need::required);
      if (text != nullptr && expect_kind(reading, at / "text", *text, Kind::string)) read.text = text->text;
      out.push_back(std::move(read));
    });
  };
  files("files", request.files);
  files("catalogs", request.catalogs);
  if (const Node* options = fields.get("options")) request.options = canonical_text(*options);
  if (!reading.errors.empty()) {
    tidy(reading.errors, {});
    return errors_text(reading.errors);
  }
  Response response = handle(request);
  if (trace != nullptr) *trace = std::move(response.trace);
  return std::move(response.text);
}

}  // namespace creditcast::json
