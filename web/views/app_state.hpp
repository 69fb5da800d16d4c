#pragma once
/// Everything the page shows: what the visitor set, and what follows from it.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "actions.hpp"
#include "closer.hpp"
#include "creditcast/result.hpp"
#include "creditcast/results.hpp"
#include "creditcast/scenario.hpp"
#include "history.hpp"

namespace creditcast::web {

/// What can be chosen; its file is fetched when it is.
struct PlatformEntry {
  std::string id, name;
  bool own = false;  ///< the visitor brought its catalog
};
struct ScenarioEntry {
  std::string id, name, platform;
};
/// Ready work that runs wherever its capabilities are.
struct PresetEntry {
  std::string id, name;
  std::vector<std::string> needs;
};

struct Inputs {
  std::vector<PlatformEntry> platforms;
  std::vector<ScenarioEntry> scenarios;
  std::vector<PresetEntry> presets;
  Catalog catalog;  ///< after the scenario's overrides
  Scenario scenario;
  ScenarioParts parts;                               ///< what came with it as text; with them it is written and read again
  std::shared_ptr<const Catalog> without_overrides;  ///< the catalog as its platform has it; null: not known
  bool loaded = false;
  bool own = false;  ///< the visitor's own work, which follows to another platform; an example does not
  /// Right ends of the sliders of each stream (rate, guests, photos). Set when a scenario is loaded, so that a slider does not
  /// run away under the hand.
  struct Tops {
    double rate = 1, guests = 1, photos = 1;
  };
  std::vector<Tops> tops;
};

/// One card of work: a phase of a project, an action of a stream, or a feature of an event.
struct WorkItem {
  WorkRef ref;
  std::size_t stream = 0;
  std::string phase_id;  ///< as in Forecast::by_phase
  std::string title;
  std::string action;  ///< its name
  int colour = 0;      ///< 0..3: Palette::phases, from 4 on: Palette::further
  struct Value {
    std::string id, name;
    std::optional<Amount> each;  ///< price of one request; none: unpriced
    bool gated = false;          ///< the plan's gates stop it
  };
  struct Choice {
    std::string id, name;
    std::vector<Value> values;  ///< empty: a number is wanted
    std::size_t chosen = 0;
  };
  std::vector<Choice> options;  ///< of the action; first the one that a person would call the choice: model, tier, quality
  std::optional<Amount> each;   ///< price of one request as it stands
  std::string unit;
  Provenance is = Provenance::published;  ///< weakest provenance among the figures of that price
  std::string why;                        ///< its reason
  std::vector<std::string> figures;       ///< what that price rests on, as FigureLine::says.pointer
  int most_outputs = 8;
  bool known = false;                                ///< the means below are; not while the scenario is wrong
  Amount credits_per_month, credits_per_occurrence;  ///< in `unit`, utilities aside
  bool gated = false;                                ///< the plan's gates stop it
  bool priced = true;
};

/// Work that belongs together: a project's phases, an event's features, or the plain actions.
struct WorkGroup {
  std::string title;
  std::string each;  ///< "a project", "an event": what credits_per_occurrence counts; empty: credits a month are shown
  std::vector<WorkItem> items;
};

/// Something that happens to the shown balance.
struct BalanceMark {
  enum class Kind : std::uint8_t {
    refresh,
    expiry,
    purchase,  ///< the first one, half of the paths that come to it by then
    run_out,   ///< likewise, where nothing is bought
  };
  std::int32_t day = 0;
  Kind kind = Kind::refresh;
  friend bool operator==(const BalanceMark&, const BalanceMark&) = default;
};

/// Money a month as a function of main credits a month: a fee up to what the plan grants, then a rate per credit.
struct CostLine {
  std::string plan, term, pack;
  double fee = 0, granted = 0;
  std::optional<double> rate;  ///< none: nothing can be bought
};

/// A figure of the catalog, and what can be done with it.
struct FigureLine {
  RestsOn says;
  Measure measure = Measure::unit;
  std::string unit;                  ///< id, for Measure::unit
  bool above_zero = false;           ///< 0 is refused
  bool used = false;                 ///< the answer rests on it
  bool editable = true;              ///< it stands in the catalog, so that another value can take its place
  std::optional<RestsOn> otherwise;  ///< of a figure of the visitor's own: what the catalog itself says
};

struct Derived {
  Errors errors;  ///< of the scenario as it stands; then the rest is of the last good one
  std::vector<WorkGroup> work;
  std::vector<std::pair<std::string, int>> colours;  ///< phase id -> colour, see WorkItem::colour
  std::optional<Estimate> estimate;
  std::optional<Forecast> forecast;
  std::optional<Comparison> comparison;
  std::vector<CostLine> cost_lines;     ///< of the rows that have one
  std::vector<std::size_t> plan_order;  ///< rows of the comparison: priced ones by mean money, then the rest
  std::string shown_pool;               ///< the pool whose balance is drawn
  std::vector<BalanceAt> balance;       ///< of that pool, at most the first 90 days
  std::vector<BalanceMark> marks;       ///< upon that balance, by day
  std::string energy_pool;              ///< the pool of another unit that is drawn; empty: none
  std::vector<BalanceAt> energy;        ///< of that pool, the same days
  int days = 0;                         ///< of the horizon
  std::vector<FigureLine> figures;      ///< all of the catalog's: those the answer rests on first, the weakest of them first
  std::uint32_t paths_done = 0, paths_wanted = 0;
  Closer closer;
};

/// Another platform's catalog, with what the scenario itself says of its prices.
struct OtherPlatform {
  std::string id;
  std::shared_ptr<const Catalog> catalog;
  ScenarioParts parts;  ///< with these the work can be written to stand there by itself
};

struct AppState {
  Inputs inputs;
  /// Every platform that is not the scenario's own, once they were asked for; one that is missing could not be had.
  std::optional<std::vector<OtherPlatform>> others;
  std::optional<Day> today;    ///< as the host says; without it nothing is said of how old a figure is
  std::uint64_t revision = 0;  ///< counts edits
  std::uint64_t gesture = 0;   ///< the one that edits belong to, see History; 0: none
  History history;
  Derived derived;
  std::string trouble;               ///< a sentence: what could not be loaded
  bool may_try_again = false;        ///< it may be there the next time
  std::vector<std::string> notices;  ///< sentences: what was left behind on the way to another platform
  bool loading = false;
  std::string language = "en";
};

/// Takes a scenario and its catalog, as loaded.
void load(AppState& state, Catalog catalog, Scenario scenario, ScenarioParts parts);
/// Takes the scenario on screen as it was read again: under an override or another habit. What is shown stays until the new
/// answer is there, and sliders keep their ends.
void reload(AppState& state, Catalog catalog, Scenario scenario, ScenarioParts parts);

/// Gives the sliders of all streams their right ends anew.
void lay_out_sliders(Inputs& inputs);

/// Carries out an edit of the scenario; false for those that the page around has to carry out (ChoosePlatform, ChooseScenario,
/// ChoosePreset, ChooseHabit, SetFigure, TryAgain, OpenPanel, StartOver, CopyText) and for those that change nothing.
bool apply(AppState& state, const Action& action);

/// Colour of a phase: the four phases keep theirs, others take what is left, in order, then neutral tints.
int phase_colour(const Derived& derived, std::string_view phase_id);
std::vector<std::pair<std::string, int>> assign_colours(const Scenario& scenario);

/// The use behind a card; null when it is gone.
const WorkUse* find_use(const Scenario& scenario, const WorkRef& ref);
/// The action a use ends at, through its capability where it names one.
const creditcast::Action* find_action_of(const Catalog& catalog, const WorkUse& use);
/// The value an option has: the use's own, its capability's, or the action's default.
std::string option_value(const Catalog& catalog, const WorkUse& use, const Option& option);

}  // namespace creditcast::web
