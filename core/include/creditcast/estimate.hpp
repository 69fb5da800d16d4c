#pragma once
/// The closed form: expected quantities times prices, no balances.
#include "creditcast/resolve.hpp"

namespace creditcast {

/// Expected requests and outputs of one phase of one project, by + - * / alone.
struct PhaseExpectation {
  double runs = 0;      ///< times the phase is run (pieces that reach it x chance)
  double requests = 0;  ///< requests, failed ones included
  double failed = 0;    ///< of them failed
  double rewrites = 0;
  double pieces_out = 0;  ///< pieces that go on
  double batch = 1;       ///< mean outputs per request
};
/// One entry per phase; `pieces_in` pieces enter the first.
std::vector<PhaseExpectation> expect(const ResolvedProject& project, double pieces_in = 1);

/// Expected occurrences of a stream over the whole horizon.
double expected_occurrences(const Resolved& resolved, const ResolvedStream& stream);

/// Lines (quantity x price), subtotal and buffer; a month is the mean over the horizon. Error: overflow.
Result<Estimate> estimate(const Resolved& resolved);

}  // namespace creditcast
