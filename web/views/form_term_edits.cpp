// What the form's lines of form_terms.cpp ask for.
#include <algorithm>
#include <array>
#include <cmath>

#include "account.hpp"
#include "apply.hpp"
#include "at_zero_offers.hpp"
#include "form_edits.hpp"

namespace creditcast::web {
namespace {

constexpr std::array<std::string_view, 22> kTerms{
    "zero-step",      "zero-money",   "zero-threshold", "zero-cap",     "zero-up",    "zero-down", "zero-remove",  "zero-add",
    "reserve",        "limit",        "budget",         "owner-name",   "owner-kind", "owner-cap", "owner-remove", "owner-add",
    "project-budget", "phase-budget", "reserve-to",     "stream-owner", "held",       "seats"};

/// An empty field says that there is none; what is no number changes nothing.
bool is_amount(const FormLine& line) { return line.amount || line.value.empty(); }
std::optional<Amount> amount_in(const FormLine& line) {
  if (!line.amount) return std::nullopt;
  return amount_from(std::min(line.number(), kMostTyped));
}
Amount share_of_percent(double percent) { return Amount{std::llround(std::clamp(percent, 0.0, 1000.0) * 1e4)}; }

/// One line, and never empty.
std::optional<std::string> name_in(std::string_view text) {
  constexpr std::size_t kMost = 199;  // bytes, as the card's field takes
  std::string name;
  for (const char c : text) name += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
  if (name.size() > kMost) {
    std::size_t end = kMost;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;  // not within a letter
    name.resize(end);
  }
  return name.empty() ? std::nullopt : std::optional<std::string>(std::move(name));
}

std::optional<Action> zero_edit(const AppState& state, const FormLine& line) {
  const Catalog& catalog = state.inputs.catalog;
  const Scenario& scenario = state.inputs.scenario;
  std::vector<AtZeroChoice> steps = scenario.at_zero;
  if (steps.empty()) steps.emplace_back();  // no step at all is waiting
  const std::vector<Offered> all = offers_at_zero(catalog, scenario);
  if (line.kind == "zero-add") {
    if (all.size() < 2) return std::nullopt;
    steps.push_back(all[1].step);
    return PutAtZero{std::move(steps)};
  }
  if (line.first >= steps.size()) return std::nullopt;
  AtZeroChoice& step = steps[line.first];
  bool changed = true;
  if (line.kind == "zero-step") {
    const auto offer = index_in(line.value);
    if (!offer || *offer >= all.size()) return std::nullopt;
    step = all[*offer].step;
  } else if (line.kind == "zero-up") {
    changed = line.first > 0 && move_element(steps, line.first, line.first - 1);
  } else if (line.kind == "zero-down") {
    changed = move_element(steps, line.first, line.first + 1);
  } else if (line.kind == "zero-remove") {
    changed = remove_element(steps, line.first);
  } else if (line.kind == "zero-cap" && is_amount(line)) {
    step.monthly_cap = amount_in(line);
  } else if (line.kind == "zero-money" && line.amount) {
    step.money = amount_in(line);
  } else if (line.kind == "zero-threshold" && line.amount) {
    step.threshold = amount_in(line);
  } else {
    return std::nullopt;
  }
  return changed ? std::optional<Action>(PutAtZero{std::move(steps)}) : std::nullopt;
}

std::optional<Action> owner_edit(const Scenario& scenario, const FormLine& line) {
  if (line.kind == "owner-add") return AddOwner{};
  if (line.first >= scenario.owners.size()) return std::nullopt;
  if (line.kind == "owner-remove") return RemoveOwner{line.first};
  Owner owner = scenario.owners[line.first];
  if (line.kind == "owner-name") {
    auto name = name_in(line.value);
    if (!name) return std::nullopt;
    owner.name = *std::move(name);
  } else if (line.kind == "owner-kind") {
    if (std::find(kOwnerKinds.begin(), kOwnerKinds.end(), line.value) == kOwnerKinds.end()) return std::nullopt;
    owner.kind = line.value;
  } else if (line.kind == "owner-cap" && is_amount(line)) {
    owner.monthly_cap = amount_in(line);
  } else {
    return std::nullopt;
  }
  return PutOwner{line.first, std::move(owner)};
}

std::optional<Action> stream_owner_edit(const Scenario& scenario, const FormLine& line) {
  if (line.first >= scenario.streams.size()) return std::nullopt;
  const bool known = line.value.empty() || std::any_of(scenario.owners.begin(), scenario.owners.end(),
                                                       [&](const Owner& owner) { return owner.id == line.value; });
  if (!known) return std::nullopt;
  Stream stream = scenario.streams[line.first];
  stream.owner = line.value;
  return PutStream{line.first, std::move(stream)};
}

std::optional<Action> opening_edit(const AppState& state, const FormLine& line) {
  const std::vector<Pool>& pools = state.inputs.catalog.pools;
  if (line.first >= pools.size() || !is_amount(line)) return std::nullopt;
  std::vector<Opening> held = state.inputs.scenario.opening;
  set_opening(held, pools[line.first].id, amount_in(line));
  return PutOpening{std::move(held)};
}

std::optional<Action> phase_budget_edit(const Scenario& scenario, const FormLine& line) {
  if (line.first >= scenario.projects.size() || line.second >= scenario.projects[line.first].phases.size()) return std::nullopt;
  Phase phase = scenario.projects[line.first].phases[line.second];
  phase.budget = amount_in(line);
  return PutPhase{line.first, line.second, std::move(phase)};
}

}  // namespace

bool is_term(std::string_view kind) { return std::find(kTerms.begin(), kTerms.end(), kind) != kTerms.end(); }

std::optional<Action> term_edit(const AppState& state, const FormLine& line) {
  const Scenario& scenario = state.inputs.scenario;
  if (line.kind.starts_with("zero-")) return zero_edit(state, line);
  if (line.kind.starts_with("owner-")) return owner_edit(scenario, line);
  if (line.kind == "stream-owner") return stream_owner_edit(scenario, line);
  if (line.kind == "held") return opening_edit(state, line);
  if (!is_amount(line)) return std::nullopt;
  if (line.kind == "budget") return SetBudget{amount_in(line)};
  if (line.kind == "project-budget") return SetProjectBudget{line.first, amount_in(line)};
  if (line.kind == "phase-budget") return phase_budget_edit(scenario, line);
  if (!line.amount) return std::nullopt;
  // The upper end of the reserve keeps its distance, as it does from the slider.
  if (line.kind == "reserve") {
    const Amount low = share_of_percent(line.number());
    return SetBuffer{low, low + (scenario.buffer_high - scenario.buffer_low)};
  }
  if (line.kind == "reserve-to") return SetBuffer{scenario.buffer_low, share_of_percent(line.number())};
  if (line.kind == "limit") return SetRunOutLimit{line.number() / 100};
  if (line.kind == "seats") return SetSeats{static_cast<int>(std::lround(std::min(line.number(), 1e6)))};
  return std::nullopt;
}

}  // namespace creditcast::web
