#include "creditcast/pricing.hpp"

#include <algorithm>
#include <array>

#include "creditcast/limits.hpp"
#include "labels.hpp"
#include "report.hpp"

namespace creditcast {
namespace {

/// Prices are worked out in millionths of a millionth, so that a price times a factor, or times seconds, stays exact until the
/// catalog rounds it.
constexpr Int128 kPico = kMicros;
constexpr Int128 kMaxPicos = static_cast<Int128>(kAmountMaxMicros) * kPico;

/// Low, typical and high, worked out side by side. All are >= 0, so low stays low through every step.
using Triple = std::array<Int128, 3>;

Triple micros_of(const FigureValue& value) { return {value.low.micros, value.typical.micros, value.high.micros}; }

Triple scaled(const Triple& micros) { return {micros[0] * kPico, micros[1] * kPico, micros[2] * kPico}; }

/// Picos to a whole multiple of the step in micros; nullopt where `exact` is not exact.
std::optional<Int128> round_picos(Int128 picos, Rounding rounding) {
  const Int128 step = rounding.mode == RoundingMode::exact ? kPico : static_cast<Int128>(rounding.step.micros) * kPico;
  Int128 steps = picos / step;
  const Int128 rest = picos % step;
  if (rest != 0) {
    if (rounding.mode == RoundingMode::exact) return std::nullopt;
    if (rounding.mode == RoundingMode::ceil || (rounding.mode == RoundingMode::half_up && rest * 2 >= step)) steps += 1;
  }
  return steps * (step / kPico);
}

bool same_number(const std::string& a, const std::string& b) {
  const auto x = parse_amount(a);
  const auto y = parse_amount(b);
  return x && y && *x == *y;
}

const OptionChoice* find_choice(const std::vector<OptionChoice>& choices, std::string_view option) {
  for (const OptionChoice& choice : choices)
    if (choice.option == option) return &choice;
  return nullptr;
}

bool condition_holds(const Action& action, const Condition& condition, const std::vector<OptionChoice>& choices,
                     const std::string& plan) {
  const bool is_plan = condition.option == "plan";
  const OptionChoice* choice = is_plan ? nullptr : find_choice(choices, condition.option);
  if (!is_plan && choice == nullptr) return false;
  const Option* option = is_plan ? nullptr : find_option(action, condition.option);
  const std::string& value = is_plan ? plan : choice->value;
  return std::any_of(condition.any_of.begin(), condition.any_of.end(), [&](const std::string& wanted) {
    return option != nullptr && option->number ? same_number(wanted, value) : wanted == value;
  });
}

bool when_holds(const Action& action, const When& when, const std::vector<OptionChoice>& choices, const std::string& plan) {
  return std::all_of(when.begin(), when.end(),
                     [&](const Condition& condition) { return condition_holds(action, condition, choices, plan); });
}

std::string rounding_label(Rounding rounding) {
  const std::string step = to_decimal(rounding.step);
  if (rounding.mode == RoundingMode::ceil) return "rounded up to " + step;
  if (rounding.mode == RoundingMode::floor) return "rounded down to " + step;
  return "rounded to " + step;
}

/// The cheapest combination of batches that delivers at least so many outputs.
struct BatchSum {
  Triple picos{};
  std::int32_t delivered = 0;
  std::vector<std::size_t> taken;  ///< index of each batch
};

/// Costs are compared by the typical price; of equals the one that delivers less wins, then the larger last batch.
BatchSum cheapest_batches(const std::vector<std::int32_t>& sizes, const std::vector<Int128>& costs, std::int32_t outputs) {
  struct Best {
    Int128 cost = 0;
    std::int32_t delivered = 0;
    std::size_t last = 0;
  };
  std::vector<Best> best(static_cast<std::size_t>(outputs) + 1);
  for (std::int32_t wanted = 1; wanted <= outputs; ++wanted) {
    Best& here = best[static_cast<std::size_t>(wanted)];
    bool found = false;
    for (std::size_t i = sizes.size(); i-- > 0;) {
      const Best& rest = best[static_cast<std::size_t>(std::max(0, wanted - sizes[i]))];
      const Int128 cost = rest.cost + costs[i];
      const std::int32_t delivered = rest.delivered + sizes[i];
      if (found && (cost > here.cost || (cost == here.cost && delivered >= here.delivered))) continue;
      here = {cost, delivered, i};
      found = true;
    }
  }
  BatchSum sum;
  for (std::int32_t wanted = outputs; wanted > 0;) {
    const std::size_t last = best[static_cast<std::size_t>(wanted)].last;
    sum.taken.push_back(last);
    sum.delivered += sizes[last];
    wanted -= sizes[last];
  }
  return sum;
}

/// One price under way.
class Quoting {
 public:
  Quoting(const Catalog& catalog, const Request& request) : catalog_(catalog), request_(request), action_(*request.action) {}

  Result<Quote> run() {
    auto filled = fill_options(action_, request_.options);
    if (!filled) return filled.errors();
    options_ = std::move(filled).value();
    if (auto error = find_row()) return *error;
    quote_.unit = action_.unit;
    quote_.priced = true;
    collect_tags();
    if (auto error = deliver()) return *error;
    price_row();
    round_and_floor();
    if (!unit_live(catalog_, action_.unit)) charge_instead();
    if (problem_)
      return Error{*problem_,
                   {},
                   *problem_ == Code::inexact ? "the price has more than six decimals and no rounding is named"
                                              : "the price is beyond the largest amount",
                   {},
                   {},
                   0,
                   0};
    close();
    return std::move(quote_);
  }

 private:
  std::optional<Error> find_row() {
    for (const PriceRow& row : action_.prices)
      if (when_holds(action_, row.when, options_, request_.plan)) {
        row_ = &row;
        return std::nullopt;
      }
    std::string asked;
    for (const OptionChoice& choice : options_) asked += (asked.empty() ? "" : ", ") + choice.option + " " + choice.value;
    return Error{Code::no_price,
                 {},
                 asked.empty() ? Words("no price of {0} fits it", {quoted(action_.id)})
                               : Words("no price of {0} fits {1}", {quoted(action_.id), asked}),
                 {"a row in /actions/{0}/prices", {action_.id}},
                 {},
                 0,
                 0};
  }

  void collect_tags() {
    quote_.tags = action_.tags;
    quote_.tags.insert(quote_.tags.end(), row_->tags.begin(), row_->tags.end());
    for (const OptionChoice& choice : options_)
      if (const Option* option = find_option(action_, choice.option))
        for (const OptionValue& value : option->values)
          if (value.id == choice.value) quote_.tags.insert(quote_.tags.end(), value.tags.begin(), value.tags.end());
    std::sort(quote_.tags.begin(), quote_.tags.end());
    quote_.tags.erase(std::unique(quote_.tags.begin(), quote_.tags.end()), quote_.tags.end());
  }

  /// How many outputs come: as asked, up to a multiple of a fixed batch.
  std::optional<Error> deliver() {
    const std::int32_t most = action_.max_outputs != 0 ? action_.max_outputs : kMaxOutputs;
    if (request_.outputs < 1 || request_.outputs > most)
      return Error{Code::out_of_range,
                   "/outputs",
                   {"{0} outputs in one request", {std::to_string(request_.outputs)}},
                   {"1 to {0}", {std::to_string(most)}},
                   {},
                   0,
                   0};
    const std::int32_t batch = std::max(1, action_.fixed_batch);
    quote_.outputs = (request_.outputs + batch - 1) / batch * batch;
    return std::nullopt;
  }

  // --- figures ---
  FigureValue use(const Figure& figure) {
    if (std::find(quote_.rests_on.begin(), quote_.rests_on.end(), &figure) == quote_.rests_on.end())
      quote_.rests_on.push_back(&figure);
    const FigureValue value = value_on(figure, request_.on);
    if (!value.priced) quote_.priced = false;
    return value;
  }

  /// The option "seconds"; 0 where there is none (the catalog's check asks for it).
  Amount seconds() {
    const OptionChoice* choice = find_choice(options_, "seconds");
    const auto number = choice != nullptr ? parse_amount(choice->value) : Result<Amount>(Amount{});
    return number && number->micros > 0 ? *number : Amount{};
  }

  // --- steps ---
  void check_size(const Triple& picos) {
    if (picos[2] > kMaxPicos) problem_ = Code::overflow;
  }
  Triple times_micros(Triple picos, const Triple& factor) {
    for (std::size_t i = 0; i < picos.size() && !problem_; ++i) {
      const Int128 product = picos[i] * factor[i];
      if (product % kMicros != 0) problem_ = Code::inexact;
      picos[i] = product / kMicros;
    }
    check_size(picos);
    return picos;
  }
  Triple plus(Triple a, const Triple& b) {
    for (std::size_t i = 0; i < a.size(); ++i) a[i] += b[i];
    check_size(a);
    return a;
  }
  Triple times_count(Triple picos, std::int32_t count) {
    for (Int128& value : picos) value *= count;
    check_size(picos);
    return picos;
  }
  void line(std::string label, const Triple& picos, const Figure* figure) {
    const Amount shown = problem_ ? Amount{} : Amount{divide_half_even(picos[1], kPico)};
    quote_.lines.push_back({std::move(label), shown, figure});
  }

  void price_row() { total_ = row_->batch.empty() ? plain_total() : batch_total(); }

  Triple plain_total() {
    const Triple each = modified(single(), 1);
    if (action_.per == Per::request || quote_.outputs == 1 || problem_) return each;
    const Triple all = times_count(each, quote_.outputs);
    line("x " + std::to_string(quote_.outputs) + " outputs", all, nullptr);
    return all;
  }

  /// The row's price of one output or request, seconds included.
  Triple single() {
    Triple picos = scaled(micros_of(use(row_->price)));
    line(row_label(catalog_, action_, *row_), picos, &row_->price);
    return with_seconds(picos);
  }

  Triple with_seconds(Triple picos) {
    const Amount length = seconds();
    const Triple factor{length.micros, length.micros, length.micros};
    if (action_.per == Per::second) {
      picos = times_micros(picos, factor);
      line("x " + to_decimal(length) + " seconds", picos, nullptr);
    } else if (row_->base_seconds && row_->per_second_beyond) {
      // A longer base is a cheaper price, so the ends of a range change places; a base is hardly ever a range.
      const FigureValue base = use(*row_->base_seconds);
      const Triple beyond{std::max<Int128>(0, length.micros - base.high.micros),
                          std::max<Int128>(0, length.micros - base.typical.micros),
                          std::max<Int128>(0, length.micros - base.low.micros)};
      if (beyond[2] > 0) {
        picos = plus(picos, times_micros(scaled(micros_of(use(*row_->per_second_beyond))), beyond));
        line("+ " + to_decimal(Amount{static_cast<std::int64_t>(beyond[1])}) + " seconds beyond " + to_decimal(base.typical),
             picos, &*row_->per_second_beyond);
      }
    }
    return picos;
  }

  /// Factors, then surcharges for so many outputs.
  Triple modified(Triple picos, std::int32_t outputs) {
    for (const Modifier& factor : action_.factors) {
      if (problem_ || !when_holds(action_, factor.when, options_, request_.plan)) continue;
      picos = times_micros(picos, micros_of(use(factor.figure)));
      line("x " + name_or_id(factor.name, factor.id), picos, &factor.figure);
    }
    for (const Modifier& surcharge : action_.surcharges) {
      if (problem_ || !when_holds(action_, surcharge.when, options_, request_.plan)) continue;
      picos = plus(picos, times_count(scaled(micros_of(use(surcharge.figure))), outputs));
      line("+ " + name_or_id(surcharge.name, surcharge.id), picos, &surcharge.figure);
    }
    return picos;
  }

  Triple batch_total() {
    std::vector<std::int32_t> sizes = row_->batch_sizes;
    std::vector<const Figure*> figures;
    for (const Figure& figure : row_->batch) figures.push_back(&figure);
    const bool has_single = !sizes.empty() && sizes.front() == 1;
    if (!has_single && value_on(row_->price, request_.on).priced) {
      sizes.insert(sizes.begin(), 1);
      figures.insert(figures.begin(), &row_->price);
    }
    std::vector<Int128> costs;
    for (const Figure* figure : figures) costs.push_back(value_on(*figure, request_.on).typical.micros);
    // What is unpublished may be the cheapest, so without all of the prices there is none.
    for (const Figure* figure : figures)
      if (!value_on(*figure, request_.on).priced) use(*figure);
    const BatchSum sum = cheapest_batches(sizes, costs, quote_.outputs);
    quote_.outputs = sum.delivered;
    Triple picos{};
    for (const std::size_t taken : sum.taken) picos = plus(picos, scaled(micros_of(use(*figures[taken]))));
    line(row_label(catalog_, action_, *row_) + batches_text(sizes, sum.taken), picos, figures[sum.taken.front()]);
    return modified(with_seconds(picos), quote_.outputs);
  }

  static std::string batches_text(const std::vector<std::int32_t>& sizes, const std::vector<std::size_t>& taken) {
    std::string text = ", in batches of ";
    for (std::size_t i = 0; i < taken.size() && i < 8; ++i) text += (i == 0 ? "" : " + ") + std::to_string(sizes[taken[i]]);
    return taken.size() > 8 ? text + " + ..." : text;
  }

  void round_and_floor() {
    if (problem_ || !quote_.priced) return;
    const Triple before = total_;
    for (Int128& picos : total_) {
      const auto micros = round_picos(picos, action_.rounding);
      if (!micros) {
        problem_ = Code::inexact;
        return;
      }
      picos = *micros * kPico;
    }
    if (total_ != before) line(rounding_label(action_.rounding), total_, nullptr);
    if (action_.minimum) {
      const Triple least = scaled(micros_of(use(*action_.minimum)));
      const Int128 typical = total_[1];
      for (std::size_t i = 0; i < total_.size(); ++i) total_[i] = std::max(total_[i], least[i]);
      if (total_[1] != typical)
        line("at least " + to_decimal(Amount{static_cast<std::int64_t>(least[1] / kPico)}), total_, &*action_.minimum);
    }
    check_size(total_);
  }

  /// No pool of the unit is live: the action is charged in another unit, or has no price.
  void charge_instead() {
    if (!action_.instead) {
      quote_.priced = false;
      quote_.lines.push_back({"no balance in " + action_.unit + " is live", {}, nullptr});
      return;
    }
    const bool free = quote_.priced && !problem_ && total_[2] == 0;
    quote_.unit = action_.instead->unit;
    if (free) return;
    quote_.priced = true;
    quote_.rests_on.clear();
    quote_.lines.clear();
    problem_.reset();
    total_ = scaled(micros_of(use(action_.instead->price)));
    if (action_.per != Per::request) total_ = times_count(total_, quote_.outputs);
    const Unit* unit = find_unit(catalog_, action_.unit);
    line(name_or_id(action_.name, action_.id) + ", while " + (unit != nullptr ? unit->plural : action_.unit) + " is not live",
         total_, &action_.instead->price);
  }

  void close() {
    if (!quote_.priced) return;
    quote_.low = Amount{static_cast<std::int64_t>(total_[0] / kPico)};
    quote_.typical = Amount{static_cast<std::int64_t>(total_[1] / kPico)};
    quote_.high = Amount{static_cast<std::int64_t>(total_[2] / kPico)};
    if (!action_.failed_share) return;
    const FigureValue share = value_on(*action_.failed_share, request_.on);
    quote_.failed = Amount{divide_half_even(static_cast<Int128>(quote_.typical.micros) * share.typical.micros, kMicros)};
  }

  const Catalog& catalog_;
  const Request& request_;
  const Action& action_;
  const PriceRow* row_ = nullptr;
  std::vector<OptionChoice> options_;
  Quote quote_;
  Triple total_{};
  std::optional<Code> problem_;
};

/// The value as the option writes it: a known id, or a number in range in its shortest decimal.
std::optional<Error> normalize(const Option& option, std::string& value) {
  const std::string pointer = at("/options", option.id);
  if (!option.number) {
    const std::vector<std::string> known = ids_of(option.values);
    if (std::find(known.begin(), known.end(), value) != known.end()) return std::nullopt;
    return Error{Code::unknown_reference,
                 pointer,
                 {"no value of {0} is called {1}", {quoted(option.id), quoted(value)}},
                 suggest(value, known),
                 {},
                 0,
                 0};
  }
  const auto number = parse_amount(value);
  if (!number)
    return Error{
        Code::bad_number, pointer, {"{0} is not a number", {quoted(value)}}, "a decimal with at most six decimals", {}, 0, 0};
  if ((option.low && *number < *option.low) || (option.high && *option.high < *number))
    return Error{Code::out_of_range,
                 pointer,
                 {"{0} is outside the range of {1}", {value, quoted(option.id)}},
                 range_text(option),
                 {},
                 0,
                 0};
  value = to_decimal(*number);
  return std::nullopt;
}

}  // namespace

Result<std::vector<OptionChoice>> fill_options(const Action& action, std::span<const OptionChoice> given) {
  Errors errors;
  for (const OptionChoice& choice : given)
    if (find_option(action, choice.option) == nullptr)
      errors.push_back({Code::unknown_reference,
                        at("/options", choice.option),
                        {"{0} has no option {1}", {quoted(action.id), quoted(choice.option)}},
                        suggest(choice.option, ids_of(action.options)),
                        {},
                        0,
                        0});
  std::vector<OptionChoice> filled;
  for (const Option& option : action.options) {
    OptionChoice choice{option.id, option.fallback};
    for (const OptionChoice& wanted : given)
      if (wanted.option == option.id) choice.value = wanted.value;
    if (choice.value.empty()) {
      errors.push_back({Code::missing_key,
                        "/options",
                        {"the option {0} of {1} must be given", {quoted(option.id), quoted(action.id)}},
                        option.number ? "a number" : suggest("", ids_of(option.values)),
                        {},
                        0,
                        0});
      continue;
    }
    if (auto error = normalize(option, choice.value)) errors.push_back(*error);
    filled.push_back(std::move(choice));
  }
  if (!errors.empty()) return errors;
  return filled;
}

Result<Quote> quote(const Catalog& catalog, const Request& request) {
  CREDITCAST_CHECK(request.action != nullptr);
  return Quoting(catalog, request).run();
}

}  // namespace creditcast
