#include "exact_transform.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "lane_kernels.hpp"

namespace creditcast::exact {

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

double Transform::balance(std::span<const double> a, std::span<const double> b) {
  const double a_squares = sum_of_products(a.data(), a.data(), a.size()),
               b_squares = sum_of_products(b.data(), b.data(), b.size());
  if (!(a_squares > 0) || !(b_squares > 0)) return 0;
  int exponent = 0;
  std::frexp(a_squares / b_squares, &exponent);
  return std::ldexp(1.0, exponent / 2);
}

/// And what comes of it as waves.
void Transform::fill(Circle& circle, std::span<const double> a, std::span<const double> b, double scale, std::size_t n) {
  reach(n);
  circle.real.resize(n);
  circle.imaginary.resize(n);
  for (std::size_t i = 0; i < a.size(); ++i) circle.real[i] = a[i];
  for (std::size_t i = 0; i < b.size(); ++i) circle.imaginary[i] = b[i] * scale;
  std::fill(circle.real.begin() + static_cast<std::ptrdiff_t>(a.size()), circle.real.end(), 0.0);
  std::fill(circle.imaginary.begin() + static_cast<std::ptrdiff_t>(b.size()), circle.imaginary.end(), 0.0);
  circle_forth(circle.real.data(), circle.imaginary.data(), n, cosine_.data(), sine_.data());
}

Circle Transform::waves(std::span<const double> a, std::span<const double> b, double scale, std::size_t n) {
  Circle circle;
  fill(circle, a, b, scale, n);
  return circle;
}

const Circle& Transform::convolve(std::span<const Circle> a, std::span<const Circle> b, double scale) {
  const std::size_t n = a.front().real.size();
  product_.real.resize(n);
  product_.imaginary.resize(n);
  circle_products(a[0].real.data(), a[0].imaginary.data(), b[0].real.data(), b[0].imaginary.data(), n, product_.real.data(),
                  product_.imaginary.data());
  for (std::size_t i = 1; i < a.size(); ++i)
    add_circle_products(a[i].real.data(), a[i].imaginary.data(), b[i].real.data(), b[i].imaginary.data(), n,
                        product_.real.data(), product_.imaginary.data());
  circle_back(product_.real.data(), product_.imaginary.data(), n, cosine_.data(), sine_.data());
  const double back = 1 / static_cast<double>(n);
  for (double& value : product_.real) value *= back;
  for (double& value : product_.imaginary) value *= back / scale;
  return product_;
}

const std::vector<double>& Transform::convolve(std::span<const double> a, std::span<const double> b, std::size_t n) {
  // As one complex line: its square has twice the product of both as its imaginary part. Both should weigh about the same.
  const double scale = balance(a, b);
  if (scale == 0) {
    product_.imaginary.assign(n, 0.0);
    return product_.imaginary;
  }
  fill(filled_, a, b, scale, n);
  return convolve({&filled_, 1}, {&filled_, 1}, 2 * scale).imaginary;
}

}  // namespace creditcast::exact
