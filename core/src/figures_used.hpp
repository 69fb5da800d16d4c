#pragma once
/// The figures that an answer rests on: noted as they are used, listed once each.
#include <optional>
#include <set>
#include <vector>

#include "creditcast/catalog.hpp"
#include "creditcast/results.hpp"

namespace creditcast {

class FiguresUsed {
 public:
  FiguresUsed(const Catalog& catalog, std::optional<Day> first_day) : catalog_(catalog), first_day_(first_day) {}

  /// The figure's value of the first day; the answer rests on it.
  FigureValue use(const Figure& figure);
  void use(const std::vector<const Figure*>& figures) { used_.insert(figures.begin(), figures.end()); }
  /// What a failed run of the action costs; where that is not published, it is assumed to cost nothing.
  void use_failed_share(const Action& action);

  /// In the catalog's order, then what had to be assumed of failed runs.
  [[nodiscard]] std::vector<RestsOn> listed() const;

 private:
  const Catalog& catalog_;
  std::optional<Day> first_day_;
  std::set<const Figure*> used_;
  std::set<const Action*> unknown_failures_;
};

}  // namespace creditcast
