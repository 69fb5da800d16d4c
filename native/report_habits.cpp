// habits: what each comes to, and what it saves or costs against the one in force.
#include <algorithm>
#include <utility>

#include "csv.hpp"
#include "numbers.hpp"
#include "phrases.hpp"
#include "plain_text.hpp"
#include "reports.hpp"

namespace creditcast::native {
namespace {

std::string name_of(const Json& habit) {
  if (habit.text("id").empty()) return "As it stands";
  return habit.text("name").empty() ? habit.text("id") : habit.text("name");
}

const Json& in_force(const Json& result) {
  const auto& habits = result["habits"].items();
  return *std::ranges::find_if(habits, [](const Json& habit) { return habit["in_force"].truth(); });
}

/// The one way that all habits went, or empty.
std::string common_method(const Json& result) {
  const auto& habits = result["habits"].items();
  const std::string first = habits.front().text("method");
  const bool all = std::ranges::all_of(habits, [&](const Json& habit) { return habit.text("method") == first; });
  return all ? first : "";
}

std::string how_of(const Json& result) {
  const std::string method = common_method(result);
  if (method == "exact") return "computed exactly";
  std::int64_t paths = 0;
  for (const Json& habit : result["habits"].items()) paths = std::max(paths, habit["paths"].count());
  return grouped(paths) + " runs each, on the same random numbers, seed " + std::string(result["seed"].raw()) +
         (method == "events" ? ", event by event" : "");
}

std::string remark(const Json& habit, bool mixed) {
  std::string text = habit["complete"].truth() ? "" : "incomplete: work without a price";
  if (!mixed || habit.text("method") == "sample") return text;
  return text + (text.empty() ? "" : ", ") + (habit.text("method") == "exact" ? "computed exactly" : "event by event");
}

std::string maybe(const Json& amount, int decimals) { return amount.null() ? "" : grouped(amount.amount(), decimals); }

std::string habits_table(const Json& result, const std::string& units) {
  const Json& habits = result["habits"];
  const std::string currency = result.text("currency");
  Table table({{"", Align::left},
               {"a month", Align::left, 32},
               {units},
               {"8 of 10: from"},
               {"to"},
               {"finished"},
               {currency},
               {units + " each"},
               {currency + " each"},
               {"runs out"},
               {"blocked"},
               {"", Align::left}});
  const int spend = decimals_for(column(habits, "spend", "p90"));
  const int finished = decimals_for(column(habits, "finished", "mean"));
  const int each = decimals_for(column(habits, "credits_per_finished"));
  const int blocked = decimals_for(column(habits, "blocked", "requests"));
  const bool mixed = common_method(result).empty();
  for (const Json& habit : habits.items()) {
    const Json& money = habit["money_per_month"];
    table.row({habit["in_force"].truth() ? "->" : "", name_of(habit), grouped(habit["spend"]["mean"].amount(), spend),
               grouped(habit["spend"]["p10"].amount(), spend), grouped(habit["spend"]["p90"].amount(), spend),
               cell(habit["finished"]["mean"].amount(), finished), money.null() ? "no price" : cents(money["mean"].amount()),
               maybe(habit["credits_per_finished"], each), maybe(habit["money_per_finished"], 2),
               percent(habit["run_out"].amount()), cell(habit["blocked"]["requests"].amount(), blocked), remark(habit, mixed)});
  }
  return table.text();
}

/// "+1,234", "-12.5", "0"
std::string signed_number(Amount amount, int decimals) {
  if (amount.micros < 0) return "-" + grouped(Amount{-amount.micros}, decimals);
  return (amount.zero() ? "" : "+") + grouped(amount, decimals);
}

/// A member of "more".
struct Kind {
  const char* key;
  std::string title;
  int decimals;
};

std::string differences_table(const Json& result, const std::string& units) {
  const Json& habits = result["habits"];
  const auto decimals = [&](const char* key) {
    std::vector<Amount> all;
    for (const Json& habit : habits.items()) {
      const Json* more = habit.find("more");
      const Json* by = more == nullptr ? nullptr : more->find(key);
      if (by != nullptr) all.push_back(Amount{std::abs((*by)["mean"].amount().micros)});
    }
    return decimals_for(all);
  };
  const Kind kinds[] = {{"credits", units, decimals("credits")},
                        {"money", result.text("currency"), 2},
                        {"finished", "finished", decimals("finished")}};
  std::vector<Column> columns{{"against " + name_of(in_force(result)), Align::left, 32}};
  for (const Kind& kind : kinds) {
    columns.push_back({kind.title});
    columns.push_back({"+-"});
  }
  Table table(std::move(columns));
  for (const Json& habit : habits.items()) {
    const Json* more = habit.find("more");
    if (more == nullptr) continue;
    std::vector<std::string> cells{name_of(habit)};
    for (const Kind& kind : kinds) {
      const Json* by = more->find(kind.key);
      cells.push_back(by == nullptr ? "" : signed_number((*by)["mean"].amount(), kind.decimals));
      const Amount error = by == nullptr ? Amount{} : (*by)["standard_error"].amount();
      cells.push_back(error.zero() ? "" : grouped(error, kind.decimals + 1));
    }
    table.row(std::move(cells));
  }
  return table.text();
}

/// Which habit gets the most from a credit.
std::string verdict(const Json& result, const std::string& unit) {
  const Json *best = nullptr, *worst = nullptr;
  const auto each = [](const Json& habit) { return habit["credits_per_finished"].amount(); };
  for (const Json& habit : result["habits"].items()) {
    if (habit["credits_per_finished"].null() || each(habit).micros < 1) continue;
    if (best == nullptr || each(habit) < each(*best)) best = &habit;
    if (worst == nullptr || each(*worst) < each(habit)) worst = &habit;
  }
  if (best == nullptr) return "None of them finishes anything for a " + unit + ".\n";
  const Amount times{divide_half_even(Int128{each(*worst).micros} * kMicros, Int128{each(*best).micros})};
  if (times < Amount{1'050'000}) return "They get much the same from a " + unit + ".\n";
  return wrapped(printable(name_of(*best) + ": " + grouped(times, 1) + " times as much finished work from a " + unit + " as " +
                           name_of(*worst) + "."),
                 0, 0);
}

}  // namespace

std::string habits_report(const Json& result, const Names& names) {
  const std::string units = unit_name(names.catalog(), result.text("unit"), {});
  std::string text = heading(names, how_of(result)) + "\n" + habits_table(result, units) + "\n";
  text += differences_table(result, units);
  text += wrapped(
      "A month more (+) or less (-) than with the habit in force (->); +-: the standard error of that difference, path by "
      "path.",
      0, 0);
  text += "\n" + verdict(result, unit_name(names.catalog(), result.text("unit"), whole(1)));
  return text + rests_on(result["rests_on"], names.catalog().id);
}

std::string habits_csv(const Json& result) {
  Csv csv(
      "habit,name,in_force,method,paths,spend_mean,spend_standard_error,spend_p10,spend_p50,spend_p90,money_mean,"
      "money_standard_error,finished_mean,finished_standard_error,credits_per_finished,money_per_finished,run_out,"
      "blocked_requests,blocked_credits,complete,credits_more,credits_more_standard_error,money_more,"
      "money_more_standard_error,finished_more,finished_more_standard_error");
  const auto numbers = [&csv](const Json* object, std::initializer_list<const char*> keys) {
    for (const char* key : keys) csv.number(object == nullptr ? std::nullopt : (*object)[key].maybe());
  };
  for (const Json& habit : result["habits"].items()) {
    csv.text(habit.text("id")).text(habit.text("name")).truth(habit["in_force"].truth()).text(habit.text("method"));
    csv.number(habit["paths"].count());
    numbers(&habit["spend"], {"mean", "standard_error", "p10", "p50", "p90"});
    numbers(habit.find("money_per_month"), {"mean", "standard_error"});
    numbers(&habit["finished"], {"mean", "standard_error"});
    numbers(&habit, {"credits_per_finished", "money_per_finished", "run_out"});
    numbers(&habit["blocked"], {"requests", "credits"});
    csv.truth(habit["complete"].truth());
    const Json* more = habit.find("more");
    for (const char* key : {"credits", "money", "finished"})
      numbers(more == nullptr ? nullptr : more->find(key), {"mean", "standard_error"});
    csv.end();
  }
  return csv.take();
}

}  // namespace creditcast::native
