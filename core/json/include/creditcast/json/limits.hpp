#pragma once
/// How much the readers take; of what a catalog or a scenario may hold, creditcast/limits.hpp speaks. Past a limit stands an
/// error with its place (too_large, too_deep, too_many), never a slow answer.
#include <cstddef>

namespace creditcast::json {

struct Limits {
  std::size_t bytes = 16u << 20;  ///< of one text
  std::size_t nodes = 500'000;    ///< values in one text
  std::size_t depth = 64;         ///< arrays and objects within each other
};

inline constexpr Limits kInputLimits{};
inline constexpr Limits kLedgerLimits{256u << 20, 5'000'000, 64};  ///< a ledger file brings a year of real usage

inline constexpr std::size_t kMaxErrors = 100;  ///< shown; a last one counts the rest
inline constexpr std::size_t kMaxNameCharacters = 200;
inline constexpr std::size_t kMaxTextCharacters = 4'000;
inline constexpr std::size_t kMaxIdCharacters = 64;
inline constexpr std::size_t kMaxEntries = 10'000;           ///< of one list or keyed object
inline constexpr std::size_t kMaxLedgerEntries = 1'000'000;  ///< lots, usage, refunds, take-backs or resets of a ledger file
inline constexpr std::size_t kMaxTraceLines = 1'000'000;

}  // namespace creditcast::json
