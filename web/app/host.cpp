#include "host.hpp"

#include <emscripten/emscripten.h>

namespace creditcast::web {
namespace {

#ifdef EM_JS_DEPS
EM_JS_DEPS(creditcast_host, "$UTF8ToString");
#endif

EM_JS(void, host_take, (char* to), { HEAPU8.set(Module['host'].bytes, to); });
EM_JS(void, host_want, (const char* id), { Module['host'].want(UTF8ToString(id)); });
EM_JS(void, host_catalogs, (), { Module['host'].catalogs(); });
EM_JS(void, host_again, (), { Module['host'].again(); });
EM_JS(void, host_mirror, (const char* lines), { Module['host'].mirror(UTF8ToString(lines)); });
EM_JS(void, host_open, (const char* name), { Module['host'].open(UTF8ToString(name)); });
EM_JS(void, host_form, (const char* lines), { Module['host'].form(UTF8ToString(lines)); });
EM_JS(void, host_focus, (const char* line), { Module['host'].focus(UTF8ToString(line)); });
EM_JS(void, host_typing, (const char* line), { Module['host'].typing(UTF8ToString(line)); });
EM_JS(void, host_speak, (const char* language), { Module['host'].speak(UTF8ToString(language)); });
// clang-format off
EM_JS(void, host_ask, (int lane, int ticket, const char* verb, const char* scenario, const char* options, const char* stages), {
  Module['host'].ask(lane, ticket, UTF8ToString(verb), UTF8ToString(scenario), UTF8ToString(options), UTF8ToString(stages));
});
// clang-format on
EM_JS(void, host_cancel, (int ticket), { Module['host'].cancel(ticket); });
EM_JS(void, host_told, (const char* text), { Module['host'].told(UTF8ToString(text)); });
EM_JS(void, host_refused, (const char* lines), { Module['host'].refused(UTF8ToString(lines)); });
EM_JS(void, host_changed, (), { Module['host'].changed(); });
EM_JS(void, host_start_over, (), { Module['host'].startOver(); });
EM_JS(void, host_copy, (const char* text), { Module['host'].copy(UTF8ToString(text)); });
EM_JS(void, host_picture, (const char* title, float width, float height),
      { Module['host'].picture(UTF8ToString(title), width, height); });
EM_JS(void, host_brought, (const char* lines), { Module['host'].brought(UTF8ToString(lines)); });
EM_JS(void, host_catalog, (const char* id, const char* text),
      { Module['host'].catalog(UTF8ToString(id), UTF8ToString(text)); });
EM_JS(void, host_warn, (const char* words), { console.warn(UTF8ToString(words)); });

}  // namespace

std::string take_message(std::size_t length) {
  std::string bytes(length, '\0');
  if (length > 0) host_take(bytes.data());
  return bytes;
}

void want_scenario(const std::string& id) { host_want(id.c_str()); }
void want_catalogs() { host_catalogs(); }
void want_again() { host_again(); }
void show_mirror(const std::string& lines) { host_mirror(lines.c_str()); }
void open_panel(const std::string& name) { host_open(name.c_str()); }
void show_form(const std::string& lines) { host_form(lines.c_str()); }
void show_focus(const std::string& line) { host_focus(line.c_str()); }
void show_typing(const std::string& line) { host_typing(line.c_str()); }
void speak(const std::string& language) { host_speak(language.c_str()); }
void ask_worker(int lane, std::uint32_t ticket, const std::string& verb, const std::string& scenario,
                const std::string& options, const std::string& stages) {
  host_ask(lane, static_cast<int>(ticket), verb.c_str(), scenario.c_str(), options.c_str(), stages.c_str());
}
void cancel_worker(std::uint32_t ticket) { host_cancel(static_cast<int>(ticket)); }
void tell(const std::string& text) { host_told(text.c_str()); }
void refuse(const std::string& lines) { host_refused(lines.c_str()); }
void tell_changed() { host_changed(); }
void start_over() { host_start_over(); }
void copy_text(const std::string& text) { host_copy(text.c_str()); }
void show_picture(const std::string& title, float width, float height) { host_picture(title.c_str(), width, height); }
void tell_brought(const std::string& lines) { host_brought(lines.c_str()); }
void give_catalog(const std::string& id, const std::string& text) { host_catalog(id.c_str(), text.c_str()); }
void warn(const std::string& words) { host_warn(words.c_str()); }

}  // namespace creditcast::web
