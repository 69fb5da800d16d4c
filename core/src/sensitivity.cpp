#include "creditcast/sensitivity.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "creditcast/estimate.hpp"
#include "creditcast/sort.hpp"

namespace creditcast {

namespace {

constexpr std::int64_t kTenths[] = {9, 11};  // of ten: down and up

Amount scaled(Amount amount, bool up) { return Amount{divide_half_even(Int128{amount.micros} * kTenths[up ? 1 : 0], 10)}; }
Share scaled(Share share, bool up) {
  return Share{
      std::min(kShareOne, static_cast<std::uint64_t>(divide_half_even(Int128{share.of_2_32} * kTenths[up ? 1 : 0], 10)))};
}
Amount amount_of(Share share) { return Amount{divide_half_even(Int128{share.of_2_32} * kMicros, Int128{kShareOne})}; }
Amount amount_of(double value) { return Amount{static_cast<std::int64_t>(value * static_cast<double>(kMicros) + 0.5)}; }

/// A tenth of a whole number, but at least one.
std::int64_t step_of(double number) { return std::max<std::int64_t>(1, static_cast<std::int64_t>(number / 10 + 0.5)); }

/// What a scenario is resolved to, with one input changed.
struct Variant {
  std::unique_ptr<Scenario> scenario;
  std::unique_ptr<Resolved> resolved;
  Amount value;  ///< of the input
};

class Inputs {
 public:
  Inputs(const Catalog& catalog, const Scenario& scenario, const Choice& choice)
      : catalog_(catalog), scenario_(scenario), choice_(choice) {}

  struct Input {
    std::string kind, pointer, label;
    Amount base;
    std::function<std::optional<Variant>(bool up)> changed;
  };

  std::vector<Input> all(const Resolved& resolved) {
    for (std::size_t i = 0; i < scenario_.streams.size(); ++i) add_stream(i);
    for (std::size_t i = 0; i < scenario_.projects.size(); ++i) {
      for (std::size_t j = 0; j < scenario_.projects[i].phases.size(); ++j) add_phase(i, j);
    }
    for (std::uint32_t action = 0; action < catalog_.actions.size(); ++action) add_price(resolved, action);
    if (!scenario_.calendar.start) {
      const auto days = scenario_.calendar.working_days_per_month;
      add("working_days", "/calendar/working_days_per_month", "Working days a month", whole(days), [](Scenario& s, bool up) {
        std::int32_t& now = s.calendar.working_days_per_month;
        const auto step = static_cast<std::int32_t>(step_of(now));
        now = std::clamp(now + (up ? step : -step), 1, 30);
        return whole(now);
      });
    }
    return std::move(inputs_);
  }

 private:
  /// Changes the scenario and says the input's new value.
  using Change = std::function<Amount(Scenario&, bool up)>;

  void add(std::string kind, std::string pointer, std::string label, Amount base, Change change) {
    auto changed = [this, change = std::move(change)](bool up) -> std::optional<Variant> {
      Variant variant;
      variant.scenario = std::make_unique<Scenario>(scenario_);
      variant.value = change(*variant.scenario, up);
      if (!check(*variant.scenario, catalog_).empty()) return std::nullopt;
      auto resolved = resolve(catalog_, *variant.scenario, choice_);
      if (!resolved) return std::nullopt;
      variant.resolved = std::make_unique<Resolved>(*std::move(resolved));
      return variant;
    };
    inputs_.push_back({std::move(kind), std::move(pointer), std::move(label), base, std::move(changed)});
  }

  void add_stream(std::size_t i) {
    const Stream& stream = scenario_.streams[i];
    const std::string pointer = "/streams/" + std::to_string(i);
    const std::string name = stream.name.empty() ? stream.id : stream.name;
    const Amount base = amount_of(stream.rate.quantity.expected());
    // By the season, which scales a rate of any kind.
    add("rate", pointer + "/rate", name + ": how often", base, [i, base](Scenario& s, bool up) {
      std::vector<Amount>& season = s.streams[i].seasonality;
      if (season.empty()) season.assign(12, whole(1));
      for (Amount& factor : season) factor = scaled(factor, up);
      return scaled(base, up);
    });
    if (!stream.growth_per_month.zero()) {
      add("growth", pointer + "/growth_per_month", name + ": growth a month", stream.growth_per_month,
          [i](Scenario& s, bool up) { return s.streams[i].growth_per_month = scaled(s.streams[i].growth_per_month, up); });
    }
    if (stream.failure > kNever) {
      add("failure", pointer + "/failure", name + ": runs that fail", amount_of(stream.failure),
          [i](Scenario& s, bool up) { return amount_of(s.streams[i].failure = scaled(s.streams[i].failure, up)); });
    }
    if (stream.event && stream.event->failure > kNever) {
      add("failure", pointer + "/event/failure", name + ": runs that fail", amount_of(stream.event->failure),
          [i](Scenario& s, bool up) {
            return amount_of(s.streams[i].event->failure = scaled(s.streams[i].event->failure, up));
          });
    }
  }

  void add_phase(std::size_t i, std::size_t j) {
    const Project& project = scenario_.projects[i];
    const Phase& phase = project.phases[j];
    const std::string pointer = "/projects/" + std::to_string(i) + "/phases/" + std::to_string(j);
    std::string name = phase.name.empty() ? phase.id : phase.name;
    if (scenario_.projects.size() > 1) name = (project.name.empty() ? project.id : project.name) + ", " + name;
    const auto of = [i, j](Scenario& s) -> Phase& { return s.projects[i].phases[j]; };
    if (phase.acceptance > kNever) {
      add("acceptance", pointer + "/acceptance", name + ": chance of acceptance", amount_of(phase.acceptance),
          [of](Scenario& s, bool up) {
            Phase& now = of(s);
            now.acceptance = std::min(scaled(now.acceptance, up), now.rewrite ? now.rewrite->up_to : kAlways);
            return amount_of(now.acceptance);
          });
    }
    if (phase.failure > kNever) {
      add("failure", pointer + "/failure", name + ": runs that fail", amount_of(phase.failure),
          [of](Scenario& s, bool up) { return amount_of(of(s).failure = scaled(of(s).failure, up)); });
    }
    if (phase.batch.kind != QuantityKind::poisson) {
      add("batch", pointer + "/batch", name + ": outputs a request", amount_of(phase.batch.expected()),
          [of](Scenario& s, bool up) {
            Quantity& batch = of(s).batch;
            const std::int64_t step = up ? step_of(batch.expected()) : -step_of(batch.expected());
            batch.mean.micros += step * kMicros;
            batch.low += step;
            batch.high += step;
            for (Quantity::Row& row : batch.table) row.value += step;
            return amount_of(std::max(0.0, batch.expected()));
          });
    }
  }

  static void each_use(Resolved& resolved, const std::function<void(ResolvedUse&)>& see) {
    for (ResolvedProject& project : resolved.projects) {
      for (ResolvedPhase& phase : project.phases) {
        see(phase.use);
        for (ResolvedUse& use : phase.utilities) see(use);
        for (ResolvedUse& use : phase.rewrite_uses) see(use);
      }
    }
    for (ResolvedStream& stream : resolved.streams) {
      for (ResolvedUse& use : stream.uses) see(use);
      for (ResolvedFeature& feature : stream.features) see(feature.use);
    }
  }

  void add_price(const Resolved& base, std::uint32_t action) {
    if (std::none_of(base.uses.begin(), base.uses.end(), [&](const UseKey& use) { return use.action == action; })) return;
    bool ranges = false, any = false;
    Resolved looked = base;
    each_use(looked, [&](const ResolvedUse& use) {
      if (use.action != action || !use.main_unit) return;
      for (const auto& prices : use.by_plan) {
        for (const PricedUse& price : prices) {
          any = any || (price.priced && price.high.micros > 0);
          ranges = ranges || price.low < price.high;
        }
      }
    });
    if (!any) return;
    const std::string& name = catalog_.actions[action].name;
    auto changed = [&base, action, ranges](bool up) -> std::optional<Variant> {
      Variant variant;
      variant.resolved = std::make_unique<Resolved>(base);
      variant.value = scaled(whole(1), up);
      bool first = true;
      each_use(*variant.resolved, [&](ResolvedUse& use) {
        if (use.action != action || !use.main_unit) return;
        for (auto& prices : use.by_plan) {
          for (PricedUse& price : prices) {
            if (ranges && price.low == price.high) continue;
            if (!ranges) {
              price.low = scaled(price.low, up);
              price.typical = scaled(price.typical, up);
              price.high = scaled(price.high, up);
              price.failed_of_typical = scaled(price.failed_of_typical, up);
              continue;
            }
            const Amount end = up ? price.high : price.low;
            if (first)
              variant.value =
                  Amount{divide_half_even(Int128{end.micros} * kMicros, std::max<std::int64_t>(1, price.typical.micros))};
            first = false;
            price.low = price.typical = price.high = end;
            price.failed_of_typical =
                Amount{divide_half_even(Int128{end.micros} * price.failed_share.of_2_32, Int128{kShareOne})};
          }
        }
      });
      return variant;
    };
    inputs_.push_back(
        {"price", "/actions/" + catalog_.actions[action].id,
         (name.empty() ? catalog_.actions[action].id : name) + ": price, " + (ranges ? "published range" : "times"), whole(1),
         std::move(changed)});
  }

  const Catalog& catalog_;
  const Scenario& scenario_;
  const Choice& choice_;
  std::vector<Input> inputs_;
};

/// Whether anything that happens on a path changes what is paid.
bool money_varies(const Resolved& resolved) {
  return std::any_of(resolved.at_zero.begin(), resolved.at_zero.end(), [](const AtZeroChoice& step) {
    return step.kind == AtZeroKind::buy_pack || step.kind == AtZeroKind::auto_recharge || step.kind == AtZeroKind::overage ||
           step.kind == AtZeroKind::upgrade;
  });
}

/// Money of each path over the horizon, each term spread over its months; millionths.
Result<std::vector<std::int64_t>> money_of(const Resolved& resolved, std::uint32_t paths, std::uint64_t seed, Method method,
                                           Watch& watch) {
  ForecastOptions options{paths, seed, false, method};
  options.path_sums = true;
  ForecastRun run(resolved, options);
  const std::uint32_t chunk = run.chunk();
  for (std::uint32_t done = 0; done < paths && !watch.stopped();) {
    const std::uint32_t now = std::min(chunk, paths - done);
    Errors errors = run.advance(now);
    if (!errors.empty()) return errors;
    done += now;
    watch.add(now);
  }
  if (watch.stopped()) return cancelled();
  std::vector<std::int64_t> money;
  for (const PathSum& path : run.take_path_sums()) money.push_back(path.money);
  return money;
}

Difference difference_of(const std::vector<std::int64_t>& from, const std::vector<std::int64_t>& to, std::int32_t months) {
  const auto n = static_cast<Int128>(from.size());
  Int128 sum = 0;
  for (std::size_t i = 0; i < from.size(); ++i) sum += to[i] - from[i];
  Difference difference;
  difference.mean = Amount{divide_half_even(sum, n * months)};
  const double mean = static_cast<double>(sum) / static_cast<double>(from.size());
  double squares = 0;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const double off = static_cast<double>(to[i] - from[i]) - mean;
    squares += off * off;
  }
  if (from.size() > 1) {
    const auto count = static_cast<double>(from.size());
    difference.standard_error = Amount{static_cast<std::int64_t>(std::sqrt(squares / (count - 1) / count) / months + 0.5)};
  }
  return difference;
}

}  // namespace

Result<Sensitivity> sensitivity(const Catalog& catalog, const Scenario& scenario, const Choice& choice,
                                const SensitivityOptions& options) {
  const auto base = resolve(catalog, scenario, choice);
  if (!base) return base.errors();
  const auto estimated = estimate(*base);
  if (!estimated) return estimated.errors();
  Sensitivity result;
  result.credits_per_month = estimated->credits_per_month;

  Inputs inputs(catalog, scenario, choice);
  const std::vector<Inputs::Input> all = inputs.all(*base);
  struct Line {
    SensitivityInput input;
    std::optional<Variant> variants[2];
  };
  std::vector<Line> lines;
  for (const Inputs::Input& input : all) {
    Line line{{input.kind, input.pointer, input.label, input.base, {}, {}}, {}};
    for (const bool up : {false, true}) {
      SensitivityInput::Side& side = up ? line.input.high : line.input.low;
      side.value = input.base;
      side.credits_per_month = result.credits_per_month;
      auto variant = input.changed(up);
      if (!variant || variant->value == input.base) continue;
      const auto changed = estimate(*variant->resolved);
      if (!changed) continue;
      side.value = variant->value;
      side.credits_per_month = changed->credits_per_month;
      line.variants[up ? 1 : 0] = *std::move(variant);
    }
    if (line.input.width() > 0) lines.push_back(std::move(line));
  }
  sort_stably(lines, [](const Line& a, const Line& b) { return a.input.width() > b.input.width(); });
  if (lines.size() > options.inputs) {
    result.left_out = static_cast<std::uint32_t>(lines.size() - options.inputs);
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(options.inputs), lines.end());
  }

  if (base->money_complete) {
    const bool varies = money_varies(*base);
    // All on the same tables or all event by event, so that they stay paired: what the base allows decides, and a changed
    // scenario that does not allow it is walked event by event.
    const bool tables = varies && ForecastRun(*base, {1, options.seed, false, Method::sample}).advance(1).empty();
    result.paths = varies ? (tables ? options.paths : options.event_paths) : 1;
    std::size_t sides = 0;
    for (const Line& line : lines) sides += (line.variants[0] ? 1 : 0) + (line.variants[1] ? 1 : 0);
    Watch watch(options.workers.progress, result.paths * (varies ? 1 + sides : 1));
    const auto walked = [&](const Resolved& resolved) {
      auto money = money_of(resolved, result.paths, options.seed, tables ? Method::sample : Method::events, watch);
      if (!money && tables && money.errors().front().code == Code::not_permitted)
        money = money_of(resolved, result.paths, options.seed, Method::events, watch);
      return money;
    };
    const auto of_base = walked(*base);
    if (!of_base) return of_base.errors();
    Int128 sum = 0;
    for (const std::int64_t money : *of_base) sum += money;
    result.money_per_month = Amount{divide_half_even(sum, Int128{result.paths} * base->months)};
    std::vector<std::function<void()>> jobs;
    std::vector<Errors> errors(lines.size() * 2);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      for (const std::size_t up : {0U, 1U}) {
        SensitivityInput::Side& side = up == 1 ? lines[i].input.high : lines[i].input.low;
        side.money_per_month = result.money_per_month;
        side.money_more = Difference{};
        const std::optional<Variant>& variant = lines[i].variants[up];
        if (!variant || !varies) continue;
        jobs.emplace_back([&walked, &of_base, &base, &side, &variant, &found = errors[i * 2 + up]] {
          const auto money = walked(*variant->resolved);
          if (!money) {
            found = money.errors();
            return;
          }
          side.money_more = difference_of(*of_base, *money, base->months);
          side.money_per_month = *side.money_per_month + side.money_more->mean;
        });
      }
    }
    run_all(options.workers, jobs);
    for (const Errors& found : errors) {
      if (!found.empty()) return found;
    }
  }
  for (Line& line : lines) result.inputs.push_back(std::move(line.input));
  return result;
}

}  // namespace creditcast
