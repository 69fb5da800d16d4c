#include "creditcast/catalog.hpp"

#include <algorithm>
#include <array>

namespace creditcast {
namespace {

template <typename Thing>
const Thing* find_by_id(const std::vector<Thing>& things, std::string_view id) {
  for (const Thing& thing : things)
    if (thing.id == id) return &thing;
  return nullptr;
}

bool holds(const std::vector<std::string>& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

bool share_one(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& text) { return holds(b, text); });
}

/// Edits (insert, delete, replace, swap of neighbours) that turn one text into the other.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) now[j] = std::min(now[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, now);
  }
  return last[b.size()];
}

}  // namespace

std::string_view at_zero_name(AtZeroKind kind) {
  static constexpr std::array<std::string_view, 7> kNames{"wait",       "buy_pack", "auto_recharge", "overage",
                                                          "slow_queue", "upgrade",  "pause_ai"};
  return kNames[static_cast<std::size_t>(kind)];
}

const Unit* find_unit(const Catalog& catalog, std::string_view id) { return find_by_id(catalog.units, id); }
const Pool* find_pool(const Catalog& catalog, std::string_view id) { return find_by_id(catalog.pools, id); }
const Action* find_action(const Catalog& catalog, std::string_view id) { return find_by_id(catalog.actions, id); }
const Plan* find_plan(const Catalog& catalog, std::string_view id) { return find_by_id(catalog.plans, id); }
const Pack* find_pack(const Catalog& catalog, std::string_view id) { return find_by_id(catalog.packs, id); }
const Source* find_source(const Catalog& catalog, std::string_view id) { return find_by_id(catalog.sources, id); }

const AtZeroOffer* find_offer(const Catalog& catalog, AtZeroKind kind) {
  for (const AtZeroOffer& offer : catalog.at_zero)
    if (offer.kind == kind) return &offer;
  return nullptr;
}

bool audience_has(Audience audience, const Plan& plan) {
  return audience == Audience::everyone || (audience == Audience::subscribers) == plan.subscription;
}

bool gets_grant(const Pool& pool, const Plan& plan) {
  return pool.live && pool.grant && audience_has(pool.for_whom, plan) && grant_figure(pool, plan) != nullptr;
}

bool may_pay(const Pool& pool, const Plan& plan, const std::vector<std::string>& tags) {
  return pool.live && audience_has(pool.spendable_by, plan) && (pool.pays_for.empty() || share_one(pool.pays_for, tags)) &&
         !share_one(pool.not_for, tags);
}

bool gated(const Plan& plan, const std::vector<std::string>& tags) { return share_one(plan.denies, tags); }

bool may_buy(const Plan& plan, const Pack& pack) {
  return (pack.buyers == PackBuyers::everyone || plan.subscription) && (pack.plans.empty() || holds(pack.plans, plan.id));
}

bool offered_on(const AtZeroOffer& offer, const Plan& plan) { return offer.plans.empty() || holds(offer.plans, plan.id); }

bool unit_live(const Catalog& catalog, std::string_view unit) {
  return std::any_of(catalog.pools.begin(), catalog.pools.end(),
                     [&](const Pool& pool) { return pool.live && pool.unit == unit; });
}

const Figure* grant_figure(const Pool& pool, const Plan& plan) {
  for (const PlanGrant& grant : plan.grants)
    if (grant.pool == pool.id) return &grant.amount;
  return pool.grant && pool.grant->amount ? &*pool.grant->amount : nullptr;
}

std::string nearest(std::string_view typed, const std::vector<std::string>& known) {
  // A long text is no typing mistake, and its distance would be dear.
  if (typed.size() > 64) return {};
  std::string best;
  std::size_t least = std::max<std::size_t>(1, typed.size() / 3) + 1;
  for (const std::string& candidate : known) {
    if (candidate.size() > 64) continue;
    const std::size_t distance = edit_distance(typed, candidate);
    // Of a short text, more than half must be right.
    if (distance < least && distance * 2 < std::max(typed.size(), candidate.size()) + 1) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

Words suggest(std::string_view typed, const std::vector<std::string>& known) {
  constexpr std::size_t kShown = 12;
  if (known.empty()) return word("nothing is known here");
  std::string text;
  for (std::size_t i = 0; i < known.size() && i < kShown; ++i) text += (i == 0 ? "" : ", ") + known[i];
  Words list = text;
  if (known.size() > kShown) list = Words("{0} and {1} more", {list, std::to_string(known.size() - kShown)});
  const std::string near = nearest(typed, known);
  if (near.empty()) return {"known: {0}", {list}};
  return {"did you mean \"{0}\"? known: {1}", {near, list}};
}

}  // namespace creditcast
