#include "creditcast/sort.hpp"

#include <algorithm>
#include <numeric>

namespace creditcast {

std::vector<std::uint32_t> sorted_places(std::size_t count, const std::function<bool(std::uint32_t, std::uint32_t)>& before) {
  std::vector<std::uint32_t> places(count);
  std::iota(places.begin(), places.end(), 0U);
  std::stable_sort(places.begin(), places.end(), [&before](std::uint32_t a, std::uint32_t b) { return before(a, b); });
  return places;
}

}  // namespace creditcast
