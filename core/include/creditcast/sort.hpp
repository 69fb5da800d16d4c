#pragma once
/// Sorting for small programs: one algorithm for all types.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace creditcast {

/// The places 0 to count - 1 in their order; of two of which neither comes before the other, the lower one first.
std::vector<std::uint32_t> sorted_places(std::size_t count, const std::function<bool(std::uint32_t, std::uint32_t)>& before);

/// Sorts, and leaves equal values in their order. Each type that std::stable_sort is used on is 3 KB of what a browser loads;
/// here it is a fraction of that. Where sorting takes time, take std::sort.
template <typename T, typename Before>
void sort_stably(std::vector<T>& values, Before before) {
  std::vector<T> sorted;
  sorted.reserve(values.size());
  const auto by_place = [&](std::uint32_t a, std::uint32_t b) { return before(values[a], values[b]); };
  for (const std::uint32_t place : sorted_places(values.size(), by_place)) sorted.push_back(std::move(values[place]));
  values = std::move(sorted);
}

}  // namespace creditcast
