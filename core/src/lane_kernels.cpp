#include "lane_kernels.hpp"

#include <algorithm>
#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

#if defined(__x86_64__) && defined(__linux__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define CREDITCAST_VECTORISED __attribute__((target_clones("avx2", "default")))
#else
#define CREDITCAST_VECTORISED
#endif

namespace creditcast {

#if defined(__wasm_simd128__)

// Compilers do not find the instruction that multiplies 32 bits by 32 to 64.
void philox_lanes(std::uint32_t first, std::uint32_t word1, std::uint32_t word2, std::uint64_t seed, LaneNumbers& numbers) {
  const v128_t multiplier0 = wasm_u32x4_splat(0xD2511F53), multiplier1 = wasm_u32x4_splat(0xCD9E8D57);
  for (std::size_t begin = 0; begin < kLanes; begin += 4) {
    v128_t a = wasm_i32x4_add(wasm_u32x4_splat(first + static_cast<std::uint32_t>(begin)), wasm_u32x4_const(0, 1, 2, 3));
    v128_t b = wasm_u32x4_splat(word1), c = wasm_u32x4_splat(word2), d = wasm_u32x4_splat(0);
    auto key0 = static_cast<std::uint32_t>(seed);
    auto key1 = static_cast<std::uint32_t>(seed >> 32);
    for (int round = 0; round < 10; ++round) {
      const v128_t low0 = wasm_u64x2_extmul_low_u32x4(a, multiplier0), high0 = wasm_u64x2_extmul_high_u32x4(a, multiplier0);
      const v128_t low1 = wasm_u64x2_extmul_low_u32x4(c, multiplier1), high1 = wasm_u64x2_extmul_high_u32x4(c, multiplier1);
      a = wasm_v128_xor(wasm_v128_xor(wasm_i32x4_shuffle(low1, high1, 1, 3, 5, 7), b), wasm_u32x4_splat(key0));
      b = wasm_i32x4_shuffle(low1, high1, 0, 2, 4, 6);
      c = wasm_v128_xor(wasm_v128_xor(wasm_i32x4_shuffle(low0, high0, 1, 3, 5, 7), d), wasm_u32x4_splat(key1));
      d = wasm_i32x4_shuffle(low0, high0, 0, 2, 4, 6);
      key0 += 0x9E3779B9;
      key1 += 0xBB67AE85;
    }
    wasm_v128_store(&numbers.of[0][begin], a);
    wasm_v128_store(&numbers.of[1][begin], b);
    wasm_v128_store(&numbers.of[2][begin], c);
    wasm_v128_store(&numbers.of[3][begin], d);
  }
}

#else

CREDITCAST_VECTORISED
void philox_lanes(std::uint32_t first, std::uint32_t word1, std::uint32_t word2, std::uint64_t seed, LaneNumbers& numbers) {
  constexpr std::size_t kWidth = 16;
  for (std::size_t begin = 0; begin < kLanes; begin += kWidth) {
    std::array<std::uint64_t, kWidth> a, b, c, d;  // each a number of 32 bits; so wide, a product has its place
    for (std::size_t i = 0; i < kWidth; ++i) {
      a[i] = static_cast<std::uint32_t>(first + begin + i);
      b[i] = word1;
      c[i] = word2;
      d[i] = 0;
    }
    auto key0 = static_cast<std::uint32_t>(seed);
    auto key1 = static_cast<std::uint32_t>(seed >> 32);
    for (int round = 0; round < 10; ++round) {
      for (std::size_t i = 0; i < kWidth; ++i) {
        const std::uint64_t product0 = std::uint64_t{0xD2511F53} * (a[i] & 0xFFFFFFFF);
        const std::uint64_t product1 = std::uint64_t{0xCD9E8D57} * (c[i] & 0xFFFFFFFF);
        a[i] = (product1 >> 32) ^ b[i] ^ key0;
        b[i] = product1 & 0xFFFFFFFF;
        c[i] = (product0 >> 32) ^ d[i] ^ key1;
        d[i] = product0 & 0xFFFFFFFF;
      }
      key0 += 0x9E3779B9;
      key1 += 0xBB67AE85;
    }
    for (std::size_t i = 0; i < kWidth; ++i) {
      numbers.of[0][begin + i] = static_cast<std::uint32_t>(a[i]);
      numbers.of[1][begin + i] = static_cast<std::uint32_t>(b[i]);
      numbers.of[2][begin + i] = static_cast<std::uint32_t>(c[i]);
      numbers.of[3][begin + i] = static_cast<std::uint32_t>(d[i]);
    }
  }
}

#endif

CREDITCAST_VECTORISED
bool lanes_short(const std::int32_t* __restrict asked, std::int32_t least, const std::int32_t* const* __restrict balances,
                 std::size_t count, std::int32_t* __restrict left) {
  std::int32_t any = 0;
  if (count == 3) {  // the usual number: free, monthly and bought
    const std::int32_t* __restrict a = balances[0];
    const std::int32_t* __restrict b = balances[1];
    const std::int32_t* __restrict c = balances[2];
    for (std::size_t i = 0; i < kLanes; ++i) {
      left[i] = a[i] + b[i] + c[i] - asked[i] - least;
      any |= left[i];
    }
    return any < 0;
  }
  for (std::size_t i = 0; i < kLanes; ++i) left[i] = -asked[i] - least;
  for (std::size_t b = 0; b < count; ++b) {
    const std::int32_t* __restrict held = balances[b];
    for (std::size_t i = 0; i < kLanes; ++i) left[i] += held[i];
  }
  for (std::size_t i = 0; i < kLanes; ++i) any |= left[i];
  return any < 0;
}

CREDITCAST_VECTORISED
void lanes_draw(std::int32_t* __restrict need, std::int32_t* const* __restrict balances, std::size_t count) {
  for (std::size_t b = 0; b < count; ++b) {
    std::int32_t* __restrict held = balances[b];
    for (std::size_t i = 0; i < kLanes; ++i) {
      const std::int32_t drawn = std::min(need[i], held[i]);
      held[i] -= drawn;
      need[i] -= drawn;
    }
  }
}

CREDITCAST_VECTORISED
void lanes_move(std::int32_t* __restrict to, std::int32_t* __restrict from) {
  for (std::size_t i = 0; i < kLanes; ++i) {
    to[i] += from[i];
    from[i] = 0;
  }
}

CREDITCAST_VECTORISED
void lanes_add(std::int32_t* __restrict to, const std::int32_t* __restrict from) {
  for (std::size_t i = 0; i < kLanes; ++i) to[i] += from[i];
}

CREDITCAST_VECTORISED
void lanes_grant(std::int32_t* to, std::int32_t amount) {
  for (std::size_t i = 0; i < kLanes; ++i) to[i] += amount;
}

CREDITCAST_VECTORISED
std::int64_t lanes_sum(const std::int32_t* values) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < kLanes; ++i) sum += values[i];
  return sum;
}

}  // namespace creditcast
