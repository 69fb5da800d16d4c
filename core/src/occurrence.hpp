#pragma once
/// One occurrence of a stream, compiled: all that may happen in it as a graph, each node with the exact distribution of what is
/// still to come. Its root gives the occurrence's distribution; walked with a given total it gives requests that add up to it.
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "creditcast/resolve.hpp"
#include "lattice.hpp"

namespace creditcast {

/// Where a request is booked.
struct Slot {
  const ResolvedUse* use = nullptr;
  std::uint32_t phase_id = 0;  ///< index in Resolved::phase_ids
  std::uint32_t place = 0;     ///< index of the phase in its project, of the use in its stream
};

/// One request within a step. Credits in grains.
struct Charge {
  std::uint32_t slot = 0;
  std::int64_t price = 0;  ///< what must be payable
  std::int64_t spent = 0;  ///< what is paid: less than the price where the run fails
};

struct Step {
  double chance = 0;
  std::int64_t credits = 0;  ///< all its charges spend
  std::uint32_t next = 0;    ///< node, always one of a lower index
  std::uint32_t first_charge = 0;
  std::uint32_t charges = 0;  ///< in the order they are requested
};

struct Node {
  std::uint32_t first_step = 0;
  std::uint32_t steps = 0;  ///< none: the occurrence has ended
  Lattice rest;             ///< credits and pieces finished still to come
};

struct Occurrence {
  std::vector<Slot> slots;
  std::vector<Charge> charges;
  std::vector<Step> steps;
  std::vector<Node> nodes;  ///< the last one is where it begins
  double lost = 0;          ///< bound on the weight of what was cut off: ever further tries
  std::int64_t margin = 0;  ///< most that a price exceeds what is spent for it

  [[nodiscard]] const Lattice& law() const { return nodes.back().rest; }
};

/// What keeps a stream from being compiled, as a clause: "a use spends another unit than credits".
using WhyNot = std::string;

/// The stream's occurrence under one plan in play (index in Resolved::plans), in grains of so many millionths that divide every
/// price.
std::variant<Occurrence, WhyNot> compile_occurrence(const Resolved& resolved, const ResolvedStream& stream, std::uint32_t plan,
                                                    std::int64_t grain_micros);

/// Expected requests and credits (grains) of each slot, in one occurrence.
struct SlotMean {
  double requests = 0, credits = 0;
};
std::vector<SlotMean> slot_means(const Occurrence& occurrence);

/// The distribution of the credits of one place alone, pieces left out.
Lattice law_of_place(const Occurrence& occurrence, std::uint32_t place);

}  // namespace creditcast
