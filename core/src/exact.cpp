#include "exact.hpp"

#include <algorithm>
#include <utility>

#include "exact_books.hpp"
#include "exact_fan.hpp"

namespace creditcast {

namespace {

using namespace exact;

WhyNot kept_from(const Demand& demand, const Script& script) {
  for (const StreamDemand& stream : demand.streams) {
    if (stream.most_dealt >= 0) return "a quantity is drawn for a week or a month and dealt out to its days";
    for (const Occurrence& occurrence : stream.occurrences) {
      if (occurrence.margin > 0) return "a failed run costs less than its price";
    }
  }
  const auto buys = [](const auto& purchases) { return !purchases.empty(); };
  if (std::any_of(script.purchases.begin(), script.purchases.end(), buys)) return "the policy buys";
  return {};
}

}  // namespace

std::variant<Exact, WhyNot> compute_exact(const Resolved& resolved, const DemandSource& source, const Script& script,
                                          const std::vector<BufferLimit>& buffer, const Tallies& shape, bool fan,
                                          double most_work) {
  const Demand& demand = source.demand();
  if (WhyNot why = kept_from(demand, script); !why.empty()) return why;
  const auto nested = nested_balances(resolved, script);
  if (const auto* why = std::get_if<WhyNot>(&nested)) return *why;
  const auto& balances = std::get<NestedBalances>(nested);
  Effort effort(most_work);
  const Kinds kinds = kinds_of(resolved, demand, balances, effort);
  Months months(demand, balances, kinds, effort);
  Books books(resolved, source, script, buffer, shape, balances, kinds, effort);
  Exact out;
  if (fan) out.balance.reserve(resolved.days.size() * resolved.pools.size());
  std::vector<MonthFigures> done;
  for (std::size_t m = 0; m < balances.monthly.size() && effort.ok(); ++m) {
    MonthFigures month = months.next();
    if (!effort.ok()) break;
    if (fan) add_fan(resolved, script, balances, kinds, demand.grain, m, month, out.balance);
    books.add(month, months.walks());
    if (balances.lasting_pool && balances.monthly.size() > 1) month.forget_distributions();
    done.push_back(std::move(month));
  }
  if (effort.ok()) books.add_totals(done, months.lasts(), months.spent(), months.walks());
  if (!effort.ok()) return effort.why_not();
  out.tallies = std::move(books).tallies();
  out.bound = books.bound() + effort.lost() + demand.lost;
  out.finished_deviate_so = books.finished_deviate_so();
  return out;
}

}  // namespace creditcast
