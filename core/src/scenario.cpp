#include "creditcast/scenario.hpp"

#include <algorithm>

#include "creditcast/sort.hpp"
#include "work.hpp"

namespace creditcast {
namespace {

double to_double(Amount amount) { return static_cast<double>(amount.micros) / static_cast<double>(kMicros); }

}  // namespace

double Quantity::expected() const {
  switch (kind) {
    case QuantityKind::fixed:
    case QuantityKind::poisson: return to_double(mean);
    case QuantityKind::range: return (static_cast<double>(low) + static_cast<double>(high)) / 2;
    case QuantityKind::table: {
      double sum = 0, chances = 0;
      for (const Row& row : table) {
        sum += static_cast<double>(row.value) * creditcast::to_double(row.chance);
        chances += creditcast::to_double(row.chance);
      }
      return chances > 0 ? sum / chances : 0;
    }
  }
  return 0;
}

Distribution distribution_of(const Quantity& quantity) {
  switch (quantity.kind) {
    case QuantityKind::fixed:
      CREDITCAST_CHECK(quantity.mean.micros % kMicros == 0);
      return uniform_distribution(quantity.mean.micros / kMicros, quantity.mean.micros / kMicros);
    case QuantityKind::range: return uniform_distribution(quantity.low, quantity.high);
    case QuantityKind::poisson: return poisson_distribution(to_double(quantity.mean));
    case QuantityKind::table: break;
  }
  std::vector<Quantity::Row> rows = quantity.table;
  sort_stably(rows, [](const Quantity::Row& a, const Quantity::Row& b) { return a.value < b.value; });
  std::vector<std::int64_t> values;
  std::vector<double> weights;
  for (const Quantity::Row& row : rows) {
    values.push_back(row.value);
    weights.push_back(to_double(row.chance));
  }
  return distribution_of(values, weights);
}

const Project* project_of(const Scenario& scenario, const Stream& stream) {
  for (const Project& project : scenario.projects)
    if (!stream.project.empty() && project.id == stream.project) return &project;
  return nullptr;
}

Work work_of(const Catalog& catalog, const WorkUse& use) {
  Work work;
  if (!use.action.empty()) {
    work.action = find_action(catalog, use.action);
  } else {
    for (const CapabilityMap& capability : catalog.capabilities)
      if (capability.id == use.capability) {
        work.action = find_action(catalog, capability.action);
        work.options = capability.options;
      }
  }
  for (const OptionChoice& own : use.options) {
    const auto same = std::find_if(work.options.begin(), work.options.end(),
                                   [&](const OptionChoice& choice) { return choice.option == own.option; });
    if (same != work.options.end())
      same->value = own.value;
    else
      work.options.push_back(own);
  }
  return work;
}

std::optional<std::vector<Amount>> month_factors(const Stream& stream, const std::vector<std::int32_t>& calendar_months,
                                                 Amount most) {
  // Growth is kept to twelve decimals, so that years of it are not rounded month by month.
  constexpr Int128 kFine = static_cast<Int128>(kMicros) * kMicros;
  Int128 growth = kFine;
  std::vector<Amount> factors;
  for (const std::int32_t month : calendar_months) {
    const Amount season = stream.seasonality.size() == 12 ? stream.seasonality[static_cast<std::size_t>(month)] : whole(1);
    const Int128 product = growth * season.micros;
    if (growth > kFine * kMicros || product > kFine * most.micros) return std::nullopt;
    factors.push_back(Amount{divide_half_even(product, kFine)});
    growth = divide_half_even(growth * (whole(1) + stream.growth_per_month).micros, kMicros);
  }
  return factors;
}

}  // namespace creditcast
