/// What the user does: phases, projects and streams, every use priced under every plan in play.
#include <algorithm>
#include <map>
#include <set>

#include "calendar.hpp"
#include "labels.hpp"
#include "resolving.hpp"
#include "work.hpp"

namespace creditcast {
namespace {

double to_double(Amount amount) { return static_cast<double>(amount.micros) / static_cast<double>(kMicros); }

class WorkResolver {
 public:
  explicit WorkResolver(Resolving& in) : in_(in) {}

  void run() {
    name_phases();
    for (const Project& project : in_.scenario.projects) in_.out.projects.push_back(resolve_project(project));
    for (const Stream& stream : in_.scenario.streams) resolve_stream(stream);
  }

 private:
  // --- phases ---
  std::uint32_t phase_index(const std::string& id, const std::string& label) {
    const auto found = std::find(in_.out.phase_ids.begin(), in_.out.phase_ids.end(), id);
    if (found != in_.out.phase_ids.end()) return static_cast<std::uint32_t>(found - in_.out.phase_ids.begin());
    in_.out.phase_ids.push_back(id);
    in_.out.phase_labels.push_back(label.empty() ? id : label);
    return static_cast<std::uint32_t>(in_.out.phase_ids.size() - 1);
  }

  /// Phases stand in the order in which the streams need them.
  void name_phases() {
    for (const Stream& stream : in_.scenario.streams) {
      if (const Project* project = project_of(in_.scenario, stream)) {
        needed_.insert(project);
        for (const Phase& phase : project->phases) phase_index(phase.id, phase.name);
      }
      if (stream.event)
        for (const EventWork::Feature& feature : stream.event->features) phase_index(feature.id, feature.name);
      if (!stream.uses.empty()) phase_index(stream.id, stream.name);
    }
  }

  ResolvedProject resolve_project(const Project& project) {
    // A project that no stream does must not make the answer incomplete.
    counting_ = needed_.count(&project) != 0;
    ResolvedProject resolved;
    resolved.project = &project;
    const std::string here = at("/projects", index_in(in_.scenario.projects, &project)) + "/phases";
    for (std::size_t i = 0; i < project.phases.size(); ++i)
      resolved.phases.push_back(resolve_phase(project.phases[i], at(here, i)));
    counting_ = true;
    return resolved;
  }

  ResolvedPhase resolve_phase(const Phase& phase, const std::string& here) {
    ResolvedPhase resolved;
    resolved.phase = &phase;
    resolved.id = phase_index(phase.id, phase.name);
    resolved.batch = distribution_of(phase.batch);
    resolved.use = price_use(phase.use, resolved.id, here, resolved.batch, phase.failure > kNever);
    for (std::size_t i = 0; i < phase.utilities.size(); ++i)
      resolved.utilities.push_back(price_use(phase.utilities[i], resolved.id, at(here + "/utilities", i)));
    if (phase.rewrite)
      for (std::size_t i = 0; i < phase.rewrite->uses.size(); ++i)
        resolved.rewrite_uses.push_back(price_use(phase.rewrite->uses[i], resolved.id, at(here + "/rewrite/uses", i)));
    return resolved;
  }

  // --- streams ---
  void resolve_stream(const Stream& stream) {
    ResolvedStream resolved;
    resolved.stream = &stream;
    const std::string here = at("/streams", index_in(in_.scenario.streams, &stream));
    if (!stream.uses.empty()) resolved.uses_phase_id = phase_index(stream.id, stream.name);
    for (std::size_t i = 0; i < stream.uses.size(); ++i)
      resolved.uses.push_back(price_use(stream.uses[i], resolved.uses_phase_id, at(here + "/actions", i), plain(stream.uses[i]),
                                        stream.failure > kNever));
    if (const Project* project = project_of(in_.scenario, stream))
      resolved.project = static_cast<std::int32_t>(index_in(in_.scenario.projects, project));
    if (stream.event) resolve_event(*stream.event, here + "/event", resolved);
    for (std::size_t i = 0; i < in_.scenario.owners.size(); ++i)
      if (!stream.owner.empty() && in_.scenario.owners[i].id == stream.owner) resolved.owner = static_cast<std::int32_t>(i);
    resolve_rate(stream, here, resolved);
    in_.out.streams.push_back(std::move(resolved));
  }

  void resolve_event(const EventWork& event, const std::string& here, ResolvedStream& resolved) {
    for (std::size_t i = 0; i < event.features.size(); ++i) {
      const EventWork::Feature& feature = event.features[i];
      const std::uint32_t phase = phase_index(feature.id, feature.name);
      resolved.features.push_back(
          {&feature, phase,
           price_use(feature.use, phase, at(here + "/features", i), plain(feature.use), event.failure > kNever)});
    }
    resolved.guests = distribution_of(event.guests);
    resolved.photos = distribution_of(event.photos_per_guest);
  }

  void resolve_rate(const Stream& stream, const std::string& here, ResolvedStream& resolved) {
    auto factors = month_factors(stream, calendar_months(in_.scenario.calendar, in_.scenario.months), whole(kMicros));
    if (!factors) {
      in_.report.add(Code::overflow, here + "/growth_per_month", "the stream grows beyond all bounds");
      return;
    }
    resolved.month_factor = std::move(*factors);
    const Quantity& quantity = stream.rate.quantity;
    if (quantity.kind == QuantityKind::range || quantity.kind == QuantityKind::table)
      resolved.per_period = distribution_of(quantity);
    if (quantity.kind != QuantityKind::poisson) return;
    for (std::int32_t month = 0; month < in_.out.months; ++month) {
      const double mean = to_double(quantity.mean) * to_double(resolved.month_factor[static_cast<std::size_t>(month)]);
      const double days = in_.out.working_days_in_month[static_cast<std::size_t>(month)];
      const double periods = periods_in_month(in_.out, stream.rate.per, month);
      resolved.per_day_poisson.push_back(poisson_distribution(days > 0 ? mean * periods / days : 0));
    }
  }

  // --- uses ---
  static Distribution plain(const WorkUse& use) { return uniform_distribution(use.outputs, use.outputs); }
  ResolvedUse price_use(const WorkUse& use, std::uint32_t phase, const std::string& here) {
    return price_use(use, phase, here, plain(use), false);
  }

  /// A use under every plan in play, for each number of outputs that may be asked for.
  ResolvedUse price_use(const WorkUse& use, std::uint32_t phase, const std::string& computed, const Distribution& outputs,
                        bool may_fail) {
    const std::string& here = use.pointer.empty() ? computed : use.pointer;
    ResolvedUse resolved;
    resolved.count = use.count;
    resolved.outputs_first = static_cast<std::int32_t>(outputs.values.front());
    const Work work = work_of(in_.catalog, use);
    if (work.action == nullptr) {
      in_.report.add(Code::unknown_reference, here,
                     {"the platform has no {0}", {quoted(use.action.empty() ? use.capability : use.action)}});
      return resolved;
    }
    const Action& action = *work.action;
    resolved.action = index_in(in_.catalog.actions, &action);
    resolved.charged_at = action.charged_at;
    if (may_fail && counting_) in_.figures.use_failed_share(action);
    name_use(resolved, action, work.options);
    resolved.index = static_cast<std::uint32_t>(in_.out.uses.size());
    in_.out.uses.push_back({phase, resolved.action, resolved.model_index});
    const auto sizes = static_cast<std::size_t>(outputs.values.back() - outputs.values.front() + 1);
    for (const ResolvedPlan& plan : in_.out.plans) {
      std::vector<PricedUse>& prices = resolved.by_plan.emplace_back(sizes);
      for (const std::int64_t count : outputs.values) {
        const Request request{&action, work.options, static_cast<std::int32_t>(count), plan.plan->id, in_.out.first_day};
        const auto answer = quote(in_.catalog, request);
        if (!answer) {
          for (const Error& error : answer.errors())
            in_.report.add(error.code, here + error.pointer, error.what, error.allowed);
          return resolved;
        }
        if (&plan == &in_.out.plans.front() && count == outputs.values.front()) name_quote(resolved, *answer, action);
        prices[static_cast<std::size_t>(count - outputs.values.front())] = priced_use(*answer, *plan.plan, action);
      }
    }
    return resolved;
  }

  void name_use(ResolvedUse& resolved, const Action& action, const std::vector<OptionChoice>& options) {
    const auto filled = fill_options(action, options);
    const std::vector<OptionChoice>& all = filled ? *filled : options;
    resolved.label = use_label(action, all);
    resolved.tier_label = tier_label(action, all);
    resolved.model = action.id;
    for (const OptionChoice& choice : all)
      if (choice.option == "model") resolved.model = choice.value;
    const auto found = std::find(in_.out.models.begin(), in_.out.models.end(), resolved.model);
    resolved.model_index = static_cast<std::uint32_t>(found - in_.out.models.begin());
    if (found == in_.out.models.end()) in_.out.models.push_back(resolved.model);
  }

  void name_quote(ResolvedUse& resolved, const Quote& answer, const Action& action) {
    resolved.unit = in_.unit_index(answer.unit);
    resolved.main_unit = resolved.unit == in_.out.main_unit;
    resolved.utility = !resolved.main_unit && (action.kind == "utility" || action.kind == "chat");
    resolved.outputs = answer.outputs;
    resolved.tags = answer.tags;
  }

  PricedUse priced_use(const Quote& answer, const Plan& plan, const Action& action) {
    PricedUse priced_use;
    priced_use.priced = answer.priced;
    priced_use.gated = gated(plan, answer.tags);
    priced_use.low = answer.low;
    priced_use.typical = answer.typical;
    priced_use.high = answer.high;
    priced_use.failed_of_typical = answer.failed;
    if (const auto share = in_.priced(action.failed_share))
      if (const auto of = share_of(*share)) priced_use.failed_share = *of;
    for (std::size_t pool = 0; pool < in_.catalog.pools.size(); ++pool)
      if (in_.catalog.pools[pool].unit == answer.unit && may_pay(in_.catalog.pools[pool], plan, answer.tags))
        priced_use.payable.push_back(static_cast<std::uint16_t>(pool));
    priced_use.payer_set =
        payer_sets_.try_emplace(priced_use.payable, static_cast<std::uint32_t>(payer_sets_.size())).first->second;
    if (counting_) {
      if (!answer.priced) in_.out.complete = false;
      in_.figures.use(answer.rests_on);
    }
    return priced_use;
  }

  Resolving& in_;
  std::map<std::vector<std::uint16_t>, std::uint32_t> payer_sets_;
  std::set<const Project*> needed_;  ///< by some stream
  bool counting_ = true;             ///< does what is priced now bear on the answer?
};

}  // namespace

void resolve_work(Resolving& in) { WorkResolver(in).run(); }

}  // namespace creditcast
