#include "verbs.hpp"

#include <algorithm>
#include <atomic>
#include <functional>
#include <thread>
#include <utility>

#include "builtin_catalogs.hpp"
#include "creditcast/json/limits.hpp"
#include "creditcast/json/service.hpp"
#include "errors.hpp"
#include "files.hpp"
#include "json_view.hpp"
#include "progress.hpp"
#include "reports.hpp"

namespace creditcast::native {
namespace {

/// Of a result, which carries its balances by day.
constexpr std::size_t kMaxResultBytes = std::size_t{512} << 20;

/// The most bytes the verb's files may have.
std::size_t most_bytes(Verb verb) {
  if (verb == Verb::ledger || verb == Verb::check) return json::kLedgerLimits.bytes;
  return verb == Verb::replay ? kMaxResultBytes : json::kInputLimits.bytes;
}

/// A JSON object of the options given; ids need no escape beyond the quotes' own.
class Options {
 public:
  void text(const char* key, const std::string& value) {
    if (!value.empty()) member(key, quoted(value));
  }
  template <typename T>
  void number(const char* key, const std::optional<T>& value) {
    if (value) member(key, std::to_string(*value));
  }
  void list(const char* key, const std::vector<std::string>& values) {
    if (values.empty()) return;
    std::string items;
    for (const std::string& value : values) items += (items.empty() ? "" : ",") + quoted(value);
    member(key, "[" + items + "]");
  }
  void truth(const char* key) { member(key, "true"); }
  [[nodiscard]] std::string take() const { return "{" + out_ + "}"; }

 private:
  static std::string quoted(const std::string& text) {
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string out = "\"";
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if (c == '"' || c == '\\') out += '\\';
      if (byte < 0x20) {
        out += std::string("\\u00") + kHex[byte >> 4U] + kHex[byte & 15U];
      } else {
        out += c;
      }
    }
    return out + "\"";
  }
  void member(const char* key, const std::string& value) { out_ += (out_.empty() ? "" : ",") + quoted(key) + ":" + value; }
  std::string out_;
};

std::string options_of(const Call& call) {
  Options options;
  options.text("id", call.id);
  options.text("platform", call.platform);
  options.text("plan", call.plan);
  options.text("term", call.term);
  options.text("pack", call.pack);
  options.text("habit", call.habit);
  options.text("method", call.method);
  options.number("seed", call.seed);
  options.number("path", call.path);
  options.number("paths", call.paths);
  options.list("plans", call.plans);
  if (call.platforms == std::vector<std::string>{"all"}) {
    options.text("platforms", "all");
  } else {
    options.list("platforms", call.platforms);
  }
  if (!call.trace.empty()) options.truth("trace");
  if (call.sensitivity) options.truth("sensitivity");
  return options.take();
}

/// The jobs on `count` threads, each taken by the next one free.
void run_jobs(unsigned count, std::vector<std::function<void()>>& jobs) {
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < jobs.size(); i = next++) jobs[i]();
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 1; i < count && i < jobs.size(); ++i) threads.emplace_back(work);
  work();
}

Workers workers_of(const Call& call) {
  const unsigned count = call.threads > 0 ? call.threads : std::max(1U, std::thread::hardware_concurrency());
  return {count, [count](std::vector<std::function<void()>>& jobs) { run_jobs(count, jobs); }, {}};
}

Result<json::Request> read_request(const Call& call) {
  json::Request request;
  request.verb = verb_name(call.verb);
  request.options = options_of(call);
  for (const BuiltinCatalog& catalog : builtin_catalogs()) {
    request.catalogs.push_back({std::string(catalog.name) + ".json (built in)", std::string(catalog.text)});
  }
  Errors errors;
  const auto read = [&](const std::string& path, std::size_t most, std::vector<json::NamedText>& into) {
    auto text = read_file(path, most);
    if (text) {
      into.push_back(*std::move(text));
    } else {
      errors.insert(errors.end(), text.errors().begin(), text.errors().end());
    }
  };
  for (const std::string& path : call.catalogs) read(path, json::kInputLimits.bytes, request.catalogs);
  for (const std::string& path : call.files) read(path, most_bytes(call.verb), request.files);
  if (!call.scenario.empty()) read(call.scenario, json::kInputLimits.bytes, request.files);
  if (errors.empty()) return request;
  // What can be read is checked all the same, so that all that is wrong is said at once.
  if (call.verb == Verb::check && !request.files.empty()) {
    const Errors others = json::handle_all(request).errors;
    errors.insert(errors.end(), others.begin(), others.end());
  }
  return errors;
}

/// The facade has accepted all of it already.
Names names_of(const Call& call, const json::Request& request) {
  json::Catalogs catalogs;
  for (const json::NamedText& catalog : request.catalogs) CREDITCAST_CHECK(catalogs.add(catalog).empty());
  auto loaded = json::load_scenario(catalogs, request.files.front(), {call.habit});
  CREDITCAST_CHECK(loaded.ok());
  Names names{*std::move(loaded), {}};
  auto resolved = resolve(names.catalog(), names.scenario(), {call.plan, call.term, call.pack});
  CREDITCAST_CHECK(resolved.ok());
  names.resolved = *std::move(resolved);
  return names;
}

std::string text_of(const Call& call, const json::Request& request, const Json& result) {
  switch (call.verb) {
    case Verb::platforms: return call.id.empty() ? platforms_report(result) : platform_report(result);
    case Verb::check: return check_report(result);
    case Verb::estimate: return estimate_report(result, names_of(call, request));
    case Verb::simulate: return simulate_report(result, names_of(call, request));
    case Verb::forecast: return forecast_report(result, names_of(call, request));
    case Verb::compare: return compare_report(result, names_of(call, request));
    case Verb::habits: return habits_report(result, names_of(call, request));
    case Verb::ledger: return ledger_report(result);
    case Verb::calibrate: return calibrate_report(result);
    case Verb::replay: return replay_report(result);
  }
  return {};
}

std::string csv_of(const Call& call, const Json& result) {
  switch (call.verb) {
    case Verb::platforms: return call.id.empty() ? platforms_csv(result) : platform_csv(result);
    case Verb::check: return check_csv(result);
    case Verb::estimate: return estimate_csv(result);
    case Verb::simulate: return simulate_csv(result);
    case Verb::forecast: return forecast_csv(result);
    case Verb::compare: return compare_csv(result);
    case Verb::habits: return habits_csv(result);
    case Verb::ledger: return ledger_csv(result);
    case Verb::calibrate: return calibrate_csv(result);
    case Verb::replay: return replay_csv(result);
  }
  return {};
}

/// What a shell says of a program that Ctrl-C ended.
constexpr int kInterrupted = 130;

bool walks_paths(Verb verb) {
  return verb == Verb::forecast || verb == Verb::compare || verb == Verb::habits || verb == Verb::replay;
}

json::Response answer_to(const Call& call, const json::Request& request) {
  if (!walks_paths(call.verb)) return json::handle_all(request);
  const Interrupt interrupt;
  // JSON on a terminal is read by a person, JSON elsewhere by a program, whose log the bar would spoil.
  ProgressBar bar(call.quiet || (call.format == Format::json && !out_is_terminal()));
  Workers workers = workers_of(call);
  workers.progress = [&bar](std::uint64_t done, std::uint64_t all) {
    bar.show(done, all);
    return !Interrupt::came();
  };
  json::Response response = json::handle_all(request, workers);
  if (Interrupt::came()) response = {false, {}, cancelled(), {}, {}};
  return response;
}

Error nothing_fits(const json::Request& request) {
  return {Code::missing_key,
          {},
          "no row of it fits the catalog, so there is no scenario to save",
          "creditcast calibrate without --save says why",
          request.files.front().name,
          0,
          0};
}

int print(const std::string& text) {
  if (write_out(text) != Written::failed) return 0;
  write_error("creditcast: standard output cannot be written\n");
  return 1;
}

}  // namespace

int refuse(const Errors& errors, bool as_json) {
  write_error(as_json ? error_json(errors) : error_lines(errors));
  return exit_code(errors);
}

int run(const Call& call) {
  const bool as_json = call.format == Format::json;
  const auto request = read_request(call);
  if (!request) return refuse(request.errors(), as_json);
  const json::Response response = answer_to(call, *request);
  if (!response.ok && response.errors.front().code == Code::cancelled) return kInterrupted;
  if (!response.ok) {
    write_error(as_json ? response.text : error_lines(response.errors));
    return exit_code(response.errors);
  }
  if (call.trace == "-") return print(response.trace);
  if (!call.trace.empty()) {
    const Errors errors = write_file(call.trace, response.trace);
    if (!errors.empty()) return refuse(errors, as_json);
  }
  if (!call.save.empty()) {
    if (response.scenario.empty()) return refuse({nothing_fits(*request)}, as_json);
    if (call.save == "-") return print(response.scenario);
    const Errors errors = write_file(call.save, response.scenario);
    if (!errors.empty()) return refuse(errors, as_json);
  }
  if (as_json) return print(response.text);
  const Json result = Json::parse(response.text);
  return print(call.format == Format::csv ? csv_of(call, result) : text_of(call, *request, result));
}

}  // namespace creditcast::native
