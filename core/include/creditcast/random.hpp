#pragma once
/// Philox 4x32-10 (Salmon, Moraes, Dror, Shaw 2011): a counter-based generator. A draw has an address, so a change in one
/// place of a scenario does not shift the draws of another.
#include <array>
#include <cstdint>

#include "creditcast/units.hpp"

namespace creditcast {

using Block = std::array<std::uint32_t, 4>;

Block philox_4x32_10(Block counter, std::array<std::uint32_t, 2> key);

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
std::uint32_t draw(std::uint64_t seed, const Address& address);
/// True with the given chance.
inline bool chance(Share share, std::uint32_t u) { return u < share.of_2_32; }

}  // namespace creditcast
