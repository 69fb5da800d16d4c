#pragma once
/// What a visitor asks for. Views return these and change nothing themselves; apply() in app_state.hpp carries them out.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "creditcast/scenario.hpp"

namespace creditcast::web {

struct ChoosePlatform {
  std::string id;
  bool own = false;    ///< the one that the visitor brought
  bool along = false;  ///< the work on screen comes along, be it an example
};
struct ChooseScenario {
  std::string id;
};
struct ChoosePlan {
  std::string plan, term;
};
struct ChooseLanguage {
  std::string id;
};
struct SetWorkingDays {
  int days = 22;
};
struct SetBuffer {
  Amount low, high;
};

/// Where a piece of work stands in the scenario.
struct WorkRef {
  enum class Kind : std::uint8_t { phase, use, feature };
  Kind kind = Kind::phase;
  std::size_t owner = 0;  ///< index of the project (phase) or of the stream (use, feature)
  std::size_t index = 0;  ///< of the phase, use or feature in it
  friend bool operator==(const WorkRef&, const WorkRef&) = default;
};

enum class StreamField : std::uint8_t { rate, guests, photos };
/// Sets the mean; a range keeps its width.
struct SetStream {
  std::size_t stream = 0;
  StreamField field = StreamField::rate;
  double value = 0;
};

enum class WorkField : std::uint8_t { batch, acceptance, max_requests, run_chance, used, outputs, count };
/// Chances are 0 to 1.
struct SetWork {
  WorkRef work;
  WorkField field = WorkField::acceptance;
  double value = 0;
};
struct SetOption {
  WorkRef work;
  std::string option, value;
};

/// Another action or capability for a card; its options begin anew. One of the two is empty.
struct SetAction {
  WorkRef work;
  std::string action, capability;
};

// Whole things take the place of what stands there: a view copies, changes one field and hands the copy back.
struct PutPhase {
  std::size_t project = 0, index = 0;
  Phase phase;
};
struct AddPhase {
  std::size_t project = 0;
};
struct DuplicatePhase {
  std::size_t project = 0, index = 0;
};
struct RemovePhase {
  std::size_t project = 0, index = 0;
};
struct MovePhase {
  std::size_t project = 0, from = 0, to = 0;
};
struct SetProjectBudget {
  std::size_t project = 0;
  std::optional<Amount> budget;
};

enum class StreamKind : std::uint8_t { project, pieces, event };
struct PutStream {
  std::size_t index = 0;
  Stream stream;
};
struct AddStream {
  StreamKind kind = StreamKind::project;
};
/// With a project of its own, where it has one.
struct DuplicateStream {
  std::size_t index = 0;
};
/// With its project, where no other stream works on it.
struct RemoveStream {
  std::size_t index = 0;
};
struct MoveStream {
  std::size_t from = 0, to = 0;
};

struct PutOwner {
  std::size_t index = 0;
  Owner owner;
};
struct AddOwner {};
struct RemoveOwner {
  std::size_t index = 0;
};
struct PutCalendar {
  Calendar calendar;
};
struct SetMonths {
  int months = 12;
};
struct SetSeats {
  int seats = 1;
};
struct PutAtZero {
  std::vector<AtZeroChoice> steps;
};
struct PutPlanChanges {
  std::vector<PlanChange> changes;
};
struct PutOpening {
  std::vector<Opening> balances;
};
struct SetRunOutLimit {
  double chance = 0.1;
};
struct SetBudget {
  std::optional<Amount> budget;
};

struct ChooseHabit {
  std::string id;
};
/// Ready work, set on the platform that is shown.
struct ChoosePreset {
  std::string id;
};
/// No work at all, on the platform and plan that are shown.
struct StartEmpty {};
/// What was said of the way here is read.
struct DismissNotices {};

/// A figure of the catalog that the visitor replaces; without a value the catalog's own comes back.
struct SetFigure {
  std::string pointer;  ///< in the catalog
  std::optional<Amount> value;
};

/// The dialogs, which are HTML over the canvas.
enum class Panel : std::uint8_t { share, export_results, import_usage, catalog, embed };
constexpr const char* panel_name(Panel panel) {
  constexpr const char* kNames[] = {"share", "export_results", "import_usage", "catalog", "embed"};
  return kNames[static_cast<std::size_t>(panel)];
}
struct OpenPanel {
  Panel panel = Panel::share;
};

/// What could not be fetched or computed.
struct TryAgain {};

struct Undo {};
struct Redo {};
/// Forgets what is kept in this browser and begins with the example.
struct StartOver {};
struct CopyText {
  std::string text;
};

using Action =
    std::variant<ChoosePlatform, ChooseScenario, ChooseLanguage, ChoosePlan, SetWorkingDays, SetBuffer, SetStream, SetWork,
                 SetOption, SetFigure, SetAction, PutPhase, AddPhase, DuplicatePhase, RemovePhase, MovePhase, SetProjectBudget,
                 PutStream, AddStream, DuplicateStream, RemoveStream, MoveStream, PutOwner, AddOwner, RemoveOwner, PutCalendar,
                 SetMonths, SetSeats, PutAtZero, PutPlanChanges, PutOpening, SetRunOutLimit, SetBudget, ChooseHabit,
                 ChoosePreset, StartEmpty, DismissNotices, OpenPanel, TryAgain, Undo, Redo, StartOver, CopyText>;

}  // namespace creditcast::web
