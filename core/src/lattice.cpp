#include "lattice.hpp"

#include <algorithm>

#include "creditcast/check.hpp"
#include "lane_kernels.hpp"

namespace creditcast {

double Lattice::total() const {
  double sum = 0;
  for (const double weight : weights) sum += weight;
  return sum;
}

Lattice point(std::int64_t credits, std::int64_t pieces) {
  Lattice lattice;
  lattice.first_credits = credits;
  lattice.first_pieces = pieces;
  return lattice;
}

Lattice spanning(const Lattice& a, const Lattice& b) {
  const auto end = [](std::int64_t first, std::size_t count) { return first + static_cast<std::int64_t>(count); };
  Lattice both;
  both.first_credits = std::min(a.first_credits, b.first_credits);
  both.first_pieces = std::min(a.first_pieces, b.first_pieces);
  both.rows =
      static_cast<std::size_t>(std::max(end(a.first_credits, a.rows), end(b.first_credits, b.rows)) - both.first_credits);
  both.columns =
      static_cast<std::size_t>(std::max(end(a.first_pieces, a.columns), end(b.first_pieces, b.columns)) - both.first_pieces);
  both.weights.assign(both.rows * both.columns, 0.0);
  return both;
}

void add_moved(Lattice& to, const Lattice& what, std::int64_t credits, double scale) {
  const std::int64_t row_offset = what.first_credits + credits - to.first_credits;
  const std::int64_t column_offset = what.first_pieces - to.first_pieces;
  CREDITCAST_CHECK(row_offset >= 0 && column_offset >= 0 && static_cast<std::size_t>(row_offset) + what.rows <= to.rows &&
                   static_cast<std::size_t>(column_offset) + what.columns <= to.columns);
  for (std::size_t row = 0; row < what.rows; ++row) {
    const double* from = &what.weights[row * what.columns];
    double* into =
        &to.weights[(row + static_cast<std::size_t>(row_offset)) * to.columns + static_cast<std::size_t>(column_offset)];
    for (std::size_t column = 0; column < what.columns; ++column) into[column] += scale * from[column];
  }
}

Lattice convolve(const Lattice& a, const Lattice& b) {
  const Lattice& small = a.weights.size() <= b.weights.size() ? a : b;
  const Lattice& large = &small == &a ? b : a;
  Lattice sum;
  sum.first_credits = a.first_credits + b.first_credits;
  sum.first_pieces = a.first_pieces + b.first_pieces;
  sum.rows = a.rows + b.rows - 1;
  sum.columns = a.columns + b.columns - 1;
  sum.weights.assign(sum.rows * sum.columns, 0.0);
  for (std::size_t row = 0; row < small.rows; ++row) {
    for (std::size_t column = 0; column < small.columns; ++column) {
      const double weight = small.weights[row * small.columns + column];
      if (weight == 0.0) continue;
      if (large.columns == sum.columns) {  // then rows lie side by side, and one loop goes over them all
        add_scaled(large.weights.data(), large.weights.size(), weight, &sum.weights[row * sum.columns]);
        continue;
      }
      for (std::size_t other = 0; other < large.rows; ++other) {
        const double* from = &large.weights[other * large.columns];
        double* into = &sum.weights[(row + other) * sum.columns + column];
        for (std::size_t i = 0; i < large.columns; ++i) into[i] += weight * from[i];
      }
    }
  }
  return sum;
}

double trim(Lattice& lattice, double most) {
  const auto row_weight = [&](std::size_t row) {
    double sum = 0;
    for (std::size_t column = 0; column < lattice.columns; ++column) sum += lattice.weights[row * lattice.columns + column];
    return sum;
  };
  const auto column_weight = [&](std::size_t column) {
    double sum = 0;
    for (std::size_t row = 0; row < lattice.rows; ++row) sum += lattice.weights[row * lattice.columns + column];
    return sum;
  };
  double out = 0;
  const auto edges = [&](std::size_t count, const auto& weight_of, double may) {
    std::size_t first = 0, last = count;
    double left = 0;
    while (last - first > 1) {
      const double w = weight_of(first);
      if (left + w > may / 2) break;
      left += w;
      ++first;
    }
    double right = 0;
    while (last - first > 1) {
      const double w = weight_of(last - 1);
      if (right + w > may / 2) break;
      right += w;
      --last;
    }
    out += left + right;
    return std::pair(first, last);
  };
  const auto [first_row, last_row] = edges(lattice.rows, row_weight, most / 2);
  const auto [first_column, last_column] = edges(lattice.columns, column_weight, most / 2);
  if (last_row - first_row == lattice.rows && last_column - first_column == lattice.columns) return 0;
  Lattice kept;
  kept.first_credits = lattice.first_credits + static_cast<std::int64_t>(first_row);
  kept.first_pieces = lattice.first_pieces + static_cast<std::int64_t>(first_column);
  kept.rows = last_row - first_row;
  kept.columns = last_column - first_column;
  kept.weights.resize(kept.rows * kept.columns);
  for (std::size_t row = 0; row < kept.rows; ++row) {
    for (std::size_t column = 0; column < kept.columns; ++column)
      kept.weights[row * kept.columns + column] = lattice.weights[(row + first_row) * lattice.columns + column + first_column];
  }
  lattice = std::move(kept);
  return out;
}

}  // namespace creditcast
