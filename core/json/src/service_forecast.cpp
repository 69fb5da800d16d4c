/// Forecasts and comparisons, at once and in steps.
#include "creditcast/compare.hpp"

#include <algorithm>

#include "creditcast/forecast.hpp"
#include "creditcast/json/service.hpp"
#include "creditcast/sensitivity.hpp"
#include "service_parts.hpp"
#include "write_results.hpp"

namespace creditcast::json {
namespace {

std::string forecast_text(const Prepared& prepared, const Forecast& forecast, const std::optional<Sensitivity>& moved = {}) {
  return result_text("forecast", request_text("forecast", prepared), [&](Writer& out) {
    write_forecast(out, forecast);
    if (moved) write_sensitivity(out, *moved);
  });
}

/// The forecast's text, with what each input moves where that is asked for; or errors, not yet located.
Result<std::string> finished_text(const Prepared& prepared, const Forecast& forecast, const Workers& workers) {
  if (!prepared.options.sensitivity) return forecast_text(prepared, forecast);
  SensitivityOptions options;
  options.paths = std::min(options.paths, prepared.options.paths);
  options.event_paths = std::min(options.event_paths, prepared.options.paths);
  options.seed = prepared.options.seed;
  options.workers = workers;
  auto moved = sensitivity(*prepared.loaded.catalog, *prepared.loaded.scenario, prepared.options.choice, options);
  if (!moved) return moved.errors();
  return forecast_text(prepared, forecast, *std::move(moved));
}

/// What a comparison puts side by side: the scenario at home and elsewhere. The candidates point into `loaded`.
struct Compared {
  Options options;
  LoadedScenario home;
  std::vector<LoadedScenario> loaded;
  std::vector<Candidate> candidates;
};

Result<Compared> prepare_comparison(const Request& request) {
  const auto options = read_options_of("compare", request.options);
  if (!options) return options.errors();
  const auto inputs = inputs_of(request);
  if (!inputs) return inputs.errors();
  if (inputs->file == nullptr) return call_error(Code::wrong_call, {}, "no scenario is given", "a scenario file");
  const auto home = load_scenario(inputs->catalogs, *inputs->file, {options->habit});
  if (!home) return home.errors();

  const std::string& home_id = home->catalog->id;
  std::vector<std::string> platforms = options->platforms;
  if (options->all_platforms) {
    platforms = {home_id};
    for (const std::string& id : inputs->catalogs.ids()) {
      if (id != home_id) platforms.push_back(id);
    }
  } else if (platforms.empty()) {
    platforms = {home_id};
  }
  Errors errors;
  std::vector<LoadedScenario> loaded;
  for (std::size_t i = 0; i < platforms.size(); ++i) {
    const std::string& id = platforms[i];
    if (std::find(platforms.begin(), platforms.begin() + static_cast<std::ptrdiff_t>(i), id) !=
        platforms.begin() + static_cast<std::ptrdiff_t>(i))
      continue;
    if (id == home_id) {
      loaded.push_back(*home);
      continue;
    }
    if (!inputs->catalogs.has(id)) {
      std::vector<std::string> known = inputs->catalogs.ids();
      errors.push_back(call_error(Code::unknown_reference, "/platforms/" + std::to_string(i),
                                  {"there is no catalog {0}", {quoted(id)}}, suggest(id, known)));
      continue;
    }
    auto elsewhere = load_elsewhere(inputs->catalogs, *home, id);
    if (elsewhere) {
      loaded.push_back(*std::move(elsewhere));
    } else {
      errors.insert(errors.end(), elsewhere.errors().begin(), elsewhere.errors().end());
    }
  }

  std::vector<Candidate> candidates;
  std::vector<bool> used(options->plans.size());
  std::vector<std::string> known_plans;
  for (const LoadedScenario& one : loaded) {
    Candidate candidate{one.catalog.get(), one.scenario.get(), choices(*one.catalog, *one.scenario)};
    for (const Choice& choice : candidate.choices) known_plans.push_back(choice.plan);
    if (!options->plans.empty()) {
      std::erase_if(candidate.choices, [&](const Choice& choice) {
        bool wanted = false;
        for (std::size_t i = 0; i < used.size(); ++i) {
          if (options->plans[i] != choice.plan && options->plans[i] != choice.plan + "/" + choice.term) continue;
          used[i] = true;
          wanted = true;
        }
        return !wanted;
      });
    }
    candidates.push_back(std::move(candidate));
  }
  known_plans.erase(std::unique(known_plans.begin(), known_plans.end()), known_plans.end());
  for (std::size_t i = 0; i < used.size() && errors.empty(); ++i) {
    if (!used[i]) {
      errors.push_back(call_error(Code::unknown_reference, "/plans/" + std::to_string(i),
                                  {"no plan is called {0}", {quoted(options->plans[i])}},
                                  suggest(options->plans[i], known_plans)));
    }
  }
  if (!errors.empty()) return errors;
  return Compared{*options, *home, std::move(loaded), std::move(candidates)};
}

std::string comparison_text(const Compared& compared, const Comparison& comparison) {
  RequestText text("compare", options_text("compare", compared.options));
  text.document("scenario", compared.home.canonical);
  for (const LoadedScenario& one : compared.loaded) {
    if (!one.own_catalog) text.catalog(one.catalog->id, one.catalog_digest);
  }
  return result_text("compare", text.take(), [&](Writer& out) { write_comparison(out, comparison); });
}

bool stopped(const Errors& errors) { return !errors.empty() && errors.front().code == Code::cancelled; }

}  // namespace

Response handle_compare(const Request& request, const Workers& workers) {
  const auto compared = prepare_comparison(request);
  if (!compared) return refused(compared.errors());
  const auto result = compare(compared->candidates, {compared->options.paths, compared->options.seed, workers});
  if (result) return answered(comparison_text(*compared, *result));
  return refused(stopped(result.errors()) ? result.errors() : located(compared->home, result.errors()));
}

Response handle_forecast(const Request& request, const Workers& workers) {
  const auto prepared = prepare(request, "forecast");
  if (!prepared) return refused(prepared.errors());
  ForecastOptions options;
  options.paths = prepared->options.paths;
  options.seed = prepared->options.seed;
  options.method = prepared->options.method;
  const Resolved& resolved = *prepared->resolved;
  ForecastRun run(resolved, options);
  Watch watch(workers.progress, options.paths);
  const Errors errors = walk(run, options.paths, workers, watch);
  if (watch.stopped()) return refused(cancelled());
  if (!errors.empty()) return refused(located(prepared->loaded, errors));
  auto text = finished_text(*prepared, run.result(), workers);
  if (!text && text.errors().front().code == Code::cancelled) return refused(text.errors());
  if (!text) return refused(located(prepared->loaded, text.errors()));
  return answered(*std::move(text));
}

// ---------------------------------------------------------------------------------------------------------- in steps

struct Job::State {
  std::optional<Prepared> prepared;
  std::optional<ForecastRun> forecast;
  std::optional<Compared> compared;
  std::optional<CompareRun> comparison;
  std::uint32_t total = 0;
  bool by_events = false;
  bool words = false;  ///< Request::words
  Errors errors;

  void begin_forecast(const Request& request);
  void begin_comparison(const Request& request);
};

void Job::State::begin_forecast(const Request& request) {
  auto made = prepare(request, "forecast");
  if (!made) {
    errors = made.errors();
    return;
  }
  prepared = std::move(made).value();
  total = prepared->options.paths;
  forecast.emplace(*prepared->resolved, ForecastOptions{total, prepared->options.seed, true, prepared->options.method});
  by_events = !forecast->from_tables() && forecast->done() == 0;
}

void Job::State::begin_comparison(const Request& request) {
  auto made = prepare_comparison(request);
  if (!made) {
    errors = made.errors();
    return;
  }
  compared = std::move(made).value();
  auto run = CompareRun::begin(compared->candidates, {compared->options.paths, compared->options.seed, {}});
  if (!run) {
    errors = located(compared->home, run.errors());
    return;
  }
  total = compared->options.paths;
  comparison = std::move(run).value();
  by_events = !comparison->from_tables();
}

Job::Job(const Request& request) : state_(std::make_unique<State>()) {
  state_->words = request.words;
  if (request.verb == "forecast") {
    state_->begin_forecast(request);
  } else if (request.verb == "compare") {
    state_->begin_comparison(request);
  } else {
    state_->errors = {call_error(Code::wrong_call, {}, {"{0} has no steps", {quoted(request.verb)}}, "forecast, compare")};
  }
}
Job::~Job() = default;
Job::Job(Job&&) noexcept = default;
Job& Job::operator=(Job&&) noexcept = default;

void Job::advance(std::uint32_t paths) {
  if (finished()) return;
  State& state = *state_;
  const std::uint32_t now = std::min(paths, state.total - done());
  if (state.forecast) {
    const Errors errors = state.forecast->advance(now);
    if (!errors.empty()) state.errors = located(state.prepared->loaded, errors);
  } else {
    const Errors errors = state.comparison->advance(now);
    if (!errors.empty()) state.errors = located(state.compared->home, errors);
  }
}

std::uint32_t Job::done() const {
  if (state_->forecast) return state_->forecast->done();
  return state_->comparison ? state_->comparison->done() : 0;
}
std::uint32_t Job::total() const { return state_->total; }
bool Job::by_events() const { return state_->by_events; }
bool Job::finished() const { return failed() || done() >= state_->total; }
bool Job::failed() const { return !state_->errors.empty(); }
const Errors& Job::errors() const { return state_->errors; }

std::string Job::text() const {
  if (failed()) return errors_text(state_->errors, state_->words);
  if (done() == 0)
    return errors_text({call_error(Code::wrong_call, {}, "no path is walked yet", "advance() first")}, state_->words);
  // What is there so far is the whole answer to a request for so many paths.
  if (state_->comparison) {
    Compared compared = *state_->compared;
    compared.options.paths = done();
    return comparison_text(compared, state_->comparison->result());
  }
  Prepared prepared = *state_->prepared;
  if (!finished()) {
    prepared.options.paths = done();
    prepared.options.sensitivity = false;
    return forecast_text(prepared, state_->forecast->result());
  }
  const auto text = finished_text(prepared, state_->forecast->result(), {});
  return text ? *text : errors_text(located(prepared.loaded, text.errors()), state_->words);
}

}  // namespace creditcast::json
