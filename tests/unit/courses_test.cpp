#include "courses.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "../support/builders.hpp"
#include "demand.hpp"
#include "tallies.hpp"

using namespace creditcast;
using namespace creditcast::testing;

namespace {

/// What is compiled points into the rest.
struct Compiled {
  StudioYear year;
  Resolved resolved;
  Demand demand;
  [[nodiscard]] const Occurrence& occurrence() const { return demand.streams[0].occurrences[0]; }
};

/// A studio year's project. `failure`: of its hero's runs, which then cost a quarter.
std::unique_ptr<Compiled> project(Share failure = kNever) {
  auto all = std::make_unique<Compiled>();
  all->year = studio_year();
  if (failure > kNever) {
    all->year.scenario.projects[0].phases[2].failure = failure;
    for (Action& action : all->year.catalog.actions) action.failed_share = micros(250'000);
  }
  auto resolved = resolve(all->year.catalog, all->year.scenario, {});
  REQUIRE(resolved.ok());
  all->resolved = *std::move(resolved);
  auto demand = compile_demand(all->resolved, (failure > kNever ? 5 : 20) * kMicros);
  REQUIRE(std::holds_alternative<Demand>(demand));
  all->demand = std::get<Demand>(std::move(demand));
  return all;
}

/// One kind for each slot and price: as good as any.
std::vector<std::uint32_t> kinds_of(const Occurrence& occurrence) {
  std::vector<std::uint32_t> kinds;
  for (const Charge& charge : occurrence.charges)
    kinds.push_back(charge.slot * 10'000 +
                    static_cast<std::uint32_t>(charge.price * 10 + (charge.spent < charge.price ? 1 : 0)));
  return kinds;
}

/// A run of a course by itself.
struct Run {
  std::uint32_t kind = 0;
  std::int32_t count = 0, needs = 0;
};
std::vector<Run> runs_of(const Course& course, const KindFours& fours) {
  std::vector<Run> runs;
  for (const FourRuns& four : course.all()) {
    for (std::size_t k = 0; k < FourRuns::kRuns; ++k)
      runs.push_back({fours.all()[four.kinds][k], four.counts[k], four.needs[k]});
  }
  return runs;
}

std::vector<std::uint32_t> requests_of(const Course& course, const KindFours& fours) {
  std::vector<std::uint32_t> requests;
  for (const Run& run : runs_of(course, fours)) requests.insert(requests.end(), static_cast<std::size_t>(run.count), run.kind);
  return requests;
}

/// Spread evenly over all there are.
std::uint32_t number_at(std::uint32_t i, std::uint32_t count) {
  return static_cast<std::uint32_t>((std::uint64_t{i} * 2 + 1) * (std::uint64_t{1} << 31) / count);
}

}  // namespace

TEST_CASE("a share table finds what a scan does") {
  // Long and short shares, some within one first half of a number, one of nothing.
  std::vector<std::uint32_t> last{0, 7, 65'534, 65'535, 65'536, 70'000, 70'000, 1'000'000, 0x80000000};
  for (std::uint32_t i = 1; i < 500; ++i) last.push_back(0x80000000 + i * 4'000'000);
  last.push_back(UINT32_MAX);
  const ShareTable table(last);
  const auto scan = [&](std::uint32_t number) {
    std::size_t i = 0;
    while (last[i] < number) ++i;
    return i;
  };
  for (const std::uint32_t one : last) {
    for (const std::uint32_t number : {one - 1, one, one + 1}) CHECK(table.at(number) == scan(number));
  }
  for (std::uint32_t i = 0; i < 5'000; ++i) CHECK(table.at(number_at(i, 5'000)) == scan(number_at(i, 5'000)));
  const ShareTable one({UINT32_MAX});
  CHECK(one.at(0) == 0);
  CHECK(one.at(UINT32_MAX) == 0);
}

TEST_CASE("a number takes the same course whether it is walked or looked up") {
  for (const Share failure : {kNever, Share{kShareOne / 8}}) {
    const auto all = project(failure);
    const Occurrence& occurrence = all->occurrence();
    const Lattice& law = occurrence.law();
    KindFours fours;
    Courses asked_often(occurrence, kinds_of(occurrence), fours);
    RunStore store;
    std::size_t tabled = 0;
    for (std::size_t row = 0; row < law.rows; row += 9) {
      const std::int64_t credits = law.first_credits + static_cast<std::int64_t>(row);
      if (law.at(credits, 1) <= 0) continue;
      Course course;
      for (int n = 0; n < 1'024; ++n) asked_often.find(credits, 1, 1, store, course);
      const FourRuns* before = nullptr;
      for (std::uint32_t i = 0; i < 500; ++i) {
        Course walked;
        asked_often.find(credits, 1, number_at(i, 500), store, course);
        Courses asked_once(occurrence, kinds_of(occurrence), fours);
        asked_once.find(credits, 1, number_at(i, 500), store, walked);
        CHECK(requests_of(course, fours) == requests_of(walked, fours));
        CHECK(course.spent == credits);
        CHECK(course.pieces == 1);
        tabled += course.first == before ? 1 : 0;  // the runs of a walk are never those of another
        before = course.first;
      }
    }
    CHECK(tabled > 100);
  }
}

TEST_CASE("the courses of all totals together have the requests that are expected") {
  for (const Share failure : {kNever, Share{kShareOne / 8}}) {
    const auto all = project(failure);
    const Occurrence& occurrence = all->occurrence();
    const Lattice& law = occurrence.law();
    KindFours fours;
    Courses courses(occurrence, kinds_of(occurrence), fours);
    RunStore store;
    std::vector<double> requests(occurrence.slots.size());
    constexpr std::uint32_t kNumbers = 512;
    for (std::size_t row = 0; row < law.rows; ++row) {
      const double weight = law.weights[row];
      if (weight < 1e-9) continue;
      for (std::uint32_t i = 0; i < kNumbers; ++i) {
        Course course;
        courses.find(law.first_credits + static_cast<std::int64_t>(row), 1, number_at(i, kNumbers), store, course);
        for (const Run& run : runs_of(course, fours)) requests[run.kind / 10'000] += weight / kNumbers * run.count;
      }
      store.clear();
    }
    const std::vector<SlotMean> means = slot_means(occurrence);
    for (std::size_t slot = 0; slot < means.size(); ++slot) CHECK(std::abs(requests[slot] - means[slot].requests) < 2e-3);
  }
}

TEST_CASE("a run needs what it and all before it take to be paid") {
  const auto all = project(Share{kShareOne / 8});
  const Occurrence& occurrence = all->occurrence();
  const Lattice& law = occurrence.law();
  KindFours fours;
  Courses courses(occurrence, kinds_of(occurrence), fours);
  RunStore store;
  for (std::size_t row = 0; row < law.rows; row += 7) {
    const std::int64_t credits = law.first_credits + static_cast<std::int64_t>(row);
    if (law.at(credits, 1) <= 0) continue;
    Course course;
    courses.find(credits, 1, 12'345, store, course);
    const std::vector<Run> runs = runs_of(course, fours);
    const auto paid_with = [&](std::int64_t held) {  // how many runs, one request after the other
      std::size_t paid = 0;
      for (const Run& run : runs) {
        for (std::int32_t n = 0; n < run.count; ++n) {
          const std::int64_t price = run.kind % 10'000 / 10;
          if (price > held) return paid;
          held -= run.kind % 10 == 1 ? price / 4 : price;
        }
        ++paid;
      }
      return paid;
    };
    for (std::size_t r = 0; r < runs.size(); ++r) {
      CHECK(paid_with(runs[r].needs) > r);
      if (runs[r].count > 0 && (r == 0 || runs[r].needs > runs[r - 1].needs)) CHECK(paid_with(runs[r].needs - 1) == r);
    }
  }
}

TEST_CASE("values that come by the many count as those that come one by one") {
  Column many, single;
  std::vector<std::int32_t> values;
  for (std::int32_t round = 0; round < 1'200; ++round) {
    values.clear();
    for (std::int32_t i = 0; i < 256; ++i)
      values.push_back(round % 3 == 0 ? 7 : i * (round % 5) + (round == 900 ? 2'000'000'000 : 0));
    many.add_all(values);
    for (const std::int32_t value : values) single.add(value);
    if (round % 400 != 399) continue;
    CHECK(many.values.bins() == single.values.bins());
    CHECK(many.values.count() == single.values.count());
    CHECK(many.sum == single.sum);
    CHECK(many.squares == single.squares);
  }
  Column both = many;
  both.merge(single);
  single.merge(many);
  CHECK(both.values.bins() == single.values.bins());
}
