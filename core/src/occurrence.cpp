#include "occurrence.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "request_law.hpp"

namespace creditcast {

namespace {

/// A phase that goes on this unlikely is taken as done.
constexpr double kNegligible = 0x1p-50;
constexpr std::size_t kMaxNodes = 20'000;
constexpr std::size_t kMaxCells = 3'000'000;
constexpr std::int64_t kMaxPieces = 64;

/// Where one piece stands in a phase: how often the prompt was rewritten, its misses, and whether the next request is a
/// variation. Numbered; 0 is where it begins.
class PhaseStates {
 public:
  explicit PhaseStates(const Phase& phase) : phase_(phase) {
    levels_.push_back(phase.acceptance);
    if (phase.rewrite) {
      for (Share raised; raised = raise(levels_.back()), raised > levels_.back();) levels_.push_back(raised);
      misses_ = static_cast<std::size_t>(phase.rewrite->after_misses);
    } else {
      misses_ = std::max<std::size_t>(1, phase.repeat_factors.size()) - 1;
    }
  }
  [[nodiscard]] std::size_t count() const { return levels_.size() * (misses_ + 1) * 2; }

  struct After {
    double chance = 0;
    std::size_t state = 0;
    bool accepted = false, rewritten = false;
  };
  /// What may follow a run that did not fail.
  [[nodiscard]] std::vector<After> after(std::size_t state, bool further) const {
    const bool variation = state % 2 != 0;
    const std::size_t misses = state / 2 % (misses_ + 1);
    const std::size_t level = state / 2 / (misses_ + 1);
    const double accepts = to_double(acceptance(level, misses, variation));
    std::vector<After> all;
    if (accepts > 0) all.push_back({accepts, 0, true, false});
    const double missed = 1 - accepts;
    if (missed <= 0) return all;
    const std::size_t counted = variation ? misses : std::min(misses + 1, misses_);
    const double near = phase_.variations ? to_double(phase_.variations->chance) : 0;
    if (near > 0) all.push_back({missed * near, index(level, counted, true), false, false});
    if (near >= 1) return all;
    const bool rewrites = phase_.rewrite && counted >= misses_ && further;
    const std::size_t next = rewrites ? index(std::min(level + 1, levels_.size() - 1), 0, false) : index(level, counted, false);
    all.push_back({missed * (1 - near), next, false, rewrites});
    return all;
  }

 private:
  [[nodiscard]] Share raise(Share share) const {
    return Share{std::min(share.of_2_32 + phase_.rewrite->adds.of_2_32, phase_.rewrite->up_to.of_2_32)};
  }
  [[nodiscard]] std::size_t index(std::size_t level, std::size_t misses, bool variation) const {
    return (level * (misses_ + 1) + misses) * 2 + (variation ? 1U : 0U);
  }
  [[nodiscard]] Share acceptance(std::size_t level, std::size_t misses, bool variation) const {
    if (variation) return phase_.variations->acceptance;
    if (phase_.repeat_factors.empty()) return levels_[level];
    return product(levels_[level], phase_.repeat_factors[std::min(misses, phase_.repeat_factors.size() - 1)]);
  }

  const Phase& phase_;
  std::vector<Share> levels_;
  std::size_t misses_ = 0;  ///< most that are told apart
};

class Compiler {
 public:
  Compiler(const Resolved& resolved, std::uint32_t plan, std::int64_t grain)
      : resolved_(resolved), plan_(plan), grain_(grain) {}

  std::variant<Occurrence, WhyNot> run(const ResolvedStream& stream) {
    if (stream.stream->event) return WhyNot("an event has guests and photos");
    if (stream.project >= 0) {
      add_project(resolved_.projects[static_cast<std::size_t>(stream.project)]);
    } else {
      add_uses(stream);
    }
    if (!why_not_.empty()) return why_not_;
    return std::move(out_);
  }

 private:
  // --- nodes and steps ---
  [[nodiscard]] bool stopped() const { return !why_not_.empty(); }
  void refuse(const char* why) {
    if (why_not_.empty()) why_not_ = why;
  }

  std::uint32_t end(std::int64_t pieces) {
    const auto [found, added] = ends_.try_emplace(pieces, 0);
    if (added) {
      Node node;
      node.rest = point(0, pieces);
      found->second = keep(std::move(node));
    }
    return found->second;
  }

  std::uint32_t keep(Node node) {
    cells_ += node.rest.weights.size();
    if (out_.nodes.size() >= kMaxNodes || cells_ > kMaxCells) refuse("its outcomes are too many to be tabled");
    out_.nodes.push_back(std::move(node));
    return static_cast<std::uint32_t>(out_.nodes.size() - 1);
  }

  /// A node over the steps that were added since `first`; what is to come follows from theirs.
  std::uint32_t close(std::size_t first) {
    Node node;
    node.first_step = static_cast<std::uint32_t>(first);
    node.steps = static_cast<std::uint32_t>(out_.steps.size() - first);
    bool any = false;
    for (std::size_t i = first; i < out_.steps.size(); ++i) {
      const Step& step = out_.steps[i];
      Lattice moved;  // its extent alone counts
      const Lattice& rest = out_.nodes[step.next].rest;
      moved.first_credits = rest.first_credits + step.credits;
      moved.first_pieces = rest.first_pieces;
      moved.rows = rest.rows;
      moved.columns = rest.columns;
      node.rest = spanning(any ? node.rest : moved, moved);
      any = true;
      if (cells_ + node.rest.weights.size() > kMaxCells) {
        refuse("its outcomes are too many to be tabled");
        return 0;
      }
    }
    for (std::size_t i = first; i < out_.steps.size(); ++i) {
      const Step& step = out_.steps[i];
      add_moved(node.rest, out_.nodes[step.next].rest, step.credits, step.chance);
    }
    return keep(std::move(node));
  }

  void step(double chance, std::uint32_t next, const std::vector<Charge>& charges) {
    Step step;
    step.chance = chance;
    step.next = next;
    step.first_charge = static_cast<std::uint32_t>(out_.charges.size());
    step.charges = static_cast<std::uint32_t>(charges.size());
    for (const Charge& charge : charges) {
      step.credits += charge.spent;
      out_.margin = std::max(out_.margin, charge.price - charge.spent);
      out_.charges.push_back(charge);
    }
    out_.steps.push_back(step);
  }

  // --- requests ---
  std::uint32_t slot(const ResolvedUse& use, std::uint32_t phase_id, std::uint32_t place) {
    const auto [found, added] = slots_.try_emplace({&use, place}, static_cast<std::uint32_t>(out_.slots.size()));
    if (added) out_.slots.push_back({&use, phase_id, place});
    return found->second;
  }

  /// What one request of a use may cost.
  struct Outcome {
    double chance = 0;
    bool failed = false;
    Charge charge;
  };
  std::vector<Outcome> outcomes(const ResolvedUse& use, std::int32_t outputs, std::uint32_t in_slot, Share failure) {
    const auto& by_outputs = use.by_plan[plan_];
    const PricedUse& priced = by_outputs[static_cast<std::size_t>(outputs - use.outputs_first)];
    const auto law = request_law(use, priced, failure);
    if (!law.why_not.empty()) {
      refuse(law.why_not.c_str());
      return {};
    }
    std::vector<Outcome> all;
    for (const RequestOutcome& one : law.outcomes) {
      CREDITCAST_CHECK(one.price.micros % grain_ == 0 && one.spent.micros % grain_ == 0);
      all.push_back({one.chance, one.failed, {in_slot, one.price.micros / grain_, one.spent.micros / grain_}});
    }
    return all;
  }

  /// Charges of a use beside the work, whose price must be one.
  void add_beside(std::vector<Charge>& charges, const ResolvedUse& use, std::uint32_t phase_id, std::uint32_t place) {
    const std::vector<Outcome> all = outcomes(use, use.outputs_first, slot(use, phase_id, place), kNever);
    if (all.size() != 1) return refuse("a utility's price is a range");
    for (std::int32_t i = 0; i < use.count; ++i) charges.push_back(all.front().charge);
  }

  // --- streams of uses ---
  void add_uses(const ResolvedStream& stream) {
    struct One {
      const ResolvedUse* use;
      std::uint32_t place;
    };
    std::vector<One> requests;
    for (std::size_t i = 0; i < stream.uses.size(); ++i) {
      for (std::int32_t n = 0; n < stream.uses[i].count; ++n)
        requests.push_back({&stream.uses[i], static_cast<std::uint32_t>(i)});
      if (requests.size() > kMaxNodes / 2) return refuse("its outcomes are too many to be tabled");
    }
    // From the last request to the first, with and without a run that has failed so far.
    std::uint32_t whole_so_far = end(1), broken = end(0);
    for (std::size_t i = requests.size(); i-- > 0 && !stopped();) {
      const auto& [use, place] = requests[i];
      const std::vector<Outcome> all =
          outcomes(*use, use->outputs_first, slot(*use, stream.uses_phase_id, place), stream.stream->failure);
      const auto node = [&](bool failed_before) {
        const std::size_t first = out_.steps.size();
        for (const Outcome& one : all) step(one.chance, failed_before || one.failed ? broken : whole_so_far, {one.charge});
        return close(first);
      };
      if (stopped()) return;
      const std::uint32_t next_broken = stream.stream->failure > kNever && i > 0 ? node(true) : broken;
      const std::uint32_t next_whole = node(false);
      broken = next_broken;
      whole_so_far = next_whole;
    }
  }

  // --- projects ---
  /// Nodes of one phase by the number of pieces that enter it.
  using Entries = std::map<std::int64_t, std::uint32_t>;

  void add_project(const ResolvedProject& project) {
    // How many pieces may reach each phase.
    std::vector<std::set<std::int64_t>> reaching{{1}};
    for (const ResolvedPhase& phase : project.phases) {
      std::set<std::int64_t> out;
      for (const std::int64_t pieces : reaching.back()) {
        for (const std::int64_t p : pieces_after(*phase.phase, pieces)) out.insert(p);
      }
      if (!out.empty() && *out.rbegin() > kMaxPieces) return refuse("too many pieces of a project go on");
      reaching.push_back(std::move(out));
    }
    Entries entries;
    for (const std::int64_t pieces : reaching.back()) entries[pieces] = end(pieces);
    for (std::size_t i = project.phases.size(); i-- > 0 && !stopped();)
      entries = add_phase(project.phases[i], static_cast<std::uint32_t>(i), reaching[i], entries);
    if (!stopped() && entries[1] + 1 != out_.nodes.size()) {  // the first node is the last
      const std::size_t first = out_.steps.size();
      step(1, entries[1], {});
      close(first);
    }
  }

  static std::set<std::int64_t> pieces_after(const Phase& phase, std::int64_t pieces) {
    std::set<std::int64_t> each;
    if (phase.run_chance > kNever) each.insert(phase.keep);
    if (phase.run_chance > kNever && phase.exhausted == Exhausted::give_up) each.insert(0);
    if (phase.run_chance < kAlways) each.insert(1);
    std::set<std::int64_t> sums{0};
    for (std::int64_t i = 0; i < pieces; ++i) {
      std::set<std::int64_t> next;
      for (const std::int64_t sum : sums) {
        for (const std::int64_t one : each) next.insert(std::min(sum + one, kMaxPieces + 1));
      }
      sums = std::move(next);
    }
    return sums;
  }

  Entries add_phase(const ResolvedPhase& phase, std::uint32_t place, const std::set<std::int64_t>& entering,
                    const Entries& after) {
    Entries entries;
    for (const std::int64_t pieces : entering) {
      if (stopped()) return entries;
      if (pieces == 0) {
        entries[0] = end(0);
        continue;
      }
      std::vector<std::pair<double, std::uint32_t>> batches;
      std::uint64_t before = 0;
      for (std::size_t b = 0; b < phase.batch.values.size() && !stopped(); ++b) {
        const double chance = to_double(Share{phase.batch.cumulated[b] - before});
        before = phase.batch.cumulated[b];
        batches.emplace_back(chance, add_pieces(phase, place, static_cast<std::int32_t>(phase.batch.values[b]), pieces, after));
      }
      if (batches.size() == 1) {
        entries[pieces] = batches.front().second;
        continue;
      }
      const std::size_t first = out_.steps.size();
      for (const auto& [chance, next] : batches) step(chance, next, {});
      entries[pieces] = close(first);
    }
    return entries;
  }

  /// Pieces go through a phase one after the other.
  std::uint32_t add_pieces(const ResolvedPhase& phase, std::uint32_t place, std::int32_t outputs, std::int64_t pieces,
                           const Entries& after) {
    const Phase& terms = *phase.phase;
    Entries done = after;  // by the pieces that went on, none left to run
    for (std::int64_t left = 1; left <= pieces && !stopped(); ++left) {
      Entries next;
      std::set<std::int64_t> so_far = pieces_after(terms, pieces - left);
      for (const std::int64_t out : so_far) {
        const std::uint32_t goes_on = terms.run_chance > kNever ? done.at(out + terms.keep) : 0;
        const std::uint32_t given_up =
            terms.exhausted == Exhausted::give_up && terms.run_chance > kNever ? done.at(out) : goes_on;
        std::uint32_t entry = terms.run_chance > kNever ? add_piece(phase, place, outputs, goes_on, given_up) : 0;
        if (stopped()) return 0;
        if (terms.run_chance < kAlways) {
          const std::size_t first = out_.steps.size();
          if (terms.run_chance > kNever) step(to_double(terms.run_chance), entry, {});
          step(1 - to_double(terms.run_chance), done.at(out + 1), {});
          entry = close(first);
        }
        next[out] = entry;
      }
      done = std::move(next);
    }
    return stopped() ? 0 : done.at(0);
  }

  /// One piece's requests, from the last that is allowed to the first.
  std::uint32_t add_piece(const ResolvedPhase& phase, std::uint32_t place, std::int32_t outputs, std::uint32_t goes_on,
                          std::uint32_t given_up) {
    const Phase& terms = *phase.phase;
    const PhaseStates states(terms);
    const std::vector<Outcome> all = outcomes(phase.use, outputs, slot(phase.use, phase.id, place), terms.failure);
    std::vector<Charge> before;
    for (const ResolvedUse& utility : phase.utilities) add_beside(before, utility, phase.id, place);
    std::vector<Charge> rewrite;
    for (const ResolvedUse& use : phase.rewrite_uses) add_beside(rewrite, use, phase.id, place);
    if (stopped()) return 0;

    // Which states each request may find, and after how many there is next to nothing left.
    const double fails = to_double(terms.failure);
    std::vector<std::vector<double>> reached{std::vector<double>(states.count(), 0.0)};
    reached[0][0] = 1;
    bool cut = false;
    for (std::int32_t request = 0; request < terms.max_requests; ++request) {
      std::vector<double> next(states.count(), 0.0);
      const bool further = request + 1 < terms.max_requests;
      for (std::size_t state = 0; state < states.count(); ++state) {
        const double p = reached.back()[state];
        if (p <= 0) continue;
        next[state] += p * fails;
        for (const auto& then : states.after(state, further)) {
          if (!then.accepted) next[then.state] += p * (1 - fails) * then.chance;
        }
      }
      double left = 0;
      for (const double p : next) left += p;
      if (left < kNegligible && further) {
        out_.lost += left;
        cut = true;
        break;
      }
      if (further) reached.push_back(std::move(next));
      if (left == 0) break;
    }

    const std::uint32_t exhausted = cut || terms.exhausted == Exhausted::go_on ? goes_on : given_up;
    std::vector<std::uint32_t> next(states.count(), exhausted), now(states.count(), exhausted);
    for (std::size_t request = reached.size(); request-- > 0 && !stopped();) {
      const bool further = static_cast<std::int32_t>(request) + 1 < terms.max_requests;
      for (std::size_t state = 0; state < states.count(); ++state) {
        if (reached[request][state] <= 0) continue;
        const std::size_t first = out_.steps.size();
        for (const Outcome& one : all) {
          std::vector<Charge> charges = before;
          charges.push_back(one.charge);
          if (one.failed) {
            step(one.chance, next[state], charges);
            continue;
          }
          for (const auto& then : states.after(state, further)) {
            std::vector<Charge> with = charges;
            if (then.rewritten) with.insert(with.end(), rewrite.begin(), rewrite.end());
            step(one.chance * then.chance, then.accepted ? goes_on : next[then.state], with);
          }
        }
        now[state] = close(first);
        if (stopped()) return 0;
      }
      std::swap(now, next);
    }
    return next[0];
  }

  const Resolved& resolved_;
  std::uint32_t plan_;
  std::int64_t grain_;
  Occurrence out_;
  WhyNot why_not_;
  std::size_t cells_ = 0;
  std::map<std::int64_t, std::uint32_t> ends_;
  std::map<std::pair<const ResolvedUse*, std::uint32_t>, std::uint32_t> slots_;
};

}  // namespace

std::variant<Occurrence, WhyNot> compile_occurrence(const Resolved& resolved, const ResolvedStream& stream, std::uint32_t plan,
                                                    std::int64_t grain_micros) {
  return Compiler(resolved, plan, grain_micros).run(stream);
}

std::vector<SlotMean> slot_means(const Occurrence& occurrence) {
  std::vector<SlotMean> means(occurrence.slots.size());
  std::vector<double> visits(occurrence.nodes.size(), 0.0);
  visits.back() = 1;
  for (std::size_t i = occurrence.nodes.size(); i-- > 0;) {
    if (visits[i] <= 0) continue;
    const Node& node = occurrence.nodes[i];
    for (std::uint32_t s = node.first_step; s < node.first_step + node.steps; ++s) {
      const Step& step = occurrence.steps[s];
      const double p = visits[i] * step.chance;
      visits[step.next] += p;
      for (std::uint32_t c = step.first_charge; c < step.first_charge + step.charges; ++c) {
        const Charge& charge = occurrence.charges[c];
        means[charge.slot].requests += p;
        means[charge.slot].credits += p * static_cast<double>(charge.spent);
      }
    }
  }
  return means;
}

Lattice law_of_place(const Occurrence& occurrence, std::uint32_t place) {
  std::vector<Lattice> rest(occurrence.nodes.size());
  for (std::size_t i = 0; i < occurrence.nodes.size(); ++i) {
    const Node& node = occurrence.nodes[i];
    if (node.steps == 0) {
      rest[i] = point(0, 0);
      continue;
    }
    std::vector<std::int64_t> credits;
    for (std::uint32_t s = node.first_step; s < node.first_step + node.steps; ++s) {
      const Step& step = occurrence.steps[s];
      std::int64_t here = 0;
      for (std::uint32_t c = step.first_charge; c < step.first_charge + step.charges; ++c) {
        const Charge& charge = occurrence.charges[c];
        if (occurrence.slots[charge.slot].place == place) here += charge.spent;
      }
      Lattice moved = rest[step.next];
      moved.first_credits += here;
      rest[i] = spanning(credits.empty() ? moved : rest[i], moved);
      credits.push_back(here);
    }
    for (std::size_t k = 0; k < credits.size(); ++k) {
      const Step& step = occurrence.steps[node.first_step + k];
      add_moved(rest[i], rest[step.next], credits[k], step.chance);
    }
  }
  return rest.back();
}

}  // namespace creditcast
