#pragma once
/// What a request asks for, as fields: which action, its options, and lists of such uses. Each changes the value it is given
/// and says whether it did.
#include "app_state.hpp"
#include "ui.hpp"

namespace creditcast::web {

/// The actions of the platform and the capabilities it has.
bool action_row(Ui& ui, const AppState& state, Column& column, WorkUse& use);
/// The options of its action, from the `first` on.
bool option_rows(Ui& ui, const AppState& state, Column& column, WorkUse& use, std::size_t first = 0);
/// Uses one below the other, each with its options and count, and a link that adds one. `pointer`: the list's place.
bool use_list(Ui& ui, const AppState& state, Column& column, std::string_view id, std::string_view add_words,
              std::vector<WorkUse>& uses, const WorkUse& fresh, std::string_view pointer, bool with_outputs);

// Single values.
bool chance_row(Ui& ui, Column& column, std::string_view id, std::string_view label, Share& share, std::string_view help,
                std::string_view pointer);
bool count_row(Ui& ui, Column& column, std::string_view id, std::string_view label, std::int32_t& count, std::int32_t low,
               std::int32_t high, std::string_view help, std::string_view pointer);
/// An amount in words (`unit` follows it); `none` stands where there is none.
bool amount_row(Ui& ui, Column& column, std::string_view id, std::string_view label, std::optional<Amount>& amount, double step,
                std::string_view unit, std::string_view none, std::string_view help, std::string_view pointer);
/// Exactly, from .. to, about (Poisson) so many, or by a table, from `least` on.
bool quantity_rows(Ui& ui, Column& column, std::string_view id, std::string_view label, Quantity& quantity, std::int64_t least,
                   double most, bool fractions, std::string_view pointer);

}  // namespace creditcast::web
