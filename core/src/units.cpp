#include "creditcast/units.hpp"

#include <algorithm>
#include <cstddef>

namespace creditcast {
namespace {

constexpr Int128 magnitude(Int128 x) { return x < 0 ? -x : x; }

std::optional<Amount> amount_of(Int128 micros) {
  if (magnitude(micros) > kAmountMaxMicros) return std::nullopt;
  return Amount{static_cast<std::int64_t>(micros)};
}

Error overflow_error() { return Error{Code::overflow, {}, "the result is beyond 8000000000 units", {}, {}, 0, 0}; }

/// numerator / denominator (> 0) to a whole number, by the named rounding; nullopt where `exact` is not exact.
std::optional<Int128> divide_as(Int128 numerator, Int128 denominator, RoundingMode mode) {
  // Floored division, so that one case covers both signs.
  Int128 quotient = numerator / denominator;
  Int128 rest = numerator % denominator;
  if (rest < 0) {
    rest += denominator;
    quotient -= 1;
  }
  if (rest == 0) return quotient;
  switch (mode) {
    case RoundingMode::exact: return std::nullopt;
    case RoundingMode::floor: return quotient;
    case RoundingMode::ceil: return quotient + 1;
    case RoundingMode::half_up: {
      const Int128 above = denominator - rest;  // distance to quotient + 1
      if (rest == above) return numerator < 0 ? quotient : quotient + 1;
      return rest < above ? quotient : quotient + 1;
    }
  }
  return std::nullopt;
}

/// numerator / denominator, a count of millionths as a fraction, to an amount.
Result<Amount> rounded(Int128 numerator, Int128 denominator, Rounding rounding) {
  Int128 step = 1;
  if (rounding.mode != RoundingMode::exact) {
    CREDITCAST_CHECK(rounding.step.micros > 0);
    step = rounding.step.micros;
  }
  const auto steps = divide_as(numerator, denominator * step, rounding.mode);
  if (!steps) return {Code::inexact, "the result is finer than a millionth", "a named rounding: ceil, floor or half_up"};
  // Checked before the product: a coarse step may round a small amount past the limit.
  if (magnitude(*steps) > kAmountMaxMicros) return overflow_error();
  const auto amount = amount_of(*steps * step);
  if (!amount) return overflow_error();
  return *amount;
}

bool digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<Amount> times(Amount a, std::int64_t count) { return amount_of(static_cast<Int128>(a.micros) * count); }

Result<Amount> multiply(Amount a, Amount factor, Rounding rounding) {
  return rounded(static_cast<Int128>(a.micros) * factor.micros, kMicros, rounding);
}

Result<Amount> divide(Amount a, Amount divisor, Rounding rounding) {
  CREDITCAST_CHECK(divisor.micros > 0);
  return rounded(static_cast<Int128>(a.micros) * kMicros, divisor.micros, rounding);
}

Result<Amount> round_to(Amount a, Rounding rounding) { return rounded(a.micros, 1, rounding); }

std::int64_t divide_half_even(Int128 numerator, Int128 denominator) {
  CREDITCAST_CHECK(denominator > 0);
  Int128 quotient = numerator / denominator;
  Int128 rest = numerator % denominator;
  if (rest < 0) {
    rest += denominator;
    quotient -= 1;
  }
  const Int128 above = denominator - rest;
  if (rest > above || (rest == above && quotient % 2 != 0)) quotient += 1;
  CREDITCAST_CHECK(quotient <= INT64_MAX && quotient >= INT64_MIN);
  return static_cast<std::int64_t>(quotient);
}

Result<Amount> parse_amount(std::string_view text) {
  const auto not_a_number = [&] {
    return Error{Code::bad_number,
                 {},
                 {"'{0}' is not a decimal number", {std::string(text.substr(0, 40))}},
                 "a decimal such as 73.5",
                 {},
                 0,
                 0};
  };
  // The grammar is JSON's, so that a number means the same wherever it is read.
  std::size_t at = 0;
  const bool negative = at < text.size() && text[at] == '-';
  if (negative) ++at;
  const std::size_t whole_from = at;
  while (at < text.size() && digit(text[at])) ++at;
  const std::string_view whole_part = text.substr(whole_from, at - whole_from);
  if (whole_part.empty() || (whole_part.size() > 1 && whole_part.front() == '0')) return not_a_number();
  std::string_view fraction;
  if (at < text.size() && text[at] == '.') {
    const std::size_t from = ++at;
    while (at < text.size() && digit(text[at])) ++at;
    fraction = text.substr(from, at - from);
    if (fraction.empty()) return not_a_number();
  }
  std::int64_t exponent = 0;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    const bool below = at < text.size() && text[at] == '-';
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    const std::size_t from = at;
    // Held at a billion: the text itself cannot have so many digits to make up for it.
    for (; at < text.size() && digit(text[at]); ++at) {
      exponent = std::min<std::int64_t>(exponent * 10 + (text[at] - '0'), 1'000'000'000);
    }
    if (at == from) return not_a_number();
    if (below) exponent = -exponent;
  }
  if (at != text.size()) return not_a_number();

  // The digits that count, as one whole number times a power of ten.
  std::string digits(whole_part);
  digits += fraction;
  std::int64_t power = exponent - static_cast<std::int64_t>(fraction.size()) + 6;  // in millionths
  while (!digits.empty() && digits.back() == '0') {
    digits.pop_back();
    ++power;
  }
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  if (digits.empty()) return Amount{0};
  const auto too_far = [&] {
    return Error{Code::out_of_range,
                 {},
                 {"{0} is out of range", {std::string(text.substr(0, 40))}},
                 "-8000000000 to 8000000000",
                 {},
                 0,
                 0};
  };
  if (static_cast<std::int64_t>(digits.size()) + power > 16) return too_far();
  if (power < 0) {
    return Error{Code::bad_number,
                 {},
                 {"{0} is finer than a millionth", {std::string(text.substr(0, 40))}},
                 "at most six decimals",
                 {},
                 0,
                 0};
  }
  std::int64_t micros = 0;
  for (const char c : digits) micros = micros * 10 + (c - '0');
  for (; power > 0; --power) micros *= 10;
  if (micros > kAmountMaxMicros) return too_far();
  return Amount{negative ? -micros : micros};
}

std::string to_decimal(Amount a) {
  const bool negative = a.micros < 0;
  const std::int64_t micros = negative ? -a.micros : a.micros;
  std::string text = negative ? "-" : "";
  text += std::to_string(micros / kMicros);
  std::string fraction = std::to_string(micros % kMicros + kMicros).substr(1);  // six digits, zeros in front
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  if (!fraction.empty()) text += "." + fraction;
  return text;
}

Result<Share> share_of(Amount probability) {
  if (probability.micros < 0 || probability.micros > kMicros) {
    return {Code::bad_probability, {"{0} is not a probability", {to_decimal(probability)}}, "0 to 1"};
  }
  const auto scaled = static_cast<UInt128>(probability.micros) << 32;
  return Share{static_cast<std::uint64_t>((scaled + kMicros / 2) / kMicros)};
}

std::int64_t Distribution::at(std::uint32_t u) const {
  if (values.size() == 1) return values.front();
  // Few outcomes are counted rather than searched: no machine can foresee where a search turns.
  if (cumulated.size() <= 16) {
    std::size_t index = 0;
    for (const std::uint64_t end : cumulated) index += end <= u ? 1 : 0;
    return values[index];
  }
  const auto found = std::upper_bound(cumulated.begin(), cumulated.end(), std::uint64_t{u});
  return values[static_cast<std::size_t>(found - cumulated.begin())];
}

double Distribution::mean() const {
  // Summed in integers, so that only one rounding remains.
  Int128 sum = 0;
  std::uint64_t before = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    sum += static_cast<Int128>(values[i]) * static_cast<Int128>(cumulated[i] - before);
    before = cumulated[i];
  }
  return static_cast<double>(sum) / static_cast<double>(kShareOne);
}

Distribution distribution_of(std::span<const std::int64_t> values, std::span<const double> weights) {
  CREDITCAST_CHECK(values.size() == weights.size());
  double total = 0;
  for (const double weight : weights) {
    CREDITCAST_CHECK(weight >= 0);
    total += weight;
  }
  CREDITCAST_CHECK(total > 0);
  // What no longer weighs anything must not be what closes the table.
  std::size_t last = weights.size();
  while (weights[last - 1] == 0) --last;
  Distribution result;
  double sum = 0;
  std::uint64_t before = 0;
  for (std::size_t i = 0; i < last; ++i) {
    CREDITCAST_CHECK(i == 0 || values[i] > values[i - 1]);
    sum += weights[i];
    const double scaled = sum / total * static_cast<double>(kShareOne) + 0.5;
    const std::uint64_t share = std::min(static_cast<std::uint64_t>(scaled), kShareOne);
    if (share == before) continue;
    result.values.push_back(values[i]);
    result.cumulated.push_back(share);
    before = share;
  }
  // The sum ends at the total itself, added in the same order, so the last share is one.
  CREDITCAST_CHECK(before == kShareOne);
  return result;
}

Distribution uniform_distribution(std::int64_t low, std::int64_t high) {
  constexpr std::int64_t kOutcomesMax = 1'000'000;
  CREDITCAST_CHECK(low <= high && high - low < kOutcomesMax);
  const auto count = static_cast<std::uint64_t>(high - low + 1);
  Distribution result;
  result.values.reserve(static_cast<std::size_t>(count));
  result.cumulated.reserve(static_cast<std::size_t>(count));
  for (std::uint64_t i = 1; i <= count; ++i) {
    result.values.push_back(low + static_cast<std::int64_t>(i) - 1);
    result.cumulated.push_back((i * kShareOne + count / 2) / count);
  }
  return result;
}

Distribution poisson_distribution(double mean) {
  CREDITCAST_CHECK(mean >= 0 && mean <= 100'000);
  const auto mode = static_cast<std::int64_t>(mean);
  // Outwards from the mode by p(k+1)/p(k) = mean/(k+1): no exponential is needed, and nothing under- or overflows.
  // Weights this far below the mode's cannot reach one share of 2^32 even all together.
  constexpr double kNegligible = 1e-18;
  std::vector<double> below;  // mode - 1, mode - 2, ...
  double weight = 1;
  for (std::int64_t k = mode; k > 0; --k) {
    weight = weight * static_cast<double>(k) / mean;
    if (weight < kNegligible) break;
    below.push_back(weight);
  }
  std::vector<double> weights(below.rbegin(), below.rend());
  weights.push_back(1);
  weight = 1;
  for (std::int64_t k = mode + 1;; ++k) {
    weight = weight * mean / static_cast<double>(k);
    if (weight < kNegligible) break;
    weights.push_back(weight);
  }
  std::vector<std::int64_t> values(weights.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = mode - static_cast<std::int64_t>(below.size()) + static_cast<std::int64_t>(i);
  }
  return distribution_of(values, weights);
}

}  // namespace creditcast
