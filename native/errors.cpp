#include "errors.hpp"

#include <algorithm>

#include "creditcast/json/service.hpp"
#include "plain_text.hpp"

namespace creditcast::native {
namespace {

bool of_the_call(const Error& error) { return error.code == Code::wrong_call || error.file == json::kCallFile; }

/// "/plan" of the options is what --plan said.
std::string place(const Error& error) {
  if (of_the_call(error)) {
    const std::string option = error.pointer.substr(0, error.pointer.find('/', 1));
    return option.size() > 1 && option != "/id" ? "creditcast: --" + option.substr(1) : "creditcast";
  }
  std::string text = printable(error.file);
  if (error.line > 0) text += ":" + std::to_string(error.line) + ":" + std::to_string(error.column);
  if (!error.pointer.empty()) text += (text.empty() ? "" : ": ") + printable(error.pointer);
  return text.empty() ? "creditcast" : text;
}

std::string json_string(const std::string& text) {
  // Printable text escapes with \x and \u, and every backslash of ours must be doubled: a file's name may hold any byte.
  std::string out = "\"";
  for (const char c : printable(text)) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

}  // namespace

std::string error_lines(const Errors& errors) {
  std::string text;
  for (const Error& error : errors) {
    text += place(error) + ": " + printable(error.what);
    if (!error.allowed.empty()) text += "; " + printable(error.allowed);
    text += '\n';
  }
  return text;
}

std::string error_json(const Errors& errors) {
  std::string text = "{\n  \"schema\": \"creditcast/errors@1\",\n  \"ok\": false,\n  \"errors\": [";
  bool first = true;
  for (const Error& error : errors) {
    text += first ? "\n    {" : ",\n    {";
    first = false;
    text += "\"code\": \"" + std::string(code_name(error.code)) + "\", \"file\": " + json_string(error.file);
    text += ", \"line\": " + std::to_string(error.line) + ", \"column\": " + std::to_string(error.column);
    text += ", \"pointer\": " + json_string(error.pointer) + ", \"what\": " + json_string(error.what);
    text += ", \"allowed\": " + json_string(error.allowed) + "}";
  }
  return text + "\n  ]\n}\n";
}

int exit_code(const Errors& errors) { return std::ranges::any_of(errors, of_the_call) ? 2 : 1; }

}  // namespace creditcast::native
