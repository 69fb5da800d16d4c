#pragma once
/// The page's engine: Web Workers that the host runs (engine.mjs), each with the package's module.
#include <map>

#include "engine.hpp"

namespace creditcast::web {

class Workers : public Engine {
 public:
  std::uint32_t ask(Lane lane, const Inputs& inputs, const Question& question, Listener listener) override;
  void cancel(std::uint32_t ticket) override;
  /// What a worker said: a line "ticket, last, done, wanted, kind" separated by spaces, then the text. Kinds: progress, result,
  /// trace, unavailable.
  void hear(const std::string& message);

 private:
  struct Asked {
    std::string verb;
    Listener listener;
  };
  std::map<std::uint32_t, Asked> asked_;
  std::uint32_t last_ticket_ = 0;
};

}  // namespace creditcast::web
