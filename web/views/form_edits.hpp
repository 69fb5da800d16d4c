#pragma once
/// What the lines of the form ask for, see form.hpp.
#include <optional>
#include <string_view>

#include "app_state.hpp"
#include "quantities.hpp"

namespace creditcast::web {

/// "KIND  PLACE  VALUE", taken apart.
struct FormLine {
  std::string_view kind, value;
  std::size_t first = 0, second = 0, third = 0;  ///< of the place
  std::optional<Amount> amount;                  ///< the value as a number
  [[nodiscard]] double number() const { return amount ? amount_of(*amount) : 0; }
};

std::optional<std::size_t> index_in(std::string_view text);

/// What surrounds the work: what happens at zero, limits, budgets, people, balances (form_term_edits.cpp).
bool is_term(std::string_view kind);
std::optional<Action> term_edit(const AppState& state, const FormLine& line);

}  // namespace creditcast::web
