#include "creditcast/json/read_results.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <set>
#include <string>

#include "tree.hpp"

namespace creditcast::json {
namespace {

constexpr Limits kResultLimits{64u << 20, 5'000'000, 64};

/// A value of the result. What is missing or of another kind leaves the target alone and is noted.
class In {
 public:
  In(const Node* node, bool& good) : node_(node), good_(good) {}

  [[nodiscard]] bool null() const { return node_ == nullptr || node_->kind == Kind::null; }
  void fail() const { good_ = false; }
  [[nodiscard]] bool of_kind(Kind kind) const { return node_ != nullptr && node_->kind == kind; }
  [[nodiscard]] bool has(std::string_view key) const { return object() && node_->find(key) != nullptr; }
  [[nodiscard]] In at(std::string_view key) const { return {object() ? node_->find(key) : nullptr, good_}; }
  template <typename Each>
  void each(Each read) const {
    if (!expect(Kind::array)) return;
    for (const Node& item : node_->items) read(In(&item, good_));
  }
  template <typename T>
  void get(std::string_view key, T& out) const {
    read(at(key), out);
  }
  /// Left out or null: none.
  template <typename T>
  void get(std::string_view key, std::optional<T>& out) const {
    if (const In in = at(key); !in.null()) read(in, out.emplace());
  }
  /// Left out: as it is.
  template <typename T>
  void get_if(std::string_view key, T& out) const {
    if (has(key)) get(key, out);
  }

  friend void read(const In& in, std::string& out) {
    if (in.expect(Kind::string)) out = in.node_->text;
  }
  friend void read(const In& in, bool& out) {
    if (in.expect(Kind::boolean)) out = in.node_->boolean;
  }
  friend void read(const In& in, Amount& out) {
    if (!in.expect(Kind::number)) return;
    const auto amount = parse_amount(in.node_->text);
    amount ? void(out = *amount) : in.fail();
  }
  friend void read(const In& in, Share& out) {
    Amount amount;
    read(in, amount);
    const auto share = share_of(amount);
    share ? void(out = *share) : in.fail();
  }
  template <std::integral T>
  friend void read(const In& in, T& out) {
    if (!in.expect(Kind::number)) return;
    std::uint64_t number = 0;
    const std::string& digits = in.node_->text;
    if (digits.size() > 18 || digits.find_first_not_of("0123456789") != std::string::npos) return in.fail();
    for (const char c : digits) number = number * 10 + static_cast<std::uint64_t>(c - '0');
    if (number > static_cast<std::uint64_t>(std::numeric_limits<T>::max())) return in.fail();
    out = static_cast<T>(number);
  }
  friend void read(const In& in, Interval& out) {
    std::size_t i = 0;
    in.each([&](const In& bound) { read(bound, i++ == 0 ? out.low : out.high); });
  }
  friend void read(const In& in, Summary& out) {
    in.get("mean", out.mean);
    in.get("standard_error", out.standard_error);
    in.get("standard_deviation", out.standard_deviation);
    in.get("p10", out.p10);
    in.get("p50", out.p50);
    in.get("p90", out.p90);
    const In intervals = in.at("intervals");
    intervals.get("p10", out.p10_interval);
    intervals.get("p50", out.p50_interval);
    intervals.get("p90", out.p90_interval);
  }
  friend void read(const In& in, Blocked& out) {
    in.get("requests", out.requests);
    in.get("credits", out.credits);
  }
  friend void read(const In& in, Difference& out) {
    in.get("mean", out.mean);
    in.get("standard_error", out.standard_error);
  }
  friend void read(const In& in, RestsOn& out);
  friend void read(const In& in, Part& out) {
    in.get("id", out.id);
    in.get("label", out.label);
    in.get("requests", out.requests);
    in.get("credits", out.credits);
    in.get("of_total", out.of_total);
    in.get("spend", out.spend);
    in.get("over_budget", out.over_budget);
    in.get("over_by", out.over_by);
    in.get("blocked", out.blocked);
  }
  template <typename T>
  friend void read(const In& in, std::vector<T>& out) {
    in.each([&](const In& item) { read(item, out.emplace_back()); });
  }

 private:
  [[nodiscard]] bool object() const { return node_ != nullptr && node_->kind == Kind::object; }
  [[nodiscard]] bool expect(Kind kind) const {
    const bool is = node_ != nullptr && node_->kind == kind;
    if (!is) fail();
    return is;
  }
  const Node* node_;
  bool& good_;
};

void read(const In& in, RestsOn& out) {
  in.get("pointer", out.pointer);
  in.get("label", out.label);
  in.get("value", out.value);
  in.get("low", out.low);
  in.get("high", out.high);
  std::string is;
  in.get("is", is);
  for (const Provenance one : {Provenance::published, Provenance::range, Provenance::example, Provenance::assumed,
                               Provenance::yours, Provenance::unpublished})
    if (provenance_name(one) == is) out.is = one;
  in.get_if("source", out.source_title);
  in.get_if("url", out.source_url);
  std::string day;
  in.get_if("read", day);
  if (const auto parsed = parse_date(day)) out.read = *parsed;
  in.get_if("why", out.why);
  in.get_if("note", out.note);
}

void read(const In& in, BalanceAt& out) {
  in.get("day", out.day);
  in.get("pool", out.pool);
  in.get("p10", out.p10);
  in.get("p50", out.p50);
  in.get("p90", out.p90);
}

void read(const In& in, MonthForecast& out) {
  in.get("index", out.index);
  in.get("spend", out.spend);
  in.get("expired", out.expired);
  in.get("blocked", out.blocked);
  in.get("money", out.money);
  in.get("run_out", out.run_out);
  in.get("short_of_credit", out.short_of_credit);
  in.get("spend_by_phase", out.spend_by_phase);
}

void read(const In& in, RunOut::OnDay& out) {
  in.get("day", out.day);
  in.get("probability", out.probability);
  in.get("by_then", out.by_then);
}

void read(const In& in, BufferWorth::Line& out) {
  in.get("buffer", out.buffer);
  in.get("credits_per_month", out.credits_per_month);
  in.get("month", out.month);
  in.get("horizon", out.horizon);
}

void read(const In& in, BudgetResult::Line& out) {
  in.get("id", out.id);
  in.get("budget", out.budget);
  in.get("exceeded", out.exceeded);
  in.get("by", out.by);
}

void read(const In& in, Forecast& out) {
  in.get("method", out.method);
  in.get_if("why", out.why);
  in.get("paths", out.paths);
  in.get("bound", out.bound);
  in.get("seed", out.seed);
  in.get("plan", out.plan);
  in.get("term", out.term);
  in.get("pack", out.pack);
  in.get("unit", out.unit);
  in.get("currency", out.currency);
  in.get("months", out.months);
  const In month = in.at("typical_month");
  month.get("spend", out.typical_spend);
  month.get("money", out.typical_money);
  month.get("expired", out.typical_expired);
  const In total = in.at("total");
  total.get("spend", out.total_spend);
  total.get("money", out.total_money);
  total.get("expired", out.total_expired);
  in.get("money_per_month", out.money_per_month);
  in.get("blocked", out.blocked);
  const In run_out = in.at("run_out");
  run_out.get("probability", out.run_out.probability);
  run_out.get("day", out.run_out.day);
  run_out.get("needs_purchase", out.run_out.needs_purchase);
  run_out.get("by_day", out.run_out.by_day);
  const In buffer = in.at("buffer");
  buffer.get("demand_known", out.buffer.demand_known);
  buffer.get("lines", out.buffer.lines);
  in.get("by_pool", out.by_pool);
  in.get("by_phase", out.by_phase);
  in.get("by_action", out.by_action);
  in.get("by_model", out.by_model);
  in.get("by_owner", out.by_owner);
  in.get("by_event", out.by_event);
  in.get("finished", out.finished);
  in.get("credits_per_finished", out.credits_per_finished);
  in.get("money_per_finished", out.money_per_finished);
  in.get("utilities_skipped", out.utilities_skipped);
  in.get("slow", out.slow);
  in.get("debt", out.debt);
  in.get("budget", out.budget.lines);
  in.get("complete", out.complete);
  in.get("money_complete", out.money_complete);
  in.get("rests_on", out.rests_on);
  in.get("balance_paths", out.balance_paths);
  in.get("balance", out.balance);
}

void read(const In& in, SensitivityInput::Side& out) {
  in.get("value", out.value);
  in.get("credits_per_month", out.credits_per_month);
  in.get("money_per_month", out.money_per_month);
  in.get("money_more", out.money_more);
}

void read(const In& in, SensitivityInput& out) {
  in.get("kind", out.kind);
  in.get("pointer", out.pointer);
  in.get("label", out.label);
  in.get("base", out.base);
  in.get("low", out.low);
  in.get("high", out.high);
}

void read(const In& in, Sensitivity& out) {
  in.get("paths", out.paths);
  in.get("credits_per_month", out.credits_per_month);
  in.get("money_per_month", out.money_per_month);
  in.get("inputs", out.inputs);
  in.get("left_out", out.left_out);
}

void read(const In& in, PlanGenerations& out) {
  in.get("label", out.label);
  in.get("each", out.each);
  in.get("count", out.count);
  in.get("gated", out.gated);
}

void read(const In& in, PlanRow& out) {
  in.get("platform", out.platform);
  in.get("platform_name", out.platform_name);
  in.get("plan", out.plan);
  in.get("plan_name", out.plan_name);
  in.get("term", out.term);
  in.get("pack", out.pack);
  in.get("open", out.open);
  in.get("has_work", out.has_work);
  in.get("missing", out.missing);
  in.get("complete", out.complete);
  in.get("currency", out.currency);
  in.get("money_per_month", out.money_per_month);
  in.get("money_to_first", out.money_to_first);
  in.get("run_out", out.run_out);
  in.get("worst_month", out.worst_month);
  in.get("blocked_month", out.blocked_month);
  in.get("wasted", out.wasted);
  in.get("blocked", out.blocked);
  in.get("money_per_finished", out.money_per_finished);
  in.get("credits_per_month", out.credits_per_month);
  const In covers = in.at("covers_buffer");
  covers.get("low", out.covers_buffer_low);
  covers.get("high", out.covers_buffer_high);
  in.get("generations", out.generations);
  in.get("assumed", out.assumed);
}

void read(const In& in, BreakEven& out) {
  in.get("from", out.from);
  in.get("to", out.to);
  in.get("credits_per_month", out.credits_per_month);
  in.get("money_per_month", out.money_per_month);
}

void read(const In& in, Comparison::Recommended& out) {
  in.get("platform", out.platform);
  in.get("plan", out.plan);
  in.get("term", out.term);
  in.get("pack", out.pack);
  in.get("reason", out.reason);
}

void read(const In& in, Comparison& out) {
  in.get("paths", out.paths);
  in.get("seed", out.seed);
  in.get("unit", out.unit);
  in.get("recommended", out.recommended);
  in.get("plans", out.plans);
  in.get("break_even", out.break_even);
  in.get("rests_on", out.rests_on);
}

/// The pattern of Words must live as long as the program. There are as many as the core has sentences.
const char* kept(const std::string& pattern) {
  static std::set<std::string, std::less<>> patterns;
  return patterns.insert(pattern).first->c_str();
}

/// A text as it stands, or a pattern with its parts behind it.
Words words_of(const In& in) {
  if (!in.of_kind(Kind::array)) {
    std::string text;
    read(in, text);
    return text;
  }
  std::string pattern;
  std::vector<Words> parts;
  bool first = true;
  in.each([&](const In& part) {
    first ? read(part, pattern) : parts.push_back(words_of(part));
    first = false;
  });
  return {kept(pattern), std::move(parts)};
}

void read(const In& in, Error& out) {
  std::string code;
  in.get("code", code);
  constexpr Code kCodes[] = {
#define ERROR(name, sentence) Code::name,
#include "creditcast/errors.def"
#undef ERROR
  };
  for (const Code one : kCodes)
    if (code_name(one) == code) out.code = one;
  in.get("file", out.file);
  in.get("line", out.line);
  in.get("column", out.column);
  in.get("pointer", out.pointer);
  in.get("what", static_cast<std::string&>(out.what));
  in.get("allowed", static_cast<std::string&>(out.allowed));
  if (!in.has("words")) return;
  std::vector<Words> words;
  in.at("words").each([&](const In& one) { words.push_back(words_of(one)); });
  if (words.size() != 2) return in.fail();
  out.what = std::move(words[0]);
  out.allowed = std::move(words[1]);
}

template <typename T, typename Take>
Result<T> answer(std::string_view text, std::string_view schema, Take take) {
  const Error no_result{Code::wrong_type, {}, "this is no result of that kind", std::string(schema), {}, 0, 0};
  const Parsed parsed = parse({}, text, 0, kResultLimits);
  if (!parsed.whole) return no_result;
  bool good = true;
  const In in(&parsed.root, good);
  std::string is;
  in.get("schema", is);
  if (is == "creditcast/errors@1") {
    Errors errors;
    in.get("errors", errors);
    if (good && !errors.empty()) return errors;
  }
  T result;
  take(in, result);
  if (!good || is != schema) return no_result;
  return result;
}

}  // namespace

Result<ForecastAnswer> read_forecast(std::string_view text) {
  return answer<ForecastAnswer>(text, "creditcast/forecast@1", [](const In& in, ForecastAnswer& out) {
    read(in, out.forecast);
    in.get("sensitivity", out.sensitivity);
  });
}

Result<Comparison> read_comparison(std::string_view text) {
  return answer<Comparison>(text, "creditcast/compare@1", [](const In& in, Comparison& out) { read(in, out); });
}

}  // namespace creditcast::json
