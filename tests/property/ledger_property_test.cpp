// What must hold of every ledger, on random ones. RapidCheck prints the seed and the smallest failing case; the file it is
// about is printed beside it in the words of support/statement.hpp. RC_PARAMS="seed=... max_success=..." runs it again. The two
// properties that matter most are also walked over thousands of plain seeds, each named when it fails.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "creditcast/replay.hpp"
#include "model/naive_ledger.hpp"
#include "model/random_ledger.hpp"
#include "statement.hpp"

using namespace creditcast;

namespace {

// RapidCheck's hundred cases seldom meet three rules at one instant.
constexpr std::uint64_t kSeeds = 5'000;

const model::Pick kPick = [](int low, int high) { return *rc::gen::inRange(low, high + 1); };

LedgerFile any_file() {
  LedgerFile file = model::random_ledger_file(kPick);
  RC_LOG() << test::words(file);
  return file;
}

ReplayResult replayed(const LedgerFile& file) {
  const auto result = replay_ledger(file);
  RC_ASSERT(result.ok());
  return *result;
}

}  // namespace

TEST_CASE("the engine says what a naive ledger, one credit at a time, says") {
  CHECK(rc::check("engine equals naive ledger", [] {
    const LedgerFile file = any_file();
    const std::string told = model::difference(file, replayed(file), model::NaiveLedger(file));
    if (!told.empty()) RC_FAIL(told);
  }));
}

TEST_CASE("and says so over thousands of seeds") {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const LedgerFile file = model::random_ledger_file(model::seeded(seed));
    const auto result = replay_ledger(file);
    REQUIRE(result.ok());
    const std::string told = model::difference(file, *result, model::NaiveLedger(file));
    if (!told.empty()) FAIL("seed " << seed << ": " << told << "\n" << test::words(file));
  }
}

TEST_CASE("canary: a naive ledger that is wrong in one way is told apart") {
  using model::Mistake;
  for (const Mistake mistake : {Mistake::live_at_expiry, Mistake::youngest_first, Mistake::refund_first_drawn,
                                Mistake::refund_before_debt, Mistake::partial_when_atomic, Mistake::usage_before_reset,
                                Mistake::forgets_debt_order, Mistake::ignores_tags, Mistake::tick_at_begin}) {
    CAPTURE(static_cast<int>(mistake));
    std::uint64_t seed = 0;
    bool told_apart = false;
    while (!told_apart && ++seed <= kSeeds) {
      const LedgerFile file = model::random_ledger_file(model::seeded(seed));
      const auto result = replay_ledger(file);
      REQUIRE(result.ok());
      told_apart = !model::difference(file, *result, model::NaiveLedger(file, mistake)).empty();
    }
    CHECK(told_apart);
  }
}

TEST_CASE("stopping a replay at any instant, and going on from a copy, changes nothing") {
  CHECK(rc::check("split equals whole", [] {
    const LedgerFile file = any_file();
    const std::string whole_run = test::statement(file, replayed(file));
    auto replay = LedgerReplay::begin(file);
    RC_ASSERT(replay.ok());
    LedgerReplay current = *replay;
    for (int stops = *rc::gen::inRange(1, 4); stops > 0; --stops) {
      const Instant stop = *rc::gen::inRange(current.reached(), file.until + 1);
      current.advance_to(stop);
      current.ledger().check_conservation();
      LedgerReplay copy = current;
      current.advance_to(file.until);  // what the original does afterwards is none of the copy's business
      current = std::move(copy);
    }
    current.advance_to(file.until);
    const auto result = current.result();
    RC_ASSERT(result.ok());
    RC_ASSERT(test::statement(file, *result) == whole_run);
  }));
}

TEST_CASE("wherever it is stopped, over thousands of seeds") {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const LedgerFile file = model::random_ledger_file(model::seeded(seed));
    auto replay = LedgerReplay::begin(file);
    REQUIRE(replay.ok());
    for (Instant stop = file.start; stop <= file.until; ++stop) replay.value().advance_to(stop);
    const auto whole_run = replay_ledger(file);
    const auto stepwise = replay->result();
    REQUIRE(whole_run.ok());
    REQUIRE(stepwise.ok());
    if (test::statement(file, *stepwise) != test::statement(file, *whole_run))
      FAIL("seed " << seed << "\n" << test::words(file));
  }
}

TEST_CASE("balances are sums over entries, and time does not run backwards") {
  CHECK(rc::check("entries sum to balances", [] {
    const LedgerFile file = any_file();
    const ReplayResult result = replayed(file);
    Instant last = file.start;
    for (const auto& lot : result.lots) {
      std::int64_t remaining = 0;
      for (const auto& entry : result.entries) {
        if (entry.lot != lot.id) continue;
        const bool in = entry.kind == EntryKind::grant || entry.kind == EntryKind::purchase ||
                        entry.kind == EntryKind::refill || entry.kind == EntryKind::refund;
        remaining += in ? entry.amount.micros : -entry.amount.micros;
        RC_ASSERT(remaining >= 0);
      }
      RC_ASSERT(remaining == lot.remaining.micros);
      RC_ASSERT(lot.granted == lot.drawn + lot.expired + lot.voided + lot.remaining);
    }
    for (const auto& entry : result.entries) {
      RC_ASSERT(entry.at >= last);
      RC_ASSERT(entry.at <= file.until);
      last = entry.at;
    }
  }));
}

TEST_CASE("an atomic request is paid whole or not at all") {
  CHECK(rc::check("whole or nothing", [] {
    LedgerFile file = model::random_ledger_file(kPick);
    file.rules.atomic = true;
    file.rules.overage = *rc::gen::element(Overage::refuse, Overage::drop);
    RC_LOG() << test::words(file);
    for (const auto& usage : replayed(file).usage) RC_ASSERT(usage.uncovered.zero() || usage.paid_by.empty());
  }));
}

TEST_CASE("without atomic requests, more credit never means more blocked") {
  CHECK(rc::check("monotone", [] {
    LedgerFile file = model::random_ledger_file(kPick);
    file.rules.atomic = false;
    file.rules.overage = Overage::refuse;
    // Refunds, take-backs and resets depend on who paid or what is held; the claim is about a fixed demand.
    file.refunds.clear();
    file.take_backs.clear();
    file.resets.clear();
    for (auto& lot : file.lots) {
      lot.pays_for.clear();
      lot.refill.reset();
    }
    RC_LOG() << test::words(file);
    LedgerFile richer = file;
    LedgerFile::Lot more;
    more.id = "more";
    more.from = file.start;
    more.amount = whole(*rc::gen::inRange(0, 10));
    if (!file.lots.empty() && file.lots[0].created) more.created = 0;
    richer.lots.push_back(more);
    // the order of the draws may cost credit that expires, so hold it to soonest expiry first
    file.rules.order = richer.rules.order = {OrderKey::expiry};
    for (auto& lot : file.lots) lot.void_at.reset();
    for (auto& lot : richer.lots) lot.void_at.reset();
    RC_ASSERT(replayed(richer).blocked <= replayed(file).blocked);
  }));
}

TEST_CASE("any sequence of calls conserves, with or without a journal") {
  CHECK(rc::check("calls conserve", [] {
    const LedgerRules rules{
        {OrderKey::pool, OrderKey::expiry, OrderKey::age}, static_cast<Overage>(kPick(0, 3)), kPick(0, 1) == 1};
    Ledger ledger(rules, {{0}, {0}, {1}}, true);
    Ledger silent(rules, {{0}, {0}, {1}}, false);
    const auto both = [&](const auto& call) {
      call(ledger);
      call(silent);
    };
    Instant now = 0;
    for (int calls = kPick(1, 60); calls > 0; --calls) {
      now += kPick(0, 2);
      both([&](Ledger& l) { l.expire_due(now); });
      const auto lots = static_cast<int>(ledger.lots().size());
      const auto amount = Amount{kPick(0, 12) * kMicros / 2};
      const int what = kPick(0, 9);
      if (what <= 1 || lots == 0) {
        LotTerms terms;
        terms.pool = static_cast<PoolIndex>(kPick(0, 2));
        terms.payer_class = terms.pool;
        terms.amount = amount;
        if (kPick(0, 1) == 1) terms.expires = now + kPick(1, 20);
        terms.rank = static_cast<std::uint64_t>(lots);
        both([&](Ledger& l) { l.grant(terms, now, 0); });
        both([&](Ledger& l) { l.repay(now); });
        continue;
      }
      const auto lot = static_cast<LotIndex>(kPick(0, lots - 1));
      const bool live = ledger.lots()[lot].live;
      if (what <= 4) {
        std::vector<std::uint16_t> payable;
        for (std::uint16_t pool = 0; pool < 3; ++pool) {
          if (kPick(0, 2) > 0) payable.push_back(pool);
        }
        const Use use{static_cast<UnitIndex>(kPick(0, 1)), amount, payable};
        const Amount held = ledger.available(use);
        const auto before = ledger.totals_of_unit(use.unit);
        const Payment payment = ledger.draw(use, now);
        silent.draw(use, now);
        RC_ASSERT(payment.paid + payment.owed + payment.uncovered == amount);
        RC_ASSERT(payment.paid <= held);
        RC_ASSERT(ledger.totals_of_unit(use.unit).drawn == before.drawn + payment.paid);
        RC_ASSERT(ledger.available(use) == held - payment.paid);
        const bool may_part = !rules.atomic || rules.overage == Overage::carry || rules.overage == Overage::bill;
        if (!may_part && payment.paid < amount) RC_ASSERT(payment.paid.zero());
      } else if (what == 5 && ledger.usage_count() > 0) {
        const auto usage = static_cast<UsageIndex>(kPick(0, static_cast<int>(ledger.usage_count()) - 1));
        const Amount back = ledger.refund(usage, amount, now);
        RC_ASSERT(silent.refund(usage, amount, now) == back);
        RC_ASSERT(back <= amount);
      } else if (what == 6) {
        RC_ASSERT(ledger.take_back(lot, amount, now) == silent.take_back(lot, amount, now));
      } else if (what == 7 && live) {
        both([&](Ledger& l) { l.refill_to(lot, amount, now, 0); });
      } else if (what == 8 && live) {
        both([&](Ledger& l) { l.trim(lot, amount, now, 0); });
      } else if (what == 9) {
        const int rare = kPick(0, 2);
        both([&](Ledger& l) {
          if (rare == 0) l.void_lot(lot, now, 0);
          if (rare == 1) l.forgive(now);
          if (rare == 2) l.repay(now);
        });
      }
      ledger.check_conservation();
    }
    silent.check_conservation();
    for (PoolIndex pool = 0; pool < 3; ++pool) RC_ASSERT(silent.balance(pool) == ledger.balance(pool));
    for (UnitIndex unit = 0; unit < 2; ++unit) {
      RC_ASSERT(silent.debt(unit) == ledger.debt(unit));
      RC_ASSERT(silent.billed(unit) == ledger.billed(unit));
    }
  }));
}
