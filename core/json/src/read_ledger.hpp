#pragma once
/// Trees to ledger files.
#include "creditcast/replay.hpp"
#include "reading.hpp"

namespace creditcast::json {

inline constexpr std::string_view kLedgerSchema = "creditcast/ledger@1";

LedgerFile read_ledger_file(Reading& reading, const Node& root);

}  // namespace creditcast::json
