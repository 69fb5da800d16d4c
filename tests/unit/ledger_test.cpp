// The ledger by its own calls: what the simulator relies on beyond ledger files (tests/unit/replay_*_test.cpp show the rules as
// statements). Pools and units apart, payer classes, a ledger without a journal, copies, and sums that must hold.
#include "creditcast/ledger.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace creditcast;

namespace {

const std::vector<OrderKey> kPoolExpiryAge{OrderKey::pool, OrderKey::expiry, OrderKey::age};

LotTerms lot(PoolIndex pool, int amount, Instant expires = kForever, std::uint64_t rank = 0) {
  LotTerms terms;
  terms.pool = pool;
  terms.payer_class = pool;
  terms.amount = whole(amount);
  terms.expires = expires;
  terms.rank = rank;
  return terms;
}

/// "draw 0:10" or "owe 5", one after the other.
std::string lines(const Ledger& ledger) {
  std::string text;
  for (const Entry& entry : ledger.journal()) {
    if (!text.empty()) text += ", ";
    text += std::string(entry_kind_name(entry.kind)) + " ";
    if (entry.lot != kNone32) text += std::to_string(entry.lot) + ":";
    text += to_decimal(entry.amount);
  }
  return text;
}

std::string sums(const Ledger::Totals& t) {
  return to_decimal(t.granted) + " = " + to_decimal(t.drawn) + " + " + to_decimal(t.expired) + " + " + to_decimal(t.voided) +
         " + " + to_decimal(t.remaining);
}

}  // namespace

TEST_CASE("names of keys, rules and entries go both ways") {
  for (const char* name :
       {"pool", "priority", "expiry", "granted_first", "limited_first", "resets_first", "age", "amount_desc"}) {
    const auto key = order_key_of(name);
    REQUIRE(key.has_value());
    CHECK(order_key_name(*key) == name);
  }
  for (const char* name : {"refuse", "carry", "bill", "drop"}) {
    const auto overage = overage_of(name);
    REQUIRE(overage.has_value());
    CHECK(overage_name(*overage) == name);
  }
  CHECK_FALSE(order_key_of("id").has_value());
  CHECK_FALSE(overage_of("").has_value());
  CHECK(entry_kind_name(EntryKind::void_lot) == "void");
  CHECK(entry_kind_name(EntryKind::blocked) == "blocked");
}

TEST_CASE("a use draws on the pools it names, in the ledger's order, whatever order it names them in") {
  Ledger ledger({kPoolExpiryAge, Overage::refuse, true}, {{0}, {0}, {0}}, true);
  ledger.grant(lot(2, 100), 0, 0);
  ledger.grant(lot(0, 10, 86'400), 0, 0);
  ledger.grant(lot(1, 30), 0, 0);
  const std::vector<std::uint16_t> all{2, 0, 1};
  const Payment payment = ledger.draw({0, whole(45), all}, 0);
  CHECK(payment.paid == whole(45));
  CHECK(lines(ledger) == "grant 0:100, grant 1:10, grant 2:30, draw 1:10, draw 2:30, draw 0:5");
  const auto paid = ledger.paid_by(payment.usage);
  REQUIRE(paid.size() == 3);
  CHECK(paid[0].lot == 1);
  CHECK(paid[2].amount == whole(5));

  const std::vector<std::uint16_t> bought{2, 7};  // a class that no lot has ever had holds nothing
  CHECK(ledger.available({0, {}, bought}) == whole(95));
  CHECK(ledger.draw({0, whole(96), bought}, 0).blocked);
  CHECK(ledger.draw({0, whole(95), bought}, 0).paid == whole(95));
  CHECK(ledger.available({0, {}, all}) == Amount{});
  ledger.check_conservation();
}

TEST_CASE("units stay apart: energy never pays for credits") {
  Ledger ledger({kPoolExpiryAge, Overage::carry, true}, {{0}, {1}}, true);
  ledger.grant(lot(0, 10), 0, 0);
  const LotIndex energy = ledger.grant(lot(1, 0), 0, 0);
  const std::vector<std::uint16_t> both{0, 1};
  ledger.refill_to(energy, whole(20), 1, 0);
  CHECK(ledger.draw({0, whole(12), both}, 1).owed == whole(2));
  CHECK(ledger.draw({1, whole(5), both}, 1).paid == whole(5));
  ledger.refill_to(energy, whole(20), 2, 0);
  ledger.repay(2);
  CHECK(ledger.debt(0) == whole(2));
  CHECK(ledger.debt(1) == Amount{});
  CHECK(ledger.balance_of_unit(0) == Amount{});
  CHECK(ledger.balance_of_unit(1) == whole(20));
  CHECK(sums(ledger.totals(0)) == "10 = 10 + 0 + 0 + 0");
  CHECK(sums(ledger.totals(1)) == "25 = 5 + 0 + 0 + 20");
  CHECK(sums(ledger.totals_of_unit(1)) == sums(ledger.totals(1)));
  CHECK(ledger.debt(9) == Amount{});  // a unit without a pool
  ledger.check_conservation();
}

TEST_CASE("a use stopped before any lot is asked is blocked whole, even where overage is carried") {
  Ledger ledger({kPoolExpiryAge, Overage::carry, true}, {{0}}, true);
  ledger.grant(lot(0, 10), 0, 0);
  const Payment payment = ledger.block({0, whole(3), {}}, 1);
  CHECK(payment.blocked);
  CHECK(payment.uncovered == whole(3));
  CHECK(ledger.debt(0) == Amount{});
  CHECK(ledger.usage_count() == 1);
  CHECK(ledger.paid_by(payment.usage).empty());
  CHECK(ledger.refund(payment.usage, whole(3), 2) == Amount{});
  CHECK(lines(ledger) == "grant 0:10, blocked 3");
}

TEST_CASE("expiry: oldest first, ties by rank, at the instant the lot ends") {
  Ledger ledger({kPoolExpiryAge, Overage::refuse, true}, {{0}}, true);
  CHECK(ledger.next_expiry() == kForever);
  ledger.grant(lot(0, 1, 50, 7), 0, 0);
  ledger.grant(lot(0, 2, 40, 9), 0, 0);
  ledger.grant(lot(0, 3, 40, 8), 0, 0);
  ledger.grant(lot(0, 4), 0, 0);
  CHECK(ledger.next_expiry() == 40);
  ledger.void_lot(2, 10, 0);
  CHECK(ledger.next_expiry() == 40);
  ledger.void_lot(1, 20, 0);
  CHECK(ledger.next_expiry() == 50);
  ledger.grant(lot(0, 5, 50, 6), 30, 0);
  ledger.expire_due(49);
  ledger.expire_due(70);  // asked late, booked when it happened
  CHECK(lines(ledger) == "grant 0:1, grant 1:2, grant 2:3, grant 3:4, void 2:3, void 1:2, grant 4:5, expire 4:5, expire 0:1");
  CHECK(ledger.journal().back().at == 50);
  CHECK(ledger.next_expiry() == kForever);
  CHECK(ledger.balance(0) == whole(4));
  ledger.check_conservation();
}

TEST_CASE("refills, trims and take-backs of a lot") {
  Ledger ledger({kPoolExpiryAge, Overage::refuse, true}, {{0}}, true);
  const LotIndex a = ledger.grant(lot(0, 10), 0, 3);
  ledger.refill_to(a, whole(25), 1, 4);
  ledger.refill_to(a, whole(20), 2, 5);
  ledger.refill_to(a, whole(20), 3, 6);  // nothing to do, nothing booked
  ledger.refill_add(a, whole(1), 4, 7);
  ledger.trim(a, whole(30), 5, 8);  // holds less
  ledger.trim(a, whole(12), 6, 9);
  CHECK_FALSE(ledger.take_back(a, whole(13), 7));
  CHECK(ledger.take_back(a, whole(2), 7));
  CHECK(lines(ledger) == "grant 0:10, refill 0:15, expire 0:5, refill 0:1, expire 0:9, take_back 0:2");
  CHECK(ledger.journal()[1].reason == 4);
  CHECK(ledger.journal()[2].reason == 5);
  CHECK(ledger.journal()[4].reason == 9);
  CHECK(sums(ledger.totals(0)) == "26 = 0 + 14 + 2 + 10");
  ledger.void_lot(a, 8, 0);
  CHECK_FALSE(ledger.take_back(a, whole(1), 9));
  ledger.void_lot(a, 9, 0);  // ends once
  CHECK(ledger.journal().size() == 7);
  ledger.check_conservation();
}

TEST_CASE("an opening balance leaves the lot's amount to the draw order") {
  Ledger ledger({{OrderKey::amount_desc}, Overage::refuse, true}, {{0}}, true);
  ledger.grant(lot(0, 50, kForever, 0), 0, 0);
  ledger.grant(lot(0, 100, kForever, 1), 0, 0, whole(5));
  const std::vector<std::uint16_t> all{0};
  ledger.draw({0, whole(7), all}, 0);
  CHECK(lines(ledger) == "grant 0:50, grant 1:5, draw 1:5, draw 0:2");
}

TEST_CASE("a ledger without a journal keeps the same balances, and can refund") {
  const auto play = [](Ledger ledger) {
    const std::vector<std::uint16_t> all{0, 1};
    for (int day = 0; day < 40; ++day) {
      ledger.expire_due(day);
      ledger.grant(lot(0, 10, day + 1, static_cast<std::uint64_t>(day)), day, 0);
      if (day % 10 == 0) ledger.grant(lot(1, 60, day + 25, static_cast<std::uint64_t>(1'000 + day)), day, 0);
      ledger.repay(day);
      const Payment first = ledger.draw({0, whole(7), all}, day);
      ledger.draw({0, whole(9), all}, day);
      if (day % 3 == 0) ledger.refund(first.usage, whole(4), day);
    }
    ledger.check_conservation();
    return ledger;
  };
  for (const Overage overage : {Overage::refuse, Overage::carry, Overage::bill, Overage::drop}) {
    const Ledger with = play(Ledger({kPoolExpiryAge, overage, true}, {{0}, {0}}, true));
    const Ledger without = play(Ledger({kPoolExpiryAge, overage, true}, {{0}, {0}}, false));
    CHECK(without.journal().empty());
    CHECK(sums(with.totals(0)) == sums(without.totals(0)));
    CHECK(sums(with.totals(1)) == sums(without.totals(1)));
    CHECK(with.debt(0) == without.debt(0));
    CHECK(with.billed(0) == without.billed(0));
  }
}

TEST_CASE("a copy goes on independently") {
  Ledger ledger({kPoolExpiryAge, Overage::carry, true}, {{0}}, true);
  ledger.grant(lot(0, 10, 50), 0, 0);
  const std::vector<std::uint16_t> all{0};
  ledger.draw({0, whole(4), all}, 1);
  Ledger copy = ledger;
  ledger.draw({0, whole(6), all}, 2);
  CHECK(copy.balance(0) == whole(6));
  copy.expire_due(60);
  CHECK(ledger.balance(0) == Amount{});
  CHECK(lines(copy) == "grant 0:10, draw 0:4, expire 0:6");
  CHECK(lines(ledger) == "grant 0:10, draw 0:4, draw 0:6");
  ledger.check_conservation();
  copy.check_conservation();
}

TEST_CASE("an emptied lot pays again once it is filled, in its old place") {
  Ledger ledger({{OrderKey::priority}, Overage::refuse, true}, {{0}}, true);
  LotTerms first = lot(0, 5);
  LotTerms second = lot(0, 5, kForever, 1);
  second.priority = 1;
  ledger.grant(first, 0, 0);
  ledger.grant(second, 0, 0);
  const std::vector<std::uint16_t> all{0};
  const Payment emptied = ledger.draw({0, whole(5), all}, 1);
  ledger.draw({0, whole(1), all}, 2);
  ledger.refund(emptied.usage, whole(2), 3);
  ledger.draw({0, whole(3), all}, 4);
  ledger.refill_add(0, whole(1), 5, 0);
  ledger.draw({0, whole(1), all}, 6);
  CHECK(lines(ledger) == "grant 0:5, grant 1:5, draw 0:5, draw 1:1, refund 0:2, draw 0:2, draw 1:1, refill 0:1, draw 0:1");
  ledger.check_conservation();
}

TEST_CASE("a use that balances cover is paid at once by the lot that is next, whatever has changed since the last one") {
  Ledger ledger({{OrderKey::expiry}, Overage::refuse, true}, {PoolTerms{}}, false);
  ledger.keep_last_usage_only();
  const std::vector<std::uint16_t> payable{0};
  const auto use = [&](std::int64_t amount) { return Use{0, whole(amount), payable, 7}; };
  const LotIndex late = ledger.grant(lot(0, 10, 100, 0), 0, 0);
  CHECK(ledger.draw_covered(use(3), 1).lot == late);
  const LotIndex soon = ledger.grant(lot(0, 5, 10, 1), 2, 0);
  const Covered first = ledger.draw_covered(use(4), 2);
  CHECK(first.lot == soon);
  CHECK(first.usage == 1);
  CHECK(ledger.refund(first.usage, whole(4), 2) == whole(4));
  const Covered both = ledger.draw_covered(use(7), 3);
  CHECK(both.lot == kNone32);  // 5 of the one, 2 of the other
  CHECK(ledger.paid_by(both.usage).size() == 2);
  CHECK(ledger.draw_covered(use(6), 3).usage == kNone32);
  CHECK(ledger.usage_count() == 3);
  const LotIndex other = ledger.grant(lot(0, 5, 10, 2), 4, 0);
  CHECK(ledger.draw_covered(use(1), 4).lot == other);
  ledger.expire_due(10);
  CHECK(ledger.draw_covered(use(5), 10).lot == late);
  CHECK(ledger.balance(0) == Amount{});
  CHECK(ledger.totals(0).expired == whole(4));
  ledger.check_conservation();
}
