#pragma once
/// Long convolutions by the fast Fourier transform. Only + - * / and sqrt, in one fixed order, so every machine gives the same
/// bytes. What comes out is off by some 1e-16 of the lines' norms, and so may lie below zero by as much.
#include <cstddef>
#include <vector>

namespace creditcast::exact {

class Transform {
 public:
  /// Multiplications that a circular convolution of n numbers takes, about.
  [[nodiscard]] static double work(std::size_t n);
  /// out[i] = the sum of a[j] x b[k] over j + k = i and j + k = i + n, for i < n, a power of two, at least 16 and at least as
  /// many as there are of a and of b.
  const std::vector<double>& convolve(const double* a, std::size_t a_count, const double* b, std::size_t b_count,
                                      std::size_t n);

 private:
  void reach(std::size_t n);
  /// [h + j], j < h: cosine and sine of j / 2h of a whole turn.
  std::vector<double> cosine_{0, 1}, sine_{0, 0};
  std::vector<double> real_, imaginary_;
};

}  // namespace creditcast::exact
