#pragma once
/// How the ledger books a change: to the lot, its pool and its unit alike, so that each conserves after every event.
#include "creditcast/ledger.hpp"

namespace creditcast {

/// A lot, a pool and a unit keep the same five sums.
template <typename T>
void check_conserved(const T& t) {
  CREDITCAST_CHECK(t.granted.micros == t.drawn.micros + t.expired.micros + t.voided.micros + t.remaining.micros);
  CREDITCAST_CHECK((t.drawn.micros | t.expired.micros | t.voided.micros | t.remaining.micros) >= 0);  // none is below 0
}

/// Where credit goes that leaves a balance.
constexpr auto kDrawn = [](auto& t) -> Amount& { return t.drawn; };
constexpr auto kExpired = [](auto& t) -> Amount& { return t.expired; };
constexpr auto kVoided = [](auto& t) -> Amount& { return t.voided; };

/// One change to a lot, its pool and its unit alike; what was touched conserves.
template <typename Change>
void Ledger::change(LotIndex lot, Change change_totals) {
  LotState& state = lots_[lot];
  Totals& pool = pool_totals_[state.terms.pool];
  Totals& unit = units_[pools_[state.terms.pool].unit].totals;
  change_totals(state);
  change_totals(pool);
  change_totals(unit);
  check_conserved(state);
  check_conserved(pool);
  check_conserved(unit);
}

/// Out of a live lot, to one of drawn, expired, voided.
template <typename Part>
void Ledger::take_out(LotIndex lot, Amount amount, Part where_to) {
  // No sum grows past what was granted, as the check that follows says.
  change(lot, [amount, where_to](auto& t) {
    t.remaining.micros -= amount.micros;
    where_to(t).micros += amount.micros;
  });
  PayerClass& payers = classes_[lots_[lot].terms.payer_class];
  payers.total.micros -= amount.micros;
  if (lots_[lot].remaining.zero()) settle_front(payers);
}

}  // namespace creditcast
