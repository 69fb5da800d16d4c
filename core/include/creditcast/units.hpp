#pragma once
/// Amounts, probabilities and rounding: integers only, so that every machine gives the same bytes.
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "creditcast/result.hpp"

namespace creditcast {

__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 UInt128;

inline constexpr std::int64_t kMicros = 1'000'000;
/// 8,000,000,000 units: the count of millionths stays below 2^53, so a JavaScript Number holds it and its decimal.
inline constexpr std::int64_t kAmountMaxMicros = 8'000'000'000 * kMicros;

/// A signed count of millionths of one unit (credits, energy points, money). |micros| <= kAmountMaxMicros.
/// The unit is known by where the amount stands; amounts of different units never add.
struct Amount {
  std::int64_t micros = 0;
  friend constexpr auto operator<=>(Amount, Amount) = default;
  [[nodiscard]] constexpr bool zero() const { return micros == 0; }
};

constexpr Amount whole(std::int64_t units) { return Amount{units * kMicros}; }

/// Sum and difference; nullopt past the largest amount.
constexpr std::optional<Amount> add(Amount a, Amount b) {
  const std::int64_t sum = a.micros + b.micros;  // two amounts cannot overflow 64 bits
  if (sum > kAmountMaxMicros || sum < -kAmountMaxMicros) return std::nullopt;
  return Amount{sum};
}
constexpr std::optional<Amount> subtract(Amount a, Amount b) { return add(a, Amount{-b.micros}); }

/// Sum where the caller has already proved that it fits (a balance below a checked total).
constexpr Amount operator+(Amount a, Amount b) {
  const auto sum = add(a, b);
  CREDITCAST_CHECK(sum.has_value());
  return *sum;
}
constexpr Amount operator-(Amount a, Amount b) { return a + Amount{-b.micros}; }
constexpr Amount& operator+=(Amount& a, Amount b) { return a = a + b; }
constexpr Amount& operator-=(Amount& a, Amount b) { return a = a - b; }
constexpr Amount min(Amount a, Amount b) { return a < b ? a : b; }
constexpr Amount max(Amount a, Amount b) { return a < b ? b : a; }

/// a times a whole count; nullopt past the largest amount.
std::optional<Amount> times(Amount a, std::int64_t count);

enum class RoundingMode : std::uint8_t {
  exact,    ///< to the millionth; a result that is finer is an error (Code::inexact)
  ceil,     ///< up to a multiple of the step
  floor,    ///< down to a multiple of the step
  half_up,  ///< to the nearest multiple of the step, halves away from zero
};
struct Rounding {
  RoundingMode mode = RoundingMode::exact;
  Amount step = whole(1);  ///< > 0; not used by `exact`
};

/// a x factor (a decimal held as an amount: 1.5 is 1,500,000 micros), rounded as named.
/// Errors: overflow, inexact.
Result<Amount> multiply(Amount a, Amount factor, Rounding rounding);
/// a / divisor (divisor > 0, a decimal held as an amount), rounded as named. Errors: overflow, inexact.
Result<Amount> divide(Amount a, Amount divisor, Rounding rounding);
/// a to a multiple of the step; `exact` returns a itself. Error: overflow.
Result<Amount> round_to(Amount a, Rounding rounding);

/// numerator / denominator (> 0) to the nearest whole number, halves to even.
std::int64_t divide_half_even(Int128 numerator, Int128 denominator);

/// Decimal text ("73.5", "-0.25", "1e3") to an amount, exactly. Errors: bad_number (finer than a millionth, not a number),
/// out_of_range.
Result<Amount> parse_amount(std::string_view text);
/// Shortest decimal that names the amount: "62040", "73.5", "-0.000001".
std::string to_decimal(Amount a);

/// A probability as an integer share of 2^32: 0 to 2^32, so that 1 is exact.
struct Share {
  std::uint64_t of_2_32 = 0;
  friend constexpr auto operator<=>(Share, Share) = default;
};
inline constexpr std::uint64_t kShareOne = std::uint64_t{1} << 32;
inline constexpr Share kNever{0};
inline constexpr Share kAlways{kShareOne};

/// A decimal between 0 and 1 (held as an amount) to the nearest share. Error: bad_probability.
Result<Share> share_of(Amount probability);
/// The share as a double in [0, 1]; exact, since a share has at most 33 bits.
constexpr double to_double(Share s) { return static_cast<double>(s.of_2_32) / 4294967296.0; }
constexpr Share product(Share a, Share b) {
  return Share{static_cast<std::uint64_t>((static_cast<UInt128>(a.of_2_32) * b.of_2_32 + (kShareOne >> 1)) >> 32)};
}

/// Shares of 2^32, one per outcome, that sum to 2^32 exactly. A draw u < 2^32 takes the first outcome whose cumulated
/// share exceeds u (inverse distribution function: monotone in u).
struct Distribution {
  std::vector<std::int64_t> values;      ///< strictly ascending outcomes
  std::vector<std::uint64_t> cumulated;  ///< same length, strictly ascending, last is 2^32
  [[nodiscard]] std::int64_t at(std::uint32_t u) const;
  [[nodiscard]] double mean() const;
};
/// Non-negative weights (any scale, at least one above 0) to shares by rounding the cumulated weight; outcomes whose share
/// becomes 0 are left out.
Distribution distribution_of(std::span<const std::int64_t> values, std::span<const double> weights);
/// Uniform on the whole numbers low..high.
Distribution uniform_distribution(std::int64_t low, std::int64_t high);
/// Poisson with the given mean (0 to 100,000), by + - * / alone, cut where less than one share of 2^32 is left.
Distribution poisson_distribution(double mean);

}  // namespace creditcast
