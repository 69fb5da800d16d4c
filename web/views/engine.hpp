#pragma once
/// Whoever computes what takes longer than a frame: workers of the page, or, in tests, the same service in this process.
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app_state.hpp"
#include "creditcast/trace.hpp"

namespace creditcast::web {

/// Questions of one lane are answered one after the other; lanes do not wait for each other.
enum class Lane : std::uint8_t {
  forecast,    ///< the distribution on screen
  comparison,  ///< the plans on screen
  further,     ///< whatever else is asked: habits, sensitivities, one path
};

/// What is asked of the inputs as they stand.
struct Question {
  std::string verb;          ///< of the service: "forecast", "compare", "simulate", ...
  std::string options = {};  ///< JSON text of the verb's options; empty: none
  /// Forecast and compare: after how many paths there is an answer, ascending; the last one is how many there are, in place of
  /// the option `paths`. Empty: one answer, at the end. Event by event the second list holds.
  std::vector<std::uint32_t> tables = {}, events = {};
};

/// One step of an answer: news of how far it is, a result, or what is wrong.
struct Reply {
  bool last = false;  ///< nothing follows
  std::uint32_t done = 0, wanted = 0;
  bool unavailable = false;  ///< nobody is there to compute; `last` then
  Errors errors;
  std::string text;                              ///< as the service wrote it; empty: no result in this reply
  std::optional<std::vector<TraceEntry>> trace;  ///< of "simulate" with the option trace
  std::optional<Forecast> forecast;
  std::optional<Sensitivity> sensitivity;
  std::optional<Comparison> comparison;
};

class Engine {
 public:
  using Listener = std::function<void(const Reply&)>;
  virtual ~Engine() = default;
  /// Returns at once, with a number to cancel by; the listener is called later.
  virtual std::uint32_t ask(Lane lane, const Inputs& inputs, const Question& question, Listener listener) = 0;
  /// The listener is not called any more.
  virtual void cancel(std::uint32_t ticket) = 0;
};

}  // namespace creditcast::web
