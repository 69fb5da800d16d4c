#pragma once
/// What a visitor asks for. Views return these and change nothing themselves; apply() in app_state.hpp carries them out.
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>

#include "creditcast/units.hpp"

namespace creditcast::web {

struct ChoosePlatform {
  std::string id;
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

/// The dialogs, which are HTML over the canvas.
enum class Panel : std::uint8_t { share, export_results, import_usage, catalog, embed };
constexpr const char* panel_name(Panel panel) {
  constexpr const char* kNames[] = {"share", "export_results", "import_usage", "catalog", "embed"};
  return kNames[static_cast<std::size_t>(panel)];
}
struct OpenPanel {
  Panel panel = Panel::share;
};

struct Undo {};
struct Redo {};

using Action = std::variant<ChoosePlatform, ChooseScenario, ChooseLanguage, ChoosePlan, SetWorkingDays, SetBuffer, SetStream,
                            SetWork, SetOption, OpenPanel, Undo, Redo>;

}  // namespace creditcast::web
