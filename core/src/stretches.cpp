#include "stretches.hpp"

#include <algorithm>

namespace creditcast {

namespace {

class StretchFinder {
 public:
  StretchFinder(const Resolved& resolved, const Script& script) : resolved_(resolved), script_(script) {}

  Stretches run() {
    for (std::size_t day = 0; day < script_.days.size(); ++day) {
      const Own own = own_of(day);
      if (day == 0 || !joins(day, own)) begin(day, own);
      add(day, own);
      before_ = own;
    }
    return std::move(out_);
  }

 private:
  /// What is granted on a day and ends with it.
  struct Own {
    std::vector<std::uint32_t> balances;
    std::vector<std::uint32_t> rest;  ///< what is drawn on but those
    bool simple = true;               ///< at most one of them pays, before all others
    PoolIndex pool = 0;
    std::int32_t pays = 0;
    std::vector<std::pair<PoolIndex, std::int32_t>> unpayable;
  };

  [[nodiscard]] static bool holds(const std::vector<std::uint32_t>& balances, std::uint32_t balance) {
    return std::find(balances.begin(), balances.end(), balance) != balances.end();
  }

  [[nodiscard]] Own own_of(std::size_t day) const {
    const ScriptDay& script = script_.days[day];
    const std::int32_t month = resolved_.days[day].month;
    const std::vector<ScriptDay::End>& ends = day + 1 < script_.days.size() ? script_.days[day + 1].ends : script_.last;
    const std::vector<std::uint32_t>& order = script_.orders[script.order];
    Own own;
    for (const ScriptDay::Grant& grant : script.grants) {
      const bool ends_with_day = std::any_of(ends.begin(), ends.end(), [&](const ScriptDay::End& end) {
        return end.balance == grant.balance && end.month == month;
      });
      if (!ends_with_day) continue;
      const PoolIndex pool = script_.balances[grant.balance].pool;
      const auto credits = static_cast<std::int32_t>(grant.credits);
      own.balances.push_back(grant.balance);
      if (!holds(order, grant.balance)) {
        own.unpayable.emplace_back(pool, credits);
        continue;
      }
      own.simple = own.simple && own.pays == 0 && order.front() == grant.balance;
      own.pool = pool;
      own.pays = credits;
    }
    for (const std::uint32_t balance : order) {
      if (!holds(own.balances, balance)) own.rest.push_back(balance);
    }
    return own;
  }

  /// Does the day go on as the one before it?
  [[nodiscard]] bool joins(std::size_t day, const Own& own) const {
    const Stretch& stretch = out_.all.back();
    const ScriptDay& script = script_.days[day];
    const DayInfo& info = resolved_.days[day];
    return stretch.at_once && own.simple && info.day_of_month != 0 &&
           script_.plan_of_day[day] == script_.plan_of_day[day - 1] && own.rest == stretch.rest &&
           (own.pays == 0 || stretch.own_total == 0 || own.pool == stretch.own_pool) &&
           std::all_of(script.grants.begin(), script.grants.end(),
                       [&](const ScriptDay::Grant& grant) { return holds(own.balances, grant.balance); }) &&
           std::all_of(script.ends.begin(), script.ends.end(), [&](const ScriptDay::End& end) {
             return end.month == info.month && holds(before_.balances, end.balance);
           });
  }

  void begin(std::size_t day, const Own& own) {
    Stretch stretch;
    stretch.begin = static_cast<std::int32_t>(day);
    stretch.at_once = own.simple;
    stretch.range = static_cast<std::uint32_t>(out_.days.ranges.size());
    stretch.own = own.balances;
    stretch.rest = own.rest;
    out_.all.push_back(std::move(stretch));
    out_.days.ranges.push_back({static_cast<std::uint32_t>(out_.days.own.size()), 0});
  }

  void add(std::size_t day, const Own& own) {
    Stretch& stretch = out_.all.back();
    stretch.end = static_cast<std::int32_t>(day) + 1;
    if (own.pays > 0) stretch.own_pool = own.pool;
    stretch.own_total += own.pays;
    stretch.unpayable.insert(stretch.unpayable.end(), own.unpayable.begin(), own.unpayable.end());
    if (!resolved_.days[day].working) return;
    ++out_.days.ranges.back().count;
    out_.days.own.push_back(own.pays);
  }

  const Resolved& resolved_;
  const Script& script_;
  Own before_;
  Stretches out_;
};

}  // namespace

Stretches stretches_of(const Resolved& resolved, const Script& script) { return StretchFinder(resolved, script).run(); }

}  // namespace creditcast
