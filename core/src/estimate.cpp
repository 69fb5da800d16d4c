#include "creditcast/estimate.hpp"

#include <algorithm>

#include "report.hpp"

namespace creditcast {
namespace {

double to_double(Amount amount) { return static_cast<double>(amount.micros) / static_cast<double>(kMicros); }

/// A count of millionths to the nearest whole one, halves to even; nullopt past the largest amount.
std::optional<Amount> half_even(double micros) {
  if (!(micros <= static_cast<double>(kAmountMaxMicros) && micros >= 0)) return std::nullopt;
  auto down = static_cast<std::int64_t>(micros);
  const double rest = micros - static_cast<double>(down);
  if (rest > 0.5 || (rest == 0.5 && down % 2 != 0)) ++down;
  return Amount{down};
}

/// The probabilities of where a piece stands in a phase, request by request: how often the prompt was rewritten, its misses,
/// and whether the next request is a variation.
class PhaseWalk {
 public:
  explicit PhaseWalk(const Phase& phase) : phase_(phase) {
    levels_.push_back(phase.acceptance);
    if (phase.rewrite) add_levels();
    misses_ = phase.rewrite ? static_cast<std::size_t>(phase.rewrite->after_misses)
                            : std::max<std::size_t>(1, phase.repeat_factors.size()) - 1;
    now_.assign(levels_.size() * (misses_ + 1) * 2, 0);
    next_ = now_;
  }

  /// What one run of the phase is expected to bring.
  PhaseExpectation run() {
    now_[0] = 1;
    for (std::int32_t used = 0; used < phase_.max_requests; ++used) {
      request(used + 1 < phase_.max_requests);
      std::swap(now_, next_);
      std::fill(next_.begin(), next_.end(), 0);
    }
    double left = 0;
    for (const double p : now_) left += p;
    expectation_.runs = 1;
    expectation_.pieces_out = (accepted_ + (phase_.exhausted == Exhausted::go_on ? left : 0)) * phase_.keep;
    return expectation_;
  }

 private:
  /// Each rewrite's acceptance, until a further one changes nothing.
  void add_levels() {
    const auto most = static_cast<std::size_t>(phase_.max_requests / phase_.rewrite->after_misses) + 1;
    while (levels_.size() < most) {
      const Share before = levels_.back();
      const Share raised{std::min(before.of_2_32 + phase_.rewrite->adds.of_2_32, phase_.rewrite->up_to.of_2_32)};
      if (raised <= before) return;
      levels_.push_back(raised);
    }
  }

  [[nodiscard]] std::size_t index(std::size_t level, std::size_t misses, bool variation) const {
    return (level * (misses_ + 1) + misses) * 2 + (variation ? 1U : 0U);
  }

  [[nodiscard]] double acceptance(std::size_t level, std::size_t misses, bool variation) const {
    if (variation) return to_double(phase_.variations->acceptance);
    if (phase_.repeat_factors.empty()) return to_double(levels_[level]);
    return to_double(product(levels_[level], phase_.repeat_factors[std::min(misses, phase_.repeat_factors.size() - 1)]));
  }

  void request(bool further) {
    for (std::size_t level = 0; level < levels_.size(); ++level)
      for (std::size_t misses = 0; misses <= misses_; ++misses)
        for (const bool variation : {false, true})
          if (const double p = now_[index(level, misses, variation)]; p > 0) request_at(level, misses, variation, p, further);
  }

  void request_at(std::size_t level, std::size_t misses, bool variation, double p, bool further) {
    const double fails = p * to_double(phase_.failure);
    expectation_.requests += p;
    expectation_.failed += fails;
    next_[index(level, misses, variation)] += fails;
    const double runs = p - fails;
    const double accepts = runs * acceptance(level, misses, variation);
    accepted_ += accepts;
    const double missed = runs - accepts;
    const std::size_t counted = variation ? misses : std::min(misses + 1, misses_);
    const double near = phase_.variations ? missed * to_double(phase_.variations->chance) : 0;
    if (near > 0) next_[index(level, counted, true)] += near;
    const double again = missed - near;
    if (phase_.rewrite && counted >= misses_ && further) {
      expectation_.rewrites += again;
      next_[index(std::min(level + 1, levels_.size() - 1), 0, false)] += again;
    } else {
      next_[index(level, counted, false)] += again;
    }
  }

  const Phase& phase_;
  std::vector<Share> levels_;
  std::size_t misses_ = 0;  ///< most that are told apart
  std::vector<double> now_, next_;
  double accepted_ = 0;
  PhaseExpectation expectation_;
};

/// Index in Resolved::plans, by the scheduled changes alone.
std::uint32_t plan_in_month(const Resolved& resolved, std::int32_t month) {
  std::uint32_t plan = 0;
  for (const auto& [from, index] : resolved.plan_changes)
    if (from <= month) plan = index;
  return plan;
}

double occurrences_in_month(const Resolved& resolved, const ResolvedStream& stream, std::int32_t month) {
  const Rate& rate = stream.stream->rate;
  return rate.quantity.expected() * to_double(stream.month_factor[static_cast<std::size_t>(month)]) *
         periods_in_month(resolved, rate.per, month);
}

/// The mean of what is charged: of a range, of the whole steps that are drawn.
double mean_micros(const PricedUse& price) {
  if (price.low == price.high) return static_cast<double>(price.typical.micros);
  const std::int64_t steps = (price.high.micros - price.low.micros) / kMicros;
  return static_cast<double>(price.low.micros) + static_cast<double>(steps) * static_cast<double>(kMicros) / 2;
}

double failed_micros(const PricedUse& price) {
  return price.low == price.high ? static_cast<double>(price.failed_of_typical.micros)
                                 : mean_micros(price) * to_double(price.failed_share);
}

/// A use's price under one plan, over the sizes of its batches.
struct MeanPrice {
  bool priced = true;
  double each = 0, failed = 0;  ///< millionths
  friend bool operator==(const MeanPrice&, const MeanPrice&) = default;
};

MeanPrice mean_price(const ResolvedUse& use, std::size_t plan, const Distribution& outputs) {
  MeanPrice mean;
  std::uint64_t before = 0;
  for (std::size_t i = 0; i < outputs.values.size(); ++i) {
    const PricedUse& price = use.by_plan[plan][static_cast<std::size_t>(outputs.values[i] - use.outputs_first)];
    const double chance = to_double(Share{outputs.cumulated[i] - before});
    before = outputs.cumulated[i];
    mean.priced = mean.priced && price.priced;
    mean.each += chance * mean_micros(price);
    mean.failed += chance * failed_micros(price);
  }
  return mean;
}

class Estimating {
 public:
  explicit Estimating(const Resolved& resolved) : resolved_(resolved) {}

  Result<Estimate> run() {
    estimate_.unit = resolved_.catalog->main_unit;
    estimate_.rests_on = resolved_.rests_on;
    for (std::size_t i = 0; i < resolved_.streams.size() && errors_.empty(); ++i) {
      pointer_ = at("/streams", i);
      add_stream(resolved_.streams[i]);
    }
    if (errors_.empty()) add_up();
    if (!errors_.empty()) return errors_;
    return std::move(estimate_);
  }

 private:
  void add_stream(const ResolvedStream& stream) {
    stream_ = stream.stream;
    occurrences_.assign(resolved_.plans.size(), 0);
    for (std::int32_t month = 0; month < resolved_.months; ++month)
      occurrences_[plan_in_month(resolved_, month)] += occurrences_in_month(resolved_, stream, month);
    const double failure = to_double(stream.stream->failure);
    phase_.clear();
    for (const ResolvedUse& use : stream.uses) add_use(use, use.count, use.count * failure, true, stream.uses_phase_id);
    if (stream.project >= 0) add_project(resolved_.projects[static_cast<std::size_t>(stream.project)]);
    if (stream.stream->event) add_event(*stream.stream->event, stream.features);
  }

  void add_event(const EventWork& event, const std::vector<ResolvedFeature>& features) {
    const double photos = event.guests.expected() * event.photos_per_guest.expected();
    for (const ResolvedFeature& feature : features) {
      phase_ = resolved_.phase_labels[feature.phase_id];
      const double requests = photos * to_double(feature.feature->used) * feature.use.count;
      add_use(feature.use, requests, requests * to_double(event.failure), true, feature.phase_id);
    }
  }

  void add_project(const ResolvedProject& project) {
    const std::vector<PhaseExpectation> expected = expect(project);
    for (std::size_t i = 0; i < project.phases.size(); ++i) {
      const ResolvedPhase& phase = project.phases[i];
      phase_ = resolved_.phase_labels[phase.id];
      for (const ResolvedUse& utility : phase.utilities)
        add_use(utility, expected[i].requests * utility.count, 0, true, phase.id);
      add_batches(phase.use, phase.batch, expected[i].requests, expected[i].failed, phase.id);
      for (const ResolvedUse& use : phase.rewrite_uses) add_use(use, expected[i].rewrites * use.count, 0, true, phase.id);
    }
  }

  void add_use(const ResolvedUse& use, double requests, double failed, bool by_output, std::uint32_t phase) {
    add(use, uniform_distribution(use.outputs_first, use.outputs_first), requests, failed, by_output, phase);
  }
  void add_batches(const ResolvedUse& use, const Distribution& outputs, double requests, double failed, std::uint32_t phase) {
    add(use, outputs, requests, failed, false, phase);
  }

  /// Lines of one use: one for all plans under which it costs the same.
  void add(const ResolvedUse& use, const Distribution& outputs, double requests, double failed, bool by_output,
           std::uint32_t phase) {
    std::vector<bool> done(resolved_.plans.size(), false);
    std::vector<MeanPrice> prices;
    for (std::size_t plan = 0; plan < resolved_.plans.size(); ++plan) prices.push_back(mean_price(use, plan, outputs));
    const double all = sum_of(occurrences_);
    for (std::size_t plan = 0; plan < resolved_.plans.size(); ++plan) {
      if (done[plan] || (occurrences_[plan] <= 0 && !(all <= 0 && plan == 0))) continue;
      double occurrences = 0;
      for (std::size_t same = plan; same < resolved_.plans.size(); ++same)
        if (prices[same] == prices[plan]) {
          occurrences += occurrences_[same];
          done[same] = true;
        }
      const bool shared = occurrences >= all;
      const std::string label =
          label_of(use) +
          (shared ? "" : ", on " + name_or_id(resolved_.plans[plan].plan->name, resolved_.plans[plan].plan->id));
      const MeanPrice& price = prices[plan];
      add_line(use, label, phase, price, occurrences * (requests - failed), price.each, by_output);
      if (failed > 0 && price.failed > 0)
        add_line(use, label + ", failed runs", phase, price, occurrences * failed, price.failed, false);
    }
  }

  static double sum_of(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum;
  }

  [[nodiscard]] std::string label_of(const ResolvedUse& use) const {
    std::string label = name_or_id(stream_->name, stream_->id);
    if (!phase_.empty() && phase_ != label) label += ", " + phase_;
    return label + ": " + use.label;
  }

  /// Quantity and credits are rounded each by itself, once. Where the price of a request is its outputs times a price of one,
  /// the line counts outputs.
  void add_line(const ResolvedUse& use, const std::string& label, std::uint32_t phase, const MeanPrice& price, double requests,
                double each, bool by_output) {
    const double months = resolved_.months;
    double units = 1;
    const double single = each / use.outputs;
    if (by_output && use.outputs > 1 && single == static_cast<double>(static_cast<std::int64_t>(single))) units = use.outputs;
    EstimateLine line;
    line.label = label;
    line.stream = stream_->id;
    line.phase = resolved_.phase_ids[phase];
    line.unit = resolved_.catalog->units[use.unit].id;
    line.priced = price.priced;
    line.quantity = rounded(requests * units / months * static_cast<double>(kMicros));
    if (price.priced) {
      line.each = rounded(each / units);
      line.credits = rounded(requests * each / months);
    } else {
      estimate_.complete = false;
    }
    estimate_.lines.push_back(std::move(line));
  }

  Amount rounded(double micros) {
    const auto amount = half_even(micros);
    if (!amount && errors_.empty())
      errors_.push_back({Code::overflow,
                         pointer_,
                         "the work of a month comes to more than the largest amount",
                         "fewer or cheaper requests",
                         {},
                         0,
                         0});
    return amount.value_or(Amount{});
  }

  void add_up() {
    for (const EstimateLine& line : estimate_.lines) {
      if (line.unit != estimate_.unit) continue;
      const auto sum = add_amounts(estimate_.credits_per_month, line.credits);
      estimate_.credits_per_month = sum;
    }
    estimate_.with_buffer_low = buffered(resolved_.scenario->buffer_low);
    estimate_.with_buffer_high = buffered(resolved_.scenario->buffer_high);
  }

  Amount add_amounts(Amount a, Amount b) {
    const auto sum = creditcast::add(a, b);
    if (!sum) overflow();
    return sum.value_or(Amount{});
  }

  Amount buffered(Amount share) {
    const Int128 micros = static_cast<Int128>(estimate_.credits_per_month.micros) * (whole(1) + share).micros;
    if (micros / kMicros > kAmountMaxMicros) {
      overflow();
      return {};
    }
    return Amount{divide_half_even(micros, kMicros)};
  }

  void overflow() {
    if (errors_.empty())
      errors_.push_back({Code::overflow,
                         "/streams",
                         "the work of a month comes to more than the largest amount",
                         "fewer or cheaper requests",
                         {},
                         0,
                         0});
  }

  const Resolved& resolved_;
  Estimate estimate_;
  Errors errors_;
  std::string pointer_;
  const Stream* stream_ = nullptr;
  std::string phase_;
  std::vector<double> occurrences_;  ///< over the horizon, by plan in force
};

}  // namespace

std::vector<PhaseExpectation> expect(const ResolvedProject& project, double pieces_in) {
  std::vector<PhaseExpectation> all;
  double pieces = pieces_in;
  for (const ResolvedPhase& resolved : project.phases) {
    const Phase& phase = *resolved.phase;
    PhaseExpectation one = PhaseWalk(phase).run();
    const double runs = pieces * to_double(phase.run_chance);
    one.runs = runs;
    one.requests *= runs;
    one.failed *= runs;
    one.rewrites *= runs;
    one.pieces_out = one.pieces_out * runs + (pieces - runs);
    one.batch = resolved.batch.mean();
    pieces = one.pieces_out;
    all.push_back(one);
  }
  return all;
}

double expected_occurrences(const Resolved& resolved, const ResolvedStream& stream) {
  double sum = 0;
  for (std::int32_t month = 0; month < resolved.months; ++month) sum += occurrences_in_month(resolved, stream, month);
  return sum;
}

Result<Estimate> estimate(const Resolved& resolved) { return Estimating(resolved).run(); }

}  // namespace creditcast
