#include "exact_line.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "creditcast/random.hpp"

using namespace creditcast;
using namespace creditcast::exact;

namespace {

/// So many weights that add up to one, the same at every call.
Line any_line(std::int64_t first, std::size_t count, std::uint32_t which) {
  Line line{first, {}};
  for (std::uint32_t i = 0; i < count; ++i) line.w.push_back(philox_4x32_10({i, which, 0, 0}, {3, 5})[0] * 0x1p-32);
  const double total = line.total();
  for (double& w : line.w) w /= total;
  return line;
}

double product_at(const Line& a, const Line& b, std::int64_t value) {
  double sum = 0;
  for (std::int64_t x = a.first; x < a.end(); ++x) sum += a.at(x) * b.at(value - x);
  return sum;
}

}  // namespace

TEST_CASE("sums of independent numbers are what multiplying each with each gives, however many there are") {
  Effort effort(1e12);
  // From a handful, multiplied one by one, to as many as go through a transform of an even and of an odd number of halvings.
  for (const auto& sizes :
       std::vector<std::pair<std::size_t, std::size_t>>{{1, 1}, {3, 9}, {40, 700}, {511, 514}, {900, 1'300}}) {
    const std::size_t m = sizes.first, n = sizes.second;
    CAPTURE(m);
    CAPTURE(n);
    const Line a = any_line(-7, m, 1), b = any_line(20, n, 2);
    const Line sum = effort.convolved(a, b);
    REQUIRE(sum.first == 13);
    REQUIRE(sum.end() == a.end() + b.end() - 1);
    double off = 0;
    for (std::int64_t value = sum.first; value < sum.end(); ++value)
      off = std::max(off, std::abs(sum.at(value) - product_at(a, b, value)));
    CHECK(off < 1e-17);
    // Of a part of it, the same.
    const std::int64_t least = sum.first + static_cast<std::int64_t>(m), end = sum.end() - static_cast<std::int64_t>(n) / 3;
    const Line part = effort.convolved(a, b, least, end);
    if (least < end) CHECK(part.first >= least);
    CHECK(part.end() <= std::max(least, end));
    off = 0;
    for (std::int64_t value = least; value < end; ++value)
      off = std::max(off, std::abs(part.at(value) - product_at(a, b, value)));
    CHECK(off < 1e-17);
  }
  CHECK(effort.ok());
}

TEST_CASE("a line that weighs next to nothing loses nothing beside one that does") {
  Effort effort(1e12);
  Line small = any_line(0, 1'000, 3);
  for (double& w : small.w) w *= 1e-12;
  const Line large = any_line(0, 1'000, 4);
  const Line sum = effort.convolved(small, large);
  double off = 0;
  for (std::int64_t value = 0; value < sum.end(); ++value)
    off = std::max(off, std::abs(sum.at(value) - product_at(small, large, value)));
  CHECK(off < 1e-29);
}
