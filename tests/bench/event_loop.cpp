/// Workload B1 as a plain C++ event loop: every request is drawn, priced and paid by itself. What one would write by hand for
/// this one scenario: whole credits in registers, thresholds as integers, no call and no allocation on the way.
///   event_loop [PATHS] [SEED]
#include <array>

#include "report.hpp"

namespace {

using namespace creditcast::bench;

constexpr int kMonths = 12, kWorkingDays = 22;
constexpr std::int32_t kDaily = 100, kMonthly = 15'000, kBought = 20'000;
constexpr std::int32_t kDraft = 20, kStandard = 40, kHigh = 120, kUpscale = 60;

/// A draw is below this with the given chance; 0 for certainty.
constexpr std::uint32_t below(double chance) {
  return static_cast<std::uint32_t>(static_cast<std::uint64_t>(chance * 4294967296.0 + 0.5));
}
constexpr std::array<std::uint32_t, 12> kAccepted = {below(0.35), below(0.35), below(0.35), below(0.55),
                                                     below(0.55), below(0.55), below(0.75), below(0.75),
                                                     below(0.75), below(0.9),  below(0.9),  below(0.9)};

/// Chris Doty-Humphrey's sfc32.
class Random {
 public:
  explicit Random(std::uint32_t seed) : a_(0), b_(seed), c_(0) {
    for (int i = 0; i < 12; ++i) (*this)();
  }
  std::uint32_t operator()() {
    const std::uint32_t out = a_ + b_ + counter_++;
    a_ = b_ ^ (b_ >> 9);
    b_ = c_ + (c_ << 3);
    c_ = ((c_ << 21) | (c_ >> 11)) + out;
    return out;
  }

 private:
  std::uint32_t a_, b_, c_, counter_ = 1;
};

/// The number of projects a day, Poisson with mean 1.5: the last draw that gives at most so many.
std::array<std::uint32_t, 16> projects_a_day() {
  std::array<std::uint32_t, 16> last{};
  double chance = std::exp(-1.5), sum = 0;
  for (std::size_t n = 0; n < last.size(); ++n) {
    sum += chance;
    chance *= 1.5 / static_cast<double>(n + 1);
    last[n] = below(sum) - 1;  // where the sum rounds to 1 this is the largest draw
  }
  last.back() = UINT32_MAX;
  return last;
}

struct Year {
  std::int32_t paid = 0;
  std::int32_t unpaid = 0;  ///< blocked, and what was not asked for after it
};

/// A function of its own: WebAssembly engines replace quick code by good code between calls only.
[[gnu::noinline]] Year year(Random& generator, const std::array<std::uint32_t, 16>& projects) {
  Random random = generator;
  std::int32_t paid = 0, unpaid = 0, bought = kBought;
  for (int month = 0; month < kMonths; ++month) {
    std::int32_t monthly = kMonthly;
    for (int day = 0; day < kWorkingDays; ++day) {
      std::int32_t daily = kDaily;
      const std::uint32_t u = random();
      for (std::size_t project = 0; u > projects[project]; ++project) {
        bool ended = false;  // by a blocked request; what it would still have asked for is demand all the same
        const auto request = [&](std::int32_t price) {
          if (price > daily + monthly + bought || ended) {
            ended = true;
            unpaid += price;
          } else if (price <= daily) {
            daily -= price;
          } else {
            monthly -= price - daily;
            daily = 0;
            if (monthly < 0) {
              bought += monthly;
              monthly = 0;
            }
          }
        };
        for (const std::uint32_t accepted : kAccepted) {
          request(kDraft);
          if (random() < accepted) break;
        }
        const std::int32_t batch = kStandard * static_cast<std::int32_t>(4 + ((std::uint64_t{random()} * 3) >> 32));
        do request(batch);
        while (random() < below(0.2));
        do request(kHigh);
        while (random() < below(0.25));
        if (random() < below(0.3)) request(kUpscale);
      }
      paid += kDaily - daily;
    }
    paid += kMonthly - monthly;
  }
  paid += kBought - bought;
  generator = random;
  return {paid, unpaid};
}

}  // namespace

int main(int argc, char** argv) {
  const Call call(argc, argv);
  const auto projects = projects_a_day();
  Random random(call.seed);
  Figures demand, spent;
  std::uint32_t run_out_years = 0;
  const Clock clock;
  for (std::uint32_t path = 0; path < call.paths; ++path) {
    const Year one = year(random, projects);
    demand.add(one.paid + one.unpaid);
    spent.add(one.paid);
    run_out_years += one.unpaid > 0 ? 1 : 0;
  }
  print(call, clock.seconds(), demand, run_out_years);
  std::printf(", \"spent_mean\": %.6f, \"spent_sd\": %.6f}\n", spent.mean(), spent.deviation());
}
