// Philox 4x32-10 against the known answers published with it (Random123, kat_vectors), and the addresses of draws: no two
// may share a counter, and each part of an address must count.
#include "creditcast/random.hpp"

#include <doctest/doctest.h>

#include <set>
#include <vector>

using namespace creditcast;

TEST_CASE("Philox 4x32-10 gives its published vectors") {
  CHECK(philox_4x32_10({0, 0, 0, 0}, {0, 0}) == Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(philox_4x32_10({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}) ==
        Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox_4x32_10({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
        Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("the counter of an address is known") {
  // path, stream<<20|phase<<12|day, occurrence<<4|purpose, piece<<16|attempt; key = low and high half of the seed
  const Address address{7, 3, 200, 5, 2, 4, 9, Purpose::accepted};
  CHECK(draw(0x1122334455667788, address) ==
        philox_4x32_10({7, 3U << 20 | 2U << 12 | 200U, 5U << 4 | 3U, 4U << 16 | 9U}, {0x55667788, 0x11223344})[0]);
}

TEST_CASE("addresses at the corners of their bounds do not collide") {
  // The corners of every field at once: if two fields shared a bit, two of these counters would be equal.
  std::set<std::uint32_t> seen;
  int count = 0;
  for (int corner = 0; corner < 256; ++corner) {
    const auto pick = [corner](int bit, std::uint32_t most) { return (corner >> bit & 1) != 0 ? most : 0U; };
    Address a;
    a.path = pick(0, 0xffffffff);
    a.stream = pick(1, 0xfff);
    a.day = pick(2, 0xfff);
    a.occurrence = pick(3, 0xfffff);
    a.phase = pick(4, 0xff);
    a.piece = pick(5, 0xffff);
    a.attempt = pick(6, 0xffff);
    a.purpose = (corner >> 7 & 1) != 0 ? Purpose::feature : Purpose::occurrences;
    seen.insert(draw(1, a));
    ++count;
  }
  CHECK(static_cast<int>(seen.size()) == count);
}

TEST_CASE("each part of an address, and each half of the seed, changes the draw") {
  const Address base;
  std::vector<Address> others(8, base);
  others[0].path = 1;
  others[1].stream = 1;
  others[2].day = 1;
  others[3].occurrence = 1;
  others[4].phase = 1;
  others[5].piece = 1;
  others[6].attempt = 1;
  others[7].purpose = Purpose::phase_run;
  std::set<std::uint32_t> seen{draw(1, base), draw(2, base), draw(1 | std::uint64_t{1} << 32, base)};
  for (const Address& other : others) seen.insert(draw(1, other));
  CHECK(seen.size() == 11);
  CHECK(draw(1, base) == draw(1, Address{}));
}

TEST_CASE("a chance of never and always needs no luck") {
  CHECK_FALSE(chance(kNever, 0));
  CHECK(chance(kAlways, 0xffffffff));
  CHECK(chance(Share{1}, 0));
  CHECK_FALSE(chance(Share{1}, 1));
}
