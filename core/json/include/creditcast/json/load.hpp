#pragma once
/// Texts to the core's own structs: for the service here, and for the page, which works on structs.
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "creditcast/catalog.hpp"
#include "creditcast/replay.hpp"
#include "creditcast/result.hpp"
#include "creditcast/scenario.hpp"

namespace creditcast::json {

/// A text and the name to call it by in errors.
struct NamedText {
  std::string name;
  std::string text;
};

struct LoadedCatalog {
  std::string file;
  Catalog catalog;
  std::string digest;  ///< SHA-256 of its canonical text; not changed by spaces, line ends or how a number is written
};

/// The catalogs at hand, by id. A value; copies share what is read.
class Catalogs {
 public:
  Catalogs();
  /// Reads the text as far as its id; a later catalog takes the place of an earlier one with the same id. Errors: not JSON, no
  /// id.
  Errors add(const NamedText& text);
  [[nodiscard]] std::vector<std::string> ids() const;  ///< in the order they were first added
  [[nodiscard]] bool has(std::string_view id) const;
  /// Read and checked. Errors: unknown_reference, and all that is wrong with it.
  [[nodiscard]] Result<LoadedCatalog> load(std::string_view id) const;

  struct Shelf;
  [[nodiscard]] const Shelf& shelf() const { return *shelf_; }

 private:
  std::shared_ptr<Shelf> shelf_;
};

/// A scenario on its platform: habit applied, overrides applied to the catalog, everything checked.
struct LoadedScenario {
  std::shared_ptr<const Catalog> catalog;
  std::shared_ptr<const Scenario> scenario;
  std::string catalog_digest;                     ///< of the catalog without the overrides
  bool own_catalog = false;                       ///< it stands in the scenario itself
  std::vector<std::string> overridden_elsewhere;  ///< the platforms in `platform_overrides`
  ScenarioParts parts;
  std::string canonical;  ///< the scenario as JSON: keys in the schema's order, compact

  struct Source;
  std::shared_ptr<const Source> source;
  /// Errors of the core with pointers into the scenario (of resolve, estimate, simulate, ...), with their places.
  [[nodiscard]] Errors located(const Errors& errors) const;
};

struct LoadOptions {
  std::string habit;  ///< in force instead of the scenario's own; empty: the scenario's own
};

/// Errors: everything wrong with the scenario, its habit, its overrides and the catalog it stands on, sorted by place.
Result<LoadedScenario> load_scenario(const Catalogs& catalogs, const NamedText& text, const LoadOptions& options = {});

/// A loaded scenario set on another platform, for comparison: the platform's catalog under the scenario's `platform_overrides`,
/// and the scenario with what belongs to its own platform alone left out (plan, packs, opening balances). Its parts hold the
/// catalog and those overrides as its own, so that with them it can be written to stand there alone, and keep those of all
/// other platforms, its former one included.
Result<LoadedScenario> load_elsewhere(const Catalogs& catalogs, const LoadedScenario& home, std::string_view platform);

struct LoadedLedger {
  LedgerFile file;
  std::string canonical;
  std::shared_ptr<const LoadedScenario::Source> source;
  [[nodiscard]] Errors located(const Errors& errors) const;
};
Result<LoadedLedger> load_ledger(const NamedText& text);

/// "catalog", "scenario", "ledger", a result's verb, or empty: what a text says it is.
std::string kind_of(std::string_view text);

}  // namespace creditcast::json
