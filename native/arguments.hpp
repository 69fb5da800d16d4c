#pragma once
/// The call, read from the command line.
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "creditcast/result.hpp"

namespace creditcast::native {

enum class Verb : std::uint8_t { platforms, check, estimate, simulate, forecast, compare, habits, ledger, calibrate, replay };
enum class Format : std::uint8_t { text, json, csv };

struct Call {
  Verb verb = Verb::platforms;
  Format format = Format::text;
  std::vector<std::string> files;     ///< "-" is standard input
  std::string id;                     ///< platforms: which in full; empty: the list
  std::vector<std::string> catalogs;  ///< files; each adds a catalog or takes the place of the one with its id
  std::optional<std::uint32_t> paths;
  std::optional<std::uint64_t> seed;
  std::optional<std::uint32_t> path;  ///< simulate: which of a forecast's paths, from 0
  bool sensitivity = false;           ///< forecast: also what each input moves
  bool quiet = false;                 ///< no progress bar
  std::uint32_t threads = 0;          ///< 0: as many as the machine has processors
  std::string plan, term, pack, habit;
  std::string platform, scenario;      ///< calibrate: what the work is set on, one of the two; scenario: a file
  std::string save;                    ///< calibrate: where the scenario goes; "-" is standard output; empty: nowhere
  std::string method;                  ///< forecast, habits: "auto", "sample", "exact" or "events"
  std::string trace;                   ///< simulate: where to; "-" is standard output; empty: no trace
  std::vector<std::string> plans;      ///< compare; empty: all
  std::vector<std::string> platforms;  ///< compare; empty: the scenario's own; "all": those at hand
};

/// For standard output: what --help and --version say.
struct Help {
  std::string text;
};

/// The error says what is wrong with the call (Code::wrong_call, exit 2).
std::variant<Call, Help, Error> read_arguments(const std::vector<std::string>& arguments);

/// Whether errors are wanted as JSON, also where the rest of the call is wrong.
bool wants_json(const std::vector<std::string>& arguments);

const char* verb_name(Verb verb);

}  // namespace creditcast::native
