#include "exact_transform.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "lane_kernels.hpp"

namespace creditcast::exact {

namespace {

double sum_of_squares(const double* a, std::size_t count) { return sum_of_products(a, a, count); }

}  // namespace

double Transform::work(std::size_t n) { return 8 * static_cast<double>(n) * static_cast<double>(std::bit_width(n)); }

void Transform::reach(std::size_t n) {
  while (cosine_.size() < n) {
    const std::size_t more = cosine_.size(), half = more / 2;
    cosine_.resize(2 * more);
    sine_.resize(2 * more);
    // The smallest angle is half of the smallest so far; the first is a quarter turn.
    const double c = half < 2 ? 0 : std::sqrt((1 + cosine_[half + 1]) / 2);
    const double s = half < 2 ? 1 : sine_[half + 1] / (2 * c);
    for (std::size_t j = 0; j < half; ++j) {
      const double c0 = cosine_[half + j], s0 = sine_[half + j];
      cosine_[more + 2 * j] = c0;
      sine_[more + 2 * j] = s0;
      cosine_[more + 2 * j + 1] = c0 * c - s0 * s;
      sine_[more + 2 * j + 1] = c0 * s + s0 * c;
    }
  }
}

const std::vector<double>& Transform::convolve(const double* a, std::size_t a_count, const double* b, std::size_t b_count,
                                               std::size_t n) {
  reach(n);
  real_.resize(n);
  imaginary_.resize(n);
  // As one complex line: its square has twice the product of both as its imaginary part. Both should weigh about the same.
  const double a_norm = sum_of_squares(a, a_count), b_norm = sum_of_squares(b, b_count);
  if (!(a_norm > 0) || !(b_norm > 0)) {
    std::fill(imaginary_.begin(), imaginary_.end(), 0.0);
    return imaginary_;
  }
  int exponent = 0;
  std::frexp(a_norm / b_norm, &exponent);
  const double scale = std::ldexp(1.0, exponent / 2);
  for (std::size_t i = 0; i < a_count; ++i) real_[i] = a[i];
  for (std::size_t i = 0; i < b_count; ++i) imaginary_[i] = b[i] * scale;
  std::fill(real_.begin() + static_cast<std::ptrdiff_t>(a_count), real_.end(), 0.0);
  std::fill(imaginary_.begin() + static_cast<std::ptrdiff_t>(b_count), imaginary_.end(), 0.0);
  square_circle(real_.data(), imaginary_.data(), n, cosine_.data(), sine_.data());
  const double back = 1 / (2 * static_cast<double>(n) * scale);
  for (double& value : imaginary_) value *= back;
  return imaginary_;
}

}  // namespace creditcast::exact
