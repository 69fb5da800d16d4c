#pragma once
/// The innermost loops of the lanes, over all of them at once and without a branch, so that compilers turn them into vector
/// instructions. On x86-64 each is compiled twice, and the machine that runs it chooses; whole numbers give the same either
/// way.
#include <array>
#include <cstddef>
#include <cstdint>

namespace creditcast {

/// Paths that are walked together. Results do not depend on it.
inline constexpr std::size_t kLanes = 256;

/// Four numbers for each lane: the block at the counter (its path, word1, word2, word3).
struct LaneNumbers {
  alignas(64) std::array<std::array<std::uint32_t, kLanes>, 4> of;
};
/// Of the first `count` lanes; `paths` holds kLanes.
void philox_lanes(const std::uint32_t* paths, std::size_t count, std::uint32_t word1, std::uint32_t word2, std::uint32_t word3,
                  std::uint64_t seed, LaneNumbers& numbers);

/// Numbers packed in two: high = what stands above the lowest bits, low += first + those.
void lanes_unpack(const std::uint32_t* packed, std::size_t count, int bits, std::uint32_t first, std::int32_t* high,
                  std::int32_t* low);

/// left = sum of balances - asked - least, and whether any is below zero.
bool lanes_short(const std::int32_t* asked, std::int32_t least, const std::int32_t* const* balances, std::size_t count,
                 std::int32_t* left);
/// Takes what is asked from the balances in their order; need ends as what none of them held.
void lanes_draw(std::int32_t* need, std::int32_t* const* balances, std::size_t count);
/// to += from; from = 0.
void lanes_move(std::int32_t* to, std::int32_t* from);
/// to += from.
void lanes_add(std::int32_t* to, const std::int32_t* from);
/// to += amount.
void lanes_grant(std::int32_t* to, std::int32_t amount);
/// Over days in a row, each with kLanes numbers: asked += the sum of them, rest += the sum of what each is above its day's own.
void lanes_over(const std::int32_t* credits, const std::int32_t* own, std::size_t days, std::int32_t* asked,
                std::int32_t* rest);
/// to += amount - asked + rest.
void lanes_unused(std::int32_t* to, std::int32_t amount, const std::int32_t* asked, const std::int32_t* rest);
/// Of the first `count` lanes: in how many a + b is at most so much.
[[nodiscard]] std::uint32_t lanes_at_most(const std::int32_t* a, const std::int32_t* b, std::size_t count, std::int32_t most);
/// Those of the first `count` lanes that are below zero, ascending; how many they are.
std::size_t lanes_below_zero(const std::int32_t* values, std::size_t count, std::uint8_t* lanes);
[[nodiscard]] std::int64_t lanes_sum(const std::int32_t* values);

/// The sum of numbers and of their squares, those in parts of 32 bits.
struct LaneSums {
  std::int64_t sum = 0;
  std::uint64_t low_squares = 0, high_squares = 0;
};
[[nodiscard]] LaneSums sums_of(const std::int32_t* values, std::size_t count);

/// Follows lanes through a day of which they ask so much, with so much of its own: those that keep at least `least` after it
/// pay (spent += asked; left -= what is past the day's own); of the others `less` ends below zero. Lanes that ask for nothing
/// are none of them, unless `nothing_counts`.
void lanes_follow(const std::int32_t* asked, std::size_t count, std::int32_t own, std::int32_t least, bool nothing_counts,
                  std::int32_t* left, std::int32_t* spent, std::int32_t* less);

/// to[i] += scale x from[i].
void add_scaled(const double* from, std::size_t count, double scale, double* to);
/// out[i + j] += a[i] x b[j], for all of both, a not the shorter; each number of `out` in one fixed order of adding.
void add_products(const double* a, std::size_t a_count, const double* b, std::size_t b_count, double* out);
/// A circle of n complex numbers, a power of two and at least 16, as waves, and back, then n times what it was. The order of
/// waves is of no account, as long as they are only multiplied. cosine, sine: [h + j], j < h, of j / 2h of a whole turn, for
/// all powers of two h up to n / 2.
void circle_forth(double* real, double* imaginary, std::size_t n, const double* cosine, const double* sine);
void circle_back(double* real, double* imaginary, std::size_t n, const double* cosine, const double* sine);
/// a x b of each wave, or added; a circle may be multiplied by itself.
void circle_products(const double* a_real, const double* a_imaginary, const double* b_real, const double* b_imaginary,
                     std::size_t n, double* real, double* imaginary);
void add_circle_products(const double* a_real, const double* a_imaginary, const double* b_real, const double* b_imaginary,
                         std::size_t n, double* real, double* imaginary);
/// out += a x b, row by row: a of so many rows and b of q rows, all of q numbers.
void add_rows_product(const double* a, std::size_t rows, const double* b, std::size_t q, double* out);
/// out[i x q + k] += a[i x q + k] x b[k].
void add_rows_scaled(const double* a, std::size_t rows, const double* b, std::size_t q, double* out);

/// The sum of numbers, and of a[i] x b[i], added up in eight parts.
[[nodiscard]] double sum_of(const double* values, std::size_t count);
[[nodiscard]] double sum_of_products(const double* a, const double* b, std::size_t count);
/// The same of each of so many rows, which begin `stride` apart, with b and with c.
void sums_of_products(const double* rows, std::size_t stride, std::size_t number, const double* b, const double* c,
                      std::size_t count, double* with_b, double* with_c);

}  // namespace creditcast
