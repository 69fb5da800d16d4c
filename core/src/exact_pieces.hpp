#pragma once
/// Finished pieces of a month in which requests are likely blocked, followed beside what is left.
#include "exact_kinds.hpp"
#include "exact_walk.hpp"

namespace creditcast::exact {

/// Of a month that begins with so much that lasts.
Line finished_in(const MonthKind& kind, std::int64_t start, const Demand& demand, const Kinds& kinds, Walks& walks,
                 Effort& effort);

}  // namespace creditcast::exact
