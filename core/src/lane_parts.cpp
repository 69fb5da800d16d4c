/// By phase, action, model, owner and budget: what was drawn as totals is divided as expected, opened days are counted as they
/// were.
#include <algorithm>

#include "lanes.hpp"

namespace creditcast {

Tallies LaneLedger::filled(LaneTallies sums) const {
  Tallies tallies = std::move(sums.tallies);
  const auto months = static_cast<std::size_t>(resolved_->months);
  const std::size_t phases = resolved_->phase_ids.size();
  const auto grain = static_cast<Int128>(source_->demand().grain);
  const auto to_whole = [](double value) { return static_cast<Int128>(value + 0.5); };
  std::vector<double> projects(resolved_->projects.size());

  for (std::size_t s = 0; s < source_->demand().streams.size(); ++s) {
    const StreamDemand& stream = source_->demand().streams[s];
    const ResolvedStream& terms = resolved_->streams[s];
    for (std::size_t m = 0; m < months; ++m) {
      // Expected in all days of the month, by slot; then as much of it as was really asked and not opened.
      struct AtSlot {
        const Slot* slot;
        const OpenedSum* opened;
        double requests = 0, credits = 0;
      };
      std::vector<AtSlot> parts;
      double expected = 0;
      for (std::uint32_t o = 0; o < stream.occurrences.size(); ++o) {
        const Occurrence& occurrence = stream.occurrences[o];
        double occurrences = 0;
        for (std::size_t l = 0; l < stream.laws.size(); ++l) {
          if (stream.laws[l].occurrence == o)
            occurrences += stream.laws[l].mean_count * static_cast<double>(sums.law_days[source_->law_index(s, l, m)]);
        }
        if (terms.project >= 0) projects[static_cast<std::size_t>(terms.project)] += occurrences;
        const std::vector<SlotMean> means = slot_means(occurrence);
        for (std::uint32_t k = 0; k < occurrence.slots.size(); ++k) {
          const OpenedSum& opened = sums.opened[slot_index(s, o, k, static_cast<std::int32_t>(m))];
          parts.push_back({&occurrence.slots[k], &opened, occurrences * means[k].requests, occurrences * means[k].credits});
          expected += parts.back().credits;
        }
      }
      std::int64_t opened_credits = 0;
      for (const AtSlot& part : parts) opened_credits += part.opened->asked_credits;
      const std::int64_t asked = sums.asked[s * months + m];
      const std::int64_t covered = asked - opened_credits;
      CREDITCAST_CHECK(covered >= 0);
      const double scale = expected > 0 ? static_cast<double>(asked) / expected : 0;
      std::vector<double> rest;
      double all_rest = 0;
      for (const AtSlot& part : parts) {
        rest.push_back(std::max(0.0, part.credits * scale - static_cast<double>(part.opened->asked_credits)));
        all_rest += rest.back();
      }
      // Shares of the covered credits, rounded so that they add up.
      double share_sum = 0;
      Int128 given = 0;
      for (std::size_t i = 0; i < parts.size(); ++i) {
        const AtSlot& part = parts[i];
        share_sum += all_rest > 0 ? rest[i] : part.credits;
        const double of_all = all_rest > 0 ? all_rest : expected;
        const Int128 up_to = i + 1 == parts.size() ? Int128{covered}
                             : of_all > 0          ? to_whole(static_cast<double>(covered) * (share_sum / of_all))
                                                   : Int128{0};
        const Int128 own = up_to - given;
        given = up_to;
        TallySum sum;
        const double requests = part.credits > 0
                                    ? static_cast<double>(own) * (part.requests / part.credits)
                                    : std::max(0.0, part.requests - static_cast<double>(part.opened->asked_requests));
        sum.requests = static_cast<std::int64_t>(to_whole(requests)) + part.opened->requests;
        sum.credits = (own + part.opened->credits) * grain;
        sum.blocked_requests = part.opened->blocked_requests;
        sum.blocked_credits = Int128{part.opened->blocked_credits} * grain;
        tallies.by_phase[part.slot->phase_id].add(sum);
        tallies.by_action[part.slot->use->action].add(sum);
        tallies.by_model[part.slot->use->model_index].add(sum);
        tallies.by_stream[s].add(sum);
        if (terms.owner >= 0) tallies.by_owner[static_cast<std::size_t>(terms.owner)].add(sum);
        tallies.month_phase_spend[m * phases + part.slot->phase_id] += sum.credits;
      }
    }
  }

  // Budgets: expected of every project, but for those that were opened.
  for (std::size_t p = 0; p < resolved_->projects.size(); ++p) {
    const Project& project = *resolved_->projects[p].project;
    std::vector<double> law_occurrences;
    const auto weigh = [&](OverBudgetSum& sum, const OpenedBudget& opened, Amount budget, bool whole_project,
                           std::uint32_t place) {
      double over = 0, by = 0, units = 0;
      for (std::size_t s = 0; s < source_->demand().streams.size(); ++s) {
        if (resolved_->streams[s].project != static_cast<std::int32_t>(p)) continue;
        const StreamDemand& stream = source_->demand().streams[s];
        for (std::uint32_t o = 0; o < stream.occurrences.size(); ++o) {
          double occurrences = 0;
          for (std::size_t l = 0; l < stream.laws.size(); ++l) {
            if (stream.laws[l].occurrence != o) continue;
            for (std::size_t m = 0; m < months; ++m)
              occurrences += stream.laws[l].mean_count * static_cast<double>(sums.law_days[source_->law_index(s, l, m)]);
          }
          const Lattice law = whole_project ? stream.occurrences[o].law() : law_of_place(stream.occurrences[o], place);
          units += occurrences;
          for (std::size_t row = 0; row < law.rows; ++row) {
            const double credits =
                static_cast<double>(law.first_credits + static_cast<std::int64_t>(row)) * static_cast<double>(grain);
            if (credits <= static_cast<double>(budget.micros)) continue;
            double weight = 0;
            for (std::size_t column = 0; column < law.columns; ++column) weight += law.weights[row * law.columns + column];
            over += occurrences * weight;
            by += occurrences * weight * (credits - static_cast<double>(budget.micros));
          }
        }
      }
      over = std::max(0.0, over - static_cast<double>(opened.asked_over)) + static_cast<double>(opened.over);
      by = std::max(0.0, by - static_cast<double>(opened.asked_by)) + static_cast<double>(opened.by);
      sum.add(static_cast<std::int64_t>(to_whole(units)), static_cast<std::int64_t>(to_whole(over)), to_whole(by));
    };
    if (project.budget) weigh(tallies.project_budget[p], sums.project_budget[p], *project.budget, true, 0);
    for (std::size_t i = 0; i < project.phases.size(); ++i) {
      const std::size_t at = phase_budget_begin_[p] + i;
      if (project.phases[i].budget)
        weigh(tallies.phase_budget[at], sums.phase_budget[at], *project.phases[i].budget, false, static_cast<std::uint32_t>(i));
    }
  }
  return tallies;
}

}  // namespace creditcast
