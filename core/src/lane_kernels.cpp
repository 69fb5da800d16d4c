#include "lane_kernels.hpp"

#include <algorithm>
#include <bit>

#if defined(__x86_64__) && defined(__linux__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define CREDITCAST_VECTORISED __attribute__((target_clones("avx2", "default")))
#else
#define CREDITCAST_VECTORISED
#endif

namespace creditcast {

#if defined(__wasm_simd128__)

// Spelled out for the compiler, which by itself does not find the instruction that multiplies 32 bits by 32 to 64.
void philox_lanes(const std::uint32_t* paths, std::size_t count, std::uint32_t word1, std::uint32_t word2, std::uint32_t word3,
                  std::uint64_t seed, LaneNumbers& numbers) {
  typedef std::uint32_t Words __attribute__((vector_size(16)));
  typedef std::uint64_t Products __attribute__((vector_size(16)));
  const auto low = [](Words words) { return __builtin_convertvector(__builtin_shufflevector(words, words, 0, 1), Products); };
  const auto high = [](Words words) { return __builtin_convertvector(__builtin_shufflevector(words, words, 2, 3), Products); };
  // Volatile, for a vector that is known to be of one value is widened before it gets here.
  static const volatile Words multipliers[2] = {{0xD2511F53, 0xD2511F53, 0xD2511F53, 0xD2511F53},
                                                {0xCD9E8D57, 0xCD9E8D57, 0xCD9E8D57, 0xCD9E8D57}};
  for (std::size_t begin = 0; begin < count; begin += 4) {
    Words a = {paths[begin], paths[begin + 1], paths[begin + 2], paths[begin + 3]};
    Words b = {word1, word1, word1, word1}, c = {word2, word2, word2, word2}, d = {word3, word3, word3, word3};
    const Words multiplier0 = multipliers[0], multiplier1 = multipliers[1];
    auto key0 = static_cast<std::uint32_t>(seed);
    auto key1 = static_cast<std::uint32_t>(seed >> 32);
#pragma clang loop unroll(full)
    for (int round = 0; round < 10; ++round) {
      const auto low0 = (Words)(low(a) * low(multiplier0)), high0 = (Words)(high(a) * high(multiplier0));
      const auto low1 = (Words)(low(c) * low(multiplier1)), high1 = (Words)(high(c) * high(multiplier1));
      a = __builtin_shufflevector(low1, high1, 1, 3, 5, 7) ^ b ^ key0;
      b = __builtin_shufflevector(low1, high1, 0, 2, 4, 6);
      c = __builtin_shufflevector(low0, high0, 1, 3, 5, 7) ^ d ^ key1;
      d = __builtin_shufflevector(low0, high0, 0, 2, 4, 6);
      key0 += 0x9E3779B9;
      key1 += 0xBB67AE85;
    }
    for (std::size_t i = 0; i < 4; ++i) {
      numbers.of[0][begin + i] = a[i];
      numbers.of[1][begin + i] = b[i];
      numbers.of[2][begin + i] = c[i];
      numbers.of[3][begin + i] = d[i];
    }
  }
}

#else

CREDITCAST_VECTORISED
void philox_lanes(const std::uint32_t* paths, std::size_t count, std::uint32_t word1, std::uint32_t word2, std::uint32_t word3,
                  std::uint64_t seed, LaneNumbers& numbers) {
  constexpr std::size_t kWidth = 16;
  for (std::size_t begin = 0; begin < count; begin += kWidth) {
    std::array<std::uint64_t, kWidth> a, b, c, d;  // each a number of 32 bits; so wide, a product has its place
    for (std::size_t i = 0; i < kWidth; ++i) {
      a[i] = paths[begin + i];
      b[i] = word1;
      c[i] = word2;
      d[i] = word3;
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
void lanes_unpack(const std::uint32_t* __restrict packed, std::size_t count, int bits, std::uint32_t first,
                  std::int32_t* __restrict high, std::int32_t* __restrict low) {
  const std::uint32_t mask = (1U << bits) - 1;
  for (std::size_t i = 0; i < count; ++i) {
    high[i] = static_cast<std::int32_t>(packed[i] >> bits);
    low[i] += static_cast<std::int32_t>(first + (packed[i] & mask));
  }
}

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
void lanes_over(const std::int32_t* __restrict credits, const std::int32_t* __restrict own, std::size_t days,
                std::int32_t* __restrict asked, std::int32_t* __restrict rest) {
  constexpr std::size_t kWidth = 32;
  for (std::size_t begin = 0; begin < kLanes; begin += kWidth) {
    std::array<std::int32_t, kWidth> all{}, over{};
    for (std::size_t day = 0; day < days; ++day) {
      const std::int32_t* of_day = credits + day * kLanes + begin;
      for (std::size_t i = 0; i < kWidth; ++i) {
        all[i] += of_day[i];
        over[i] += std::max(of_day[i] - own[day], 0);
      }
    }
    for (std::size_t i = 0; i < kWidth; ++i) {
      asked[begin + i] += all[i];
      rest[begin + i] += over[i];
    }
  }
}

CREDITCAST_VECTORISED
void lanes_unused(std::int32_t* __restrict to, std::int32_t amount, const std::int32_t* __restrict asked,
                  const std::int32_t* __restrict rest) {
  for (std::size_t i = 0; i < kLanes; ++i) to[i] += amount - asked[i] + rest[i];
}

CREDITCAST_VECTORISED
std::uint32_t lanes_at_most(const std::int32_t* __restrict a, const std::int32_t* __restrict b, std::size_t count,
                            std::int32_t most) {
  std::uint32_t found = 0;
  for (std::size_t i = 0; i < count; ++i) found += a[i] + b[i] <= most ? 1U : 0U;
  return found;
}

std::size_t lanes_below_zero(const std::int32_t* __restrict values, std::size_t count, std::uint8_t* __restrict lanes) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < count; ++i) {
    lanes[found] = static_cast<std::uint8_t>(i);
    found += values[i] < 0 ? 1U : 0U;
  }
  return found;
}

CREDITCAST_VECTORISED
std::int64_t lanes_sum(const std::int32_t* values) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < kLanes; ++i) sum += values[i];
  return sum;
}

CREDITCAST_VECTORISED
LaneSums sums_of(const std::int32_t* values, std::size_t count) {
  LaneSums sums;
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t value = values[i];
    const auto square = static_cast<std::uint64_t>(value * value);
    sums.sum += value;
    sums.low_squares += square & UINT32_MAX;
    sums.high_squares += square >> 32;
  }
  return sums;
}

CREDITCAST_VECTORISED
void lanes_follow(const std::int32_t* __restrict asked, std::size_t count, std::int32_t own, std::int32_t least,
                  bool nothing_counts, std::int32_t* __restrict left, std::int32_t* __restrict spent,
                  std::int32_t* __restrict less) {
  const std::int32_t none = nothing_counts ? -1 : 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::int32_t counts = none | (asked[i] != 0 ? -1 : 0);
    less[i] = (left[i] + own - asked[i] - least) & counts;
    const std::int32_t pays = less[i] >= 0 ? -1 : 0;
    left[i] -= std::max(asked[i] - own, 0) & pays;
    spent[i] += asked[i] & pays;
  }
}

CREDITCAST_VECTORISED
void add_scaled(const double* __restrict from, std::size_t count, double scale, double* __restrict to) {
  for (std::size_t i = 0; i < count; ++i) to[i] += scale * from[i];
}

CREDITCAST_VECTORISED
void add_products(const double* __restrict a, std::size_t a_count, const double* __restrict b, std::size_t b_count,
                  double* __restrict out) {
  std::size_t j = 0;
  if (a_count >= 8) {
    for (; j + 8 <= b_count; j += 8) {  // eight at once: an eighth of the loads and stores
      const double* by = b + j;
      const double b0 = by[0], b1 = by[1], b2 = by[2], b3 = by[3], b4 = by[4], b5 = by[5], b6 = by[6], b7 = by[7];
      double* to = out + j;
      for (std::size_t i = 0; i < 7; ++i) {
        for (std::size_t k = 0; k <= i; ++k) to[i] += by[k] * a[i - k];
      }
      for (std::size_t i = 7; i < a_count; ++i)
        to[i] += b0 * a[i] + b1 * a[i - 1] + b2 * a[i - 2] + b3 * a[i - 3] + b4 * a[i - 4] + b5 * a[i - 5] + b6 * a[i - 6] +
                 b7 * a[i - 7];
      for (std::size_t i = a_count; i < a_count + 7; ++i) {
        for (std::size_t k = i - a_count + 1; k < 8; ++k) to[i] += by[k] * a[i - k];
      }
    }
  }
  if (a_count >= 4) {
    for (; j + 4 <= b_count; j += 4) {
      const double b0 = b[j], b1 = b[j + 1], b2 = b[j + 2], b3 = b[j + 3];
      if (b0 == 0 && b1 == 0 && b2 == 0 && b3 == 0) continue;
      double* to = out + j;
      to[0] += b0 * a[0];
      to[1] += b0 * a[1] + b1 * a[0];
      to[2] += b0 * a[2] + b1 * a[1] + b2 * a[0];
      for (std::size_t i = 3; i < a_count; ++i) to[i] += b0 * a[i] + b1 * a[i - 1] + b2 * a[i - 2] + b3 * a[i - 3];
      to[a_count] += b1 * a[a_count - 1] + b2 * a[a_count - 2] + b3 * a[a_count - 3];
      to[a_count + 1] += b2 * a[a_count - 1] + b3 * a[a_count - 2];
      to[a_count + 2] += b3 * a[a_count - 1];
    }
  }
  for (; j < b_count; ++j) {
    if (b[j] == 0) continue;
    for (std::size_t i = 0; i < a_count; ++i) out[i + j] += b[j] * a[i];
  }
}

/// The halving of a circle, and the doubling back, at j < q of each of two halves.
__attribute__((always_inline)) inline void halve(double* __restrict r0, double* __restrict r1, double* __restrict i0,
                                                 double* __restrict i1, const double* __restrict c, const double* __restrict s,
                                                 std::size_t q) {
  for (std::size_t j = 0; j < q; ++j) {
    const double dr = r0[j] - r1[j], di = i0[j] - i1[j];
    r0[j] += r1[j];
    i0[j] += i1[j];
    r1[j] = dr * c[j] + di * s[j];
    i1[j] = di * c[j] - dr * s[j];
  }
}
__attribute__((always_inline)) inline void double_back(double* __restrict r0, double* __restrict r1, double* __restrict i0,
                                                       double* __restrict i1, const double* __restrict c,
                                                       const double* __restrict s, std::size_t q) {
  for (std::size_t j = 0; j < q; ++j) {
    const double vr = r1[j] * c[j] - i1[j] * s[j], vi = i1[j] * c[j] + r1[j] * s[j];
    r1[j] = r0[j] - vr;
    i1[j] = i0[j] - vi;
    r0[j] += vr;
    i0[j] += vi;
  }
}
/// Two halvings of circles, and two doublings back, at j < q of each of four quarters.
__attribute__((always_inline)) inline void halve_twice(double* __restrict r0, double* __restrict r1, double* __restrict r2,
                                                       double* __restrict r3, double* __restrict i0, double* __restrict i1,
                                                       double* __restrict i2, double* __restrict i3,
                                                       const double* __restrict c1, const double* __restrict s1,
                                                       const double* __restrict c2, const double* __restrict s2,
                                                       std::size_t q) {
  for (std::size_t j = 0; j < q; ++j) {
    const double ar = r0[j] + r2[j], ai = i0[j] + i2[j], tr = r0[j] - r2[j], ti = i0[j] - i2[j];
    const double br = r1[j] + r3[j], bi = i1[j] + i3[j], ur = r1[j] - r3[j], ui = i1[j] - i3[j];
    const double dr = ar - br, di = ai - bi, pr = tr + ui, pi = ti - ur, mr = tr - ui, mi = ti + ur;
    const double c3 = c1[j] * c2[j] - s1[j] * s2[j], s3 = c1[j] * s2[j] + s1[j] * c2[j];
    r0[j] = ar + br;
    i0[j] = ai + bi;
    r1[j] = dr * c2[j] + di * s2[j];
    i1[j] = di * c2[j] - dr * s2[j];
    r2[j] = pr * c1[j] + pi * s1[j];
    i2[j] = pi * c1[j] - pr * s1[j];
    r3[j] = mr * c3 + mi * s3;
    i3[j] = mi * c3 - mr * s3;
  }
}
__attribute__((always_inline)) inline void double_twice(double* __restrict r0, double* __restrict r1, double* __restrict r2,
                                                        double* __restrict r3, double* __restrict i0, double* __restrict i1,
                                                        double* __restrict i2, double* __restrict i3,
                                                        const double* __restrict c1, const double* __restrict s1,
                                                        const double* __restrict c2, const double* __restrict s2,
                                                        std::size_t q) {
  for (std::size_t j = 0; j < q; ++j) {
    const double c3 = c1[j] * c2[j] - s1[j] * s2[j], s3 = c1[j] * s2[j] + s1[j] * c2[j];
    const double dr = r1[j] * c2[j] - i1[j] * s2[j], di = i1[j] * c2[j] + r1[j] * s2[j];
    const double pr = r2[j] * c1[j] - i2[j] * s1[j], pi = i2[j] * c1[j] + r2[j] * s1[j];
    const double mr = r3[j] * c3 - i3[j] * s3, mi = i3[j] * c3 + r3[j] * s3;
    const double ar = r0[j] + dr, ai = i0[j] + di, br = r0[j] - dr, bi = i0[j] - di;
    const double tr = pr + mr, ti = pi + mi, ur = mi - pi, ui = pr - mr;
    r0[j] = ar + tr;
    i0[j] = ai + ti;
    r1[j] = br + ur;
    i1[j] = bi + ui;
    r2[j] = ar - tr;
    i2[j] = ai - ti;
    r3[j] = br - ur;
    i3[j] = bi - ui;
  }
}

// Forth by decimation in frequency and back by decimation in time, two halvings at once.
CREDITCAST_VECTORISED
void circle_forth(double* real, double* imaginary, std::size_t n, const double* cosine, const double* sine) {
  // Of an odd number of halvings the outermost goes by itself.
  const bool odd = std::countr_zero(n) % 2 != 0;
  const std::size_t half = n / 2, inner = odd ? half : n;
  if (odd) halve(real, real + half, imaginary, imaginary + half, cosine + half, sine + half, half);
  for (std::size_t block = inner; block >= 16; block /= 4) {
    const std::size_t q = block / 4;
    for (std::size_t begin = 0; begin < n; begin += block) {
      double* r = real + begin;
      double* i = imaginary + begin;
      halve_twice(r, r + q, r + 2 * q, r + 3 * q, i, i + q, i + 2 * q, i + 3 * q, cosine + 2 * q, sine + 2 * q, cosine + q,
                  sine + q, q);
    }
  }
  for (std::size_t begin = 0; begin < n; begin += 4) {
    double* r = real + begin;
    double* i = imaginary + begin;
    const double ar = r[0] + r[2], ai = i[0] + i[2], tr = r[0] - r[2], ti = i[0] - i[2];
    const double br = r[1] + r[3], bi = i[1] + i[3], ur = r[1] - r[3], ui = i[1] - i[3];
    r[0] = ar + br;
    i[0] = ai + bi;
    r[1] = ar - br;
    i[1] = ai - bi;
    r[2] = tr + ui;
    i[2] = ti - ur;
    r[3] = tr - ui;
    i[3] = ti + ur;
  }
}

CREDITCAST_VECTORISED
void circle_back(double* real, double* imaginary, std::size_t n, const double* cosine, const double* sine) {
  const bool odd = std::countr_zero(n) % 2 != 0;
  const std::size_t half = n / 2, inner = odd ? half : n;
  for (std::size_t begin = 0; begin < n; begin += 4) {
    double* r = real + begin;
    double* i = imaginary + begin;
    const double er = r[0] + r[1], ei = i[0] + i[1], fr = r[0] - r[1], fi = i[0] - i[1];
    const double gr = r[2] + r[3], gi = i[2] + i[3], hr = r[2] - r[3], hi = i[2] - i[3];
    r[0] = er + gr;
    i[0] = ei + gi;
    r[1] = fr - hi;
    i[1] = fi + hr;
    r[2] = er - gr;
    i[2] = ei - gi;
    r[3] = fr + hi;
    i[3] = fi - hr;
  }
  for (std::size_t block = 16; block <= inner; block *= 4) {
    const std::size_t q = block / 4;
    for (std::size_t begin = 0; begin < n; begin += block) {
      double* r = real + begin;
      double* i = imaginary + begin;
      double_twice(r, r + q, r + 2 * q, r + 3 * q, i, i + q, i + 2 * q, i + 3 * q, cosine + 2 * q, sine + 2 * q, cosine + q,
                   sine + q, q);
    }
  }
  if (odd) double_back(real, real + half, imaginary, imaginary + half, cosine + half, sine + half, half);
}

CREDITCAST_VECTORISED
void circle_products(const double* a_real, const double* a_imaginary, const double* b_real, const double* b_imaginary,
                     std::size_t n, double* __restrict real, double* __restrict imaginary) {
  for (std::size_t i = 0; i < n; ++i) {
    real[i] = a_real[i] * b_real[i] - a_imaginary[i] * b_imaginary[i];
    imaginary[i] = a_real[i] * b_imaginary[i] + a_imaginary[i] * b_real[i];
  }
}

CREDITCAST_VECTORISED
void add_circle_products(const double* a_real, const double* a_imaginary, const double* b_real, const double* b_imaginary,
                         std::size_t n, double* __restrict real, double* __restrict imaginary) {
  for (std::size_t i = 0; i < n; ++i) {
    real[i] += a_real[i] * b_real[i] - a_imaginary[i] * b_imaginary[i];
    imaginary[i] += a_real[i] * b_imaginary[i] + a_imaginary[i] * b_real[i];
  }
}

/// Four numbers at once, spelled out: rows are short, and what compilers put round a loop of so few costs more than the loop.
typedef double FourNumbers __attribute__((vector_size(32)));
/// Wherever they lie. A struct, for of a type that only has another name clang forgets how it is aligned.
struct __attribute__((packed, may_alias)) FourAnywhere {
  FourNumbers four;
};
inline FourAnywhere& at(double* from) { return *reinterpret_cast<FourAnywhere*>(from); }
inline const FourAnywhere& at(const double* from) { return *reinterpret_cast<const FourAnywhere*>(from); }

CREDITCAST_VECTORISED
void add_rows_product(const double* __restrict a, std::size_t rows, const double* __restrict b, std::size_t q,
                      double* __restrict out) {
  const std::size_t fours = q - q % 4;
  for (std::size_t i = 0; i < rows; ++i) {
    const double* from = a + i * q;
    double* to = out + i * q;
    for (std::size_t k = 0; k < fours; k += 4) {
      FourNumbers sum = at(to + k).four;
      for (std::size_t j = 0; j < fours; j += 4) {
        const double* row = b + j * q + k;
        sum += from[j] * at(row).four + from[j + 1] * at(row + q).four + from[j + 2] * at(row + 2 * q).four +
               from[j + 3] * at(row + 3 * q).four;
      }
      for (std::size_t j = fours; j < q; ++j) sum += from[j] * at(b + j * q + k).four;
      at(to + k).four = sum;
    }
    for (std::size_t k = fours; k < q; ++k) {
      for (std::size_t j = 0; j < q; ++j) to[k] += from[j] * b[j * q + k];
    }
  }
}

CREDITCAST_VECTORISED
void add_rows_scaled(const double* __restrict a, std::size_t rows, const double* __restrict b, std::size_t q,
                     double* __restrict out) {
  const std::size_t fours = q - q % 4;
  for (std::size_t k = 0; k < fours; k += 4) {
    const FourNumbers scale = at(b + k).four;
    for (std::size_t i = k; i < rows * q; i += q) at(out + i).four += scale * at(a + i).four;
  }
  for (std::size_t k = fours; k < q; ++k) {
    for (std::size_t i = k; i < rows * q; i += q) out[i] += b[k] * a[i];
  }
}

CREDITCAST_VECTORISED
double sum_of(const double* values, std::size_t count) {
  std::array<double, 8> sums{};
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    for (std::size_t k = 0; k < 8; ++k) sums[k] += values[i + k];
  }
  for (; i < count; ++i) sums[0] += values[i];
  return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
}

CREDITCAST_VECTORISED
double sum_of_products(const double* a, const double* b, std::size_t count) {
  std::array<double, 8> sums{};
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    for (std::size_t k = 0; k < 8; ++k) sums[k] += a[i + k] * b[i + k];
  }
  for (; i < count; ++i) sums[0] += a[i] * b[i];
  return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
}

CREDITCAST_VECTORISED
void sums_of_products(const double* rows, std::size_t stride, std::size_t number, const double* b, const double* c,
                      std::size_t count, double* with_b, double* with_c) {
  for (std::size_t r = 0; r < number; ++r) {
    const double* row = rows + r * stride;
    FourNumbers b0{}, b1{}, c0{}, c1{};
    std::size_t i = 0;
    for (; i + 8 <= count; i += 8) {
      b0 += at(row + i).four * at(b + i).four;
      b1 += at(row + i + 4).four * at(b + i + 4).four;
      c0 += at(row + i).four * at(c + i).four;
      c1 += at(row + i + 4).four * at(c + i + 4).four;
    }
    for (; i < count; ++i) {
      b0[0] += row[i] * b[i];
      c0[0] += row[i] * c[i];
    }
    with_b[r] = ((b0[0] + b0[1]) + (b0[2] + b0[3])) + ((b1[0] + b1[1]) + (b1[2] + b1[3]));
    with_c[r] = ((c0[0] + c0[1]) + (c0[2] + c0[3])) + ((c1[0] + c1[1]) + (c1[2] + c1[3]));
  }
}

}  // namespace creditcast
