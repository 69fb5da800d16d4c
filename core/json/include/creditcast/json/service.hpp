#pragma once
/// The one facade that the program and the module share: request in, response text out, the same bytes from both.
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "creditcast/json/load.hpp"
#include "creditcast/result.hpp"
#include "creditcast/workers.hpp"

namespace creditcast::json {

/// verb      files                          options (all optional)
/// platforms -                              id
/// check     catalogs, scenarios, ledgers   -
/// estimate  a scenario                     plan term pack habit
/// simulate  a scenario                     plan term pack habit seed path trace
/// forecast  a scenario                     plan term pack habit seed paths method ("auto", "sample")
///                                          sensitivity (true: also what each input moves)
/// compare   a scenario                     habit seed paths plans (list of "plan" or "plan/term") platforms (list, or "all")
/// ledger    a ledger file                  -
/// calibrate a usage table (CSV), then the  columns (date work detail credits outputs user: an index or null) header
///           scenario whose work it replaces   month_first decimal_comma; what is not given is guessed
/// replay    a result                       -
/// Catalogs may stand among the files too; they take the place of those with the same id.
struct Request {
  std::string verb;
  std::vector<NamedText> files;
  std::vector<NamedText> catalogs;
  std::string options;  ///< JSON text of an object; empty: none
  bool words = false;   ///< errors tell how their sentences are put together, for whoever says them in another language
};

/// Errors of the call itself (an unknown verb or option, a missing file) carry this as their file.
inline constexpr std::string_view kCallFile = "options";

struct Response {
  bool ok = false;
  std::string text;      ///< the result, or {"schema": "creditcast/errors@1", "ok": false, "errors": [...]}
  Errors errors;         ///< the same as values; empty where ok
  std::string trace;     ///< simulate with "trace": true: NDJSON, one ledger entry a line
  std::string scenario;  ///< calibrate: the scenario as a file; empty where nothing fits
};

/// The same bytes whatever the workers. Where their progress stops it, the only error is `cancelled`.
Response handle(const Request& request, const Workers& workers = {});

/// The same and one verb more, which the module goes without, since all of it is downloaded:
/// habits    a scenario                     plan term pack habit seed paths method
Response handle_all(const Request& request, const Workers& workers = {});

/// For the module: {"verb": ..., "files": [{"name": ..., "text": ...}], "catalogs": [...], "options": {...}} to the response's
/// text. `trace`, where given, receives the trace.
std::string handle_text(std::string_view request_text, std::string* trace = nullptr);

/// A forecast or a comparison in steps, for a page that stays alive. Once finished, its text is what handle() answers.
class Job {
 public:
  /// Where something is wrong, failed() holds from the start and text() are the errors.
  explicit Job(const Request& request);
  ~Job();
  Job(Job&&) noexcept;
  Job& operator=(Job&&) noexcept;

  /// Walks up to so many further paths.
  void advance(std::uint32_t paths);
  [[nodiscard]] std::uint32_t done() const;
  [[nodiscard]] std::uint32_t total() const;
  [[nodiscard]] bool finished() const;  ///< all paths are walked, or it failed
  [[nodiscard]] bool failed() const;
  [[nodiscard]] const Errors& errors() const;
  /// Event by event, where a path takes a hundred times as long as from tables.
  [[nodiscard]] bool by_events() const;
  /// The result over the paths done so far (at least one), as handle() gives it for so many paths (`sensitivity` comes with the
  /// last of them); or the errors.
  [[nodiscard]] std::string text() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace creditcast::json
