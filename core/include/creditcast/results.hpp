#pragma once
/// What the verbs answer: plain structs, shared by the program, the module and the page. Amounts are exact; a mean is rounded
/// half-even to the millionth.
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "creditcast/catalog.hpp"
#include "creditcast/random.hpp"
#include "creditcast/words.hpp"

namespace creditcast {

/// A figure an answer rests on.
struct RestsOn {
  std::string pointer;  ///< in the catalog
  Words label;
  std::optional<Amount> value, low, high;
  Provenance is = Provenance::unpublished;
  std::string source_title, source_url;
  std::optional<Day> read;
  Words why;
  std::string note;
};

struct EstimateLine {
  std::string label;
  std::string stream, phase;
  std::string unit;
  Amount quantity;  ///< requests or outputs a month, as `each` is priced
  Amount each;
  Amount credits;  ///< a month, in `unit`
  bool priced = true;
};

/// Closed form, expected values; a month is the mean over the horizon. Energy and other units have lines of their own and are
/// not in the totals.
struct Estimate {
  std::vector<EstimateLine> lines;
  std::string unit;
  Amount credits_per_month;
  Amount with_buffer_low, with_buffer_high;
  bool complete = true;  ///< false: a part has no price, and the totals are a lower bound
  std::vector<RestsOn> rests_on;
};

struct Interval {
  Amount low, high;
};
/// Mean with its standard error; quantiles by order statistics with their 95 % intervals.
struct Summary {
  Amount mean, standard_error;
  /// Of one path, or one month where months are pooled. None where an exact forecast does not know it.
  std::optional<Amount> standard_deviation;
  Amount p10, p50, p90;
  Interval p10_interval, p50_interval, p90_interval;
};

/// Counts and credits that were asked and not paid.
struct Blocked {
  Amount requests;  ///< mean number
  Amount credits;   ///< mean main credits
};

struct MonthForecast {
  std::int32_t index = 0;
  Summary spend;  ///< main credits drawn (and owed)
  Summary expired;
  Blocked blocked;
  Summary money;                       ///< cash on its day
  Share run_out;                       ///< paths whose first blocked or saved request falls in this month
  Share short_of_credit;               ///< paths with any blocked or saved request in this month
  Share blocked_for_credit;            ///< paths with any request blocked for lack of main credits in this month
  std::vector<Amount> spend_by_phase;  ///< means, parallel to Forecast::by_phase
};

struct BalanceAt {
  std::int32_t day = 0;
  std::string pool;
  Amount p10, p50, p90;  ///< at the day's end
};

struct Part {
  std::string id;
  std::string label;
  std::optional<Amount> requests;  ///< mean a month; of a pool, those it had a part in, known event by event only
  Amount credits;                  ///< mean a month, main credits
  Share of_total;
  std::optional<Summary> spend;      ///< a month, where quantiles are computed
  std::optional<Share> over_budget;  ///< by_phase: projects over the phase's budget
  std::optional<Amount> over_by;     ///< mean excess of those
  Blocked blocked;                   ///< by_owner, by_event
};

struct RunOut {
  struct OnDay {
    std::int32_t day = 0;
    Share probability;  ///< that it happens on this very day
    Share by_then;      ///< on this day or before
  };
  Share probability;           ///< by the horizon's end
  std::optional<Summary> day;  ///< given that it happens; amounts are days since the first
  std::vector<OnDay> by_day;   ///< days on which it happens at all, ascending
  Share needs_purchase;        ///< paths with a purchase beyond the plan
};

struct BudgetResult {
  struct Line {
    std::string id;  ///< project id, "month", or project/phase
    Amount budget;
    Share exceeded;
    Amount by;  ///< mean excess given that it is exceeded
  };
  std::vector<Line> lines;
};

/// What a buffer on top of the estimate is worth: how often the work asks for no more than that.
struct BufferWorth {
  struct Line {
    Amount buffer;             ///< a share: 0.2 is 20 % on top
    Amount credits_per_month;  ///< the estimate with it
    Share month;               ///< of the months that ask for at most that, all months pooled
    Share horizon;             ///< of the paths whose months ask for at most that on average
  };
  /// False: somewhere work was blocked or slowed, and what it would have gone on to ask for is not known. What was spent and
  /// what was blocked then stand for it, so the chances are too good if anything.
  bool demand_known = true;
  std::vector<Line> lines;  ///< ascending by buffer; none where there is no estimate
};

struct Forecast {
  /// "exact"; "sample": a day's total from tables, opened where balances may not cover it; "events".
  std::string method = "sample";
  std::string why;          ///< what stood against tables, where they were not refused by the caller
  std::uint32_t paths = 0;  ///< exact: 0
  /// Exact: most by which a chance, or the rank of a quantile, may be off. What was cut off in tables, and, over several months
  /// or for finished pieces, the chance that a request is blocked, which these quantiles leave out. Means include it.
  std::optional<Share> bound;
  std::uint64_t seed = 1;
  std::string plan, term, pack;
  std::string unit, currency;
  std::vector<MonthForecast> months;
  Summary typical_spend, typical_money;  ///< all months pooled
  Summary typical_expired;
  Summary total_spend, total_money, total_expired;
  Summary money_per_month;  ///< each term spread over its months
  Blocked blocked;          ///< a month
  RunOut run_out;
  BufferWorth buffer;
  std::vector<BalanceAt> balance;
  std::uint32_t balance_paths = 0;  ///< the fan is of the first so many paths
  std::vector<Part> by_pool, by_phase, by_action, by_model, by_owner, by_event;
  Summary finished;  ///< pieces a month
  std::optional<Amount> credits_per_finished, money_per_finished;
  Amount utilities_skipped;  ///< mean a month
  Amount slow;               ///< mean requests a month in the slow queue
  Amount debt;               ///< mean owed at the end
  BudgetResult budget;
  bool complete = true;
  bool money_complete = true;  ///< false: the plan or a pack has no price
  std::vector<RestsOn> rests_on;
};

/// Mean of paired differences, path by path, with its standard error.
struct Difference {
  Amount mean, standard_error;
};

/// The work under a habit, and what that comes to more in a month than under the one in force, on the same random numbers. An
/// exact mean adds no error.
struct HabitRow {
  std::string id, name;  ///< no id: the work as it stands
  bool in_force = false;
  Forecast forecast;  ///< without its fan
  Difference credits_more, finished_more;
  std::optional<Difference> money_more;  ///< none where a price is missing
};
struct HabitsResult {
  std::vector<HabitRow> habits;
  std::vector<RestsOn> rests_on;
};

/// One input changed by itself, everything else and the random numbers as they were.
struct SensitivityInput {
  struct Side {
    Amount value;                           ///< what the input is set to; the base where it cannot go further
    Amount credits_per_month;               ///< of the estimate: what the work needs
    std::optional<Amount> money_per_month;  ///< none where a price is missing
    std::optional<Difference> money_more;   ///< than at the base, path by path
  };
  std::string kind;     ///< "rate", "growth", "failure", "acceptance", "batch", "price", "working_days"
  std::string pointer;  ///< in the scenario; of "price" in the catalog
  std::string label;
  Amount base;  ///< its value as it is; prices are factors, so 1
  Side low, high;
  /// How far the estimate moves between the two, millionths.
  [[nodiscard]] std::int64_t width() const {
    const std::int64_t more = high.credits_per_month.micros - low.credits_per_month.micros;
    const std::int64_t least = low.credits_per_month.micros - high.credits_per_month.micros;
    return more > least ? more : least;
  }
};
struct Sensitivity {
  std::uint32_t paths = 0;  ///< behind each sum of money; 0: none is known
  Amount credits_per_month;
  std::optional<Amount> money_per_month;  ///< of those paths
  std::vector<SensitivityInput> inputs;   ///< the widest first
  std::uint32_t left_out = 0;             ///< inputs that move the estimate less than these
};

struct PlanGenerations {
  std::string label;
  Amount each;
  std::int64_t count = 0;
  bool gated = false;
};
struct PlanRow {
  std::string platform, plan, term, pack;
  std::string plan_name, platform_name;
  bool open = true;
  bool has_work = true;                    ///< false: the platform lacks a capability or the plan the seats that are needed
  std::string missing;                     ///< which: "image.edit", "5 seats (at most 1)"
  std::optional<Summary> money_per_month;  ///< none where a price is missing
  /// Less that of the platform's first row, where both saw the same demand.
  std::optional<Difference> money_to_first;
  std::string currency;
  Share run_out;        ///< mean over months of the chance to run short in that month
  Share worst_month;    ///< highest month
  Share blocked_month;  ///< mean over months of the chance that lack of credit blocks any request; what purchases pay is not
                        ///< blocked
  Summary wasted;       ///< expired a month
  Blocked blocked;      ///< a month
  std::optional<Amount> money_per_finished;
  Amount credits_per_month;  ///< granted by the plan to all seats, the mean over the horizon
  bool covers_buffer_low = false, covers_buffer_high = false;
  bool complete = true;
  std::vector<PlanGenerations> generations;
  std::vector<RestsOn> assumed;  ///< figures with no published value behind this row
};
struct BreakEven {
  std::string from, to;  ///< plan/term: below the volume `from` is cheaper, above it `to`
  Amount credits_per_month;
  Amount money_per_month;  ///< at that volume
};
struct Comparison {
  std::uint32_t paths = 0;
  std::uint64_t seed = 1;
  std::string unit;
  std::vector<PlanRow> plans;
  struct Recommended {
    std::string platform, plan, term, pack, reason;
  };
  std::optional<Recommended> recommended;
  std::vector<BreakEven> break_even;
  std::vector<RestsOn> rests_on;
};

}  // namespace creditcast
