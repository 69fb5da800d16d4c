#pragma once
/// Joint distributions of (credits, pieces finished) on whole steps of both, as weights. Only + - * /, so every machine gives
/// the same bytes.
#include <cstddef>
#include <cstdint>
#include <vector>

namespace creditcast {

/// weights[row * pieces + column] belongs to credits first_credits + row and pieces first_pieces + column. Credits are counted
/// in grains (see grain_of). Never empty.
struct Lattice {
  std::int64_t first_credits = 0;
  std::int64_t first_pieces = 0;
  std::size_t rows = 1;
  std::size_t columns = 1;
  std::vector<double> weights{1.0};

  [[nodiscard]] double at(std::int64_t credits, std::int64_t pieces) const {
    const auto row = static_cast<std::uint64_t>(credits - first_credits);
    const auto column = static_cast<std::uint64_t>(pieces - first_pieces);
    return row < rows && column < columns ? weights[static_cast<std::size_t>(row) * columns + static_cast<std::size_t>(column)]
                                          : 0.0;
  }
  [[nodiscard]] double total() const;
};

/// All weight on one point.
Lattice point(std::int64_t credits, std::int64_t pieces);
/// No weight, over the extent that holds both and all between.
Lattice spanning(const Lattice& a, const Lattice& b);
/// to += scale x what, moved by so many credits. `to` must span it.
void add_moved(Lattice& to, const Lattice& what, std::int64_t credits, double scale);
/// The distribution of the sum of independent parts.
Lattice convolve(const Lattice& a, const Lattice& b);
/// Leaves out rows and columns at the edges while what is left out in all weighs at most `most`. Returns what it weighed.
double trim(Lattice& lattice, double most);

}  // namespace creditcast
