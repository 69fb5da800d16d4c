// What surrounds the work, as the form has it: the cards "When credits run out" and "Account".
#include "account.hpp"
#include "apply.hpp"
#include "at_zero_offers.hpp"
#include "creditcast/limits.hpp"
#include "form_lines.hpp"
#include "summary.hpp"

namespace creditcast::web {
namespace {

/// What a step is called that is not among the offers.
std::string step_words(const Catalog& catalog, AtZeroChoice step) {
  Scenario alone;
  step.monthly_cap.reset();
  alone.at_zero = {std::move(step)};
  return at_zero_words({}, catalog, alone).front();
}

void step_lines(FormLines& lines, const Catalog& catalog, const Scenario& scenario, const std::vector<Offered>& all,
                std::size_t index) {
  const std::string place = std::to_string(index), here = "/at_zero/" + place;
  const std::size_t shown = std::max<std::size_t>(scenario.at_zero.size(), 1);
  const AtZeroChoice step = index < scenario.at_zero.size() ? scenario.at_zero[index] : AtZeroChoice{};
  const std::string words = step_words(catalog, step);
  lines.choice("zero-step", index == 0 ? tr("First") : tr("Then"), place);
  bool chosen = false;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool same = !chosen && same_offer(step, all[i].step);
    chosen = chosen || same;
    lines.option(std::to_string(i), all[i].words, same);
  }
  if (!chosen) lines.option("as it is", words, true);
  lines.help(tr("What to do when the credits do not cover a request"));
  for (const char* part : {"", "/do", "/pack", "/plan"}) lines.errors(here + part);
  if (index < scenario.at_zero.size()) {
    if (asks_money(catalog, step)) {
      lines.amount("zero-money", place, tr("Each time"), catalog.currency, step.money, "");
      lines.help(tr("Money for each purchase"));
      lines.errors(here + "/money");
    }
    if (asks_threshold(catalog, step)) {
      lines.amount("zero-threshold", place, tr("Below"), threshold_unit(catalog, step), step.threshold, "");
      lines.help(tr("The balance at which it recharges"));
      lines.errors(here + "/threshold");
    }
    if (asks_cap(step)) {
      lines.amount("zero-cap", place, tr("Not more than"), tr("{0} a month", {catalog.currency}), step.monthly_cap,
                   tr("no limit"));
      lines.help(tr("Money a month for this"));
      lines.errors(here + "/monthly_cap");
    }
  }
  if (shown < 2) return;
  lines.row();
  if (index > 0) lines.button("zero-up", place, tr("Move up"), tr("Move up: {0}", {words}));
  if (index + 1 < shown) lines.button("zero-down", place, tr("Move down"), tr("Move down: {0}", {words}));
  lines.button("zero-remove", place, tr("Remove"), tr("Remove: {0}", {words}));
}

}  // namespace

void zero_lines(FormLines& lines, const Catalog& catalog, const Scenario& scenario) {
  lines.group("zero", tr("When credits run out"));
  const std::vector<Offered> all = offers_at_zero(catalog, scenario);
  for (std::size_t i = 0; i < std::max<std::size_t>(scenario.at_zero.size(), 1); ++i)
    step_lines(lines, catalog, scenario, all, i);
  if (all.size() > 1 && scenario.at_zero.size() < kMaxAtZeroSteps) {
    lines.row();
    lines.button("zero-add", "0", tr("+ Then"));
  }
  lines.errors("/at_zero");
  const double low = amount_of(scenario.buffer_low) * 100, high = amount_of(scenario.buffer_high) * 100;
  lines.number("reserve", "0", tr("In reserve"), "%", {low, 0, 1000, "any"});
  lines.help(tr("What is added to the estimate for what nobody foresees; 20 to 30 % is advised"));
  lines.errors("/buffer/low");
  lines.number("reserve-to", "0", tr("Reserve up to"), "%", {high, low, 1000, "any"});
  lines.help(tr("The upper end of the reserve"));
  lines.errors("/buffer/high");
  lines.chance("limit", "0", tr("May run short in"), scenario.run_out_limit);
  lines.help(tr("A plan that runs short in more months than this is not recommended"));
  lines.errors("/run_out_limit");
  lines.amount("budget", "0", tr("Budget a month"), unit_name(catalog, catalog.main_unit, true), scenario.budget_per_month,
               tr("none"));
  lines.help(tr("A planning anchor: the results tell how often it is exceeded"));
  lines.errors("/budget_per_month");
}

void seat_lines(FormLines& lines, const Catalog& catalog, const Scenario& scenario) {
  if (!has_seats(catalog, scenario)) return;
  lines.number("seats", "0", tr("Seats"), "",
               {static_cast<double>(scenario.seats), 1, static_cast<double>(most_seats(catalog, scenario))});
  lines.help(tr("People who work on the account"));
  lines.errors("/seats");
}

void owner_lines(FormLines& lines, const Catalog& catalog, const Scenario& scenario) {
  lines.group("people", tr("People and teams"));
  for (std::size_t i = 0; i < scenario.owners.size(); ++i) {
    const Owner& owner = scenario.owners[i];
    const std::string place = std::to_string(i), here = "/owners/" + place;
    lines.text("owner-name", place, tr("Name"), owner.name);
    lines.errors(here + "/name");
    lines.choice("owner-kind", tr("Is"), place);
    const auto words = owner_kind_words();
    for (std::size_t kind = 0; kind < words.size(); ++kind)
      lines.option(kOwnerKinds[kind], words[kind], kind == owner_kind_index(owner));
    lines.errors(here + "/kind");
    lines.amount("owner-cap", place, tr("Limit a month"), unit_name(catalog, catalog.main_unit, true), owner.monthly_cap,
                 tr("no limit"));
    lines.help(tr("Credits of the shared balances; what is over is blocked for this one alone"));
    lines.errors(here + "/monthly_cap");
    lines.row();
    lines.button("owner-remove", place, tr("Remove"), tr("Remove: {0}", {owner.name}));
  }
  if (scenario.owners.size() < kMaxOwners) {
    lines.row();
    lines.button("owner-add", "0", tr("+ Person or team"));
  }
  lines.errors("/owners");
}

void opening_lines(FormLines& lines, const Catalog& catalog, const Scenario& scenario) {
  lines.group("held", tr("Already bought"));
  for (std::size_t i = 0; i < catalog.pools.size(); ++i) {
    const Pool& pool = catalog.pools[i];
    if (!pool.live) continue;
    lines.amount("held", std::to_string(i), pool.name, unit_name(catalog, pool.unit, true), opening_of(scenario, pool.id),
                 tr("none"));
    lines.help(tr("What is on this balance before the first day"));
    if (const std::string pointer = opening_pointer(scenario, pool.id); !pointer.empty()) lines.errors(pointer);
  }
  lines.errors("/opening");
}

}  // namespace creditcast::web
