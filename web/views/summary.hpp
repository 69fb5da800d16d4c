#pragma once
/// The answer in words: what the headline shows and what the page's HTML repeats for those who do not see the canvas.
#include <string>
#include <vector>

#include "app_state.hpp"
#include "format.hpp"

namespace creditcast::web {

/// A figure with the sentence that says what it is.
struct Stat {
  std::string id;  ///< "money", "finished", "run-out", "wasted": as the HTML names it
  std::string value;
  std::string words;
  bool loud = false;  ///< asks for attention
};

struct Summary {
  std::string title;      ///< "Your work needs"
  std::string credits;    ///< "62,040 credits"
  std::string sentence;   ///< "a month, on average. 8 of 10 months fall between ..."
  std::string reserve;    ///< "With 20 to 30 % in reserve: 74,448 to 80,652."
  std::string caution;    ///< that it rests on figures nobody published; empty: it does not
  std::string shortfall;  ///< what is asked and cannot be paid; empty: nothing
  std::vector<Stat> stats;
  std::string advice_title, advice;
  bool advice_given = false;  ///< a plan is recommended
};
Summary summary_of(const NumberStyle& style, const AppState& state);

/// One row of the plan table, as text.
struct PlanText {
  std::string name;      ///< "Ultimate"
  std::string term;      ///< "monthly", "yearly, with Top-up 1000"
  std::string money;     ///< "$50.00", "no price"
  std::string likely;    ///< "$50 to $90 in 8 of 10 cases"; empty where it does not vary
  std::string run_out;   ///< "9 %"
  std::string wasted;    ///< "1,140 lost"; empty: nothing
  std::string blocked;   ///< "12 requests blocked"; empty: nothing
  std::string piece;     ///< "$1.01", "–"
  bool assumed = false;  ///< rests on figures that are not published
};
PlanText plan_text(const NumberStyle& style, const Catalog& catalog, const PlanRow& row);

/// "monthly", "yearly", "once".
std::string term_words(int months);
/// "Ultimate, monthly"
std::string plan_words(const Catalog& catalog, std::string_view plan, std::string_view term);
/// "$50 a month", "no price": as the catalog has it, intro prices aside.
std::string price_words(const NumberStyle& style, const Catalog& catalog, const Term& term);
/// "6 a month", "4 to 6 a week", "about 1.5 a day".
std::string quantity_words(const NumberStyle& style, const Quantity& quantity);
std::string rate_words(const NumberStyle& style, const Rate& rate);
/// What happens at zero, first choice first: "buys Top-up 1000, at most $100 a month".
std::vector<std::string> at_zero_words(const NumberStyle& style, const Catalog& catalog, const Scenario& scenario);

}  // namespace creditcast::web
