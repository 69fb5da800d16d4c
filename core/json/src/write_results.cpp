#include "write_results.hpp"

namespace creditcast::json {
namespace {

void write(Writer& out, std::string_view key, const Summary& summary) {
  const auto interval = [&](std::string_view name, const Interval& bounds) {
    out.key(name);
    out.open_array();
    out.value(bounds.low);
    out.value(bounds.high);
    out.close_array();
  };
  out.key(key);
  out.open_object(Layout::row);
  out.field("mean", summary.mean);
  out.field("standard_error", summary.standard_error);
  out.field("standard_deviation", summary.standard_deviation);
  out.field("p10", summary.p10);
  out.field("p50", summary.p50);
  out.field("p90", summary.p90);
  out.key("intervals");
  out.open_object();
  interval("p10", summary.p10_interval);
  interval("p50", summary.p50_interval);
  interval("p90", summary.p90_interval);
  out.close_object();
  out.close_object();
}

void write(Writer& out, std::string_view key, const std::optional<Summary>& summary) {
  if (summary) return write(out, key, *summary);
  out.key(key);
  out.null();
}

void write(Writer& out, std::string_view key, const std::optional<Difference>& difference) {
  out.key(key);
  if (!difference) return out.null();
  out.open_object(Layout::row);
  out.field("mean", difference->mean);
  out.field("standard_error", difference->standard_error);
  out.close_object();
}

void write(Writer& out, const Blocked& blocked) {
  out.key("blocked");
  out.open_object(Layout::row);
  out.field("requests", blocked.requests);
  out.field("credits", blocked.credits);
  out.close_object();
}

void write(Writer& out, std::string_view key, const std::vector<RestsOn>& figures) {
  out.key(key);
  out.open_array();
  for (const RestsOn& figure : figures) {
    out.open_object(Layout::row);
    out.field("pointer", figure.pointer);
    out.field("label", figure.label);
    if (figure.value) out.field("value", *figure.value);
    if (figure.low) out.field("low", *figure.low);
    if (figure.high) out.field("high", *figure.high);
    out.field("is", provenance_name(figure.is));
    out.field_if("source", figure.source_title);
    out.field_if("url", figure.source_url);
    if (figure.read) out.field("read", date_text(*figure.read));
    out.field_if("why", figure.why);
    out.field_if("note", figure.note);
    out.close_object();
  }
  out.close_array();
}

void write(Writer& out, std::string_view key, const std::vector<Part>& parts) {
  out.key(key);
  out.open_array();
  for (const Part& part : parts) {
    out.open_object(Layout::row);
    out.field("id", part.id);
    out.field("label", part.label);
    if (part.requests) out.field("requests", *part.requests);
    out.field("credits", part.credits);
    out.field("of_total", part.of_total);
    if (part.spend) write(out, "spend", *part.spend);
    if (part.over_budget) out.field("over_budget", *part.over_budget);
    if (part.over_by) out.field("over_by", *part.over_by);
    write(out, part.blocked);
    out.close_object();
  }
  out.close_array();
}

void open(Writer& out, std::string_view key, Layout layout = Layout::block) {
  out.key(key);
  out.open_object(layout);
}

}  // namespace

void write_estimate(Writer& out, const Estimate& estimate) {
  out.field("unit", estimate.unit);
  out.key("lines");
  out.open_array();
  for (const EstimateLine& line : estimate.lines) {
    out.open_object(Layout::row);
    out.field("label", line.label);
    out.field("stream", line.stream);
    out.field("phase", line.phase);
    out.field("unit", line.unit);
    out.field("quantity", line.quantity);
    out.key("each");
    line.priced ? out.value(line.each) : out.null();
    out.key("credits");
    line.priced ? out.value(line.credits) : out.null();
    out.close_object();
  }
  out.close_array();
  out.field("credits_per_month", estimate.credits_per_month);
  open(out, "with_buffer", Layout::row);
  out.field("low", estimate.with_buffer_low);
  out.field("high", estimate.with_buffer_high);
  out.close_object();
  out.field("complete", estimate.complete);
  write(out, "rests_on", estimate.rests_on);
}

void write_forecast(Writer& out, const Forecast& forecast) {
  out.field("method", forecast.method);
  out.field_if("why", forecast.why);
  out.field("paths", forecast.paths);
  if (forecast.bound) out.field("bound", *forecast.bound);
  out.field("seed", forecast.seed);
  out.field("plan", forecast.plan);
  out.field("term", forecast.term);
  out.field("pack", forecast.pack);
  out.field("unit", forecast.unit);
  out.field("currency", forecast.currency);
  out.key("months");
  out.open_array();
  for (const MonthForecast& month : forecast.months) {
    out.open_object();
    out.field("index", month.index);
    write(out, "spend", month.spend);
    write(out, "expired", month.expired);
    write(out, month.blocked);
    write(out, "money", month.money);
    out.field("run_out", month.run_out);
    out.field("short_of_credit", month.short_of_credit);
    out.key("spend_by_phase");
    out.open_array(Layout::row);
    for (const Amount credits : month.spend_by_phase) out.value(credits);
    out.close_array();
    out.close_object();
  }
  out.close_array();
  open(out, "typical_month");
  write(out, "spend", forecast.typical_spend);
  write(out, "money", forecast.typical_money);
  write(out, "expired", forecast.typical_expired);
  out.close_object();
  open(out, "total");
  write(out, "spend", forecast.total_spend);
  write(out, "money", forecast.total_money);
  write(out, "expired", forecast.total_expired);
  out.close_object();
  write(out, "money_per_month", forecast.money_per_month);
  write(out, forecast.blocked);
  open(out, "run_out");
  out.field("probability", forecast.run_out.probability);
  write(out, "day", forecast.run_out.day);
  out.field("needs_purchase", forecast.run_out.needs_purchase);
  out.key("by_day");
  out.open_array();
  for (const RunOut::OnDay& day : forecast.run_out.by_day) {
    out.open_object(Layout::row);
    out.field("day", day.day);
    out.field("probability", day.probability);
    out.field("by_then", day.by_then);
    out.close_object();
  }
  out.close_array();
  out.close_object();
  open(out, "buffer");
  out.field("demand_known", forecast.buffer.demand_known);
  out.key("lines");
  out.open_array();
  for (const BufferWorth::Line& line : forecast.buffer.lines) {
    out.open_object(Layout::row);
    out.field("buffer", line.buffer);
    out.field("credits_per_month", line.credits_per_month);
    out.field("month", line.month);
    out.field("horizon", line.horizon);
    out.close_object();
  }
  out.close_array();
  out.close_object();
  write(out, "by_pool", forecast.by_pool);
  write(out, "by_phase", forecast.by_phase);
  write(out, "by_action", forecast.by_action);
  write(out, "by_model", forecast.by_model);
  write(out, "by_owner", forecast.by_owner);
  write(out, "by_event", forecast.by_event);
  write(out, "finished", forecast.finished);
  out.field("credits_per_finished", forecast.credits_per_finished);
  out.field("money_per_finished", forecast.money_per_finished);
  out.field("utilities_skipped", forecast.utilities_skipped);
  out.field("slow", forecast.slow);
  out.field("debt", forecast.debt);
  out.key("budget");
  out.open_array();
  for (const BudgetResult::Line& line : forecast.budget.lines) {
    out.open_object(Layout::row);
    out.field("id", line.id);
    out.field("budget", line.budget);
    out.field("exceeded", line.exceeded);
    out.field("by", line.by);
    out.close_object();
  }
  out.close_array();
  out.field("complete", forecast.complete);
  out.field("money_complete", forecast.money_complete);
  write(out, "rests_on", forecast.rests_on);
  out.field("balance_paths", forecast.balance_paths);
  out.key("balance");
  out.open_array();
  for (const BalanceAt& at : forecast.balance) {
    out.open_object(Layout::row);
    out.field("day", at.day);
    out.field("pool", at.pool);
    out.field("p10", at.p10);
    out.field("p50", at.p50);
    out.field("p90", at.p90);
    out.close_object();
  }
  out.close_array();
}

void write_sensitivity(Writer& out, const Sensitivity& sensitivity) {
  open(out, "sensitivity");
  out.field("paths", sensitivity.paths);
  out.field("credits_per_month", sensitivity.credits_per_month);
  out.field("money_per_month", sensitivity.money_per_month);
  out.key("inputs");
  out.open_array();
  for (const SensitivityInput& input : sensitivity.inputs) {
    out.open_object();
    out.field("kind", input.kind);
    out.field("pointer", input.pointer);
    out.field("label", input.label);
    out.field("base", input.base);
    for (const auto& [key, side] : {std::pair{"low", &input.low}, {"high", &input.high}}) {
      open(out, key, Layout::row);
      out.field("value", side->value);
      out.field("credits_per_month", side->credits_per_month);
      out.field("money_per_month", side->money_per_month);
      write(out, "money_more", side->money_more);
      out.close_object();
    }
    out.close_object();
  }
  out.close_array();
  out.field("left_out", sensitivity.left_out);
  out.close_object();
}

void write_comparison(Writer& out, const Comparison& comparison) {
  out.field("paths", comparison.paths);
  out.field("seed", comparison.seed);
  out.field("unit", comparison.unit);
  out.key("recommended");
  if (comparison.recommended) {
    out.open_object();
    out.field("platform", comparison.recommended->platform);
    out.field("plan", comparison.recommended->plan);
    out.field("term", comparison.recommended->term);
    out.field("pack", comparison.recommended->pack);
    out.field("reason", comparison.recommended->reason);
    out.close_object();
  } else {
    out.null();
  }
  out.key("plans");
  out.open_array();
  for (const PlanRow& row : comparison.plans) {
    out.open_object();
    out.field("platform", row.platform);
    out.field("platform_name", row.platform_name);
    out.field("plan", row.plan);
    out.field("plan_name", row.plan_name);
    out.field("term", row.term);
    out.field("pack", row.pack);
    out.field("open", row.open);
    out.field("has_work", row.has_work);
    out.field("missing", row.missing);
    out.field("complete", row.complete);
    out.field("currency", row.currency);
    write(out, "money_per_month", row.money_per_month);
    if (row.money_to_first) write(out, "money_to_first", row.money_to_first);
    out.field("run_out", row.run_out);
    out.field("worst_month", row.worst_month);
    out.field("blocked_month", row.blocked_month);
    write(out, "wasted", row.wasted);
    write(out, row.blocked);
    out.field("money_per_finished", row.money_per_finished);
    out.field("credits_per_month", row.credits_per_month);
    open(out, "covers_buffer", Layout::row);
    out.field("low", row.covers_buffer_low);
    out.field("high", row.covers_buffer_high);
    out.close_object();
    out.key("generations");
    out.open_array();
    for (const PlanGenerations& generations : row.generations) {
      out.open_object(Layout::row);
      out.field("label", generations.label);
      out.field("each", generations.each);
      out.field("count", generations.count);
      out.field("gated", generations.gated);
      out.close_object();
    }
    out.close_array();
    write(out, "assumed", row.assumed);
    out.close_object();
  }
  out.close_array();
  out.key("break_even");
  out.open_array();
  for (const BreakEven& point : comparison.break_even) {
    out.open_object(Layout::row);
    out.field("from", point.from);
    out.field("to", point.to);
    out.field("credits_per_month", point.credits_per_month);
    out.field("money_per_month", point.money_per_month);
    out.close_object();
  }
  out.close_array();
  write(out, "rests_on", comparison.rests_on);
}

void write_habits(Writer& out, const HabitsResult& result) {
  const Forecast& any = result.habits.front().forecast;
  out.field("seed", any.seed);
  out.field("plan", any.plan);
  out.field("term", any.term);
  out.field("pack", any.pack);
  out.field("unit", any.unit);
  out.field("currency", any.currency);
  out.key("habits");
  out.open_array();
  for (const HabitRow& row : result.habits) {
    const Forecast& forecast = row.forecast;
    out.open_object();
    out.field("id", row.id);
    out.field("name", row.name);
    out.field("in_force", row.in_force);
    out.field("method", forecast.method);
    out.field_if("why", forecast.why);
    out.field("paths", forecast.paths);
    if (forecast.bound) out.field("bound", *forecast.bound);
    write(out, "spend", forecast.typical_spend);
    write(out, "money_per_month", forecast.money_complete ? std::optional(forecast.money_per_month) : std::nullopt);
    write(out, "finished", forecast.finished);
    out.field("credits_per_finished", forecast.credits_per_finished);
    out.field("money_per_finished", forecast.money_complete ? forecast.money_per_finished : std::nullopt);
    out.field("run_out", forecast.run_out.probability);
    write(out, forecast.blocked);
    out.field("complete", forecast.complete);
    if (!row.in_force) {
      open(out, "more");
      write(out, "credits", row.credits_more);
      write(out, "money", row.money_more);
      write(out, "finished", row.finished_more);
      out.close_object();
    }
    out.close_object();
  }
  out.close_array();
  write(out, "rests_on", result.rests_on);
}

void write_ledger(Writer& out, const ReplayResult& result) {
  out.key("lots");
  out.open_array();
  for (const ReplayResult::Lot& lot : result.lots) {
    out.open_object(Layout::row);
    out.field("id", lot.id);
    out.field("granted", lot.granted);
    out.field("drawn", lot.drawn);
    out.field("expired", lot.expired);
    out.field("voided", lot.voided);
    out.field("remaining", lot.remaining);
    out.close_object();
  }
  out.close_array();
  out.field("overage", result.overage);
  out.field("billed", result.billed);
  out.field("blocked", result.blocked);
  out.key("usage");
  out.open_array();
  for (const ReplayResult::Usage& usage : result.usage) {
    out.open_object(Layout::row);
    out.field("id", usage.id);
    out.field("in_run", usage.in_run);
    out.key("paid_by");
    out.open_array();
    for (const auto& [lot, amount] : usage.paid_by) {
      out.open_array();
      out.value(lot);
      out.value(amount);
      out.close_array();
    }
    out.close_array();
    out.field("uncovered", usage.uncovered);
    out.close_object();
  }
  out.close_array();
  out.key("entries");
  out.open_array();
  for (const ReplayResult::Line& line : result.entries) {
    out.open_object(Layout::row);
    out.field("at", instant_text(line.at));
    out.field("kind", entry_kind_name(line.kind));
    out.field_if("lot", line.lot);
    out.field_if("usage", line.usage);
    out.field("amount", line.amount);
    out.field_if("reason", line.reason);
    out.close_object();
  }
  out.close_array();
  out.key("failed_take_backs");
  write_errors(out, result.failed_take_backs);
}

namespace {

void write_words(Writer& out, const Words& words) {
  if (words.pattern().empty()) return out.value(std::string_view(words));
  out.open_array();
  out.value(words.pattern());
  for (const Words& part : words.parts()) write_words(out, part);
  out.close_array();
}

}  // namespace

void write_errors(Writer& out, const Errors& errors, bool words) {
  out.open_array();
  for (const Error& error : errors) {
    out.open_object(Layout::row);
    out.field("code", code_name(error.code));
    out.field("file", error.file);
    out.field("line", error.line);
    out.field("column", error.column);
    out.field("pointer", error.pointer);
    out.field("what", error.what);
    out.field("allowed", error.allowed);
    if (words) {
      out.key("words");
      out.open_array();
      write_words(out, error.what);
      write_words(out, error.allowed);
      out.close_array();
    }
    out.close_object();
  }
  out.close_array();
}

std::string errors_text(const Errors& errors, bool words) {
  Writer out;
  out.open_object();
  out.field("schema", "creditcast/errors@1");
  out.field("ok", false);
  out.key("errors");
  write_errors(out, errors, words);
  out.close_object();
  return out.take() + "\n";
}

void write_platform(Writer& out, const Catalog& catalog) {
  out.field("id", catalog.id);
  out.field("name", catalog.name);
  out.field("url", catalog.url);
  out.field("as_of", date_text(catalog.as_of));
  out.field("currency", catalog.currency);
  out.field("main_unit", catalog.main_unit);
  out.key("plans");
  out.open_array(Layout::row);
  for (const Plan& plan : catalog.plans) out.value(plan.id);
  out.close_array();
  out.key("capabilities");
  out.open_array(Layout::row);
  for (const CapabilityMap& capability : catalog.capabilities) out.value(capability.id);
  out.close_array();
  // How firm the ground is.
  constexpr Provenance kAll[] = {Provenance::published, Provenance::range, Provenance::example,
                                 Provenance::assumed,   Provenance::yours, Provenance::unpublished};
  const std::vector<NamedFigure> all = figures(catalog);
  open(out, "figures", Layout::row);
  for (const Provenance is : kAll) {
    std::int64_t count = 0;
    for (const NamedFigure& named : all) count += named.figure->is == is ? 1 : 0;
    out.field(provenance_name(is), count);
  }
  out.close_object();
}

void write_figures(Writer& out, const Catalog& catalog) {
  const auto source = [&](const std::string& id) {
    const Source* found = find_source(catalog, id);
    if (found == nullptr) return;
    out.field("source", found->title);
    out.field_if("url", found->url);
    if (found->read) out.field("read", date_text(*found->read));
  };
  out.open_array();
  for (const NamedFigure& named : figures(catalog)) {
    const Figure& figure = *named.figure;
    out.open_object(Layout::row);
    out.field("pointer", figure.pointer);
    out.field("label", named.label);
    if (figure.value) out.field("value", *figure.value);
    if (figure.low) out.field("low", *figure.low);
    if (figure.high) out.field("high", *figure.high);
    out.field("is", provenance_name(figure.is));
    source(figure.source);
    out.field_if("why", figure.why);
    out.field_if("note", figure.note);
    if (!figure.others.empty()) {
      out.key("others");
      out.open_array();
      for (const OtherFigure& other : figure.others) {
        out.open_object();
        out.field("value", other.value);
        source(other.source);
        out.field_if("note", other.note);
        out.close_object();
      }
      out.close_array();
    }
    if (!figure.dated.empty()) {
      out.key("dated");
      out.open_array();
      for (const DatedValue& dated : figure.dated) {
        out.open_object();
        out.field("from", date_text(dated.from));
        out.field("value", dated.value);
        source(dated.source);
        out.close_object();
      }
      out.close_array();
    }
    out.close_object();
  }
  out.close_array();
}

}  // namespace creditcast::json
