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
  tell = 18,            ///< "scenario", "scenario pretty" or "work": asks for the text, which host.told() receives at once
  embedded = 19,        ///< length 0 or 1: within another page
  pictures = 20,        ///< "width\tdark": asks for the charts as pictures, each of which host.picture() receives at once
  typed = 21,           ///< all of the text in the open text field
  zoom = 22,            ///< length: how far the visitor has pinched the page, in percent
  today = 23,           ///< "2026-11-25": what the age of figures is counted to
  brought = 24,         ///< a catalog or a scenario of the visitor's own; host.brought() receives what is wrong with it at once
  catalog_wanted = 25,  ///< asks for the catalog on the page, which host.catalog() receives at once
  own_scenario = 26,    ///< as `scenario`, of the visitor's own work: from a link, a file, or as it was left
  platforms = 27,       ///< every platform's catalog has come
  look = 28,            ///< a closer look is asked for, in sight or not: see closer_lines.hpp
  again = 29,           ///< what could not be fetched or computed is tried again
};

std::string take_message(std::size_t length);
/// Asks for a scenario with its catalog; they come as messages.
void want_scenario(const std::string& id);
/// Asks for every platform's catalog; they come as messages, then Message::platforms.
void want_catalogs();
/// Fetches once more what did not come last; it comes as messages.
void want_again();
/// Lines for the HTML beside the canvas, see mirror.hpp.
void show_mirror(const std::string& lines);
/// The answer to Message::tell.
void tell(const std::string& text);
/// The scenario that came last is not taken; a line for each error.
void refuse(const std::string& lines);
/// What the visitor set has changed.
void tell_changed();
void start_over();
void copy_text(const std::string& text);
/// The canvas holds a picture.
void show_picture(const std::string& title, float width, float height);
/// Opens one of the dialogs, by panel_name().
void open_panel(const std::string& name);
/// Lines for the form that stands there where nothing can be drawn, see form.hpp.
void show_form(const std::string& lines);
/// What the keyboard is on: "role\tlabel\tvalue\tnow\tlow\thigh\tid" (the last three empty where there is no range); empty:
/// nothing.
void show_focus(const std::string& line);
/// The text field that is open: "decimal|text\tx\ty\twidth\theight\tlabel\ttext", in CSS pixels; empty: none. The host lays its
/// own over it, which brings the on-screen keyboard, the clipboard and the input methods.
void show_typing(const std::string& line);
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
