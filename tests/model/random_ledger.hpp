#pragma once
/// Random ledger files, small enough to walk by hand, crowded enough that several things fall on one instant. Each file uses
/// a random part of the rules only, so that plain cases stay frequent.
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "creditcast/random.hpp"
#include "creditcast/replay.hpp"

namespace creditcast::model {

/// A whole number in [low, high].
using Pick = std::function<int(int low, int high)>;

/// Picks that follow from a seed alone.
inline Pick seeded(std::uint64_t seed) {
  return [seed, n = std::uint32_t{0}](int low, int high) mutable {
    Address address;
    address.path = n++;
    const std::uint64_t span = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
    return low + static_cast<int>(draw(seed, address) * span >> 32);
  };
}

inline LedgerFile random_ledger_file(const Pick& pick) {
  const auto maybe = [&] { return pick(0, 1) == 1; };
  const std::vector<std::string> tags{"api", "video", "photo"};
  const auto some_tags = [&] {
    std::vector<std::string> chosen;
    for (const std::string& tag : tags) {
      if (maybe()) chosen.push_back(tag);
    }
    return chosen;
  };
  LedgerFile file;
  file.start = pick(0, 6);
  file.until = file.start + pick(0, 40);
  file.rules.overage = static_cast<Overage>(pick(0, 3));
  file.rules.atomic = maybe();
  for (int key = 0; key < 8; ++key) {
    if (pick(0, 2) == 0)
      file.rules.order.insert(maybe() ? file.rules.order.begin() : file.rules.order.end(), static_cast<OrderKey>(key));
  }
  const bool with_tags = maybe(), with_refills = maybe(), with_resets = maybe(), with_refunds = maybe(), with_voids = maybe(),
             with_take_backs = maybe(), with_created = maybe(), with_pools = maybe();

  const int lots = pick(1, 7);
  for (int i = 0; i < lots; ++i) {
    LedgerFile::Lot lot;
    lot.id = std::string(1, static_cast<char>('a' + i * 3 % 7));
    if (with_pools) lot.pool = maybe() ? "main" : "extra";
    lot.amount = whole(pick(0, 9));
    lot.priority = pick(0, 2);
    lot.from = pick(-5, 30);
    if (maybe()) lot.expires = lot.from + pick(1, 30);
    if (with_created) lot.created = pick(0, 4);
    if (with_voids && maybe()) lot.void_at = lot.from + pick(-2, 20);
    if (pick(0, 3) == 0) lot.opening = whole(pick(0, 12));
    if (maybe()) lot.kind = LotKind::purchased;
    if (with_tags && maybe()) lot.pays_for = some_tags();
    if (with_refills && maybe()) {
      lot.refill = LedgerFile::Refill{{0, pick(1, 12)}, std::nullopt, maybe()};
      if (maybe()) lot.refill->anchor = pick(-20, 50);
    }
    if (with_resets && maybe()) {
      LedgerFile::Rollover rollover;
      rollover.all = pick(0, 3) == 0;
      rollover.min = whole(pick(0, 4));
      rollover.max = rollover.min + whole(pick(0, 5));
      if (maybe()) rollover.keep_for = Duration{0, pick(1, 12)};
      lot.rollover = rollover;
    }
    file.lots.push_back(lot);
  }
  const int uses = pick(0, 12);
  for (int i = 0; i < uses; ++i) {
    LedgerFile::Usage usage;
    usage.id = "u" + std::to_string(i);
    usage.at = pick(0, 45);
    usage.amount = whole(pick(0, 8));
    if (with_tags && maybe()) usage.tags = some_tags();
    file.usage.push_back(usage);
  }
  for (int i = 0; with_refunds && uses > 0 && i < 4; ++i) {
    const auto& usage = file.usage[static_cast<std::size_t>(pick(0, uses - 1))];
    LedgerFile::Refund refund;
    refund.usage = usage.id;
    refund.at = usage.at + pick(0, 15);
    if (maybe()) refund.amount = whole(pick(0, 5));
    file.refunds.push_back(refund);
  }
  for (int i = 0; with_take_backs && i < 3; ++i) {
    const Instant at = pick(0, 45);
    const auto& lot = file.lots[static_cast<std::size_t>(pick(0, lots - 1))];
    file.take_backs.push_back({at, lot.id, whole(pick(0, 4))});
  }
  for (int i = 0; with_resets && i < 3; ++i) {
    const Instant at = pick(0, 45);
    file.resets.push_back({at, maybe()});
  }
  return file;
}

}  // namespace creditcast::model
