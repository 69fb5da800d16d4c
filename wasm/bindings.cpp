/// The module: one function per verb, texts in, the facade's text out; and forecasts and comparisons in steps, so that a
/// page stays alive while they run. No object of C++ crosses the border: a job is a number.
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

using creditcast::json::Job;
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

/// {files, catalogs, options, words}: two lists as above, the JSON text of an object, and whether errors tell their patterns.
Request request_of(const char* verb, const val& request) {
  return {verb, texts_of(request["files"]), texts_of(request["catalogs"]), request["options"].as<std::string>(),
          request["words"].as<bool>()};
}

std::string answer(const char* verb, const val& request) { return creditcast::json::handle(request_of(verb, request)).text; }

std::string check(const val& request) { return answer("check", request); }
std::string estimate(const val& request) { return answer("estimate", request); }
std::string simulate(const val& request) { return answer("simulate", request); }
std::string forecast(const val& request) { return answer("forecast", request); }
std::string compare(const val& request) { return answer("compare", request); }
std::string platforms(const val& request) { return answer("platforms", request); }
std::string ledger(const val& request) { return answer("ledger", request); }
std::string calibrate(const val& request) { return answer("calibrate", request); }
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

// ------------------------------------------------------------------------------------------------ in steps

std::map<std::uint32_t, Job> jobs;
std::uint32_t last_job = 0;

Job* job_of(std::uint32_t number) {
  const auto found = jobs.find(number);
  return found == jobs.end() ? nullptr : &found->second;
}

/// The number of a forecast or a comparison, also where the request is wrong: it then has no paths, and its text are the
/// errors.
std::uint32_t job_begin(const std::string& verb, const val& request) {
  jobs.emplace(++last_job, Job(request_of(verb.c_str(), request)));
  return last_job;
}
/// How many paths it has; 0 for a number that is no job's, here as below.
std::uint32_t job_total(std::uint32_t number) {
  const Job* job = job_of(number);
  return job == nullptr ? 0 : job->total();
}
bool job_by_events(std::uint32_t number) {
  const Job* job = job_of(number);
  return job != nullptr && job->by_events();
}
/// Walks up to so many further paths. Returns how many are done in all; as many as before where it failed.
std::uint32_t job_advance(std::uint32_t number, std::uint32_t paths) {
  Job* job = job_of(number);
  if (job == nullptr) return 0;
  job->advance(paths);
  return job->done();
}
/// The answer over the paths done so far.
std::string job_result(std::uint32_t number) {
  const Job* job = job_of(number);
  return job == nullptr ? std::string() : job->text();
}
/// Forgets the job, finished or not.
void job_end(std::uint32_t number) { jobs.erase(number); }

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
  function("calibrate", &calibrate);
  function("replay", &replay);
  function("trace", &trace);
  function("mostBytes", &most_bytes);
  function("jobBegin", &job_begin);
  function("jobTotal", &job_total);
  function("jobByEvents", &job_by_events);
  function("jobAdvance", &job_advance);
  function("jobResult", &job_result);
  function("jobEnd", &job_end);
}
