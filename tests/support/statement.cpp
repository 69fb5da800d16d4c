#include "statement.hpp"

#include <doctest/doctest.h>

#include <sstream>
#include <vector>

namespace creditcast::test {
namespace {

std::vector<std::string> words_of(const std::string& line, char separator) {
  std::vector<std::string> words;
  std::istringstream in(line);
  for (std::string word; std::getline(in, word, separator);) {
    if (!word.empty()) words.push_back(word);
  }
  return words;
}

/// The words of one line, taken one after the other.
class Line {
 public:
  explicit Line(const std::string& line) : words_(words_of(line, ' ')) {}
  [[nodiscard]] bool done() const { return next_ == words_.size(); }
  std::string word() {
    REQUIRE(!done());
    return words_[next_++];
  }
  bool take(std::string_view word) {
    if (done() || words_[next_] != word) return false;
    ++next_;
    return true;
  }
  std::int64_t number() { return std::stoll(word()); }
  Amount amount() {
    const auto amount = parse_amount(word());
    REQUIRE(amount.ok());
    return *amount;
  }
  std::vector<std::string> tags() { return words_of(word(), ','); }

 private:
  std::vector<std::string> words_;
  std::size_t next_ = 0;
};

LedgerFile::Lot lot_of(Line& line) {
  LedgerFile::Lot lot;
  lot.id = line.word();
  lot.amount = line.amount();
  while (!line.done()) {
    const std::string key = line.word();
    if (key == "from") {
      lot.from = line.number();
    } else if (key == "to") {
      lot.expires = line.number();
    } else if (key == "opening") {
      lot.opening = line.amount();
    } else if (key == "priority") {
      lot.priority = static_cast<std::int32_t>(line.number());
    } else if (key == "pool") {
      lot.pool = line.word();
    } else if (key == "created") {
      lot.created = line.number();
    } else if (key == "void") {
      lot.void_at = line.number();
    } else if (key == "bought") {
      lot.kind = LotKind::purchased;
    } else if (key == "for") {
      lot.pays_for = line.tags();
    } else if (key == "refill") {
      lot.refill = LedgerFile::Refill{{0, line.number()}, std::nullopt, line.word() == "set"};
    } else if (key == "anchor") {
      REQUIRE(lot.refill.has_value());
      lot.refill->anchor = line.number();
    } else if (key == "keep") {
      LedgerFile::Rollover rollover;
      rollover.all = line.take("all");
      if (!rollover.all) {
        rollover.min = line.amount();
        rollover.max = line.amount();
      }
      lot.rollover = rollover;
    } else if (key == "keeps-for") {
      REQUIRE(lot.rollover.has_value());
      lot.rollover->keep_for = Duration{0, line.number()};
    } else {
      FAIL("unknown word in a lot: " << key);
    }
  }
  return lot;
}

void read_rules(Line& line, LedgerFile& file) {
  const auto overage = overage_of(line.word());
  REQUIRE(overage.has_value());
  file.rules.overage = *overage;
  file.rules.atomic = !line.take("split");
  if (file.rules.atomic) REQUIRE(line.take("atomic"));
  file.rules.order.clear();
  while (!line.done()) {
    if (line.take("rate")) {
      file.rate = line.amount();
      continue;
    }
    const auto key = order_key_of(line.word());
    REQUIRE(key.has_value());
    file.rules.order.push_back(*key);
  }
}

std::string trimmed(std::string_view text) {
  std::string out;
  std::istringstream in{std::string(text)};
  for (std::string line; std::getline(in, line);) {
    const auto from = line.find_first_not_of(' ');
    if (from == std::string::npos) continue;
    out += line.substr(from, line.find_last_not_of(' ') + 1 - from) + "\n";
  }
  return out;
}

std::string entries_text(const ReplayResult& result) {
  std::string out;
  for (const auto& entry : result.entries) {
    out += std::to_string(entry.at) + " " + std::string(entry_kind_name(entry.kind));
    if (!entry.lot.empty()) out += " " + entry.lot;
    out += " " + to_decimal(entry.amount);
    if (!entry.usage.empty()) out += " " + entry.usage;
    // where the kind alone does not say why
    const bool said = entry.kind == EntryKind::grant || entry.kind == EntryKind::expire || entry.kind == EntryKind::refill;
    if (said && entry.reason != "grant" && entry.reason != "refill" && entry.reason != "end of the lot") {
      out += " (" + entry.reason + ")";
    }
    out += "\n";
  }
  return out;
}

std::string balances_text(const LedgerFile& file, const ReplayResult& result) {
  std::string out;
  for (const auto& lot : result.lots) {
    out += lot.id + ": " + to_decimal(lot.granted) + " =";
    const char* plus = "";
    const auto part = [&](const char* name, Amount amount) {
      if (amount.zero()) return;
      out += std::string(plus) + " " + name + " " + to_decimal(amount);
      plus = " +";
    };
    part("drawn", lot.drawn);
    part("expired", lot.expired);
    part("voided", lot.voided);
    out += std::string(plus) + " left " + to_decimal(lot.remaining) + "\n";
  }
  const auto figure = [&](const char* name, Amount amount) {
    if (!amount.zero()) out += std::string(name) + " " + to_decimal(amount) + "\n";
  };
  figure("owed", result.overage);
  figure("billed", result.billed);
  figure("blocked", result.blocked);
  for (std::size_t i = 0; i < result.usage.size(); ++i) {
    Amount sum = result.usage[i].uncovered;
    for (const auto& paid : result.usage[i].paid_by) sum += paid.second;
    CHECK(sum == (result.usage[i].in_run ? file.usage[i].amount : Amount{}));
    if (!result.usage[i].uncovered.zero()) {
      out += "uncovered " + result.usage[i].id + " " + to_decimal(result.usage[i].uncovered) + "\n";
    }
  }
  for (const auto& failed : result.failed_take_backs) out += "refused: " + failed.what + "\n";
  return out;
}

}  // namespace

LedgerFile ledger_file(std::string_view text) {
  LedgerFile file;
  file.until = 100;
  file.rules.order = {OrderKey::expiry, OrderKey::age};
  std::istringstream in{trimmed(text)};
  for (std::string row; std::getline(in, row);) {
    CAPTURE(row);
    Line line(row);
    const std::string what = line.word();
    if (what == "run") {
      file.start = line.number();
      file.until = line.number();
    } else if (what == "rules") {
      read_rules(line, file);
    } else if (what == "lot") {
      file.lots.push_back(lot_of(line));
    } else if (what == "use") {
      LedgerFile::Usage usage;
      usage.at = line.number();
      usage.amount = line.amount();
      if (!line.done() && !line.take("for")) {
        usage.id = line.word();
        line.take("for");
      }
      if (!line.done()) usage.tags = line.tags();
      file.usage.push_back(usage);
    } else if (what == "refund") {
      LedgerFile::Refund refund;
      refund.at = line.number();
      refund.usage = line.word();
      if (!line.done()) refund.amount = line.amount();
      file.refunds.push_back(refund);
    } else if (what == "take") {
      const std::int64_t at = line.number();
      const std::string lot = line.word();
      file.take_backs.push_back({at, lot, line.amount()});
    } else if (what == "reset") {
      const std::int64_t at = line.number();
      file.resets.push_back({at, line.take("keep-overage")});
    } else {
      FAIL("unknown line: " << row);
    }
    REQUIRE(line.done());
  }
  return file;
}

std::string words(const LedgerFile& file) {
  std::ostringstream out;
  const auto tags = [&](const std::vector<std::string>& list) {
    for (std::size_t i = 0; i < list.size(); ++i) out << (i == 0 ? " for " : ",") << list[i];
  };
  out << "run " << file.start << " " << file.until << "\n";
  out << "rules " << overage_name(file.rules.overage) << (file.rules.atomic ? " atomic" : " split");
  for (const OrderKey key : file.rules.order) out << " " << order_key_name(key);
  if (file.rate) out << " rate " << to_decimal(*file.rate);
  out << "\n";
  for (const auto& lot : file.lots) {
    out << "lot " << lot.id << " " << to_decimal(lot.amount) << " from " << lot.from;
    if (lot.expires != kForever) out << " to " << lot.expires;
    if (lot.opening) out << " opening " << to_decimal(*lot.opening);
    if (lot.priority != 0) out << " priority " << lot.priority;
    if (!lot.pool.empty()) out << " pool " << lot.pool;
    if (lot.created) out << " created " << *lot.created;
    if (lot.void_at) out << " void " << *lot.void_at;
    if (lot.kind == LotKind::purchased) out << " bought";
    tags(lot.pays_for);
    if (lot.refill) out << " refill " << lot.refill->every.seconds << (lot.refill->to_amount ? " set" : " add");
    if (lot.refill && lot.refill->anchor) out << " anchor " << *lot.refill->anchor;
    if (lot.rollover && lot.rollover->all) out << " keep all";
    if (lot.rollover && !lot.rollover->all) {
      out << " keep " << to_decimal(lot.rollover->min) << " " << to_decimal(lot.rollover->max);
    }
    if (lot.rollover && lot.rollover->keep_for) out << " keeps-for " << lot.rollover->keep_for->seconds;
    out << "\n";
  }
  for (const auto& usage : file.usage) {
    out << "use " << usage.at << " " << to_decimal(usage.amount) << " " << usage.id;
    tags(usage.tags);
    out << "\n";
  }
  for (const auto& refund : file.refunds) {
    out << "refund " << refund.at << " " << refund.usage;
    if (refund.amount) out << " " << to_decimal(*refund.amount);
    out << "\n";
  }
  for (const auto& taken : file.take_backs)
    out << "take " << taken.at << " " << taken.lot << " " << to_decimal(taken.amount) << "\n";
  for (const auto& reset : file.resets) out << "reset " << reset.at << (reset.keep_overage ? " keep-overage" : "") << "\n";
  return out.str();
}

std::string statement(const LedgerFile& file, const ReplayResult& result) {
  return entries_text(result) + balances_text(file, result);
}

void expect_statement(std::string_view given, std::string_view expected) {
  const LedgerFile file = ledger_file(given);
  const auto result = replay_ledger(file);
  REQUIRE(result.ok());
  CHECK(statement(file, *result) == trimmed(expected));
}

void expect_balances(std::string_view given, std::string_view expected) {
  const LedgerFile file = ledger_file(given);
  const auto result = replay_ledger(file);
  REQUIRE(result.ok());
  CHECK(balances_text(file, *result) == trimmed(expected));
}

}  // namespace creditcast::test
