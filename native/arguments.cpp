#include "arguments.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

#include "creditcast/catalog.hpp"
#include "creditcast/forecast.hpp"
#include "creditcast/version.hpp"

namespace creditcast::native {
namespace {

struct VerbText {
  Verb verb;
  const char* name;
  const char* does;
  const char* takes;  // what stands after the verb, in the usage line
  std::size_t fewest, most;
  const char* files;  // what its files are, for messages
  const char* example;
};

constexpr std::size_t kMaxFiles = 1'000;
constexpr const char* kScenario = "a scenario file, or - for standard input";
constexpr VerbText kVerbs[] = {
    {Verb::platforms, "platforms", "the catalogs at hand; one in full, with the source of each figure", "[ID]", 0, 1, "one id",
     "creditcast platforms imagineart"},
    {Verb::check, "check", "validates catalogs, scenarios and ledger files", "FILE...", 1, kMaxFiles,
     "catalog, scenario or ledger files", "creditcast check public/scenarios/*.json"},
    {Verb::estimate, "estimate", "closed form: lines, subtotal, buffer", "SCENARIO", 1, 1, kScenario,
     "creditcast estimate public/scenarios/imagineart-agency-example.json"},
    {Verb::simulate, "simulate", "one path through the ledger, event by event", "SCENARIO", 1, 1, kScenario,
     "creditcast simulate scenario.json --seed 7 --trace - | head"},
    {Verb::forecast, "forecast", "the distribution over many paths", "SCENARIO", 1, 1, kScenario,
     "creditcast forecast scenario.json --paths 20000 --format json > result.json"},
    {Verb::compare, "compare", "plans and platforms side by side, and which to take", "SCENARIO", 1, 1, kScenario,
     "creditcast compare scenario.json --platforms all"},
    {Verb::habits, "habits", "what each habit costs and saves, on the same random numbers", "SCENARIO", 1, 1, kScenario,
     "creditcast habits public/scenarios/fittins-naive-habits.json"},
    {Verb::ledger, "ledger", "replays grants and usage through the ledger alone", "FILE", 1, 1,
     "a ledger file, or - for standard input", "creditcast ledger grants.json --format csv"},
    {Verb::calibrate, "calibrate", "fits a scenario to real usage", "USAGE", 1, 1,
     "a CSV file of usage, or - for standard input", "creditcast calibrate usage.csv --platform imagineart --save mine.json"},
    {Verb::replay, "replay", "runs a result's inputs again and compares to the bit", "RESULT", 1, 1,
     "a JSON result of this program, or - for standard input", "creditcast replay result.json"},
};

const VerbText* find_verb(const std::string& name) {
  const auto* found =
      std::find_if(std::begin(kVerbs), std::end(kVerbs), [&](const VerbText& text) { return name == text.name; });
  return found == std::end(kVerbs) ? nullptr : found;
}

Error wrong(std::string what, std::string allowed = {}) {
  return {Code::wrong_call, {}, std::move(what), std::move(allowed), {}, 0, 0};
}

std::string overview() {
  std::string text =
      "creditcast: what creative work costs in credits, before a plan is bought\n\n"
      "  creditcast VERB [FILE...] [--format text|json|csv]\n\n";
  for (const VerbText& verb : kVerbs) {
    const std::string left = std::string(verb.name) + " " + verb.takes;
    text += "  " + left + std::string(20 - std::min<std::size_t>(left.size(), 19), ' ') + verb.does + "\n";
  }
  text +=
      "\n  creditcast VERB --help   its options and an example\n"
      "  creditcast --version\n\n"
      "A FILE of - is standard input. Text is the default, on a terminal and in a pipe alike.\n"
      "CSV is one table with a header line, numbers plain; text that a spreadsheet would run starts with an apostrophe.\n"
      "Exit 0: done. 1: the input is wrong. 2: the call is wrong. 130: Ctrl-C. Errors go to standard error, all at once, one a "
      "line:\n"
      "file:line:column: /json/pointer: what is wrong; what is allowed. With --format json they are JSON there.\n\n"
      "Try:  creditcast platforms\n"
      "      creditcast forecast public/scenarios/imagineart-agency-example.json\n";
  return text;
}

/// Whole numbers from `low` to `high`, read without a locale.
template <typename T>
class WholeNumber {
 public:
  WholeNumber(CLI::App& app, const char* name, std::optional<T>& target, T low, T high, const char* about) {
    app.add_option_function<std::string>(
           name,
           [&target, name, low, high](const std::string& text) {
             T number = 0;
             const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
             if (code != std::errc() || end != text.data() + text.size() || number < low || number > high) {
               throw CLI::ValidationError(name, "\"" + text + "\" is not accepted; a whole number from " + std::to_string(low) +
                                                    " to " + std::to_string(high));
             }
             target = number;
           },
           about)
        ->type_name("N");
  }
};

struct Options {
  Call call;
  std::vector<std::string> positionals;
  std::optional<std::uint32_t> threads;
};

void add_choices(CLI::App& app, Options& options) {
  app.add_option("--plan", options.call.plan, "in place of the scenario's plan")->type_name("ID");
  app.add_option("--term", options.call.term, "in place of its term: month, year, ...")->type_name("ID");
  app.add_option("--pack", options.call.pack, "the pack to buy where the policy buys one")->type_name("ID");
  app.add_option("--habit", options.call.habit, "the habit in force")->type_name("ID");
}

void add_seed(CLI::App& app, Options& options) {
  WholeNumber<std::uint64_t>(app, "--seed", options.call.seed, 0, UINT64_MAX, "where the random numbers start (1)");
}

void add_paths(CLI::App& app, Options& options, const char* about) {
  WholeNumber<std::uint32_t>(app, "--paths", options.call.paths, 1, kMaxPaths, about);
}

void add_threads(CLI::App& app, Options& options) {
  WholeNumber<std::uint32_t>(app, "--threads", options.threads, 1, 256,
                             "how many at once (all processors); the result is the same");
}

void add_quiet(CLI::App& app, Options& options) {
  app.add_flag("--quiet", options.call.quiet, "no progress bar; there is one on a terminal for what takes over a second");
}

void add_options(CLI::App& app, Verb verb, Options& options) {
  Call& call = options.call;
  const std::vector<std::pair<std::string, Format>> formats{
      {"text", Format::text}, {"json", Format::json}, {"csv", Format::csv}};
  app.add_option_function<std::string>(
         "--format",
         [&call, formats](const std::string& text) {
           const auto found =
               std::find_if(formats.begin(), formats.end(), [&](const auto& pair) { return pair.first == text; });
           if (found == formats.end())
             throw CLI::ValidationError("--format", "\"" + text + "\" is not accepted; text, json, csv");
           call.format = found->second;
         },
         "text, json or csv (text)")
      ->type_name("FORMAT");
  if (verb != Verb::ledger) {
    app.add_option("--catalog", call.catalogs, "a catalog to add, or to put in place of the one with its id; may be repeated")
        ->type_name("FILE")
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  }
  switch (verb) {
    case Verb::platforms:
    case Verb::check:
    case Verb::ledger: break;
    case Verb::replay: add_quiet(app, options); break;
    case Verb::calibrate:
      app.add_option("--platform", call.platform, "whose prices the usage paid")->type_name("ID");
      app.add_option("--plan", call.plan, "with --platform: the plan (its first)")->type_name("ID");
      app.add_option("--scenario", call.scenario, "in place of --platform: a scenario, all of which stays but its work")
          ->type_name("FILE");
      app.add_option("--save", call.save,
                     "where the scenario goes; - is standard output, and then nothing else is printed there")
          ->type_name("FILE");
      break;
    case Verb::estimate: add_choices(app, options); break;
    case Verb::simulate:
      add_choices(app, options);
      add_seed(app, options);
      WholeNumber<std::uint32_t>(app, "--path", call.path, 0, kMaxPaths - 1, "which path of that seed (0)");
      app.add_option("--trace", call.trace,
                     "every change of a balance with its reason, one JSON object a line; - is standard output, and then "
                     "nothing else is printed there")
          ->type_name("FILE");
      break;
    case Verb::forecast:
    case Verb::habits:
      add_choices(app, options);
      add_paths(app, options, verb == Verb::forecast ? "how many paths (10000)" : "how many paths for each habit (10000)");
      add_seed(app, options);
      add_threads(app, options);
      add_quiet(app, options);
      if (verb == Verb::forecast)
        app.add_flag("--sensitivity", call.sensitivity,
                     "also what each input moves, one at a time, a tenth down and up; as CSV that alone");
      app.add_option("--method", call.method, "auto, exact, sample or events (auto)")->type_name("METHOD");
      break;
    case Verb::compare:
      add_paths(app, options, "how many paths for each plan (2000)");
      add_seed(app, options);
      app.add_option("--plans", call.plans, "only these, as a,b (all)")
          ->type_name("IDS")
          ->delimiter(',')
          ->allow_extra_args(false)
          ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
      app.add_option("--platforms", call.platforms, "these, as a,b or all (the scenario's own)")
          ->type_name("IDS")
          ->delimiter(',')
          ->allow_extra_args(false)
          ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
      app.add_option("--habit", call.habit, "the habit in force")->type_name("ID");
      add_threads(app, options);
      add_quiet(app, options);
      break;
  }
}

std::optional<Error> wrong_extras(const CLI::App& app, const VerbText& verb) {
  for (const std::string& extra : app.remaining()) {
    if (extra.size() < 2 || extra.front() != '-') continue;
    std::vector<std::string> known;
    for (const CLI::Option* option : app.get_options()) {
      if (!option->get_lnames().empty()) known.push_back("--" + option->get_lnames().front());
    }
    return wrong(std::string(verb.name) + " has no option " + extra, suggest(extra.substr(0, extra.find('=')), known));
  }
  return std::nullopt;
}

/// CLI11's list of options under a usage line of our own.
class HelpLayout : public CLI::Formatter {
 public:
  explicit HelpLayout(const VerbText& verb) : verb_(verb) { column_width(20); }
  std::string make_usage(const CLI::App*, std::string) const override {
    return std::string("  creditcast ") + verb_.name + " " + verb_.takes + " [options]\n";
  }
  std::string make_option_opts(const CLI::Option* option) const override {
    return option->get_type_size() == 0 ? "" : " " + option->get_type_name();
  }
  std::string make_footer(const CLI::App*) const override { return std::string("Example:\n  ") + verb_.example + "\n"; }

 private:
  const VerbText& verb_;
};

std::variant<Call, Help, Error> read_verb(const VerbText& verb, std::vector<std::string> arguments) {
  CLI::App app(std::string("creditcast ") + verb.name + ": " + verb.does + "\n");
  app.formatter(std::make_shared<HelpLayout>(verb));
  app.allow_extras();
  app.set_help_flag("-h,--help", "this");
  Options options;
  options.call.verb = verb.verb;
  app.add_option("FILES", options.positionals)->group("")->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  add_options(app, verb.verb, options);
  std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants them
  // CLI11 throws; nothing of that leaves this function.
  try {
    app.parse(std::move(arguments));
  } catch (const CLI::CallForHelp&) {
    return Help{app.help()};
  } catch (const CLI::ValidationError& error) {
    if (const auto extra = wrong_extras(app, verb)) return *extra;
    return wrong(error.what());  // with what is allowed
  } catch (const CLI::ArgumentMismatch& error) {
    const std::string text = error.what();
    return wrong(text.substr(0, text.find(':')) + ": its value is missing",
                 "see creditcast " + std::string(verb.name) + " --help");
  } catch (const CLI::Error& error) {
    if (const auto extra = wrong_extras(app, verb)) return *extra;
    return wrong(error.what(), "see creditcast " + std::string(verb.name) + " --help");
  }
  if (const auto extra = wrong_extras(app, verb)) return *extra;
  const std::size_t count = options.positionals.size();
  if (count < verb.fewest) return wrong(std::string(verb.name) + " needs " + verb.files);
  if (count > verb.most) return wrong(std::string(verb.name) + " takes one thing, not " + std::to_string(count), verb.files);
  const auto stdin_uses = std::count(options.positionals.begin(), options.positionals.end(), "-") +
                          std::count(options.call.catalogs.begin(), options.call.catalogs.end(), "-") +
                          (options.call.scenario == "-" ? 1 : 0);
  if (stdin_uses > 1) return wrong("standard input can be read only once", "one - in a call");
  Call call = std::move(options.call);
  call.threads = options.threads.value_or(0);
  if (verb.verb == Verb::platforms) {
    if (count == 1) call.id = options.positionals.front();
  } else {
    call.files = std::move(options.positionals);
  }
  if (verb.verb == Verb::calibrate && call.platform.empty() == call.scenario.empty())
    return wrong(call.platform.empty() ? "calibrate needs to know what the work is set on" : "the work is set on two things",
                 "--platform ID or --scenario FILE");
  if (verb.verb == Verb::calibrate && !call.plan.empty() && !call.scenario.empty())
    return wrong("--plan goes with --platform; a scenario names its own");
  if (const std::vector<std::string> methods{"", "auto", "exact", "sample", "events"};
      std::find(methods.begin(), methods.end(), call.method) == methods.end()) {
    return wrong("there is no method \"" + call.method + "\"", "auto, exact, sample, events");
  }
  return call;
}

}  // namespace

const char* verb_name(Verb verb) { return kVerbs[static_cast<std::size_t>(verb)].name; }

bool wants_json(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--format=json") return true;
    if (arguments[i] == "--format" && i + 1 < arguments.size() && arguments[i + 1] == "json") return true;
  }
  return false;
}

std::variant<Call, Help, Error> read_arguments(const std::vector<std::string>& arguments) {
  std::vector<std::string> verbs;
  for (const VerbText& verb : kVerbs) verbs.emplace_back(verb.name);
  if (arguments.empty()) return wrong("what is to be done is missing", "creditcast VERB; creditcast --help lists the verbs");
  const std::string& first = arguments.front();
  if (first == "--help" || first == "-h") return Help{overview()};
  if (first == "--version") return Help{std::string("creditcast ") + kVersion + "\n"};
  if (first == "help") {
    const VerbText* about = arguments.size() > 1 ? find_verb(arguments[1]) : nullptr;
    return about == nullptr ? Help{overview()} : read_verb(*about, {"--help"});
  }
  const VerbText* verb = find_verb(first);
  if (verb == nullptr && first.size() > 1 && first.front() == '-') {
    return wrong("the verb comes first, not " + first,
                 "creditcast VERB [FILE...] [options]; creditcast --help lists the verbs");
  }
  if (verb == nullptr) return wrong("there is no verb \"" + first + "\"", suggest(first, verbs));
  return read_verb(*verb, {arguments.begin() + 1, arguments.end()});
}

}  // namespace creditcast::native
