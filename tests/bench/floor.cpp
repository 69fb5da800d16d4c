/// The floor under every way that samples workload B1 a day at a time: for each path and working day one Philox 4x32-10 number
/// (all four of a block are used), one entry of an inverse table found through a guide, and three balances that it is taken
/// from. Nothing else is done with it: no opened days, no months, no quantiles. Plain loops, without intrinsics.
///   floor [PATHS] [SEED]
#include <algorithm>
#include <array>
#include <vector>

#include "report.hpp"

namespace {

using namespace creditcast::bench;

constexpr std::size_t kMonths = 12, kWorkingDays = 22, kDays = kMonths * kWorkingDays, kBlocks = kDays / 4;
constexpr std::int32_t kDaily = 100, kMonthly = 15'000, kBought = 20'000;

// ---------------------------------------------------------------------------------------------------- a day's demand
/// All prices of B1 are multiples of this.
constexpr std::int32_t kStep = 20;
/// Days that want more are one in 10^15.
constexpr std::size_t kMost = 1'024;
using Chances = std::vector<double>;  // of 0, 1, 2, ... steps

Chances convolve(const Chances& a, const Chances& b) {
  Chances sum(kMost, 0.0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; a[i] > 0 && j < b.size() && i + j < kMost; ++j) sum[i + j] += a[i] * b[j];
  }
  return sum;
}

/// Requests of so many steps each, one and then a further one with the given chance.
Chances repeated(std::size_t steps, double again) {
  Chances chances(kMost, 0.0);
  double chance = 1 - again;
  for (std::size_t i = steps; i < kMost; i += steps, chance *= again) chances[i] = chance;
  return chances;
}

Chances of_a_project() {
  Chances explore(13, 0.0);
  double here = 1;
  for (std::size_t request = 1; request <= 12; ++request) {
    const double accepted = request == 12 ? 1 : std::min(0.9, 0.35 + 0.2 * static_cast<double>((request - 1) / 3));
    explore[request] = here * accepted;
    here *= 1 - accepted;
  }
  Chances select(kMost, 0.0);
  for (const std::size_t batch : {4U, 5U, 6U}) {
    const Chances one = repeated(batch * 40 / kStep, 0.2);
    for (std::size_t i = 0; i < kMost; ++i) select[i] += one[i] / 3;
  }
  return convolve(convolve(explore, select), convolve(repeated(120 / kStep, 0.25), {0.7, 0, 0, 0.3}));
}

/// Poisson(1.5) projects, by Panjer's recursion.
Chances of_a_day() {
  const Chances project = of_a_project();
  Chances day(kMost, 0.0);
  day[0] = std::exp(-1.5);
  for (std::size_t n = 1; n < kMost; ++n) {
    for (std::size_t i = 1; i <= n; ++i)
      day[n] += 1.5 * static_cast<double>(i) / static_cast<double>(n) * project[i] * day[n - i];
  }
  return day;
}

/// The inverse of a distribution on 2^32 equal shares. The guide names the entry of the first draw of each 4,096th; the wanted
/// one is that or, rarely, one of the next.
class Inverse {
 public:
  explicit Inverse(const Chances& chances) {
    double sum = 0;
    for (std::size_t i = 0; i < chances.size(); ++i) {
      sum += chances[i];
      const auto last = static_cast<std::uint32_t>(std::clamp(std::nearbyint(sum * 4294967296.0) - 1, 0.0, 4294967295.0));
      if (entries_.empty() || last > entries_.back().last) entries_.push_back({last, kStep * static_cast<std::int32_t>(i)});
    }
    entries_.back().last = UINT32_MAX;
    std::uint16_t entry = 0;
    for (std::uint32_t cell = 0; cell < guide_.size(); ++cell) {
      while ((cell << (32 - kBits)) > entries_[entry].last) ++entry;
      guide_[cell] = entry;
    }
  }
  [[nodiscard]] std::int32_t credits(std::uint32_t draw) const {
    const Entry* entry = entries_.data() + guide_[draw >> (32 - kBits)];
    while (draw > entry->last) ++entry;
    return entry->credits;
  }

 private:
  static constexpr unsigned kBits = 12;
  struct Entry {
    std::uint32_t last;  ///< draw that gives these credits
    std::int32_t credits;
  };
  std::array<std::uint16_t, 1U << kBits> guide_{};
  std::vector<Entry> entries_;
};

// ---------------------------------------------------------------------------------------------------- Philox 4x32-10
/// The numbers of one path. The blocks lie side by side, so that the compiler may work on several at once.
void philox(std::uint32_t path, std::uint32_t seed, std::array<std::uint32_t, kDays>& numbers) {
  for (std::uint32_t block = 0; block < kBlocks; ++block) {
    std::uint32_t c0 = path, c1 = block, c2 = 0, c3 = 0, k0 = seed, k1 = 0;
    for (int round = 0; round < 10; ++round) {
      const std::uint64_t left = std::uint64_t{c0} * 0xD2511F53U, right = std::uint64_t{c2} * 0xCD9E8D57U;
      c0 = static_cast<std::uint32_t>(right >> 32) ^ c1 ^ k0;
      c1 = static_cast<std::uint32_t>(right);
      c2 = static_cast<std::uint32_t>(left >> 32) ^ c3 ^ k1;
      c3 = static_cast<std::uint32_t>(left);
      k0 += 0x9E3779B9U;
      k1 += 0xBB67AE85U;
    }
    numbers[block] = c0;
    numbers[kBlocks + block] = c1;
    numbers[2 * kBlocks + block] = c2;
    numbers[3 * kBlocks + block] = c3;
  }
}

struct Year {
  std::int32_t wanted = 0;
  std::int32_t left = 0;
  bool ran_out = false;
};

/// A function of its own: WebAssembly engines replace quick code by good code between calls only.
[[gnu::noinline]] Year year(const Inverse& table, std::uint32_t path, std::uint32_t seed) {
  std::array<std::uint32_t, kDays> numbers;
  philox(path, seed, numbers);
  std::int32_t wanted = 0, bought = kBought, short_of = 0, left = 0;
  for (std::size_t month = 0; month < kMonths; ++month) {
    std::int32_t monthly = kMonthly;
    for (std::size_t day = 0; day < kWorkingDays; ++day) {
      std::int32_t rest = table.credits(numbers[month * kWorkingDays + day]);
      wanted += rest;
      rest -= std::min(rest, kDaily);
      const std::int32_t by_month = std::min(rest, monthly);
      monthly -= by_month;
      rest -= by_month;
      const std::int32_t by_bought = std::min(rest, bought);
      bought -= by_bought;
      short_of |= rest - by_bought;
    }
    left += monthly;
  }
  return {wanted, left + bought, short_of != 0};
}

}  // namespace

int main(int argc, char** argv) {
  const Call call(argc, argv);
  const Inverse table(of_a_day());
  Figures demand;
  std::uint32_t run_out_years = 0, checksum = 0;
  const Clock clock;
  for (std::uint32_t path = 0; path < call.paths; ++path) {
    const Year one = year(table, path, call.seed);
    demand.add(one.wanted);
    run_out_years += one.ran_out ? 1 : 0;
    checksum = checksum * 31 + static_cast<std::uint32_t>(one.left);
  }
  print(call, clock.seconds(), demand, run_out_years);
  std::printf(R"(, "checksum": %)" PRIu32 "}\n", checksum);
}
