#pragma once
/// What is wrong, for a person or for a program.
#include <string>

#include "creditcast/result.hpp"

namespace creditcast::native {

/// `file:line:column: /json/pointer: what is wrong; what is allowed`, one line an error. An error of the call is
/// `creditcast: --option: what is wrong; what is allowed`.
std::string error_lines(const Errors& errors);

/// creditcast/errors@1, laid out as the facade lays it out.
std::string error_json(const Errors& errors);

/// Exit 2 where the call itself is wrong, else 1.
int exit_code(const Errors& errors);

}  // namespace creditcast::native
