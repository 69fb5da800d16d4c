#pragma once
/// What the verbs share: their options, the envelope of a result, errors with their places.
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "creditcast/forecast.hpp"
#include "creditcast/json/service.hpp"
#include "creditcast/resolve.hpp"
#include "reading.hpp"
#include "writer.hpp"

namespace creditcast::json {

/// Every option of every verb, with its default.
struct Options {
  Choice choice;
  std::string habit;
  std::uint64_t seed = 1;
  std::uint32_t path = 0;
  std::uint32_t paths = 0;
  Method method = Method::automatic;
  bool trace = false;
  bool sensitivity = false;
  std::string id;
  std::vector<std::string> plans, platforms;
  bool all_platforms = false;
};

Error call_error(Code code, std::string pointer, Words what, Words allowed = {});

/// The options of a verb; errors with kCallFile.
Result<Options> read_options_of(std::string_view verb, const std::string& text);
/// As they take effect, defaults filled in, in a fixed order.
std::string options_text(std::string_view verb, const Options& options);

/// What a verb works on: the one file that is no catalog, and all catalogs.
struct Inputs {
  const NamedText* file = nullptr;  ///< null where the verb takes none
  Catalogs catalogs;
};
Result<Inputs> inputs_of(const Request& request);

/// A scenario set on its platform and resolved for the options' choice.
struct Prepared {
  Options options;
  LoadedScenario loaded;
  std::shared_ptr<const Resolved> resolved;
};
Result<Prepared> prepare(const Inputs& inputs, Options options);
Result<Prepared> prepare(const Request& request, std::string_view verb);

/// Errors of core with pointers into the scenario, or into the options ("/options/paths").
Errors located(const LoadedScenario& loaded, const Errors& errors);

/// The request a result carries, as compact JSON.
class RequestText {
 public:
  RequestText(std::string_view verb, const std::string& options);
  void document(std::string_view key, const std::string& compact);
  void catalog(const std::string& id, const std::string& digest);
  [[nodiscard]] std::string take();

 private:
  Writer out_{true};
  std::vector<std::pair<std::string, std::string>> catalogs_;
};
std::string request_text(std::string_view verb, const Prepared& prepared);

/// {"schema", "version", "digest", "inputs_digest", members of `body`, "request"}. The digest is the SHA-256 of this very text
/// without the lines "version" and "digest".
std::string result_text(std::string_view verb, const std::string& request, const std::function<void(Writer&)>& body);

Response refused(Errors errors);
Response answered(std::string text);

Response handle_forecast(const Request& request, const Workers& workers);
Response handle_compare(const Request& request, const Workers& workers);
/// Without an envelope: what comes of it is a scenario, not a result.
Response handle_calibrate(const Request& request);
/// `answer`: what runs the request again.
Response handle_replay(const Request& request, const Workers& workers, Response (*answer)(const Request&, const Workers&));

}  // namespace creditcast::json
