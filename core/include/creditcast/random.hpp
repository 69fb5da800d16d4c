#pragma once
/// Philox 4x32-10 (Salmon, Moraes, Dror, Shaw 2011): a counter-based generator. A draw has an address, so a change in one
/// place of a scenario does not shift the draws of another.
#include <array>
#include <cstdint>

#include "creditcast/units.hpp"

namespace creditcast {

using Block = std::array<std::uint32_t, 4>;

inline Block philox_4x32_10(Block counter, std::array<std::uint32_t, 2> key) {
  // The published constants of Philox 4x32: two odd multipliers, and the golden ratio and sqrt(3)-1 as key steps.
  constexpr std::uint64_t kMultiplier0 = 0xD2511F53;
  constexpr std::uint64_t kMultiplier1 = 0xCD9E8D57;
  constexpr std::uint32_t kKeyStep0 = 0x9E3779B9;
  constexpr std::uint32_t kKeyStep1 = 0xBB67AE85;
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t product0 = kMultiplier0 * counter[0];
    const std::uint64_t product1 = kMultiplier1 * counter[2];
    counter = {static_cast<std::uint32_t>(product1 >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(product1),
               static_cast<std::uint32_t>(product0 >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(product0)};
    key[0] += kKeyStep0;
    key[1] += kKeyStep1;
  }
  return counter;
}

/// What a draw decides; part of its address.
enum class Purpose : std::uint8_t {
  occurrences,  ///< how many occurrences a period brings
  phase_run,    ///< is the phase run at all
  batch,        ///< outputs per request, once a project
  accepted,     ///< is the batch accepted
  variation,    ///< is a miss near enough to lock its seed
  failed,       ///< does the run fail
  price,        ///< a price published as a range
  guests,       ///< guests of an event
  photos,       ///< photos of one guest
  feature,      ///< does a photo use the feature
  demand,       ///< a day's total of a compiled stream; word 1 counts blocks of four working days
  dealt,        ///< a compiled stream's quantity of a period
  opened,       ///< what makes up the total of an opened day, one number after the other
};

/// The address of one draw: (seed, path, stream, occurrence, phase, try) and what it decides.
struct Address {
  std::uint32_t path = 0;
  std::uint32_t stream = 0;      ///< index in the scenario, < 2^12
  std::uint32_t day = 0;         ///< days since the scenario's first, < 2^12
  std::uint32_t occurrence = 0;  ///< within the day, < 2^20
  std::uint32_t phase = 0;       ///< index in the project (or of the action, or feature), < 2^8
  std::uint32_t piece = 0;       ///< which of the outputs that went on, or which photo, < 2^16
  std::uint32_t attempt = 0;     ///< request within the phase, < 2^16
  Purpose purpose = Purpose::occurrences;
};

/// A uniform 32-bit number at the address.
inline std::uint32_t draw(std::uint64_t seed, const Address& a) {
  // Every field has bits of its own, so two addresses within the bounds never share a counter; a field past its bound
  // would silently repeat another's numbers.
  CREDITCAST_CHECK(
      ((a.stream >> 12) | (a.day >> 12) | (a.occurrence >> 20) | (a.phase >> 8) | (a.piece >> 16) | (a.attempt >> 16)) == 0);
  const Block counter{a.path, a.stream << 20 | a.phase << 12 | a.day, a.occurrence << 4 | static_cast<std::uint32_t>(a.purpose),
                      a.piece << 16 | a.attempt};
  static_assert(static_cast<int>(Purpose::opened) < 16);
  return philox_4x32_10(counter, {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)})[0];
}
/// True with the given chance.
inline bool chance(Share share, std::uint32_t u) { return u < share.of_2_32; }

}  // namespace creditcast
