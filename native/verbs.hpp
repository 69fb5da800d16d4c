#pragma once
#include "arguments.hpp"

namespace creditcast::native {

/// Reads the files, asks the facade, prints. The exit code.
int run(const Call& call);

/// Prints errors as the format asks; their exit code.
int refuse(const Errors& errors, bool as_json);

}  // namespace creditcast::native
