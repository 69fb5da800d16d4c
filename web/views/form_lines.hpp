#pragma once
/// What the lines of the form are made of, see form.hpp.
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "app_state.hpp"
#include "form.hpp"
#include "mirror.hpp"
#include "quantities.hpp"
#include "words.hpp"

namespace creditcast::web {

inline std::string decimal(double value) { return to_decimal(Amount{std::llround(value * 1e6)}); }

/// Lines of the form, with what is wrong behind each control.
class FormLines {
 public:
  explicit FormLines(const AppState& state) : state_(state) {}

  void group(const std::string& id, std::string_view title) { add_line(out_, {"group", id, title}); }
  void choice(std::string_view kind, std::string_view label) { add_line(out_, {"choice", kind, label}); }
  void choice(std::string_view kind, std::string_view label, const std::string& place) {
    add_line(out_, {"choice", kind, label, place});
  }
  void option(std::string_view id, std::string_view name, bool chosen) {
    add_line(out_, {"option", id, name, chosen ? "chosen" : ""});
  }
  struct Number {
    double value = 0, least = 0, most = 0;
    std::string_view step = "1";
  };
  void number(std::string_view kind, const std::string& place, std::string_view label, std::string_view unit, Number of) {
    add_line(out_, {"number", kind, place, label, unit, decimal(of.value), decimal(of.least), decimal(of.most),
                    std::string(of.step)});
  }
  void chance(std::string_view kind, const std::string& place, std::string_view label, Share share, double least = 0) {
    number(kind, place, label, "%", {std::round(to_double(share) * 1e6) / 1e4, least, 100, "any"});
  }
  /// From 0 on; where there is none, the field is empty and says `none`. Without such words there must be one.
  void amount(std::string_view kind, const std::string& place, std::string_view label, std::string_view unit,
              const std::optional<Amount>& amount, std::string_view none) {
    add_line(out_,
             {"number", kind, place, label, unit, amount ? to_decimal(*amount) : "", "0", decimal(kMostTyped), "any", none});
  }
  void text(std::string_view kind, const std::string& place, std::string_view label, std::string_view value) {
    add_line(out_, {"text", kind, place, label, value});
  }
  void date(std::string_view kind, const std::string& place, std::string_view label, Day day) {
    add_line(out_, {"date", kind, place, label, date_text(day)});
  }
  void check(std::string_view kind, const std::string& place, std::string_view label, bool on) {
    add_line(out_, {"check", kind, place, label, on ? "on" : ""});
  }
  /// `full`: the label with what it is done to, where that is told by the place alone.
  void button(std::string_view kind, const std::string& place, std::string_view label, std::string_view full = {},
              bool off = false) {
    if (full.empty() && !off) return add_line(out_, {"button", kind, place, label});
    add_line(out_, {"button", kind, place, label, off ? "off" : "", full});
  }
  /// The buttons that follow stand side by side.
  void row() { add_line(out_, {"row"}); }
  void help(std::string_view words) { add_line(out_, {"help", words}); }
  void errors(const std::string& pointer) {
    for (const Error& error : state_.derived.errors)
      if (error.pointer == pointer) add_line(out_, {"error", said(error)});
  }
  void error(std::string_view words) { add_line(out_, {"error", words}); }
  std::string take() { return std::move(out_); }

 private:
  const AppState& state_;
  std::string out_;
};

// form_terms.cpp
/// What happens at zero, and within which limits.
void zero_lines(FormLines& lines, const Catalog& catalog, const Scenario& scenario);
/// Room for people, where the platform sells it.
void seat_lines(FormLines& lines, const Catalog& catalog, const Scenario& scenario);
void owner_lines(FormLines& lines, const Catalog& catalog, const Scenario& scenario);
/// What is held before the first day.
void opening_lines(FormLines& lines, const Catalog& catalog, const Scenario& scenario);

}  // namespace creditcast::web
