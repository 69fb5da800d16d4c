// The page's program: takes what the host loads, draws when something changed, computes in between.
#include <emscripten/emscripten.h>
#include <emscripten/html5.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "brought.hpp"
#include "calculation.hpp"
#include "canvas.hpp"
#include "carry_over.hpp"
#include "closer_asks.hpp"
#include "closer_lines.hpp"
#include "creditcast/json/load.hpp"
#include "creditcast/json/write.hpp"
#include "form.hpp"
#include "host.hpp"
#include "imgui.h"
#include "imgui_impl_opengl3.h"
#include "imgui_internal.h"
#include "mirror.hpp"
#include "other_platforms.hpp"
#include "pictures.hpp"
#include "text_field.hpp"
#include "views.hpp"
#include "widgets/axis.hpp"
#include "widgets/focus.hpp"
#include "words.hpp"
#include "work_lines.hpp"
#include "workers.hpp"

namespace creditcast::web {
namespace {

/// Popups and hover need a few frames until nothing moves any more.
constexpr int kSettleFrames = 4;
/// Key presses within this time of each other are undone together.
constexpr double kSameGestureMs = 600;

std::vector<std::string> split(std::string_view line, char at) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = line.find(at);
    parts.emplace_back(line.substr(0, end));
    if (end == std::string_view::npos) return parts;
    line.remove_prefix(end + 1);
  }
}

/// What goes along to another platform: the work's own texts, and nothing of the catalog.
ScenarioParts parts_of_work(const ScenarioParts& parts) {
  ScenarioParts along;
  along.habits = parts.habits;
  along.projects = parts.projects;
  return along;
}

class App {
 public:
  App()
      : calculation_(state_, workers_,
                     [this] {
                       news_ = true;
                       request(1);
                     }),
        closer_(state_, workers_, [this] {
          mirror_due_ = true;
          request(1);
        }) {}

  void message(Message kind, std::size_t length);

 private:
  void start();
  void load_scenario(const std::string& text, bool own);
  bool take_along(const std::string& platform);
  void show(Catalog catalog, Scenario scenario, ScenarioParts parts, bool own);
  void put_habit(const std::string& id);
  void take_brought(const std::string& text);
  void set_figure(const SetFigure& set);
  void choose_platform(const ChoosePlatform& choice);
  /// What could not be fetched, and what could not be computed.
  void try_again();
  /// The platform that the visitor brought stands in the list as long as its catalog is at hand.
  void list_own_platform();
  void read_index(std::string_view lines);
  void rebuild_fonts(float ratio);
  void pictures(const std::string& width, bool dark);
  [[nodiscard]] const Palette& colours() const { return palette(dark_, contrast_); }
  void restyle();
  void request(int frames);
  void on_frame();
  /// One ImGui frame; the edits it gave.
  std::vector<Action> build_frame();
  /// Frames that are not drawn, until all input is taken in: what a key or a tap leads to is then known before the browser goes
  /// on.
  void catch_up(int least);
  /// Tab: false where it leads out of the canvas.
  bool tab(bool backwards, bool enters);
  /// Tells the host what has the focus and which text field is open, where that is news.
  void tell_focus();
  void draw();
  void carry_out(const std::vector<Action>& actions);
  void mirror();
  std::uint64_t gesture_now();

  AppState state_;
  Workers workers_;
  Calculation calculation_;
  CloserAsks closer_;
  json::Catalogs catalogs_;
  OtherPlatforms others_{state_, catalogs_};
  std::string own_work_;  ///< the scenario on the visitor's own platform, as it was left
  std::unique_ptr<Canvas> canvas_;
  std::string regular_, semibold_;
  Fonts fonts_;
  NumberStyle numbers_;
  UiMemory memory_;
  bool dark_ = false, coarse_ = false, calm_ = false, contrast_ = false, started_ = false;
  bool embedded_ = false;
  int frames_ = 0;
  bool scheduled_ = false, moving_ = false;
  bool take_along_ = false;  ///< a platform was chosen: what comes next is its first example, and the visitor's work goes along
  std::string preset_on_;    ///< ready work was chosen: the platform to set it on
  std::uint64_t gesture_ = 0;
  double edited_ms_ = 0;
  bool pressed_ = false;  ///< since the last edit
  std::string told_focus_, told_field_;
  bool mirrored_busy_ = false, mirror_due_ = false, news_ = false;
};

void App::message(Message kind, std::size_t length) {
  switch (kind) {
    case Message::font_regular: regular_ = take_message(length); break;
    case Message::font_semibold: semibold_ = take_message(length); break;
    case Message::index: read_index(take_message(length)); break;
    case Message::catalog:
      if (const Errors errors = catalogs_.add({"catalog", take_message(length)}); !errors.empty())
        state_.trouble = tr("The catalog is not readable: {0}", {what_is_wrong(errors.front())});
      break;
    case Message::scenario: load_scenario(take_message(length), false); break;
    case Message::own_scenario: load_scenario(take_message(length), true); break;
    case Message::trouble:
      state_.trouble = take_message(length);
      state_.may_try_again = true;
      state_.loading = false;
      mirror_due_ = true;
      break;
    case Message::style:
      if (const auto parts = split(take_message(length), '\t'); parts.size() == 3)
        numbers_ = {parts[0], parts[1], parts[2] == "after"};
      break;
    case Message::dark:
      dark_ = length != 0;
      restyle();
      break;
    case Message::coarse: coarse_ = length != 0; break;
    case Message::start: start(); break;
    case Message::reply: workers_.hear(take_message(length)); return;
    case Message::paths: calculation_.set_most_paths(static_cast<std::uint32_t>(length)); break;
    case Message::covered: canvas_->cover(length != 0); break;
    case Message::words:
      set_words(take_message(length));
      // What was computed holds words too.
      calculation_.restart();
      closer_.restart();
      mirror_due_ = state_.inputs.loaded;
      break;
    case Message::language: state_.language = take_message(length); break;
    case Message::calm: calm_ = length != 0; break;
    case Message::contrast:
      contrast_ = length != 0;
      restyle();
      break;
    case Message::tell:
      if (const std::string what = take_message(length); what == "work")
        tell(work_lines(numbers_, state_));
      else
        tell(json::write_scenario(state_.inputs.scenario, state_.inputs.parts,
                                  what == "scenario" ? json::TextForm::compact : json::TextForm::pretty));
      return;
    case Message::embedded: embedded_ = length != 0; break;
    case Message::pictures:
      if (const auto parts = split(take_message(length), '\t'); parts.size() == 2) pictures(parts[0], parts[1] == "dark");
      return;
    case Message::typed:
      if (const std::string text = take_message(length); canvas_->ready()) {
        type_instead(text);
        catch_up(2);
      }
      break;
    case Message::zoom: canvas_->pinch(static_cast<float>(length) / 100); break;
    case Message::edit:
      if (const auto action = form_action(state_, take_message(length))) carry_out({*action});
      break;
    case Message::today:
      if (const auto day = parse_date(take_message(length)); day.ok()) state_.today = *day;
      break;
    case Message::brought: take_brought(take_message(length)); break;
    case Message::platforms: others_.come(); break;
    case Message::again: try_again(); break;
    case Message::look: ask_look(memory_.closer, state_.inputs.scenario, take_message(length)); break;
    case Message::catalog_wanted: give_catalog(state_.inputs.scenario.platform, state_.inputs.parts.catalog); break;
  }
  request(kSettleFrames);
}

void App::start() {
  IMGUI_CHECKVERSION();
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  io.ConfigInputTextCursorBlink = false;  // a blinking cursor would need frames for ever
  io.ConfigInputTrickleEventQueue = true;
  canvas_ = std::make_unique<Canvas>([this] { request(kSettleFrames); });
  canvas_->on_tab = [this](bool backwards, bool enters) { return tab(backwards, enters); };
  canvas_->on_tap = [this] { catch_up(3); };
  started_ = true;
  if (!canvas_->ready()) return;
  ImGui_ImplOpenGL3_Init("#version 300 es");
  rebuild_fonts(canvas_->pixel_ratio());
}

void App::restyle() {
  if (started_ && canvas_->ready()) apply_style(colours(), fonts_);
}

void App::rebuild_fonts(float ratio) {
  const auto bytes = [](const std::string& text) {
    return std::span(reinterpret_cast<const unsigned char*>(text.data()), text.size());
  };
  fonts_ = load_fonts(semibold_.empty() ? bytes("") : bytes(regular_), regular_.empty() ? bytes("") : bytes(semibold_), ratio);
  restyle();
#if IMGUI_VERSION_NUM < 19200
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
#endif
}

void App::pictures(const std::string& width, bool dark) {
  if (!started_ || !canvas_->ready() || !state_.inputs.loaded) return;
  const float ratio = canvas_->pixel_ratio(), sharp = std::max(ratio, 2.0f);
  const auto wanted = static_cast<float>(std::clamp(std::atoi(width.c_str()), 240, 2'000));
  if (sharp != ratio) rebuild_fonts(sharp);
  take_pictures(*canvas_, state_, {wanted, dark, coarse_, sharp, fonts_, numbers_}, memory_, [](const Picture& picture) {
    show_picture(picture.title, picture.to.x - picture.from.x, picture.to.y - picture.from.y);
  });
  if (sharp != ratio) rebuild_fonts(ratio);
  canvas_->measure();
  draw();
}

void App::read_index(std::string_view lines) {
  for (const std::string& line : split(lines, '\n')) {
    const auto parts = split(line, '\t');
    if (parts.size() == 3 && parts[0] == "platform") state_.inputs.platforms.push_back({parts[1], parts[2]});
    if (parts.size() == 4 && parts[0] == "preset") state_.inputs.presets.push_back({parts[1], parts[2], split(parts[3], ',')});
    if (parts.size() == 4 && parts[0] == "scenario") state_.inputs.scenarios.push_back({parts[1], parts[2], parts[3]});
  }
}

void App::load_scenario(const std::string& text, bool own) {
  const auto loaded = json::load_scenario(catalogs_, {"scenario", text});
  state_.loading = false;
  if (!loaded.ok()) {
    const Error& first = loaded.errors().front();
    state_.trouble = tr("The scenario does not fit: {0} {1}", {first.pointer, what_is_wrong(first)});
    std::string lines;
    for (const Error& error : loaded.errors()) lines += error.pointer + ": " + said(error) + "\n";
    refuse(lines);
    mirror_due_ = true;
    return;
  }
  if (take_along_) {
    take_along_ = false;
    if (take_along(loaded->scenario->platform)) return;
  }
  const std::string on = std::exchange(preset_on_, "");
  const bool ready_work = !on.empty();
  if (ready_work && on != loaded->scenario->platform) {
    const auto elsewhere = json::load_elsewhere(catalogs_, *loaded, on);
    if (elsewhere.ok()) return show(*elsewhere->catalog, *elsewhere->scenario, parts_of_work(loaded->parts), true);
  }
  show(*loaded->catalog, *loaded->scenario, loaded->parts, own || ready_work);
}

/// The visitor's own work on the platform that was chosen; false where that platform can do none of it.
bool App::take_along(const std::string& platform) {
  const auto there = others_.one(platform);
  if (!there) return false;
  auto carried = carry_over(state_.inputs.scenario, state_.inputs.catalog, *there->catalog);
  if (!carried) return false;
  ScenarioParts parts = carried->habits_stay ? parts_of_work(state_.inputs.parts) : ScenarioParts{};
  parts.overrides = there->parts.overrides;
  parts.platform_overrides = there->parts.platform_overrides;
  carried->scenario.has_overrides = !parts.overrides.empty();
  show(*there->catalog, std::move(carried->scenario), std::move(parts), true);
  state_.notices = std::move(carried->notices);
  return true;
}

void App::try_again() {
  if (std::exchange(state_.may_try_again, false)) {
    state_.trouble.clear();
    calculation_.restart();
    closer_.restart();
    want_again();
    mirror_due_ = true;
  }
  others_.try_missing_again();
}

void App::show(Catalog catalog, Scenario scenario, ScenarioParts parts, bool own) {
  const CloserMemory::Asked asked = memory_.closer.asked;
  const bool first = !state_.inputs.loaded;
  if (!state_.inputs.parts.catalog.empty()) own_work_ = json::write_scenario(state_.inputs.scenario, state_.inputs.parts);
  load(state_, std::move(catalog), std::move(scenario), std::move(parts));
  state_.inputs.own = own;
  state_.inputs.without_overrides = without_overrides(catalogs_, state_.inputs);
  list_own_platform();
  if (!first) tell_changed();
  memory_ = UiMemory{};
  memory_.closer.asked = asked;
  calculation_.restart();
  mirror_due_ = true;
}

/// Another habit's figures take the place of those in force.
void App::put_habit(const std::string& id) {
  const std::string text = json::write_scenario(state_.inputs.scenario, state_.inputs.parts);
  const auto loaded = json::load_scenario(catalogs_, {"scenario", text}, {id});
  if (!loaded.ok()) {
    state_.trouble = what_is_wrong(loaded.errors().front());
    return;
  }
  reload(state_, *loaded->catalog, *loaded->scenario, loaded->parts);
  state_.inputs.own = true;
  state_.inputs.without_overrides = without_overrides(catalogs_, state_.inputs);
}

void App::take_brought(const std::string& text) {
  const Brought brought = read_brought(catalogs_, state_.inputs, text);
  take_along_ = false;
  preset_on_.clear();
  if (brought.errors.empty()) load_scenario(brought.scenario, true);
  tell_brought(error_lines(brought.errors));
}

void App::list_own_platform() {
  Inputs& inputs = state_.inputs;
  if (inputs.parts.catalog.empty()) return;
  std::erase_if(inputs.platforms, [](const PlatformEntry& entry) { return entry.own; });
  inputs.platforms.push_back({inputs.scenario.platform, inputs.catalog.name, true});
}

void App::choose_platform(const ChoosePlatform& choice) {
  const Inputs& inputs = state_.inputs;
  if (choice.own && !inputs.parts.catalog.empty()) return;  // it is on screen
  if (choice.own) {
    take_along_ = false;
    preset_on_.clear();
    return load_scenario(own_work_, true);
  }
  for (const ScenarioEntry& entry : inputs.scenarios) {
    if (entry.platform != choice.id) continue;
    take_along_ = inputs.own || choice.along;
    preset_on_.clear();
    state_.loading = true;
    return want_scenario(entry.id);
  }
}

/// The scenario is written with the figure among its overrides and read again, as it would be from a link.
void App::set_figure(const SetFigure& set) {
  Inputs& inputs = state_.inputs;
  const auto overrides = json::override_figure(catalogs_, inputs.scenario.platform, inputs.parts, set.pointer, set.value);
  ScenarioParts parts = inputs.parts;
  if (overrides.ok()) parts.overrides = *overrides;
  const auto loaded = json::load_scenario(catalogs_, {"scenario", json::write_scenario(inputs.scenario, parts)});
  if (!overrides.ok() || !loaded.ok()) {
    state_.derived.errors = overrides.ok() ? loaded.errors() : overrides.errors();
    mirror_due_ = true;
    return;
  }
  reload(state_, *loaded->catalog, *loaded->scenario, loaded->parts);
  inputs.without_overrides = without_overrides(catalogs_, inputs);
  inputs.own = true;
}

/// All edits between two presses are one gesture while the button is down, or while they follow each other quickly.
std::uint64_t App::gesture_now() {
  const double now = emscripten_get_now();
  if (pressed_ || (!ImGui::IsMouseDown(0) && now - edited_ms_ > kSameGestureMs)) ++gesture_;
  pressed_ = false;
  edited_ms_ = now;
  return gesture_;
}

void App::carry_out(const std::vector<Action>& actions) {
  const std::uint64_t before = state_.revision;
  for (const Action& action : actions) {
    if (const auto* scenario = std::get_if<ChooseScenario>(&action)) {
      take_along_ = false;
      preset_on_.clear();
      state_.loading = true;
      want_scenario(scenario->id);
    } else if (const auto* preset = std::get_if<ChoosePreset>(&action)) {
      take_along_ = false;
      preset_on_ = state_.inputs.catalog.id;
      state_.loading = true;
      want_scenario(preset->id);
    } else if (const auto* platform = std::get_if<ChoosePlatform>(&action)) {
      choose_platform(*platform);
    } else if (const auto* habit = std::get_if<ChooseHabit>(&action)) {
      put_habit(habit->id);
    } else if (const auto* panel = std::get_if<OpenPanel>(&action)) {
      open_panel(panel_name(panel->panel));
    } else if (const auto* copy = std::get_if<CopyText>(&action)) {
      copy_text(copy->text);
    } else if (std::holds_alternative<StartOver>(action)) {
      start_over();
    } else if (std::holds_alternative<TryAgain>(action)) {
      try_again();
    } else if (const auto* language = std::get_if<ChooseLanguage>(&action)) {
      speak(language->id);
    } else if (const auto* figure = std::get_if<SetFigure>(&action)) {
      state_.gesture = gesture_now();
      set_figure(*figure);
    } else {
      state_.gesture = gesture_now();
      apply(state_, action);
    }
  }
  if (state_.revision == before) return;
  tell_changed();
  calculation_.restart();
  mirror_due_ = true;
}

void App::request(int frames) {
  frames_ = std::max(frames_, frames);
  if (scheduled_ || !started_) return;
  scheduled_ = true;
  emscripten_request_animation_frame(
      [](double, void* user) -> EM_BOOL {
        static_cast<App*>(user)->on_frame();
        return EM_FALSE;
      },
      this);
}

std::vector<Action> App::build_frame() {
  canvas_->begin_frame(emscripten_get_now());
  ImGui::NewFrame();
  pressed_ |= ImGui::IsMouseClicked(0);
  Ui ui{colours(), fonts_, numbers_, memory_, coarse_, canvas_->width(), canvas_->height()};
  ui.finger = canvas_->finger();
  ui.calm = calm_;
  ui.embedded = embedded_;
  draw_page(ui, state_);
  moving_ = ui.wants_frame;
  ImGui::Render();
  return std::move(ui.actions);
}

void App::catch_up(int least) {
  constexpr int kMost = 12;
  for (int i = 0; i < kMost && (i < least || input_waits() || memory_.tab_enter != 0); ++i) carry_out(build_frame());
  tell_focus();
  request(kSettleFrames);
}

bool App::tab(bool backwards, bool enters) {
  press_tab(memory_, backwards, enters);
  bool left = false;
  // The focus moves, is scrolled into sight, and only then are the words that stand on it known.
  constexpr int kLeast = 4, kMost = 12;
  for (int i = 0; i < kMost && (i < kLeast || input_waits() || memory_.tab_enter != 0); ++i) {
    carry_out(build_frame());
    left = left || memory_.tab_left;
  }
  tell_focus();
  request(kSettleFrames);
  return !left;
}

void App::tell_focus() {
  const Focus& focus = memory_.focus;
  std::string line;
  if (focus.id != 0 && canvas_->focused()) {
    const bool range = focus.high > focus.low;
    const auto written = [range](double value) { return range ? to_decimal(as_amount(value)) : std::string(); };
    add_line(line, {focus.role, focus.label, focus.value, written(focus.now), written(focus.low), written(focus.high)});
    line.pop_back();
    line += "\t" + std::to_string(focus.id);
  }
  if (line != told_focus_) show_focus(told_focus_ = line);
  if (std::string field = open_text_field(memory_); field != told_field_) {
    canvas_->type(!field.empty());
    show_typing(told_field_ = std::move(field));
  }
}

void App::draw() {
  const float ratio = canvas_->pixel_ratio();
  if (canvas_->take_restored()) {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplOpenGL3_Init("#version 300 es");
    rebuild_fonts(ratio);
  }
  if (canvas_->measure() && canvas_->pixel_ratio() != ratio) rebuild_fonts(canvas_->pixel_ratio());
  ImGui_ImplOpenGL3_NewFrame();
  // An edit shows its effect in the very frame it was made in: that frame is built again, and only the second is drawn.
  if (const auto actions = build_frame(); !actions.empty()) {
    carry_out(actions);
    build_frame();
  }
  canvas_->clear(colours().ground);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void App::on_frame() {
  scheduled_ = false;
  if (frames_ > 0) {
    --frames_;
    if (canvas_->ready()) {
      draw();
      tell_focus();
    }
    if (moving_) frames_ = std::max(frames_, 1);
  }
  const bool rests = !calculation_.busy() && !state_.loading;
  const bool platforms = memory_.closer.sees_platforms || memory_.closer.asked.platforms;
  if (rests && platforms && others_.follow()) closer_.ask_platforms_again();
  closer_.follow(memory_.closer, rests);
  mirror();
  if (frames_ > 0) request(frames_);
}

void App::mirror() {
  if (!mirror_due_) return;
  const bool busy = calculation_.busy() || state_.loading;
  // Beside the canvas the results are told once they rest; where they stand alone, at every step.
  if (busy && mirrored_busy_ && (canvas_->ready() || !news_)) return;
  news_ = false;
  show_mirror(mirror_of(numbers_, state_, !busy));
  if (!canvas_->ready() && state_.inputs.loaded) show_form(form_of(state_));
  mirrored_busy_ = busy;
  mirror_due_ = busy;
}

App& app() {
  static App the;
  return the;
}

}  // namespace
}  // namespace creditcast::web

extern "C" EMSCRIPTEN_KEEPALIVE void app_message(int kind, int length) {
  creditcast::web::app().message(static_cast<creditcast::web::Message>(kind), static_cast<std::size_t>(std::max(length, 0)));
}

int main() { return 0; }
