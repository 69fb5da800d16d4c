#pragma once
/// A condition that only a defect of this library can break. It stays on in release builds: a wrong balance must never be
/// shown as a right one. What a caller can get wrong is a `Result` (result.hpp), never a CHECK.
namespace creditcast {

using CheckHandler = void (*)(const char* condition, const char* file, int line);

/// Replaces what happens on a broken CHECK (default: print to standard error and abort). A handler that returns is followed
/// by abort all the same. Returns the former handler. Not thread-safe: set it before any work starts.
CheckHandler set_check_handler(CheckHandler handler);

[[noreturn]] void check_failed(const char* condition, const char* file, int line);

}  // namespace creditcast

#define CREDITCAST_CHECK(condition) \
  (static_cast<bool>(condition) ? static_cast<void>(0) : ::creditcast::check_failed(#condition, __FILE__, __LINE__))
