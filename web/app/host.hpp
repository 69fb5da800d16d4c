#pragma once
/// The page around the program: loader.js passes an object `host` to the factory, and this is how the two talk. Texts come as
/// bytes that the host holds ready, so that nothing of the heap is exported.
#include <cstddef>
#include <cstdint>
#include <string>

namespace creditcast::web {

/// What the host holds ready when it calls app_message(kind, length).
enum class Message : int {
  font_regular = 0,
  font_semibold = 1,
  index = 2,            ///< lines "platform\tid\tname", "scenario\tid\tname\tplatform" and
                        ///< "preset\tid\tname\tcapability,..."
  catalog = 3,          ///< JSON
  scenario = 4,         ///< JSON; comes after its catalog
  trouble = 5,          ///< a sentence: what could not be fetched
  style = 6,            ///< "group\tdecimal\tbefore|after": the last is where the currency's sign stands
  dark = 7,             ///< length 0 or 1
  coarse = 8,           ///< length 0 or 1: a finger is the main pointer
  start = 9,            ///< all of the above is there
  words = 10,           ///< the visitor's language, see words.hpp; none: English
  covered = 11,         ///< length 0 or 1: a dialog lies over the page
  language = 12,        ///< its tag: "en", "de"
  calm = 13,            ///< length 0 or 1: nothing is to move by itself
  contrast = 14,        ///< length 0 or 1: more contrast is wished for
  edit = 15,            ///< a line of the form, see form.hpp
  reply = 16,           ///< what a worker says, see workers.hpp
  paths = 17,           ///< length: most paths to refine answers to
  today = 18,           ///< "2026-11-25": what the age of figures is counted to
  brought = 19,         ///< a catalog or a scenario of the visitor's own; host.brought() receives what is wrong with it at once
  catalog_wanted = 20,  ///< asks for the catalog on the page, which host.catalog() receives at once
};

std::string take_message(std::size_t length);
/// Asks for a scenario with its catalog; they come as messages.
void want_scenario(const std::string& id);
/// Lines for the HTML beside the canvas, see mirror.hpp.
void show_mirror(const std::string& lines);
/// Opens one of the dialogs, by panel_name().
void open_panel(const std::string& name);
/// Lines for the form that stands there where nothing can be drawn, see form.hpp.
void show_form(const std::string& lines);
/// Asks for a language's words; they come as messages.
void speak(const std::string& language);
/// Has a worker compute; it answers by messages. Options are JSON text, stages [[from tables], [event by event]].
void ask_worker(int lane, std::uint32_t ticket, const std::string& verb, const std::string& scenario,
                const std::string& options, const std::string& stages);
void cancel_worker(std::uint32_t ticket);
/// The answer to Message::brought, see brought.hpp; nothing: it is on the page.
void tell_brought(const std::string& lines);
/// The answer to Message::catalog_wanted: the platform's id, and its text where the visitor brought it.
void give_catalog(const std::string& id, const std::string& text);
void warn(const std::string& words);

}  // namespace creditcast::web
