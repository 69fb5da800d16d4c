#pragma once
/// What a caller can get wrong comes back as a value: a `Result<T>`, or a list of errors where all are wanted at once.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "creditcast/check.hpp"
#include "creditcast/words.hpp"

namespace creditcast {

enum class Code : std::uint8_t {
#define ERROR(name, sentence) name,
#include "creditcast/errors.def"
#undef ERROR
};

/// The stable id of a code, as written in JSON ("unknown_key").
std::string_view code_name(Code code);
/// One sentence that says what the rule is.
const char* code_sentence(Code code);

struct Error {
  Code code = Code::bad_value;
  std::string pointer;  ///< JSON pointer of the value at fault; empty: the whole document
  Words what;           ///< what is wrong, with the value; plain text, not escaped
  Words allowed;        ///< what is allowed instead; may be empty
  std::string file;     ///< name of the input; filled by the JSON layer
  int line = 0;         ///< from 1, 0: unknown
  int column = 0;       ///< from 1, in code points; 0: unknown
};

using Errors = std::vector<Error>;

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, Errors{std::move(error)}) {}
  Result(Errors errors) : state_(std::in_place_index<1>, std::move(errors)) { CREDITCAST_CHECK(!std::get<1>(state_).empty()); }
  Result(Code code, Words what, Words allowed = {}) : Result(Error{code, {}, std::move(what), std::move(allowed), {}, 0, 0}) {}

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  [[nodiscard]] const T& value() const& {
    CREDITCAST_CHECK(ok());
    return *std::get_if<0>(&state_);
  }
  [[nodiscard]] T& value() & {
    CREDITCAST_CHECK(ok());
    return *std::get_if<0>(&state_);
  }
  [[nodiscard]] T&& value() && {
    CREDITCAST_CHECK(ok());
    return std::move(*std::get_if<0>(&state_));
  }
  const T& operator*() const& { return value(); }
  const T* operator->() const { return &value(); }
  /// At least one where !ok().
  [[nodiscard]] const Errors& errors() const {
    CREDITCAST_CHECK(!ok());
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, Errors> state_;
};

}  // namespace creditcast
