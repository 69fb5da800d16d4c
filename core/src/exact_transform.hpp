#pragma once
/// Long convolutions by the fast Fourier transform. Only + - * / and sqrt, in one fixed order, so every machine gives the same
/// bytes. What comes out is off by some 1e-16 of the lines' norms, and so may lie below zero by as much.
#include <cstddef>
#include <span>
#include <vector>

namespace creditcast::exact {

/// Complex numbers round a circle, or the waves that they are made of.
struct Circle {
  std::vector<double> real, imaginary;
};

class Transform {
 public:
  /// Multiplications that a convolution round a circle of n numbers takes, about.
  [[nodiscard]] static double work(std::size_t n);
  /// out[i] = the sum of a[j] x b[k] over j + k = i and j + k = i + n, for i < n, a power of two, at least 16 and at least as
  /// many as there are of a and of b.
  const std::vector<double>& convolve(std::span<const double> a, std::span<const double> b, std::size_t n);
  /// The waves of two lines as one, the second one times so much.
  Circle waves(std::span<const double> a, std::span<const double> b, double scale, std::size_t n);
  /// The convolutions of pairs of circles, one and one, added up; all of one size and given by their waves. The imaginary part
  /// is divided by so much.
  const Circle& convolve(std::span<const Circle> a, std::span<const Circle> b, double scale);
  /// A power of two by which b weighs about as much as a; 0 if one of them weighs nothing.
  [[nodiscard]] static double balance(std::span<const double> a, std::span<const double> b);

 private:
  void reach(std::size_t n);
  void fill(Circle& circle, std::span<const double> a, std::span<const double> b, double scale, std::size_t n);
  /// [h + j], j < h: cosine and sine of j / 2h of a whole turn.
  std::vector<double> cosine_{0, 1}, sine_{0, 0};
  Circle filled_, product_;
};

}  // namespace creditcast::exact
