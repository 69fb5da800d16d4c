/// The module: one function per verb, texts in, the facade's text out; and a forecast in steps, so that a page stays alive
/// while it runs. No object of C++ crosses the border: a job is a number.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "creditcast/json/limits.hpp"
#include "creditcast/json/service.hpp"

namespace {

using creditcast::json::ForecastJob;
using creditcast::json::NamedText;
using creditcast::json::Request;
using emscripten::val;

/// [{name, text}]: name a string, text its UTF-8 bytes.
std::vector<NamedText> texts_of(const val& list) {
  const auto count = list["length"].as<std::uint32_t>();
  std::vector<NamedText> texts;
  texts.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    const val item = list[i];
    texts.push_back({item["name"].as<std::string>(), item["text"].as<std::string>()});
  }
  return texts;
}

/// {files, catalogs, options}: two lists as above, and the JSON text of an object.
Request request_of(const char* verb, const val& request) {
  return {verb, texts_of(request["files"]), texts_of(request["catalogs"]), request["options"].as<std::string>()};
}

std::string answer(const char* verb, const val& request) { return creditcast::json::handle(request_of(verb, request)).text; }

std::string check(const val& request) { return answer("check", request); }
std::string estimate(const val& request) { return answer("estimate", request); }
std::string simulate(const val& request) { return answer("simulate", request); }
std::string forecast(const val& request) { return answer("forecast", request); }
std::string compare(const val& request) { return answer("compare", request); }
std::string platforms(const val& request) { return answer("platforms", request); }
std::string ledger(const val& request) { return answer("ledger", request); }
std::string replay(const val& request) { return answer("replay", request); }

/// The NDJSON of the path that `simulate` walks, or the errors; the options hold "trace": true.
std::string trace(const val& request) {
  creditcast::json::Response response = creditcast::json::handle(request_of("simulate", request));
  return std::move(response.ok ? response.trace : response.text);
}

/// How many bytes one of the verb's files may have. Of a longer one its first bytes and one more are enough: the reader then
/// says what is wrong, and the rest need not be brought here.
double most_bytes(const std::string& verb) {
  using namespace creditcast::json;
  if (verb == "ledger" || verb == "check") return kLedgerLimits.bytes;
  return verb == "replay" ? 2.0 * kLedgerLimits.bytes : kInputLimits.bytes;
}

// ------------------------------------------------------------------------------------------------ a forecast in steps

std::map<std::uint32_t, ForecastJob> jobs;
std::uint32_t last_job = 0;

/// A job's number, also where the request is wrong: it then has no paths, and its text are the errors.
std::uint32_t forecast_begin(const val& request) {
  jobs.emplace(++last_job, ForecastJob(request_of("forecast", request)));
  return last_job;
}
/// How many paths it has; 0 for a number that is no job's, here as below.
std::uint32_t forecast_total(std::uint32_t job) {
  const auto found = jobs.find(job);
  return found == jobs.end() ? 0 : found->second.total();
}
/// Walks up to so many further paths. Returns how many are done in all; as many as before where it failed.
std::uint32_t forecast_advance(std::uint32_t job, std::uint32_t paths) {
  const auto found = jobs.find(job);
  if (found == jobs.end()) return 0;
  found->second.advance(paths);
  return found->second.done();
}
/// What `forecast` answers, once all paths are done.
std::string forecast_result(std::uint32_t job) {
  const auto found = jobs.find(job);
  return found == jobs.end() ? std::string() : found->second.text();
}
/// Forgets the job, finished or not.
void forecast_end(std::uint32_t job) { jobs.erase(job); }

}  // namespace

EMSCRIPTEN_BINDINGS(creditcast) {
  using emscripten::function;
  function("check", &check);
  function("estimate", &estimate);
  function("simulate", &simulate);
  function("forecast", &forecast);
  function("compare", &compare);
  function("platforms", &platforms);
  function("ledger", &ledger);
  function("replay", &replay);
  function("trace", &trace);
  function("mostBytes", &most_bytes);
  function("forecastBegin", &forecast_begin);
  function("forecastTotal", &forecast_total);
  function("forecastAdvance", &forecast_advance);
  function("forecastResult", &forecast_result);
  function("forecastEnd", &forecast_end);
}
