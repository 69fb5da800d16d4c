#include "brought.hpp"

#include "creditcast/json/write.hpp"
#include "mirror.hpp"
#include "starter.hpp"
#include "words.hpp"

namespace creditcast::web {

Brought read_brought(const json::Catalogs& catalogs, const Inputs& inputs, const std::string& text) {
  if (json::kind_of(text) == "scenario") {
    const auto loaded = json::load_scenario(catalogs, {"scenario", text});
    if (!loaded.ok()) return {loaded.errors(), {}};
    return {{}, text};
  }
  json::Catalogs alone;
  if (Errors errors = alone.add({"catalog", text}); !errors.empty()) return {std::move(errors), {}};
  const auto read = alone.load(alone.ids().front());
  if (!read.ok()) return {read.errors(), {}};
  if (inputs.loaded && read->catalog.id == inputs.scenario.platform) {
    ScenarioParts parts = inputs.parts;
    parts.catalog = text;
    const std::string kept = json::write_scenario(inputs.scenario, parts);
    if (json::load_scenario(catalogs, {"scenario", kept}).ok()) return {{}, kept};
  }
  ScenarioParts parts;
  parts.catalog = text;
  return {{}, json::write_scenario(starter_scenario(read->catalog), parts)};
}

std::string error_lines(const Errors& errors) {
  std::string lines;
  for (const Error& error : errors)
    add_line(lines, {"error", std::to_string(error.line), std::to_string(error.column), error.pointer, what_is_wrong(error),
                     said(error.allowed)});
  return lines;
}

std::shared_ptr<const Catalog> without_overrides(const json::Catalogs& catalogs, const Inputs& inputs) {
  if (inputs.parts.overrides.empty()) return nullptr;
  json::Catalogs alone;
  const bool own = !inputs.parts.catalog.empty() && alone.add({"catalog", inputs.parts.catalog}).empty();
  auto read = (own ? alone : catalogs).load(inputs.scenario.platform);
  return read.ok() ? std::make_shared<const Catalog>(std::move(read.value().catalog)) : nullptr;
}

}  // namespace creditcast::web
