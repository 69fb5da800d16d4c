#include "script.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "accounts.hpp"
#include "creditcast/sort.hpp"

namespace creditcast {

namespace {

class ScriptWriter {
 public:
  ScriptWriter(const Resolved& resolved, std::int64_t grain) : resolved_(resolved), grain_(grain), idle_(resolved, true) {}

  std::variant<Script, WhyNot> run() {
    find_rules();
    find_payable();
    if (why_not_.empty()) live_idly();
    if (why_not_.empty()) find_lots();
    if (why_not_.empty()) write_purchases();
    if (why_not_.empty()) write_days();
    if (!why_not_.empty()) return why_not_;
    return std::move(out_);
  }

 private:
  struct Lot {
    LotTerms terms;
    std::int32_t from = 0, end = 0;  ///< days; end past the horizon: never
    std::int32_t counts_in = 0;      ///< month in which its rest expires
    bool ends_with_horizon = false;
    Amount amount;
    std::uint32_t balance = 0;
  };

  void refuse(std::string why) {
    if (why_not_.empty()) why_not_ = std::move(why);
  }
  [[nodiscard]] std::int32_t days() const { return static_cast<std::int32_t>(resolved_.days.size()); }
  [[nodiscard]] std::int64_t grains(Amount amount) {
    if (amount.micros % grain_ != 0) refuse("amounts have no common step");
    return amount.micros / grain_;
  }

  /// Rules that wait for a balance.
  void find_rules() {
    for (std::size_t i = 0; i < resolved_.pools.size(); ++i) {
      const Pool& pool = resolved_.catalog->pools[i];
      if (!pool.live) continue;
      if (resolved_.pool_rules[i].refill_on_spend) refuse("spending refills the pool \"" + pool.id + "\"");
      if (resolved_.pool_rules[i].rollover_cap || resolved_.pool_rules[i].rollover_times)
        refuse("the rollover of the pool \"" + pool.id + "\" has a cap");
      if (pool.grant && pool.grant->to_ceiling) refuse("the pool \"" + pool.id + "\" is filled up");
    }
    for (const AtZeroChoice& step : resolved_.at_zero) {
      if (step.kind == AtZeroKind::overage) refuse("the policy takes overage");
      if (step.kind == AtZeroKind::slow_queue) refuse("the policy takes the slow queue");
      if (step.kind == AtZeroKind::upgrade) refuse("the policy upgrades the plan");
    }
    for (const Owner& owner : resolved_.scenario->owners) {
      if (owner.monthly_cap) refuse("an owner has a cap");
    }
  }

  /// Under each plan all work must be payable by the same pools.
  void find_payable() {
    payable_.resize(resolved_.plans.size());
    std::vector<bool> known(resolved_.plans.size());
    const auto see = [&](const ResolvedUse& use) {
      if (!use.main_unit) return;
      for (std::size_t plan = 0; plan < resolved_.plans.size(); ++plan) {
        for (const PricedUse& priced : use.by_plan[plan]) {
          if (!priced.priced || priced.gated) continue;
          std::vector<std::uint16_t> pools = priced.payable;
          std::sort(pools.begin(), pools.end());
          if (known[plan] && pools != payable_[plan]) refuse("not every balance may pay for all of the work");
          payable_[plan] = std::move(pools);
          known[plan] = true;
        }
      }
    };
    for (const ResolvedProject& project : resolved_.projects) {
      for (const ResolvedPhase& phase : project.phases) {
        see(phase.use);
        std::for_each(phase.utilities.begin(), phase.utilities.end(), see);
        std::for_each(phase.rewrite_uses.begin(), phase.rewrite_uses.end(), see);
      }
    }
    for (const ResolvedStream& stream : resolved_.streams) {
      std::for_each(stream.uses.begin(), stream.uses.end(), see);
      for (const ResolvedFeature& feature : stream.features) see(feature.use);
    }
  }

  /// The account with nothing asked of it.
  void live_idly() {
    for (std::int32_t day = 0; day < days(); ++day) {
      idle_.begin_day(day);
      ScriptDay script;
      script.other_pools.resize(resolved_.pools.size());
      for (std::size_t pool = 0; pool < resolved_.pools.size(); ++pool) {
        if (resolved_.pools[pool].unit != resolved_.main_unit)
          script.other_pools[pool] = idle_.ledger().balance(static_cast<PoolIndex>(pool)).micros;
      }
      out_.days.push_back(std::move(script));
      out_.plan_of_day.push_back(idle_.plan());
      if (day == 0) out_.bought_in_first_month = idle_.bought_this_month();
    }
    idle_.end_of_horizon();
    if (idle_.overflowed()) refuse("amounts go past the largest one");
    out_.money = idle_.money();
    out_.bought = idle_.purchases();
    out_.money_spread = idle_.money_spread();
    out_.bought_at_start = idle_.needed_purchase();
  }

  [[nodiscard]] std::int32_t day_of(Instant at) const {
    const Instant since = at - resolved_.days.front().start;
    return static_cast<std::int32_t>(std::min<Instant>((since + kSecondsPerDay - 1) / kSecondsPerDay, days() + 1));
  }

  void find_lots() {
    std::map<LotIndex, const Entry*> ends;
    for (const Entry& entry : idle_.ledger().journal()) {
      if (entry.kind == EntryKind::purchase && resolved_.at_zero.empty()) continue;
      if (entry.kind == EntryKind::expire) {
        if (!ends.emplace(entry.lot, &entry).second) refuse("a lot ends in parts");
      }
    }
    const std::vector<LotState>& lots = idle_.ledger().lots();
    for (LotIndex i = 0; i < lots.size(); ++i) {
      const LotState& state = lots[i];
      if (resolved_.pools[state.terms.pool].unit != resolved_.main_unit || state.granted.zero()) continue;
      Lot lot;
      lot.terms = state.terms;
      lot.amount = state.granted;
      lot.from = day_of(state.from);
      lot.end = days() + 1;
      if (const auto found = ends.find(i); found != ends.end()) {
        const Entry& entry = *found->second;
        if (entry.amount != state.granted) refuse("a lot ends in parts");
        // What is trimmed ends on a day of its own; what is over ends before the day begins, and counts to the month before.
        const bool over = state.terms.expires <= entry.at;
        lot.end = day_of(over ? state.terms.expires : entry.at);
        lot.ends_with_horizon = lot.end >= days();
        const std::int32_t day = std::clamp(over ? lot.end - 1 : lot.end, 0, days() - 1);
        lot.counts_in = resolved_.days[static_cast<std::size_t>(day)].month;
        if (lot.ends_with_horizon) lot.counts_in = resolved_.months - 1;
      }
      lots_.push_back(lot);
    }
    Amount total;
    for (const Lot& lot : lots_) {
      const auto sum = add(total, lot.amount);
      if (!sum || sum->micros / grain_ > INT32_MAX / 2) return refuse("balances are too large in its smallest step");
      total = *sum;
    }
  }

  [[nodiscard]] bool lasts(const Lot& lot) const { return lot.end > days(); }

  // --- what the policy buys ---
  void write_purchases() {
    out_.purchases.resize(resolved_.plans.size());
    for (std::size_t plan = 0; plan < resolved_.plans.size(); ++plan) {
      for (const AtZeroChoice& step : resolved_.at_zero) {
        if (step.kind == AtZeroKind::wait || step.kind == AtZeroKind::pause_ai) break;
        add_purchase(step, plan);
      }
    }
    for (const auto& [pool, terms] : bought_) check_place(pool, terms);
  }

  void add_purchase(const AtZeroChoice& step, std::size_t plan_index) {
    const ResolvedPlan& plan = resolved_.plans[plan_index];
    const AtZeroOffer* offer = find_offer(*resolved_.catalog, step.kind);
    if (offer == nullptr || !offered_on(*offer, *plan.plan)) return;
    const ResolvedPack* chosen = nullptr;
    for (const ResolvedPack& pack : resolved_.packs) {
      if ((!step.pack.empty() && pack.pack->id != step.pack) || !may_buy(*plan.plan, *pack.pack)) continue;
      if (chosen != nullptr) return refuse("the policy chooses among packs");
      chosen = &pack;
    }
    if (chosen == nullptr) return;
    const Pack& pack = *chosen->pack;
    const auto pool = static_cast<PoolIndex>(std::find_if(resolved_.catalog->pools.begin(), resolved_.catalog->pools.end(),
                                                          [&](const Pool& one) { return one.id == pack.pool; }) -
                                             resolved_.catalog->pools.begin());
    if (resolved_.pools[pool].unit != resolved_.main_unit) return;
    const bool pays = std::binary_search(payable_[plan_index].begin(), payable_[plan_index].end(), pool);
    if (!pays) return refuse("a pack may not pay for the work");
    const std::optional<Bought> bought = bought_for(*chosen, plan, step);
    if (!bought) return;
    Purchase purchase;
    purchase.credits = grains(bought->credits);
    purchase.money = bought->money;
    purchase.monthly_cap = step.monthly_cap;
    if (step.kind == AtZeroKind::auto_recharge) {
      const auto threshold = recharge_threshold(*offer, plan, step);
      if (threshold) purchase.threshold = threshold->micros / grain_;
      for (std::size_t other = 0; other < resolved_.pools.size(); ++other) {
        const bool counted = resolved_.pools[other].unit == resolved_.main_unit;
        if (threshold && counted && !std::binary_search(payable_[plan_index].begin(), payable_[plan_index].end(), other) &&
            std::any_of(lots_.begin(), lots_.end(), [&](const Lot& lot) { return lot.terms.pool == other; }))
          return refuse("a recharge counts balances that may not pay");
      }
    }
    const Expiry& expiry = pack.expires_given ? pack.expires : resolved_.catalog->pools[pool].expires;
    if (!outlasts(expiry)) return refuse("what is bought expires within the horizon");
    LotTerms terms;
    terms.pool = pool;
    terms.payer_class = pool;
    terms.amount = bought->credits;
    terms.priority = resolved_.catalog->pools[pool].priority;
    terms.kind = LotKind::purchased;
    terms.limited = !resolved_.catalog->pools[pool].pays_for.empty();
    bought_[pool].push_back(terms);
    purchase.balance = lasting(pool);
    out_.purchases[plan_index].push_back(purchase);
  }

  [[nodiscard]] bool outlasts(const Expiry& expiry) const {
    switch (expiry.kind) {
      case ExpiryKind::never: return true;
      case ExpiryKind::with_subscription: return resolved_.plans.size() == 1;
      case ExpiryKind::after: {
        // On the shortest calendar: a month has at least 28 days.
        const std::int64_t least = 28 * expiry.after.months * kSecondsPerDay + expiry.after.seconds;
        return least >= static_cast<std::int64_t>(days()) * kSecondsPerDay ||
               (!resolved_.first_day && 30 * expiry.after.months * kSecondsPerDay + expiry.after.seconds >=
                                            static_cast<std::int64_t>(days()) * kSecondsPerDay);
      }
      case ExpiryKind::at:
      case ExpiryKind::end_of_period: return false;
    }
    return false;
  }

  /// Whatever is bought into a pool, and whenever, must stand at one place of the draw order.
  void check_place(PoolIndex pool, const std::vector<LotTerms>& terms) {
    std::vector<LotTerms> bought;
    for (const LotTerms& one : terms) {
      LotTerms first = one, last = one;
      first.created = resolved_.days.front().start;
      first.expires = resolved_.days.back().start + kSecondsPerDay + 1;
      first.rank = 0;
      last.created = resolved_.days.back().start;
      last.expires = kForever;
      last.rank = UINT64_MAX;
      bought.push_back(first);
      bought.push_back(last);
    }
    for (const Lot& lot : lots_) {
      const bool joins = lot.terms.pool == pool && lasts(lot);
      if (joins) continue;
      const bool before = drawn_before(resolved_.catalog->draw_order, lot.terms, bought.front());
      for (const LotTerms& one : bought) {
        if (drawn_before(resolved_.catalog->draw_order, lot.terms, one) != before)
          return refuse("the draw order mixes what is bought with what is granted");
      }
    }
  }

  // --- balances and days ---
  /// The balance of all lots of a pool that last, where something is bought into it.
  std::uint32_t lasting(PoolIndex pool) {
    const auto [found, added] = lasting_.try_emplace(pool, 0);
    if (added) found->second = add_balance(pool);
    return found->second;
  }

  std::uint32_t add_balance(PoolIndex pool) {
    out_.balances.push_back({pool});
    if (out_.balances.size() > kMaxBalances) refuse("too many balances are live at once");
    return static_cast<std::uint32_t>(out_.balances.size() - 1);
  }

  void write_days() {
    std::sort(lots_.begin(), lots_.end(),
              [&](const Lot& a, const Lot& b) { return drawn_before(resolved_.catalog->draw_order, a.terms, b.terms); });
    std::vector<std::vector<std::uint32_t>> free(resolved_.pools.size());
    std::map<std::vector<std::uint32_t>, std::uint32_t> known_orders;
    std::vector<std::size_t> live;  // indices in lots_, ascending: in draw order
    const auto coming =
        sorted_places(lots_.size(), [&](std::uint32_t a, std::uint32_t b) { return lots_[a].from < lots_[b].from; });
    auto next = std::partition_point(coming.begin(), coming.end(), [&](std::uint32_t i) { return lots_[i].from < 0; });
    for (std::int32_t day = 0; day < days() && why_not_.empty(); ++day) {
      ScriptDay& script = out_.days[static_cast<std::size_t>(day)];
      std::vector<std::size_t> still;
      for (const std::size_t i : live) {
        const Lot& lot = lots_[i];
        if (lot.end > day) {
          still.push_back(i);
          continue;
        }
        script.ends.push_back({lot.balance, lot.counts_in});
        free[lot.terms.pool].push_back(lot.balance);
      }
      live = std::move(still);
      for (; next != coming.end() && lots_[*next].from == day; ++next) {
        const std::size_t i = *next;
        Lot& lot = lots_[i];
        if (lot.end <= day) continue;
        if (lasts(lot) && lasting_.contains(lot.terms.pool)) {
          lot.balance = lasting_.at(lot.terms.pool);
        } else if (auto& unused = free[lot.terms.pool]; !unused.empty()) {
          lot.balance = unused.back();
          unused.pop_back();
        } else {
          lot.balance = add_balance(lot.terms.pool);
        }
        script.grants.push_back({lot.balance, grains(lot.amount)});
        live.insert(std::upper_bound(live.begin(), live.end(), i), i);
      }
      script.order = order_of(live, out_.plan_of_day[static_cast<std::size_t>(day)], known_orders);
    }
    for (const std::size_t i : live) {
      if (lots_[i].ends_with_horizon) out_.last.push_back({lots_[i].balance, lots_[i].counts_in});
    }
    // A lot that came and went within one instant was seen by nobody, but it was granted and it expired.
    for (const Lot& lot : lots_) {
      if (lot.end <= lot.from) refuse("a lot ends when it begins");
    }
    if (out_.balances.empty()) add_balance(0);
  }

  std::uint32_t order_of(const std::vector<std::size_t>& live, std::uint32_t plan,
                         std::map<std::vector<std::uint32_t>, std::uint32_t>& known) {
    std::vector<std::uint32_t> order;
    const auto pays = [&](PoolIndex pool) { return std::binary_search(payable_[plan].begin(), payable_[plan].end(), pool); };
    const auto put = [&](std::uint32_t balance) {
      if (std::find(order.begin(), order.end(), balance) == order.end()) order.push_back(balance);
    };
    // What may be bought has its place even while there is none of it.
    std::vector<std::pair<PoolIndex, std::uint32_t>> waiting(lasting_.begin(), lasting_.end());
    for (const std::size_t i : live) {
      const Lot& lot = lots_[i];
      for (const auto& [pool, balance] : waiting) {
        const bool joins = lot.balance == balance;
        if (!joins && bought_.contains(pool) && pays(pool) &&
            drawn_before(resolved_.catalog->draw_order, first_bought(pool), lot.terms))
          put(balance);
      }
      if (pays(lot.terms.pool)) put(lot.balance);
    }
    std::sort(waiting.begin(), waiting.end(), [&](const auto& a, const auto& b) {
      return drawn_before(resolved_.catalog->draw_order, first_bought(a.first), first_bought(b.first));
    });
    for (const auto& [pool, balance] : waiting) {
      if (pays(pool)) put(balance);
    }
    const auto [found, added] = known.try_emplace(order, static_cast<std::uint32_t>(out_.orders.size()));
    if (added) out_.orders.push_back(order);
    return found->second;
  }

  [[nodiscard]] LotTerms first_bought(PoolIndex pool) const {
    LotTerms terms = bought_.at(pool).front();
    terms.created = resolved_.days.front().start;
    terms.expires = kForever;
    return terms;
  }

  const Resolved& resolved_;
  std::int64_t grain_;
  Accounts idle_;
  Script out_;
  WhyNot why_not_;
  std::vector<std::vector<std::uint16_t>> payable_;  ///< [plan in play] ascending
  std::vector<Lot> lots_;
  std::map<PoolIndex, std::vector<LotTerms>> bought_;
  std::map<PoolIndex, std::uint32_t> lasting_;
};

}  // namespace

std::variant<Script, WhyNot> script_of(const Resolved& resolved, std::int64_t grain_micros) {
  return ScriptWriter(resolved, grain_micros).run();
}

}  // namespace creditcast
