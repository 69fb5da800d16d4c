#include "creditcast/random.hpp"

namespace creditcast {
namespace {

// The published constants of Philox 4x32: two odd multipliers, and the golden ratio and sqrt(3)-1 as key steps.
constexpr std::uint32_t kMultiplier0 = 0xD2511F53;
constexpr std::uint32_t kMultiplier1 = 0xCD9E8D57;
constexpr std::uint32_t kKeyStep0 = 0x9E3779B9;
constexpr std::uint32_t kKeyStep1 = 0xBB67AE85;

}  // namespace

Block philox_4x32_10(Block counter, std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t product0 = std::uint64_t{kMultiplier0} * counter[0];
    const std::uint64_t product1 = std::uint64_t{kMultiplier1} * counter[2];
    counter = {static_cast<std::uint32_t>(product1 >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(product1),
               static_cast<std::uint32_t>(product0 >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(product0)};
    key[0] += kKeyStep0;
    key[1] += kKeyStep1;
  }
  return counter;
}

std::uint32_t draw(std::uint64_t seed, const Address& a) {
  // Every field has bits of its own, so two addresses within the bounds never share a counter; a field past its bound
  // would silently repeat another's numbers.
  CREDITCAST_CHECK(
      ((a.stream >> 12) | (a.day >> 12) | (a.occurrence >> 20) | (a.phase >> 8) | (a.piece >> 16) | (a.attempt >> 16)) == 0);
  const Block counter{a.path, a.stream << 20 | a.phase << 12 | a.day, a.occurrence << 4 | static_cast<std::uint32_t>(a.purpose),
                      a.piece << 16 | a.attempt};
  static_assert(static_cast<int>(Purpose::feature) < 16);
  return philox_4x32_10(counter, {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)})[0];
}

}  // namespace creditcast
