#pragma once
/// What a scenario asks for on each working day, compiled into tables: one number drawn gives a stream's credits and finished
/// pieces of the day. Independent of balances, so one demand serves every plan that has the same prices.
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "day_table.hpp"
#include "occurrence.hpp"

namespace creditcast {

/// A number of occurrences and its chance.
struct CountChance {
  std::int64_t count = 0;
  double chance = 0;
};

/// What a stream's day may be like. Days with the same law share one.
struct DayLaw {
  std::uint32_t occurrence = 0;  ///< index in StreamDemand::occurrences
  std::vector<CountChance> counts;
  double mean_count = 0;
  Lattice law;
  DayTable table;
};

/// In StreamDemand::law_of_day: the count is drawn for a period and dealt out.
inline constexpr std::int32_t kDealtOut = -2;

struct StreamDemand {
  std::vector<Occurrence> occurrences;       ///< by plan in force where prices differ
  std::vector<std::vector<Lattice>> powers;  ///< [occurrence][n] n of them in a row
  std::vector<DayLaw> laws;
  std::vector<std::int32_t> law_of_day;          ///< [day] index in laws; -1: no work; or kDealtOut
  std::vector<std::int32_t> law_of_count;        ///< [occurrence x counts + n] where counts are dealt out
  std::vector<std::uint32_t> occurrence_of_day;  ///< [day]
  std::int64_t most_dealt = -1;                  ///< largest count; -1: none is dealt out
};

struct Demand {
  std::int64_t grain = 1;  ///< millionths of a credit
  std::vector<StreamDemand> streams;
  std::int64_t most_a_day = 0;  ///< grains
  double lost = 0;              ///< bound on the weight left out of all tables, each as much as the worst
};

/// Compiles the streams of a scenario in grains, or says why it cannot be done, with the stream's name.
std::variant<Demand, WhyNot> compile_demand(const Resolved& resolved, std::int64_t grain_micros);

}  // namespace creditcast
