#include "write_work.hpp"

#include "scenario_keys.hpp"

namespace creditcast::json {
namespace {

template <typename T>
void field_unless(Writer& out, std::string_view name, const T& content, const T& left_out) {
  if (!(content == left_out)) out.field(name, content);
}

/// The member that says how many, in an object that is open.
void write_quantity_of(Writer& out, const Quantity& quantity) {
  switch (quantity.kind) {
    case QuantityKind::fixed: out.field("fixed", quantity.mean); return;
    case QuantityKind::poisson: out.field("poisson", quantity.mean); return;
    case QuantityKind::range:
      out.key("range");
      out.open_array(Layout::row);
      out.value(quantity.low);
      out.value(quantity.high);
      out.close_array();
      return;
    case QuantityKind::table:
      out.key("table");
      out.open_array();
      for (const Quantity::Row& row : quantity.table) {
        out.open_object(Layout::row);
        out.field("value", row.value);
        out.field("chance", row.chance);
        out.close_object();
      }
      out.close_array();
      return;
  }
}

void write_quantity(Writer& out, std::string_view name, const Quantity& quantity) {
  out.key(name);
  if (quantity.kind == QuantityKind::fixed) return out.value(quantity.mean);
  out.open_object();
  write_quantity_of(out, quantity);
  out.close_object();
}

void write_use_of(Writer& out, const WorkUse& use) {
  out.field_if("action", use.action);
  out.field_if("capability", use.capability);
  if (use.options.empty()) return;
  out.key("options");
  out.open_object(Layout::row);
  for (const OptionChoice& choice : use.options) {
    out.key(choice.option);
    const auto number = parse_amount(choice.value);
    if (number && to_decimal(*number) == choice.value) {
      out.raw(choice.value);
    } else {
      out.value(choice.value);
    }
  }
  out.close_object();
}

void write_counts(Writer& out, const WorkUse& use) {
  field_unless(out, "outputs", use.outputs, 1);
  field_unless(out, "count", use.count, 1);
}

void write_uses(Writer& out, std::string_view name, const std::vector<WorkUse>& uses) {
  out.key(name);
  out.open_array();
  for (const WorkUse& use : uses) {
    out.open_object();
    write_use_of(out, use);
    write_counts(out, use);
    out.close_object();
  }
  out.close_array();
}

void write_names(Writer& out, const std::string& id, const std::string& name) {
  out.field("id", id);
  if (name != id) out.field_if("name", name);
}

void write_event(Writer& out, const EventWork& event) {
  out.open_object();
  write_quantity(out, "guests", event.guests);
  write_quantity(out, "photos_per_guest", event.photos_per_guest);
  out.key("features");
  out.open_array();
  for (const EventWork::Feature& feature : event.features) {
    out.open_object();
    write_names(out, feature.id, feature.name);
    write_use_of(out, feature.use);
    write_counts(out, feature.use);
    field_unless(out, "used", feature.used, kAlways);
    out.close_object();
  }
  out.close_array();
  field_unless(out, "failure", event.failure, kNever);
  out.close_object();
}

}  // namespace

void write_stream(Writer& out, const Stream& stream) {
  constexpr std::array<Key, 3> kPers{"working_day", "week", "month"};
  out.open_object();
  write_names(out, stream.id, stream.name);
  out.key("rate");
  out.open_object();
  out.field("per", kPers[static_cast<std::size_t>(stream.rate.per)]);
  write_quantity_of(out, stream.rate.quantity);
  out.close_object();
  field_unless(out, "growth_per_month", stream.growth_per_month, Amount{});
  if (!stream.seasonality.empty()) {
    out.key("seasonality");
    out.open_array(Layout::row);
    for (const Amount factor : stream.seasonality) out.value(factor);
    out.close_array();
  }
  out.field_if("owner", stream.owner);
  field_unless(out, "failure", stream.failure, kNever);
  if (!stream.uses.empty()) write_uses(out, "actions", stream.uses);
  out.field_if("project", stream.project);
  if (stream.event) {
    out.key("event");
    write_event(out, *stream.event);
  }
  out.close_object();
}

void write_phase(Writer& out, const Phase& phase) {
  out.open_object();
  write_names(out, phase.id, phase.name);
  write_use_of(out, phase.use);
  if (phase.batch.kind != QuantityKind::fixed || phase.batch.mean != whole(1)) write_quantity(out, "batch", phase.batch);
  field_unless(out, "run_chance", phase.run_chance, kAlways);
  field_unless(out, "acceptance", phase.acceptance, kAlways);
  field_unless(out, "max_requests", phase.max_requests, Phase{}.max_requests);
  if (phase.exhausted == Exhausted::give_up) out.field("then", "give_up");
  if (phase.rewrite) {
    const Phase::Rewrite& rewrite = *phase.rewrite;
    out.key("rewrite");
    out.open_object();
    field_unless(out, "after_misses", rewrite.after_misses, Phase::Rewrite{}.after_misses);
    field_unless(out, "adds", rewrite.adds, kNever);
    field_unless(out, "up_to", rewrite.up_to, kAlways);
    if (!rewrite.uses.empty()) write_uses(out, "uses", rewrite.uses);
    out.close_object();
  }
  if (!phase.repeat_factors.empty()) {
    out.key("repeat_factors");
    out.open_array(Layout::row);
    for (const Share factor : phase.repeat_factors) out.value(factor);
    out.close_array();
  }
  if (phase.variations) {
    out.key("variations");
    out.open_object(Layout::row);
    out.field("chance", phase.variations->chance);
    out.field("acceptance", phase.variations->acceptance);
    out.close_object();
  }
  field_unless(out, "keep", phase.keep, 1);
  if (!phase.utilities.empty()) write_uses(out, "utilities", phase.utilities);
  field_unless(out, "failure", phase.failure, kNever);
  if (phase.budget) out.field("budget", *phase.budget);
  out.close_object();
}

void write_project(Writer& out, const Project& project) {
  out.open_object();
  write_names(out, project.id, project.name);
  if (project.budget) out.field("budget", *project.budget);
  out.key("phases");
  out.open_array();
  for (const Phase& phase : project.phases) write_phase(out, phase);
  out.close_array();
  out.close_object();
}

}  // namespace creditcast::json
