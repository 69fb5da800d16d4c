#pragma once
/// The most of everything that a catalog or a scenario may hold, so that reading, checking and one path are bounded. Past a
/// limit there is a clear error, never a slow answer. Stream, phase, piece and attempt stay within an Address (random.hpp).
#include <cstddef>
#include <cstdint>

namespace creditcast {

// --- catalog ---
inline constexpr std::size_t kMaxUnits = 32;
inline constexpr std::size_t kMaxPools = 64;
inline constexpr std::size_t kMaxSources = 2'000;
inline constexpr std::size_t kMaxActions = 1'000;
inline constexpr std::size_t kMaxOptions = 32;        ///< of one action
inline constexpr std::size_t kMaxOptionValues = 500;  ///< of one option
inline constexpr std::size_t kMaxPriceRows = 1'000;   ///< of one action
inline constexpr std::size_t kMaxModifiers = 64;      ///< factors, and surcharges, of one action
inline constexpr std::size_t kMaxBatchSizes = 64;     ///< of one price row
inline constexpr std::size_t kMaxCapabilities = 200;
inline constexpr std::size_t kMaxPlans = 200;
inline constexpr std::size_t kMaxTerms = 16;  ///< of one plan
inline constexpr std::size_t kMaxPacks = 200;
inline constexpr std::int32_t kMaxTermMonths = 120;
inline constexpr std::int32_t kMaxGrantDays = 3'660;
inline constexpr std::int32_t kMaxRolloverPeriods = 1'200;
inline constexpr std::int32_t kMaxPriority = 1'000'000;

// --- scenario ---
inline constexpr std::int32_t kMaxMonths = 120;
inline constexpr std::int32_t kMaxSeats = 10'000;
inline constexpr std::size_t kMaxStreams = 256;
inline constexpr std::size_t kMaxUses = 64;      ///< actions of a stream, utilities or rewrite uses of a phase
inline constexpr std::size_t kMaxFeatures = 64;  ///< of an event
inline constexpr std::size_t kMaxProjects = 64;
inline constexpr std::size_t kMaxPhases = 32;  ///< of a project
inline constexpr std::size_t kMaxHabits = 32;
inline constexpr std::size_t kMaxOwners = 256;
inline constexpr std::size_t kMaxAtZeroSteps = 16;
inline constexpr std::size_t kMaxPlanChanges = 120;
inline constexpr std::size_t kMaxOpenings = 64;
inline constexpr std::size_t kMaxHolidays = 4'000;
inline constexpr std::size_t kMaxTableRows = 1'000;  ///< of a quantity's table
inline constexpr std::size_t kMaxRepeatFactors = 100;
inline constexpr std::int32_t kMaxRequests = 1'000;  ///< of one phase, and the misses that lead to a rewrite
inline constexpr std::int32_t kMaxOutputs = 1'000;   ///< of one request
inline constexpr std::int32_t kMaxCount = 64;       ///< like requests of one use; 64 x kMaxRequests stay below 2^16, an address
inline constexpr std::int64_t kMaxPieces = 1'000;   ///< pieces of one project: the product of what its phases keep
inline constexpr std::int64_t kMaxPhotos = 65'535;  ///< guests x photos of one event, at their most
inline constexpr std::int64_t kMaxPerPeriod =
    100'000;                                   ///< occurrences of a stream in one of its periods, growth and season included
inline constexpr std::int64_t kMaxGrowth = 5;  ///< growth per month: 500 %
inline constexpr std::int64_t kMaxSeason = 1'000;  ///< a seasonal factor
inline constexpr std::int64_t kMaxBuffer = 10;     ///< 1,000 %
inline constexpr std::int32_t kMaxZoneSeconds = 18 * 3'600;

}  // namespace creditcast
